"""Training: draw a batch, take a step, look at what it cost, and again.

`train` is a generator, so that whoever drives it decides what to show, when to stop and what to keep. All that a run
carries from one update to the next, apart from the model, is in `TrainingState`: resuming from it gives the same
parameters as never having stopped.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import Optimizer

from ntm_lib.errors import invalid
from ntm_lib.scoring import bits_per_sequence
from ntm_lib.tasks import Batch
from ntm_lib.training.optimisers import build_optimiser
from ntm_lib.training.plan import TASKS, DrawBatch, TrainingPlan

TrainingStep = Callable[[nn.Module, Batch, Optimizer, float], float]


class Progress(NamedTuple):
    """Where a run stands after an update."""

    update: int  # the first is 1
    sequences: int  # seen so far
    loss: float  # of this update's batch: bits an answered bit, 1 for a coin
    bits: float  # of this update's batch: the paper's cost, cross-entropy in bits a sequence
    learning_rate: float  # of this update


@dataclass
class TrainingState:
    """What a run carries besides the model. `train` changes it in place, whole updates at a time."""

    optimiser: Optimizer
    generator: torch.Generator  # draws the batches
    updates: int = 0  # done


def begin(model: nn.Module, plan: TrainingPlan) -> TrainingState:
    """The state before the first update; the batches follow the plan's seed."""
    return TrainingState(build_optimiser(plan, model), torch.Generator().manual_seed(plan.seed))


def training_step(model: nn.Module, batch: Batch, optimiser: Optimizer, clip: float) -> float:
    """Learn from one batch: run, score, differentiate, clip the gradient's norm, step.

    clip  the largest norm of the gradient of all parameters together; a longer one keeps its direction

    Returns the loss: cross-entropy in bits an answered bit. A coin costs 1.
    """
    return _step(model, batch, optimiser, lambda: clip_grad_norm_(model.parameters(), clip))


def training_step_by_element(model: nn.Module, batch: Batch, optimiser: Optimizer, clip: float) -> float:
    """As `training_step`, with each number of the gradient limited to -clip ... clip by itself (Sec. 4.7)."""
    return _step(model, batch, optimiser, lambda: clip_grad_value_(model.parameters(), clip))


def _step(model: nn.Module, batch: Batch, optimiser: Optimizer, clip: Callable[[], object]) -> float:
    optimiser.zero_grad()
    logits, _ = model(batch.inputs)
    loss = bits_per_sequence(logits, batch.targets, batch.mask).sum() / answered_bits(batch)
    loss.backward()
    clip()
    optimiser.step()
    return loss.item()


STEPS: dict[str, TrainingStep] = {"norm": training_step, "element": training_step_by_element}


def answered_bits(batch: Batch) -> int:
    """How many bits a batch asks for: what a coin would cost, in bits."""
    return max(1, int(batch.mask.sum()) * batch.targets.shape[-1])


def learning_rate(plan: TrainingPlan, update: int) -> float:
    """The rate of an update: from `learning_rate` at update 1 down to `final_rate` of it at the last.

    A rate that stays high after the cliff throws a machine that has learned the task back again.
    """
    left = 1 - (update - 1) / max(1, plan.updates - 1)
    return plan.learning_rate * (plan.final_rate + (1 - plan.final_rate) * left**plan.rate_power)


def train(
    model: nn.Module,
    plan: TrainingPlan,
    *,
    draw_batch: DrawBatch | None = None,
    training_step: TrainingStep | None = None,
    start: TrainingState | None = None,
) -> Iterator[Progress]:
    """Train `model` in place, one `Progress` an update, until the plan's updates are done.

    draw_batch     `(batch_size, lengths, bits, generator) -> Batch`; None is the plan's task, with its blank vectors
    training_step  `(model, batch, optimiser, clip) -> loss`; None is the library's, clipping as the plan says
    start          from `begin` or `load_resume`; None starts at the beginning

    An interrupt (KeyboardInterrupt) during an update ends the run as if it were over: what is learned stays.

    Raises ValueError when the loss or a parameter is no longer a finite number, with the update where it happened.
    """
    state = begin(model, plan) if start is None else start
    own_task = functools.partial(TASKS[plan.task], blank=plan.blank)
    draw = functools.partial(draw_batch or own_task, plan.batch_size, plan.lengths, plan.bits)
    step = training_step or STEPS[plan.clip_by]
    try:
        while state.updates < plan.updates:
            inputs, targets, mask = draw(state.generator)  # a plain triple will do, and a mask of numbers
            yield _update(model, plan, Batch(inputs, targets, mask.bool()), step, state)
    except KeyboardInterrupt:
        return


def _update(model: nn.Module, plan: TrainingPlan, batch: Batch, step: TrainingStep, state: TrainingState) -> Progress:
    update = state.updates + 1
    rate = learning_rate(plan, update)
    for group in state.optimiser.param_groups:
        group["lr"] = rate
    loss = float(step(model, batch, state.optimiser, plan.clip))
    _check_finite(model, loss, update)
    state.updates = update
    cost = loss * answered_bits(batch) / max(1, batch.targets.shape[1])
    return Progress(update, update * plan.batch_size, loss, cost, rate)


def _check_finite(model: nn.Module, loss: float, update: int) -> None:
    """A NaN spreads to everything in one step, so that its first place is worth knowing."""
    if not math.isfinite(loss):
        raise invalid("loss", "be a finite number", loss, f"update {update}")
    for name, parameter in model.named_parameters():
        if not torch.isfinite(parameter).all():
            rule = "hold finite numbers (a smaller clip or learning_rate may help)"
            raise invalid(f"parameter {name}", rule, "NaN or infinity", f"update {update}")
