"""What two heads do in one step, and the history of a painted memory: steps, undo, redo, and unwriting.

Undo goes back to a memory that was kept. Unwriting keeps nothing: it adds what was added with the opposite sign at
the same weighting, hence it takes back every add, in any order, and no erase.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.painting import SLOTS, WIDTH, Write
from ntm_lib.errors import check_shape, invalid

WriteFunction = Callable[[ndarray, ndarray, ndarray, ndarray], ndarray]
Pair = tuple[Write, Write]  # what heads A and B do in one step

LONGEST = 100  # steps that are kept; the oldest go first


class Moment(NamedTuple):
    """The memory after a step.

    memory   (slots, width)
    pair     what the heads did; None at the start
    erased   (slots, width)  the memory between the erases and the adds
    before   (slots, width)  the memory before the step
    to_undo  the writes that have not been unwritten, the latest last
    number   steps since the memory was blank
    unwrites whether the step takes a write back
    """

    memory: Float[ndarray, "slots width"]
    pair: Pair | None
    erased: Float[ndarray, "slots width"]
    before: Float[ndarray, "slots width"]
    to_undo: tuple[Pair, ...] = ()
    number: int = 0
    unwrites: bool = False


class History:
    """The moments of a painted memory, and which of them is looked at: `.moments[.position]` is `.now`.

    A step from an earlier moment drops the later ones.
    """

    def __init__(self, write: WriteFunction) -> None:
        self._write = write
        self.moments, self.position = [blank()], 0

    @property
    def now(self) -> Moment:
        """The moment that is looked at."""
        return self.moments[self.position]

    def clear(self) -> bool:
        """Go on with a blank memory; False when nothing has been written on this one."""
        if self.now.pair is None:
            return False
        self._append(blank())
        return True

    def preview(self, pair: Pair) -> Moment:
        """What a step from here would give. Raises ValueError unless the function returns 16 x 16 finite numbers."""
        memory = self.now.memory
        erased, after = both_write(self._write, memory, pair)
        return Moment(after, pair, erased, memory, (*self.now.to_undo, pair), self.now.number + 1)

    def step(self, pair: Pair) -> None:
        """Both heads write. Raises as `preview` does, and then nothing has changed."""
        self._append(self.preview(pair))

    def unwrite(self) -> bool:
        """Take the latest write back that still stands; False when there is none."""
        if not self.now.to_undo:
            return False
        *others, latest = self.now.to_undo
        self._append(self.preview(inverse(latest))._replace(to_undo=tuple(others), unwrites=True))
        return True

    def unwrite_all(self) -> bool:
        """Take every write back that still stands, the latest first; False when there is none."""
        if not self.unwrite():
            return False
        while self.unwrite():
            pass
        return True

    def undo(self) -> bool:
        """Look at the moment before; False at the start."""
        return self._move(-1)

    def redo(self) -> bool:
        """Look at the moment after; False at the end."""
        return self._move(1)

    def load(self, pairs: Sequence[Pair]) -> None:
        """Clear, then do these steps. Raises as `preview` does, and then nothing has changed."""
        kept = self.moments, self.position
        self.clear()
        try:
            for pair in pairs:
                self.step(pair)
        except Exception:
            self.moments, self.position = kept
            raise

    def _append(self, moment: Moment) -> None:
        self.moments = [*self.moments[: self.position + 1], moment][-LONGEST - 1 :]
        self.position = len(self.moments) - 1

    def _move(self, by: int) -> bool:
        wanted = self.position + by
        if not 0 <= wanted < len(self.moments):
            return False
        self.position = wanted
        return True


def blank() -> Moment:
    """A memory in which nothing has been written."""
    zeros = np.zeros((SLOTS, WIDTH))
    return Moment(zeros, None, zeros, zeros)


def both_write(write: WriteFunction, memory: Float[ndarray, "slots width"], pair: Pair) -> tuple[ndarray, ndarray]:
    """All erases, then all adds (Sec. 3.2): the memory between the two, and the memory after.

    One call of `write` erases and then adds, for one head. Hence each head writes twice: once with an add vector of
    zeros, and, when all heads have erased, once with an erase vector of zeros.

    Raises ValueError unless `write` returns finite numbers in the memory's shape.
    """
    for head in pair:
        memory = _called(write, memory, head.weighting, head.erase_vector, np.zeros(WIDTH))
    erased = memory
    for head in pair:
        memory = _called(write, memory, head.weighting, np.zeros(WIDTH), head.add_vector)
    return erased, memory


def inverse(pair: Pair) -> Pair:
    """What takes the adds of a step back: the same weightings, the add vectors with the opposite sign, no erase."""
    first, second = (Write(head.weighting, np.zeros(WIDTH), -head.add_vector) for head in pair)
    return first, second


def _called(write: WriteFunction, *arguments: ndarray) -> Float[ndarray, "slots width"]:
    """Copies go in, so that a function that writes in place cannot change the history."""
    result = np.asarray(write(*(argument.copy() for argument in arguments)), dtype=np.float64)
    check_shape("what write returns", result.shape, (SLOTS, WIDTH), f"a memory {(SLOTS, WIDTH)}")
    if not np.isfinite(result).all():
        raise invalid("what write returns", "hold finite numbers", "nan or inf", f"a memory {(SLOTS, WIDTH)}")
    return result.copy()
