"""A program of Part I under a debugger: step it, run it to a breakpoint, and see each dial, slot and bit.

The machine is made of whatever functions are given, so that a learner's program runs on a learner's own machine.
All pictures are drawn at once: nothing waits for the kernel while the program is stepped.
"""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.bit_pad import drawing
from ntm_lib.demos.debugger.moment import draw_moment
from ntm_lib.demos.debugger.picture import draw
from ntm_lib.demos.debugger.recording import Recording, record
from ntm_lib.demos.debugger.words import caption, moments, sentence, short_name
from ntm_lib.demos.demo import Demo
from ntm_lib.demos.player import Player
from ntm_lib.demos.scene import strip
from ntm_lib.demos.stepper import Stepper, stepped
from ntm_lib.programs import LIBRARY, Functions, Program

NAME = "The program at this step"


class Debugger(Demo):
    """One run of a program. `.recording` is what it did; `.player` and `.stepper` exist once a front end has asked."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.player: Player | None = None
        self.stepper: Stepper | None = None

    @property
    def sentence(self) -> str:
        """Where the head was at the turning points, and how many bits came out wrong."""
        return sentence(self.recording)

    def still(self) -> bytes:
        """The first and the last step of each phase."""
        return strip([draw_moment(self.recording, step) for step in moments(self.recording)], columns=2)

    def live(self) -> ipywidgets.DOMWidget:
        """The buttons and the breakpoint over the pictures."""
        if self.player is None:
            frames = range(self.recording.frames)
            pictures = [draw(self.recording, step) for step in frames]
            captions = [caption(self.recording, step) for step in frames]
            names = [short_name(self.recording, step) for step in frames]
            self.player = Player(pictures, captions, NAME, "All steps", names)
            focus = [self.recording.focus(step) if step < self.recording.done else -1 for step in frames]
            self.stepper = Stepper("Program", focus, self.recording.shown.slots)
        assert self.stepper is not None
        return stepped(self.stepper, self.player)


def debugger(
    program: Program,
    vectors: Float[ndarray, "length bits"] | None = None,
    functions: Functions = LIBRARY,
    num_slots: int | None = None,
    phases: Sequence[str] = ("store", "recall"),
    due: Float[ndarray, "length bits"] | None = None,
) -> Debugger:
    """Step a program on the machine made of these functions, with a breakpoint on the head's position.

    program    (vector (bits,), phase, step) -> Controls, such as `checks.mine("5.1")`
    vectors    (length, bits) of 0 and 1; None is the drawing of lesson 00
    functions  read, address and write of the machine, such as `checks.my_functions()`
    num_slots  slots of the ring; None is the hand machine's own number
    phases     each shows the program all vectors once, "recall" nothing
    due        (length, bits), what the last phase has to say; None is the vectors in "recall", and nothing elsewhere

    A program that fails is shown up to the step at which it does. Raises ValueError for vectors or due of another
    shape, or without a phase.
    """
    shown = drawing().numpy() if vectors is None else vectors
    return Debugger(record(program, shown, functions, num_slots, phases, due))
