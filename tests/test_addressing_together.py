"""The four steps of addressing together: their order, every leading shape against the oracle, and gradients."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from draws import dials, is_simplex, normal, one_hot, simplex
from ntm_lib import by_hand
from ntm_lib.addressing import address, content_weighting, cosine_similarity, interpolate, sharpen, shift

SIMPLEX_SIZES = [1, 2, 3, 8, 128]


def test_address_by_hand():
    """Content finds slot 1, the gate takes it, the shift moves it on to slot 2, sharpening tidies up."""
    memory = torch.eye(4)
    dials_by_hand = (torch.tensor([0.0, 1.0, 0.0, 0.0]), 50.0, 1.0, torch.tensor([0.0, 0.2, 0.8]), 3.0)
    got = address(memory, one_hot(0, 4), *dials_by_hand)
    assert torch.allclose(got, torch.tensor([0.0, 1.0, 64.0, 0.0]) / 65)


def test_address_shifts_the_old_focus_when_the_gate_is_shut():
    """Iterating: content is ignored, the focus of slot 3 steps on to slot 0."""
    got = address(torch.eye(4), one_hot(3, 4), torch.ones(4), 5.0, 0.0, torch.tensor([0.0, 0.0, 1.0]), 1.0)
    assert torch.allclose(got, one_hot(0, 4))


def test_address_uses_every_dial():
    memory, previous, given_dials = normal(0, 6, 3), simplex(1, 6), dials(2)
    before = address(memory, previous, *given_dials)
    for n, other in enumerate(dials(50)):
        changed = [*given_dials[:n], other, *given_dials[n + 1 :]]
        assert not torch.allclose(address(memory, previous, *changed), before, atol=1e-3), n
    assert not torch.allclose(address(memory, simplex(9, 6), *given_dials), before, atol=1e-3)


@pytest.mark.parametrize("slots", SIMPLEX_SIZES)
@pytest.mark.parametrize("reach", [0, 1, 2])
@pytest.mark.parametrize("lead", [(), (4,), (2, 3), (0,), (1,)])
def test_address_agrees_with_the_oracle_for_every_leading_shape(slots, reach, lead):
    memory, previous = normal(0, *lead, slots, 3), simplex(1, *lead, slots)
    given_dials = dials(2, *lead, reach=reach)
    got = address(memory, previous, *given_dials)
    assert got.shape == (*lead, slots)
    for index in np.ndindex(*lead):
        one = [values[index].numpy() for values in (memory, previous, *given_dials)]
        one = [float(values) if values.ndim == 0 else values for values in one]
        assert np.allclose(got[index].numpy(), by_hand.address(*one), atol=1e-10)


def test_a_batch_of_heads_shares_its_sequence_memory():
    memory, previous, given_dials = normal(0, 2, 1, 5, 3), simplex(1, 2, 4, 5), dials(2, 2, 4)
    got = address(memory, previous, *given_dials)
    for b, h in np.ndindex(2, 4):
        one = address(memory[b, 0], previous[b, h], *(values[b, h] for values in given_dials))
        assert torch.allclose(got[b, h], one)


def test_one_number_serves_all_heads():
    memory, previous, (key, *_) = normal(0, 3, 5, 3), simplex(1, 3, 5), dials(2, 3)
    shares = torch.tensor([0.2, 0.3, 0.5], dtype=torch.float64)
    every = torch.ones(3, dtype=torch.float64)
    lone = address(memory, previous, key, 2.0, 0.5, shares, 1.5)
    assert torch.allclose(lone, address(memory, previous, key, 2 * every, every / 2, shares.expand(3, 3), 1.5 * every))


@pytest.mark.parametrize("strength", [0.0, 1.0, 1e4])
@pytest.mark.parametrize("slots", [1, 128])
def test_address_is_finite_over_blank_memories_and_blank_keys(strength, slots):
    for memory in (torch.zeros(slots, 4), torch.full((slots, 4), 1e-6)):
        for key in (torch.zeros(4), torch.ones(4)):
            leaves = [memory.clone().requires_grad_(), one_hot(0, slots), key.clone().requires_grad_()]
            got = address(*leaves, strength, 0.5, torch.tensor([0.0, 0.0, 1.0]), 50.0)
            assert is_simplex(got)
            got[0].backward()
            assert leaves[0].grad.isfinite().all() and leaves[2].grad.isfinite().all()


def test_equations_leave_their_arguments_alone():
    arguments = [normal(0, 6, 3), simplex(1, 6), *dials(2)]
    before = [values.clone() for values in arguments]
    address(*arguments)
    assert all(torch.equal(now, then) for now, then in zip(arguments, before, strict=True))


@pytest.mark.parametrize("name", ["cosine", "content", "interpolate", "shift", "sharpen", "address"])
@pytest.mark.parametrize("lead", [(), (2,)])
def test_gradients_match_finite_differences(name, lead):
    memory, (key, strength, gate, shares, sharpening) = normal(0, *lead, 4, 3), dials(2, *lead)
    first, second = simplex(7, *lead, 4), simplex(8, *lead, 4)
    function, arguments = {
        "cosine": (cosine_similarity, (memory, key)),
        "content": (content_weighting, (memory, key, strength)),
        "interpolate": (interpolate, (first, second, gate)),
        "shift": (shift, (first, shares)),
        "sharpen": (sharpen, (first, sharpening)),
        "address": (address, (memory, first, key, strength, gate, shares, sharpening)),
    }[name]
    leaves = tuple(values.clone().requires_grad_() for values in arguments)
    assert torch.autograd.gradcheck(function, leaves)
