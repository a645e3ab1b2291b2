"""Letters, damaged letters, and looking them up with whatever function is given."""

from __future__ import annotations

import numpy as np
import pytest

from ntm_lib import by_hand, demos
from ntm_lib.demos.recall import State, caption, entropy, look_up


def test_letters_are_told_apart():
    memory, labels = demos.letter_memory()
    assert memory.shape == (8, 25) and labels == list(demos.LETTERS)
    assert set(np.unique(memory)) == {-1.0, 1.0}
    cosines = memory @ memory.T / 25
    assert cosines[~np.eye(8, dtype=bool)].max() <= 0.36 + 1e-9


def test_corrupt_flips_and_erases_what_it_is_told():
    letter = demos.LETTERS["A"]
    assert np.array_equal(demos.corrupt(letter), letter)
    few, more = (demos.corrupt(letter, flipped, rng=np.random.default_rng(1)) for flipped in (3, 7))
    assert (few != letter).sum() == 3 and (more != letter).sum() == 7
    assert set(np.flatnonzero(few != letter)) < set(np.flatnonzero(more != letter))
    erased = demos.corrupt(letter, 0, 2)
    assert np.array_equal(erased[:15], letter[:15]) and not erased[15:].any()
    assert np.array_equal(letter, demos.LETTERS["A"])
    for wrong in ({"flipped": 26}, {"erased_rows": 6}, {"flipped": -1}):
        with pytest.raises(ValueError, match="must"):
            demos.corrupt(letter, **wrong)


def test_recall_goes_from_the_average_of_all_to_one_letter():
    weak, strong = (look_up(State(key_strength=s), by_hand.content_weighting) for s in (1e-6, 100.0))
    assert weak.shares == pytest.approx(np.full(8, 1 / 8), abs=1e-5)
    assert weak.entropy == pytest.approx(3, abs=1e-4)
    assert strong.shares[list(demos.LETTERS).index("K")] > 0.99
    assert strong.entropy < 0.1
    assert "K has the largest share" in caption(State(key_strength=100.0), strong)


def test_recall_turns_the_function_that_it_is_given():
    always_a = demos.recall(lambda memory, key, strength: np.eye(8)[0])
    assert "share is 0 %, 0 %, 0 % and 0 %" in repr(always_a)
    with pytest.raises(ValueError, match="content_weighting"):
        demos.recall(lambda memory, key, strength: np.ones(3))


def test_recall_says_so_when_the_function_fails_on_a_key():
    def picky(memory, key, strength):
        if not key.any():
            raise ZeroDivisionError("a blank key")
        return by_hand.content_weighting(memory, key, strength)

    demo = demos.recall(picky)
    demo.live()
    demo.erased.position = 5
    assert demo.player.captions == [
        "content_weighting fails on K with 4 pixels flipped and 5 rows erased: ZeroDivisionError: a blank key"
    ]
    demo.erased.position = 1
    assert "largest share" in demo.player.captions[0]


def test_entropy_is_in_bits():
    assert entropy(np.array([1.0, 0, 0, 0])) == 0
    assert entropy(np.full(8, 1 / 8)) == pytest.approx(3)
