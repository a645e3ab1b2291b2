"""The fast path on the smallest machines that use every formula: quick enough to run as plain Python.

`test_fused_apart` runs this file without a compiler and with every index checked, `test_fused_breaks` with each formula
of the kernels broken on purpose.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from both_paths import any_state, assert_same, compare, flat, loss, needs_numba, outcome, pair, unflat
from small_machine import each_controller, sequence

pytestmark = needs_numba
SMALL = {"num_slots": 3, "slot_width": 2, "num_read_heads": 1, "num_write_heads": 1, "scale": 1.0}
LARGER = {"num_slots": 5, "slot_width": 5, "num_read_heads": 2, "num_write_heads": 3, "max_shift": 1}


def plain_results(machine, inputs, state):
    logits, after = machine(inputs, state)
    return {"logits": logits.detach(), **{name: part.detach() for name, part in flat(after).items()}}


def stay(machine):
    """Make every head keep its focus where it is: gates shut, all of the shift weighting on no step."""
    bias = machine.heads.addressing.bias.view(machine.heads.num_heads, -1)
    with torch.no_grad():
        bias[:, machine.slot_width + 1] = -800
        bias[:, machine.slot_width + 2 : -1] = torch.tensor([-800.0, 800, -800])


@each_controller
def test_outputs_and_the_last_state(controller):
    fast, plain = pair(controller, **LARGER)
    inputs, state = sequence(3, 2, dtype=torch.float64), any_state(fast, 2)
    expected = plain_results(plain, inputs, state)
    assert_same(plain_results(fast, inputs, state), expected, 1e-10)
    with torch.no_grad():  # nothing is kept for the way back, and another branch is taken
        assert_same(plain_results(fast, inputs, state), expected, 1e-10)


@each_controller
def test_every_gradient(controller):
    fast, plain = pair(controller, **LARGER)
    compare(fast, plain, sequence(3, 2, dtype=torch.float64), any_state(fast, 2))


@each_controller
def test_every_gradient_from_the_machines_own_start(controller):
    fast, plain = pair(controller, **LARGER, memory_init="learned")
    compare(fast, plain, sequence(2, 2, dtype=torch.float64))


def test_every_gradient_through_memories_that_are_written_again():
    """More than eight steps, and more than sixteen: a stretch begins, is full, and is cut short."""
    for time in (8, 9, 18):
        fast, plain = pair(**SMALL)
        compare(fast, plain, sequence(time, 1, dtype=torch.float64), any_state(fast, 1))


def test_every_gradient_of_a_batch_that_is_larger_than_what_is_run_together():
    fast, plain = pair("feedforward", **SMALL)
    compare(fast, plain, sequence(9, 11, dtype=torch.float64), any_state(fast, 11))


def test_a_shift_that_is_wider_than_the_ring():
    for slots, reach in ((2, 2), (3, 4), (1, 1)):
        fast, plain = pair("feedforward", **SMALL | {"num_slots": slots, "max_shift": reach})
        compare(fast, plain, sequence(2, 1, dtype=torch.float64), any_state(fast, 1))


def test_no_batch_and_no_shift():
    fast, plain = pair("feedforward", **SMALL | {"max_shift": 0})
    compare(fast, plain, sequence(2, 0, dtype=torch.float64), any_state(fast, 0))
    compare(fast, plain, sequence(2, 1, dtype=torch.float64), any_state(fast, 1))


@each_controller
def test_single_precision_alike(controller):
    fast, plain = pair(controller, **SMALL | {"num_slots": 9}, dtype=torch.float32)
    compare(fast, plain, sequence(3, 2), any_state(fast, 2))


def test_blank_memories_and_blank_keys_have_gradients():
    fast, plain = pair(**SMALL)
    blank = any_state(fast, 1)
    memory = blank.memory.clone()
    memory[:, 1:] = 0
    compare(fast, plain, sequence(2, 1, dtype=torch.float64), blank._replace(memory=memory))
    for machine in (fast, plain):
        with torch.no_grad():
            machine.heads.addressing.weight.view(2, -1, 7)[:, :2] = 0
            machine.heads.addressing.bias.view(2, -1)[:, :2] = 0
    compare(fast, plain, sequence(2, 1, dtype=torch.float64), blank)


def test_a_slot_that_is_wiped_clean_has_gradients():
    """An erase vector of exactly one on a weighting of exactly one: a factor of zero, which cannot be divided out."""
    fast, plain = pair(**SMALL | {"num_write_heads": 2})
    state = any_state(fast, 1)
    state = state._replace(write_weightings=torch.eye(3, dtype=torch.float64)[None, :2])
    for machine in (fast, plain):
        stay(machine)
        with torch.no_grad():
            machine.heads.writing.bias.view(2, 4)[:, :2] = 800
    compare(fast, plain, sequence(3, 1, dtype=torch.float64), state)


def test_controls_that_are_large():
    """Above 20 a softplus is the identity, and its slope one; an exponential must not run over."""
    fast, plain = pair("feedforward", **SMALL | {"num_slots": 6})
    for machine in (fast, plain):
        with torch.no_grad():
            bias = machine.heads.addressing.bias.view(2, -1)
            bias[:, 2], bias[0, -1] = 2000.0, 23.0  # key strengths and a sharpening
            bias[1, 4:7] = torch.tensor([800.0, 799, 790])  # shifts
    compare(fast, plain, sequence(2, 2, dtype=torch.float64), any_state(fast, 2))


def test_focused_weightings():
    """A logarithm of an exact zero, and an exponential that vanishes, of heads that move and of heads that stay."""
    for dtype in (torch.float32, torch.float64):
        for closed in (False, True):
            fast, plain = pair("feedforward", **SMALL | {"num_slots": 6}, dtype=dtype)
            for machine in (fast, plain):
                stay(machine) if closed else None
            focus = torch.eye(6, dtype=dtype)[:2, None]
            state = any_state(fast, 2)._replace(read_weightings=focus, write_weightings=focus.flip(0))
            compare(fast, plain, sequence(2, 2, dtype=dtype), state)


def test_what_is_not_a_number_is_passed_on():
    for dtype in (torch.float32, torch.float64):
        fast, plain = pair("feedforward", **SMALL, dtype=dtype)
        inputs, state = sequence(2, 3, dtype=dtype), any_state(fast, 3)
        state.memory[0, 1, 0] = float("nan")
        inputs[1, 1, 0] = float("nan")
        with torch.no_grad():
            ours, theirs = (plain_results(machine, inputs, state) for machine in (fast, plain))
        assert_same(ours, theirs, 1e-5)
        assert ours["logits"][:, 0].isnan().all() and ours["logits"][:, 2].isfinite().all()


def test_a_run_keeps_its_history_apart():
    """Two runs before either goes back, and one run that goes back twice."""
    fast, plain = pair(**SMALL)
    gradients = []
    for machine in (fast, plain):
        inputs = [sequence(9, 1, seed=seed, dtype=torch.float64).requires_grad_() for seed in (1, 2)]
        first, second = (machine(given)[0] for given in inputs)
        total = loss({"first": first, "second": second})
        total.backward(retain_graph=True)
        total.backward()
        gradients.append({str(n): given.grad for n, given in enumerate(inputs)})
    assert_same(*gradients, 1e-10)


def test_without_gradients_the_results_are_the_same():
    fast, _ = pair(**SMALL)
    inputs, state = sequence(10, 2, dtype=torch.float64), any_state(fast, 2)
    with torch.no_grad():
        quiet = plain_results(fast, inputs, state)
    assert_same(quiet, {name: part for name, part in outcome(fast, inputs, state).items() if "grad" not in name}, 1e-12)


def test_nothing_that_goes_in_is_changed():
    """Neither inputs nor state, be it one of its own, nor the gradients that come back."""
    fast, _ = pair(**SMALL)
    inputs = sequence(3, 2, dtype=torch.float64)
    for state in (any_state(fast, 2), fast(inputs, any_state(fast, 2))[1]):
        starts = {name: part.detach() for name, part in flat(state).items()}
        kept = [part.clone() for part in [inputs, *starts.values()]]
        logits, after = fast(inputs, unflat(starts))
        results = [logits, *flat(after).values()]
        shares = [torch.ones_like(part, memory_format=torch.contiguous_format) for part in results]
        turned = [part.mT.contiguous().mT if part.dim() > 2 else part for part in shares]
        for given in (shares, turned):
            torch.autograd.grad(results, list(fast.parameters()), given, retain_graph=True, allow_unused=True)
            assert all((part == 1).all() for part in given)
        assert all(torch.equal(then, now) for then, now in zip(kept, [inputs, *starts.values()], strict=True))


# ---- the arithmetic that is written by hand

SIZES = [(1, 1, 1), (4, 4, 3), (5, 6, 7), (8, 3, 2), (3, 9, 1), (0, 2, 2), (2, 0, 3), (6, 4, 0)]


def test_the_exponential_of_single_precision():
    from ntm_lib.fused.rows import exponential

    values = np.concatenate([np.linspace(-87, 88, 351), np.linspace(-1, 1, 101)]).astype(np.float32)
    expected, got = np.exp(values.astype(np.float64)), values.copy()
    exponential(got)
    assert got.dtype == np.float32 and np.abs(got / expected - 1).max() < 3e-7
    extreme = np.array([-1e30, -200.0, 0.0, np.nan, 200.0, 1e30], dtype=np.float32)
    exponential(extreme)
    assert (extreme[:2] == 0).all() and extreme[2] == 1 and np.isnan(extreme[3])
    assert (extreme[4:] > 1e38).all()


def test_the_logarithm_of_single_precision():
    from ntm_lib.fused.rows import logarithm

    values = np.concatenate([np.logspace(-37.8, 38, 300), np.linspace(0.5, 2, 101)]).astype(np.float32)
    expected, got = np.log(values.astype(np.float64)), values.copy()
    logarithm(got)
    assert got.dtype == np.float32 and (np.abs(got - expected) / np.maximum(1, np.abs(expected))).max() < 3e-7
    odd = np.array([0.0, -1.0, np.nan], dtype=np.float32)
    logarithm(odd)
    assert not np.isfinite(odd).any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_products_of_matrices_of_any_size(dtype):
    from ntm_lib.fused.products import add_product

    draw = np.random.default_rng(0)
    for rows, inner, columns in SIZES:
        left, right = draw.normal(size=(rows, inner)).astype(dtype), draw.normal(size=(inner, columns)).astype(dtype)
        out = draw.normal(size=(rows, columns)).astype(dtype)
        expected = out + left @ right
        add_product(left, right, out)
        assert np.allclose(out, expected, atol=1e-5 if dtype == np.float32 else 1e-12)


def test_a_state_shared_by_the_batch_collects_every_sequences_gradient():
    gradients = []
    for machine in pair("feedforward", **SMALL):
        shared = {name: part[:1].clone().requires_grad_() for name, part in flat(any_state(machine, 1)).items()}
        logits, after = machine(
            sequence(2, 3, dtype=torch.float64),
            unflat({name: part.expand(3, *part.shape[1:]) for name, part in shared.items()}),
        )
        loss({"logits": logits, **flat(after)}).backward()
        gradients.append({name: part.grad for name, part in shared.items()})
    assert_same(*gradients, 1e-10)
