"""A pointer that follows its gradient, step by step, beside one that has none to follow.

Time runs to the right and slot 0 is on top, as in the tables of the same lesson; the plane beside them shows where each
read went.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.errors import check_axes, check_shape
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import line, say, sheet, strip
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.planes import Plane, draw_legend, draw_read, draw_slots, draw_target, plane
from ntm_lib.figures.style import FONT_SIZE, INK, MAGNITUDE_MAP, QUIET, READ, SMALL
from ntm_lib.figures.words import one_digit, percent

FILM_LEFT, FILM_WIDTH, ROW = 0.62, 4.0, 0.2
SIDE = 2.35
MOST_SHOWN = 61  # steps of a film that are drawn; of a longer one evenly picked ones, both ends among them


def pointer_walk(memory: Any, target: Any, soft: Any, hard: Any) -> Picture:
    """How a soft pointer's weighting moves step by step, and a hard pointer's beside it.

    memory      (slots, 2)
    target      (2,)
    soft, hard  (steps, slots)  the weighting at each step, the start first; the hard one reads its largest share alone

    Raises ValueError when the sizes do not fit.
    """
    values, wanted, gentle, firm = numbers(memory), numbers(target), numbers(soft), numbers(hard)
    check_shape("target", wanted.shape, (2,), "pointer_walk")
    for name, film in (("soft", gentle), ("hard", firm)):
        check_axes(name, film.shape, "(steps, slots)", "pointer_walk")
        check_shape(name, film.shape[1:], values.shape[:1], "pointer_walk, as the slots of memory")
    height = 2 * (len(values) * ROW + 0.62) + 0.1
    figure, axes = sheet(8.1, height)
    _film(axes, height - 0.3, gentle, "soft pointer")
    _film(axes, height - 0.3 - len(values) * ROW - 0.62, firm, "hard pointer")
    where = plane(5.55, height - SIDE - 0.25, SIDE, np.vstack([values, wanted]))
    draw_slots(axes, where, values)
    draw_target(axes, where, wanted)
    _path(axes, where, gentle @ values)
    _hard_mark(axes, where, values[int(firm[-1].argmax())])
    draw_legend(axes, where, True)
    return picture(figure, walk_words(values, wanted, gentle, firm))


def walk_words(values: ndarray, wanted: ndarray, soft: ndarray, hard: ndarray) -> str:
    """How far from the target both begin and end, and which slots the soft pointer passes on its way."""
    far = _distances(soft @ values, wanted)
    where = int(soft[-1].argmax())
    told = [
        f"Soft pointer: in {len(soft) - 1} steps the squared distance goes from {_told(far[0])} to {_told(far[-1])}"
        f", and slot {where} ends with {percent(float(soft[-1, where]))}."
    ]
    passed = [slot for slot in range(len(values)) if slot != where and _rises(soft[:, slot])]
    for slot in passed:
        told.append(f"On the way slot {slot} rises to {percent(float(soft[:, slot].max()))} and falls again.")
    stays = _distances(values[hard.argmax(axis=1)], wanted)
    is_still = bool(np.ptp(hard, axis=0).max() == 0)
    moved = f"no share moves, and the squared distance stays {_told(stays[0])}"
    if not is_still:
        moved = f"the squared distance goes from {_told(stays[0])} to {_told(stays[-1])}"
    told.append(f"Hard pointer: {moved}.")
    return " ".join(told)


def _rises(shares: Float[ndarray, "steps"]) -> bool:
    """Well above both where it began and where it ends."""
    return bool(shares.max() > max(shares[0], shares[-1]) + 0.1)


def _told(distance: float) -> str:
    """Coarse: equal on every processor."""
    if distance < 0.01:
        return "under 0.01"
    return f"{distance:.0f}" if distance >= 1 else one_digit(distance)


def _distances(reads: Float[ndarray, "steps 2"], wanted: Float[ndarray, "2"]) -> Float[ndarray, "steps"]:
    return ((reads - wanted) ** 2).sum(axis=1)


def _film(axes: Axes, top: float, shares: Float[ndarray, "steps slots"], name: str) -> None:
    """Shares as a film: a row a slot, steps to the right, the last shares printed at its end."""
    slots = shares.shape[1]
    shown = shares[np.linspace(0, len(shares) - 1, min(len(shares), MOST_SHOWN)).round().astype(int)]
    say(axes, FILM_LEFT, top + 0.14, f"{name}: share of each slot", FONT_SIZE, weight="bold")
    strip(axes, FILM_LEFT, top, shown.T, (FILM_WIDTH / len(shown), ROW), MAGNITUDE_MAP)
    for slot in range(slots):
        y = top - (slot + 0.5) * ROW
        say(axes, FILM_LEFT - 0.1, y, f"slot {slot}", SMALL, QUIET, ha="right")
        say(axes, FILM_LEFT + FILM_WIDTH + 0.08, y, f"{shares[-1, slot]:.2f}", SMALL, INK)
    bottom = top - slots * ROW - 0.12
    say(axes, FILM_LEFT, bottom, "0", SMALL, QUIET)
    say(axes, FILM_LEFT + FILM_WIDTH, bottom, str(len(shares) - 1), SMALL, QUIET, ha="right")
    say(axes, FILM_LEFT + FILM_WIDTH / 2, bottom, "step →", SMALL, QUIET, ha="center")


def _path(axes: Axes, where: Plane, reads: Float[ndarray, "steps 2"]) -> None:
    """The way of the read, a small dot a step, and a large one at its end."""
    places = [where.at(point) for point in reads]
    line(axes, places, READ, linewidth=1.4, zorder=5)
    axes.plot([x for x, _ in places], [y for _, y in places], ".", color=READ, markersize=3, zorder=5)
    (x, y), before = places[0], places[1][0] > places[0][0]  # beside the start, on the side that the way leaves free
    say(axes, x - 0.08 if before else x + 0.08, y, "start", SMALL, READ, ha="right" if before else "left")
    draw_read(axes, where, reads[-1])


def _hard_mark(axes: Axes, where: Plane, point: Float[ndarray, "2"]) -> None:
    x, y = where.at(point)
    axes.plot([x], [y], "x", color=INK, markersize=9, markeredgewidth=2, zorder=7)
    say(axes, x + 0.12, y - 0.15, "hard pointer", SMALL, INK)
