"""How well a model does on sequences that it has not seen, at lengths and numbers of slots of your choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor, nn

from ntm_lib.errors import check_count, check_lengths
from ntm_lib.scoring import bits_per_sequence, wrong_bits_per_sequence
from ntm_lib.tasks import Batch, copy
from ntm_lib.training.plan import DrawBatch

BATCH_SIZE = 250  # at most; a longer batch gains nothing and fills the memory
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
    check_count("sequences", sequences, "evaluate")
    generator = torch.Generator().manual_seed(SEED) if generator is None else generator
    bits, wrong = [], []
    for length, size in _batches(lengths, sequences):
        batch = draw_batch(size, (length, length), model.output_size, generator)
        logits = _answer(model, batch, num_slots)
        bits.append(bits_per_sequence(logits, batch.targets, batch.mask))
        wrong.append(wrong_bits_per_sequence(logits, batch.targets, batch.mask))
    all_bits, all_wrong = torch.cat(bits).double(), torch.cat(wrong).double()
    return Score(all_bits.mean().item(), all_wrong.mean().item(), int((all_wrong > 0).sum()), sequences)


def solved(score: Score) -> bool:
    """The bar for "has learned it": not one wrong bit, and a cross-entropy below 0.1 bit a sequence."""
    return score.wrong_sequences == 0 and score.bits < 0.1


def _answer(model: nn.Module, batch: Batch, num_slots: int | None) -> Tensor:
    with torch.no_grad():
        if num_slots is None:
            return model(batch.inputs)[0]
        state = model.initial_state(batch.inputs.shape[1], num_slots=num_slots)  # type: ignore[operator]
        return model(batch.inputs, state)[0]


def _batches(lengths: tuple[int, int], sequences: int) -> Iterator[tuple[int, int]]:
    """(length, sequences) of each batch: one length a batch, so that nothing is padded."""
    shortest, longest = check_lengths(lengths, "evaluate")
    choices = longest - shortest + 1
    shares = Counter(shortest + i * choices // sequences for i in range(sequences))
    for length, share in shares.items():
        for done in range(0, share, BATCH_SIZE):
            yield length, min(BATCH_SIZE, share - done)
