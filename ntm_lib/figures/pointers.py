"""A pointer made of shares: the blend that it reads, and which way each share is pulled.

One row a slot, as NumPy prints a memory: what the slot holds, its share, and the pull on it. The same slots stand as
points in the plane beside it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle
from numpy import ndarray

from ntm_lib.errors import check_count, check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import arrow, line, outline, print_numbers, say, sheet, strip, tidy
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.planes import BELOW, draw_legend, draw_missing, draw_read, draw_slots, draw_target, plane
from ntm_lib.figures.style import (
    FONT_SIZE,
    INK,
    MEMORY,
    PREDICTION,
    QUIET,
    READ,
    SIGN_MAP,
    SMALL,
    THIN,
)
from ntm_lib.figures.words import listed, percent, plural

ROW, CELL = 0.36, 0.42  # inches: the height of a slot, the width of a number
CELLS_LEFT, BARS_LEFT, BAR = 0.62, 1.68, 0.75
SIDE = 2.35  # of the plane
JUMP = 1000.0  # beyond this it is no slope that was measured: something jumped between the two nudges
NONE, FLAT = 1e-9, 1e-6  # a pull below this is printed as 0


def blend(memory: Any, weighting: Any, target: Any = None) -> Picture:
    """A read as the blend of all slots: thin lines run together into one vector, and a point between points.

    memory     (slots, 2)
    weighting  (slots,)    at least 0, sums to 1
    target     (2,)        what ought to be read, drawn as a ring; None draws none

    Raises ValueError when the sizes do not fit.
    """
    values, shares = _slots(memory, weighting, "blend")
    wanted = None if target is None else numbers(target)
    if wanted is not None:
        check_shape("target", wanted.shape, (2,), "blend")
    came = shares @ values
    height = max(len(values) * ROW + 0.95, SIDE + BELOW + 0.2)
    figure, axes = sheet(7.8, height)
    top = _top(height, len(values))
    _table(axes, top, values, shares)
    _run_together(axes, top, values, shares, came)
    where = plane(5.25, height - SIDE - 0.2, SIDE, values if wanted is None else np.vstack([values, wanted]))
    draw_slots(axes, where, values)
    if wanted is not None:
        draw_target(axes, where, wanted)
    draw_read(axes, where, came)
    draw_legend(axes, where, wanted is not None)
    return picture(figure, blend_words(values, shares, came, wanted))


def blend_words(values: ndarray, shares: ndarray, came: ndarray, wanted: ndarray | None = None) -> str:
    """What is read, between which numbers each part of it lies, and what ought to be read."""
    parts = [f"{percent(float(share))} of slot {slot}" for slot, share in enumerate(shares) if share > 0]
    low, high = values.min(axis=0), values.max(axis=0)
    inside = [f"{_number(came[n])}, lies between {_number(low[n])} and {_number(high[n])}" for n in (0, 1)]
    told = [
        f"The read blends {listed(parts)} into ({_point(came)}).",
        f"The first number, {inside[0]}; the second, {inside[1]}.",
    ]
    return " ".join(told + ([] if wanted is None else [f"The target is ({_point(wanted)})."]))


def pulls(memory: Any, weighting: Any, target: Any, soft: Any, hard: Any, prediction: int | None = None) -> Picture:
    """Which way each share is pulled: for the soft pointer, and beside it for the hard one.

    memory      (slots, 2)
    weighting   (slots,)    at least 0, sums to 1
    target      (2,)        what ought to be read
    soft, hard  (slots,)    how much nearer the target a little more of each share brings the read: minus the gradient
                            of the squared distance; beyond 1000 it says "jumps"
    prediction  the slot that the learner said is pulled up most

    Raises ValueError when the sizes do not fit, or there is no such slot.
    """
    values, shares = _slots(memory, weighting, "pulls")
    wanted, gentle, firm = numbers(target), numbers(soft), numbers(hard)
    check_shape("target", wanted.shape, (2,), "pulls")
    for name, pulled in (("soft", gentle), ("hard", firm)):
        check_shape(name, pulled.shape, shares.shape, "pulls, as weighting")
    if prediction is not None and check_count("prediction", prediction, "pulls", minimum=0) >= len(shares):
        raise invalid("prediction", f"be a slot below {len(shares)}", prediction, "pulls")
    height = max(len(values) * ROW + 0.95, SIDE + BELOW + 0.2)
    figure, axes = sheet(8.4, height)
    top = _top(height, len(values))
    _table(axes, top, values, shares)
    say(axes, 4.225, top + 0.46, "pull on the share", SMALL, QUIET, ha="center")
    _pull_column(axes, 3.55, top, gentle, "soft pointer")
    _pull_column(axes, 4.9, top, firm, "hard pointer")
    if prediction is not None:
        _bet(axes, top, len(values), prediction)
    where = plane(5.95, height - SIDE - 0.2, SIDE, np.vstack([values, wanted]))
    draw_slots(axes, where, values)
    draw_target(axes, where, wanted)
    draw_read(axes, where, shares @ values)
    draw_missing(axes, where, shares @ values, wanted)
    draw_legend(axes, where, True, has_missing=True)
    return picture(figure, pull_words(shares @ values, wanted, gentle, firm, prediction))


def pull_words(came: ndarray, wanted: ndarray, soft: ndarray, hard: ndarray, prediction: int | None = None) -> str:
    """What is read and wanted, who is pulled up most and who down, and what the hard pointer feels."""
    told = [f"The read is ({_point(came)}), the target ({_point(wanted)}).", f"Soft pointer: {soft_words(soft)}"]
    told.append(f"Hard pointer: {hard_words(hard)}")
    if prediction is not None:
        told.append(f"You said slot {prediction}.")
    return " ".join(told)


def soft_words(pulled: Float[ndarray, "slots"]) -> str:
    """`slot 2 is pulled up most, by 15; slots 0, 3 and 4 are pulled down.`"""
    best = int(pulled.argmax())
    if pulled[best] < FLAT:
        return "no slot is pulled up."
    down = [str(slot) for slot in np.flatnonzero(pulled < -FLAT)]
    noun = f"slot {down[0]} is" if len(down) == 1 else f"slots {listed(down)} are" if down else "no slot is"
    return f"slot {best} is pulled up most, by {pull_text(float(pulled[best]))}; {noun} pulled down."


def hard_words(pulled: Float[ndarray, "slots"]) -> str:
    """That it feels nothing, or where it jumps."""
    jumps = [str(slot) for slot in np.flatnonzero(np.abs(pulled) > JUMP)]
    if jumps:
        return f"the read jumps at a nudge of {'slot' if len(jumps) == 1 else 'slots'} {listed(jumps)}."
    if (np.abs(pulled) <= NONE).all():
        return f"every pull is 0, on all {plural(len(pulled), 'slot')}."
    return soft_words(pulled)


def pull_text(pulled: float) -> str:
    """A pull as it is printed: one digit where it says something, 0, or "jumps"."""
    if abs(pulled) > JUMP:
        return "jumps"
    if abs(pulled) < 0.05:
        return "0" if abs(pulled) <= FLAT else "under 0.1"
    return tidy(pulled, 0) if abs(pulled - round(pulled)) < 0.05 else tidy(pulled, 1)


def _point(point: ndarray) -> str:
    return ", ".join(_number(number) for number in point)


def _number(number: float) -> str:
    """At most two digits after the point, and none that says nothing."""
    return tidy(float(number), 2).rstrip("0").rstrip(".")


def _top(height: float, slots: int) -> float:
    """Where the table begins: beside the middle of the plane, and under its headings."""
    return min(height - 0.62, height - 0.2 - SIDE / 2 + slots * ROW / 2)


def _table(axes: Axes, top: float, values: ndarray, shares: ndarray) -> None:
    """One row a slot: its name, what it holds, its share."""
    say(axes, CELLS_LEFT + CELL, top + 0.14, "holds", SMALL, QUIET, ha="center")
    say(axes, BARS_LEFT, top + 0.14, "share", SMALL, QUIET)
    size = 1.15 * max(float(np.abs(values).max()), 1e-9)
    cell = (CELL, ROW)
    strip(axes, CELLS_LEFT, top, values, cell, SIGN_MAP, -size, size)
    digits = 0 if np.allclose(values, np.round(values)) else 1
    print_numbers(axes, CELLS_LEFT, top, values, cell, digits, np.abs(values) / size)
    for slot, share in enumerate(shares):
        y = top - (slot + 0.5) * ROW
        say(axes, CELLS_LEFT - 0.1, y, f"slot {slot}", SMALL, QUIET, ha="right")
        axes.add_patch(Rectangle((BARS_LEFT, y - 0.3 * ROW), BAR * float(share), 0.6 * ROW, color=MEMORY))
        say(axes, BARS_LEFT + BAR * float(share) + 0.06, y, f"{share:.2f}", SMALL, INK)
    line(axes, [(BARS_LEFT, top), (BARS_LEFT, top - len(shares) * ROW)], THIN)


def _pull_column(axes: Axes, middle: float, top: float, pulled: ndarray, name: str) -> None:
    """An arrow a slot from one line: to the right a larger share helps, to the left a smaller one."""
    say(axes, middle, top + 0.29, name, FONT_SIZE, INK, ha="center", weight="bold")
    say(axes, middle, top + 0.12, "◄ less     more ►", SMALL - 1, QUIET, ha="center")
    line(axes, [(middle, top), (middle, top - len(pulled) * ROW)], THIN)
    most = max(float(np.abs(pulled).max()), FLAT)
    for slot, pull in enumerate(pulled):
        _pull(axes, middle, top - (slot + 0.5) * ROW, float(pull), 0.55 * float(np.clip(pull / most, -1, 1)))


def _pull(axes: Axes, middle: float, y: float, pull: float, length: float) -> None:
    """One arrow with its number on the side that it leaves free; a dot where there is no pull."""
    if abs(pull) <= FLAT:
        axes.add_patch(Circle((middle, y), 0.03, color=INK, zorder=4))
        say(axes, middle + 0.1, y, "0", FONT_SIZE, INK)
        return
    reach = length if abs(length) > 0.1 else float(np.copysign(0.1, length))
    arrow(axes, [(middle, y), (middle + reach, y)], INK, linewidth=2.2)
    text = pull_text(pull) if pull < 0 or abs(pull) > JUMP else f"+{pull_text(pull)}"
    side = -0.07 if pull > 0 else 0.07
    say(axes, middle + side, y, text, FONT_SIZE, INK, ha="right" if pull > 0 else "left")


def _bet(axes: Axes, top: float, slots: int, prediction: int) -> None:
    """A dashed frame around the row that the learner bet on."""
    bottom = top - (prediction + 1) * ROW
    outline(axes, 0.1, bottom + 0.02, 4.3, ROW - 0.04, PREDICTION, linewidth=1.8, linestyle="--", zorder=6)
    y = top - slots * ROW - 0.16
    line(axes, [(0.1, y), (0.42, y)], PREDICTION, linewidth=1.8, linestyle="--")
    say(axes, 0.5, y, f"you said slot {prediction}", SMALL, INK)


def _run_together(axes: Axes, top: float, values: ndarray, shares: ndarray, came: ndarray) -> None:
    """Many thin lines from the slots into one vector, each as thick as its share."""
    left, y = 3.6, top - len(values) * ROW / 2
    for slot, share in enumerate(shares):
        start = BARS_LEFT + BAR * float(share) + 0.42, top - (slot + 0.5) * ROW
        line(axes, [start, (left - 0.04, y)], READ, linewidth=0.4 + 4.0 * float(share), alpha=0.8)
    size = 1.15 * max(float(np.abs(values).max()), 1e-9)
    strip(axes, left, y + ROW / 2, came[None], (CELL, ROW), SIGN_MAP, -size, size)
    print_numbers(axes, left, y + ROW / 2, came[None], (CELL, ROW), 2, np.abs(came[None]) / size)
    say(axes, left + CELL, y + ROW / 2 + 0.14, "● what is read", SMALL, READ, ha="center")


def _slots(memory: Any, weighting: Any, context: str) -> tuple[Float[ndarray, "slots 2"], Float[ndarray, "slots"]]:
    values, shares = numbers(memory), numbers(weighting)
    if values.ndim != 2 or values.shape[1] != 2 or len(values) == 0:
        raise invalid("memory", "have axes (slots, 2) and at least one slot", values.shape, context)
    check_shape("weighting", shares.shape, (len(values),), context)
    return values, shares
