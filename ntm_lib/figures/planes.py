"""Slots of two numbers as points of a plane: there a read is a point between them, and what is missing an arrow.

A memory whose slots hold two numbers can be seen whole. Everything a weighting can read lies inside the outline of the
slots (Eq. 1 and 2), which no list of numbers shows.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon
from numpy import ndarray

from ntm_lib.errors import invalid
from ntm_lib.figures.canvas import arrow, line, say, tidy
from ntm_lib.figures.style import FONT_SIZE, INK, MEMORY, QUIET, READ, SMALL, THIN

SHADE = "#EAF2F8"  # inside the outline of the slots
BELOW = 0.65  # inches under a plane: its numbers, their name, the legend
TICK = 0.04  # inches
MOST_TICKS = 12
Points = Float[ndarray, "points 2"]


class Plane(NamedTuple):
    """Where a plane of numbers lies on a page: its left bottom corner in inches, and its scale."""

    left: float
    bottom: float
    low: Float[ndarray, "2"]  # the numbers at that corner
    scale: float  # inches for one
    side: float  # inches

    def at(self, point: Float[ndarray, "2"]) -> tuple[float, float]:
        """The place of a point on the page."""
        x, y = (np.asarray(point) - self.low) * self.scale
        return self.left + float(x), self.bottom + float(y)


def plane(left: float, bottom: float, side: float, points: Points, margin: float = 0.3) -> Plane:
    """A square part of the page on which all the points find room.

    Raises ValueError unless the points have two numbers each.
    """
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise invalid("points", "have axes (points, 2) and at least one point", points.shape, "a plane")
    low, high = points.min(axis=0), points.max(axis=0)
    span = max(float((high - low).max()), 1e-9)
    scale = (side - 2 * margin) / span
    return Plane(left, bottom, (low + high) / 2 - side / scale / 2, scale, side)


def outline_of(points: Points) -> Points:
    """The corners of the smallest convex area that holds all points, in order around it."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) < 3:
        return np.array(ordered)
    return np.array([*_chain(ordered), *_chain(ordered[::-1])])


def _chain(ordered: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """One side of the outline, its last corner left to the other side."""
    kept: list[tuple[float, float]] = []
    for point in ordered:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept[:-1]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def draw_slots(axes: Axes, where: Plane, memory: Points) -> None:
    """The axes through 0, the outline that no read can leave, and each slot as a named point."""
    _draw_axes(axes, where)
    outline = outline_of(memory)
    corners = [where.at(corner) for corner in outline]
    axes.add_patch(Polygon(corners, closed=True, facecolor=SHADE, edgecolor=MEMORY, linewidth=0.8, zorder=1))
    for slot, point in enumerate(memory):
        x, y = where.at(point)
        axes.add_patch(Circle((x, y), 0.055, color=MEMORY, zorder=4))
        right, up = label_side(point, memory, outline)
        say(axes, x + 0.22 * right, y + 0.21 * up, str(slot), FONT_SIZE, MEMORY, ha="center", weight="bold")


def label_side(point: Float[ndarray, "2"], memory: Points, outline: Points) -> tuple[float, float]:
    """Which way a slot's number stands from its point: away from the others, and below it for one inside."""
    away = point - memory.mean(axis=0)
    far = float(np.hypot(*away))
    if far < 1e-9 or not (outline == point).all(axis=1).any():
        return 0.0, -0.8
    return float(away[0]) / far, float(away[1]) / far


def ticks(low: float, high: float) -> list[int]:
    """The whole numbers to print along an axis, 0 among them: each, or every second, fourth ... of a longer one."""
    stride = 1
    while (high - low) / stride > MOST_TICKS:
        stride *= 2
    return [number for number in range(math.ceil(low), math.floor(high) + 1) if number % stride == 0]


def _draw_axes(axes: Axes, where: Plane) -> None:
    """Numbers along the left and the bottom edge, lines through 0, and words that say what runs which way."""
    right, top = where.left + where.side, where.bottom + where.side
    high = where.low + where.side / where.scale
    for number in ticks(where.low[0], high[0]):
        x, _ = where.at(np.array([number, 0]))
        line(axes, [(x, where.bottom), (x, top if number == 0 else where.bottom + TICK)], THIN, linewidth=0.7, zorder=0)
        say(axes, x, where.bottom - 0.08, tidy(number, 0), SMALL - 1, QUIET, ha="center")
    for number in ticks(where.low[1], high[1]):
        _, y = where.at(np.array([0, number]))
        line(axes, [(where.left, y), (right if number == 0 else where.left + TICK, y)], THIN, linewidth=0.7, zorder=0)
        say(axes, where.left - 0.05, y, tidy(number, 0), SMALL - 1, QUIET, ha="right")
    line(axes, [(where.left, top), (where.left, where.bottom), (right, where.bottom)], THIN, linewidth=0.7, zorder=0)
    say(axes, (where.left + right) / 2, where.bottom - 0.23, "first number →", SMALL, QUIET, ha="center")
    middle = (where.bottom + top) / 2
    say(axes, where.left - 0.28, middle, "second number →", SMALL, QUIET, ha="center", rotation=90)


def draw_read(axes: Axes, where: Plane, point: Float[ndarray, "2"]) -> None:
    """What is read: a green dot."""
    axes.add_patch(Circle(where.at(point), 0.075, facecolor=READ, edgecolor="white", linewidth=0.8, zorder=6))


def draw_target(axes: Axes, where: Plane, point: Float[ndarray, "2"]) -> None:
    """What ought to be read: a ring."""
    axes.add_patch(Circle(where.at(point), 0.115, fill=False, edgecolor=INK, linewidth=1.6, zorder=5))


def draw_missing(axes: Axes, where: Plane, read: Float[ndarray, "2"], target: Float[ndarray, "2"]) -> None:
    """The arrow from what is read to what ought to be, short of both marks."""
    start, end = np.array(where.at(read)), np.array(where.at(target))
    far = float(np.hypot(*(end - start)))
    if far > 0.3:
        step = (end - start) / far
        ends = [tuple(start + 0.09 * step), tuple(end - 0.125 * step)]
        arrow(axes, [(float(x), float(y)) for x, y in ends], INK, linewidth=1.2)


def draw_legend(axes: Axes, where: Plane, has_target: bool, has_missing: bool = False) -> None:
    """What the marks are, in words, under the plane: ● what is read, ring target, arrow what is missing."""
    left, y = where.left + 0.02, where.bottom - 0.44
    axes.add_patch(Circle((left, y), 0.07, facecolor=READ, edgecolor="white", linewidth=0.8))
    say(axes, left + 0.12, y, "what is read", SMALL, READ)
    if has_target:
        axes.add_patch(Circle((left + 1.0, y), 0.085, fill=False, edgecolor=INK, linewidth=1.4))
        say(axes, left + 1.13, y, "target", SMALL, INK)
    if has_missing:
        arrow(axes, [(left + 1.62, y), (left + 1.85, y)], INK, linewidth=1.2)
        say(axes, left + 1.9, y, "missing", SMALL, INK)
