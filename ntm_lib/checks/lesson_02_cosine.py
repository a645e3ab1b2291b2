"""Known mistakes of 2.1, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import EPSILON, cosine_similarity
from ntm_lib.checks.exercise import Mistake

_lengths = np.linalg.norm


def _cosine(divisor: Callable[[Any, Any], Any]) -> Callable[[ndarray, ndarray], ndarray]:
    """The dot products, divided by something else than they should be."""
    return lambda memory, key: memory @ key / divisor(_lengths(memory, axis=1), _lengths(key))


def _with_epsilon(epsilon: float) -> Callable[[ndarray, ndarray], ndarray]:
    return _cosine(lambda slots, key: slots * key + epsilon)


def _columns(memory: ndarray, key: ndarray) -> ndarray:
    return _lengths(memory, axis=0) * _lengths(key) + EPSILON


def _unsummed(divisor: Callable[[Any, Any], Any]) -> Callable[[ndarray, ndarray], ndarray]:
    """The products, divided by something and never added up."""
    return lambda memory, key: memory * key / divisor(memory, _lengths(key))


def _kept(memory: ndarray) -> ndarray:
    return _lengths(memory, axis=1, keepdims=True)


COSINE_SIMILARITY = (
    Mistake(
        "a large epsilon",
        "What you add to the divisor is so large that it changes the result.",
        "the number that you add: 1e-8, that is 0.00000001.",
        mutants=tuple(_with_epsilon(size) for size in (0.1, 0.01, 1e-3, 1.0, 1e8)),
    ),
    Mistake(
        "dot product without norms",
        "You return the dot products alone. They grow with the length of a slot and of the key, so a long slot wins "
        "over a similar one.",
        "the divisor of Eq. 6: the length of the slot times the length of the key.",
        mutants=(lambda memory, key: memory @ key,),
    ),
    Mistake(
        "the products are not added up",
        "You multiply memory and key with `*`, number by number, and never add the products of a slot up. One number a "
        "slot is due.",
        "the dividend of Eq. 6: `memory @ key` multiplies and sums, which gives one dot product a slot.",
        mutants=(
            lambda memory, key: memory * key,
            _unsummed(lambda memory, key: _lengths(memory, axis=1) * key + EPSILON),
            _unsummed(lambda memory, key: _lengths(memory, axis=1) * key),
            _unsummed(lambda memory, key: _kept(memory) * key + EPSILON),
            _unsummed(lambda memory, key: _kept(memory) * key),
            _unsummed(lambda memory, key: _lengths(memory) * key + EPSILON),
            _unsummed(lambda memory, key: _lengths(memory) * key),
        ),
    ),
    Mistake(
        "0/0 for a blank slot",
        "A slot, or a key, of zeros has length 0, and you divide by it: 0/0 is nan, and one nan spoils every share "
        "of the weighting.",
        "where the 1e-8 goes: inside the divisor, added to the product of the two lengths.",
        mutants=(_cosine(lambda slots, key: slots * key),),
    ),
    Mistake(
        "epsilon added to the key",
        "You add the 1e-8 to the key or to its length alone. A blank slot still has length 0, and 0 times anything is "
        "0: the division stays 0/0 there.",
        "the order: multiply the two lengths first, then add 1e-8 to the product.",
        mutants=(
            _cosine(lambda slots, key: slots * (key + EPSILON)),
            lambda memory, key: memory @ key / (_lengths(memory, axis=1) * _lengths(key + EPSILON)),
            lambda memory, key: memory @ (key + EPSILON) / (_lengths(memory, axis=1) * _lengths(key + EPSILON)),
        ),
    ),
    Mistake(
        "epsilon added to the slots only",
        "You add the 1e-8 to the lengths of the slots alone. A key of zeros still makes the divisor 0.",
        "the order: multiply the two lengths first, then add 1e-8 to the product.",
        mutants=(_cosine(lambda slots, key: (slots + EPSILON) * key),),
    ),
    Mistake(
        "wrong axis",
        "You work along the wrong axis: down the columns, across all slots, where each row (slot) has to "
        "stay by itself. "
        "With as many slots as numbers in a slot this even runs.",
        "`axis=`: a slot is a row, so its length is taken with axis=1, and one number a slot is left.",
        mutants=(
            lambda memory, key: memory @ key / _columns(memory, key),
            lambda memory, key: memory.T @ key / _columns(memory, key),
            lambda memory, key: memory.T @ key / (_lengths(memory, axis=1) * _lengths(key) + EPSILON),
            lambda memory, key: (memory * key).sum(axis=0) / _columns(memory, key),
            lambda memory, key: (memory * key).sum(axis=0) / (_lengths(memory, axis=1) * _lengths(key) + EPSILON),
            lambda memory, key: (memory * key).sum(axis=0) / (_lengths(memory) * _lengths(key) + EPSILON),
            lambda memory, key: memory @ key / (_lengths(memory, axis=0) * _lengths(key)),
        ),
    ),
    Mistake(
        "missing brackets",
        "Python divides by the slots' lengths and then multiplies by the key's length: a / b * c is (a / b) * c.",
        "the divisor: put brackets around the whole of it, the product and the 1e-8.",
        mutants=(
            _cosine(lambda slots, key: slots / key),
            _cosine(lambda slots, key: (slots + EPSILON) / key),
            lambda memory, key: memory @ key / _lengths(memory, axis=1) * _lengths(key) + EPSILON,
        ),
    ),
    Mistake(
        "the key's length is missing",
        "You divide by the length of each slot, not by the key's: a key twice as long looks twice as similar.",
        "the divisor of Eq. 6: two lengths, multiplied.",
        mutants=(_cosine(lambda slots, key: slots + EPSILON), _cosine(lambda slots, key: slots)),
    ),
    Mistake(
        "the slots' lengths are missing",
        "You divide by the length of the key, not by that of each slot: a long slot wins over a similar one.",
        "the divisor of Eq. 6: two lengths, multiplied.",
        mutants=(_cosine(lambda slots, key: key + EPSILON), _cosine(lambda slots, key: key)),
    ),
    Mistake(
        "one length for the whole memory",
        "You take the length of the memory as a whole, one number, where each slot has a length of its own.",
        "`np.linalg.norm(memory, axis=1)`: without an axis it squares and adds every number there is.",
        mutants=(lambda memory, key: memory @ key / (_lengths(memory) * _lengths(key) + EPSILON),),
    ),
    Mistake(
        "squared lengths",
        "You divide by squared lengths: the square root is missing.",
        "how a length is made: square, add up, then take the root.",
        mutants=(
            _cosine(lambda slots, key: slots**2 * key**2 + EPSILON),
            _cosine(lambda slots, key: slots**2 * key**2),
        ),
    ),
    Mistake(
        "lengths added",
        "You divide by the sum of the two lengths. Eq. 6 multiplies them.",
        "the divisor: `*` between the lengths, and a + only before the 1e-8.",
        mutants=(_cosine(lambda slots, key: slots + key + EPSILON), _cosine(lambda slots, key: slots + key)),
    ),
    Mistake(
        "lengths without squares",
        "Your lengths are sums of absolute numbers. The length of a vector is the root of the sum of its squares.",
        "how a length is made: square, add up, then take the root; `np.linalg.norm` does it.",
        mutants=(lambda memory, key: memory @ key / (abs(memory).sum(axis=1) * abs(key).sum() + EPSILON),),
    ),
    Mistake(
        "the sign is lost",
        "You return absolute values. A slot that points the opposite way is -1, the least similar of all.",
        "anything that removes a sign, such as `abs` or a square.",
        mutants=(lambda memory, key: abs(cosine_similarity(memory, key)),),
    ),
    Mistake(
        "a distance",
        "You return a distance, small for slots that are alike. A similarity is large for them.",
        "the last step: nothing is to be taken from 1.",
        mutants=(lambda memory, key: 1 - cosine_similarity(memory, key),),
    ),
)
