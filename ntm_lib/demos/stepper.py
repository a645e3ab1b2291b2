"""Step, back, run to a breakpoint: the buttons of a debugger, over whatever player is linked to them."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets
import traitlets

from ntm_lib.demos.demo import FOLDER, STYLES, Dial
from ntm_lib.demos.player import Player
from ntm_lib.errors import invalid


class Stepper(Dial):
    """Buttons that move a program by a step or to a breakpoint, which is a slot that the head stands on.

    focus  for each frame of the player the slot that the head is on, -1 for none
    slots  those that a breakpoint can be set on, in the order of the dial

    The kernel sees `.position`, and `.breakpoint`: 0 is none, 1 the first of `slots`.
    Raises ValueError without a frame.
    """

    _esm = FOLDER / "stepper.js"
    _css = STYLES
    _moves = "position"

    label = traitlets.Unicode().tag(sync=True)
    focus = traitlets.List(traitlets.Int()).tag(sync=True)
    slots = traitlets.List(traitlets.Int()).tag(sync=True)
    position = traitlets.Int(0).tag(sync=True)
    breakpoint = traitlets.Int(0).tag(sync=True)

    def __init__(self, label: str, focus: Sequence[int], slots: Sequence[int]) -> None:
        if len(focus) == 0:
            raise invalid("focus", "hold at least one frame's slot", 0, f'Stepper "{label}"')
        super().__init__(label=label, focus=[int(slot) for slot in focus], slots=[int(slot) for slot in slots])

    def __repr__(self) -> str:
        stop = f"breakpoint on slot {self.slots[self.breakpoint - 1]}" if self.breakpoint else "no breakpoint"
        return f"{self.label}: frame {self.position} of {len(self.focus) - 1}, {stop}"


def stepped(stepper: Stepper, player: Player) -> ipywidgets.VBox:
    """The buttons over the player; where one stands, the other stands: linked in the page, without the kernel."""
    box = ipywidgets.VBox([stepper, player])
    box.link = ipywidgets.jslink((stepper, "position"), (player, "position"))  # kept as long as the box
    return box
