"""How many bytes a forward keeps for its backward.

Two places are searched. What autograd saves is seen by `saved_tensors_hooks`. A hand-written `autograd.Function` can
keep more as plain attributes of its `ctx`, where no hook looks: `ctx` is the graph's node, so the graph is walked and
the attributes of each such node are searched, through tuples, lists, dicts and objects, for tensors and arrays.

Each block of memory counts once and whole, whatever views of it are kept. The model's parameters are left out: they
are there anyway. `peak` is the cross-check, which no hiding place escapes.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

NOT_SEARCHED = (str, bytes, int, float, complex, type(None), type, types.ModuleType, nn.Module)


class Kept(NamedTuple):
    """What one forward leaves for its backward."""

    bytes: int
    nodes: int  # of autograd's graph, each an object of its own beside the bytes


def kept_by(model: nn.Module, inputs: Tensor) -> Kept:
    """What is kept between a forward over `inputs` (time, batch, features) and its backward."""
    kept: list[Any] = []  # held until counted, so that no address is used twice

    def note(tensor: Tensor) -> Tensor:
        kept.append(tensor)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        logits, _ = model(inputs)
    nodes = _graph(logits.grad_fn)
    seen: set[int] = set()
    for node in nodes:
        _search(getattr(node, "__dict__", {}), kept, seen)
    blocks = dict(_block(value) for value in kept)
    for parameter in model.parameters():
        blocks.pop(_block(parameter)[0], None)
    return Kept(sum(blocks.values()), len(nodes))


def _graph(root: Any) -> set[Any]:
    """The nodes of autograd's graph from `root` on."""
    nodes: set[Any] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in nodes:
            nodes.add(node)
            waiting += [below for below, _ in node.next_functions]
    return nodes


def _search(value: Any, found: list[Any], seen: set[int]) -> None:
    """Add the tensors and arrays in `value` to `found`, however deep they lie."""
    if isinstance(value, NOT_SEARCHED) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Tensor | np.ndarray):
        found.append(value)
        return
    for part in _parts(value):
        _search(part, found, seen)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return value
    cells = [cell.cell_contents for cell in getattr(value, "__closure__", None) or ()]
    slots = [getattr(value, name, None) for name in getattr(type(value), "__slots__", ()) if isinstance(name, str)]
    return [*getattr(value, "__dict__", {}).values(), *cells, *slots]


def _block(value: Any) -> tuple[int, int]:
    """(address, bytes) of the whole block of memory that a tensor or an array is a view of."""
    while isinstance(value, np.ndarray) and value.base is not None:
        if not isinstance(value.base, Tensor | np.ndarray):
            break
        value = value.base
    if isinstance(value, Tensor):
        return value.untyped_storage().data_ptr(), value.untyped_storage().nbytes()
    return value.__array_interface__["data"][0], value.nbytes
