"""What a machine carries from step to step, and the record of a whole run. Plain data: no function here changes any."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from ntm_lib.controllers import ControllerState
from ntm_lib.heads import Controls, read_part, write_part


class NTMState(NamedTuple):
    """Everything a machine carries from one step to the next."""

    memory: Float[Tensor, "batch slots width"]
    read_weightings: Float[Tensor, "batch read_heads slots"]
    write_weightings: Float[Tensor, "batch write_heads slots"]
    read_vectors: Float[Tensor, "batch read_heads width"]
    controller_state: ControllerState


class Trace(NamedTuple):
    """What a machine did, step by step. Every field has a leading time axis; memory is the one after each step."""

    read_controls: Controls
    write_controls: Controls
    read_weightings: Float[Tensor, "time batch read_heads slots"]
    write_weightings: Float[Tensor, "time batch write_heads slots"]
    read_vectors: Float[Tensor, "time batch read_heads width"]
    memory: Float[Tensor, "time batch slots width"]


def stack_trace(controls: list[Controls], states: list[NTMState], num_read_heads: int) -> Trace:
    """One `Trace` from every step's joint controls and the state after it."""
    return Trace(
        _stack_controls([read_part(step, num_read_heads) for step in controls]),
        _stack_controls([write_part(step, num_read_heads) for step in controls]),
        torch.stack([state.read_weightings for state in states]),
        torch.stack([state.write_weightings for state in states]),
        torch.stack([state.read_vectors for state in states]),
        torch.stack([state.memory for state in states]),
    )


def _stack_controls(steps: list[Controls]) -> Controls:
    return Controls._make(None if field[0] is None else torch.stack(field) for field in zip(*steps, strict=True))
