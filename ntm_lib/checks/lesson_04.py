"""Lesson 04: erase, add, write, and the vectors that store a value exactly.

No memory holds a 0 where a write would change it, and no two slots or columns are alike: every slip shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import add, erase, write
from ntm_lib.checks.exercise import Answer, Case, Exercise
from ntm_lib.checks.given import NUMPY
from ntm_lib.checks.lesson_04_add import ADD
from ntm_lib.checks.lesson_04_erase import ERASE
from ntm_lib.checks.lesson_04_overwrite import OVERWRITE
from ntm_lib.checks.lesson_04_write import WRITE

_PRECISE = 1e-5
_SIZES = [(3, 3), (5, 3), (2, 6), (4, 4)]  # as many slots as numbers in a slot, more, fewer
_EARLIER = {
    "read": "ntm_lib.by_hand:read",
    "content_weighting": "ntm_lib.by_hand:content_weighting",
    "shift": "ntm_lib.by_hand:shift",
    "sharpen": "ntm_lib.by_hand:sharpen",
}
_PRODUCT_SIZES = (
    "the order of the arguments in your `def` line, and what is multiplied with what: a weighting has one number a "
    "slot, `len(memory)` of them, and a vector one number a column, `memory.shape[1]` of them. `np.outer` of the two "
    "has the shape of the memory; side by side with `*` they do not fit."
)
_CALL_SIZES = (
    "the order of the arguments in your `def` line and in each call: `erase(memory, weighting, erase_vector)` and "
    "`add(memory, weighting, add_vector)`. The memory has one row a slot, the weighting one number a slot, each vector "
    "one number a column."
)


def overwrite(value: ndarray) -> tuple[ndarray, ndarray]:
    """Erase everything, then add the value: at a share of 1 nothing of what was there is left (Eq. 3, then Eq. 4)."""
    return np.ones(np.shape(value)), value


def _numbers(rng: np.random.Generator, *shape: int) -> ndarray:
    """Random numbers of either sign, none near 0."""
    return rng.uniform(0.5, 3.0, shape) * rng.choice([-1.0, 1.0], shape)


def _weighting(rng: np.random.Generator, slots: int) -> ndarray:
    """Shares that sum to 1, no two alike and none near 0."""
    shares = rng.permutation(np.arange(1, slots + 1)) + rng.uniform(0.1, 0.4, slots)
    return shares / shares.sum()


def _apart(array: ndarray) -> ndarray:
    """The same numbers, not side by side in memory."""
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def _random(rng: np.random.Generator, slots: int, width: int) -> tuple[ndarray, ndarray, ndarray, ndarray]:
    """A memory, a weighting, an erase vector and an add vector."""
    erase_vector = rng.permutation(np.linspace(0.2, 0.95, width))
    return _numbers(rng, slots, width), _weighting(rng, slots), erase_vector, _numbers(rng, width)


def _writes(seed: int) -> list[tuple[ndarray, ndarray, ndarray, ndarray]]:
    """Writes to try each function on, the small ones made by hand first."""
    rng = np.random.default_rng(seed)
    by_hand = [
        ([[4, 8], [2, 6]], [0.75, 0.25], [1, 0], [4, 0]),
        ([[4, 8], [2, 6]], [0.75, 0.25], [1, 0.5], [4, -8]),
        ([[8, 4, 2], [6, 4, 2]], [1, 0], [1, 1, 1], [3, 5, 7]),  # one slot alone, everything
        ([[8, 4, 2], [6, 4, 2], [1, 3, 5]], [0.5, 0.5, 0], [0, 1, 0.5], [2, 0, 4]),
        ([[8, 4], [6, 2], [1, 3]], [0, 0.25, 0.75], [1, 0.5], [4, 8]),
        ([[1, -2, 3, -4]], [1], [0.5, 0, 1, 0.25], [2, -3, 1, -1]),  # a single slot, numbers below 0
        ([[2], [4], [8], [6]], [0.125, 0.25, 0.5, 0.125], [1], [4]),  # a single number a slot
    ]
    writes = [tuple(np.array(part, dtype=float) for part in parts) for parts in by_hand]
    writes += [_random(rng, *size) for size in _SIZES]
    single = _random(rng, 5, 4)
    writes += [tuple(part.astype(np.float32) for part in single)]
    memory, weighting, erase_vector, add_vector = _random(rng, 4, 6)
    scattered = np.asfortranarray(memory), _apart(weighting), _apart(erase_vector), _apart(add_vector)
    return [*writes, scattered]  # type: ignore[list-item]


def _cases(seed: int, *names: str) -> list[Case]:
    """One case a write, with the arguments that the function takes."""
    parts = ("memory", "weighting", "erase_vector", "add_vector")
    all_arguments = [dict(zip(parts, write, strict=True)) for write in _writes(seed)]
    return [Case({name: given[name] for name in names}, tolerance=_PRECISE) for given in all_arguments]


def _as_pair(answer: Answer, arguments: Mapping[str, Any]) -> Any:
    """What an answer returns; a list of two, or an array of two rows, counts as a pair, whole numbers as numbers."""
    got = answer(arguments["value"])
    if isinstance(got, ndarray) and got.ndim == 2 and len(got) == 2:
        got = tuple(got)
    if not isinstance(got, tuple | list) or len(got) != 2:
        return _as_floats(got)
    return tuple(_as_floats(part) for part in got)


def _as_floats(part: Any) -> Any:
    return part.astype(float) if isinstance(part, ndarray) and part.dtype.kind in "biu" else part


def _overwrite_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    values = [np.array(value, dtype=float) for value in ([3, 5], [0.5, 0, -2], [1, 0, 0, 1], [-1, 2, 0.25, 0, 7])]
    values += [np.array([1, 0, 1, 1]), _numbers(rng, 6), _numbers(rng, 3).astype(np.float32), _apart(_numbers(rng, 4))]
    return [Case({"value": value}, run=_as_pair, tolerance=_PRECISE) for value in values]


EXERCISES = (
    Exercise(
        id="4.1",
        name="erase",
        reference=erase,
        cases=lambda seed: _cases(seed, "memory", "weighting", "erase_vector"),
        mistakes=ERASE,
        given=NUMPY | _EARLIER,
        sizes=_PRODUCT_SIZES,
        hints=(
            "Each number of the memory is multiplied by something between 0 and 1: how much of it stays. How much of "
            "it goes is the share of its slot times the strength for its column.",
            "`np.outer(weighting, erase_vector)` has the shape of the memory: how much goes, number by number. What "
            "stays is 1 minus that.",
            "One line: `memory` times (1 minus the outer product of weighting and erase vector). Mind the brackets, "
            "and write no `*=`: the caller's memory stays as it was.",
        ),
    ),
    Exercise(
        id="4.2",
        name="add",
        reference=add,
        cases=lambda seed: _cases(seed, "memory", "weighting", "add_vector"),
        mistakes=ADD,
        given=NUMPY | _EARLIER,
        sizes=_PRODUCT_SIZES,
        hints=(
            "Each slot gets the same vector, in its own amount. What is the amount for slot 0?",
            "`np.outer(weighting, add_vector)` holds, row by row, the share of a slot times the vector.",
            "One line: `memory` plus the outer product of weighting and add vector. Write no `+=`: the caller's memory "
            "stays as it was.",
        ),
    ),
    Exercise(
        id="4.3",
        name="write",
        reference=write,
        cases=lambda seed: _cases(seed, "memory", "weighting", "erase_vector", "add_vector"),
        mistakes=WRITE,
        given=NUMPY | _EARLIER,
        sizes=_CALL_SIZES,
        hints=(
            "You have both parts. Which of them must not touch what the other brings?",
            "Erase first and give the result a name. Then add to that result, not to the old memory. Both use the same "
            "weighting.",
            "`erased = erase(memory, weighting, erase_vector)`, and then return `add` of `erased`, the weighting and "
            "the add vector.",
        ),
    ),
    Exercise(
        id="4.4",
        name="overwrite",
        reference=overwrite,
        cases=_overwrite_cases,
        mistakes=OVERWRITE,
        given=NUMPY | _EARLIER,
        elsewhere={
            "memory": "what the slot held before must not matter, so find the erase vector that leaves nothing of it",
            "old": "what the slot held before must not matter, so find the erase vector that leaves nothing of it",
        },
        hints=(
            "After the write the slot has to hold the value, whatever it held before. What has to be gone before "
            "anything is added?",
            "At a share of 1, a number in the slot becomes old · (1 − erase) + add. For which erase does the old "
            "number drop out, and what must be added then?",
            "Return two arrays with as many numbers as the value: the erase vector `np.ones(value.shape)`, and as add "
            "vector the value.",
        ),
    ),
)
