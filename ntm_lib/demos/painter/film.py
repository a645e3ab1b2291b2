"""A prepared picture painted and unwritten, twice: by adds alone, and with one erase that the adds cannot undo."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.painter.history import Pair, WriteFunction, both_write, inverse
from ntm_lib.demos.painter.picture import thumbnail
from ntm_lib.demos.painter.words import SEEN, slots_words
from ntm_lib.demos.painting import SLOTS, WIDTH, Write, painting
from ntm_lib.demos.scene import strip
from ntm_lib.figures.words import listed, plural

NAME = "heart"
ERASED = (6, 7)  # the slots that A and B erase


class Film(NamedTuple):
    """Memories on the way.

    done       how many steps were done at each of the stations
    memories   one a station
    unwritten  after all steps were taken back in another order
    scarred    the same, with an erase before the first of them is taken back
    """

    done: list[int]
    memories: list[Float[ndarray, "slots width"]]
    unwritten: Float[ndarray, "slots width"]
    scarred: Float[ndarray, "slots width"]


def film(write: WriteFunction) -> Film:
    """Paint and unwrite with a learner's function. Raises ValueError unless it returns 16 x 16 finite numbers."""
    steps = painting(NAME)
    stations = [len(steps) * third // 3 for third in range(4)]
    memories = [np.zeros((SLOTS, WIDTH))]
    for pair in steps:
        memories.append(both_write(write, memories[-1], pair)[1])
    order = np.random.default_rng(0).permutation(len(steps))
    backward = [inverse(steps[place]) for place in order]
    whole = memories[-1]
    wiped = both_write(write, whole, eraser())[1]
    return Film(
        stations, [memories[done] for done in stations], run(write, whole, backward), run(write, wiped, backward)
    )


def run(write: WriteFunction, memory: Float[ndarray, "slots width"], steps: list[Pair]) -> ndarray:
    """The memory after all steps."""
    for pair in steps:
        memory = both_write(write, memory, pair)[1]
    return memory


def eraser() -> Pair:
    """Head A erases one slot whole, and B another."""
    first, second = (Write(np.eye(SLOTS)[slot], np.ones(WIDTH), np.zeros(WIDTH)) for slot in ERASED)
    return first, second


def film_words(shown: Film) -> str:
    """How many numbers differ from 0 at each station, and what unwriting leaves."""
    counts = [used(memory) for memory in shown.memories]
    left = used(shown.unwritten)
    back = "the memory is blank again" if left == 0 else f"{plural(left, 'number')} are not 0"
    stay = used(shown.scarred)
    where = slots_words(np.flatnonzero((np.abs(shown.scarred) >= SEEN).any(axis=1)).tolist()) if stay else "no slot"
    return (
        f"A {NAME} painted by two heads: after {listed([str(done) for done in shown.done])} steps, "
        f"{listed([str(count) for count in counts])} of {SLOTS * WIDTH} numbers are not 0. "
        f"Unwritten in another order, {back}. "
        f"With one erase before the unwriting, {plural(stay, 'number')} in {where} stay."
    )


def used(memory: Float[ndarray, "slots width"]) -> int:
    """How many numbers two decimals tell from 0."""
    return int((np.abs(memory) >= SEEN).sum())


def film_strip(shown: Film) -> bytes:
    """Six small memories in two rows: painting, then what unwriting leaves."""
    titles = [f"After {plural(done, 'step')}" for done in shown.done]
    pictures = [thumbnail(memory, title) for memory, title in zip(shown.memories, titles, strict=True)]
    pictures[-1] = thumbnail(shown.memories[-1], titles[-1], "Full colour at 1 and −1.")
    ends = [thumbnail(shown.unwritten, "All unwritten"), thumbnail(shown.scarred, "Unwritten after an erase")]
    return strip([*pictures, *ends], columns=3)
