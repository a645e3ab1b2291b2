"""The one diagram that heads every lesson: the whole machine, with the part that the lesson builds lit up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from ntm_lib.errors import invalid
from ntm_lib.figures.canvas import arrow, bit_strip, box, curve, line, mark, pill, say, sheet, strip
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import (
    FONT_SIZE,
    INK,
    INPUT,
    LIT,
    MEMORY,
    OUTPUT,
    QUIET,
    READ,
    SIGN_MAP,
    SMALL,
    WRITE,
)
from ntm_lib.figures.words import listed

PARTS = ("input", "controller", "output", "content", "gate", "shift", "sharpen", "write", "read", "memory")
PILLS = {"content": 2.15, "gate": 3.45, "shift": 4.75, "sharpen": 6.05}  # where each stands, in inches
DIALS = {"content": "key, strength", "gate": "gate", "shift": "shift", "sharpen": "sharpening"}
SLOTS, CELLS, CELL = 16, 4, 0.26
STRIP_LEFT, STRIP_TOP = 1.92, 1.42
PILL_Y, BUS_Y, HEAD_Y = 2.64, 2.13, 1.8
WRITE_AT, READ_AT = 4, 11  # the slots that the two heads are over


def machine(lit: Sequence[str] = ()) -> Picture:
    """The machine: input, controller, output above; addressing in the middle; heads and the ring of slots below.

    lit  the parts that a lesson builds, of "input", "controller", "output", "content", "gate", "shift", "sharpen",
         "write", "read", "memory"

    Raises ValueError for a name that is none of these.
    """
    for name in lit:
        if name not in PARTS:
            raise invalid("lit", f"hold only names of {', '.join(PARTS)}", repr(name), "machine")
    figure, axes = sheet(8.0, 4.6)
    _controller(axes, lit)
    _addressing(axes, lit)
    _memory(axes, "memory" in lit)
    _write_head(axes, "write" in lit)
    _read_head(axes, "read" in lit)
    return picture(figure, machine_words(lit), lit_words(lit))  # what is drawn need not be told to who sees it


def machine_words(lit: Sequence[str]) -> str:
    """What the diagram says, and what is lit in it."""
    drawn = (
        "The machine. An input goes to the controller, which gives the output and sets the dials of each head. "
        "A head finds its weighting in four stages: content, gate, shift, sharpen. The write head erases and adds, "
        "the read head reads, both in one ring of memory slots; what was read goes back to the controller."
    )
    return f"{drawn} {lit_words(lit)}".strip()


def lit_words(lit: Sequence[str]) -> str:
    """Which parts are lit; empty when none is."""
    parts = [part for part in PARTS if part in lit]
    if len(parts) == len(PARTS):
        return "Lit in this picture: every part."
    return f"Lit in this picture: {listed(parts)}." if parts else ""


def _controller(axes: Axes, lit: Sequence[str]) -> None:
    bits = np.array([[1.0], [0.0], [1.0], [1.0]])
    for name, left, color, side in (("input", 1.2, INPUT, "right"), ("output", 6.8, OUTPUT, "left")):
        is_lit = name in lit
        if is_lit:
            box(axes, left - 0.08, 3.74, 0.36, 0.72, True)
        bit_strip(axes, left, 4.38, bits, (0.2, 0.14), color)
        place = left - 0.14 if side == "right" else left + 0.36
        say(axes, place, 4.1, mark(name, is_lit), FONT_SIZE, ha=side, weight=_weight(is_lit))
    is_lit = "controller" in lit
    box(axes, 3.1, 3.5, 2.0, 0.94, is_lit)
    say(axes, 4.1, 4.1, mark("controller", is_lit), FONT_SIZE + 1, ha="center", weight=_weight(is_lit))
    say(axes, 4.1, 3.82, "a small neural network", SMALL, QUIET, ha="center")
    arrow(axes, [(1.54, 4.1), (3.08, 4.1)])
    arrow(axes, [(5.12, 4.1), (6.68, 4.1)])


def _weight(lit: bool) -> str:
    return "bold" if lit else "normal"


def _addressing(axes: Axes, lit: Sequence[str]) -> None:
    say(axes, 0.0, PILL_Y, "addressing:\nwhere each\nhead looks", SMALL, QUIET)
    for number, (name, x) in enumerate(PILLS.items()):
        curve(axes, (3.35 + 0.5 * number, 3.49), (x, 3.14))
        say(axes, x, 3.05, DIALS[name], SMALL, QUIET, ha="center")
        arrow(axes, [(x, 2.97), (x, PILL_Y + 0.17)])
        pill(axes, x, PILL_Y, name, 0.98, 0.32, name in lit)
    for before, after in pairwise(PILLS.values()):
        arrow(axes, [(before + 0.5, PILL_Y), (after - 0.51, PILL_Y)])
    arrow(axes, [(STRIP_LEFT - 0.12, 1.12), (1.3, 1.12), (1.3, PILL_Y), (1.64, PILL_Y)], MEMORY)
    _weighting_out(axes)


def _weighting_out(axes: Axes) -> None:
    """The result of the last pill: to both heads, and back into the next step's gate."""
    back = PILL_Y - 0.34
    arrow(axes, [(6.72, PILL_Y), (6.72, back), (3.45, back), (3.45, PILL_Y - 0.17)], linestyle=(0, (2, 2)))
    say(axes, 5.1, back, "weighting of the step before", SMALL, QUIET, ha="center", backgroundcolor="white")
    line(axes, [(6.55, PILL_Y), (6.88, PILL_Y)])
    say(axes, 6.93, PILL_Y, "weighting", SMALL, INK)
    line(axes, [(7.2, PILL_Y - 0.1), (7.2, BUS_Y), (_over(WRITE_AT), BUS_Y)])
    for slot in (WRITE_AT, READ_AT):
        arrow(axes, [(_over(slot), BUS_Y), (_over(slot), HEAD_Y + 0.19)])


def _over(slot: float) -> float:
    return STRIP_LEFT + (slot + 0.5) * CELL


def _memory(axes: Axes, lit: bool) -> None:
    right = STRIP_LEFT + SLOTS * CELL
    bottom = STRIP_TOP - CELLS * 0.15
    if lit:
        axes.add_patch(
            Rectangle((STRIP_LEFT - 0.1, bottom - 0.08), right - STRIP_LEFT + 0.2, 0.76, color=LIT, zorder=0)
        )
        axes.add_patch(
            Rectangle((STRIP_LEFT - 0.1, bottom - 0.08), right - STRIP_LEFT + 0.2, 0.76, fill=False, linewidth=1.6)
        )
    contents = np.random.default_rng(5).normal(0, 0.5, (CELLS, SLOTS))
    strip(axes, STRIP_LEFT, STRIP_TOP, contents, (CELL, 0.15), SIGN_MAP, -1.6, 1.6, "#9FB6C6")
    y = bottom - 0.26
    ends = (STRIP_LEFT + CELL / 2, right - CELL / 2)
    arrow(axes, [(ends[1], bottom - 0.1), (ends[1], y), (ends[0], y), (ends[0], bottom - 0.1)], linestyle=(0, (1, 2)))
    say(axes, (ends[0] + ends[1]) / 2, y, "the slots form a ring", SMALL, QUIET, ha="center", backgroundcolor="white")
    say(axes, right + 0.18, STRIP_TOP - 0.3, mark("memory", lit), FONT_SIZE, MEMORY, weight=_weight(lit))


def _fan(axes: Axes, slot: int, color: str) -> None:
    """Many thin lines between a head and the slots it looks at; the thickest to the slot it looks at most."""
    for step, share in ((-2, 0.05), (-1, 0.2), (0, 1.0), (1, 0.2), (2, 0.05)):
        ends = [(_over(slot), HEAD_Y), (_over(slot + step), STRIP_TOP + 0.02)]
        line(axes, ends, color, linewidth=0.5 + 2.2 * share, alpha=0.85)


def _write_head(axes: Axes, lit: bool) -> None:
    x, y = _over(WRITE_AT), HEAD_Y
    _fan(axes, WRITE_AT, WRITE)
    if lit:
        frame = Rectangle((x - 0.17, y - 0.17), 0.34, 0.34, facecolor=LIT, edgecolor=INK, linewidth=1.6, zorder=3)
        axes.add_patch(frame)
    axes.add_patch(Rectangle((x - 0.09, y - 0.09), 0.18, 0.18, color=WRITE, zorder=4))
    say(axes, x - 0.24, y + 0.08, mark("write head", lit), FONT_SIZE, WRITE, ha="right", weight=_weight(lit))
    arrow(axes, [(3.08, 3.64), (0.98, 3.64), (0.98, y), (1.88, y)], WRITE)
    say(axes, 1.06, 3.51, "what to erase, what to add", SMALL, QUIET)


def _read_head(axes: Axes, lit: bool) -> None:
    x, y = _over(READ_AT), HEAD_Y
    _fan(axes, READ_AT, READ)
    if lit:
        axes.add_patch(Circle((x, y), 0.18, facecolor=LIT, edgecolor=INK, linewidth=1.6, zorder=3))
    axes.add_patch(Circle((x, y), 0.1, color=READ, zorder=4))
    say(axes, x + 0.24, y + 0.08, mark("read head", lit), FONT_SIZE, READ, weight=_weight(lit))
    arrow(axes, [(x + 1.22, y), (7.85, y), (7.85, 3.64), (5.12, 3.64)], READ)
    say(axes, 7.77, 3.51, "what was read", SMALL, QUIET, ha="right")
