"""Known mistakes of 2.2 that only one of the two forms shows, a single row of values or several rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ntm_lib.checks.exercise import Facts, Mistake

_NO_ROW = (
    "not iterable",
    "iteration over a 0-d",
    "no len()",
    "unsized object",
    "too many indices",
    "index to scalar",
    "tuple index",
    "to unpack",
    "array of dimension 0",
)
Errors = list[tuple[str, str]]  # (type, words) of each, empty ones where nothing was raised


def _errors(got: list[Facts], due: list[Facts]) -> tuple[Errors, Errors]:
    """What was raised for single rows, and for several."""
    raised = [(r["type"], r["words"]) if (r := case["raised"]) else ("", "") for case in got]
    is_single = [len(case["value"]["shape"]) == 1 for case in due]
    pairs = list(zip(raised, is_single, strict=True))
    return [error for error, single in pairs if single], [error for error, single in pairs if not single]


def _only_single_rows_fail(fits: Callable[[str, str], bool]) -> Callable[[list[Facts], list[Facts]], bool]:
    """Each single row raises an error that fits, and several rows raise none."""

    def shows(got: list[Facts], due: list[Facts]) -> bool:
        single, several = _errors(got, due)
        return all(fits(*error) for error in single) and not any(kind for kind, _ in several)

    return shows


def _compares_rows(got: list[Facts], due: list[Facts]) -> bool:
    """Several rows, and they alone, raise what NumPy says when a whole row is asked whether it is true."""
    single, several = _errors(got, due)
    return all("truth value" in words for _, words in several) and not any(kind for kind, _ in single)


def _takes_numbers_for_rows(kind: str, words: str) -> bool:
    """The words of Python and NumPy for a number that should have been a row, or an axis that is not there."""
    return any(words_for_it in words for words_for_it in _NO_ROW)


ROWS = (
    Mistake(
        "Python's own max",
        "For several rows, Python's own `max` (or `min`, or an `if`) compares whole rows with each other, and cannot "
        "say which one is larger.",
        "the maximum: `values.max(axis=-1, keepdims=True)` (or `np.max`) takes the largest of each row, be there one "
        "row or several.",
        shows=_compares_rows,
    ),
    Mistake(
        "fails for one row",
        "A single row of values, shape (slots,), has no axis 1.",
        "`axis=`: -1 is the last axis, whether there is one or there are two.",
        shows=_only_single_rows_fail(lambda kind, words: kind == "AxisError" and "dimension 1" in words),
    ),
    Mistake(
        "loops over a single row",
        "Your code is made for several rows. A single row, shape (slots,), has one axis only: there is no second size, "
        "and a loop over it meets its numbers one by one, as if each were a row.",
        "the last axis, which is what counts: `axis=-1, keepdims=True` in both `max` and `sum` does for one row and "
        "for several, without a loop.",
        mutants=(
            lambda values: np.array([(lambda e: e / e.sum())(np.exp(row - row.max())) for row in values]),
            lambda values: np.array([e / e.sum() for e in np.exp(values)]),
        ),
        shows=_only_single_rows_fail(_takes_numbers_for_rows),
    ),
)
