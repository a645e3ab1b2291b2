"""Pictures with text: every figure returns a `Picture`, a PNG and the sentences computed from what it shows."""

from ntm_lib.figures import png
from ntm_lib.figures.picture import Picture, front_end, picture

__all__ = ["Picture", "front_end", "picture", "png"]
