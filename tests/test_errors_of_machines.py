"""Bad input to constructors, sequences, states, tasks and scores gets a sentence in the one form."""

from __future__ import annotations

import pytest
import torch

from ntm_lib import NTM, FeedForwardController, LSTMBaseline, LSTMController
from ntm_lib.scoring import bits_per_sequence, wrong_bits_per_sequence
from ntm_lib.tasks import copy, copy_batch, copy_of
from refusals import n, refused, t

SIZES = ["input_size", "output_size", "num_slots", "slot_width", "num_read_heads", "num_write_heads"]


@pytest.mark.parametrize("name", [*SIZES, "max_shift"])
@pytest.mark.parametrize("value", [1.0, "3", None, True, torch.tensor(3)])
def test_a_machine_refuses_sizes_of_another_kind(name, value):
    sizes = {"input_size": 5, "output_size": 3, "controller": LSTMController(4)} | {name: value}
    refused(name, lambda: NTM(**sizes), TypeError)


@pytest.mark.parametrize(("name", "value"), [*((name, 0) for name in SIZES), ("num_slots", -1), ("max_shift", -1)])
def test_a_machine_refuses_sizes_that_are_too_small(name, value):
    sizes = {"input_size": 5, "output_size": 3, "controller": LSTMController(4)} | {name: value}
    refused(name, lambda: NTM(**sizes))


@pytest.mark.parametrize("kind", [LSTMController, FeedForwardController])
def test_a_controller_refuses_other_sizes(kind):
    refused("hidden_size", lambda: kind(0))
    refused("hidden_size", lambda: kind(2.5), TypeError)


@pytest.mark.parametrize("controller", [LSTMController, "lstm", None, 100, torch.nn.Linear(2, 2)])
def test_a_machine_refuses_what_is_no_description_of_a_controller(controller):
    refused("controller", lambda: NTM(5, 3, controller), TypeError)


@pytest.mark.parametrize("memory_init", ["zeros", "", None, 3])
def test_a_machine_refuses_an_unknown_memory_init(memory_init):
    refused("memory_init", lambda: NTM(5, 3, LSTMController(4), memory_init=memory_init))


def machine(controller=None, **sizes):
    return NTM(5, 3, controller or LSTMController(4), **({"num_slots": 6, "slot_width": 2} | sizes))


def test_an_initial_state_refuses_other_sizes():
    refused("batch_size", lambda: machine().initial_state(-1))
    refused("batch_size", lambda: machine().initial_state(2.0), TypeError)
    refused("num_slots", lambda: machine().initial_state(2, num_slots=0))
    refused("num_slots", lambda: machine().initial_state(2, num_slots=True), TypeError)
    refused("batch_size", lambda: LSTMBaseline(5, 3, 4).initial_state(-1))


@pytest.mark.parametrize("model", [machine(), LSTMBaseline(5, 3, 4)], ids=["ntm", "baseline"])
def test_a_sequence_refuses_inputs_that_do_not_fit(model):
    refused("inputs", lambda: model(t(4, 5)))
    refused("inputs", lambda: model(t(4, 2, 6)))
    refused("inputs", lambda: model(t(4, 2, 1)))
    refused("inputs", lambda: model(t(0, 2, 5)))
    refused("inputs", lambda: model(t(4, 2, 5).double()), TypeError)
    refused("inputs", lambda: model(torch.ones(4, 2, 5, dtype=torch.long)), TypeError)
    refused("inputs", lambda: model(n(4, 2, 5)), TypeError)
    refused("inputs", lambda: model.step(t(5), model.initial_state(1)))
    refused("inputs", lambda: model.step(t(1, 2, 5), model.initial_state(1)))
    refused("inputs", lambda: model.step(t(2, 4), model.initial_state(2)))
    refused("inputs", lambda: model.step(t(2, 5).double(), model.initial_state(2)), TypeError)


def test_a_trace_refuses_inputs_that_do_not_fit():
    refused("inputs", lambda: machine().trace(t(0, 2, 5)))
    refused("inputs", lambda: machine().trace(t(4, 2, 6)))
    refused("state.memory", lambda: machine().trace(t(4, 2, 5), machine().initial_state(3)))


STATES = [
    ("state.memory", lambda: machine().initial_state(1)),
    ("state.memory", lambda: machine().initial_state(3)),
    ("state.memory", lambda: machine(slot_width=3).initial_state(2)),
    ("state.memory", lambda: machine().initial_state(2)._replace(memory=t(6, 2))),
    ("state.read_weightings", lambda: machine(num_read_heads=2).initial_state(2)),
    ("state.write_weightings", lambda: machine(num_write_heads=2).initial_state(2)),
    ("state.read_weightings", lambda: machine().initial_state(2)._replace(memory=t(2, 9, 2))),
    ("state.write_weightings", lambda: machine().initial_state(2)._replace(write_weightings=t(2, 1, 9))),
    ("state.read_vectors", lambda: machine().initial_state(2)._replace(read_vectors=t(2, 1, 1))),
    ("state.controller_state", lambda: machine(LSTMController(5)).initial_state(2)),
    ("state.controller_state", lambda: machine(FeedForwardController(4)).initial_state(2)),
    ("state.controller_state", lambda: machine().initial_state(2)._replace(controller_state=(t(1, 4), t(1, 4)))),
]


@pytest.mark.parametrize(("argument", "state"), STATES)
def test_a_machine_refuses_the_state_of_another_batch_or_machine(argument, state):
    refused(argument, lambda: machine()(t(4, 2, 5), state()))
    refused(argument, lambda: machine().step(t(2, 5), state()))


def test_a_feed_forward_machine_refuses_the_state_of_an_lstm():
    state = machine().initial_state(2)
    refused("state.controller_state", lambda: machine(FeedForwardController(4))(t(4, 2, 5), state))


def test_a_machine_refuses_a_state_of_another_kind_or_dtype():
    refused("state", lambda: machine()(t(4, 2, 5), (t(2, 6, 2),)), TypeError)
    refused("state", lambda: machine().step(t(2, 5), None), TypeError)
    refused("state.memory", lambda: machine()(t(4, 2, 5), machine().double().initial_state(2)), TypeError)


def test_a_baseline_refuses_the_state_of_another_batch_or_machine():
    model = LSTMBaseline(5, 3, 4)
    good = model.initial_state(2)
    wider, deeper = LSTMBaseline(5, 3, 6), LSTMBaseline(5, 3, 4, num_layers=4)
    for other in (model.initial_state(1), wider.initial_state(2), deeper.initial_state(2)):
        refused("state.hidden", lambda other=other: model(t(4, 2, 5), other))
        refused("state.hidden", lambda other=other: model.step(t(2, 5), other))
    refused("state.cell", lambda: model(t(4, 2, 5), good._replace(cell=t(3, 1, 4))))
    refused("state.cell", lambda: model(t(4, 2, 5), good._replace(cell=good.cell.double())), TypeError)
    refused("state", lambda: model.step(t(2, 5), None), TypeError)


@pytest.mark.parametrize("name", ["input_size", "output_size", "hidden_size", "num_layers"])
def test_a_baseline_refuses_other_sizes(name):
    sizes = {"input_size": 5, "output_size": 3}
    refused(name, lambda: LSTMBaseline(**(sizes | {name: 0})))
    refused(name, lambda: LSTMBaseline(**(sizes | {name: 2.0})), TypeError)


@pytest.mark.parametrize("draw", [copy, copy_batch])
def test_a_task_refuses_lengths_and_sizes_out_of_range(draw):
    refused("lengths", lambda: draw(2, (5, 3)))
    refused("shortest length", lambda: draw(2, (0, 3)))
    refused("shortest length", lambda: draw(2, (1.0, 3)), TypeError)
    refused("longest length", lambda: draw(2, (1, 3.5)), TypeError)
    refused("shortest length", lambda: draw(2, (True, 3)), TypeError)
    refused("lengths", lambda: draw(2, 20), TypeError)
    refused("lengths", lambda: draw(2, (1, 2, 3)), TypeError)
    refused("batch_size", lambda: draw(-1))
    refused("batch_size", lambda: draw(2.0), TypeError)
    refused("bits", lambda: draw(2, bits=0))
    refused("bits", lambda: draw(2, bits=True), TypeError)


def test_copy_of_refuses_what_is_no_list_of_bit_vectors():
    refused("vectors", lambda: copy_of(t(3)))
    refused("vectors", lambda: copy_of(t(0, 4)))
    refused("vectors", lambda: copy_of(t(4, 0)))
    refused("vectors", lambda: copy_of(5 * t(3, 4)))
    refused("vectors", lambda: copy_of(torch.full((3, 4), torch.nan)))
    refused("vectors", lambda: copy_of(torch.ones(3, 4, dtype=torch.long)), TypeError)


@pytest.mark.parametrize("score", [bits_per_sequence, wrong_bits_per_sequence])
def test_a_score_refuses_what_does_not_fit(score):
    logits, targets, mask = t(4, 2, 3), torch.ones(4, 2, 3), torch.ones(4, 2, dtype=torch.bool)
    refused("logits", lambda: score(logits[:, 0], targets[:, 0], mask[:, 0]))
    refused("targets", lambda: score(logits, targets[:, :1], mask))
    refused("targets", lambda: score(logits, targets[..., :1], mask))
    refused("mask", lambda: score(logits, targets, mask[:, :1]))
    refused("mask", lambda: score(logits, targets, mask.unsqueeze(-1)))
    refused("mask", lambda: score(logits, targets, mask.T))
    refused("mask", lambda: score(logits, targets, 0.5 * mask))
    refused("targets", lambda: score(logits, 2 * targets, mask))
    refused("targets", lambda: score(logits, -targets, mask))
    refused("targets", lambda: score(logits, targets * torch.nan, mask))
    refused("targets", lambda: score(logits, targets.long(), mask), TypeError)
    refused("logits", lambda: score(logits.long(), targets, mask), TypeError)
