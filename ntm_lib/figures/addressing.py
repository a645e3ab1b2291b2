"""Addressing as one column, read from top to bottom: memory, content, gate, shift, sharpen, and each weighting between.

What the controller gives comes in from the right, across a dotted line that says whose it is. A sentence stands to the
left of each strip and its formula at the far right, so that nothing has to be looked up in a legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib import by_hand
from ntm_lib.errors import check_axes, check_shape
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import arrow, line, pill, print_numbers, say, sheet, strip, tidy
from ntm_lib.figures.grids import digits
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT_SIZE, INK, MAGNITUDE_MAP, MEMORY, QUIET, SIGN_MAP, SMALL
from ntm_lib.figures.words import percent, plural, sentence

LEFT, WORDS, TALL, DEEP = 2.3, 2.0, 0.3, 0.22  # inches: strips start, sentences end, a strip's and a memory's rows
PILL, GAP = 0.3, 0.3  # from a strip to the pill's middle, and from there to the next strip
GIVEN, DIALS = 0.24, 1.18  # from the dotted line to the dials, and the least room for them
FEW = 0.3  # inches: from here on a cell of the shift weighting has room for larger numbers
FORMULAS = {
    "content": r"$w^c_t(i) \propto e^{\beta_t K[k_t,\, M_t(i)]}$",
    "previous": "$w_{t-1}$",
    "gated": r"$w^g_t = g_t\, w^c_t + (1 - g_t)\, w_{t-1}$",
    "shifted": r"$\tilde w_t(i) = \sum_j w^g_t(j)\, s_t(i - j)$",
    "final": r"$w_t(i) \propto \tilde w_t(i)^{\gamma_t}$",
}


class Stages(NamedTuple):
    """What each stage of addressing hands to the next one, `(slots,)` each."""

    content: Float[ndarray, "slots"]
    gated: Float[ndarray, "slots"]
    shifted: Float[ndarray, "slots"]
    final: Float[ndarray, "slots"]


class Dials(NamedTuple):
    """What the controller gives one head."""

    key: Float[ndarray, "width"]
    key_strength: float
    gate: float
    shift_weighting: Float[ndarray, "shifts"]
    sharpening: float


class _Place(NamedTuple):
    """Where the strips stand on the page, in inches."""

    wide: float  # one slot
    right: float  # where the strips end
    border: float  # the dotted line between the memory's and the controller's
    step: float  # one cell of the shift weighting
    symbols: float  # where the formulas start

    @property
    def middle(self) -> float:
        return (LEFT + self.right) / 2


def stages(memory: Any, previous: Any, dials: Dials) -> Stages:
    """Each stage's weighting by the equations of `by_hand`. Raises ValueError where the sizes do not fit."""
    content = by_hand.content_weighting(memory, dials.key, dials.key_strength)
    gated = by_hand.interpolate(content, previous, dials.gate)
    shifted = by_hand.shift(gated, dials.shift_weighting)
    return Stages(content, gated, shifted, by_hand.sharpen(shifted, dials.sharpening))


def addressing(
    memory: Any,
    previous: Any,
    key: Any,
    key_strength: float,
    gate: float,
    shift_weighting: Any,
    sharpening: float,
) -> Picture:
    """Where a head looks, stage by stage, from its dials to its new weighting: the arguments of `address`.

    memory           (slots, width)  each slot a column here; up to 8 slots, and 5 shifts
    previous         (slots,)        where the head was
    key, ...         the head's dials, as `address` takes them

    Raises ValueError when the sizes do not fit the memory.
    """
    values, before = numbers(memory), numbers(previous)
    check_axes("memory", values.shape, "(slots, width)", "addressing")
    check_shape("previous", before.shape, values.shape[:1], "addressing")
    dials = Dials(numbers(key), float(key_strength), float(gate), numbers(shift_weighting), float(sharpening))
    found = stages(values, before, dials)
    place = _place(len(values), len(dials.shift_weighting))
    deep = DEEP * values.shape[1]
    figure, axes = sheet(8.1, deep + 4 * (PILL + GAP + TALL) + 1.05)
    _draw(axes, place, deep + 4 * (PILL + GAP + TALL) + 0.65, values, before, dials, found)
    return picture(figure, addressing_words(before, dials, found))


def addressing_words(previous: Float[ndarray, "slots"], dials: Dials, found: Stages) -> str:
    """What each stage did, in numbers."""
    told = [
        f"content: {_most(found.content)} at key strength {dials.key_strength:g}",
        f"gate {dials.gate:g} leaves {percent(1 - dials.gate)} to the previous focus ({_most(previous)}): "
        f"{_most(found.gated)}",
        f"shift: {steps_words(dials.shift_weighting)}: {_most(found.shifted)}",
        f"sharpening {dials.sharpening:g}: {_most(found.final)}",
    ]
    return " ".join(sentence(part) for part in told)


def steps_words(shift_weighting: Float[ndarray, "shifts"]) -> str:
    """`90 % one up, 10 % stays`."""
    reach = len(shift_weighting) // 2
    named = {0: "stays", 1: "one up", -1: "one down"}
    parts = [
        f"{percent(float(share))} {named.get(step, plural(abs(step), 'slot') + (' up' if step > 0 else ' down'))}"
        for step, share in zip(range(reach, -reach - 1, -1), shift_weighting[::-1], strict=True)
        if round(float(share), 2) > 0
    ]
    return ", ".join(parts)


def _most(weighting: Float[ndarray, "slots"]) -> str:
    if np.ptp(weighting) < 0.005:
        return "all slots alike"
    return f"{percent(float(weighting.max()))} on slot {int(weighting.argmax())}"


def _place(slots: int, shifts: int) -> _Place:
    wide, step = min(0.5, 2.6 / slots), 0.34 if shifts <= 3 else 0.26
    right = LEFT + slots * wide
    border = right + 0.24
    return _Place(wide, right, border, step, border + GIVEN + max(DIALS, shifts * step + 0.2))


def _draw(
    axes: Axes, place: _Place, top: float, memory: ndarray, previous: ndarray, dials: Dials, found: Stages
) -> None:
    start = top
    top = _memory(axes, place, top, memory, dials.key)
    top = _stage(axes, place, top, "content", f"strength {dials.key_strength:g}")
    top = _weighting(axes, place, top, found.content, "Content (Eq. 5): slots\nthat resemble the key.", "content")
    ends = [top + TALL / 2]
    top = _weighting(axes, place, top - 0.08, previous, "Where the head was\none step before.", "previous")
    ends.append(top + TALL / 2)
    gate = top - PILL
    top = _stage(axes, place, top, "gate", f"gate {dials.gate:g}", joined=False)
    _bracket(axes, place, ends, gate)
    top = _weighting(axes, place, top, found.gated, "Gate (Eq. 7): a blend\nof the two above.", "gated")
    at = top - PILL
    top = _stage(axes, place, top, "shift", "")
    _shifts(axes, place, at, dials.shift_weighting)
    top = _weighting(axes, place, top, found.shifted, "Shift (Eq. 8): moved\nalong the ring.", "shifted")
    top = _stage(axes, place, top, "sharpen", f"sharpening {dials.sharpening:g}")
    bottom = _weighting(axes, place, top, found.final, "Sharpen (Eq. 9):\nthe new weighting.", "final", last=True)
    for x, name in ((place.border, "from the controller"), (place.symbols - 0.12, "in symbols")):
        line(axes, [(x, start + 0.36), (x, bottom)], "#999999", linestyle=(0, (1, 2)))
        say(axes, x + 0.12, start + 0.3, name, SMALL, QUIET)


def _memory(axes: Axes, place: _Place, top: float, memory: ndarray, key: ndarray) -> float:
    """The slots as columns under their numbers, and the key as one column more. Returns where they end."""
    size = max(float(np.abs(memory).max()), float(np.abs(key).max()), 1e-9)
    for slot in range(len(memory)):
        say(axes, LEFT + (slot + 0.5) * place.wide, top + 0.12, str(slot), SMALL, QUIET, ha="center")
    say(axes, WORDS, top + 0.12, "slot", SMALL, QUIET, ha="right")
    at = place.border + GIVEN + 0.35
    blocks = ((LEFT, memory.T, place.wide), (at, key[:, None], 0.42))
    for left, values, wide in blocks:
        strip(axes, left, top, values, (wide, DEEP), SIGN_MAP, -1.15 * size, 1.15 * size)
        shades = np.abs(values) / (1.15 * size)
        print_numbers(axes, left, top, values, (wide, DEEP), digits(memory), shades, SMALL - 1)
    bottom = top - DEEP * memory.shape[1]
    say(axes, WORDS, (top + bottom) / 2, "memory, one\nslot a column", SMALL, MEMORY, ha="right")
    say(axes, at - 0.06, (top + bottom) / 2, "key", SMALL, INK, ha="right")
    line(axes, [(at + 0.21, bottom - 0.02), (at + 0.21, bottom - PILL + 0.1)])
    return bottom


def _stage(axes: Axes, place: _Place, top: float, verb: str, dial: str, joined: bool = True) -> float:
    """A pill under a strip, its dial from the right. Returns where the next strip starts."""
    y = top - PILL
    if joined:
        line(axes, [(place.middle, top - 0.02), (place.middle, y + 0.13)])
    pill(axes, place.middle, y, verb, 0.98, 0.26)
    arrow(axes, [(place.middle, y - 0.13), (place.middle, y - GAP + 0.01)])
    arrow(axes, [(place.border + GIVEN - 0.06, y), (place.middle + 0.52, y)])
    if dial:
        say(axes, place.border + GIVEN, y, dial, SMALL, INK)
    return y - GAP


def _weighting(
    axes: Axes, place: _Place, top: float, shares: ndarray, words: str, formula: str, last: bool = False
) -> float:
    """A strip with its numbers, its sentence at the left and its formula at the right. Returns where it ends."""
    cell = (place.wide, TALL)
    strip(axes, LEFT, top, shares[None], cell, MAGNITUDE_MAP, edge=INK if last else "#BBBBBB")
    print_numbers(axes, LEFT, top, shares[None], cell, 2, shares[None], SMALL if place.wide > 0.42 else SMALL - 1.5)
    color = QUIET if formula == "previous" else INK
    say(axes, WORDS, top - TALL / 2, words, SMALL, color, ha="right", weight="bold" if last else "normal")
    say(axes, place.symbols, top - TALL / 2, FORMULAS[formula], FONT_SIZE, QUIET)
    return top - TALL


def _bracket(axes: Axes, place: _Place, ends: Sequence[float], y: float) -> None:
    """Two strips run together into the gate."""
    x = LEFT - 0.12
    line(axes, [(LEFT - 0.02, ends[0]), (x, ends[0]), (x, y)])
    line(axes, [(LEFT - 0.02, ends[1]), (x, ends[1])])
    arrow(axes, [(x, y), (place.middle - 0.52, y)])


def _shifts(axes: Axes, place: _Place, y: float, shift_weighting: ndarray) -> None:
    """The shift weighting as cells under their steps."""
    reach, wide = len(shift_weighting) // 2, place.step
    left, cell = place.border + GIVEN, (wide, 0.22)
    strip(axes, left, y + 0.11, shift_weighting[None], cell, MAGNITUDE_MAP)
    print_numbers(
        axes,
        left,
        y + 0.11,
        shift_weighting[None],
        cell,
        2,
        shift_weighting[None],
        SMALL - (1.5 if wide > FEW else 2.5),
    )
    for number in range(len(shift_weighting)):
        step = number - reach
        name = f"+{step}" if step > 0 else tidy(step, 0)
        say(axes, left + (number + 0.5) * wide, y + 0.19, name, SMALL - 1, QUIET, ha="center")
