"""Pictures of a hand program: one step of it, a whole run, and how a run goes wrong when the head blurs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from matplotlib.figure import Figure

from ntm_lib import figures, programs
from ntm_lib.figures.hand_records import HandRun as Drawable
from ntm_lib.figures.hand_records import doings, look_at
from ntm_lib.figures.hand_runs import seam_words
from ntm_lib.figures.walks import arc
from ntm_lib.programs import Controls, HandMachine, copy_program, delay_program, reverse_program
from tidy_pictures import assert_is_tidy

VECTORS = np.random.default_rng(5).integers(0, 2, (100, 8)).astype(float)
TINY = np.array([[1.0, 0, 1], [0, 1, 1]])


def blunt(vector: np.ndarray, phase: str, step: int) -> Controls:
    """The copy program without sharpening."""
    return copy_program(vector, phase, step)._replace(sharpening=1.0)


def copied(count: int = 12, program: programs.Program = copy_program) -> programs.HandRun:
    return HandMachine().run(program, VECTORS[:count])


def delayed() -> figures.Picture:
    run = HandMachine(num_slots=5).run(delay_program, VECTORS[:12], phases=("delay",))
    return figures.hand_run(run, due=np.concatenate([np.zeros((5, 8)), VECTORS[:7]]), phase="delay")


def one_step(step: int, title: str = "") -> figures.Picture:
    machine = HandMachine(bits=3, num_slots=5)
    run = machine.run(copy_program, TINY)
    before = machine.initial_state() if step == 0 else state_after(run, step - 1)
    return figures.hand_step(before, run.controls[step], run.read_vectors[step], state_after(run, step), title)


def state_after(run: programs.HandRun, step: int) -> programs.HandState:
    return programs.HandState(run.memory[step], run.weightings[step])


def every_figure() -> Iterator[tuple[str, Callable[[], figures.Picture]]]:
    yield "a run", lambda: figures.hand_run(copied())
    yield "a long run", lambda: figures.hand_run(copied(100))
    yield "a short run", lambda: figures.hand_run(copied(1), title="One vector")
    yield "two bits", lambda: figures.hand_run(HandMachine(bits=2, num_slots=3).run(copy_program, TINY[:, :2]))
    yield "a blurred run", lambda: figures.hand_run(copied(20, blunt))
    yield "delayed", delayed
    yield "recalled twice", recalled_twice
    yield "a step that writes", lambda: one_step(1, "Second step")
    yield "a step that jumps", lambda: one_step(2)
    yield "first wrong", lambda: figures.first_wrong(copied(100, blunt), prediction=40, title="Sharpening 1")
    yield "first wrong, no bet", lambda: figures.first_wrong(copied(100, blunt))
    yield "none wrong", lambda: figures.first_wrong(copied(3), prediction=2)


def recalled_twice() -> figures.Picture:
    run = HandMachine().run(copy_program, VECTORS[:6], phases=("store", "recall", "recall"))
    return figures.hand_run(run, due=np.concatenate([VECTORS[:6]] * 2))


FIGURES = dict(every_figure())


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_is_a_png_with_a_sentence_and_no_words_on_words(name: str) -> None:
    assert_is_tidy(FIGURES[name])


def test_a_run_is_told_in_words() -> None:
    assert figures.hand_run(copied()).alt == (
        "The head: one peak a step; walks up one slot a step, slots 0 to 11 (steps 0 to 11), then jumps from slot 11 "
        "to slot 0 (step 12), then walks up one slot a step, slots 0 to 11 (steps 12 to 23). It writes (steps 0 to 11) "
        "and only reads (steps 12 to 23). 0 of 96 bits wrong."
    )


def test_a_walk_round_a_small_ring_is_told_as_one() -> None:
    assert "walks up one slot a step, slots 0 to 1, round the ring (steps 0 to 11)" in delayed().alt


def words_in(make: Callable[[], figures.Picture], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All words that a picture prints."""
    drawn: list[Figure] = []
    save = Figure.savefig
    monkeypatch.setattr(Figure, "savefig", lambda self, *a, **k: (drawn.append(self), save(self, *a, **k))[1])
    make()
    return [text.get_text() for axes in drawn[0].axes for text in axes.texts]


def test_the_row_beyond_the_seam_has_its_number_and_the_rows_left_out_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = words_in(lambda: figures.hand_run(copied()), monkeypatch)
    assert "127" in printed
    assert "dashed: slot 0 follows slot 127; slots 13 to 126 not drawn" in printed
    assert not any("dashed" in words for words in words_in(delayed, monkeypatch))


def test_the_slots_without_a_row_are_those_between_the_ends_of_the_window() -> None:
    assert seam_words(arc([0, 1], 9)) == "dashed: slot 0 follows slot 8; slots 3 to 7 not drawn"
    assert seam_words(arc([0], 5)) == "dashed: slot 0 follows slot 4; slots 2 to 3 not drawn"


def test_wrong_bits_are_counted_against_what_was_due() -> None:
    backwards = HandMachine().run(reverse_program, VECTORS[:12])
    due = VECTORS[:12]
    wrong = int((due != due[::-1]).sum())
    assert wrong > 0
    assert f"{wrong} of 96 bits wrong, first at step " in figures.hand_run(backwards).alt
    assert "0 of 96 bits wrong." in figures.hand_run(backwards, due=due[::-1]).alt


def test_the_arrays_of_a_run_have_a_column_a_step() -> None:
    shown = look_at(copied(3), None, "recall")
    assert np.array_equal(shown.given[:, :3], VECTORS[:3].T) and np.isnan(shown.given[:, 3:]).all()
    assert np.isnan(shown.answer[:, :3]).all() and np.allclose(shown.answer[:, 3:], VECTORS[:3].T)
    assert (shown.starts, shown.due, shown.writes) == ([0, 3], 24, [True] * 3 + [False] * 3)
    assert np.allclose(shown.memory[:3, :8], VECTORS[:3]) and shown.memory[0, 8] == pytest.approx(1)


def test_what_is_not_a_number_is_wrong() -> None:
    run = copied(1)
    run.read_vectors[1, 0] = np.nan
    assert look_at(run, None, "recall").wrong[:, 1].tolist() == [True] + [False] * 7


def test_adding_a_blank_vector_counts_as_the_write_that_it_is() -> None:
    def adds_only(vector: np.ndarray, phase: str, step: int) -> Controls:
        return copy_program(vector, phase, step)._replace(erase_vector=np.zeros(9))

    vectors = VECTORS[:3].copy()
    vectors[1] = 0
    run = HandMachine().run(adds_only, vectors)
    assert doings(look_at(run, None, "recall").writes) == [(True, 0, 2), (False, 3, 5)]


def test_a_run_of_the_hand_machine_is_what_pictures_draw() -> None:
    assert isinstance(copied(1), Drawable)


def test_a_step_is_told_in_words() -> None:
    assert one_step(0, "First step").alt == (
        "First step. The head stays on slot 0, with 100 % of the weighting; it reads 0 0 0 0; it erases by 1 1 1 1 and "
        "adds 1 0 1 1."
    )
    assert one_step(2).alt == (
        "The head goes from slot 1 to slot 0, with 100 % of the weighting; it reads 1 0 1 1; it writes nothing."
    )


def test_the_first_wrong_vector_is_the_one_that_the_run_has() -> None:
    run = copied(100, blunt)
    wrong = programs.wrong_bits(run.outputs(), VECTORS)
    first = int(np.flatnonzero(wrong.any(axis=1))[0])
    told = figures.first_wrong(run, prediction=40).alt
    assert f"The first vector with a wrong bit is vector {first}." in told
    share = run.peak[100 + first]
    assert f"largest share is {share:.2f} there ({share**2:.2f} times itself), and" in told
    assert f"{int(wrong.sum())} of 800 bits wrong. You said vector 40." in told
    assert figures.first_wrong(copied(3)).alt == "No vector comes back with a wrong bit. 0 of 24 bits wrong."


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.hand_run(copied(2), phase="sing"), "phase must be one of store, recall; got 'sing'"),
        (lambda: figures.hand_run(copied(2), due=VECTORS[:3]), "due must have shape (2, 8); got (3, 8)"),
        (lambda: figures.first_wrong(copied(2), due=VECTORS[:2, :7]), "due must have shape (2, 8); got (2, 7)"),
        (
            lambda: figures.hand_step(
                HandMachine(bits=3, num_slots=5).initial_state(),
                copied(1).controls[0],
                np.zeros(4),
                HandMachine(bits=3, num_slots=6).initial_state(),
            ),
            "after.memory must have shape (5, 4); got (6, 4) for hand_step, as before.",
        ),
    ],
)
def test_a_wrong_argument_is_named(call: Callable[[], figures.Picture], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value).startswith(message)
