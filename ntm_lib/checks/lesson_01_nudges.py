"""Ways to nudge that learners write, right and wrong, and what gives them away: for the mistakes of 1.3."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import ndarray

from ntm_lib.checks.exercise import Facts

Function = Callable[[ndarray], float]


def moved(weighting: ndarray, slot: int, by: float) -> ndarray:
    """Right: a copy in which one share is larger."""
    other = np.array(weighting, dtype=float)
    other[slot] += by
    return other


def central(change: Callable[[ndarray, int, float], ndarray] = moved, divisor: float = 2.0) -> Callable[..., float]:
    """The central difference with another way to nudge, or another divisor."""

    def answer(f: Function, weighting: ndarray, slot: int, step: float = 1e-4) -> float:
        return float((f(change(weighting, slot, step)) - f(change(weighting, slot, -step))) / (divisor * step))

    return answer


def between(change: Callable[[ndarray, int, float], ndarray]) -> Callable[..., float]:
    """Another way to nudge, divided by how far it really went: 0/0 where that is nowhere."""

    def answer(f: Function, weighting: ndarray, slot: int, step: float = 1e-4) -> float:
        up, down = change(weighting, slot, step), change(weighting, slot, -step)
        return float(np.float64(f(up) - f(down)) / np.float64(up[slot] - down[slot]))

    return answer


def over(divisor: float) -> Callable[[Function, ndarray, int, float], float]:
    """The difference of the two values, over a number that does not follow the step."""
    return lambda f, w, slot, step: float(f(moved(w, slot, step)) - f(moved(w, slot, -step))) / divisor


def by_own_step(own: float) -> Callable[..., float]:
    """The central difference with another step than the one that is given."""
    return lambda f, weighting, slot, step=1e-4: central()(f, weighting, slot, own)


def shared_out(weighting: ndarray, slot: int, by: float) -> ndarray:
    """What one slot gains the others lose, so that the sum stays 1."""
    other = np.array(weighting, dtype=float) - by / max(len(weighting) - 1, 1)
    other[slot] = weighting[slot] + by
    return other


def whole_sum(weighting: ndarray, slot: int, by: float) -> ndarray:
    """Divided by its sum after the nudge."""
    other = moved(weighting, slot, by)
    return other / other.sum()


def replaced(weighting: ndarray, slot: int, by: float) -> ndarray:
    """The step in place of the share."""
    other = np.array(weighting, dtype=float)
    other[slot] = by
    return other


def alone(weighting: ndarray, slot: int, by: float) -> ndarray:
    """A weighting with nothing on the other slots."""
    return moved(np.zeros(len(weighting)), slot, weighting[slot] + by)


def fed_no_array(got: list[Facts], due: list[Facts]) -> bool:
    """`f` stopped because it was given a number or a list; or a place in the array was nudged in place of a share."""
    raised = [case["raised"] for case in got if case["raised"]]
    words = (
        "invalid index to scalar variable",
        "not subscriptable",
        "too many indices",
        "'list' object has no",
        "only integers, slices",
    )
    return bool(raised) and all(any(part in error["words"] for part in words) for error in raised)


def spoils(got: list[Facts], due: list[Facts]) -> bool:
    """Nudging up and back leaves the last digits changed on some cases, and nudging alone on all."""
    return any("weighting" in case["changed"] for case in got)


def every_slot(f: Function, weighting: ndarray, slot: int, step: float = 1e-4) -> ndarray:
    """The whole gradient, for one number of it."""
    return np.array([central()(f, weighting, each, step) for each in range(len(weighting))])


def second_alone(divisor: Callable[[float], float]) -> Callable[..., float]:
    """Only the second of the two values is divided."""
    return lambda f, w, slot, step=1e-4: float(f(moved(w, slot, step)) - f(moved(w, slot, -step)) / divisor(step))


def each(function: Callable[[Function, ndarray, int, float], Any]) -> Callable[..., Any]:
    """The same function with the step's default."""
    return lambda f, weighting, slot, step=1e-4: function(f, weighting, slot, step)


def no_difference(got: list[Facts], due: list[Facts]) -> bool:
    """Every value that came back is 0."""
    values = [None if case["raised"] else case["value"] for case in got]
    return all(value and value["kind"] == "number" and value["values"] == [0] for value in values)
