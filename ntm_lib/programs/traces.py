"""A hand run in the form of a trained machine's `Trace`, so that whatever looks at one can look at the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ntm_lib.heads import Controls
from ntm_lib.machine import Trace
from ntm_lib.programs.hand_run import HandRun


def trace_of(run: HandRun) -> Trace:
    """Batch 1; a read and a write head with the same weighting. Shapes as in `Trace`, torch's default dtype."""
    write = Controls(
        key=_field([step.key for step in run.controls]),
        key_strength=_field([step.key_strength for step in run.controls]),
        gate=_field([step.gate for step in run.controls]),
        shift_weighting=_field(run.shift_weightings),
        sharpening=_field([step.sharpening for step in run.controls]),
        erase_vector=_field([step.erase_vector for step in run.controls]),
        add_vector=_field([step.add_vector for step in run.controls]),
    )
    weightings = _field(run.weightings)
    return Trace(
        read_controls=write._replace(erase_vector=None, add_vector=None),
        write_controls=write,
        read_weightings=weightings,
        write_weightings=weightings,
        read_vectors=_field(run.read_vectors),
        memory=_tensor(run.memory).unsqueeze(1),
    )


def _field(values: Sequence[Any] | np.ndarray) -> Tensor:
    """`(time, ...)` as `(time, batch 1, head 1, ...)`."""
    return _tensor(values).unsqueeze(1).unsqueeze(1)


def _tensor(values: Sequence[Any] | np.ndarray) -> Tensor:
    return torch.as_tensor(np.array(values, dtype=float)).to(torch.get_default_dtype())
