"""The copy task: layout by hand, its distribution, mixed lengths, and where the randomness comes from."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_lib.tasks import copy, copy_batch, copy_of

few = settings(max_examples=30, deadline=None)


def seeded(seed):
    return torch.Generator().manual_seed(seed)


def lengths_of(batch):
    return batch.mask.sum(dim=0)


def test_layout_by_hand():
    """Two vectors of two bits: shown, the flag, then due; nothing goes in while they are due."""
    batch = copy_of(torch.tensor([[1.0, 0.0], [1.0, 1.0]]))
    assert batch.inputs[:, 0].tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert batch.targets[:, 0].tolist() == [[0, 0], [0, 0], [0, 0], [1, 0], [1, 1]]
    assert batch.mask[:, 0].tolist() == [False, False, False, True, True]


@few
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 6), st.integers(0, 6), st.integers(1, 9))
def test_every_sequence_is_one_copy_and_then_zeros(seed, batch_size, shortest, spread, bits):
    batch = copy(batch_size, (shortest, shortest + spread), bits, seeded(seed))
    time = 2 * int(lengths_of(batch).max()) + 1
    assert batch.inputs.shape == (time, batch_size, bits + 1) and batch.targets.shape == (time, batch_size, bits)
    assert batch.inputs.dtype == batch.targets.dtype == torch.float32 and batch.mask.dtype == torch.bool
    for b, length in enumerate(lengths_of(batch).tolist()):
        assert shortest <= length <= shortest + spread
        alone = copy_of(batch.inputs[:length, b, :bits])
        end = 2 * length + 1
        for whole, part in zip(batch, alone, strict=True):
            assert torch.equal(whole[:end, b], part[:, 0]) and not whole[end:, b].any()


def test_both_ends_of_the_range_are_drawn_and_lengths_are_uniform():
    """A peer's randint left out the longest."""
    counts = torch.bincount(lengths_of(copy(8000, (1, 4), 1, seeded(0))), minlength=6)
    assert counts[0] == counts[5] == 0
    assert ((counts[1:5] - 2000).abs() < 200).all()


def test_bits_are_coins_and_differ_between_places():
    vectors = copy(500, (20, 20), 8, seeded(0)).targets[21:]
    assert vectors.unique().tolist() == [0.0, 1.0]
    assert ((vectors.mean(dim=(0, 1)) - 0.5).abs() < 0.03).all()
    assert (vectors[0] != vectors[1]).any() and (vectors[:, 0] != vectors[:, 1]).any()


def test_the_defaults_are_the_papers():
    batch = copy(400, generator=seeded(0))
    assert batch.inputs.shape == (41, 400, 9) and batch.targets.shape == (41, 400, 8)
    assert lengths_of(batch).min() == 1 and lengths_of(batch).max() == 20


@pytest.mark.parametrize("draw", [copy, copy_batch])
def test_randomness_comes_from_the_generator_alone(draw):
    torch.manual_seed(5)
    state = torch.get_rng_state()
    first = draw(3, generator=seeded(1))
    assert torch.equal(torch.get_rng_state(), state)
    torch.rand(9)
    assert all(torch.equal(one, two) for one, two in zip(first, draw(3, generator=seeded(1)), strict=True))
    assert first.inputs.shape != draw(3, generator=seeded(2)).inputs.shape or not torch.equal(
        first.inputs, draw(3, generator=seeded(2)).inputs
    )


@pytest.mark.parametrize("draw", [copy, copy_batch])
def test_without_a_generator_torchs_own_is_used(draw):
    torch.manual_seed(5)
    first = draw(3)
    torch.manual_seed(5)
    assert all(torch.equal(one, two) for one, two in zip(first, draw(3), strict=True))


def test_copy_batch_draws_one_length_for_all_and_pads_nothing():
    seen = set()
    for seed in range(60):
        batch = copy_batch(4, (2, 5), 3, seeded(seed))
        length = (len(batch.mask) - 1) // 2
        assert lengths_of(batch).tolist() == [length] * 4
        assert torch.equal(batch.targets[length + 1 :], batch.inputs[:length, :, :3])
        assert not torch.equal(batch.targets[:, 0], batch.targets[:, 1]) or length < 4
        seen.add(length)
    assert seen == {2, 3, 4, 5}


@pytest.mark.parametrize("draw", [copy, copy_batch])
def test_an_empty_batch_is_empty(draw):
    batch = draw(0, (2, 3), 4)
    assert batch.inputs.shape[1:] == (0, 5) and batch.targets.shape[1:] == (0, 4) and batch.mask.shape[1:] == (0,)
    assert len(batch.inputs) == len(batch.targets) == len(batch.mask) >= 1


def test_copy_of_keeps_double_precision():
    batch = copy_of(torch.ones(3, 2, dtype=torch.float64))
    assert batch.inputs.dtype == batch.targets.dtype == torch.float64


def test_blank_vectors_are_zeros_in_the_input_and_in_the_target():
    batch = copy_batch(400, (10, 10), 8, seeded(1), blank=0.3)
    shown, due = batch.inputs[:10, :, :8], batch.targets[11:]
    assert torch.equal(shown, due)
    share = (shown.sum(-1) == 0).float().mean().item()
    assert share == pytest.approx(0.3 + 0.7 / 256, abs=0.03)
    assert batch.inputs[10, :, 8].sum() == 400  # the flag stands


def test_no_blank_vectors_leave_the_draw_as_it_was():
    for left, right in zip(
        copy_batch(3, (1, 9), 4, seeded(2)), copy_batch(3, (1, 9), 4, seeded(2), blank=0.0), strict=True
    ):
        assert torch.equal(left, right)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_blank_must_be_a_share(share):
    with pytest.raises(ValueError, match=r"blank must be from 0 to 1; got .* for copy_batch"):
        copy_batch(2, (1, 2), 3, blank=share)
