"""Why a vector came out wrong: was its slot overwritten before it was read, or did the read head look elsewhere?

A machine is stepped through sequences one step at a time, so that nothing but a few numbers a step is kept. Vector p
lies in the slot on which the write head's peak stood when the vector was shown. When its answer is due:

elsewhere    less than half of the read weighting lies on that slot, in this step and in the one before (the output
             sees the controller too, and the controller what was read a step ago)
overwritten  the read head is there, and the row has changed by more than half of its length since it was written
other        the read head is there and the row is as it was
"""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from ntm_lib.tasks import Batch, copy

CAUSES = ("elsewhere", "overwritten", "other")
HALF = 0.5
PARTS = 8  # of the answer, in which wrong bits are counted


class Walk(NamedTuple):
    """What the first read and the first write head did in each step, and what became of each vector."""

    read_slots: Tensor  # (time, batch): where the peak is
    write_slots: Tensor
    read_peaks: Tensor  # (time, batch): how much of the weighting is on it
    write_peaks: Tensor
    wrong: Tensor  # (vectors, batch): wrong bits
    changed: Tensor  # (vectors, batch): how far the row is from what was written, in lengths of that row
    on_it: Tensor  # (vectors, batch): read weighting on the vector's slot, the larger of this step's and the last

    @property
    def causes(self) -> dict[str, Tensor]:
        """For each cause, which vectors (vectors, batch) came out wrong by it: each wrong vector has one."""
        wrong, there, kept = self.wrong > 0, self.on_it >= HALF, self.changed <= HALF
        return {"elsewhere": wrong & ~there, "overwritten": wrong & there & ~kept, "other": wrong & there & kept}


def walk(model: nn.Module, length: int, num_slots: int, sequences: int, draw: int) -> Walk:
    """Copy fresh sequences of one length step by step, and look."""
    batch = copy(sequences, (length, length), model.output_size, torch.Generator().manual_seed(draw))  # type: ignore[arg-type]
    with torch.no_grad():
        return _walk(model, batch, length, num_slots)


def _walk(model: Any, batch: Batch, length: int, num_slots: int) -> Walk:
    state = model.initial_state(batch.inputs.shape[1], num_slots)
    rows = torch.arange(batch.inputs.shape[1])
    heads: list[tuple[Tensor, ...]] = []
    vectors: list[tuple[Tensor, ...]] = []
    kept: list[tuple[Tensor, Tensor]] = []
    for step, (inputs, targets) in enumerate(zip(batch.inputs, batch.targets, strict=True)):
        memory, read_before = state.memory, state.read_weightings[:, 0]
        logits, state = model.step(inputs, state)
        read, write = state.read_weightings[:, 0], state.write_weightings[:, 0]
        heads.append((read.argmax(-1), write.argmax(-1), read.amax(-1), write.amax(-1)))
        if step < length:
            kept.append((heads[-1][1], state.memory[rows, heads[-1][1]]))
        elif step > length:
            slots, row = kept[step - length - 1]
            wrong = ((logits > 0) != (targets > HALF)).sum(-1)
            changed = (memory[rows, slots] - row).norm(dim=-1) / row.norm(dim=-1)
            vectors.append((wrong, changed, torch.maximum(read, read_before)[rows, slots]))
    return Walk(*map(torch.stack, zip(*heads, strict=True)), *map(torch.stack, zip(*vectors, strict=True)))


def wrong_by_part(found: Walk) -> dict[str, list[int]]:
    """Wrong bits in each eighth of the answer, by cause."""
    vectors = found.wrong.shape[0]
    part = torch.arange(vectors) * PARTS // vectors
    counts = {}
    for cause, here in found.causes.items():
        bits = (found.wrong * here).sum(dim=1)
        counts[cause] = torch.zeros(PARTS, dtype=torch.int64).index_add_(0, part, bits).tolist()
    return counts


def first_causes(found: Walk) -> dict[str, int]:
    """In how many sequences each cause was behind the first wrong vector: what broke first, literally."""
    wrong = found.wrong > 0
    first = wrong & (wrong.cumsum(dim=0) == 1)
    return {cause: int((first & here).sum()) for cause, here in found.causes.items()}
