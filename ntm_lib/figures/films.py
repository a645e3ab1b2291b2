"""What the heads did through a sequence, as the paper's Figure 6 shows it: slots upward, time to the right.

Only the slots in use are shown, as one stretch of the ring: a picture says so, and a dashed line marks the seam where
slot 0 follows the last slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from matplotlib.axes import Axes

from ntm_lib.errors import invalid
from ntm_lib.figures.arrays import HasWeightings, Head, heads
from ntm_lib.figures.canvas import line, say, sheet
from ntm_lib.figures.panels import WIDE, above_reads, above_writes, draw_image, draw_panel, rows_height
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.sequences import one
from ntm_lib.figures.style import (
    FONT_SIZE,
    INK,
    MAGNITUDE_MAP,
    QUIET,
    READ,
    SMALL,
    THIN,
    WRITE,
)
from ntm_lib.figures.walks import Window, describe, window
from ntm_lib.tasks import Batch

COLORS = {"write": WRITE, "read": READ}
SIGNS = {"write": "■", "read": "●"}
LEFT, GAP = 0.55, 0.6  # inches: left margin, between the columns
Flag = int | Literal["middle"] | None


def film(
    trace: HasWeightings,
    sequence: int = 0,
    slots: Sequence[int] | None = None,
    title: str = "",
    *,
    batch: Batch | None = None,
    logits: Any = None,
    vectors: bool = False,
    flag_step: Flag = "middle",
) -> Picture:
    """Write and read weightings of one sequence side by side (the paper's Figure 6).

    trace      from `NTM.trace` or a hand program: weightings `(time, batch, heads, slots)`
    sequence   which one of the batch
    slots      the slots to show, along the ring; None shows those in use
    batch      draws the inputs over the write weightings
    logits     draws the answers over the read weightings
    vectors    True draws what was added and what was read as well
    flag_step  where to mark the flag; "middle" is where the copy task has it (or where `batch` has it), None nowhere

    Raises ValueError when the batch has no such sequence or the memory no such slots.
    """
    found = heads(trace, sequence, "film")
    steps, num_slots = found[0].weighting.shape
    shown = window([head.weighting for head in found]) if slots is None else _asked(slots, num_slots)
    flag = where_flag(flag_step, steps, None if batch is None else one(batch, sequence, "film").flag)
    columns = {
        "write": above_writes(trace, sequence, batch, vectors),
        "read": above_reads(trace, sequence, batch, logits, vectors),
    }
    films = {kind: [head for head in found if head.kind == kind] for kind in columns}
    tall = min(2.6, max(1.1, 0.09 * len(shown.slots)))
    height = 0.88 + rows_height(columns) + max(map(len, films.values())) * (tall + 0.32)
    figure, axes = sheet(8.1, height)
    if title:
        say(axes, LEFT, height - 0.12, title, FONT_SIZE + 1, weight="bold")
    for place, kind in enumerate(("write", "read")):
        left, top = LEFT + place * (WIDE + GAP), height - 0.35
        for panel in columns[kind]:
            top = draw_panel(axes, left, top, panel)
        top = height - 0.35 - rows_height(columns)
        for head in films[kind]:
            top = _film(axes, left, top, head, shown, tall, flag, place == 0)
        say(axes, left + WIDE / 2, top - 0.1, "step", SMALL, QUIET, ha="center")
    say(axes, LEFT, 0.1, _key(shown), SMALL, QUIET)
    return picture(figure, film_words(found, shown))


def film_words(found: Sequence[Head], shown: Window) -> str:
    """A sentence a head, and which slots are shown."""
    told = " ".join(describe(head.name, head.weighting) for head in found)
    return f"{told} Shown: {shown.words}."


def _key(shown: Window) -> str:
    """How to read a film: the shades, the slots shown, the seam of the ring."""
    seam = f"; dashed: slot 0 follows slot {shown.num_slots - 1}" if 0 in shown.slots[1:] else ""
    return f"Share of the weighting: white 0, dark blue 1. Shown: {shown.words}{seam}."


def _asked(slots: Sequence[int], num_slots: int) -> Window:
    for slot in slots:
        if not 0 <= slot < num_slots:
            raise invalid("slots", f"hold slots from 0 to {num_slots - 1}", slot, "film")
    if len(slots) == 0:
        raise invalid("slots", "hold at least one slot", tuple(slots), "film")
    return Window(tuple(slots), num_slots)


def where_flag(flag_step: Flag, steps: int, in_batch: int | None) -> int | None:
    """The step of the flag: "middle" is a batch's own, else the middle of an odd number of steps."""
    if flag_step == "middle":
        return in_batch if in_batch is not None else (steps // 2 if steps % 2 else None)
    return flag_step


def _film(
    axes: Axes, left: float, top: float, head: Head, shown: Window, tall: float, flag: int | None, labels: bool
) -> float:
    """One head's weighting, slots upward. Returns where the next film starts."""
    say(axes, left, top - 0.02, f"{SIGNS[head.kind]} {head.name.lower()}", FONT_SIZE, COLORS[head.kind], weight="bold")
    values = head.weighting[:, list(shown.slots)].T[::-1]
    bottom = top - 0.17 - tall
    draw_image(axes, left, top - 0.17, WIDE, tall, values, MAGNITUDE_MAP)
    steps = len(head.weighting)
    _slot_numbers(axes, left, bottom, shown, tall)
    for step in _ticks(steps, 0.3 * steps / WIDE):
        x = left + (step + 0.5) * WIDE / steps
        line(axes, [(x, bottom), (x, bottom - 0.04)], THIN)
        say(axes, x, bottom - 0.12, str(step), SMALL, QUIET, ha="center")
    if labels:
        say(axes, left - 0.45, bottom + tall / 2, "slot", SMALL, QUIET, ha="center", rotation=90)
    _seam(axes, left, bottom, shown, tall)
    if flag is not None:
        x = left + (flag + 0.5) * WIDE / steps
        line(axes, [(x, bottom), (x, top - 0.1)], INK, linewidth=0.8, linestyle=(0, (1, 2)))
        say(axes, x, top - 0.03, "flag", SMALL, INK, ha="center")
    return bottom - 0.15


def _seam(axes: Axes, left: float, bottom: float, shown: Window, tall: float) -> None:
    """A dashed line where slot 0 follows the last slot of the ring."""
    if 0 in shown.slots[1:]:
        y = bottom + shown.slots.index(0) * tall / len(shown.slots)
        line(axes, [(left, y), (left + WIDE, y)], "#888888", linewidth=0.8, linestyle=(0, (4, 3)))


def _slot_numbers(axes: Axes, left: float, bottom: float, shown: Window, tall: float) -> None:
    """Round slot numbers beside a film, as many as fit."""
    row_height = tall / len(shown.slots)
    apart = every(0.17 / row_height)
    for row, slot in enumerate(shown.slots):
        if slot % apart == 0:
            y = bottom + (row + 0.5) * row_height
            line(axes, [(left - 0.05, y), (left, y)], THIN)
            say(axes, left - 0.09, y, str(slot), SMALL, QUIET, ha="right")


def _ticks(count: int, least: float) -> range:
    """Round numbers below `count`, at least `least` apart."""
    return range(0, count, every(least))


def every(least: float) -> int:
    """The smallest round number that is at least `least`: ticks that far apart do not touch."""
    return next(step for power in range(12) for step in (10**power, 2 * 10**power, 5 * 10**power) if step >= least)


def films_through_training(snapshots_traces: Sequence[HasWeightings], labels: Sequence[str]) -> Picture:
    """The write weightings of one sequence at several moments of training: from mush to a diagonal.

    The sentence and the slots shown are those of the steps before the flag, while a vector is there to be written.

    snapshots_traces  one trace a moment, of the same sequence (the first of each batch)
    labels            a few words a moment, such as "update 250"

    Raises ValueError when there is not one label a trace, or no trace.
    """
    if len(snapshots_traces) == 0 or len(labels) != len(snapshots_traces):
        raise invalid("labels", f"be one a trace, {len(snapshots_traces)}", len(labels), "films_through_training")
    moments = [heads(trace, 0, "films_through_training")[0] for trace in snapshots_traces]
    steps = len(moments[0].weighting)
    flag = where_flag("middle", steps, None)
    storing = [moment.weighting[:flag] for moment in moments]
    shown = window([storing[-1]])
    gap, tall = 0.22, 2.1
    wide = (7.3 - gap * (len(moments) - 1)) / len(moments)
    figure, axes = sheet(8.1, tall + 0.95)
    bottom = 0.45
    for place, (moment, label) in enumerate(zip(moments, labels, strict=True)):
        left = LEFT + place * (wide + gap)
        values = moment.weighting[:, list(shown.slots)].T[::-1]
        draw_image(axes, left, bottom + tall, wide, tall, values, MAGNITUDE_MAP)
        say(axes, left + wide / 2, bottom + tall + 0.14, label, FONT_SIZE, ha="center")
        if flag is not None:
            x = left + (flag + 0.5) * wide / steps
            line(axes, [(x, bottom), (x, bottom + tall)], INK, linewidth=0.8, linestyle=(0, (1, 2)))
        for step in _ticks(steps, 0.34 * steps / wide):
            say(axes, left + (step + 0.5) * wide / steps, bottom - 0.1, str(step), SMALL, QUIET, ha="center")
    _slot_numbers(axes, LEFT, bottom, shown, tall)
    say(axes, LEFT - 0.45, bottom + tall / 2, "■ write head on slot", SMALL, WRITE, ha="center", rotation=90)
    say(axes, LEFT + 3.65, bottom - 0.3, "step of the sequence; dotted: the flag", SMALL, QUIET, ha="center")
    named = [f"{label[:1].upper()}{label[1:]}" for label in labels]
    told = " ".join(describe(label, what) for what, label in zip(storing, named, strict=True))
    return picture(figure, f"The write head before the flag. {told} Shown: {shown.words}.")
