"""Machines that learn side by side as one picture: a row each, its curve and what its heads do on the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ntm_lib.demos.lane import Lane, about, way, way_words
from ntm_lib.demos.scene import Point, Scene
from ntm_lib.figures import style
from ntm_lib.figures.curves import CHANCE, SOLVED
from ntm_lib.figures.words import plural

POINTS = 300  # of a curve are drawn at most
WIDTH, ROW, TOP = 860, 122, 44  # ROW from one machine to the next
LEFT, CURVE_WIDTH, TALL = 44, 410, 84
FILM_WIDTH, FILM_LEFT = 152, {"write": 490, "read": 668}
BEYOND = 2  # slots that a film shows on either side of those that the drawing needs
BITS = 0.01, 200.0  # ends of the axis
MARKS = {"write": "■", "read": "●"}
SINGLE = "#B8D4E8"  # single batches, behind their running median


def draw(lanes: Sequence[Lane]) -> Scene:
    """A row a machine: its learning curve, and where it writes and reads when it is shown the drawing."""
    scene = Scene(WIDTH, TOP + ROW * (len(lanes) - 1) + TALL + 24)
    first = lanes[0]
    seen = plural(first.updates * first.plan.batch_size, "sequence")
    scene.text(LEFT, 16, f"Update {first.updates:,} of {first.due:,}: {seen} each", size=14, bold=True)
    for place, lane in enumerate(lanes):
        top = TOP + place * ROW
        _draw_curve(scene, lane, top, place == len(lanes) - 1)
        for kind, left in FILM_LEFT.items():
            _draw_film(scene, lane, kind, left, top)
    for left in FILM_LEFT.values():
        scene.text(left + FILM_WIDTH / 2, scene.height - 9, "steps of the drawing", size=11, anchor="middle")
    return scene


def _draw_curve(scene: Scene, lane: Lane, top: float, labelled: bool) -> None:
    total = lane.due * lane.plan.batch_size
    cliff = lane.cliff

    def place(sequences: float, bits: float) -> Point:
        return LEFT + CURVE_WIDTH * sequences / total, top + TALL * (1 - _height(bits))

    fallen = "" if cliff is None else f": below 1 bit after about {about(cliff)}"
    scene.text(LEFT, top - 8, f"Seed {lane.plan.seed}{fallen}", bold=True)
    for bits, name in ((CHANCE, "coin"), (SOLVED, "1 bit"), (BITS[0], f"{BITS[0]:g}")):
        y = place(0, bits)[1]
        scene.line([(LEFT, y), (LEFT + CURVE_WIDTH, y)], style.THIN, dashed=bits != BITS[0])
        scene.text(LEFT - 5, y + 4, name, size=11, anchor="end")
    scene.box(LEFT, top, CURVE_WIDTH, TALL, stroke=style.THIN)
    for values, colour, thickness in (([p.bits for p in lane.curve], SINGLE, 1), (lane.smooth, style.MEMORY, 2)):
        every = max(1, math.ceil(len(values) / POINTS))
        points = [place(s, b) for s, b in zip(lane.sequences[::every], values[::every], strict=True)]
        if len(points) > 1:
            scene.line(points, colour, thickness)
    if cliff is not None:
        scene.line([(place(cliff, 1)[0], top), (place(cliff, 1)[0], top + TALL)], style.INK)
        scene.dot(*place(cliff, SOLVED), 4, style.INK)
    for sequences in (0, total // 2, total) if labelled else ():
        anchor = {0: "start", total: "end"}.get(sequences, "middle")
        scene.text(place(sequences, 1)[0], top + TALL + 15, f"{sequences:,}", size=11, anchor=anchor)
    if labelled:
        scene.text(LEFT + 0.25 * CURVE_WIDTH, top + TALL + 15, "sequences seen", size=11, anchor="middle")


def _draw_film(scene: Scene, lane: Lane, kind: str, left: float, top: float) -> None:
    """A head's weighting on the drawing, slots upward from the one where it starts, time to the right."""
    run, colour = lane.run, style.WRITE if kind == "write" else style.READ
    told = {
        "write": f": {way_words(run)}" if way(run) else "",
        "read": f": {plural(int(run.wrong.sum()), 'wrong bit')}",
    }
    scene.text(left, top - 8, f"{MARKS[kind]} {kind}s{told[kind]}", colour=colour, bold=True)
    weighting = np.max([head.weighting for head in run.of_kind(kind)], axis=0)
    reach = min(run.length + BEYOND, (weighting.shape[1] - 1) // 2)
    slots = range(-reach, reach + 1)  # the ring, so that both directions look alike
    cell, row = FILM_WIDTH / run.steps, TALL / len(slots)
    scene.heat(left, top, weighting[:, slots].T, (cell, row), upward=True)
    flag = left + (run.length + 0.5) * cell
    scene.line([(flag, top), (flag, top + TALL)], style.INK, dashed=True)
    for slot in (-reach, 0, reach):
        y = top + TALL - (slot + reach + 0.5) * row + 4
        name = f"{slot:+d}".replace("-", "−") if slot else "0"
        scene.text(left - 4, y, name, size=10, anchor="end", colour=style.QUIET)


def _height(bits: float) -> float:
    """Where a cost stands on the logarithmic axis, from 0 to 1."""
    low, high = BITS
    return math.log(min(max(bits, low), high) / low) / math.log(high / low)
