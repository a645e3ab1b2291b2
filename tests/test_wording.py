"""How a verdict prints numbers and what it calls a value: for a reader, and not for a computer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ntm_lib.checks.facts import describe, encode
from ntm_lib.checks.wording import show_array, show_number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2.2250738585072014e-308, "0"),
        (-5e-324, "0"),
        (1e-99, "1e-99"),
        (1e-6, "1e-06"),
        (0.0, "0"),
        (3.0, "3"),
        (0.70710678, "0.7071"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
    ],
)
def test_a_number_has_no_digits_that_say_nothing(number: float, text: str) -> None:
    assert show_number(number) == text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([1.0, 2.225e-308, 0.0], "[1, 0, 0]"),
        ([-2.22e-17, 0.5, 1.0], "[0, 0.5, 1]"),  # what a Fourier transform leaves of 0
        ([1e-12, 1.0], "[1e-12, 1]"),
        ([1e-41, 2e-41], "[1e-41, 2e-41]"),  # small beside nothing larger
        ([1e30, 2.0], "[1e+30, 2]"),  # large numbers make no dust of others
        ([np.nan, 1e-20, 1.0], "[nan, 0, 1]"),
        ([np.inf, 1e-20], "[inf, 1e-20]"),
        ([], "[]"),
    ],
)
def test_dust_beside_larger_numbers_is_shown_as_0(numbers: list[float], text: str) -> None:
    assert show_array(np.array(numbers)) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.int64(3), "an int64"),
        (np.float32(3), "a float32"),
        (np.uint8(3), "a uint8"),
        (3, "an int"),
        (3.0, "a float"),
        (True, "a bool"),
        (None, "None"),
        ([1], "a list"),
        ({}, "a dict"),
        (np.zeros(3), "a NumPy array of shape (3,)"),
    ],
)
def test_a_value_is_called_what_it_is(value: Any, words: str) -> None:
    assert describe(encode(value)) == words
