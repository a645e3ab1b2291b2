"""Which way each share is pulled, for any way of pointing: by nudging it, so that nothing has to be known about it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.errors import check_shape

Read = Callable[[ndarray, ndarray], ndarray]

STEP = 1e-4


def pointer_memory() -> tuple[Float[ndarray, "5 2"], Float[ndarray, "2"]]:
    """Five slots of two numbers, no two as far from the target; and the target: what slot 3 holds."""
    memory = np.array([[4.0, -4.0], [2.0, 1.0], [3.0, 4.0], [0.0, -2.0], [-1.0, 4.0]])
    return memory, memory[3].copy()


def hard_read(memory: Float[ndarray, "slots width"], weighting: Float[ndarray, "slots"]) -> Float[ndarray, "width"]:
    """What a hard pointer reads: the slot with the largest share, and nothing of the others."""
    return np.array(memory[np.argmax(weighting)])


def pulls(
    read: Read,
    memory: Float[ndarray, "slots width"],
    weighting: Float[ndarray, "slots"],
    target: Float[ndarray, "width"],
) -> Float[ndarray, "slots"]:
    """How fast the read nears the target as each share grows: minus the gradient of their squared distance.

    Central differences, one share nudged at a time, exactly 0 where a nudge changes nothing. Where the read jumps
    between the two nudges the number is the jump over the step, many thousands.

    Raises ValueError when the read is not as wide as the target.
    """
    gradient = []
    for slot in range(len(weighting)):
        nudge = STEP * np.eye(len(weighting))[slot]
        up, down = (_distance(read, memory, weighting + way * nudge, target) for way in (1, -1))
        gradient.append((up - down) / (2 * STEP))
    return -np.array(gradient) + 0.0  # no minus zero


def _distance(read: Read, memory: ndarray, weighting: ndarray, target: ndarray) -> float:
    came = np.asarray(read(memory.copy(), weighting), dtype=np.float64)
    check_shape("what read returns", came.shape, target.shape, f"a memory {memory.shape}")
    return float(((came - target) ** 2).sum())
