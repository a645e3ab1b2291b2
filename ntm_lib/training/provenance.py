"""How a checkpoint came about and how good it is, as a JSON object to lie beside it."""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import torch
from torch import nn

import ntm_lib
from ntm_lib.training.evaluation import evaluate
from ntm_lib.training.plan import TrainingPlan

# (lengths, sequences): what was trained on, then lengths that no training sequence had.
MEASURED = (((1, 20), 1000), ((40, 40), 200), ((80, 80), 200), ((120, 120), 200))


def describe_run(
    plan: TrainingPlan, model: nn.Module, command: str, curve: Sequence[float], cpu_seconds: float, wall_seconds: float
) -> dict[str, Any]:
    """All there is to say about a finished run; measuring the errors takes some seconds.

    command       what to type to train it again
    curve         cost of each update's batch, in bits a sequence (one length a batch, so that it jumps about)
    cpu_seconds, wall_seconds   of training alone
    """
    return {
        "name": plan.name,
        "command": command,
        "plan": plan.to_json(),
        "path": path_of(model),
        "seed": plan.seed,
        "updates": len(curve),
        "sequences": len(curve) * plan.batch_size,
        "errors": errors_by_length(plan, model),
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "cpu_seconds": round(cpu_seconds, 1),
        "wall_seconds": round(wall_seconds, 1),
        "versions": versions(),
        "machine": machine(),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "curve_bits": [round(bits, 3) for bits in curve],
    }


def path_of(model: nn.Module) -> str:
    """How the model computes a sequence, which decides the last digits: an NTM's `path`, else "torch"."""
    return str(getattr(model, "path", "torch"))


def errors_by_length(plan: TrainingPlan, model: nn.Module) -> list[dict[str, Any]]:
    """Both scores on fresh sequences at each of `MEASURED`, with the slots in use.

    One object a row: lengths, num_slots (None for the baseline), bits, wrong_bits, wrong_sequences, sequences.
    """
    num_slots = None if plan.controller == "baseline" else plan.slots_in_use
    rows = []
    for lengths, sequences in MEASURED:
        score = evaluate(model, lengths, sequences, num_slots)
        rows.append({"lengths": list(lengths), "num_slots": num_slots, **score._asdict()})
    return rows


def versions() -> dict[str, str]:
    """The versions that a result depends on. Numba's is left out where it is not installed."""
    found = {"ntm_lib": ntm_lib.__version__, "torch": str(torch.__version__), "python": platform.python_version()}
    with contextlib.suppress(PackageNotFoundError):
        found["numba"] = version("numba")
    return found


def machine() -> dict[str, Any]:
    """The computer, as far as it changes times and last digits; nothing that names it."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "vector_instructions": torch.backends.cpu.get_cpu_capability(),
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
    }
