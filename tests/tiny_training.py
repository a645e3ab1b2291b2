"""A machine and a task small enough to be trained in a moment, for the tests of training."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import torch
from torch import nn

from ntm_lib.commands import train as command
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


def write_plan(folder: Path, **changes: object) -> str:
    """A file with the tiny plan and these changes."""
    file = folder / "plan.json"
    file.write_text(json.dumps(dataclasses.replace(TINY, **changes).to_json()), encoding="utf-8")
    return str(file)


def run_train(*words: str) -> int:
    """`python -m ntm_lib train WORDS` in this process; its exit status."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))
