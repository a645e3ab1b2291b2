"""Known mistakes of 9.3 that lie in its loss, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from ntm_lib.checks.exercise import Mistake
from ntm_lib.checks.lesson_09_moves import RIGHT, loss_of, step_of
from ntm_lib.scoring import bits_per_sequence

LOG_2 = math.log(2)


def _per_answered_step(logits: Tensor, batch: Any) -> Tensor:
    return bits_per_sequence(logits, batch.targets, batch.mask).sum() / batch.mask.sum()


LOSSES = (
    Mistake(
        "sigmoid twice",
        "Your loss takes the sigmoid of the logits once too often: every probability lies between 0.5 and 0.73.",
        "what `bits_per_sequence` expects: the logits, as they come out of the model.",
        mutants=(step_of(RIGHT, lambda o, b: loss_of(torch.sigmoid(o), b)),),
    ),
    Mistake(
        "the sum as the loss",
        "Your loss is a sum: it grows with the batch and with the length of its sequences, and the gradient with it.",
        "the division by the number of answered bits, `batch.mask.sum() * batch.targets.shape[-1]`.",
        mutants=(step_of(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).sum()),),
    ),
    Mistake(
        "bits a sequence as the loss",
        "Your loss is the cost of a sequence: it grows with the length of the sequences. Bits an answered bit are due.",
        "the division by the number of answered bits, `batch.mask.sum() * batch.targets.shape[-1]`.",
        mutants=(step_of(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).mean()),),
    ),
    Mistake(
        "bits an answered step as the loss",
        "You divide by the number of answered steps. There are several bits in each: a coin should cost 1.",
        "the divisor: answered steps times bits, `batch.mask.sum() * batch.targets.shape[-1]`.",
        mutants=(step_of(RIGHT, _per_answered_step),),
    ),
    Mistake(
        "the flag among the bits",
        "Your loss for an answered bit is too small: you count the channels of `batch.inputs` as bits, and the flag "
        "is one of them. A coin should cost 1.",
        "the number of bits in a vector: `batch.targets.shape[-1]`.",
        mutants=(step_of(RIGHT, lambda o, b: _per_answered_step(o, b) / b.inputs.shape[-1]),),
    ),
    Mistake(
        "a fixed number of bits",
        "Your loss for an answered bit is off by one factor: you divide by 8 bits a vector, whatever batch you "
        "are given. Here the vectors have 2.",
        "the number of bits in a vector: `batch.targets.shape[-1]`.",
        mutants=(step_of(RIGHT, lambda o, b: _per_answered_step(o, b) / 8),),
    ),
    Mistake(
        "all steps as the divisor",
        "You divide by all bits there are, also those of steps where no answer is due.",
        "the divisor: only the steps that the mask marks.",
        mutants=(
            step_of(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).sum() / b.targets.numel()),
            step_of(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).sum() / b.mask.numel()),
        ),
    ),
    Mistake(
        "the loss in nats",
        "Your loss is in nats. In bits, a coin costs 1.",
        "`bits_per_sequence`, which divides by log 2.",
        mutants=(step_of(RIGHT, lambda o, b: LOG_2 * loss_of(o, b)),),
    ),
    Mistake(
        "the loss counts every step",
        "Your loss also counts steps where no answer is due.",
        "the mask: `bits_per_sequence(logits, batch.targets, batch.mask)` leaves them out.",
        mutants=(
            step_of(RIGHT, lambda o, b: binary_cross_entropy_with_logits(o, b.targets) / LOG_2),
            step_of(RIGHT, lambda o, b: binary_cross_entropy_with_logits(o, b.targets)),
        ),
    ),
)
