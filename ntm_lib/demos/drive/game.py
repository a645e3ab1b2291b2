"""The game's memory: which target, the path that the head has taken, and the fewest moves so far."""

from __future__ import annotations

from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.drive.ring import TARGETS, Target
from ntm_lib.figures.words import plural


class Game:
    """Six targets, one at a time. `.said` tells what the last button did; dials are no part of it."""

    def __init__(self) -> None:
        self.place = 0  # of the target
        self.best: dict[int, int] = {}  # the fewest moves of each target that has been reached
        self.said = ""
        self._path = [self.target.start]

    @property
    def target(self) -> Target:
        """The target that is played."""
        return TARGETS[self.place]

    @property
    def now(self) -> Float[ndarray, "slots"]:
        """Where the head is."""
        return self._path[-1]

    @property
    def moves(self) -> int:
        """How many moves have been taken for this target."""
        return len(self._path) - 1

    @property
    def reached(self) -> bool:
        """Is the head on the target, after at least one move?"""
        return self.moves > 0 and self.target.reached(self.now)

    @property
    def score(self) -> str:
        """`2 moves, par 2`."""
        return f"{plural(self.moves, 'move')}, par {self.target.par}"

    def move(self, final: Float[ndarray, "slots"]) -> None:
        """Take the step: the final weighting is the previous one of the next move."""
        self._path.append(final)
        self.said = f"Move {self.moves}."
        if self.reached:
            self.best[self.place] = min(self.moves, self.best.get(self.place, self.moves))
            self.said = f"Move {self.moves}: target reached! {self._verdict()}"

    def undo(self) -> None:
        """Take the last move back."""
        if self.moves == 0:
            self.said = "Nothing to undo."
            return
        self._path.pop()
        self.said = "One move taken back."

    def start_over(self) -> None:
        """Back to where this target starts; what has been reached stays so."""
        self._path = [self.target.start]
        self.said = "Started over."

    def turn_to(self, step: int) -> None:
        """The next target (+1) or the one before (-1), round and round."""
        self.place = (self.place + step) % len(TARGETS)
        self._path = [self.target.start]
        self.said = ""

    def _verdict(self) -> str:
        over = self.moves - self.target.par
        how = "That is par" if over == 0 else f"That is {over} over par" if over > 0 else "That is better than par"
        if len(self.best) < len(TARGETS):
            return f"{how}; {len(self.best)} of {len(TARGETS)} targets reached."
        total = plural(sum(self.best.values()), "move")
        return f"{how}. All {len(TARGETS)} targets reached in {total}; par is {total_par()}."


def total_par() -> int:
    """The fewest moves for all targets together."""
    return sum(target.par for target in TARGETS)
