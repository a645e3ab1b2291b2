"""The first thing a learner meets: their drawing goes in, a machine copies it, and they see where it is kept (Fig. 6).

One picture a time step: input over output on one time axis, and beside them the memory with the write head's
weighting at its left and the read head's at its right.
"""

from __future__ import annotations

import ipywidgets
import numpy as np
from jaxtyping import Float

from ntm_lib.demos.bit_pad import BitPad
from ntm_lib.demos.demo import Demo
from ntm_lib.demos.player import Player
from ntm_lib.demos.run import Run, Traceable, run_on, step_words, total_words
from ntm_lib.demos.scene import Scene, strip
from ntm_lib.figures import style
from ntm_lib.figures.walks import SHARP, describe
from ntm_lib.figures.words import plural

WIDTH, HEIGHT = 850, 366
LEFT, TOP = 56, 44  # of the input
TIME_WIDTH = 338  # of input and output
MEMORY_LEFT, MEMORY_WIDTH, MEMORY_HEIGHT = 540, 220, 264
STRIP = 18  # width of one head's weighting beside the memory
NAME = "The machine copies your drawing"


class CopyMachine(Demo):
    """The bit pad and the player of one machine; a new drawing is copied at once.

    `.pad` is the bit pad; `.player` holds the pictures, once a front end has asked for them.
    """

    def __init__(self, model: Traceable) -> None:
        self._model = model
        self.pad = BitPad()
        self.player: Player | None = None
        self._run = run_on(model, self.pad.vectors)
        self.pad.observe(self._redraw, names="bits")

    @property
    def run(self) -> Run:
        """What the machine did with the present drawing."""
        return self._run

    @property
    def sentence(self) -> str:
        """How many bits came out wrong, and what each head did."""
        told = " ".join(describe(head.name, head.weighting) for head in self._run.heads)
        asked = plural(self._run.length, "vector")
        return f"The machine was shown {asked} and asked for them: {total_words(self._run)}. {told}"

    def still(self) -> bytes:
        """Three moments: half of the drawing is in, the flag, the end."""
        run = self._run
        return strip([draw(run, step) for step in (run.length // 2, run.length, run.steps - 1)])

    def live(self) -> ipywidgets.DOMWidget:
        """The pad over the player."""
        if self.player is None:
            self.player = Player(*self._pictures(), label=NAME, axis="Time step")
        return ipywidgets.VBox([self.pad, self.player])

    def _pictures(self) -> tuple[list[Scene], list[str]]:
        steps = range(self._run.steps)
        return [draw(self._run, step) for step in steps], [step_words(self._run, step) for step in steps]

    def _redraw(self, change: object) -> None:
        self._run = run_on(self._model, self.pad.vectors)
        if self.player is not None:
            self.player.show(*self._pictures())


def copy_machine(model: Traceable) -> CopyMachine:
    """Draw bits, let a machine copy them, and scrub through what it did.

    model  an `NTM` for vectors of 8 bits, such as `load_checkpoint("copy-lstm")[0]`

    Raises TypeError for a model without `trace`.
    """
    return CopyMachine(model)


def draw(run: Run, step: int) -> Scene:
    """The picture of one step."""
    scene = Scene(WIDTH, HEIGHT)
    cell = min(TIME_WIDTH / run.steps, 14.0)
    below = _draw_bits(scene, TOP, run.inputs, style.INPUT, "Input", cell, step)
    scene.text(LEFT - 6, below - 3, "flag", size=11, anchor="end")
    top = below + 42
    seen = run.answers * (run.due & (np.arange(run.steps) <= step))
    end = _draw_bits(scene, top, seen, style.OUTPUT, "Output: the chance that a bit is one", cell, step)
    due = int(run.due.argmax())
    scene.box(LEFT + due * cell, top, (run.steps - due) * cell, end - top, stroke=style.QUIET)
    for row, column in zip(*np.nonzero(run.wrong[:, : step + 1]), strict=True):
        scene.box(LEFT + column * cell, top + row * 14, cell, 14, stroke=style.INK, thickness=1.5)
    _draw_time(scene, run, cell, end)
    _draw_memory(scene, run, step)
    return scene


def _draw_bits(
    scene: Scene, top: float, bits: Float[np.ndarray, "rows steps"], colour: str, name: str, cell: float, step: int
) -> float:
    """Rows of bits with a mark round the present step; returns where they end."""
    rows = len(bits)
    scene.text(LEFT, top - 9, name, bold=True)
    scene.heat(LEFT, top, bits, (cell, 14), colour)
    scene.text(LEFT - 6, top + 11, "bit 0", size=11, anchor="end")
    scene.text(LEFT - 6, top + 7 * 14 + 11, "bit 7", size=11, anchor="end")
    scene.box(LEFT + step * cell, top - 2, cell, rows * 14 + 4, stroke=style.INK, thickness=1.5)
    return top + rows * 14


def _draw_time(scene: Scene, run: Run, cell: float, end: float) -> None:
    scene.text(LEFT - 6, end + 15, "step", size=11, anchor="end")
    for tick in sorted({0, run.length // 2, run.length, run.length + run.length // 2, run.steps - 1}):
        scene.text(LEFT + (tick + 0.5) * cell, end + 15, str(tick), size=11, anchor="middle")
    if run.due.any():
        middle = LEFT + (int(run.due.argmax()) + run.steps) / 2 * cell
        scene.text(middle, end + 30, "the answer is due here", size=11, colour=style.QUIET, anchor="middle")


def _draw_memory(scene: Scene, run: Run, step: int) -> None:
    """The slots in use, slot numbers upward, between the weightings of the write and of the read heads."""
    slots = list(run.shown.slots)
    memory = run.memory[:, slots]
    limit = max(1.0, float(np.abs(memory).max()))
    row, column = min(14.0, MEMORY_HEIGHT / len(slots)), MEMORY_WIDTH / memory.shape[2]
    top = TOP
    bottom = top + row * len(slots)
    scene.text(MEMORY_LEFT, 20, f"Memory after step {step}", bold=True)
    scene.heat(MEMORY_LEFT, top, memory[step], (column, row), style.SIGN_MAP, -limit, limit, upward=True)
    write_left = MEMORY_LEFT - 10 - STRIP * len(run.of_kind("write"))
    read_left = MEMORY_LEFT + MEMORY_WIDTH + 10
    _draw_heads(scene, run, step, "write", write_left, top, row)
    _draw_heads(scene, run, step, "read", read_left, top, row)
    for place, slot in enumerate(slots):
        if slot % max(1, round(40 / row)) == 0:
            y = bottom - (place + 0.5) * row + 4
            scene.text(write_left - 22, y, f"slot {slot}", size=11, anchor="end")
    middle = MEMORY_LEFT + MEMORY_WIDTH / 2
    scene.text(middle, bottom + 15, f"{run.shown.words}", size=11, anchor="middle")
    scene.text(middle, bottom + 30, "blue positive, red negative", size=11, colour=style.QUIET, anchor="middle")


def _draw_heads(scene: Scene, run: Run, step: int, kind: str, left: float, top: float, row: float) -> None:
    """The weightings of one kind of head as upright strips, with a mark outside where one slot holds half or more."""
    slots = list(run.shown.slots)
    colour = style.WRITE if kind == "write" else style.READ
    found = run.of_kind(kind)
    outside = left - 9 if kind == "write" else left + STRIP * len(found) + 9
    scene.text(left + STRIP * len(found) / 2, top - 9, f"{kind}s", size=11, colour=colour, anchor="middle", bold=True)
    for place, head in enumerate(found):
        weighting = head.weighting[step, slots]
        scene.heat(left + place * STRIP, top, weighting[:, None], (STRIP, row), upward=True)
        if weighting.max() >= SHARP:
            peak = top + (len(slots) - 1 - int(weighting.argmax()) + 0.5) * row
            scene.dot(outside, peak, 5, colour, square=kind == "write")
