"""Known mistakes of 4.3, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import functools

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import add, erase, write
from ntm_lib.checks.exercise import Facts, Mistake
from ntm_lib.checks.lesson_04_slips import IN_PLACE, UNCHANGED, WHOLE_NUMBERS

_outer = np.outer


def _order(memory: ndarray, weighting: ndarray, erase_vector: ndarray, add_vector: ndarray) -> ndarray:
    return erase(add(memory, weighting, add_vector), weighting, erase_vector)


def _largest_alone(memory: ndarray, w: ndarray, e: ndarray, a: ndarray) -> ndarray:
    result, slot = memory.copy(), w.argmax()
    result[slot] = result[slot] * (1 - e) + a
    return result


def _asks_the_memory(got: list[Facts], due: list[Facts]) -> bool:
    return all(case["raised"]["type"] == "AttributeError" and "ndarray" in case["raised"]["words"] for case in got)


WRITE = (
    Mistake(
        "adds first",
        "You add first and erase afterwards, so that part of what you have just added is erased again.",
        "the order: Eq. 3, then Eq. 4. Erase the old memory, then add to what is left.",
        mutants=(_order,),
    ),
    Mistake(
        "erases twice",
        "You erase twice: what the weighting points at fades once more than it should.",
        "how often `erase` is called: once, before `add`.",
        mutants=(
            lambda memory, w, e, a: add(erase(erase(memory, w, e), w, e), w, a),
            lambda memory, w, e, a: erase(add(erase(memory, w, e), w, a), w, e),
        ),
    ),
    Mistake(
        "forgets to erase",
        "You add to the old memory, which was never erased: what was there is still there in full.",
        "what `erase` returns: it leaves the old memory as it was and gives you a new one. Give that one to `add`.",
        mutants=(lambda memory, w, e, a: add(memory, w, a),),
    ),
    Mistake(
        "forgets to add",
        "You erase, but the memory that you return was never added to.",
        "what `add` returns: it leaves its memory as it was and gives you a new one. Return that one.",
        mutants=(lambda memory, w, e, a: erase(memory, w, e),),
    ),
    Mistake(
        "no outer product",
        "You multiply weighting and vectors number by number. That pairs slot 0 with column 0, slot 1 with column 1, "
        "and has no meaning; it runs only where there are as many slots as columns.",
        "the products: every slot has to meet every column, which `np.outer` does. `erase` and `add` do it for you.",
        mutants=(
            lambda memory, w, e, a: memory * (1 - w * e) + w * a,
            lambda memory, w, e, a: erase(memory, w, e) + w * a,
            lambda memory, w, e, a: add(memory * (1 - w * e), w, a),
        ),
    ),
    Mistake(
        "without the memory",
        "You return what is added alone. What the erase leaves of the memory has to be there as well.",
        "what `add` gets: the memory that `erase` returned.",
        mutants=(lambda memory, w, e, a: _outer(w, a),),
    ),
    Mistake(
        "vectors swapped",
        "The two vectors have changed places: you erase by the add vector and add the erase vector.",
        "the order of the arguments: (memory, weighting, erase_vector, add_vector).",
        mutants=(
            lambda memory, w, e, a: add(erase(memory, w, a), w, e),
            lambda memory, w, e, a: erase(add(memory, w, e), w, a),
        ),
    ),
    Mistake(
        "one vector for both",
        "You use the same vector for erasing and for adding.",
        "the vectors: `erase` takes the erase vector, `add` the add vector.",
        mutants=(
            lambda memory, w, e, a: add(erase(memory, w, e), w, e),
            lambda memory, w, e, a: add(erase(memory, w, a), w, a),
        ),
    ),
    Mistake(
        "adds two memories",
        "You erase the old memory, add to the old memory, and put the two results together (sum or average). What was "
        "there is in both of them, and in one of them it was never erased.",
        "what `add` gets: the erased memory, and not the old one.",
        mutants=(
            lambda memory, w, e, a: erase(memory, w, e) + add(memory, w, a),
            lambda memory, w, e, a: add(memory + erase(memory, w, e), w, a),
            lambda memory, w, e, a: (erase(memory, w, e) + add(memory, w, a)) / 2,
        ),
    ),
    Mistake(
        "adds twice",
        "You add twice: a slot gets twice its share of the vector.",
        "how often `add` is called: once, after `erase`.",
        mutants=(
            lambda memory, w, e, a: add(add(erase(memory, w, e), w, a), w, a),
            lambda memory, w, e, a: add(erase(add(memory, w, a), w, e), w, a),
        ),
    ),
    Mistake(
        "two memories",
        "You return a tuple of two memories. A write has one result: the memory after the erase and the add.",
        "the `return`: `add` is given what `erase` returned, and its result is the new memory.",
        mutants=(
            lambda memory, w, e, a: (erase(memory, w, e), add(memory, w, a)),
            lambda memory, w, e, a: (erase(memory, w, e), write(memory, w, e, a)),
        ),
    ),
    IN_PLACE,
    WHOLE_NUMBERS,
    UNCHANGED,
    Mistake(
        "ignores the erase vector",
        "You erase every column alike: the erase vector makes no difference.",
        "`erase_vector`: a 0 in it keeps what a column held, whatever is added.",
        mutants=(
            lambda memory, w, e, a: memory * (1 - w)[:, None] + _outer(w, a),
            lambda memory, w, e, a: write(memory, w, np.ones_like(e), a),
        ),
    ),
    Mistake(
        "erase turned round",
        "You keep what is to be erased and erase what is to be kept.",
        "where the 1 minus stands: `erase` brings it, so that an erase vector of ones leaves nothing.",
        mutants=(
            lambda memory, w, e, a: write(memory, w, 1 - e, a),
            lambda memory, w, e, a: memory * _outer(w, e) + _outer(w, a),
        ),
    ),
    Mistake(
        "a sign turned round",
        "You subtract the add vector. Eq. 4 adds it.",
        "the minus signs: `erase` brings the only one.",
        mutants=(lambda memory, w, e, a: add(erase(memory, w, e), w, -a),),
    ),
    Mistake(
        "slots as columns",
        "What you erase and add lies on its side, as if weighting and vectors had changed places: shares to columns.",
        "the order, `np.outer(weighting, ...)`. `erase` and `add` do it for you.",
        mutants=(lambda memory, w, e, a: memory * (1 - _outer(e, w)) + _outer(a, w),),
    ),
    Mistake(
        "writes more than once",
        "You do the whole write several times over: each time more of the old goes and more of the new comes.",
        "any loop around the two calls: each of them treats all slots at once, so one call of each is enough.",
        mutants=(
            lambda memory, w, e, a: write(write(memory, w, e, a), w, e, a),
            lambda memory, w, e, a: functools.reduce(lambda held, _: write(held, w, e, a), w, memory),
        ),
    ),
    Mistake(
        "returns the transpose",
        "The numbers are right, but they lie on their side: you return columns as rows, in the shape of the transpose.",
        "any `.T`: a memory has one slot a row, before and after.",
        mutants=(lambda memory, w, e, a: write(memory, w, e, a).T,),
    ),
    Mistake(
        "multiplies the two",
        "You multiply the erased memory by one that was added to. A write is one after the other, each on what the "
        "other left.",
        "the sign between the two calls: there is none, `add` is given what `erase` returned.",
        mutants=(lambda memory, w, e, a: erase(memory, w, e) * add(memory, w, a),),
    ),
    Mistake(
        "the erase vector in the add",
        "The erase vector has changed what is added. Share times add vector comes on top, whatever was erased.",
        "Eq. 4: there is no erase vector in it.",
        mutants=(
            lambda memory, w, e, a: add(erase(memory, w, e), w, a * e),
            lambda memory, w, e, a: add(erase(memory, w, e), w, a * (1 - e)),
            lambda memory, w, e, a: memory + _outer(w, e) * (a - memory),
        ),
    ),
    Mistake(
        "the largest slot alone",
        "You write to the slot with the largest share and to no other. A weighting is soft.",
        "any `argmax` or `max`: `erase` and `add` treat all slots at once.",
        mutants=(_largest_alone,),
    ),
    Mistake(
        "the memory has no such method",
        "`memory` is a NumPy array: it has no `erase` and no `add` of its own.",
        "how the functions are called: `erase(memory, weighting, erase_vector)`.",
        shows=_asks_the_memory,
    ),
    Mistake(
        "no weighting",
        "One of the two parts treats every slot alike, where the weighting should say how much.",
        "`weighting`: both `erase` and `add` need it. Call them instead of writing them anew.",
        mutants=(
            lambda memory, w, e, a: memory * (1 - e) + a,
            lambda memory, w, e, a: memory * (1 - e) + _outer(w, a),
            lambda memory, w, e, a: memory * (1 - _outer(w, e)) + a,
        ),
    ),
    Mistake(
        "added inside the brackets",
        "You multiply the memory by what is to be added as well: a blank slot could never be written to.",
        "the brackets: the memory is multiplied by (1 minus what goes), and what is added comes after them.",
        mutants=(
            lambda memory, w, e, a: memory * (1 - _outer(w, e) + _outer(w, a)),
            lambda memory, w, e, a: memory * (1 - _outer(w, e)) * _outer(w, a),
        ),
    ),
    Mistake(
        "subtracts what is erased",
        "You subtract share times strength, where an erase takes away a part of what is there.",
        "`erase` of 4.1: call it instead of writing it anew.",
        mutants=(
            lambda memory, w, e, a: memory - _outer(w, e) + _outer(w, a),
            lambda memory, w, e, a: memory + _outer(w, a - e),
        ),
    ),
    Mistake(
        "moves only by what is missing",
        "You add the difference between the vector and what the slot holds. That overwrites every column alike; here "
        "the erase vector says what goes.",
        "Eq. 4: what is added is share times add vector, whatever was there before.",
        mutants=(lambda memory, w, e, a: memory * (1 - _outer(w, e)) + w[:, None] * (a - memory),),
    ),
)
