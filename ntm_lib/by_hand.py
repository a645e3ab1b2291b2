"""The same equations in NumPy, for one memory `(slots, width)`: Part I's library, and the oracle of the tests.

Nothing here is shared with the torch functions but the form of an error: two independent readings of the paper
have to agree. The equations, symbols and ranges stand in `ntm_lib.addressing` and `ntm_lib.memory`.
"""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.errors import check_axes, check_shape, check_shifts

EPSILON = 1e-8


def softmax(values: Float[ndarray, "*rows slots"]) -> Float[ndarray, "*rows slots"]:
    """Turn any numbers into positive shares that sum to 1 along the last axis: exp(v_i) / Σ_j exp(v_j).

    The largest value is taken off first: that changes no share, and nothing can overflow.
    """
    exponentials = np.exp(values - np.max(values, axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def cosine_similarity(memory: Float[ndarray, "slots width"], key: Float[ndarray, "width"]) -> Float[ndarray, "slots"]:
    """How much each slot points the same way as the key: 1 same, 0 unrelated, -1 opposite (Eq. 6)."""
    check_axes("memory", memory.shape, "(slots, width)", "cosine_similarity")
    check_shape("key", key.shape, memory.shape[1:], f"a memory {memory.shape}")
    lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key)
    return memory @ key / (lengths + EPSILON)


def content_weighting(
    memory: Float[ndarray, "slots width"], key: Float[ndarray, "width"], key_strength: float
) -> Float[ndarray, "slots"]:
    """Share one unit of attention among the slots, most to those that resemble the key (Eq. 5)."""
    check_shape("key_strength", np.shape(key_strength), (), "one memory")
    return softmax(key_strength * cosine_similarity(memory, key))


def interpolate(
    content: Float[ndarray, "slots"], previous: Float[ndarray, "slots"], gate: float
) -> Float[ndarray, "slots"]:
    """Choose between what content found (gate 1) and where the head already was (gate 0) (Eq. 7)."""
    check_shape("previous", np.shape(previous), np.shape(content), "interpolate, as content")
    check_shape("gate", np.shape(gate), (), "one memory")
    return gate * content + (1 - gate) * previous


def shift(weighting: Float[ndarray, "slots"], shift_weighting: Float[ndarray, "shifts"]) -> Float[ndarray, "slots"]:
    """Move the focus along the ring of slots by a weighted mixture of the steps -R ... +R (Eq. 8)."""
    check_axes("weighting", weighting.shape, "(slots,)", "one memory")
    check_axes("shift_weighting", shift_weighting.shape, "(shifts,)", "one memory")
    reach = check_shifts(len(shift_weighting), "shift")
    steps = range(-reach, reach + 1)
    moved = (share * np.roll(weighting, step) for step, share in zip(steps, shift_weighting, strict=True))
    return np.sum(list(moved), axis=0)


def sharpen(weighting: Float[ndarray, "slots"], sharpening: float) -> Float[ndarray, "slots"]:
    """Undo the blur that a soft shift leaves: w(i)^γ / Σ_j w(j)^γ, in log space (Eq. 9)."""
    check_shape("sharpening", np.shape(sharpening), (), "one memory")
    tiny = np.finfo(np.result_type(weighting, 0.0)).tiny  # log of an exact zero would be -inf
    return softmax(sharpening * np.log(weighting + tiny))


def address(
    memory: Float[ndarray, "slots width"],
    previous: Float[ndarray, "slots"],
    key: Float[ndarray, "width"],
    key_strength: float,
    gate: float,
    shift_weighting: Float[ndarray, "shifts"],
    sharpening: float,
) -> Float[ndarray, "slots"]:
    """From a head's dials to its new weighting: content, gate, shift, sharpen (Fig. 2)."""
    gated = interpolate(content_weighting(memory, key, key_strength), previous, gate)
    return sharpen(shift(gated, shift_weighting), sharpening)


def read(memory: Float[ndarray, "slots width"], weighting: Float[ndarray, "slots"]) -> Float[ndarray, "width"]:
    """Blend the slots into one vector, each by its share of the weighting (Eq. 2)."""
    check_shape("weighting", weighting.shape, memory.shape[:1], f"a memory {memory.shape}")
    return weighting @ memory


def erase(
    memory: Float[ndarray, "slots width"],
    weighting: Float[ndarray, "slots"],
    erase_vector: Float[ndarray, "width"],
) -> Float[ndarray, "slots width"]:
    """Fade the numbers that the erase vector names, in the slots that the weighting names (Eq. 3)."""
    _check_write(memory, weighting, "erase_vector", erase_vector)
    return memory * (1 - np.outer(weighting, erase_vector))


def add(
    memory: Float[ndarray, "slots width"],
    weighting: Float[ndarray, "slots"],
    add_vector: Float[ndarray, "width"],
) -> Float[ndarray, "slots width"]:
    """Add a vector to the slots that the weighting names (Eq. 4)."""
    _check_write(memory, weighting, "add_vector", add_vector)
    return memory + np.outer(weighting, add_vector)


def write(
    memory: Float[ndarray, "slots width"],
    weighting: Float[ndarray, "slots"],
    erase_vector: Float[ndarray, "width"],
    add_vector: Float[ndarray, "width"],
) -> Float[ndarray, "slots width"]:
    """Overwrite, softly: erase first, then add (Eq. 3, then Eq. 4)."""
    return add(erase(memory, weighting, erase_vector), weighting, add_vector)


def _check_write(memory: ndarray, weighting: ndarray, name: str, vector: ndarray) -> None:
    check_shape("weighting", weighting.shape, memory.shape[:1], f"a memory {memory.shape}")
    check_shape(name, vector.shape, memory.shape[1:], f"a memory {memory.shape}")
