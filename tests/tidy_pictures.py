"""What every picture of the course has to be: a PNG that fits the page, with a sentence, and no words on words."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations
from unittest import mock

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from ntm_lib.figures import Picture


def assert_is_tidy(make: Callable[[], Picture]) -> None:
    """Make a picture and look at it."""
    drawn: list[Figure] = []
    save = Figure.savefig
    with mock.patch.object(Figure, "savefig", lambda self, *a, **k: (drawn.append(self), save(self, *a, **k))[1]):
        made = make()
    with Image.open(io.BytesIO(made.png)) as image:
        image.load()
        assert image.format == "PNG"
        assert image.width == 2 * made.width or image.width == 2 * made.width + 1
    assert made.width is not None and made.width <= 930
    assert len(made.png) < 120_000
    assert made.alt.endswith(".") and not made.alt[0].islower() and "nan" not in made.alt
    assert_words_are_free(drawn[0])


def assert_words_are_free(figure: Figure) -> None:
    """No text lies on another text. None is cut off: a picture is as large as what is on it."""
    canvas, texts = FigureCanvasAgg(figure), []
    with mock.patch.object(Text, "draw", autospec=True, side_effect=lambda text, renderer: texts.append(text)):
        canvas.draw()  # ticks off the axis are never drawn, so they are not here
    boxes = [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in texts if t.get_text().strip()]
    for (one, first), (other, second) in combinations(boxes, 2):
        overlap = first.intersection(first, second)
        assert overlap is None or min(overlap.width, overlap.height) <= 1.5, f"{one!r} and {other!r} overlap"
