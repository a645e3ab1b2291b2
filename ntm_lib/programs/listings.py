"""A run as a short listing: what the head did in which steps, equal steps on one line.

An `Op` says no more of a step than can be seen from outside (where the head went, and whether it wrote), so that a
listing can be written for a trained machine as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from ntm_lib.programs.controls import Controls
from ntm_lib.programs.hand_run import HandRun

STAY, FORWARD, BACK, JUMP = "STAY", "STEP +1", "STEP -1", "JUMP by content"
_MOVES = {0: STAY, 1: FORWARD, -1: BACK}
_HALF = 0.5  # a gate above it takes the head where the key points


class Op(NamedTuple):
    """One step of the head. Every step reads; some write as well."""

    move: str  # STAY, FORWARD, BACK or JUMP; a jump that also moves has both
    writes: bool

    def __str__(self) -> str:
        return f"{self.move:<15}  {'WRITE' if self.writes else 'READ'}"


class Line(NamedTuple):
    """The same op from step `first` to step `last` of a phase."""

    phase: str
    first: int
    last: int
    op: Op

    @property
    def when(self) -> str:
        """Which steps: "step  0", "steps 1 to 11"."""
        return f"step  {self.first}" if self.first == self.last else f"steps {self.first} to {self.last}"


def ops_of(run: HandRun) -> list[Op]:
    """What each step of a run did, from its controls (see `HandRun.writes`)."""
    return [Op(_move(controls), writes) for controls, writes in zip(run.controls, run.writes, strict=True)]


def _move(controls: Controls) -> str:
    if controls.gate <= _HALF:
        return _MOVES[controls.shift]
    return JUMP if controls.shift == 0 else f"{JUMP}, {_MOVES[controls.shift]}"


def lines_of(ops: Sequence[Op], steps: Sequence[tuple[str, int]]) -> list[Line]:
    """Neighbouring steps of one phase that do the same, put together. `steps` are (phase, step in the phase)."""
    lines = []
    for (phase, op), group in itertools.groupby(zip(steps, ops, strict=True), key=lambda pair: (pair[0][0], pair[1])):
        numbers = [step for (_, step), _ in group]
        lines.append(Line(phase, numbers[0], numbers[-1], op))
    return lines


def listing(run: HandRun) -> str:
    """The listing of a run, as lesson 05 prints it."""
    return as_text(lines_of(ops_of(run), run.steps))


def as_text(lines: Sequence[Line]) -> str:
    """One line each, in columns; a phase is named on its first line."""
    width = max((len(line.when) for line in lines), default=0)
    rows = []
    for index, line in enumerate(lines):
        is_first = index == 0 or lines[index - 1].phase != line.phase
        rows.append(f"{line.phase if is_first else '':<7}  {line.when:<{width}}  {line.op}")
    return "\n".join(rows)
