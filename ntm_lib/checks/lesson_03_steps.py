"""Known mistakes of 3.2 in what is mixed: steps that are left out or lost, and shares that are not the ones given."""

from __future__ import annotations

import numpy as np

from ntm_lib.by_hand import shift, softmax
from ntm_lib.checks import lesson_03_moves as moves
from ntm_lib.checks.exercise import Mistake

STEPS = (
    Mistake(
        "only one step is kept",
        "You return the copy of one step, only the last or only the first, where the sum of all is due.",
        "the loop: `+=` adds a copy, `=` replaces what was there; and `return` stands after it.",
        mutants=(
            lambda weighting, shares: shares[-1] * np.roll(weighting, len(shares) // 2),
            lambda weighting, shares: shares[0] * np.roll(weighting, -(len(shares) // 2)),
            moves.overwritten,
        ),
    ),
    Mistake(
        "staying is left out",
        "The share of the step 0, the middle of the shift weighting, is lost.",
        "the steps that you loop over: from -R to R, and 0 is one of them.",
        mutants=(
            lambda weighting, shares: shift(weighting, shares) - shares[len(shares) // 2] * weighting,
            lambda weighting, shares: shift(weighting, shares) + (1 - shares[len(shares) // 2]) * weighting,
        ),
    ),
    Mistake(
        "the last step is left out",
        "One end of the shift weighting is never used.",
        "where the loop ends: `range(-R, R)` stops before R. `range(-R, R + 1)`, or `range(len(shift_weighting))`.",
        mutants=(
            lambda weighting, shares: shift(weighting, shares) - shares[-1] * np.roll(weighting, len(shares) // 2),
            lambda weighting, shares: shift(weighting, shares) - shares[0] * np.roll(weighting, -(len(shares) // 2)),
            moves.without_the_last,
        ),
    ),
    Mistake(
        "half of the steps",
        "Your head takes only the steps up, or only the steps down: the shares of the others are lost.",
        "the steps that you loop over: from -R to R, `range(-R, R + 1)`.",
        mutants=(moves.among(lambda step: step >= 0), moves.among(lambda step: step <= 0)),
    ),
    Mistake(
        "up and down alike",
        "Your head takes the steps down and the steps up in the same direction.",
        "the sign of each step: -R to -1 move down, 1 to R move up, and each has a place of its own.",
        mutants=(
            lambda weighting, shares: moves.mixture(weighting, [abs(step) for step in moves.steps(shares)], shares),
            lambda weighting, shares: moves.mixture(weighting, [-abs(step) for step in moves.steps(shares)], shares),
        ),
    ),
    Mistake(
        "reads what it has written",
        "You write into the array that you still read from: a slot's new number is used for the slots after it, where "
        "its old one is due.",
        "the array that you write into: begin with `np.zeros(len(weighting))`, and take every number from `weighting`.",
        mutants=(moves.wave,),
    ),
    Mistake(
        "a softmax of the shares",
        "You put the shift weighting, or what comes out at the end, through a softmax (`np.exp`, divided by the sum). "
        "These numbers are shares already and sum to 1; a softmax makes them more alike.",
        "any `np.exp`: the copies are multiplied by the numbers of the shift weighting as they are, and added up.",
        mutants=(
            lambda weighting, shares: shift(weighting, softmax(shares)),
            lambda weighting, shares: softmax(shift(weighting, shares)),
        ),
    ),
)
