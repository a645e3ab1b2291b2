"""The picture of the game: addressing as one column from top to bottom, strips between pills (Fig. 2).

What the controller gives enters from the right, across a dotted line; where the head is now goes down the left side
to the gate. A cell's bar is its share, with the number under it; outlines are the target.
"""

from __future__ import annotations

import textwrap

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.drive.column import Column
from ntm_lib.demos.drive.ring import RING, SLOTS, TARGETS, Dials, Target, key_of, shift_words
from ntm_lib.demos.letters import SIDE, picture_of
from ntm_lib.demos.scene import Scene
from ntm_lib.figures import style
from ntm_lib.figures.canvas import tidy
from ntm_lib.figures.words import plural

WIDTH, HEIGHT = 850, 432
LEFT, CELL = 186, 38
RIGHT = LEFT + SLOTS * CELL
CONTROLLER = RIGHT + 16  # the dotted line
MIDDLE = (LEFT + RIGHT) / 2
SIDE_LINE = LEFT - 11
BAR, TALL = 24, 38  # of a bar, and of its cell with the number under it
GAP = 27  # between two strips, with a pill in it
NOW, MEMORY = 46, 90  # tops of the first two strips
STAGES = tuple(MEMORY + 34 + GAP + stage * (TALL + GAP) for stage in range(4))  # tops of the four results
FRAME_HEIGHT = 86
GREY = "#999999"

SAYS = (
    ("Content (Eq. 5): slots", "that resemble the key."),
    ("Gate (Eq. 7): a blend with", "where the head is now."),
    ("Shift (Eq. 8): moved", "along the ring."),
    ("Sharpen (Eq. 9): where", "Move takes the head."),
)
FORMULAS = (
    ("softmax(strength × cosine)",),
    ("gate × content", "+ (1 − gate) × now"),
    ("each step × its share",),
    ("share to the power sharpening,", "divided by the sum"),
)
PILLS = ("content", "gate", "shift", "sharpen")
PILL_WIDTH = 74


def draw(column: Column, dials: Dials, place: int, moves: int, best: dict[int, int]) -> Scene:
    """The whole column for the dials as they stand, under the target and the score."""
    scene = Scene(WIDTH, HEIGHT)
    target = TARGETS[place]
    _header(scene, place, moves, column.previous)
    scene.line([(CONTROLLER, MEMORY - 4), (CONTROLLER, STAGES[3] - GAP / 2 + 10)], GREY, dashed=True)
    _slot_numbers(scene, NOW - 6)
    _say(scene, NOW, ("Where the head is now.", "Outlined: the target."))
    _bars(scene, NOW, column.previous, target)
    _memory(scene)
    _side_line(scene)
    for stage, weighting in enumerate(column[1:5]):
        _stage(scene, stage, dials)
        if weighting is None:
            _trouble(scene, STAGES[stage] + 22, column.trouble)
            break
        _bars(scene, STAGES[stage], weighting, target if stage == 3 else None)
    _slot_numbers(scene, STAGES[3] + TALL + 13)
    _results(scene, place, best)
    return scene


def draw_step(
    heading: str, lines: list[str], weighting: Float[ndarray, "slots"] | None, target: Target, trouble: str = ""
) -> Scene:
    """One frame of the film strip: where the head is after a move, and the dials that took it there."""
    scene = Scene(WIDTH, FRAME_HEIGHT)
    _slot_numbers(scene, 22, letters=True)
    scene.text(SIDE_LINE - 8, 38, heading, size=13, anchor="end", bold=True)
    for row, line in enumerate(textwrap.wrap(f"outlined: {target.name}", 25)):
        scene.text(SIDE_LINE - 8, 55 + 15 * row, line, size=12, colour=style.QUIET, anchor="end")
    for row, line in enumerate(lines):
        scene.text(CONTROLLER + 12, 38 + 16 * row, line, size=12)
    if weighting is None:
        _trouble(scene, 50, trouble)
    else:
        _bars(scene, 28, weighting, target)
    return scene


def _header(scene: Scene, place: int, moves: int, now: Float[ndarray, "slots"]) -> None:
    target = TARGETS[place]
    scene.text(12, 18, f"Target {place + 1} of {len(TARGETS)}: {target.name}", size=13, bold=True)
    done = "✓ reached: " if moves and target.reached(now) else ""
    scene.text(WIDTH - 12, 18, f"{done}{plural(moves, 'move')}, par {target.par}", size=13, anchor="end", bold=True)


def _slot_numbers(scene: Scene, baseline: float, letters: bool = False) -> None:
    scene.text(SIDE_LINE - 8, baseline, "slot", size=11, colour=style.QUIET, anchor="end")
    for slot, letter in enumerate(RING):
        words = f"{slot} {letter}".strip() if letters else str(slot)
        scene.text(LEFT + (slot + 0.5) * CELL, baseline, words, size=11, colour=style.QUIET, anchor="middle")


def _say(scene: Scene, top: float, lines: tuple[str, str], bold: bool = False) -> None:
    for row, line in enumerate(lines):
        scene.text(SIDE_LINE - 8, top + 16 + 14 * row, line, size=11, anchor="end", bold=bold)


def _bars(scene: Scene, top: float, weighting: Float[ndarray, "slots"], target: Target | None) -> None:
    """A strip of cells: the share as a bar that stands on a line, its number under it, a target's share outlined."""
    wanted = np.zeros(SLOTS) if target is None else target.weighting
    for slot, share in enumerate(weighting):
        left, base = LEFT + slot * CELL, top + BAR
        height = (BAR - 2) * min(max(float(share), 0.0), 1.0)
        scene.box(left, top, CELL, TALL, stroke=style.THIN)
        if abs(share) >= 0.005:  # a bar is seen where a number is printed
            scene.box(left + 5, base - height, CELL - 10, height, fill=style.MEMORY)
        if wanted[slot]:
            tall = (BAR - 2) * float(wanted[slot])
            scene.box(left + 3, base - tall, CELL - 6, tall, stroke=style.INK, thickness=2)
        _number(scene, left + CELL / 2, top + TALL - 3, float(share))
    scene.line([(LEFT, top + BAR), (RIGHT, top + BAR)], style.THIN)


def _number(scene: Scene, x: float, baseline: float, share: float) -> None:
    words = tidy(share, 2) if abs(share) < 100 else f"{share:.0e}"
    nothing = words == "0.00"
    colour = style.QUIET if nothing else style.INK
    scene.text(x, baseline, "0" if nothing else words, 11, colour, "middle", bold=share >= 0.495)


def _trouble(scene: Scene, baseline: float, trouble: str) -> None:
    """In place of a result; the caption has all of it."""
    scene.text(LEFT + 8, baseline, f"► {textwrap.shorten(trouble, 64, placeholder=' …')}", size=11, bold=True)


def _memory(scene: Scene) -> None:
    _say(scene, MEMORY, ("What the slots hold:", "most of them nothing."))
    for slot, letter in enumerate(RING):
        left = LEFT + slot * CELL
        scene.box(left, MEMORY, CELL, 34, stroke=style.THIN)
        if letter:
            _letter(scene, left + (CELL - 5 * SIDE) / 2, MEMORY + 4, letter)
        else:
            scene.text(left + CELL / 2, MEMORY + 21, "·", colour=style.QUIET, anchor="middle")


def _letter(scene: Scene, left: float, top: float, letter: str) -> None:
    scene.heat(left, top, (picture_of(key_of(letter)) + 1) / 2, (5, 5), style.INK)


def _side_line(scene: Scene) -> None:
    """Where the head is now, down the left side into the gate."""
    y = STAGES[1] - GAP / 2
    scene.line([(LEFT, NOW + BAR / 2), (SIDE_LINE, NOW + BAR / 2), (SIDE_LINE, y)], GREY)
    _arrow(scene, (SIDE_LINE, y), (MIDDLE - PILL_WIDTH / 2, y))
    scene.text(LEFT + 30, y + 12, "now", size=11, colour=style.QUIET)


def _stage(scene: Scene, stage: int, dials: Dials) -> None:
    """The pill over a result, the dial that comes into it, and what is said at both sides."""
    top = STAGES[stage]
    y = top - GAP / 2
    scene.line([(MIDDLE, top - GAP), (MIDDLE, y)], GREY)
    _arrow(scene, (MIDDLE, y), (MIDDLE, top))
    _arrow(scene, (CONTROLLER + 8, y), (MIDDLE + PILL_WIDTH / 2, y))
    scene.box(MIDDLE - PILL_WIDTH / 2, y - 9, PILL_WIDTH, 17, fill="#ffffff", stroke=GREY, rounding=8)
    scene.text(MIDDLE, y + 4, PILLS[stage], size=11, anchor="middle")
    _say(scene, top, SAYS[stage], bold=stage == 3)
    scene.text(CONTROLLER + 12, y + 4, _dial_words(stage, dials), size=12, bold=True)
    if stage == 0:
        _letter(scene, CONTROLLER + 12, MEMORY + 3, dials.key)
        scene.text(CONTROLLER + 46, MEMORY + 19, "from the controller", size=11, colour=style.QUIET)
    if stage == 2:
        _shift_weighting(scene, top - 7, dials.shift_weighting)
    below = top + (34 if stage == 2 else 14)
    for row, line in enumerate(FORMULAS[stage]):
        scene.text(CONTROLLER + 12, below + 13 * row, line, size=10, colour=style.QUIET)


def _shift_weighting(scene: Scene, top: float, shares: Float[ndarray, "3"]) -> None:
    """The shares of the steps -1, 0 and +1 as a strip of three cells."""
    left, wide = CONTROLLER + 12, 38
    scene.heat(left, top + 13, shares[None], (wide, 16))
    for place, (step, share) in enumerate(zip(("−1", "0", "+1"), shares, strict=True)):
        x = left + (place + 0.5) * wide
        scene.text(x, top + 10, step, size=10, colour=style.QUIET, anchor="middle")
        scene.text(x, top + 25, f"{share:.2f}", 11, "#ffffff" if share > 0.6 else style.INK, "middle")
        scene.box(left + place * wide, top + 13, wide, 16, stroke=style.THIN)


def _dial_words(stage: int, dials: Dials) -> str:
    return (
        f"key {dials.key}, strength {dials.key_strength:g}",
        f"gate {dials.gate:g}",
        f"shift {shift_words(dials.shift)}",
        f"sharpening {dials.sharpening:g}",
    )[stage]


def _arrow(scene: Scene, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A thin line with a small head, along an axis."""
    scene.line([start, end], GREY)
    along = np.sign(np.subtract(end, start))
    for back in range(6):  # a filled head, line by line
        middle, half = np.subtract(end, back * along), back / 2 * along[::-1]
        scene.line([tuple(middle - half), tuple(middle + half)], GREY)


def _results(scene: Scene, place: int, best: dict[int, int]) -> None:
    """The fewest moves of each target, beside its par."""
    y = HEIGHT - 8
    scene.text(SIDE_LINE - 8, y, "fewest moves (par)", size=11, anchor="end")
    for number, target in enumerate(TARGETS):
        moves = f"✓ {best[number]}" if number in best else "–"
        x = LEFT + number * 2 * CELL
        scene.text(x, y, f"{number + 1}:  {moves} ({target.par})", size=11, bold=number == place)
