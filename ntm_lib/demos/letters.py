"""Eight letters of 5 x 5 pixels as vectors of 25 numbers, +1 for ink and -1 for paper.

Chosen so that no two resemble each other much: of all pairs the largest cosine is 0.36.
"""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.errors import check_count, check_shape, invalid

SIDE = 5  # pixels
PIXELS = SIDE * SIDE

_ROWS = {
    "A": ".###. #...# ##### #...# #...#",
    "K": "#..#. #.#.. ##... #.#.. #..#.",
    "N": "#...# ##..# #.#.# #..## #...#",
    "O": ".###. #...# #...# #...# .###.",
    "S": ".#### #.... .###. ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#..",
    "V": "#...# #...# #...# .#.#. ..#..",
    "X": "#...# .#.#. ..#.. .#.#. #...#",
}

LETTERS: dict[str, Float[ndarray, "25"]] = {
    name: np.array([1.0 if pixel == "#" else -1.0 for pixel in rows.replace(" ", "")]) for name, rows in _ROWS.items()
}


def letter_memory() -> tuple[Float[ndarray, "8 25"], list[str]]:
    """A memory with one letter a slot, and the letters' names in the order of the slots."""
    return np.stack(list(LETTERS.values())), list(LETTERS)


def corrupt(
    letter: Float[ndarray, "25"], flipped: int = 0, erased_rows: int = 0, rng: np.random.Generator | None = None
) -> Float[ndarray, "25"]:
    """A damaged copy: `flipped` pixels change sign, then the lowest `erased_rows` rows become 0, "not known".

    Which pixels flip comes from `rng` (None: from seed 0). More flips with the same seed keep the earlier ones.

    Raises TypeError or ValueError unless 0 <= flipped <= 25 and 0 <= erased_rows <= 5.
    """
    check_shape("letter", np.shape(letter), (PIXELS,), "corrupt")
    if check_count("flipped", flipped, "corrupt", minimum=0) > PIXELS:
        raise invalid("flipped", f"be at most {PIXELS}", flipped, "corrupt")
    if check_count("erased_rows", erased_rows, "corrupt", minimum=0) > SIDE:
        raise invalid("erased_rows", f"be at most {SIDE}", erased_rows, "corrupt")
    rng = np.random.default_rng(0) if rng is None else rng
    damaged = np.array(letter, dtype=np.float64)
    damaged[rng.permutation(PIXELS)[:flipped]] *= -1
    damaged[PIXELS - erased_rows * SIDE :] = 0
    return damaged


def picture_of(vector: Float[ndarray, "25"]) -> Float[ndarray, "5 5"]:
    """A vector of 25 numbers as 5 rows of 5 pixels."""
    check_shape("vector", np.shape(vector), (PIXELS,), "a letter")
    return np.reshape(vector, (SIDE, SIDE))
