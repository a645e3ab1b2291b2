"""Known mistakes of 9.2, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy, binary_cross_entropy_with_logits

from ntm_lib.checks.exercise import Facts, Mistake
from ntm_lib.checks.facts import agree
from ntm_lib.scoring import wrong_bits_per_sequence

LOG_2 = math.log(2)
_SURE = (4, 5)  # the cases of 9.2 with logits of 60


def _bits(logits: Tensor, targets: Tensor) -> Tensor:
    return binary_cross_entropy_with_logits(logits, targets, reduction="none") / LOG_2


def _naive(logits: Tensor, targets: Tensor) -> Tensor:
    p = torch.sigmoid(logits)
    return -(targets * torch.log2(p) + (1 - targets) * torch.log2(1 - p))


def _scored(
    then: Callable[[Tensor, Tensor], Tensor], cost: Callable[[Tensor, Tensor], Tensor] = _bits
) -> Callable[[Tensor, Tensor, Tensor], Tensor]:
    """Cost of every bit, then `then(costs, mask)` with the mask's last axis added."""
    return lambda logits, targets, mask: then(cost(logits, targets), mask.unsqueeze(-1).to(logits.dtype))


def _masked_sum(costs: Tensor, mask: Tensor) -> Tensor:
    return (costs * mask).sum(dim=(0, 2))


def _beside(axis: int | None, unit: float) -> Callable[[Tensor, Tensor, Tensor], Tensor]:
    """The mask without its last axis, or with a new one elsewhere."""
    placed = (lambda mask: mask) if axis is None else (lambda mask: mask.unsqueeze(axis))
    return lambda logits, targets, mask: (_bits(logits, targets) * unit * placed(mask)).sum(dim=(0, 2))


def _one_number(reduction: str, unit: float, masked: bool) -> Callable[[Tensor, Tensor, Tensor], Tensor]:
    """PyTorch's cost of everything at once, and perhaps the mask on that."""

    def cost(logits: Tensor, targets: Tensor, mask: Tensor) -> Tensor:
        number = binary_cross_entropy_with_logits(logits, targets, reduction=reduction) * unit
        return (number * mask).sum(dim=0) if masked else number

    return cost


def _adds_up_one_number(got: list[Facts], due: list[Facts]) -> bool:
    """Whatever the sizes, there are no axes to add over."""
    return all(case["raised"]["type"] == "IndexError" and "range of [-1, 0]" in case["raised"]["words"] for case in got)


def _only_sure_ones_fail(got: list[Facts], due: list[Facts]) -> bool:
    """Right for ordinary logits, wrong for large ones."""
    right = [not a["raised"] and agree(a["value"], b["value"], 1e-4) for a, b in zip(got, due, strict=True)]
    return all(right[i] for i in range(len(right)) if i not in _SURE)


def _cuts_the_graph(got: list[Facts], due: list[Facts]) -> bool:
    items = got[-1]["value"]["items"]
    return agree(items["cost"], due[-1]["value"]["items"]["cost"], 1e-4) and not any(items["gradient"]["values"])


BITS_PER_SEQUENCE = (
    Mistake(
        "nats",
        "Your cost is in nats, 0.69 of what it should be: PyTorch's logarithm is the natural one.",
        "the unit: divide by log 2 (0.693), so that a coin costs 1.",
        mutants=(_scored(lambda costs, mask: _masked_sum(costs, mask) * LOG_2),),
    ),
    Mistake(
        "multiplies by log 2",
        "You turn nats into bits the wrong way round: a bit is 0.69 nats, so there are more bits than nats.",
        "the unit: divide by log 2, do not multiply.",
        mutants=(_scored(lambda costs, mask: _masked_sum(costs, mask) * LOG_2**2),),
    ),
    Mistake(
        "mean over padded steps",
        "You take a mean over all steps or bits, also those where no answer is due. A sequence then gets "
        "cheaper the more "
        "silence there is around it.",
        "`mean`: the cost of a sequence is the sum of its bits' costs.",
        mutants=(
            _scored(lambda costs, mask: (costs * mask).mean(dim=(0, 2))),
            _scored(lambda costs, mask: (costs * mask).sum(dim=-1).mean(dim=0)),
            _scored(lambda costs, mask: (costs * mask).mean(dim=-1).sum(dim=0)),
            _scored(lambda costs, mask: costs.mean(dim=(0, 2))),
            _scored(lambda costs, mask: costs.mean(dim=-1).sum(dim=0)),
            _scored(lambda costs, mask: costs.sum(dim=-1).mean(dim=0)),
            _scored(lambda costs, mask: (costs * mask).mean()),
        ),
    ),
    Mistake(
        "mean instead of sum",
        "You divide by the number of answered steps or bits. That is the cost of one step or bit; the cost "
        "of the whole "
        "sequence is due.",
        "the last step: add up, and divide by nothing but log 2.",
        mutants=(
            _scored(lambda costs, mask: _masked_sum(costs, mask) / mask.sum(dim=(0, 2))),
            _scored(lambda costs, mask: _masked_sum(costs, mask) / (mask.sum(dim=(0, 2)) * costs.shape[-1])),
            _scored(lambda costs, mask: _masked_sum(costs, mask) / mask.sum()),
        ),
    ),
    Mistake(
        "ignores the mask",
        "You count every step, also those where no answer is due and the machine may say what it likes.",
        "the mask: multiply each cost by it before you add up.",
        mutants=(_scored(lambda costs, mask: costs.sum(dim=(0, 2))), _scored(lambda costs, mask: costs.sum())),
    ),
    Mistake(
        "mask turned round",
        "You count the steps where no answer is due, and leave out those where one is.",
        "the mask: it is true where an answer is due.",
        mutants=(_scored(lambda costs, mask: (costs * (1 - mask)).sum(dim=(0, 2))),),
    ),
    Mistake(
        "mask without the last axis",
        "Your mask does not line up with the costs: it lacks a last axis, (time, batch) beside (time, batch, bits). "
        "PyTorch matches axes from the last one backwards, so it stops or pairs the wrong numbers.",
        "the mask: `mask.unsqueeze(-1)` has a last axis of size 1.",
        mutants=tuple(_beside(axis, unit) for axis in (None, 0, 1) for unit in (1.0, LOG_2)),
    ),
    Mistake(
        "one number for all bits",
        "You have one number for all bits of all sequences: `binary_cross_entropy_with_logits` takes the mean of "
        "everything unless told otherwise. The mask can no longer pick out the bits that count.",
        '`reduction="none"`, which keeps a cost for each bit: first those, then the mask, then the sum.',
        mutants=(
            *(_one_number("mean", unit, masked) for unit in (1 / LOG_2, 1.0) for masked in (True, False)),
            *(_one_number("sum", unit, True) for unit in (1 / LOG_2, 1.0)),
            _one_number("sum", 1.0, False),
        ),
        shows=_adds_up_one_number,
    ),
    Mistake(
        "masks the logits",
        "You multiply the logits by the mask. A logit of 0 is a coin, and costs 1 bit: silence is not free that way.",
        "where the mask goes: on the costs, after the cross-entropy.",
        mutants=(
            lambda logits, targets, mask: _bits(logits * mask.unsqueeze(-1), targets * mask.unsqueeze(-1)).sum(
                dim=(0, 2)
            ),
            lambda logits, targets, mask: _bits(logits * mask.unsqueeze(-1), targets).sum(dim=(0, 2)),
        ),
    ),
    Mistake(
        "sigmoid twice",
        "You take the sigmoid of the logits and hand the result to a function that takes the sigmoid itself. Every "
        "probability then lies between 0.5 and 0.73.",
        "what `binary_cross_entropy_with_logits` expects: logits, as they come out of the machine.",
        mutants=(_scored(_masked_sum, lambda logits, targets: _bits(torch.sigmoid(logits), targets)),),
    ),
    Mistake(
        "no sigmoid",
        "You use the logits as if they were probabilities.",
        "the difference between `binary_cross_entropy` and `binary_cross_entropy_with_logits`.",
        mutants=(
            lambda logits, targets, mask: _masked_sum(
                -(targets * torch.log2(logits) + (1 - targets) * torch.log2(1 - logits)), mask.unsqueeze(-1).float()
            ),
        ),
    ),
    Mistake(
        "sum over the batch",
        "You add the sequences of the batch together. Each has a cost of its own.",
        "the axes you add up: time (0) and bits (2), and never 1, the batch.",
        mutants=(
            _scored(lambda costs, mask: (costs * mask).sum()),
            _scored(lambda costs, mask: (costs * mask).sum() / mask.shape[1]),
            _scored(lambda costs, mask: (costs * mask).sum(dim=(1, 2))),
            _scored(lambda costs, mask: (costs * mask).sum(dim=(0, 1))),
        ),
    ),
    Mistake(
        "keeps the time axis",
        "You return a cost for every step, or for every bit. One number a sequence is due.",
        "the axes you add up: time (0) as well as bits (2).",
        mutants=(
            _scored(lambda costs, mask: (costs * mask).sum(dim=-1)),
            _scored(lambda costs, mask: (costs * mask).sum(dim=0)),
            _scored(lambda costs, mask: costs * mask),
        ),
    ),
    Mistake(
        "wrong sign",
        "Your cost is negative. A logarithm of a probability is, and the cost is minus that.",
        "the minus sign in front of the sum.",
        mutants=(_scored(lambda costs, mask: -_masked_sum(costs, mask)),),
    ),
    Mistake(
        "logits against targets",
        "You have logits and targets the wrong way round.",
        "the order of the arguments: logits first.",
        mutants=(_scored(_masked_sum, lambda logits, targets: _bits(targets, logits)),),
    ),
    Mistake(
        "counts wrong bits",
        "You count wrong bits. The cross-entropy also asks how sure the machine was.",
        "the formula: minus the logarithm of the probability that the right answer was given.",
        mutants=(wrong_bits_per_sequence,),
    ),
    Mistake(
        "loses sure answers",
        "For ordinary logits you are right; for large ones the sigmoid rounds to exactly 0 or 1, and its "
        "logarithm is minus "
        "infinity, or cut off somewhere. A trained machine is that sure.",
        "`binary_cross_entropy_with_logits`, which never takes the logarithm of a rounded sigmoid.",
        mutants=(
            _scored(_masked_sum, _naive),
            _scored(
                _masked_sum,
                lambda logits, targets: binary_cross_entropy(torch.sigmoid(logits), targets, reduction="none") / LOG_2,
            ),
        ),
        shows=_only_sure_ones_fail,
    ),
    Mistake(
        "cuts the graph",
        "The numbers are right, but no gradient flows back through them, so nothing could be learned from this cost.",
        "`.detach()`, `.item()`, `.numpy()`, `torch.no_grad()`, and tensors made anew from numbers.",
        shows=_cuts_the_graph,
    ),
)
