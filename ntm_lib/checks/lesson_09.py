"""Lesson 09: a batch of the copy task, its cost in bits, one training step.

A batch is judged by its properties, since draws differ; a training step by what it does to tiny models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from ntm_lib.checks.exercise import Answer, Case, Exercise
from ntm_lib.checks.given import TORCH
from ntm_lib.checks.lesson_09_batches import EXCLUDES_THE_LONGEST, EXCLUDES_THE_SHORTEST, legal_batches
from ntm_lib.checks.lesson_09_layout import SIZES
from ntm_lib.checks.lesson_09_models import watched_linear, watched_machine
from ntm_lib.checks.lesson_09_scoring import BITS_PER_SEQUENCE
from ntm_lib.checks.lesson_09_steps import TRAINING_STEP
from ntm_lib.scoring import bits_per_sequence
from ntm_lib.tasks import Batch, copy, copy_batch
from ntm_lib.training import training_step

_ROUNDED_LOG_2 = 1e-3  # whoever divides by 0.693, as the lesson has it, is 0.0002 off


def _batch_cases(seed: int) -> list[Case]:
    one = {"batch_size": 4, "lengths": (3, 3), "bits": 3, "draws": 1, "twice": False}
    settings = [
        one,
        one | {"batch_size": 1, "lengths": (1, 1), "bits": 2},
        one | {"batch_size": 2, "lengths": (5, 5), "bits": 8},
        one | {"batch_size": 2, "lengths": (2, 4), "bits": 2, "draws": 60},
        one | {"batch_size": 2, "lengths": (1, 6), "bits": 4, "draws": 5, "twice": True},
    ]
    return [Case(setting | {"seed": seed + place}, run=_draw) for place, setting in enumerate(settings)]


def _draw(answer: Answer, arguments: Mapping[str, Any]) -> list[Any]:
    """So many batches from one generator; `twice`: and once more from another that starts alike."""
    drawn = []
    for _ in range(1 + arguments["twice"]):
        generator = torch.Generator().manual_seed(arguments["seed"])
        for _ in range(arguments["draws"]):
            drawn.append(answer(arguments["batch_size"], arguments["lengths"], arguments["bits"], generator))
    return drawn


def _bits_cases(seed: int) -> list[Case]:
    generator = torch.Generator().manual_seed(seed)
    by_hand = [
        ([[[0.0, 0.0]]], [[[1.0, 0.0]]], [[1]]),
        ([[[2.0, -1.0]]], [[[1.0, 1.0]]], [[1]]),
        ([[[0.0]], [[1.0]], [[3.0]]], [[[0.0]], [[1.0]], [[0.0]]], [[0], [1], [0]]),
        ([[[1.0], [2.0]], [[-1.0], [0.5]]], [[[1.0], [0.0]], [[0.0], [1.0]]], [[0, 1], [1, 1]]),
        ([[[60.0, -60.0]]], [[[1.0, 0.0]]], [[1]]),  # sure of itself, and right
        ([[[60.0, -60.0]]], [[[0.0, 0.0]]], [[1]]),  # sure, and once wrong
    ]
    cases = [
        (torch.tensor(logits), torch.tensor(targets), torch.tensor(mask).bool()) for logits, targets, mask in by_hand
    ]
    for time, batch, bits in [(7, 3, 4), (5, 5, 5), (4, 2, 3)]:
        logits = (4 * torch.rand(time, batch, bits, generator=generator) - 2).round(decimals=2)
        targets = torch.randint(2, (time, batch, bits), generator=generator).float()
        mask = torch.arange(time).unsqueeze(1) > torch.arange(batch) % (time - 1)
        cases.append((logits, targets, mask))
    named = [dict(zip(("logits", "targets", "mask"), case, strict=True)) for case in cases]
    gradient = Case(named[3], run=_cost_and_gradient, call="the gradient of its sum", tolerance=_ROUNDED_LOG_2)
    return [Case(case, tolerance=_ROUNDED_LOG_2) for case in named] + [gradient]


def _cost_and_gradient(answer: Answer, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Training needs the gradient of the cost, not only the cost."""
    logits = arguments["logits"].clone().requires_grad_()
    cost = answer(logits, arguments["targets"], arguments["mask"])
    if not isinstance(cost, Tensor) or not cost.requires_grad:
        return {"cost": cost, "gradient": torch.zeros_like(logits)}
    cost.sum().backward()
    return {"cost": cost, "gradient": logits.grad}


def _step_cases(seed: int) -> list[Case]:
    sgd = {"model": "linear", "optimiser": "SGD", "rate": 1.0, "clip": 100.0, "steps": 1, "seed": seed}
    settings = [
        (sgd, "one step of SGD on a small linear model, its gradient far shorter than the clip"),
        (sgd | {"clip": 0.05}, "one step of SGD on a small linear model, its gradient longer than the clip (0.05)"),
        (sgd | {"steps": 3}, "three steps of SGD on a small linear model"),
        (sgd | {"optimiser": "Adam", "rate": 0.01, "steps": 3}, "three steps of Adam on a small linear model"),
        (sgd | {"model": "machine", "clip": 0.02, "steps": 2}, "two steps of SGD on a small NTM, clipped to 0.02"),
    ]
    return [Case(setting, run=_teach, call=call) for setting, call in settings]


def _teach(answer: Answer, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A few steps: what each returned, and the parameters afterwards.

    Beside these, for telling mistakes apart: the order of events, and the gradient that is left.
    """
    torch.manual_seed(arguments["seed"])
    events: list[str] = []
    build = watched_linear if arguments["model"] == "linear" else watched_machine
    model = build(events)
    optimiser = getattr(torch.optim, arguments["optimiser"])(model.parameters(), lr=arguments["rate"])
    optimiser.register_step_pre_hook(lambda *_: events.append("step"))
    before = _flat(model)
    events.clear()
    generator = torch.Generator().manual_seed(arguments["seed"])
    batches = [copy(3, (1, 4), 2, generator) for _ in range(arguments["steps"])]
    given = [part.clone() for part in _parts(batches)]
    losses = [answer(model, batch, optimiser, arguments["clip"]) for batch in batches]
    order = " ".join(events)
    after = _flat(model)
    return {
        "loss": tuple(losses) if len(losses) > 1 else losses[0],
        "length of the move": torch.linalg.vector_norm(after - before).item(),
        "parameters": after,
        "batch as it was": all(torch.equal(a, b) for a, b in zip(_parts(batches), given, strict=True)),
        "_order": order,
        "_gradient": _gradient(model),
    }


def _parts(batches: list[Batch]) -> list[Tensor]:
    return [part for batch in batches for part in batch]


def _flat(model: nn.Module) -> Tensor:
    return torch.cat([parameter.detach().flatten() for parameter in model.parameters()])


def _gradient(model: nn.Module) -> Tensor:
    return torch.cat([p.grad.flatten() if p.grad is not None else 0 * p.detach().flatten() for p in model.parameters()])


EXERCISES = (
    Exercise(
        id="9.1",
        name="copy_batch",
        reference=copy_batch,
        cases=_batch_cases,
        mistakes=(EXCLUDES_THE_LONGEST, EXCLUDES_THE_SHORTEST),
        rule=legal_batches,
        given=TORCH,
        library=("copy", "copy_of"),
        sizes=SIZES,
        hints=(
            "Start from three tensors of zeros and fill in what is not zero. With a length of L there are 2 L + "
            "1 steps: "
            "L for showing, one for the flag, L for answering.",
            "`torch.randint(low, high, shape, generator=generator)` never draws `high` itself. The vectors go into "
            "inputs[:L, :, :bits], the flag into inputs[L, :, bits], the same vectors again into targets from "
            "step L + 1 on.",
            "length = int(torch.randint(lengths[0], lengths[1] + 1, (), generator=generator)); vectors of shape "
            "(length, "
            "batch_size, bits), made `.float()`; then inputs[:length, :, :bits] = vectors, inputs[length, :, "
            "bits] = 1, "
            "targets[length + 1 :] = vectors, mask[length + 1 :] = True.",
        ),
    ),
    Exercise(
        id="9.2",
        name="bits_per_sequence",
        reference=bits_per_sequence,
        cases=_bits_cases,
        mistakes=BITS_PER_SEQUENCE,
        given=TORCH,
        library=("wrong_bits_per_sequence",),
        sizes="the axes: the costs have three (time, batch, bits), the mask two (time, batch). `mask.unsqueeze(-1)` "
        "gives it a third.",
        hints=(
            "There is a cost for every bit of every step of every sequence. Which of them count, and over which "
            "axes do you "
            "add them up, so that one number a sequence is left?",
            '`binary_cross_entropy_with_logits(logits, targets, reduction="none")` gives each cost, in nats. '
            "Divide by log 2 "
            "for bits, multiply by the mask, and add up over time and bits.",
            "bits = nats / math.log(2), and then (bits * mask.unsqueeze(-1)) summed over the axes 0 and 2: "
            "`.sum(dim=(0, 2))`.",
        ),
    ),
    Exercise(
        id="9.3",
        name="training_step",
        reference=training_step,
        cases=_step_cases,
        mistakes=TRAINING_STEP,
        given=TORCH,
        library=("training_step_by_element", "train"),
        elsewhere={
            "bits": "the last axis of `batch.targets` is the bits, so that `batch.targets.shape[-1]` is their number",
            "inputs": "it is `batch.inputs`",
            "targets": "it is `batch.targets`",
            "mask": "it is `batch.mask`",
        },
        hints=(
            "Six moves, and the order is everything: forget the old gradient, run, score, differentiate, shorten the "
            "gradient, step.",
            "The gradient exists only after `loss.backward()`, and `optimiser.step()` moves the parameters by it: "
            "clipping has to come between the two. The loss is the sum of bits_per_sequence over the batch, divided by "
            "how many bits were answered.",
            "optimiser.zero_grad(); logits, _ = model(batch.inputs); the loss = bits_per_sequence(...).sum() / "
            "(batch.mask.sum() * batch.targets.shape[-1]); loss.backward(); clip_grad_norm_(model.parameters(), clip); "
            "optimiser.step(); return loss.item().",
        ),
    ),
)
