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
BET_WORDS = "#8A5A00"  # the same, dark enough for words on white
PAPER = "#8C8C8C"  # grey, dotted: the paper's own curve
INK = "#222222"
QUIET = "#666666"  # captions inside a figure; 5.7:1 on white
THIN = "#BBBBBB"
LIT = "#FFF3C4"  # the part of the machine that a lesson builds

READ_MARKER, WRITE_MARKER = "o", "s"

MAGNITUDE_MAP = "Blues"  # sequential, white at 0: weightings, probabilities, sizes
SIGN_MAP = "RdBu"  # diverging, white at 0, blue above, red below: memory, keys, add vectors

FONT = "DejaVu Sans"  # comes with matplotlib, so that a picture looks the same everywhere
FONT_SIZE = 9
SMALL = 8
DOTS_PER_INCH = 110  # as shown on a page; the file has twice as many, for sharp screens
PAGE_WIDTH = 8.0  # inches: 880 pixels, the width of a notebook's output
