"""Pictures with text: every figure returns a `Picture`, a PNG and the sentences computed from what it shows."""

from ntm_lib.figures import png
from ntm_lib.figures.curves import learning_curve
from ntm_lib.figures.diagram import machine
from ntm_lib.figures.films import film, films_through_training
from ntm_lib.figures.grids import lookup, slots
from ntm_lib.figures.paths import head_positions
from ntm_lib.figures.picture import Picture, front_end, picture
from ntm_lib.figures.recalls import letters, recall
from ntm_lib.figures.sequences import bits, copied
from ntm_lib.figures.strengths import shares_by_strength

__all__ = [
    "Picture",
    "bits",
    "copied",
    "film",
    "films_through_training",
    "front_end",
    "head_positions",
    "learning_curve",
    "letters",
    "lookup",
    "machine",
    "picture",
    "png",
    "recall",
    "shares_by_strength",
    "slots",
]
