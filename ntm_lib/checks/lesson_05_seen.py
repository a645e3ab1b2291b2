"""What a program of lesson 05 does on the hand machine, as plain facts, and the same facts as arrays again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy import ndarray

from ntm_lib.checks.exercise import Answer, Facts
from ntm_lib.checks.facts import array_of
from ntm_lib.checks.lesson_05_fields import is_of_fields
from ntm_lib.checks.lesson_05_outside import changed, outside
from ntm_lib.checks.rebuild import learner_error
from ntm_lib.checks.wording import show_error
from ntm_lib.programs import Controls, HandMachine, HandRun, HandStep, checked, wrong_bits

HALF = 1e-6  # an output this close to 0.5 is a half
KEPT = 1e-3  # how far recall may change a number of the memory


class Task(NamedTuple):
    """What a program is for.

    phases     how it is run; the answers are what comes out in the recalls, or else in the only phase
    asked      (answer, length, slots) -> the vector that is due as this answer, -1 for a blank one
    from_zero  does the first vector belong in slot 0?
    """

    phases: tuple[str, ...]
    asked: Callable[[int, int, int], int]
    from_zero: bool = False

    @property
    def phase(self) -> str:
        """The phase of the answers."""
        return self.phases[-1]

    def due(self, vectors: ndarray, slots: int) -> ndarray:
        """What has to come out."""
        count = len(vectors) * self.phases.count(self.phase)
        asked = [self.asked(answer, len(vectors), slots) for answer in range(count)]
        return np.array([vectors[k] if k >= 0 else np.zeros(vectors.shape[1]) for k in asked])


class Seen(NamedTuple):
    """A run, step by step (`time` counts through all phases), as far as a verdict looks at it."""

    vectors: ndarray  # (length, bits)
    due: ndarray  # (answers, bits)
    outputs: ndarray  # (answers, bits)
    recalls: ndarray  # (time,) 1 in a recall
    shift: ndarray  # (time,), as the next four
    gate: ndarray
    strength: ndarray
    sharpening: ndarray
    erases: ndarray  # (time,) the largest number of the erase vector
    key: ndarray  # (time, width)
    added: ndarray  # (time, width)
    focus: ndarray  # (time,) the slot with the largest share
    peak: ndarray  # (time,) that share
    next_focus: ndarray  # (time,) the slot with the largest share but one
    next_peak: ndarray  # (time,)
    spare: ndarray  # (slots,) the spare column when everything is stored
    change: ndarray  # () how far recall changed the memory
    forgetful: ndarray  # () 1 where the same question always got the same answer

    @property
    def store(self) -> ndarray:
        """The times at which vectors are shown."""
        return np.flatnonzero(self.recalls == 0)

    @property
    def recall(self) -> ndarray:
        """The times of the first recall."""
        return np.flatnonzero(self.recalls)[: len(self.vectors)]

    @property
    def wrong(self) -> ndarray:
        """Where a bit came out wrong."""
        return _wrong(self.outputs, self.due)

    @property
    def writes(self) -> ndarray:
        """(time,) Does the step write anything?"""
        return (self.erases > 0) | self.added.any(axis=1)

    @property
    def first_write(self) -> int:
        """The slot of the first write, or of the first vector if it is blank; 0 where nothing is written."""
        times = np.flatnonzero(self.writes | (np.arange(len(self.writes)) == 0) & (not self.vectors[0].any()))
        return int(self.focus[times[0]]) if len(times) else 0


class _Refused(Exception):  # noqa: N818 - it is what the machine says to the program
    """The machine cannot do what the program asks for. `lines` are the learner's own, where Python said so first."""

    def __init__(self, words: str, lines: str = "") -> None:
        super().__init__(words)
        self.lines = lines


def play(task: Task) -> Callable[[Answer, Mapping[str, Any]], Facts]:
    """How a case is run: the program stores and recalls `vectors` on a machine of `slots`.

    Where the case has vectors `beside` them, a second machine with those runs in between, a step each in turn.
    """

    def run(program: Answer, arguments: Mapping[str, Any]) -> Facts:
        machine = HandMachine(arguments["vectors"].shape[1], arguments["slots"])
        before = outside(program)
        try:
            steps = _steps(machine, program, task.phases, arguments)
        except _Refused as refused:
            return {"refused": str(refused), "lines": refused.lines, "keeps": changed(before, outside(program))}
        keeps = changed(before, outside(program))
        run = machine.record(arguments["vectors"], task.phases, steps)
        return {"refused": "", "lines": "", "keeps": keeps, **_seen(program, task, run)._asdict()}

    return run


def _steps(
    machine: HandMachine, program: Answer, phases: tuple[str, ...], arguments: Mapping[str, Any]
) -> list[HandStep]:
    asked = _asking(program, machine.width)
    walk = machine.walk(asked, arguments["vectors"], phases)
    beside = machine.walk(asked, arguments.get("beside", arguments["vectors"][:0]), phases)
    steps = []
    for step in walk:
        steps.append(step)
        next(beside, None)
    return steps


def _asking(program: Answer, width: int) -> Answer:
    """The program, with the machine's own words for controls that cannot be done: no error is taken for another."""

    def asked(vector: ndarray, phase: str, step: int) -> Controls:
        try:
            given = program(vector, phase, step)
        except (TypeError, ValueError) as error:
            if not is_of_fields(error):
                raise
            raise _Refused(str(error), show_error(learner_error(error))) from None
        try:
            return checked(given, width, f"{phase} step {step}")
        except (TypeError, ValueError) as error:
            raise _Refused(str(error)) from None

    return asked


def _seen(program: Answer, task: Task, run: HandRun) -> Seen:
    slots = run.memory.shape[1]
    recalls = np.array([phase == "recall" for phase, _ in run.steps], dtype=int)
    after = run.memory[recalls == 0][-1]
    due = task.due(run.vectors, slots)
    outputs = run.outputs(task.phase)
    rounded = run.weightings.round(6)  # of equal shares the lower slot is told, whatever the last digits say
    order = np.argsort(-rounded, axis=1, kind="stable")[:, [0, min(1, slots - 1)]]
    shares = np.take_along_axis(run.weightings, order, axis=1)
    fields = {name: np.array([getattr(step, name) for step in run.controls]) for name in Controls._fields}
    return Seen(
        vectors=run.vectors,
        due=due,
        outputs=outputs,
        recalls=recalls,
        shift=fields["shift"],
        gate=fields["gate"],
        strength=fields["key_strength"],
        sharpening=fields["sharpening"],
        erases=fields["erase_vector"].max(axis=1),
        key=fields["key"],
        added=fields["add_vector"],
        focus=order[:, 0],
        peak=shares[:, 0],
        next_focus=order[:, 1],
        next_peak=shares[:, 1] * (slots > 1),
        spare=after[:, -1],
        change=np.array(np.abs(run.memory[recalls == 1] - after).max(initial=0.0)),
        forgetful=np.array(int(_answers_alike(program, run))),
    )


def _wrong(outputs: ndarray, due: ndarray) -> ndarray:
    """A half is neither 0 nor 1, whatever its last digits say."""
    wrong: ndarray = wrong_bits(outputs, due) | (np.abs(outputs - 0.5) < HALF)
    return wrong


def _answers_alike(program: Answer, run: HandRun) -> bool:
    """Asked everything once more, from the last step to the first, and the recall after other vectors: the same?"""
    asked = list(zip(run.steps, run.controls, strict=True))
    stored = [(phase, step) for phase, step in run.steps if phase != "recall"]
    try:
        for (phase, step), before in reversed(asked):
            if not _same(program(_shown(run, phase, step), phase, step), before):
                return False
        for phase, step in stored:
            program(1 - _shown(run, phase, step), phase, step)
        recalls = [(step, before) for (phase, step), before in asked if phase == "recall"]
        return all(_same(program(_shown(run, "recall", step), "recall", step), before) for step, before in recalls)
    except Exception:  # it did not stop the first time
        return False


def _shown(run: HandRun, phase: str, step: int) -> ndarray:
    return np.zeros(run.vectors.shape[1]) if phase == "recall" else run.vectors[step].copy()


def _same(given: Any, before: Any) -> bool:
    again: Any = checked(given, len(before.key), "once more")
    return all(np.array_equal(a, b) for a, b in zip(again, before, strict=True))


def seen_of(facts: Facts) -> Seen:
    """The facts of a case as arrays. Raises KeyError or TypeError for facts that `play` did not write."""
    arrays = {name: array_of(facts["items"][name]) for name in Seen._fields}
    if any(array is None for array in arrays.values()):
        raise TypeError("a run is made of arrays")
    whole = {"recalls", "shift", "focus", "next_focus", "forgetful"}
    return Seen(**{name: a.astype(int) if name in whole else a for name, a in arrays.items() if a is not None})
