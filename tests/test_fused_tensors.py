"""The fast path with gradients for some, tensors of any layout, copies of a machine and changed parameters."""

from __future__ import annotations

import copy as copying
import io
import pickle

import pytest
import torch

from both_paths import any_state, assert_same, compare, flat, loss, needs_numba, outcome, pair, twin, unflat
from small_machine import build, each_controller, each_memory, sequence

pytestmark = needs_numba

# ---- who asks for a gradient


@each_controller
@pytest.mark.parametrize("wanted", ["inputs", "memory", "read_vectors", "output.bias", "heads.writing.weight"])
def test_one_tensor_alone_may_ask_for_a_gradient(controller, wanted):
    gradients = []
    for machine in pair(controller):
        machine.requires_grad_(False)
        inputs, starts = sequence(dtype=torch.float64), flat(any_state(machine, 3))
        asking = {"inputs": inputs, **starts, **dict(machine.named_parameters())}
        asking[wanted].requires_grad_()
        logits, after = machine(inputs, unflat(starts))
        loss({"logits": logits, **flat(after)}).backward()
        assert [name for name, part in asking.items() if part.grad is not None] == [wanted]
        gradients.append(asking[wanted].grad)
    assert torch.allclose(*gradients, atol=1e-10) and gradients[0].abs().max() > 0


@each_controller
@pytest.mark.parametrize(
    "used", ["logits", "memory", "read_weightings", "write_weightings", "read_vectors", "hidden", "cell"]
)
def test_a_loss_of_one_result_alone(controller, used):
    if controller == "feedforward" and used in ("hidden", "cell"):
        return  # it has no state of its own
    gradients = []
    for machine in pair(controller):
        inputs = sequence(9, dtype=torch.float64).requires_grad_()
        logits, after = machine(inputs)
        loss({used: {"logits": logits, **flat(after)}[used]}).backward()
        gradients.append({"inputs": inputs.grad, **{name: part.grad for name, part in machine.named_parameters()}})
    assert gradients[0]["inputs"].abs().max() > 0
    assert_same(*gradients, 1e-10)


# ---- tensors of any layout


@each_controller
def test_tensors_that_are_not_contiguous(controller):
    fast, plain = pair(controller)
    inputs = sequence(6, 8, dtype=torch.float64)[::2, ::2]
    turned = torch.randn(5, 4, 3, dtype=torch.float64).permute(2, 1, 0)
    state = unflat({name: part.mT.contiguous().mT if part.ndim > 2 else part.T.contiguous().T
                    for name, part in flat(any_state(fast, 4)).items()})  # fmt: skip
    assert not state.memory.is_contiguous() and not inputs.is_contiguous() and not turned.is_contiguous()
    kept = [part.clone() for part in flat(state).values()]
    for given, start in ((inputs, state), (turned, None)):
        ours, theirs = (machine(given, start) for machine in (fast, plain))
        assert_same({"logits": ours[0], **flat(ours[1])}, {"logits": theirs[0], **flat(theirs[1])}, 1e-10)
    assert all(torch.equal(then, now) for then, now in zip(kept, flat(state).values(), strict=True))


@each_controller
def test_a_state_that_a_batch_shares_collects_the_gradient_of_all(controller):
    gradients = []
    for machine in pair(controller):
        shared = {name: part[:1].clone().requires_grad_() for name, part in flat(any_state(machine, 1)).items()}
        state = unflat({name: part.expand(4, *part.shape[1:]) for name, part in shared.items()})
        logits, after = machine(sequence(9, 4, dtype=torch.float64), state)
        loss({"logits": logits, **flat(after)}).backward()
        gradients.append({name: part.grad for name, part in shared.items()})
    assert_same(*gradients, 1e-10)


@each_controller
def test_a_state_may_be_handed_on_with_its_history(controller):
    """Two runs in a row, the gradient going back through both, and through one state that is used twice."""
    results = []
    for machine in pair(controller):
        inputs = sequence(10, dtype=torch.float64).requires_grad_()
        _, state = machine(inputs[:4])
        once, _ = machine(inputs[4:], state)
        twice, _ = machine(inputs[4:].flip(0), state)
        machine.step(inputs[4], state)[0].sum().backward(retain_graph=True)
        loss({"once": once, "twice": twice}).backward()
        results.append({"inputs": inputs.grad, **{name: part.grad for name, part in machine.named_parameters()}})
    assert_same(*results, 1e-10)


def test_inputs_state_and_results_are_tensors_of_their_own():
    """Nothing that goes in is changed, and changing what came out of one run leaves the next run alone."""
    machine = pair()[0]
    inputs, state = sequence(dtype=torch.float64), any_state(machine, 3)
    kept = [part.clone() for part in [inputs, *flat(state).values()]]
    with torch.no_grad():
        logits, after = machine(inputs, state)
        first = [part.clone() for part in [logits, *flat(after).values()]]
        again = machine(inputs + 1, state)
        assert all(torch.equal(a, b) for a, b in zip(first, [logits, *flat(after).values()], strict=True))
        for part in [again[0], *flat(again[1]).values()]:
            part.fill_(7)
        last = machine(inputs, state)
    assert all(torch.equal(a, b) for a, b in zip(kept, [inputs, *flat(state).values()], strict=True))
    assert all(torch.equal(a, b) for a, b in zip(first, [last[0], *flat(last[1]).values()], strict=True))


# ---- copies and changed parameters


@each_controller
@each_memory
def test_copies_are_fast_and_give_the_same_numbers(controller, memory_init):
    machine = pair(controller, memory_init=memory_init)[0]
    expected = machine(sequence(dtype=torch.float64))[0]
    stored = io.BytesIO()
    torch.save(machine, stored)
    stored.seek(0)
    loaded = torch.load(stored, weights_only=False)
    for other in (copying.deepcopy(machine), pickle.loads(pickle.dumps(machine)), loaded):
        assert other.path == "fused"
        assert torch.equal(other(sequence(dtype=torch.float64))[0], expected)


@each_controller
def test_changed_parameters_are_used_at_once(controller):
    fast = pair(controller)[0]
    compare(fast, twin(fast), sequence(dtype=torch.float64))
    with torch.no_grad():
        for parameter in fast.parameters():
            parameter.mul_(0.5)
    compare(fast, twin(fast), sequence(dtype=torch.float64))
    fast.load_state_dict(pair(controller, seed=4)[0].state_dict())
    compare(fast, twin(fast), sequence(dtype=torch.float64))
    fast.heads.writing.bias.data = torch.ones_like(fast.heads.writing.bias)
    compare(fast, twin(fast), sequence(dtype=torch.float64))
    before = fast(sequence(dtype=torch.float64))[0]
    torch.optim.SGD(fast.parameters(), lr=0.1).step()  # with the gradients that `compare` left
    assert not torch.allclose(fast(sequence(dtype=torch.float64))[0], before, atol=1e-4)
    compare(fast, twin(fast), sequence(dtype=torch.float64))


def test_a_machine_changes_precision_and_stays_fast():
    machine = build()
    assert machine.path == "fused"
    assert machine.double().path == "fused"
    single, double = (outcome(machine.to(kind), sequence().to(kind)) for kind in (torch.float32, torch.float64))
    assert single["logits"].dtype == torch.float32 and double["logits"].dtype == torch.float64
    assert torch.allclose(single["logits"].double(), double["logits"], atol=1e-4)
