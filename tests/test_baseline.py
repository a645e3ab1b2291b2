"""The LSTM that the paper compares with: its size, its wiring, its state."""

from __future__ import annotations

import pytest
import torch

from ntm_lib import LSTMBaseline
from ntm_lib.baseline import LSTMState, lstm_cell


def build(**sizes):
    torch.manual_seed(0)
    made = LSTMBaseline(**({"input_size": 4, "output_size": 3, "hidden_size": 5} | sizes))
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape))
    return made


def sequence(time=4, batch=3):
    return torch.randn(time, batch, 4, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize(
    ("inputs", "outputs", "hidden", "printed"),
    [(10, 9, 256, 1_352_969), (8, 7, 512, 5_312_007), (8, 6, 256, 1_344_518), (1, 1, 128, 331_905)],
    ids=["copy", "repeat-copy", "associative-recall", "n-grams"],
)
def test_the_number_of_parameters_is_the_one_in_the_papers_table_3(inputs, outputs, hidden, printed):
    assert sum(parameter.numel() for parameter in LSTMBaseline(inputs, outputs, hidden).parameters()) == printed


def test_the_cell_by_hand():
    """Enter 1, keep 0, show 1: the new value replaces the old. Enter 0, keep 1: the old value stays."""
    wide_open, shut = 1e4, -1e4
    kept, value = torch.tensor([[0.0], [2.0]]), torch.tensor([[0.5], [0.0]])
    gates = torch.tensor([[wide_open, shut, 0.5, wide_open], [shut, wide_open, 0.5, wide_open]])
    hidden, cell = lstm_cell(gates, torch.tensor([[2.0], [2.0]]))
    assert torch.allclose(cell, kept + value.tanh())
    assert torch.allclose(hidden, cell.tanh())


def test_a_layer_is_torchs_own_lstm_cell():
    """An independent reading of the cell and of which gate is which."""
    made = build(num_layers=1)
    theirs = torch.nn.LSTMCell(4, 5)
    with torch.no_grad():
        theirs.weight_ih.copy_(made.layers[0].weight[:, :4])
        theirs.weight_hh.copy_(made.layers[0].weight[:, 4:])
        theirs.bias_ih.copy_(made.layers[0].bias)
        theirs.bias_hh.zero_()
    state = made.initial_state(3)
    logits, after = made.step(sequence()[0], state)
    hidden, cell = theirs(sequence()[0], (state.hidden[0], state.cell[0]))
    assert torch.allclose(after.hidden[0], hidden, atol=1e-6) and torch.allclose(after.cell[0], cell, atol=1e-6)
    assert torch.allclose(logits, made.output(hidden), atol=1e-6)


def test_the_wiring_layer_by_layer():
    """Each layer sees the input, itself a step ago and the layer below now; the output sees every layer."""
    made = build()
    state = LSTMState(torch.randn(3, 2, 5), torch.randn(3, 2, 5))
    inputs = sequence(1, 2)[0]
    logits, after = made.step(inputs, state)
    below = []
    for n, layer in enumerate(made.layers):
        seen = torch.cat([inputs, state.hidden[n], *below[-1:]], dim=1)
        hidden, cell = lstm_cell(layer(seen), state.cell[n])
        assert torch.allclose(after.hidden[n], hidden) and torch.allclose(after.cell[n], cell)
        below.append(hidden)
    assert torch.allclose(logits, made.output(torch.cat(below, dim=1)))


def test_every_parameter_gets_a_gradient():
    made = build()
    made(sequence())[0].square().sum().backward()
    for name, parameter in made.named_parameters():
        assert (parameter.grad.reshape(len(parameter), -1).abs().sum(dim=1) > 0).all(), name


def test_state_is_passed_in_and_returned():
    made, inputs = build(), sequence(6)
    whole, last = made(inputs)
    first, state = made(inputs[:2])
    second, after = made(inputs[2:], state)
    again, _ = made(inputs[2:], state)
    assert torch.allclose(torch.cat([first, second]), whole, atol=1e-6) and torch.equal(second, again)
    assert not torch.allclose(made(inputs[2:])[0], second, atol=1e-3)
    assert torch.allclose(after.hidden, last.hidden, atol=1e-6) and torch.allclose(after.cell, last.cell, atol=1e-6)


def test_the_future_does_not_leak_and_sequences_do_not_meet():
    made, inputs = build(), sequence(6)
    before = made(inputs)[0]
    changed = inputs.clone()
    changed[3:, 1] += 1
    after = made(changed)[0]
    assert torch.equal(after[:3], before[:3]) and torch.equal(after[:, [0, 2]], before[:, [0, 2]])
    assert not torch.allclose(after[3:, 1], before[3:, 1], atol=1e-4)


@pytest.mark.parametrize("batch", [0, 1])
def test_batches_of_none_and_of_one_keep_their_axes(batch):
    logits, state = build()(sequence(2, batch))
    assert logits.shape == (2, batch, 3) and state.hidden.shape == state.cell.shape == (3, batch, 5)


def test_dtype_and_device_follow():
    logits, state = build().double()(sequence().double())
    assert logits.dtype == state.hidden.dtype == state.cell.dtype == torch.float64
    logits, state = build().to("meta")(sequence().to("meta"))
    assert logits.is_meta and state.hidden.is_meta


def test_the_gradient_is_right():
    made = build(num_layers=2).double()
    assert torch.autograd.gradcheck(lambda inputs: made(inputs)[0], (sequence(2, 1).double().requires_grad_(),))


def test_a_whole_sequence_is_the_same_as_step_by_step():
    """`forward` runs layer by layer, `step` step by step: the same numbers, states and gradients."""
    made = build(num_layers=3).double()
    inputs, state = sequence(7).double(), made.initial_state(3)
    logits, after = made(inputs)
    told = []
    for inputs_t in inputs:
        logits_t, state = made.step(inputs_t, state)
        told.append(logits_t)
    assert torch.allclose(logits, torch.stack(told), atol=1e-12)
    assert torch.allclose(after.hidden, state.hidden, atol=1e-12) and torch.allclose(after.cell, state.cell, atol=1e-12)
    scale = torch.randn(logits.shape, generator=torch.Generator().manual_seed(2)).double()
    whole = torch.autograd.grad((logits * scale).sum() + after.cell.sum(), list(made.parameters()))
    steps = torch.autograd.grad((torch.stack(told) * scale).sum() + state.cell.sum(), list(made.parameters()))
    assert all(torch.allclose(a, b, atol=1e-10) for a, b in zip(whole, steps, strict=True))
