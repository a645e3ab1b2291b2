"""What a picture on the page shows, read from its pixels."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from ntm_lib.figures import style


def pixels(img):
    """The picture that an <img> with its data inside shows."""
    data = base64.b64decode(img.get_attribute("src").partition("base64,")[2])
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def coloured(image, colour):
    """Which pixels have a colour."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return np.abs(image - wanted).max(axis=-1) < 8


def shown_bits(img, colour=style.INPUT):
    """The 8 rows of 12 bits that `figures.copied` or `hand_run` shows as its input, if each edge has a one.

    With another colour, what it shows in that: `style.OUTPUT` is what comes out.
    """
    shown = coloured(pixels(img), colour)
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    middles = [
        np.linspace(edge[0], edge[-1], 2 * count + 1).round().astype(int)[1::2]
        for edge, count in ((rows, 8), (columns, 12))
    ]
    return shown[np.ix_(*middles)].astype(int).tolist()
