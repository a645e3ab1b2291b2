"""A focus that walks round the ring: slots upward, time to the right, and what the fullest slot still holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.errors import check_axes, check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import chart, line, say, sheet
from ntm_lib.figures.films import every
from ntm_lib.figures.panels import draw_image
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import (
    BET_WORDS,
    FONT,
    FONT_SIZE,
    INK,
    MAGNITUDE_MAP,
    MEMORY,
    PREDICTION,
    QUIET,
    SMALL,
    THIN,
)
from ntm_lib.figures.words import percent, plural, sentence

LEFT, WHOLE, GAP, TALL, CHART = 0.85, 7.05, 0.45, 1.75, 1.1  # inches
BELOW = CHART + 0.75  # where films begin
MOST_WALKS = 3
NEARLY_FULL = 60  # per cent: from here on words go under a line


def bumps(walks: Any, labels: Sequence[str], asked: Any = None, prediction: float | None = None) -> Picture:
    """Weightings through time, side by side, each over the share of its fullest slot.

    walks       up to 3 of (time, slots)  the weighting before the first step, and after each step
    labels      a name a walk, such as "sharpening 1"
    asked       (time,)  the slot that the head was told to be on; drawn as dots
    prediction  per cent that the learner said the fullest slot of the first walk holds at the end

    Raises ValueError when there is not one label a walk, or the walks differ in shape.
    """
    found = [numbers(walk) for walk in walks]
    if not 0 < len(found) <= MOST_WALKS or len(labels) != len(found):
        raise invalid("labels", f"be one a walk, of 1 to {MOST_WALKS} walks", len(labels), "bumps")
    for walk in found:
        check_axes("walks", walk.shape, "(time, slots)", "bumps")
        check_shape("walks", walk.shape, found[0].shape, "bumps, as the first one")
    told = None if asked is None else numbers(asked)
    if told is not None:
        check_shape("asked", told.shape, found[0].shape[:1], "bumps, as the walks' time")
    figure, page = sheet(8.1, BELOW + TALL + 0.35)
    wide = (WHOLE - (len(found) - 1) * GAP) / len(found)
    for number, (walk, label) in enumerate(zip(found, labels, strict=True)):
        left = LEFT + number * (wide + GAP)
        _film(page, left, BELOW + TALL, wide, walk, label, told)
        axes = chart(figure, left, 0.5, wide, CHART)
        _shares(axes, walk, prediction if number == 0 else None)
    _sides(page)
    return picture(figure, bump_words(found, labels, told, prediction))


def bump_words(
    walks: Sequence[Float[ndarray, "time slots"]],
    labels: Sequence[str],
    asked: Float[ndarray, "time"] | None,
    prediction: float | None,
) -> str:
    """What the fullest slot holds at the end of each walk, and whether it is the slot that was asked for."""
    told = []
    for walk, label in zip(walks, labels, strict=True):
        slot, share = int(walk[-1].argmax()), float(walk[-1].max())
        told.append(sentence(f"{label}: {percent(share)} on slot {slot} after {plural(len(walk) - 1, 'step')}"))
    if asked is not None:
        told.append(f"Asked for: slot {int(asked[-1])}.")
    if prediction is not None:
        told.append(f"You said {prediction:g} %.")
    return " ".join(told)


def _film(
    axes: Axes, left: float, top: float, wide: float, walk: ndarray, label: str, asked: Float[ndarray, "time"] | None
) -> None:
    """One walk, slot 0 at the bottom, with a dot on the slot that was asked for."""
    steps, count = walk.shape
    say(axes, left, top + 0.14, label, FONT_SIZE, weight="bold")
    draw_image(axes, left, top, wide, TALL, walk.T[::-1], MAGNITUDE_MAP)
    row, column = TALL / count, wide / steps
    for slot in range(0, count, every(0.17 / row)):
        y = top - TALL + (slot + 0.5) * row
        line(axes, [(left - 0.05, y), (left, y)], THIN)
        say(axes, left - 0.09, y, str(slot), SMALL, QUIET, ha="right")
    if asked is not None:
        x = left + (np.arange(steps) + 0.5) * column
        y = top - TALL + (asked + 0.5) * row
        axes.plot(x, y, "o", markersize=2.2, color="white", markeredgecolor=INK, markeredgewidth=0.6, zorder=3)
        say(axes, left + wide, top + 0.14, "○ the slot asked for", SMALL, QUIET, ha="right")


def _shares(axes: Axes, walk: Float[ndarray, "time slots"], prediction: float | None) -> None:
    """What the fullest slot holds at each step, under the film's own steps, with the number and the bet at the end."""
    steps = len(walk) - 1
    share = 100 * walk.max(axis=1)
    axes.set_xlim(-0.5, steps + 0.5)
    axes.set_ylim(-4, 112)
    axes.set_yticks([0, 50, 100])
    axes.set_xticks(range(0, steps + 1, every(steps / 9)))
    axes.set_xlabel("step", fontsize=SMALL, color=QUIET, family=FONT)
    axes.grid(axis="y", color="#EEEEEE", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.plot(share, color=MEMORY, linewidth=2)
    place, below = (-14, 6 if share[-1] < NEARLY_FULL else -6), share[-1] >= NEARLY_FULL
    style: dict[str, Any] = {"textcoords": "offset points", "fontsize": FONT_SIZE, "family": FONT, "color": MEMORY}
    axes.annotate(
        percent(share[-1] / 100), (steps, share[-1]), place, ha="right", va="top" if below else "bottom", **style
    )
    if prediction is not None:
        _bet(axes, steps, float(share[-1]), prediction)


def _bet(axes: Axes, step: int, truth: float, prediction: float) -> None:
    """A cross where the learner said that the line would end, joined to where it does."""
    axes.plot([step, step], [truth, prediction], color=PREDICTION, linewidth=1.6, linestyle="--", zorder=4)
    look: dict[str, Any] = {"markersize": 9, "markeredgecolor": INK, "markeredgewidth": 0.7, "clip_on": False}
    axes.plot(step, prediction, "X", color=PREDICTION, zorder=5, **look)
    height = 25 if truth >= NEARLY_FULL else 75  # where the line is not, and between two of the grid's
    style: dict[str, Any] = {"ha": "right", "va": "center", "family": FONT, "weight": "bold"}
    axes.text(0.85 * step, height, f"✕ you said {prediction:g} %", fontsize=FONT_SIZE, color=BET_WORDS, **style)


def _sides(page: Axes) -> None:
    """What goes up each panel, at the far left."""
    say(page, LEFT - 0.5, BELOW + TALL / 2, "slot", SMALL, QUIET, ha="center", rotation=90)
    say(page, LEFT - 0.5, 0.5 + CHART / 2, "fullest slot, %", SMALL, QUIET, ha="center", rotation=90)
