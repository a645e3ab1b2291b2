"""Dragging a pointer made of shares: what is read, which way each share is pulled, and what a hard pointer feels."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image

from ntm_lib import by_hand, demos
from ntm_lib.demos.pointer.demo import HARD, START, State, caption, draw, look, moved
from ntm_lib.demos.pointer.scene import draw_plane, draw_pulls
from ntm_lib.demos.scene import Scene
from ntm_lib.figures import style


def test_pulls_are_minus_the_gradient_of_the_squared_distance():
    memory, target = demos.pointer_memory()
    for shares in (np.array(START), np.full(5, 0.2), np.eye(5)[2]):
        due = 2 * memory @ (target - shares @ memory)
        assert demos.pulls(by_hand.read, memory, shares, target) == pytest.approx(due, abs=1e-6)


def test_the_hard_pointer_feels_exactly_nothing_until_two_shares_are_level():
    memory, target = demos.pointer_memory()
    assert (demos.pulls(demos.hard_read, memory, np.array(START), target) == 0).all()
    level = demos.pulls(demos.hard_read, memory, np.array([0.3, 0.3, 0.2, 0.1, 0.1]), target)
    assert abs(level[1]) > 1000 and level[3] == 0


def test_no_two_slots_are_as_far_from_the_target_so_that_every_leap_shows():
    memory, target = demos.pointer_memory()
    assert len(set(((memory - target) ** 2).sum(axis=1))) == 5


def test_the_target_is_on_a_corner_so_that_one_weighting_alone_reads_it():
    memory, target = demos.pointer_memory()
    others = np.delete(memory, 3, axis=0) - target
    angles = np.sort(np.arctan2(others[:, 1], others[:, 0]))
    gaps = np.diff([*angles, angles[0] + 2 * np.pi])
    assert gaps.max() > np.pi  # all other slots lie on one side of it


def test_dragging_one_share_leaves_a_weighting():
    shares = moved(START, 2, 0.6)
    assert shares[2] == 0.6 and sum(shares) == pytest.approx(1)
    assert shares[0] / shares[1] == pytest.approx(START[0] / START[1])
    alone = moved(shares, 2, 1.0)
    assert alone == pytest.approx((0, 0, 1, 0, 0))
    assert moved(alone, 2, 0.2) == pytest.approx((0.2, 0.2, 0.2, 0.2, 0.2))


def test_the_sentence_tells_soft_from_hard():
    told = repr(demos.pointer(by_hand.read))
    assert "Soft pointer: the read is (1.80, 0.10), and slot 3 is pulled up most" in told
    assert told.endswith("Hard pointer: the read is (4.00, −4.00), and every pull is 0, on all 5 slots.")


def test_the_sentence_comes_from_the_function_that_is_given():
    told = repr(demos.pointer(lambda memory, weighting: memory[1]))
    assert "the read is (2.00, 1.00), and no slot is pulled up." in told
    with pytest.raises(ValueError, match="what read returns must have shape"):
        demos.pointer(lambda memory, weighting: np.ones(3))
    with pytest.raises(ValueError, match="must be finite numbers"):
        demos.pointer(lambda memory, weighting: np.array([np.nan, 1]))


def test_captions_say_what_pulls_and_where_it_jumps():
    soft = State((0, 0, 0, 1, 0))
    assert "The read is (0.00, −2.00)" in caption(soft, look(soft, by_hand.read))
    assert "no slot is pulled up" in caption(soft, look(soft, by_hand.read))
    still = State(START, is_hard=True)
    assert "the read does not change at all" in caption(still, look(still, by_hand.read))
    level = State((0.3, 0.3, 0.2, 0.1, 0.1), is_hard=True)
    told = caption(level, look(level, by_hand.read))
    assert "it reads slot 0 alone; the read jumps at a nudge of slots 0 and 1." in told


def test_the_live_demo_follows_its_dials():
    demo = demos.pointer(by_hand.read)
    demo.live()
    demo.bars[3].position = 100
    assert [bar.position for bar in demo.bars] == [0, 0, 0, 100, 0]
    assert "The read is (0.00, −2.00)" in demo.player.captions[0]
    demo.bars[0].position = 60
    assert [bar.position for bar in demo.bars] == [60, 0, 0, 40, 0]
    demo.kind.value = HARD
    assert "it reads slot 0 alone; every pull is 0" in demo.player.captions[0]


def test_the_demo_says_so_when_the_function_fails():
    def picky(memory, weighting):
        if weighting.max() > 0.95 and weighting[2] > 0.9:
            raise ZeroDivisionError("one slot alone")
        return by_hand.read(memory, weighting)

    demo = demos.pointer(picky)
    demo.live()
    demo.bars[2].position = 100
    assert demo.player.captions == ["read fails on shares 0, 0, 100, 0, 0 %: ZeroDivisionError: one slot alone"]
    demo.bars[2].position = 40
    assert "is pulled up most" in demo.player.captions[0]


def test_a_function_that_spoils_its_arguments_does_not_spoil_the_demo():
    def spoils(memory, weighting):
        memory *= weighting[:, None]
        weighting[:] = 0
        return memory.sum(axis=0)

    assert repr(demos.pointer(spoils)) == repr(demos.pointer(by_hand.read))


def test_the_still_shows_both_pointers_and_the_picture_every_pull():
    with Image.open(io.BytesIO(demos.pointer(by_hand.read).still())) as still:
        assert still.size == (850, 610)
    scene = draw(State(), look(State(), by_hand.read))
    for words in ("slot 4", "30 %", "+8.4", "−27.6", "target (slot 3)", "squared distance 7.65"):
        assert words in scene.svg
    blank = Scene(850, 300)
    draw_pulls(blank, np.zeros(5))
    assert blank.svg.count(">0<") == 5


def elements(scene):
    """What a scene is made of."""
    return set(re.findall(r"<[a-z]+ [^>]*>[^<]*", scene.svg))


def plane(shares, is_hard, is_pulled):
    """The plane alone."""
    memory, target = demos.pointer_memory()
    scene = Scene(850, 300)
    draw_plane(scene, memory, look(State(shares, is_hard), by_hand.read).came, target, is_pulled)
    return elements(scene)


def test_a_pointer_that_feels_nothing_has_no_arrow_in_the_plane_either():
    for is_hard in (False, True):
        state = State(is_hard=is_hard)
        arrow = plane(START, is_hard, True) - plane(START, is_hard, False)
        assert len(arrow) == 2  # a line and its head
        drawn = elements(draw(state, look(state, by_hand.read)))
        assert not drawn & arrow if is_hard else arrow <= drawn


def test_what_is_read_does_not_cover_the_number_of_a_slot():
    def number(shares):
        [text] = [part for part in plane(shares, False, True) if part.endswith(">1") and style.MEMORY in part]
        return text  # the other 1s are the axes'

    below = number((0.2, 0.0, 0.0, 0.0, 0.8))
    assert number((0.0, 1.0, 0.0, 0.0, 0.0)) == below  # it stands below the point, also when that is what is read
    assert number(START) != below  # but the read of the start would be on it


def test_the_plane_has_its_numbers_along_two_edges():
    svg = draw(State(), look(State(), by_hand.read)).svg
    for number in ("−3", "−2", "−1", "0"):
        assert f">{number}</text>" in svg
    assert svg.count(">−1</text>") == 3  # one in a slot, one on either edge
