"""Slips that erase, add and write have in common."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy import ndarray

from ntm_lib.checks.exercise import Facts, Mistake

HALF = 0.5  # from here on a share counts as 1 where it is rounded


def _changes_and_returns_nothing(got: list[Facts], due: list[Facts]) -> bool:
    values = [case["value"] for case in got if not case["raised"]]
    changed = any("memory" in case["changed"] for case in got)
    return changed and bool(values) and all(value["kind"] == "nothing" for value in values)


IN_PLACE = Mistake(
    "in place",
    "You change the caller's memory and return nothing. The caller still needs the memory as it was, and wants the "
    "new one back.",
    "assignments into `memory` (`memory[...] =`, `*=`, `+=`, `-=`): make a new array and `return` it.",
    shows=_changes_and_returns_nothing,
)


def _are_whole(got: list[Facts], due: list[Facts]) -> bool:
    values = [case["value"] for case in got if not case["raised"]]
    return bool(values) and all(value["kind"] == "array" and "int" in value["dtype"] for value in values)


WHOLE_NUMBERS = Mistake(
    "whole numbers",
    "You return whole numbers: what stands behind the point is cut off.",
    "`int`, `astype(int)` and `dtype=int`: a new array for parts of numbers holds floats, as `np.zeros` makes them.",
    shows=_are_whole,
)

UNCHANGED = Mistake(
    "nothing changes",
    "You return the memory as it was: nothing of the write is in it.",
    "the `return`: it has to hand back the new memory.",
    mutants=(lambda memory, *rest: memory,),
)


def reshaped(write: Callable[[ndarray, ndarray], ndarray]) -> Mistake:
    """The outer product the wrong way round, forced into the memory's shape."""
    return Mistake(
        "outer product reshaped",
        "Your outer product lies on its side, and `reshape` forces it into the memory's shape: its numbers then stand "
        "in the wrong places.",
        "the order in `np.outer`: the weighting first. Then the shape is the memory's by itself.",
        mutants=(lambda memory, shares, vector: write(memory, np.outer(vector, shares).reshape(memory.shape)),),
    )


def without_the_last(of_all: Callable[..., ndarray]) -> Callable[..., ndarray]:
    """Does the right thing to all slots but the last: a loop that ends too early."""

    def answer(memory: ndarray, *rest: ndarray) -> ndarray:
        return np.concatenate([of_all(memory, *rest)[:-1], memory[-1:]])

    return answer


def without_the_first(of_all: Callable[..., ndarray]) -> Callable[..., ndarray]:
    """Does the right thing to all slots but the first: a loop that begins at 1."""

    def answer(memory: ndarray, *rest: ndarray) -> ndarray:
        return np.concatenate([memory[:1], of_all(memory, *rest)[1:]])

    return answer


def first_alone(of_all: Callable[..., ndarray]) -> Callable[..., ndarray]:
    """Does the right thing to slot 0 and leaves the others: a `return` inside the loop."""

    def answer(memory: ndarray, *rest: ndarray) -> ndarray:
        return np.concatenate([of_all(memory, *rest)[:1], memory[1:]])

    return answer


def all_or_nothing(values: ndarray) -> ndarray:
    """1 wherever a number is above 0, and 0 elsewhere."""
    return np.asarray(values > 0, dtype=float)


def largest_alone(
    whole: Callable[[ndarray, ndarray], ndarray], in_part: Callable[[ndarray, float, ndarray], ndarray]
) -> tuple[Callable[[ndarray, ndarray, ndarray], ndarray], ...]:
    """Writes to the slot with the largest share alone: fully, or by its share."""

    def fully(memory: ndarray, weighting: ndarray, vector: ndarray) -> ndarray:
        result, slot = memory.copy(), weighting.argmax()
        result[slot] = whole(result[slot], vector)
        return result

    def by_its_share(memory: ndarray, weighting: ndarray, vector: ndarray) -> ndarray:
        result, slot = memory.copy(), weighting.argmax()
        result[slot] = in_part(result[slot], weighting[slot], vector)
        return result

    def where_it_is_largest(memory: ndarray, weighting: ndarray, vector: ndarray) -> ndarray:
        is_largest = (weighting == weighting.max())[:, None]
        return np.where(is_largest, whole(memory, vector), memory)

    return fully, by_its_share, where_it_is_largest
