"""The ring of slots at one step: where the head was, where it is now, and what the memory holds, slot under slot."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.debugger.recording import Recording
from ntm_lib.demos.debugger.words import head_words, move_words
from ntm_lib.demos.scene import Scene
from ntm_lib.figures import style
from ntm_lib.figures.canvas import tidy

BEFORE, GAP, NOW, MARKS = 15, 26, 17, 20  # heights: the two weightings, the move between them, the head's mark
VECTOR, MOST_ROW = 117.0, 20.0  # height of a whole vector, and of one of its rows at most
MOST_CELL = 72.0  # pixels a slot
LETTER = 7.5  # width of a bold one, roughly
ROOM_FOR_NUMBERS, ROOM_FOR_LINES, ROOM_FOR_A_SLOT_NUMBER = 30.0, 12.0, 32.0
ROOM_FOR_WORDS = 11.0  # height of a row
SMALL_MEMORY = 60  # numbers; larger ones are colours alone


class Ring(NamedTuple):
    """Where the ring stands in a scene."""

    left: float
    top: float
    width: float  # at most
    row: float  # height of one row of the memory

    def cell(self, recording: Recording) -> float:
        """The width of one slot."""
        return min(MOST_CELL, self.width / len(recording.shown.slots))

    def middle(self, recording: Recording, slot: int) -> float:
        """Where a slot's column has its middle."""
        return self.left + (recording.shown.slots.index(slot) + 0.5) * self.cell(recording)

    @property
    def now_top(self) -> float:
        """Where the weighting after the step begins."""
        return self.top + BEFORE + GAP

    @property
    def memory_top(self) -> float:
        """Where the memory begins."""
        return self.now_top + NOW + MARKS

    def row_line(self, row: int) -> float:
        """The base line of a word beside a row of the memory."""
        return self.memory_top + (row + 0.5) * self.row + 4

    def bottom(self, bits: int) -> float:
        """Where the memory ends."""
        return self.memory_top + (bits + 1) * self.row


def row_height(bits: int) -> float:
    """The height of one row of a vector: less where vectors are long, so that a picture keeps its size."""
    return min(MOST_ROW, VECTOR / (bits + 1))


def row_names(bits: int) -> list[str]:
    """The rows of a vector: the first and last bit, and the spare column that has no bit."""
    ends = {0: "bit 0"} | ({bits - 1: f"bit {bits - 1}"} if row_height(bits) >= ROOM_FOR_WORDS else {})
    return [ends.get(row, "") for row in range(bits)] + ["spare"]


def draw_ring(scene: Scene, recording: Recording, step: int, ring: Ring) -> None:
    """The weighting before and after, a line from peak to peak, the memory after the step, and the head's mark."""
    slots, cell = list(recording.shown.slots), ring.cell(recording)
    before, after = recording.before(step), recording.after(step)
    _weighting(scene, before[slots], ring.left, ring.top, (cell, BEFORE))
    _weighting(scene, after[slots], ring.left, ring.now_top, (cell, NOW))
    if step < recording.done:
        end = ring.middle(recording, int(after.argmax())), ring.now_top - 5
        scene.line([(ring.middle(recording, int(before.argmax())), ring.top + BEFORE + 2), end], style.INK, 1.5)
        scene.dot(*end, 3.5, style.INK)
    _memory(scene, recording, step, ring)
    _head(scene, recording, step, ring)


def label_rows(scene: Scene, recording: Recording, step: int, ring: Ring) -> None:
    """What each row of the ring is, at its left; between the weightings, the move."""
    right = ring.left - 8
    names = [(ring.top + 12, "weighting before"), (ring.now_top + 13, "weighting now"), (ring.memory_top - 5, "head")]
    names += [(ring.row_line(place), name) for place, name in enumerate(row_names(recording.bits)) if name]
    for y, name in [*names, (ring.bottom(recording.bits) + 14, "slot")]:
        scene.text(right, y, name, size=11, anchor="end")
    if not row_names(recording.bits)[recording.bits // 2]:
        memory = ring.row_line(recording.bits // 2)
        scene.text(right, memory, "memory now", size=11, colour=style.MEMORY, anchor="end", bold=True)
    moves = move_words(recording, step).split(", ")  # a jump that also steps takes two lines
    for place, words in enumerate(moves):
        y = ring.top + BEFORE + GAP / 2 + 4 + 12 * (place - (len(moves) - 1) / 2)
        scene.text(right, y, words, size=11, anchor="end", bold=True)


def print_cells(
    scene: Scene, left: float, top: float, values: Float[ndarray, "rows columns"], cell: tuple[float, float],
    full: float, digits: int = 2,
) -> None:  # fmt: skip
    """Numbers in the middle of their cells, white on dark; what rounds to 0 is left out.

    full  the size at which a cell has its darkest colour
    """
    for row, column in zip(*np.nonzero(np.abs(values) >= 0.5 * 10**-digits), strict=True):
        value = float(values[row, column])
        colour = "#ffffff" if abs(value) / full > 0.6 else style.INK
        place = left + (column + 0.5) * cell[0], top + (row + 0.5) * cell[1] + 3.5
        scene.text(*place, short(value, digits), size=10, colour=colour, anchor="middle")


def short(value: float, digits: int = 2) -> str:
    """A number, rounded, without zeros that say nothing: `50`, `0.95`."""
    return tidy(value, 0 if abs(value - round(value)) < 0.5 * 10**-digits else digits)


def _weighting(
    scene: Scene, shares: Float[ndarray, "slots"], left: float, top: float, cell: tuple[float, float]
) -> None:
    scene.heat(left, top, shares[None], cell)
    _grid(scene, left, top, (1, len(shares)), cell)
    if cell[0] >= ROOM_FOR_NUMBERS:
        print_cells(scene, left, top, shares[None], cell, 1.0)


def _memory(scene: Scene, recording: Recording, step: int, ring: Ring) -> None:
    """A slot a column, its spare column the last row; slot numbers below."""
    slots, cell = list(recording.shown.slots), ring.cell(recording)
    memory, most = recording.memory_after(step)[slots].T, recording.largest
    top, bottom = ring.memory_top, ring.bottom(recording.bits)
    scene.heat(ring.left, top, memory, (cell, ring.row), style.SIGN_MAP, -most, most)
    _grid(scene, ring.left, top, memory.shape, (cell, ring.row))
    if memory.size <= SMALL_MEMORY and cell >= ROOM_FOR_NUMBERS:
        print_cells(scene, ring.left, top, memory, (cell, ring.row), most)
    spare = bottom - ring.row
    scene.line([(ring.left, spare), (ring.left + len(slots) * cell, spare)], style.INK, dashed=True)
    every = next((every for every in (1, 2, 5, 10, 20, 50) if every * cell >= ROOM_FOR_A_SLOT_NUMBER), 100)
    for slot in slots:
        if slot % every == 0:
            scene.text(ring.middle(recording, slot), bottom + 14, str(slot), size=11, anchor="middle")


def _grid(scene: Scene, left: float, top: float, shape: tuple[int, ...], cell: tuple[float, float]) -> None:
    """Thin lines between cells that are large enough, each set as one line to and fro: it keeps a frame small."""
    if cell[0] < ROOM_FOR_LINES:
        return
    ys, xs = (start + side * np.arange(n + 1) for n, side, start in zip(shape, cell[::-1], (top, left), strict=True))
    scene.line([(x, y) for n, x in enumerate(xs) for y in (ys[0], ys[-1])[:: 1 if n % 2 else -1]], style.THIN)
    scene.line([(x, y) for n, y in enumerate(ys) for x in (xs[0], xs[-1])[:: 1 if n % 2 else -1]], style.THIN)


def _head(scene: Scene, recording: Recording, step: int, ring: Ring) -> None:
    """A mark under the head's slot, frames round its share and its memory, and what it does there."""
    cell, middle = ring.cell(recording), ring.middle(recording, recording.focus(step))
    tall = ring.bottom(recording.bits) - ring.memory_top
    for top, height in ((ring.now_top, NOW), (ring.memory_top, tall)):
        scene.box(middle - cell / 2, top, cell, height, stroke=style.INK, thickness=2)
    words, y, beside = head_words(recording, step), ring.memory_top - 5, 12.0
    room = scene.width - middle - beside
    right = len(words) * LETTER < room or room > middle
    scene.text(middle, y, "▲", anchor="middle")
    place, anchor = (middle + beside, "start") if right else (middle - beside, "end")
    scene.text(place, y, words, size=11, anchor=anchor, bold=True)
