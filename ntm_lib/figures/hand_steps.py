"""One step of the hand machine, in the order in which it happens: address, read, write.

One row a slot in all its columns, slot 0 at the top as NumPy prints a memory, so that the row of the slot on which the
head stands can be followed from the weighting through the read to the write.
"""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.errors import check_shape
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import arrow, outline, print_numbers, say, sheet, strip, tidy
from ntm_lib.figures.grids import digits
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import (
    FONT_SIZE,
    INK,
    MAGNITUDE_MAP,
    MEMORY,
    QUIET,
    READ,
    SIGN_MAP,
    SMALL,
    WRITE,
)
from ntm_lib.figures.words import percent, sentence

ROW, CELL = 0.3, 0.36  # inches: a slot's row, a number of a memory
DIALS = ("key", "key_strength", "gate", "shift", "sharpening", "erase_vector", "add_vector")
COLUMNS = {"dials": 0.1, "previous": 2.75, "weighting": 3.55, "before": 4.4, "after": 6.5}


@runtime_checkable
class HandState(Protocol):
    """What the hand machine carries from step to step."""

    @property
    def memory(self) -> Any:
        """`(slots, bits + 1)`."""

    @property
    def weighting(self) -> Any:
        """`(slots,)`."""


def hand_step(before: HandState, controls: Any, read_vector: Any, after: HandState, title: str = "") -> Picture:
    """One step: the dials, the weighting before and after, the memory that is read, the memory that is left.

    before, after  the states around the step: `.memory (slots, bits + 1)` and `.weighting (slots,)`
    controls       `programs.Controls`
    read_vector    (bits + 1,)

    Made for memories of up to about 8 slots and 6 numbers. Raises ValueError when the shapes do not fit.
    """
    old, new = numbers(before.memory), numbers(after.memory)
    read, weighting = numbers(read_vector), numbers(after.weighting)
    check_shape("after.memory", new.shape, old.shape, "hand_step, as before")
    check_shape("read_vector", read.shape, old.shape[1:], "hand_step")
    check_shape("after.weighting", weighting.shape, old.shape[:1], "hand_step")
    block = max(len(old) * ROW, 0.22 * len(DIALS))
    wide = old.shape[1] * CELL
    columns = COLUMNS | {"after": COLUMNS["before"] + wide + 0.75}
    figure, axes = sheet(columns["after"] + wide + 0.3, block + 1.35 + (0.2 if title else 0))
    top = block + 0.8
    say(axes, columns["dials"], top + 0.5, title, FONT_SIZE + 1, weight="bold")
    _dials(axes, columns["dials"], top, controls)
    _weightings(axes, columns, top, numbers(before.weighting), weighting)
    size = max(float(np.abs(old).max()), float(np.abs(new).max()), float(np.abs(read).max()), 1e-9)
    _memory(axes, columns["before"], top, old, "2 ● read", READ, size)
    writes = bool(numbers(controls.erase_vector).any() or numbers(controls.add_vector).any())
    _memory(axes, columns["after"], top, new, "3 ■ write" if writes else "3 ■ nothing written", WRITE, size)
    slot = int(weighting.argmax())
    for left in (columns["before"], columns["after"]):
        outline(axes, left, top - (slot + 1) * ROW, wide, ROW, INK, linewidth=1.6, zorder=5)
    middle = top - (slot + 0.5) * ROW
    if writes:
        arrow(axes, [(columns["before"] + wide + 0.12, middle), (columns["after"] - 0.12, middle)], WRITE)
    _read(axes, columns["before"], top - len(old) * ROW, read, size)
    return picture(figure, step_words(numbers(before.weighting), weighting, read, controls, title))


def step_words(
    previous: Float[ndarray, "slots"],
    weighting: Float[ndarray, "slots"],
    read: Float[ndarray, "width"],
    controls: Any,
    title: str = "",
) -> str:
    """From which slot to which the head goes, what it reads, and what it writes."""
    here, there = int(previous.argmax()), int(weighting.argmax())
    way = f"the head stays on slot {there}" if here == there else f"the head goes from slot {here} to slot {there}"
    told = f"{way}, with {percent(float(weighting[there]))} of the weighting; it reads {vector_words(read)}"
    erases, adds = numbers(controls.erase_vector), numbers(controls.add_vector)
    if erases.any() or adds.any():
        told += f"; it erases by {vector_words(erases)} and adds {vector_words(adds)}"
    else:
        told += "; it writes nothing"
    start = f"{sentence(title)} " if title else ""
    return f"{start}{sentence(told)}"


def vector_words(vector: Float[ndarray, "width"]) -> str:
    """The numbers of a small vector, with as few digits as say something."""
    return " ".join(tidy(float(value), digits(vector)) for value in vector)


def _dials(axes: Axes, left: float, top: float, controls: Any) -> None:
    """The seven dials by name, the values in a column of their own."""
    say(axes, left, top + 0.15, "the dials", FONT_SIZE, INK, weight="bold")
    for place, name in enumerate(DIALS):
        value = getattr(controls, name)
        text = vector_words(numbers(value)) if np.ndim(value) else f"{float(value):g}".replace("-", "−")
        if name == "shift" and float(value) > 0:
            text = f"+{text}"
        y = top - (place + 0.5) * 0.22
        say(axes, left, y, name, SMALL, QUIET)
        say(axes, left + 0.98, y, text, SMALL, INK)


def _weightings(
    axes: Axes, columns: dict[str, float], top: float, previous: Float[ndarray, "slots"], new: Float[ndarray, "slots"]
) -> None:
    """The head's place before and after addressing, one number a slot, and a mark at the largest."""
    for slot in range(len(new)):
        say(axes, columns["previous"] - 0.08, top - (slot + 0.5) * ROW, f"slot {slot}", SMALL, QUIET, ha="right")
    for name, values in (("previous", previous), ("weighting", new)):
        strip(axes, columns[name], top, values[:, None], (0.44, ROW), MAGNITUDE_MAP)
        print_numbers(axes, columns[name], top, values[:, None], (0.44, ROW), 2, values[:, None])
    middle = top - len(new) * ROW / 2
    arrow(axes, [(columns["previous"] + 0.5, middle), (columns["weighting"] - 0.06, middle)])
    say(axes, columns["previous"] + 0.22, top + 0.15, "was", SMALL, QUIET, ha="center")
    say(axes, columns["weighting"] + 0.22, top + 0.15, "1 address", FONT_SIZE, MEMORY, ha="center")
    y = top - (int(new.argmax()) + 0.5) * ROW
    say(axes, columns["weighting"] + 0.6, y, "►", SMALL, INK, ha="center")


def _memory(
    axes: Axes, left: float, top: float, memory: Float[ndarray, "slots width"], name: str, color: str, size: float
) -> None:
    """A memory with its numbers; the spare column named below."""
    strip(axes, left, top, memory, (CELL, ROW), SIGN_MAP, -1.15 * size, 1.15 * size)
    print_numbers(axes, left, top, memory, (CELL, ROW), digits(memory), np.abs(memory) / (1.15 * size))
    say(axes, left, top + 0.15, name, FONT_SIZE, color)


def _read(axes: Axes, left: float, bottom: float, read: Float[ndarray, "width"], size: float) -> None:
    """What was read, below the memory that it was read from."""
    top = bottom - 0.24
    arrow(axes, [(left + len(read) * CELL / 2, bottom - 0.03), (left + len(read) * CELL / 2, top + 0.02)], READ)
    strip(axes, left, top, read[None], (CELL, ROW), SIGN_MAP, -1.15 * size, 1.15 * size, READ)
    print_numbers(axes, left, top, read[None], (CELL, ROW), digits(read), np.abs(read[None]) / (1.15 * size))
    outline(axes, left, top - ROW, len(read) * CELL, ROW, READ, linewidth=1.6)
    say(axes, left - 0.1, top - ROW / 2, "● what was read", SMALL, READ, ha="right")
    say(axes, left + (len(read) + 0.25) * CELL, top - ROW / 2, "the last column is spare", SMALL, QUIET)
