"""The frame of the pointer demo: slots with their shares and pulls, and the same slots as points of a plane."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.scene import Point, Scene
from ntm_lib.figures import style
from ntm_lib.figures.canvas import tidy
from ntm_lib.figures.planes import label_side, outline_of, ticks
from ntm_lib.figures.pointers import FLAT, JUMP, pull_text

ROW, TOP = 38, 56  # of the table, CSS pixels
CELLS, BARS, BAR, ARROWS = 66, 172, 120, 400
PLANE_LEFT, PLANE_TOP, PLANE_SIDE = 570, 6, 258
MARGIN = 28
_SMALL: dict[str, Any] = {"size": 11, "colour": style.QUIET}


def draw_table(
    scene: Scene, memory: Float[ndarray, "slots 2"], shares: Float[ndarray, "slots"], chosen: int | None
) -> None:
    """What each slot holds and its share; `chosen` is the one slot that a hard pointer takes."""
    scene.text(CELLS + 44, TOP - 10, "holds", size=11, colour=style.QUIET, anchor="middle")
    scene.text(BARS, TOP - 10, "share", size=11, colour=style.QUIET)
    for slot, share in enumerate(shares):
        middle = TOP + (slot + 0.5) * ROW
        is_chosen = slot == chosen
        scene.text(CELLS - 8, middle + 4, f"slot {slot}", size=12, anchor="end", bold=is_chosen)
        _vector(scene, CELLS, middle - 15, memory[slot], float(np.abs(memory).max()))
        width = BAR * float(np.clip(share, 0, 1))
        scene.box(BARS, middle - 10, width, 20, fill=style.MEMORY)
        words = f"{100 * share:.0f} %" + ("  ◄ read" if is_chosen else "")
        scene.text(BARS + width + 6, middle + 4, words, size=12, bold=is_chosen)
    scene.line([(BARS, TOP), (BARS, TOP + len(shares) * ROW)], style.THIN)


def _vector(scene: Scene, left: float, top: float, vector: Float[ndarray, "2"], size: float) -> None:
    """Two numbers in their cells."""
    scene.heat(left, top, vector[None], (44, 30), style.SIGN_MAP, -1.15 * size, 1.15 * size)
    for place, number in enumerate(vector):
        is_dark = abs(number) > 0.69 * size
        text = tidy(float(number), 0 if number == round(number) else 2)
        colour = "#ffffff" if is_dark else style.INK
        scene.text(left + 44 * place + 22, top + 20, text, size=12, colour=colour, anchor="middle")
    scene.line([(left + 44, top), (left + 44, top + 30)], style.THIN)


def draw_pulls(scene: Scene, pulled: Float[ndarray, "slots"]) -> None:
    """An arrow a slot: to the right more of it would bring the read nearer, to the left less. A dot is no pull."""
    scene.text(ARROWS, TOP - 26, "pull on the share", bold=True, anchor="middle")
    scene.text(ARROWS, TOP - 10, "◄ less      more ►", size=11, colour=style.QUIET, anchor="middle")
    scene.line([(ARROWS, TOP), (ARROWS, TOP + len(pulled) * ROW)], style.THIN)
    most = max(float(np.abs(pulled).max()), 20.0)  # small pulls stay small arrows: near the target all fade
    for slot, pull in enumerate(pulled):
        _pull(scene, TOP + (slot + 0.5) * ROW, float(pull), 62 * float(np.clip(pull / most, -1, 1)))


def _pull(scene: Scene, y: float, pull: float, length: float) -> None:
    if abs(pull) <= FLAT:
        scene.dot(ARROWS, y, 4, style.INK)
        scene.text(ARROWS + 10, y + 4, "0", size=12)
        return
    reach = length if abs(length) > 9 else float(np.copysign(9, length))
    draw_arrow(scene, (ARROWS, y), (ARROWS + reach, y), 3)
    is_up = pull > 0
    text = pull_text(pull) if pull < 0 or abs(pull) > JUMP else f"+{pull_text(pull)}"
    scene.text(ARROWS + (-8 if is_up else 8), y + 4, text, size=12, anchor="end" if is_up else "start")


def draw_arrow(scene: Scene, start: Point, end: Point, thickness: float = 1.5, colour: str = style.INK) -> None:
    """A line with a head of two strokes."""
    scene.line([start, end], colour, thickness)
    x, y = end[0] - start[0], end[1] - start[1]
    far = max(float(np.hypot(x, y)), 1e-9)
    x, y = 7 * x / far, 7 * y / far
    ends = [(end[0] - x + side * 0.6 * y, end[1] - y - side * 0.6 * x) for side in (1, -1)]
    scene.line([ends[0], end, ends[1]], colour, thickness)


def draw_plane(
    scene: Scene,
    memory: Float[ndarray, "slots 2"],
    came: Float[ndarray, "2"],
    target: Float[ndarray, "2"],
    is_pulled: bool = True,
) -> None:
    """The slots as points, the outline that no read leaves, the target as a ring, what is read as a dot.

    is_pulled  whether an arrow says which way the read should go: a pointer that feels nothing has none
    """
    low, high = memory.min(axis=0), memory.max(axis=0)
    scale = (PLANE_SIDE - 2 * MARGIN) / float((high - low).max())
    middle = PLANE_LEFT + PLANE_SIDE / 2, PLANE_TOP + PLANE_SIDE / 2
    centre = (low + high) / 2

    def at(point: Float[ndarray, "2"]) -> Point:
        x, y = (np.asarray(point) - centre) * scale
        return middle[0] + float(x), middle[1] - float(y)

    _axes(scene, at, low, high)
    outline = outline_of(memory)
    corners = [at(corner) for corner in outline]
    for pair in itertools.pairwise([*corners, corners[0]]):
        scene.line(list(pair), style.MEMORY, 1)
    here = at(np.clip(came, low - 1, high + 1))
    for slot, point in enumerate(memory):
        scene.dot(*at(point), 5, style.MEMORY)
        _slot_number(scene, slot, at(point), label_side(point, memory, outline), here)
    _ring(scene, at(target), 11)
    if is_pulled and np.hypot(*(np.array(here) - at(target))) > 26:
        draw_arrow(scene, here, _short_of(here, at(target), 13))
    scene.dot(*here, 7, style.READ)
    _legend(scene)


def _slot_number(scene: Scene, slot: int, point: Point, side: tuple[float, float], read: Point) -> None:
    """Beside its point; on the other side where the dot of what is read would cover it."""
    right, up = side
    if np.hypot(point[0] + 19 * right - read[0], point[1] - 20 * up - read[1]) < 15:
        right, up = -right, -up
    x, y = point[0] + 19 * right, point[1] - 20 * up + 5
    scene.text(x, y, str(slot), size=13, colour=style.MEMORY, anchor="middle", bold=True)


def _axes(scene: Scene, at: Callable[[ndarray], Point], low: Float[ndarray, "2"], high: Float[ndarray, "2"]) -> None:
    """Lines through 0 and their names, and numbers along the left and the bottom edge."""
    zero = at(np.zeros(2))
    right, bottom = PLANE_LEFT + PLANE_SIDE, PLANE_TOP + PLANE_SIDE
    scene.line([(PLANE_LEFT, zero[1]), (right, zero[1])], style.THIN)
    scene.line([(zero[0], PLANE_TOP), (zero[0], bottom)], style.THIN)
    scene.line([(PLANE_LEFT, PLANE_TOP), (PLANE_LEFT, bottom), (right, bottom)], style.THIN)
    for number in ticks(low[0], high[0]):
        scene.text(at(np.array([number, 0]))[0], bottom + 13, tidy(number, 0), **_SMALL, anchor="middle")
    for number in ticks(low[1], high[1]):
        scene.text(PLANE_LEFT - 5, at(np.array([0, number]))[1] + 4, tidy(number, 0), **_SMALL, anchor="end")
    scene.text(zero[0] - 6, bottom - 5, "second number ↑", **_SMALL, anchor="end")
    scene.text(PLANE_LEFT + 4, zero[1] + 14, "first number →", **_SMALL)


def _ring(scene: Scene, at: Point, radius: float) -> None:
    """A circle as a line: the target."""
    turns = np.linspace(0, 2 * np.pi, 25)
    scene.line([(at[0] + radius * float(np.cos(t)), at[1] + radius * float(np.sin(t))) for t in turns], style.INK, 2)


def _short_of(start: Point, end: Point, gap: float) -> Point:
    way = np.array(end) - start
    stop = np.array(end) - gap * way / np.hypot(*way)
    return float(stop[0]), float(stop[1])


def _legend(scene: Scene) -> None:
    y = PLANE_TOP + PLANE_SIDE + 32
    scene.dot(PLANE_LEFT + 16, y - 4, 6, style.READ)
    scene.text(PLANE_LEFT + 28, y, "what is read", size=12, colour=style.READ)
    _ring(scene, (PLANE_LEFT + 140, y - 4), 7)
    scene.text(PLANE_LEFT + 154, y, "target (slot 3)", size=12)


def draw_came(scene: Scene, came: Float[ndarray, "2"], target: Float[ndarray, "2"], size: float) -> None:
    """What is read and the target as vectors, under the table."""
    top = TOP + 5 * ROW + 12
    scene.text(CELLS - 8, top + 20, "● read", size=12, colour=style.READ, anchor="end", bold=True)
    _vector(scene, CELLS, top, came, size)
    scene.text(BARS + 62, top + 20, "target", size=12, anchor="end", bold=True)
    _vector(scene, BARS + 70, top, target, size)
    distance = float(((came - target) ** 2).sum())
    scene.text(ARROWS - 56, top + 20, f"squared distance {distance:.2f}", size=12)
