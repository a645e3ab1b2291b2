"""What a head did, in words: where its peak was, which way it walked, where it stood still, when it blurred.

The weightings of a whole sequence become a few stretches, and the stretches a sentence. A step counts as sharp when
one slot holds at least half of the weighting. Slots lie on a ring, so a step from the last slot to slot 0 is a
step of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.figures.words import span

SHARP = 0.5  # of the weighting on one slot
IN_USE = 0.05  # a slot that ever holds less than this of a weighting is cropped away
RARE = 0.15  # of the steps sharp, or fewer: not worth telling one by one
FEWEST_LONG_STRIDES = 3  # fewer equal strides of more than one slot are jumps, not a walk
MOST_STRETCHES = 6  # more than these are no longer read, so they are summed up


class Stretch(NamedTuple):
    """Consecutive steps in which a head did one thing."""

    kind: str  # "walk", "stay", "jump" or "blur"
    first_step: int
    last_step: int
    first_slot: int
    last_slot: int
    stride: int  # slots a step, negative downwards; 0 where it means nothing


class Window(NamedTuple):
    """The slots that a picture shows, in order along the ring."""

    slots: tuple[int, ...]
    num_slots: int

    @property
    def words(self) -> str:
        """Which slots those are."""
        if len(self.slots) == self.num_slots:
            return f"all {self.num_slots} slots"
        first, last = self.slots[0], self.slots[-1]
        if first <= last:
            return f"{span('slot', first, last)} of {self.num_slots}"
        return f"{span('slot', first, self.num_slots - 1)} and {span('slot', 0, last)} of {self.num_slots}"


def stretches(weighting: Float[ndarray, "time slots"]) -> list[Stretch]:
    """A head's steps as a few stretches. A walk shares its last step with what follows it."""
    peaks = weighting.argmax(axis=1)
    sharp = weighting.max(axis=1) >= SHARP
    found: list[Stretch] = []
    edges = [0, *(np.flatnonzero(np.diff(sharp)) + 1).tolist(), len(sharp)]
    for first, end in pairwise(edges):
        if sharp[first]:
            found += _moves(peaks[first:end].tolist(), first, weighting.shape[1])
        else:
            found.append(Stretch("blur", first, end - 1, int(peaks[first]), int(peaks[end - 1]), 0))
    return found


def _moves(peaks: list[int], first_step: int, num_slots: int) -> list[Stretch]:
    """Sharp steps cut where the stride changes."""
    if len(peaks) == 1:
        return [Stretch("stay", first_step, first_step, peaks[0], peaks[0], 0)]
    strides = [ring_step(here, there, num_slots) for here, there in pairwise(peaks)]
    found: list[Stretch] = []
    start = 0
    for end in range(1, len(strides) + 1):
        if end == len(strides) or strides[end] != strides[start]:
            found += _alike(peaks, first_step, start, end, strides[start])
            start = end
    return found


def _alike(peaks: list[int], first_step: int, start: int, end: int, stride: int) -> list[Stretch]:
    """Moves of one stride: a stay, a walk, or jumps, which are told one by one."""
    if abs(stride) > 1 and end - start < FEWEST_LONG_STRIDES:
        ends = [(place, place + 1) for place in range(start, end)]
        return [Stretch("jump", first_step + a, first_step + b, peaks[a], peaks[b], stride) for a, b in ends]
    kind = "walk" if stride else "stay"
    return [Stretch(kind, first_step + start, first_step + end, peaks[start], peaks[end], stride)]


def ring_step(here: int, there: int, num_slots: int) -> int:
    """The shortest way from slot to slot on the ring, negative downwards."""
    return (there - here + num_slots // 2) % num_slots - num_slots // 2


def describe(name: str, weighting: Float[ndarray, "time slots"]) -> str:
    """`Write head: one peak a step; walks up one slot a step, slots 0 to 11 (steps 0 to 11).`"""
    parts = stretches(weighting)
    sharp = weighting.max(axis=1) >= SHARP
    if sharp.mean() < RARE:
        return f"{name}: spread over several slots, at nearly every step no slot holds half of the weighting."
    peaks = "one peak a step; " if sharp.all() else ""
    if len(parts) > MOST_STRETCHES:
        return f"{name}: {peaks}wanders, {_wandering(parts)}."
    return f"{name}: {peaks}{', then '.join(_phrase(part, len(weighting)) for part in parts)}."


def _phrase(part: Stretch, steps: int) -> str:
    when = span("step", part.first_step, part.last_step)
    if part.kind == "blur":
        return f"is spread over several slots ({when})"
    if part.kind == "jump":
        return f"jumps from slot {part.first_slot} to slot {part.last_slot} (step {part.last_step})"
    if part.kind == "stay":
        throughout = part.last_step - part.first_step == steps - 1
        return f"stays on slot {part.first_slot} " + ("throughout" if throughout else f"({when})")
    return f"{_walk(part)}, {span('slot', part.first_slot, part.last_slot)}{_round(part)} ({when})"


def _walk(part: Stretch) -> str:
    way = "up" if part.stride > 0 else "down"
    pace = "one slot" if abs(part.stride) == 1 else f"{abs(part.stride)} slots"
    return f"walks {way} {pace} a step"


def _round(part: Stretch) -> str:
    """Whether a walk passed the seam of the ring."""
    passed = part.last_slot < part.first_slot if part.stride > 0 else part.last_slot > part.first_slot
    passed = passed or abs(part.stride) * (part.last_step - part.first_step) > abs(part.last_slot - part.first_slot)
    return ", round the ring" if passed else ""


def _wandering(parts: Sequence[Stretch]) -> str:
    slots = {slot for part in parts if part.kind != "blur" for slot in (part.first_slot, part.last_slot)}
    jumps = sum(part.kind == "jump" for part in parts)
    return f"between slots {min(slots)} and {max(slots)}" + (f" with {jumps} jumps" if jumps > 1 else "")


def window(weightings: Sequence[Float[ndarray, "time slots"]], margin: int = 1) -> Window:
    """The slots that any of the weightings uses, as one stretch of the ring (see `arc`)."""
    largest = np.max([weighting.max(axis=0) for weighting in weightings], axis=0)
    return arc(np.flatnonzero(largest >= IN_USE).tolist(), len(largest), margin)


def arc(used: Sequence[int], num_slots: int, margin: int = 1) -> Window:
    """The shortest stretch of the ring that holds the slots in `used`, and `margin` slots at either end.

    Where that is more than three quarters of the ring, or nothing is used, all of it, from slot 0.
    """
    order = np.unique(used).astype(int)
    if len(order) == 0:
        return Window(tuple(range(num_slots)), num_slots)
    gaps = np.diff(np.append(order, order[0] + num_slots))
    widest = int(gaps.argmax())  # the stretch starts behind the widest gap
    length = num_slots - int(gaps[widest]) + 1 + 2 * margin
    if length > 0.75 * num_slots:
        return Window(tuple(range(num_slots)), num_slots)
    first = int(order[(widest + 1) % len(order)]) - margin
    return Window(tuple((first + step) % num_slots for step in range(length)), num_slots)
