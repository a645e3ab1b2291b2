"""What a machine carries from step to step, where it starts from, and the trace of what it did."""

from __future__ import annotations

import pytest
import torch

from ntm_lib import NTM
from small_machine import CONTROLLERS, build, each_controller, each_memory, later_state, parts_of_a_step, same, sequence

# ---- state


@each_controller
@each_memory
def test_stepping_twice_from_one_state_gives_one_answer(controller, memory_init):
    machine = build(controller, memory_init=memory_init)
    state, inputs = later_state(machine), sequence()[0]
    kept = [part.clone() for part in [*state[:4], *state[4]]]
    first, after_first = machine.step(inputs, state)
    machine.step(inputs + 1, after_first)
    second, after_second = machine.step(inputs, state)
    assert torch.equal(first, second) and same(after_first, after_second, atol=0, rtol=0)
    assert all(torch.equal(then, now) for then, now in zip(kept, [*state[:4], *state[4]], strict=True))


@each_controller
@each_memory
def test_evaluation_is_deterministic(controller, memory_init):
    machine = build(controller, memory_init=memory_init)
    first = machine(sequence())[0]
    torch.manual_seed(99)
    torch.rand(17)
    assert torch.equal(machine(sequence())[0], first)


@each_controller
def test_a_sequence_may_be_cut_in_two(controller):
    machine, inputs = build(controller), sequence(6)
    whole, last = machine(inputs)
    first, state = machine(inputs[:2])
    second, after = machine(inputs[2:], state)
    assert torch.allclose(torch.cat([first, second]), whole, atol=1e-6) and same(after, last, atol=1e-6)
    assert not torch.allclose(machine(inputs[2:])[0], second, atol=1e-3)


@each_controller
def test_the_future_does_not_leak_into_the_past(controller):
    machine, inputs = build(controller), sequence(6)
    before = machine(inputs)[0]
    changed = inputs.clone()
    changed[3] += 1
    after = machine(changed)[0]
    assert torch.equal(after[:3], before[:3])
    assert all(not torch.allclose(after[t], before[t], atol=1e-4) for t in range(3, 6))


@each_controller
@each_memory
def test_sequences_of_a_batch_do_not_meet(controller, memory_init):
    machine, inputs = build(controller, memory_init=memory_init), sequence(5, 4)
    together, last = machine(inputs)
    for b in range(4):
        alone, state = machine(inputs[:, b : b + 1])
        assert torch.allclose(alone[:, 0], together[:, b], atol=1e-5)
        assert torch.allclose(state.memory[0], last.memory[b], atol=1e-5)


@each_controller
@pytest.mark.parametrize("batch", [0, 1])
def test_batches_of_none_and_of_one_keep_their_axes(controller, batch):
    machine, inputs = build(controller), sequence(3, batch)
    logits, state = machine(inputs)
    traced, trace = machine.trace(inputs)
    assert logits.shape == traced.shape == (3, batch, 3)
    assert state.memory.shape == (batch, 6, 4) and trace.memory.shape == (3, batch, 6, 4)
    assert state.read_weightings.shape == (batch, 2, 6) and state.read_vectors.shape == (batch, 2, 4)


def test_a_sequence_starts_focused_on_slot_0_and_from_learned_reads():
    machine = build()
    state = machine.initial_state(3)
    start = torch.tensor([1.0, 0, 0, 0, 0, 0]).expand(3, 2, 6)
    assert torch.equal(state.read_weightings, start) and torch.equal(state.write_weightings, start)
    assert torch.equal(state.read_vectors, machine.initial_reads.expand(3, 2, 4))


@each_controller
def test_weightings_stay_a_simplex_over_a_long_sequence(controller):
    machine = build(controller, scale=4.0)
    _, trace = machine.trace(5 * sequence(60))
    for weightings in (trace.read_weightings, trace.write_weightings):
        assert (weightings >= 0).all()
        assert torch.allclose(weightings.sum(dim=-1), torch.ones(60, 3, 2), atol=1e-4)
    assert trace.memory.isfinite().all()


# ---- initial memories


def test_a_constant_memory_is_small_and_never_zero():
    assert torch.equal(build(memory_init="constant").initial_state(2).memory, torch.full((2, 6, 4), 1e-6))


def test_a_small_random_memory_has_the_same_first_rows_for_every_number_of_slots():
    machine = build(memory_init="small_random")
    longest = machine.initial_state(1, num_slots=50).memory[0]
    assert torch.equal(machine.initial_state(1, num_slots=9).memory[0], longest[:9])
    assert torch.equal(machine.initial_state(1).memory[0], longest[:6])
    assert longest.abs().max() <= 0.1 and longest.std() > 0.04 and len(longest.unique(dim=0)) == 50


def test_a_small_random_memory_is_kept_in_the_machine_and_differs_between_seeds():
    machine, other = build(memory_init="small_random"), build(memory_init="small_random", seed=1)
    assert not torch.equal(machine.initial_state(1).memory, other.initial_state(1).memory)
    other.load_state_dict(machine.state_dict())
    assert torch.equal(machine(sequence())[0], other(sequence())[0])


def test_a_learned_memory_is_one_row_that_all_slots_share():
    machine = build(memory_init="learned")
    memory = machine.initial_state(2, num_slots=9).memory
    assert torch.equal(memory, machine.initial_row.expand(2, 9, 4))


@each_controller
@each_memory
def test_the_number_of_slots_may_change_at_run_time(controller, memory_init):
    machine, inputs = build(controller, memory_init=memory_init), sequence()
    logits, state = machine(inputs, machine.initial_state(3, num_slots=40))
    assert logits.shape == (4, 3, 3) and state.memory.shape == (3, 40, 4) and state.read_weightings.shape == (3, 2, 40)
    wider = NTM(5, 3, CONTROLLERS[controller](7), 40, 4, 2, 2, memory_init=memory_init)
    wider.load_state_dict(machine.state_dict())
    assert torch.equal(wider(inputs)[0], logits)


# ---- trace


@each_controller
@each_memory
def test_a_trace_equals_forward_and_keeps_what_each_step_did(controller, memory_init):
    machine, inputs = build(controller, memory_init=memory_init), sequence(5)
    state = later_state(machine)
    logits, trace = machine.trace(inputs, state)
    assert torch.allclose(logits, machine(inputs, state)[0], atol=1e-6)
    for t in range(5):
        _, controls, *_ = parts_of_a_step(machine, inputs[t], state)
        for n, field in enumerate(controls[:5]):
            assert torch.allclose(trace.read_controls[n][t], field[:, :2], atol=1e-6)
            assert torch.allclose(trace.write_controls[n][t], field[:, 2:], atol=1e-6)
        assert torch.allclose(trace.write_controls.erase_vector[t], controls.erase_vector, atol=1e-6)
        assert torch.allclose(trace.write_controls.add_vector[t], controls.add_vector, atol=1e-6)
        _, state = machine.step(inputs[t], state)
        for field in ("memory", "read_weightings", "write_weightings", "read_vectors"):
            assert torch.equal(getattr(trace, field)[t], getattr(state, field))
    assert trace.read_controls.erase_vector is None and trace.read_controls.add_vector is None


def test_the_memory_of_a_trace_is_the_one_after_each_step():
    machine, inputs = build(), sequence(5)
    _, trace = machine.trace(inputs)
    assert torch.allclose(trace.memory[-1], machine(inputs)[1].memory, atol=1e-6)
    assert not torch.allclose(trace.memory[0], machine.initial_state(3).memory)
