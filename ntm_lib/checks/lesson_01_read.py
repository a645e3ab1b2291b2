"""Known mistakes of 1.2, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import softmax
from ntm_lib.checks.exercise import Facts, Mistake
from ntm_lib.checks.facts import agree


def _scaled(memory: ndarray, weighting: ndarray) -> ndarray:
    """Each slot times its share: what is right before it is added up."""
    return memory * weighting[:, None]


def _at(whole: Callable[[float], int], times: float) -> Callable[[ndarray, ndarray], ndarray]:
    """The slot at the average position, made whole one way or another."""

    def answer(memory: ndarray, weighting: ndarray) -> ndarray:
        position = whole(float(weighting @ np.arange(len(weighting))))
        return np.asarray(memory[min(position, len(memory) - 1)] * times)

    return answer


def _whole(memory: ndarray, weighting: ndarray) -> ndarray:
    """Adding up in an array of the memory's own dtype."""
    total = np.zeros(memory.shape[1], dtype=memory.dtype)
    for share, slot in zip(weighting, memory, strict=True):
        total[:] = total + share * slot
    return total


def _cast(got: list[Facts], due: list[Facts]) -> bool:
    """It stops where the memory holds whole numbers, because NumPy will not put a float there; else it is right."""
    raised = [case["raised"] for case in got if case["raised"]]
    others = [agree(a["value"], b["value"], 1e-4) for a, b in zip(got, due, strict=True) if not a["raised"]]
    return bool(raised) and all(others) and all("same_kind" in error["words"] for error in raised)


def _spoils(got: list[Facts], due: list[Facts]) -> bool:
    """Where the memory holds floats it is changed; where it holds whole numbers NumPy refuses."""
    return any("memory" in case["changed"] for case in got)


READ = (
    Mistake(
        "multiplies into the memory",
        "You multiply the memory that you were given, in place: afterwards it holds other numbers than before, and the "
        "next read is wrong. (Where it holds whole numbers, NumPy refuses.)",
        "`*=` and assignments into `memory`: `memory * ...` makes a new array.",
        shows=_spoils,
    ),
    Mistake(
        "whole numbers cut off",
        "When the memory holds whole numbers, you collect the sum in an array of whole numbers: what stands after "
        "the point is lost, or NumPy refuses.",
        "the array that you start from: `np.zeros(memory.shape[1])` holds floats, `np.zeros_like(memory)` what the "
        "memory holds.",
        mutants=(_whole, lambda memory, weighting: (weighting @ memory).astype(memory.dtype)),
        shows=_cast,
    ),
    Mistake(
        "cut to whole numbers",
        "You cut numbers to whole numbers: what stands after the point is lost.",
        "any `dtype=int` and `.astype(int)`, and `//` and `int(...)`: shares and what they give are floats.",
        mutants=(
            lambda memory, weighting: (weighting @ memory).astype(int),
            lambda memory, weighting: np.trunc(weighting @ memory),
            lambda memory, weighting: weighting.astype(int) @ memory,
            lambda memory, weighting: weighting @ memory.astype(int),
        ),
    ),
    Mistake(
        "reads columns",
        "You blend the columns of the memory by the shares. A slot is a row.",
        "the order in the product: `weighting @ memory` goes through the rows; `memory @ weighting` (which is the "
        "same as `weighting @ memory.T`) goes through the columns.",
        mutants=(
            lambda memory, weighting: memory @ weighting,
            lambda memory, weighting: (memory * weighting).sum(axis=1),
            lambda memory, weighting: np.einsum("ij,j->i", memory, weighting),
            lambda memory, weighting: sum(share * memory[:, i] for i, share in enumerate(weighting)),
            lambda memory, weighting: memory[:, weighting.argmax()],
        ),
    ),
    Mistake(
        "a share a column",
        "You multiply column by column: share 0 meets the first number of every slot, not slot 0.",
        "`memory * weighting`: NumPy lays a row of shares along the columns. `weighting[:, None]` stands it upright, "
        "one share a row; `weighting @ memory` does the whole read.",
        mutants=(
            lambda memory, weighting: (memory * weighting).sum(axis=0),
            lambda memory, weighting: memory * weighting,
        ),
    ),
    Mistake(
        "the largest share alone",
        "You return the slot with the largest share, and ignore the others. That is a hard pointer; a read blends.",
        "any `argmax`: every slot takes part, each by its share.",
        mutants=(
            lambda memory, weighting: memory[weighting.argmax()],
            lambda memory, weighting: memory[weighting.argmax()] * 1.0,
            lambda memory, weighting: memory[weighting.argmax()] * weighting.max(),
        ),
    ),
    Mistake(
        "divides by the sum",
        "You divide by the sum of the shares. Eq. 2 is a plain sum. For a legal weighting this is dividing by 1; but "
        "as soon as a share is nudged, it changes every other slot's part as well.",
        "the division, or `np.average`, which divides by itself.",
        mutants=(lambda memory, weighting: weighting @ memory / weighting.sum(),),
    ),
    Mistake(
        "divides by the number of slots",
        "You divide by the number of slots (`mean`). The shares have done the dividing already: they sum to 1.",
        "`mean`, where `sum` belongs.",
        mutants=(
            lambda memory, weighting: _scaled(memory, weighting).mean(axis=0),
            lambda memory, weighting: (memory @ weighting) / len(memory),
        ),
    ),
    Mistake(
        "ignores the weighting",
        "You add up or average all slots alike; the shares make no difference.",
        "whether `weighting` is used at all.",
        mutants=(lambda memory, weighting: memory.mean(axis=0), lambda memory, weighting: memory.sum(axis=0)),
    ),
    Mistake(
        "every slot with a share counts alike",
        "You pick the slots whose share is large enough, and those all count alike, however large their shares are.",
        "the comparison: multiply by the share itself.",
        mutants=(
            lambda memory, weighting: memory[weighting > 0].mean(axis=0),
            lambda memory, weighting: memory[weighting > 0].sum(axis=0),
            lambda memory, weighting: memory[weighting > 0.5].sum(axis=0),
            lambda memory, weighting: memory[weighting >= 0.5].sum(axis=0),
        ),
    ),
    Mistake(
        "reads at the average position",
        "You work out the average *position* and read there. Half on slot 0 and half on slot 2 would be slot 1, which "
        "nobody asked for.",
        "what is averaged: what the slots *hold*, not their numbers.",
        mutants=(*(_at(whole, times) for whole in (round, int) for times in (1, 1.0)),),
    ),
    Mistake(
        "not added up",
        "You multiply each slot by its share, and stop there. One vector is due, the sum of them all.",
        "the last step: `.sum(axis=0)` adds the slots up.",
        mutants=(_scaled,),
    ),
    Mistake(
        "adds up along each slot",
        "You add up the numbers *within* each slot, which leaves one number a slot. The slots have to be added to "
        "each other.",
        "`axis=1`, where `axis=0` belongs: axis 0 runs from slot to slot.",
        mutants=(lambda memory, weighting: _scaled(memory, weighting).sum(axis=1),),
    ),
    Mistake(
        "one number",
        "You add everything up to a single number. As many numbers are due as a slot has.",
        "the `axis=` of the sum: without one, NumPy adds up every number there is.",
        mutants=(lambda memory, weighting: _scaled(memory, weighting).sum(),),
    ),
    Mistake(
        "an axis too many",
        "The numbers are right, but they come in an array with two axes. One is due.",
        "where the extra axis comes from: `[:, None]`, `[None]` or `keepdims=True` before the product.",
        mutants=(
            lambda memory, weighting: weighting[None] @ memory,
            lambda memory, weighting: memory.T @ weighting[:, None],
        ),
    ),
    Mistake(
        "leaves the last slot out",
        "The last slot never takes part in your sum.",
        "the end of your loop: `range(len(memory))` ends at the last slot by itself.",
        mutants=(lambda memory, weighting: weighting[:-1] @ memory[:-1],),
    ),
    Mistake(
        "leaves slot 0 out",
        "Slot 0 never takes part in your sum.",
        "the start of your loop: the first slot has the number 0.",
        mutants=(lambda memory, weighting: weighting[1:] @ memory[1:],),
    ),
    Mistake(
        "one slot of the loop",
        "Only one slot, the first or the last, is in what you return.",
        "your loop: does it `return` before its end, or set the sum anew at each slot (`=` for `+=`)?",
        mutants=(
            lambda memory, weighting: weighting[0] * memory[0],
            lambda memory, weighting: weighting[-1] * memory[-1],
        ),
    ),
    Mistake(
        "a slot counted once more",
        "You start from a slot and not from zeros, and so that slot is in the sum once more than its share says.",
        "what you start from: `np.zeros(memory.shape[1])`.",
        mutants=(
            lambda memory, weighting: memory[0] + weighting @ memory,
            lambda memory, weighting: memory[0] + weighting[1:] @ memory[1:],
        ),
    ),
    Mistake(
        "kept between the slots",
        "You cut off what lies beyond the numbers that the slots hold. With a weighting nothing does, but shares that "
        "sum to more than 1 may lead there, and a read is a plain sum.",
        "`np.clip`, `min` and `max`: none is needed.",
        mutants=(lambda memory, weighting: np.clip(weighting @ memory, memory.min(axis=0), memory.max(axis=0)),),
    ),
    Mistake(
        "turns the slots round",
        "The shares meet the slots in the opposite order: the first share goes to the last slot.",
        "any `[::-1]`, `reversed` or negative index.",
        mutants=(lambda memory, weighting: weighting[::-1] @ memory,),
    ),
    Mistake(
        "shares of shares",
        "You change the shares before you use them (a power, or a softmax). They are shares already.",
        "what the slots are multiplied by: `weighting` as it came.",
        mutants=(
            lambda memory, weighting: weighting**2 @ memory,
            lambda memory, weighting: softmax(weighting) @ memory,
        ),
    ),
)
