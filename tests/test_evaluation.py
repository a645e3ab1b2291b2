"""Scores: over which sequences, what they leave alone, and that long sequences are not held whole."""

from __future__ import annotations

import dataclasses
import functools
import weakref

import pytest
import torch
from torch import nn

from ntm_lib.scoring import bits_per_sequence, wrong_bits_per_sequence
from ntm_lib.tasks import Batch, copy
from ntm_lib.training import Score, TrainingPlan, evaluate, evaluation, solved
from ntm_lib.training.streaming import STEPS_AT_ONCE, stream
from tiny_training import TINY, equal, parameters_of, tiny_model

BASELINE = dataclasses.replace(TINY, controller="baseline")


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


class Spied(nn.Module):
    """A model that notes the length of every piece it is given, and which of its earlier answers are still held."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model, self.output_size = model, model.output_size
        self.steps: list[int] = []
        self.held: list[int] = []
        self.given: list[weakref.ref[torch.Tensor]] = []

    def initial_state(self, batch_size: int, **slots: int) -> object:
        return self.model.initial_state(batch_size, **slots)

    def forward(self, inputs: torch.Tensor, state: object = None) -> tuple[torch.Tensor, object]:
        self.steps.append(inputs.shape[0])
        self.held.append(sum(logits() is not None for logits in self.given))
        logits, state = self.model(inputs, state)
        self.given.append(weakref.ref(logits))
        return logits, state


@pytest.mark.parametrize("num_slots", [None, 9])
def test_a_long_sequence_comes_in_pieces_and_no_answer_is_kept(num_slots: int | None) -> None:
    spied = Spied(tiny_model())
    length = 2 * STEPS_AT_ONCE
    evaluate(spied, (length, length), 3, num_slots)
    assert spied.steps == [STEPS_AT_ONCE] * 4 + [1]  # 2 x length steps and the flag
    assert max(spied.held) <= 1  # the one before, until the next is there


@pytest.mark.parametrize("plan", [TINY, BASELINE], ids=["ntm", "baseline"])
@pytest.mark.parametrize("steps_at_once", [1, 7, 41])
def test_pieces_give_what_the_whole_gives(plan: TrainingPlan, steps_at_once: int) -> None:
    model = tiny_model(plan)
    inputs = copy(3, (20, 20), 3, torch.Generator().manual_seed(2)).inputs
    with torch.no_grad():
        whole, last = model(inputs)
    answers = list(stream(model, inputs, steps_at_once=steps_at_once))
    assert torch.allclose(torch.cat([answer.logits for answer in answers]), whole, atol=1e-6)
    assert [answer.start for answer in answers] == list(range(0, 41, steps_at_once))
    assert all(
        torch.allclose(ours, theirs, atol=1e-6) for ours, theirs in zip(answers[-1].state[:2], last, strict=False)
    )


def test_going_on_in_the_middle_gives_the_same_to_the_last_bit() -> None:
    model, inputs = tiny_model(), copy(2, (20, 20), 3, torch.Generator().manual_seed(2)).inputs
    _, second, *rest = stream(model, inputs, steps_at_once=9)
    again = list(stream(model, inputs, second.state, second.end, 9))
    assert [answer.steps for answer in again] == [answer.steps for answer in rest]
    assert all(torch.equal(ours.logits, theirs.logits) for ours, theirs in zip(again, rest, strict=True))


def test_scores_add_up_over_pieces_and_over_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the score of each whole sequence by itself: the pieces, the rows and the draws are all cut small here."""
    model, whole, generator = tiny_model(), [], torch.Generator().manual_seed(3)
    for _ in range(2):
        batch = copy(5, (6, 6), 3, generator)
        with torch.no_grad():
            logits, _ = model(batch.inputs, model.initial_state(5, 9))
        whole += wrong_bits_per_sequence(logits, batch.targets, batch.mask).tolist()
    monkeypatch.setattr(evaluation, "VECTORS_AT_ONCE", 30)
    monkeypatch.setattr(evaluation, "SLOTS_AT_ONCE", 18)
    monkeypatch.setattr(evaluation, "stream", functools.partial(stream, steps_at_once=4))
    spied = Spied(model)
    score = evaluate(spied, (6, 6), 10, 9, torch.Generator().manual_seed(3))
    assert score.wrong_bits == pytest.approx(sum(whole) / 10)
    assert score.wrong_sequences == sum(wrong > 0 for wrong in whole)
    assert spied.steps == [4, 4, 4, 1] * 6  # each draw of 5 runs as 2, 2 and 1: that is all that 18 slots allow


def test_a_learners_task_is_streamed_as_well() -> None:
    """Lengths that differ inside a batch, and an answer that is due in the middle of the input."""

    def echo(batch_size: int, lengths: tuple[int, int], bits: int, generator: torch.Generator) -> Batch:
        inputs = torch.randint(2, (2 * lengths[1], batch_size, bits + 1), generator=generator).float()
        due = torch.arange(2 * lengths[1]).unsqueeze(1) % (1 + torch.arange(batch_size)) == 0
        return Batch(inputs, inputs[:, :, :bits], due)

    model, batch = tiny_model(), echo(4, (700, 700), 3, torch.Generator().manual_seed(6))
    with torch.no_grad():
        logits, _ = model(batch.inputs)
    score = evaluate(model, (700, 700), 4, generator=torch.Generator().manual_seed(6), draw_batch=echo)
    wrong, bits = wrong_bits_per_sequence(logits, *batch[1:]), bits_per_sequence(logits, *batch[1:])
    assert score.wrong_bits == pytest.approx(wrong.mean().item())
    assert score.bits == pytest.approx(bits.mean().item(), rel=1e-5)
