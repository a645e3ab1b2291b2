"""Known mistakes of 9.3, as small wrong implementations that an answer is compared with; its loss has its own file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from torch import nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, get_total_norm

from ntm_lib.checks.exercise import Facts, Mistake
from ntm_lib.checks.lesson_09_losses import LOSSES
from ntm_lib.checks.lesson_09_moves import RIGHT, step_of


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


def _goes_backward_again(got: list[Facts], due: list[Facts]) -> bool:
    """PyTorch's own error: the graph of a loss is gone after `backward`."""
    return all("backward through the graph a second time" in case["raised"]["words"] for case in got)


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
        mutants=(step_of("run backward clip step"),),
    ),
    Mistake(
        "does not clip",
        "The gradient goes into the step unclipped.",
        "`torch.nn.utils.clip_grad_norm_(model.parameters(), clip)`, between backward and step.",
        mutants=(
            step_of("zero run backward step"),
            step_of("clip zero run backward step"),
            step_of("zero clip run backward step"),
        ),
    ),
    Mistake(
        "clips after the step",
        "You clip the gradient when the step has already used it.",
        "the order: backward, clip, step.",
        mutants=(step_of("zero run backward step clip"),),
    ),
    Mistake(
        "clips before backward",
        "You clip before `backward`, when there is no gradient yet: the step then uses an unclipped one.",
        "the order: backward, clip, step.",
        mutants=(step_of("zero run clip backward step"), step_of("run zero clip backward step")),
    ),
    Mistake(
        "clips each number by itself",
        "You limit every number of the gradient by itself. That changes its direction; its length is what counts.",
        "`clip_grad_norm_`, not `clip_grad_value_`.",
        mutants=(step_of(RIGHT, clip_with=clip_grad_value_),),
    ),
    Mistake(
        "clips to another length",
        "The step uses a gradient that is longer than `clip`. What stands before it clips to a larger length than "
        "`clip`, or only measures the gradient.",
        "what you clip to: `clip_grad_norm_(model.parameters(), clip)`, with the `clip` that your function is given.",
        mutants=(step_of(RIGHT, clip_with=lambda parameters, clip: clip_grad_norm_(parameters, 1e9)),),
    ),
    Mistake(
        "clips to a fixed length",
        "You clip to 0.01, whatever `clip` your function is given. Here it is another number.",
        "what you clip to: `clip_grad_norm_(model.parameters(), clip)`.",
        mutants=(step_of(RIGHT, clip_with=lambda parameters, clip: clip_grad_norm_(parameters, 0.01)),),
    ),
    Mistake(
        "clips each parameter by itself",
        "You clip the gradient of each parameter by itself. All of them together are then longer than `clip`, and "
        "point another way.",
        "`clip_grad_norm_(model.parameters(), clip)`: one call for all parameters together.",
        mutants=(step_of(RIGHT, clip_with=_clip_each),),
    ),
    Mistake(
        "stretches short gradients",
        "You bring every gradient to the length `clip`, the short ones too. Only a longer one is shortened.",
        "what your code does where the gradient is shorter than `clip`: nothing is due there.",
        mutants=(step_of(RIGHT, clip_with=_scale),),
    ),
    Mistake(
        "climbs",
        "The parameters move the wrong way, so that the loss grows.",
        "`loss.backward()`, with no minus: the optimiser goes downhill by itself.",
        mutants=(step_of("zero run climb clip step"),),
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
        mutants=(step_of("run backward zero clip step"), step_of("run backward clip zero step")),
    ),
    Mistake(
        "steps before backward",
        "You step before `backward`: with no gradient, or with the one of the batch before.",
        "the order: backward, clip, step.",
        mutants=tuple(step_of(f"{moves} backward clip") for moves in ("zero run step", "run step zero", "run step")),
    ),
    Mistake(
        "does not step",
        "The parameters are as they were: nothing is learned.",
        "whether `loss.backward()` and `optimiser.step()` are both there and called, and nothing (`.detach()`, "
        "`.item()`) stands between the model and the loss.",
        mutants=(
            step_of("zero run backward clip"),
            step_of("zero run"),
            step_of("zero run step"),
            step_of("zero run clip step"),
        ),
    ),
    Mistake(
        "backward twice",
        "You send the loss backward twice. PyTorch adds the second gradient to the first, so that it is twice as long.",
        "how often `backward` is called: once a step.",
        mutants=(step_of("zero run backward backward clip step"),),
        shows=_goes_backward_again,
    ),
    Mistake(
        "steps twice",
        "You take two steps for one batch.",
        "how often `optimiser.step()` is called.",
        mutants=(step_of(RIGHT + " step"),),
    ),
    Mistake(
        "the loss after the step",
        "You return the loss of the changed model. The loss of the model before the step is due: you have it already.",
        "which loss you return.",
        mutants=(step_of(RIGHT, again=True),),
    ),
    *LOSSES,
)
