"""What the hand machine refuses: controls that cannot be done, each told by the name of the dial and the step."""

from __future__ import annotations

import re

import numpy as np
import pytest

from ntm_lib import programs
from ntm_lib.heads import Controls as TorchControls
from ntm_lib.programs import Controls, HandMachine

NOTHING = np.zeros(4)
GOOD = Controls(NOTHING, 0.0, 0.0, 0, 10.0, NOTHING, NOTHING)
MACHINE = HandMachine(bits=3, num_slots=5)


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"key": np.zeros(3)}, ValueError, "key must have shape (4,); got (3,)"),
        ({"key": 0.0}, ValueError, "key must have shape (4,); got ()"),
        ({"key": "abcd"}, TypeError, "key must be an array of numbers; got a str"),
        ({"key": None}, TypeError, "key must be an array of numbers; got None"),
        ({"key": [[0], [1, 2]]}, TypeError, "key must be an array of numbers; got a list of 2"),
        ({"key": np.array([0, np.nan, 0, 0])}, ValueError, "key must hold finite numbers; got nan"),
        ({"erase_vector": np.full(4, 1.5)}, ValueError, "erase_vector must hold numbers from 0 to 1; got 1.5"),
        ({"erase_vector": np.full(4, -1)}, ValueError, "erase_vector must hold numbers from 0 to 1; got -1"),
        ({"add_vector": np.zeros((4, 1))}, ValueError, "add_vector must have shape (4,); got (4, 1)"),
        ({"add_vector": np.full(4, np.inf)}, ValueError, "add_vector must hold finite numbers; got inf"),
        ({"gate": 3}, ValueError, "gate must be a number from 0 to 1; got 3"),
        ({"gate": "open"}, TypeError, "gate must be a number from 0 to 1; got a str"),
        ({"gate": np.zeros(1)}, TypeError, "gate must be a number from 0 to 1; got an array of shape (1,)"),
        ({"gate": np.nan}, ValueError, "gate must be a number from 0 to 1; got nan"),
        ({"key_strength": -1}, ValueError, "key_strength must be a number of at least 0; got -1"),
        ({"key_strength": np.inf}, ValueError, "key_strength must be a number of at least 0; got inf"),
        ({"sharpening": 0.5}, ValueError, "sharpening must be a number of at least 1; got 0.5"),
        ({"sharpening": None}, TypeError, "sharpening must be a number of at least 1; got None"),
        ({"shift": 2}, ValueError, "shift must be -1, 0 or 1, the step asked for; got 2"),
        ({"shift": 0.5}, ValueError, "shift must be -1, 0 or 1, the step asked for; got 0.5"),
        (
            {"shift": np.eye(3)[0]},
            TypeError,
            "shift must be -1, 0 or 1, the step asked for; got an array of shape (3,)",
        ),
    ],
)
def test_a_dial_that_cannot_be_set_is_named_with_its_value_and_the_step(fields, error, words):
    def program(vector, phase, step):
        return GOOD._replace(**fields) if (phase, step) == ("store", 2) else GOOD

    with pytest.raises(error, match=re.escape(f"{words} for store step 2.")):
        MACHINE.run(program, np.zeros((4, 3)))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "got None"),
        ([*GOOD], "got a list of 7"),
        (tuple(GOOD)[:5], "got a tuple of 5"),
        (np.zeros(4), "got an array of shape (4,)"),
        ({"gate": 1}, "got a dict"),
        (3, "got an int"),
    ],
)
def test_anything_but_seven_fields_is_no_controls(value, words):
    with pytest.raises(
        TypeError, match=re.escape(f"controls must be a Controls of seven fields; {words} for this step.")
    ):
        MACHINE.step(value, MACHINE.initial_state())


def test_what_means_the_same_is_taken():
    same = (NOTHING.astype(int), np.float32(0), np.int64(0), np.float64(0), 10, [0, 0, 0, 0], NOTHING > 1)
    taken = programs.checked(same, 4, "a test")
    assert all(np.array_equal(a, b) for a, b in zip(taken, GOOD, strict=True))
    assert [type(value) for value in taken] == [np.ndarray, float, float, int, float, np.ndarray, np.ndarray]


def test_checked_controls_share_nothing_with_what_the_program_holds():
    given = GOOD._replace(add_vector=np.ones(4))
    taken = programs.checked(given, 4, "a test")
    given.add_vector[:] = 5
    assert taken.add_vector.tolist() == [1, 1, 1, 1]


def test_the_controls_are_those_of_a_head():
    assert Controls._fields[:3] == TorchControls._fields[:3]
    assert [name.replace("shift_weighting", "shift") for name in TorchControls._fields] == list(Controls._fields)


def test_the_steps_before_a_bad_one_can_be_had():
    def program(vector, phase, step):
        if step == 2:
            raise KeyError("my own")
        return GOOD

    walk = MACHINE.walk(program, np.zeros((4, 3)))
    assert [(next(walk).phase, next(walk).step)] == [("store", 1)]
    with pytest.raises(KeyError, match="my own"):
        next(walk)


def test_a_program_cannot_reach_the_vectors_of_the_run():
    def program(vector, phase, step):
        vector += 5
        return GOOD

    vectors = np.zeros((2, 3))
    run = MACHINE.run(program, vectors)
    assert not vectors.any() and not run.vectors.any()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"bits": 0}, ValueError, "bits must be at least 1; got 0 for HandMachine."),
        ({"num_slots": 2.0}, TypeError, "num_slots must be an int; got 2.0 for HandMachine."),
        ({"play": 0.6}, ValueError, "play must be from 0 to 0.5; got 0.6 for HandMachine."),
        ({"play_when_staying": -0.1}, ValueError, "play_when_staying must be from 0 to 0.5; got -0.1 for HandMachine."),
    ],
)
def test_a_machine_that_cannot_be(options, error, words):
    with pytest.raises(error, match=re.escape(words)):
        HandMachine(**options)


def test_vectors_that_do_not_fit():
    with pytest.raises(ValueError, match="vectors must have axes"):
        MACHINE.run(programs.copy_program, np.zeros(3))
    with pytest.raises(ValueError, match="vectors must have 3 numbers in its last axis; got 8"):
        MACHINE.run(programs.copy_program, np.zeros((2, 8)))


def test_a_phase_that_a_run_does_not_have():
    run = MACHINE.run(programs.copy_program, np.zeros((2, 3)))
    with pytest.raises(ValueError, match=r"phase must be one of store, recall; got 'delay' for this run\."):
        run.outputs("delay")
