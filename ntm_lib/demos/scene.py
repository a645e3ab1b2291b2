"""A frame, described once and drawn twice: as SVG for the live widget, as pixels for the film strip.

SVG costs about a millisecond and a few kilobytes a frame and is sharp at every zoom; a PNG is what every page can
show. Each primitive states both drawings side by side, so that they cannot drift apart. Lengths are in CSS pixels,
from the top left corner.
"""

from __future__ import annotations

import base64
import functools
import itertools
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ntm_lib.figures import png, style
from ntm_lib.figures.canvas import tint

Point = tuple[float, float]
Paint = Callable[[Image.Image, ImageDraw.ImageDraw, int], None]

FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}  # SVG's word, Pillow's word


class Scene:
    """A white sheet of `width` x `height` CSS pixels, with the drawing primitives of all demos."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._elements: list[str] = []
        self._paints: list[Paint] = []

    def heat(
        self,
        x: float,
        y: float,
        array: np.ndarray,
        cell: Point,
        colours: str = style.MAGNITUDE_MAP,
        low: float = 0.0,
        high: float = 1.0,
        upward: bool = False,
    ) -> None:
        """Numbers as cells of `cell` = (width, height), in a thin frame; `upward` puts the first row at the bottom.

        colours  a colour map, or one colour such as `style.INPUT`: white at 0, full at 1
        """
        rgb = _tinted(array, colours) if colours.startswith("#") else png.heat(array, colours, low=low, high=high)
        rgb = rgb[::-1] if upward else rgb
        width, height = rgb.shape[1] * cell[0], rgb.shape[0] * cell[1]
        data = base64.b64encode(png.encode(np.ascontiguousarray(rgb))).decode()
        self._elements.append(
            f'<image x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none" '
            f'style="image-rendering:pixelated" href="data:image/png;base64,{data}"/>'
        )

        def paint(sheet: Image.Image, draw: ImageDraw.ImageDraw, scale: int) -> None:
            size = round(width * scale), round(height * scale)
            cells = Image.fromarray(np.ascontiguousarray(rgb)).resize(size, Image.Resampling.NEAREST)
            sheet.paste(cells, (round(x * scale), round(y * scale)))

        self._paints.append(paint)
        self.box(x, y, width, height, stroke=style.THIN)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: int = 12,
        colour: str = style.INK,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """Words on the base line `y`; `anchor` is "start", "middle" or "end"."""
        weight = ' font-weight="bold"' if bold else ""
        self._elements.append(
            f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}>'
            f"{escape(words)}</text>"
        )

        def paint(sheet: Image.Image, draw: ImageDraw.ImageDraw, scale: int) -> None:
            font = _font(size * scale, bold)
            draw.text((x * scale, y * scale), words, fill=colour, font=font, anchor=ANCHORS[anchor])

        self._paints.append(paint)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str | None = None, stroke: str | None = None,
        thickness: float = 1, rounding: float = 0,
    ) -> None:  # fmt: skip
        """A rectangle, filled, outlined, or both; `rounding` is the radius of its corners."""
        self._elements.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{rounding}" fill="{fill or "none"}" '
            f'stroke="{stroke or "none"}" stroke-width="{thickness}"/>'
        )

        def paint(sheet: Image.Image, draw: ImageDraw.ImageDraw, scale: int) -> None:
            corners = [x * scale, y * scale, (x + width) * scale, (y + height) * scale]
            thick = max(1, round(thickness * scale)) if stroke else 0
            draw.rounded_rectangle(corners, rounding * scale, fill=fill, outline=stroke, width=thick)

        self._paints.append(paint)

    def line(
        self, points: Sequence[Point], colour: str = style.INK, thickness: float = 1, dashed: bool = False
    ) -> None:
        """A line through the points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashes = ' stroke-dasharray="4 3"' if dashed else ""
        self._elements.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{thickness}" '
            f'stroke-linejoin="round"{dashes}/>'
        )

        def paint(sheet: Image.Image, draw: ImageDraw.ImageDraw, scale: int) -> None:
            for part in _dashes(points) if dashed else [points]:
                draw.line(
                    [(x * scale, y * scale) for x, y in part], fill=colour, width=max(1, round(thickness * scale))
                )

        self._paints.append(paint)

    def dot(self, x: float, y: float, radius: float, colour: str, square: bool = False) -> None:
        """A mark centred on a point: reads are round, writes are square."""
        corner = 0 if square else radius
        self._elements.append(
            f'<rect x="{x - radius:.1f}" y="{y - radius:.1f}" width="{2 * radius}" height="{2 * radius}" '
            f'rx="{corner}" fill="{colour}" stroke="#ffffff" stroke-width="1"/>'
        )

        def paint(sheet: Image.Image, draw: ImageDraw.ImageDraw, scale: int) -> None:
            corners = [(x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale]
            (draw.rectangle if square else draw.ellipse)(corners, fill=colour, outline="#ffffff", width=scale)

        self._paints.append(paint)

    @property
    def svg(self) -> str:
        """The frame as an SVG file that needs nothing from outside."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" font-family="{FONTS}">'
            f'<rect width="{self.width}" height="{self.height}" fill="#ffffff"/>{"".join(self._elements)}</svg>'
        )

    def pixels(self, scale: int = 2) -> np.ndarray:
        """The frame as RGB, `(height * scale, width * scale, 3)` of dtype uint8."""
        sheet = Image.new("RGB", (self.width * scale, self.height * scale), "#ffffff")
        draw = ImageDraw.Draw(sheet)
        for paint in self._paints:
            paint(sheet, draw, scale)
        return np.asarray(sheet)


def strip(scenes: Sequence[Scene], columns: int = 1, scale: int = 1, gap: int = 10) -> bytes:
    """Several frames of one size on one sheet, in reading order, as a PNG file."""
    frames = [scene.pixels(scale) for scene in scenes]
    height, width = frames[0].shape[:2]
    rows = -(-len(frames) // columns)
    shape = (rows * (height + gap) - gap, columns * (width + gap) - gap, 3)
    sheet = np.full(shape, 255, dtype=np.uint8)
    for place, frame in enumerate(frames):
        top, left = (place // columns) * (height + gap), (place % columns) * (width + gap)
        sheet[top : top + height, left : left + width] = frame
    return png.encode(sheet)


def _tinted(array: np.ndarray, colour: str) -> np.ndarray:
    return np.rint(255 * tint(np.clip(array, 0, 1), colour)).astype(np.uint8)


@functools.cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """Matplotlib brings its own DejaVu Sans: the same letters on every machine."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name), size)


def _dashes(points: Sequence[Point], drawn: float = 4, period: float = 7) -> list[list[Point]]:
    """A line cut into dashes: Pillow draws solid ones only."""
    parts: list[list[Point]] = []
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length = max(float(np.hypot(x1 - x0, y1 - y0)), 1e-9)
        for start in np.arange(0, length, period):
            ends = start / length, min(start + drawn, length) / length
            parts.append([(x0 + part * (x1 - x0), y0 + part * (y1 - y0)) for part in ends])
    return parts
