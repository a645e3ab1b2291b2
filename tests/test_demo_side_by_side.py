"""Machines side by side: trained as they are alone, started and stopped, and told from what they do."""

from __future__ import annotations

import asyncio
import dataclasses
import io
from itertools import pairwise

import numpy as np
import pytest
import torch
from PIL import Image

from ntm_lib import NTM, figures
from ntm_lib.demos import side_by_side
from ntm_lib.demos.lane import FRESH, Lane, about, return_words, way, way_words
from ntm_lib.demos.lane_rows import draw
from ntm_lib.demos.run import Run, run_on
from ntm_lib.demos.side_by_side import SEQUENCES
from ntm_lib.figures.arrays import Head
from ntm_lib.figures.walks import window
from ntm_lib.training import Progress, TrainingPlan, loop, train
from tiny_training import TINY, equal, parameters_of, tiny_model

DRAWING = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 1, 0]])
PLAN = dataclasses.replace(TINY, updates=8)


@pytest.fixture
def plain(monkeypatch):
    """Machines as they are where Numba is not installed."""
    monkeypatch.setattr(NTM, "path", "plain: Numba is not installed")


@pytest.fixture
def fast(monkeypatch):
    """Machines that say that they are on the fast path."""
    monkeypatch.setattr(NTM, "path", "fused")


@pytest.fixture
def watched(monkeypatch):
    """A front end is there."""
    monkeypatch.setattr(figures, "front_end", lambda: True)


def tiny(seeds=(1, 2), **changes):
    return side_by_side(DRAWING, seeds, plan=dataclasses.replace(PLAN, **changes))


def moved(peaks, slots=16, sharp=None):
    """A head's weighting with these peaks; spread out where `sharp` is false."""
    rows = np.eye(slots)[np.array(peaks) % slots]
    return np.where(np.array([True] * len(peaks) if sharp is None else sharp)[:, None], rows, 1 / slots)


def acted(writes, reads):
    """A run of 4 vectors, 9 steps, with these weightings."""
    heads = [Head("write", "Write head", writes), Head("read", "Read head", reads)]
    flat = np.zeros((3, 9))
    return Run(flat, flat, flat, np.arange(9) > 4, np.zeros((9, 16, 2)), heads, window([writes, reads]))


def test_a_lane_learns_as_the_machine_would_alone():
    lane, alone = Lane(PLAN, DRAWING), tiny_model(PLAN)
    steps = list(train(alone, PLAN))
    while not lane.done:
        assert lane.advance()
    assert lane.curve == steps and lane.updates == 8
    assert equal(parameters_of(lane.model), parameters_of(alone))
    assert lane.advance() and lane.updates == 8  # and not one more


def test_lanes_leave_each_other_and_the_learners_draws_alone():
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    together = tiny((1, 2, 3))
    together.finish()
    assert torch.equal(torch.rand(3), expected)
    for lane in together.lanes:
        alone = tiny_model(lane.plan)
        list(train(alone, lane.plan))
        assert equal(parameters_of(lane.model), parameters_of(alone))


def interrupt_at(monkeypatch, call):
    """The notebook's stop button at the n-th update of all."""
    calls, honest = iter(range(1, 1000)), loop.STEPS["norm"]

    def step(*arguments):
        if next(calls) == call:
            raise KeyboardInterrupt
        return honest(*arguments)

    monkeypatch.setitem(loop.STEPS, "norm", step)


def test_an_interrupt_keeps_what_there_is_and_the_rest_can_be_done_later(monkeypatch):
    interrupt_at(monkeypatch, 6)
    together = tiny()
    together.finish()
    assert [lane.updates for lane in together.lanes] == [3, 2]
    together.finish()
    untouched = tiny()
    untouched.finish()
    assert together.done and [step.update for step in together.lanes[1].curve] == list(range(1, 9))
    assert together.lanes[0].curve == untouched.lanes[0].curve  # the batch in the second one's hands is lost


def test_a_lane_falls_when_its_median_is_below_one_bit_for_good():
    lane = Lane(PLAN, DRAWING)
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
    lane = Lane(dataclasses.replace(PLAN, updates=30), DRAWING)
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


ANSWER = [3, 2, 1, 0]


@pytest.mark.parametrize(
    ("before", "flag", "sharp", "gate", "words"),
    [
        ([3, 3, 3, 3], 3, [True] * 5, 0.0, "waits at slot 3"),
        ([3, 3, 3, 3], 4, [True] * 5, 0.0, "waits at slot 4"),
        ([3, 2, 1, 0], 0, [True] * 5, 0.9, "jumps back by content, from slot 0 to slot 3"),
        ([14, 15, 0, 1], 2, [True] * 5, 0.0, "walks back to slot 2"),
        ([3, 3, 3, 3], 3, [False] * 4 + [True], 0.9, "is spread out until the flag, then settles on slot 3 by content"),
        ([3, 3, 3, 3], 3, [False] * 5, 0.1,
         "is spread out until the flag, then settles on slot 3 without much of content"),
    ],
)  # fmt: skip
def test_how_a_read_head_comes_back(before, flag, sharp, gate, words):
    reads = moved([*before, flag, *ANSWER], sharp=[*sharp, *[True] * 4])
    if words.startswith("jumps"):
        reads[4] = 1 / 16  # between two slots at the flag
    run = acted(moved([3, 2, 1, 0, 0, 0, 0, 0, 0]), reads)
    assert return_words(run, np.full(9, gate), max_shift=1) == words


def test_a_read_head_that_never_settles():
    run = acted(moved([0] * 9), moved([0] * 9, sharp=[True] * 4 + [False] * 5))
    assert return_words(run, np.ones(9), max_shift=1) == "never settles on a slot"


def test_without_a_front_end_all_is_done_before_the_picture_is_drawn():
    together, again = tiny(), tiny()
    data, metadata = together._repr_mimebundle_()
    assert together.done and set(data) == {"text/plain", "image/png"}
    assert data["text/plain"] == repr(together) == metadata["image/png"]["alt"]
    assert data["text/plain"].startswith("The same task from different seeds, 2 machines. Seed 1: ")
    assert again._repr_mimebundle_() == (data, metadata)


def test_the_sentence_and_the_table_are_the_same_on_both_paths(monkeypatch):
    said = set()
    for path in ("fused", "plain: Numba is not installed"):
        monkeypatch.setattr(NTM, "path", path)
        together = side_by_side(DRAWING, (1, 2), updates=3, plan=PLAN)
        together.finish()
        assert together.path_words not in repr(together)
        said.add(repr(together) + together.table())
    assert path.startswith("plain") and len(said) == 1


async def clicks(together, *waits):
    """Click, let the training run for some awaits, and so on; what the button says after each."""
    said = []
    for awaits in waits:
        together.button.click()
        for _ in range(awaits):
            await asyncio.sleep(0)
        said.append((together.button.description, sum(lane.updates for lane in together.lanes)))
    return said


def test_a_click_starts_stops_and_goes_on(watched):
    together = tiny()
    data, _ = together._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert together.button.description == "Start" and not together.lanes[0].curve
    first = together.player.frames
    said = asyncio.run(clicks(together, 5, 3, 4, 3, 40))
    assert [words for words, _ in said] == ["Stop", "Go on", "Stop", "Go on", "Done"]
    done = [updates for _, updates in said]
    assert 3 <= done[0] <= done[1] <= done[0] + 1 < done[2] <= done[3] <= done[2] + 1 < done[4] == 16
    assert together.button.disabled and together.player.frames != first
    assert together.player.captions[0].endswith(together.lanes[1].words)


def test_a_click_in_the_middle_of_stopping_goes_on(watched):
    together = tiny()
    together.live()
    said = asyncio.run(clicks(together, 3, 0, 30))
    assert said[-1] == ("Done", 16)


def test_a_cell_does_what_a_click_has_begun(watched):
    together = tiny()
    together.live()

    async def click_then_run_a_cell():
        await clicks(together, 4)
        together.table()
        assert together.done
        for _ in range(5):
            await asyncio.sleep(0)

    asyncio.run(click_then_run_a_cell())
    assert [lane.updates for lane in together.lanes] == [8, 8] and together.button.description == "Done"


def test_a_click_outside_a_loop_does_all_of_it(watched):
    together = tiny()
    together.live()
    together.button.click()
    assert together.done and together.button.description == "Done"


def test_what_goes_wrong_after_a_click_is_said(watched, monkeypatch):
    together = tiny()
    together.live()
    monkeypatch.setitem(loop.STEPS, "norm", lambda *arguments: float("nan"))
    asyncio.run(clicks(together, 6))
    assert together.player.captions[0].endswith("It stopped: loss must be a finite number; got nan for update 1.")
    assert together.button.description == "Start"


def test_the_fast_path_says_that_it_is_made_ready(watched, fast):
    together = tiny()
    together.live()
    assert together.player.captions[0].startswith("On the fast path: one compiled kernel")
    asyncio.run(clicks(together, 0))
    assert together.player.captions[0].endswith(
        "It is made ready; the first time on a computer that takes up to a minute."
    )


def test_the_plain_path_says_why_and_gives_each_machine_fewer_updates(plain):
    plan = dataclasses.replace(PLAN, updates=100_000)
    together = side_by_side(DRAWING, (1,), plan=plan)
    fewer, planned = (SEQUENCES[path] // plan.batch_size for path in ("plain", "fused"))
    assert together.lanes[0].plan.updates == fewer < planned
    assert together.path_words == (
        "On the plain path (Numba is not installed): each update takes several times as long, "
        f"so that each gets {fewer:,} updates in place of {planned:,}."
    )
    few = side_by_side(DRAWING, (1,), updates=5, plan=plan)
    assert few.lanes[0].plan.updates == 5 and "in place of" not in few.path_words


def test_the_default_is_the_default_plan_on_the_fast_path(fast):
    plan = TrainingPlan()
    together = side_by_side(torch.zeros(3, 8))
    assert [lane.plan.seed for lane in together.lanes] == [1, 2, 3, 4]
    updates = together.lanes[0].plan.updates
    assert updates == min(plan.updates, -(-SEQUENCES["fused"] // plan.batch_size))
    assert together.lanes[2].plan == dataclasses.replace(plan, seed=3, updates=updates)


def test_the_table_has_a_line_a_machine_and_one_for_all():
    together = tiny()
    *rows, last = together.table(prediction=2).splitlines()
    assert together.done and len(rows) == 2
    for row, lane in zip(rows, together.lanes, strict=True):
        score = lane.score()
        assert score.sequences == FRESH
        assert row.startswith(f"Seed {lane.plan.seed}: not below 1 bit after 32 sequences; ")
        assert row.endswith(f"{round(score.wrong_bits * FRESH):,} wrong bits in 400 fresh sequences.")
    assert last == "0 of 2 fell; you said 2."


def test_the_table_counts_those_that_fell_and_those_that_walk_up():
    together = tiny((1, 2, 3))
    together.finish()
    for lane, cliff, step in zip(together.lanes, (400, 700, None), (1, -1, 1), strict=True):
        bits = [84.0 if cliff is None or 100 * i < cliff else 0.1 for i in range(1, 9)]
        lane.curve = [Progress(i, 100 * i, 1.0, 84.0, 0.01) for i in range(1, 9)]
        lane.smooth = bits
        walks = moved([step * min(i, 3) for i in range(9)])
        lane._looked = lane.updates, acted(walks, moved([0] * 5 + [step * i for i in range(4)]))
    assert together.fallen == [400, 700]
    rows = together.table().splitlines()
    assert rows[0].startswith(
        "Seed 1: below 1 bit after about 400 sequences; write head walks up, read head waits at slot 0; "
    )
    assert "write head walks down" in rows[1] and rows[2].startswith("Seed 3: not below 1 bit after 32 sequences; ")
    assert rows[3] == (
        "2 of 3 fell; the first at about 400 sequences, the last at about 700 sequences; 1 of them walks up."
    )


def test_the_picture_has_a_row_a_machine_and_what_it_says_is_in_it():
    one, three = tiny((1,)), tiny((1, 2, 3))
    three.finish()
    sizes = [Image.open(io.BytesIO(demo.still())).size for demo in (one, three)]
    assert sizes[0][0] == sizes[1][0] and sizes[1][1] > 2 * sizes[0][1]
    scene = draw(three.lanes)
    assert "Update 8 of 8: 32 sequences each" in scene.svg
    assert all(f">Seed {seed}<" in scene.svg for seed in (1, 2, 3)) and scene.svg.count("write head: ") == 3


def test_a_film_has_the_start_in_its_middle_and_up_is_up():
    (lane,) = tiny((1,), num_slots=16).lanes
    for step in (1, -1):
        walks = moved([step * min(i, 3) for i in range(9)])
        lane._looked = lane.updates, acted(walks, walks)
        film = draw([lane]).pixels(1)[44:128, 490:642].astype(int).sum(axis=2)
        heights = [int(film[2:-2, x].argmin()) for x in (8, 25, 42, 59)]
        assert abs(heights[0] + 2 - 42) <= 6
        assert all(np.sign(before - after) == step for before, after in pairwise(heights))


def test_the_drawing_in_a_row_is_what_the_machine_makes_of_it():
    lane = Lane(PLAN, DRAWING)
    before = lane.run
    assert lane.run is before
    lane.advance()
    assert np.array_equal(lane.run.answers, run_on(lane.model, DRAWING).answers)
    assert not np.array_equal(lane.run.answers, before.answers)
    assert isinstance(lane.comes_back(), str)


def test_what_it_refuses():
    for seeds in ((), (1, 2, 3, 4, 5, 6, 7)):
        with pytest.raises(ValueError, match="seeds must hold 1 to 6 numbers; got"):
            side_by_side(DRAWING, seeds, plan=PLAN)
    with pytest.raises(ValueError, match="plan must be of a machine with a memory; got 'baseline' for side_by_side"):
        side_by_side(DRAWING, plan=dataclasses.replace(PLAN, controller="baseline"))
    for wrong in ({"updates": 0}, {"updates": 2.5}, {"seeds": (-1,)}, {"seeds": ("a",)}):
        with pytest.raises((TypeError, ValueError), match="must"):
            side_by_side(DRAWING, plan=PLAN, **wrong)
