"""The machine: against a second reading of the paper, and one test a wire."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import ntm_lib.machine as machine_module
from ntm_lib import NTM
from ntm_lib.memory import add, erase, read
from numpy_machine import before_of, weights_of
from numpy_machine import step as numpy_step
from small_machine import CONTROLLERS, build, each_controller, each_memory, later_state, parts_of_a_step, sequence

# ---- a second reading of the paper


@each_controller
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize(
    ("heads", "max_shift", "slots", "batch"),
    [((1, 1), 1, 6, 2), ((2, 3), 1, 5, 1), ((3, 1), 2, 7, 3), ((1, 2), 0, 4, 2), ((1, 1), 3, 4, 1)],
)
def test_a_sequence_agrees_with_the_second_reading(controller, dtype, heads, max_shift, slots, batch):
    sizes = {"num_read_heads": heads[0], "num_write_heads": heads[1], "max_shift": max_shift, "num_slots": slots}
    machine = build(controller, memory_init="small_random", **sizes).to(dtype)
    inputs = sequence(3, batch, dtype=dtype)
    logits, last = machine(inputs)
    tolerance = 1e-5 if dtype == torch.float32 else 1e-10
    for b in range(batch):
        before = before_of(machine.initial_state(batch), b)
        for t, inputs_t in enumerate(inputs[:, b].numpy().astype(np.float64)):
            expected, before = numpy_step(weights_of(machine), inputs_t, before)
            assert np.allclose(logits[t, b].detach().numpy(), expected, atol=tolerance, rtol=tolerance)
        for got, wanted in zip(before_of(last, b), before, strict=True):
            assert np.allclose(got, wanted, atol=tolerance, rtol=tolerance)


# ---- one test a wire


@each_controller
def test_heads_address_and_read_the_memory_before_the_write(controller):
    machine = build(controller)
    state, inputs = later_state(machine), sequence()[0]
    _, after = machine.step(inputs, state)
    _, _, reading, writing = parts_of_a_step(machine, inputs, state)
    assert torch.allclose(after.read_weightings, reading) and torch.allclose(after.write_weightings, writing)
    assert torch.allclose(after.read_vectors, read(state.memory.unsqueeze(1), reading))
    assert not torch.allclose(after.read_vectors, read(after.memory.unsqueeze(1), reading), atol=1e-3)


def test_each_head_goes_on_from_its_own_last_weighting():
    machine = build()
    state, inputs = later_state(machine), sequence()[0]
    _, before = machine.step(inputs, state)
    for field, changed_heads in (("read_weightings", 2), ("write_weightings", 2)):
        for head in range(changed_heads):
            weightings = getattr(state, field).clone()
            weightings[:, head] = weightings[:, head].flip(-1)
            _, after = machine.step(inputs, state._replace(**{field: weightings}))
            for other in ("read_weightings", "write_weightings"):
                for n in range(2):
                    moved = not torch.allclose(getattr(after, other)[:, n], getattr(before, other)[:, n], atol=1e-4)
                    assert moved == (other == field and n == head)


def test_all_erases_come_before_all_adds():
    machine = build(num_write_heads=3)
    state, inputs = later_state(machine), sequence()[0]
    _, after = machine.step(inputs, state)
    _, controls, _, writing = parts_of_a_step(machine, inputs, state)
    heads = [(writing[:, n], controls.erase_vector[:, n], controls.add_vector[:, n]) for n in range(3)]
    expected, in_turn = state.memory, state.memory
    for weighting, erase_vector, _ in heads:
        expected = erase(expected, weighting, erase_vector)
    for weighting, _, add_vector in heads:
        expected = add(expected, weighting, add_vector)
    for weighting, erase_vector, add_vector in heads:
        in_turn = add(erase(in_turn, weighting, erase_vector), weighting, add_vector)
    assert torch.allclose(after.memory, expected, atol=1e-6)
    assert not torch.allclose(after.memory, in_turn, atol=1e-3)


def test_the_order_of_the_write_heads_cannot_matter():
    machine = build(num_write_heads=3)
    state, inputs = later_state(machine), sequence()[0]
    _, controls, _, writing = parts_of_a_step(machine, inputs, state)
    order = [2, 0, 1]
    turned = controls._replace(erase_vector=controls.erase_vector[:, order], add_vector=controls.add_vector[:, order])
    one = machine_module.write_all(state.memory, writing, controls)
    assert torch.allclose(one, machine_module.write_all(state.memory, writing[:, order], turned), atol=1e-6)


def test_the_output_sees_the_controller_and_the_new_reads():
    machine = build()
    state, inputs = later_state(machine), sequence()[0]
    logits, after = machine.step(inputs, state)
    hidden, *_ = parts_of_a_step(machine, inputs, state)
    beside = torch.cat([hidden, after.read_vectors.flatten(1)], dim=1)
    assert torch.allclose(logits, beside @ machine.output.weight.T + machine.output.bias, atol=1e-5)
    stale = torch.cat([hidden, state.read_vectors.flatten(1)], dim=1)
    assert not torch.allclose(logits, machine.output(stale), atol=1e-3)


@each_controller
def test_the_controller_sees_the_input_and_the_previous_reads(controller):
    machine = build(controller)
    state, inputs = later_state(machine), sequence()[0]
    logits, after = machine.step(inputs, state)
    moved, _ = machine.step(inputs, state._replace(read_vectors=state.read_vectors + 1))
    assert not torch.allclose(moved, logits, atol=1e-3)
    expected, _ = machine.controller(inputs, state.read_vectors, state.controller_state)
    if controller == "lstm":
        assert torch.equal(after.controller_state[0], expected)


@each_controller
@each_memory
@pytest.mark.parametrize("heads", [(1, 1), (2, 2)])
def test_every_parameter_gets_a_gradient(controller, memory_init, heads):
    """From the initialisation that training starts from, and each row of each head's layers, not just some."""
    torch.manual_seed(0)
    sizes = {"num_read_heads": heads[0], "num_write_heads": heads[1], "memory_init": memory_init}
    machine = NTM(5, 3, CONTROLLERS[controller](7), 8, 4, **sizes)
    machine(sequence(6))[0].square().sum().backward()
    for name, parameter in machine.named_parameters():
        assert parameter.grad is not None and parameter.grad.isfinite().all(), name
        rows = parameter.grad.reshape(len(parameter), -1)
        assert (rows.abs().sum(dim=1) > 0).all(), name


def test_the_memory_carries_a_gradient_from_the_last_answer_to_the_first_input():
    """Every head stays where it is and the controller remembers nothing: what was written is the only way through."""
    machine = build("feedforward", address=lambda memory, previous, *controls: previous)
    inputs = sequence(6).requires_grad_()
    machine(inputs)[0][-1].sum().backward()
    assert (inputs.grad[0].abs().sum(dim=-1) > 0).all()
