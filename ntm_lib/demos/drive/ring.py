"""The board of the game "Drive the head": a ring of twelve slots, the positions of five dials, six targets.

Most slots are blank, so that no key finds them; T is stored twice, so that its key finds two slots at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.by_hand import shift
from ntm_lib.demos.letters import LETTERS, PIXELS

RING = ("", "", "", "", "", "K", "T", "X", "T", "", "", "")  # the letter that each slot holds
SLOTS = len(RING)
TOLERANCE = 0.05  # a target is reached when no slot is further from it than this

# Every position that a dial can stand on. Par is the fewest moves with these.
KEYS = ("K", "T", "X")
KEY_STRENGTHS = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
GATES = tuple(tenth / 10 for tenth in range(11))
SHIFTS = {  # a whole step has the play that a softmax leaves; half a step is shared by two neighbours
    -1.0: (0.90, 0.05, 0.05),
    -0.5: (0.5, 0.5, 0.0),
    0.0: (0.0, 1.0, 0.0),
    0.5: (0.0, 0.5, 0.5),
    1.0: (0.05, 0.05, 0.90),
}
SHARPENINGS = (1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0)


class Dials(NamedTuple):
    """Where the five dials stand. `shift` is a key of SHIFTS."""

    key: str = "K"
    key_strength: float = 5.0
    gate: float = 1.0
    shift: float = 0.0
    sharpening: float = 1.0

    @property
    def shift_weighting(self) -> Float[ndarray, "3"]:
        """The shares of the steps -1, 0 and +1."""
        return np.array(SHIFTS[self.shift])

    @property
    def words(self) -> str:
        """`gate 0, shift +1, sharpening 5`: with the gate shut the key changes nothing, and is left out."""
        key = f"key {self.key}, key strength {self.key_strength:g}, " if self.gate else ""
        return f"{key}gate {self.gate:g}, shift {shift_words(self.shift)}, sharpening {self.sharpening:g}"


class Target(NamedTuple):
    """A weighting to reach. `shortest` is one of the shortest ways; that none is shorter is a test."""

    name: str
    shares: dict[int, float]  # of the slots that have any
    start: Float[ndarray, "slots"]
    shortest: Sequence[Dials]

    @property
    def weighting(self) -> Float[ndarray, "slots"]:
        """The target as numbers."""
        return focus(self.shares)

    @property
    def par(self) -> int:
        """The fewest moves that reach it."""
        return len(self.shortest)

    def misses(self, weighting: Float[ndarray, "slots"]) -> float:
        """The largest difference between a weighting and the target."""
        return float(np.abs(weighting - self.weighting).max())

    def reached(self, weighting: Float[ndarray, "slots"]) -> bool:
        """Is every slot within TOLERANCE?"""
        return self.misses(weighting) < TOLERANCE


def ring_memory() -> Float[ndarray, "slots 25"]:
    """The ring's contents, one letter or 25 zeros a slot."""
    return np.stack([key_of(name) if name else np.zeros(PIXELS) for name in RING])


def key_of(name: str) -> Float[ndarray, "25"]:
    """A letter's key is the letter itself."""
    return LETTERS[name].copy()


def focus(shares: dict[int, float]) -> Float[ndarray, "slots"]:
    """A weighting with the given shares and nothing elsewhere."""
    weighting = np.zeros(SLOTS)
    weighting[list(shares)] = list(shares.values())
    return weighting


def blurred(steps: int) -> Float[ndarray, "slots"]:
    """What is left of a focus on slot 0 after some steps on that nothing has sharpened."""
    weighting = focus({0: 1.0})
    for _ in range(steps):
        weighting = shift(weighting, np.array(SHIFTS[1.0]))
    return weighting


def shift_words(position: float) -> str:
    """`−1`, `−½`, `0`, `+½`, `+1`."""
    size = "½" if abs(position) == 0.5 else f"{abs(position):g}"
    return f"{'' if position == 0 else '−' if position < 0 else '+'}{size}"


HOLD = Dials(gate=0.0)
ON, BACK = (HOLD._replace(shift=step, sharpening=5.0) for step in (1.0, -1.0))
FOUND = Dials(key_strength=50.0)
AT_ZERO = focus({0: 1.0})

TARGETS = (
    Target("hold still", {0: 1.0}, AT_ZERO, [HOLD]),
    Target("jump to the letter K", {5: 1.0}, AT_ZERO, [FOUND]),
    Target("walk back over the edge of the ring", {10: 1.0}, AT_ZERO, [BACK, BACK]),
    Target("the slot after the letter K", {6: 1.0}, AT_ZERO, [FOUND._replace(shift=1.0, sharpening=5.0)]),
    Target("half on each of two blank neighbours", {2: 0.5, 3: 0.5}, AT_ZERO, [ON, ON, HOLD._replace(shift=0.5)]),
    Target("sharpen a blurred focus", {9: 1.0}, blurred(9), [HOLD._replace(sharpening=20.0)]),
)
