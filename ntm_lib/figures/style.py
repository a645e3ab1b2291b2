"""One visual language for the whole course: the same thing has the same colour and mark everywhere.

Nothing is told by colour alone: read and write also differ in marker and in the word beside them.
"""

from __future__ import annotations

# The parts of the machine (Okabe-Ito colours, told apart with any colour vision).
MEMORY = "#0072B2"  # blue
READ = "#009E73"  # green, marker "o"
WRITE = "#D55E00"  # vermilion, marker "s"
INPUT = "#56B4E9"  # sky
OUTPUT = "#CC79A7"  # purple
PREDICTION = "#E69F00"  # orange, dashed: what a learner bet
PAPER = "#8C8C8C"  # grey, dotted: the paper's own curve
INK = "#222222"
THIN = "#BBBBBB"
LIT = "#FFF3C4"  # the part of the machine that a lesson builds

READ_MARKER, WRITE_MARKER = "o", "s"

MAGNITUDE_MAP = "cividis"  # sequential: weightings, probabilities, sizes
SIGN_MAP = "RdBu_r"  # diverging, white at 0: memory, keys, add vectors

FONT_SIZE = 9
DOTS_PER_INCH = 110
