"""How well a model does on sequences that it has not seen, at lengths and numbers of slots of your choice.

Sequences are streamed and the scores added up as they come, so that the room taken is that of the vectors and of
one state, not of the steps: a sequence of 10,000 vectors costs time, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from ntm_lib.errors import check_count, check_lengths
from ntm_lib.scoring import bits_per_sequence, wrong_bits_per_sequence
from ntm_lib.tasks import Batch, copy
from ntm_lib.training.plan import DrawBatch
from ntm_lib.training.streaming import stream

BATCH_SIZE = 250  # sequences at most; more gain nothing and fill the memory
VECTORS_AT_ONCE = 250 * 1_000  # drawn in a batch: fewer sequences of more than 1,000 vectors
SLOTS_AT_ONCE = 250 * 128  # in the memories of all sequences that run together
SEED = 20141020  # of the sequences when no generator is given


class Score(NamedTuple):
    """How a model did on fresh sequences."""

    bits: float  # mean cross-entropy of a sequence, in bits
    wrong_bits: float  # mean number of wrong bits in a sequence, each probability rounded to 0 or 1
    wrong_sequences: int  # sequences with at least one wrong bit
    sequences: int


def evaluate(
    model: nn.Module,
    lengths: tuple[int, int],
    sequences: int,
    num_slots: int | None = None,
    generator: torch.Generator | None = None,
    *,
    draw_batch: DrawBatch = copy,
) -> Score:
    """Score a model on `sequences` fresh sequences, spread evenly over the lengths; it is not changed.

    lengths    (shortest, longest), both included; (120, 120) for one length
    num_slots  N in place of the machine's own; a model without slots takes None
    generator  where the sequences come from; None gives the same ones at every call

    Raises TypeError or ValueError for lengths out of order and sizes that are not whole numbers of at least 1.
    """
    batches = fresh(model, lengths, sequences, num_slots, generator, draw_batch)
    scores = [_scores(model, batch, num_slots) for batch in batches]
    bits, wrong = (torch.cat(each) for each in zip(*scores, strict=True))
    return Score(bits.mean().item(), wrong.mean().item(), int((wrong > 0).sum()), sequences)


def solved(score: Score) -> bool:
    """The bar for "has learned it": not one wrong bit, and a cross-entropy below 0.1 bit a sequence."""
    return score.wrong_sequences == 0 and score.bits < 0.1


def fresh(
    model: nn.Module,
    lengths: tuple[int, int],
    sequences: int,
    num_slots: int | None = None,
    generator: torch.Generator | None = None,
    draw_batch: DrawBatch = copy,
) -> Iterator[Batch]:
    """The sequences of `evaluate`, batch by batch, each small enough to run at once. Arguments as there."""
    check_count("sequences", sequences, "evaluate")
    generator = torch.Generator().manual_seed(SEED) if generator is None else generator
    rows = _rows_at_once(model, num_slots)
    for length, size in _batches(lengths, sequences):
        batch = draw_batch(size, (length, length), model.output_size, generator)
        for first in range(0, batch.inputs.shape[1], rows):
            yield Batch._make(part[:, first : first + rows] for part in batch)


def first_state(model: nn.Module, batch_size: int, num_slots: int | None) -> Any:
    """The state to stream a batch from: None, the model's own, unless N is another."""
    return None if num_slots is None else model.initial_state(batch_size, num_slots=num_slots)  # type: ignore[operator]


def _scores(model: nn.Module, batch: Batch, num_slots: int | None) -> tuple[Tensor, Tensor]:
    """Bits and wrong bits of each sequence, in double precision: a sum over 100,000 steps must not lose the last."""
    rows = batch.inputs.shape[1]
    bits, wrong = torch.zeros(2, rows, dtype=torch.float64)
    for answer in stream(model, batch.inputs, first_state(model, rows, num_slots)):
        due = answer.logits, batch.targets[answer.steps], batch.mask[answer.steps]
        bits += bits_per_sequence(*due)
        wrong += wrong_bits_per_sequence(*due)
    return bits, wrong


def _batches(lengths: tuple[int, int], sequences: int) -> Iterator[tuple[int, int]]:
    """(length, sequences) of each batch: one length a batch, so that nothing is padded."""
    shortest, longest = check_lengths(lengths, "evaluate")
    choices = longest - shortest + 1
    shares = Counter(shortest + i * choices // sequences for i in range(sequences))
    for length, share in shares.items():
        at_once = max(1, min(BATCH_SIZE, VECTORS_AT_ONCE // length))
        for done in range(0, share, at_once):
            yield length, min(at_once, share - done)


def _rows_at_once(model: nn.Module, num_slots: int | None) -> int:
    slots = getattr(model, "num_slots", 1) if num_slots is None else check_count("num_slots", num_slots, "evaluate")
    return max(1, SLOTS_AT_ONCE // slots)
