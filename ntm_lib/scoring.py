"""Two ways to count what a machine got wrong in a sequence, both over the steps where an answer was due.

"Cost per sequence (bits)" in the paper is the cross-entropy. Many public implementations print the number of wrong
bits under the same name, which reaches 0 earlier: here both have a name of their own.
"""

from __future__ import annotations

import math

from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from ntm_lib.errors import check_axes, check_shape, invalid, wrong_type


def bits_per_sequence(
    logits: Float[Tensor, "time batch bits"],
    targets: Float[Tensor, "time batch bits"],
    mask: Bool[Tensor, "time batch"],
) -> Float[Tensor, "batch"]:
    """The cross-entropy of each sequence, in bits: how surprised the machine was by the right answer (Sec. 4).

    - Σ [ y log2 p + (1 - y) log2 (1 - p) ] over the masked steps, p = sigmoid(logits). A coin costs 1 bit a bit.

    Raises ValueError when the shapes differ or a target is not between 0 and 1, TypeError for whole numbers.
    """
    _check(logits, targets, mask)
    nats = binary_cross_entropy_with_logits(logits, targets, reduction="none").sum(dim=-1)
    return nats.where(mask.bool(), nats.new_zeros(())).sum(dim=0) / math.log(2)


def wrong_bits_per_sequence(
    logits: Float[Tensor, "time batch bits"],
    targets: Float[Tensor, "time batch bits"],
    mask: Bool[Tensor, "time batch"],
) -> Float[Tensor, "batch"]:
    """How many bits of each sequence come out wrong when every probability is rounded to 0 or 1.

    Raises ValueError when the shapes differ or a target is not between 0 and 1, TypeError for whole numbers.
    """
    _check(logits, targets, mask)
    wrong = ((logits > 0) != (targets > 0.5)).sum(dim=-1)
    return (wrong * mask.bool()).sum(dim=0).to(logits.dtype)


def _check(logits: Tensor, targets: Tensor, mask: Tensor) -> None:
    check_axes("logits", logits.shape, "(time, batch, bits)", "scoring")
    check_shape("targets", targets.shape, logits.shape, "scoring, as logits")
    check_shape("mask", mask.shape, logits.shape[:-1], "scoring, as logits without their last axis")
    _check_values(logits, targets, mask)


def _check_values(logits: Tensor, targets: Tensor, mask: Tensor) -> None:
    for argument, values in (("logits", logits), ("targets", targets)):
        if not values.is_floating_point():
            raise wrong_type(argument, "have a floating-point dtype", values.dtype, "scoring")
    if not bool(((targets >= 0) & (targets <= 1)).all()):  # a NaN is refused as well
        raise invalid("targets", "lie between 0 and 1", f"{targets.min():g} to {targets.max():g}", "scoring")
    if not bool(((mask == 0) | (mask == 1)).all()):
        raise invalid("mask", "hold nothing but true and false", f"{mask.min():g} to {mask.max():g}", "scoring")
