"""The fast path computes what the plain path does: outputs, final state and every gradient, for every size."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from both_paths import compare, compare_sizes, needs_numba, pair, twin
from ntm_lib.tasks import copy
from ntm_lib.training import TrainingPlan, build_model, train
from small_machine import each_controller, each_memory, sequence
from tiny_training import TINY

pytestmark = needs_numba
HEADS = [(1, 1), (2, 2), (1, 3), (3, 1)]


@each_controller
@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("max_shift", [0, 1, 2])
def test_every_number_of_heads_and_shifts(controller, heads, max_shift):
    compare_sizes(controller, num_read_heads=heads[0], num_write_heads=heads[1], max_shift=max_shift)


@each_controller
@pytest.mark.parametrize("slots", [1, 2, 3, 20])
def test_every_number_of_slots(controller, slots):
    compare_sizes(controller, num_slots=slots)


@pytest.mark.parametrize(("slots", "max_shift"), [(1, 1), (1, 4), (2, 2), (3, 2), (3, 5), (2, 7)])
def test_a_shift_may_be_wider_than_the_ring(slots, max_shift):
    """Steps of R and of R - N then end on the same slot, and their shares add up."""
    compare_sizes(num_slots=slots, max_shift=max_shift, time=4)


@each_controller
@pytest.mark.parametrize("batch", [0, 1, 3, 9, 17])
def test_every_batch(controller, batch):
    compare_sizes(controller, batch=batch)


@each_controller
@pytest.mark.parametrize("time", [1, 2, 7, 8, 9, 17, 41])
def test_every_number_of_steps(controller, time):
    """Memory is kept now and then and replayed in between: a stretch may end in any place."""
    compare_sizes(controller, time=time, scale=1.0)


@each_controller
@each_memory
def test_every_initial_memory(controller, memory_init):
    compare_sizes(controller, memory_init=memory_init, time=9)


@each_controller
@each_memory
def test_the_number_of_slots_at_run_time(controller, memory_init):
    fast, plain = pair(controller, memory_init=memory_init)
    inputs = sequence(5, 3, dtype=torch.float64)
    for slots in (1, 4, 30):
        ours, theirs = ((m, m.initial_state(3, slots)) for m in (fast, plain))
        results = [machine(inputs, state)[0] for machine, state in (ours, theirs)]
        assert results[0].shape == (5, 3, 3) and torch.allclose(*results, atol=1e-10)
    compare_sizes(controller, memory_init=memory_init, num_slots=30)


@each_controller
@pytest.mark.parametrize(
    ("time", "batch", "heads", "slots"),
    [(3, 2, (1, 1), 6), (9, 17, (2, 2), 20), (41, 3, (1, 1), 32), (17, 9, (1, 3), 7)],
)
def test_single_precision(controller, time, batch, heads, slots):
    """From a state that spreads over the memory, where no number is close to an edge and rounding stays rounding."""
    compare_sizes(controller, dtype=torch.float32, scale=1.0, time=time, batch=batch, num_slots=slots,
                  num_read_heads=heads[0], num_write_heads=heads[1])  # fmt: skip


@each_controller
def test_the_plans_own_machine_and_batch_in_single_precision(controller):
    """What `train` runs, as it runs it: 100 units, the plan's slots, a batch of the task."""
    plan = TrainingPlan(controller=controller)
    torch.manual_seed(3)
    fast = build_model(plan)
    batch = copy(plan.batch_size, plan.lengths, plan.bits, torch.Generator().manual_seed(0))
    compare(fast, twin(fast), batch.inputs)


@settings(max_examples=40)
@given(data=st.data())
def test_any_sizes_at_all(data):
    draw = data.draw
    small = st.integers(1, 4)
    sizes = {
        "num_slots": draw(st.integers(1, 24), "slots"),
        "slot_width": draw(st.integers(1, 21), "width"),
        "num_read_heads": draw(small, "read heads"),
        "num_write_heads": draw(small, "write heads"),
        "max_shift": draw(st.integers(0, 4), "max_shift"),
        "seed": draw(st.integers(0, 1000), "seed"),
    }
    controller = draw(st.sampled_from(["lstm", "feedforward"]), "controller")
    time, batch = draw(st.integers(1, 20), "time"), draw(st.integers(0, 18), "batch")
    compare_sizes(controller, time=time, batch=batch, scale=1.0, **sizes)


@each_controller
def test_a_training_run_stays_together_on_both_paths(controller):
    plan = dataclasses.replace(TINY, controller=controller, updates=20)
    torch.manual_seed(0)
    fast = build_model(plan).double()
    plain = twin(fast)
    assert fast.path == "fused" and plain.path != "fused"

    def draw(batch_size, lengths, bits, generator):
        inputs, targets, mask = copy(batch_size, lengths, bits, generator)
        return inputs.double(), targets.double(), mask

    losses = [[progress.loss for progress in train(model, plan, draw_batch=draw)] for model in (fast, plain)]
    assert losses[0] == pytest.approx(losses[1], abs=1e-8) and losses[0][-1] != losses[0][0]
    for ours, theirs in zip(fast.parameters(), plain.parameters(), strict=True):
        assert torch.allclose(ours, theirs, atol=1e-8)
