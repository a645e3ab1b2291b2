"""Known mistakes of 3.3, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import sharpen, softmax
from ntm_lib.checks.exercise import Facts, Mistake
from ntm_lib.checks.facts import array_of

EMPTY = 1e-9  # a share below this is as good as 0
Sharpen = Callable[[ndarray, float], ndarray]


def _shares(values: ndarray) -> ndarray:
    return values / values.sum()


def _safe(weighting: ndarray, sharpening: float) -> ndarray:
    """Powers that do not underflow, and are no shares yet."""
    powers: ndarray = (weighting / weighting.max()) ** sharpening
    return powers


def _with_epsilon(epsilon: float) -> Sharpen:
    def sharpened(weighting: ndarray, sharpening: float) -> ndarray:
        powers = weighting**sharpening
        return powers / (powers.sum() + epsilon)

    return sharpened


def _in_logs(epsilon: float) -> Sharpen:
    return lambda weighting, sharpening: softmax(sharpening * np.log(weighting + epsilon))


def _raised_up(epsilon: float) -> Sharpen:
    return lambda weighting, sharpening: _shares((weighting + epsilon) ** sharpening)


def _floored(floor: float, divide: bool) -> Sharpen:
    return lambda w, sharpening: _shares(np.maximum(w / w.max() if divide else w, floor) ** sharpening)


def _fills_zeros(got: list[Facts], due: list[Facts]) -> bool:
    """Nearly right everywhere, and still shares: but each slot that has to stay empty gets something."""
    pairs = [(array_of(mine["value"]), array_of(right["value"])) for mine, right in zip(got, due, strict=True)]
    together = [(mine, right) for mine, right in pairs if mine is not None and right is not None]
    near = [
        mine.shape == right.shape and np.allclose(mine, right, rtol=0, atol=2e-3) and abs(mine.sum() - 1) < 1e-5
        for mine, right in together
    ]
    mine, right = together[0]
    return len(together) == len(pairs) and all(near) and bool((mine[right < EMPTY] > EMPTY).all())


def _one_by_one(powers: ndarray) -> ndarray:
    """Each number divided by the sum as it is by then."""
    shares = powers.copy()
    for slot in range(len(shares)):
        shares[slot] = shares[slot] / shares.sum()
    return shares


def _or(otherwise: ndarray, powers: ndarray) -> ndarray:
    """Shares of the powers, or something else where they sum to 0."""
    return _shares(powers) if powers.sum() > 0 else otherwise


SHARPEN = (
    Mistake(
        "not renormalised",
        "What you return are the bare powers of the shares. They do not sum to 1 but to less, so that a read would "
        "come out too small.",
        "the last step: divide by the sum of the *powers*. (The sum of the shares is 1, and so is any power of it: "
        "dividing by that does nothing.)",
        mutants=(lambda weighting, sharpening: weighting**sharpening,),
    ),
    Mistake(
        "not divided by the sum of the powers",
        "What you return does not sum to 1: the powers are divided by something other than the sum of all of them "
        "(the largest, the mean, their number or length, the sum of something else, each by itself), or by nothing "
        "more after the largest share.",
        "the last step: divide all powers by their own sum, worked out once before you divide.",
        mutants=(
            lambda weighting, sharpening: weighting**sharpening / (weighting**sharpening).max(),
            lambda weighting, sharpening: _safe(weighting, sharpening),
            lambda weighting, sharpening: _safe(weighting, sharpening) / _safe(weighting, sharpening).mean(),
            lambda weighting, sharpening: _safe(weighting, sharpening) / len(weighting),
            lambda weighting, sharpening: weighting**sharpening / len(weighting),
            lambda weighting, sharpening: (lambda p: p / np.linalg.norm(p))(weighting**sharpening),
            lambda weighting, sharpening: (lambda p: p / np.linalg.norm(p))(_safe(weighting, sharpening)),
            lambda weighting, sharpening: _safe(weighting, sharpening) / _safe(weighting, 1.0).sum(),
            lambda weighting, sharpening: (lambda p: p / p)(_safe(weighting, sharpening)),
            lambda weighting, sharpening: _one_by_one(_safe(weighting, sharpening)),
            lambda weighting, sharpening: _one_by_one(weighting**sharpening),
        ),
    ),
    Mistake(
        "multiplies instead of raising",
        "You multiply the shares by the sharpening, or leave the sharpening out. Multiplying makes all shares larger "
        "alike, and dividing by the sum undoes it: the weighting comes back as it came, as blurred as before.",
        "`**` between the weighting and the sharpening, and not `*`.",
        mutants=(
            lambda weighting, sharpening: weighting * sharpening,
            lambda weighting, sharpening: weighting.copy(),
        ),
    ),
    Mistake(
        "sums to less than 1",
        "You add a tiny number to the divisor, or do not let it fall below one. For a flat weighting of many slots the "
        "powers are tinier still, so that the shares no longer sum to 1: with 128 slots and sharpening 20 each is "
        "below 1e-41.",
        "the divisor: leave it as it is, and divide the weighting by its largest share *before* you raise it. The sum "
        "is then never below 1.",
        mutants=tuple(_with_epsilon(size) for size in (1e-3, 1e-4, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-16, 1e-20)),
    ),
    Mistake(
        "underflows",
        "A small share to a large power is 0 in a computer's numbers: 0.01 to the power of 200 is. When all of them "
        "are, you divide 0 by 0, which is nan.",
        "what you raise: divide the weighting by its largest share first. That changes no share of the result, and the "
        "largest power is then 1.",
        mutants=(
            lambda weighting, sharpening: _shares(weighting**sharpening),
            lambda weighting, sharpening: _shares(np.exp(sharpening * np.log(weighting))),
        ),
    ),
    Mistake(
        "divides by another share than the largest",
        "You divide by the mean or by the smallest share before you raise. What is then far above 1 becomes too large "
        "for any float, and inf / inf is nan; and a smallest share of 0 cannot be divided by.",
        "what you divide by: the largest share. Then nothing above 1 is raised.",
        mutants=(
            lambda weighting, sharpening: _shares((weighting / weighting.mean()) ** sharpening),
            lambda weighting, sharpening: _shares((weighting / weighting.min()) ** sharpening),
        ),
    ),
    Mistake(
        "hides the underflow",
        "When all powers underflow to 0, you cover up what comes of it, or keep the powers or their sum away from 0. "
        "But which slot had the larger share is lost by then, and what you return is not what is due.",
        "what you raise: divide the weighting by its largest share first, and nothing underflows altogether.",
        mutants=(
            lambda weighting, sharpening: np.nan_to_num(_shares(weighting**sharpening)),
            _with_epsilon(1e-300),
            lambda weighting, sharpening: _or(weighting, weighting**sharpening),
            lambda weighting, sharpening: _shares(np.maximum(weighting**sharpening, 1e-300)),
            lambda weighting, sharpening: _shares(weighting**sharpening + 1e-12),
            lambda weighting, sharpening: _or(np.full_like(weighting, 1 / len(weighting)), weighting**sharpening),
        ),
    ),
    Mistake(
        "^ for a power",
        "`^` is no power in Python: it compares bits, and fractions have no bits to compare.",
        "the operator: a power is written `**`.",
        shows=lambda got, due: all("bitwise_xor" in facts["raised"]["words"] for facts in got),
    ),
    Mistake(
        "a root instead of a power",
        "Your sharpening blurs: it makes the shares more alike. You take a root, or divide by the sharpening.",
        "the exponent: the sharpening itself, not 1 over it.",
        mutants=(
            lambda weighting, sharpening: _shares(weighting ** (1 / sharpening)),
            lambda weighting, sharpening: weighting ** (1 / sharpening),
        ),
    ),
    Mistake(
        "base and exponent swapped",
        "You raise the sharpening to the power of the shares. It should be the other way round.",
        "what stands before `**`: the weighting. The sharpening is the exponent.",
        mutants=(
            lambda weighting, sharpening: _shares(sharpening**weighting),
            lambda weighting, sharpening: sharpening**weighting,
        ),
    ),
    Mistake(
        "no logarithm",
        "You exponentiate the shares themselves. A slot with share 0 then gets something, and even a large sharpening "
        "changes little.",
        "what goes into `softmax` or `np.exp`: sharpening times the *logarithm* of each share makes its power. Or use "
        "`**`.",
        mutants=(
            lambda weighting, sharpening: softmax(sharpening * weighting),
            lambda weighting, sharpening: softmax(weighting**sharpening),
            lambda weighting, sharpening: np.exp(sharpening * weighting),
        ),
    ),
    Mistake(
        "the fullest slot alone",
        "You give everything to the slot with the largest share. Sharpening makes a peak stand out more; it does not "
        "choose, and two slots alike stay alike.",
        "any `argmax` or comparison with the maximum.",
        mutants=(
            lambda weighting, sharpening: np.eye(len(weighting), dtype=weighting.dtype)[weighting.argmax()],
            lambda weighting, sharpening: _shares((weighting == weighting.max()).astype(weighting.dtype)),
        ),
    ),
    Mistake(
        "always the same power",
        "You square the shares whatever the sharpening is.",
        "the exponent: `sharpening`, and not a number of your own.",
        mutants=(lambda weighting, sharpening: sharpen(weighting, 2.0), lambda w, _: _shares(w**2)),
    ),
    Mistake(
        "whole powers only",
        "You round the sharpening to a whole number. A power may be anything from 1 upward, such as 1.5.",
        "any `int`, `round` or loop of multiplications: `**` takes a fraction too.",
        mutants=(
            lambda weighting, sharpening: sharpen(weighting, int(sharpening)),
            lambda weighting, sharpening: _shares(weighting ** int(sharpening)),
            lambda weighting, sharpening: sharpen(weighting, round(sharpening)),
            lambda weighting, sharpening: sharpen(weighting, int(np.ceil(sharpening))),
        ),
    ),
    Mistake(
        "a large epsilon",
        "What you add to the shares, or the floor that you put under them (to keep the logarithm of 0 away, say), is "
        "so large that it changes them: a slot with share 0 gets something.",
        "that number: make it as small as 1e-12 or less. Or use `**`, which needs no such number.",
        mutants=(
            *(_in_logs(size) for size in (1.0, 0.1, 0.05, 0.01, 5e-3, 1e-3)),
            *(_raised_up(size) for size in (0.01, 1e-3, 1e-4, 1e-6, 1e-8)),
            lambda weighting, sharpening: _shares((weighting / weighting.max() + 0.01) ** sharpening),
            *(_floored(size, divide) for size in (0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6) for divide in (True, False)),
        ),
        shows=_fills_zeros,
    ),
    Mistake(
        "one power too many",
        "You raise to one power more than the sharpening says, or one less: at sharpening 1 nothing should change.",
        "the exponent: `sharpening`, with nothing added or taken off.",
        mutants=(
            lambda weighting, sharpening: sharpen(weighting, sharpening + 1),
            lambda weighting, sharpening: _shares(weighting ** (sharpening + 1)),
            lambda weighting, sharpening: _shares(_safe(weighting, sharpening - 1)),
        ),
    ),
    Mistake(
        "logarithms of the shares",
        "You return logarithms: negative numbers. The shares themselves are due.",
        "the last step: `np.exp` brings logarithms back, or no logarithm is taken at all.",
        mutants=(lambda weighting, sharpening: sharpening * np.log(weighting),),
    ),
)
