"""A pointer made of five shares: drag them, see what is read and which way each share is pulled, soft or hard.

The read is whatever function it is given, so that a learner drags their own (Eq. 1 and 2).
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import ipywidgets
import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.choice import Choice
from ntm_lib.demos.demo import Demo
from ntm_lib.demos.player import Player
from ntm_lib.demos.pointer.pulls import Read, pointer_memory, pulls
from ntm_lib.demos.pointer.scene import draw_came, draw_plane, draw_pulls, draw_table
from ntm_lib.demos.scene import Scene, strip
from ntm_lib.demos.slider import Slider
from ntm_lib.errors import check_shape, invalid
from ntm_lib.figures.canvas import tidy
from ntm_lib.figures.pointers import hard_words, soft_words

SOFT, HARD = "soft: blend all slots", "hard: take the largest share"
START = (0.3, 0.1, 0.2, 0.2, 0.2)
WIDTH, HEIGHT = 850, 300
NAME = "A pointer made of five shares"


class State(NamedTuple):
    """Where the bars stand, and how the pointer reads."""

    shares: tuple[float, ...] = START
    is_hard: bool = False


class Reading(NamedTuple):
    """What a pointer reads, and what pulls at it."""

    came: Float[ndarray, "2"]
    pulled: Float[ndarray, "5"]


def look(state: State, read: Read) -> Reading:
    """Read with the function as a soft or a hard pointer.

    Raises ValueError unless it returns two finite numbers.
    """
    memory, target = pointer_memory()
    pointed = _hard(read) if state.is_hard else read
    shares = np.array(state.shares)
    came = np.asarray(pointed(memory.copy(), shares.copy()), dtype=np.float64)
    check_shape("what read returns", came.shape, target.shape, f"a memory {memory.shape}")
    if not np.isfinite(came).all():
        raise invalid("what read returns", "be finite numbers", came.tolist(), f"a memory {memory.shape}")
    return Reading(came, pulls(pointed, memory, shares, target))


def _hard(read: Read) -> Read:
    """The same function, given all or nothing: 1 for the largest share, 0 for the others."""

    def pointed(memory: ndarray, shares: ndarray) -> ndarray:
        return read(memory, np.eye(len(shares))[int(np.argmax(shares))])

    return pointed


def moved(shares: tuple[float, ...], slot: int, share: float) -> tuple[float, ...]:
    """One share set, the others grown or shrunk alike, so that the sum stays 1.

    Others that were all 0 get equal parts of what is left.
    """
    others = sum(shares) - shares[slot]
    left = 1 - share
    even = left / (len(shares) - 1)
    return tuple(
        share if place == slot else (old * left / others if others > 1e-9 else even) for place, old in enumerate(shares)
    )


def caption(state: State, reading: Reading) -> str:
    """What the picture shows, in words."""
    _, target = pointer_memory()
    told = f"Shares {_percents(state.shares)}. The read is ({_point(reading.came)}), the target ({_point(target)}). "
    if not state.is_hard:
        return f"{told}Soft pointer: {soft_words(reading.pulled)}"
    best = int(np.argmax(state.shares))
    is_still = not reading.pulled.any()
    tail = " A nudge leaves the same slot the largest, so that the read does not change at all." if is_still else ""
    return f"{told}Hard pointer: it reads slot {best} alone; {hard_words(reading.pulled)}{tail}"


def _percents(shares: tuple[float, ...]) -> str:
    return ", ".join(f"{100 * share:.0f}" for share in shares) + " %"


def _point(point: ndarray) -> str:
    return ", ".join(tidy(float(number), 2) for number in point)


def draw(state: State, reading: Reading) -> Scene:
    """The slots with their bars and arrows, and the plane in which the read moves."""
    memory, target = pointer_memory()
    scene = Scene(WIDTH, HEIGHT)
    scene.text(20, 22, "Hard pointer" if state.is_hard else "Soft pointer", size=13, bold=True)
    shares = np.array(state.shares)
    draw_table(scene, memory, shares, int(np.argmax(shares)) if state.is_hard else None)
    draw_pulls(scene, reading.pulled)
    draw_came(scene, reading.came, target, float(np.abs(memory).max()))
    draw_plane(scene, memory, reading.came, target, bool(reading.pulled.any()))
    return scene


class Pointer(Demo):
    """The bars, the choice, and the picture they move."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.state = State()
        self.player: Player | None = None
        self._is_settling = False
        self._readings = [look(self.state._replace(is_hard=is_hard), read) for is_hard in (False, True)]

    @property
    def sentence(self) -> str:
        """What both pointers read at the start, and what each feels."""
        soft, hard = self._readings
        both = (
            f"Soft pointer: the read is ({_point(soft.came)}), and {soft_words(soft.pulled)}",
            f"Hard pointer: the read is ({_point(hard.came)}), and {hard_words(hard.pulled)}",
        )
        return f"Shares {_percents(START)}. {' '.join(both)}"

    def still(self) -> bytes:
        """The same bars, read softly and hard."""
        states = State(), State(is_hard=True)
        return strip([draw(state, reading) for state, reading in zip(states, self._readings, strict=True)])

    def live(self) -> ipywidgets.DOMWidget:
        """A choice and five sliders over the picture."""
        if self.player is None:
            self.kind = Choice("Pointer", [SOFT, HARD])
            self.bars = [
                Slider(f"Share of slot {slot}", range(101), 100 * share, "{:.0f} %")
                for slot, share in enumerate(self.state.shares)
            ]
            self.player = Player(*self._picture(), label=NAME)
            self.kind.on_change(self._chosen)
            for slot, bar in enumerate(self.bars):
                bar.on_change(functools.partial(self._dragged, slot))
        return ipywidgets.VBox([self.kind, *self.bars, self.player])

    def _picture(self) -> tuple[list[Scene], list[str]]:
        """One frame. A learner's function that fails on these shares says so in the caption."""
        try:
            reading = look(self.state, self._read)
            return [draw(self.state, reading)], [caption(self.state, reading)]
        except Exception as problem:
            words = f"read fails on shares {_percents(self.state.shares)}: {type(problem).__name__}: {problem}"
            return [Scene(WIDTH, HEIGHT)], [words]

    def _chosen(self) -> None:
        self.state = self.state._replace(is_hard=self.kind.value == HARD)
        self._show()

    def _dragged(self, slot: int) -> None:
        """The bar that was dragged keeps its place, and the others make room."""
        if self._is_settling:
            return
        shares = moved(self.state.shares, slot, self.bars[slot].value / 100)
        self.state = self.state._replace(shares=shares)
        self._is_settling = True
        for place, (bar, share) in enumerate(zip(self.bars, shares, strict=True)):
            if place != slot:
                bar.position = round(100 * share)
        self._is_settling = False
        self._show()

    def _show(self) -> None:
        assert self.player is not None
        self.player.show(*self._picture())


def pointer(read: Read) -> Pointer:
    """Drag five shares; what is read moves, and arrows say which way each share is pulled. Soft or hard.

    read  (memory (5, 2), weighting (5,)) -> (2,), such as `checks.mine("1.2")`

    Raises ValueError when the function returns anything but two finite numbers.
    """
    return Pointer(read)
