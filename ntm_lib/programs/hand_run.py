"""What a run of the hand machine leaves behind, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy import ndarray

from ntm_lib.errors import check_shape, invalid
from ntm_lib.programs.controls import Controls

if TYPE_CHECKING:
    from ntm_lib.machine import Trace


@dataclass(frozen=True, eq=False)
class HandRun:
    """Every step of a run, the phases one after the other; `time` counts through all of them."""

    vectors: Float[ndarray, "length bits"]
    phases: tuple[str, ...]
    controls: list[Controls]  # time of them
    shift_weightings: Float[ndarray, "time 3"]  # what the machine made of each shift, play included
    read_vectors: Float[ndarray, "time width"]
    weightings: Float[ndarray, "time slots"]
    memory: Float[ndarray, "time slots width"]  # after each step

    @property
    def steps(self) -> list[tuple[str, int]]:
        """(phase, step in the phase) of each step."""
        return [(phase, step) for phase in self.phases for step in range(len(self.vectors))]

    def times(self, phase: str) -> list[int]:
        """Where in `time` the steps of a phase are. Raises ValueError for a phase that the run does not have."""
        if phase not in self.phases:
            raise invalid("phase", f"be one of {', '.join(self.phases)}", repr(phase), "this run")
        return [time for time, (name, _) in enumerate(self.steps) if name == phase]

    def outputs(self, phase: str = "recall") -> Float[ndarray, "length bits"]:
        """What the machine says in a phase: the bits of each step's read vector. Raises ValueError as `times` does."""
        return self.read_vectors[self.times(phase), : self.vectors.shape[1]]

    @property
    def writes(self) -> list[bool]:
        """Which steps write, from the controls.

        A blank vector added to a slot that nothing is erased from cannot be told from no write at all. Where the
        program was shown a blank vector, such a step counts as the step before it does.
        """
        found: list[bool] = []
        for (phase, step), controls in zip(self.steps, self.controls, strict=False):  # a walk that failed has fewer
            is_blank = phase != "recall" and step > 0 and not self.vectors[step].any()
            does = bool(controls.erase_vector.any() or controls.add_vector.any())
            found.append(does or (is_blank and found[-1]))
        return found

    @property
    def focus(self) -> Int[ndarray, "time"]:
        """The slot with the largest share, at each step."""
        return self.weightings.argmax(axis=1)

    @property
    def peak(self) -> Float[ndarray, "time"]:
        """That share."""
        return self.weightings.max(axis=1)

    @property
    def trace(self) -> Trace:
        """The run as the `Trace` of a machine: batch 1, one read and one write head that share their weighting."""
        from ntm_lib.programs.traces import trace_of  # torch, for those who ask for it

        return trace_of(self)


def wrong_bits(
    outputs: Float[ndarray, "length bits"], due: Float[ndarray, "length bits"]
) -> Bool[ndarray, "length bits"]:
    """Where an output above 0.5 stands for a 0 that was due, or one of at most 0.5 for a 1. Nan is always wrong.

    Raises ValueError where the two differ in shape.
    """
    outputs, due = np.asarray(outputs), np.asarray(due)
    check_shape("outputs", outputs.shape, due.shape, "wrong_bits, as due")
    return ((outputs > 0.5) != (due > 0.5)) | np.isnan(outputs)
