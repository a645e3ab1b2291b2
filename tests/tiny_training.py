"""A machine and a task small enough to be trained in a moment, for the tests of training."""

from __future__ import annotations

import torch
from torch import nn

from ntm_lib.training import TrainingPlan, build_model

TINY = TrainingPlan(
    controller="feedforward",
    hidden_size=8,
    num_slots=6,
    slots_in_use=10,
    slot_width=5,
    bits=3,
    lengths=(1, 3),
    batch_size=4,
    updates=6,
)


def tiny_model(plan: TrainingPlan = TINY) -> nn.Module:
    torch.manual_seed(plan.seed)
    return build_model(plan)


def parameters_of(model: nn.Module) -> list[torch.Tensor]:
    return [parameter.detach().clone() for parameter in model.parameters()]


def equal(ours: list[torch.Tensor], theirs: list[torch.Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True))
