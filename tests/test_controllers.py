"""The two controllers: what they see, what they return, what they remember."""

from __future__ import annotations

import pytest
import torch

from ntm_lib.controllers import FeedForwardController, LSTMController

DESCRIPTIONS = [FeedForwardController(6), LSTMController(6)]
each = pytest.mark.parametrize("description", DESCRIPTIONS, ids=["feedforward", "lstm"])


def build(description, features=4, heads=2, width=3):
    torch.manual_seed(0)
    return description.build(features + heads * width)


@each
@pytest.mark.parametrize("batch", [0, 1, 5])
def test_shapes(description, batch):
    network = build(description)
    state = network.initial_state(batch)
    hidden, after = network(torch.randn(batch, 4), torch.randn(batch, 2, 3), state)
    assert hidden.shape == (batch, 6)
    assert [part.shape for part in after] == [part.shape for part in state]


def test_feed_forward_is_tanh_of_a_linear_layer_over_input_and_reads():
    network = build(FeedForwardController(6))
    inputs, reads = torch.randn(5, 4), torch.randn(5, 2, 3)
    hidden, state = network(inputs, reads, ())
    seen = torch.cat([inputs, reads[:, 0], reads[:, 1]], dim=1)
    assert torch.allclose(hidden, torch.tanh(seen @ network.layer.weight.T + network.layer.bias), atol=1e-6)
    assert state == ()


def test_lstm_hands_on_its_output_and_not_its_cell():
    network = build(LSTMController(6))
    inputs, reads, state = torch.randn(5, 4), torch.randn(5, 2, 3), (torch.randn(5, 6), torch.randn(5, 6))
    hidden, after = network(inputs, reads, state)
    cell = network.cell
    raw = torch.cat([inputs, reads.flatten(1)], dim=1) @ cell.weight_ih.T + cell.bias_ih
    enter, keep, new, show = (raw + state[0] @ cell.weight_hh.T + cell.bias_hh).chunk(4, dim=1)
    expected_cell = keep.sigmoid() * state[1] + enter.sigmoid() * new.tanh()
    assert torch.allclose(after[1], expected_cell, atol=1e-6)
    assert torch.allclose(hidden, show.sigmoid() * expected_cell.tanh(), atol=1e-6)
    assert torch.equal(after[0], hidden)


@each
def test_a_controller_sees_the_input_and_every_read(description):
    network = build(description)
    inputs, reads, state = torch.randn(1, 4), torch.randn(1, 2, 3), network.initial_state(1)
    before, _ = network(inputs, reads, state)
    for n in range(4):
        assert not torch.allclose(network(inputs + torch.eye(4)[n], reads, state)[0], before)
    for n in range(6):
        assert not torch.allclose(network(inputs, reads + torch.eye(6)[n].view(1, 2, 3), state)[0], before)


def test_the_lstm_starts_from_biases_that_learn():
    network = build(LSTMController(6))
    with torch.no_grad():
        network.initial_hidden.fill_(0.5)
        network.initial_cell.fill_(-0.5)
    hidden, cell = network.initial_state(3)
    assert torch.equal(hidden, torch.full((3, 6), 0.5)) and torch.equal(cell, torch.full((3, 6), -0.5))
    network(torch.randn(3, 4), torch.randn(3, 2, 3), (hidden, cell))[0].sum().backward()
    assert network.initial_hidden.grad.abs().min() > 0 and network.initial_cell.grad.abs().min() > 0


@each
def test_one_description_serves_several_machines(description):
    first, second = description.build(5), description.build(5)
    assert {id(parameter) for parameter in first.parameters()}.isdisjoint(id(p) for p in second.parameters())
    assert description == type(description)(6)


@each
def test_a_batch_is_its_sequences_one_by_one(description):
    network = build(description)
    inputs, reads, state = torch.randn(3, 4), torch.randn(3, 2, 3), network.initial_state(3)
    hidden, _ = network(inputs, reads, state)
    for b in range(3):
        alone, _ = network(inputs[b : b + 1], reads[b : b + 1], network.initial_state(1))
        assert torch.allclose(alone[0], hidden[b], atol=1e-6)
