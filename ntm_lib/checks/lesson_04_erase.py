"""Known mistakes of 4.1, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import erase
from ntm_lib.checks.exercise import Facts, Mistake
from ntm_lib.checks.lesson_04_how_much import HOW_MUCH
from ntm_lib.checks.lesson_04_slips import (
    IN_PLACE,
    UNCHANGED,
    WHOLE_NUMBERS,
    all_or_nothing,
    first_alone,
    largest_alone,
    reshaped,
    without_the_first,
    without_the_last,
)


def _by_hand(memory: ndarray, goes: ndarray) -> ndarray:
    """What is left of a memory when this part of it goes."""
    return memory * (1 - goes)


def _fades_by_pairs(memory: ndarray, weighting: ndarray, vector: ndarray) -> ndarray:
    for share, strength in zip(weighting, vector, strict=False):  # a learner's zip ends with the shorter of the two
        memory = memory * (1 - share * strength)
    return memory


def _loop_over_columns(memory: ndarray, weighting: ndarray, vector: ndarray) -> ndarray:
    result = memory.copy()
    for column, share in enumerate(weighting):
        result[:, column] = memory[:, column] * (1 - share * vector)
    return result


def _multiplies_a_function(got: list[Facts], due: list[Facts]) -> bool:
    return all(case["raised"]["type"] == "TypeError" and "'function'" in case["raised"]["words"] for case in got)


ERASE = (
    Mistake(
        "no outer product",
        "You multiply weighting and erase vector number by number. That pairs slot 0 with column 0, slot 1 with "
        "column 1, and has no meaning; it runs only where there are as many slots as columns.",
        "the product: every slot has to meet every column, which `np.outer(weighting, erase_vector)` (or "
        "`weighting[:, None] * erase_vector`) does.",
        mutants=(
            lambda memory, weighting, vector: _by_hand(memory, weighting * vector),
            lambda memory, weighting, vector: _by_hand(memory, (weighting * vector)[:, None]),
        ),
    ),
    Mistake(
        "pairs slots with columns",
        "You go through weighting and erase vector side by side, and fade the whole memory at each step. That pairs "
        "slot 0 with column 0, slot 1 with column 1, and has no meaning: every slot has to meet every column.",
        "what the loop goes through: slots, each with its share, `zip(memory, weighting)`. Or no loop, and `np.outer`.",
        mutants=(_fades_by_pairs,),
    ),
    Mistake(
        "a dot product",
        "You take the dot product of weighting and erase vector, one single number, and fade the whole memory by it.",
        "the product: the dot product adds everything up; `np.outer` keeps one number a slot and column.",
        mutants=(
            lambda memory, weighting, vector: _by_hand(memory, np.dot(weighting, vector)),
            lambda memory, weighting, vector: _by_hand(memory, (weighting * vector).sum()),
        ),
    ),
    Mistake(
        "transposed outer product",
        "What you erase lies on its side, as if weighting and erase vector had changed places. It fits only a memory "
        "with as many slots as columns, and erases the wrong numbers there.",
        "the order of the arguments, in your `def` line as in `np.outer`: weighting, then erase vector.",
        mutants=(lambda memory, weighting, vector: _by_hand(memory, np.outer(vector, weighting)),),
    ),
    Mistake(
        "returns the transpose",
        "The numbers are right, but they lie on their side: you return columns as rows, in the shape of the transpose.",
        "any `.T`: a memory has one slot a row, before and after.",
        mutants=(lambda memory, weighting, vector: erase(memory, weighting, vector).T,),
    ),
    IN_PLACE,
    Mistake(
        "erases in every slot",
        "You erase in every slot alike: the weighting makes no difference, where it should say which slots fade and "
        "how much.",
        "`weighting`: its share multiplies the erase vector, slot by slot (Eq. 3).",
        mutants=(
            lambda memory, weighting, vector: memory * (1 - vector),
            lambda memory, weighting, vector: memory * (1 - all_or_nothing(vector)),
            lambda memory, weighting, vector: memory * (1 - (vector == 1)),
            lambda memory, weighting, vector: _by_hand(
                memory, np.outer(np.full(len(weighting), 1 / len(weighting)), vector)
            ),
        ),
    ),
    Mistake(
        "ignores the erase vector",
        "You erase every column alike: the erase vector makes no difference, where it should say which numbers of a "
        "slot fade and how much.",
        "`erase_vector`: a 0 in it keeps a column as it is.",
        mutants=(lambda memory, weighting, vector: memory * (1 - weighting[:, None]),),
    ),
    Mistake(
        "returns what goes",
        "You return what goes, and not what is left of the memory.",
        "the 1 in Eq. 3: a number keeps 1 minus (share times strength) of itself.",
        mutants=(lambda memory, weighting, vector: memory * np.outer(weighting, vector),),
    ),
    Mistake(
        "subtracts",
        "You subtract share times strength from the memory. An erase takes away a *part* of what is there: of 8, a "
        "half leaves 4 and not 7.5, and of a blank slot nothing can be erased.",
        "the brackets in Eq. 3: the memory is *multiplied* by 1 minus (share times strength), the whole difference.",
        mutants=(
            lambda memory, weighting, vector: memory - np.outer(weighting, vector),
            lambda memory, weighting, vector: np.maximum(memory - np.outer(weighting, vector), 0),
        ),
    ),
    Mistake(
        "without the memory",
        "You return how much stays, number by number, but never multiply the memory by it.",
        "what stands before the brackets in Eq. 3: the memory itself.",
        mutants=(
            lambda memory, weighting, vector: 1 - np.outer(weighting, vector),
            lambda memory, weighting, vector: np.outer(weighting, vector),
        ),
    ),
    Mistake(
        "a plus for the minus",
        "What you write to grows instead of fading: a sign is turned round.",
        "the sign in the brackets of Eq. 3: 1 *minus* share times strength.",
        mutants=(lambda memory, weighting, vector: memory * (1 + np.outer(weighting, vector)),),
    ),
    Mistake(
        "the largest slot alone",
        "You erase in the slot with the largest share and in no other. A weighting is soft: every slot fades by its "
        "own share.",
        "any `argmax` or `max`: the outer product treats all slots at once.",
        mutants=largest_alone(
            lambda slot, vector: slot * (1 - vector), lambda slot, share, vector: slot * (1 - share * vector)
        ),
    ),
    Mistake(
        "the first slot alone",
        "You erase in slot 0 and leave all others as they were.",
        "the `return`: inside a loop it ends the function at the first slot. Move it to the left, behind the loop.",
        mutants=(first_alone(erase),),
    ),
    Mistake(
        "leaves a slot out",
        "You leave the first slot or the last slot as it was.",
        "the `range` of the loop: `range(len(memory))` goes from the first slot to the last.",
        mutants=(without_the_last(erase), without_the_first(erase)),
    ),
    WHOLE_NUMBERS,
    UNCHANGED,
    Mistake(
        "slots as columns",
        "You treat the columns of the memory as its slots.",
        "the axes: a slot is a row, `memory[i]`; `memory[:, i]` and `memory.T[i]` are columns.",
        mutants=(lambda memory, weighting, vector: memory.T * (1 - np.outer(weighting, vector)), _loop_over_columns),
    ),
    Mistake(
        "a sign turned round",
        "Every number has the wrong sign: you take 1 from what goes.",
        "the order in the brackets of Eq. 3: 1 minus what goes, and not the other way round.",
        mutants=(lambda memory, weighting, vector: memory * (np.outer(weighting, vector) - 1),),
    ),
    Mistake(
        "the function in place of the vector",
        "You multiply by `erase`, which is the function that you are writing. What it is given is called "
        "`erase_vector`.",
        "the names in `np.outer`.",
        shows=_multiplies_a_function,
    ),
    Mistake(
        "a matrix product",
        "You multiply two matrices with `@`, which sums over slots. Here every number of the memory is multiplied by "
        "its own number, and nothing is summed.",
        "`*` and not `@` between the memory and what it keeps.",
        mutants=(
            lambda memory, weighting, vector: memory @ (1 - np.outer(weighting, vector)),
            lambda memory, weighting, vector: (1 - np.outer(weighting, vector)) @ memory,
        ),
    ),
    reshaped(lambda memory, product: memory * (1 - product)),
    *HOW_MUCH,
)
