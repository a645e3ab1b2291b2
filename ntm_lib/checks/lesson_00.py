"""Lesson 00: counting ones, the exercise on which a learner meets the checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ntm_lib.checks.exercise import Case, Exercise, Facts, Mistake
from ntm_lib.checks.facts import agree
from ntm_lib.checks.given import NUMPY


def count_ones(bits: np.ndarray) -> int:
    """How many ones there are in the whole drawing."""
    return int(bits.sum())


def _cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    drawings = [
        np.array([[0, 1, 1], [0, 0, 1]]),
        np.array([[1, 1, 1, 1, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 0]]),
        np.zeros((3, 2), dtype=int),
        np.ones((2, 6), dtype=int),
        rng.integers(0, 2, (8, 12)),
        rng.integers(0, 2, (12, 5)).T,
    ]
    return [Case({"bits": drawing}) for drawing in drawings]


def _is(type_name: str) -> Callable[[list[Facts], list[Facts]], bool]:
    """The right number every time, as another type."""

    def shows(got: list[Facts], due: list[Facts]) -> bool:
        values = [case["value"] for case in got]
        as_ints = [value | {"type": "int"} for value in values]
        right = all(agree(value, case["value"], 1e-6) for value, case in zip(as_ints, due, strict=True))
        return right and all(value["type"].startswith(type_name) for value in values)

    return shows


def _both(function: Callable[[np.ndarray], Any]) -> tuple[Callable[..., Any], ...]:
    """The same mistake handed in as an int and as a float."""
    return function, lambda bits: float(function(bits))


EXERCISES = (
    Exercise(
        id="0.1",
        name="count_ones",
        reference=count_ones,
        cases=_cases,
        given=NUMPY,
        mistakes=(
            Mistake(
                "a float",
                "The number is right, but you return it as a float. A count is a whole number.",
                "the last step: `int(...)` makes a whole number of it.",
                shows=_is("float"),
            ),
            Mistake(
                "counts zeros",
                "You count the zeros. The ones are asked for.",
                "what you compare each bit with.",
                mutants=_both(lambda bits: int((bits == 0).sum())),
            ),
            Mistake(
                "counts rows",
                "You return how many rows the drawing has. `len` of an array counts its rows, whatever is in them.",
                "`bits.sum()`, which adds every number of the array.",
                mutants=_both(lambda bits: bits.shape[0]),
            ),
            Mistake(
                "counts steps",
                "You return how many steps (columns) the drawing has, whatever is in them.",
                "`bits.sum()`, which adds every number of the array.",
                mutants=_both(lambda bits: bits.shape[1]),
            ),
            Mistake(
                "counts every bit",
                "You count every bit of the drawing, zeros and ones alike.",
                "`bits.sum()`: a zero adds nothing to a sum.",
                mutants=_both(lambda bits: bits.size),
            ),
            Mistake(
                "counts rows with a one",
                "You count the rows that hold a one. A row with three of them counts once.",
                "whether you count bits, or stop at the first one of each row.",
                mutants=_both(lambda bits: int(bits.any(axis=1).sum())),
            ),
            Mistake(
                "counts steps with a one",
                "You count the steps (columns) that hold a one. A step with three of them counts once.",
                "whether you count bits, or stop at the first one of each step.",
                mutants=_both(lambda bits: int(bits.any(axis=0).sum())),
            ),
            Mistake(
                "one row only",
                "You count the ones of the first row, and leave the others out.",
                "where your function returns: before it has seen every row?",
                mutants=_both(lambda bits: int(bits[0].sum())),
            ),
            Mistake(
                "the last row only",
                "You count the ones of the last row, and leave the others out.",
                "where your count is set to 0: once, before all rows, and not again at each row.",
                mutants=_both(lambda bits: int(bits[-1].sum())),
            ),
            Mistake(
                "one step only",
                "You count the ones of the first step (column), and leave the others out.",
                "which part of the array your code looks at.",
                mutants=_both(lambda bits: int(bits[:, 0].sum())),
            ),
            Mistake(
                "the share of ones",
                "You return the share of ones, a number from 0 to 1, not how many there are.",
                "`mean` divides by the number of bits; `sum` does not.",
                mutants=(lambda bits: float(bits.mean()),),
            ),
            Mistake(
                "one number a row or step",
                "You return several numbers, one a row or one a step. One number for the whole drawing is due.",
                "the `axis=` of your sum: `bits.sum()` without it adds everything up. Python's own `sum(bits)` stops "
                "at one number a step.",
                mutants=(lambda bits: bits.sum(axis=1), lambda bits: bits.sum(axis=0)),
            ),
        ),
        hints=(
            "Every number in `bits` is a 0 or a 1. What happens if you add all of them up?",
            "An array can add up its own numbers: `bits.sum()`. Give no axis, so that it adds all rows and all steps.",
            "The whole answer is one line: return `int(...)` of the sum of all bits.",
        ),
    ),
)
