"""Programs for the hand machine: copy, reverse, delay. They are the references of lesson 05."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.programs.controls import Controls

SHARPENING = 10.0  # enough to undo the play of a move, many times over
STRENGTH = 50.0  # enough, with that sharpening, for the marker's slot to win over all the others together


def copy_program(vector: Float[ndarray, "bits"], phase: str, step: int) -> Controls:
    """Store the vectors one slot after the other, a marker beside the first; then jump to the marker and walk again.

    vector  what the machine is shown; zeros during recall
    phase   "store" or "recall"
    step    counts from 0 within the phase
    """
    nothing, marker = np.zeros(len(vector) + 1), np.append(np.zeros(len(vector)), 1.0)
    move = 0 if step == 0 else 1
    if phase == "store":
        value = np.append(vector, 1.0 if step == 0 else 0.0)
        return Controls(nothing, 0.0, 0.0, move, SHARPENING, np.ones(len(value)), value)
    jump = 1.0 if step == 0 else 0.0
    return Controls(marker, STRENGTH, jump, move, SHARPENING, nothing, nothing)


def reverse_program(vector: Float[ndarray, "bits"], phase: str, step: int) -> Controls:
    """Store as `copy_program` does; then stay for the last vector, and walk back. It needs no marker."""
    nothing = np.zeros(len(vector) + 1)
    move = 0 if step == 0 else 1
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, move, SHARPENING, np.ones(len(nothing)), np.append(vector, 0.0))
    return Controls(nothing, 0.0, 0.0, -move, SHARPENING, nothing, nothing)


def delay_program(vector: Float[ndarray, "bits"], phase: str, step: int) -> Controls:
    """Walk round the ring for ever and overwrite each slot: what a step reads is what was written one round before."""
    nothing = np.zeros(len(vector) + 1)
    move = 0 if step == 0 else 1
    return Controls(nothing, 0.0, 0.0, move, SHARPENING, np.ones(len(nothing)), np.append(vector, 0.0))
