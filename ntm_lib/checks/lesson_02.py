"""Lesson 02: cosine similarity, softmax, content weighting.

Slots are exact zeros or of length 0.1 and more, so that no choice of epsilon is wrong.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ntm_lib.by_hand import content_weighting, cosine_similarity, softmax
from ntm_lib.checks.exercise import Case, Exercise
from ntm_lib.checks.given import NUMPY
from ntm_lib.checks.lesson_02_content import CONTENT_WEIGHTING
from ntm_lib.checks.lesson_02_cosine import COSINE_SIMILARITY
from ntm_lib.checks.lesson_02_softmax import SOFTMAX

_PRECISE, _STRONG = 1e-4, 2e-2  # at strength 1e4 the rounding of float32 is worth a percent


def _vectors(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Random numbers of either sign, none near 0: every row has a length of at least 0.3."""
    return rng.uniform(0.3, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def _apart(array: np.ndarray) -> np.ndarray:
    """The same numbers, not side by side in memory."""
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def _cosine_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    by_hand = [
        ([[3, 4], [0, 2]], [3, 4]),
        ([[1, 0], [5, 5], [0, 2]], [1, 0]),
        ([[3, 4], [0, 0], [4, 3]], [3, 4]),  # a blank slot
        ([[3, 4], [1, 0], [0, 2]], [0, 0]),  # a blank key
        ([[2, 1, 0, 2]], [4, 2, 0, 4]),
        ([[1, 2], [-2, 1], [-1, -2]], [10, 20]),
        ([[3, 4], [0, 1]], [4, 3]),
    ]
    pairs = [(np.array(memory, dtype=float), np.array(key, dtype=float)) for memory, key in by_hand]
    pairs += [(_vectors(rng, slots, width), _vectors(rng, width)) for slots, width in [(5, 3), (3, 5), (4, 4), (20, 8)]]
    pairs += [(_vectors(rng, 4, 6).astype(np.float32), _vectors(rng, 6).astype(np.float32))]
    pairs += [(_vectors(rng, 3, 6).T, _apart(_vectors(rng, 3)))]
    return [Case({"memory": memory, "key": key}, tolerance=_PRECISE) for memory, key in pairs]


def _softmax_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    by_hand: list[Any] = [
        [0, 0],
        [1, 0],
        [0, 1, 2],
        [5],
        [1000, 1000],
        [-1000, -1000, -1001],
        [1e4, -1e4, 0],
        [[0, 0], [0, 2]],
        [[0, 1, 2], [2, 0, 0]],
        [[0, 1], [2, 0], [1, 1]],
        [[0, 1], [1e4, 1e4 + 1]],  # rows on two levels
    ]
    values = [np.array(value, dtype=float) for value in by_hand]
    values += [rng.normal(size=size) for size in [(6,), (3, 3), (4, 7)]]
    values += [rng.normal(size=(5, 2)).astype(np.float32), rng.normal(size=(3, 5)).T, _apart(rng.normal(size=(2, 4)))]
    return [Case({"values": value}, tolerance=_PRECISE) for value in values]


def _content_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    three = np.array([[1.0, 0.0], [5.0, 5.0], [0.0, 2.0]])
    twins = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    blank = np.array([[1.0, 2.0], [0.0, 0.0], [2.0, -1.0]])
    key = np.array([1.0, 0.0])
    by_hand = [
        (three, key, 5.0),
        (three, 10 * key, 5.0),  # the key's length must not matter
        (three, key, 1.0),
        (three, key, 0.0),  # looks everywhere
        (twins, 2 * key, 4.0),
        (blank, np.array([2.0, 4.0]), 3.0),
        (three, key, 1e4),
        (twins, key, 1e4),
    ]
    cases = [_content_case(*case) for case in by_hand]
    for slots, width, strength in [(6, 4, 3.0), (4, 6, 0.5), (5, 5, 20.0)]:
        cases.append(_content_case(_vectors(rng, slots, width), _vectors(rng, width), strength))
    single = _vectors(rng, 5, 3).astype(np.float32), _vectors(rng, 3).astype(np.float32)
    return [*cases, _content_case(*single, 2.0), _content_case(_vectors(rng, 3, 7).T, _apart(_vectors(rng, 3)), 2.0)]


def _content_case(memory: np.ndarray, key: np.ndarray, key_strength: float) -> Case:
    tolerance = _STRONG if key_strength > 100 else _PRECISE
    return Case({"memory": memory, "key": key, "key_strength": key_strength}, tolerance=tolerance)


EXERCISES = (
    Exercise(
        id="2.1",
        name="cosine_similarity",
        reference=cosine_similarity,
        cases=_cosine_cases,
        mistakes=COSINE_SIMILARITY,
        given=NUMPY,
        hints=(
            "You need three things: the dot product of the key with every slot, the length of every slot, and the "
            "length of the key. Two of them are one number a slot.",
            "`memory @ key` is all dot products at once. `np.linalg.norm(memory, axis=1)` is the length of each row. "
            "Divide the first by the product of the lengths, plus 1e-8 so that a blank slot gives 0 and not 0/0.",
            "lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key), and then the dot products divided by "
            "(lengths + 1e-8). Mind the brackets.",
        ),
    ),
    Exercise(
        id="2.2",
        name="softmax",
        reference=softmax,
        cases=_softmax_cases,
        mistakes=SOFTMAX,
        given=NUMPY,
        hints=(
            "Exponentials make every value positive; dividing by their sum makes shares of them. What does `np.exp` "
            "give for 1000, and what may you take off every value without changing a share?",
            "Take each row's largest value off that row, then exponentiate, then divide by each row's sum. `axis=-1` "
            "works on the last axis, and `keepdims=True` keeps it so that rows line up with their own result.",
            "exponentials = np.exp(values - np.max(values, axis=-1, keepdims=True)); now divide them by "
            "`exponentials.sum(axis=-1, keepdims=True)`.",
        ),
    ),
    Exercise(
        id="2.3",
        name="content_weighting",
        reference=content_weighting,
        cases=_content_cases,
        mistakes=CONTENT_WEIGHTING,
        given=NUMPY,
        hints=(
            "You have both parts already: one says how alike each slot is, the other makes shares. In which order?",
            "Similarities first. The strength multiplies them, so that differences grow; only then do they "
            "become shares.",
            "One line: `softmax` of the strength times `cosine_similarity(memory, key)`.",
        ),
    ),
)
