"""Sequences of bits as strips, steps to the right: what is shown, what is due, what the machine said."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.errors import check_shape
from ntm_lib.figures.arrays import numbers, one_sequence
from ntm_lib.figures.canvas import bit_strip, bracket, cells, line, outline, say, sheet
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT_SIZE, INK, INPUT, OUTPUT, QUIET, SMALL, THIN
from ntm_lib.figures.words import listed, plural, sentence, span
from ntm_lib.tasks import Batch

DUE = "#555555"  # what should come out: dark grey, beside the colours of what goes in and comes out
LEFT = 1.05  # inches for the names of the rows
MOST_LISTED = 6  # wrong bits that a sentence names one by one


class Sequence(NamedTuple):
    """One sequence of a batch, rows of bits with steps to the right, cropped after the last step that counts."""

    inputs: Float[ndarray, "features steps"]
    targets: Float[ndarray, "bits steps"]
    mask: Bool[ndarray, "steps"]

    @property
    def flag(self) -> int | None:
        """The step at which the last input channel, the flag's own, is up."""
        up = np.flatnonzero(self.inputs[-1] > 0.5)
        return int(up[0]) if len(up) else None


def one(batch: Batch, sequence: int, context: str) -> Sequence:
    """One sequence of a batch. Raises ValueError when there is no such sequence."""
    inputs, targets = one_sequence(batch.inputs, sequence, context), one_sequence(batch.targets, sequence, context)
    mask = numbers(batch.mask)[:, sequence] > 0.5
    counted = np.flatnonzero(mask)
    steps = int(counted[-1]) + 1 if len(counted) else len(mask)
    return Sequence(inputs[:steps].T, targets[:steps].T, mask[:steps])


def bits(batch: Batch, sequence: int = 0) -> Picture:
    """What one sequence of a task looks like: inputs with the flag's row, targets, and the steps that count.

    batch     Batch(inputs, targets, mask), time-major
    sequence  which one of the batch

    Raises ValueError when the batch has no such sequence.
    """
    shown = one(batch, sequence, "bits")
    features, steps = shown.inputs.shape
    cell = 0.27 if steps <= 9 else min(0.2, 6.8 / steps)
    tall = max(cell, 0.09, 0.4 / (features - 1))  # rows stay high enough for their names
    height = (features + len(shown.targets) + 2) * tall + 1.2
    figure, axes = sheet(LEFT + steps * cell + 0.4, height)
    top = height - 0.45
    _phases(axes, shown, top, cell)
    _rows(axes, top, f"input\n{features - 1} bits", shown.inputs[:-1], (cell, tall), INPUT)
    _rows(axes, top - (features - 1) * tall, "flag", shown.inputs[-1:], (cell, tall), INK)
    top -= features * tall + 0.22
    _rows(axes, top, f"target\n{len(shown.targets)} bits", shown.targets, (cell, tall), DUE, shown.mask)
    top -= len(shown.targets) * tall + 0.22
    _rows(axes, top, "mask", shown.mask[None].astype(float), (cell, tall), QUIET)
    _steps(axes, top - tall, steps, cell)
    return picture(figure, bits_words(shown))


def bits_words(shown: Sequence) -> str:
    """How many vectors are shown, when the flag comes, when the answer is due, how many ones there are."""
    steps = shown.inputs.shape[1]
    due, flag = np.flatnonzero(shown.mask).tolist(), shown.flag
    parts = [f"one sequence of {plural(steps, 'step')}"]
    if flag is not None and flag > 0:
        parts.append(f"{len(shown.targets)} bits a step are shown at {span('step', 0, flag - 1)}")
    if flag is not None:
        parts.append(f"the flag is up at step {flag}")
    if len(due):
        ones = int(shown.targets[:, shown.mask].sum())
        parts.append(f"the answer is due at {span('step', due[0], due[-1])}")
        parts.append(f"{plural(ones, 'one')} among its {plural(len(due) * len(shown.targets), 'bit')}")
    return sentence(parts[0] + ": " + "; ".join(parts[1:]))


def copied(batch: Batch, logits: Any, sequence: int = 0) -> Picture:
    """What was shown, what was due and what the machine said, column under column; wrong bits are boxed.

    batch     Batch(inputs, targets, mask), time-major
    logits    (time, batch, bits)  the machine's answer; drawn as probabilities, white 0 to full colour 1
    sequence  which one of the batch

    Raises ValueError when the shapes differ or the batch has no such sequence.
    """
    check_shape("logits", numbers(logits).shape, numbers(batch.targets).shape, "copied, as batch.targets")
    shown = one(batch, sequence, "copied")
    steps = len(shown.mask)
    said = 1 / (1 + np.exp(-np.clip(one_sequence(logits, sequence, "copied")[:steps].T, -60, 60)))
    wrong = ((said > 0.5) != (shown.targets > 0.5)) & shown.mask
    columns = int(shown.mask.sum())
    panels = [
        ("shown", _shown(shown), INPUT),
        ("due", shown.targets[:, shown.mask], DUE),
        ("the machine's answer", said[:, shown.mask], OUTPUT),
    ]
    figure = _side_by_side(panels, wrong[:, shown.mask]) if columns <= 24 else _stacked(panels, wrong[:, shown.mask])
    return picture(figure, copied_words(wrong, shown.mask, said))


def _shown(shown: Sequence) -> Float[ndarray, "bits columns"]:
    """The vectors before the flag, or all inputs of a task without one."""
    return shown.inputs[:-1, : shown.flag] if shown.flag is not None else shown.inputs[:-1]


def copied_words(wrong: Bool[ndarray, "bits steps"], mask: Bool[ndarray, "steps"], said: ndarray) -> str:
    """`0 of 96 bits wrong`, and the wrong ones by name."""
    count, total = int(wrong.sum()), int(mask.sum()) * len(wrong)
    first = int(np.flatnonzero(mask)[0]) if mask.any() else 0
    text = sentence(f"{count} of {plural(total, 'bit')} wrong")
    if count == 0:
        return f"{text} Every bit of the answer is the one that was due."
    places = sorted(zip(*np.nonzero(wrong)[::-1], strict=True))[:MOST_LISTED]
    named = listed([f"bit {row} of answer vector {step - first}" for step, row in places])
    return f"{text} Wrong: {named}{' and others' if count > MOST_LISTED else ''}."


def _side_by_side(panels: list[tuple[str, ndarray, str]], wrong: Bool[ndarray, "bits columns"]) -> Any:
    columns = [values.shape[1] for _, values, _ in panels]
    gap = 0.5
    cell = min(0.32 if max(columns) <= 6 else 0.22, (7.6 - 2 * gap) / sum(columns))
    height = max(len(values) for _, values, _ in panels) * cell + 0.85
    figure, axes = sheet(sum(columns) * cell + 2 * gap + 0.4, height)
    left = 0.2
    for number, (name, values, color) in enumerate(panels):
        top = height - 0.4
        say(axes, left + values.shape[1] * cell / 2, top + 0.16, name, FONT_SIZE, ha="center")
        bit_strip(axes, left, top, values, cell, color)
        if number == 2:
            _box_wrong(axes, left, top, wrong, cell)
            _verdict(axes, left + values.shape[1] * cell / 2, top - len(values) * cell - 0.17, wrong, "center")
        left += values.shape[1] * cell + gap
    return figure


def _stacked(panels: list[tuple[str, ndarray, str]], wrong: Bool[ndarray, "bits columns"]) -> Any:
    columns = max(values.shape[1] for _, values, _ in panels)
    cell = 6.8 / columns
    tall = max(cell, 0.07)
    height = sum(len(values) * tall + 0.2 for _, values, _ in panels) + 0.6
    figure, axes = sheet(LEFT + 7.2, height)
    top = height - 0.2
    for number, (name, values, color) in enumerate(panels):
        say(axes, LEFT - 0.12, top - len(values) * tall / 2, name.replace("machine's ", "machine's\n"), ha="right")
        bit_strip(axes, LEFT, top, values, (cell, tall), color)
        if number == 2:
            _box_wrong(axes, LEFT, top, wrong, cell, tall)
            _verdict(axes, LEFT, top - len(values) * tall - 0.17, wrong, "left")
        top -= len(values) * tall + 0.2
    return figure


def _box_wrong(axes: Axes, left: float, top: float, wrong: ndarray, cell: float, tall: float | None = None) -> None:
    tall = cell if tall is None else tall
    for row, column in zip(*np.nonzero(wrong), strict=True):
        outline(
            axes, left + column * cell, top - (row + 1) * tall, cell, tall, INK, linewidth=min(1.8, 12 * cell), zorder=5
        )


def _verdict(axes: Axes, x: float, y: float, wrong: ndarray, ha: str) -> None:
    count = int(wrong.sum())
    boxed = " (boxed)" if count else ""
    say(axes, x, y, f"{count} of {plural(wrong.size, 'bit')} wrong{boxed}", SMALL, INK, ha=ha, weight="bold")


def _rows(
    axes: Axes,
    top: float,
    name: str,
    values: Float[ndarray, "rows steps"],
    cell: tuple[float, float],
    color: str,
    due: Bool[ndarray, "steps"] | None = None,
) -> None:
    """One strip with its name on the left; where nothing is due the cells are left grey and empty."""
    say(axes, LEFT - 0.12, top - len(values) * cell[1] / 2, name, SMALL, INK, ha="right")
    bit_strip(axes, LEFT, top, values, cell, color)
    for step in np.flatnonzero(~due) if due is not None else ():
        cells(axes, LEFT + step * cell[0], top, np.full((len(values), 1, 3), 0.95), cell, "#E4E4E4")


def _phases(axes: Axes, shown: Sequence, top: float, cell: float) -> None:
    """The names of the phases above the strips, and a thin line where the flag is."""
    flag, due = shown.flag, np.flatnonzero(shown.mask)
    if flag:
        bracket(axes, LEFT + 0.02, LEFT + flag * cell - 0.02, top + 0.06, "shown")
    if len(due):
        bracket(axes, LEFT + due[0] * cell + 0.02, LEFT + (due[-1] + 1) * cell - 0.02, top + 0.06, "answer due")


def _steps(axes: Axes, bottom: float, steps: int, cell: float) -> None:
    """Step numbers under the strips, as many as fit."""
    every = next(number for number in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if number * cell >= 0.36)
    for step in range(0, steps, every):
        x = LEFT + (step + 0.5) * cell
        line(axes, [(x, bottom - 0.02), (x, bottom - 0.06)], THIN)
        say(axes, x, bottom - 0.15, str(step), SMALL, QUIET, ha="center")
    say(axes, LEFT - 0.12, bottom - 0.15, "step", SMALL, QUIET, ha="right")
