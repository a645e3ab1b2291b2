"""One turn of the dials, stage by stage, with whatever functions are given: a learner's that fails stops the column.

Nothing here raises: the column holds the stages up to the one that went wrong, and the words for what it did.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib import by_hand
from ntm_lib.demos.drive.ring import SLOTS, Dials, key_of, ring_memory

Function = Callable[..., ndarray]


class Parts(NamedTuple):
    """The four functions of a head, in the order in which they act."""

    content_weighting: Function = by_hand.content_weighting
    interpolate: Function = by_hand.interpolate
    shift: Function = by_hand.shift
    sharpen: Function = by_hand.sharpen


class Column(NamedTuple):
    """The weighting after each stage; None from the stage that went wrong on, which `trouble` tells of."""

    previous: Float[ndarray, "slots"]
    content: Float[ndarray, "slots"] | None = None
    gated: Float[ndarray, "slots"] | None = None
    shifted: Float[ndarray, "slots"] | None = None
    final: Float[ndarray, "slots"] | None = None
    trouble: str = ""


def turn(parts: Parts, previous: Float[ndarray, "slots"], dials: Dials) -> Column:
    """Address once: content, gate, shift, sharpen (Fig. 2)."""
    column = Column(previous)
    try:
        content = _run(parts, "content_weighting", ring_memory(), key_of(dials.key), dials.key_strength)
        column = column._replace(content=content)
        gated = _run(parts, "interpolate", content, previous, dials.gate)
        column = column._replace(gated=gated)
        shifted = _run(parts, "shift", gated, dials.shift_weighting)
        column = column._replace(shifted=shifted)
        return column._replace(final=_run(parts, "sharpen", shifted, dials.sharpening))
    except _PartError as trouble:
        return column._replace(trouble=str(trouble))


class _PartError(Exception):
    """What a function did wrong, in words."""


def _run(parts: Parts, name: str, *arguments: ndarray | float) -> Float[ndarray, "slots"]:
    """Call one function on copies of its arguments. Raises _PartError unless it returns one finite number a slot."""
    copies = [np.array(argument) if isinstance(argument, np.ndarray) else argument for argument in arguments]
    try:
        with np.errstate(all="ignore"):  # what is no number is said below
            returned = getattr(parts, name)(*copies)
    except Exception as problem:  # a learner's function may raise anything
        raise _PartError(f"{name} fails: {type(problem).__name__}: {problem}") from problem
    if returned is None:
        raise _PartError(f"{name} returns None: is a return missing?")
    try:
        weighting = np.asarray(returned, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise _PartError(f"{name} returns {type(returned).__name__}, not an array of numbers") from problem
    if weighting.shape != (SLOTS,):
        raise _PartError(f"{name} returns an array of shape {weighting.shape}, not ({SLOTS},), one number a slot")
    if not np.isfinite(weighting).all():
        raise _PartError(f"{name} returns {int((~np.isfinite(weighting)).sum())} numbers that are not finite")
    return weighting.copy()
