"""Known mistakes of 3.1, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import interpolate, softmax
from ntm_lib.checks.exercise import Mistake


def _shares(values: ndarray) -> ndarray:
    return values / values.sum()


def _where(first: int, last: int | None, right: ndarray, otherwise: ndarray | None = None) -> ndarray:
    """The right shares from slot `first` up to `last`, and something else in the other slots."""
    shares = np.zeros_like(right) if otherwise is None else otherwise.astype(right.dtype)
    shares[first:last] = right[first:last]
    return shares


INTERPOLATE = (
    Mistake(
        "gate swapped",
        "Your gate works the wrong way round: at gate 1 the head stays where it was, and at gate 0 it follows content.",
        "which weighting the gate multiplies: `content`. The previous one gets what is left, 1 - gate.",
        mutants=(lambda content, previous, gate: interpolate(previous, content, gate),),
    ),
    Mistake(
        "gate on one side only",
        "The gate holds back one of the two weightings, and the other one goes through whole. Together they "
        "should use up 1, no more.",
        "the two factors: `gate` for content, `1 - gate` for the previous weighting. They sum to 1.",
        mutants=(
            lambda content, previous, gate: gate * content + previous,
            lambda content, previous, gate: content + (1 - gate) * previous,
            lambda content, previous, gate: content + gate * previous,
            lambda content, previous, gate: (1 - gate) * content + previous,
            lambda content, previous, gate: _shares(gate * content + previous),
            lambda content, previous, gate: _shares(content + (1 - gate) * previous),
        ),
    ),
    Mistake(
        "only the content",
        "You use only one of the two, the content: the previous weighting is not in what you return.",
        "the sum of Eq. 7: it has two terms, and the second is `(1 - gate) * previous`.",
        mutants=(
            lambda content, previous, gate: gate * content,
            lambda content, previous, gate: (1 - gate) * content,
            lambda content, previous, gate: content.copy(),
        ),
    ),
    Mistake(
        "only the previous weighting",
        "You use only one of the two, the previous weighting: what content found is not in what you return.",
        "the sum of Eq. 7: it has two terms, and the first is `gate * content`.",
        mutants=(
            lambda content, previous, gate: (1 - gate) * previous,
            lambda content, previous, gate: gate * previous,
            lambda content, previous, gate: previous.copy(),
        ),
    ),
    Mistake(
        "not summing to 1",
        "You add the two weightings as they are: the result is the same at every gate, and sums to 2. Shares have to "
        "sum to 1, and the gate says whose they are.",
        "the two factors: `gate` for content, `1 - gate` for the previous weighting.",
        mutants=(lambda content, previous, gate: content + previous,),
    ),
    Mistake(
        "a bracket too wide",
        "The gate multiplies the previous weighting as well, so that the result does not sum to 1.",
        "the brackets: `gate` belongs to `content` alone.",
        mutants=(
            lambda content, previous, gate: gate * (content + (1 - gate) * previous),
            lambda content, previous, gate: (gate * content + 1 - gate) * previous,
        ),
    ),
    Mistake(
        "both by the same factor",
        "Both weightings are multiplied by the same factor, so that the result does not sum to 1.",
        "the second factor: the previous weighting gets `1 - gate`, which is what content leaves over.",
        mutants=(
            lambda content, previous, gate: gate * (content + previous),
            lambda content, previous, gate: (1 - gate) * (content + previous),
        ),
    ),
    Mistake(
        "ignores the gate",
        "Your answer ignores the gate: it is the same at every gate. The gate should say how much of each weighting "
        "goes through.",
        "whether `gate` is used at all, and whether a division afterwards takes it out again.",
        mutants=(
            lambda content, previous, gate: (content + previous) / 2,
            lambda content, previous, gate: _shares(gate * (content + previous)),
        ),
    ),
    Mistake(
        "a switch",
        "Your gate is a switch: it lets through one weighting or the other, whole. It should blend them, so that a "
        "small change of the gate makes a small change of the result.",
        "any `if`, `round` or comparison: Eq. 7 has none.",
        mutants=(
            lambda content, previous, gate: content.copy() if gate > 0.5 else previous.copy(),
            lambda content, previous, gate: content.copy() if gate > 0 else previous.copy(),
            lambda content, previous, gate: content.copy() if gate == 1 else previous.copy(),
            lambda content, previous, gate: interpolate(content, previous, int(gate)),
        ),
    ),
    Mistake(
        "a bracket is missing",
        "You take `gate * previous` off a bare 1: without brackets, `1 - gate * previous` is not "
        "`(1 - gate) * previous`.",
        "the brackets around `1 - gate`.",
        mutants=(
            lambda content, previous, gate: gate * content + 1 - gate * previous,
            lambda content, previous, gate: 1 - gate * content + gate * previous,
        ),
    ),
    Mistake(
        "1 less the shares",
        "You take the shares of a weighting off 1, where the gate is to be taken off 1.",
        "the second factor: `1 - gate`, one number for all slots.",
        mutants=(
            lambda content, previous, gate: gate * content + (1 - content) * previous,
            lambda content, previous, gate: gate * content + (1 - gate * content) * previous,
        ),
    ),
    Mistake(
        "the wrong sign",
        "The two parts are taken from each other, so that some shares are below 0. Each share is a sum.",
        "the sign between the two products: it is a plus.",
        mutants=(
            lambda content, previous, gate: gate * content - (1 - gate) * previous,
            lambda content, previous, gate: (1 - gate) * previous - gate * content,
        ),
    ),
    Mistake(
        "multiplies the two weightings",
        "You multiply the two weightings with each other: a slot that one of them leaves out then gets nothing. "
        "Eq. 7 adds them.",
        "the sign between the two: a plus, after each has been multiplied by its factor.",
        mutants=(
            lambda content, previous, gate: gate * content * (1 - gate) * previous,
            lambda content, previous, gate: content**gate * previous ** (1 - gate),
            lambda content, previous, gate: _shares(content**gate * previous ** (1 - gate)),
            lambda content, previous, gate: gate * content * previous,
        ),
    ),
    Mistake(
        "the larger of the two",
        "Each slot gets the larger of its two parts. It should get both, added up.",
        "any `max` or `maximum`: Eq. 7 adds.",
        mutants=(lambda content, previous, gate: np.maximum(gate * content, (1 - gate) * previous),),
    ),
    Mistake(
        "the two side by side",
        "You put the two weightings side by side. The head has one weighting, of shape (slots,).",
        "how the two are joined: added number by number, with `+` between arrays (lists would be laid end to end).",
        mutants=(
            lambda content, previous, gate: np.concatenate([gate * content, (1 - gate) * previous]),
            lambda content, previous, gate: np.array([gate * content, (1 - gate) * previous]),
        ),
    ),
    Mistake(
        "only some of the slots",
        "Some slots get what is due, and the others are left as they were, or at 0.",
        "the loop: it goes through all slots, and `return` stands after it. Between arrays no loop is needed.",
        mutants=(
            lambda content, previous, gate: _where(0, 1, interpolate(content, previous, gate)),
            lambda content, previous, gate: _where(0, -1, interpolate(content, previous, gate)),
            lambda content, previous, gate: _where(0, -1, interpolate(content, previous, gate), previous),
            lambda content, previous, gate: _where(0, -1, interpolate(content, previous, gate), content),
            lambda content, previous, gate: _where(1, None, interpolate(content, previous, gate)),
        ),
    ),
    Mistake(
        "squashes the gate",
        "You put the gate through a sigmoid. It is a number from 0 to 1 already; squashed once more it never comes "
        "near 0 or 1.",
        "any `np.exp` before the blend: `gate` is used as it is.",
        mutants=(lambda content, previous, gate: interpolate(content, previous, 1 / (1 + np.exp(-gate))),),
    ),
    Mistake(
        "a softmax at the end",
        "You put the blend through a softmax. A blend of shares is made of shares already, and sums to 1; a softmax "
        "makes them more alike, and gives something to slots that should have nothing.",
        "any `np.exp` after the blend: nothing is left to do.",
        mutants=(lambda content, previous, gate: softmax(interpolate(content, previous, gate)),),
    ),
    Mistake(
        "the gate twice",
        "The gate works twice on one of the two: what content found is multiplied by its square.",
        "how often you multiply by `gate`: once.",
        mutants=(
            lambda content, previous, gate: gate * gate * content + (1 - gate) * previous,
            lambda content, previous, gate: interpolate(content, previous, gate**2),
            lambda content, previous, gate: interpolate(interpolate(content, previous, gate), previous, gate),
        ),
    ),
)
