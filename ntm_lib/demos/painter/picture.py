"""The painter's picture: a memory, what two heads write on it, and the numbers in the slots that they point at.

A write is an outer product, so that each head's weighting stands beside the slots and its vectors above the columns.
"""

from __future__ import annotations

from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.painter.history import Moment, Pair
from ntm_lib.demos.painter.words import vector_words
from ntm_lib.demos.painting import SLOTS, WIDTH, Write
from ntm_lib.demos.scene import Scene
from ntm_lib.figures import style
from ntm_lib.figures.canvas import tidy
from ntm_lib.figures.words import percent

SHEET, HEIGHT = 850, 366
CELL = 15
LEFT, TOP = 136, 102  # of the memory
STRIP = 32  # the width of one head's weighting
PANEL, NUMBER, LINE = 464, 46, 17  # where the numbers stand, and how large a number's cell is
HALF = WIDTH // 2
NAMES = ("A", "B")
SCALE = "White 0, blue above, red below; full colour at 1 and −1."
DARK = 0.6  # from this shade on, words in a cell are white


def draw(moment: Moment, pending: Moment | None = None) -> Scene:
    """The memory after a step, and the writes that gave it; if `pending`, those that would come next."""
    shown = moment if pending is None else pending
    scene = Scene(SHEET, HEIGHT)
    scene.text(LEFT - 4 - 2 * STRIP, 14, "Next write" if pending else "Last write", size=12, bold=True)
    _memory(scene, moment.memory)
    if shown.pair is None:
        scene.text(PANEL, TOP + 20, "Nothing has been written yet.", colour=style.QUIET)
        return scene
    _marks(scene, shown.pair, outlined=pending is not None)
    for place, head in enumerate(shown.pair):
        _vectors(scene, place, head)
        _weighting(scene, place, head.weighting)
        top = TOP - 4 + place * 128
        _numbers(scene, top, NAMES[place], head, shown, ("now", "next") if pending else ("before", "after"))
    return scene


def thumbnail(memory: Float[ndarray, "slots width"], title: str, note: str = "") -> Scene:
    """The memory alone, under a title and over a note."""
    cell, left, top = 14, 48, 22
    scene = Scene(276, top + SLOTS * cell + 22)
    scene.text(left, 14, title, size=12, bold=True)
    scene.heat(left, top, memory, (cell, cell), style.SIGN_MAP, -1, 1)
    for slot, name in ((0, "slot 0"), (SLOTS - 1, str(SLOTS - 1))):
        scene.text(left - 6, top + slot * cell + 11, name, size=11, anchor="end")
    scene.text(left, top + SLOTS * cell + 14, note, size=11, colour=style.QUIET)
    return scene


def _memory(scene: Scene, memory: Float[ndarray, "slots width"]) -> None:
    scene.heat(LEFT, TOP, memory, (CELL, CELL), style.SIGN_MAP, -1, 1)
    for slot in range(SLOTS):
        name = "slot 0" if slot == 0 else str(slot)
        scene.text(LEFT - 12 - 2 * STRIP, TOP + slot * CELL + 12, name, size=11, anchor="end")
    for column in (0, 5, 10, 15):
        scene.text(LEFT + (column + 0.5) * CELL, TOP + SLOTS * CELL + 14, str(column), size=11, anchor="middle")
    scene.text(LEFT - 8, TOP + SLOTS * CELL + 14, "column", size=11, anchor="end")
    scene.text(PANEL, TOP + SLOTS * CELL + 19, SCALE, size=11, colour=style.QUIET)


def _marks(scene: Scene, pair: Pair, outlined: bool) -> None:
    """A head's letter beside the slot that it points at most; an outline round the columns of a write to come."""
    slots = [int(head.weighting.argmax()) for head in pair]
    for place, (slot, head) in enumerate(zip(slots, pair, strict=True)):
        right = LEFT + WIDTH * CELL + 8 + (14 * place if slots[0] == slots[1] else 0)
        scene.text(right, TOP + slot * CELL + 12, NAMES[place], size=12, colour=style.WRITE, bold=True)
        used = (head.erase_vector != 0) | (head.add_vector != 0)
        if outlined and used.any():
            columns = used.nonzero()[0]
            left, wide = LEFT + columns[0] * CELL, (columns[-1] - columns[0] + 1) * CELL
            scene.box(left, TOP + slot * CELL, wide, CELL, stroke=style.WRITE, thickness=2)


def _vectors(scene: Scene, place: int, head: Write) -> None:
    """The erase and the add vector over the columns, with words beside them."""
    top = 20 + 32 * place
    for line, (verb, vector) in enumerate((("erases", head.erase_vector), ("adds", head.add_vector))):
        y = top + 15 * line
        scene.text(LEFT - 8, y + 11, f"{NAMES[place]} {verb}", size=11, anchor="end")
        if verb == "erases":
            scene.heat(LEFT, y, vector[None], (CELL, 13))
        else:
            scene.heat(LEFT, y, vector[None], (CELL, 13), style.SIGN_MAP, -1, 1)
        scene.text(LEFT + WIDTH * CELL + 10, y + 11, vector_words(vector), size=11)


def _weighting(scene: Scene, place: int, weighting: Float[ndarray, "slots"]) -> None:
    """An upright strip beside the slots, each share in percent in its cell."""
    left = LEFT - 6 - STRIP * (2 - place)
    scene.heat(left, TOP, weighting[:, None], (STRIP, CELL))
    scene.text(left + STRIP / 2, TOP - 5, f"{NAMES[place]}, %", size=11, anchor="middle")
    for slot, share in enumerate(weighting):
        if share >= 0.005:
            colour = "#ffffff" if share > DARK else style.INK
            scene.text(left + STRIP / 2, TOP + slot * CELL + 12, f"{100 * share:.0f}", 11, colour, "middle")


def _numbers(scene: Scene, top: float, name: str, head: Write, moment: Moment, states: tuple[str, str]) -> None:
    """The slot that the head points at most, before and after, eight numbers a line."""
    slot = int(head.weighting.argmax())
    share = percent(float(head.weighting[slot]))
    scene.dot(PANEL + 5, top + 8, 5, style.WRITE, square=True)
    scene.text(PANEL + 16, top + 12, f"Head {name}, slot {slot}: {share} of its weighting", bold=True)
    for half in range(2):
        columns = range(half * HALF, (half + 1) * HALF)
        above = top + 20 + half * (2 * LINE + 16)
        for column in columns:
            middle = PANEL + (column % HALF + 0.5) * NUMBER
            scene.text(middle, above + 10, str(column), size=10, colour=style.QUIET, anchor="middle")
        for line, (state, memory) in enumerate(zip(states, (moment.before, moment.memory), strict=True)):
            y = above + 13 + line * LINE
            scene.text(PANEL - 6, y + 13, state, size=11, anchor="end")
            _row(scene, y, memory[slot, columns.start : columns.stop])


def _row(scene: Scene, y: float, numbers: Float[ndarray, "columns"]) -> None:
    scene.heat(PANEL, y, numbers[None], (NUMBER, LINE), style.SIGN_MAP, -1, 1)
    for place, number in enumerate(numbers):
        colour = "#ffffff" if abs(number) > DARK else style.INK
        scene.text(PANEL + (place + 0.5) * NUMBER, y + 13, tidy(float(number), 2), 11, colour, "middle")
