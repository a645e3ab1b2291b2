"""Known mistakes of 2.2, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import softmax
from ntm_lib.checks.exercise import Mistake
from ntm_lib.checks.lesson_02_rows import ROWS


def _shares(exponentials: ndarray) -> ndarray:
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def _largest(values: ndarray) -> ndarray:
    return values.max(axis=-1, keepdims=True)


SOFTMAX = (
    Mistake(
        "overflows",
        "You exponentiate the values as they are. `np.exp(1000)` is too large for any float, so it becomes inf, and "
        "inf / inf is nan; for very negative values everything becomes 0, and 0 / 0 is nan as well.",
        "what goes into `np.exp`: take each row's largest value off first. That changes no share.",
        mutants=(lambda values: _shares(np.exp(values)),),
    ),
    Mistake(
        "subtracts the mean",
        "You take the mean off. That changes no share, but a value far above the mean still overflows.",
        "what you take off: only the largest value makes sure that nothing above 0 goes into `np.exp`.",
        mutants=(
            lambda values: _shares(np.exp(values - values.mean(axis=-1, keepdims=True))),
            lambda values: _shares(np.exp(values - values.mean())),
        ),
    ),
    Mistake(
        "subtracts the largest absolute value",
        "You take off the largest *absolute* value. When all values of a row are far below 0, every exponential "
        "becomes 0, and 0 / 0 is nan.",
        "what you take off: the largest value as it is, without `abs`. Then the largest exponential is 1, never 0.",
        mutants=(
            lambda values: _shares(np.exp(values - _largest(abs(values)))),
            lambda values: _shares(np.exp(values - abs(values).max())),
            lambda values: _shares(np.exp(values - abs(_largest(values)))),
        ),
    ),
    Mistake(
        "the maximum above the bar only",
        "You take the largest value off in the exponentials above the bar, but not in the sum below it. That divides "
        "every share by the exponential of the largest value.",
        "the sum below the bar: it has to be made of the very exponentials that stand above it.",
        mutants=(
            lambda values: np.exp(values - _largest(values)) / np.exp(values).sum(axis=-1, keepdims=True),
            lambda values: np.exp(values - values.max()) / np.exp(values).sum(axis=-1, keepdims=True),
            lambda values: np.exp(values - _largest(values)) / np.exp(values).sum(),
            lambda values: np.exp(values - values.max()) / np.exp(values).sum(),
        ),
    ),
    Mistake(
        "the maximum below the bar only",
        "You take the largest value off in the sum below the bar, but not in the exponentials above it. That "
        "multiplies every share by the exponential of the largest value.",
        "the exponentials above the bar: they have to be the very ones that are summed below it.",
        mutants=(
            lambda values: np.exp(values) / np.exp(values - _largest(values)).sum(axis=-1, keepdims=True),
            lambda values: np.exp(values) / np.exp(values - values.max()).sum(axis=-1, keepdims=True),
            lambda values: np.exp(values) / np.exp(values - _largest(values)).sum(),
            lambda values: np.exp(values) / np.exp(values - values.max()).sum(),
        ),
    ),
    Mistake(
        "wrong axis",
        "You make shares down the columns (the first axis), so that each column sums to 1. Each row has to.",
        "`axis=`: -1 is the last axis, whatever the shape. Python's own `sum` and `max` go along the first.",
        mutants=(
            lambda values: np.exp(values - values.max(axis=0)) / np.exp(values - values.max(axis=0)).sum(axis=0),
            lambda values: (lambda e: e / e.sum(axis=0))(np.exp(values - values.max(axis=-1, keepdims=True))),
            lambda values: (lambda e: e / e.sum(axis=0))(np.exp(values - values.max())),
            lambda values: np.exp(values) / np.exp(values).sum(axis=0),
        ),
    ),
    Mistake(
        "one sum for everything",
        "You divide by the sum of all exponentials, so that all rows together sum to 1. Each row has to by itself.",
        "the sum you divide by: `axis=-1, keepdims=True` gives one a row.",
        mutants=(
            lambda values: (lambda e: e / e.sum())(np.exp(values - values.max())),
            lambda values: (lambda e: e / e.sum())(np.exp(values - values.max(axis=-1, keepdims=True))),
            lambda values: np.exp(values) / np.exp(values).sum(),
        ),
    ),
    Mistake(
        "the maximum of the whole array",
        "You take the largest value of the whole array off every row. A row far below it becomes all zeros, and 0 / 0 "
        "is nan.",
        "the maximum: each row needs its own, `axis=-1, keepdims=True`.",
        mutants=(lambda values: _shares(np.exp(values - values.max())),),
    ),
    Mistake(
        "the maximum of each column",
        "You take the largest value of each column off. Within a row each value then loses something else, "
        "and that does "
        "change the shares.",
        "the maximum: one a row, `axis=-1, keepdims=True`.",
        mutants=(lambda values: _shares(np.exp(values - values.max(axis=0))),),
    ),
    Mistake(
        "rows do not line up",
        "For several rows, a maximum or a sum that has lost its axis is laid across the columns: row 0's number meets "
        "column 0.",
        "`keepdims=True` in both `max` and `sum`: it leaves the axis there, with size 1.",
        mutants=(
            lambda values: (lambda e: e / e.sum(axis=-1))(np.exp(values - values.max(axis=-1))),
            lambda values: (lambda e: e / e.sum(axis=-1))(np.exp(values - values.max(axis=-1, keepdims=True))),
            lambda values: _shares(np.exp(values - values.max(axis=-1))),
            lambda values: (lambda e: e / e.sum(axis=-1))(np.exp(values - values.max())),
            lambda values: (lambda e: e / e.sum(axis=-1))(np.exp(values)),
        ),
    ),
    Mistake(
        "does not sum to 1",
        "You return the exponentials as they are, or divided by the largest of them. They are positive, but they do "
        "not sum to 1 yet.",
        "the last step: divide by each row's sum (`sum`, not `max`).",
        mutants=(
            lambda values: (lambda e: e / _largest(e))(np.exp(values)),
            lambda values: np.exp(values) / np.exp(values).max(),
            lambda values: np.exp(values - values.max(axis=-1, keepdims=True)),
            lambda values: np.exp(values - values.max()),
            lambda values: np.exp(values),
        ),
    ),
    Mistake(
        "no exponential",
        "You divide the values by their sum. Values below 0 then give shares below 0, and a sum of 0 gives nan.",
        "the first step: `np.exp` makes every value positive.",
        mutants=(
            lambda values: values / values.sum(axis=-1, keepdims=True),
            lambda values: _shares(values - values.max(axis=-1, keepdims=True)),
        ),
    ),
    Mistake(
        "upside down",
        "Your largest share goes to the smallest value: a sign is turned round.",
        "what goes into `np.exp`: the values less the largest, not the largest less the values.",
        mutants=(
            lambda values: softmax(-values),
            lambda values: _shares(np.exp(values.max(-1, keepdims=True) - values)),
        ),
    ),
    Mistake(
        "subtracts the minimum",
        "You take the smallest value off. What is far above it still overflows.",
        "what you take off: with the largest, nothing above 0 goes into `np.exp`.",
        mutants=(
            lambda values: _shares(np.exp(values - values.min(axis=-1, keepdims=True))),
            lambda values: _shares(np.exp(values - values.min())),
        ),
    ),
    Mistake(
        "divides by the maximum",
        "You divide by the largest value. That changes how far apart values are, and with it the shares.",
        "how you tame large values: subtract the largest, do not divide by it.",
        mutants=(
            lambda values: _shares(np.exp(values / values.max(axis=-1, keepdims=True))),
            lambda values: _shares(np.exp(values / values.max())),
        ),
    ),
    Mistake(
        "each value by itself",
        "You squash each value by itself (a sigmoid), so that the values of a row know nothing of each other and do "
        "not sum to 1.",
        "the formula: every exponential is divided by the sum of the row's exponentials.",
        mutants=(lambda values: 1 / (1 + np.exp(-values)),),
    ),
    Mistake(
        "the largest alone",
        "You give 1 to the largest value and 0 to the others. Shares are soft: exponentials divided by their sum.",
        "any `argmax` or comparison with the maximum.",
        mutants=(
            lambda values: (values == values.max(axis=-1, keepdims=True)) * 1.0,
            lambda values: np.eye(values.shape[-1])[values.argmax(axis=-1)],
        ),
    ),
    Mistake(
        "another base",
        "Your shares have the right order, but they are powers of 2 (or 10) where powers of e are due.",
        "`np.exp`.",
        mutants=(
            lambda values: _shares(2.0 ** (values - values.max(axis=-1, keepdims=True))),
            lambda values: _shares(10.0 ** (values - values.max(axis=-1, keepdims=True))),
        ),
    ),
    Mistake(
        "hides the overflow",
        "You cover up what the overflow leaves behind (nan, inf), or cut values off: the shares of large values are "
        "lost all the same.",
        "what goes into `np.exp`: take each row's largest value off first, and nothing overflows.",
        mutants=(
            lambda values: np.nan_to_num(_shares(np.exp(values))),
            lambda values: _shares(np.exp(np.clip(values, -700, 700))),
            lambda values: _shares(np.exp(np.clip(values, -500, 500))),
            lambda values: _shares(np.exp(np.clip(values, -100, 100))),
            lambda values: _shares(np.exp(np.minimum(values, 700))),
        ),
    ),
    Mistake(
        "logarithms of the shares",
        "You return the logarithms of the shares: negative numbers. The shares themselves are due.",
        "the last step: no logarithm.",
        mutants=(
            lambda values: np.log(softmax(values)),
            lambda values: (lambda v: v - np.log(np.exp(v).sum(-1, keepdims=True)))(
                values - values.max(-1, keepdims=True)
            ),
        ),
    ),
    *ROWS,
)
