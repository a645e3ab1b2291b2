"""The two scores: by hand, their limits, the mask, and extremes."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_lib.scoring import bits_per_sequence, wrong_bits_per_sequence
from ntm_lib.tasks import copy


def problem(seed, time=5, batch=3, bits=4):
    generator = torch.Generator().manual_seed(seed)
    logits = 3 * torch.randn(time, batch, bits, generator=generator)
    targets = torch.randint(2, (time, batch, bits), generator=generator).float()
    return logits, targets, torch.randint(2, (time, batch), generator=generator).bool()


def test_bits_by_hand():
    """The right answer had probability 1/2, 1/4 and 3/4: 1 bit, 2 bits, log2(4/3)."""
    logits = torch.tensor([0.0, math.log(1 / 3), math.log(3)]).view(3, 1, 1)
    got = bits_per_sequence(logits, torch.ones(3, 1, 1), torch.ones(3, 1, dtype=torch.bool))
    assert got.tolist() == pytest.approx([1 + 2 + math.log2(4 / 3)])


def test_a_coin_costs_one_bit_a_bit_over_the_masked_steps_alone():
    batch = copy(50, (1, 6), 8, torch.Generator().manual_seed(0))
    got = bits_per_sequence(torch.zeros_like(batch.targets), batch.targets, batch.mask)
    assert torch.allclose(got, 8.0 * batch.mask.sum(dim=0))


def test_wrong_bits_by_hand():
    logits = torch.tensor([[[2.0, -2.0, 0.1]], [[2.0, 2.0, 2.0]]])
    targets = torch.tensor([[[1.0, 1.0, 0.0]], [[0.0, 0.0, 0.0]]])
    assert wrong_bits_per_sequence(logits, targets, torch.tensor([[True], [False]])).tolist() == [2.0]
    assert wrong_bits_per_sequence(logits, targets, torch.tensor([[True], [True]])).tolist() == [5.0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_both_scores_as_loops(seed):
    logits, targets, mask = problem(seed)
    bits, wrong = [0.0] * 3, [0] * 3
    for t in range(5):
        for b in range(3):
            for n in range(4):
                if mask[t, b]:
                    chance = 1 / (1 + math.exp(-float(logits[t, b, n])))
                    bits[b] -= math.log2(chance if targets[t, b, n] == 1 else 1 - chance)
                    wrong[b] += int((chance > 0.5) != bool(targets[t, b, n]))
    assert bits_per_sequence(logits, targets, mask).tolist() == pytest.approx(bits, rel=1e-3, abs=1e-4)
    assert wrong_bits_per_sequence(logits, targets, mask).tolist() == wrong


def test_what_stands_outside_the_mask_costs_nothing_not_even_a_nan():
    logits, targets, mask = problem(0)
    spoiled = logits.masked_fill(~mask.unsqueeze(-1), math.nan)
    assert torch.equal(bits_per_sequence(spoiled, targets, mask), bits_per_sequence(logits, targets, mask))
    nothing = torch.zeros_like(mask)
    assert bits_per_sequence(logits, targets, nothing).tolist() == [0, 0, 0]
    assert wrong_bits_per_sequence(logits, targets, nothing).tolist() == [0, 0, 0]


def test_a_certain_machine_pays_nothing_when_right_and_finitely_when_wrong():
    targets, mask = torch.tensor([[[1.0]], [[0.0]]]), torch.ones(2, 1, dtype=torch.bool)
    sure = torch.tensor([[[1e4]], [[-1e4]]])
    assert bits_per_sequence(sure, targets, mask).tolist() == [0.0]
    assert bits_per_sequence(-sure, targets, mask).tolist() == pytest.approx([2e4 / math.log(2)])


def test_a_batch_is_its_sequences_one_by_one():
    logits, targets, mask = problem(1)
    for score in (bits_per_sequence, wrong_bits_per_sequence):
        alone = [score(logits[:, b : b + 1], targets[:, b : b + 1], mask[:, b : b + 1]) for b in range(3)]
        assert torch.allclose(torch.cat(alone), score(logits, targets, mask))


@pytest.mark.parametrize("score", [bits_per_sequence, wrong_bits_per_sequence])
def test_empty_batches_give_empty_scores_and_dtypes_follow(score):
    assert score(*problem(0, batch=0)).shape == (0,)
    logits, targets, mask = problem(0)
    assert score(logits.double(), targets.double(), mask).dtype == torch.float64


@pytest.mark.parametrize("score", [bits_per_sequence, wrong_bits_per_sequence])
def test_a_mask_of_ones_and_zeros_serves_as_well(score):
    logits, targets, mask = problem(0)
    assert score(logits, targets, mask.float()).tolist() == score(logits, targets, mask).tolist()


def test_the_gradient_is_right():
    logits, targets, mask = problem(0)
    logits = logits.double().requires_grad_()
    assert torch.autograd.gradcheck(lambda logits: bits_per_sequence(logits, targets.double(), mask), (logits,))
