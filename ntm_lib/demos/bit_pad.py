"""The drawing that goes through the course: a pad of 8 bits x 12 steps, saved in the learner's folder.

Drawn in lesson 00, copied by hand in 05, mush in 08, learned in 09, taken apart in 11. Where nothing was drawn, and
while the course is built and graded, the example stands in.
"""

from __future__ import annotations

from typing import Any

import anywidget
import numpy as np
import torch
import traitlets
from jaxtyping import Float, Int
from torch import Tensor

from ntm_lib import my_work
from ntm_lib.demos.demo import FOLDER, STYLES, Demo
from ntm_lib.demos.scene import Scene, strip
from ntm_lib.figures import style
from ntm_lib.figures.words import plural

BITS, STEPS = 8, 12
NAME = "drawing"  # of the file in the learner's folder

# A fish: no two steps alike, and symmetric in neither direction, so that a copy that is reversed shows.
EXAMPLE = (
    "......##....",
    "#....####...",
    "##...#####..",
    "###.####.##.",
    "###########.",
    "##.########.",
    "#...######..",
    ".....##.....",
)


def example() -> list[list[int]]:
    """The example drawing: 8 rows, one a bit, of 12 zeros and ones."""
    return [[int(cell == "#") for cell in row] for row in EXAMPLE]


def drawing() -> Float[Tensor, "steps bits"]:
    """The learner's saved drawing as 12 vectors of 8 bits, or the example where there is none.

    A saved file that is not a drawing is left alone, said in one line, and the example is used.
    """
    return torch.tensor(saved_rows(), dtype=torch.float32).T.contiguous()


def saved_rows() -> list[list[int]]:
    """The saved drawing as 8 rows of 12 zeros and ones, or the example: see `drawing`."""
    rows = my_work.load(NAME)
    if is_drawing(rows):
        return [[int(cell) for cell in row] for row in rows]
    if (my_work.folder() / f"{NAME}.json").exists():
        print(f"{NAME}.json is not {BITS} rows of {STEPS} zeros and ones: the example drawing stands in for it.")
    return example()


def is_drawing(rows: Any) -> bool:
    """Is it 8 rows of 12 zeros and ones?"""
    if not isinstance(rows, list) or len(rows) != BITS:
        return False
    return all(isinstance(row, list) and len(row) == STEPS and all(_is_bit(cell) for cell in row) for row in rows)


def _is_bit(cell: Any) -> bool:
    return isinstance(cell, int) and cell in (0, 1)


class BitPad(Demo, anywidget.AnyWidget):
    """A pad to draw on: click, drag to paint, arrow keys and Space. Each stroke is saved in the learner's folder.

    The kernel sees `.bits`: 8 rows, one a bit, of 12 zeros and ones.
    """

    _esm = FOLDER / "bit_pad.js"
    _css = STYLES

    bits = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)
    example = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(bits=saved_rows(), example=example())
        self.observe(lambda change: my_work.save(NAME, change.new), names="bits")

    @property
    def vectors(self) -> Float[Tensor, "steps bits"]:
        """What is drawn, as 12 vectors of 8 bits."""
        return torch.tensor(self.bits, dtype=torch.float32).T.contiguous()

    @property
    def sentence(self) -> str:
        """How many of the bits are set."""
        return f"Bit pad: {STEPS} steps of {BITS} bits, {plural(int(np.sum(self.bits)), 'one')}."

    def still(self) -> bytes:
        """The drawing."""
        return strip([draw(np.asarray(self.bits))], scale=2)

    def live(self) -> BitPad:
        """The pad itself."""
        return self


def draw(bits: Int[np.ndarray, "bits steps"]) -> Scene:
    """The drawing as a frame, with its two axes named."""
    cell, left, top = 22, 60, 26
    rows, columns = bits.shape
    scene = Scene(left + columns * cell + 10, top + rows * cell + 28)
    scene.text(left, 16, "Your drawing", bold=True)
    scene.heat(left, top, bits, (cell, cell), style.INPUT)
    for row in range(rows):
        scene.text(left - 6, top + (row + 0.7) * cell, f"bit {row}", size=11, anchor="end")
    for column in range(0, columns, 2):
        scene.text(left + (column + 0.5) * cell, top + rows * cell + 14, str(column), size=11, anchor="middle")
    scene.text(left - 6, top + rows * cell + 14, "step", size=11, anchor="end")
    return scene
