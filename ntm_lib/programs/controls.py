"""What a program says to the head in one step, and what is wrong with it where it cannot be done."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.errors import check_shape, invalid, wrong_type

SHIFTS = (-1, 0, 1)  # the steps a head may take, in the order of a shift weighting


class Controls(NamedTuple):
    """The seven dials of the head. `width` is a slot's: the bits, and one spare number.

    As in `ntm_lib.heads`, but for `shift`: here it is the one step asked for, to which the machine adds its play.
    """

    key: Float[ndarray, "width"]  # k_t, real: what to look for
    key_strength: float  # β_t ≥ 0: how choosy to be
    gate: float  # g_t from 0 to 1: 1 jumps to what the key finds, 0 starts from where the head is
    shift: int  # -1, 0 or +1: how far to move from there
    sharpening: float  # γ_t ≥ 1
    erase_vector: Float[ndarray, "width"]  # e_t from 0 to 1: 1 clears its number
    add_vector: Float[ndarray, "width"]  # a_t, real: what to write


def checked(controls: Any, width: int, context: str) -> Controls:
    """The controls as floating-point numbers and new arrays, if they can be done on slots of `width` numbers.

    controls  a `Controls`, or a plain tuple of its seven fields in order
    context   what an error ends with, such as "store step 2"

    Raises TypeError for anything else and for fields of the wrong kind, ValueError for shapes and numbers out of range.
    """
    if not isinstance(controls, tuple) or len(controls) != len(Controls._fields):
        raise wrong_type("controls", "be a Controls of seven fields", _kind(controls), context)
    given = Controls._make(controls)
    return Controls(
        key=_vector("key", given.key, width, context),
        key_strength=_number("key_strength", given.key_strength, "of at least 0", 0.0, math.inf, context),
        gate=_number("gate", given.gate, "from 0 to 1", 0.0, 1.0, context),
        shift=_shift(given.shift, context),
        sharpening=_number("sharpening", given.sharpening, "of at least 1", 1.0, math.inf, context),
        erase_vector=_share("erase_vector", given.erase_vector, width, context),
        add_vector=_vector("add_vector", given.add_vector, width, context),
    )


def _vector(name: str, value: Any, width: int, context: str) -> ndarray:
    """A new array of `width` finite numbers."""
    try:
        array = np.array(value)
    except ValueError:  # rows of several lengths
        array = np.array(None)
    if array.dtype.kind not in "biuf":
        raise wrong_type(name, "be an array of numbers", _kind(value), context)
    check_shape(name, array.shape, (width,), context)
    array = array.astype(float)
    if not np.isfinite(array).all():
        raise invalid(name, "hold finite numbers", _short(array[~np.isfinite(array)][0]), context)
    return array


def _share(name: str, value: Any, width: int, context: str) -> ndarray:
    array = _vector(name, value, width, context)
    outside = array[(array < 0) | (array > 1)]
    if outside.size:
        raise invalid(name, "hold numbers from 0 to 1", _short(outside[0]), context)
    return array


def _number(name: str, value: Any, words: str, least: float, most: float, context: str) -> float:
    if np.ndim(value) or np.asarray(value).dtype.kind not in "biuf":
        raise wrong_type(name, f"be a number {words}", _kind(value), context)
    if not (least <= float(value) <= most and math.isfinite(value)):
        raise invalid(name, f"be a number {words}", _short(value), context)
    return float(value)


def _shift(value: Any, context: str) -> int:
    rule = "be -1, 0 or 1, the step asked for"
    if np.ndim(value) or np.asarray(value).dtype.kind not in "biuf":
        raise wrong_type("shift", rule, _kind(value), context)
    if float(value) not in SHIFTS:
        raise invalid("shift", rule, _short(value), context)
    return int(value)


def _short(value: Any) -> str:
    return f"{float(value):g}"


def _kind(value: Any) -> str:
    """A value in a few words."""
    if value is None:
        return "None"
    if isinstance(value, ndarray):
        return f"an array of shape {value.shape}" if value.dtype.kind in "biuf" else f"an array of {value.dtype}"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    article = "an" if type(value).__name__[:1].lower() in "aeiou" else "a"
    return f"{article} {type(value).__name__}"
