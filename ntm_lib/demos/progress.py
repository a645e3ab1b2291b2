"""Watch a training run: a curve that grows while a person looks, and one last line that is always the same."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from html import escape
from typing import Protocol, TypeVar

import ipywidgets

from ntm_lib import figures
from ntm_lib.errors import check_count
from ntm_lib.figures import curves, style
from ntm_lib.figures.words import plural

SECONDS = 0.5  # between two drawings
WIDTH, HEIGHT = 560, 150
LEFT, TOP, RIGHT, BOTTOM = 50, 10, 12, 24
FLOOR, CEILING = 0.01, 1000.0  # bits a sequence at the ends of the axis
POINTS = 400  # more than these are thinned out


class Progress(curves.Progress, Protocol):
    """Where a run stands after an update: `ntm_lib.training.Progress`."""

    @property
    def update(self) -> int:
        """Updates done; the first is 1."""


Step = TypeVar("Step", bound=Progress)


def watch(progress_iterator: Iterable[Step], total: int) -> list[Step]:
    """Drive a run to its end, show how it goes, and return every step of it.

    progress_iterator  from `ntm_lib.training.train`
    total              updates that the run will take

    Prints one line at the end, such as `1000 updates, 8000 sequences.` An interrupt ends the run early and keeps what
    there is. Raises TypeError or ValueError unless `total` is a whole number of at least 1.
    """
    check_count("total", total, "watch")
    view = _view() if figures.front_end() else None
    steps: list[Step] = []
    drawn = -math.inf
    try:
        for step in progress_iterator:
            steps.append(step)
            if view is not None and time.monotonic() - drawn >= SECONDS:
                view.value = page(steps, total)
                drawn = time.monotonic()
    except KeyboardInterrupt:
        pass  # the stop button: what is trained is kept
    if view is not None:
        view.value = page(steps, total)
    print(last_line(steps))
    return steps


def last_line(steps: Sequence[Progress]) -> str:
    """The one line that stays: it holds no time and no measurement."""
    if not steps:
        return "0 updates, 0 sequences."
    count, sequences = steps[-1].update, steps[-1].sequences
    return f"{count} update{'' if count == 1 else 's'}, {sequences} sequence{'' if sequences == 1 else 's'}."


def page(steps: Sequence[Progress], total: int) -> str:
    """The bar, the numbers and the curve as HTML."""
    if not steps:
        return ""
    now = steps[-1]
    words = f"Update {now.update:,} of {total:,} · {plural(now.sequences, 'sequence')} · {now.bits:.2f} bits a sequence"
    return (
        '<div style="max-width:600px;color:var(--jp-ui-font-color1,#222);line-height:1.5">'
        f"<div>{escape(words)}</div>"
        f'<progress aria-label="Training progress" max="{total}" value="{now.update}" style="width:100%"></progress>'
        f'<div style="background:#fff;border-radius:6px;padding:6px">{_curve(steps, total)}</div></div>'
    )


def _curve(steps: Sequence[Progress], total: int) -> str:
    every = max(1, len(steps) // POINTS)
    points = " ".join(f"{_x(step.update, total):.1f},{_y(step.bits):.1f}" for step in [*steps[::every], steps[-1]])
    words = f"Bits a sequence on a logarithmic axis: {steps[0].bits:.3g} at first, {steps[-1].bits:.3g} now."
    return (
        f'<svg role="img" aria-label="{escape(words)}" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" '
        f'font-size="11" font-family="sans-serif" fill="{style.INK}">{_axes(total)}'
        f'<polyline points="{points}" fill="none" stroke="{style.MEMORY}" stroke-width="1.5"/></svg>'
    )


def _axes(total: int) -> str:
    parts = []
    for bits in (1000, 100, 10, 1, 0.1, 0.01):
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(bits):.1f}" y2="{_y(bits):.1f}" stroke="#e4e4e4"/>'
            f'<text x="{LEFT - 6}" y="{_y(bits) + 4:.1f}" text-anchor="end">{bits:g}</text>'
        )
    for update in (0, total // 2, total):
        parts.append(f'<text x="{_x(update, total):.1f}" y="{HEIGHT - 6}" text-anchor="middle">{update}</text>')
    parts.append(
        f'<text x="{WIDTH - RIGHT}" y="{_y(100) - 4:.1f}" text-anchor="end" fill="{style.QUIET}">'
        "bits a sequence, by update</text>"
    )
    return "".join(parts)


def _x(update: int, total: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT - 10) * min(update / total, 1)


def _y(bits: float) -> float:
    height = math.log10(min(max(bits, FLOOR), CEILING) / FLOOR) / math.log10(CEILING / FLOOR)
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * height


def _view() -> ipywidgets.HTML:
    from IPython.display import display

    view = ipywidgets.HTML()
    display(view)
    return view
