"""Two ways to count what a machine got wrong in a sequence, both over the steps where an answer was due.

"Cost per sequence (bits)" in the paper is the cross-entropy. Many public implementations print the number of wrong
bits under the same name, which reaches 0 earlier: here both have a name of their own.
"""

from __future__ import annotations

import math

from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from ntm_lib.errors import check_shape


def bits_per_sequence(
    logits: Float[Tensor, "time batch bits"],
    targets: Float[Tensor, "time batch bits"],
    mask: Bool[Tensor, "time batch"],
) -> Float[Tensor, "batch"]:
    """The cross-entropy of each sequence, in bits: how surprised the machine was by the right answer (Sec. 4).

    - Σ [ y log2 p + (1 - y) log2 (1 - p) ] over the masked steps, p = sigmoid(logits). A coin costs 1 bit a bit.

    Raises ValueError when the shapes differ.
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

    Raises ValueError when the shapes differ.
    """
    _check(logits, targets, mask)
    wrong = ((logits > 0) != (targets > 0.5)).sum(dim=-1)
    return (wrong * mask.bool()).sum(dim=0).to(logits.dtype)


def _check(logits: Tensor, targets: Tensor, mask: Tensor) -> None:
    check_shape("targets", targets.shape, logits.shape, "scoring, as logits")
    check_shape("mask", mask.shape, logits.shape[:-1], "scoring, as logits without their last axis")
