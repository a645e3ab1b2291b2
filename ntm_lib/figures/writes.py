"""One write step by step, every number printed: who is affected times how much, what goes, what comes.

A row for the erase and one for the add, each an equation in pictures: memory, outer product, result.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.errors import check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import outline, pill, print_numbers, say, sheet, strip, tidy
from ntm_lib.figures.grids import digits
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT_SIZE, INK, MAGNITUDE_MAP, QUIET, SIGN_MAP, SMALL, WRITE
from ntm_lib.figures.words import plural

CELL = (0.43, 0.3)  # inches
MARGIN, SIGN, GAP = 0.55, 0.78, 0.1  # slot names; room for a sign between two grids; between weighting and grid
MOST_WIDE, MOST_SLOTS = 4, 8  # what fits the page with its numbers readable
HEAD = 1.06  # inches of a row above its grids
FORMULAS = {
    "erase": "each number keeps 1 − (share of its slot × erase of its column)   (Eq. 3)",
    "add": "each number gets (share of its slot × add of its column) on top   (Eq. 4)",
}
SIGNS = {"erase": ("× (1 −", ") ="), "add": ("+", "=")}


class Row(NamedTuple):
    """Half of a write: the memory before and after, and the vector that the weighting spreads."""

    verb: str  # "erase" or "add"
    before: Float[ndarray, "slots width"]
    vector: Float[ndarray, "width"]
    after: Float[ndarray, "slots width"]


def one_write(memory: Any, weighting: Any, erase_vector: Any = None, add_vector: Any = None) -> Picture:
    """A write to a small memory as equations in pictures: the erase above, the add below.

    memory        (slots, width)  at most 8 slots of 4 numbers
    weighting     (slots,)
    erase_vector  (width,)        None leaves the erase out
    add_vector    (width,)        None leaves the add out

    Raises ValueError when sizes do not fit, the memory is larger than can be read, or both vectors are None.
    """
    values, shares = _memory(memory), numbers(weighting)
    check_shape("weighting", shares.shape, values.shape[:1], "one_write")
    rows = _rows(values, shares, erase_vector, add_vector)
    tall = len(values) * CELL[1]
    height = len(rows) * (HEAD + tall) + (len(rows) - 1) * 0.35 + 0.3
    figure, axes = sheet(8.4, height)
    size = 1.25 * max(*(float(np.abs(part).max()) for row in rows for part in (row.before, row.after)), 1e-9)
    for place, row in enumerate(rows):
        _draw(axes, height - place * (HEAD + tall + 0.35), row, shares, size)
    say(axes, MARGIN, 0.1, "outlined: a number that has changed", SMALL, QUIET)
    return picture(figure, write_words(rows))


def write_words(rows: list[Row]) -> str:
    """Slot by slot what the erase leaves and what the add makes of it; whole slots that stay are named as such."""
    return " ".join(f"{_names[row.verb]}: {_changes(row)}" for row in rows)


_names = {"erase": "Erase", "add": "Add"}


def _changes(row: Row) -> str:
    places = max(digits(row.before), digits(row.after))
    told = []
    for slot, (old, new) in enumerate(zip(row.before, row.after, strict=True)):
        was, now = (" ".join(tidy(float(v), places) for v in values) for values in (old, new))
        told.append(f"slot {slot} stays {was}" if was == now else f"slot {slot} goes from {was} to {now}")
    return f"{'; '.join(told)}."


def _rows(memory: ndarray, shares: ndarray, erase_vector: Any, add_vector: Any) -> list[Row]:
    rows: list[Row] = []
    for verb, given in (("erase", erase_vector), ("add", add_vector)):
        if given is None:
            continue
        vector = numbers(given)
        check_shape(f"{verb}_vector", vector.shape, memory.shape[1:], "one_write")
        spread = np.outer(shares, vector)
        after = memory * (1 - spread) if verb == "erase" else memory + spread
        rows.append(Row(verb, memory, vector, after))
        memory = after
    if not rows:
        raise invalid("erase_vector", "be given, or add_vector", "None for both", "one_write")
    return rows


def _draw(axes: Axes, y: float, row: Row, shares: ndarray, size: float) -> None:
    """One half of the write, `y` its upper edge; memories have full colour at `size`."""
    slots, width = row.before.shape
    wide, tall, top = width * CELL[0], slots * CELL[1], y - HEAD
    pill(axes, MARGIN + 0.4, y - 0.16, row.verb, 0.8, 0.28, lit=False)
    say(axes, MARGIN + 0.95, y - 0.16, FORMULAS[row.verb], SMALL, QUIET)
    for slot in range(slots):
        say(axes, MARGIN - 0.08, top - (slot + 0.5) * CELL[1], f"slot {slot}", SMALL, QUIET, ha="right")
    before, weighting = MARGIN, MARGIN + wide + SIGN
    spread = weighting + CELL[0] + GAP
    after = spread + wide + 0.72 * SIGN
    _grid(axes, before, top, row.before, SIGN_MAP, size)
    _name(axes, before, top, "memory" if row.verb == "erase" else "memory so far", wide)
    _outer(axes, weighting, top, row, shares)
    middle = top - tall / 2
    say(axes, (before + wide + weighting) / 2, middle, SIGNS[row.verb][0], FONT_SIZE + 3, ha="center")
    say(axes, (spread + wide + after) / 2, middle, SIGNS[row.verb][1], FONT_SIZE + 3, ha="center")
    _grid(axes, after, top, row.after, SIGN_MAP, size)
    _name(axes, after, top, f"after the {row.verb}", wide)
    for slot, column in zip(*np.nonzero(np.abs(row.after - row.before) > 1e-9), strict=True):
        left, bottom = after + column * CELL[0], top - (slot + 1) * CELL[1]
        outline(axes, left + 0.02, bottom + 0.02, CELL[0] - 0.04, CELL[1] - 0.04, WRITE, linewidth=1.4)


def _outer(axes: Axes, left: float, top: float, row: Row, shares: ndarray) -> None:
    """The weighting as a column, the vector as a row, and between them every share times every number."""
    right = left + CELL[0] + GAP
    wide = len(row.vector) * CELL[0]
    spread = np.outer(shares, row.vector)
    map_name = MAGNITUDE_MAP if row.verb == "erase" else SIGN_MAP
    size = 1.25 * (1.0 if row.verb == "erase" else max(float(np.abs(row.vector).max()), 1e-9))
    _grid(axes, left, top, shares[:, None], MAGNITUDE_MAP, 1.25)
    say(axes, left + CELL[0], top + 0.11, "■ weighting", SMALL, WRITE, ha="right")
    up = top + GAP + CELL[1]
    _grid(axes, right, up, row.vector[None], map_name, size)
    say(axes, right + wide / 2, up + 0.12, f"{row.verb} vector", SMALL, INK, ha="center")
    _grid(axes, right, top, spread, map_name, size)


def _name(axes: Axes, left: float, top: float, text: str, wide: float) -> None:
    say(axes, left + wide / 2, top + 0.11, text, SMALL, INK, ha="center")


def _grid(axes: Axes, left: float, top: float, values: ndarray, map_name: str, size: float) -> None:
    """Numbers as cells, each printed; full colour at `size`."""
    low = 0.0 if map_name == MAGNITUDE_MAP else -size
    strip(axes, left, top, values, CELL, map_name, low, size)
    print_numbers(axes, left, top, values, CELL, digits(values), np.abs(values) / size)


def _memory(memory: Any) -> Float[ndarray, "slots width"]:
    values = numbers(memory)
    if values.ndim != 2 or values.size == 0 or len(values) > MOST_SLOTS or values.shape[1] > MOST_WIDE:
        rule = f"have axes (slots, width), at most {plural(MOST_SLOTS, 'slot')} of {plural(MOST_WIDE, 'number')}"
        raise invalid("memory", rule, values.shape, "one_write")
    return values
