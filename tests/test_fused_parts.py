"""A machine with a part that is not the library's own takes the plain path, says why, and uses the part."""

from __future__ import annotations

import re

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, prune

from both_paths import needs_numba
from ntm_lib import NTM, FeedForwardController, LSTMController
from ntm_lib.addressing import address
from ntm_lib.controllers import FeedForwardNetwork, LSTMNetwork
from ntm_lib.heads import Heads, squash
from ntm_lib.machine import run, step
from small_machine import build, sequence

# ---- parts of one's own, given or put in later


class MyNetwork(FeedForwardNetwork):
    """A controller that is almost the library's."""

    def forward(self, inputs, read_vectors, state=()):
        hidden, state = super().forward(inputs, read_vectors, state)
        return 2 * hidden, state


class MyLSTM(LSTMNetwork):
    """As the library's, with a cell that forgets."""

    def forward(self, inputs, read_vectors, state):
        return super().forward(inputs, read_vectors, (state[0], 0 * state[1]))


class MyDescription(FeedForwardController):
    """Builds a network of one's own."""

    def build(self, input_size):
        return MyNetwork(input_size, self.hidden_size)


class MyHeads(Heads):
    """Heads that always look at content."""

    def forward(self, hidden):
        controls = super().forward(hidden)
        return controls._replace(gate=torch.ones_like(controls.gate))


class MyLinear(nn.Linear):
    """A layer that leaves its bias out."""

    def forward(self, values):
        return values @ self.weight.T


class MyMachine(NTM):
    """A machine with a part exchanged by a subclass."""

    @property
    def parts(self):
        return super().parts._replace(output=lambda beside: 2 * self.output(beside))


def replaced(path, made, controller="lstm"):
    """A machine in which one module, by its path, is another: `made` of the one that was there."""

    def change():
        machine = build(controller)
        above, _, name = path.rpartition(".")
        setattr(machine.get_submodule(above), name, made(machine.get_submodule(path)))
        return machine

    return change


def like(layer, kind=nn.Linear, **options):
    torch.manual_seed(0)
    return kind(layer.in_features, layer.out_features, **options)


def heads_like(heads, kind=MyHeads, own=squash):
    shifts = heads.address_sizes[3]
    reads = heads.num_heads - heads.num_write_heads
    return kind(heads.addressing.in_features, heads.address_sizes[0], reads, heads.num_write_heads, shifts // 2, own)


def half_gate(raw):
    squashed = squash(raw)
    return squashed._replace(gate=squashed.gate / 2)


OWN = {
    "address": (lambda: build(address=lambda *given: address(*given)), "address"),
    "squash": (lambda: build(squash=half_gate), "squash"),
    "step": (lambda: build(step=lambda *given: step(*given)), "step"),
    "run": (lambda: build(run=run), "run"),
    "controller": (lambda: NTM(5, 3, MyDescription(7), 6, 4, 2, 2), "controller"),
    "controller put in": (replaced("controller", lambda old: MyLSTM(old.cell.input_size, 7)), "controller"),
    "a layer of the controller": (
        replaced("controller.layer", lambda old: like(old, MyLinear), "feedforward"),
        "controller",
    ),
    "the controller's cell": (
        replaced("controller.cell", lambda old: nn.LSTMCell(old.input_size, 7, bias=False)),
        "controller",
    ),
    "heads put in": (replaced("heads", heads_like), "heads"),
    "squash put in": (replaced("heads", lambda old: heads_like(old, Heads, half_gate)), "squash"),
    "a layer of the heads": (replaced("heads.writing", lambda old: like(old, MyLinear)), "heads"),
    "output": (replaced("output", lambda old: nn.Sequential(like(old), nn.Tanh())), "output"),
    "output without a bias": (replaced("output", lambda old: like(old, bias=False)), "output"),
}


@needs_numba
@pytest.mark.parametrize("part", OWN)
def test_a_part_of_ones_own_takes_the_plain_path_and_is_used(part):
    make, word = OWN[part]
    machine = make()
    assert re.fullmatch(rf"plain: .*\b{word}\b.*[^.\s]", machine.path), machine.path
    logits, state = machine(sequence())
    expected, wanted = stepped(machine, sequence())
    assert torch.equal(logits, expected) and torch.equal(state.memory, wanted.memory)


def stepped(machine, inputs):
    """The run by `step` alone, which never takes the fast path."""
    state, logits = machine.initial_state(inputs.shape[1]), []
    for inputs_t in inputs:
        logits_t, state = machine.step(inputs_t, state)
        logits.append(logits_t)
    return torch.stack(logits), state


@needs_numba
def test_a_subclass_that_changes_what_a_step_does_is_used():
    machine = MyMachine(5, 3, LSTMController(7), 6, 4, 2, 2)
    assert machine.path.startswith("plain: ")
    assert torch.equal(machine(sequence())[0], stepped(machine, sequence())[0])


# ---- hooks and parametrizations


PLACES = ["controller", "controller.cell", "heads", "heads.addressing", "heads.writing", "output"]
HOOKS = {
    "register_forward_hook": lambda module, inputs, output: None,
    "register_forward_pre_hook": lambda module, inputs: None,
    "register_full_backward_hook": lambda module, before, after: None,
}


@needs_numba
@pytest.mark.parametrize("kind", HOOKS)
@pytest.mark.parametrize("place", PLACES)
def test_a_hook_on_a_part_is_called(kind, place):
    machine, calls = build(), []

    def hook(*given):
        calls.append(kind)
        return HOOKS[kind](*given)

    handle = getattr(machine.get_submodule(place), kind)(hook)
    assert re.fullmatch(r"plain: .*\bhook\b.*[^.\s]", machine.path), machine.path
    machine(sequence())[0].sum().backward()
    assert len(calls) in (3, 4)  # what the last step writes is read by no one: no gradient comes back from there
    handle.remove()
    assert machine.path == "fused"


@needs_numba
def test_a_hook_on_the_machine_itself_costs_nothing():
    machine, seen = build(), []
    machine.register_forward_hook(lambda module, inputs, output: seen.append(output[0].shape))
    assert machine.path == "fused"
    machine(sequence())
    assert seen == [(4, 3, 3)]


@needs_numba
def test_a_forward_that_was_replaced_is_called():
    machine, calls = build(), []
    original = machine.heads.forward
    machine.heads.forward = lambda hidden: calls.append("heads") or original(hidden)
    assert machine.path.startswith("plain: ")
    machine(sequence())
    assert calls == 4 * ["heads"]


@needs_numba
@pytest.mark.parametrize(
    "change",
    [
        lambda machine: parametrizations.weight_norm(machine.heads.addressing),
        lambda machine: parametrizations.orthogonal(machine.output),
        lambda machine: prune.l1_unstructured(machine.heads.writing, "weight", amount=0.5),
    ],
)
def test_parametrized_and_pruned_layers_take_the_plain_path(change):
    machine = build()
    change(machine)
    assert machine.path.startswith("plain: ")
    logits = machine(sequence())[0]
    assert torch.equal(logits, stepped(machine, sequence())[0])
    logits.sum().backward()
