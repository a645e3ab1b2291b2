"""What goes wrong when a copy program of lesson 05 answers: the jump, the way through the slots, the writing."""

from __future__ import annotations

import numpy as np

from ntm_lib.by_hand import cosine_similarity
from ntm_lib.checks.lesson_05_seen import KEPT, Seen
from ntm_lib.checks.lesson_05_signs import CLEAR, TOLD_FIRST, TOLD_SOON, Sign
from ntm_lib.checks.lesson_05_store import OPEN

FAINT = 0.5  # a marker that even a choosy key may miss
WRITES_NOTHING = "the erase and the add vector during recall: `np.zeros(len(vector) + 1)`, both of them."


def _jump(values: np.ndarray, seen: Seen) -> float:
    """A dial at the first step of the recall."""
    return float(values[seen.recall[0]])


def _later(values: np.ndarray, seen: Seen) -> np.ndarray:
    """A dial at the other steps of the recall."""
    return values[seen.recall[1:]]


def _marked(seen: Seen) -> np.ndarray:
    """The slots with something in the spare column, faint traces of a blur apart."""
    size = np.abs(seen.spare)
    return np.flatnonzero(size > max(0.1 * size.max(), KEPT))


def _jumps_late(seen: Seen) -> bool:
    return _jump(seen.gate, seen) <= OPEN and bool((_later(seen.gate, seen) > 0.5).any())


def _no_jump(seen: Seen) -> bool:
    """And the head is not where the first vector is, as it may be when there is but one."""
    return _jump(seen.gate, seen) <= OPEN and _jump(seen.focus, seen) != seen.focus[seen.store[0]]


def _half_open(seen: Seen) -> bool:
    return OPEN < _jump(seen.gate, seen) < 1 - OPEN


def _key_of_zeros(seen: Seen) -> bool:
    return not seen.key[seen.recall[0]].any()


def _key_at_bits(seen: Seen) -> bool:
    return bool(seen.key[seen.recall[0], :-1].any())


def _no_marker(seen: Seen) -> bool:
    return len(_marked(seen)) == 0


def _many_markers(seen: Seen) -> bool:
    return len(_marked(seen)) > 1


def _marker_elsewhere(seen: Seen) -> bool:
    marked = _marked(seen)
    return len(marked) == 1 and marked[0] != seen.focus[seen.store[0]]


def _key_away(seen: Seen) -> bool:
    return len(_marked(seen)) == 1 and float(seen.key[seen.recall[0], -1] * seen.spare[_marked(seen)[0]]) < 0


def _jumps_and_moves(seen: Seen) -> bool:
    home = seen.focus[seen.store[0]] + _jump(seen.shift, seen)
    return bool(_jump(seen.shift, seen) and _jump(seen.focus, seen) == home % len(seen.spare))


def _smears(seen: Seen) -> bool:
    return _jump(seen.peak, seen) < CLEAR


def _marker_is_faint(seen: Seen) -> bool:
    return _smears(seen) and float(np.abs(seen.spare).max()) < FAINT


def how_choosy(seen: Seen) -> str:
    """From the cosine to the share of the marker's slot, with the numbers of this run."""
    jump, slot, others = seen.recall[0], seen.added[seen.store[0]], len(seen.spare) - 1
    cosine = float(cosine_similarity(slot[None], seen.key[jump])[0])
    exponent = float(seen.strength[jump]) * cosine
    share = 1 / (1 + others * np.exp(-exponent))
    lines = (
        f"{_count(len(seen.store), 'vector')} of {len(slot) - 1} bits, {others + 1} slots; recall step 0",
        f"  ones beside the marker ({slot[-1]:g}): {(slot[:-1] > 0.5).sum()}",
        f"  cosine of their slot and the key: {cosine:.2f}",
        f"  times the key strength, {seen.strength[jump]:g}: {exponent:.2f}, and 0 for each other slot",
        f"  share of the marker's slot beside {_count(others, 'other')}: {share:.2f}",
        f"  largest share after sharpening {seen.sharpening[jump]:g}: {seen.peak[jump]:.2f}",
    )
    return "\n".join(f"    {line}" for line in lines)


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _gate_stays_open(seen: Seen) -> bool:
    return bool((_later(seen.gate, seen) > OPEN).any())


def _stays_in_recall(seen: Seen) -> bool:
    return len(seen.recall) > 1 and not _later(seen.shift, seen).any()


def _wrong_way(seen: Seen) -> bool:
    return len(seen.recall) > 1 and bool((_later(seen.shift, seen) == -seen.shift[seen.store[1]]).all())


def _another_way(seen: Seen) -> bool:
    return bool((_later(seen.shift, seen) != seen.shift[seen.store[1:]]).any())


def _writes_in_recall(seen: Seen) -> bool:
    return bool(seen.writes[seen.recall].any() and seen.change > KEPT)


WRITES = Sign(
    "goes on writing during recall",
    "Your program goes on writing during recall: what it has read is changed, and comes out otherwise the next time.",
    WRITES_NOTHING,
    _writes_in_recall,
)
STAYS_IN_RECALL = Sign(
    "does not move in recall",
    "The head stays where it is during recall, so that one vector comes out again and again.",
    "the shift from recall step 1 on.",
    _stays_in_recall,
)
COPY_RECALL = (
    Sign(
        "jumps at the wrong step",
        "Your program opens the gate in a later step of the recall, and not in its first. `step` starts again at 0 in "
        "each phase: step 0 of the recall is the moment to jump.",
        'the condition for the gate: `phase` is "recall" and `step` is 0.',
        _jumps_late,
        order=TOLD_FIRST,
    ),
    Sign(
        "no jump back at recall",
        "Your program does not jump back when the recall begins: the gate is closed, so that the head goes on from "
        "where it stopped, and reads slots that hold something else or nothing.",
        "recall step 0: with a gate of 1 the head goes to the slot that looks like the key, wherever it was before.",
        _no_jump,
        order=TOLD_SOON,
    ),
    Sign(
        "the gate is half open",
        "At recall step 0 your gate is neither 0 nor 1: a part of the head jumps to the marker and the rest stays, so "
        "that two slots are blended into one answer.",
        "the gate at recall step 0: 1, all of the head.",
        _half_open,
    ),
    Sign(
        "key of zeros",
        "At recall step 0 your key is all zeros, and looks like no slot more than like any other. (A key made of "
        "`vector` is one of zeros: in recall there is nothing to look at.)",
        "the key at recall step 0: what is in the first vector's slot and in no other? The marker, in the spare place.",
        _key_of_zeros,
    ),
    Sign(
        "key points at the bits instead of the marker",
        "At recall step 0 your key has numbers where the bits are. It then finds the slots whose bits look like it, "
        "and those are different in every sequence.",
        "the key at recall step 0: zeros for all bits, and a 1 in the spare place at its end.",
        _key_at_bits,
    ),
    Sign(
        "no marker written",
        "Your key looks for a marker, but there is none: the spare column is empty when everything is stored.",
        "store step 0: `np.append(vector, 1.0)` adds the vector with a 1 in the spare place.",
        _no_marker,
    ),
    Sign(
        "a marker in every slot",
        "Several slots hold a marker, and the key finds them all: most of all the one with the fewest ones beside it, "
        "whichever vector that is.",
        "the spare place of `add_vector`: 1 at store step 0, and 0 at every later step.",
        _many_markers,
    ),
    Sign(
        "marker beside another vector",
        "Your marker is not in the slot of the first vector, so that the jump ends somewhere else.",
        "the step at which the marker is written: store step 0. (`step` counts from 0 in each phase.)",
        _marker_elsewhere,
        order=TOLD_FIRST,
    ),
    Sign(
        "key points away from the marker",
        "Key and marker have opposite signs, so that the marker's slot is the one that looks least like the key.",
        "the spare place of the key and that of the marker: the same sign.",
        _key_away,
    ),
    Sign(
        "jumps and moves in one step",
        "At recall step 0 your program jumps and moves on in the same step: the head reads the slot beside the "
        "marker, and everything comes out one step too early.",
        "the shift at recall step 0: 0. The walk begins at step 1.",
        _jumps_and_moves,
    ),
    Sign(
        "a faint marker",
        "The jump is a smear: your marker is faint beside the ones of the first vector, so that its slot hardly looks "
        "like the key.",
        "the spare place of `add_vector` at store step 0: 1, as large as a bit.",
        _marker_is_faint,
        how_choosy,
    ),
    Sign(
        "key strength too low",
        "The jump is a smear: your key looks for the marker, but is not choosy enough to leave all other slots alone.",
        "the key strength at recall step 0. Sharpening multiplies it: 50 with sharpening 10 is enough beside a hundred "
        "ones, where the cosine is 1 / √101.",
        _smears,
        how_choosy,
    ),
    Sign(
        "gate left open at later steps",
        "Your gate is still open after recall step 0: the head is drawn back to the marker at every step, in place of "
        "going on from where it is.",
        "the gate from recall step 1 on: 0.",
        _gate_stays_open,
    ),
    STAYS_IN_RECALL,
    Sign(
        "walks the wrong way in recall",
        "In recall your program walks against the direction in which it stored: after the first vector come slots "
        "that nothing was written to.",
        "the shift from recall step 1 on: the same as while storing.",
        _wrong_way,
    ),
    Sign(
        "takes another way in recall",
        "In recall the head does not take the steps that it took while storing, so that it comes to the slots in "
        "another order.",
        "the shift from recall step 1 on: at every step the same as while storing.",
        _another_way,
    ),
    WRITES,
)
