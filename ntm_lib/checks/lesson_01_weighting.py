"""Known mistakes of 1.1, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import numpy as np

from ntm_lib.checks.exercise import Mistake
from ntm_lib.checks.lesson_01_looks import (
    TOO_NARROW,
    TOO_WIDE,
    above,
    always_the_same,
    close,
    fair,
    mends_in_place,
    one_a_share,
    shares_by,
    stops_when_empty,
    sum_by,
    within,
)

IS_WEIGHTING = (
    Mistake(
        "stops when there is nothing",
        "For an array without any numbers your function stops with an error: there is no smallest or first number to "
        "look at. It has to say False.",
        "the order of your tests: the sum of nothing is 0, so ask about the sum first; or ask about `weighting.size`.",
        shows=stops_when_empty,
    ),
    Mistake(
        "mends the array first",
        "Your function changes its input: it mends the array that it was given, and then says True to what it has made "
        "of it. It has to leave the array alone, and to say whether it is a weighting as it stands.",
        "assignments into `weighting` and operators in place (`/=`): none is needed.",
        shows=mends_in_place,
    ),
    Mistake(
        "one answer a share",
        "You take a comparison with the array for one answer. `weighting >= 0` gives one truth value for each share, "
        "and one for the whole weighting is due: `and`, `if` and `return` need a single one.",
        "`.all()` at the end of the comparison: `(weighting >= 0).all()` is True when every one of them is.",
        shows=one_a_share,
    ),
    Mistake(
        "always the same answer",
        "Your answer is the same for every array that was tried, weightings and others.",
        "whether the numbers of `weighting` are used at all, and the order of your `return` lines.",
        shows=always_the_same,
    ),
    Mistake(
        "yes to no numbers",
        "You say True to an array without any numbers. It is no weighting: its sum is 0, which is too far from 1.",
        "what you do with an empty array. It needs no line of its own: the test of the sum turns it away.",
        mutants=(lambda weighting, tolerance=1e-6: weighting.size == 0 or shares_by(fair)(weighting, tolerance),),
    ),
    Mistake(
        "leaves negatives out",
        "You leave the numbers below 0 out of the sum (or count them as 0), and so an array with one of them passes.",
        "Eq. 1: beside the sum of *all* numbers, every single one has to be at least 0.",
        mutants=(
            lambda weighting, tolerance=1e-6: close(above(weighting), tolerance),
            lambda weighting, tolerance=1e-6: close(np.maximum(weighting, 0), tolerance),
        ),
    ),
    Mistake(
        "the tolerance is for the sum",
        "You accept a share a little below 0: as far as `tolerance`. That is how far the *sum* may be off; no share "
        "may be below 0 at all.",
        "the comparison of the shares: with 0, and not with `-tolerance`.",
        mutants=(
            lambda weighting, tolerance=1e-6: bool((weighting >= -tolerance).all()) and close(weighting, tolerance),
        ),
    ),
    Mistake(
        "a second tolerance",
        "You let the sum be off by a little more than `tolerance`. (`np.isclose` does so: it has a second tolerance, "
        "`rtol`, which comes on top.)",
        "how far from 1 the sum may be: `tolerance`, no more. With `np.isclose`, set `rtol=0`.",
        mutants=(sum_by(lambda weighting, tolerance: abs(weighting.sum() - 1) <= tolerance + 1e-5),),
    ),
    Mistake(
        "one of the two is enough",
        "You are content when *one* of the two holds: shares of at least 0, or a sum of 1. It has to be both.",
        "the `or`: `and` belongs there.",
        mutants=(lambda weighting, tolerance=1e-6: close(weighting, tolerance) or fair(weighting),),
    ),
    Mistake(
        "accepts negatives",
        "You call numbers a weighting although one of them is below 0: the numbers above 0 can make up for it in "
        "the sum.",
        "Eq. 1: beside the sum, every single share has to be at least 0 (`all`, not `any`).",
        mutants=(
            shares_by(lambda weighting: True),
            shares_by(lambda weighting: (weighting <= 1).all()),
            shares_by(lambda weighting: weighting.size > 0),
        ),
    ),
    Mistake(
        "forgets the sum",
        "You look at each number by itself, and never ask whether they sum to 1.",
        "Eq. 1: `weighting.sum()` has to be within `tolerance` of 1.",
        mutants=(
            lambda weighting, tolerance=1e-6: bool(((weighting >= 0) & (weighting <= 1)).all()),
            lambda weighting, tolerance=1e-6: bool((weighting >= 0).all()),
            lambda weighting, tolerance=1e-6: bool(weighting.size > 0 and (weighting >= 0).all()),
            lambda weighting, tolerance=1e-6: not (weighting < 0).any(),
            lambda weighting, tolerance=1e-6: not ((weighting < 0) | (weighting > 1)).any(),
            lambda weighting, tolerance=1e-6: bool(weighting.size > 0 and ((weighting >= 0) & (weighting <= 1)).all()),
        ),
    ),
    Mistake(
        "divides by the sum first",
        "You divide by the sum before you look at it. After that any numbers sum to 1.",
        "the division: nothing is to be mended here, only looked at as it is.",
        mutants=(
            lambda weighting, tolerance=1e-6: shares_by(fair)(weighting / weighting.sum(), tolerance),
            lambda weighting, tolerance=1e-6: shares_by(lambda w: True)(weighting / weighting.sum(), tolerance),
        ),
    ),
    Mistake(
        "exact equality of floats",
        "You ask whether the sum is exactly 1. Floats are rounded, and a sum that is 1 on paper need not be it for the "
        "computer: 0.7 + 0.2 + 0.1 gives 0.9999999999999999.",
        "`abs(weighting.sum() - 1) <= tolerance` in place of `== 1`.",
        mutants=(
            sum_by(lambda weighting, tolerance: weighting.sum() == 1),
            sum_by(lambda weighting, tolerance: sum(weighting.tolist()) == 1),
            lambda weighting, tolerance=1e-6: bool((weighting >= -tolerance).all() and weighting.sum() == 1),
            lambda weighting, tolerance=1e-6: bool(weighting.sum() == 1),
        ),
    ),
    Mistake(
        "ignores the tolerance",
        "You use a tolerance of your own; the one that you are given makes no difference.",
        "the argument `tolerance`: it says how far from 1 the sum may be.",
        mutants=(
            *(within(own) for own in (1e-6, 1e-5, 1e-4, 1e-8, 1e-3)),
            sum_by(lambda weighting, tolerance: round(float(weighting.sum()), 2) == 1),
        ),
    ),
    Mistake(
        "more than the tolerance",
        "You let the sum be further from 1 than `tolerance`.",
        "what you compare the difference with: `tolerance` as it is given.",
        mutants=TOO_WIDE,
    ),
    Mistake(
        "less than the tolerance",
        "You turn away a sum that is off 1 by less than `tolerance`.",
        "what you compare the difference with: `tolerance` as it is given.",
        mutants=TOO_NARROW,
    ),
    Mistake(
        "a sum below 1 passes",
        "You turn away a sum that is too large, but not one that is too small.",
        "the difference from 1: with `abs(...)` it counts on both sides.",
        mutants=(
            sum_by(lambda weighting, tolerance: weighting.sum() - 1 <= tolerance),
            sum_by(lambda weighting, tolerance: weighting.size > 0 and weighting.sum() - 1 <= tolerance),
        ),
    ),
    Mistake(
        "a sum above 1 passes",
        "You turn away a sum that is too small, but not one that is too large.",
        "the difference from 1: with `abs(...)` it counts on both sides.",
        mutants=(sum_by(lambda weighting, tolerance: 1 - weighting.sum() <= tolerance),),
    ),
    Mistake(
        "turns a share of 0 away",
        "You turn a share of exactly 0 away. It is allowed: the slot is not read at all.",
        "the comparison with 0: `>= 0` and not `> 0`.",
        mutants=(
            shares_by(lambda weighting: (weighting > 0).all()),
            shares_by(lambda weighting: ((weighting > 0) & (weighting <= 1)).all()),
            shares_by(lambda weighting: weighting.all()),
        ),
    ),
    Mistake(
        "turns shares of 0 and 1 away",
        "You turn shares of exactly 0 and of exactly 1 away. Both are allowed: nothing of a slot, and all of it.",
        "the comparisons: `>= 0` and not `> 0`, `<= 1` and not `< 1`.",
        mutants=(shares_by(lambda weighting: ((weighting > 0) & (weighting < 1)).all()),),
    ),
    Mistake(
        "turns a share of 1 away",
        "You turn a share of exactly 1 away. It is allowed: all of the attention is on one slot.",
        "the comparison with 1: `<= 1` and not `< 1`.",
        mutants=(shares_by(lambda weighting: ((weighting >= 0) & (weighting < 1)).all()),),
    ),
    Mistake(
        "turns a single slot away",
        "You turn an array of one number away. A memory of one slot has a weighting too: all of it there.",
        "what you ask of the length: one number is enough.",
        mutants=(
            shares_by(lambda weighting: len(weighting) > 1 and fair(weighting)),
            shares_by(lambda weighting: len(weighting) > 1 and not (weighting < 0).any()),
        ),
    ),
    Mistake(
        "turns spread shares away",
        "You turn shares away that are spread over several slots, although none is below 0 and they sum to 1.",
        "what has to be close to 1: the *sum*, with every share in it; not the largest, nor the length of the vector.",
        mutants=(
            lambda weighting, tolerance=1e-6: fair(weighting) and bool(abs(weighting.max(initial=0) - 1) <= tolerance),
            lambda weighting, tolerance=1e-6: fair(weighting) and bool(abs(np.linalg.norm(weighting) - 1) <= tolerance),
            shares_by(lambda weighting: ((weighting == 0) | (weighting == 1)).all()),
        ),
    ),
    Mistake(
        "one good share is enough",
        "You are content when the first or the last number is fit to be a share. All of them have to be.",
        "your loop: does it say True before it has seen every number?",
        mutants=(
            shares_by(lambda weighting: weighting.size > 0 and weighting[0] >= 0),
            shares_by(lambda weighting: weighting.size > 0 and weighting[-1] >= 0),
        ),
    ),
    Mistake(
        "sums absolute values",
        "You take the sum of the absolute values, and so a negative number passes for a positive one.",
        "`abs`: it belongs around the difference of the sum from 1, not around the numbers.",
        mutants=(
            lambda weighting, tolerance=1e-6: bool(abs(abs(weighting).sum() - 1) <= tolerance),
            lambda weighting, tolerance=1e-6: shares_by(fair)(abs(weighting), tolerance),
        ),
    ),
    Mistake(
        "accepts nan",
        'You accept an array that holds nan, "not a number". Every comparison with nan is False, so a test that looks '
        "for what is wrong does not find it.",
        "how you ask: test for what is *right* (`>= 0`, `<= tolerance`), and nan fails it by itself.",
        mutants=(
            lambda weighting, tolerance=1e-6: not ((weighting < 0).any() or abs(weighting.sum() - 1) > tolerance),
            lambda weighting, tolerance=1e-6: (
                not ((weighting < 0).any() or (weighting > 1).any() or abs(weighting.sum() - 1) > tolerance)
            ),
            lambda weighting, tolerance=1e-6: not (weighting < 0).any() and close(np.nan_to_num(weighting), tolerance),
            lambda weighting, tolerance=1e-6: (
                not (weighting < 0).any() and bool(abs(np.nansum(weighting) - 1) <= tolerance)
            ),
        ),
    ),
    Mistake(
        "the answer turned round",
        "You say False to every weighting and True to everything else: your answer is turned round.",
        "a `not`, or a comparison that points the other way.",
        mutants=(lambda weighting, tolerance=1e-6: not shares_by(fair)(weighting, tolerance),),
    ),
)
