"""A Neural Turing Machine without a network: you, or a program, set the dials of its one head (lesson 05).

`hand_machine` is the machine, made of the NumPy functions of Part I or of a learner's own; `copying` holds programs
for it; `hand_run` is what a whole run leaves behind, `listings` a run in words. Importing all of it imports no torch.
"""

from ntm_lib.programs.agreement import largest_difference
from ntm_lib.programs.controls import Controls, checked
from ntm_lib.programs.copying import copy_program, delay_program, reverse_program
from ntm_lib.programs.hand_machine import LIBRARY, Functions, HandMachine, HandState, HandStep, Program
from ntm_lib.programs.hand_run import HandRun, wrong_bits
from ntm_lib.programs.listings import Line, Op, as_text, lines_of, listing, ops_of

__all__ = [
    "LIBRARY",
    "Controls",
    "Functions",
    "HandMachine",
    "HandRun",
    "HandState",
    "HandStep",
    "Line",
    "Op",
    "Program",
    "as_text",
    "checked",
    "copy_program",
    "delay_program",
    "largest_difference",
    "lines_of",
    "listing",
    "ops_of",
    "reverse_program",
    "wrong_bits",
]
