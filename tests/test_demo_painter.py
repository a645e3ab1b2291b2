"""The memory painter: prepared pictures, what two heads do in a step, undo, unwriting, and words about it."""

from __future__ import annotations

import numpy as np
import pytest

from ntm_lib import by_hand, demos
from ntm_lib.demos.painter.film import film, film_words
from ntm_lib.demos.painter.heads import brush, focus
from ntm_lib.demos.painter.history import History, both_write, inverse
from ntm_lib.demos.painter.picture import draw
from ntm_lib.demos.painter.words import caption, slots_words, vector_words
from ntm_lib.demos.painting import PAINTINGS, Write, fish

ZEROS, ONES = np.zeros(16), np.ones(16)


def one(slot, erase=0.0, add=0.0):
    return Write(np.eye(16)[slot], erase * ONES, add * ONES)


def painted(steps, write=by_hand.write):
    memory = np.zeros((16, 16))
    for pair in steps:
        memory = both_write(write, memory, pair)[1]
    return memory


@pytest.mark.parametrize("name", list(PAINTINGS))
def test_a_painting_is_made_of_weightings_and_adds_alone(name):
    for pair in demos.painting(name):
        for head in pair:
            assert head.weighting.min() >= 0 and head.weighting.sum() == pytest.approx(1)
            assert not head.erase_vector.any()
    memory = painted(demos.painting(name))
    assert 0.9 < np.abs(memory).max() <= 1 and memory.min() < -0.3 < 0.1 < memory.max()


def test_a_painting_is_the_picture_it_was_made_from():
    letter = painted(demos.painting("letter"))
    assert letter[3].tolist() == pytest.approx([0, 0, *[1] * 11, 0, 0, 0])
    assert len(demos.painting("letter")) == 4  # slots with the same row share a write
    sea = np.linspace(0.1, 0.6, 16)[:, None]
    bits = np.zeros((8, 12), dtype=int)
    bits[2, 5] = 1
    fished = painted(fish(bits.tolist())) - painted(fish(np.zeros((8, 12)).tolist()))
    assert fished[6, 7] == pytest.approx(-1.2) and np.count_nonzero(np.abs(fished) > 1e-9) == 1
    assert painted(fish())[:, :2] == pytest.approx(np.repeat(sea, 2, axis=1))


def test_painting_says_which_names_there_are():
    with pytest.raises(ValueError, match="name must be one of heart, letter, fish; got 'ship'"):
        demos.painting("ship")
    with pytest.raises(ValueError, match="rows must have shape"):
        fish([[1, 0]])


def test_all_erases_come_before_all_adds():
    pair = one(3, erase=1.0, add=0.25), one(3, erase=0.5, add=0.5)
    erased, after = both_write(by_hand.write, np.full((16, 16), 0.8), pair)
    assert erased[3] == pytest.approx(ZEROS) and after[3] == pytest.approx(0.75 * ONES)  # A's add is not erased by B
    assert after[2] == pytest.approx(0.8 * ONES)
    swapped = both_write(by_hand.write, np.full((16, 16), 0.8), pair[::-1])[1]
    assert swapped == pytest.approx(after)


def test_focus_is_a_weighting_on_a_ring():
    assert focus(5, 0).tolist() == np.eye(16)[5].tolist()
    assert focus(5, 1) == pytest.approx(np.full(16, 1 / 16))
    soft = focus(0, 0.5)
    assert soft.sum() == pytest.approx(1) and soft[15] == soft[1] == pytest.approx(soft[0] / 2)


def test_brush_takes_its_ends_in_either_order():
    assert brush(0.5, 3, 5).tolist() == brush(0.5, 5, 3).tolist() == [0, 0, 0, 0.5, 0.5, 0.5, *[0] * 10]


def test_undo_redo_and_a_step_from_the_middle():
    history = History(by_hand.write)
    for slot in range(3):
        history.step((one(slot, add=1.0), one(slot + 8, add=-1.0)))
    end = history.now.memory
    assert history.undo() and history.undo() and history.position == 1
    assert history.redo() and history.position == 2
    history.redo()
    assert not history.redo() and np.array_equal(history.now.memory, end)
    history.undo()
    history.step((one(7, add=1.0), one(7)))
    assert len(history.moments) == 4 and not history.redo() and history.now.memory[2, 0] == 0
    assert history.clear() and not history.now.memory.any() and not history.clear()
    assert history.now.number == 0 and history.undo() and history.now.memory[7, 0] == 1  # a Clear can be undone


def test_unwriting_takes_back_adds_and_no_erase():
    history = History(by_hand.write)
    history.step((one(2, add=0.5), one(9, add=1.0)))
    history.step((one(2, erase=1.0, add=-1.0), one(3)))
    assert history.unwrite() and history.now.memory[2] == pytest.approx(ZEROS)  # the 0.5 was erased, and stays away
    assert history.unwrite() and history.now.memory[2] == pytest.approx(-0.5 * ONES)
    assert history.now.memory[9] == pytest.approx(ZEROS)
    assert not history.unwrite() and not history.unwrite_all() and len(history.moments) == 5
    words = caption(history.now)
    assert words.startswith("Step 4 unwrites: slot 2 and slot 9 change by up to 1.00 (slot 9). Nothing is erased.")
    assert "an erase is not: 16 numbers in slot 2 stay" in words


def test_a_write_that_was_undone_is_not_unwritten():
    history = History(by_hand.write)
    history.step((one(2, add=0.5), one(9)))
    history.step((one(4, add=0.5), one(9)))
    history.undo()
    assert history.unwrite_all() and not history.now.memory.any()
    assert len(history.moments) == 3


def test_adds_come_back_in_any_order():
    steps = demos.painting("heart")
    backward = [inverse(steps[place]) for place in np.random.default_rng(5).permutation(len(steps))]
    assert np.abs(painted([*steps, *backward])).max() < 1e-12
    assert np.abs(painted(steps)).max() > 0.9


def test_captions_say_what_a_step_changed_and_left():
    history = History(by_hand.write)
    assert caption(history.now) == "A blank memory: 16 slots of 16 numbers, all 0."
    history.step((one(3, add=1.0), one(4, add=-0.5)))
    assert caption(history.now) == "Step 1: slots 3 to 4 change by up to 1.00 (slot 3). They were blank."
    history.step((one(3, erase=0.25), one(8)))
    assert caption(history.now) == "Step 2: slot 3 changes by up to 0.25. Of what was in it, the erase leaves 75 %."
    history.step((one(3, add=0.5), one(8)))
    assert caption(history.now) == "Step 3: slot 3 changes by up to 0.50. Nothing is erased."
    history.step((one(3), one(8)))
    assert caption(history.now) == "Step 4: no number changes by as much as 0.01."


def test_words_for_slots_and_vectors():
    assert slots_words([0, 1, 2, 7, 9, 10]) == "slots 0 to 2, slot 7 and slots 9 to 10"
    assert vector_words(ZEROS) == "nothing"
    assert vector_words(brush(-0.5, 2, 4)) == "−0.50 in columns 2 to 4"
    assert vector_words(brush(1, 2, 2) + brush(0.5, 6, 6)) == "0.50 to 1.00 within columns 2 to 6"


def test_the_sentence_is_computed_from_the_write_that_is_given():
    told = repr(demos.painter(by_hand.write))
    assert told.startswith("A heart painted by two heads: after 0, 3, 6 and 9 steps, 0, 100, 124 and 238 of 256")
    assert "the memory is blank again" in told and "32 numbers in slots 6 to 7 stay" in told
    never_erases = film(lambda memory, weighting, erase, add: memory + np.outer(weighting, add))
    assert "0 numbers in no slot stay" in film_words(never_erases)
    adds_size = film(lambda memory, weighting, erase, add: memory + np.outer(weighting, np.abs(add)))
    assert "the memory is blank again" not in film_words(adds_size)


def test_the_strip_is_a_picture():
    png = demos.painter(by_hand.write).still()
    assert png.startswith(b"\x89PNG") and len(png) < 60_000


@pytest.mark.parametrize(
    "write", [lambda m, w, e, a: w @ m, lambda m, w, e, a: None, lambda m, w, e, a: m * np.nan, lambda m, w, e, a: 1.0]
)
def test_painter_wants_a_memory_back(write):
    with pytest.raises(ValueError, match="what write returns must"):
        demos.painter(write)


def test_a_write_in_place_does_not_change_the_past():
    def in_place(memory, weighting, erase_vector, add_vector):
        memory *= 1 - np.outer(weighting, erase_vector)
        memory += np.outer(weighting, add_vector)
        weighting[:] = add_vector[:] = 7
        return memory

    history = History(in_place)
    history.step((one(2, add=0.5), one(3, add=1.0)))
    assert not history.moments[0].memory.any() and history.now.memory[2] == pytest.approx(0.5 * ONES)
    assert history.now.pair[0].weighting.sum() == 1


def test_the_oldest_of_very_many_steps_go():
    history = History(by_hand.write)
    for _ in range(120):
        history.step((one(2, add=0.01), one(3)))
    assert len(history.moments) == 101 and history.now.memory[2, 0] == pytest.approx(1.2)


def live():
    demo = demos.painter(by_hand.write)
    demo.live()
    return demo


def test_buttons_and_dials_move_the_picture():
    demo = live()
    player = demo.player
    assert player.stand_in[1].startswith("Press Step, and slots 0 to 10")  # the dials are shown before the first step
    demo.buttons["Step"].click()
    assert player.position == 1 and player.stand_in == [] and player.captions[1].startswith("Step 1: slots 0 to 10")
    demo.heads[1].erase.position = 10
    assert "the erase leaves" in player.stand_in[1]
    demo.buttons["Undo"].click()
    assert player.position == 0 and "Press Step" in player.stand_in[1]
    demo.buttons["Undo"].click()
    assert player.stand_in[1] == "This is the first moment: nothing to undo."
    demo.buttons["Redo"].click()
    assert player.position == 1 and player.texts == ["0", "1"]
    demo.buttons["Clear"].click()
    assert player.texts == ["0", "1", "0"] and "Press Step" in player.stand_in[1]
    demo.buttons["Clear"].click()
    assert player.stand_in[1] == "The memory is blank: nothing to clear."


def test_a_painting_is_scrubbed_continued_and_unwritten():
    demo = live()
    demo.buttons["Paint a letter"].click()
    assert len(demo.player.frames) == 5 and demo.player.position == 4
    demo.player.position = 2  # the scrubber
    assert demo.history.position == 2 and demo.player.stand_in == []
    demo.buttons["Unwrite all"].click()
    assert len(demo.player.frames) == 5 and "blank again" in demo.player.captions[-1]
    demo.buttons["Unwrite"].click()
    assert demo.player.stand_in[1] == "There is no write left to take back."
    demo.buttons["Paint your drawing"].click()
    assert demo.history.now.memory == pytest.approx(painted(fish(demos.bit_pad.saved_rows())))


def test_a_stroke_on_the_memory_places_the_head_that_is_chosen():
    demo = live()
    assert demo.player.pad == pytest.approx([16, 27.87, 28.24, 65.57, 16, 16], abs=0.01)  # percent of the picture
    demo.player.stroke = [3, 9, 4, 2]
    assert demo.pair[0].weighting.argmax() == 4 and demo.pair[0].add_vector.tolist() == brush(1, 2, 9).tolist()
    demo.moved.value = "B"
    demo.player.stroke = [15, 0, 15, 0]
    assert demo.pair[1].weighting.argmax() == 15 and demo.pair[1].add_vector.tolist() == brush(-1, 0, 0).tolist()
    assert demo.pair[0].weighting.argmax() == 4


def test_a_write_that_fails_later_is_said_and_changes_nothing():
    def picky(memory, weighting, erase_vector, add_vector):
        if erase_vector.max() == 0.5:
            raise ZeroDivisionError("half an erase")
        return by_hand.write(memory, weighting, erase_vector, add_vector)

    demo = demos.painter(picky)
    demo.live()
    demo.heads[0].erase.position = 5
    assert demo.player.stand_in[1] == "write fails on this memory: ZeroDivisionError: half an erase"
    demo.buttons["Step"].click()
    assert "half an erase" in demo.player.stand_in[1] and demo.history.position == 0
    demo.heads[0].erase.position = 4
    demo.buttons["Step"].click()
    assert demo.history.position == 1


def test_the_picture_prints_the_slot_that_a_head_points_at():
    history = History(by_hand.write)
    history.step((one(6, add=0.25), one(11, add=-1.5)))
    scene = draw(history.now)
    for words in ("Head A, slot 6: 100 % of its weighting", "0.25", "−1.50", "before", "after", "Last write"):
        assert f">{words}<" in scene.svg
    coming = history.preview((one(6, erase=1.0), one(0)))
    assert ">Next write<" in draw(history.now, coming).svg and ">now<" in draw(history.now, coming).svg
