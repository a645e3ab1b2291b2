"""Small pieces of the sentences that stand for a picture. Coarse on purpose: equal on every processor."""

from __future__ import annotations

import math
from collections.abc import Sequence


def plural(count: int, noun: str) -> str:
    """`1 bit`, `2 bits`, `1,200 bits`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def span(noun: str, first: int, last: int) -> str:
    """`slot 3` or `slots 3 to 14`."""
    return f"{noun} {first}" if first == last else f"{noun}s {first} to {last}"


def one_digit(value: float) -> str:
    """A number with one significant digit: 3241 is `3,000`, 0.0137 is `0.01`, 0 is `0`."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    places = -math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    return f"{rounded:,.0f}" if abs(rounded) >= 1 else f"{rounded:.{max(places, 0)}f}"


def percent(share: float) -> str:
    """A share in whole percent, and in words where rounding would lie: `all of it`, `under 1 %`."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def sentence(text: str) -> str:
    """First letter large, one full stop at the end."""
    text = text.strip()
    return text[:1].upper() + text[1:].rstrip(".") + "."
