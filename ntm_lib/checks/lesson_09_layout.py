"""What stands where in a batch of the copy task, and what is said when it stands elsewhere: half of the rule of 9.1."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy import ndarray

from ntm_lib.checks.exercise import Problem
from ntm_lib.checks.problems import MISFIT

NO_DELIMITER = Problem(
    "no delimiter",
    "There is no flag in your inputs: nothing tells the machine that the sequence has ended and the answer is due.",
    "the last channel of `inputs`, number `bits`: a 1 at step L, right after the last vector.",
    order=MISFIT,
)
_MOST_STEPS = 21  # of a picture
NO_CHANNEL = Problem(
    "no delimiter",
    "Your inputs have no channel for the flag: they have `bits` channels, and `bits + 1` are due.",
    "the size of the last axis of `inputs`; the flag is a 1 at step L on its last channel.",
    order=MISFIT,
)


SIZES = (
    "the sizes of your three tensors: a sequence of length L takes 2 L + 1 steps, and `inputs` has bits + 1 channels, "
    "the last of them (number `bits`) for the flag."
)


class Drawn(NamedTuple):
    """One batch as plain arrays, and what it was asked to be."""

    inputs: ndarray
    targets: ndarray
    mask: ndarray
    lengths: tuple[int, int]
    bits: int


def layout(batch: Drawn) -> Problem | None:
    """What stands where: first the flags of all sequences, then what they are shown, then what is due."""
    if not all(np.isin(part, (0, 1)).all() for part in (batch.inputs, batch.mask)):
        says = "Inputs and mask hold only zeros and ones; yours hold other numbers."
        return Problem("not zeros and ones", says, "`torch.randint(0, 2, ...)`, then `.float()`.", picture(batch, 0))
    misplaced = _flag_channels(batch)
    if misplaced:
        return misplaced._replace(detail=picture(batch, 0))
    for look in (_flag, _shown, _answer):
        found = {s: problem for s in range(batch.inputs.shape[1]) if (problem := look(batch, s))}
        if found:  # what most sequences show: a single short one may look like something else by chance
            names = [problem.name for problem in found.values()]
            sequence = max(found, key=lambda s: names.count(found[s].name))
            return found[sequence]._replace(detail=picture(batch, sequence))
    return None


def _flag_channels(batch: Drawn) -> Problem | None:
    """At the flag's step one other channel holds a 1 in every sequence, or all of them do."""
    at_flag = batch.inputs[(len(batch.inputs) - 1) // 2]
    if at_flag.all():
        says = "Your flag is written to every channel. It belongs on the last one alone; the bits are 0 at its step."
        return Problem("flag on every channel", says, "the line that sets the flag: `inputs[L, :, bits]`, step L.")
    channel = int(at_flag[0].argmax())
    alone = at_flag[:, channel].all() and at_flag.sum() == len(at_flag)
    if not alone or channel == batch.bits:
        return None
    says = f"Your flag stands on channel {channel}, counted from 0. It belongs on the last one, after the bits."
    look = "the channel of the flag: number `bits`. The vectors have the channels before it."
    return Problem("flag on the wrong channel", says, look, order=MISFIT)


def _flag(batch: Drawn, sequence: int) -> Problem | None:
    """The flag stands alone on the last channel, for one step, after a legal number of vectors."""
    shortest, longest = batch.lengths
    flag = batch.inputs[:, sequence, -1]
    steps = np.flatnonzero(flag)
    if not len(steps):
        return NO_DELIMITER
    if len(steps) > 1 and np.array_equal(steps, np.arange(steps[0], len(flag))):
        return Problem(
            "the flag stays on",
            'The flag stays on while the answer is due. It says "now answer" once, for one step.',
            "the steps that you set on the last channel: step L alone.",
        )
    if len(steps) > 1:
        return Problem(
            "more than the flag on its channel",
            f"The last channel is the flag's alone, which stands there for one step. Yours holds {len(steps)} ones.",
            "how many channels you fill with random bits (`bits`, and not `bits + 1`), and how often you set the flag.",
        )
    if not shortest <= steps[0] <= longest and _is_right_for(batch, sequence, int(steps[0])):  # but for its length
        return Problem(
            "a length out of range",
            f"A sequence of yours has length {steps[0]}, where lengths = ({shortest}, {longest}) was asked for.",
            "the two ends of your draw: `torch.randint(lengths[0], lengths[1] + 1, ...)`.",
        )
    if not shortest <= steps[0] <= longest:
        where = f"step {longest}" if shortest == longest else f"a step from {shortest} to {longest}"
        return Problem(
            "flag at the wrong step",
            f"The flag stands at step {steps[0]}. With lengths from {shortest} to {longest} it belongs to "
            f"{where}: right "
            "after the last vector, since steps are counted from 0.",
            "the step at which you set the flag, and the range of lengths that you draw from.",
        )
    return None


def _is_right_for(batch: Drawn, sequence: int, length: int) -> bool:
    """Would it be a right one if this length had been asked for?"""
    other = batch._replace(lengths=(length, len(batch.mask)))
    return length > 0 and _shown(other, sequence) is None and _answer(other, sequence) is None


def _length(batch: Drawn, sequence: int) -> int:
    """Where the flag stands."""
    return int(batch.inputs[:, sequence, -1].argmax())


def _shown(batch: Drawn, sequence: int) -> Problem | None:
    """The vectors end where the flag stands."""
    inputs, length = batch.inputs[:, sequence, : batch.bits], _length(batch, sequence)
    if inputs[length + 1 :].any():
        return Problem(
            "input leaks into the answer phase",
            "The vectors are still in the input while the answer is due: the machine could read them off instead of "
            "remembering them.",
            "the inputs after the flag: all zeros.",
        )
    if inputs[length].any():
        return Problem(
            "a vector beside the flag",
            "At the flag's step there is also a vector in the input. The flag has a step to itself.",
            "which steps you fill with vectors: 0 to L - 1.",
        )
    return None


def _answer(batch: Drawn, sequence: int) -> Problem | None:
    """What is due, and when, after the flag."""
    length, mask = _length(batch, sequence), batch.mask[:, sequence]
    vectors = batch.inputs[:length, sequence, : batch.bits]
    found = _targets(vectors, batch.targets[:, sequence], length) or _mask(mask, length)
    return found or _steps(len(mask), length, batch.lengths[1])


def _targets(vectors: ndarray, targets: ndarray, length: int) -> Problem | None:
    def are_due_from(step: int) -> bool:
        found = targets[step : step + length]
        return step >= 0 and bool(len(found)) and np.array_equal(found, vectors[: len(found)])

    if are_due_from(length + 1) and len(targets) > 2 * length:
        if not targets[: length + 1].any() and not targets[2 * length + 1 :].any():
            return None
        says = "Your targets also hold ones at steps at which no answer is due. There, they are all zeros."
        return Problem("targets where nothing is due", says, "which steps of `targets` you fill: L + 1 to 2 L.")
    look = "where the vectors go in `targets`: from step L + 1 on, the first step after the flag."
    for off in (-1, 1):
        if are_due_from(length + 1 + off):
            when = "early: the first vector is due at the flag's own step" if off < 0 else "late"
            return Problem("target one step off", f"Your targets come one step {when}.", look)
    if are_due_from(0):
        says = "Your targets stand at the steps at which the vectors are shown. The answer is due after the flag."
        return Problem("targets while showing", says, look)
    if length > 1 and np.array_equal(targets[length + 1 : 2 * length + 1], vectors[::-1]):
        says = "Your targets are the vectors in reverse. Copying says them back in the order in which they were shown."
        return Problem("targets reversed", says, "the order of the vectors in `targets`.")
    says = f"The targets of steps {length + 1} to {2 * length} are not the vectors that were shown."
    return Problem("wrong targets", says, look)


def _mask(mask: ndarray, length: int) -> Problem | None:
    due = np.zeros(len(mask))
    due[length + 1 : 2 * length + 1] = 1
    if np.array_equal(mask, due):
        return None
    look = "the mask: true from step L + 1 to step 2 L, where an answer is due, and nowhere else."
    if np.array_equal(mask, 1 - due):
        return Problem("mask turned round", "Your mask is true where no answer is due, and false where one is.", look)
    if mask[:length].any():
        return Problem(
            "mask covers the input phase",
            "Your mask is true while the vectors are still being shown. No answer is due then, and the machine "
            "would be "
            "marked for its silence.",
            look,
        )
    if mask[length]:
        says = "Your mask begins one step early, at the flag. The first answer is due at the step after it."
        return Problem("mask one step off", says, look)
    return Problem("mask misses answers", "Your mask does not mark every step at which an answer is due.", look)


def _steps(time: int, length: int, longest: int) -> Problem | None:
    if time <= 2 * longest + 1:
        return None
    says = f"Your batch has {time} steps. Vectors, flag and answer take {2 * length + 1}, and nothing comes after them."
    return Problem("too many steps", says, "the size of your three tensors: 2 L + 1 steps.")


def picture(batch: Drawn, sequence: int) -> str:
    """One sequence, steps to the right; a dot is a 0."""
    shown = min(batch.bits, 3)
    rows = [(f"input {bit}", batch.inputs[:, sequence, bit]) for bit in range(shown)]
    rows += [("flag", batch.inputs[:, sequence, -1])]
    rows += [(f"target {bit}", batch.targets[:, sequence, bit]) for bit in range(shown)]
    rows += [("mask", batch.mask[:, sequence])]
    texts = [(name, ["." if not value else f"{value:.2g}" for value in row[:_MOST_STEPS]]) for name, row in rows]
    texts.insert(0, ("step", [str(step) for step in range(len(texts[0][1]))]))
    width = max(2, *(len(text) for _, row in texts for text in row))
    lines = [f"    {name:<9}{' '.join(text.rjust(width) for text in row)}" for name, row in texts]
    which = "Your first sequence:" if sequence == 0 else f"Sequence {sequence} of your batch, counted from 0:"
    return f"  {which}\n" + "\n".join(lines)
