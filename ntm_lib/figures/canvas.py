"""The pieces that every figure is made of: a page measured in inches, strips of cells, pills, thin lines, words.

A vector is a strip of equal cells with a thin outline; an operation is a pill with its verb in it; lines are thin and
grey. `axes` is always a page of `sheet`, whose unit is the inch, so that sizes mean the same in every figure.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from numpy import ndarray

from ntm_lib.figures.png import heat
from ntm_lib.figures.style import FONT, INK, LIT, QUIET, SMALL, THIN


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """A blank page. The origin is at the bottom left and the unit is the inch; empty margins are cropped away."""
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    return figure, axes


def chart(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """A chart with two spines, at a place of the page in inches."""
    page_width, page_height = figure.get_size_inches()
    axes = figure.add_axes((left / page_width, bottom / page_height, width / page_width, height / page_height))
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(THIN)
    axes.tick_params(labelsize=SMALL, labelfontfamily=FONT, color=THIN, labelcolor=QUIET, length=3, pad=2)
    return axes


def say(axes: Axes, x: float, y: float, text: str, size: float = SMALL, color: str = INK, **how: Any) -> None:
    """Words at a place; `how` goes to matplotlib (`ha`, `va`, `weight`, `rotation`)."""
    how = {"ha": "left", "va": "center", **how}
    weight = how.pop("weight", "normal")
    axes.text(x, y, text, fontproperties=FontProperties(family=FONT, size=size, weight=weight), color=color, **how)


def strip(
    axes: Axes,
    left: float,
    top: float,
    values: Float[ndarray, "rows columns"],
    cell: float | tuple[float, float],
    map_name: str,
    low: float = 0.0,
    high: float = 1.0,
    edge: str = THIN,
) -> None:
    """Numbers as cells in the colours of a map, the first row at the top. `cell` is a side, or (width, height)."""
    cells(axes, left, top, heat(values, map_name, low=low, high=high) / 255.0, cell, edge)


def bit_strip(
    axes: Axes,
    left: float,
    top: float,
    values: Float[ndarray, "rows columns"],
    cell: float | tuple[float, float],
    color: str,
) -> None:
    """Numbers from 0 (white) to 1 (`color`) as cells: bits, or probabilities as shades between."""
    cells(axes, left, top, tint(values, color), cell, THIN)


def tint(values: Float[ndarray, "*axes"], color: str) -> Float[ndarray, "*axes 3"]:
    """White at 0, `color` at 1, the shades between for what lies between."""
    full = np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return 1 - np.clip(values, 0, 1)[..., None] * (1 - full)


def cells(
    axes: Axes,
    left: float,
    top: float,
    colours: Float[ndarray, "rows columns 3"],
    cell: float | tuple[float, float],
    edge: str,
) -> None:
    """Cells with thin outlines in the given colours."""
    width, height = cell if isinstance(cell, tuple) else (cell, cell)
    rows, columns, _ = colours.shape
    squares = [
        Rectangle((left + column * width, top - (row + 1) * height), width, height)
        for row in range(rows)
        for column in range(columns)
    ]
    thickness = min(0.6, 6 * min(width, height))  # many small cells must not turn into a net of lines
    axes.add_collection(
        PatchCollection(squares, facecolors=colours.reshape(-1, 3), edgecolors=edge, linewidths=thickness)
    )


def print_numbers(
    axes: Axes,
    left: float,
    top: float,
    values: Float[ndarray, "rows columns"],
    cell: float | tuple[float, float],
    digits: int,
    shades: Float[ndarray, "rows columns"],
    size: float = SMALL,
) -> None:
    """Each number in the middle of its cell, white where `shades` (0 white to 1 full) is dark."""
    width, height = cell if isinstance(cell, tuple) else (cell, cell)
    for row, column in np.ndindex(*values.shape):
        x, y = left + (column + 0.5) * width, top - (row + 0.5) * height
        color = "white" if shades[row, column] > 0.6 else INK
        say(axes, x, y, tidy(float(values[row, column]), digits), size, color, ha="center", va="center_baseline")


def tidy(value: float, digits: int) -> str:
    """A number with a true minus sign and no minus zero."""
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def outline(axes: Axes, left: float, bottom: float, width: float, height: float, color: str = INK, **how: Any) -> None:
    """A rectangle without filling."""
    how = {"linewidth": 1.2, **how}
    axes.add_patch(Rectangle((left, bottom), width, height, fill=False, edgecolor=color, **how))


def pill(axes: Axes, x: float, y: float, text: str, width: float = 1.0, height: float = 0.3, lit: bool = False) -> None:
    """An operation: its verb in a rounded box around (x, y). A lit one is filled, outlined, bold and marked."""
    box(axes, x - width / 2, y - height / 2, width, height, lit, height / 2)
    say(axes, x, y, mark(text, lit), ha="center", va="center_baseline", weight="bold" if lit else "normal")


def box(axes: Axes, left: float, bottom: float, width: float, height: float, lit: bool, rounding: float = 0.06) -> None:
    """A rounded box, filled and outlined when it is lit."""
    shape = f"round,pad=0,rounding_size={rounding}"
    fill, edge, thickness = (LIT, INK, 1.6) if lit else ("white", "#999999", 0.8)
    axes.add_patch(
        FancyBboxPatch((left, bottom), width, height, shape, facecolor=fill, edgecolor=edge, linewidth=thickness)
    )


def mark(text: str, lit: bool) -> str:
    """The sign of what a lesson builds, in the text: a colour alone tells nothing to many people."""
    return f"► {text}" if lit else text


def line(axes: Axes, points: list[tuple[float, float]], color: str = "#999999", **how: Any) -> None:
    """A thin line through the points."""
    how = {"linewidth": 0.9, "solid_capstyle": "round", **how}
    axes.plot([x for x, _ in points], [y for _, y in points], color=color, **how)


def arrow(axes: Axes, points: list[tuple[float, float]], color: str = "#999999", **how: Any) -> None:
    """A thin line through the points with a small head at its end."""
    if len(points) > 2:
        line(axes, points[:-1], color, **how)
    thickness, style = how.get("linewidth", 0.9), how.get("linestyle", "-")
    look: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 7, "shrinkA": 0, "shrinkB": 0}
    axes.add_patch(FancyArrowPatch(points[-2], points[-1], color=color, linewidth=thickness, linestyle=style, **look))


def curve(axes: Axes, start: tuple[float, float], end: tuple[float, float], color: str = "#999999") -> None:
    """A thin line that leaves and arrives vertically."""
    middle = (start[1] + end[1]) / 2
    path = Path([start, (start[0], middle), (end[0], middle), end], [Path.MOVETO, *[Path.CURVE4] * 3])
    axes.add_patch(PathPatch(path, fill=False, edgecolor=color, linewidth=0.9))


def bracket(axes: Axes, first: float, last: float, y: float, text: str, color: str = QUIET) -> None:
    """A thin bracket over a stretch of steps with its name above."""
    line(axes, [(first, y), (first, y + 0.05), (last, y + 0.05), (last, y)], "#999999")
    say(axes, (first + last) / 2, y + 0.14, text, color=color, ha="center")
