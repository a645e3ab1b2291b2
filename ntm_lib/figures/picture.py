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

from ntm_lib.figures.style import DOTS_PER_INCH


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

    png  the encoded picture
    alt  one or a few plain sentences computed from the data
    """

    def __init__(self, png: bytes, alt: str) -> None:
        self.png = png
        self.alt = alt

    def __repr__(self) -> str:
        return self.alt

    @property
    def html(self) -> str:
        """The picture with its alternative text, and the sentence again as a caption."""
        data = base64.b64encode(self.png).decode()
        return (
            f'<figure style="margin:0"><img alt="{escape(self.alt)}" src="data:image/png;base64,{data}" '
            f'style="max-width:100%"><figcaption style="max-width:46em;color:#555">{escape(self.alt)}</figcaption></figure>'
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"text/plain": self.alt, "image/png": base64.b64encode(self.png).decode()}
        if front_end():
            data["text/html"] = self.html
        return data, {"image/png": {"alt": self.alt}}


def picture(figure: Figure, alt: str) -> Picture:
    """Encode a matplotlib Figure (made without pyplot, so that nothing stays open) with its sentence."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, bbox_inches="tight", facecolor="white")
    return Picture(buffer.getvalue(), alt)
