"""What a head did, in words: up, down, round the ring, parked, jumping, blurred; and a learner's bet on it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from figure_data import SLOTS, trace_of, walk
from ntm_lib.figures import paths, walks
from ntm_lib.figures.arrays import Head, heads
from ntm_lib.figures.films import film_words
from ntm_lib.figures.walks import Stretch, arc, describe, ring_step, stretches, window


@pytest.mark.parametrize(
    ("peaks", "sentence"),
    [
        ([0, 1, 2, 3, 4], "one peak a step; walks up one slot a step, slots 0 to 4 (steps 0 to 4)."),
        ([7, 6, 5, 4], "one peak a step; walks down one slot a step, slots 7 to 4 (steps 0 to 3)."),
        ([14, 15, 0, 1], "one peak a step; walks up one slot a step, slots 14 to 1, round the ring (steps 0 to 3)."),
        ([1, 0, 15, 14], "one peak a step; walks down one slot a step, slots 1 to 14, round the ring (steps 0 to 3)."),
        ([0, 2, 4, 6], "one peak a step; walks up 2 slots a step, slots 0 to 6 (steps 0 to 3)."),
        ([5, 5, 5, 5], "one peak a step; stays on slot 5 throughout."),
        ([5], "one peak a step; stays on slot 5 throughout."),
        (
            [0, 0, 0, 1, 2],
            "one peak a step; stays on slot 0 (steps 0 to 2), "
            "then walks up one slot a step, slots 0 to 2 (steps 2 to 4).",
        ),
        (
            [3, 4, 5, 0, 1, 2],
            "one peak a step; walks up one slot a step, slots 3 to 5 (steps 0 to 2), then jumps from slot 5 to slot 0 "
            "(step 3), then walks up one slot a step, slots 0 to 2 (steps 3 to 5).",
        ),
        (
            [0, 1, 2, None, None],
            "walks up one slot a step, slots 0 to 2 (steps 0 to 2), then is spread over several slots (steps 3 to 4).",
        ),
        ([None] * 8, "spread over several slots, at nearly every step no slot holds half of the weighting."),
        ([0, 5, 0, 5, 9, 2, 11, 3, 0], "one peak a step; wanders, between slots 0 and 11 with 8 jumps."),
    ],
)
def test_a_head_is_described_by_what_it_did(peaks: list[int | None], sentence: str) -> None:
    assert describe("Read head", walk(*peaks)) == f"Read head: {sentence}"


def test_the_sentence_does_not_depend_on_small_differences() -> None:
    peaks = [0, 1, 2, 3, 3, None, None]
    noise = np.random.default_rng(0).normal(0, 1e-4, (7, SLOTS))
    assert describe("Head", walk(*peaks)) == describe("Head", walk(*peaks) + noise)


def test_a_share_of_exactly_half_is_sharp_and_less_is_not() -> None:
    assert [part.kind for part in stretches(walk(3, 3, share=0.5))] == ["stay"]
    assert [part.kind for part in stretches(walk(3, 3, share=0.49))] == ["blur"]


def test_stretches_share_the_step_between_them() -> None:
    assert stretches(walk(2, 2, 3, 4)) == [Stretch("stay", 0, 1, 2, 2, 0), Stretch("walk", 1, 3, 2, 4, 1)]


@pytest.mark.parametrize(("here", "there", "step"), [(0, 1, 1), (15, 0, 1), (0, 15, -1), (3, 3, 0), (0, 8, -8)])
def test_the_shortest_way_round_the_ring(here: int, there: int, step: int) -> None:
    assert ring_step(here, there, SLOTS) == step


@pytest.mark.parametrize(
    ("used", "shown"),
    [
        ([3, 4, 5], (2, 3, 4, 5, 6)),
        ([0, 15, 14], (13, 14, 15, 0, 1)),
        ([0], (15, 0, 1)),
        ([], tuple(range(16))),
        (list(range(0, 16, 2)), tuple(range(16))),
    ],
)
def test_the_window_is_the_shortest_stretch_of_the_ring(used: list[int], shown: tuple[int, ...]) -> None:
    assert arc(used, SLOTS).slots == shown


def test_a_window_leaves_out_what_is_hardly_used_and_says_so() -> None:
    shown = window([walk(0, 15, 14)])
    assert shown.slots == (13, 14, 15, 0, 1)
    assert shown.words == "slots 13 to 15 and slots 0 to 1 of 16"
    assert window([walk(*range(16))]).words == "all 16 slots"


def test_film_words_name_every_head_and_the_slots_shown() -> None:
    found = heads(trace_of(walk(0, 1, 2), walk(0, 0, 0)), 0, "test")
    assert [head.kind for head in found] == ["write", "read"]
    told = film_words(found, window([head.weighting for head in found]))
    assert told == (
        "Write head: one peak a step; walks up one slot a step, slots 0 to 2 (steps 0 to 2). "
        "Read head: one peak a step; stays on slot 0 throughout. Shown: slot 15 and slots 0 to 3 of 16."
    )


def test_several_heads_are_numbered() -> None:
    weighting = torch.tensor(walk(0, 1))[:, None, None].expand(-1, -1, 2, -1)
    trace = SimpleNamespace(write_weightings=weighting, read_weightings=weighting)
    names = [head.name for head in heads(trace, 0, "test")]
    assert names == ["Write head 1", "Write head 2", "Read head 1", "Read head 2"]


@pytest.mark.parametrize(
    ("peaks", "share", "prediction", "told"),
    [
        ([0, 0, 7], 0.9, 12, "At step 2 the read head was on slot 7; you said slot 12."),
        ([0, 0, 7], 0.9, None, "At step 2 the read head was on slot 7."),
        ([0, 0, None], 0.9, 3, "At step 2 the read head was spread over several slots; you said slot 3."),
        (
            [0, 0, 7],
            0.38,
            None,
            "At step 2 the read head was still spread out, with the largest share, about 40 %, on slot 7.",
        ),
    ],
)
def test_a_bet_is_set_beside_the_truth(peaks: list[int], share: float, prediction: int | None, told: str) -> None:
    found = [Head("read", "Read head", walk(*peaks, share=share))]
    assert paths.bet_words(found, prediction, 2) == told
    assert paths.bet_words(found, prediction, None) == ""


def test_the_sharp_limit_is_the_one_in_the_words() -> None:
    assert walks.SHARP == 0.5  # "half of the weighting" stands in the sentences
