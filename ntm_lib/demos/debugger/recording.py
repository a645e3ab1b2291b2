"""What a program of lesson 05 did, step by step, up to its end or to the step at which it failed."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float
from numpy import ndarray

from ntm_lib.errors import check_axes, check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.walks import IN_USE, Window, arc
from ntm_lib.programs import (
    Functions,
    HandMachine,
    HandRun,
    HandState,
    HandStep,
    Line,
    Op,
    Program,
    lines_of,
    ops_of,
    wrong_bits,
)

RECALL = "recall"  # the phase in which the program is shown nothing, and the vectors are due


@dataclass(frozen=True, eq=False)
class Recording:
    """The steps that were done. `time` counts them over all phases; there is one frame more where the program failed.

    run      as far as it came
    start    the state before the first step
    inputs   what the program was shown
    due      what has to be read; NaN where nothing is due
    trouble  why the program stopped before its end; empty when it did not
    """

    run: HandRun
    start: HandState
    inputs: Float[ndarray, "time bits"]
    due: Float[ndarray, "time bits"]
    trouble: str = ""

    @property
    def steps(self) -> list[tuple[str, int]]:
        """(phase, step in the phase) of all steps, those not done as well."""
        return self.run.steps

    @property
    def done(self) -> int:
        """Steps that were done."""
        return len(self.run.controls)

    @property
    def frames(self) -> int:
        """Pictures: one a step that was done, and one for the trouble."""
        return self.done + bool(self.trouble)

    @property
    def bits(self) -> int:
        """Bits of a vector."""
        return self.run.vectors.shape[1]

    @functools.cached_property
    def ops(self) -> list[Op]:
        """What each step did."""
        return ops_of(self.run)

    @functools.cached_property
    def lines(self) -> list[Line]:
        """The listing of what was done."""
        return lines_of(self.ops, self.steps[: self.done])

    @functools.cached_property
    def shown(self) -> Window:
        """The slots in a picture: all that the head uses, as one stretch of the ring."""
        heads = np.concatenate([self.start.weighting[None], self.run.weightings])
        used = np.concatenate([np.flatnonzero(heads.max(axis=0) >= IN_USE), heads.argmax(axis=1)])
        return arc(used.tolist(), heads.shape[1])

    @functools.cached_property
    def largest(self) -> float:
        """The largest size of a number in the memory, at least 1: the darkest colour."""
        return max(1.0, float(np.abs(self.run.memory).max(initial=0)))

    @functools.cached_property
    def wrong(self) -> Bool[ndarray, "time bits"]:
        """Bits that were due and came out wrong."""
        return wrong_bits(self.run.read_vectors[:, : self.bits], self.due) & ~np.isnan(self.due)

    def before(self, step: int) -> Float[ndarray, "slots"]:
        """The weighting before a step."""
        return self.run.weightings[step - 1] if step else self.start.weighting

    def after(self, step: int) -> Float[ndarray, "slots"]:
        """The weighting after a step; where the program stopped instead, the one before."""
        return self.run.weightings[step] if step < self.done else self.before(step)

    def memory_after(self, step: int) -> Float[ndarray, "slots width"]:
        """The memory after a step; blank before the first."""
        return self.run.memory[min(step, self.done - 1)] if self.done else self.start.memory

    def focus(self, step: int) -> int:
        """The slot that the head is on: the one with the largest share."""
        return int(self.after(step).argmax())

    def line_at(self, step: int) -> int | None:
        """Which line of the listing a step belongs to; None where the program stopped."""
        if step >= self.done:
            return None
        phase, number = self.steps[step]
        return next(n for n, line in enumerate(self.lines) if line.phase == phase and line.first <= number <= line.last)


def record(
    program: Program,
    vectors: Float[ndarray, "length bits"],
    functions: Functions,
    num_slots: int | None,
    phases: Sequence[str],
    due: Float[ndarray, "length bits"] | None,
) -> Recording:
    """Run a program as `HandMachine.run` does, and keep what it did even where it fails.

    Raises ValueError for vectors or due of another shape, without a vector, or without a phase.
    """
    shown = numbers(vectors)
    check_axes("vectors", shown.shape, "(length, bits)", "debugger")
    if shown.size == 0 or not phases:
        name, value = ("vectors", shown.shape) if phases else ("phases", tuple(phases))
        raise invalid(name, "not be empty", value, "debugger")
    sizes = {"bits": shown.shape[1]} | ({} if num_slots is None else {"num_slots": num_slots})
    machine = HandMachine(functions=functions, **sizes)
    steps, trouble = _walked(machine, program, shown, phases)
    start = machine.initial_state()
    run = machine.record(shown, phases, steps)
    inputs = numbers([step.vector for step in steps]).reshape(-1, shown.shape[1])
    return Recording(run, start, inputs, _due(shown, phases, due)[: len(steps)], trouble)


def _walked(
    machine: HandMachine, program: Program, vectors: Float[ndarray, "length bits"], phases: Sequence[str]
) -> tuple[list[HandStep], str]:
    """The steps up to the end or to a failure, and what failed: the learner's program or one of their functions."""
    steps: list[HandStep] = []
    try:
        for step in machine.walk(program, vectors, phases):
            _check_step(machine, step)
            steps.append(step)
    except Exception as problem:
        return steps, f"{type(problem).__name__}: {problem}"
    return steps, ""


def _check_step(machine: HandMachine, step: HandStep) -> None:
    """Raise ValueError where one of the functions returned another shape, or no numbers."""
    context = f"{step.phase} step {step.step}"
    returned = {
        "address": (step.state.weighting, (machine.num_slots,)),
        "read": (step.read_vector, (machine.width,)),
        "write": (step.state.memory, (machine.num_slots, machine.width)),
    }
    for name, (array, shape) in returned.items():
        check_shape(f"what {name} returns", np.shape(array), shape, context)
        if not np.isfinite(array).all():
            raise invalid(f"what {name} returns", "hold finite numbers", "one that is not", context)


def _due(
    vectors: Float[ndarray, "length bits"], phases: Sequence[str], due: Float[ndarray, "length bits"] | None
) -> Float[ndarray, "steps bits"]:
    """What each step has to say; NaN where it need not say anything."""
    found = np.full((len(phases), *vectors.shape), np.nan)
    if due is not None:
        wanted = numbers(due)
        check_shape("due", wanted.shape, vectors.shape, "debugger, as vectors")
        found[-1] = wanted
    elif phases[-1] == RECALL:
        found[-1] = vectors
    return found.reshape(-1, vectors.shape[1])
