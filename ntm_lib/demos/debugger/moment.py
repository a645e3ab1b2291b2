"""One step of a program for the film strip, where nothing can be stepped: the ring, and what is read beside the due."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.debugger.recording import Recording
from ntm_lib.demos.debugger.ring import ROOM_FOR_WORDS, Ring, draw_ring, row_height, row_names, short
from ntm_lib.demos.debugger.words import so_far, step_name
from ntm_lib.demos.scene import Scene
from ntm_lib.figures import style

WIDTH = 420
RING_LEFT, RING_TOP, RING_WIDTH = 62, 36, 300
READ, DUE, CELL = 370, 394, 20


def draw_moment(recording: Recording, step: int) -> Scene:
    """The picture of one step, half as wide as the debugger's."""
    ring = Ring(RING_LEFT, RING_TOP, RING_WIDTH, row_height(recording.bits))
    scene = Scene(WIDTH, round(ring.bottom(recording.bits) + 22))
    scene.text(10, 18, step_name(recording, step), bold=True)
    scene.text(WIDTH - 6, 18, so_far(recording, step), size=11, anchor="end")
    draw_ring(scene, recording, step, ring)
    names = [(ring.top + 11, "before"), (ring.now_top + 12, "now")]
    names += [(ring.row_line(place), name) for place, name in enumerate(row_names(recording.bits)) if name]
    for y, name in names:
        scene.text(ring.left - 6, y, name, size=10, anchor="end")
    middle = recording.bits // 2
    if not row_names(recording.bits)[middle]:
        for line, word in enumerate(("memory", "now")):
            y = ring.row_line(middle) - 6 + 12 * line
            scene.text(ring.left - 6, y, word, size=10, colour=style.MEMORY, anchor="end", bold=True)
    if step < recording.done:
        _said(scene, recording, step, ring)
    return scene


def _said(scene: Scene, recording: Recording, step: int, ring: Ring) -> None:
    due = recording.due[step]
    vectors = [(READ, "read", recording.run.read_vectors[step, :-1])]
    vectors += [] if np.isnan(due).any() else [(DUE, "due", due)]
    for left, name, values in vectors:
        scene.text(left + CELL / 2, ring.memory_top - 6, name, size=10, anchor="middle")
        scene.heat(left, ring.memory_top, values[:, None], (CELL, ring.row), style.OUTPUT)
        if ring.row >= ROOM_FOR_WORDS:
            _numbers(scene, left, ring, values)
    for bit in np.flatnonzero(recording.wrong[step]):
        scene.box(READ, ring.memory_top + bit * ring.row, DUE + CELL - READ, ring.row, stroke=style.INK, thickness=2)


def _numbers(scene: Scene, left: float, ring: Ring, values: Float[ndarray, "bits"]) -> None:
    """The numbers in their cells, zeros too: an empty strip would not say whether it is blank or nothing."""
    for bit, value in enumerate(values):
        y = ring.memory_top + (bit + 0.5) * ring.row + 3.5
        scene.text(left + CELL / 2, y, short(float(value), 1), size=9, anchor="middle")
