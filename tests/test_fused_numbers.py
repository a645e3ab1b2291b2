"""The fast path at the edges of what a number can be: NaN and infinity, blank memories, focused and odd weightings."""

from __future__ import annotations

import pytest
import torch

from both_paths import any_state, assert_same, compare, flat, needs_numba, outcome, pair
from small_machine import each_controller, sequence

pytestmark = needs_numba
PLACES = ["inputs", "memory", "read_weightings", "write_weightings", "read_vectors", "hidden", "cell"]
each_precision = pytest.mark.parametrize("dtype", [torch.float32, torch.float64])


def results(machine, inputs, state):
    logits, after = machine(inputs, state)
    return {"logits": logits.detach(), **{name: part.detach() for name, part in flat(after).items()}}


@each_controller
@each_precision
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_finite_stays_in_its_own_row_of_the_batch(controller, dtype, bad, place):
    """Row 1 of five is spoilt, in one number: it is as on the plain path, the others as if it were not there."""
    fast, plain = pair(controller, dtype=dtype, scale=1.0)
    inputs, state = sequence(9, 5, dtype=dtype), any_state(fast, 5)
    clean = results(fast, inputs, state)
    given = {"inputs": inputs, **flat(state)}
    if place not in given:
        return  # the feed-forward controller has no such state
    given[place][(4, 1, 2) if place == "inputs" else (1,) + (0,) * (given[place].dim() - 1)] = bad
    ours, theirs = results(fast, inputs, state), results(plain, inputs, state)
    assert_same(ours, theirs, 1e-5 if dtype == torch.float32 else 1e-10)
    others = [0, 2, 3, 4]
    for name, part in ours.items():
        batch = 1 if name == "logits" else 0
        rows = torch.tensor(others)
        assert torch.equal(part.index_select(batch, rows), clean[name].index_select(batch, rows)), name


@each_controller
@each_precision
def test_what_comes_before_a_nan_is_not_touched_by_it(controller, dtype):
    fast, _ = pair(controller, dtype=dtype)
    inputs = sequence(9, 3, dtype=dtype)
    clean = fast(inputs)[0]
    inputs[6:] = float("nan")
    spoilt = fast(inputs)[0]
    assert torch.equal(spoilt[:6], clean[:6]) and spoilt[6:].isnan().all()


@each_controller
def test_a_nan_among_the_parameters_is_seen(controller):
    """Training looks for it in the loss."""
    for name in ("heads.addressing.weight", "heads.writing.bias", "output.weight", "initial_reads"):
        fast, plain = pair(controller)
        for machine in (fast, plain):
            with torch.no_grad():
                machine.get_parameter(name).view(-1)[-1] = float("nan")
        ours, theirs = (machine(sequence(dtype=torch.float64))[0] for machine in (fast, plain))
        assert torch.equal(ours.isnan(), theirs.isnan()) and ours.isnan().any()


@each_controller
@each_precision
def test_a_memory_of_zeros(controller, dtype):
    """The cosine of a blank slot is 0, and its gradient a number."""
    fast, plain = pair(controller, dtype=dtype, scale=1.0)
    state = any_state(fast, 3)
    inputs = sequence(9, dtype=dtype)
    for written in ([0.0, 0, 0, 0, 0, 0], [0.0, 1, 0, 1, 0, 0]):
        blank = state._replace(memory=state.memory * torch.tensor(written, dtype=dtype)[:, None])
        assert all(part is None or part.isfinite().all() for part in outcome(fast, inputs, blank).values())
        outputs = [results(machine, inputs, blank) for machine in (fast, plain)]
        assert_same(*outputs, 1e-5 if dtype == torch.float32 else 1e-10)


def test_the_gradient_of_a_memory_of_zeros_is_the_plain_one():
    """In double precision, where 1 / (|u| |v| + 1e-8) does not drown the rest."""
    fast, plain = pair(scale=1.0)
    state = any_state(fast, 3)
    compare(fast, plain, sequence(9, dtype=torch.float64), state._replace(memory=torch.zeros_like(state.memory)))


@each_controller
def test_a_key_of_zeros(controller):
    fast, plain = pair(controller)
    for machine in (fast, plain):
        with torch.no_grad():
            machine.heads.addressing.weight.view(machine.heads.num_heads, -1, 7)[:, :4] = 0
            machine.heads.addressing.bias.view(machine.heads.num_heads, -1)[:, :4] = 0
    compare(fast, plain, sequence(9, dtype=torch.float64), any_state(fast, 3))


@each_controller
@each_precision
def test_weightings_of_one_slot(controller, dtype):
    """Exact ones and zeros, where a head starts; each head on a slot of its own."""
    fast, plain = pair(controller, dtype=dtype, scale=1.0)
    focus = torch.eye(6, dtype=dtype)
    read_slots, write_slots = torch.tensor([[0, 5], [1, 1], [2, 3]]), torch.tensor([[0, 0], [4, 2], [5, 3]])
    state = any_state(fast, 3)._replace(read_weightings=focus[read_slots], write_weightings=focus[write_slots])
    compare(fast, plain, sequence(9, 3, dtype=dtype), state)


@each_controller
@pytest.mark.parametrize("what", ["zeros", "large", "negative", "tiny"])
def test_weightings_that_are_none(controller, what):
    """Nothing forbids them in a state: what the plain path makes of them, the fast one makes too."""
    fast, plain = pair(controller)
    state = any_state(fast, 3)
    odd = {
        "zeros": torch.zeros_like(state.read_weightings),
        "large": 1e3 * state.read_weightings,
        "negative": -state.read_weightings,
        "tiny": 1e-200 * state.read_weightings,
    }[what]
    state = state._replace(read_weightings=odd, write_weightings=odd.flip(-1))
    ours, theirs = (results(machine, sequence(9, dtype=torch.float64), state) for machine in (fast, plain))
    assert_same(ours, theirs, 1e-10)
    if what != "negative":
        compare(fast, plain, sequence(9, dtype=torch.float64), state)


# ---- controls at their extremes, set through the biases: key | strength | gate | shifts | sharpening


def extreme(machine, **values):
    """Every head's control driven to a value by its bias, its weights left small."""
    width, shifts = machine.slot_width, 2 * machine.max_shift + 1
    place = {"key_strength": width, "gate": width + 1, "sharpening": width + 2 + shifts}
    bias = machine.heads.addressing.bias.view(machine.heads.num_heads, -1)
    with torch.no_grad():
        for name, value in values.items():
            if name == "erase":
                machine.heads.writing.bias.view(-1, 2 * width)[:, :width] = value
            elif name == "shift":
                bias[:, width + 2 : width + 2 + shifts] = torch.tensor(value, dtype=bias.dtype)
            else:
                bias[:, place[name]] = value


@each_controller
@pytest.mark.parametrize(
    "values",
    [
        {"key_strength": 1e3},
        {"key_strength": -50.0},
        {"sharpening": 99.0},
        {"sharpening": -50.0},
        {"sharpening": 20.0, "key_strength": 20.0},  # where softplus turns into the identity
        {"gate": 40.0},
        {"gate": -40.0},
        {"gate": -800.0, "erase": -800.0},
        {"erase": 40.0},
        {"erase": 800.0, "gate": 800.0},
        {"shift": [60.0, 0.0, -60.0]},
        {"shift": [-800.0, 800.0, 0.0]},
        {"key_strength": 1e3, "sharpening": 99.0, "gate": -8.0, "erase": 40.0, "shift": [0.0, 0.0, 40.0]},
    ],
)
def test_controls_at_their_extremes(controller, values):
    for dtype in (torch.float64, torch.float32):
        fast, plain = pair(controller, dtype=dtype, scale=1.0)
        for machine in (fast, plain):
            extreme(machine, **values)
        inputs, state = sequence(3, 3, dtype=dtype), any_state(fast, 3)  # few steps: each one magnifies rounding
        if dtype == torch.float64:
            compare(fast, plain, inputs, state)
            compare(fast, plain, inputs)
        else:  # a strength of 1,000 magnifies the rounding of a cosine a thousand times, on either path
            ours = outcome(fast, inputs, state)
            assert all(part is None or part.isfinite().all() for part in ours.values())
            assert_same({"logits": ours["logits"]}, {"logits": plain(inputs, state)[0].detach()}, 2e-3)


@each_controller
@each_precision
def test_a_controller_that_is_saturated(controller, dtype):
    fast, plain = pair(controller, dtype=dtype, scale=1.0)
    size = 30 if dtype == torch.float32 else 1e4  # it multiplies the rounding of 1 - sigmoid
    compare(fast, plain, size * sequence(9, 3, dtype=dtype), any_state(fast, 3))


@each_controller
def test_very_large_and_very_small_memories(controller):
    fast, plain = pair(controller, scale=1.0)
    state = any_state(fast, 3)
    for size in (1e-12, 1e6):
        compare(fast, plain, sequence(9, dtype=torch.float64), state._replace(memory=size * state.memory))


@each_controller
def test_gradients_that_are_not_finite_stay_in_their_row(controller):
    """A loss that is NaN in one sequence spoils the shared parameters, as in torch, and no other sequence's input."""
    for machine in pair(controller):
        inputs = sequence(9, 4, dtype=torch.float64).requires_grad_()
        share = torch.ones(9, 4, 3, dtype=torch.float64)
        share[8, 2] = float("nan")
        (machine(inputs)[0] * share).sum().backward()
        spoilt = inputs.grad.isnan().any(dim=-1).any(dim=0)
        assert spoilt.tolist() == [False, False, True, False]
        assert machine.output.weight.grad.isnan().all()
