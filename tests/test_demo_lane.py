"""One of the machines side by side: it learns as it would alone, and is told from what it does."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
import torch

from acted_runs import acted, moved
from ntm_lib import figures
from ntm_lib.addressing import address
from ntm_lib.demos.lane import Lane, about, gate_shut, return_words, way, way_words
from ntm_lib.demos.lane_rows import draw
from ntm_lib.demos.run import run_on
from ntm_lib.training import Progress, train
from small_machine import build, sequence
from tiny_training import TINY, equal, parameters_of, tiny_model

DRAWING = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 1, 0]])
PLAN = dataclasses.replace(TINY, updates=8)
ANSWER = [3, 2, 1, 0]
SPREAD = [False] * 4


def test_a_lane_learns_as_the_machine_would_alone():
    lane, alone = Lane(PLAN, DRAWING, PLAN.updates), tiny_model(PLAN)
    steps = list(train(alone, PLAN))
    while not lane.done:
        assert lane.advance()
    assert lane.curve == steps and lane.updates == 8
    assert equal(parameters_of(lane.model), parameters_of(alone))
    assert lane.advance() and lane.updates == 8  # and not one more


def test_a_lane_falls_when_its_median_is_below_one_bit_for_good():
    lane = Lane(PLAN, DRAWING, PLAN.updates)
    assert lane.cliff is None and lane.words == "Seed 0: not trained yet."
    lane.curve = [Progress(i, 100 * i, 1.0, 80.0, 0.01) for i in range(1, 9)]
    for smooth, cliff, words in (
        ([84.0] * 8, None, "Seed 0: no better than a coin yet."),
        ([84.0] * 7 + [40.0], None, "Seed 0: better than a coin."),
        ([84.0, 0.5, 0.5, 2.0, 0.9, 0.5, 0.1, 0.1], 500, None),
    ):
        lane.smooth = smooth
        assert lane.cliff == cliff
        if words:
            assert lane.words == words
    assert lane.words.startswith("Seed 0: below 1 bit after about 500 sequences; its write head ")
    assert (about(2449), about(12), about(3050)) == ("2,400 sequences", "100 sequences", "3,000 sequences")


def test_the_median_is_that_of_the_learning_curve():
    lane = Lane(dataclasses.replace(PLAN, updates=30), DRAWING, 30)
    while not lane.done:
        lane.advance()
    curve = figures.curves.Curve(lane.sequences, np.array([step.bits for step in lane.curve]))
    assert lane.smooth == figures.curves.running_median(curve).bits.tolist()


@pytest.mark.parametrize(
    ("peaks", "sharp", "direction", "words"),
    [
        ([14, 15, 0, 1], None, 1, "walks up"),
        ([1, 0, 15, 14], None, -1, "walks down"),
        ([0, 0, 0, 0], None, 0, "keeps to no direction"),
        ([0, 2, 4, 6], None, 0, "keeps to no direction"),
        ([0, 1, 0, 1], None, 1, "walks up"),
        ([0, 1, 2, 3], [False] * 4, 0, "keeps to no direction"),
    ],
)
def test_which_way_a_write_head_walks(peaks, sharp, direction, words):
    writes = moved([*peaks, 9, 8, 7, 6, 5], sharp=None if sharp is None else [*sharp, *[True] * 5])
    run = acted(writes, writes)
    assert (way(run), way_words(run)) == (direction, words)


@pytest.mark.parametrize(
    ("before", "sharp", "shut", "words"),
    [
        ([3, 3, 3, 3, 3], [True] * 9, 3, "waits at slot 3"),
        ([4, 4, 4, 3, 3], [True] * 9, 3, "waits at slot 4"),
        ([3, 2, 1, 0, 0], [*[True] * 4, False, *[True] * 4], 0, "jumps back to slot 3, by content"),
        ([5, 5, 5, 5, 4], [True] * 9, 3, "walks back to slot 3"),
        ([0] * 5, [*SPREAD, False, *[True] * 4], 9, "is spread out until the flag, then on slot 3, by content"),
        ([0] * 5, [*SPREAD, *[True] * 5], 3, "is spread out until the flag, then on slot 3, with no need of content"),
        ([3] * 5, [True] * 5 + SPREAD, 3, "is still spread out when it has to answer"),
    ],
)
def test_how_a_read_head_comes_back(before, sharp, shut, words):
    run = acted(moved([3, 2, 1, 0, 0, 0, 0, 0, 0]), moved([*before, *ANSWER], sharp=sharp))
    assert return_words(run, np.eye(16)[shut], max_shift=1) == words


def test_the_gate_is_shut_from_the_flag_on_and_nothing_else_is_changed():
    model = build("lstm", num_read_heads=1, num_write_heads=1)
    with torch.no_grad():
        _, trace = model.trace(sequence(time=9, batch=1))
        shut = gate_shut(trace, flag=4)
        gates = trace.read_controls.gate.clone()
        gates[4:6] = 0
        weighting = trace.read_weightings[3, :, 0]
        for step in (4, 5):
            parts = trace.read_controls._replace(gate=gates)
            weighting = address(trace.memory[step - 1], weighting, *(part[step, :, 0] for part in parts[:5]))
    assert np.allclose(shut, weighting[0].numpy(), atol=1e-6)
    assert not np.allclose(shut, trace.read_weightings[5, 0, 0].numpy(), atol=1e-3)


def test_a_film_has_the_start_in_its_middle_and_up_is_up():
    lane = Lane(dataclasses.replace(PLAN, num_slots=16), DRAWING, 8)
    for step in (1, -1):
        walks = moved([step * min(i, 3) for i in range(9)])
        lane._looked = lane.updates, acted(walks, walks)
        film = draw([lane]).pixels(1)[44:128, 490:642].astype(int).sum(axis=2)
        heights = [int(film[2:-2, x].argmin()) for x in (8, 25, 42, 59)]
        assert abs(heights[0] + 2 - 42) <= 6
        assert all(np.sign(before - after) == step for before, after in pairwise(heights))


def test_the_drawing_in_a_row_is_what_the_machine_makes_of_it():
    lane = Lane(PLAN, DRAWING, PLAN.updates)
    before = lane.run
    assert lane.run is before
    lane.advance()
    assert np.array_equal(lane.run.answers, run_on(lane.model, DRAWING).answers)
    assert not np.array_equal(lane.run.answers, before.answers)
    assert isinstance(lane.comes_back(), str)
