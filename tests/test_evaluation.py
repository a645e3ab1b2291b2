"""Scores: over which sequences, and what they leave alone."""

from __future__ import annotations

import pytest
import torch

from ntm_lib.scoring import bits_per_sequence, wrong_bits_per_sequence
from ntm_lib.tasks import Batch, copy
from ntm_lib.training import (
    Score,
    evaluate,
    solved,
)
from tiny_training import equal, parameters_of, tiny_model


def test_the_score_is_the_mean_over_all_sequences() -> None:
    model, generator = tiny_model(), torch.Generator().manual_seed(4)
    score = evaluate(model, (2, 2), 7, num_slots=9, generator=generator)
    batch = copy(7, (2, 2), 3, torch.Generator().manual_seed(4))
    logits, _ = model(batch.inputs, model.initial_state(7, 9))
    bits = bits_per_sequence(logits, batch.targets, batch.mask)
    wrong = wrong_bits_per_sequence(logits, batch.targets, batch.mask)
    assert score.bits == pytest.approx(bits.mean().item(), rel=1e-5)
    assert score.wrong_bits == pytest.approx(wrong.mean().item())
    assert (score.wrong_sequences, score.sequences) == (int((wrong > 0).sum()), 7)


@pytest.mark.parametrize(("sequences", "expected"), [(8, [2, 2, 2, 2]), (4, [1, 1, 1, 1]), (2, [1, 0, 1, 0])])
def test_sequences_are_spread_over_the_lengths(sequences: int, expected: list[int]) -> None:
    drawn = dict.fromkeys((1, 2, 3, 4), 0)

    def draw(batch_size: int, lengths: tuple[int, int], bits: int, generator: torch.Generator) -> Batch:
        drawn[lengths[0]] += batch_size
        return copy(batch_size, lengths, bits, generator)

    evaluate(tiny_model(), (1, 4), sequences, draw_batch=draw)
    assert list(drawn.values()) == expected


def test_the_score_is_the_same_at_every_call_and_leaves_the_model_alone() -> None:
    model = tiny_model()
    before, state = parameters_of(model), torch.get_rng_state()
    first, second = evaluate(model, (1, 3), 300), evaluate(model, (1, 3), 300)
    assert first == second
    assert equal(before, parameters_of(model))
    assert torch.equal(state, torch.get_rng_state())
    assert all(parameter.grad is None for parameter in model.parameters())


def test_more_slots_give_another_score_and_a_bad_length_an_error() -> None:
    model = tiny_model()
    assert evaluate(model, (3, 3), 20, num_slots=3) != evaluate(model, (3, 3), 20, num_slots=30)
    with pytest.raises(ValueError, match="lengths must be in order"):
        evaluate(model, (3, 2), 20)
    with pytest.raises(TypeError, match="lengths must be a pair"):
        evaluate(model, 3, 20)
    with pytest.raises(ValueError, match="sequences must be at least 1"):
        evaluate(model, (1, 2), 0)


def test_solved_needs_both_bars() -> None:
    assert solved(Score(0.05, 0.0, 0, 1000))
    assert not solved(Score(0.2, 0.0, 0, 1000))
    assert not solved(Score(0.05, 0.001, 1, 1000))
