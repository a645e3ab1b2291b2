"""What goes wrong in the two stretches of lesson 05: backwards, and round and round."""

from __future__ import annotations

import numpy as np

from ntm_lib.checks.lesson_05_recall import STAYS_IN_RECALL, WRITES
from ntm_lib.checks.lesson_05_seen import Seen
from ntm_lib.checks.lesson_05_signs import TOLD_FIRST, Sign
from ntm_lib.checks.lesson_05_store import NO_BITS, OPEN

_ONE_PHASE = 'And any condition on `phase`: it is "delay" at every step.'


def _leaves_the_last(seen: Seen) -> bool:
    first = seen.recall[0]
    return bool(seen.gate[first] <= OPEN and seen.shift[first])


def _jumps(seen: Seen) -> bool:
    return bool(seen.gate[seen.recall[0]] > OPEN)


def _gate_open_in_recall(seen: Seen) -> bool:
    return bool((seen.gate[seen.recall] > OPEN).any())


def _walks_on(seen: Seen) -> bool:
    return len(seen.recall) > 1 and bool((seen.shift[seen.recall[1:]] == seen.shift[seen.store[1]]).all())


def _another_way(seen: Seen) -> bool:
    back = -seen.shift[seen.store[1:]][::-1]
    return bool((seen.shift[seen.recall[1:]] != back).any())


REVERSE_RECALL = (
    Sign(
        "jumps instead of staying",
        "Your program opens the gate at recall step 0. When the last vector is stored the head is on its slot already, "
        "and that vector is the first that is due: nothing has to be looked for.",
        "the gate and the shift at recall step 0: both 0.",
        _jumps,
    ),
    Sign(
        "gate left open at later steps",
        "Your gate is open in later steps of the recall: the head goes to what the key finds, and not one slot back.",
        "the gate from recall step 1 on: 0.",
        _gate_open_in_recall,
    ),
    Sign(
        "moves before the first answer",
        "At recall step 0 the head is on the slot of the last vector, and your program moves it away before it reads.",
        "the shift at recall step 0: 0. A step addresses first and reads then.",
        _leaves_the_last,
    ),
    STAYS_IN_RECALL,
    Sign(
        "walks on in recall",
        "In recall your program walks on in the direction in which it stored, into slots that hold nothing.",
        "the shift from recall step 1 on: the way back, so the opposite of that while storing.",
        _walks_on,
    ),
    Sign(
        "takes another way in recall",
        "In recall the head does not go back over the steps that it took while storing, so that it comes to the slots "
        "in another order.",
        "the shift from recall step 1 on: -1 at every step, where it was 1 while storing.",
        _another_way,
    ),
    WRITES,
)


def _no_erase(seen: Seen) -> bool:
    return bool((seen.erases < 1 - OPEN).any())


def _stands_still(seen: Seen) -> bool:
    return len(seen.spare) > 1 and not seen.shift.any()


def _skips(seen: Seen) -> bool:
    """Some steps move and others do not, or back and forth: the head does not come round in time."""
    return len(seen.spare) > 1 and len(np.unique(seen.shift[1:])) > 1


def _gate_open(seen: Seen) -> bool:
    return bool((seen.gate > OPEN).any())


DELAY_GATE = Sign(
    "gate open in the delay",
    "Your program opens the gate: the head goes to what the key finds. A delay line needs no looking up, only a "
    "walk round the ring.",
    f"the gate: 0 at every step. {_ONE_PHASE}",
    _gate_open,
)
DELAY_NO_BITS = NO_BITS._replace(
    says="Your program adds nothing to the memory where the bits belong: the vectors are never kept.",
    look=f"{NO_BITS.look} {_ONE_PHASE}",
)
DELAY_MOVES = (
    Sign(
        "does not move",
        "The head never moves: each step reads what the step before it wrote, so that everything is late by one step, "
        "whatever the number of slots.",
        "the shift from step 1 on: 1. After one round of the ring the head comes back to the same slot.",
        _stands_still,
    ),
    Sign(
        "does not move at every step",
        "Your head does not take the same move at every step, so that it is not back on a slot one round later.",
        "the shift from step 1 on: the same every time.",
        _skips,
        order=TOLD_FIRST,
    ),
)
NO_ERASE = Sign(
    "does not erase",
    "Your program adds to what a slot holds already: after the first round the old vector and the new one lie on "
    "top of each other.",
    "`erase_vector`: ones, `np.ones(len(vector) + 1)`. The step has read the old vector before it is erased.",
    _no_erase,
)
