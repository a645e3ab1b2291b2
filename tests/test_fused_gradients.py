"""The fast path under autograd: finite differences, history kept and not kept, odd tensors, changed parameters."""

from __future__ import annotations

import pytest
import torch
from torch.autograd.graph import saved_tensors_hooks

from both_paths import any_state, assert_same, flat, loss, needs_numba, pair, unflat
from small_machine import build, each_controller, sequence

pytestmark = needs_numba


@each_controller
def test_finite_differences_agree(controller):
    """Two read and two write heads, every tensor of the state, every parameter; a stretch of memory replayed."""
    machine = build(controller, scale=1.0, num_slots=3, slot_width=2, memory_init="learned").double()
    assert machine.path == "fused"
    starts = flat(any_state(machine, 1))
    names = dict(machine.named_parameters())

    def run(inputs, *tensors):
        parts, values = tensors[: len(starts)], tensors[len(starts) :]
        state = unflat(dict(zip(starts, parts, strict=True)))
        parameters = dict(zip(names, values, strict=True))
        logits, after = torch.func.functional_call(machine, parameters, (inputs, state))
        return logits, *flat(after).values()

    given = [sequence(2, 1, dtype=torch.float64), *starts.values(), *names.values()]
    assert torch.autograd.gradcheck(run, [part.detach().clone().requires_grad_() for part in given], fast_mode=True)
    inputs = [part.detach().clone().requires_grad_(place <= len(starts)) for place, part in enumerate(given)]
    assert torch.autograd.gradcheck(run, inputs)


@each_controller
def test_finite_differences_agree_over_a_long_sequence(controller):
    machine = build(controller, scale=1.0, num_slots=4, slot_width=2, num_read_heads=1).double()
    inputs = sequence(11, 1, dtype=torch.float64).requires_grad_()
    assert torch.autograd.gradcheck(lambda inputs: machine(inputs)[0], inputs, fast_mode=True)


def test_a_second_derivative_is_refused_and_not_wrong():
    """A gradient without a history would pass for a constant, and a penalty on it would do nothing."""
    fast, plain = pair()
    inputs = sequence(dtype=torch.float64).requires_grad_()
    for total in (lambda: fast(inputs)[0].sum(), lambda: fast(inputs)[0].square().sum()):
        with pytest.raises(ValueError, match=r"^create_graph must be False .*run=ntm_lib\.machine\.run.*; got True"):
            torch.autograd.grad(total(), inputs, create_graph=True)
    (slope,) = torch.autograd.grad(plain(inputs)[0].sum(), inputs, create_graph=True)
    slope.square().sum().backward()
    assert inputs.grad.abs().max() > 0


def test_forward_mode_is_refused_and_not_wrong():
    inputs = sequence(dtype=torch.float64)
    with torch.autograd.forward_ad.dual_level():
        dual = torch.autograd.forward_ad.make_dual(inputs, torch.ones_like(inputs))
        with pytest.raises(RuntimeError, match=r"forward mode AD|jvp"):
            pair()[0](dual)


@each_controller
def test_transforms_of_torch_take_the_plain_path(controller):
    fast, plain = pair(controller)
    inputs, towards = sequence(dtype=torch.float64), torch.ones(4, 3, 5, dtype=torch.float64)
    transforms = [
        lambda machine: torch.func.jvp(lambda given: machine(given)[0], (inputs,), (towards,))[1],
        lambda machine: torch.func.grad(lambda given: machine(given)[0].square().sum())(inputs),
    ]
    if controller == "feedforward":  # torch itself has no vmap of an LSTM cell
        transforms.append(lambda machine: torch.func.vmap(lambda x: machine(x)[0])(torch.stack([inputs, towards])))
    for transform in transforms:
        assert torch.allclose(transform(fast), transform(plain), atol=1e-10)


@each_controller
def test_a_kept_graph_gives_the_same_gradient_twice(controller):
    machine = pair(controller)[0]
    inputs = sequence(9, dtype=torch.float64).requires_grad_()
    total = loss({"logits": machine(inputs)[0]})
    wanted = [inputs, *machine.parameters()]
    first = torch.autograd.grad(total, wanted, retain_graph=True)
    second = torch.autograd.grad(total, wanted)
    assert all(torch.equal(one, two) for one, two in zip(first, second, strict=True))
    with pytest.raises(RuntimeError, match="second time"):
        total.backward()


@each_controller
def test_gradients_add_up_in_the_parameters(controller):
    fast, plain = pair(controller)
    for machine in (fast, plain):
        for seed in (1, 2):
            machine(sequence(seed=seed, dtype=torch.float64))[0].sum().backward()
    for ours, theirs in zip(fast.parameters(), plain.parameters(), strict=True):
        assert torch.allclose(ours.grad, theirs.grad, atol=1e-10)


CHANGED = ["inputs", "memory", "read_vectors", "write_weightings", "cell", "output.weight", "heads.addressing.weight"]
CHANGED += [f"controller.cell.{name}" for name in ("weight_ih", "weight_hh", "bias_ih")]


@pytest.mark.parametrize("changed", CHANGED)
def test_a_tensor_that_is_changed_before_the_way_back_is_refused_or_makes_no_difference(changed):
    machine = pair()[0]
    inputs, starts = sequence(9, dtype=torch.float64), flat(any_state(machine, 3))
    wanted = machine.heads.writing.weight
    (expected,) = torch.autograd.grad(machine(inputs, unflat(starts))[0].sum(), wanted)
    logits, _ = machine(inputs, unflat(starts))
    with torch.no_grad():
        {"inputs": inputs, **starts, **dict(machine.named_parameters())}[changed].add_(1)
    try:
        (gradient,) = torch.autograd.grad(logits.sum(), wanted)
    except RuntimeError as error:
        assert "modified by an inplace operation" in str(error)
    else:
        assert torch.equal(gradient, expected)


# ---- what is kept for backward


def saved_bytes(machine, time, **options):
    """The bytes of the distinct tensors that autograd keeps from a run, parameters and inputs left out."""
    inputs = sequence(time, 2, dtype=torch.float64)
    known = {part.data_ptr() for part in [inputs, *machine.parameters()]}
    kept = {}

    def keep(tensor):
        kept[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    with saved_tensors_hooks(keep, lambda tensor: tensor), torch.set_grad_enabled(options.get("grad", True)):
        results = machine(inputs)
        assert results[0].shape == (time, 2, 3)
    return sum(size for address, size in kept.items() if address not in known)


@each_controller
def test_without_gradients_no_history_is_kept(controller):
    machine = pair(controller)[0]
    assert saved_bytes(machine, 40, grad=False) == 0
    with torch.no_grad():
        logits, after = machine(sequence(dtype=torch.float64))
    assert not any(part.requires_grad for part in [logits, *flat(after).values()])
    machine.requires_grad_(False)
    logits, after = machine(sequence(dtype=torch.float64))
    assert logits.grad_fn is None and all(part.grad_fn is None for part in flat(after).values())
    assert saved_bytes(machine, 40) == 0


@each_controller
def test_inference_mode_gives_the_same_numbers(controller):
    fast, plain = pair(controller)
    with torch.inference_mode():
        logits, after = fast(sequence(20, dtype=torch.float64))
    expected, wanted = plain(sequence(20, dtype=torch.float64))
    assert_same({"logits": logits, **flat(after)}, {"logits": expected, **flat(wanted)}, 1e-10)


@each_controller
def test_less_is_kept_than_on_the_plain_path_and_in_proportion_to_the_steps(controller):
    fast, plain = pair(controller, num_slots=64)
    short, long = (saved_bytes(fast, time) for time in (40, 80))
    assert 0 < long - short < 1.2 * short
    assert long < saved_bytes(plain, 80) / 3
