"""Pictures with text: every figure returns a `Picture`, a PNG and the sentences computed from what it shows."""

from ntm_lib.figures import png
from ntm_lib.figures.addressing import addressing
from ntm_lib.figures.blurs import first_wrong
from ntm_lib.figures.bumps import bumps
from ntm_lib.figures.curves import learning_curve
from ntm_lib.figures.diagram import machine
from ntm_lib.figures.fading import fading
from ntm_lib.figures.films import film, films_through_training
from ntm_lib.figures.grids import lookup, slots
from ntm_lib.figures.hand_runs import hand_run
from ntm_lib.figures.hand_steps import hand_step
from ntm_lib.figures.mirrors import mirror
from ntm_lib.figures.paintings import paintings
from ntm_lib.figures.paths import head_positions
from ntm_lib.figures.picture import Picture, front_end, picture
from ntm_lib.figures.pointer_walks import pointer_walk
from ntm_lib.figures.pointers import blend, pulls
from ntm_lib.figures.recalls import letters, recall
from ntm_lib.figures.sequences import bits, copied
from ntm_lib.figures.strengths import shares_by_strength
from ntm_lib.figures.writes import one_write

__all__ = [
    "Picture",
    "addressing",
    "bits",
    "blend",
    "bumps",
    "copied",
    "fading",
    "film",
    "films_through_training",
    "first_wrong",
    "front_end",
    "hand_run",
    "hand_step",
    "head_positions",
    "learning_curve",
    "letters",
    "lookup",
    "machine",
    "mirror",
    "one_write",
    "paintings",
    "picture",
    "png",
    "pointer_walk",
    "pulls",
    "recall",
    "shares_by_strength",
    "slots",
]
