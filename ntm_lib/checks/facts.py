"""What an answer returned, as plain lists, numbers and strings, and how two such facts compare.

Facts travel as JSON from the process that runs an answer to the one that judges it. Nothing of the learner's is ever
unpickled, called or compared by its own `==`.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from ntm_lib.checks.exercise import Facts

MOST_VALUES = 20_000  # numbers of one array that are kept; a larger one is described by its shape alone
MOST_ITEMS = 200  # of a tuple, list or dict
Misfit = tuple[str, str, str]
_SPECIAL = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def encode(value: Any, depth: int = 4) -> Facts:
    """Describe a value: `kind` is array, number, text, sequence, mapping, nothing or other; `type` is its class.

    Arrays keep dtype, shape and flat values; those that are not finite are spelled "nan", "inf", "-inf".
    """
    name = type(value).__name__
    if value is None:
        return {"kind": "nothing", "type": name}
    if isinstance(value, bool | int | float | np.number | np.bool_):
        return _number(value, name)
    if isinstance(value, str):
        return {"kind": "text", "type": name, "value": value[:1000]}
    if isinstance(value, np.ndarray):
        return _array(np.asarray(value), "ndarray")
    torch = sys.modules.get("torch")  # a value cannot be a tensor before torch is there
    if torch is not None and isinstance(value, torch.Tensor):
        array = value.detach().to_dense().cpu().resolve_conj().resolve_neg().numpy()
        return _array(array, "Tensor") | {"grad": bool(value.requires_grad)}
    if depth and isinstance(value, tuple | list):
        items = [encode(item, depth - 1) for item in list(value)[:MOST_ITEMS]]
        return {"kind": "sequence", "type": name, "length": len(value), "items": items}
    if depth and isinstance(value, Mapping):
        pairs = list(value.items())[:MOST_ITEMS]
        return {"kind": "mapping", "type": name, "items": {str(k): encode(v, depth - 1) for k, v in pairs}}
    return {"kind": "other", "type": name}


def array_of(facts: Facts | None) -> np.ndarray | None:
    """The numbers of an array's or a number's facts, as float64; None for anything else, or too large to keep."""
    if facts is None or facts.get("kind") not in ("array", "number") or facts.get("values") is None:
        return None
    flat = [_SPECIAL[v] if isinstance(v, str) else float(v) for v in facts["values"]]
    return np.array(flat, dtype=np.float64).reshape(facts["shape"])


def mismatch(got: Facts, due: Facts) -> Misfit | None:
    """How type, shape or dtype differ from the reference's, as (what, got, due); None where they agree.

    Where one number is due, a NumPy array without axes is one.
    """
    if got.get("shape") == [] and got["type"] == "ndarray" and due["kind"] == "number":
        got = got | {"kind": "number", "type": got["dtype"]}
    if _class(got) != _class(due):
        return "type", describe(got), describe(due)
    if got["kind"] == "array" and got["shape"] != due["shape"]:
        return "shape", str(tuple(got["shape"])), str(tuple(due["shape"]))
    if got["kind"] == "array" and _sort(got["dtype"]) != _sort(due["dtype"]):
        return "dtype", got["dtype"], due["dtype"]
    if got["kind"] == "sequence" and got["length"] != due["length"]:
        return "length", str(got["length"]), str(due["length"])
    return next((found for a, b in _pairs(got, due, False) if (found := mismatch(a, b))), None)


def agree(got: Facts, due: Facts, tolerance: float, asides: bool = False) -> bool:
    """Are two values the same but for rounding? NaN agrees with NaN.

    asides  compare also what a mapping holds under names with a leading underscore: it tells mistakes apart, and
            a right answer may differ in it
    """
    if mismatch(got, due):
        return False
    if got["kind"] in ("array", "number"):
        a, b = array_of(got), array_of(due)
        if a is None or b is None:
            return a is b
        return bool(np.allclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True))
    if got["kind"] == "text":
        return bool(got["value"] == due["value"])
    if got["kind"] == "other":
        return False  # of a kind that nothing is known about
    return all(agree(a, b, tolerance, asides) for a, b in _pairs(got, due, asides))


def describe(facts: Facts) -> str:
    """What a value is, in words: "a NumPy array of shape (3,)", "a list", "None"."""
    names = {"ndarray": "a NumPy array", "Tensor": "a torch tensor"}
    if facts["kind"] == "array":
        return f"{names[facts['type']]} of shape {tuple(facts['shape'])}"
    if facts["kind"] == "number":
        number = {"float": "float", "int": "int", "bool": "bool"}[_class(facts)]
        name = number if facts["type"] == number else facts["type"]
        return f"{'an' if name.startswith('int') else 'a'} {name}"
    if facts["kind"] == "nothing":
        return "None"
    return f"{'an' if facts['type'][:1] in 'aeiou' else 'a'} {facts['type']}"


def _number(value: Any, name: str) -> Facts:
    if isinstance(value, complex | np.complexfloating):
        return {"kind": "other", "type": name}
    exact = isinstance(value, bool | int | np.integer | np.bool_)
    try:
        number: float | int = int(value) if exact else float(value)
    except (OverflowError, ValueError):
        number = math.inf
    if exact and abs(number) > 2**53:
        number = float(number) if abs(number) < 10**300 else math.inf
    return {"kind": "number", "type": name, "shape": [], "values": [_plain(number)]}


def _array(array: np.ndarray, name: str) -> Facts:
    values = None
    if array.dtype.kind in "biuf" and array.size <= MOST_VALUES:
        values = [_plain(v) for v in array.astype(np.float64).ravel().tolist()]
    return {"kind": "array", "type": name, "dtype": str(array.dtype), "shape": list(array.shape), "values": values}


def _plain(number: float | int) -> float | int | str:
    if isinstance(number, int) or math.isfinite(number):
        return number
    return "nan" if math.isnan(number) else "inf" if number > 0 else "-inf"


def _class(facts: Facts) -> str:
    """Types that count as one: an int and NumPy's integers, a float and NumPy's, a tuple and a NamedTuple."""
    if facts["kind"] == "number":
        name = facts["type"]
        return "bool" if name in ("bool", "bool_") else "float" if name.startswith(("float", "longdouble")) else "int"
    if facts["kind"] == "sequence":
        return "list" if facts["type"] == "list" else "tuple"
    return str(facts["type"])


def _sort(dtype: str) -> str:
    """Floating, whole or truth values: any precision of one sort passes."""
    return "float" if "float" in dtype else "bool" if dtype == "bool" else "int" if "int" in dtype else dtype


def _pairs(got: Facts, due: Facts, asides: bool) -> list[tuple[Facts, Facts]]:
    if got["kind"] == "sequence":
        return list(zip(got["items"], due["items"], strict=False))
    if got["kind"] == "mapping":
        missing = {"kind": "nothing", "type": "NoneType"}
        return [(got["items"].get(k, missing), v) for k, v in due["items"].items() if asides or k[0] != "_"]
    return []
