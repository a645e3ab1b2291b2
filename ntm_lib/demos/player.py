"""One player for everything that has steps: pictures in order, a range to scrub, a button to play, a caption each.

A second range may run inside each picture (the time step within a training step): it uncovers the films of the
picture column by column, so that no picture has to be drawn for every pair.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import NamedTuple

import anywidget
import traitlets

from ntm_lib.demos.demo import FOLDER, STYLES, Demo
from ntm_lib.demos.scene import Scene, strip
from ntm_lib.errors import invalid


class Moments(NamedTuple):
    """The second axis of a player.

    axis     its name
    texts    what each of its positions is called
    details  for each frame, for each position, one more sentence of the caption
    films    (x, y, width, height) in the scene's pixels of each film that is uncovered from left to right
    """

    axis: str
    texts: Sequence[str]
    details: Sequence[Sequence[str]]
    films: Sequence[tuple[float, float, float, float]]


class Player(Demo, anywidget.AnyWidget):
    """Pictures in order under a range and a play button, each with its caption.

    frames    `Scene`s of one size, at least one; a single frame has no controls
    captions  one a frame: what it shows, also the picture's alternative text
    label     what the whole shows
    axis      what the range counts
    texts     what each position is called; "3 of 24" if None
    moments   a second axis

    The kernel sees `.position` and `.moment`. Raises ValueError unless there is one caption and one text a frame.
    """

    _esm = FOLDER / "player.js"
    _css = STYLES

    frames = traitlets.List(traitlets.Unicode()).tag(sync=True)
    captions = traitlets.List(traitlets.Unicode()).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    size = traitlets.List(traitlets.Int(), [1, 1]).tag(sync=True)
    axis = traitlets.Unicode("Step").tag(sync=True)
    texts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    position = traitlets.Int(0).tag(sync=True)
    moment_axis = traitlets.Unicode().tag(sync=True)
    moments = traitlets.List(traitlets.Unicode()).tag(sync=True)
    moment = traitlets.Int(0).tag(sync=True)
    details = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)
    veils = traitlets.List(traitlets.List(traitlets.Float())).tag(sync=True)
    stand_in = traitlets.List(traitlets.Unicode(), help="a frame and its caption").tag(sync=True)
    pad = traitlets.List(traitlets.Float(), help="left, top, width, height in percent; rows, columns").tag(sync=True)
    stroke = traitlets.List(traitlets.Int(), help="row and column where it began, and where it is").tag(sync=True)
    pause = traitlets.Int(350, help="milliseconds between two frames while it plays").tag(sync=True)

    def __init__(
        self,
        frames: Sequence[Scene],
        captions: Sequence[str],
        label: str,
        axis: str = "Step",
        texts: Sequence[str] | None = None,
        moments: Moments | None = None,
    ) -> None:
        super().__init__(label=label, axis=axis)
        self.show(frames, captions, texts, moments)

    def show(
        self,
        frames: Sequence[Scene],
        captions: Sequence[str],
        texts: Sequence[str] | None = None,
        moments: Moments | None = None,
    ) -> None:
        """Replace the pictures; the positions stay where they are as far as they exist."""
        last = len(frames) - 1
        texts = [f"{position} of {last}" for position in range(last + 1)] if texts is None else texts
        _check_lengths(frames, captions, texts)
        self._scenes = list(frames)
        with self.hold_sync():
            self.size = [frames[0].width, frames[0].height]
            self.frames = [_data_uri(scene) for scene in frames]
            self.captions, self.texts, self.stand_in = list(captions), list(texts), []
            self.position = min(self.position, last)
            if moments is not None:
                self._set_moments(moments, frames[0])

    def instead(self, frame: Scene, caption: str) -> None:
        """Show another picture in place of the present one until the range moves; `show` ends it as well.

        It costs one frame where `show` sends all: for dials that move while a history is kept.
        """
        self.stand_in = [_data_uri(frame), caption]

    def draw_on(self, left: float, top: float, cell: tuple[float, float], rows: int, columns: int) -> None:
        """Let a pointer draw on a grid of the picture, in the scene's pixels; the kernel sees `.stroke`.

        Whatever a stroke sets needs a dial as well: a keyboard does not reach the grid.
        """
        width, height = self.size
        sides = (left / width, top / height, columns * cell[0] / width, rows * cell[1] / height)
        self.pad = [*(100 * side for side in sides), rows, columns]

    @traitlets.observe("position")
    def _position_moved(self, change: object) -> None:
        self.stand_in = []

    def _set_moments(self, moments: Moments, scene: Scene) -> None:
        self.moment_axis, self.moments = moments.axis, list(moments.texts)
        self.details = [list(sentences) for sentences in moments.details]
        self.veils = [
            [x / scene.width, y / scene.height, width / scene.width, height / scene.height]
            for x, y, width, height in moments.films
        ]
        self.moment = min(self.moment, len(self.moments) - 1)

    @property
    def sentence(self) -> str:
        """The label and the last frame's caption."""
        return f"{self.label}: {self.captions[-1]}"

    def still(self) -> bytes:
        """At most four frames, the last one among them, one under the other."""
        return strip([self._scenes[position] for position in spaced(len(self._scenes), 4)])

    def live(self) -> Player:
        """The player itself."""
        return self


def spaced(total: int, count: int) -> list[int]:
    """At most `count` of the positions 0 ... total - 1, evenly spread, the first and the last among them."""
    if total <= count:
        return list(range(total))
    return [round(place * (total - 1) / (count - 1)) for place in range(count)]


def _check_lengths(frames: Sequence[Scene], captions: Sequence[str], texts: Sequence[str]) -> None:
    if not frames:
        raise invalid("frames", "hold at least one scene", 0, "Player")
    if len(captions) != len(frames):
        raise invalid("captions", "be one a frame", len(captions), f"{len(frames)} frames")
    if len(texts) != len(frames):
        raise invalid("texts", "be one a frame", len(texts), f"{len(frames)} frames")


def _data_uri(scene: Scene) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(scene.svg.encode()).decode()
