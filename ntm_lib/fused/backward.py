"""The way back through a whole sequence, last step first.

Kept from the way there: what the controller and the heads said, every weighting, and the memory before every eighth
step. The memories in between are written again. Taking a write back instead would divide by 1 - e w, which a machine
that has learned to copy makes zero.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ntm_lib.fused.addressing import address_backward, slot_lengths, slot_lengths_backward
from ntm_lib.fused.compiled import kernel
from ntm_lib.fused.controllers import feedforward_backward, lstm_backward
from ntm_lib.fused.heads import squash_backward
from ntm_lib.fused.memory import read_backward, write, write_backward
from ntm_lib.fused.products import add_product
from ntm_lib.fused.sequence import EVERY, TOGETHER, Array


class Gradients(NamedTuple):
    """Gradients of the loss. Those of the last state come in and leave as those of the state before the sequence."""

    outputs: Array  # (time, batch, read heads * width + hidden): of `History.seen`, from the output layer
    seen: Array  # (batch, read heads * width + hidden)
    cells: Array  # (batch, hidden)
    weightings: Array  # (batch, heads, slots)
    memory: Array  # (batch, width, slots)
    sums: Array  # (time, batch, sums), written
    controls: Array  # (time, batch, controls), written


@kernel
def backward(weights, history, grads, read_heads, shifts):
    """From the gradients of outputs and last state to those of sums, controls and first state; see `Gradients`."""
    batch, width, slots = grads.memory.shape
    heads, dtype = grads.weightings.shape[1], grads.memory.dtype
    spare = np.empty(history.seen.shape[2], dtype)
    rows = np.empty((8, slots), dtype)
    before = np.empty((heads - read_heads - 1, width, slots), dtype)
    for first in range(0, batch, TOGETHER):
        last = min(first + TOGETHER, batch)
        again = np.empty((EVERY, last - first, width, slots), dtype)
        for time in range(history.sums.shape[0] - 1, -1, -1):
            if time == history.sums.shape[0] - 1 or time % EVERY == EVERY - 1:
                rewrite(history, again, time, first, read_heads, shifts)
            for row in range(first, last):
                memory = again[time % EVERY, row - first]
                step_backward(history, memory, grads, time, row, read_heads, shifts, rows, before)
            control_backward(weights, history, grads, time, first, last, read_heads * width, spare)


@kernel
def rewrite(history, again, time, first, read_heads, shifts):
    """The memories before each of the steps up to `time`, from the one that was kept last."""
    start, width = time - time % EVERY, again.shape[2]
    writes = history.weightings.shape[2] * (width + shifts + 3)
    for row in range(again.shape[1]):
        again[0, row] = history.memories[start // EVERY, first + row]
        for done in range(time - start):
            again[done + 1, row] = again[done, row]
            weightings = history.weightings[start + done + 1, first + row, read_heads:]
            write(again[done + 1, row], weightings, history.controls[start + done, first + row, writes:])


@kernel
def step_backward(history, memory, grads, time, row, read_heads, shifts, rows, before):
    """The way back through `step`: grads.memory and .weightings become those of the step before."""
    width = memory.shape[0]
    previous, weightings = history.weightings[time, row], history.weightings[time + 1, row]
    controls, d_controls = history.controls[time, row], grads.controls[time, row]
    d_memory, d_weightings, d_seen = grads.memory[row], grads.weightings[row], grads.seen[row]
    heads, size = weightings.shape[0], width + shifts + 3
    writes = heads * size
    d_seen += grads.outputs[time, row]
    write_backward(
        *(memory, weightings[read_heads:], controls[writes:]),
        *(d_memory, d_weightings[read_heads:], d_controls[writes:], before),
    )
    for head in range(read_heads):
        read_backward(memory, weightings[head], d_seen[head * width : (head + 1) * width], d_weightings[head], d_memory)
    slot_lengths(memory, rows[0])
    rows[1] = 0
    for head in range(heads):
        one = slice(head * size, (head + 1) * size)
        address_backward(
            *(memory, rows[0], previous[head], controls[one], weightings[head]),
            *(d_weightings[head], d_controls[one], d_memory, rows[1:]),
        )
    slot_lengths_backward(memory, rows[0], rows[1], d_memory)
    squash_backward(controls, d_controls, heads, heads - read_heads, width, shifts)


@kernel
def control_backward(weights, history, grads, time, first, last, reads, spare):
    """The way back through `control`: grads.seen and .cells become those of the step before."""
    sums, d_sums = history.sums[time], grads.sums[time]
    add_product(grads.controls[time, first:last], weights.heads, grads.seen[first:last, reads:])
    for row in range(first, last):
        d_hidden = grads.seen[row, reads:]
        if grads.cells.shape[1] > 0:
            cells = history.cells[time, row], history.cells[time + 1, row]
            lstm_backward(sums[row], cells[0], cells[1], d_hidden, grads.cells[row], d_sums[row], spare[reads:])
        else:
            feedforward_backward(history.seen[time + 1, row, reads:], d_hidden, d_sums[row])
    grads.seen[first:last] = 0
    add_product(d_sums[first:last], weights.controller, grads.seen[first:last])
