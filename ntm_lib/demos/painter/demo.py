"""A memory painted by two write heads: set their dials, step, undo, unwrite; the write is the function it is given.

Undo goes back to a memory that was kept, unwriting calculates: what an erase removed does not come back by it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets

from ntm_lib.demos.bit_pad import saved_rows
from ntm_lib.demos.choice import Choice
from ntm_lib.demos.demo import Demo
from ntm_lib.demos.painter.film import film, film_strip, film_words
from ntm_lib.demos.painter.heads import Head, unclipped
from ntm_lib.demos.painter.history import History, Pair, WriteFunction
from ntm_lib.demos.painter.picture import CELL, LEFT, TOP, draw
from ntm_lib.demos.painter.words import caption, pending
from ntm_lib.demos.painting import PAINTINGS, SLOTS, WIDTH, fish
from ntm_lib.demos.player import Player

NAME = "Paint a memory with two write heads"
NONE_LEFT = "There is no write left to take back."
STARTS = {"A": (4, 0.5, 0.0, 1.0, 3, 12), "B": (10, 0.0, 0.0, -1.0, 5, 10)}


class Painter(Demo):
    """Two heads' dials, the steps and the picture; `.history` holds what was done, `.heads` the dials."""

    def __init__(self, write: WriteFunction) -> None:
        self._film = film(write)
        self.history = History(write)
        self.heads: list[Head] = []
        self.player: Player | None = None
        self.buttons: dict[str, ipywidgets.Button] = {}

    @property
    def sentence(self) -> str:
        """How a prepared picture is painted, and what is left of it once it is unwritten."""
        return film_words(self._film)

    def still(self) -> bytes:
        """A prepared picture on its way, and after unwriting."""
        return film_strip(self._film)

    def live(self) -> ipywidgets.DOMWidget:
        """Dials, buttons and the picture with its scrubber."""
        if self.player is None:
            self.heads = [Head(name, start) for name, start in STARTS.items()]
            now = self.history.now
            self.player = Player([draw(now)], [caption(now)], NAME, axis="Steps done", texts=["0"])
            self.player.add_class("ntm-untitled")  # its height is needed for the scrubber
            self.player.draw_on(LEFT, TOP, (CELL, CELL), SLOTS, WIDTH)
            self.player.observe(self._scrubbed, names="position")
            self.player.observe(self._stroked, names="stroke")
            for head in self.heads:
                head.on_change(self._preview)
            self._show()
            self._preview()
        dials = ipywidgets.HBox([head.column() for head in self.heads], layout=unclipped())
        return ipywidgets.VBox([dials, *self._rows(), self.player], layout=unclipped())

    @property
    def pair(self) -> Pair:
        """What the heads would write as their dials stand."""
        first, second = (head.write for head in self.heads)
        return first, second

    def _rows(self) -> list[ipywidgets.HBox]:
        history = self.history
        self.moved = Choice("A click on the memory sets head", list(STARTS))
        drawing = partial(history.load, fish(saved_rows()))
        paints = [self._button(f"Paint a {name}", partial(history.load, steps())) for name, steps in PAINTINGS.items()]
        return [
            bar(
                self._button("Step", lambda: history.step(self.pair)),
                self._button("Undo", history.undo, "This is the first moment: nothing to undo."),
                self._button("Redo", history.redo, "This is the last moment: nothing to redo."),
                self._button("Unwrite", history.unwrite, NONE_LEFT),
                self._button("Unwrite all", history.unwrite_all, NONE_LEFT),
                self._button("Clear", history.clear, "The memory is blank: nothing to clear."),
                self.moved,
            ),
            bar(*paints, self._button("Paint your drawing", drawing)),
        ]

    def _button(self, name: str, action: Callable[[], bool | None], nothing: str = "") -> ipywidgets.Button:
        """A button; `nothing` is what is said when the action returns False."""
        button = ipywidgets.Button(description=name, layout=ipywidgets.Layout(width="auto"))
        button.on_click(lambda _: self._do(action, nothing))
        self.buttons[name] = button
        return button

    def _do(self, action: Callable[[], bool | None], nothing: str) -> None:
        """Do it and show what came of it; what goes wrong is said under the picture, which stays."""
        assert self.player is not None
        try:
            done = action()
        except Exception as problem:
            self.player.instead(draw(self.history.now), failure(problem))
            return
        if done is False:
            self.player.instead(draw(self.history.now), nothing)
            return
        self._show()
        if self.history.now.pair is None:
            self._preview()

    def _show(self) -> None:
        """The whole history, so that the player can scrub through it without the kernel."""
        assert self.player is not None
        moments = self.history.moments
        captions, texts = [caption(moment) for moment in moments], [str(moment.number) for moment in moments]
        with self.player.hold_sync():
            self.player.show([draw(moment) for moment in moments], captions, texts)
            self.player.position = self.history.position

    def _preview(self) -> None:
        """Show at the present moment what the next step would do."""
        assert self.player is not None
        try:
            coming = self.history.preview(self.pair)
        except Exception as problem:
            self.player.instead(draw(self.history.now), failure(problem))
        else:
            self.player.instead(draw(self.history.now, coming), pending(coming))

    def _stroked(self, change: object) -> None:
        """A pointer on the memory places a head: on the slot where it is, from the column where it began."""
        assert self.player is not None
        if self.player.stroke:
            _, first, slot, last = self.player.stroke
            self.heads[list(STARTS).index(self.moved.value)].place(slot, first, last)

    def _scrubbed(self, change: object) -> None:
        assert self.player is not None
        self.history.position = self.player.position


def bar(*parts: ipywidgets.DOMWidget) -> ipywidgets.HBox:
    """Buttons in a row."""
    box = ipywidgets.HBox(parts, layout=unclipped())
    box.add_class("ntm-bar")
    return box


def failure(problem: Exception) -> str:
    """That the function failed, and how."""
    return f"write fails on this memory: {type(problem).__name__}: {problem}"


def painter(write: WriteFunction) -> Painter:
    """Set the dials of two write heads, step, undo, and unwrite; or watch a prepared picture being painted.

    write  (memory (16, 16), weighting (16,), erase_vector (16,), add_vector (16,)) -> memory (16, 16), such as
           `checks.mine("4.3")`

    In a step all erases come before all adds (Sec. 3.2): each head writes with an add vector of zeros first, then
    each with an erase vector of zeros. Raises ValueError when the function returns anything but 16 x 16 finite numbers.
    """
    return Painter(write)
