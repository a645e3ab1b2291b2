"""The strips that stand over a film, as in the paper's Figure 6: what goes in, what comes out."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.figures.arrays import numbers, one_sequence
from ntm_lib.figures.canvas import bit_strip, line, say
from ntm_lib.figures.png import heat
from ntm_lib.figures.style import INPUT, OUTPUT, QUIET, SIGN_MAP, SMALL, THIN
from ntm_lib.tasks import Batch

WIDE = 3.35  # inches: one column


class Panel(NamedTuple):
    """One strip of a column."""

    name: str
    values: Float[ndarray, "rows time"]
    paint: str  # a colour for bits, or a map for numbers of both signs


def above_writes(trace: Any, sequence: int, batch: Batch | None, vectors: bool) -> list[Panel]:
    """The inputs, where there is a batch, and what each write head added, where vectors are wanted."""
    panels = []
    if batch is not None:
        panels.append(Panel("input", one_sequence(batch.inputs, sequence, "film").T, INPUT))
    if vectors:
        added = one_sequence(trace.write_controls.add_vector, sequence, "film")
        panels += [Panel("added", added[:, head].T, SIGN_MAP) for head in range(added.shape[1])]
    return panels


def above_reads(trace: Any, sequence: int, batch: Batch | None, logits: Any, vectors: bool) -> list[Panel]:
    """The answers, where there are logits, and what each read head read, where vectors are wanted."""
    panels = []
    if logits is not None:
        said = 1 / (1 + np.exp(-np.clip(one_sequence(logits, sequence, "film"), -60, 60)))
        if batch is not None:  # what a machine says before it is asked is noise
            said = said * numbers(batch.mask)[:, sequence, None]
        panels.append(Panel("answer", said.T, OUTPUT))
    if vectors:
        what = one_sequence(trace.read_vectors, sequence, "film")
        panels += [Panel("what was read", what[:, head].T, SIGN_MAP) for head in range(what.shape[1])]
    return panels


def _height(panel: Panel) -> float:
    return len(panel.values) * min(0.085, WIDE / panel.values.shape[1])


def rows_height(columns: dict[str, list[Panel]]) -> float:
    """The room that the taller column needs."""
    return max(sum(_height(panel) + 0.36 for panel in panels) for panels in columns.values())


def draw_panel(axes: Axes, left: float, top: float, panel: Panel) -> float:
    """A strip of the width of a film with its name above. Returns where the next one starts."""
    say(axes, left, top - 0.02, panel.name, SMALL, QUIET)
    cell = (WIDE / panel.values.shape[1], _height(panel) / len(panel.values))
    if panel.paint.startswith("#"):
        bit_strip(axes, left, top - 0.15, panel.values, cell, panel.paint)
    else:
        size = float(np.abs(panel.values).max()) or 1.0  # full colour at the largest number
        draw_image(axes, left, top - 0.15, WIDE, _height(panel), panel.values, panel.paint, -size, size)
    return top - _height(panel) - 0.36


def draw_image(
    axes: Axes,
    left: float,
    top: float,
    width: float,
    height: float,
    values: Float[ndarray, "rows columns"],
    map_name: str,
    low: float = 0.0,
    high: float = 1.0,
) -> None:
    """Many cells as an image on the page, the first row at the top, with a thin frame."""
    page = axes.get_xlim(), axes.get_ylim()  # imshow would pull the limits to its own extent
    colours = heat(values, map_name, low=low, high=high)
    extent = (left, left + width, top - height, top)
    axes.imshow(colours, extent=extent, aspect="auto", interpolation="nearest", zorder=1)
    axes.set_xlim(page[0])
    axes.set_ylim(page[1])
    corners = [(left, top), (left + width, top), (left + width, top - height), (left, top - height), (left, top)]
    line(axes, corners, THIN, linewidth=0.7)
