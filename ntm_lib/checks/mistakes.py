"""Recognising a known mistake by what an answer returned.

A mistake fits when one of its mutants gave the same as the answer wherever the answer is wrong, and on most cases
altogether. Of several that fit,
the one that agrees on the most cases wins, right ones included; of equals the first in the exercise's list.
"""

from __future__ import annotations

import functools

from ntm_lib.checks.exercise import Answer, Case, Exercise, Facts, Mistake
from ntm_lib.checks.facts import agree
from ntm_lib.checks.probe import probe

_LOOSE = 10  # how much more rounding is forgiven to a mistake than to a right answer


def known_mistake(
    exercise: Exercise, got: list[Facts], due: list[Facts], wrong: list[int], seed: int
) -> Mistake | None:
    """The exercise's mistake that explains every wrong case; None where there is none."""
    best: tuple[tuple[bool, int], Mistake] | None = None
    cases = exercise.cases(seed)
    for mistake in exercise.mistakes:
        if mistake.shows is not None and _shows(mistake, got, due):
            return mistake
        for mutant in mistake.mutants:
            facts = _facts(exercise, mutant, seed)
            for asides in (True, False):
                fits = asides, _fits(cases, got, facts, due, wrong, asides)
                if fits[1] and (best is None or fits > best[0]):
                    best = fits, mistake
                if fits[1]:
                    break
    return best[1] if best else None


def _shows(mistake: Mistake, got: list[Facts], due: list[Facts]) -> bool:
    """A look at facts of an unforeseen form must not end in an error of ours."""
    assert mistake.shows is not None
    try:
        return mistake.shows(got, due)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return False


@functools.lru_cache(maxsize=1024)  # every mutant of an exercise, for the few seeds that tests use
def _facts(exercise: Exercise, mutant: Answer, seed: int) -> list[Facts]:
    cases: list[Facts] = probe(exercise, lambda: mutant, seed)["cases"]
    return cases


def _fits(
    cases: list[Case], got: list[Facts], mutant: list[Facts], due: list[Facts], wrong: list[int], asides: bool
) -> int:
    """On how many cases the mutant did what the answer did; 0 unless on all wrong ones, and one at least returned.

    It has to be most of the cases: two quite different answers may well be wrong alike on one or two. And it has to be
    wrong itself where the answer is, or else it explains nothing.
    """

    def same(index: int) -> bool:
        return _same(got[index], mutant[index], cases[index].tolerance * _LOOSE, asides)

    def is_right(index: int) -> bool:
        return _same(mutant[index], due[index], cases[index].tolerance, False)

    returned = any(not got[index]["raised"] for index in wrong)
    if not returned or not all(same(index) and not is_right(index) for index in wrong):  # nearly all mutants end here
        return 0
    count = sum(same(index) for index in range(len(cases)))
    return count if 2 * count > len(cases) else 0


def _same(a: Facts, b: Facts, tolerance: float, asides: bool) -> bool:
    if a["raised"] or b["raised"]:
        return bool(a["raised"]) and bool(b["raised"]) and a["raised"]["type"] == b["raised"]["type"]
    return agree(a["value"], b["value"], tolerance, asides)
