"""A run of the hand machine as arrays with one column a step, and the sentence that it comes to.

Pictures know a run by its shape alone: `programs` and `figures` are of one layer and do not import each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float
from numpy import ndarray

from ntm_lib.errors import check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.walks import describe
from ntm_lib.figures.words import listed, plural, sentence, span

HALF = 0.5
MOST_TOLD = 4  # more stretches of writing and reading than these are not told one by one


@runtime_checkable
class HandRun(Protocol):
    """What a picture reads of a run of `programs.HandMachine`; steps of all phases after one another."""

    @property
    def vectors(self) -> Any:
        """`(length, bits)`: what the program was given."""

    @property
    def steps(self) -> Any:
        """`(phase, step within the phase)`, one a step."""

    @property
    def writes(self) -> Any:
        """Whether the program wrote, one a step."""

    @property
    def weightings(self) -> Any:
        """`(time, slots)`: the head's, with which it read and wrote."""

    @property
    def read_vectors(self) -> Any:
        """`(time, bits + 1)`: the last column is the spare one."""

    @property
    def memory(self) -> Any:
        """`(time, slots, bits + 1)`: after each step."""


class Shown(NamedTuple):
    """A run as arrays, one column a step; NaN where nothing went in and where nothing is due."""

    phases: list[str]
    starts: list[int]  # the first step of each phase
    given: Float[ndarray, "bits time"]
    answer: Float[ndarray, "bits time"]
    wrong: Bool[ndarray, "bits time"]
    weighting: Float[ndarray, "time slots"]
    writes: list[bool]
    memory: Float[ndarray, "slots width"]  # at the end

    @property
    def due(self) -> int:
        """Bits that were due."""
        return int((~np.isnan(self.answer)).sum())


def look_at(run: HandRun, due: Any, phase: str) -> Shown:
    """The arrays of a picture. Raises ValueError as `hand_run` does."""
    phases = [name for name, _ in run.steps]
    if phase not in phases:
        raise invalid("phase", f"be one of {', '.join(dict.fromkeys(phases))}", repr(phase), "hand_run")
    vectors = numbers(run.vectors)
    wanted = vectors if due is None else numbers(due)
    asked = np.array([name == phase for name in phases])
    check_shape("due", wanted.shape, (int(asked.sum()), vectors.shape[1]), f"hand_run, the steps of {phase}")
    given = np.full((vectors.shape[1], len(phases)), np.nan)
    for time, (name, step) in enumerate(run.steps):
        if name != "recall":  # there the machine shows nothing
            given[:, time] = vectors[step]
    answer, right = np.full_like(given, np.nan), np.full_like(given, np.nan)
    answer[:, asked] = numbers(run.read_vectors)[asked, : vectors.shape[1]].T
    right[:, asked] = wanted.T
    wrong = (((answer > HALF) != (right > HALF)) | np.isnan(answer)) & asked
    starts = [time for time, (_, step) in enumerate(run.steps) if step == 0]
    weighting, memory = numbers(run.weightings), numbers(run.memory)[-1]
    return Shown(phases, starts, given, answer, wrong, weighting, list(run.writes), memory)


def run_words(shown: Shown) -> str:
    """The head's way, when it writes, and how many bits came out wrong."""
    told = [describe("The head", shown.weighting)]
    stretches = [
        f"{'writes' if writes else 'only reads'} ({span('step', first, last)})"
        for writes, first, last in doings(shown.writes)
    ]
    if len(stretches) <= MOST_TOLD:
        told.append(sentence(f"it {listed(stretches)}"))
    wrong = int(shown.wrong.sum())
    text = f"{wrong} of {plural(shown.due, 'bit')} wrong"
    first = np.flatnonzero(shown.wrong.any(axis=0))
    told.append(sentence(f"{text}, first at step {first[0]}" if len(first) else text))
    return " ".join(told)


def doings(writes: Sequence[bool]) -> list[tuple[bool, int, int]]:
    """Stretches of steps that write, and that only read: `(writes, first step, last step)`."""
    found = []
    for does, steps in groupby(range(len(writes)), key=lambda step: writes[step]):
        members = list(steps)
        found.append((does, members[0], members[-1]))
    return found
