"""Small memories that you can hold in your head: every number printed in its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy import ndarray

from ntm_lib.errors import check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import arrow, line, pill, print_numbers, say, sheet, strip, tidy
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT_SIZE, INK, MAGNITUDE_MAP, MEMORY, QUIET, READ, SIGN_MAP, SMALL, THIN
from ntm_lib.figures.words import percent, plural, sentence

COMPARE = "compare with the key"


def slots(
    memory: Any,
    labels: Sequence[str] | None = None,
    title: str = "",
    weighting: Any = None,
    places: int | None = None,
) -> Picture:
    """A small memory, one slot a row as NumPy prints it, slot 0 at the top; a weighting as bars beside it.

    memory     (slots, width)  white at 0, blue above, red below
    labels     a name a slot; None numbers them
    weighting  (slots,)        drawn as one bar a slot
    places     digits after the point; None takes at most two, and none for whole numbers

    Raises ValueError when memory has not two axes, or labels or weighting are not one a slot.
    """
    values = _memory(memory, "slots")
    shares = None if weighting is None else _a_slot("weighting", weighting, values, "slots")
    names = _names(labels, len(values), "slots")
    wide, tall = min(0.55, 5.0 / values.shape[1]), min(0.32, 4.5 / len(values))
    left, bars = 0.35 + 0.075 * max(map(len, names)), 1.5 if shares is not None else 0.0
    above = (0.32 if title else 0.05) + (0.22 if shares is not None else 0.0)
    height = len(values) * tall + above + 0.2
    figure, axes = sheet(left + values.shape[1] * wide + bars + 1.1, height)
    top = height - above
    say(axes, left, height - 0.12, title, FONT_SIZE + 1, weight="bold")
    _grid(axes, left, top, values, (wide, tall), places=places)
    for row, name in enumerate(names):
        say(axes, left - 0.1, top - (row + 0.5) * tall, name, SMALL, QUIET, ha="right")
    if shares is not None:
        _bars_right(axes, left + values.shape[1] * wide + 0.25, top, shares, tall, bars)
    return picture(figure, slots_words(values, names, shares, title, places))


def slots_words(
    values: ndarray, names: Sequence[str], shares: ndarray | None, title: str = "", places: int | None = None
) -> str:
    """The memory's size, its numbers where they are few, and where the weighting is."""
    start = f"{title}: " if title else ""
    size = f"a memory of {plural(len(values), 'slot')} of {plural(values.shape[1], 'number')}"
    told = [sentence(start + size)]
    if values.size <= 24:
        after_point = digits(values) if places is None else places
        rows = (
            f"{name}: {' '.join(tidy(v, after_point) for v in row)}" for name, row in zip(names, values, strict=True)
        )
        told.append(sentence("; ".join(rows)))
    if shares is not None:
        told.append(weighting_words(shares, names))
    return " ".join(told)


def weighting_words(shares: Float[ndarray, "slots"], names: Sequence[str]) -> str:
    """`The weighting: most on slot 2 with 87 %.`, or that it is equal everywhere."""
    if np.ptp(shares) < 0.005:
        return f"The weighting is equal: {percent(float(shares.mean()))} on each."
    best = int(shares.argmax())
    return f"The weighting is largest on {names[best]} with {percent(float(shares[best]))}."


def lookup(memory: Any, key: Any, similarity: Any, weighting: Any, labels: Sequence[str] | None = None) -> Picture:
    """Addressing by content as one column, top to bottom: memory, key, similarity, weighting, what is read.

    memory      (slots, width)  each slot a column here
    key         (width,)        comes in from the right: the controller gives it
    similarity  (slots,)        -1 ... 1
    weighting   (slots,)        simplex
    labels      a name a slot; None numbers them

    Raises ValueError when the sizes do not fit the memory.
    """
    values = _memory(memory, "lookup")
    wanted = numbers(key)
    check_shape("key", wanted.shape, values.shape[1:], "lookup")
    likeness = _a_slot("similarity", similarity, values, "lookup")
    shares = _a_slot("weighting", weighting, values, "lookup")
    names = _names(labels, len(values), "lookup")
    recalled = shares @ values
    wide, tall = min(0.58, 4.2 / len(values)), min(0.28, 1.7 / values.shape[1])
    block = values.shape[1] * tall
    height = 2 * block + 2.9
    figure, axes = sheet(8.0, height)
    left, span = 1.75, len(values) * wide
    top = height - 0.45
    size = max(float(np.abs(values).max()), float(np.abs(wanted).max()), 1e-9)
    for column, name in enumerate(names):
        say(axes, left + (column + 0.5) * wide, top + 0.13, name, SMALL, QUIET, ha="center")
    _grid(axes, left, top, values.T, (wide, tall), size)
    _stage(axes, top - block / 2, "memory, one\nslot a column", "")
    middle = left + span / 2
    _key(axes, left + span, top, block, wanted, tall, size, middle + _pill_width(COMPARE) / 2)
    y = top - block - 0.3
    _step(axes, middle, top - block, y, COMPARE)
    top = y - 0.3
    strip(axes, left, top, likeness[None], (wide, 0.3), SIGN_MAP, -1.2, 1.2)
    _print(axes, left, top, likeness[None], (wide, 0.3), 2, np.abs(likeness[None]) / 1.2)
    _stage(axes, top - 0.15, "similarity", "cosine, −1 … 1 (Eq. 6)", left + span)
    y = top - 0.6
    _step(axes, middle, top - 0.3, y, "× key strength, softmax")
    top = y - 0.3
    strip(axes, left, top, shares[None], (wide, 0.3), MAGNITUDE_MAP)
    _print(axes, left, top, shares[None], (wide, 0.3), 2, shares[None])
    _stage(axes, top - 0.15, "weighting", "sums to 1 (Eq. 5)", left + span)
    _read_out(axes, left, top - 0.3, shares, wide, recalled, tall, size)
    return picture(figure, lookup_words(names, likeness, shares))


def lookup_words(names: Sequence[str], likeness: ndarray, shares: ndarray) -> str:
    """Which slot resembles the key most, and what share it gets."""
    best = int(likeness.argmax())
    similar = f"{names[best]} resembles the key most, with similarity {tidy(float(likeness[best]), 2)}"
    return f"{sentence(similar)} {weighting_words(shares, names)} What is read is the slots blended by these shares."


def _pill_width(verb: str) -> float:
    return 0.35 + 0.075 * len(verb)


def _step(axes: Axes, x: float, start: float, y: float, verb: str) -> None:
    """A pill between two strips, with a thin arrow through it."""
    line(axes, [(x, start - 0.03), (x, y + 0.13)])
    pill(axes, x, y, verb, _pill_width(verb), 0.27)
    arrow(axes, [(x, y - 0.14), (x, y - 0.28)])


def _stage(axes: Axes, y: float, name: str, note: str, right: float = 0.0) -> None:
    """What a strip is, at its left; what its numbers may be, at its right."""
    say(axes, 1.55, y, name, SMALL, INK, ha="right")
    if note:
        say(axes, right + 0.15, y, note, SMALL, QUIET)


def _key(
    axes: Axes, right: float, top: float, block: float, key: ndarray, tall: float, size: float, pill_right: float
) -> None:
    """The key across a dotted line: it is the controller's, not the memory's."""
    line(axes, [(right + 0.35, top + 0.2), (right + 0.35, top - block - 0.45)], "#999999", linestyle=(0, (1, 2)))
    say(axes, right + 0.5 + 0.29, top + 0.13, "key", SMALL, QUIET, ha="center")
    _grid(axes, right + 0.5, top, key[:, None], (0.58, tall), size)
    say(axes, right + 1.2, top - block / 2, "from the\ncontroller", SMALL, QUIET)
    y = top - block - 0.3
    arrow(axes, [(right + 0.79, top - block - 0.03), (right + 0.79, y), (pill_right + 0.03, y)])


def _read_out(
    axes: Axes, left: float, top: float, shares: ndarray, wide: float, recalled: ndarray, tall: float, size: float
) -> None:
    """Many thin lines from the slots into one vector, each as thick as the slot's share."""
    x, bottom = left + len(shares) * wide / 2, top - 0.5
    for slot, share in enumerate(shares):
        thickness = 0.4 + 3.2 * float(share)
        line(axes, [(left + (slot + 0.5) * wide, top - 0.03), (x, bottom + 0.03)], READ, linewidth=thickness, alpha=0.8)
    _grid(axes, x - 0.29, bottom, recalled[:, None], (0.58, tall), size)
    y = bottom - len(recalled) * tall / 2
    say(axes, 1.55, y, "● what is read", SMALL, READ, ha="right")
    say(axes, x + 0.44, y, "the slots blended\nby their shares (Eq. 2)", SMALL, QUIET)


def _grid(
    axes: Axes,
    left: float,
    top: float,
    values: ndarray,
    cell: tuple[float, float],
    size: float = 0.0,
    places: int | None = None,
) -> None:
    """Numbers of both signs as cells, printed where there are few enough to read."""
    size = size or max(float(np.abs(values).max()), 1e-9)
    strip(axes, left, top, values, cell, SIGN_MAP, -1.15 * size, 1.15 * size)
    if cell[0] >= 0.3 and cell[1] >= 0.17:
        after_point = digits(values) if places is None else places
        _print(axes, left, top, values, cell, after_point, np.abs(values) / (1.15 * size))


def _print(
    axes: Axes, left: float, top: float, values: ndarray, cell: tuple[float, float], places: int, shades: ndarray
) -> None:
    size = SMALL if cell[0] >= 0.45 else SMALL - 1
    print_numbers(axes, left, top, values, cell, places, shades, size)


def digits(values: Float[ndarray, "..."]) -> int:
    """Digits after the point: none for whole numbers, one or two where they say something."""
    for places in (0, 1):
        if np.allclose(values, np.round(values, places), atol=1e-9):
            return places
    return 2


def _bars_right(axes: Axes, left: float, top: float, shares: ndarray, tall: float, wide: float) -> None:
    """One bar a slot with its number, and a thin line where bars begin."""
    say(axes, left, top + 0.13, "weighting", SMALL, QUIET)
    for row, share in enumerate(shares):
        y = top - (row + 0.5) * tall
        axes.add_patch(Rectangle((left, y - 0.3 * tall), wide * float(share), 0.6 * tall, color=MEMORY))
        say(axes, left + wide * float(share) + 0.06, y, f"{share:.2f}", SMALL, INK)
    line(axes, [(left, top), (left, top - len(shares) * tall)], THIN)


def _memory(memory: Any, context: str) -> Float[ndarray, "slots width"]:
    values = numbers(memory)
    if values.ndim != 2 or values.size == 0:
        raise invalid("memory", "have axes (slots, width) and at least one number", values.shape, context)
    return values


def _a_slot(name: str, given: Any, memory: ndarray, context: str) -> Float[ndarray, "slots"]:
    values = numbers(given)
    check_shape(name, values.shape, (len(memory),), context)
    return values


def _names(labels: Sequence[str] | None, count: int, context: str) -> list[str]:
    if labels is None:
        return [f"slot {number}" for number in range(count)]
    if len(labels) != count:
        raise invalid("labels", f"be one a slot, {count}", len(labels), context)
    return [str(label) for label in labels]
