"""How a run goes wrong when the head blurs: its largest share and the wrong bits of each vector, with a bet on them."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy import ndarray

from ntm_lib.figures.canvas import chart, line, say, sheet
from ntm_lib.figures.hand_records import HandRun, look_at
from ntm_lib.figures.picture import Picture, picture
from ntm_lib.figures.style import BET_WORDS, FONT, FONT_SIZE, INK, MEMORY, OUTPUT, PREDICTION, QUIET, SMALL, THIN
from ntm_lib.figures.words import plural, sentence

SOLID: dict[str, Any] = {"linewidth": 2}
BROKEN: dict[str, Any] = {"linewidth": 1.3, "linestyle": (0, (3, 1.5))}
BACKED = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # words over a bet's line stay readable


def first_wrong(
    run: HandRun, due: Any = None, phase: str = "recall", prediction: float | None = None, title: str = ""
) -> Picture:
    """The largest share of the head at each step of an answer, over the wrong bits of each vector; the first is ringed.

    A thinner line is that share times itself: what is left of a vector that was written and is read with such a head.

    run         from `programs.HandMachine.run`
    due         (length, bits)  what should come out in `phase`; None is the vectors that went in
    prediction  the vector that the learner said would be the first with a wrong bit; None draws no bet

    Raises ValueError when the run has no such phase, or due is not one vector for each of its steps.
    """
    shown = look_at(run, due, phase)
    asked = [step for step, name in enumerate(shown.phases) if name == phase]
    share = shown.weighting.max(axis=1)[asked]
    wrong = shown.wrong[:, asked].sum(axis=0)
    figure, page = sheet(8.0, 3.6)
    say(page, 0.65, 3.42, title, FONT_SIZE + 1, weight="bold")
    upper = _chart(figure, page, 1.95, "largest share of the head's weighting", share, 1.06)
    upper.tick_params(labelbottom=False)  # both charts have the same vectors
    upper.set_yticks([0, 0.5, 1])
    upper.plot(np.arange(len(share)), share, color=MEMORY, **SOLID)
    upper.plot(np.arange(len(share)), share**2, color=MEMORY, **BROKEN)
    upper.axhline(0.5, color=THIN, linewidth=0.8, zorder=0)
    upper.text(
        len(share) - 0.6, 0.55, "one half", color=QUIET, fontsize=SMALL, family=FONT, ha="right", bbox=BACKED, zorder=6
    )
    _key(page)
    _name(upper, share, wrong)
    lower = _chart(figure, page, 0.5, "wrong bits of each vector", wrong, len(shown.wrong) * 1.12)
    lower.bar(np.arange(len(wrong)), wrong, width=0.8, color=OUTPUT)
    lower.set_xlabel("vector", fontsize=SMALL, color=QUIET, family=FONT)
    for axes in (upper, lower):
        _marks(axes, share if axes is upper else wrong, wrong, prediction)
    if prediction is not None:
        say(page, 7.75, 3.42, f"- - you said vector {prediction:g}", FONT_SIZE, BET_WORDS, ha="right")
    return picture(figure, blur_words(share, wrong, len(shown.wrong), prediction, title))


def blur_words(
    share: Float[ndarray, "length"], wrong: Int[ndarray, "length"], bits: int, prediction: float | None, title: str = ""
) -> str:
    """Which vector is the first with a wrong bit, how blurred the head was there, how many bits are wrong in all."""
    bad = np.flatnonzero(wrong)
    told = [sentence(title)] if title else []
    if len(bad) == 0:
        told.append("No vector comes back with a wrong bit.")
    else:
        first = int(bad[0])
        told.append(f"The first vector with a wrong bit is vector {first}.")
        there = f"{share[first]:.2f} there ({share[first] ** 2:.2f} times itself)"
        told.append(f"The head's largest share is {there}, and {share[-1]:.2f} at the last vector.")
    told.append(f"{int(wrong.sum())} of {plural(len(wrong) * bits, 'bit')} wrong.")
    if prediction is not None:
        told.append(f"You said vector {prediction:g}.")
    return " ".join(told)


def _key(page: Axes) -> None:
    """The two lines of the upper chart, beside its heading, where no bet passes."""
    for x, name, look in ((4.9, "the share", SOLID), (6.2, "share × share", BROKEN)):
        line(page, [(x, 3.15), (x + 0.4, 3.15)], MEMORY, **look)
        say(page, x + 0.5, 3.15, name, SMALL, INK)


def _chart(figure: Any, page: Axes, bottom: float, name: str, values: ndarray, most: float) -> Axes:
    axes = chart(figure, 0.65, bottom, 7.1, 1.05)
    axes.set_xlim(-0.6, len(values) - 0.4)
    axes.set_ylim(0, most)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    say(page, 0.65, bottom + 1.2, name, SMALL, INK)
    return axes


def _marks(axes: Axes, values: ndarray, wrong: ndarray, prediction: float | None) -> None:
    """A ring at the first wrong vector, and the bet as a dashed line."""
    bad = np.flatnonzero(wrong)
    if len(bad):
        look = {"markersize": 10, "markerfacecolor": "none", "color": INK, "markeredgewidth": 1.3}
        axes.plot(bad[0], values[bad[0]], "o", zorder=5, **look)  # type: ignore[arg-type]
    if prediction is not None:
        axes.axvline(prediction, color=PREDICTION, linewidth=1.8, linestyle="--", zorder=4)


def _name(axes: Axes, share: Float[ndarray, "length"], wrong: Int[ndarray, "length"]) -> None:
    """The number of the first wrong vector, beside its ring."""
    bad = np.flatnonzero(wrong)
    if len(bad):
        look: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": SMALL, "family": FONT}
        ahead = bad[0] < 0.8 * len(share)
        place, side = ((9, 8), "left") if ahead else ((-9, 8), "right")
        look |= {"ha": side, "color": INK, "bbox": BACKED, "zorder": 6}
        axes.annotate(f"vector {bad[0]}", (bad[0], share[bad[0]]), place, **look)
