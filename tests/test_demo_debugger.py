"""The debugger of lesson 05: what it says is what the program did, up to the step at which it fails."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from ntm_lib import by_hand, demos, programs
from ntm_lib.demos.debugger.picture import WIDTH, draw
from ntm_lib.demos.debugger.words import caption, head_words, moments, so_far
from ntm_lib.figures import style
from ntm_lib.programs import LIBRARY, copy_program, delay_program, reverse_program


@pytest.fixture
def vectors():
    """Nine vectors of four bits, no two of them alike."""
    return np.array([[number >> bit & 1 for bit in range(4)] for number in range(3, 12)], dtype=float)


def changed(phase_of_change, step_of_change, **fields):
    """The copy program with other dials at one step."""

    def program(vector, phase, step):
        controls = copy_program(vector, phase, step)
        return controls._replace(**fields) if (phase, step) == (phase_of_change, step_of_change) else controls

    return program


def captions(demo):
    """What is said of each frame."""
    demo.live()
    return demo.player.captions


def coloured(scene, colour):
    """How many pixels of a frame have a colour."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return int((np.abs(scene.pixels(1).astype(int) - wanted).max(axis=-1) < 2).sum())


def test_the_sentence_tells_the_turning_points():
    assert repr(demos.debugger(copy_program)) == (
        "Store, step 0: STAY, head on slot 0. Store, step 11: STEP +1, head on slot 11. "
        "Recall, step 0: JUMP by content, head on slot 0. Recall, step 11: STEP +1, head on slot 11. "
        "0 of 96 bits wrong."
    )


def test_it_runs_the_program_that_it_is_given(vectors):
    told = repr(demos.debugger(reverse_program, vectors, num_slots=16, due=vectors[::-1]))
    assert "Recall, step 0: STAY, head on slot 8. Recall, step 8: STEP -1, head on slot 0. 0 of 36 bits wrong." in told


def test_it_runs_on_the_functions_that_it_is_given(vectors):
    deaf = LIBRARY._replace(read=lambda memory, weighting: np.zeros(memory.shape[1]))
    ones = int(vectors.sum())
    assert f"{ones} of 36 bits wrong" in repr(demos.debugger(copy_program, vectors, deaf))


def test_every_step_is_a_frame_with_its_own_caption(vectors):
    demo = demos.debugger(copy_program, vectors, num_slots=16)
    said = captions(demo)
    assert len(said) == len(demo.player.frames) == len(set(said)) == 18
    assert said[3] == (
        "Store, step 3: STEP +1, WRITE. The head goes from slot 2 to slot 3, with over 99 % of the weighting. "
        "Nothing is due."
    )
    assert said[9].startswith("Recall, step 0: JUMP by content, READ. The head goes from slot 8 to slot 0, with")
    assert said[9].endswith("What is read is what was due; 0 of 4 bits wrong so far.")
    assert said[17].endswith("What is read is what was due; 0 of 36 bits wrong.")
    assert demo.player.texts[8:10] == ["store step 8", "recall step 0"]


def test_wrong_bits_are_told_and_boxed(vectors):
    demo = demos.debugger(changed("recall", 1, shift=0), vectors, num_slots=16)
    assert np.flatnonzero(vectors[0] != vectors[1]).tolist() == [0, 1, 2]  # it reads the one, the other was due
    assert captions(demo)[9].endswith("What is read is what was due; 0 of 4 bits wrong so far.")
    assert captions(demo)[10].endswith("Bits 0, 1 and 2 are wrong; 3 of 8 bits wrong so far.")
    assert [draw(demo.recording, step).svg.count(">wrong</text>") for step in (9, 10)] == [0, 3]


def test_one_wrong_bit_is_told_in_the_singular():
    vectors = np.array([[1.0, 0.0], [1.0, 1.0]])
    demo = demos.debugger(changed("recall", 1, shift=0), vectors)
    assert captions(demo)[3].endswith("Bit 1 is wrong; 1 of 4 bits wrong.")


def test_a_blurred_head_is_called_blurred(vectors):
    def program(vector, phase, step):
        return copy_program(vector, phase, step)._replace(sharpening=1)

    demo = demos.debugger(program, np.tile(vectors, (3, 1)), num_slots=64)
    assert "Store, step 26: STEP +1, head blurred over several slots." in repr(demo)
    slot, peak = demo.recording.focus(26), demo.recording.run.peak[26]
    told = f"The head is blurred: slot {slot} has most of the weighting, {100 * peak:.0f} %. Nothing is due."
    assert captions(demo)[26] == f"Store, step 26: STEP +1, WRITE. {told}"
    assert head_words(demo.recording, 26).startswith("blurred, ")


@pytest.mark.parametrize("step", [0, 1, 4])
def test_bad_controls_end_the_run_at_their_step(vectors, step):
    demo = demos.debugger(changed("recall", step, gate=3), vectors, num_slots=16)
    assert demo.recording.done == 9 + step
    told = f"gate must be a number from 0 to 1; got 3 for recall step {step}."
    assert repr(demo).endswith(f"It stopped: ValueError: {told}")
    said = captions(demo)
    assert len(said) == 9 + step + 1
    assert said[-1].startswith(f"Stopped at recall, step {step}. ValueError: gate must")
    assert said[:-1] == captions(demos.debugger(copy_program, vectors, num_slots=16))[: 9 + step]
    assert "It stopped here" in draw(demo.recording, 9 + step).svg
    assert demo.player.texts[-1] == "stopped" and demo.stepper.focus[-1] == -1
    assert np.array_equal(demo.recording.memory_after(9 + step), demo.recording.run.memory[-1])


def test_a_program_that_fails_at_once_still_has_a_picture():
    def program(vector, phase, step):
        raise KeyError("marker")

    demo = demos.debugger(program)
    assert repr(demo) == "It stopped: KeyError: 'marker'"
    assert captions(demo) == ["Stopped at store, step 0. KeyError: 'marker'"]
    assert "no step was done" in draw(demo.recording, 0).svg
    assert Image.open(io.BytesIO(demo.still())).width > 0


@pytest.mark.parametrize(
    ("name", "function", "told"),
    [
        ("read", lambda memory, weighting: np.zeros(2), "what read returns must have shape (5,); got (2,)"),
        ("read", lambda memory, weighting: np.full(5, np.nan), "what read returns must hold finite numbers"),
        ("address", lambda *dials: np.zeros(3), "weighting must have shape (16,); got (3,)"),
        ("address", lambda *dials: 1 / 0, "ZeroDivisionError: division by zero"),
        ("write", lambda *dials: None, "what write returns must have shape (16, 5); got ()"),
    ],
)
def test_a_function_that_fails_is_named(vectors, name, function, told):
    demo = demos.debugger(copy_program, vectors, LIBRARY._replace(**{name: function}), num_slots=16)
    assert demo.recording.done == 0 and told in demo.recording.trouble


def test_a_learners_function_cannot_spoil_a_step_that_is_past(vectors):
    def write(memory, weighting, erase_vector, add_vector):
        memory[:] = by_hand.write(memory, weighting, erase_vector, add_vector)
        return memory

    demo = demos.debugger(copy_program, vectors, LIBRARY._replace(write=write), num_slots=16)
    honest = demos.debugger(copy_program, vectors, num_slots=16)
    assert np.array_equal(demo.recording.run.memory, honest.recording.run.memory)


def test_the_strip_shows_both_ends_of_each_phase(vectors):
    assert moments(demos.debugger(copy_program, vectors).recording) == [0, 8, 9, 17]
    assert moments(demos.debugger(copy_program, vectors[:1]).recording) == [0, 1]
    assert moments(demos.debugger(changed("recall", 2, gate=3), vectors).recording) == [0, 8, 9, 10, 11]
    assert moments(demos.debugger(delay_program, vectors, num_slots=3, phases=("delay",)).recording) == [0, 3, 5, 8]


def test_nothing_is_due_but_in_recall_or_where_it_is_given(vectors):
    silent = demos.debugger(delay_program, vectors, num_slots=3, phases=("delay",))
    assert so_far(silent.recording, 8) == "nothing was due" and so_far(silent.recording, 7) == "nothing was due yet"
    late = np.concatenate([np.zeros((3, 4)), vectors[:-3]])
    delayed = demos.debugger(delay_program, vectors, num_slots=3, phases=("delay",), due=late)
    assert so_far(delayed.recording, 8) == "0 of 36 bits wrong"
    assert caption(delayed.recording, 8).startswith("Delay, step 8: STEP +1, WRITE. The head goes from slot 1")


def test_what_is_read_while_nothing_is_due_is_not_wrong(vectors):
    recording = demos.debugger(copy_program, vectors, num_slots=4).recording  # the second round reads the first
    assert (recording.run.read_vectors[:9] > 0.5).any()
    assert not recording.wrong[:9].any() and recording.wrong[9:].any()


def test_pictures_of_one_run_have_one_size(vectors):
    for bits in (1, 2, 4, 20):
        wide = np.tile(vectors, (1, 5))[:, :bits]
        recording = demos.debugger(changed("recall", 8, gate=3), wide).recording
        sizes = {(frame.width, frame.height) for frame in (draw(recording, step) for step in range(recording.frames))}
        assert len(sizes) == 1 and sizes.pop()[0] == WIDTH


def test_the_line_being_executed_is_marked(vectors):
    demo = demos.debugger(copy_program, vectors)
    marked = [coloured(draw(demo.recording, step), style.LIT) > 1000 for step in (0, 5, 9, 17)]
    assert all(marked)
    assert [demo.recording.line_at(step) for step in (0, 1, 8, 9, 10, 17)] == [0, 1, 1, 2, 3, 3]
    assert demo.recording.ops == programs.ops_of(demo.recording.run)


def test_a_long_listing_shows_the_lines_round_the_present_one():
    def zigzag(vector, phase, step):
        return copy_program(vector, phase, step)._replace(shift=(-1) ** step if step else 0)

    demo = demos.debugger(zigzag, np.ones((20, 3)))
    assert len(demo.recording.lines) == 40
    shown = [draw(demo.recording, step).svg for step in (0, 20, 39)]
    for svg, where in zip(shown, ("below", "above and below", "above"), strict=True):
        assert f"(35 more lines {where})" in svg and svg.count("►") == 1


def test_two_hundred_steps_are_two_hundred_frames():
    rng = np.random.default_rng(0)
    demo = demos.debugger(copy_program, rng.integers(0, 2, (100, 8)))
    demo.live()
    assert len(demo.player.frames) == 200
    assert sum(map(len, demo.player.frames)) < 4_000_000
    assert demo.stepper.focus == [*range(100)] * 2


def test_breakpoints_are_the_slots_that_a_picture_shows(vectors):
    demo = demos.debugger(copy_program, vectors)
    demo.live()
    assert demo.stepper.slots == [127, *range(10)]
    assert repr(demo.stepper) == "Program: frame 0 of 17, no breakpoint"
    demo.stepper.breakpoint = 4
    assert repr(demo.stepper) == "Program: frame 0 of 17, breakpoint on slot 2"
    with pytest.raises(ValueError, match="focus must"):
        demos.Stepper("Empty", [], [0])


def test_buttons_and_pictures_are_linked_in_the_page(vectors):
    demo = demos.debugger(copy_program, vectors)
    box = demo.live()
    assert demo.live().children == box.children == (demo.stepper, demo.player)
    assert box.link.source == (demo.stepper, "position") and box.link.target == (demo.player, "position")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"vectors": np.ones(3)}, "vectors"),
        ({"vectors": np.ones((0, 3))}, "vectors"),
        ({"vectors": np.ones((2, 3)), "due": np.ones((3, 3))}, "due"),
        ({"phases": ()}, "phases"),
        ({"num_slots": 0}, "num_slots"),
    ],
)
def test_what_cannot_be_debugged_is_refused(arguments, name):
    with pytest.raises(ValueError, match=f"{name} must"):
        demos.debugger(copy_program, **arguments)


def test_torch_vectors_are_taken_as_well():
    assert repr(demos.debugger(copy_program, demos.drawing())) == repr(demos.debugger(copy_program))
