"""A damaged letter looked up by content: from the average of all letters to one alone, as the key grows stronger.

The lookup is whatever function it is given, so that a learner turns the dials of their own (Eq. 5).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import ipywidgets
import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.by_hand import read
from ntm_lib.demos.choice import Choice
from ntm_lib.demos.demo import Demo
from ntm_lib.demos.letters import LETTERS, PIXELS, SIDE, corrupt, letter_memory, picture_of
from ntm_lib.demos.player import Player
from ntm_lib.demos.scene import Scene, strip
from ntm_lib.demos.slider import Slider
from ntm_lib.errors import check_shape
from ntm_lib.figures import style
from ntm_lib.figures.words import listed, percent, plural

ContentWeighting = Callable[[ndarray, ndarray, float], ndarray]

STRENGTHS = [float(strength) for strength in np.geomspace(0.1, 100, 31)]
STATION = (0.1, 1.0, 10.0, 100.0)  # the strengths of the film strip
WIDTH, HEIGHT, CHART_HEIGHT = 850, 196, 150
STORED_LEFT, STORED_STEP = 176, 64  # of the eight letters
NAME = "Recall a letter by its content"


class State(NamedTuple):
    """Where the dials stand."""

    letter: str = "K"
    flipped: int = 4  # pixels of the key
    erased_rows: int = 2
    key_strength: float = 10.0


class Lookup(NamedTuple):
    """What a lookup gives."""

    key: Float[ndarray, "25"]
    shares: Float[ndarray, "8"]
    recalled: Float[ndarray, "25"]
    entropy: float  # bits; 3 is all eight letters alike


def look_up(state: State, content_weighting: ContentWeighting) -> Lookup:
    """Damage the letter and look it up. Raises ValueError unless the function returns eight finite numbers."""
    memory, names = letter_memory()
    rng = np.random.default_rng(names.index(state.letter))  # a letter's damage is always the same
    key = corrupt(LETTERS[state.letter], state.flipped, state.erased_rows, rng)
    shares = np.asarray(content_weighting(memory, key, state.key_strength), dtype=np.float64)
    check_shape("what content_weighting returns", shares.shape, (len(names),), f"key strength {state.key_strength:g}")
    return Lookup(key, shares, read(memory, shares), entropy(shares))


def entropy(shares: Float[ndarray, "slots"]) -> float:
    """How undecided a weighting is, in bits: 0 for one slot alone, log2 N for all alike."""
    positive = shares[shares > 0]
    return float(np.abs(np.sum(positive * np.log2(positive))))


def caption(state: State, found: Lookup) -> str:
    """What the picture shows, in words."""
    names = list(LETTERS)
    best = names[int(np.nan_to_num(found.shares, nan=-1).argmax())]
    right = int(np.sum(np.sign(found.recalled) == LETTERS[state.letter]))
    return (
        f"Key: {_key_words(state)}. At key strength {state.key_strength:.3g}, {best} has the largest share, "
        f"{percent(float(np.max(found.shares)))}; entropy {found.entropy:.2f} of 3 bits. "
        f"The blend that is read has {right} of {PIXELS} pixels on the right side of zero."
    )


def _key_words(state: State) -> str:
    damage = []
    if state.flipped:
        damage.append(f"{plural(state.flipped, 'pixel')} flipped")
    if state.erased_rows:
        damage.append(f"{plural(state.erased_rows, 'row')} erased")
    return f"{state.letter} with {listed(damage)}" if damage else f"{state.letter}, undamaged"


def draw(state: State, found: Lookup, height: int = HEIGHT) -> Scene:
    """The key, the eight stored letters with their shares, and the blend that is read."""
    scene = Scene(WIDTH, height)
    scene.text(20, 20, "Damaged key", bold=True)
    _letter(scene, 20, 34, found.key, 22, style.INPUT)
    scene.text(20, 34 + 5 * 22 + 17, f"key strength {state.key_strength:.3g}", size=11)
    if state.erased_rows:
        scene.text(20, 34 + 5 * 22 + 33, "a dot: not known", size=11, colour=style.QUIET)
    scene.text(STORED_LEFT, 20, "Stored letters, and the share that each gets", bold=True)
    for place, (name, letter) in enumerate(LETTERS.items()):
        left = STORED_LEFT + place * STORED_STEP
        _letter(scene, left, 34, letter, 10)
        _share(scene, left, name, float(found.shares[place]), asked=name == state.letter)
    right = WIDTH - 20 - 5 * 22
    scene.text(right, 20, "Blend read", bold=True)
    _letter(scene, right, 34, found.recalled, 22, style.READ)
    scene.text(right, 34 + 5 * 22 + 17, f"entropy {found.entropy:.2f} bits", size=11)
    return scene


def _letter(
    scene: Scene, left: float, top: float, vector: Float[ndarray, "25"], cell: float, frame: str = style.THIN
) -> None:
    """Ink and paper; an exact 0 is a grey cell with a dot, since nothing is known of it."""
    square = picture_of(vector)
    scene.heat(left, top, (square + 1) / 2, (cell, cell), style.INK)
    for row, column in zip(*np.nonzero(square == 0), strict=True):
        x, y = left + column * cell, top + row * cell
        scene.box(x, y, cell, cell, fill="#e6e6e6")
        scene.dot(x + cell / 2, y + cell / 2, 2.5, style.QUIET)
    scene.box(left, top, SIDE * cell, SIDE * cell, stroke=frame, thickness=2)


def _share(scene: Scene, left: float, name: str, share: float, asked: bool) -> None:
    """A bar that stands on a line under its letter, its percentage and the letter's name."""
    tall, base = 54.0, 156.0
    height = tall * min(max(share, 0.0), 1.0)
    scene.box(left, base - height, 50, height, fill=style.MEMORY)
    scene.line([(left, base), (left + 50, base)], style.INK)
    scene.text(left + 25, base + 15, f"{100 * share:.0f} %", size=11, anchor="middle", bold=share >= 0.5)
    scene.text(left + 25, base + 31, f"{name} (asked)" if asked else name, size=11, anchor="middle", bold=asked)


def draw_entropy(scene: Scene, state: State, content_weighting: ContentWeighting) -> None:
    """Entropy against key strength for this key, with a mark where the dial stands; under the letters."""
    left, width, top, tall = STORED_LEFT, 7 * STORED_STEP + 50, HEIGHT + 34, 76
    curve = [look_up(state._replace(key_strength=strength), content_weighting).entropy for strength in STRENGTHS]

    def x(strength: float) -> float:
        return left + width * float(np.log10(strength / STRENGTHS[0]) / np.log10(STRENGTHS[-1] / STRENGTHS[0]))

    def y(bits: float) -> float:
        return top + tall * (1 - min(bits, 3.0) / 3)

    scene.text(left, top - 12, "Entropy of the shares, in bits, against key strength", bold=True)
    scene.box(left, top, width, tall, stroke=style.THIN)
    for bits in (0, 1, 2, 3):
        scene.text(left - 6, y(bits) + 4, str(bits), size=11, anchor="end")
    for strength in STATION:
        scene.text(x(strength), top + tall + 15, f"{strength:g}", size=11, anchor="middle")
        scene.line([(x(strength), top + tall), (x(strength), top + tall + 4)], style.THIN)
    scene.line([(x(s), y(bits)) for s, bits in zip(STRENGTHS, curve, strict=True)], style.MEMORY, 2)
    now = look_up(state, content_weighting).entropy
    scene.line([(x(state.key_strength), top), (x(state.key_strength), top + tall)], style.QUIET, 1, dashed=True)
    scene.dot(x(state.key_strength), y(now), 6, style.INK)


class Recall(Demo):
    """The dials and the picture they move."""

    def __init__(self, content_weighting: ContentWeighting) -> None:
        self._content_weighting = content_weighting
        self.state = State()
        self.player: Player | None = None
        self._lookups = [look_up(self.state._replace(key_strength=s), content_weighting) for s in STATION]

    @property
    def sentence(self) -> str:
        """What share the damaged letter gets at four strengths."""
        place = list(LETTERS).index(State().letter)
        shares = [percent(float(found.shares[place])) for found in self._lookups]
        strengths = listed([f"{strength:g}" for strength in STATION])
        return f"{_key_words(State())}: at key strength {strengths} its share is {listed(shares)}."

    def still(self) -> bytes:
        """The lookup at four strengths."""
        states = [State(key_strength=strength) for strength in STATION]
        return strip([draw(state, found) for state, found in zip(states, self._lookups, strict=True)])

    def live(self) -> ipywidgets.DOMWidget:
        """A choice and three sliders over the picture."""
        if self.player is None:
            self.letter = Choice("Letter", list(LETTERS))
            self.letter.value = self.state.letter
            self.flipped = Slider("Flipped pixels", range(13), self.state.flipped)
            self.erased = Slider("Erased rows", range(SIDE + 1), self.state.erased_rows)
            self.strength = Slider("Key strength", STRENGTHS, self.state.key_strength, "{:.3g}")
            self.player = Player(*self._picture(), label=NAME)
            for dial in (self.letter, self.flipped, self.erased, self.strength):
                dial.on_change(self._moved)
        return ipywidgets.VBox([self.letter, self.flipped, self.erased, self.strength, self.player])

    def _picture(self) -> tuple[list[Scene], list[str]]:
        """One frame. A learner's function that fails on this key says so in the caption."""
        try:
            found = look_up(self.state, self._content_weighting)
            scene = draw(self.state, found, HEIGHT + CHART_HEIGHT)
            draw_entropy(scene, self.state, self._content_weighting)
        except Exception as problem:
            words = f"content_weighting fails on {_key_words(self.state)}: {type(problem).__name__}: {problem}"
            return [Scene(WIDTH, HEIGHT + CHART_HEIGHT)], [words]
        return [scene], [caption(self.state, found)]

    def _moved(self) -> None:
        self.state = State(self.letter.value, int(self.flipped.value), int(self.erased.value), self.strength.value)
        assert self.player is not None
        self.player.show(*self._picture())


def recall(content_weighting: ContentWeighting) -> Recall:
    """Damage a letter, look it up among eight, and turn the key's strength.

    content_weighting  (memory (8, 25), key (25,), key_strength) -> shares (8,), such as `checks.mine("2.3")`

    Raises ValueError when the function returns anything but one number a slot.
    """
    return Recall(content_weighting)
