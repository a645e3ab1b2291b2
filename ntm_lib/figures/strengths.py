"""How a lookup sharpens as its key strength grows, from "average of all" to "exact", with a learner's bet on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator
from numpy import ndarray

from ntm_lib.errors import check_shape, invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.canvas import chart, say, sheet
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import FONT, FONT_SIZE, INK, MEMORY, PREDICTION, QUIET, SMALL, THIN
from ntm_lib.figures.words import listed, sentence

HALF = 0.5


def shares_by_strength(strengths: Any, best_share: Any, entropy_bits: Any, prediction: float | None = None) -> Picture:
    """How a lookup sharpens as the key strength grows: the best slot's share, and the weighting's entropy.

    strengths     (points,)  > 0, growing
    best_share    (points,)  0 ... 1
    entropy_bits  (points,)  log2 of the number of slots when all are equal, 0 when one has everything
    prediction    the key strength at which the learner said that the best slot first has more than half

    Raises ValueError when the three are not one number a strength, or a strength is not above 0.
    """
    x, share, entropy = numbers(strengths), numbers(best_share), numbers(entropy_bits)
    check_shape("best_share", share.shape, x.shape, "shares_by_strength, as strengths")
    check_shape("entropy_bits", entropy.shape, x.shape, "shares_by_strength, as strengths")
    if len(x) == 0 or not (x > 0).all():
        raise invalid("strengths", "hold at least one number, all above 0", x.tolist(), "shares_by_strength")
    figure, page = sheet(8.1, 2.75)
    panels = (
        (0.6, "share of the best slot", share, 1.0),
        (4.55, "entropy of the weighting, in bits", entropy, entropy.max()),
    )
    for left, name, values, most in panels:
        axes = chart(figure, left, 0.55, 3.3, 1.85)
        axes.set_xscale("log")
        axes.set_ylim(0, 1.06 * max(float(most), 1e-9))
        axes.grid(axis="y", color="#EEEEEE", linewidth=0.8)
        axes.plot(x, values, color=MEMORY, linewidth=2)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda strength, _: f"{strength:g}"))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xlabel("key strength", fontsize=SMALL, color=QUIET, family=FONT)
        say(page, left, 2.55, name, FONT_SIZE)
        if values is share:
            _mark_half(axes, x, share)
        if prediction is not None:
            axes.axvline(min(max(prediction, x[0]), x[-1]), color=PREDICTION, linewidth=1.8, linestyle="--")
    if prediction is not None:
        say(page, 3.9, 2.55, f"- - you said {prediction:g}", SMALL, INK, ha="right")
    return picture(figure, strength_words(x, share, entropy, prediction))


def _mark_half(axes: Axes, x: Float[ndarray, "points"], share: Float[ndarray, "points"]) -> None:
    """A ring where the best slot first has half, and a thin line at that height."""
    axes.axhline(0.5, color=THIN, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    if (share >= HALF).any():
        first = int(np.argmax(share >= HALF))
        axes.plot(x[first], share[first], "o", markersize=9, markerfacecolor="none", color=INK, markeredgewidth=1.2)


def strength_words(
    x: Float[ndarray, "points"],
    share: Float[ndarray, "points"],
    entropy: Float[ndarray, "points"],
    prediction: float | None,
) -> str:
    """Where the best slot passes half and nine tenths, and how the entropy falls."""
    marks = [(name, x[share >= part]) for name, part in (("half", HALF), ("nine tenths", 0.9))]
    passed = [f"{name} at about {float(at[0]):.2g}" for name, at in marks if len(at)]
    told = ["The best slot never holds half."]
    if passed:
        told = [sentence(f"the best slot's share passes {listed(passed)}")]
    fall = f"entropy goes from {abs(entropy[0]):.1f} to {abs(entropy[-1]):.1f} bits"
    told.append(sentence(f"{fall} as key strength goes from {x[0]:g} to {x[-1]:g}"))
    if prediction is not None:
        told.append(f"You said {prediction:g}.")
    return " ".join(told)
