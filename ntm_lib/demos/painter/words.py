"""The painter's captions: what a step changed, what it left, and what a vector holds."""

from __future__ import annotations

import itertools

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.painter.history import Moment
from ntm_lib.figures.canvas import tidy
from ntm_lib.figures.words import listed, percent, plural, span

SEEN = 0.005  # what two decimals show


def caption(moment: Moment) -> str:
    """What the step did, once it is done."""
    if moment.pair is None:
        return "A blank memory: 16 slots of 16 numbers, all 0."
    kind = " unwrites" if moment.unwrites else ""
    told = [f"Step {moment.number}{kind}: {change_words(moment)}", left_words(moment)]
    if moment.unwrites and not moment.to_undo:
        told.append(back_words(moment.memory))
    return " ".join(filter(None, told))


def pending(moment: Moment) -> str:
    """What the next step would do as the dials stand."""
    return f"Press Step, and {change_words(moment)} {left_words(moment)}".strip()


def change_words(moment: Moment) -> str:
    """Which slots change, and by how much at most."""
    sizes = np.abs(moment.memory - moment.before).max(axis=1)
    changed = np.flatnonzero(sizes >= SEEN)
    if len(changed) == 0:
        return "no number changes by as much as 0.01."
    most = int(sizes.argmax())
    verb = "changes" if len(changed) == 1 else "change"
    where = "" if len(changed) == 1 else f" (slot {most})"
    return f"{slots_words(changed.tolist())} {verb} by up to {sizes[most]:.2f}{where}."


def left_words(moment: Moment) -> str:
    """How much of what was in the changed slots the erases left."""
    changed = np.abs(moment.memory - moment.before).max(axis=1) >= SEEN
    if not changed.any():
        return ""
    was, kept = (float(np.abs(memory[changed]).sum()) for memory in (moment.before, moment.erased))
    one = changed.sum() == 1
    if was < SEEN:
        return f"{'It was' if one else 'They were'} blank."
    if np.abs(moment.before - moment.erased).max() < SEEN:
        return "Nothing is erased."
    return f"Of what was in {'it' if one else 'them'}, the erase leaves {percent(kept / was)}."


def back_words(memory: Float[ndarray, "slots width"]) -> str:
    """Whether unwriting has brought the blank memory back."""
    scar = np.abs(memory) >= SEEN
    if not scar.any():
        return "All writes are taken back, and the memory is blank again."
    where = slots_words(np.flatnonzero(scar.any(axis=1)).tolist())
    return f"All adds are taken back, but an erase is not: {plural(int(scar.sum()), 'number')} in {where} stay."


def slots_words(slots: list[int]) -> str:
    """`slots 3 to 5 and slot 9`."""
    parts = itertools.groupby(enumerate(slots), lambda item: item[1] - item[0])
    runs = [[slot for _, slot in part] for _, part in parts]
    return listed([span("slot", run[0], run[-1]) for run in runs])


def vector_words(vector: Float[ndarray, "width"]) -> str:
    """`0.50 in columns 3 to 8`, or the smallest and the largest number where they differ."""
    used = np.flatnonzero(np.abs(vector) >= SEEN)
    if len(used) == 0:
        return "nothing"
    low, high = (tidy(float(number), 2) for number in (vector[used].min(), vector[used].max()))
    amount = low if low == high else f"{low} to {high}"
    whole = len(used) == used[-1] - used[0] + 1
    return f"{amount} {'in' if whole else 'within'} {span('column', int(used[0]), int(used[-1]))}"
