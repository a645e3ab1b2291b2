"""Where a head looks: by content, then by location (Sec. 3.3, Fig. 2), one pure function an equation.

Differs from the paper in two places, both so that no number is ever undefined: the cosine divides by
|u| |v| + 1e-8, because Eq. 6 is 0/0 for a blank slot; and Eq. 9 is normalised in log space, because a
diffuse weighting raised to a large power underflows and would no longer sum to 1.

Leading axes are free: the same functions serve one memory `(slots, width)` and, in the machine, a batch of
heads: memory `(batch, 1, slots, width)` with a key `(batch, heads, width)`.
"""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from ntm_lib.errors import check_beside, check_leading, check_shape, check_shifts, check_width

EPSILON = 1e-8


def cosine_similarity(
    memory: Float[Tensor, "*#batch slots width"], key: Float[Tensor, "*#batch width"]
) -> Float[Tensor, "*#batch slots"]:
    """How much each slot points the same way as the key: 1 same, 0 unrelated, -1 opposite (Eq. 6).

    K[u, v] = u · v / (|u| |v|)

    memory  M_t  real  one vector a slot
    key     k_t  real  the vector looked for

    Raises ValueError when the key is not as wide as a slot, or its leading axes do not pair off with the memory's.
    """
    context = f"a memory {tuple(memory.shape)}"
    check_width("key", key.shape[-1], memory.shape[-1], context)
    check_beside("key", key.shape[:-1], memory.shape[:-2], context)
    dot_products = (memory @ key.unsqueeze(-1)).squeeze(-1)
    lengths = torch.linalg.vector_norm(memory, dim=-1) * torch.linalg.vector_norm(key, dim=-1, keepdim=True)
    return dot_products / (lengths + EPSILON)


def content_weighting(
    memory: Float[Tensor, "*#batch slots width"],
    key: Float[Tensor, "*#batch width"],
    key_strength: Float[Tensor, "*#batch"] | float,
) -> Float[Tensor, "*#batch slots"]:
    """Share one unit of attention among the slots, most to those that resemble the key (Eq. 5).

    w^c_t(i) = exp(β_t K[k_t, M_t(i)]) / Σ_j exp(β_t K[k_t, M_t(j)])

    memory        M_t  real
    key           k_t  real
    key_strength  β_t  > 0  0 looks everywhere, a large one at the best match alone

    Raises ValueError when the key does not fit the memory, or there is not one strength a key.
    """
    strength = _per_weighting("key_strength", key_strength, key)
    return torch.softmax(strength * cosine_similarity(memory, key), dim=-1)


def interpolate(
    content: Float[Tensor, "*#batch slots"],
    previous: Float[Tensor, "*#batch slots"],
    gate: Float[Tensor, "*#batch"] | float,
) -> Float[Tensor, "*#batch slots"]:
    """Choose between what content found and where the head already was (Eq. 7).

    w^g_t = g_t w^c_t + (1 - g_t) w_{t-1}

    content   w^c_t    simplex
    previous  w_{t-1}  simplex  the head's own weighting one step ago
    gate      g_t      (0, 1)   1 uses content, 0 keeps the old focus

    Raises ValueError when the weightings differ in shape, or there is not one gate a weighting.
    """
    check_shape("previous", previous.shape, content.shape, "interpolate, as content")
    gate = _per_weighting("gate", gate, content)
    return gate * content + (1 - gate) * previous


def shift(
    weighting: Float[Tensor, "*#batch slots"], shift_weighting: Float[Tensor, "*#batch shifts"]
) -> Float[Tensor, "*#batch slots"]:
    """Move the focus along the ring of slots by a weighted mixture of steps (Eq. 8).

    w̃_t(i) = Σ_j w^g_t(j) s_t(i - j), indices modulo N

    weighting        w^g_t  simplex
    shift_weighting  s_t    simplex  over the steps -R ... +R, in that order: a one in the last place moves
                                     the focus from slot i to slot i + R, and from the last slots to the first

    Raises ValueError for an even number of shifts, or when there is not one shift weighting a weighting.
    """
    reach = check_shifts(shift_weighting.shape[-1], "shift")
    check_leading("shift_weighting", shift_weighting.shape[:-1], weighting.shape[:-1], "shift, as weighting")
    moved = [weighting.roll(step, dims=-1) for step in range(-reach, reach + 1)]
    return (torch.stack(moved, dim=-1) * shift_weighting.unsqueeze(-2)).sum(dim=-1)


def sharpen(
    weighting: Float[Tensor, "*#batch slots"], sharpening: Float[Tensor, "*#batch"] | float
) -> Float[Tensor, "*#batch slots"]:
    """Undo the blur that a soft shift leaves: the large shares grow, the small ones fade (Eq. 9).

    w_t(i) = w̃_t(i)^γ_t / Σ_j w̃_t(j)^γ_t, computed as the softmax of γ_t log w̃_t(i)

    weighting   w̃_t  simplex
    sharpening  γ_t   ≥ 1  1 changes nothing

    Raises ValueError when there is not one sharpening a weighting.
    """
    sharpening = _per_weighting("sharpening", sharpening, weighting)
    tiny = torch.finfo(weighting.dtype).tiny  # log of an exact zero would be -inf, its gradient NaN
    return torch.softmax(sharpening * torch.log(weighting + tiny), dim=-1)


def address(
    memory: Float[Tensor, "*#batch slots width"],
    previous: Float[Tensor, "*#batch slots"],
    key: Float[Tensor, "*#batch width"],
    key_strength: Float[Tensor, "*#batch"] | float,
    gate: Float[Tensor, "*#batch"] | float,
    shift_weighting: Float[Tensor, "*#batch shifts"],
    sharpening: Float[Tensor, "*#batch"] | float,
) -> Float[Tensor, "*#batch slots"]:
    """From a head's dials to its new weighting: content, gate, shift, sharpen, in this order (Fig. 2).

    memory           M_{t-1}  real     what all heads of a step look at: the memory before it is written
    previous         w_{t-1}  simplex  this head's weighting one step ago
    key              k_t      real
    key_strength     β_t      > 0
    gate             g_t      (0, 1)
    shift_weighting  s_t      simplex  over -R ... +R
    sharpening       γ_t      ≥ 1

    Raises ValueError where one of the four steps does.
    """
    content = content_weighting(memory, key, key_strength)
    gated = interpolate(content, previous, gate)
    return sharpen(shift(gated, shift_weighting), sharpening)


def _per_weighting(argument: str, value: Tensor | float, vectors: Tensor) -> Tensor:
    """One number a vector, with a last axis to multiply along; a lone number serves all."""
    value = torch.as_tensor(value, dtype=vectors.dtype, device=vectors.device)
    check_leading(argument, value.shape, vectors.shape[:-1], f"vectors {tuple(vectors.shape)}")
    return value.unsqueeze(-1)
