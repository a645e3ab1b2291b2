"""A whole sequence in one call: what `ntm_lib.machine.steps` says, in compiled loops. `backward` is the way back.

A few sequences of the batch at a time go through all steps, so that their memories stay in the processor's cache.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ntm_lib.fused.addressing import address, slot_lengths
from ntm_lib.fused.compiled import kernel
from ntm_lib.fused.controllers import feedforward, lstm
from ntm_lib.fused.heads import squash
from ntm_lib.fused.memory import read, write
from ntm_lib.fused.products import add_product

Array = Any  # a tensor in `function`, the same numbers as a NumPy array in a kernel
TOGETHER = 8  # sequences
EVERY = 8  # steps between two memories that are kept


class Weights(NamedTuple):
    """The parameters that a step multiplies with, `(from, to)`; for the way back they are transposed, `(to, from)`."""

    controller: Array  # (read heads * width + hidden, sums); without recurrence (read heads * width, sums)
    heads: Array  # (hidden, controls)


class History(NamedTuple):
    """What a sequence leaves. Where nothing is kept for the way back, the fields with a * hold one step, the last.

    A step's `seen` is what its reads and its controller hand on: the output layer sees both, and so does the
    controller of the next step (a feed-forward one the reads alone).
    """

    sums: Array  # (time, batch, sums): the inputs' share of the controller's raw sums, which become its gates
    seen: Array  # (time + 1, batch, read heads * width + hidden), first what the sequence starts from
    cells: Array  # * (time + 1, batch, hidden); a feed-forward controller has (…, 0)
    controls: Array  # * (time, batch, controls)
    weightings: Array  # * (time + 1, batch, heads, slots), read heads first
    memories: Array  # (time / EVERY, batch, width, slots), before steps 0, EVERY, 2 EVERY, …; or none


@kernel
def forward(weights, bias, history, memory, read_heads, shifts, keep):
    """Run a batch through a sequence; `memory` (batch, width, slots) is changed into the last one.

    bias    (controls,), of the heads' layer
    shifts  how many places a shift weighting has
    keep    1 to keep what the way back needs, else 0
    """
    batch, width, slots = memory.shape
    rows = np.empty((5, slots), memory.dtype)
    for first in range(0, batch, TOGETHER):
        last = min(first + TOGETHER, batch)
        for time in range(history.sums.shape[0]):
            control(weights, bias, history, time, first, last, read_heads * width, keep)
            for row in range(first, last):
                if keep == 1 and time % EVERY == 0:
                    history.memories[time // EVERY, row] = memory[row]
                step(history, memory[row], time, row, read_heads, shifts, keep, rows)


@kernel
def control(weights, bias, history, time, first, last, reads, keep):
    """The controller's part of a step for some rows: from what was seen last to the heads' raw controls."""
    sums = history.sums[time, first:last]
    add_product(history.seen[time, first:last], weights.controller, sums)
    before, after = history.cells[time * keep], history.cells[(time + 1) * keep]
    controls = history.controls[time * keep]
    for row in range(first, last):
        hidden = history.seen[time + 1, row, reads:]
        if after.shape[1] > 0:
            lstm(sums[row - first], before[row], after[row], hidden)
        else:
            feedforward(sums[row - first], hidden)
        controls[row] = bias
    add_product(history.seen[time + 1, first:last, reads:], weights.heads, controls[first:last])


@kernel
def step(history, memory, time, row, read_heads, shifts, keep, rows):
    """The heads' part of a step for one row: all address the memory, read heads read it, write heads write it."""
    width = memory.shape[0]
    before, after = history.weightings[time * keep, row], history.weightings[(time + 1) * keep, row]
    controls, seen = history.controls[time * keep, row], history.seen[time + 1, row]
    heads, size = after.shape[0], width + shifts + 3
    squash(controls, heads, heads - read_heads, width, shifts)
    slot_lengths(memory, rows[4])
    for head in range(heads):
        address(memory, rows[4], before[head], controls[head * size : (head + 1) * size], rows[:4], after[head])
    for head in range(read_heads):
        read(memory, after[head], seen[head * width : (head + 1) * width])
    write(memory, after[read_heads:], controls[heads * size :])
