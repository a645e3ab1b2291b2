"""Lesson 03's pictures: the addressing column and the focus that walks round the ring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes

from ntm_lib import by_hand, figures
from ntm_lib.figures import canvas
from ntm_lib.figures.addressing import Dials, stages, steps_words
from tidy_pictures import assert_is_tidy

MEMORY = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1], [-1, 1, 0], [0, -1, 1]], dtype=float)
KEY, LAST = np.array([0.0, 1.0, 1.0]), np.eye(5)[4]
UP, PLAY = np.array([0.0, 0.1, 0.9]), np.array([0.05, 0.05, 0.9])


def column(**changed: Any) -> figures.Picture:
    arguments = {"memory": MEMORY, "previous": LAST, "key": KEY, "key_strength": 10.0, "gate": 0.9}
    arguments |= {"shift_weighting": UP, "sharpening": 3.0}
    return figures.addressing(**(arguments | changed))


def walk(sharpening: float, steps: int = 40, slots: int = 16) -> np.ndarray:
    weightings = [np.eye(slots)[0]]
    for _ in range(steps):
        weightings.append(by_hand.sharpen(by_hand.shift(weightings[-1], PLAY), sharpening))
    return np.array(weightings)


def bumps(prediction: float | None = None, **changed: Any) -> figures.Picture:
    given = {"walks": [walk(1.0), walk(2.0)], "labels": ["sharpening 1", "sharpening 2"], "asked": np.arange(41) % 16}
    return figures.bumps(**(given | changed), prediction=prediction)


def eight_slots() -> figures.Picture:
    rng = np.random.default_rng(0)
    flat, five = np.full(8, 1 / 8), np.array([0.1, 0.2, 0.3, 0.2, 0.2])
    return column(memory=rng.normal(size=(8, 5)), previous=flat, key=rng.normal(size=5), shift_weighting=five)


def three_walks() -> figures.Picture:
    return bumps(walks=[walk(g, 12, 6) for g in (1, 2, 9)], labels=["one", "two", "nine"], asked=None, prediction=99)


FIGURES: dict[str, Callable[[], figures.Picture]] = {
    "column": column,
    "column, gate shut": lambda: column(gate=0.0, shift_weighting=PLAY, sharpening=2.0),
    "column, eight slots, five shifts": eight_slots,
    "column, two slots, one shift": lambda: column(
        memory=np.eye(2), previous=np.eye(2)[0], key=np.ones(2), shift_weighting=np.ones(1)
    ),
    "bumps": bumps,
    **{f"bumps, a bet of {bet}": lambda bet=bet: bumps(bet) for bet in (0, 13, 20, 50, 100)},
    "bumps, three walks": three_walks,
    "bumps, a good bet on a sharp walk": lambda: bumps(99.5, walks=[walk(2.0)], labels=["sharpening 2"]),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_a_png_with_a_sentence_and_no_words_on_words(name: str) -> None:
    assert_is_tidy(FIGURES[name])


def test_the_column_says_what_each_stage_did() -> None:
    assert column().alt == (
        "Content: 98 % on slot 1 at key strength 10. "
        "Gate 0.9 leaves 10 % to the previous focus (100 % on slot 4): 88 % on slot 1. "
        "Shift: 90 % one up, 10 % stays: 79 % on slot 2. Sharpening 3: over 99 % on slot 2."
    )


def test_the_column_says_so_where_nothing_is_found() -> None:
    told = column(memory=np.zeros((5, 3)), gate=1.0).alt
    assert "Content: all slots alike" in told and told.endswith("Sharpening 3: all slots alike.")


def test_the_last_stage_is_address_itself() -> None:
    found = stages(MEMORY, LAST, Dials(KEY, 2.0, 0.6, PLAY, 1.5))
    assert np.allclose(found.final, by_hand.address(MEMORY, LAST, KEY, 2.0, 0.6, PLAY, 1.5))
    assert all(abs(weighting.sum() - 1) < 1e-12 for weighting in found)


def test_the_numbers_in_the_cells_are_those_of_the_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(canvas, "say", lambda axes, x, y, text, *a, **k: said.append(text))
    column()
    found = stages(MEMORY, LAST, Dials(KEY, 10.0, 0.9, UP, 3.0))
    printed = [text for text in said if "." in text]
    strips = [found.content, LAST, found.gated, UP, found.shifted, found.final]
    assert printed == [f"{share:.2f}" for strip in strips for share in strip]


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([0, 1, 0], "100 % stays"),
        ([1, 0, 0], "100 % one down"),
        ([0.25, 0.25, 0, 0, 0.5], "50 % 2 slots up, 25 % one down, 25 % 2 slots down"),
        ([1], "100 % stays"),
    ],
)
def test_steps_in_words(steps: list[float], words: str) -> None:
    assert steps_words(np.array(steps)) == words


def test_bumps_say_what_is_left_and_where() -> None:
    told = bumps().alt
    assert told == (
        "Sharpening 1: 13 % on slot 3 after 40 steps. Sharpening 2: over 99 % on slot 8 after 40 steps. "
        "Asked for: slot 8."
    )
    assert bumps(50).alt == f"{told} You said 50 %."


def test_the_bet_stands_at_its_height_at_the_last_step(monkeypatch: pytest.MonkeyPatch) -> None:
    marks: list[tuple[float, float]] = []
    plot = Axes.plot

    def watched(axes: Axes, *args: Any, **how: Any) -> Any:
        if len(args) > 2 and args[2] == "X":
            marks.append((args[0], args[1]))
        return plot(axes, *args, **how)

    monkeypatch.setattr(Axes, "plot", watched)
    bumps(), bumps(50)
    assert marks == [(40, 50)]


@pytest.mark.parametrize(("sharpening", "bet"), [(1.0, 8), (1.0, 75), (2.0, 50)])
def test_the_bets_words_have_its_colour_and_keep_off_the_lines(
    sharpening: float, bet: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: dict[str, tuple[Axes, float, str]] = {}
    text = Axes.text

    def watched(axes: Axes, x: float, y: float, said: str, **how: Any) -> Any:
        words[said] = axes, y, str(how.get("color"))
        return text(axes, x, y, said, **how)

    monkeypatch.setattr(Axes, "text", watched)
    bumps(bet, walks=[walk(sharpening)], labels=["one"])
    axes, height, colour = words[f"✕ you said {bet} %"]
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    assert red > green > blue  # orange, and dark
    assert min(abs(height - line) for line in axes.get_yticks()) >= 20
    assert abs(height - 100 * walk(sharpening).max(axis=1)[-1]) > 20


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: column(memory=np.zeros(5)), r"memory must have axes \(slots, width\); got \(5,\) for addressing."),
        (lambda: column(previous=np.eye(4)[0]), r"previous must have shape \(5,\); got \(4,\) for addressing."),
        (lambda: column(key=np.ones(2)), r"key must have shape \(3,\); got \(2,\)"),
        (lambda: column(shift_weighting=np.ones(2) / 2), "shift_weighting must have an odd number of shifts"),
        (lambda: bumps(labels=["one"]), "labels must be one a walk, of 1 to 3 walks; got 1 for bumps."),
        (lambda: bumps(walks=[], labels=[]), "labels must be one a walk"),
        (lambda: bumps(walks=[walk(1.0), walk(1.0, 3)]), r"walks must have shape \(41, 16\); got \(4, 16\)"),
        (lambda: bumps(walks=[np.ones(3)] * 2), r"walks must have axes \(time, slots\); got \(3,\) for bumps."),
        (lambda: bumps(asked=np.arange(3)), r"asked must have shape \(41,\); got \(3,\)"),
    ],
)
def test_what_does_not_fit_is_told(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
