"""Faults that were found in other implementations of this paper, each with the test that would catch it here.

Each test first shows that the fault, written down, is told apart: a test that passes either way guards nothing.
"""

from __future__ import annotations

import pytest
import torch

from ntm_lib import NTM, FeedForwardController, LSTMController
from ntm_lib.addressing import sharpen, shift
from ntm_lib.heads import squash
from ntm_lib.machine import step, write_all
from ntm_lib.memory import add, erase, read, write
from ntm_lib.tasks import copy, copy_batch

BOTH = pytest.mark.parametrize("controller", [FeedForwardController(6), LSTMController(6)], ids=["feedforward", "lstm"])


def machine(controller=None, **sizes):
    torch.manual_seed(0)
    return NTM(5, 3, controller or LSTMController(6), 8, 4, **sizes)


def inputs(time=5, batch=2):
    return torch.randn(time, batch, 5, generator=torch.Generator().manual_seed(1))


def test_1_attention_does_not_vanish_when_a_diffuse_weighting_is_sharpened():
    diffuse = torch.full((128,), 1 / 128)
    faulty = diffuse**10 / ((diffuse**10).sum() + 1e-16)
    assert faulty.sum() < 0.01
    assert sharpen(diffuse, 10.0).sum().item() == pytest.approx(1, abs=1e-5)


def test_2_the_shift_is_a_convolution_and_not_its_mirror_image():
    focus, forward = torch.eye(5)[1], torch.tensor([0.0, 0.1, 0.9])
    mirrored = shift(focus, forward.flip(0))
    assert mirrored.argmax() == 0
    assert shift(focus, forward).argmax() == 2


def test_3_a_sequence_starts_from_distributions_and_is_never_drawn_anew():
    made = machine(memory_init="small_random")
    first, second = made.initial_state(2), made.initial_state(2)
    for weightings in (first.read_weightings, first.write_weightings):
        assert torch.equal(weightings.sum(dim=-1), torch.ones(2, 1)) and (weightings >= 0).all()
    assert torch.equal(first.memory, second.memory) and torch.equal(first.read_vectors, second.read_vectors)


def test_4_every_read_sees_the_memory_before_any_write():
    made = machine(num_read_heads=2, num_write_heads=2)
    state = made(inputs())[1]
    _, after = made.step(inputs()[0], state)
    for n in range(2):
        before_write = read(state.memory, after.read_weightings[:, n])
        after_write = read(after.memory, after.read_weightings[:, n])
        assert not torch.allclose(before_write, after_write, atol=1e-4)
        assert torch.allclose(after.read_vectors[:, n], before_write, atol=1e-6)


def test_4_write_heads_do_all_their_erasing_before_any_adds():
    """Two heads on one slot, each erasing all and adding 1: both ones stay; in turn only the second would."""
    memory, focus = torch.full((1, 3, 1), 5.0), torch.tensor([[[1.0, 0, 0], [1.0, 0, 0]]])
    one = torch.ones(1, 1)
    in_turn = write(write(memory, focus[:, 0], one, one), focus[:, 1], one, one)
    assert in_turn[0, 0].item() == 1
    controls = squash(machine().heads(torch.zeros(1, 6)))._replace(
        erase_vector=torch.ones(1, 2, 1), add_vector=torch.ones(1, 2, 1)
    )
    assert write_all(memory, focus, controls)[0, 0].item() == 2


@BOTH
def test_5_memory_is_in_the_state_and_not_in_the_module(controller):
    made = machine(controller)
    state = made(inputs())[1]
    first = made.step(inputs()[0], state)
    made(inputs(9))
    second = made.step(inputs()[0], state)
    assert torch.equal(first[0], second[0]) and torch.equal(first[1].memory, second[1].memory)
    assert not any("memory" in name for name, _ in made.named_buffers())


def test_6_the_erase_vector_is_a_vector_of_its_own():
    memory, focus = torch.ones(2, 2), torch.tensor([1.0, 0.0])
    assert erase(memory, focus, torch.tensor([0.0, 1.0]))[0].tolist() == [1, 0]
    made = machine()
    made(inputs())[0].square().sum().backward()
    width = 4
    assert (made.heads.writing.bias.grad[:width].abs() > 0).all()


def test_6_heads_and_output_read_the_lstms_output_and_not_its_cell():
    made = machine()
    seen = {}
    made.heads.register_forward_hook(lambda module, arguments, result: seen.update(heads=arguments[0]))
    made.output.register_forward_hook(lambda module, arguments, result: seen.update(output=arguments[0]))
    _, state = made(inputs())
    hidden, cell = state.controller_state
    assert not torch.allclose(hidden, cell, atol=1e-4)
    assert torch.equal(seen["heads"], hidden) and torch.equal(seen["output"][:, :6], hidden)


@BOTH
def test_6_the_output_sees_the_controller(controller):
    made = machine(controller)
    made(inputs())[0].square().sum().backward()
    assert (made.output.weight.grad[:, :6].abs().sum(dim=0) > 0).all()


@pytest.mark.parametrize("draw", [copy, copy_batch])
def test_7_the_longest_length_is_trained_too(draw):
    generator = torch.Generator().manual_seed(0)
    seen = {int(length) for _ in range(200) for length in draw(1, (18, 20), 1, generator).mask.sum(dim=0)}
    assert seen == {18, 19, 20}


def test_8_the_shift_is_right_for_a_batch():
    """Each sequence and head by its own steps."""
    focus, shares = torch.eye(6)[[0, 2, 5]], torch.eye(3)[[2, 0, 2]]
    assert shift(focus, shares).argmax(dim=1).tolist() == [1, 1, 0]
    assert shift(focus.expand(2, 3, 6), shares.expand(2, 3, 3)).argmax(dim=2).tolist() == [[1, 1, 0]] * 2


@BOTH
@pytest.mark.parametrize("sizes", [{}, {"num_read_heads": 3, "num_write_heads": 1}], ids=["1+1", "3+1"])
def test_8_a_batch_of_one_keeps_its_axis(controller, sizes):
    made = machine(controller, **sizes)
    logits, state = made(inputs(3, 1))
    readers = sizes.get("num_read_heads", 1)
    assert logits.shape == (3, 1, 3) and state.memory.shape == (1, 8, 4)
    assert state.read_weightings.shape == (1, readers, 8) and state.read_vectors.shape == (1, readers, 4)


@BOTH
@pytest.mark.parametrize("memory_init", ["constant", "small_random", "learned"])
def test_8_no_parameter_is_dead(controller, memory_init):
    made = machine(controller, memory_init=memory_init)
    made(inputs())[0].square().sum().backward()
    assert all(parameter.grad is not None and parameter.grad.abs().sum() > 0 for parameter in made.parameters())


@BOTH
def test_8_no_tensor_stays_behind_when_a_machine_moves(controller):
    for target in (torch.float64, "meta"):
        made = machine(controller, memory_init="learned").to(target)
        logits, state = made(inputs().to(target))
        for part in (logits, *state[:4], *state[4]):
            assert part.dtype == logits.dtype and part.device == made.output.weight.device


@BOTH
@pytest.mark.parametrize("memory_init", ["constant", "small_random", "learned"])
def test_9_parameters_alone_rebuild_a_machine(controller, memory_init, tmp_path):
    """Saved as named tensors, loaded without unpickling any code, and the same to the bit."""
    made = machine(controller, memory_init=memory_init)
    torch.save(made.state_dict(), tmp_path / "parameters.pt")
    torch.manual_seed(7)
    other = NTM(5, 3, controller, 8, 4, memory_init=memory_init)
    other.load_state_dict(torch.load(tmp_path / "parameters.pt", weights_only=True))
    assert torch.equal(other(inputs())[0], made(inputs())[0])


def test_the_sketchs_fault_the_write_does_not_reuse_a_read_heads_weighting():
    made = machine()
    state = made(inputs())[1]
    _, after = made.step(inputs()[0], state)
    assert not torch.allclose(after.read_weightings, after.write_weightings, atol=1e-4)
    controls = made.heads(made.controller(inputs()[0], state.read_vectors, state.controller_state)[0])
    writing = after.write_weightings[:, 0]
    expected = add(erase(state.memory, writing, controls.erase_vector[:, 0]), writing, controls.add_vector[:, 0])
    assert torch.allclose(after.memory, expected, atol=1e-6)
    assert torch.equal(step(made.parts, inputs()[0], state)[1].memory, after.memory)


def test_the_sketchs_fault_a_blank_memory_is_no_division_by_zero():
    made = machine()
    blank = made.initial_state(2)._replace(memory=torch.zeros(2, 8, 4))
    logits, state = made(inputs(), blank)
    assert logits.isfinite().all() and state.memory.isfinite().all()
    logits.sum().backward()
    assert all(parameter.grad.isfinite().all() for parameter in made.parameters())
