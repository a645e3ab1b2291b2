"""Known mistakes of 4.4, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import softmax
from ntm_lib.checks.exercise import Facts, Mistake


def _erases_by_a_number(got: list[Facts], due: list[Facts]) -> bool:
    """One number for all columns, bare or in an array."""
    firsts = [case["value"]["items"][0] for case in got]
    return all(first["kind"] in ("number", "array") and math.prod(first["shape"]) == 1 for first in firsts)


def _sequences(got: list[Facts]) -> list[list[Facts]]:
    """Of each pair that came back, the parts that are no arrays but lists or tuples; none where it is no pair."""
    values = [case["value"] for case in got]
    pairs = [v["items"] if v["kind"] == "sequence" and v["length"] == 2 else [] for v in values]
    return [[part for part in pair if part["kind"] == "sequence"] for pair in pairs]


def _holds_lists(got: list[Facts], due: list[Facts]) -> bool:
    return all(_sequences(got)) and not _holds_pairs(got, due)


def _holds_pairs(got: list[Facts], due: list[Facts]) -> bool:
    """A part that is itself a sequence of arrays."""
    inner = [[item["kind"] for part in parts for item in part["items"]] for parts in _sequences(got)]
    return all("array" in kinds for kinds in inner)


def _no_pair(got: list[Facts], due: list[Facts]) -> bool:
    values = [case["value"] for case in got]
    return all(v["kind"] == "mapping" or (v["kind"] == "sequence" and v["length"] != 2) for v in values)


def _same_length(got: list[Facts], due: list[Facts]) -> bool:
    lengths = {tuple(case["value"]["items"][0]["shape"]) for case in got}
    return len(lengths) == 1 and lengths.pop()[0] > 1


def _changes_the_value(got: list[Facts], due: list[Facts]) -> bool:
    return all(case["changed"] for case in got)


def _writes(got: list[Facts], due: list[Facts]) -> bool:
    return all("for a memory" in case["raised"]["words"] for case in got)


def _erasing(part: float) -> Callable[[ndarray], tuple[ndarray, ndarray]]:
    return lambda value: (np.full(value.shape, part), value)


OVERWRITE = (
    Mistake(
        "a single number to erase",
        "Your erase vector is a single number. A vector has one number a column, so that a write may keep some columns "
        "and overwrite others.",
        "its shape: that of the value, `value.shape`. `np.ones(...)` makes ones of any shape.",
        shows=_erases_by_a_number,
    ),
    Mistake(
        "lists",
        "You return lists where NumPy arrays are due: `erase` and `add` multiply arrays.",
        "the two vectors: `np.array(...)` of a list, or `np.ones(...)`.",
        shows=_holds_lists,
    ),
    Mistake(
        "a pair in the pair",
        "Your tuple holds a tuple: two vectors are due, and one of yours is itself a pair of them.",
        "the brackets of the `return`: `return erase_vector, add_vector`.",
        shows=_holds_pairs,
    ),
    Mistake(
        "erase 0",
        "You erase nothing, so that the value is added to whatever the slot held. It is stored exactly only in a "
        "blank slot.",
        "old · (1 − erase) + add: which erase makes the old number drop out?",
        mutants=(lambda value: (np.zeros(value.shape), value),),
    ),
    Mistake(
        "add the difference",
        "You add a difference, as if part of the value were in the slot already. After a full erase nothing is there.",
        "what the slot holds after the erase, and what is missing then: the whole value.",
        mutants=(
            lambda value: (np.ones(value.shape), value - 1),
            lambda value: (np.ones(value.shape), 1 - value),
            lambda value: (np.zeros(value.shape), value - 1),
            lambda value: (value, 1 - value),
            lambda value: (1 - value, value - (1 - value)),
        ),
    ),
    Mistake(
        "erase = value",
        "You erase by the value itself. What is left of the old number then depends on the value: 0 erases nothing, "
        "and 3 turns the old number round.",
        "old · (1 − erase) + add: the erase has to make the old number drop out, whatever the value.",
        mutants=(
            lambda value: (value, value),
            lambda value: (np.abs(value), value),
        ),
    ),
    Mistake(
        "the value, then nothing",
        "The first of your two parts, the erase vector, is the value; the second, the add vector, is 0.",
        "the order: what to erase, then what to add. (`write` returns a memory; the two vectors alone are due.)",
        mutants=(lambda value: (value, np.zeros(value.shape)),),
    ),
    Mistake(
        "erase = clipped value",
        "You erase by the value itself, cut off at 0 and 1. Where the value lies between, a part of the old number "
        "stays; where it is 0 or less, all of it.",
        "old · (1 − erase) + add: the erase has to make the old number drop out, whatever the value.",
        mutants=(lambda value: (np.clip(value, 0, 1), value),),
    ),
    Mistake(
        "erases 1 minus the value",
        "You erase by 1 minus the value. What is left of the old number then depends on the value.",
        "old · (1 − erase) + add: the erase has to make the old number drop out, whatever the value.",
        mutants=(lambda value: (1 - value, value),),
    ),
    Mistake(
        "swapped pair",
        "The two vectors have changed places: the value stands where the erase vector is due.",
        "the order: (erase_vector, add_vector), as in `write`.",
        mutants=(lambda value: (value, np.ones(value.shape)),),
    ),
    Mistake(
        "erases only where the value is not 0",
        "Whether you erase a column depends on the value there. A 0 is a value too, and so is a number below 0: where "
        "you erase nothing, the old number stays.",
        "any comparison with 0, and `np.sign`: every column has to be erased.",
        mutants=(
            lambda value: ((value != 0).astype(float), value),
            lambda value: ((value > 0).astype(float), value),
            lambda value: (np.sign(value), value),
        ),
    ),
    Mistake(
        "erases, adds nothing",
        "You erase everything and add nothing: the slot ends blank.",
        "the add vector: after the erase the slot holds 0, and what is added is what it will hold.",
        mutants=(
            lambda value: (np.ones(value.shape), np.zeros(value.shape)),
            lambda value: (np.zeros(value.shape), np.zeros(value.shape)),
        ),
    ),
    Mistake(
        "ones twice",
        "You add ones, whatever the value is.",
        "the add vector: it is what the slot will hold after the erase.",
        mutants=(
            lambda value: (np.ones(value.shape), np.ones(value.shape)),
            lambda value: (np.zeros(value.shape), np.ones(value.shape)),
        ),
    ),
    Mistake(
        "one vector alone",
        "You return one vector; a tuple is due, the pair of what to erase and what to add.",
        "the `return`: two vectors with a comma between them.",
        mutants=(
            lambda value: value,
            lambda value: np.ones(value.shape),
            lambda value: np.ones(value.shape) + value,
            lambda value: np.concatenate([np.ones(value.shape), value]),
        ),
    ),
    Mistake(
        "erases a part",
        "Your erase vector is not ones everywhere, so that some of the old number stays, or more goes than is there.",
        "old · (1 − erase) + add: which erase makes the old number drop out altogether?",
        mutants=(
            *(_erasing(part) for part in (0.5, 0.9, 0.99, 0.999, 2.0, 10.0)),
            lambda value: (softmax(value), value),
            lambda value: (value / value.max(), value),
            lambda value: (value / np.linalg.norm(value), value),
            lambda value: (1 / (1 + np.exp(-value)), value),
            lambda value: (0.5 * np.ones(value.shape), 0.5 * value),
            lambda value: (np.full(value.shape, 1 / len(value)), value),
        ),
    ),
    Mistake(
        "adds something else",
        "You erase everything, and then add something else than the value.",
        "the add vector: after the erase the slot holds 0, so what is added is what it will hold, digit for digit.",
        mutants=(
            lambda value: (np.ones(value.shape), value + 1),
            lambda value: (np.ones(value.shape), 2 * value),
            lambda value: (np.ones(value.shape), value / 2),
            lambda value: (np.ones(value.shape), value / len(value)),
            lambda value: (np.ones(value.shape), value / value.sum()),
            lambda value: (np.ones(value.shape), value / value.max()),
            lambda value: (np.ones(value.shape), value / np.linalg.norm(value)),
            lambda value: (np.ones(value.shape), softmax(value)),
            lambda value: (np.ones(value.shape), np.clip(value, 0, 1)),
            lambda value: (np.ones(value.shape), np.clip(value, -1, 1)),
            lambda value: (np.ones(value.shape), np.abs(value)),
            lambda value: (np.ones(value.shape), value[::-1]),
        ),
    ),
    Mistake(
        "whole numbers",
        "You store whole numbers: what stands behind the point of the value is cut off.",
        "`int` and `astype(int)`: the add vector is the value as it is.",
        mutants=(lambda value: (np.ones(value.shape), value.astype(int)),),
    ),
    Mistake(
        "no pair",
        "You do not return a pair: a tuple is due, with the erase vector first and the add vector second.",
        "the `return`: `return erase_vector, add_vector`, and nothing else.",
        shows=_no_pair,
    ),
    Mistake(
        "a fixed length",
        "Your erase vector has the same length for every value. It has to be as long as the value.",
        "its shape: `value.shape`, or `len(value)`.",
        shows=_same_length,
    ),
    Mistake(
        "changes the value",
        "Your function changes its input: after the call, `value` holds other numbers than before, and the add vector "
        "with it.",
        "assignments into `value` (`value[:] =`, `*=`), also under another name: make a new array.",
        shows=_changes_the_value,
    ),
    Mistake(
        "writes",
        "Your function calls `erase`, `add` or `write` itself. It is asked for the two vectors alone: whoever calls it "
        "has the memory and does the writing.",
        "the `return`: (erase_vector, add_vector).",
        shows=_writes,
    ),
    Mistake(
        "a sign turned round",
        "A sign is turned round: in an erase vector 1 means that everything goes, in an add vector the value is what "
        "comes.",
        "the minus signs: Eq. 3 brings its own, and neither vector needs another.",
        mutants=(
            lambda value: (-np.ones(value.shape), value),
            lambda value: (np.ones(value.shape), -value),
            lambda value: (-value, value),
        ),
    ),
)
