"""One step of a program as one picture: its line, the dials, the ring, and what is read beside what is due."""

from __future__ import annotations

import textwrap

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.debugger.recording import Recording
from ntm_lib.demos.debugger.ring import (
    ROOM_FOR_WORDS,
    Ring,
    draw_ring,
    label_rows,
    print_cells,
    row_height,
    row_names,
    short,
)
from ntm_lib.demos.debugger.words import ring_words, so_far, step_name
from ntm_lib.demos.scene import Scene
from ntm_lib.figures import style
from ntm_lib.figures.words import plural

WIDTH = 850
HEADINGS, TOP = 46, 68  # of the upper half: the base line of its headings, and where its strips begin
LISTING_LEFT, LISTING_WIDTH = 20, 376
PHASE, STEPS, MOVE, ACT = 38, 86, 180, 350  # the columns of the listing
LINES, LINE = 5, 17  # lines shown at most, and the height of one
DIALS_TOP, DIAL = 158, 92  # DIAL from one to the next
CELL = 46  # width of a vector
INPUT, KEY, ERASE, ADD, READ, DUE = 438, 508, 560, 612, 682, 734
RING_LEFT, RING_TOP, RING_WIDTH = 142, 206, 690


def draw(recording: Recording, step: int) -> Scene:
    """The picture of one step. The `step` after the last one done shows where the program stopped, and why."""
    ring = Ring(RING_LEFT, RING_TOP, RING_WIDTH, row_height(recording.bits))
    scene = Scene(WIDTH, round(ring.bottom(recording.bits) + 36))  # the same height at every step
    scene.text(LISTING_LEFT, 20, step_name(recording, step), size=14, bold=True)
    scene.text(WIDTH - 20, 20, so_far(recording, step), anchor="end")
    _listing(scene, recording, step)
    if step < recording.done:
        _dials(scene, recording, step)
        _vectors(scene, recording, step, ring.row)
    else:
        _trouble(scene, recording)
    draw_ring(scene, recording, step, ring)
    label_rows(scene, recording, step, ring)
    scene.text(WIDTH - 20, scene.height - 6, ring_words(recording), size=11, colour=style.QUIET, anchor="end")
    return scene


def _listing(scene: Scene, recording: Recording, step: int) -> None:
    """The lines of the program, a few round the present one, with a mark at it."""
    scene.text(LISTING_LEFT, HEADINGS, "The program, as it ran", bold=True)
    if not recording.lines:
        scene.text(PHASE, TOP + 8, "no step was done", size=11)
    current = recording.line_at(step)
    hidden = max(len(recording.lines) - LINES, 0)
    first = min(max((len(recording.lines) if current is None else current) - LINES // 2, 0), hidden)
    for place, line in enumerate(recording.lines[first : first + LINES]):
        y, here = TOP + 8 + place * LINE, first + place == current
        if here:
            scene.box(LISTING_LEFT - 4, y - 12, LISTING_WIDTH, LINE, fill=style.LIT)
            scene.text(LISTING_LEFT, y, "►", size=11)
        act = "WRITE" if line.op.writes else "READ"
        columns = {PHASE: line.phase, STEPS: _steps(line.first, line.last), MOVE: line.op.move, ACT: act}
        for left, words in columns.items():
            scene.text(left, y, words, size=11, bold=here)
    if hidden:
        where = "above" if first == hidden else "below" if first == 0 else "above and below"
        told = f"({plural(hidden, 'more line')} {where})"
        scene.text(MOVE, HEADINGS, told, size=11, colour=style.QUIET)


def _steps(first: int, last: int) -> str:
    return f"step {first}" if first == last else f"steps {first} to {last}"


def _dials(scene: Scene, recording: Recording, step: int) -> None:
    """The numbers that the program asks for, each under its name."""
    controls = recording.run.controls[step]
    dials = {
        "key strength": short(controls.key_strength),
        "gate": short(controls.gate),
        "shift": f"+{controls.shift}" if controls.shift > 0 else short(controls.shift),
        "sharpening": short(controls.sharpening),
    }
    for place, (name, value) in enumerate(dials.items()):
        left = LISTING_LEFT - 4 + place * (DIAL + 2)
        scene.box(left, DIALS_TOP, DIAL, 34, stroke=style.THIN)
        scene.text(left + DIAL / 2, DIALS_TOP + 13, name, size=11, colour=style.QUIET, anchor="middle")
        scene.text(left + DIAL / 2, DIALS_TOP + 28, value, anchor="middle", bold=True)


def _vectors(scene: Scene, recording: Recording, step: int, row: float) -> None:
    """What the program looks at, what it asks for, what is read, and what was due: one vector a column."""
    controls = recording.run.controls[step]
    for left, group in ((INPUT, "Sees"), (KEY, "Asks for"), (READ, "Reads")):
        scene.text(left, HEADINGS, group, bold=True)
    for place, name in enumerate(row_names(recording.bits)):
        if name:
            scene.text(INPUT - 6, TOP + (place + 0.5) * row + 4, name, size=11, anchor="end")
    _vector(scene, INPUT, "vector", recording.inputs[step], style.INPUT, row)
    asked = ((KEY, "key", controls.key), (ERASE, "erase", controls.erase_vector), (ADD, "add", controls.add_vector))
    for left, name, vector in asked:
        _vector(scene, left, name, vector, style.SIGN_MAP, row)
    _vector(scene, READ, "read", recording.run.read_vectors[step], style.OUTPUT, row)
    _due(scene, recording, step, row)


def _vector(scene: Scene, left: float, name: str, values: Float[ndarray, "rows"], colours: str, row: float) -> None:
    """A column of cells under its name. Signs go to dark colours, which bear white numbers; the rest is light."""
    scene.text(left + CELL / 2, TOP - 6, name, size=11, anchor="middle")
    signed = colours == style.SIGN_MAP
    full = max(1.0, float(np.abs(values).max())) if signed else 1.0
    scene.heat(left, TOP, values[:, None], (CELL, row), colours, -full, full)
    if row >= ROOM_FOR_WORDS:
        print_cells(scene, left, TOP, values[:, None], (CELL, row), full if signed else np.inf)


def _due(scene: Scene, recording: Recording, step: int, row: float) -> None:
    """The bits that were due, and a box and a word at each that came out wrong."""
    due = recording.due[step]
    if np.isnan(due).any():
        scene.text(DUE + CELL / 2, TOP - 6, "due", size=11, anchor="middle")
        scene.box(DUE, TOP, CELL, recording.bits * row, stroke=style.THIN)
        scene.text(DUE + CELL / 2, TOP + recording.bits * row / 2 + 4, "nothing", size=10, anchor="middle")
        return
    _vector(scene, DUE, "due", due, style.OUTPUT, row)
    for bit in np.flatnonzero(recording.wrong[step]):
        scene.box(READ, TOP + bit * row, DUE + CELL - READ, row, stroke=style.INK, thickness=2)
        scene.text(DUE + CELL + 6, TOP + (bit + 0.5) * row + 4, "wrong", size=11, bold=True)


def _trouble(scene: Scene, recording: Recording) -> None:
    """Why the program stopped."""
    left = INPUT - 20
    scene.text(left, HEADINGS, "It stopped here", bold=True)
    lines = textwrap.wrap(recording.trouble, 58, max_lines=7, placeholder=" …")
    scene.box(left, TOP - 8, WIDTH - 20 - left, 17 * len(lines) + 12, stroke=style.INK, thickness=2)
    for place, line in enumerate(lines):
        scene.text(left + 10, TOP + 10 + 17 * place, line)
