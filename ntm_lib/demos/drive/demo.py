"""Drive the head: five dials over the addressing column, and a game of six weightings to reach in the fewest moves.

The head runs on whatever functions it is given, so that a learner drives their own (Fig. 2; Eq. 5, 7, 8, 9).
"""

from __future__ import annotations

import ipywidgets
from jaxtyping import Float
from numpy import ndarray

from ntm_lib import by_hand
from ntm_lib.demos.choice import Choice
from ntm_lib.demos.demo import Demo
from ntm_lib.demos.drive.column import Column, Function, Parts, turn
from ntm_lib.demos.drive.game import Game
from ntm_lib.demos.drive.picture import draw, draw_step
from ntm_lib.demos.drive.ring import (
    GATES,
    KEY_STRENGTHS,
    KEYS,
    SHARPENINGS,
    SHIFTS,
    TARGETS,
    Dials,
    shift_words,
)
from ntm_lib.demos.drive.words import NAME, about_target, caption, dial_lines, shortest_words
from ntm_lib.demos.player import Player
from ntm_lib.demos.scene import Scene, strip
from ntm_lib.demos.slider import Slider

SHOWN = 4  # the target whose shortest way is the film strip


class Drive(Demo):
    """The dials, the picture they move, and the game's buttons."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.game = Game()
        self.dials = Dials()
        self.player: Player | None = None
        self._way = _shortest_way(parts)

    @property
    def sentence(self) -> str:
        """The shortest way to one target, with these functions."""
        return shortest_words(SHOWN, self._way, TARGETS[SHOWN])

    def still(self) -> bytes:
        """The head at the start of that way and after each of its moves."""
        target = TARGETS[SHOWN]
        frames = [draw_step("Start", about_target(SHOWN), target.start, target)]
        for number, (dials, column) in enumerate(zip(target.shortest, self._way, strict=False), start=1):
            frames.append(draw_step(f"Move {number}", dial_lines(dials), column.final, target, column.trouble))
        return strip(frames, gap=0)

    def live(self) -> ipywidgets.DOMWidget:
        """The dials and the buttons over the picture."""
        if self.player is None:
            self._make_dials()
            self._make_buttons()
            self.player = Player(*self._picture(), label=NAME)
        pairs = (self.strength, self.gate), (self.shift, self.sharpening), tuple(self.buttons.values())
        rows = [ipywidgets.HBox(pair) for pair in pairs]
        for row in rows:
            row.add_class("ntm-pair")
        return ipywidgets.VBox([self.key, *rows, self.player])

    def _make_dials(self) -> None:
        self.key = Choice("Key", KEYS)
        self.strength = Slider("Key strength", KEY_STRENGTHS, self.dials.key_strength)
        self.gate = Slider("Gate", GATES, self.dials.gate)
        self.shift = Slider("Shift", tuple(SHIFTS), self.dials.shift)
        self.shift.texts = [shift_words(position) for position in SHIFTS]
        self.sharpening = Slider("Sharpening", SHARPENINGS, self.dials.sharpening)
        for dial in (self.key, self.strength, self.gate, self.shift, self.sharpening):
            dial.on_change(self._turned)

    def _make_buttons(self) -> None:
        actions = {
            "Move": self.move,
            "Undo": self.game.undo,
            "Start over": self.game.start_over,
            "Previous target": lambda: self.game.turn_to(-1),
            "Next target": lambda: self.game.turn_to(1),
        }
        self.buttons = {name: ipywidgets.Button(description=name) for name in actions}
        self.buttons["Move"].button_style = "primary"
        for name, action in actions.items():
            self.buttons[name].on_click(lambda button, action=action: self._pressed(action))

    def move(self) -> None:
        """Take the step that the dials ask for; a column that failed takes none."""
        final = self._column().final
        if final is None:
            self.game.said = ""
        else:
            self.game.move(final)

    def _pressed(self, action: Function) -> None:
        action()
        self._show()

    def _turned(self) -> None:
        self.dials = Dials(
            self.key.value, self.strength.value, self.gate.value, self.shift.value, self.sharpening.value
        )
        self.game.said = ""
        self._show()

    def _column(self) -> Column:
        return turn(self._parts, self.game.now, self.dials)

    def _show(self) -> None:
        if self.player is not None:
            self.player.show(*self._picture())

    def _picture(self) -> tuple[list[Scene], list[str]]:
        """One frame: the column for the dials as they stand."""
        column = self._column()
        game = self.game
        return [draw(column, self.dials, game.place, game.moves, game.best)], [caption(game, column)]


def _shortest_way(parts: Parts) -> list[Column]:
    """The columns of the shortest way to the target that is shown; the last may have failed."""
    way: list[Column] = []
    now: Float[ndarray, "slots"] | None = TARGETS[SHOWN].start
    for dials in TARGETS[SHOWN].shortest:
        if now is None:
            break
        way.append(turn(parts, now, dials))
        now = way[-1].final
    return way


def drive(
    interpolate: Function,
    shift: Function,
    sharpen: Function,
    content_weighting: Function = by_hand.content_weighting,
) -> Drive:
    """Turn a head's five dials, take moves, and reach six target weightings in the fewest.

    interpolate        (content (12,), previous (12,), gate) -> (12,)
    shift              (weighting (12,), shift_weighting (3,)) -> (12,)
    sharpen            (weighting (12,), sharpening) -> (12,)
    content_weighting  (memory (12, 25), key (25,), key_strength) -> (12,)

    A function that fails raises nothing here: the caption says what it did.
    """
    return Drive(Parts(content_weighting, interpolate, shift, sharpen))
