"""The figure of `breaks_first`: how often, where, how, and how sharp. Its sentences are in `breaks_words`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from benchmarks.break_causes import CAUSES, PARTS
from benchmarks.breaks_words import NAMES, controllers, example_name, failed, machines, runs, words, wrong_bits
from ntm_lib.figures import Picture, picture
from ntm_lib.figures.canvas import chart, say, sheet, tint
from ntm_lib.figures.style import FONT, INK, MEMORY, OUTPUT, PAPER, QUIET, READ, SMALL, THIN, WRITE

LOOKS = {
    "elsewhere": (READ, "read elsewhere", "////"),
    "overwritten": (WRITE, "overwritten", ""),
    "other": (PAPER, "other", ".."),
}
LINES = {"lstm": MEMORY, "feedforward": OUTPUT}
BITS = 8
LEFT, RIGHT = 0.25, 4.45  # inches from the left: where a panel begins
TOP, BOTTOM = 5.65, 2.65  # its title's height; the chart is 2.2 inches below


def breaks_first(report: Mapping[str, Any]) -> Picture:
    """Four charts of the report that `breaks_first` writes, and what they say."""
    figure, page = sheet(8.4, 5.9)
    slots = report["paper_slots"]
    _how_often(chart(figure, LEFT + 0.35, TOP - 2.2, 3.3, 1.9), report)
    _where(figure, report)
    _how(chart(figure, LEFT + 0.35, BOTTOM - 2.2, 3.3, 1.9), report["example"])
    _how_sharp(chart(figure, RIGHT + 0.35, BOTTOM - 2.2, 3.3, 1.9), report)
    length = report["machines"][0]["focus"]["length"]
    for x, y, title, below in (
        (LEFT, TOP, f"How often: sequences that fail, {slots} slots", "vectors (left bar LSTM, right feed-forward)"),
        (RIGHT, TOP, f"Where: wrong bits by place in the answer, {slots} slots", "eighth of the answer"),
        (LEFT, BOTTOM, f"How: {example_name(report['example'])}, {slots} slots", "step (slots upward)"),
        (RIGHT, BOTTOM, f"How sharp: smallest peak, {length:,} vectors, with room", "vector"),
    ):
        say(page, x, y, title, 9, INK, weight="bold")
        say(page, x + 2.0, y - 2.56, below, SMALL, QUIET, ha="center")
    return picture(figure, " ".join(words(report)))


def _how_often(axes: Axes, report: Mapping[str, Any]) -> None:
    """Two bars a length, each cut by what was behind the first wrong vector."""
    for place, controller in enumerate(controllers(report)):
        found = runs(report, controller, roomy=False)
        lengths = sorted({run["length"] for run in found})
        below = np.zeros(len(lengths))
        for cause in CAUSES:
            color, name, hatch = LOOKS[cause]
            here = [[run for run in found if run["length"] == length] for length in lengths]
            shares = np.array([failed(some, [cause]) / (len(some) * report["sequences"]) for some in here])
            x = np.arange(len(lengths)) + (place - 0.5) * 0.42
            look: dict[str, Any] = {"color": color, "hatch": hatch, "edgecolor": "white", "linewidth": 0.3}
            axes.bar(x, shares, 0.38, bottom=below, label=None if place else name, **look)
            below += shares
    axes.set_xticks(range(len(lengths)), [str(length) for length in lengths])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylim(0, max(0.05, 1.1 * axes.get_ylim()[1]))
    _key(axes, "upper left")


def _where(figure: Figure, report: Mapping[str, Any]) -> None:
    """A map for each controller: lengths upward, place in the answer to the right, darker where more bits are wrong."""
    names = controllers(report)
    maps = {name: _shares(report, name) for name in names}
    most = max(0.01, *(shares.max() for _, shares in maps.values()))
    for place, (name, (lengths, shares)) in enumerate(maps.items()):
        axes = chart(figure, RIGHT + 0.35 + 1.75 * place, TOP - 2.3, 1.5, 1.9)
        axes.imshow(tint(shares / most, INK), origin="lower", aspect="auto", interpolation="nearest")
        axes.set_yticks(range(len(lengths)), [str(length) for length in lengths] if place == 0 else [])
        axes.set_xticks([0, PARTS - 1], ["first", "last"])
        peak = "none" if not shares.any() else f"most {shares.max():.0%}"
        axes.set_title(f"{NAMES[name]} ({peak})", fontsize=SMALL, fontfamily=FONT, color=QUIET, pad=3)


def _shares(report: Mapping[str, Any], controller: str) -> tuple[list[int], np.ndarray]:
    """(lengths, share of wrong bits at each length and part of the answer)."""
    found = runs(report, controller, roomy=False)
    lengths = sorted({run["length"] for run in found})
    rows = []
    for length in lengths:
        here = [run for run in found if run["length"] == length]
        asked = length / PARTS * BITS * report["sequences"] * len(here)
        rows.append(wrong_bits(here) / asked)
    return lengths, np.array(rows)


def _how(axes: Axes, example: Mapping[str, Any]) -> None:
    """Both heads' weightings as points, fainter where there is less, and the vectors that were overwritten."""
    for name, color, marker in (("write", WRITE, "s"), ("read", READ, "o")):
        step, slot, percent = np.array(example[name]).T
        axes.scatter(step, slot, 3, tint(0.25 + percent / 134, color), marker=marker, linewidths=0)
        axes.plot([], [], marker, color=color, markersize=3, linewidth=0, label=f"{name} head")
    length, lost = example["length"], np.array(example["overwritten"], int)
    axes.axvline(length, color=THIN, linewidth=0.9)
    slots = np.array(example["written_in"])[lost - 1]
    axes.plot(length + lost, slots, "x", color=INK, markersize=5, linewidth=0, label="lost")
    _key(axes, "best")


def _how_sharp(axes: Axes, report: Mapping[str, Any]) -> None:
    """Lines that lie on each other are of different width, so that all can be seen."""
    lowest = 1.0
    for width, controller in zip((3.2, 1.3), controllers(report), strict=False):
        focus = [each["focus"] for each in machines(report, controller)]
        for name, line in (("write", "-"), ("read", ":")):
            curve = np.median([run[name] for run in focus], axis=0)
            lowest = min(lowest, float(curve.min()))
            x = 1 + np.arange(len(curve)) * focus[0]["stretch"]
            axes.plot(x, curve, line, color=LINES[controller], linewidth=width, label=f"{NAMES[controller]}, {name}")
    axes.set_ylim(max(0.0, lowest - 0.25), 1.02)
    _key(axes, "lower left")


def _key(axes: Axes, where: Any) -> None:
    axes.legend(loc=where, fontsize=SMALL - 1, frameon=False, labelcolor=QUIET)
