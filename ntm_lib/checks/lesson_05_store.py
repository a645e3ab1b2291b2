"""What goes wrong while a program of lesson 05 stores: signs that its three exercises share."""

from __future__ import annotations

import numpy as np

from ntm_lib.checks.lesson_05_seen import Seen
from ntm_lib.checks.lesson_05_signs import BLURRED, CLEAR, REMEMBERS, TOLD_FIRST, Sign, blur

OPEN = 0.05  # a gate above it draws the head towards what the key finds
SHARP = 1.5  # a sharpening that undoes the play of every move


def _remembers_by_itself(seen: Seen) -> bool:
    return not seen.forgetful


def _same_in_both(seen: Seen) -> bool:
    """Every dial but the vector's bits, in two steps and more."""
    store, recall = seen.store, seen.recall
    dials = (seen.shift, seen.gate, seen.strength, seen.sharpening, seen.erases, seen.key, seen.added[:, -1])
    does_something = seen.shift.any() or seen.gate.any() or seen.writes.any()
    return bool(
        len(store) == len(recall) > 1
        and does_something
        and all(np.array_equal(dial[store], dial[recall]) for dial in dials)
    )


def _blank_for_recall(seen: Seen) -> bool:
    """The first vector is blank, and every dial is that of the recall's first step; not so at a vector that is none."""
    dials = (seen.shift, seen.gate, seen.strength, seen.sharpening, seen.erases, seen.key, seen.added)
    alike = [all(np.array_equal(d[a], d[b]) for d in dials) for a, b in zip(seen.store, seen.recall, strict=False)]
    is_blank = np.array([not vector.any() for vector in seen.vectors])
    jumps = bool(alike and is_blank[0] and alike[0] and seen.gate[0] > OPEN)
    return jumps and not any(same for same, blank in zip(alike, is_blank, strict=True) if not blank)


def _moves_first(seen: Seen) -> bool:
    return bool(seen.first_write and seen.shift[0] and seen.gate[0] <= OPEN)


def _gate_open_in_store(seen: Seen) -> bool:
    """And the head is not where its moves alone would have taken it."""
    walked = np.cumsum(seen.shift[seen.store]) % len(seen.spare)
    astray = (seen.focus[seen.store] != walked) | (seen.peak[seen.store] < CLEAR)
    return bool((seen.gate[seen.store] > OPEN).any() and astray.any())


def _stays_in_store(seen: Seen) -> bool:
    return len(seen.store) > 1 and len(seen.spare) > 1 and not seen.shift[seen.store].any()


def _same_slot_twice(seen: Seen) -> bool:
    slots, shares = seen.focus[seen.store], seen.peak[seen.store]
    return bool(len(slots) <= len(seen.spare) and len(np.unique(slots)) < len(slots) and shares.min() > CLEAR)


def _blurs(seen: Seen) -> bool:
    """The head is spread out, and got there by moves that were hardly sharpened."""
    spread = np.flatnonzero(seen.peak < BLURRED)
    return bool(len(spread) and seen.sharpening[spread[0]] < SHARP and seen.gate[spread[0]] <= OPEN)


def _bits_added(seen: Seen) -> np.ndarray:
    return seen.added[seen.store][:, : seen.vectors.shape[1]]


def _stores_no_bits(seen: Seen) -> bool:
    return bool(seen.vectors.any() and not _bits_added(seen).any())


def _marker_for_the_first(seen: Seen) -> bool:
    added = _bits_added(seen)
    others = len(added) > 1 and np.array_equal(added[1:] > 0.5, seen.vectors[1:] > 0.5)
    return bool(others and seen.vectors[0].any() and not added[0].any())


def _turns_bits_round(seen: Seen) -> bool:
    backwards = seen.vectors[:, ::-1]
    return bool((backwards != seen.vectors).any() and np.array_equal(_bits_added(seen) > 0.5, backwards > 0.5))


def _spare_in_front(seen: Seen) -> bool:
    behind = seen.added[seen.store][:, 1:]
    is_vector = np.array_equal(behind > 0.5, seen.vectors > 0.5)
    return bool(is_vector and not np.array_equal(_bits_added(seen) > 0.5, seen.vectors > 0.5))


def _marker_in_a_bit(seen: Seen) -> bool:
    """Only the first vector has another bit, a 1, and there is nothing in the spare column."""
    other = (_bits_added(seen) > 0.5) != (seen.vectors > 0.5)
    return bool(other[0].any() and not other[1:].any() and not seen.vectors[0][other[0]].any() and not seen.spare.any())


def _stores_other_bits(seen: Seen) -> bool:
    return bool(((_bits_added(seen) > 0.5) != (seen.vectors > 0.5)).any())


ASKED_AGAIN = Sign(
    REMEMBERS,
    "Asked the same again (the same vector, phase and step), your program gives another answer: it keeps something of "
    "its own from call to call. The machine runs several sequences in turn here, and what belongs to one must not "
    "reach another. What has to be remembered belongs in the memory.",
    "lists, counters and other names outside your function that it changes: the answer may depend on `vector`, `phase` "
    "and `step` alone.",
    _remembers_by_itself,
)
SAME_IN_BOTH = Sign(
    "the same in both phases",
    "Your program does the same in both phases: it does not tell storing from recall.",
    'the condition on `phase`: it is the text "store" or "recall", in small letters. (`if phase == "store" or ...` '
    "with a text behind the `or` is always true.)",
    _same_in_both,
    order=TOLD_FIRST,
)
BLANK_FOR_RECALL = Sign(
    "takes a blank vector for the recall",
    "Shown a vector of zeros, your program does what it does in recall. A blank vector is a vector too, and has to be "
    "stored like the others.",
    "your `if`: `phase` says which phase it is, and what is in the vector does not.",
    _blank_for_recall,
)
MOVES_FIRST = Sign(
    "moves before the first write",
    "Your program moves the head before it writes for the first time, so that the first vector does not go into slot "
    "0. A step addresses first and writes then: with a shift of 1 or -1 at step 0 the head has left slot 0 when it "
    "writes.",
    "the shift at step 0: it has to be 0, since the head already starts on slot 0.",
    _moves_first,
)
GATE_IN_STORE = Sign(
    "gate open while storing",
    "Your program opens the gate while it stores: the head goes to whatever looks like the key, instead of one slot "
    "on from where it was. In a blank memory nothing looks like the key, and the head is spread over all slots.",
    "the gate while storing: 0, so that a step starts where the last one ended.",
    _gate_open_in_store,
)
STAYS = Sign(
    "does not move while storing",
    "The head never moves while your program stores: every vector goes into the same slot, over the one before it.",
    "the shift from store step 1 on: 1, a new slot for every vector.",
    _stays_in_store,
)
SAME_SLOT = Sign(
    "two vectors in one slot",
    "Your program comes back to a slot that holds a vector already, and writes another one there.",
    "the shift from store step 1 on: the same direction at every step.",
    _same_slot_twice,
    order=TOLD_FIRST,
)
BLUR = Sign(
    "sharpening too low",
    "The head blurs away. Every move leaves a little of the head on the slots beside it, and your sharpening does "
    "not take it back, so that it spreads from move to move.",
    "the sharpening: 1 changes nothing, 10 keeps the head on one slot for as long as you like.",
    _blurs,
    blur,
)
NO_BITS = Sign(
    "does not store the bits",
    "While it stores, your program adds nothing to the memory where the bits belong: the vectors are never kept.",
    "the last of the Controls: `add_vector` is the vector, with one more number at its end. (The one before it, "
    "`erase_vector`, only clears.)",
    _stores_no_bits,
)
TURNED = Sign(
    "turns the bits round",
    "Your program stores each vector with its bits in the opposite order. The bits of a vector stay as they are.",
    "any `[::-1]` on the vector.",
    _turns_bits_round,
)
FIRST_LOST = Sign(
    "the first vector is not stored",
    "Your program does not store the first vector: at step 0 it adds nothing where the bits belong, though the marker "
    "may be there. Marker and bits go into the same slot, in one step.",
    "`add_vector` at store step 0: `np.append(vector, 1.0)`.",
    _marker_for_the_first,
    order=TOLD_FIRST,
)
SPARE_IN_FRONT = Sign(
    "spare place in front of the bits",
    "Your program puts the extra number in front of the bits, so that each bit is one place too far to the right. What "
    "the machine says is the first numbers of a slot; the spare one is the last.",
    "the order in `np.append`: `np.append(vector, 1.0)` puts the number behind the bits.",
    _spare_in_front,
)
MARKER_IN_A_BIT = Sign(
    "marker in a bit's place",
    "Your marker takes the place of a bit of the first vector. The spare column is there for it: the last number of a "
    "slot, number `bits`, which no vector uses.",
    "where the marker goes: `np.append(vector, 1.0)` puts it behind the bits.",
    _marker_in_a_bit,
    order=TOLD_FIRST,
)
OTHER_BITS = Sign(
    "stores other bits",
    "What your program adds to the memory is not the vector that it is shown: some bits are different.",
    "the last of the Controls: `add_vector` is the vector as it is, with one more number at its end.",
    _stores_other_bits,
)
