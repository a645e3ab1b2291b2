"""One time step of the machine, and a sequence of them, as pure functions (Sec. 3, Fig. 1).

One step: the controller sees the input and the previous reads; all heads address M_{t-1}; reads are taken from
M_{t-1}; all erases, then all adds; the output sees the controller and the new reads. The paper leaves this order
open (its Eq. 5 even addresses M_t); reading before writing was measured to learn more reliably.

All state is in `NTMState`, passed in and returned: stepping twice from one state gives one answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from ntm_lib.controllers import ControllerState
from ntm_lib.heads import Controls
from ntm_lib.machine.state import NTMState
from ntm_lib.memory import add, erase, read


class Parts(NamedTuple):
    """What one step needs besides the state."""

    controller: Callable[..., tuple[Tensor, ControllerState]]
    heads: Callable[[Tensor], Controls]
    output: Callable[[Tensor], Tensor]
    address: Callable[..., Tensor]


Step = Callable[[Tensor, NTMState], tuple[Tensor, NTMState]]


def step(
    parts: Parts, inputs: Float[Tensor, "batch features"], state: NTMState
) -> tuple[Float[Tensor, "batch bits"], NTMState]:
    """One time step: controller, heads, read, write, output, in the order of this module's first lines.

    inputs  x_t  real
    state        from `NTM.initial_state` or an earlier step; it is not changed

    Returns the logits of y_t and the state of the next step.
    """
    hidden, controller_state = parts.controller(inputs, state.read_vectors, state.controller_state)
    controls = parts.heads(hidden)
    previous = torch.cat([state.read_weightings, state.write_weightings], dim=1)
    weightings = parts.address(state.memory.unsqueeze(1), previous, *controls[:5])
    num_read_heads = state.read_weightings.shape[1]
    read_weightings, write_weightings = weightings[:, :num_read_heads], weightings[:, num_read_heads:]
    read_vectors = read(state.memory.unsqueeze(1), read_weightings)
    memory = write_all(state.memory, write_weightings, controls)
    logits = parts.output(torch.cat([hidden, read_vectors.flatten(start_dim=1)], dim=-1))
    return logits, NTMState(memory, read_weightings, write_weightings, read_vectors, controller_state)


def write_all(
    memory: Float[Tensor, "batch slots width"],
    weightings: Float[Tensor, "batch write_heads slots"],
    controls: Controls,
) -> Float[Tensor, "batch slots width"]:
    """The write heads together: all erases, whose order cannot matter, then all adds (Sec. 3.2)."""
    assert controls.erase_vector is not None and controls.add_vector is not None
    for weighting, erase_vector in zip(weightings.unbind(1), controls.erase_vector.unbind(1), strict=True):
        memory = erase(memory, weighting, erase_vector)
    for weighting, add_vector in zip(weightings.unbind(1), controls.add_vector.unbind(1), strict=True):
        memory = add(memory, weighting, add_vector)
    return memory


def run(
    step: Step, inputs: Float[Tensor, "time batch features"], state: NTMState
) -> tuple[Float[Tensor, "time batch bits"], NTMState]:
    """Step through a sequence, handing the state on. Returns the logits of every step and the last state."""
    logits = []
    for inputs_t in inputs:
        logits_t, state = step(inputs_t, state)
        logits.append(logits_t)
    return torch.stack(logits), state
