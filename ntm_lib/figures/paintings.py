"""Memories that are looked at as pictures, moment by moment: painted by writes, and taken back again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.errors import invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import outline, say, sheet, tidy
from ntm_lib.figures.panels import draw_image
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT_SIZE, INK, QUIET, SIGN_MAP, SMALL
from ntm_lib.figures.words import plural, sentence, span

LEFT, GAP, TALL, NAMES = 0.42, 0.14, 2.2, 0.42  # inches; TALL is the most, NAMES the room above a film
KEY = 0.16  # inches below the films, for what the colours mean
CLOSE = 1e-5  # below this a number counts as 0: what rounding leaves of a sum that is taken back


def paintings(
    films: Any, labels: Sequence[str], names: Sequence[str], *, back: bool = False, full: float = 0.0
) -> Picture:
    """Films of a memory, one above the other, each moment a picture: slot 0 at the top, white 0, blue above, red below.

    films   (films, moments, slots, width)  or (moments, slots, width) for a single one
    labels  a few words a moment
    names   a few words a film
    back    True where films should end as they began: what is left over is then told, and framed
    full    the number that has the full colour, so that figures can be compared; at least the largest one shown

    Raises ValueError for other axes, or when labels are not one a moment or names not one a film.
    """
    shown = _films(films)
    _check_count("labels", labels, shown.shape[1], "moment")
    _check_count("names", names, len(shown), "film")
    wide = min((7.75 - LEFT - GAP * (len(labels) - 1)) / len(labels), TALL * shown.shape[3] / shown.shape[2])
    tall = wide * shown.shape[2] / shown.shape[3]
    row = tall + 0.62
    height = len(shown) * row + 0.2 + KEY
    figure, axes = sheet(8.0, height)
    size = max(float(np.abs(shown).max()), full, CLOSE)
    for place, (film, name) in enumerate(zip(shown, names, strict=True)):
        top = height - 0.1 - place * row
        _film(axes, top, film, name, labels, (wide, tall), size)
        left_over = leftover(film) if back else None
        if left_over is not None:
            left = LEFT + (len(labels) - 1) * (wide + GAP)
            _frame(axes, left, top - NAMES, film[0].shape, left_over, (wide, tall))
    _colours(axes, size)
    return picture(figure, paintings_words(shown, labels, names, back))


def paintings_words(
    films: Float[ndarray, "films moments slots width"], labels: Sequence[str], names: Sequence[str], back: bool = False
) -> str:
    """A sentence a film: how many numbers are above and below 0 at each moment, and whether it ends as it began."""
    ends = [f" {sentence(_end(film))}" if back else "" for film in films]
    told = [f"{name}, numbers above and below 0 (of {films[0][0].size})" for name in names]
    paths = [_path(film, labels) for film in films]
    return " ".join(f"{sentence(f'{name}: {path}')}{end}" for name, path, end in zip(told, paths, ends, strict=True))


def _path(film: Float[ndarray, "moments slots width"], labels: Sequence[str]) -> str:
    counts = [(int((memory > CLOSE).sum()), int((memory < -CLOSE).sum())) for memory in film]
    return ", ".join(f"{label} {above} and {below}" for (above, below), label in zip(counts, labels, strict=True))


def _end(film: Float[ndarray, "moments slots width"]) -> str:
    left = leftover(film)
    if left is None:
        return "the last memory equals the first, but for rounding"
    rows, columns = left
    off = np.abs(film[-1] - film[0])
    where = f"{span('slot', rows[0], rows[-1])}, {span('column', columns[0], columns[-1])}"
    count = plural(int((off > CLOSE).sum()), "number")
    return f"{count} of the last memory differ from the first, by up to {off.max():.2f} ({where})"


def leftover(film: Float[ndarray, "moments slots width"]) -> tuple[list[int], list[int]] | None:
    """The slots and the columns in which the last memory differs from the first; None where it does not."""
    differs = np.abs(film[-1] - film[0]) > CLOSE
    if not differs.any():
        return None
    return np.flatnonzero(differs.any(axis=1)).tolist(), np.flatnonzero(differs.any(axis=0)).tolist()


def _film(
    axes: Axes, y: float, film: ndarray, name: str, labels: Sequence[str], cell: tuple[float, float], size: float
) -> None:
    """One film: its name, and a picture a moment with its label above. `y` is the upper edge."""
    wide, tall = cell
    top = y - NAMES
    say(axes, LEFT, y - 0.04, name, FONT_SIZE, INK, weight="bold")
    for slot in (0, len(film[0]) - 1):
        say(axes, LEFT - 0.07, top - (slot + 0.5) * tall / len(film[0]), str(slot), SMALL, QUIET, ha="right")
    say(axes, LEFT - 0.3, top - tall / 2, "slot", SMALL, QUIET, ha="center", rotation=90)
    for moment, (memory, label) in enumerate(zip(film, labels, strict=True)):
        left = LEFT + moment * (wide + GAP)
        say(axes, left + wide / 2, top + 0.11, label, SMALL, QUIET, ha="center")
        draw_image(axes, left, top, wide, tall, memory, SIGN_MAP, -size, size)


def _colours(axes: Axes, size: float) -> None:
    """What the colours mean, at the foot of the page."""
    left, wide, y = LEFT + 0.36, 1.6, 0.13
    bar = np.linspace(-size, size, 33)[None]
    draw_image(axes, left, y + 0.06, wide, 0.12, bar, SIGN_MAP, -size, size)
    say(axes, LEFT, y, tidy(-size, 1), SMALL, QUIET)
    say(axes, left + wide + 0.07, y, tidy(size, 1), SMALL, QUIET)


def _frame(
    axes: Axes,
    left: float,
    top: float,
    shape: tuple[int, ...],
    left_over: tuple[list[int], list[int]],
    cell: tuple[float, float],
) -> None:
    """A dashed frame around what is left over."""
    (rows, columns), (slots, width) = left_over, shape
    x, across = cell[0] / width, columns[-1] - columns[0] + 1
    y, down = cell[1] / slots, rows[-1] - rows[0] + 1
    bottom = top - (rows[-1] + 1) * y
    outline(
        axes, left + columns[0] * x, bottom, across * x, down * y, INK, linewidth=1.3, linestyle=(0, (3, 2)), zorder=5
    )


def _films(films: Any) -> Float[ndarray, "films moments slots width"]:
    shown = numbers(films)
    shown = shown[None] if shown.ndim == 3 else shown
    if shown.ndim != 4 or shown.size == 0:
        raise invalid("films", "have axes (films, moments, slots, width), none empty", shown.shape, "paintings")
    return shown


def _check_count(what: str, given: Sequence[str], count: int, noun: str) -> None:
    if len(given) != count:
        raise invalid(what, f"be one a {noun}, {count}", len(given), "paintings")
