"""PNGs without matplotlib's drawing: what is encoded is read back, and numbers get their colours."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from ntm_lib.figures import png


def test_encode_is_read_back_the_same() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    with Image.open(io.BytesIO(png.encode(pixels))) as image:
        assert (np.asarray(image) == pixels).all()


def test_heat_enlarges_and_turns_upward() -> None:
    values = np.array([[0.0, 1.0], [0.5, np.nan]])
    table = png.colour_table("Blues")
    large = png.heat(values, "Blues", 3)
    assert large.shape == (6, 6, 3)
    assert (large[0, 0] == table[0]).all() and (large[0, 5] == table[255]).all()
    assert (large[5, 5] == table[0]).all()  # NaN
    assert (png.heat(values, "Blues", upward=True)[0, 0] == png.heat(values, "Blues")[1, 0]).all()
    assert (png.heat(values - 5, "Blues")[0, 1] == table[0]).all()  # below low


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: png.encode(np.zeros((2, 2, 3))), TypeError),
        (lambda: png.encode(np.zeros((0, 2, 3), dtype=np.uint8)), ValueError),
        (lambda: png.encode(np.zeros((2, 2), dtype=np.uint8)), ValueError),
        (lambda: png.heat(np.zeros(3), "Blues"), ValueError),
        (lambda: png.heat(np.zeros((1, 1)), "Blues", 0), ValueError),
        (lambda: png.heat(np.zeros((1, 1)), "Blues", low=1, high=1), ValueError),
        (lambda: png.heat(np.zeros((1, 1)), "no such map"), ValueError),
    ],
)
def test_a_wrong_pixel_argument_is_named(call: Callable[[], object], error: type[Exception]) -> None:
    with pytest.raises(error, match=r"must .*; got .* for .*\."):
        call()
