"""Known mistakes of 4.1 that are about how much goes: share times strength, taken from 1, of the number's own slot."""

from __future__ import annotations

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import erase
from ntm_lib.checks.exercise import Mistake
from ntm_lib.checks.lesson_04_slips import HALF, all_or_nothing


def _left(memory: ndarray, goes: ndarray) -> ndarray:
    """What is left of a memory when this part of it goes."""
    return memory * (1 - goes)


def _by_every_share(memory: ndarray, weighting: ndarray, vector: ndarray) -> ndarray:
    for share in weighting:
        memory = _left(memory, share * vector)
    return memory


HOW_MUCH = (
    Mistake(
        "1 minus each by itself",
        "You take 1 minus the weighting, or 1 minus the erase vector, or each by itself, before you multiply. A slot "
        "with a share of 0 then fades as well, and so does a column that is not to be erased.",
        "where the 1 stands in Eq. 3: multiply share and strength first, then take the product from 1.",
        mutants=(
            lambda memory, weighting, vector: memory * np.outer(1 - weighting, 1 - vector),
            lambda memory, weighting, vector: memory * np.outer(weighting, 1 - vector),
            lambda memory, weighting, vector: memory * np.outer(1 - weighting, vector),
        ),
    ),
    Mistake(
        "cuts off below 0",
        "You set numbers below 0 to 0. A memory holds numbers of both signs, and an erase brings each closer to 0.",
        "`max`, `np.maximum` and `np.clip`: none is needed.",
        mutants=(
            lambda memory, weighting, vector: np.maximum(erase(memory, weighting, vector), 0),
            lambda memory, weighting, vector: np.clip(erase(memory, weighting, vector), 0, 1),
        ),
    ),
    Mistake(
        "keep and erase changed round",
        "You take share or strength from 1 once too often: what is to go stays, or the head erases where it is not.",
        "how often `1 -` stands in your answer: once, in front of the outer product.",
        mutants=(
            lambda memory, weighting, vector: _left(memory, np.outer(weighting, 1 - vector)),
            lambda memory, weighting, vector: _left(memory, np.outer(1 - weighting, vector)),
        ),
    ),
    Mistake(
        "share plus strength",
        "You add share and strength, where Eq. 3 multiplies them.",
        "the product: `np.outer(weighting, erase_vector)`.",
        mutants=(lambda memory, weighting, vector: _left(memory, weighting[:, None] + vector),),
    ),
    Mistake(
        "all or nothing",
        "You erase fully or not at all, where share and strength say how much. A share of one quarter takes one "
        "quarter, and so does a strength of one quarter.",
        "comparisons, such as `> 0`, and rounding: shares and strengths are multiplied in as they are.",
        mutants=(
            lambda memory, weighting, vector: memory * (1 - np.outer(weighting, all_or_nothing(vector))),
            lambda memory, weighting, vector: memory * (1 - np.outer(all_or_nothing(weighting), vector)),
            lambda memory, weighting, vector: (
                memory * (1 - np.outer(all_or_nothing(weighting), all_or_nothing(vector)))
            ),
            lambda memory, weighting, vector: _left(memory, np.outer(np.round(weighting), vector)),
            lambda memory, weighting, vector: _left(memory, np.outer(weighting >= HALF, vector)),
            lambda memory, weighting, vector: _left(memory, np.outer(weighting, vector) > HALF),
            lambda memory, weighting, vector: _left(memory, np.outer(weighting, vector) >= HALF),
        ),
    ),
    Mistake(
        "shares scaled up",
        "You scale the shares up, so that the largest counts as 1. More goes than the weighting says.",
        "divisions by `max`: shares are multiplied in as they are.",
        mutants=(lambda memory, weighting, vector: erase(memory, weighting / weighting.max(), vector),),
    ),
    Mistake(
        "drops the signs",
        "Numbers below 0 come out above it. A memory holds both signs, and an erase brings each number closer to 0.",
        "any `abs`: none is needed.",
        mutants=(lambda memory, weighting, vector: np.abs(erase(memory, weighting, vector)),),
    ),
    Mistake(
        "fades twice",
        "What the weighting points at fades twice: each number keeps the square of what it should keep.",
        "how often the memory is multiplied: once, by 1 minus the outer product.",
        mutants=(lambda memory, weighting, vector: erase(erase(memory, weighting, vector), weighting, vector),),
    ),
    Mistake(
        "every share on every slot",
        "You fade the whole memory once for each share. Slot i fades by its own share alone.",
        "your loop: `memory[i]`, one row at a time, and not the whole memory.",
        mutants=(_by_every_share,),
    ),
)
