"""Small pictures without matplotlib's drawing: a colour table, cells enlarged by repeating, and zlib.

A player needs dozens of frames at once. Drawn this way 41 frames take a tenth of a second and a few kilobytes each;
`savefig` takes a hundred times as long. Only the colour tables come from matplotlib, once.
"""

from __future__ import annotations

import functools
import struct
import zlib

import numpy as np
from jaxtyping import Float, UInt8
from matplotlib import colormaps
from numpy import ndarray

from ntm_lib.errors import check_count, invalid, wrong_type

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encode(rgb: UInt8[ndarray, "rows columns 3"]) -> bytes:
    """The PNG file of an RGB picture, 8 bits a channel, the first row at the top.

    The bytes depend on nothing but the numbers and zlib. Raises TypeError or ValueError for anything but
    `(rows, columns, 3)` of dtype uint8 with at least one row and column.
    """
    if rgb.dtype != np.uint8:
        raise wrong_type("rgb", "have dtype uint8", rgb.dtype, "encode")
    if rgb.ndim != 3 or rgb.shape[2] != 3 or 0 in rgb.shape:
        raise invalid("rgb", "have axes (rows, columns, 3), none of them empty", rgb.shape, "encode")
    rows, columns, _ = rgb.shape
    header = struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0)
    lines = np.zeros((rows, 1 + 3 * columns), dtype=np.uint8)  # each line starts with its filter: 0, none
    lines[:, 1:] = rgb.reshape(rows, -1)
    data = zlib.compress(lines.tobytes(), 6)
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def heat(
    array: Float[ndarray, "rows columns"],
    map_name: str,
    scale: int = 1,
    *,
    low: float = 0.0,
    high: float = 1.0,
    upward: bool = False,
) -> UInt8[ndarray, "tall wide 3"]:
    """Each number as a square of `scale` pixels in its colour of a map. Join such arrays, then `encode`.

    array     numbers; those outside low ... high get the colour of the nearer end, NaN that of low
    map_name  a matplotlib colour map, such as `style.MAGNITUDE_MAP`
    low, high the numbers at the two ends of the colour map
    upward    True puts the first row at the bottom, as films do with slot 0

    Raises ValueError or TypeError for an array that has not two axes, a scale below 1, or high not above low.
    """
    check_count("scale", scale, "heat")
    if not high > low:
        raise invalid("high", "be above low", (low, high), "heat")
    values = np.asarray(array, dtype=np.float64)
    if values.ndim != 2:
        raise invalid("array", "have axes (rows, columns)", values.shape, "heat")
    parts = np.nan_to_num((values - low) / (high - low), nan=0.0)
    colours = colour_table(map_name)[np.rint(np.clip(parts, 0, 1) * 255).astype(np.intp)]
    ordered = colours[::-1] if upward else colours
    return np.ascontiguousarray(ordered.repeat(scale, axis=0).repeat(scale, axis=1))


@functools.cache
def colour_table(map_name: str) -> UInt8[ndarray, "256 3"]:
    """The 256 colours of a matplotlib colour map. Raises ValueError for a name that matplotlib does not know."""
    if map_name not in colormaps:
        raise invalid("map_name", "be a matplotlib colour map", repr(map_name), "colour_table")
    return np.asarray(colormaps[map_name](np.linspace(0, 1, 256), bytes=True)[:, :3], dtype=np.uint8)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
