"""Letters as 5 x 5 pictures, and looking one up by a noisy key: what content addressing is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy import ndarray

from ntm_lib.errors import check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import arrow, cells, line, say, sheet, tint
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT_SIZE, INK, INPUT, MEMORY, QUIET, READ, SMALL, THIN
from ntm_lib.figures.words import listed, percent, plural, sentence

SIDE = 5  # a letter is 5 x 5 numbers: 1 ink, -1 paper, 0 unknown


def letters(vectors: Any, labels: Sequence[str] | None = None, title: str = "") -> Picture:
    """Rows of 25 numbers as letters in a row: 1 ink, -1 paper, between them shades, exactly 0 "unknown" (a dot).

    vectors  (letters, 25)
    labels   a name a letter

    Raises ValueError for another shape, or when labels are not one a letter.
    """
    values = _letters("vectors", vectors, "letters")
    names = _names(labels, len(values), "letters")
    cell, gap = 0.13, 0.25
    above = (0.3 if title else 0.0) + (0.25 if labels is not None else 0.05)
    figure, axes = sheet(len(values) * (SIDE * cell + gap) + 0.6, SIDE * cell + above + 0.2)
    top = SIDE * cell + 0.15
    say(axes, 0.2, top + above - 0.08, title, FONT_SIZE + 1, weight="bold")
    for number, value in enumerate(values):
        left = 0.2 + number * (SIDE * cell + gap)
        _letter(axes, left, top, value, cell)
        if labels is not None:
            say(axes, left + SIDE * cell / 2, top + 0.12, names[number], SMALL, ha="center")
    return picture(figure, letters_words(values, names, title))


def letters_words(values: Float[ndarray, "letters 25"], names: Sequence[str], title: str = "") -> str:
    """How many letters, which, and how much of each is unknown."""
    told = sentence(f"{title + ': ' if title else ''}{plural(len(values), 'picture')} of 5 x 5: {listed(list(names))}")
    unknown = [
        f"{plural(count, 'cell')} of {name} unknown"
        for name, count in zip(names, (values == 0).sum(axis=1).tolist(), strict=True)
        if count
    ]
    return f"{told} {sentence(listed(unknown))}" if unknown else told


def recall(memory: Any, labels: Sequence[str], key: Any, weighting: Any, recalled: Any) -> Picture:
    """A letter looked up: the noisy key, the stored letters with their shares as bars, and what came back.

    memory     (letters, 25)  1 ink, -1 paper
    labels     a name a letter
    key        (25,)          0 where it is unknown
    weighting  (letters,)     simplex
    recalled   (25,)          what is read

    Raises ValueError when the sizes do not fit the memory.
    """
    values = _letters("memory", memory, "recall")
    names = _names(labels, len(values), "recall")
    shares, wanted, came = numbers(weighting), numbers(key), numbers(recalled)
    check_shape("weighting", shares.shape, (len(values),), "recall")
    check_shape("key", wanted.shape, (SIDE * SIDE,), "recall")
    check_shape("recalled", came.shape, (SIDE * SIDE,), "recall")
    figure, axes = sheet(8.1, 2.25)
    slot = 4.6 / len(values)
    cell = min(0.1, 0.86 * slot / SIDE)
    start, top = 1.75, 1.78
    _large(axes, 0.2, "key", "what is known", wanted, INPUT)
    _large(axes, 6.95, "● what is read", "", came, READ)
    arrow(axes, [(1.27, 1.35), (1.66, 1.35)])
    say(axes, start + 2.3, 2.12, "stored letters", FONT_SIZE, MEMORY, ha="center")
    for number, name in enumerate(names):
        middle = start + (number + 0.5) * slot
        say(axes, middle, top + 0.11, name, SMALL, ha="center")
        _letter(axes, middle - SIDE * cell / 2, top, values[number], cell)
        _share(axes, middle, 0.32, float(shares[number]), 0.74, min(0.26, 0.6 * slot), slot)
    line(axes, [(start, 0.32), (start + 4.6, 0.32)], THIN)
    say(axes, start + 2.3, 0.13, "share of the weighting", SMALL, QUIET, ha="center")
    arrow(axes, [(6.45, 1.35), (6.86, 1.35)], READ)
    return picture(figure, recall_words(names, shares, wanted, values, came))


def recall_words(
    names: Sequence[str],
    shares: Float[ndarray, "letters"],
    key: Float[ndarray, "25"],
    memory: Float[ndarray, "letters 25"],
    recalled: Float[ndarray, "25"],
) -> str:
    """Which letter got the largest share, how damaged the key is, and how many cells come back right."""
    best = int(shares.argmax())
    told = [sentence(f"{names[best]} has the largest share, {percent(float(shares[best]))}")]
    unknown, flipped = int((key == 0).sum()), int((key * memory[best] < 0).sum())
    damage = [plural(unknown, "unknown cell")] * bool(unknown) + [plural(flipped, "cell") + " turned over"] * bool(
        flipped
    )
    told.append(
        sentence(f"compared with it the key has {listed(damage)}" if damage else f"the key is {names[best]} itself")
    )
    right = int((recalled * memory[best] > 0).sum())
    told.append(f"{right} of {len(key)} cells of what is read have the sign of {names[best]}.")
    return " ".join(told)


def _large(axes: Axes, left: float, name: str, note: str, values: Float[ndarray, "25"], color: str) -> None:
    """A letter at the side with its name above and a frame in its colour."""
    cell, top = 0.19, 1.82
    words = INK if color == INPUT else color  # sky is too light to read
    say(axes, left + SIDE * cell / 2, top + 0.16, name, FONT_SIZE, words, ha="center")
    _letter(axes, left, top, values, cell)
    axes.add_patch(
        Rectangle((left, top - SIDE * cell), SIDE * cell, SIDE * cell, fill=False, edgecolor=color, linewidth=1.6)
    )
    if (values == 0).any() and note:
        say(axes, left + SIDE * cell / 2, top - SIDE * cell - 0.15, "a dot: unknown", SMALL, QUIET, ha="center")


def _letter(axes: Axes, left: float, top: float, values: Float[ndarray, "25"], cell: float) -> None:
    """25 numbers as 5 x 5 cells of ink; an exact 0 is a grey cell with a dot, since nothing is known of it."""
    square = values.reshape(SIDE, SIDE)
    colours = tint((np.clip(square, -1, 1) + 1) / 2, INK)
    colours[square == 0] = 0.9
    cells(axes, left, top, colours, cell, THIN)
    for row, column in zip(*np.nonzero(square == 0), strict=True):
        x, y = left + (column + 0.5) * cell, top - (row + 0.5) * cell
        axes.plot([x], [y], ".", color=QUIET, markersize=14 * cell)


def _share(axes: Axes, x: float, bottom: float, share: float, tall: float, wide: float, room: float) -> None:
    """A bar upward with its number on top."""
    axes.add_patch(Rectangle((x - wide / 2, bottom), wide, tall * share, color=MEMORY))
    size = SMALL if room >= 0.42 else SMALL - 1.5
    say(axes, x, bottom + tall * share + 0.08, f"{share:.2f}", size, ha="center")


def _letters(name: str, vectors: Any, context: str) -> Float[ndarray, "letters 25"]:
    values = numbers(vectors)
    if values.ndim != 2 or values.shape[1] != SIDE * SIDE or len(values) == 0:
        raise invalid(name, f"have axes (letters, {SIDE * SIDE}) and at least one letter", values.shape, context)
    return values


def _names(labels: Sequence[str] | None, count: int, context: str) -> list[str]:
    if labels is None:
        return [f"number {number}" for number in range(count)]
    if len(labels) != count:
        raise invalid("labels", f"be one a letter, {count}", len(labels), context)
    return [str(label) for label in labels]
