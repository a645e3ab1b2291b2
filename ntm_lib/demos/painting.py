"""Pictures of 16 x 16 numbers, taken apart into what two write heads do: adds alone, so that each can be taken back.

A write changes the memory by an outer product, hence slots with the same row are painted in one write: the weighting
spreads 1 over the k slots, and the add vector is k times the row (Eq. 4). A weighting that falls off from slot to slot
paints a shade.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.bit_pad import BITS, STEPS, example
from ntm_lib.errors import check_shape, invalid

SLOTS = WIDTH = 16

HEART = (
    "................",
    "................",
    "...####..####...",
    "..############..",
    ".##############.",
    ".##############.",
    ".##############.",
    ".##############.",
    "..############..",
    "..############..",
    "...##########...",
    "....########....",
    ".....######.....",
    "......####......",
    ".......##.......",
    "................",
)
TEE = ((range(2, 5), range(2, 13)), (range(5, 13), range(6, 9)))  # slots and columns of the bar, and of the stem
BUBBLES = ((1, 13), (2, 15), (3, 12), (5, 14))  # slot and column


class Write(NamedTuple):
    """What one head does in one step.

    weighting     (slots,)  simplex: which slots, and how much each
    erase_vector  (width,)  0 ... 1
    add_vector    (width,)  real
    """

    weighting: Float[ndarray, "slots"]
    erase_vector: Float[ndarray, "width"]
    add_vector: Float[ndarray, "width"]


def painting(name: str = "heart") -> list[tuple[Write, Write]]:
    """A prepared picture, "heart", "letter" or "fish", as what heads A and B write, step by step, on a blank memory.

    All erase vectors are 0, and the finished numbers lie between -1 and 1. Raises ValueError for another name.
    """
    if name not in PAINTINGS:
        raise invalid("name", f"be one of {', '.join(PAINTINGS)}", repr(name), "painting")
    return PAINTINGS[name]()


def heart() -> list[tuple[Write, Write]]:
    """Head A paints the left half and B the right, both on the same slots; a glow and a spot of light come last."""
    marks = -1.0 * np.array([[cell == "#" for cell in row] for row in HEART])
    left, right = marks.copy(), marks.copy()
    left[:, 8:], right[:, :8] = 0, 0
    place = np.arange(SLOTS)
    glow = _bump(place, 7, 4.5), 0.45 * _bump(place, 7.5, 4.5)
    light = _bump(place, 4.5, 1.0), 0.55 * _bump(place, 4.5, 1.0)
    return _together([*_rows(left), _shade(*glow)], [*_rows(right), _shade(*light)])


def letter() -> list[tuple[Write, Write]]:
    """A T that head A paints in two writes, a bar and a stem; B paints its shadow."""
    marks, shadow = np.zeros((SLOTS, WIDTH)), np.zeros((SLOTS, WIDTH))
    for slots, columns in TEE:
        marks[np.ix_(slots, columns)] = 1.0
        shadow[np.ix_([slot + 2 for slot in slots], [column + 2 for column in columns])] = -0.5
    return _together(_rows(marks), _rows(np.where(marks == 0, shadow, 0)))


def fish(rows: Sequence[Sequence[int]] | None = None) -> list[tuple[Write, Write]]:
    """A drawing of the bit pad, the example if None, painted by head B into the sea that A fills.

    The whole sea is A's first write: a weighting that grows with the depth. Raises ValueError unless the drawing is
    8 rows of 12 zeros and ones.
    """
    bits = np.array(example() if rows is None else rows, dtype=np.float64)
    check_shape("rows", bits.shape, (BITS, STEPS), "fish")
    drawn, bubbles = np.zeros((SLOTS, WIDTH)), np.zeros((SLOTS, WIDTH))
    drawn[4 : 4 + BITS, 2 : 2 + STEPS] = -1.2 * bits
    for slot, column in BUBBLES:
        bubbles[slot, column] = 0.4
    return _together([_shade(np.linspace(0.1, 0.6, SLOTS), np.ones(WIDTH)), *_rows(bubbles)], _rows(drawn))


PAINTINGS = {"heart": heart, "letter": letter, "fish": fish}


def _rows(picture: Float[ndarray, "slots width"]) -> list[Write]:
    """One write for each row that is not blank, top to bottom; slots with the same row share one."""
    groups: dict[tuple[float, ...], list[int]] = {}
    for slot, row in enumerate(picture.tolist()):
        groups.setdefault(tuple(row), []).append(slot)
    return [_shade(np.isin(np.arange(SLOTS), slots), np.array(row)) for row, slots in groups.items() if any(row)]


def _shade(amounts: ndarray, row: Float[ndarray, "width"]) -> Write:
    """The write that adds `amounts` (one a slot) times the row: the weighting has to sum to 1, so the vector grows."""
    total = float(amounts.sum())
    return Write(amounts / total, np.zeros(WIDTH), total * row)


def _bump(place: ndarray, middle: float, reach: float) -> ndarray:
    return np.exp(-(((place - middle) / reach) ** 2))


def _together(head_a: list[Write], head_b: list[Write]) -> list[tuple[Write, Write]]:
    """Step by step; the head that is done first rests: it adds zeros to slot 0."""
    rest = Write(np.eye(SLOTS)[0], np.zeros(WIDTH), np.zeros(WIDTH))
    return list(zip_longest(head_a, head_b, fillvalue=rest))
