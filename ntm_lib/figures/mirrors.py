"""An add and a read face to face: one vector is scattered into the slots, and the slots are gathered into one."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy import ndarray

from ntm_lib.errors import check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import line, print_numbers, say, sheet, strip, tidy
from ntm_lib.figures.grids import digits
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import INK, QUIET, READ, SIGN_MAP, SMALL, WRITE
from ntm_lib.figures.words import sentence

CELL = (0.43, 0.3)  # inches
APART = 1.15  # inches between a vector and the memory
MOST_WIDE, MOST_SLOTS = 4, 8  # what fits the page with its numbers readable


def mirror(add_vector: Any, weighting: Any, memory: Any, read_vector: Any) -> Picture:
    """There and back: a vector written to a blank memory, and what a read at the same weighting gets of it.

    add_vector   (width,)        on the left
    weighting    (slots,)        each line is as thick as its slot's share
    memory       (slots, width)  the blank memory after the vector was added
    read_vector  (width,)        on the right

    Raises ValueError when sizes do not fit, or the memory is larger than can be read.
    """
    values, shares = numbers(memory), numbers(weighting)
    sent, back = numbers(add_vector), numbers(read_vector)
    if values.ndim != 2 or not 0 < len(values) <= MOST_SLOTS or not 0 < values.shape[1] <= MOST_WIDE:
        rule = f"have axes (slots, width), at most ({MOST_SLOTS}, {MOST_WIDE})"
        raise invalid("memory", rule, values.shape, "mirror")
    check_shape("weighting", shares.shape, values.shape[:1], "mirror")
    check_shape("add_vector", sent.shape, values.shape[1:], "mirror")
    check_shape("read_vector", back.shape, values.shape[1:], "mirror")
    wide, tall = values.shape[1] * CELL[0], len(values) * CELL[1]
    figure, axes = sheet(2 * APART + 3 * wide + 1.0, tall + 1.0)
    _both_sides(axes, 0.3, tall + 0.3, wide, tall, shares)
    size = 1.25 * max(float(np.abs(sent).max()), float(np.abs(values).max()), 1e-9)
    for left, top, part, name in (
        (0.3, 0.3 + (tall + CELL[1]) / 2, sent[None], "add vector"),
        (0.3 + wide + APART, 0.3 + tall, values, "memory, blank before"),
        (0.3 + 2 * (wide + APART), 0.3 + (tall + CELL[1]) / 2, back[None], "what is read"),
    ):
        strip(axes, left, top, part, CELL, SIGN_MAP, -size, size)
        print_numbers(axes, left, top, part, CELL, digits(part), np.abs(part) / size)
        say(axes, left + wide / 2, top + 0.12, name, SMALL, INK, ha="center")
    return picture(figure, mirror_words(sent, shares, back))


def mirror_words(sent: Float[ndarray, "width"], shares: Float[ndarray, "slots"], back: Float[ndarray, "width"]) -> str:
    """What was written, in which shares, and what came back."""
    told = [" ".join(tidy(float(v), digits(part)) for v in part) for part in (sent, back)]
    in_shares = ", ".join(tidy(float(share), digits(shares)) for share in shares)
    return sentence(f"{told[0]} is written in shares of {in_shares}; a read in the same shares gets {told[1]}")


def _both_sides(
    axes: Axes,
    left: float,
    top: float,
    wide: float,
    tall: float,
    shares: ndarray,
) -> None:
    """Lines from the first vector to each slot and from each slot to the second, the share printed on each."""
    middle = top - tall / 2
    for start, way, color, name in (
        (left + wide, 1, WRITE, "■ add: scatters"),
        (left + 2 * wide + 2 * APART, -1, READ, "● read: gathers"),
    ):
        end = start + way * APART
        say(axes, (start + end) / 2, top + 0.36, name, SMALL, color, ha="center")
        for slot, share in enumerate(shares):
            y = top - (slot + 0.5) * CELL[1]
            points = [(start + way * 0.05, middle), (end - way * 0.05, y)]
            line(axes, points, color, linewidth=0.5 + 3.5 * float(share), alpha=0.85)
            at = (start + 0.7 * (end - start), middle + 0.7 * (y - middle))
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
            say(axes, *at, tidy(float(share), digits(shares)), SMALL, QUIET, ha="center", bbox=box)
