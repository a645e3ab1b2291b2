"""A hand program's whole run in one picture: what went in, where the head was, what memory holds, what came out.

Steps go to the right in all strips, so that a vector going in, the head writing it and the same vector coming out stand
in columns of one width. Memory stands beside the head's path: both have one row a slot, slots upward.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from jaxtyping import Bool, Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.figures.canvas import bit_strip, bracket, cells, line, outline, say, sheet, tint
from ntm_lib.figures.films import every
from ntm_lib.figures.hand_records import HandRun, Shown, doings, look_at, run_words
from ntm_lib.figures.panels import draw_image
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import (
    FONT_SIZE,
    INK,
    INPUT,
    MAGNITUDE_MAP,
    MEMORY,
    OUTPUT,
    QUIET,
    READ,
    SMALL,
    THIN,
    WRITE,
)
from ntm_lib.figures.walks import Window, window
from ntm_lib.figures.words import plural, span

LEFT, PATH, GAP, BESIDE = 0.95, 5.65, 0.3, 0.9  # inches: names, strips of steps, a gap, memory
NAME = 0.5  # inches that the name of a phase needs
LOWEST_NAMED = 0.13  # inches: a row of at least this much bears its number beside its neighbour's
NOTHING = "#E4E4E4"  # outlines where nothing goes in or nothing is due


def hand_run(run: HandRun, due: Any = None, phase: str = "recall", title: str = "") -> Picture:
    """What went in, the head's path, memory at the end, and what came out, wrong bits boxed.

    run    from `programs.HandMachine.run`
    due    (length, bits)  what should come out in `phase`; None is the vectors that went in
    phase  the phase in which an answer is due

    Raises ValueError when the run has no such phase, or due is not one vector for each of its steps.
    """
    shown = look_at(run, due, phase)
    ring = window([shown.weighting])
    steps = len(shown.phases)
    cell = min(max(0.24, NAME * len(shown.starts) / steps), PATH / steps)
    tall = (cell, 0.085)
    path = min(2.3, max(1.0, 0.14 * len(ring.slots)))
    strips = len(shown.given) * tall[1]
    height = 2 * strips + path + 2.2 + (0.25 if title else 0)
    figure, axes = sheet(LEFT + max(steps * cell, 1.5) + GAP + BESIDE + 0.45, height)
    say(axes, LEFT, height - 0.12, title, FONT_SIZE + 1, weight="bold")
    top = height - (0.65 if title else 0.4)
    _phases(axes, shown, top, cell)
    _bits(axes, top, "goes in", shown.given, tall, INPUT)
    top -= strips + 0.22
    _path(axes, top, shown, ring, cell, path)
    _memory(axes, LEFT + steps * cell + GAP, top, shown.memory, ring, path)
    _doings(axes, top - path - 0.13, shown.writes, cell)
    top -= path + 0.3
    _bits(axes, top, "comes out", shown.answer, tall, OUTPUT)
    _boxes(axes, top, shown.wrong, tall)
    _ticks(axes, top - strips, steps, cell)
    wrong = int(shown.wrong.sum())
    total = f"{wrong} of {plural(shown.due, 'bit')} wrong" + (" (boxed)" if wrong else "")
    say(axes, LEFT, top - strips - 0.42, total, FONT_SIZE, INK, weight="bold")
    if 0 in ring.slots[1:]:
        say(axes, LEFT, top - strips - 0.62, seam_words(ring), SMALL, QUIET)
    return picture(figure, run_words(shown))


def seam_words(ring: Window) -> str:
    """What the dashed line says, and which slots have no row; there are some, as all slots are drawn from slot 0 on."""
    hidden = span("slot", ring.slots[-1] + 1, ring.slots[0] - 1)
    return f"dashed: slot 0 follows slot {ring.num_slots - 1}; {hidden} not drawn"


def _phases(axes: Axes, shown: Shown, top: float, cell: float) -> None:
    """The name of each phase over its steps."""
    for first, end in pairwise([*shown.starts, len(shown.phases)]):
        bracket(axes, LEFT + first * cell + 0.02, LEFT + end * cell - 0.02, top + 0.06, shown.phases[first])


def _bits(
    axes: Axes, top: float, name: str, values: Float[ndarray, "bits time"], cell: tuple[float, float], color: str
) -> None:
    """One strip with its name; grey and empty where there is nothing."""
    rows = len(values)
    say(axes, LEFT - 0.42, top - rows * cell[1] / 2, name, SMALL, INK, ha="right")
    there = ~np.isnan(values).any(axis=0)
    for full, first, last in doings(there.tolist()):
        left, part = LEFT + first * cell[0], values[:, first : last + 1]
        if full:
            bit_strip(axes, left, top, part, cell, color)
        else:
            wide = part.shape[1] * cell[0]
            cells(axes, left, top, np.full((1, 1, 3), 0.95), (wide, rows * cell[1]), NOTHING)


def _path(axes: Axes, top: float, shown: Shown, ring: Window, cell: float, tall: float) -> None:
    """The weighting of each step as a column, slots upward, with the seam of the ring dashed."""
    width = len(shown.phases) * cell
    values = shown.weighting[:, list(ring.slots)].T[::-1]
    draw_image(axes, LEFT, top, width, tall, values, MAGNITUDE_MAP)
    say(axes, LEFT - 0.42, top - tall / 2, "the head\non slot", SMALL, INK, ha="right")
    row = tall / len(ring.slots)
    for place, slot in enumerate(ring.slots):
        if slot % every(0.17 / row) == 0 or (slot == ring.num_slots - 1 and row >= LOWEST_NAMED):
            y = top - tall + (place + 0.5) * row
            line(axes, [(LEFT - 0.05, y), (LEFT, y)], THIN)
            say(axes, LEFT - 0.09, y, str(slot), SMALL, QUIET, ha="right")
    if 0 in ring.slots[1:]:
        y = top - tall + ring.slots.index(0) * row
        line(axes, [(LEFT, y), (LEFT + width, y)], "#888888", linewidth=0.8, linestyle=(0, (4, 3)))


def _memory(
    axes: Axes, left: float, top: float, memory: Float[ndarray, "slots width"], ring: Window, tall: float
) -> None:
    """What the slots hold at the end, one a row, the spare column set apart at the right."""
    values = memory[list(ring.slots)][::-1]
    column = min(0.16, BESIDE / (values.shape[1] + 1))
    spare = left + (values.shape[1] - 1) * column + 0.05
    _image(axes, left, top, values[:, :-1], column, tall, MEMORY)
    _image(axes, spare, top, values[:, -1:], column, tall, INK)
    say(axes, left, top + 0.11, "memory at the end", SMALL, MEMORY)
    say(axes, left, top - tall - 0.11, "bits", SMALL, QUIET)
    say(axes, spare, top - tall - 0.11, "spare", SMALL, QUIET)


def _image(axes: Axes, left: float, top: float, values: ndarray, column: float, tall: float, color: str) -> None:
    page = axes.get_xlim(), axes.get_ylim()
    wide = values.shape[1] * column
    axes.imshow(
        tint(values, color),
        extent=(left, left + wide, top - tall, top),
        aspect="auto",
        interpolation="nearest",
        zorder=1,
    )
    axes.set_xlim(page[0])
    axes.set_ylim(page[1])
    outline(axes, left, top - tall, wide, tall, THIN, linewidth=0.7)


def _doings(axes: Axes, y: float, writes: Sequence[bool], cell: float) -> None:
    """Under the path: where the head writes, and where it only reads."""
    for does, first, last in doings(writes):
        start, end = LEFT + first * cell + 0.02, LEFT + (last + 1) * cell - 0.02
        color, mark, word = (WRITE, "■", "writes") if does else (READ, "●", "only reads")
        line(axes, [(start, y), (end, y)], color, linewidth=1.6)
        room = end - start
        text = f"{mark} {word}" if room > 0.9 else mark
        if room > 0.16:
            say(axes, (start + end) / 2, y, text, SMALL, color, ha="center", backgroundcolor="white")


def _boxes(axes: Axes, top: float, wrong: Bool[ndarray, "bits time"], cell: tuple[float, float]) -> None:
    for row, time in zip(*np.nonzero(wrong), strict=True):
        left, bottom = LEFT + time * cell[0], top - (row + 1) * cell[1]
        outline(axes, left, bottom, *cell, INK, linewidth=min(1.6, 12 * cell[0]), zorder=5)


def _ticks(axes: Axes, bottom: float, steps: int, cell: float) -> None:
    for time in range(0, steps, every(0.36 / cell)):
        x = LEFT + (time + 0.5) * cell
        line(axes, [(x, bottom - 0.02), (x, bottom - 0.06)], THIN)
        say(axes, x, bottom - 0.15, str(time), SMALL, QUIET, ha="center")
    say(axes, LEFT - 0.42, bottom - 0.15, "step", SMALL, QUIET, ha="right")
