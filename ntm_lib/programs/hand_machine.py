"""The machine by hand: memory, one head, and in place of a network a program that sets the head's dials.

One head reads and writes at one weighting. A step addresses the memory, reads it, then erases and adds, as
`ntm_lib.machine` does. A network's shift is a softmax, which never puts everything on one step: a *move* here has the
same play. Staying has none, because a marker that leaks into its neighbours is found in all of them: cosine similarity
does not mind how faint a copy is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib import by_hand
from ntm_lib.errors import check_axes, check_count, check_width, invalid
from ntm_lib.programs.controls import SHIFTS, Controls, checked
from ntm_lib.programs.hand_run import HandRun

Program = Callable[[ndarray, str, int], Any]  # (vector, phase, step in the phase) -> Controls


class Functions(NamedTuple):
    """What the machine is made of, with the signatures of `ntm_lib.by_hand`."""

    read: Callable[..., ndarray]
    address: Callable[..., ndarray]
    write: Callable[..., ndarray]


LIBRARY = Functions(by_hand.read, by_hand.address, by_hand.write)


class HandState(NamedTuple):
    """What the machine carries from step to step."""

    memory: Float[ndarray, "slots width"]
    weighting: Float[ndarray, "slots"]


class HandStep(NamedTuple):
    """One step of a run: what the program saw and asked for, what was read, and the state after it."""

    phase: str
    step: int  # from 0 within its phase
    vector: Float[ndarray, "bits"]
    controls: Controls
    read_vector: Float[ndarray, "width"]
    state: HandState


@dataclass(frozen=True)
class HandMachine:
    """A memory of `num_slots` slots of `bits` + 1 numbers, the last of them spare, and a head that starts on slot 0.

    functions          what it computes with: the library's, or a learner's own
    play               of a move, what each of the two other steps gets; 1 - 2 play is left for the one asked for
    play_when_staying  the same for a head that is to stay

    Raises TypeError or ValueError for sizes that are no whole numbers of at least 1, and for play outside 0 to 0.5.
    """

    bits: int = 8
    num_slots: int = 128
    functions: Functions = LIBRARY
    play: float = 0.05
    play_when_staying: float = 0.0

    def __post_init__(self) -> None:
        check_count("bits", self.bits, "HandMachine")
        check_count("num_slots", self.num_slots, "HandMachine")
        for name in ("play", "play_when_staying"):
            if not 0 <= getattr(self, name) <= 0.5:
                raise invalid(name, "be from 0 to 0.5", getattr(self, name), "HandMachine")

    @property
    def width(self) -> int:
        """How many numbers a slot has: the bits and the spare one."""
        return self.bits + 1

    def initial_state(self) -> HandState:
        """A memory of exact zeros, and the head on slot 0."""
        weighting = np.zeros(self.num_slots)
        weighting[0] = 1.0
        return HandState(np.zeros((self.num_slots, self.width)), weighting)

    def shift_weighting(self, shift: int) -> Float[ndarray, "3"]:
        """The shares of the steps -1, 0, +1 when `shift` is asked for."""
        play = self.play if shift else self.play_when_staying
        return np.array([1 - 2 * play if step == shift else play for step in SHIFTS])

    def step(
        self, controls: Controls, state: HandState, context: str = "this step"
    ) -> tuple[Float[ndarray, "width"], HandState]:
        """Address the memory, read it, then erase and add. The state passed in stays as it was.

        Returns the read vector and the next state. Raises TypeError or ValueError, ending in `context`, for controls
        that cannot be done.
        """
        return self._done(checked(controls, self.width, context), state)

    def _done(self, controls: Controls, state: HandState) -> tuple[ndarray, HandState]:
        key, key_strength, gate, shift, sharpening, erase_vector, add_vector = controls
        memory, previous = state.memory.copy(), state.weighting.copy()  # a learner's function may write into them
        shift_weighting = self.shift_weighting(shift)
        weighting = self.functions.address(memory, previous, key, key_strength, gate, shift_weighting, sharpening)
        read_vector = self.functions.read(memory, weighting)
        return read_vector, HandState(self.functions.write(memory, weighting, erase_vector, add_vector), weighting)

    def walk(
        self, program: Program, vectors: Float[ndarray, "length bits"], phases: Sequence[str] = ("store", "recall")
    ) -> Iterator[HandStep]:
        """One step after the other, as many in each phase as there are vectors.

        In a phase "recall" the program is shown zeros, in any other the vectors. Raises as `step` does, and whatever
        the program raises, once it comes to that step.
        """
        shown = _checked_vectors(vectors, self.bits)
        state = self.initial_state()
        for phase in phases:
            for step, vector in enumerate(np.zeros_like(shown) if phase == "recall" else shown):
                controls = checked(program(vector.copy(), phase, step), self.width, f"{phase} step {step}")
                read_vector, state = self._done(controls, state)
                yield HandStep(phase, step, vector, controls, read_vector, state)

    def run(
        self, program: Program, vectors: Float[ndarray, "length bits"], phases: Sequence[str] = ("store", "recall")
    ) -> HandRun:
        """A whole run, and the record of it. Raises as `walk` does."""
        return self.record(vectors, phases, list(self.walk(program, vectors, phases)))

    def record(self, vectors: Float[ndarray, "length bits"], phases: Sequence[str], steps: list[HandStep]) -> HandRun:
        """The steps of a whole `walk` in one `HandRun`."""
        return HandRun(
            vectors=_checked_vectors(vectors, self.bits),
            phases=tuple(phases),
            controls=[step.controls for step in steps],
            shift_weightings=_stack([self.shift_weighting(step.controls.shift) for step in steps], len(SHIFTS)),
            read_vectors=_stack([step.read_vector for step in steps], self.width),
            weightings=_stack([step.state.weighting for step in steps], self.num_slots),
            memory=_stack([step.state.memory for step in steps], self.num_slots, self.width),
        )


def _stack(arrays: list[ndarray], *shape: int) -> ndarray:
    return np.array(arrays, dtype=float).reshape(len(arrays), *shape)


def _checked_vectors(vectors: Any, bits: int) -> ndarray:
    array = np.array(vectors, dtype=float)
    check_axes("vectors", array.shape, "(length, bits)", "a run")
    check_width("vectors", array.shape[1], bits, "this machine's bits")
    return array
