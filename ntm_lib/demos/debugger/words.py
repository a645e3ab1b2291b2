"""What a step of a program was, in words: for the caption, the picture and the sentence of the debugger."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ntm_lib.demos.debugger.recording import Recording
from ntm_lib.demos.player import spaced
from ntm_lib.figures.walks import SHARP
from ntm_lib.figures.words import listed, percent, plural


def step_name(recording: Recording, step: int) -> str:
    """`Store, step 3`, or that the program stopped before it."""
    phase, number = recording.steps[step]
    name = f"{phase}, step {number}"
    return name[:1].upper() + name[1:] if step < recording.done else f"Stopped at {name}"


def short_name(recording: Recording, step: int) -> str:
    """`store step 3`: beside the scrubber."""
    phase, number = recording.steps[step]
    return f"{phase} step {number}" if step < recording.done else "stopped"


def focus_words(recording: Recording, step: int) -> str:
    """`slot 3`, or how little of the weighting its fullest slot has."""
    slot, share = recording.focus(step), float(recording.after(step).max())
    return f"slot {slot}" if share >= SHARP else f"blurred, {percent(share)} on slot {slot}"


def move_words(recording: Recording, step: int) -> str:
    """What happens between the two weightings."""
    return recording.ops[step].move if step < recording.done else "stopped"


def head_words(recording: Recording, step: int) -> str:
    """What stands at the head's mark: `slot 3: ● reads, ■ writes`."""
    if step >= recording.done:
        return focus_words(recording, step)
    acts = "● reads, ■ writes" if recording.ops[step].writes else "● reads"
    return f"{focus_words(recording, step)}: {acts}"


def ring_words(recording: Recording) -> str:
    """Which slots a picture shows, and its colours."""
    return f"{recording.shown.words}; blue above 0, red below; an empty cell is 0"


def so_far(recording: Recording, step: int) -> str:
    """Wrong bits up to a step: `2 of 40 bits wrong so far`; nothing while nothing was due."""
    end = min(step + 1, recording.done)
    due = int((~np.isnan(recording.due[:end])).sum())
    more = end < len(recording.steps)
    if due == 0:
        return "nothing was due yet" if more else "nothing was due"
    return f"{int(recording.wrong[:end].sum())} of {plural(due, 'bit')} wrong" + (" so far" if more else "")


def caption(recording: Recording, step: int) -> str:
    """`Recall, step 4: STEP +1, READ. The head goes from slot 3 to slot 4. Bits 2 and 5 are wrong; …`"""
    if step >= recording.done:
        return f"{step_name(recording, step)}. {recording.trouble}"
    op = recording.ops[step]
    line = f"{step_name(recording, step)}: {op.move}, {'WRITE' if op.writes else 'READ'}."
    return f"{line} {_way(recording, step)} {_judged(recording, step)}"


def _way(recording: Recording, step: int) -> str:
    """Where the head goes."""
    before, after = int(recording.before(step).argmax()), recording.focus(step)
    share = float(recording.after(step).max())
    if share < SHARP:
        return f"The head is blurred: slot {after} has most of the weighting, {percent(share)}."
    way = f"stays on slot {after}" if before == after else f"goes from slot {before} to slot {after}"
    return f"The head {way}, with {percent(share)} of the weighting."


def _judged(recording: Recording, step: int) -> str:
    """Which bits are wrong."""
    if np.isnan(recording.due[step]).any():
        return "Nothing is due."
    bits = np.flatnonzero(recording.wrong[step]).tolist()
    if not bits:
        return f"What is read is what was due; {so_far(recording, step)}."
    which = f"Bit {bits[0]} is" if len(bits) == 1 else f"Bits {listed([str(bit) for bit in bits])} are"
    return f"{which} wrong; {so_far(recording, step)}."


def moments(recording: Recording) -> list[int]:
    """The steps of the film strip: the first and the last that were done of each phase, and the trouble.

    Of a single phase, four steps evenly spread.
    """
    phases = [phase for phase, _ in recording.steps[: recording.done]]
    if len(set(phases)) > 1:
        turns = [step for step, (one, other) in enumerate(pairwise(phases)) if one != other]
        shown = sorted({0, recording.done - 1, *turns, *(step + 1 for step in turns)})
    else:
        shown = spaced(recording.done, 4)
    return shown + ([recording.done] if recording.trouble else [])


def sentence(recording: Recording) -> str:
    """Where the head was at those steps, and how many bits came out wrong."""
    told = [
        f"{step_name(recording, step)}: {recording.ops[step].move}, {_place(recording, step)}."
        for step in moments(recording)
        if step < recording.done
    ]
    end = f"It stopped: {recording.trouble}" if recording.trouble else f"{so_far(recording, recording.done - 1)}."
    return " ".join([*told, end[:1].upper() + end[1:]])


def _place(recording: Recording, step: int) -> str:
    """Coarse, so that it is the same on every processor."""
    sharp = recording.after(step).max() >= SHARP
    return f"head on slot {recording.focus(step)}" if sharp else "head blurred over several slots"
