"""Lesson 03: interpolate, shift, sharpen, and the whole of addressing.

Weightings hold exact zeros or shares of 0.001 and more, and each sums to 1. There are never more shifts than slots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ntm_lib.by_hand import address, interpolate, sharpen, shift
from ntm_lib.checks.exercise import Answer, Case, Exercise
from ntm_lib.checks.given import NUMPY
from ntm_lib.checks.lesson_03_address import ADDRESS
from ntm_lib.checks.lesson_03_gate import INTERPOLATE
from ntm_lib.checks.lesson_03_sharpen import SHARPEN
from ntm_lib.checks.lesson_03_shift import SHIFT

PART_ONE = NUMPY | {name: f"ntm_lib.by_hand:{name}" for name in ("content_weighting", "softmax", "cosine_similarity")}
Numbers = Sequence[float]


def _shares(rng: np.random.Generator, count: int) -> np.ndarray:
    """A random weighting, no two shares near each other and none near 0."""
    values = rng.permutation(np.arange(1, count + 1)) + rng.uniform(0.0, 0.3, count)
    return values / values.sum()


def _apart(array: np.ndarray) -> np.ndarray:
    """The same numbers, not side by side in memory."""
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def _gate_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    by_hand: list[tuple[Numbers, Numbers, float]] = [
        ([1, 0], [0, 1], 0.25),
        ([0.1, 0.8, 0.1], [1, 0, 0], 0.25),
        ([0.1, 0.8, 0.1], [1, 0, 0], 1.0),  # content alone
        ([0.1, 0.8, 0.1], [1, 0, 0], 0.0),  # the old focus alone
        ([0.5, 0.25, 0.25], [0, 0, 1], 0.75),
    ]
    cases = [_gate_case(np.array(content, float), np.array(old, float), gate) for content, old, gate in by_hand]
    for slots, gate in [(4, 0.9), (6, 0.3), (5, 0.6)]:
        cases.append(_gate_case(_shares(rng, slots), _shares(rng, slots), gate))
    single = _shares(rng, 4).astype(np.float32), _shares(rng, 4).astype(np.float32)
    return [*cases, _gate_case(*single, 0.7), _gate_case(_apart(_shares(rng, 6)), _apart(_shares(rng, 6)), 0.2)]


def _gate_case(content: np.ndarray, previous: np.ndarray, gate: float) -> Case:
    return Case({"content": content, "previous": previous, "gate": gate})


def _shift_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    by_hand: list[tuple[Numbers, Numbers]] = [
        ([0, 1, 0, 0, 0], [0, 0, 1]),  # one step up
        ([0, 1, 0, 0, 0], [1, 0, 0]),  # one step down
        ([0, 0, 1, 0, 0], [0, 1, 0]),  # stays
        ([0, 0, 1, 0, 0], [0.1, 0.2, 0.7]),
        ([0, 0, 0, 0, 1], [0, 0, 1]),  # over the seam, up
        ([1, 0, 0, 0, 0], [1, 0, 0]),  # over the seam, down
        ([0.75, 0, 0, 0, 0.25], [0.2, 0, 0.8]),
        ([0.25, 0, 0.5, 0.25, 0], [0.1, 0.1, 0.2, 0, 0.6]),  # as many shifts as slots
        ([0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1]),  # two steps up
        ([0, 0.5, 0, 0, 0, 0.25, 0, 0.25], [1]),  # no step to choose from
    ]
    pairs = [(np.array(weighting, float), np.array(steps, float)) for weighting, steps in by_hand]
    pairs += [(_shares(rng, slots), _shares(rng, 3)) for slots in (6, 7, 8, 9)]
    pairs += [(_shares(rng, 5), _shares(rng, 5)), (_shares(rng, 8), _shares(rng, 7))]
    pairs += [(_shares(rng, 5).astype(np.float32), _shares(rng, 3).astype(np.float32))]
    pairs += [(_apart(_shares(rng, 6)), _apart(_shares(rng, 3)))]
    return [Case({"weighting": weighting, "shift_weighting": steps}) for weighting, steps in pairs]


def _sharpen_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    by_hand: list[tuple[Numbers, float]] = [
        ([0.75, 0.25], 2.0),
        ([0.05, 0.9, 0.05], 2.0),
        ([0.2, 0.3, 0.5], 1.0),  # nothing changes
        ([0.0, 0.8, 0.2], 1.5),  # an exact zero
        ([0.0, 1.0, 0.0], 3.0),
        ([0.4, 0.4, 0.2], 20.0),  # two alike stay alike
    ]
    whole = Case({"weighting": np.array([0.0, 1.0, 0.0]), "sharpening": 1.0}, run=_zeros_exactly, tolerance=3e-9)
    pairs = [(np.array(weighting, float), sharpening) for weighting, sharpening in by_hand]
    pairs += [(_shares(rng, slots), sharpening) for slots, sharpening in [(4, 1.5), (5, 2.5), (7, 3.0), (6, 5.0)]]
    pairs += [(_shares(rng, 5).astype(np.float32), 1.7), (_apart(_shares(rng, 6)), 2.2)]
    pairs += [(np.eye(128)[3], 200.0), (np.repeat([0.015, 0.005], 50), 200.0)]  # what is left beside 0s, and of 0s
    pairs += [(np.full(128, 1 / 128), 20.0), (np.full(128, 1 / 128, np.float32), 20.0), (np.full(100, 0.01), 200.0)]
    return [whole, *(Case({"weighting": weighting, "sharpening": sharpening}) for weighting, sharpening in pairs)]


def _zeros_exactly(answer: Answer, arguments: Mapping[str, Any]) -> Any:
    """What is returned, but for rounding where something is due: so the slots that have to stay 0 decide."""
    empty = arguments["weighting"] == 0
    returned = answer(*arguments.values())
    if not isinstance(returned, np.ndarray) or returned.dtype.kind != "f" or returned.shape != empty.shape:
        return returned
    return np.where(empty, returned, np.round(returned, 3))


def _address_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    three, key = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]), np.array([1.0, 0.0])
    first, up, stay = np.array([1.0, 0.0, 0.0]), np.array([0.1, 0.2, 0.7]), np.array([0.0, 1.0, 0.0])
    by_hand = [
        (three, first, key[::-1].copy(), 4.0, 0.5, up, 2.0),
        (three, first, key[::-1].copy(), 4.0, 1.0, stay, 1.0),  # content alone
        (three, first, key[::-1].copy(), 4.0, 0.0, up, 3.0),  # iterates, whatever the key
        (three, first, -key, 3.0, 0.75, up[::-1].copy(), 1.5),
    ]
    cases = [_address_case(*case) for case in by_hand]
    blank, flat = np.zeros((100, 2)), np.full(100, 0.01)
    cases.append(_address_case(blank, flat, key, 1.0, 0.5, up, 200.0))  # powers that underflow
    for slots, width, shifts in [(5, 3, 3), (4, 4, 3), (6, 2, 5), (7, 5, 3), (8, 3, 3)]:
        dials = _shares(rng, slots), rng.normal(size=width), 2.5, 0.6, _shares(rng, shifts), 1.8
        cases.append(_address_case(rng.normal(size=(slots, width)), *dials))
    single = (rng.normal(size=(4, 3)), _shares(rng, 4), rng.normal(size=3))
    memory, previous, wanted = (array.astype(np.float32) for array in single)
    cases.append(_address_case(memory, previous, wanted, 2.0, 0.3, _shares(rng, 3).astype(np.float32), 2.0))
    dials = _apart(_shares(rng, 4)), _apart(rng.normal(size=3)), 3.0, 0.4, _apart(_shares(rng, 3)), 1.5
    return [*cases, _address_case(rng.normal(size=(3, 4)).T, *dials)]


def _address_case(
    memory: np.ndarray,
    previous: np.ndarray,
    key: np.ndarray,
    key_strength: float,
    gate: float,
    shift_weighting: np.ndarray,
    sharpening: float,
) -> Case:
    head = {"memory": memory, "previous": previous, "key": key, "key_strength": key_strength}
    return Case(head | {"gate": gate, "shift_weighting": shift_weighting, "sharpening": sharpening})


EXERCISES = (
    Exercise(
        id="3.1",
        name="interpolate",
        reference=interpolate,
        cases=_gate_cases,
        mistakes=INTERPOLATE,
        given=PART_ONE,
        hints=(
            "Two weightings go in, one comes out. What share does content get, and what is left for the old focus?",
            "The gate is content's share. The rest of 1, that is 1 - gate, is the share of the previous weighting. "
            "Multiply each weighting by its share and add the two.",
            "One line: `gate * content` plus `(1 - gate)` times the other one. Mind the brackets, and which of the two "
            "the gate belongs to.",
        ),
    ),
    Exercise(
        id="3.2",
        name="shift",
        reference=shift,
        cases=_shift_cases,
        mistakes=SHIFT,
        given=PART_ONE,
        sizes="the places: the share of step d stands in place d + R of `shift_weighting`, with R = "
        "`len(shift_weighting) // 2`. There may be fewer steps than slots, and a step below -R or above R has no "
        "place: its share is 0. Only slots come round the ring by `% len(weighting)`.",
        hints=(
            "For each step that is allowed, make a copy of the whole weighting, moved by that step. Mix them.",
            "With 2R + 1 shifts, the shift in place k stands for the step k - R, and R is `len(shift_weighting) // 2`. "
            "`np.roll(weighting, step)` moves every share up the ring by `step` slots.",
            "reach = len(shift_weighting) // 2, and moved = np.zeros(len(weighting)). Then, for each place k of "
            "`shift_weighting`, add `shift_weighting[k] * np.roll(weighting, k - reach)` to `moved`; return it after "
            "the loop.",
        ),
    ),
    Exercise(
        id="3.3",
        name="sharpen",
        reference=sharpen,
        cases=_sharpen_cases,
        mistakes=SHARPEN,
        given=PART_ONE,
        hints=(
            "Powers first, then shares. But a small share to a large power is 0 in a computer's numbers: what may you "
            "divide every share by beforehand without changing the result?",
            "Divide the weighting by its largest share: the largest is then 1, and 1 to any power is 1, so that the "
            "sum can never be 0. Raise to the power, and divide by the sum of the powers.",
            "powers = (weighting / weighting.max()) ** sharpening, and then `powers` divided by their own sum.",
        ),
    ),
    Exercise(
        id="3.4",
        name="address",
        reference=address,
        cases=_address_cases,
        mistakes=ADDRESS,
        given=PART_ONE,
        hints=(
            "Four functions, each fed with what the one before it returned. In which order does the column draw them?",
            "Content first, from memory, key and key strength. The gate mixes it with `previous`. The mixture is "
            "shifted, and what comes out is sharpened last, since it is the shift that blurs.",
            "content = content_weighting(memory, key, key_strength), then gated = interpolate(content, previous, "
            "gate). Now `shift` the gated weighting, and `sharpen` what that returns.",
        ),
    ),
)
