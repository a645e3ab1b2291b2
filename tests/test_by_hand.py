"""The NumPy functions of Part I: by hand, in their limits, and for the kinds of array that a learner types."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_lib import addressing, by_hand, memory

MEMORY = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 3.0], [-5.0, 0.0]])
few = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 10_000)


def simplex(rng, slots):
    return rng.dirichlet(np.ones(slots))


def test_softmax_by_hand():
    assert np.allclose(by_hand.softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625])
    assert np.allclose(by_hand.softmax(np.log([[1.0, 3.0], [1.0, 1.0]])), [[0.25, 0.75], [0.5, 0.5]])


def test_softmax_neither_overflows_nor_minds_a_constant():
    assert np.allclose(by_hand.softmax(np.array([1e4, 0.0, -1e4])), [1, 0, 0])
    values = np.array([0.3, -2.0, 5.0])
    assert np.allclose(by_hand.softmax(values + 700), by_hand.softmax(values))


def test_the_four_steps_by_hand():
    assert np.allclose(by_hand.cosine_similarity(MEMORY, np.array([1.0, 0.0])), [1, 0, np.sqrt(0.5), -1])
    powers = np.array([2, 1, 2 ** np.sqrt(0.5), 0.5])
    got = by_hand.content_weighting(MEMORY, np.array([1.0, 0.0]), np.log(2))
    assert np.allclose(got, powers / powers.sum())
    got = by_hand.interpolate(np.array([1.0, 0, 0]), np.array([0, 0.5, 0.5]), 0.75)
    assert np.allclose(got, [0.75, 0.125, 0.125])
    assert np.allclose(by_hand.shift(np.array([1.0, 0, 0, 0]), np.array([0.1, 0.2, 0.7])), [0.2, 0.7, 0, 0.1])
    assert np.allclose(by_hand.sharpen(np.array([0.25, 0.5, 0.25]), 2.0), np.array([1, 4, 1]) / 6)


def test_reading_and_writing_by_hand():
    cells = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    assert np.allclose(by_hand.read(cells, np.array([0.25, 0, 0.75])), [4, 5])
    assert np.allclose(by_hand.erase(cells, np.array([1, 0.5, 0]), np.array([0.0, 1])), [[1, 0], [3, 2], [5, 6]])
    assert np.allclose(by_hand.add(cells, np.array([0, 0.5, 0.5]), np.array([2.0, -4])), [[1, 2], [4, 2], [6, 4]])
    got = by_hand.write(cells, np.array([0, 0.5, 0]), np.ones(2), np.full(2, 10.0))
    assert np.allclose(got, [[1, 2], [6.5, 7], [5, 6]])


@pytest.mark.parametrize("sharpening", [1.0, 10.0, 1000.0])
def test_sharpened_attention_never_vanishes(sharpening):
    for weighting in (np.full(128, 1 / 128), np.eye(128)[3], np.full(128, 1 / 128, dtype=np.float32)):
        with np.errstate(divide="raise", invalid="raise"):  # a learner would see a warning about the log of zero
            assert np.allclose(by_hand.sharpen(weighting, sharpening), weighting)


def test_whole_numbers_are_a_weighting_too():
    """A learner types np.array([0, 1, 0]); the equations take it."""
    focus = np.array([0, 1, 0])
    assert np.allclose(by_hand.sharpen(focus, 2), focus)
    assert np.allclose(by_hand.shift(focus, np.array([0, 0, 1])), [0, 0, 1])
    assert np.allclose(by_hand.read(np.arange(6).reshape(3, 2), focus), [2, 3])


def test_blank_slots_and_blank_keys_are_no_trouble():
    with np.errstate(all="raise"):
        assert np.allclose(by_hand.cosine_similarity(np.zeros((3, 2)), np.array([1.0, 0])), 0)
        got = by_hand.address(np.zeros((3, 2)), np.eye(3)[0], np.zeros(2), 9.0, 1.0, np.array([0.0, 1, 0]), 2.0)
    assert np.allclose(got, 1 / 3)


def test_address_takes_its_four_steps_in_order():
    """With sharpening before the shift, or the shift before the gate, other numbers come out."""
    dials = (np.array([0.0, 1, 0, 0]), 50.0, 1.0, np.array([0, 0.2, 0.8]), 3.0)
    assert np.allclose(by_hand.address(np.eye(4), np.eye(4)[0], *dials), np.array([0, 1, 64, 0]) / 65)


@few
@given(seeds, st.integers(1, 9), st.integers(1, 4), st.integers(0, 3))
def test_two_readings_of_the_paper_agree(seed, slots, width, reach):
    """torch and NumPy, function by function."""
    rng = np.random.default_rng(seed)
    cells, key, first = rng.normal(size=(slots, width)), rng.normal(size=width), simplex(rng, slots)
    second, shares = simplex(rng, slots), simplex(rng, 2 * reach + 1)
    strength, gate, sharpening = float(rng.exponential()), float(rng.uniform()), 1 + float(rng.exponential())
    erase_vector, add_vector = rng.uniform(size=width), rng.normal(size=width)
    calls = {
        "cosine_similarity": (cells, key),
        "content_weighting": (cells, key, strength),
        "interpolate": (first, second, gate),
        "shift": (first, shares),
        "sharpen": (first, sharpening),
        "address": (cells, first, key, strength, gate, shares, sharpening),
        "read": (cells, first),
        "erase": (cells, first, erase_vector),
        "add": (cells, first, add_vector),
        "write": (cells, first, erase_vector, add_vector),
    }
    for name, arguments in calls.items():
        ours = getattr(by_hand, name)(*arguments)
        tensors = [torch.as_tensor(a) if isinstance(a, np.ndarray) else a for a in arguments]
        theirs = getattr(addressing if hasattr(addressing, name) else memory, name)(*tensors)
        assert np.allclose(ours, theirs.numpy(), atol=1e-10), name


def test_arguments_are_not_changed():
    cells, focus = MEMORY.copy(), np.array([0.1, 0.2, 0.3, 0.4])
    by_hand.write(cells, focus, np.ones(2), np.ones(2))
    by_hand.address(cells, focus, np.ones(2), 1.0, 0.5, np.array([0.0, 0, 1]), 2.0)
    assert np.array_equal(cells, MEMORY) and np.array_equal(focus, [0.1, 0.2, 0.3, 0.4])
