"""Two panels: what a step costs beside the floor, batch by batch, and how its time grows with the number of slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

from ntm_lib.figures.canvas import chart, say, sheet
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT, INK, MEMORY, OUTPUT, QUIET, SMALL, THIN

LOOKS = {"fused": (MEMORY, "o", "-"), "plain": (OUTPUT, "^", "--"), "textbook": (INK, "s", ":")}
WIDTH, HEIGHT = 2.9, 2.4


def draw_speed(data: Mapping[str, Any]) -> Picture:
    """See `speed._figure` for the data."""
    figure, page = sheet(8.4, HEIGHT + 1.1)
    axes = chart(figure, 0.65, 0.55, WIDTH, HEIGHT)
    _lines(axes, data["batches"], data["ratios"], "sequences in a batch")
    axes.axhline(1, color=THIN, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    axes.text(data["batches"][0], 1.06, "the floor: no memory", fontsize=6.5, color=QUIET, family=FONT)
    say(page, 0.65, HEIGHT + 0.8, f"A training step, length {data['length']}: times the floor", 9, INK)
    axes = chart(figure, 4.85, 0.55, WIDTH - 0.2, HEIGHT)
    _lines(axes, data["slots"], data["ms"], "slots N")
    say(page, 4.85, HEIGHT + 0.8, "A training step of one sequence: CPU ms", 9, INK)
    return picture(figure, "")


def _lines(axes: Axes, x: Sequence[float], lines: Mapping[str, Sequence[float]], name: str) -> None:
    """A line a contestant, on logarithmic axes, its name at its right end."""
    axes.set_xscale("log")
    axes.set_yscale("log")
    for contestant, values in lines.items():
        color, marker, style = LOOKS[contestant]
        axes.plot(x, values, color=color, marker=marker, linestyle=style, markersize=4, linewidth=1.5)
        place: dict[str, Any] = {
            "xytext": (6, 0),
            "textcoords": "offset points",
            "va": "center",
            "annotation_clip": False,
        }
        axes.annotate(contestant, (x[-1], values[-1]), color=color, fontsize=SMALL, family=FONT, **place)
    plain_number = FuncFormatter(lambda value, _: f"{value:,g}")
    axes.xaxis.set_major_locator(FixedLocator(list(x)))
    axes.yaxis.set_major_locator(LogLocator(10, subs=(1, 2, 5)))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(plain_number)
        axis.set_minor_locator(NullLocator())
    axes.set_xlabel(name, fontsize=SMALL, color=QUIET, family=FONT)
