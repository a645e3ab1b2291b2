"""Reading and writing: each equation by hand, against loops and the oracle, by its limits, and its gradient."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_lib import by_hand
from ntm_lib.memory import add, erase, read, write

MEMORY = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
few = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 10_000)


def normal(seed, *shape):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def simplex(seed, *shape):
    return torch.softmax(2 * normal(seed, *shape), dim=-1)


def inputs(seed, *lead, slots=4, width=3):
    """memory, weighting, erase vector, add vector."""
    memory, weighting = normal(seed, *lead, slots, width), simplex(seed + 1, *lead, slots)
    return memory, weighting, torch.sigmoid(normal(seed + 2, *lead, width)), normal(seed + 3, *lead, width)


def test_read_by_hand():
    """A quarter of the first slot and three quarters of the last."""
    assert torch.allclose(read(MEMORY, torch.tensor([0.25, 0.0, 0.75])), torch.tensor([4.0, 5.0]))


def test_erase_by_hand():
    """Slot 0 loses all of its second number, slot 1 half of it, slot 2 none; first numbers stay."""
    got = erase(MEMORY, torch.tensor([1.0, 0.5, 0.0]), torch.tensor([0.0, 1.0]))
    assert torch.equal(got, torch.tensor([[1.0, 0.0], [3.0, 2.0], [5.0, 6.0]]))


def test_add_by_hand():
    got = add(MEMORY, torch.tensor([0.0, 0.5, 0.5]), torch.tensor([2.0, -4.0]))
    assert torch.equal(got, torch.tensor([[1.0, 2.0], [4.0, 2.0], [6.0, 4.0]]))


def test_write_by_hand():
    """Slot 1 is half erased, then half of (10, 10) is added: the add itself is not erased."""
    got = write(MEMORY, torch.tensor([0.0, 0.5, 0.0]), torch.tensor([1.0, 1.0]), torch.tensor([10.0, 10.0]))
    assert torch.equal(got, torch.tensor([[1.0, 2.0], [6.5, 7.0], [5.0, 6.0]]))


def test_a_sharp_write_overwrites_one_slot_and_reads_back():
    focus, value = torch.tensor([0.0, 1.0, 0.0]), torch.tensor([7.0, -8.0])
    after = write(MEMORY, focus, torch.ones(2), value)
    assert torch.equal(read(after, focus), value)
    assert torch.equal(after[[0, 2]], MEMORY[[0, 2]])


@few
@given(seeds, st.integers(1, 6), st.integers(1, 5))
def test_equations_2_to_4_as_loops(seed, slots, width):
    memory, weighting, erase_vector, add_vector = inputs(seed, slots=slots, width=width)
    erased, added = memory.clone(), memory.clone()
    looked = torch.zeros(width, dtype=torch.float64)
    for i in range(slots):
        for m in range(width):
            looked[m] += weighting[i] * memory[i, m]
            erased[i, m] = memory[i, m] * (1 - weighting[i] * erase_vector[m])
            added[i, m] = memory[i, m] + weighting[i] * add_vector[m]
    assert torch.allclose(read(memory, weighting), looked)
    assert torch.allclose(erase(memory, weighting, erase_vector), erased)
    assert torch.allclose(add(memory, weighting, add_vector), added)


@few
@given(seeds)
def test_a_read_stays_between_the_slots(seed):
    memory, weighting, *_ = inputs(seed)
    got = read(memory, weighting)
    assert (got <= memory.max(dim=0).values + 1e-12).all() and (got >= memory.min(dim=0).values - 1e-12).all()


@few
@given(seeds)
def test_reading_and_adding_are_linear(seed):
    memory, weighting, _, add_vector = inputs(seed)
    assert torch.allclose(read(2 * memory, weighting), 2 * read(memory, weighting))
    back = add(add(memory, weighting, add_vector), weighting, -add_vector)
    assert torch.allclose(back, memory)


@few
@given(seeds)
def test_the_order_of_two_erases_cannot_matter(seed):
    (memory, first, erase_first, _), (_, second, erase_second, _) = inputs(seed), inputs(seed + 9)
    one = erase(erase(memory, first, erase_first), second, erase_second)
    assert torch.allclose(one, erase(erase(memory, second, erase_second), first, erase_first))
    assert (one.abs() <= memory.abs()).all()


def test_an_erase_vector_of_zeros_and_an_add_of_zeros_do_nothing():
    memory, weighting, *_ = inputs(0)
    nothing = torch.zeros(3, dtype=torch.float64)
    assert torch.equal(write(memory, weighting, nothing, nothing), memory)


def test_what_is_erased_is_named_by_the_erase_vector_alone():
    """A peer ties the erase to the write weighting: here number 1 must stay, even in the slot in focus."""
    after = erase(MEMORY, torch.tensor([1.0, 0.0, 0.0]), torch.tensor([1.0, 0.0]))
    assert after[0].tolist() == [0.0, 2.0]


@pytest.mark.parametrize("lead", [(), (1,), (4,), (2, 3), (0,)])
def test_every_leading_shape_agrees_with_the_oracle(lead):
    memory, weighting, erase_vector, add_vector = inputs(0, *lead)
    got = (
        read(memory, weighting),
        erase(memory, weighting, erase_vector),
        add(memory, weighting, add_vector),
        write(memory, weighting, erase_vector, add_vector),
    )
    assert [values.shape for values in got] == [(*lead, 3), *[(*lead, 4, 3)] * 3]
    for index in np.ndindex(*lead):
        m, w, e, a = (values[index].numpy() for values in (memory, weighting, erase_vector, add_vector))
        expected = by_hand.read(m, w), by_hand.erase(m, w, e), by_hand.add(m, w, a), by_hand.write(m, w, e, a)
        for values, oracle in zip(got, expected, strict=True):
            assert np.allclose(values[index].numpy(), oracle, atol=1e-12)


def test_several_heads_read_the_memory_of_their_own_sequence():
    memory, weighting = normal(0, 2, 1, 4, 3), simplex(1, 2, 5, 4)
    got = read(memory, weighting)
    assert got.shape == (2, 5, 3)
    for b, h in np.ndindex(2, 5):
        assert torch.allclose(got[b, h], read(memory[b, 0], weighting[b, h]))


def test_one_erase_vector_serves_a_whole_batch():
    memory, weighting, erase_vector, _ = inputs(0, 3)
    got = erase(memory, weighting, erase_vector[0])
    assert torch.allclose(got, erase(memory, weighting, erase_vector[:1].expand(3, 3)))


def test_memory_is_data_and_is_not_changed():
    arguments = inputs(0)
    before = [values.clone() for values in arguments]
    write(*arguments)
    add(arguments[0], arguments[1], arguments[3])
    erase(*arguments[:3])
    assert all(torch.equal(now, then) for now, then in zip(arguments, before, strict=True))


@pytest.mark.parametrize("lead", [(), (2,)])
def test_gradients_match_finite_differences(lead):
    memory, weighting, erase_vector, add_vector = (values.requires_grad_() for values in inputs(0, *lead))
    assert torch.autograd.gradcheck(read, (memory, weighting))
    assert torch.autograd.gradcheck(erase, (memory, weighting, erase_vector))
    assert torch.autograd.gradcheck(add, (memory, weighting, add_vector))
    assert torch.autograd.gradcheck(write, (memory, weighting, erase_vector, add_vector))
