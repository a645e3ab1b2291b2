"""Pictures of pointers made of shares: what they say, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from ntm_lib import figures
from ntm_lib.figures.planes import MOST_TICKS, label_side, outline_of, plane, ticks
from ntm_lib.figures.pointers import hard_words, pull_text, soft_words

MEMORY = np.array([[2.0, 0.0], [0.0, 4.0], [4.0, 2.0]])
SHARES = np.array([0.5, 0.25, 0.25])
TARGET = np.array([1.0, 3.0])
PULLS = np.array([-4.0, 12.0, -2.0])


def test_blend_says_what_is_read_and_between_which_numbers():
    assert figures.blend(MEMORY, SHARES).alt == (
        "The read blends 50 % of slot 0, 25 % of slot 1 and 25 % of slot 2 into (2, 1.5). "
        "The first number, 2, lies between 0 and 4; the second, 1.5, lies between 0 and 4."
    )
    assert figures.blend(MEMORY, np.eye(3)[1], TARGET).alt.endswith("The target is (1, 3).")
    assert "blends 100 % of slot 1 into (0, 4)" in figures.blend(MEMORY, np.eye(3)[1]).alt


def test_pulls_say_who_is_pulled_and_what_was_bet():
    told = figures.pulls(MEMORY, SHARES, TARGET, PULLS, np.zeros(3)).alt
    assert told == (
        "The read is (2, 1.5), the target (1, 3). Soft pointer: slot 1 is pulled up most, by 12; slots 0 and 2 are "
        "pulled down. Hard pointer: every pull is 0, on all 3 slots."
    )
    assert figures.pulls(MEMORY, SHARES, TARGET, PULLS, np.zeros(3), 2).alt == f"{told} You said slot 2."


def test_a_bet_changes_the_picture_too():
    plain, bet = (figures.pulls(MEMORY, SHARES, TARGET, PULLS, np.zeros(3), said) for said in (None, 2))
    assert plain.png != bet.png


@pytest.mark.parametrize(
    ("pulled", "words"),
    [
        (3.0, "3"),
        (-7.62, "−7.6"),
        (0.0, "0"),
        (-0.0, "0"),
        (1e-9, "0"),
        (0.01, "under 0.1"),
        (40000.0, "jumps"),
        (-40000.0, "jumps"),
    ],
)
def test_pull_text(pulled, words):
    assert pull_text(pulled) == words


def test_words_for_pulls_that_are_few_none_or_jumps():
    assert soft_words(np.array([5.0, -1.0])) == "slot 0 is pulled up most, by 5; slot 1 is pulled down."
    assert soft_words(np.array([5.0, 1.0])) == "slot 0 is pulled up most, by 5; no slot is pulled down."
    assert soft_words(np.array([-5.0, 0.0])) == "no slot is pulled up."
    assert hard_words(np.array([0.0, 5e4, -5e4])) == "the read jumps at a nudge of slots 1 and 2."
    assert hard_words(np.array([3.0, 0.0])) == "slot 0 is pulled up most, by 3; no slot is pulled down."


def test_pointer_walk_tells_both_ends_and_the_detour():
    way = np.array([[0.5, 0.25, 0.25], [0.2, 0.2, 0.6], [0.0, 1.0, 0.0]])
    told = figures.pointer_walk(MEMORY, MEMORY[1], way, np.array([SHARES] * 3)).alt
    assert told == (
        "Soft pointer: in 2 steps the squared distance goes from 10 to under 0.01, and slot 1 ends with 100 %. "
        "On the way slot 2 rises to 60 % and falls again. Hard pointer: no share moves, and the squared distance "
        "stays 20."
    )
    moving = figures.pointer_walk(MEMORY, MEMORY[1], way, way).alt
    assert moving.endswith("Hard pointer: the squared distance goes from 20 to under 0.01.")


def test_sizes_that_do_not_fit_are_refused():
    wide = np.ones((3, 4))
    for wrong in (
        lambda: figures.blend(wide, SHARES),
        lambda: figures.blend(MEMORY, SHARES[:2]),
        lambda: figures.blend(MEMORY, SHARES, np.ones(3)),
        lambda: figures.pulls(MEMORY, SHARES, TARGET, PULLS[:2], np.zeros(3)),
        lambda: figures.pulls(MEMORY, SHARES, TARGET, PULLS, np.zeros(2)),
        lambda: figures.pulls(MEMORY, SHARES, TARGET, PULLS, np.zeros(3), 3),
        lambda: figures.pointer_walk(MEMORY, TARGET, SHARES, np.array([SHARES])),
        lambda: figures.pointer_walk(MEMORY, TARGET, np.array([SHARES]), np.ones((1, 2))),
        lambda: plane(0, 0, 1, np.ones((2, 3))),
    ):
        with pytest.raises(ValueError, match="must"):
            wrong()


def test_the_outline_goes_round_the_corners_and_leaves_inner_points_out():
    square = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [1, 1], [1, 0]], dtype=float)
    assert {tuple(corner) for corner in outline_of(square)} == {(0, 0), (2, 0), (2, 2), (0, 2)}
    assert outline_of(np.array([[1.0, 1.0], [1.0, 1.0]])).tolist() == [[1, 1]]
    assert len(outline_of(np.array([[0.0, 0], [1, 1], [2, 2]]))) == 2


def test_names_stand_outside_the_outline_and_below_a_point_inside():
    points = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [1, 1.5]], dtype=float)
    outline = outline_of(points)
    assert label_side(points[4], points, outline) == (0.0, -0.8)
    right, up = label_side(points[2], points, outline)
    assert right > 0 and up > 0


def test_every_point_finds_room_on_its_plane():
    points = np.array([[-1.0, 4.0], [3.0, -4.0], [0.0, 0.0]])
    where = plane(5.0, 1.0, 2.0, points)
    for point in points:
        x, y = where.at(point)
        assert 5.25 <= x <= 6.75 and 1.25 <= y <= 2.75
    alone = plane(0, 0, 2.0, np.array([[3.0, 3.0]]))
    assert alone.at(np.array([3.0, 3.0])) == pytest.approx((1, 1))


@pytest.mark.parametrize(
    ("low", "high", "numbers"),
    [
        (-1.2, 3.9, [-1, 0, 1, 2, 3]),
        (0, 2, [0, 1, 2]),
        (-7.5, 7.5, [-6, -4, -2, 0, 2, 4, 6]),
        (3.2, 3.8, []),
    ],
)
def test_an_axis_has_whole_numbers_and_0_among_them_where_it_is(low, high, numbers):
    assert ticks(low, high) == numbers


def test_a_long_axis_has_no_more_numbers_than_find_room():
    for far in (10, 57, 400):
        found = ticks(-far, far)
        assert 0 in found and len(found) <= MOST_TICKS + 1


def test_a_long_walk_is_thinned_in_the_strips_and_keeps_its_ends():
    long = np.linspace([1.0, 0.0, 0.0], [0.0, 0.0, 1.0], 301)
    drawn = figures.pointer_walk(MEMORY, MEMORY[2], long, long)
    other_end = np.vstack([long[:-1], [[0.0, 1.0, 0.0]]])
    assert figures.pointer_walk(MEMORY, MEMORY[2], other_end, long).png != drawn.png
    assert "in 300 steps" in drawn.alt
