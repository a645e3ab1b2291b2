"""Small machines, inputs and states for the tests of the machine."""

from __future__ import annotations

import pytest
import torch

from ntm_lib import NTM, FeedForwardController, LSTMController
from ntm_lib.addressing import address

CONTROLLERS = {"feedforward": FeedForwardController, "lstm": LSTMController}
MEMORIES = ["constant", "small_random", "learned"]
each_controller = pytest.mark.parametrize("controller", CONTROLLERS)
each_memory = pytest.mark.parametrize("memory_init", MEMORIES)


def build(controller="lstm", *, seed=0, scale=2.0, **sizes):
    """A small machine whose parameters are large enough for every wire to matter."""
    torch.manual_seed(seed)
    sizes = {"num_slots": 6, "slot_width": 4, "num_read_heads": 2, "num_write_heads": 2} | sizes
    made = NTM(5, 3, CONTROLLERS[controller](7), **sizes)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.copy_(scale * parameter + 0.1 * torch.randn(parameter.shape))
    return made


def sequence(time=4, batch=3, seed=1, dtype=torch.float32):
    return torch.randn(time, batch, 5, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def later_state(machine, batch=3, num_slots=None):
    """A state in the middle of a sequence: memory written, heads spread out."""
    inputs = sequence(3, batch, seed=7, dtype=machine.output.weight.dtype)
    with torch.no_grad():
        return machine(inputs, machine.initial_state(batch, num_slots))[1]


def same(state, other, **tolerance):
    pairs = zip([*state[:4], *state[4]], [*other[:4], *other[4]], strict=True)
    return all(torch.allclose(one, two, **tolerance) for one, two in pairs)


def parts_of_a_step(machine, inputs, state):
    """One step, part by part, from the machine's own modules."""
    hidden, _ = machine.controller(inputs, state.read_vectors, state.controller_state)
    controls = machine.heads(hidden)
    previous = torch.cat([state.read_weightings, state.write_weightings], dim=1)
    weightings = address(state.memory.unsqueeze(1), previous, *controls[:5])
    return hidden, controls, weightings[:, : machine.num_read_heads], weightings[:, machine.num_read_heads :]
