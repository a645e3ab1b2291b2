"""Parts of one's own in a machine; its dtype, device, copies and gradients."""

from __future__ import annotations

import copy as copying

import pytest
import torch
from torch import nn

import ntm_lib.machine as machine_module
from ntm_lib import NTM, NTMState
from ntm_lib.addressing import content_weighting
from ntm_lib.heads import squash
from small_machine import build, each_controller, each_memory, later_state, sequence

# ---- parts of your own


def content_only(memory, previous, key, key_strength, gate, shift_weighting, sharpening):
    return content_weighting(memory, key, key_strength)


def test_an_address_of_your_own_is_used_by_every_head():
    inputs = sequence()
    plain, own = build(), build(address=content_only)
    assert not torch.allclose(plain(inputs)[0], own(inputs)[0], atol=1e-3)
    _, trace = own.trace(inputs)
    for controls, weightings in (
        (trace.read_controls, trace.read_weightings),
        (trace.write_controls, trace.write_weightings),
    ):
        expected = content_weighting(trace.memory[:-1].unsqueeze(2), controls.key[1:], controls.key_strength[1:])
        assert torch.allclose(weightings[1:], expected, atol=1e-6)


def test_a_squash_of_your_own_is_used():
    own = build(squash=lambda raw: squash(raw)._replace(gate=torch.zeros_like(raw.gate)))
    _, trace = own.trace(sequence())
    assert (trace.read_controls.gate == 0).all() and (trace.write_controls.gate == 0).all()


def test_a_step_and_a_run_of_your_own_are_used():
    calls = []

    def my_step(parts, inputs, state):
        calls.append("step")
        return machine_module.step(parts, inputs, state)

    def my_run(step, inputs, state):
        calls.append("run")
        return machine_module.run(step, inputs, state)

    own, plain = build(step=my_step, run=my_run), build(run=machine_module.run)
    assert torch.equal(own(sequence())[0], plain(sequence())[0])
    assert calls == ["run"] + 4 * ["step"]
    own.step(sequence()[0], own.initial_state(3))
    assert calls[5:] == ["step"]
    own.trace(sequence())
    assert calls[6:] == ["run"] + 4 * ["step"]


class Echo(nn.Module):
    """A controller of one's own, with a counter for a state."""

    def __init__(self, input_size):
        super().__init__()
        self.layer = nn.Linear(input_size, 2)

    def initial_state(self, batch_size):
        return (torch.zeros(batch_size, 1),)

    def forward(self, inputs, read_vectors, state):
        return self.layer(torch.cat([inputs, read_vectors.flatten(1)], dim=-1)), (state[0] + 1,)


class EchoController:
    hidden_size = 2

    def build(self, input_size):
        return Echo(input_size)


def test_a_controller_of_your_own_is_used():
    machine = NTM(5, 3, EchoController(), 6, 4)
    assert machine(sequence(4))[1].controller_state[0].tolist() == [[4.0]] * 3


# ---- dtype, device, copies


@each_controller
@each_memory
def test_everything_follows_to_double_precision(controller, memory_init):
    machine = build(controller, memory_init=memory_init).to(torch.float64)
    logits, state = machine(sequence().double())
    assert logits.dtype == torch.float64 and all(part.dtype == torch.float64 for part in [*state[:4], *state[4]])
    assert torch.allclose(build(controller, memory_init=memory_init)(sequence())[0], logits.float(), atol=1e-4)


@each_controller
@pytest.mark.parametrize("memory_init", ["constant", "learned"])
def test_everything_follows_to_another_device(controller, memory_init):
    """torch's "meta" device computes shapes only, but refuses a tensor that was left behind, as a GPU does."""
    machine = build(controller, memory_init=memory_init).to("meta")
    logits, state = machine(sequence().to("meta"))
    assert logits.is_meta and all(part.is_meta for part in [*state[:4], *state[4]])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
@each_controller
@each_memory
def test_everything_follows_to_a_gpu(controller, memory_init):
    machine = build(controller, memory_init=memory_init)
    expected = machine(sequence())[0]
    assert torch.allclose(machine.cuda()(sequence().cuda())[0].cpu(), expected, atol=1e-4)


@each_memory
def test_a_machine_may_be_copied(memory_init):
    machine = build(memory_init=memory_init)
    assert torch.equal(copying.deepcopy(machine)(sequence())[0], machine(sequence())[0])


def test_the_same_seed_builds_the_same_machine():
    first, second = build(memory_init="small_random"), build(memory_init="small_random")
    pairs = zip(first.state_dict().values(), second.state_dict().values(), strict=True)
    assert all(torch.equal(one, two) for one, two in pairs)


def test_parameters_do_not_grow_with_the_number_of_slots():
    few, many = build(num_slots=2), build(num_slots=500)
    assert sum(p.numel() for p in few.parameters()) == sum(p.numel() for p in many.parameters())


@each_controller
def test_the_whole_machine_has_the_right_gradient(controller):
    """Finite differences through two steps, in double precision, for inputs and starting memory."""
    machine = build(controller, scale=1.0, num_slots=4, num_write_heads=1).double()
    start = later_state(machine, batch=1)
    inputs = sequence(2, 1, dtype=torch.float64).requires_grad_()
    memory = start.memory.clone().requires_grad_()

    def run(inputs, memory):
        logits, after = machine(inputs, NTMState(memory, *start[1:]))
        return logits, after.memory

    assert torch.autograd.gradcheck(run, (inputs, memory))


def test_gradients_are_finite_from_the_sharpest_controls():
    """Every squashed number driven to its extreme: one-hot weightings, huge strengths, shut and open gates."""
    machine = build()
    with torch.no_grad():
        machine.heads.addressing.bias.mul_(500)
        machine.heads.addressing.weight.mul_(50)
    machine(sequence(12))[0].sum().backward()
    assert all(parameter.grad.isfinite().all() for parameter in machine.parameters())
