"""Things to touch: each shows a sentence and a still picture anywhere, and a live widget where a person looks."""

from ntm_lib.demos.bit_pad import BitPad, drawing
from ntm_lib.demos.choice import Choice
from ntm_lib.demos.cliff import cliff
from ntm_lib.demos.copy_machine import copy_machine
from ntm_lib.demos.debugger import Debugger, debugger
from ntm_lib.demos.drive import drive
from ntm_lib.demos.letters import LETTERS, corrupt, letter_memory
from ntm_lib.demos.painter import painter
from ntm_lib.demos.painting import Write, painting
from ntm_lib.demos.player import Moments, Player
from ntm_lib.demos.pointer import hard_read, pointer, pointer_memory, pulls
from ntm_lib.demos.progress import watch
from ntm_lib.demos.recall import recall
from ntm_lib.demos.scene import Scene
from ntm_lib.demos.side_by_side import SideBySide, side_by_side
from ntm_lib.demos.slider import Slider
from ntm_lib.demos.stepper import Stepper

__all__ = [
    "LETTERS",
    "BitPad",
    "Choice",
    "Debugger",
    "Moments",
    "Player",
    "Scene",
    "SideBySide",
    "Slider",
    "Stepper",
    "Write",
    "cliff",
    "copy_machine",
    "corrupt",
    "debugger",
    "drawing",
    "drive",
    "hard_read",
    "letter_memory",
    "painter",
    "painting",
    "pointer",
    "pointer_memory",
    "pulls",
    "recall",
    "side_by_side",
    "watch",
]
