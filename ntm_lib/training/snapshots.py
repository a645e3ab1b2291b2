"""Which moments of a run are worth keeping: those at which its curve moves.

A machine that learns to copy does nothing visible for a hundred updates, falls off a cliff within another hundred, and
then changes no more that one could see. Snapshots at even distances would show two of these and miss the third.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ntm_lib.errors import check_count, invalid

SMOOTH = 12  # updates on either side; one batch has one length, so that the raw curve jumps
FLOOR = 0.1  # bits a sequence: below, no drawing looks any different


def updates_through_the_cliff(curve: Sequence[float], count: int = 20) -> list[int]:
    """At most `count` updates to keep a snapshot of, the first (0) and the last included.

    curve  cost of each update's batch, in bits a sequence

    They lie at equal steps along the curve as one draws it, from the start to where it reaches its floor: time and the
    logarithm of the cost count the same. The curve is the running minimum of a mean over 25 updates, and never below
    0.1 bit. Steps that fall on one update are kept once.

    Raises ValueError for an empty curve or one with other than finite numbers, and unless `count` is at least 3.
    """
    check_count("count", count, "updates_through_the_cliff", minimum=3)
    if not curve or not all(math.isfinite(bits) for bits in curve):
        raise invalid("curve", "hold finite numbers", f"{len(curve)} numbers", "updates_through_the_cliff")
    walked = _walked(curve)
    steps = [walked[-1] * step / (count - 2) for step in range(1, count - 1)]
    return sorted({0, len(curve), *(_first_at_least(walked, step) + 1 for step in steps)})


def _walked(curve: Sequence[float]) -> list[float]:
    """How far along its drawn curve a run is after each update, until the update with the lowest cost."""
    lows = _lows(curve)
    bottom = lows.index(lows[-1])
    fall = math.log(lows[0] / lows[-1]) or 1.0
    return [(update + 1) / (bottom + 1) + math.log(lows[0] / lows[update]) / fall for update in range(bottom + 1)]


def _lows(curve: Sequence[float]) -> list[float]:
    """The running minimum of the smoothed curve, above the floor."""
    lows, low = [], math.inf
    for update in range(len(curve)):
        near = curve[max(0, update - SMOOTH) : update + SMOOTH + 1]
        low = min(low, sum(near) / len(near))
        lows.append(max(low, FLOOR))
    return lows


def _first_at_least(walked: Sequence[float], distance: float) -> int:
    return next(update for update, so_far in enumerate(walked) if so_far >= distance - 1e-9)
