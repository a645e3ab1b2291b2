"""The hand machine and its programs: one step by hand, whole runs, and what happens when the dials are set badly."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from benchmarks.hand_program import Setting, measure, sequences, sharpened
from ntm_lib import by_hand, programs
from ntm_lib.programs import Controls, Functions, HandMachine, HandState

NOTHING = np.zeros(4)
STAY = Controls(NOTHING, 0.0, 0.0, 0, 10.0, NOTHING, NOTHING)


def drawn(length: int, bits: int = 8, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2, (length, bits)).astype(float)


def test_importing_the_programs_imports_no_torch():
    source = "import sys, ntm_lib.programs; print(sorted({'torch', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_it_starts_on_slot_0_of_a_memory_of_exact_zeros():
    state = HandMachine(bits=3, num_slots=5).initial_state()
    assert state.memory.shape == (5, 4) and not state.memory.any()
    assert state.weighting.tolist() == [1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("shift", "shares"),
    [(-1, [0.9, 0.05, 0.05]), (0, [0, 1, 0]), (1, [0.05, 0.05, 0.9])],
)
def test_a_move_has_play_and_staying_has_none(shift, shares):
    assert np.allclose(HandMachine().shift_weighting(shift), shares)


def test_play_is_what_the_machine_is_told():
    machine = HandMachine(play=0.1, play_when_staying=0.2)
    assert np.allclose(machine.shift_weighting(1), [0.1, 0.1, 0.8])
    assert np.allclose(machine.shift_weighting(0), [0.2, 0.6, 0.2])


def test_a_step_moves_then_reads_then_writes():
    machine = HandMachine(bits=3, num_slots=5)
    memory = np.arange(20.0).reshape(5, 4)
    state = HandState(memory.copy(), np.eye(5)[1])
    controls = STAY._replace(shift=1, sharpening=1.0, erase_vector=np.ones(4), add_vector=np.array([1.0, 2, 3, 4]))
    read_vector, after = machine.step(controls, state)
    assert np.allclose(after.weighting, [0.05, 0.05, 0.9, 0, 0])  # from slot 1: 0.05 back, 0.05 staying, 0.9 on
    assert np.allclose(read_vector, 0.05 * memory[0] + 0.05 * memory[1] + 0.9 * memory[2])  # before the write
    assert np.allclose(after.memory[2], 0.1 * memory[2] + 0.9 * np.array([1, 2, 3, 4]))
    assert np.array_equal(after.memory[4], memory[4])


def test_a_step_leaves_the_state_it_was_given_as_it_was_even_if_a_function_does_not():
    def careless(memory, weighting, erase_vector, add_vector):
        memory += 1
        weighting *= 0
        return memory

    machine = HandMachine(3, 5, Functions(by_hand.read, by_hand.address, careless))
    state = machine.initial_state()
    first = machine.step(STAY, state)
    second = machine.step(STAY, state)
    assert not state.memory.any() and state.weighting[0] == 1
    assert np.array_equal(first[1].memory, second[1].memory)


def test_the_jump_finds_a_marker_from_anywhere():
    machine = HandMachine(bits=3, num_slots=5)
    memory = np.zeros((5, 4))
    memory[3] = 1.0
    key = np.array([0.0, 0, 0, 1])
    _, after = machine.step(STAY._replace(key=key, key_strength=50.0, gate=1.0), HandState(memory, np.eye(5)[0]))
    assert after.weighting.argmax() == 3 and after.weighting[3] > 0.999


@pytest.mark.parametrize("sharpening", [1.5, 10.0])
def test_the_copy_program_makes_no_mistake(sharpening):
    assert measure(Setting(sharpening), count=25, seed=1)["failed"] == 0


@pytest.mark.parametrize("length", [1, 2, 100, 128])
def test_it_copies_up_to_a_vector_a_slot(length):
    vectors = drawn(length)
    run = HandMachine().run(programs.copy_program, vectors)
    assert not programs.wrong_bits(run.outputs(), vectors).any()
    assert run.focus.tolist() == 2 * list(range(length))


def test_one_vector_more_than_there_are_slots_is_too_many():
    run = HandMachine(num_slots=20).run(programs.copy_program, drawn(21))
    assert programs.wrong_bits(run.outputs(), run.vectors)[0].any()


def test_at_sharpening_1_the_focus_blurs_away():
    run = HandMachine().run(sharpened(1.0), drawn(100))
    assert run.peak[[0, 1]] == pytest.approx([1.0, 0.9])
    assert np.all(np.diff(run.peak[:100]) < 0) and run.peak[99] < 0.15
    assert measure(Setting(1.0), count=10)["failed"] > 5


def test_with_play_while_staying_the_marker_leaks_and_the_jump_finds_every_copy():
    """Cosine similarity looks at directions alone: a faint copy of a slot is as good as the slot."""
    worn, vector = HandMachine(play_when_staying=0.05), np.ones((1, 8))
    run = worn.run(sharpened(1.5), vector)
    assert np.flatnonzero(run.memory[0, :, -1] > 0).tolist() == [0, 1, 127]
    assert run.memory[0, 1, -1] < 0.02 < 0.95 < run.memory[0, 0, -1]
    assert np.allclose(run.weightings[1][[0, 1, 127]], 1 / 3, atol=0.05)
    assert programs.wrong_bits(run.outputs(), vector).all()


def test_vectors_written_beside_the_first_make_its_faint_copies_look_less_like_it():
    """The second vector is written over one of them, and its play onto the other: only single vectors fail here."""
    leaky = measure(Setting(1.5, play_when_staying=0.05), count=60)
    assert leaky["failed"] > 0 and set(leaky["lengths_failed"]) == {1}


def test_recall_leaves_the_memory_alone_and_can_be_had_again():
    vectors = drawn(30)
    run = HandMachine().run(programs.copy_program, vectors, ("store", "recall", "recall"))
    assert np.array_equal(run.memory[29], run.memory[-1])
    assert not programs.wrong_bits(run.outputs(), np.concatenate([vectors, vectors])).any()


@pytest.mark.parametrize("length", [1, 2, 40])
def test_the_reverse_program_says_the_last_vector_first(length):
    vectors = drawn(length)
    run = HandMachine().run(programs.reverse_program, vectors)
    assert not programs.wrong_bits(run.outputs(), vectors[::-1]).any()


@pytest.mark.parametrize("delay", [1, 2, 3, 7])
def test_the_delay_program_is_late_by_the_number_of_slots(delay):
    vectors = drawn(30, bits=3)
    run = HandMachine(3, delay).run(programs.delay_program, vectors, ("delay",))
    due = np.concatenate([np.zeros((delay, 3)), vectors[:-delay]])
    assert not programs.wrong_bits(run.outputs("delay"), due).any()


def test_the_programs_tell_no_two_equal_moments_apart():
    for program in (programs.copy_program, programs.reverse_program, programs.delay_program):
        for phase in ("store", "recall", "delay"):
            vector = drawn(1)[0]
            first, second = program(vector, phase, 3), program(vector.copy(), phase, 3)
            assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_the_benchmarks_sequences_have_lengths_of_1_to_100_and_are_the_same_each_time():
    lengths = [len(vectors) for vectors in sequences(500, 0)]
    assert min(lengths) == 1 and max(lengths) == 100 and len(set(lengths)) > 90
    assert all(np.array_equal(a, b) for a, b in zip(sequences(5, 3), sequences(5, 3), strict=True))


def test_a_run_steps_on_the_functions_that_it_is_given():
    calls = []

    def read(memory, weighting):
        calls.append(weighting.argmax())
        return by_hand.read(memory, weighting)

    machine = HandMachine(3, 5, Functions(read, by_hand.address, by_hand.write))
    machine.run(programs.copy_program, drawn(3, bits=3))
    assert calls == [0, 1, 2, 0, 1, 2]


def test_the_library_agrees_with_the_torch_functions_and_a_wrong_function_does_not():
    assert programs.largest_difference(programs.LIBRARY) < 1e-12
    assert programs.largest_difference(programs.LIBRARY, seed=5) < 1e-12
    argmax = programs.LIBRARY._replace(read=lambda memory, weighting: memory[weighting.argmax()])
    assert programs.largest_difference(argmax) > 0.1
    for bad in (lambda *a: np.zeros(2), lambda *a: by_hand.address(*a) * np.nan, lambda *a: list(by_hand.address(*a))):
        assert programs.largest_difference(programs.LIBRARY._replace(address=bad)) == np.inf
