"""Known mistakes of 1.3, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import numpy as np

from ntm_lib.checks.exercise import Mistake
from ntm_lib.checks.lesson_01_nudges import (
    alone,
    between,
    by_own_step,
    central,
    each,
    every_slot,
    fed_no_array,
    moved,
    no_difference,
    over,
    replaced,
    second_alone,
    shared_out,
    spoils,
    whole_sum,
)

NUDGE = (
    Mistake(
        "f is not given an array",
        "You call `f` with one number, or with a list. It takes a whole weighting, as an array.",
        "what goes into `f`: a copy of the whole array, in which one share is nudged. (In `weighting[slot + step]` it "
        "would be the *place* that is nudged.)",
        shows=fed_no_array,
    ),
    Mistake(
        "no difference at all",
        "The two values of `f` are always the same in your code, so that you return 0 for every `f`: both are taken "
        "at the same weighting.",
        "the two arrays that go into `f`. `down = up` makes a second name for one array, and what you do to one you "
        "do to the other; `.copy()` makes a second array. (Or the step went into an array of whole numbers, which cut "
        "it to 0.)",
        shows=no_difference,
    ),
    Mistake(
        "changes the caller's array",
        "You nudge the array that you were given. `up = weighting` makes a second *name*, not a second array, so the "
        "second call of `f` starts from what the first one left, and the caller's weighting is spoilt.",
        "`weighting.copy()`, once for the nudge up and once for the nudge down.",
        shows=spoils,
    ),
    Mistake(
        "one-sided",
        "You take the difference from where `f` stands now, to one side only. When `f` bends, that is off by half a "
        "step's worth of bend.",
        "the two calls of `f`: one `step` up and one `step` down, and `2 * step` between them.",
        mutants=(
            each(lambda f, w, slot, step: float((f(moved(w, slot, step)) - f(w)) / step)),
            each(lambda f, w, slot, step: float((f(w) - f(moved(w, slot, -step))) / step)),
            each(lambda f, w, slot, step: float((f(moved(w, slot, 2 * step)) - f(w)) / (2 * step))),
        ),
    ),
    Mistake(
        "one side, half the size",
        "You nudge to one side only, and divide as if you had nudged to both: what you return is about half of what "
        "is due.",
        "the two calls of `f`: one `step` up and one `step` down from the weighting that you were given.",
        mutants=(
            each(lambda f, w, slot, step: float((f(moved(w, slot, step)) - f(w)) / (2 * step))),
            each(lambda f, w, slot, step: float((f(w) - f(moved(w, slot, -step))) / (2 * step))),
        ),
    ),
    Mistake(
        "forgets to divide",
        "You return how much `f` changes, and not how much it changes *for each unit of share*: half the step would "
        "give half the answer.",
        "the last line: divide by the distance between the two weightings, `2 * step`.",
        mutants=(
            each(lambda f, w, slot, step: float(f(moved(w, slot, step)) - f(moved(w, slot, -step)))),
            each(lambda f, w, slot, step: float(f(moved(w, slot, step)) - f(w))),
            each(lambda f, w, slot, step: float(f(moved(w, slot, step)) - f(moved(w, slot, -step))) / 2),
        ),
    ),
    Mistake(
        "divides by one step",
        "You divide by `step`, but from one step down to one step up it is two. You return twice what is due.",
        "the divisor: `2 * step`.",
        mutants=(central(divisor=1.0),),
    ),
    Mistake(
        "brackets are missing",
        "Python divides before it subtracts, and works from the left: `/ 2 * step` divides by 2 and then "
        "*multiplies* by the step, and without brackets around the difference only the second value is divided.",
        "the brackets: `(high - low) / (2 * step)`.",
        mutants=(
            each(lambda f, w, slot, step: float((f(moved(w, slot, step)) - f(moved(w, slot, -step))) / 2 * step)),
            *(second_alone(divided) for divided in (lambda step: 2 * step, lambda step: step)),
            *(second_alone(divided) for divided in (lambda step: 2 / step, lambda step: 2)),
            each(lambda f, w, slot, step: float((f(moved(w, slot, step)) - f(moved(w, slot, -step))) * step)),
            each(lambda f, w, slot, step: float((f(moved(w, slot, step)) - f(moved(w, slot, -step))) * 2 * step)),
        ),
    ),
    Mistake(
        "turned round",
        "Your sign is turned round: you say that `f` falls where it rises.",
        "the order: the value at the nudge *up*, less the value at the nudge *down*.",
        mutants=(central(divisor=-2.0),),
    ),
    Mistake(
        "divides the nudged weighting by its sum",
        "You keep the nudged weighting a weighting (by dividing by its sum, or by taking the step from the others). "
        "Then every share moves, and you no longer measure one slot.",
        "what you do after the nudge: nothing. `f` takes any numbers, and one share alone has to move.",
        mutants=(central(whole_sum), central(shared_out)),
    ),
    Mistake(
        "cuts the nudged share off",
        "You keep the nudged share at 0 or above, or between 0 and 1. At a share of 0 only the nudge up is left then: "
        "you measure to one side, and not to both.",
        "`max`, `min` or `np.clip`: `f` takes any numbers, so let the share go below 0.",
        mutants=(
            central(lambda w, slot, by: np.clip(moved(w, slot, by), 0, 1)),
            central(lambda w, slot, by: np.maximum(moved(w, slot, by), 0)),
            between(lambda w, slot, by: np.clip(moved(w, slot, by), 0, 1)),
            between(lambda w, slot, by: np.maximum(moved(w, slot, by), 0)),
        ),
    ),
    Mistake(
        "nudges every slot",
        "You nudge all shares at once, and measure what they do together.",
        "`weighting + step`: it adds to every number. Only the one at `slot` may change.",
        mutants=(central(lambda w, slot, by: w + by),),
    ),
    Mistake(
        "nudges another slot",
        "You nudge another slot than the one that was asked for.",
        "the index: slots count from 0, and `slot` is the place itself.",
        mutants=(
            central(lambda w, slot, by: moved(w, slot - 1, by)),
            central(lambda w, slot, by: moved(w, (slot + 1) % len(w), by)),
            central(lambda w, slot, by: moved(w, 0, by)),
            central(lambda w, slot, by: moved(w, int(np.argmax(w)), by)),
        ),
    ),
    Mistake(
        "nudges in proportion",
        "You make the share a little larger *in proportion* (`*=`), so that a share of 0 never moves, and the "
        "others move by less than `step`.",
        "the nudge: `+= step`, the same for every share.",
        mutants=(
            central(lambda w, slot, by: moved(w, slot, by * w[slot])),
            between(lambda w, slot, by: moved(w, slot, by * w[slot])),
            each(lambda f, w, slot, step: float((f(w * (1 + step)) - f(w * (1 - step))) / (2 * step))),
        ),
    ),
    Mistake(
        "replaces the share",
        "You put the step in place of the share. It has to be added to it.",
        "`=`, where `+=` belongs.",
        mutants=(central(replaced),),
    ),
    Mistake(
        "empties the other slots",
        "The array that you give to `f` holds the one share and nothing on the other slots.",
        "what you start from: a copy of `weighting`, and not zeros.",
        mutants=(central(alone), central(lambda w, slot, by: moved(np.zeros(len(w)), slot, by))),
    ),
    Mistake(
        "ignores the step",
        "You nudge by a step of your own; the one that you are given makes no difference.",
        "the argument `step`: it is both how far you nudge and what you divide by.",
        mutants=tuple(by_own_step(own) for own in (1e-4, 1e-3, 1e-5, 1e-6)),
    ),
    Mistake(
        "half a step to each side",
        "You nudge by half a step to each side. It is a whole `step` up and a whole `step` down, `2 * step` apart.",
        "how far you nudge: by `step` itself.",
        mutants=(
            lambda f, w, slot, step=1e-4: central()(f, w, slot, step / 2),
            lambda f, w, slot, step=1e-4: central(divisor=4.0)(f, w, slot, step / 2),
        ),
    ),
    Mistake(
        "divides by another step",
        "You nudge by the step that you are given, and divide by one of your own.",
        "the divisor: `2 * step`, with the `step` that was given.",
        mutants=tuple(each(over(own)) for own in (1e-4, 2e-4)),
    ),
    Mistake(
        "adds the two values",
        "You add the two values of `f`. How much it *changes* between them is their difference.",
        "the sign between the two calls of `f`: a minus.",
        mutants=(
            each(lambda f, w, slot, step: float(f(moved(w, slot, step)) + f(moved(w, slot, -step))) / (2 * step)),
            each(lambda f, w, slot, step: float(f(moved(w, slot, step)) + f(moved(w, slot, -step))) / 2),
        ),
    ),
    Mistake(
        "never below 0",
        "You drop the sign: where `f` falls, a number below 0 is due.",
        "`abs`: none is needed. The sign says which way to go.",
        mutants=(lambda f, w, slot, step=1e-4: abs(central()(f, w, slot, step)),),
    ),
    Mistake(
        "every slot at once",
        "You return one number for each slot. One is due, that of the slot that was asked for.",
        "any loop over the slots: `slot` says which one to nudge.",
        mutants=(every_slot,),
    ),
    Mistake(
        "returns the nudged weighting",
        "You return an array, the nudged weighting. What is due is a number: how fast `f` changes.",
        "the last line: `f` has to be called at both nudged weightings, and the two values compared.",
        mutants=(
            each(lambda f, w, slot, step: moved(w, slot, step)),
            each(lambda f, w, slot, step: moved(w, slot, -step)),
        ),
    ),
    Mistake(
        "nudges the value of f",
        "You return 1 for every `f`: either you never call it, or you add the step to what it gives.",
        "the two calls of `f`: the step is added to the share *before* each of them.",
        mutants=(each(lambda f, w, slot, step: 1.0),),
    ),
    Mistake(
        "the value of f",
        "You return a value of `f` itself. What is due is how fast it changes when the share does.",
        "the last line: the difference of two values, divided by `2 * step`.",
        mutants=(
            each(lambda f, w, slot, step: float(f(w))),
            each(lambda f, w, slot, step: float(f(moved(w, slot, step)))),
        ),
    ),
)
