"""Whether a machine may take the fast path, and its parts as the kernels want them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from ntm_lib.controllers import FeedForwardNetwork, LSTMNetwork
from ntm_lib.heads import Heads, squash

DTYPES = (torch.float32, torch.float64)
HOOKS = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
State = tuple[Tensor, Tensor, Tensor, Tensor, tuple[Tensor, ...]]


def why_not(controller: nn.Module, heads: nn.Module, output: nn.Module, like: Tensor) -> str | None:
    """The reason why a machine of these parts has to take the plain path; None when it has not.

    like  any of its parameters
    """
    if like.device.type != "cpu":
        return f"the machine is on {like.device.type}, the fast path runs on the CPU"
    if like.dtype not in DTYPES:
        return f"the parameters are {like.dtype}, the fast path knows float32 and float64"
    kind = _other_kind((controller, heads, output), like)
    return _other_part(controller, heads, output) or kind or _other_mode() or missing()


def _other_part(controller: nn.Module, heads: nn.Module, output: nn.Module) -> str | None:
    """The first part that is not the library's own, or does more than the library's own."""
    if type(heads) is not Heads or heads._squash is not squash:
        return "heads or squash are not the library's own"
    parts: Any = {"heads.addressing": heads.addressing, "heads.writing": heads.writing, "output": output}
    if type(controller) is LSTMNetwork:
        parts["controller.cell"] = controller.cell
    elif type(controller) is FeedForwardNetwork:
        parts["controller.layer"] = controller.layer
    else:
        return "the controller is not the library's own"
    for name, part in parts.items():
        if type(part) is not (nn.LSTMCell if name == "controller.cell" else nn.Linear) or _has_no_bias(part):
            return f"{name} is not the library's own"
    hooked = [name for name, part in _named(controller, heads, output) if _is_hooked(part)]
    return f"{hooked[0]} has a hook or a forward of its own" if hooked else None


def _other_kind(parts: tuple[nn.Module, ...], like: Tensor) -> str | None:
    """Parts of several kinds have an error coming, which torch's own operations raise."""
    tensors = [tensor for part in parts for tensor in part.parameters()]
    same = all(tensor.dtype == like.dtype and tensor.device == like.device for tensor in tensors)
    return None if same else "the parameters differ in dtype or device"


def _has_no_bias(layer: nn.Module) -> bool:
    return layer.bias is None or layer.bias is False  # a Linear without one has None, an LSTMCell False


def _named(controller: nn.Module, heads: nn.Module, output: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    for name, part in (("controller", controller), ("heads", heads), ("output", output)):
        yield name, part
        for child, module in part.named_children():
            yield f"{name}.{child}", module


def _is_hooked(module: nn.Module) -> bool:
    return any(getattr(module, hooks) for hooks in HOOKS) or "forward" in module.__dict__


def _other_mode() -> str | None:
    """What torch may be doing to every operation, which it cannot do to a kernel."""
    if torch.is_autocast_enabled("cpu"):
        return "autocast is on"
    if torch.compiler.is_compiling():
        return "torch.compile is at work"
    if torch._C._are_functorch_transforms_active():  # torch has no public name for it
        return "a torch.func transform is at work"
    return None


@functools.cache
def missing() -> str | None:
    """Why the kernels cannot be had on this computer; None when they can. Imports Numba, which takes half a second."""
    try:
        from ntm_lib.fused import function  # noqa: F401
    except ModuleNotFoundError as error:
        return "Numba is not installed" if (error.name or "").startswith("numba") else _broken(error)
    except Exception as error:  # a package with compiled parts may fail in any way
        return _broken(error)
    return None


def _broken(error: Exception) -> str:
    first = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"Numba cannot be used ({first})"


def run(controller: Any, heads: Heads, output: nn.Linear, inputs: Tensor, state: State) -> tuple[Tensor, State]:
    """A whole sequence: the logits and the last state.

    state  memory, read and write weightings, read vectors, controller state: the fields of an `NTMState`
    """
    from ntm_lib.fused.function import Sequence

    memory, read_weightings, write_weightings, read_vectors, controller_state = state
    read_heads, width = read_vectors.shape[1:]
    hidden, cells = controller_state or (_no_hidden(heads, memory), memory.new_zeros(memory.shape[0], 0))
    weightings = torch.cat([read_weightings, write_weightings], dim=1)
    tensors = [
        *_controller_weights(controller, inputs.shape[-1]),
        *_head_weights(heads),
        *(output.weight[:, heads.addressing.in_features :], output.weight[:, : heads.addressing.in_features]),
        *(output.bias, memory, weightings, torch.cat([read_vectors.flatten(start_dim=1), hidden], dim=1), cells),
    ]
    keep = torch.is_grad_enabled() and any(tensor.requires_grad for tensor in [inputs, *tensors])
    sizes = read_heads, heads.address_sizes[3]
    logits, memory, weightings, seen, cells = Sequence.apply(inputs, sizes, keep, *tensors)
    read_vectors, hidden = (
        seen[:, : read_heads * width].unflatten(-1, (read_heads, width)),
        seen[:, read_heads * width :],
    )
    controller_state = (hidden, cells) if controller_state else ()
    return logits, (memory, weightings[:, :read_heads], weightings[:, read_heads:], read_vectors, controller_state)


def _no_hidden(heads: Heads, like: Tensor) -> Tensor:
    return like.new_zeros(like.shape[0], heads.addressing.in_features)


def _controller_weights(controller: Any, features: int) -> list[Tensor]:
    """What multiplies the inputs; what multiplies the reads and, in an LSTM, the last hidden vector; the bias."""
    if type(controller) is LSTMNetwork:
        cell = controller.cell
        seen = torch.cat([cell.weight_ih[:, features:], cell.weight_hh], dim=1)
        return [cell.weight_ih[:, :features], seen, cell.bias_ih + cell.bias_hh]
    layer = controller.layer
    return [layer.weight[:, :features], layer.weight[:, features:], layer.bias]


def _head_weights(heads: Heads) -> list[Tensor]:
    """One matrix and one bias for all that the heads are told."""
    layers = heads.addressing, heads.writing
    return [torch.cat([layer.weight for layer in layers]), torch.cat([layer.bias for layer in layers])]
