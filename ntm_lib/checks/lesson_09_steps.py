"""Known mistakes of 9.3, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, get_total_norm

from ntm_lib.checks.exercise import Facts, Mistake
from ntm_lib.scoring import bits_per_sequence

LOG_2 = math.log(2)


def _loss(logits: Tensor, batch: Any) -> Tensor:
    bits = bits_per_sequence(logits, batch.targets, batch.mask)
    return bits.sum() / (batch.mask.sum() * batch.targets.shape[-1])


def _step(
    moves: str,
    loss: Callable[[Tensor, Any], Tensor] = _loss,
    clip_with: Callable[..., Any] = clip_grad_norm_,
    again: bool = False,
) -> Callable[..., float]:
    """A training step of the named moves, in the named order. `again`: the loss is that of the changed model."""

    def training_step(model: nn.Module, batch: Any, optimiser: torch.optim.Optimizer, clip: float) -> float:
        value = torch.zeros(())
        for move in moves.split():
            if move == "zero":
                optimiser.zero_grad()
            elif move == "run":
                value = loss(model(batch.inputs)[0], batch)
            elif move == "backward":
                value.backward()
            elif move == "climb":
                (-value).backward()
            elif move == "clip":
                clip_with(model.parameters(), clip)
            elif move == "step":
                optimiser.step()
        return (loss(model(batch.inputs)[0], batch) if again else value).item()

    return training_step


RIGHT = "zero run backward clip step"


def _clip_each(parameters: Iterable[nn.Parameter], clip: float) -> None:
    for parameter in parameters:
        clip_grad_norm_([parameter], clip)


def _scale(parameters: Iterable[nn.Parameter], clip: float) -> None:
    """To the length `clip`, whatever the length was."""
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    length = get_total_norm(gradients)
    for gradient in gradients:
        gradient *= clip / length


def _moves_without_the_optimiser(got: list[Facts], due: list[Facts]) -> bool:
    """Steps leave a mark in the diary of the optimiser that was given."""
    items = [case["value"]["items"] for case in got]
    moved = all(case["length of the move"]["values"][0] > 0 for case in items)
    return moved and all("step" not in case["_order"]["value"].split() for case in items)


def _returns_a_tensor(keeps_graph: bool) -> Callable[[list[Facts], list[Facts]], bool]:
    def shows(got: list[Facts], due: list[Facts]) -> bool:
        each = [case["value"]["items"]["loss"] for case in got]
        losses = [loss for facts in each for loss in facts.get("items", [facts])]
        return all(loss["type"] == "Tensor" and loss["grad"] == keeps_graph for loss in losses)

    return shows


TRAINING_STEP = (
    Mistake(
        "returns a tensor that keeps the graph",
        "You return the loss as a tensor. It holds on to the graph of the whole step, so memory grows with "
        "every update whose loss somebody keeps.",
        "the `return`: `loss.item()` is a plain Python number.",
        shows=_returns_a_tensor(True),
    ),
    Mistake(
        "returns a tensor",
        "You return the loss as a tensor. A plain Python number is due.",
        "the `return`: `loss.item()`.",
        shows=_returns_a_tensor(False),
    ),
    Mistake(
        "gradients not zeroed",
        "The first step is right, and the later ones are not: PyTorch adds each new gradient to the old one, and "
        "nobody took the old one away.",
        "`optimiser.zero_grad()` before `loss.backward()`, in every step.",
        mutants=(_step("run backward clip step"),),
    ),
    Mistake(
        "does not clip",
        "The gradient goes into the step unclipped.",
        "`torch.nn.utils.clip_grad_norm_(model.parameters(), clip)`, between backward and step.",
        mutants=(
            _step("zero run backward step"),
            _step("clip zero run backward step"),
            _step("zero clip run backward step"),
        ),
    ),
    Mistake(
        "clips after the step",
        "You clip the gradient when the step has already used it.",
        "the order: backward, clip, step.",
        mutants=(_step("zero run backward step clip"),),
    ),
    Mistake(
        "clips before backward",
        "You clip before `backward`, when there is no gradient yet: the step then uses an unclipped one.",
        "the order: backward, clip, step.",
        mutants=(_step("zero run clip backward step"), _step("run zero clip backward step")),
    ),
    Mistake(
        "clips each number by itself",
        "You limit every number of the gradient by itself. That changes its direction; its length is what counts.",
        "`clip_grad_norm_`, not `clip_grad_value_`.",
        mutants=(_step(RIGHT, clip_with=clip_grad_value_),),
    ),
    Mistake(
        "clips to another length",
        "You look at the gradient between backward and step, but it is still longer than `clip` when the step uses it.",
        "the limit that you clip to: `clip`, as it was given.",
        mutants=(_step(RIGHT, clip_with=lambda parameters, clip: clip_grad_norm_(parameters, 1e9)),),
    ),
    Mistake(
        "clips each parameter by itself",
        "You clip the gradient of each parameter by itself. All of them together are then longer than `clip`, and "
        "point another way.",
        "`clip_grad_norm_(model.parameters(), clip)`: one call for all parameters together.",
        mutants=(_step(RIGHT, clip_with=_clip_each),),
    ),
    Mistake(
        "stretches short gradients",
        "You bring every gradient to the length `clip`, the short ones too. Only a longer one is shortened.",
        "what your code does where the gradient is shorter than `clip`: nothing is due there.",
        mutants=(_step(RIGHT, clip_with=_scale),),
    ),
    Mistake(
        "sigmoid twice",
        "Your loss takes the sigmoid of the logits once too often: every probability lies between 0.5 and 0.73.",
        "what `bits_per_sequence` expects: the logits, as they come out of the model.",
        mutants=(_step(RIGHT, lambda o, b: _loss(torch.sigmoid(o), b)),),
    ),
    Mistake(
        "climbs",
        "The parameters move the wrong way, so that the loss grows.",
        "`loss.backward()`, with no minus: the optimiser goes downhill by itself.",
        mutants=(_step("zero run climb clip step"),),
    ),
    Mistake(
        "does not use the optimiser",
        "The parameters move, but not by the optimiser that you were given: its `step` is never called.",
        "`optimiser.step()`. The optimiser is an argument, and keeps what it needs from step to step.",
        shows=_moves_without_the_optimiser,
    ),
    Mistake(
        "gradients zeroed too late",
        "You zero the gradient between backward and step, so there is nothing left to step with.",
        "`optimiser.zero_grad()`: at the very start.",
        mutants=(_step("run backward zero clip step"), _step("run backward clip zero step")),
    ),
    Mistake(
        "steps before backward",
        "You step before `backward`: with no gradient, or with the one of the batch before.",
        "the order: backward, clip, step.",
        mutants=tuple(_step(f"{moves} backward clip") for moves in ("zero run step", "run step zero", "run step")),
    ),
    Mistake(
        "does not step",
        "The parameters are as they were: nothing is learned.",
        "whether `loss.backward()` and `optimiser.step()` are both there and called, and nothing (`.detach()`, "
        "`.item()`) stands between the model and the loss.",
        mutants=(
            _step("zero run backward clip"),
            _step("zero run"),
            _step("zero run step"),
            _step("zero run clip step"),
        ),
    ),
    Mistake(
        "steps twice",
        "You take two steps for one batch.",
        "how often `optimiser.step()` is called.",
        mutants=(_step(RIGHT + " step"),),
    ),
    Mistake(
        "the loss after the step",
        "You return the loss of the changed model. The loss of the model before the step is due: you have it already.",
        "which loss you return.",
        mutants=(_step(RIGHT, again=True),),
    ),
    Mistake(
        "the sum as the loss",
        "Your loss is a sum: it grows with the batch and with the length of its sequences, and the gradient with it.",
        "the division by the number of answered bits, `batch.mask.sum() * batch.targets.shape[-1]`.",
        mutants=(_step(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).sum()),),
    ),
    Mistake(
        "bits a sequence as the loss",
        "Your loss is the cost of a sequence: it grows with the length of the sequences. Bits an answered bit are due.",
        "the division by the number of answered bits, `batch.mask.sum() * batch.targets.shape[-1]`.",
        mutants=(_step(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).mean()),),
    ),
    Mistake(
        "bits an answered step as the loss",
        "You divide by the number of answered steps. There are several bits in each: a coin should cost 1.",
        "the divisor: answered steps times bits, `batch.mask.sum() * batch.targets.shape[-1]`.",
        mutants=(_step(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).sum() / b.mask.sum()),),
    ),
    Mistake(
        "all steps as the divisor",
        "You divide by all bits there are, also those of steps where no answer is due.",
        "the divisor: only the steps that the mask marks.",
        mutants=(
            _step(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).sum() / b.targets.numel()),
            _step(RIGHT, lambda o, b: bits_per_sequence(o, b.targets, b.mask).sum() / b.mask.numel()),
        ),
    ),
    Mistake(
        "the loss in nats",
        "Your loss is in nats. In bits, a coin costs 1.",
        "`bits_per_sequence`, which divides by log 2.",
        mutants=(_step(RIGHT, lambda o, b: LOG_2 * _loss(o, b)),),
    ),
    Mistake(
        "the loss counts every step",
        "Your loss also counts steps where no answer is due.",
        "the mask: `bits_per_sequence(logits, batch.targets, batch.mask)` leaves them out.",
        mutants=(
            _step(RIGHT, lambda o, b: binary_cross_entropy_with_logits(o, b.targets) / LOG_2),
            _step(RIGHT, lambda o, b: binary_cross_entropy_with_logits(o, b.targets)),
        ),
    ),
)
