"""Known mistakes of 3.2, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ntm_lib.by_hand import shift
from ntm_lib.checks import lesson_03_moves as moves
from ntm_lib.checks.exercise import Facts, Mistake
from ntm_lib.checks.facts import agree
from ntm_lib.checks.lesson_03_steps import STEPS


def _stops(fits: Callable[[str, str, int], bool]) -> Callable[[list[Facts], list[Facts]], bool]:
    """Right wherever it returns, and elsewhere it raises an error whose type and words fit the number of slots."""

    def shows(got: list[Facts], due: list[Facts]) -> bool:
        pairs = list(zip(got, due, strict=True))
        errors = [(facts["raised"], right["value"]["shape"][0]) for facts, right in pairs if facts["raised"]]
        is_right = [agree(facts["value"], right["value"], 1e-4) for facts, right in pairs if not facts["raised"]]
        fitting = [fits(error["type"], error["words"], slots) for error, slots in errors]
        return bool(is_right and fitting) and all(is_right) and all(fitting)

    return shows


def _slot_too_large(kind: str, words: str, slots: int) -> bool:
    """An index beyond the last slot, and not one beyond the shift weighting."""
    return kind == "IndexError" and (words.endswith(f"with size {slots}") or words == "list index out of range")


def _not_three(kind: str, words: str, slots: int) -> bool:
    return kind == "ValueError" and "to unpack" in words


SHIFT = (
    Mistake(
        "walks backwards",
        "Your head walks backwards: a one in the last place of the shift weighting should move the focus up the ring, "
        "from slot i to slot i + R, and yours moves it down. (Sliding one array along the other without turning it "
        "round is a correlation; Eq. 8 is a convolution.)",
        "the sign of the step: `np.roll(weighting, step)` moves up by `step`; and slot i takes what stood at "
        "i - step, not at i + step.",
        mutants=(lambda weighting, shares: shift(weighting, shares[::-1]),),
    ),
    Mistake(
        "no wrap",
        "What moves past an edge of the memory, its last slot or slot 0, is lost. The slots form a ring: after the "
        "last one comes slot 0.",
        "indices beyond an end: `% len(weighting)` brings them round, and `np.roll` does it by itself.",
        mutants=(
            moves.by(moves.off_the_ends),
            lambda weighting, shares: moves.as_shares(moves.by(moves.off_the_ends)(weighting, shares)),
        ),
    ),
    Mistake(
        "wraps at one end only",
        "Your ring is open at one end: Python takes a negative index from the end by itself, but an index that is too "
        "large does not come round to slot 0.",
        "every index that you compute: `% len(weighting)` brings it round at both ends.",
        mutants=(moves.by(moves.off_the_top), moves.by(moves.off_the_bottom)),
        shows=_stops(_slot_too_large),
    ),
    Mistake(
        "stops at the ends",
        "At an edge of the memory your head stands still, or what is there is used again. The slots form a ring: "
        "after the last one comes slot 0.",
        "any `min`, `max` or `clip` around an index, and any `mode` but 'wrap' of a padding: `% len(weighting)` takes "
        "its place.",
        mutants=(moves.by(moves.against_the_ends), moves.by(moves.clamped), moves.by(moves.mirrored)),
    ),
    Mistake(
        "backwards and no wrap",
        "Two things at once: your head walks down where it should walk up, and what moves past an end is lost.",
        "the sign of the step, and `% len(weighting)` for indices beyond an end. `np.roll(weighting, step)` does both.",
        mutants=(moves.by(moves.off_the_ends, -1),),
    ),
    Mistake(
        "centre off by one",
        "Your steps start at the wrong number, so that the focus moves even where it should stay. The middle of the "
        "shift weighting means staying.",
        "which step a place stands for: with 2R + 1 shifts, place k is the step k - R, from -R to R.",
        mutants=(
            moves.counted_from(lambda reach: 0),
            moves.counted_from(lambda reach: 0, -1),
            moves.counted_from(lambda reach: 1),
            moves.counted_from(lambda reach: reach),
            moves.counted_from(lambda reach: 1 - reach),
            moves.counted_from(lambda reach: -reach - 1),
            moves.counted_from(lambda reach: -2 * reach),
            moves.counted_from(lambda reach: -2 * reach - 1),
            moves.from_here,
        ),
    ),
    Mistake(
        "only steps of one",
        "Your code is made for three shifts, -1, 0 and +1. A shift weighting may be longer or shorter: any odd number, "
        "for the steps -R to R. For "
        "another number than three your code stops, or returns wrong numbers or another shape.",
        "which step a place stands for: place k is the step k - R, with R = `len(shift_weighting) // 2`, and every "
        "place takes its turn in a loop.",
        mutants=(
            moves.first_three,
            moves.last_of_three,
            moves.middle_three,
            moves.ends_and_middle,
            moves.up_to_three,
            moves.counted_from(lambda reach: -1),
            moves.padded_by_one,
        ),
        shows=_stops(_not_three),
    ),
    Mistake(
        "takes the likeliest step alone",
        "You take the step with the largest share and drop the others. A soft shift is a mixture: it takes every "
        "step a little.",
        "any `argmax`: the moved copies are mixed, each by its own share.",
        mutants=(lambda weighting, shares: np.roll(weighting, int(np.argmax(shares)) - len(shares) // 2),),
    ),
    Mistake(
        "takes the average step",
        "You work out the average step and move once by it. Half a step up and half a step down is not standing still: "
        "it leaves half of the focus on either side.",
        "what is mixed: a mixture of moved copies is due, each by its share, and not a mixture of steps.",
        mutants=(
            lambda weighting, shares: np.roll(weighting, round(moves.mean_step(shares))),
            lambda weighting, shares: np.roll(weighting, int(moves.mean_step(shares))),
        ),
    ),
    Mistake(
        "multiplies number by number",
        "You multiply the two arrays number by number, or take their dot product. The shift weighting has one number a "
        "step, not one a slot; where the sizes happen to agree nothing tells you.",
        "what each shift's share multiplies: a copy of the *whole* weighting, moved by that step.",
        mutants=(lambda weighting, shares: weighting * shares, lambda weighting, shares: weighting @ shares),
    ),
    Mistake(
        "longer or shorter than the ring",
        "You return a weighting that does not have the shape (slots,), one share a slot: your convolution runs past "
        "the ends, or stops short of them.",
        "the ends: what runs past one of them has to come in again at the other. `np.roll` keeps the length.",
        mutants=(
            lambda weighting, shares: np.convolve(weighting, shares),
            lambda weighting, shares: np.convolve(weighting, shares, "valid"),
        ),
    ),
    Mistake(
        "the shift weighting comes round",
        "You use the shift weighting over and over, as if its places came round like the slots of the ring. Only its "
        "2R + 1 steps have a share: every other step has none.",
        "any `% len(shift_weighting)`: go through the steps d from -R to R, and bring the *slot* round, "
        "`(i - d) % len(weighting)`.",
        mutants=(moves.repeated(lambda reach: reach), moves.repeated(lambda reach: 0)),
    ),
    Mistake(
        "moves what was moved already",
        "Each step starts from where the one before it ended, so that the steps add up. Every copy should be moved "
        "from the weighting that you were given.",
        "a name that is assigned anew in the loop: keep `weighting` as it is and add into another array.",
        mutants=(moves.rolled_on, moves.one_after_another, moves.in_turn),
    ),
    Mistake(
        "the shares are left out",
        "The moved copies are added up without their shares, so that every step counts alike.",
        "what each copy is multiplied by: its own number of the shift weighting.",
        mutants=(
            lambda weighting, shares: shift(weighting, np.ones(len(shares))),
            lambda weighting, shares: shift(weighting, np.full(len(shares), 1 / len(shares))),
        ),
    ),
    Mistake(
        "adds the shares",
        "You add the share to the moved copy, to every slot alike, so that the result does not sum to 1.",
        "the sign between a share and its copy: `*`.",
        mutants=(
            lambda weighting, shares: np.sum(
                [share + np.roll(weighting, step) for step, share in zip(moves.steps(shares), shares, strict=True)],
                axis=0,
            ),
        ),
    ),
    Mistake(
        "always the same step",
        "Your head always goes one step up (or down), whatever the shift weighting says.",
        "whether `shift_weighting` is used at all: a one step up is what the first example asks for, and no more "
        "than that.",
        mutants=(lambda weighting, shares: np.roll(weighting, 1), lambda weighting, shares: np.roll(weighting, -1)),
    ),
    Mistake(
        "nothing moves",
        "What you return is the weighting as it came. `np.roll` returns a moved copy and leaves its argument as it is.",
        "what becomes of each moved copy: it has to be used, times its share.",
        mutants=(lambda weighting, shares: weighting.copy(),),
    ),
    Mistake(
        "starts from the weighting",
        "The weighting itself is added to the moved copies, so that the result does not sum to 1. (Where you "
        "add into `weighting` itself, that also changes its input.)",
        "what you add to: zeros at first. Staying is one of the steps already.",
        mutants=(lambda weighting, shares: weighting + shift(weighting, shares), moves.onto_itself),
    ),
    Mistake(
        "the copies are not added up",
        "You return the moved copies one under the other, or one sum of everything. Added up slot by slot they give "
        "the shape (slots,), one share a slot.",
        "the sum: over the copies, which is `axis=0` where they are stacked.",
        mutants=(
            lambda weighting, shares: np.array(
                [share * np.roll(weighting, step) for step, share in zip(moves.steps(shares), shares, strict=True)]
            ),
            lambda weighting, shares: np.float64(1.0),
        ),
    ),
    Mistake(
        "averages over the shifts",
        "You take the mean of the moved copies. Their shares sum to 1 already, so the copies are to be added up.",
        "the last step: `sum`, not `mean` and no division.",
        mutants=(lambda weighting, shares: shift(weighting, shares) / len(shares),),
    ),
    *STEPS,
)
