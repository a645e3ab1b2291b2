"""What is left of a memory that a head erases again and again, with a learner's bet on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator
from numpy import ndarray

from ntm_lib.errors import invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import chart, line, say, sheet
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT, FONT_SIZE, INK, MEMORY, PREDICTION, QUIET, SMALL
from ntm_lib.figures.words import percent, plural

LITTLE = 0.01  # when is less than this left?


def fading(left: Any, prediction: float | None = None, limit: float = LITTLE) -> Picture:
    """How much is left after 0, 1, 2 ... erases: on an even scale, and on one where each line is a tenth.

    left        (erases + 1,)  1 at the start; above 0
    prediction  after how many erases the learner said that less than the limit is left
    limit       the part whose first undercutting is ringed, above 0

    Raises ValueError for fewer than two numbers, or one that is not above 0, the limit included.
    """
    values = numbers(left)
    if values.ndim != 1 or len(values) < 2 or not (values > 0).all():
        raise invalid("left", "hold at least two numbers, all above 0", values.tolist(), "fading")
    if not limit > 0:
        raise invalid("limit", "be above 0", limit, "fading")
    figure, page = sheet(8.1, 2.75)
    for place, name in ((0.6, "what is left"), (4.55, "the same, each line a tenth of the one above")):
        axes = chart(figure, place, 0.55, 3.3, 1.85)
        say(page, place, 2.55, name, FONT_SIZE)
        _curve(axes, values, limit, tenths=place > 1)
        if prediction is not None:
            axes.axvline(min(prediction, len(values) - 1), color=PREDICTION, linewidth=1.8, linestyle="--", zorder=1)
    if prediction is not None:
        more = " →" if prediction > len(values) - 1 else ""
        line(page, [(2.55, 2.55), (2.9, 2.55)], PREDICTION, linewidth=1.8, linestyle="--")
        say(page, 2.98, 2.55, f"you said {prediction:g}{more}", SMALL, INK)
    return picture(figure, fading_words(values, prediction, limit))


def _curve(axes: Axes, values: Float[ndarray, "erases"], limit: float, tenths: bool) -> None:
    axes.set_axisbelow(True)
    axes.plot(values, "o-", color=MEMORY, markersize=3.5, linewidth=1.2)
    axes.set_xlim(-0.4, len(values) - 0.6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("erases", fontsize=SMALL, color=QUIET, family=FONT)
    axes.axhline(limit, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    if tenths:
        axes.set_yscale("log")
        axes.yaxis.set_minor_locator(NullLocator())
    else:
        axes.set_ylim(0, 1.06)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:g} %"))
    axes.grid(axis="y", color="#EEEEEE", linewidth=0.8)
    first = first_below(values, limit)
    if first is not None:
        _ring(axes, first, float(values[first]))


def _ring(axes: Axes, erase: int, left: float) -> None:
    """A ring round a point, with the number of its erase above it."""
    axes.plot(erase, left, "o", markersize=9, markerfacecolor="none", color=INK, markeredgewidth=1.2, clip_on=False)
    font = FontProperties(family=FONT, size=SMALL, weight="bold")
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    axes.annotate(
        str(erase), (erase, left), (5, 9), textcoords="offset points", color=INK, font_properties=font, bbox=box
    )


def first_below(values: Float[ndarray, "erases"], limit: float = LITTLE) -> int | None:
    """After how many erases less than the limit is left; None where that is never."""
    below = np.flatnonzero(values < limit)
    return int(below[0]) if len(below) else None


def fading_words(values: Float[ndarray, "erases"], prediction: float | None, limit: float = LITTLE) -> str:
    """What is left early on, and when it is less than the limit."""
    few = min(4, len(values) - 1)
    early = f"After 1 erase {percent(float(values[1]))} is left"
    early += f", after {plural(few, 'erase')} {percent(float(values[few]))}." if few > 1 else "."
    first, little = first_below(values, limit), f"{100 * limit:g} %"
    end = f"In {plural(len(values) - 1, 'erase')} it never falls below {little}."
    if first is not None:
        end = f"It is first below {little} after {plural(first, 'erase')}."
    told = f"{early} {end}"
    return told if prediction is None else f"{told} You said {prediction:g}."
