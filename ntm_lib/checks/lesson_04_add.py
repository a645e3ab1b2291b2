"""Known mistakes of 4.2, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import add
from ntm_lib.checks.exercise import Mistake
from ntm_lib.checks.lesson_04_slips import (
    HALF,
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


def _loop_over_columns(memory: ndarray, weighting: ndarray, vector: ndarray) -> ndarray:
    result = memory.copy()
    for column in range(len(weighting)):
        result[:, column] += weighting[column] * vector
    return result


ADD = (
    Mistake(
        "adds to every slot",
        "You add the vector to every slot alike: the weighting makes no difference, where it should say how much of "
        "the vector each slot gets.",
        "`weighting`: slot i gets its share w(i) times the vector (Eq. 4).",
        mutants=(
            lambda memory, weighting, vector: memory + vector,
            lambda memory, weighting, vector: memory + vector / len(memory),
        ),
    ),
    IN_PLACE,
    Mistake(
        "multiplies",
        "You multiply the memory by share times vector. Eq. 4 adds: a blank slot, where every product is 0, could "
        "otherwise never be written to.",
        "the sign between the memory and the outer product: `+`.",
        mutants=(
            lambda memory, weighting, vector: memory * np.outer(weighting, vector),
            lambda memory, weighting, vector: memory * (1 + np.outer(weighting, vector)),
            lambda memory, weighting, vector: memory * (1 - np.outer(weighting, vector)),
        ),
    ),
    Mistake(
        "no outer product",
        "You multiply weighting and add vector number by number. That pairs slot 0 with column 0, slot 1 with "
        "column 1, and has no meaning; it runs only where there are as many slots as columns.",
        "the product: every slot has to meet every column, which `np.outer(weighting, add_vector)` (or "
        "`weighting[:, None] * add_vector`) does.",
        mutants=(
            lambda memory, weighting, vector: memory + weighting * vector,
            lambda memory, weighting, vector: memory + (weighting * vector)[:, None],
        ),
    ),
    Mistake(
        "a dot product",
        "You take the dot product of weighting and add vector, one single number, and add it everywhere.",
        "the product: the dot product adds everything up; `np.outer` keeps one number a slot and column.",
        mutants=(
            lambda memory, weighting, vector: memory + np.dot(weighting, vector),
            lambda memory, weighting, vector: memory + (weighting * vector).sum(),
            lambda memory, weighting, vector: memory + sum(w * a for w, a in zip(weighting, vector, strict=False)),
        ),
    ),
    Mistake(
        "transposed outer product",
        "What you add lies on its side, as if weighting and add vector had changed places. It fits only a memory with "
        "as many slots as columns, and adds to the wrong numbers there.",
        "the order of the arguments, in your `def` line as in `np.outer`: weighting, then add vector.",
        mutants=(lambda memory, weighting, vector: memory + np.outer(vector, weighting),),
    ),
    Mistake(
        "returns the transpose",
        "The numbers are right, but they lie on their side: you return columns as rows, in the shape of the transpose.",
        "any `.T`: a memory has one slot a row, before and after.",
        mutants=(lambda memory, weighting, vector: add(memory, weighting, vector).T,),
    ),
    Mistake(
        "without the memory",
        "You return what is added alone. The memory has to keep what it held before.",
        "what stands first on the right of Eq. 4: the memory.",
        mutants=(lambda memory, weighting, vector: np.outer(weighting, vector),),
    ),
    Mistake(
        "ignores the add vector",
        "You add the shares themselves, the same to every column: the add vector makes no difference.",
        "`add_vector`: slot i gets its share w(i) times the vector (Eq. 4).",
        mutants=(lambda memory, weighting, vector: memory + weighting[:, None],),
    ),
    Mistake(
        "subtracts",
        "You subtract where Eq. 4 adds.",
        "the sign between the memory and the outer product: `+`.",
        mutants=(lambda memory, weighting, vector: memory - np.outer(weighting, vector),),
    ),
    Mistake(
        "fades what was there",
        "You fade what a slot held, by its share, before you add. That is an erase as well as an add: `add` alone "
        "keeps what was there.",
        "anything like `1 - weighting`: it belongs to `erase`, which the next exercise puts in front.",
        mutants=(
            lambda memory, weighting, vector: memory * (1 - weighting)[:, None] + np.outer(weighting, vector),
            lambda memory, weighting, vector: memory * (1 - np.outer(weighting, vector)) + np.outer(weighting, vector),
        ),
    ),
    Mistake(
        "multiplies by the weighting last",
        "You multiply what the memory held before by the share. Only the vector is given out in shares; the memory "
        "stays as it was.",
        "the brackets: the share multiplies the vector alone, not the memory.",
        mutants=(
            lambda memory, weighting, vector: (memory + vector) * weighting[:, None],
            lambda memory, weighting, vector: memory * weighting[:, None] + vector,
        ),
    ),
    Mistake(
        "the largest slot alone",
        "You add to the slot with the largest share and to no other. A weighting is soft: every slot gets its own "
        "share.",
        "any `argmax` or `max`: the outer product treats all slots at once.",
        mutants=largest_alone(lambda slot, vector: slot + vector, lambda slot, share, vector: slot + share * vector),
    ),
    Mistake(
        "the first slot alone",
        "You add to slot 0 and leave all others as they were.",
        "the `return`: inside a loop it ends the function at the first slot. Move it to the left, behind the loop.",
        mutants=(first_alone(add),),
    ),
    Mistake(
        "all or nothing",
        "You add the whole vector or nothing of it. A share of one quarter gets one quarter of it.",
        "comparisons, such as `> 0`, and rounding: shares are multiplied in as they are.",
        mutants=(
            lambda memory, weighting, vector: memory + np.outer(all_or_nothing(weighting), vector),
            lambda memory, weighting, vector: memory + np.outer(np.round(weighting), vector),
            lambda memory, weighting, vector: memory + np.outer(weighting >= HALF, vector),
        ),
    ),
    Mistake(
        "leaves a slot out",
        "You leave the first slot or the last slot as it was.",
        "the `range` of the loop: `range(len(memory))` goes from the first slot to the last.",
        mutants=(without_the_last(add), without_the_first(add)),
    ),
    WHOLE_NUMBERS,
    UNCHANGED,
    Mistake(
        "slots as columns",
        "You treat the columns of the memory as its slots.",
        "the axes: a slot is a row, `memory[i]`, and `.T` turns slots into columns.",
        mutants=(lambda memory, weighting, vector: memory.T + np.outer(weighting, vector), _loop_over_columns),
    ),
    Mistake(
        "1 minus the share",
        "You take each share from 1: the head adds most where it is least.",
        "any `1 -`: Eq. 4 has none.",
        mutants=(lambda memory, weighting, vector: memory + np.outer(1 - weighting, vector),),
    ),
    Mistake(
        "an average",
        "You halve the sum. Eq. 4 adds, and does not average.",
        "any division: Eq. 4 has none.",
        mutants=(lambda memory, weighting, vector: add(memory, weighting, vector) / 2,),
    ),
    Mistake(
        "adds twice",
        "You add twice as much as each slot's share of the vector.",
        "how often the outer product is added: once.",
        mutants=(lambda memory, weighting, vector: memory + 2 * np.outer(weighting, vector),),
    ),
    Mistake(
        "shares scaled up",
        "You scale the shares up, so that the largest counts as 1. More is added than the weighting says.",
        "divisions by `max`: shares are multiplied in as they are.",
        mutants=(lambda memory, weighting, vector: add(memory, weighting / weighting.max(), vector),),
    ),
    Mistake(
        "the larger of the two",
        "You take the larger of what is there and what comes. Eq. 4 adds them.",
        "`max` and `np.maximum`: none is needed.",
        mutants=(lambda memory, weighting, vector: np.maximum(memory, np.outer(weighting, vector)),),
    ),
    Mistake(
        "cuts numbers off",
        "You cut numbers off, or drop their signs. A memory holds numbers of any size and of both signs.",
        "`abs`, `np.clip` and `np.maximum`: none is needed.",
        mutants=(
            lambda memory, weighting, vector: np.clip(add(memory, weighting, vector), 0, 1),
            lambda memory, weighting, vector: np.clip(add(memory, weighting, vector), -1, 1),
            lambda memory, weighting, vector: np.maximum(add(memory, weighting, vector), 0),
            lambda memory, weighting, vector: memory + np.abs(np.outer(weighting, vector)),
        ),
    ),
    Mistake(
        "appends a slot",
        "You append the vector as a further slot. The memory keeps its shape: what is added goes into the slots there "
        "are.",
        "`np.append`, `np.vstack` or `np.concatenate`: Eq. 4 needs `+` alone.",
        mutants=(lambda memory, weighting, vector: np.vstack([memory, vector]),),
    ),
    reshaped(lambda memory, product: memory + product),
    Mistake(
        "the shares added to the vector",
        "You add share and vector, where Eq. 4 multiplies them: a slot with a share of 0 gets the whole vector.",
        "the product: `np.outer(weighting, add_vector)`.",
        mutants=(lambda memory, weighting, vector: memory + (weighting[:, None] + vector),),
    ),
)
