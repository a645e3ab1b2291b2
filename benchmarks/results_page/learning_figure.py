"""The learning curves: a panel a model, quantiles over seeds as bands, the paper's curve of that model in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ntm_lib.figures.canvas import chart, say, sheet
from ntm_lib.figures.curves import CHANCE, FLOOR, SOLVED, paper_curves
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT, INK, MEMORY, OUTPUT, PAPER, QUIET, SMALL, THIN

COLORS = {"lstm": MEMORY, "feedforward": OUTPUT, "baseline": INK}
FIRST, LAST = 100, 1.2e6  # sequences on the axis: ours end where the paper's begin
WIDTH, HEIGHT, GAP = 2.45, 2.5, 0.2


def draw_curves(panels: Sequence[Mapping[str, Any]]) -> Picture:
    """Panels side by side on the same logarithmic axes; see `learning._panel` for what one holds."""
    figure, page = sheet(max(8.4, 0.75 + len(panels) * (WIDTH + GAP)), HEIGHT + 1.35)
    for number, panel in enumerate(panels):
        left = 0.65 + number * (WIDTH + GAP)
        axes = chart(figure, left, 0.85, WIDTH, HEIGHT)
        _axes(axes, number == 0)
        _draw_panel(axes, panel)
        say(page, left, HEIGHT + 1.05, panel["title"], 9, INK, weight="bold")
        runs = f"{panel['seeds']} seeds" if panel["seeds"] > 1 else "one run"
        say(page, left + WIDTH, HEIGHT + 1.05, runs, SMALL, QUIET, ha="right")
    _key(page)
    return picture(figure, "")


def _draw_panel(axes: Axes, panel: Mapping[str, Any]) -> None:
    color, x = COLORS[panel["controller"]], panel["sequences"]
    lines = np.clip(np.array(panel["quantiles"]), FLOOR, 1e9)
    if panel["seeds"] > 1:
        axes.fill_between(x, lines[0], lines[4], color=color, alpha=0.18, linewidth=0)
        axes.fill_between(x, lines[1], lines[3], color=color, alpha=0.35, linewidth=0)
    axes.plot(x, lines[2], color=color, linewidth=1.8)
    paper = paper_curves()[panel["paper"]]
    look: dict[str, Any] = {"linestyle": ":", "linewidth": 0.8, "marker": "s", "markersize": 2.2}
    axes.plot(paper.sequences, np.maximum(paper.bits, FLOOR), color=PAPER, markerfacecolor="white", **look)


def _axes(axes: Axes, first: bool) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(FIRST, LAST)
    axes.set_ylim(FLOOR * 0.75, 200)
    for bits in (CHANCE, SOLVED):
        axes.axhline(bits, color=THIN, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    axes.xaxis.set_major_locator(FixedLocator([1e3, 1e4, 1e5, 1e6]))
    names = {1e3: "1,000", 1e4: "10,000", 1e5: "100,000", 1e6: "1M"}
    axes.xaxis.set_major_formatter(FuncFormatter(lambda count, _: names[count]))
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda bits, _: "" if not first else "≤ 0.01" if bits <= FLOOR else f"{bits:g}")
    )
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("sequences seen", fontsize=SMALL, color=QUIET, family=FONT)
    if first:
        axes.set_ylabel("bits a sequence", fontsize=SMALL, color=QUIET, family=FONT)
    axes.text(LAST, CHANCE * 1.15, "a coin for every bit", ha="right", fontsize=6.5, color=QUIET, family=FONT)


def _key(page: Axes) -> None:
    """What line and bands are, under the panels."""
    x, y = 0.65, 0.15
    page.plot([x, x + 0.3], [y, y], color=INK, linewidth=1.8)
    say(page, x + 0.38, y, "median of the seeds", SMALL, INK)
    for place, alpha, words in ((2.5, 0.5, "half of them (quartiles)"), (4.55, 0.18, "10 to 90 %")):
        page.fill_between([place, place + 0.3], y - 0.06, y + 0.06, color=INK, alpha=alpha, linewidth=0)
        say(page, place + 0.38, y, words, SMALL, INK)
    look: dict[str, Any] = {"linestyle": ":", "linewidth": 0.8, "marker": "s", "markersize": 3}
    page.plot([5.85, 6.0, 6.15], [y] * 3, color=PAPER, markerfacecolor="white", **look)
    say(page, 6.25, y, "the paper's, our reading", SMALL, INK)
