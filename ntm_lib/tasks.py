"""The tasks: random sequences in, what a machine should answer out, and a mask over the steps that count.

All are time-major, `(time, batch, channels)`. A batch may hold sequences of several lengths; the mask says, for
each, at which steps its answer is due, and steps after its end are zeros.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from ntm_lib.errors import check_count, check_lengths, invalid, wrong_type


class Batch(NamedTuple):
    """Sequences to learn from: what goes in, what should come out, and when it counts."""

    inputs: Float[Tensor, "time batch features"]
    targets: Float[Tensor, "time batch bits"]
    mask: Bool[Tensor, "time batch"]


def copy(
    batch_size: int,
    lengths: tuple[int, int] = (1, 20),
    bits: int = 8,
    generator: torch.Generator | None = None,
) -> Batch:
    """Say a sequence of random bit vectors back after it has ended (Sec. 4.1).

    A sequence of three vectors a, b, c, steps to the right:

        inputs   a b c | . . .    `bits` channels
                 0 0 0 1 0 0 0    the flag on its own channel, the last: "now answer"
        targets  . . . . a b c    `bits` channels
        mask     0 0 0 0 1 1 1

    batch_size  sequences
    lengths     (shortest, longest), both included; each sequence draws its own, uniformly
    bits        numbers in a vector; the inputs have one channel more
    generator   where the randomness comes from; None is torch's own

    Time is twice the longest length drawn, plus 1. The input holds nothing while the answer is due.

    Raises TypeError or ValueError for sizes that are not whole numbers, or lengths out of order or below 1.
    """
    check_count("batch_size", batch_size, "copy", minimum=0)
    check_count("bits", bits, "copy")
    drawn = _draw_lengths(batch_size, lengths, generator)
    longest = int(drawn.max()) if batch_size else 1
    vectors = torch.randint(2, (longest, batch_size, bits), generator=generator).float()
    steps = torch.arange(2 * longest + 1).unsqueeze(1)
    inside = steps < drawn  # (time, batch): the vector is being shown
    answering = (steps > drawn) & (steps <= 2 * drawn)
    inputs = torch.zeros(2 * longest + 1, batch_size, bits + 1)
    inputs[:longest, :, :bits] = vectors * inside[:longest].unsqueeze(-1)
    inputs[:, :, bits] = (steps == drawn).float()
    source = (steps - drawn - 1).clamp(0, longest - 1)  # which vector is due at a step
    targets = vectors.gather(0, source.unsqueeze(-1).expand(-1, -1, bits)) * answering.unsqueeze(-1)
    return Batch(inputs, targets, answering)


def copy_batch(
    batch_size: int,
    lengths: tuple[int, int] = (1, 20),
    bits: int = 8,
    generator: torch.Generator | None = None,
    blank: float = 0.0,
) -> Batch:
    """As `copy`, with one length drawn for the whole batch: nothing is padded, and training costs half as much.

    blank  share of the vectors that are made zeros, besides those that are so by chance (1 in 256 of 8 bits). To a
           controller a vector of zeros looks like the silence in which it has to answer

    Raises TypeError or ValueError as `copy` does, and unless `blank` is from 0 to 1.
    """
    if not 0 <= blank <= 1:
        raise invalid("blank", "be from 0 to 1", blank, "copy_batch")
    length = int(_draw_lengths(1, lengths, generator))
    batch = copy(batch_size, (length, length), bits, generator)
    return _with_blanks(batch, length, blank, generator) if blank else batch


def _with_blanks(batch: Batch, length: int, blank: float, generator: torch.Generator | None) -> Batch:
    """The same batch with each vector made zeros with probability `blank`."""
    inputs, targets, mask = batch
    shown = torch.rand(length, inputs.shape[1], 1, generator=generator) >= blank
    inputs[:length] *= shown
    targets[length + 1 :] *= shown
    return Batch(inputs, targets, mask)


def copy_of(vectors: Float[Tensor, "length bits"]) -> Batch:
    """The copy task for vectors of your own: a batch of one, such as a drawing.

    Raises ValueError unless there is at least one vector, of numbers from 0 to 1; TypeError for whole-number dtypes.
    """
    if vectors.dim() != 2 or 0 in vectors.shape:
        raise invalid("vectors", "have axes (length, bits), at least one of each", tuple(vectors.shape), "copy_of")
    if not vectors.is_floating_point():
        raise wrong_type("vectors", "have a floating-point dtype", vectors.dtype, "copy_of")
    if not bool(((vectors >= 0) & (vectors <= 1)).all()):
        raise invalid("vectors", "lie between 0 and 1", f"{vectors.min():g} to {vectors.max():g}", "copy_of")
    length, bits = vectors.shape
    inputs = vectors.new_zeros(2 * length + 1, 1, bits + 1)
    targets = vectors.new_zeros(2 * length + 1, 1, bits)
    inputs[:length, 0, :bits] = vectors
    inputs[length, 0, bits] = 1
    targets[length + 1 :, 0] = vectors
    return Batch(inputs, targets, (torch.arange(2 * length + 1) > length).unsqueeze(1))


def _draw_lengths(batch_size: int, lengths: tuple[int, int], generator: torch.Generator | None) -> Tensor:
    shortest, longest = check_lengths(lengths, "a task")
    return torch.randint(shortest, longest + 1, (batch_size,), generator=generator)
