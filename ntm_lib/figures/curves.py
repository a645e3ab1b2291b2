"""Learning to copy as a curve, with the paper's own on the same axes and a learner's bet on it."""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator
from numpy import ndarray

from ntm_lib.errors import invalid
from ntm_lib.figures.canvas import chart, say, sheet
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT, INK, MEMORY, PAPER, PREDICTION, QUIET, SMALL, THIN
from ntm_lib.figures.words import one_digit, sentence

CHANCE = 84.0  # bits: 8 a vector, 10.5 vectors on average, each bit a coin
FLOOR = 0.01  # bits a sequence; what is below is drawn here
SOLVED = 1.0  # bits a sequence
SMOOTH = 25  # updates in the running median
PAPER_DATA = Path(__file__).parent / "data" / "paper_copy.csv"
PAPER_LOOK = {
    "NTM-LSTM": ("s", "NTM, LSTM controller"),
    "NTM-FF": ("^", "NTM, feed-forward"),
    "LSTM": ("o", "LSTM alone"),
}


@runtime_checkable
class Progress(Protocol):
    """What is read of a training step: sequences seen so far, and the cost of a sequence in bits."""

    @property
    def sequences(self) -> int:
        """Sequences seen so far."""

    @property
    def bits(self) -> float:
        """Cost of a sequence, in bits."""


class Curve(NamedTuple):
    """A learning curve: sequences seen, and bits a sequence at each."""

    sequences: Float[ndarray, "points"]
    bits: Float[ndarray, "points"]


def learning_curve(
    progress: Sequence[Progress],
    paper: bool = True,
    prediction: float | None = None,
    cursor: float | None = None,
    *,
    prediction_unit: str = "sequences",
) -> Picture:
    """The cost of a sequence while training, on logarithmic axes, with the paper's curves beside it.

    progress    objects with `.sequences` and `.bits`, in order
    paper       True draws our reading of the paper's Figure 3
    prediction  when the learner said that it would be below 1 bit; None draws no bet
    cursor      sequences to mark with a line, such as the moment of a snapshot
    prediction_unit  "sequences", or "updates" when the bet counts those (progress then needs `.update`)

    Raises ValueError when there is no progress to draw, or for another unit.
    """
    if prediction_unit not in ("sequences", "updates"):
        raise invalid("prediction_unit", 'be "sequences" or "updates"', repr(prediction_unit), "learning_curve")
    if len(progress) == 0:
        raise invalid("progress", "hold at least one step", 0, "learning_curve")
    ours = Curve(np.array([p.sequences for p in progress], float), np.array([p.bits for p in progress], float))
    smooth = running_median(ours)
    said = "" if prediction is None else f"you said {prediction:,.0f} {prediction_unit}"
    figure, page = sheet(8.4, 3.75)
    axes = chart(figure, 0.75, 0.55, 5.6, 3.0)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(max(1.0, min(10.0, ours.sequences[0])), 1.2e6 if paper else 1.3 * ours.sequences[-1])
    axes.set_ylim(FLOOR * 0.75, 400)
    _references(axes)
    if paper:
        _draw_paper(axes)
    axes.plot(ours.sequences, np.maximum(ours.bits, FLOOR), ".", color=MEMORY, markersize=3, alpha=0.3, linewidth=0)
    steady = min(SMOOTH // 2, len(smooth.bits) - 1)  # the median of a few batches is still noise
    axes.plot(smooth.sequences[steady:], np.maximum(smooth.bits[steady:], FLOOR), color=MEMORY, linewidth=2.2, zorder=5)
    bet = None if prediction is None else prediction * _sequences_a(prediction_unit, progress[-1])
    _marks(axes, bet, cursor)
    _curve_key(page, paper, said, cursor)
    return picture(figure, curve_words(smooth, paper, said))


def _sequences_a(unit: str, last: Any) -> float:
    """How many sequences one of the learner's units is."""
    return 1.0 if unit == "sequences" else last.sequences / last.update


def running_median(curve: Curve, points: int = SMOOTH) -> Curve:
    """The median of each point and the ones before it, `points` together at most: one batch alone is noise."""
    medians = [np.median(curve.bits[max(0, end - points) : end]) for end in range(1, len(curve.bits) + 1)]
    return Curve(curve.sequences, np.array(medians))


def first_below(curve: Curve, bits: float) -> float | None:
    """The sequences after which a curve is below `bits` and stays there; None if it does not end there."""
    above = np.flatnonzero(curve.bits >= bits)
    if len(above) == 0:
        return float(curve.sequences[0])
    return None if above[-1] == len(curve.bits) - 1 else float(curve.sequences[above[-1] + 1])


@functools.cache
def paper_curves() -> dict[str, Curve]:
    """Our reading of the paper's Figure 3, by model. See `data/README.md`."""
    points: dict[str, list[tuple[float, float]]] = {}
    with PAPER_DATA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            points.setdefault(row["model"], []).append((1000 * float(row["x"]), float(row["cost_bits"])))
    return {model: Curve(*np.array(rows).T) for model, rows in points.items()}


def curve_words(smooth: Curve, paper: bool, said: str) -> str:
    """When the cost falls below 1 bit for good, to the nearest hundred; what the paper and the learner have for it."""
    solved = first_below(smooth, SOLVED)
    start = f"the cost starts near {one_digit(smooth.bits[min(SMOOTH, len(smooth.bits)) - 1])} bits a sequence"
    if solved is None:
        fall = f"after {one_digit(smooth.sequences[-1])} sequences it is still near {one_digit(smooth.bits[-1])} bits"
    else:
        fall = f"it falls below 1 bit after about {max(100, round(solved, -2)):,.0f} sequences"
    told = [sentence(f"{start}; {fall}")]
    if paper:
        first = {model: first_below(curve, SOLVED) for model, curve in paper_curves().items()}
        lstm, plain = (f"{round(first[model] or math.inf, -3):,.0f}" for model in ("NTM-LSTM", "NTM-FF"))
        told.append(
            f"In our reading of the paper's Figure 3 its NTM is below 1 bit after about {lstm} (LSTM controller)"
        )
        told[-1] += f" and {plain} (feed-forward) sequences."
    if said:
        told.append(sentence(said))
    return " ".join(told)


def _references(axes: Axes) -> None:
    for bits in (CHANCE, SOLVED):
        axes.axhline(bits, color=THIN, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda bits, _: "≤ 0.01" if bits <= FLOOR else f"{bits:g}"))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda count, _: f"{count:,.0f}"))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("sequences seen", fontsize=SMALL, color=QUIET, family=FONT)
    axes.set_ylabel("bits a sequence", fontsize=SMALL, color=QUIET, family=FONT)


def _draw_paper(axes: Axes) -> None:
    for model, curve in paper_curves().items():
        marker, _ = PAPER_LOOK[model]
        look: dict[str, Any] = {"markersize": 3.2, "markerfacecolor": "white", "linewidth": 0.8, "linestyle": ":"}
        axes.plot(curve.sequences, np.maximum(curve.bits, FLOOR), color=PAPER, marker=marker, **look)


def _marks(axes: Axes, prediction: float | None, cursor: float | None) -> None:
    for place, color, style in ((prediction, PREDICTION, "--"), (cursor, INK, "-")):
        if place is not None:
            first, last = axes.get_xlim()  # a bet beyond the axis stands at its end
            thickness = 1.8 if style == "--" else 0.9
            axes.axvline(min(max(place, first), last), color=color, linewidth=thickness, linestyle=style)


def _curve_key(page: Axes, paper: bool, said: str, cursor: float | None) -> None:
    """Names at the right, each beside its line and mark."""
    x, y = 6.55, 2.82
    say(page, x, 3.12, "a coin for every bit", SMALL, QUIET)
    rows: list[tuple[str, str, dict[str, Any]]] = [("this machine", MEMORY, {"linewidth": 2.2})]
    if said:
        rows.append((said, PREDICTION, {"linewidth": 1.8, "linestyle": "--"}))
    if cursor is not None:
        rows.append((f"now: {cursor:,.0f} sequences", INK, {"linewidth": 0.9}))
    if paper:
        paper_look = {"linewidth": 0.8, "linestyle": ":", "markersize": 3.6, "markerfacecolor": "white"}
        rows += [(name, PAPER, {**paper_look, "marker": marker}) for marker, name in PAPER_LOOK.values()]
    for name, color, look in rows:
        if name == PAPER_LOOK["NTM-LSTM"][1]:
            say(page, x, y - 0.06, "the paper, our reading\nof its Figure 3:", SMALL, QUIET)
            y -= 0.42
        page.plot([x, x + 0.16, x + 0.32], [y] * 3, color=color, **look)
        say(page, x + 0.42, y, name, SMALL, INK)
        y -= 0.24
