"""Par, made honest: every position of every dial is tried, move after move, and none of them is left out.

The equations stand here a third time, for thousands of positions at once: `by_hand` takes one at a time and would
need an hour. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.by_hand import content_weighting
from ntm_lib.demos.drive.ring import (
    GATES,
    KEY_STRENGTHS,
    KEYS,
    SHARPENINGS,
    SHIFTS,
    TOLERANCE,
    Dials,
    Target,
    key_of,
    ring_memory,
)


class Positions(NamedTuple):
    """The positions of the five dials that a search tries."""

    keys: Sequence[str] = KEYS
    key_strengths: Sequence[float] = KEY_STRENGTHS
    gates: Sequence[float] = GATES
    shifts: Sequence[float] = tuple(SHIFTS)
    sharpenings: Sequence[float] = SHARPENINGS

    def all_dials(self) -> list[Dials]:
        """Every combination, in the order of the rows of `after_one_move`."""
        return [
            Dials(key, strength, gate, shift, sharpening)
            for sharpening in self.sharpenings
            for shift in self.shifts
            for gate in self.gates
            for key in self.keys
            for strength in self.key_strengths
        ]


def after_one_move(previous: Float[ndarray, "slots"], positions: Positions) -> Float[ndarray, "moves slots"]:
    """The weightings after one move with each combination of positions (Eq. 5, 7, 8, 9)."""
    return np.concatenate(list(_by_sharpening(previous, _contents(positions), positions)))


def closest(target: Target, moves: int, positions: Positions | None = None) -> float:
    """The smallest of all the largest differences to the target after exactly `moves` moves, every way tried."""
    positions = Positions() if positions is None else positions
    contents = _contents(positions)
    weightings = target.start[None]
    for _ in range(moves - 1):
        reached = [part for previous in weightings for part in _by_sharpening(previous, contents, positions)]
        weightings = np.unique(np.concatenate(reached), axis=0)
    return min(
        float(np.abs(part - target.weighting).max(axis=1).min())
        for previous in weightings
        for part in _by_sharpening(previous, contents, positions)
    )


def fewest_moves(target: Target, most: int, positions: Positions | None = None) -> int | None:
    """The fewest moves, at least one, that reach the target; None when more than `most` are needed."""
    return next((moves for moves in range(1, most + 1) if closest(target, moves, positions) < TOLERANCE), None)


def _contents(positions: Positions) -> Float[ndarray, "keys slots"]:
    memory = ring_memory()
    return np.stack(
        [
            content_weighting(memory, key_of(key), strength)
            for key in positions.keys
            for strength in positions.key_strengths
        ]
    )


def _by_sharpening(
    previous: Float[ndarray, "slots"], contents: Float[ndarray, "keys slots"], positions: Positions
) -> Iterator[Float[ndarray, "moves slots"]]:
    """The weightings after one move, a block for each sharpening."""
    gates = np.array(positions.gates)[:, None, None]
    gated = (gates * contents + (1 - gates) * previous).reshape(-1, len(previous))
    shares = np.array([SHIFTS[shift] for shift in positions.shifts])
    turned = np.stack([np.roll(gated, step, axis=1) for step in (-1, 0, 1)])
    shifted = np.einsum("ps,smn->pmn", shares, turned).reshape(-1, len(previous))
    shifted /= shifted.max(axis=1, keepdims=True)  # so that no power of all of them underflows
    for sharpening in positions.sharpenings:
        powers = shifted**sharpening
        yield powers / powers.sum(axis=1, keepdims=True)
