"""A run put down in the middle: all that `train` needs to go on as if nothing had happened.

This is another file than the checkpoint, and three times as large: the optimiser keeps two numbers a parameter.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn

from ntm_lib.errors import invalid
from ntm_lib.training.files import packed, unpacked
from ntm_lib.training.loop import TrainingState, begin
from ntm_lib.training.plan import TrainingPlan
from ntm_lib.whole_files import write_whole

FORMAT = 1


def save_resume(
    path: str | Path, plan: TrainingPlan, model: nn.Module, state: TrainingState, log: dict[str, Any] | None = None
) -> None:
    """Write a run's present point, whole or not at all.

    log  what the caller keeps of the run so far: plain data and tensors
    """
    values = {
        "format": FORMAT,
        "plan": plan.to_json(),
        "model": model.state_dict(),
        "optimiser": state.optimiser.state_dict(),
        "generator": state.generator.get_state(),
        "updates": state.updates,
        "log": log or {},
    }
    write_whole({Path(path): packed(values)})


def load_resume(path: str | Path, plan: TrainingPlan, model: nn.Module) -> tuple[TrainingState, dict[str, Any]]:
    """Fill `model` with a saved point; returns the state for `train(start=...)`, and the log.

    Raises ValueError for a file that is missing or no saved point, or one of another plan.
    """
    file = Path(path)
    try:
        values = unpacked(file.read_bytes(), file)
    except OSError:
        raise invalid("resume file", "exist and be readable", file, "load_resume") from None
    if values.get("format") != FORMAT:
        raise invalid("resume file", f"have format {FORMAT}", f"{file} with {values.get('format')}", "load_resume")
    _check_plan(file, values["plan"], plan)
    model.load_state_dict(values["model"])
    state = begin(model, plan)
    state.optimiser.load_state_dict(values["optimiser"])
    state.generator.set_state(torch.as_tensor(values["generator"]))
    state.updates = int(values["updates"])
    return state, values["log"]


def _check_plan(file: Path, saved: dict[str, Any], plan: TrainingPlan) -> None:
    changed = [name for name, value in plan.to_json().items() if saved.get(name) != value]
    if changed:
        rule = "belong to this plan (delete it to start again)"
        raise invalid("resume file", rule, f"{file} with another {', '.join(changed)}", "load_resume")
