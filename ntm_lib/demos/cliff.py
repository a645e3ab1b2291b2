"""The drawing through training: which update, which time step, and where on the learning curve that is.

One picture a snapshot, whose films run over the whole sequence; the player's second range uncovers them step by step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from jaxtyping import Float
from torch import Tensor

from ntm_lib.demos.demo import Demo
from ntm_lib.demos.player import Moments, Player, spaced
from ntm_lib.demos.run import Run, Traceable, run_on, spread, step_words, total_words
from ntm_lib.demos.scene import Point, Scene, strip
from ntm_lib.errors import invalid
from ntm_lib.figures import style
from ntm_lib.figures.curves import Progress, paper_curves
from ntm_lib.figures.sequences import DUE
from ntm_lib.figures.walks import SHARP, Window, window
from ntm_lib.figures.words import plural

WIDTH, HEIGHT, CURVE_HEIGHT = 860, 292, 158
LEFT, TIME_WIDTH = 56, 338  # of target and output
FILM_LEFT, FILM_WIDTH, FILM_TOP, FILM_HEIGHT = (486, 690), 160, 54, 194  # write, read
TARGET_TOP, OUTPUT_TOP, ROW = 54, 170, 11
MOST_SLOTS = 48  # the films show no more than these, if the trained machine needs no more
SEQUENCES = 1e2, 1e5  # ends of the curve's axis
BITS = 1e-2, 1e3
NAME = "Your drawing through training"


class Snapshot(Progress, Protocol):
    """A machine as it was after some updates: `ntm_lib.training.Snapshot`."""

    @property
    def update(self) -> int:
        """Updates done; 0 is before the first."""

    @property
    def model(self) -> Traceable:
        """The machine."""


class Moment(NamedTuple):
    """One snapshot and what its machine made of the drawing."""

    update: int
    sequences: int
    bits: float
    run: Run


def focus_of_writing(run: Run) -> str:
    """How the write heads hold the vectors: one slot each, or blurred over how many."""
    storing = [head.weighting[: run.length] for head in run.of_kind("write")]
    sharp = np.all([weighting.max(axis=1) >= SHARP for weighting in storing], axis=0)
    blur = int(np.median([spread(row) for weighting in storing for row in weighting]))
    if sharp.all():
        slots = {int(slot) for weighting in storing for slot in weighting.argmax(axis=1)}
        return f"one peak a step, on {plural(len(slots), 'slot')} in all"
    if blur > 1:
        return f"blurred over about {plural(blur, 'slot')}"
    return f"one peak at {sharp.sum()} of {plural(len(sharp), 'step')}"


def caption(moment: Moment) -> str:
    """What this snapshot does: `Update 150: 31 of 96 bits wrong; write head, while storing: blurred over ...`"""
    writing = focus_of_writing(moment.run)
    return f"Update {moment.update:,}: {total_words(moment.run)}; write head, while storing: {writing}."


def shared_window(runs: Sequence[Run]) -> Window:
    """The same slots for all pictures: those that any snapshot uses, or, if that is too many, those of the last."""
    every = window([head.weighting for run in runs for head in run.heads])
    return every if len(every.slots) <= MOST_SLOTS else runs[-1].shown


def draw(moment: Moment, shown: Window, height: int = HEIGHT) -> Scene:
    """Target over output, and the write and read weightings of all time steps."""
    run = moment.run
    scene = Scene(WIDTH, height)
    words = f"After {plural(moment.update, 'update')}, {plural(moment.sequences, 'sequence')}"
    scene.text(LEFT, 20, words, size=14, bold=True)
    cell = TIME_WIDTH / run.steps
    _draw_bits(scene, TARGET_TOP, run.targets, DUE, "Target", cell)
    _draw_bits(scene, OUTPUT_TOP, run.answers * run.due, style.OUTPUT, f"Output: {total_words(run)}", cell)
    for row, column in zip(*np.nonzero(run.wrong), strict=True):
        scene.box(LEFT + column * cell, OUTPUT_TOP + row * ROW, cell, ROW, stroke=style.INK, thickness=1.2)
    _draw_steps(scene, run, LEFT, OUTPUT_TOP + 8 * ROW, cell)
    for kind, left in zip(("write", "read"), FILM_LEFT, strict=True):
        _draw_film(scene, run, shown, kind, left)
    return scene


def _draw_bits(
    scene: Scene, top: float, bits: Float[np.ndarray, "bits steps"], colour: str, name: str, cell: float
) -> None:
    scene.text(LEFT, top - 8, name, bold=True)
    scene.heat(LEFT, top, bits, (cell, ROW), colour)
    scene.text(LEFT - 6, top + 10, "bit 0", size=11, anchor="end")
    scene.text(LEFT - 6, top + (len(bits) - 1) * ROW + 10, f"bit {len(bits) - 1}", size=11, anchor="end")


def _draw_steps(scene: Scene, run: Run, left: float, bottom: float, cell: float) -> None:
    scene.text(left - 6, bottom + 15, "step", size=11, anchor="end")
    for tick in sorted({0, run.length, run.steps - 1}):
        scene.text(left + (tick + 0.5) * cell, bottom + 15, str(tick), size=11, anchor="middle")


def _draw_film(scene: Scene, run: Run, shown: Window, kind: str, left: float) -> None:
    """Slots upward, time to the right; of several heads of a kind each cell shows the largest weighting."""
    found = run.of_kind(kind)
    weighting = np.max([head.weighting for head in found], axis=0)[:, list(shown.slots)].T
    row, cell = FILM_HEIGHT / len(shown.slots), FILM_WIDTH / run.steps
    colour, mark = (style.WRITE, "■") if kind == "write" else (style.READ, "●")
    heads = f"{kind.capitalize()} head" + ("s" if len(found) > 1 else "")
    scene.text(left, FILM_TOP - 8, f"{mark} {heads}", colour=colour, bold=True)
    scene.heat(left, FILM_TOP, weighting, (cell, row), upward=True)
    for place, slot in enumerate(shown.slots):
        if slot % max(1, round(34 / row)) == 0:
            y = FILM_TOP + FILM_HEIGHT - (place + 0.5) * row + 4
            scene.text(left - 6, y, str(slot), size=11, anchor="end")
    scene.text(left - 6, FILM_TOP - 8, "slot", size=11, anchor="end")
    _draw_steps(scene, run, left, FILM_TOP + FILM_HEIGHT, cell)


def films_of(run: Run) -> list[tuple[float, float, float, float]]:
    """Where the pictures that run over time stand in a scene: the output and both films."""
    output = (float(LEFT), float(OUTPUT_TOP), float(TIME_WIDTH), float(ROW * len(run.targets)))
    return [output, *((float(left), float(FILM_TOP), float(FILM_WIDTH), float(FILM_HEIGHT)) for left in FILM_LEFT)]


def draw_curve(scene: Scene, curve: Sequence[Progress], moment: Moment) -> None:
    """Cost against sequences seen, both logarithmic, under the films: this run, the paper's, and a cursor."""
    left, top, width, tall = LEFT, HEIGHT + 32, WIDTH - LEFT - 14, CURVE_HEIGHT - 56

    def place(sequences: float, bits: float) -> Point:
        return left + width * _part(sequences, *SEQUENCES), top + tall * (1 - _part(bits, *BITS))

    scene.text(left, top - 12, "Bits a sequence, by sequences seen", bold=True)
    for bits in (1000, 10, 0.1):
        scene.line([(left, place(1, bits)[1]), (left + width, place(1, bits)[1])], "#e4e4e4")
        scene.text(left - 6, place(1, bits)[1] + 4, f"{bits:g}", size=11, anchor="end")
    for sequences in (100, 1000, 10_000, 100_000):
        x = place(sequences, 1)[0]
        anchor = {100: "start", 100_000: "end"}.get(sequences, "middle")
        scene.text(x, top + tall + 15, f"{sequences:,}", size=11, anchor=anchor)
    scene.box(left, top, width, tall, stroke=style.THIN)
    known = paper_curves()["NTM-LSTM"]
    paper = [place(s, bits) for s, bits in zip(known.sequences, known.bits, strict=True) if s <= SEQUENCES[1]]
    scene.line(paper, style.PAPER, 1.5, dashed=True)
    scene.text(paper[0][0] - 8, top + 34, "the paper's NTM, LSTM controller", size=11, colour=style.QUIET, anchor="end")
    ours = [place(point.sequences, point.bits) for point in curve]
    scene.line(ours, style.MEMORY, 2)
    scene.text(ours[0][0] + 8, ours[0][1] - 6, "this machine", size=11, colour=style.MEMORY)
    x, y = place(moment.sequences, moment.bits)
    scene.line([(x, top), (x, top + tall)], style.INK)
    scene.dot(x, y, 6, style.INK)


def _part(value: float, low: float, high: float) -> float:
    """Where a value lies on a logarithmic axis from 0 to 1; outside it, at the nearer end."""
    return float(np.log(min(max(value, low), high) / low) / np.log(high / low))


class Cliff(Demo):
    """The snapshots' runs on one drawing, and the player over them."""

    def __init__(
        self, snapshots: Iterable[Snapshot], vectors: Float[Tensor, "length bits"], curve: Sequence[Progress] | None
    ) -> None:
        self.moments = [Moment(s.update, s.sequences, s.bits, run_on(s.model, vectors)) for s in snapshots]
        if not self.moments:
            raise invalid("snapshots", "hold at least one", 0, "cliff")
        self._curve: Sequence[Progress] = self.moments if curve is None else curve
        self._shown = shared_window([moment.run for moment in self.moments])
        self.player: Player | None = None

    @property
    def sentence(self) -> str:
        """The first, the last and at most two snapshots between them."""
        told = " ".join(caption(self.moments[place]) for place in spaced(len(self.moments), 4))
        return f"The drawing through training, {plural(len(self.moments), 'snapshot')}. {told}"

    def still(self) -> bytes:
        """At most four training moments, all time steps uncovered."""
        return strip([draw(self.moments[place], self._shown) for place in spaced(len(self.moments), 4)])

    def live(self) -> Player:
        """The player with its two ranges."""
        if self.player is None:
            self.player = Player(
                [self._frame(moment) for moment in self.moments],
                [caption(moment) for moment in self.moments],
                label=NAME,
                axis="Training",
                texts=[f"update {moment.update:,}" for moment in self.moments],
                moments=self._time(),
            )
            self.player.moment = self.moments[0].run.steps - 1
        return self.player

    def _frame(self, moment: Moment) -> Scene:
        scene = draw(moment, self._shown, HEIGHT + CURVE_HEIGHT)
        draw_curve(scene, self._curve, moment)
        return scene

    def _time(self) -> Moments:
        steps = range(self.moments[0].run.steps)
        return Moments(
            axis="Time step",
            texts=[f"step {step} of {steps[-1]}" for step in steps],
            details=[[step_words(moment.run, step) for step in steps] for moment in self.moments],
            films=films_of(self.moments[0].run),
        )


def cliff(
    snapshots: Iterable[Snapshot], vectors: Float[Tensor, "length bits"], curve: Sequence[Progress] | None = None
) -> Cliff:
    """Scrub through training and through time: what machines of different ages make of one drawing.

    snapshots  from `load_snapshots("copy-lstm")`: objects with `update`, `sequences`, `bits` and `model`, in order
    vectors    the drawing, from `drawing()`
    curve      points with `sequences` and `bits`, such as every `Progress` of the run; None takes the snapshots

    Raises ValueError without a snapshot, TypeError for a model without `trace`.
    """
    return Cliff(snapshots, vectors, curve)
