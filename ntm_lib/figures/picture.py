"""A picture that never comes without its sentence.

The sentence is the output's plain text, which nbval compares, and the picture's alternative text and caption where a
person is looking. HTML is sent only to a front end: the key then stores text and PNG alone, and GitHub shows the PNG.
"""

from __future__ import annotations

import base64
import io
import os
from html import escape
from typing import Any

from matplotlib.figure import Figure
from PIL import Image, ImageChops, ImageOps

from ntm_lib.figures.style import DOTS_PER_INCH

SHARPNESS = 2  # pixels in the file for one on the page: text stays crisp on a dense screen
MARGIN = 16  # white pixels around a picture
CAPTION = "max-width:60em;padding:2px 6px 0;font-size:93%;opacity:0.8"  # of the page's own colour, under its text


def front_end() -> bool:
    """Is a person looking? True when JupyterLab runs the cell, False under nbclient, nbval and plain Python."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return False
    parent = kernel.get_parent("shell") or {}
    return "cellId" in parent.get("metadata", {}) or "JPY_SESSION_NAME" in os.environ


class Picture:
    """A PNG and the sentence that says what it shows.

    png      the encoded picture
    alt      one or a few plain sentences computed from the data
    width    how wide it is shown, in pixels of the page; None shows it as wide as the file is
    caption  what a sighted person reads under it; None is `alt`, and empty nothing
    """

    def __init__(self, png: bytes, alt: str, width: int | None = None, caption: str | None = None) -> None:
        self.png = png
        self.alt = alt
        self.width = width
        self.caption = alt if caption is None else caption

    def __repr__(self) -> str:
        return self.alt

    @property
    def html(self) -> str:
        """The picture with its alternative text over its caption, in colours that a light and a dark page share."""
        data, words = base64.b64encode(self.png).decode(), escape(self.alt)
        size = "" if self.width is None else f'width="{self.width}" '
        caption = f'<figcaption style="{CAPTION}">{escape(self.caption)}</figcaption>' if self.caption else ""
        return (
            f'<figure style="margin:0"><img alt="{words}" {size}src="data:image/png;base64,{data}" '
            f'style="max-width:100%;border-radius:6px">{caption}</figure>'
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"text/plain": self.alt, "image/png": base64.b64encode(self.png).decode()}
        if front_end():
            data["text/html"] = self.html
        about: dict[str, Any] = {"alt": self.alt}
        if self.width is not None:
            about["width"] = self.width
        return data, {"image/png": about}


def picture(figure: Figure, alt: str, caption: str | None = None) -> Picture:
    """Encode a matplotlib Figure (made without pyplot, so that nothing stays open) with its sentence."""
    buffer = io.BytesIO()
    dots = SHARPNESS * DOTS_PER_INCH
    figure.savefig(buffer, format="png", dpi=dots, bbox_inches="tight", facecolor="white")
    png, pixels = _with_a_palette(buffer)
    return Picture(png, alt, pixels // SHARPNESS, caption)


def _with_a_palette(file: io.BytesIO) -> tuple[bytes, int]:
    """The same picture without empty margins and with at most 256 colours, and its width in pixels."""
    with Image.open(file) as image:
        page = image.convert("RGB")
    drawn = ImageChops.invert(page).getbbox()
    if drawn is not None:
        page = ImageOps.expand(page.crop(drawn), border=MARGIN, fill="white")
    few = page.quantize(256, dither=Image.Dither.NONE)
    small = io.BytesIO()
    few.save(small, format="PNG", optimize=True)
    return small.getvalue(), few.width
