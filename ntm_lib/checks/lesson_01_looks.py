"""Ways to look at shares and their sum, right and wrong, and what gives an answer away: for the mistakes of 1.1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import ndarray

from ntm_lib.checks.exercise import Facts


def close(weighting: ndarray, tolerance: float) -> bool:
    """Is the sum of all numbers 1?"""
    return bool(abs(weighting.sum() - 1) <= tolerance)


def fair(weighting: ndarray) -> bool:
    """Is no number below 0?"""
    return bool((weighting >= 0).all())


def above(weighting: ndarray) -> ndarray:
    """0 in place of whatever is below 0, nan with it."""
    return np.where(weighting > 0, weighting, 0)


def shares_by(share: Callable[[ndarray], Any]) -> Callable[..., bool]:
    """The right look at the sum, beside a wrong look at the shares."""
    return lambda weighting, tolerance=1e-6: bool(share(weighting)) and close(weighting, tolerance)


def sum_by(total: Callable[[ndarray, float], Any]) -> Callable[..., bool]:
    """The right look at the shares, beside a wrong look at the sum."""
    return lambda weighting, tolerance=1e-6: fair(weighting) and bool(total(weighting, tolerance))


def within(own: float) -> Callable[..., bool]:
    """The right look at everything, with a tolerance of its own."""
    return sum_by(lambda weighting, tolerance: abs(weighting.sum() - 1) <= own)


def _times(factor: float) -> Callable[..., bool]:
    return sum_by(lambda weighting, tolerance: abs(weighting.sum() - 1) <= factor * tolerance)


TOO_WIDE = (
    *(_times(factor) for factor in (2, 10, 100)),
    sum_by(lambda weighting, tolerance: abs(weighting.sum() - 1) <= tolerance * len(weighting)),
    sum_by(lambda weighting, tolerance: (weighting.sum() - 1) ** 2 <= tolerance),
    lambda weighting, tolerance=1e-6: close(weighting, 2 * tolerance),
)
TOO_NARROW = (
    *(_times(factor) for factor in (0.5, 0.1)),
    sum_by(lambda weighting, tolerance: abs(weighting.sum() - 1) <= tolerance**2),
)


def stops_when_empty(got: list[Facts], due: list[Facts]) -> bool:
    """It raises where there is no number at all, and is right everywhere else."""
    raised = [case["raised"] for case in got if case["raised"]]
    others = [a["value"]["values"] == b["value"]["values"] for a, b in zip(got, due, strict=True) if not a["raised"]]
    return len(raised) == 1 and all(others) and _is_of_nothing(raised[0])


def _is_of_nothing(error: Facts) -> bool:
    return any(words in error["words"] for words in ("zero-size array", "out of bounds", "arg is an empty", "is empty"))


def one_a_share(got: list[Facts], due: list[Facts]) -> bool:
    """An array of truth values came back, or Python was asked to take one for a single answer."""
    asked = [case["raised"] for case in got if case["raised"] and "truth value of an" in case["raised"]["words"]]
    arrays = [case["value"] for case in got if not case["raised"] and case["value"]["kind"] == "array"]
    return bool(asked) or any(array["dtype"] == "bool" and array["shape"] != [1] for array in arrays)


def always_the_same(got: list[Facts], due: list[Facts]) -> bool:
    """One truth value, whatever the array. (A constant mutant would not do: it fits all who say True too often.)"""
    given = [None if case["raised"] else case["value"] for case in got]
    return all(value and value["type"] in ("bool", "bool_") and value == given[0] for value in given)


def mends_in_place(got: list[Facts], due: list[Facts]) -> bool:
    """It says True to what it has changed, and where numbers are whole NumPy may refuse to change them."""
    wrong = [a for a, b in zip(got, due, strict=True) if a["raised"] or a["value"]["values"] != b["value"]["values"]]
    said = [case["value"]["values"] == [True] for case in wrong if not case["raised"]]
    refused = ["same_kind" in case["raised"]["words"] for case in wrong if case["raised"]]
    return bool(said) and all(said + refused) and any("weighting" in case["changed"] for case in got)
