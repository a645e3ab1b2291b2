"""Lesson 01: what a weighting is, reading with it, and the gradient of anything in one share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import read, softmax
from ntm_lib.checks.exercise import Case, Exercise
from ntm_lib.checks.given import NUMPY
from ntm_lib.checks.lesson_01_nudge import NUDGE
from ntm_lib.checks.lesson_01_read import READ
from ntm_lib.checks.lesson_01_weighting import IS_WEIGHTING

_SINGLE = 1e-2  # what a step of 0.01 leaves of float32's digits


def is_weighting(weighting: ndarray, tolerance: float = 1e-6) -> bool:
    """Is every number at least 0, and is their sum 1 but for `tolerance`? (Eq. 1)

    weighting  (slots,)  any numbers; NaN makes it False, and so does having no number at all: their sum is 0
    tolerance  below 1
    """
    return bool(abs(weighting.sum() - 1) <= tolerance and (weighting >= 0).all())


def nudge(f: Callable[[ndarray], float], weighting: ndarray, slot: int, step: float = 1e-4) -> float:
    """How fast `f` changes with the share of one slot: (f(one step up) - f(one step down)) / two steps.

    f          weighting -> number; it is given weightings whose sum is off 1 by a step
    weighting  (slots,)  floats; left as it is
    slot       which share is nudged
    """
    up, down = weighting.copy(), weighting.copy()
    up[slot] += step
    down[slot] -= step
    return float((f(up) - f(down)) / (2 * step))


def _apart(array: ndarray) -> ndarray:
    """The same numbers, not side by side in memory."""
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def _shares(rng: np.random.Generator, slots: int) -> ndarray:
    return softmax(rng.uniform(0, 2, slots))


def _weighting_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    by_hand: list[tuple[Any, ...]] = [
        ([0.5, 0.5],),
        ([0.7, 0.7],),
        ([0.2, 0.3],),
        ([1.5, -0.5],),
        ([0.0, 1.0, 0.0],),
        ([1.0, 0.0],),
        ([0.5, 0.0, 0.5],),
        ([0.2, 0.3, 0.5],),
        ([0.8, 0.5, -0.3],),
        ([-0.3, 0.8, 0.5],),
        ([0.5, -0.5],),
        ([1.0, -0.5],),
        ([0.5, 0.5, -0.25],),
        ([0.6, -0.2, 0.2],),
        ([1.0],),
        ([0.0, 0.0],),
        ([0.0, 0.0, 0.0, 0.25],),
        ([0.7, 0.2, 0.1],),  # whichever way it is added up in this order, 0.9999999999999999
        ([0.1] * 10,),
        ([0.25, 0.25, 0.25, 0.250000001],),
        ([0.5, 0.500005],),
        ([0.5, 0.499995],),
        ([0.5, 0.501],),
        ([0.5, 0.499],),
        ([0.5, 0.45], 0.1),
        ([0.5, 0.55], 0.1),
        ([0.5, 0.53], 0.02),
        ([0.5, 0.47], 0.02),
        ([0.5, 0.4925], 0.1),
        ([1.05, -0.05], 0.1),
        ([-0.001, 0.5, 0.501], 0.01),
        ([0.5, np.nan],),
        ([np.nan, 1.0],),
        ([0.5, np.inf],),
        ([],),
    ]
    cases = [_asked(np.array(shares, dtype=float), *rest) for shares, *rest in by_hand]
    cases += [_asked(np.array([0, 1, 0])), _asked(np.array([1, 1, 0]))]  # whole numbers
    legal = _shares(rng, 7)
    single = _shares(rng, 20).astype(np.float32)
    return cases + [_asked(each) for each in (legal, 1.5 * legal, single, 0.5 * single, _apart(legal), legal - 0.1)]


def _asked(weighting: ndarray, *tolerance: float) -> Case:
    """One case; numbers that differ behind the fourth digit alone are told in full."""
    arguments = {"weighting": weighting, **dict(zip(["tolerance"], tolerance, strict=False))}
    in_full = weighting.size < 5 and not np.allclose(weighting, np.round(weighting, 4), rtol=0, atol=0, equal_nan=True)
    return Case(arguments, call=f"weighting {weighting.tolist()}, no tolerance given" if in_full else "")


def _read_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    by_hand: list[tuple[Any, Any]] = [
        ([[2, 0], [0, 4], [6, 2]], [0.5, 0.25, 0.25]),
        ([[1, 2], [3, 5]], [0, 1]),
        ([[1, 2], [3, 5]], [0.5, 0.5]),
        ([[4, 0], [0, 8]], [0.75, 0.25]),
        ([[1, 2, 3], [4, 5, 7]], [0, 1]),
        ([[1, 0, 2], [0, 4, 0], [3, 1, 5]], [0.2, 0.3, 0.5]),
        ([[1, 1], [2, 0], [5, 3]], [0.5, 0, 0.5]),
        ([[7.5, 3, 1.25]], [1]),
        ([[1, 2], [3, 5]], [0.5, 0.6]),  # nudged: it need not sum to 1
        ([[1, 2], [3, 5]], [0.8, 0.8]),  # beyond what the slots hold
        ([[1, 2], [3, 5], [0, 1]], [0.3, 0.2, 0.4]),
    ]
    pairs = [(np.array(memory, dtype=float), np.array(shares, dtype=float)) for memory, shares in by_hand]
    pairs += [(np.array([[1, 2], [4, 5], [0, 3]]), np.array([0.5, 0.25, 0.25]))]  # whole numbers in memory
    pairs += [(np.array([[1.0, 2.0], [4.0, 5.0]]), np.array([0, 1]))]
    pairs += [(rng.normal(size=(slots, width)), _shares(rng, slots)) for slots, width in [(5, 3), (3, 6), (4, 4)]]
    pairs += [(rng.normal(size=(16, 8)), _shares(rng, 16)), (rng.normal(size=(4, 6)).T, _apart(_shares(rng, 6)))]
    pairs += [(rng.normal(size=(5, 2)).astype(np.float32), _shares(rng, 5).astype(np.float32))]
    return [Case({"memory": memory, "weighting": weighting}) for memory, weighting in pairs]


_MEMORY = np.array([[2.0, 0.0], [0.0, 4.0], [-2.0, 1.0]])
_TARGET = np.array([0.0, 3.0])

_FUNCTIONS: dict[str, Callable[[ndarray], float]] = {
    "w[0] ** 2": lambda w: w[0] ** 2,
    "3 * w[1] - w[0]": lambda w: 3 * w[1] - w[0],
    "w[0] * w[1]": lambda w: w[0] * w[1],
    "w[1] ** 3": lambda w: w[1] ** 3,
    "w[0] ** 5": lambda w: w[0] ** 5,  # no finer rule for the same slope is exact on it
    "w[0] + w[1] ** 2": lambda w: w[0] + w[1] ** 2,
    "w[2] ** 2 + w[0] * w[1]": lambda w: w[2] ** 2 + w[0] * w[1],
    "the sum of w, squared": lambda w: w[:].sum() ** 2,
    "2 wherever the largest share is on slot 1, else 5": lambda w: 2.0 if w[:].argmax() == 1 else 5.0,
    "the squared distance of w @ [[2, 0], [0, 4], [-2, 1]] from [0, 3]": lambda w: (
        (w[:] @ _MEMORY - _TARGET) ** 2
    ).sum(),
}


def _nudge_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    f = list(_FUNCTIONS)
    two, three = np.array([0.75, 0.25]), np.array([0.5, 0.375, 0.125])
    cases = [
        _nudged(f[0], two, 0, 0.5),
        _nudged(f[0], two, 0),
        _nudged(f[1], two, 0),
        _nudged(f[1], two, 1),
        _nudged(f[0], np.array([0.3, 0.7]), 0, 0.1),
        _nudged(f[1], np.array([1.0, 0.0]), 1, 0.1),
        _nudged(f[2], two, 0),
        _nudged(f[2], two, 1, 0.25),
        _nudged(f[3], two, 1, 0.5),
        _nudged(f[4], two, 0, 0.5),
        _nudged(f[5], np.array([1.0, 0.0]), 1, 0.5),
        _nudged(f[5], two, 1, 0.5),
        _nudged(f[6], three, 2),
        _nudged(f[6], three, 0, 0.1),
        _nudged(f[7], three, 1),
        _nudged(f[8], np.array([0.25, 0.75]), 0),
    ]
    cases += [_nudged(f[9], three, slot) for slot in range(3)]
    cases += [_nudged(f[9], np.array([0.0, 1.0, 0.0]), slot, 0.1) for slot in range(3)]
    cases += [_nudged(f[9], _shares(rng, 3), slot, step) for slot, step in ((0, 1e-4), (1, 1e-3), (2, 0.5))]
    cases += [_nudged(f[3], _shares(rng, 4), 1, 0.5), _nudged(f[6], _apart(_shares(rng, 5)), 2, 0.25)]
    return [*cases, _nudged(f[6], _shares(rng, 4).astype(np.float32), 2, 0.01, tolerance=_SINGLE)]


def _nudged(name: str, weighting: ndarray, slot: int, *step: float, tolerance: float = 1e-5) -> Case:
    """One case, told in words: a function cannot be printed."""
    numbers = ", ".join(f"{share:.4g}" for share in weighting)
    by = f"step {step[0]:g}" if step else "no step given, so that it is 1e-4"
    told = f"f(w) = {name},\nweighting [{numbers}], slot {slot}, {by}"
    arguments = {"f": _FUNCTIONS[name], "weighting": weighting, "slot": slot}
    return Case(arguments | dict(zip(["step"], step, strict=False)), call=told, tolerance=tolerance)


EXERCISES = (
    Exercise(
        id="1.1",
        name="is_weighting",
        reference=is_weighting,
        cases=_weighting_cases,
        mistakes=IS_WEIGHTING,
        given=NUMPY,
        hints=(
            "Two things have to hold at once: one about every single number, and one about all of them together.",
            "`(weighting >= 0).all()` asks about every number. For the sum, ask how far it is from 1: `abs(...)` of "
            "the difference, at most `tolerance`. Join the two with `and`.",
            "close = abs(weighting.sum() - 1) <= tolerance; then return bool(close and (weighting >= 0).all()). No "
            "test for the upper limit is needed: numbers of at least 0 that sum to 1 cannot exceed 1.",
        ),
    ),
    Exercise(
        id="1.2",
        name="read",
        reference=read,
        cases=_read_cases,
        mistakes=READ,
        given=NUMPY,
        sizes="the rows: a slot is a row, `memory[i]`, and there are `len(memory)` of them, a share each. A row of "
        "shares laid along the columns does not fit. What you return has as many numbers as a slot, `memory.shape[1]`.",
        hints=(
            "Every slot is a row of the memory. Each row takes part by its share, and the results are added up.",
            "A loop over the slots does it: start from zeros, and add `weighting[i] * memory[i]` each time. A product "
            "of a vector and a matrix does the same at once.",
            "One line: return weighting @ memory. The order matters: the vector stands on the left, so that it goes "
            "through the rows.",
        ),
    ),
    Exercise(
        id="1.3",
        name="nudge",
        reference=nudge,
        cases=_nudge_cases,
        mistakes=NUDGE,
        given=NUMPY,
        hints=(
            "You need `f` at two weightings: one where the share of this slot is a step larger, one where it is a "
            "step smaller.",
            "`up = weighting.copy()` and then `up[slot] += step` gives the first one, and leaves the caller's array "
            "alone. The same with `-=` gives the other. How far apart are the two?",
            "Make `up` and `down` as two copies, nudge one share in each, and return "
            "(f(up) - f(down)) / (2 * step). Mind the brackets.",
        ),
    ),
)
