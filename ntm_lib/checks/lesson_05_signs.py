"""How a wrong program of lesson 05 is recognised, by what its run shows, and what is told about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ntm_lib.checks.exercise import Case, Facts, Problem
from ntm_lib.checks.lesson_05_fields import misfilled
from ntm_lib.checks.lesson_05_seen import KEPT, Seen, Task, seen_of
from ntm_lib.checks.problems import MISFIT

# orders: what short sequences take for something else comes first, what shows only beside another sequence last
TOLD_FIRST, TOLD_SOON, _TOLD, _TOLD_LAST = 4, 5, 6, 7
REMEMBERS = "remembers by itself"
_BAR = 40  # characters of a full share
BLURRED = 0.8  # a share that moves should not leave of a head on one slot
CLEAR = 0.6  # a share that still says which slot the head is on
_FEW = 0.2  # a share that is not worth a word
_MOMENTS = (0, 2, 5, 10, 20, 40, 80, 120)  # of a picture of the blur


class Sign(NamedTuple):
    """A known mistake. Of several that show, the first in an exercise's list is told.

    name, says, look  as in `Mistake`
    shows             does the run of a case that is wrong show it?
    picture           lines to show with it, in place of where the first wrong bit is
    order             of several cases' signs the smallest is told, then that of the smallest case
    """

    name: str
    says: str
    look: str
    shows: Callable[[Seen], bool]
    picture: Callable[[Seen], str] | None = None
    order: int = _TOLD


def rule_of(task: Task, signs: Sequence[Sign]) -> Callable[[Case, Facts], Problem | None]:
    """The rule of an exercise."""

    def rule(case: Case, facts: Facts) -> Problem | None:
        keeps, refused, lines = (facts["items"][name]["value"] for name in ("keeps", "refused", "lines"))
        if keeps:
            return _keeps(keeps)
        if refused:
            return misfilled(refused, lines) if lines else _refused(refused)
        seen = seen_of(facts)
        if _is_right(task, seen):
            return None
        sign = next((sign for sign in signs if sign.shows(seen)), None)
        where = where_wrong(task, case, seen)
        if sign is None:
            return Problem(None, _generic(seen), "where the head is at that step, and how it got there.", where)
        order = max(sign.order, _TOLD_LAST) if "beside" in case.arguments else sign.order
        picture = sign.picture(seen) if sign.picture else where
        return Problem(sign.name, sign.says, sign.look, picture, order)

    return rule


def _is_right(task: Task, seen: Seen) -> bool:
    """No wrong bit, the first vector in its place, the memory as it was, and nothing remembered in Python."""
    in_place = not (task.from_zero and seen.first_write) and float(seen.change) <= KEPT
    return bool(in_place and seen.forgetful and not seen.wrong.any())


def _keeps(name: str) -> Problem:
    says = (
        f"Your program changes `{name}`, which stands outside it: so it keeps something in Python from call to call. "
        "What has to be remembered belongs in the memory, where it can be seen, and where a trained machine keeps it."
    )
    look = f"`{name}`: the answer may depend on `vector`, `phase` and `step` alone."
    return Problem(REMEMBERS, says, look, order=MISFIT - 1)


def _generic(seen: Seen) -> str:
    wrong, bits = int(seen.wrong.sum()), seen.wrong.size
    return (
        f"{wrong} of {bits} bits {'comes' if wrong == 1 else 'come'} out wrong." if wrong else "The run is not right."
    )


def _refused(words: str) -> Problem:
    """The machine cannot do what the program returned."""
    field, when = words.partition(" ")[0], words.rpartition(" for ")[2].rstrip(".")
    if field == "controls" and "got None" in words:
        says = f"Your function returns None at {when}. Every way through it has to end in a `return`."
        return Problem("returns nothing", says, "the branches of your `if`, and what stands after them.", order=MISFIT)
    name = "wrong type" if field == "controls" else f"an impossible {field}"
    look = _WIDTH if "have shape" in words else _LOOKS.get(field, "the numbers that you compute for it.")
    return Problem(name, f"The machine cannot do what you return: {words}", look, order=MISFIT)


_WIDTH = (
    "how long your vectors are: a slot has one number more than a vector has bits, the spare one at the end. "
    "`np.append(vector, 0.0)` is a vector with a 0 there, `np.zeros(len(vector) + 1)` is nothing at all."
)
_LOOKS = {
    "controls": "the `return`: `Controls(key, key_strength, gate, shift, sharpening, erase_vector, add_vector)`, all "
    "seven of them.",
    "key_strength": "the second of the Controls: one number, such as 50.",
    "gate": "the third of the Controls: 1 to jump to what the key finds, 0 to go on from where the head is.",
    "shift": "the fourth of the Controls: the step itself, -1, 0 or 1. The machine makes a shift weighting of it.",
    "sharpening": "the fifth of the Controls: one number, 1 or more. At 1 nothing is sharpened.",
    "erase_vector": "the sixth of the Controls: 1 clears a number of the slot, 0 leaves it.",
}


def where_wrong(task: Task, case: Case, seen: Seen) -> str:
    """The first wrong bit, and where the head is at that moment."""
    if not seen.wrong.any():
        return _not_wrong_but(seen)
    answer, bit = (int(place) for place in np.argwhere(seen.wrong)[0])
    length, bits, slots = *seen.vectors.shape, len(seen.spare)
    vector = task.asked(answer, length, slots)
    lines = [
        f"{length} vector{'s' * (length > 1)} of {bits} bits, {slots} slot{'s' * (slots > 1)}{_beside(case)}",
        f"first wrong bit: {task.phase} step {answer % length}{_again(answer, length)}, bit {bit}",
        f"  {seen.outputs[answer, bit]:.2f} comes out, {seen.due[answer, bit]:.0f} is due",
        f"  the head is on {_head(seen, len(seen.focus) - len(seen.due) + answer)}",
        f"  when it was shown vector {vector}, it was on {_head(seen, vector)}",
    ]
    return "\n".join(f"    {line}" for line in lines[: 5 if vector >= 0 else 4])


def _again(answer: int, length: int) -> str:
    return " (the second time)" if answer >= length else ""


def _not_wrong_but(seen: Seen) -> str:
    """All bits are right, and yet it is not what was asked for."""
    if not seen.forgetful:
        return "    here the bits are right; asked once more, after other vectors, the program gives other controls"
    if seen.first_write:
        return f"    the first write goes to slot {seen.first_write}"
    return f"    recall changes numbers of the memory, one of them by {float(seen.change):.2f}"


def _beside(case: Case) -> str:
    return ", in turn with another sequence" if "beside" in case.arguments else ""


def _head(seen: Seen, time: int) -> str:
    """Where the head is: on one slot, on two, or everywhere."""
    largest, next_largest = float(seen.peak[time]), float(seen.next_peak[time])
    if largest < _FEW:
        return f"no slot in particular: its largest share is {largest:.2f}"
    if next_largest < _FEW:
        return f"slot {seen.focus[time]} (share {largest:.2f})"
    return f"slots {seen.focus[time]} ({largest:.2f}) and {seen.next_focus[time]} ({next_largest:.2f})"


def blur(seen: Seen) -> str:
    """The largest share of the head as bars, in the phase in which it blurs away."""
    spread = int(np.flatnonzero(seen.peak < BLURRED)[0])
    start, stop = (0, len(seen.store)) if spread < len(seen.store) else (len(seen.store), len(seen.peak))
    stop = min(stop, start + len(seen.vectors))
    times = sorted({*range(start, stop)} & {start + moment for moment in _MOMENTS} | {stop - 1})
    bars = [f"{'█' * round(_BAR * seen.peak[time])} {seen.peak[time]:.2f}" for time in times]
    rows = [f"after {time - start:>3} moves  {bar}" for time, bar in zip(times, bars, strict=True)]
    answer = int(np.flatnonzero(seen.wrong.any(axis=1))[0])
    title = (
        f"the head's largest share, move after move; the first wrong bit comes out at step {answer % len(seen.vectors)}"
    )
    return "\n".join(f"    {row}" for row in [title, *rows])
