"""One machine on both paths, the fast one and the plain one, and what they must have in common.

Everything is compared: the logits, every tensor of the final state, and the gradient of every parameter, of the inputs
and of every tensor of the state that a sequence starts from, while gradients arrive at everything that comes out.
"""

from __future__ import annotations

import pytest
import torch

from ntm_lib import NTM, NTMState
from ntm_lib.machine import run as plain_run
from small_machine import CONTROLLERS, build, sequence

try:
    import numba as NUMBA
except ModuleNotFoundError:
    NUMBA = None
TOLERANCE = {torch.float32: 1e-5, torch.float64: 1e-10}
STATE = ("memory", "read_weightings", "write_weightings", "read_vectors", "hidden", "cell")
needs_numba = pytest.mark.skipif(NUMBA is None, reason="Numba is not installed: there is no fast path")


def pair(controller="lstm", *, dtype=torch.float64, seed=0, scale=2.0, **sizes):
    """Two machines with the same parameters: one takes the fast path, one the plain path."""
    fast = build(controller, seed=seed, scale=scale, **sizes).to(dtype)
    plain = twin(fast)
    assert fast.path == "fused", fast.path
    assert plain.path.startswith("plain: "), plain.path
    return fast, plain


def twin(machine):
    """The machine's own sizes and parameters, on the plain path."""
    controller = "lstm" if hasattr(machine.controller, "cell") else "feedforward"
    sizes = (machine.num_slots, machine.slot_width, machine.num_read_heads, machine.num_write_heads, machine.max_shift)
    hidden_size = machine.output.in_features - machine.num_read_heads * machine.slot_width
    made = NTM(machine.input_size, machine.output_size, CONTROLLERS[controller](hidden_size), *sizes,
               memory_init=machine.memory_init, run=plain_run)  # fmt: skip
    made.to(machine.initial_reads.dtype).load_state_dict(machine.state_dict())
    return made


def flat(state):
    """Every tensor of a state, by name."""
    return dict(zip(STATE, [*state[:4], *state[4]], strict=False))


def unflat(tensors):
    """The state that `flat` took apart."""
    controller_state = tuple(tensors[name] for name in STATE[4:] if name in tensors)
    return NTMState(*(tensors[name] for name in STATE[:4]), controller_state)


def any_state(machine, batch, *, num_slots=None, seed=11):
    """A state that no run would give in this form: each tensor drawn by itself, weightings on the simplex."""
    like = flat(machine.initial_state(batch, num_slots))
    generator = torch.Generator().manual_seed(seed)
    drawn = {
        name: torch.randn(part.shape, generator=generator, dtype=torch.float64).to(part.dtype)
        for name, part in like.items()
    }
    for name in ("read_weightings", "write_weightings"):
        drawn[name] = torch.softmax(2 * drawn[name], dim=-1)
    return unflat(drawn)


def outcome(machine, inputs, state=None, *, seed=5):
    """Everything that comes out of a run, and every gradient that goes back, from `state` or from the start."""
    inputs = inputs.detach().clone().requires_grad_()
    starts = {} if state is None else {name: part.detach().clone() for name, part in flat(state).items()}
    for part in starts.values():
        part.requires_grad_()
    machine.zero_grad()
    logits, after = machine(inputs, unflat(starts) if starts else None)
    results = {"logits": logits, **flat(after)}
    loss(results, seed).backward()
    grads = {f"gradient of {name}": parameter.grad for name, parameter in machine.named_parameters()}
    grads |= {f"gradient of initial {name}": part.grad for name, part in starts.items()}
    return {name: part.detach() for name, part in results.items()} | {"gradient of inputs": inputs.grad} | grads


def loss(results, seed=5):
    """A number that every element of every result bears on, each with a share of its own."""
    generator = torch.Generator().manual_seed(seed)
    shares = [torch.randn(part.shape, generator=generator, dtype=torch.float64) for part in results.values()]
    return sum((part * share.to(part.dtype)).sum() for part, share in zip(results.values(), shares, strict=True))


def distance(one, other):
    """The largest difference, relative to the largest number in `other`, or to 1 if that is smaller.

    NaN and infinity must stand in the same places. No gradient is a gradient of zeros.
    """
    if one is None or other is None:
        rest = other if one is None else one
        return 0.0 if rest is None or rest.numel() == 0 else rest.abs().max().item()
    assert one.shape == other.shape and one.dtype == other.dtype
    finite = other.isfinite()
    assert torch.equal(finite, one.isfinite())
    assert torch.equal(one[~finite].nan_to_num(), other[~finite].nan_to_num())
    if not finite.any():
        return 0.0
    return ((one - other)[finite].abs().max() / other[finite].abs().max().clamp(min=1)).item()


def assert_same(ours, theirs, tolerance):
    """Two outcomes agree in every entry; the message names those that do not."""
    assert ours.keys() == theirs.keys()
    far = {name: distance(ours[name], theirs[name]) for name in ours}
    assert all(value <= tolerance for value in far.values()), {n: v for n, v in far.items() if v > tolerance}


def compare(fast, plain, inputs, state=None):
    """Both paths give one outcome, from `state` or from the start."""
    tolerance = TOLERANCE[inputs.dtype]
    assert_same(outcome(fast, inputs, state), outcome(plain, inputs, state), tolerance)


def compare_sizes(controller="lstm", *, time=3, batch=2, num_slots=None, dtype=torch.float64, scale=2.0, **sizes):
    """Both paths on machines of these sizes, from their own start and from any state."""
    fast, plain = pair(controller, dtype=dtype, scale=scale, **sizes)
    inputs = sequence(time, batch, dtype=dtype)
    if num_slots is None:
        compare(fast, plain, inputs)
    compare(fast, plain, inputs, any_state(fast, batch, num_slots=num_slots))
