"""What a program of lesson 05 could keep from call to call: everything that stands outside its function's own call."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType
from typing import Any

from numpy import ndarray

from ntm_lib.checks.exercise import Answer
from ntm_lib.checks.rebuild import MODULE

_KEPT = (int, float, complex, str, list, dict, set, tuple, ndarray, type(None))


def outside(program: Answer) -> dict[str, str]:
    """By name: numbers, texts, arrays and collections of them, in the answer's module and inside what it defines.

    Inside a function those are its attributes, its defaults and what it was closed over; inside a class or an object
    its attributes.
    """
    found: dict[str, str] = {}
    for name, value in _module_of(program).items():
        held = {name: value} if isinstance(value, _KEPT) else dict(_inside(name, value))
        found |= {place: repr(what) for place, what in held.items() if isinstance(what, _KEPT)}
    return found


def changed(before: dict[str, str], after: dict[str, str]) -> str:
    """The first name that holds something else than before; "" where there is none."""
    return min((name for name in before | after if before.get(name) != after.get(name)), default="")


def _module_of(program: Answer) -> dict[str, Any]:
    """The names around a function, a partial of one, or an object that can be called."""
    function = getattr(program, "func", program)
    if not hasattr(function, "__globals__"):
        function = type(function).__call__
    names = dict(getattr(function, "__globals__", {}))
    return {name: value for name, value in names.items() if name[:2] != "__"}


def _inside(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """What something that the answer defines holds, by the name that a learner knows it by."""
    made_by = value if isinstance(value, FunctionType | type) else type(value)
    if made_by.__module__ != MODULE:
        return
    attributes = getattr(value, "__dict__", {})
    yield from ((f"{name}.{attribute}", what) for attribute, what in attributes.items() if attribute[:2] != "__")
    if isinstance(value, FunctionType):
        code = value.__code__
        names = code.co_varnames[: code.co_argcount]
        yield from zip(names[::-1], (value.__defaults__ or ())[::-1], strict=False)
        yield from (value.__kwdefaults__ or {}).items()
        yield from ((free, _held(cell)) for free, cell in zip(code.co_freevars, value.__closure__ or (), strict=True))


def _held(cell: Any) -> Any:
    """What a closure's variable holds; None before it holds anything."""
    try:
        return cell.cell_contents
    except ValueError:
        return None
