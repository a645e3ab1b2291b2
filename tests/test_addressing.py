"""Where a head looks, equation by equation: by hand, as loops, by its properties and limits."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from draws import generator, is_simplex, normal, one_hot, simplex
from ntm_lib.addressing import content_weighting, cosine_similarity, interpolate, sharpen, shift

MEMORY = torch.tensor([[1.0, 0.0], [0.0, 2.0], [3.0, 3.0], [-5.0, 0.0]])
SIMPLEX_SIZES = [1, 2, 3, 8, 128]
few = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 10_000)


# ---- Equation 6


def test_cosine_by_hand():
    """Against the key (1, 0): the same way, at a right angle, half-way, opposite."""
    got = cosine_similarity(MEMORY, torch.tensor([1.0, 0.0]))
    assert torch.allclose(got, torch.tensor([1.0, 0.0, math.sqrt(0.5), -1.0]))


def test_cosine_epsilon_stands_beside_the_product_of_the_lengths():
    """Norms 1e-4 each: 1e-8 / (1e-8 + 1e-8) is one half."""
    small = torch.tensor([[1e-4, 0.0]], dtype=torch.float64)
    assert cosine_similarity(small, small[0]).item() == pytest.approx(0.5)


def test_cosine_of_a_blank_slot_or_a_blank_key_is_zero():
    memory = torch.tensor([[0.0, 0.0], [1.0, 1.0]])
    assert cosine_similarity(memory, torch.tensor([1.0, 0.0]))[0] == 0
    assert torch.equal(cosine_similarity(memory, torch.zeros(2)), torch.zeros(2))


@few
@given(seeds, st.floats(0.1, 10), st.integers(1, 6), st.integers(1, 6))
def test_cosine_is_bounded_and_blind_to_length(seed, factor, slots, width):
    memory, key = normal(seed, slots, width), normal(seed + 1, width)
    got = cosine_similarity(memory, key)
    assert (got.abs() <= 1 + 1e-9).all()
    assert torch.allclose(cosine_similarity(factor * memory, key), got, atol=1e-4)
    assert torch.allclose(cosine_similarity(memory, -key), -got)


@pytest.mark.parametrize("size", [1e-30, 1e-19, 1e-6, 1.0, 1e9])
def test_cosine_stays_finite_and_bounded_at_any_size_of_number(size):
    memory = (size * normal(0, 5, 4, dtype=torch.float32)).requires_grad_()
    key = (size * normal(1, 4, dtype=torch.float32)).requires_grad_()
    got = cosine_similarity(memory, key)
    assert (got.abs() <= 1 + 1e-5).all()
    got.sum().backward()
    assert memory.grad.isfinite().all() and key.grad.isfinite().all()


# ---- Equation 5


def test_content_weighting_by_hand():
    """Cosines 1, 0, sqrt(1/2) and -1 with strength ln 2: powers of two, shared out."""
    powers = torch.tensor([2.0, 1.0, 2 ** math.sqrt(0.5), 0.5])
    got = content_weighting(MEMORY, torch.tensor([1.0, 0.0]), math.log(2))
    assert torch.allclose(got, powers / powers.sum())


def test_strength_zero_looks_everywhere_and_a_huge_one_at_the_best_match():
    key = torch.tensor([0.1, 1.0])
    assert torch.allclose(content_weighting(MEMORY, key, 0.0), torch.full((4,), 0.25))
    assert torch.allclose(content_weighting(MEMORY, key, 1e4), one_hot(1, 4))


def test_equal_slots_share_alike():
    memory = torch.tensor([[1.0, 2.0], [2.0, 4.0], [-1.0, 2.0]])
    got = content_weighting(memory, torch.tensor([1.0, 2.0]), 30.0)
    assert torch.allclose(got, torch.tensor([0.5, 0.5, 0.0]), atol=1e-4)


@few
@given(seeds, st.sampled_from(SIMPLEX_SIZES), st.floats(0, 1e6))
def test_content_weighting_is_a_simplex(seed, slots, strength):
    assert is_simplex(content_weighting(normal(seed, slots, 3), normal(seed + 1, 3), strength))


@few
@given(seeds)
def test_content_weighting_follows_its_slots_when_they_are_reordered(seed):
    memory, key = normal(seed, 6, 3), normal(seed + 1, 3)
    order = torch.randperm(6, generator=generator(seed))
    assert torch.allclose(content_weighting(memory[order], key, 2.0), content_weighting(memory, key, 2.0)[order])


# ---- Equation 7


def test_interpolate_by_hand():
    got = interpolate(torch.tensor([1.0, 0.0, 0.0]), torch.tensor([0.0, 0.5, 0.5]), 0.75)
    assert torch.allclose(got, torch.tensor([0.75, 0.125, 0.125]))


@pytest.mark.parametrize(("gate", "kept"), [(1.0, 0), (0.0, 1)])
def test_gate_one_is_content_and_gate_zero_the_old_focus(gate, kept):
    pair = (simplex(0, 5), simplex(1, 5))
    assert torch.equal(interpolate(*pair, gate), pair[kept])


@few
@given(seeds, st.floats(0, 1))
def test_interpolate_is_a_simplex_between_its_two(seed, gate):
    content, previous = simplex(seed, 7), simplex(seed + 1, 7)
    got = interpolate(content, previous, gate)
    assert is_simplex(got)
    assert (got <= torch.maximum(content, previous) + 1e-12).all()
    assert (got >= torch.minimum(content, previous) - 1e-12).all()


# ---- Equation 8


@pytest.mark.parametrize(("place", "step"), [(0, -2), (1, -1), (2, 0), (3, 1), (4, 2)])
@pytest.mark.parametrize("slot", [0, 3, 5])
def test_shift_moves_the_focus_by_its_step_round_the_ring(place, step, slot):
    got = shift(one_hot(slot, 6), one_hot(place, 5))
    assert torch.equal(got, one_hot((slot + step) % 6, 6))


def test_shift_by_hand():
    """One tenth back, two tenths stay, seven tenths forward, from slot 0 of four."""
    got = shift(one_hot(0, 4), torch.tensor([0.1, 0.2, 0.7]))
    assert torch.allclose(got, torch.tensor([0.2, 0.7, 0.0, 0.1]))


@few
@given(seeds, st.integers(1, 7), st.integers(0, 4))
def test_shift_is_the_double_sum_of_equation_8(seed, slots, reach):
    """Also where the reach is wider than the ring."""
    weighting, shares = simplex(seed, slots), simplex(seed + 1, 2 * reach + 1)
    expected = torch.zeros(slots, dtype=torch.float64)
    for i in range(slots):
        for j in range(slots):
            s = sum(shares[n] for n in range(2 * reach + 1) if (n - reach) % slots == (i - j) % slots)
            expected[i] += weighting[j] * s
    assert torch.allclose(shift(weighting, shares), expected)


@few
@given(seeds)
def test_shift_there_and_back_is_no_shift(seed):
    weighting = simplex(seed, 9)
    assert torch.allclose(shift(shift(weighting, one_hot(2, 3).double()), one_hot(0, 3).double()), weighting)


@few
@given(seeds, st.integers(0, 3))
def test_shift_keeps_the_total(seed, reach):
    assert is_simplex(shift(simplex(seed, 11), simplex(seed + 1, 2 * reach + 1)))


# ---- Equation 9


def test_sharpen_by_hand():
    """Squares of 1, 2, 1 quarters: 1, 4, 1 sixths."""
    got = sharpen(torch.tensor([0.25, 0.5, 0.25]), 2.0)
    assert torch.allclose(got, torch.tensor([1.0, 4.0, 1.0]) / 6)


@few
@given(seeds, st.floats(1, 8))
def test_sharpen_is_the_power_as_printed(seed, sharpening):
    weighting = simplex(seed, 6)
    expected = weighting**sharpening / (weighting**sharpening).sum()
    assert torch.allclose(sharpen(weighting, sharpening), expected)


def test_sharpening_one_changes_nothing_and_a_huge_one_leaves_the_peak():
    weighting = torch.tensor([0.2, 0.45, 0.35])
    assert torch.allclose(sharpen(weighting, 1.0), weighting)
    assert torch.allclose(sharpen(weighting, 1000.0), one_hot(1, 3))


@pytest.mark.parametrize("sharpening", [1.0, 2.0, 10.0, 100.0, 1000.0])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_sharpened_attention_never_vanishes(sharpening, dtype):
    """128 slots, flat and one-hot and nearly flat: still a simplex, and gradients are finite (a peer's fault)."""
    flat = torch.full((128,), 1 / 128, dtype=dtype)
    for weighting in (flat, one_hot(3, 128, dtype), torch.softmax(0.01 * normal(0, 128, dtype=dtype), dim=-1)):
        weighting = weighting.clone().requires_grad_()
        gamma = torch.tensor(sharpening, dtype=dtype, requires_grad=True)
        got = sharpen(weighting, gamma)
        assert is_simplex(got)
        (got * normal(1, 128, dtype=dtype)).sum().backward()
        assert weighting.grad.isfinite().all() and gamma.grad.isfinite()
    assert torch.allclose(sharpen(flat, sharpening), flat)
    assert torch.allclose(sharpen(one_hot(3, 128, dtype), sharpening), one_hot(3, 128, dtype))
