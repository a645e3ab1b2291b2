"""A figure of the page: its words, its data, and a file that remembers which data and which code it was drawn from.

The pixels of a drawing differ between versions of matplotlib, so that they cannot tell whether it is up to date. What
a file carries in its header can: a fingerprint of the words, the data and the source of the module that draws it.
"""

from __future__ import annotations

import hashlib
import inspect
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, PngImagePlugin

from ntm_lib.figures.picture import Picture

FOLDER = "docs/results"  # of the page's own folder
KEY = "drawn-from"  # the field of a PNG's header


class Figure(NamedTuple):
    """What is drawn and what is said about it. `data` is plain: it would survive JSON."""

    name: str
    alt: str
    data: Any
    draw: Callable[[Any], Picture]

    @property
    def path(self) -> str:
        """Its file, seen from the page."""
        return f"{FOLDER}/{self.name}.png"

    @property
    def markdown(self) -> str:
        """How the page shows it."""
        return f"![{self.alt}]({self.path})"

    @property
    def fingerprint(self) -> str:
        """Another one for other words, data or drawing code."""
        module = inspect.getmodule(self.draw)
        assert module is not None
        return hashlib.sha256(json.dumps([self.alt, self.data, inspect.getsource(module)]).encode()).hexdigest()


def draw_png(figure: Figure) -> bytes:
    """The file of a figure, with its fingerprint in the header."""
    about = PngImagePlugin.PngInfo()
    about.add_text(KEY, figure.fingerprint)
    file = io.BytesIO()
    with Image.open(io.BytesIO(figure.draw(figure.data).png)) as image:
        image.save(file, format="PNG", optimize=True, pnginfo=about)
    return file.getvalue()


def is_current(figure: Figure, file: Path) -> bool:
    """Was this file drawn from this figure's words, data and code?"""
    if not file.exists():
        return False
    with Image.open(file) as image:
        return image.info.get(KEY) == figure.fingerprint
