"""One write head's dials, and the write that they set."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets
import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.painting import SLOTS, WIDTH, Write
from ntm_lib.demos.slider import Slider

SPREADS = [round(0.1 * place, 1) for place in range(11)]
PARTS = [round(0.1 * place, 1) for place in range(11)]  # of the erase
ADDS = [round(0.1 * place - 1, 1) for place in range(21)]


def focus(slot: int, spread: float) -> Float[ndarray, "slots"]:
    """A weighting that is largest on one slot: one step further along the ring it is `spread` times as large.

    spread  0 is that slot alone, 1 is all slots alike
    """
    distance = np.abs(np.arange(SLOTS) - slot)
    shares = np.power(float(spread), np.minimum(distance, SLOTS - distance))
    return shares / shares.sum()


def brush(amount: float, first: int, last: int) -> Float[ndarray, "width"]:
    """The amount in the columns from one end to the other, in either order, and 0 elsewhere."""
    columns = np.arange(WIDTH)
    return np.where((columns >= min(first, last)) & (columns <= max(first, last)), float(amount), 0.0)


def signed(amount: float) -> str:
    """A number with its sign; 0 has none."""
    return f"{amount:+.1f}".replace("-", "−") if amount else "0"


class Head:
    """Six dials: where the head writes, how much it erases and adds, and in which columns."""

    def __init__(self, name: str, start: tuple[int, float, float, float, int, int]) -> None:
        slot, spread, erased, added, first, last = start
        self.name = name
        self.slot = Slider(f"{name}: slot", range(SLOTS), slot)
        self.spread = Slider(f"{name}: spread", SPREADS, spread)
        self.erase = Slider(f"{name}: erase", PARTS, erased)
        self.add = Slider(f"{name}: add", ADDS, added)
        self.add.texts = [signed(amount) for amount in ADDS]
        self.first = Slider(f"{name}: from column", range(WIDTH), first)
        self.last = Slider(f"{name}: to column", range(WIDTH), last)
        self.dials = [self.slot, self.spread, self.erase, self.add, self.first, self.last]

    @property
    def write(self) -> Write:
        """What the head would write."""
        ends = int(self.first.value), int(self.last.value)
        weighting = focus(int(self.slot.value), self.spread.value)
        return Write(weighting, brush(self.erase.value, *ends), brush(self.add.value, *ends))

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever a dial has been moved."""
        for dial in self.dials:
            dial.on_change(listener)

    def place(self, slot: int, first: int, last: int) -> None:
        """Turn the dials to a slot and its columns."""
        self.slot.position, self.first.position, self.last.position = slot, first, last

    def column(self) -> ipywidgets.VBox:
        """The dials one under the other."""
        box = ipywidgets.VBox(self.dials, layout=unclipped(width="440px"))
        box.add_class("ntm-narrow")
        return box


def unclipped(**how: str) -> ipywidgets.Layout:
    """A layout that does not cut the mark round what has the focus."""
    return ipywidgets.Layout(overflow="visible", **how)
