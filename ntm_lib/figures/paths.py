"""Each head as a line: the slot it looks at most, step by step, with the learner's bet on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Bool, Float
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator
from numpy import ndarray

from ntm_lib.errors import check_count, invalid
from ntm_lib.figures.arrays import HasWeightings, Head, heads
from ntm_lib.figures.canvas import chart, say, sheet
from ntm_lib.figures.films import COLORS, SIGNS, Flag, every, where_flag
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT, FONT_SIZE, INK, PREDICTION, QUIET, READ_MARKER, SMALL, THIN, WRITE_MARKER
from ntm_lib.figures.walks import SHARP, Window, arc, describe

FAINT = 0.2  # of the weighting on one slot: enough to say where a head tends
MARKERS = {"write": WRITE_MARKER, "read": READ_MARKER}


def head_positions(
    trace: HasWeightings,
    sequence: int = 0,
    prediction: int | None = None,
    asked_step: int | None = None,
    *,
    flag_step: Flag = "middle",
) -> Picture:
    """The slot that each head looks at most, step by step; and what the learner said of the read head at one step.

    trace       weightings `(time, batch, heads, slots)`
    prediction  the slot that the learner bet on; None draws no bet
    asked_step  the step that the bet is about
    flag_step   where to mark the flag, as in `film`

    A point is faint where no slot holds half of the weighting, and left out where none holds a fifth.
    Raises ValueError when the batch has no such sequence or the sequence no such step.
    """
    found = heads(trace, sequence, "head_positions")
    steps, num_slots = found[0].weighting.shape
    if asked_step is not None and check_count("asked_step", asked_step, "head_positions", minimum=0) >= steps:
        raise invalid("asked_step", f"be below {steps}, the number of steps", asked_step, "head_positions")
    lanes = [peaks(head, FAINT) for head in found]
    used = [int(slot) for lane in lanes for slot in lane[~np.isnan(lane)]]
    bet_slot = [round(prediction) % num_slots] if prediction is not None else []
    shown = arc(used + bet_slot, num_slots)
    figure, page = sheet(8.0, 3.65)
    axes = chart(figure, 0.6, 0.5, 7.2, 2.35)
    _mark_flag(axes, where_flag(flag_step, steps, None))
    for head, lane in zip(found, lanes, strict=True):
        _line(axes, head, _along(lane, shown), head.weighting.max(axis=1) >= SHARP)
    _draw_bet(axes, found, lanes, shown, prediction, asked_step)
    _scales(axes, shown, steps)
    x = 0.6
    for head in found:
        say(page, x, 3.08, f"{SIGNS[head.kind]} {head.name.lower()}", FONT_SIZE, COLORS[head.kind], weight="bold")
        x += 1.15 if len(found) == 2 else 1.3
    bet = bet_words(found, prediction, asked_step)
    say(page, 0.6, 3.38, bet, FONT_SIZE, INK)
    told = " ".join(describe(head.name, head.weighting) for head in found)
    return picture(figure, f"{told} {bet}".strip())


def peaks(head: Head, share: float) -> Float[ndarray, "time"]:
    """The slot that holds at least `share` of the weighting at each step; NaN where none does."""
    weighting = head.weighting
    return np.where(weighting.max(axis=1) >= share, weighting.argmax(axis=1), np.nan)


def bet_words(found: Sequence[Head], prediction: int | None, asked_step: int | None) -> str:
    """`At step 12 the read head was on slot 0; you said slot 12.` Empty when nothing was asked."""
    if asked_step is None:
        return ""
    head = _asked_head(found)
    truth = _where(head.weighting[asked_step])
    said = "" if prediction is None else f"; you said slot {prediction:g}"
    return f"At step {asked_step} the {head.name.lower()} {truth}{said}."


def _where(weighting: Float[ndarray, "slots"]) -> str:
    share, slot = float(weighting.max()), int(weighting.argmax())
    if share >= SHARP:
        return f"was on slot {slot}"
    if share >= FAINT:
        return f"was still spread out, with the largest share, about {10 * round(10 * share)} %, on slot {slot}"
    return "was spread over several slots"


def _asked_head(found: Sequence[Head]) -> Head:
    """The read head; the first of several."""
    return next(head for head in found if head.kind == "read")


def _along(lane: Float[ndarray, "time"], shown: Window) -> Float[ndarray, "time"]:
    """Slots as heights along the stretch of the ring that is shown."""
    height = {slot: place for place, slot in enumerate(shown.slots)}
    return np.array([np.nan if np.isnan(slot) else float(height[int(slot)]) for slot in lane])


def _line(axes: Axes, head: Head, heights: Float[ndarray, "time"], sharp: Bool[ndarray, "time"]) -> None:
    """A marker a step, joined where the head is sharp and faint where it is not."""
    color = COLORS[head.kind]
    fill = "white" if head.kind == "read" else color
    size = 5.5 if head.kind == "read" else 4
    look: dict[str, Any] = {"color": color, "marker": MARKERS[head.kind], "markersize": size, "markerfacecolor": fill}
    steps = np.arange(len(heights))
    axes.plot(steps, np.where(sharp, heights, np.nan), linewidth=1, markeredgewidth=1.3, **look)
    axes.plot(steps, np.where(sharp, np.nan, heights), linewidth=0, markeredgewidth=1.3, alpha=0.35, **look)


def _mark_flag(axes: Axes, flag: int | None) -> None:
    if flag is not None:
        axes.axvline(flag, color=INK, linewidth=0.8, linestyle=(0, (1, 2)))
        axes.text(flag, 1.02, "flag", transform=axes.get_xaxis_transform(), ha="center", fontsize=SMALL, family=FONT)


def _draw_bet(
    axes: Axes,
    found: Sequence[Head],
    lanes: Sequence[Float[ndarray, "time"]],
    shown: Window,
    prediction: int | None,
    asked_step: int | None,
) -> None:
    if asked_step is None or prediction is None:
        return
    said = shown.slots.index(round(prediction) % shown.num_slots)
    truth = _along(lanes[list(found).index(_asked_head(found))], shown)[asked_step]
    if not np.isnan(truth):
        axes.plot([asked_step, asked_step], [truth, said], color=PREDICTION, linewidth=1.6, linestyle="--", zorder=4)
        axes.plot(asked_step, truth, "o", markersize=11, markerfacecolor="none", color=INK, markeredgewidth=1.2)
    axes.plot(
        asked_step, said, "X", color=PREDICTION, markersize=10, markeredgecolor=INK, markeredgewidth=0.7, zorder=5
    )
    ahead = asked_step < 0.75 * len(lanes[0])
    style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": SMALL, "family": FONT}
    place, side = ((9, 0), "left") if ahead else ((-9, 0), "right")
    axes.annotate("you said", (asked_step, said), place, ha=side, **style)


def _scales(axes: Axes, shown: Window, steps: int) -> None:
    axes.set_xlim(-0.6, steps - 0.4)
    axes.set_ylim(-0.6, len(shown.slots) - 0.4)
    axes.grid(axis="y", color="#EEEEEE", linewidth=0.8)
    axes.set_axisbelow(True)
    apart = every(len(shown.slots) / 9)
    numbered = FixedLocator([place for place, slot in enumerate(shown.slots) if slot % apart == 0])
    for axis, name, ticks in ((axes.xaxis, "step", MaxNLocator(integer=True, nbins=9)), (axes.yaxis, "slot", numbered)):
        axis.set_major_locator(ticks)
        axis.set_label_text(name, fontsize=SMALL, color=QUIET, family=FONT)
    count = len(shown.slots)
    axes.yaxis.set_major_formatter(lambda place, _: str(shown.slots[round(place)]) if 0 <= place < count else "")
    if 0 in shown.slots[1:]:
        axes.axhline(shown.slots.index(0) - 0.5, color=THIN, linewidth=0.8, linestyle=(0, (4, 3)))
