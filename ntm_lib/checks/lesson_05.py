"""Lesson 05: programs for the hand machine.

Any program that does what is asked passes: it is run on machines of several sizes, and what comes out is looked at.
The sequences that decide (a first vector of ones, whose marker is hardest to find; single ones among zeros, which a
blurred head loses first) are the same for every seed.
"""

from __future__ import annotations

import numpy as np
from numpy import ndarray

from ntm_lib.checks.exercise import Case, Exercise
from ntm_lib.checks.given import NUMPY
from ntm_lib.checks.lesson_05_recall import COPY_RECALL
from ntm_lib.checks.lesson_05_seen import Task, play
from ntm_lib.checks.lesson_05_signs import rule_of
from ntm_lib.checks.lesson_05_store import (
    ASKED_AGAIN,
    BLANK_FOR_RECALL,
    BLUR,
    FIRST_LOST,
    GATE_IN_STORE,
    MARKER_IN_A_BIT,
    MOVES_FIRST,
    NO_BITS,
    OTHER_BITS,
    SAME_IN_BOTH,
    SAME_SLOT,
    SPARE_IN_FRONT,
    STAYS,
    TURNED,
)
from ntm_lib.checks.lesson_05_stretches import DELAY_GATE, DELAY_MOVES, DELAY_NO_BITS, NO_ERASE, REVERSE_RECALL
from ntm_lib.programs import copy_program, delay_program, reverse_program

_GIVEN = NUMPY | {"Controls": "ntm_lib.programs:Controls", "programs": "ntm_lib.programs"}
_PROGRAMS = ("copy_program", "reverse_program", "delay_program")
_SIZES = "how long your arrays are: a slot has `len(vector) + 1` numbers, one more than a vector has bits."
_SMALL = ((1, 0, 0), (0, 1, 1), (1, 1, 0), (0, 0, 1))
_BLANK_FIRST = ((0, 0, 0, 0), (1, 1, 1, 0), (1, 0, 1, 1))

_COPY = Task(("store", "recall", "recall"), lambda answer, length, slots: answer % length, from_zero=True)
_REVERSE = Task(("store", "recall"), lambda answer, length, slots: length - 1 - answer, from_zero=True)
_DELAY = Task(("delay",), lambda answer, length, slots: max(answer - slots, -1), from_zero=True)


def _by_hand(length: int) -> ndarray:
    return np.array(_SMALL[:length], dtype=float)


def _single_ones(length: int, bits: int) -> ndarray:
    """A first vector of ones; then in each column single ones among zeros, and single zeros among ones."""
    rows, columns = np.indices((length, bits))
    pattern = (rows // (columns // 2 + 1)) % (columns % 3 + 2) == 0
    vectors = np.where(columns % 2 == 0, pattern, ~pattern).astype(float)
    vectors[0] = 1.0
    return vectors


def _drawn(rng: np.random.Generator, length: int, bits: int) -> ndarray:
    return rng.integers(0, 2, (length, bits)).astype(float)


def _store_and_recall(task: Task, seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    sequences = [(_by_hand(length), 6) for length in (1, 2, 3, 4)]
    sequences += [(np.ones((3, 4)), 16), (np.array(_BLANK_FIRST, dtype=float), 16), (_single_ones(16, 4), 16)]
    sequences += [(_single_ones(20, 12), 40), (_single_ones(100, 8), 128)]
    sequences += [(_drawn(rng, length, 8), 128) for length in (12, 100, int(rng.integers(1, 101)))]
    beside = [(_by_hand(2), _by_hand(4)[2:], 6), (_drawn(rng, 12, 8), _drawn(rng, 12, 8), 128)]
    return [_case(task, vectors, slots) for vectors, slots in sequences] + [_case(task, *each) for each in beside]


def _case(task: Task, vectors: ndarray, *more: ndarray | int) -> Case:
    *beside, slots = more
    return Case({"vectors": vectors, "slots": slots} | ({"beside": beside[0]} if beside else {}), run=play(task))


def _copy_cases(seed: int) -> list[Case]:
    return _store_and_recall(_COPY, seed)


def _reverse_cases(seed: int) -> list[Case]:
    return _store_and_recall(_REVERSE, seed)


def _delay_cases(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    sequences = [(_by_hand(4), 2), (_by_hand(4), 1), (_by_hand(4), 3), (_by_hand(3), 5), (np.eye(12)[:, :4], 5)]
    sequences += [(_single_ones(100, 8), 20), (_single_ones(40, 12), 8), (_single_ones(60, 8), 50)]
    sequences += [(_drawn(rng, length, 8), int(rng.integers(2, 30))) for length in (10, 60, 100)]
    beside = [(_by_hand(4)[:3], _by_hand(4)[1:], 2), (_drawn(rng, 20, 8), _drawn(rng, 20, 8), 6)]
    return [_case(_DELAY, vectors, slots) for vectors, slots in sequences] + [_case(_DELAY, *each) for each in beside]


_STORING = (ASKED_AGAIN, SAME_IN_BOTH, BLANK_FOR_RECALL, MOVES_FIRST, GATE_IN_STORE, STAYS, BLUR, SAME_SLOT)
_WRITING = (FIRST_LOST, NO_BITS, SPARE_IN_FRONT, TURNED, MARKER_IN_A_BIT, OTHER_BITS)

EXERCISES = (
    Exercise(
        id="5.1",
        name="copy_program",
        reference=copy_program,
        cases=_copy_cases,
        mistakes=(),
        rule=rule_of(
            _COPY,
            (*_STORING, *_WRITING, *COPY_RECALL),
        ),
        given=_GIVEN,
        library=_PROGRAMS,
        sizes=_SIZES,
        hints=(
            "There are four situations: the first step of storing, a later one, the first step of recall, a later one. "
            "In which of them does the head stay, move on, or jump? In which does it write?",
            "Store: gate 0 throughout; stay at step 0, move on by 1 at every later step; erase ones, and add the "
            "vector with one more number behind it, 1 at step 0 (the marker) and 0 later. What, then, has to be "
            "different in recall: which dials at its first step, and which at all of its steps?",
            'nothing = np.zeros(len(vector) + 1); move = 0 if step == 0 else 1; if phase == "store": return '
            "Controls(nothing, 0.0, 0.0, move, 10.0, np.ones(len(vector) + 1), np.append(vector, 1.0 if step == 0 else "
            "0.0)). For recall the key is np.append(np.zeros(len(vector)), 1.0), its strength 50.0, the gate 1.0 if "
            "step == 0 else 0.0, the move and the sharpening are the same, and erase and add are `nothing`.",
        ),
    ),
    Exercise(
        id="5.2",
        name="reverse_program",
        reference=reverse_program,
        cases=_reverse_cases,
        mistakes=(),
        rule=rule_of(
            _REVERSE,
            (*_STORING, *_WRITING, *REVERSE_RECALL),
        ),
        given=_GIVEN,
        library=_PROGRAMS,
        sizes=_SIZES,
        points=0,
        hints=(
            "Where is the head when the last vector has been stored, and which vector is due first?",
            "Storing is as in 5.1, and needs no marker. At recall step 0 the head is where it has to be: stay. At "
            "every later step go one slot back, with a shift of -1.",
            "nothing = np.zeros(len(vector) + 1); move = 0 if step == 0 else 1; store as in 5.1; for recall return "
            "Controls(nothing, 0.0, 0.0, -move, 10.0, nothing, nothing).",
        ),
    ),
    Exercise(
        id="5.3",
        name="delay_program",
        reference=delay_program,
        cases=_delay_cases,
        mistakes=(),
        rule=rule_of(
            _DELAY, (ASKED_AGAIN, DELAY_GATE, DELAY_NO_BITS, *DELAY_MOVES, MOVES_FIRST, BLUR, *_WRITING, NO_ERASE)
        ),
        given=_GIVEN,
        library=_PROGRAMS,
        sizes=_SIZES,
        points=0,
        hints=(
            "On a ring of d slots a head that moves on at every step is back on the same slot d steps later. What does "
            "it read there, if every step reads before it writes?",
            "There is one phase: stay at step 0, move on by 1 at every later step; always erase the slot and add the "
            "vector. What is read in the same step is what was written one round ago.",
            "move = 0 if step == 0 else 1; return Controls(np.zeros(len(vector) + 1), 0.0, 0.0, move, 10.0, "
            "np.ones(len(vector) + 1), np.append(vector, 0.0)).",
        ),
    ),
)
