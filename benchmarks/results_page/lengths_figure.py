"""Wrong bits against length: the points lie on 0 or above it, on an axis that shows both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ntm_lib.figures.canvas import chart, say, sheet
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT, INK, MEMORY, OUTPUT, QUIET, SMALL, THIN

LOOKS = {"lstm": (MEMORY, "o"), "feedforward": (OUTPUT, "^"), "baseline": (INK, "s")}
NAMES = {"lstm": "NTM, LSTM controller", "feedforward": "NTM, feed-forward", "baseline": "LSTM alone"}
TRAINED = 20  # the longest length in training
LENGTHS = (20, 120, 1_000, 10_000, 100_000)
WRONG = (0, 0.01, 0.1, 1, 10, 100, 1_000)
SIDE = {"lstm": 0.96, "feedforward": 1.04, "baseline": 1.0}  # beside each other where both are at 0


def draw_errors(points: Sequence[Mapping[str, Any]]) -> Picture:
    """Open marks for N above twice the length, filled ones otherwise; bars span the seeds."""
    figure, page = sheet(8.4, 3.6)
    axes = chart(figure, 0.75, 0.55, 5.3, 2.85)
    _axes(axes, max(point["most"] for point in points), max(point["length"] for point in points))
    for point in sorted(points, key=lambda point: point["length"]):
        _mark(axes, point)
    _key(page, points)
    return picture(figure, "")


def _mark(axes: Axes, point: Mapping[str, Any]) -> None:
    color, marker = LOOKS[point["controller"]]
    x = point["length"] * SIDE[point["controller"]]
    axes.plot([x, x], [point["least"], point["most"]], color=color, linewidth=1, zorder=3)
    fill = color if _filled(point) else "white"
    axes.plot(
        [x], [point["mean"]], marker=marker, color=color, markerfacecolor=fill, markersize=6, clip_on=False, zorder=4
    )


def _filled(point: Mapping[str, Any]) -> bool:
    return point["num_slots"] is None or point["num_slots"] <= 2 * point["length"]


def _axes(axes: Axes, most: float, longest: int) -> None:
    axes.set_xscale("log")
    axes.set_yscale("symlog", linthresh=WRONG[1], linscale=0.6)
    axes.set_xlim(15, longest * 1.4)
    axes.set_ylim(0, max(most * 1.6, 1))
    axes.axvspan(15, TRAINED, color=THIN, alpha=0.3, linewidth=0)
    axes.text(TRAINED * 1.05, max(most, 0.6), "trained on lengths\nup to here", fontsize=6.5, color=QUIET, va="top")
    axes.xaxis.set_major_locator(FixedLocator([length for length in LENGTHS if length <= longest]))
    axes.yaxis.set_major_locator(FixedLocator([wrong for wrong in WRONG if wrong <= max(most * 1.6, 1)]))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.set_xlabel("vectors in a sequence", fontsize=SMALL, color=QUIET, family=FONT)
    axes.set_ylabel("wrong bits a sequence", fontsize=SMALL, color=QUIET, family=FONT)


def _key(page: Axes, points: Sequence[Mapping[str, Any]]) -> None:
    """A mark for each model and way to choose N that is there, at the right."""
    shown = {(point["controller"], _filled(point)) for point in points}
    y = 3.1
    for controller, name in NAMES.items():
        for filled in (True, False):
            if (controller, filled) in shown:
                color, marker = LOOKS[controller]
                page.plot([6.35], [y], marker=marker, color=color, markerfacecolor=color if filled else "white")
                room = "" if controller == "baseline" else ", fewer slots" if filled else ",\nN above twice the length"
                say(page, 6.5, y, name + room, SMALL, INK)
                y -= 0.4
    say(page, 6.28, y, "mark: mean over the seeds\nbar: best to worst seed", SMALL, QUIET)
