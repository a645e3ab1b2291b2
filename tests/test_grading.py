"""Marks, graded with nbval as a teacher would: the invariants of grading, on the course's own lessons.

One grading of many notebooks serves all tests of this file. NTM_WHOLE_BANK=1 grades every wrong answer of the bank
instead of a few for each exercise; that takes half an hour.
"""

import os
from pathlib import Path

import pytest

import handed_in as hand
from answers_to_check import ZEROS
from ntm_lib.checks import registry
from ntm_lib.commands.grade import read_keys
from ntm_lib.grading.batch import grade
from ntm_lib.grading.keys import SOLUTIONS
from ntm_lib.grading.results import Result
from ntm_lib.grading.submissions import find_submissions
from wrong_answers import lesson_02, lessons

pytestmark = pytest.mark.slow

BANK = lessons()
SAMPLE = {"02": 3, "09": 1}  # wrong answers an exercise; a checked answer of lesson 09 costs torch's import
SEED = 20141020
WHOLE = os.environ.get("NTM_WHOLE_BANK") == "1"


def _unchanged() -> dict[str, hand.Book]:
    """Lesson 02 with right answers, handed in in every way that must make no difference."""
    right = hand.solved("02")
    ways = {
        "split": hand.split,
        "moved": lambda cells: cells[::-1],
        "copied": hand.doubled,
        "retagged": hand.untagged,
        "only the answers": hand.only_answers,
        "littered": hand.littered,
        "stub below": hand.stub_below,
    }
    changed = {way: hand.with_cells(right, change) for way, change in ways.items()}
    return {**changed, "no metadata": hand.without_metadata(hand.with_cells(right, hand.untagged))}


def _wrong() -> dict[str, tuple[str, str, hand.Book]]:
    """Notebooks with one wrong answer each, the rest right: lesson, exercise, notebook."""
    found = {}
    for lesson, bank in BANK.items():
        for exercise, answers in bank.WRONG.items():
            if registry.is_stretch(exercise):
                continue
            for i, (_, source) in enumerate(answers if WHOLE else answers[: SAMPLE.get(lesson, 2)]):
                found[f"{exercise} wrong {i}"] = (lesson, exercise, hand.solved(lesson, **{exercise: source}))
    return found


UNCHANGED = _unchanged()
WRONG = _wrong()


def _all() -> dict[str, hand.Book]:
    books = {f"{lesson} blank": hand.shipped(lesson) for lesson in BANK}
    books |= {f"{lesson} solution": hand.key(lesson) for lesson in BANK}
    books |= {f"{lesson} zeros": hand.answered(lesson, ZEROS) for lesson in BANK}
    books |= {f"02 {way}": book for way, book in UNCHANGED.items()}
    books |= {name: book for name, (_, _, book) in WRONG.items()}
    books["02 pretended"] = hand.pretended(hand.shipped("02"))
    last = {exercise: answers[-1] for exercise, answers in lesson_02.RIGHT.items()}
    books["02 right in another way"] = hand.answered("02", last)
    books["02 library"] = hand.solved(
        "02", **{"2.2": "from ntm_lib import by_hand\ndef softmax(v): return by_hand.softmax(v)"}
    )
    return books


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("class")
    for name, book in _all().items():
        hand.write(folder / f"{name}.ipynb", book)
    spy = f"SEEN = open({str(folder / 'seen')!r}, 'a').write(' '.join(__import__('sys').orig_argv) + chr(10))\n"
    hand.write(
        folder / "02 spy.ipynb", hand.solved("02", **{"2.2": spy + hand.solutions("02")["2.2"] + "\n    SEEN\n"})
    )
    hand.write(
        folder / "02 spy outside.ipynb", hand.with_cells(hand.shipped("02"), lambda c: [hand.code(spy, "spy"), *c])
    )
    results = grade(find_submissions([folder]), read_keys(SOLUTIONS), SEED)
    by_name = {result.submission.removesuffix(".ipynb"): result for result in results}
    seen = (folder / "seen").read_text(encoding="utf-8") if (folder / "seen").exists() else ""
    by_name["seen"] = Result(seen, None, ())
    return by_name


def points(result: Result) -> dict[str, int]:
    assert result.complete, result.status
    return {mark.exercise: mark.points for mark in result.marks}


@pytest.mark.parametrize("lesson", BANK)
def test_the_solution_has_every_point(graded: dict[str, Result], lesson: str) -> None:
    result = graded[f"{lesson} solution"]
    assert (result.lesson, result.percent, result.status) == (lesson, 100.0, "graded")
    assert result.max_points == len(result.marks) > 0


@pytest.mark.parametrize("lesson", BANK)
def test_a_blank_lesson_has_none_and_was_not_attempted(graded: dict[str, Result], lesson: str) -> None:
    result = graded[f"{lesson} blank"]
    assert (result.points, {mark.state for mark in result.marks}) == (0, {"not attempted"})
    assert all("not attempted" in mark.message for mark in result.marks)


@pytest.mark.parametrize("lesson", BANK)
def test_all_zeros_has_none(graded: dict[str, Result], lesson: str) -> None:
    result = graded[f"{lesson} zeros"]
    assert (result.points, {mark.state for mark in result.marks}) == (0, {"wrong"})


@pytest.mark.parametrize("way", UNCHANGED)
def test_how_the_cells_lie_changes_nothing(graded: dict[str, Result], way: str) -> None:
    result = graded[f"02 {way}"]
    assert (result.lesson, points(result)) == ("02", {"2.1": 1, "2.2": 1, "2.3": 1})


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_loses_its_own_exercise_alone(graded: dict[str, Result], name: str) -> None:
    lesson, exercise, _ = WRONG[name]
    expected = {mark.exercise: int(mark.exercise != exercise) for mark in graded[f"{lesson} solution"].marks}
    assert points(graded[name]) == expected
    said = {mark.exercise: mark for mark in graded[name].marks}[exercise]
    assert (said.state, said.message.startswith(exercise)) == ("wrong", True)


def test_a_notebook_that_only_pretends_has_no_point(graded: dict[str, Result]) -> None:
    assert points(graded["02 pretended"]) == {"2.1": 0, "2.2": 0, "2.3": 0}


def test_another_right_answer_has_every_point(graded: dict[str, Result]) -> None:
    assert graded["02 right in another way"].percent == 100.0


def test_an_answer_that_calls_the_library_is_flagged_and_no_other(graded: dict[str, Result]) -> None:
    assert graded["02 library"].status == "graded; flagged: 2.2 uses the library's own softmax"
    assert [mark.flags for mark in graded["02 solution"].marks] == [(), (), ()]


def test_a_learners_code_runs_in_the_checks_child_alone(graded: dict[str, Result]) -> None:
    """What the answer uses is run by the child; a cell that no answer uses is run by nobody."""
    assert graded["02 spy"].percent == 100.0
    processes = graded["seen"].submission.splitlines()
    assert processes and all("ntm_lib.checks.child" in process for process in processes)
    assert len(processes) < 4, "the other notebook's cell ran as well"


def test_the_same_seed_gives_the_same_marks(graded: dict[str, Result], tmp_path: Path) -> None:
    """Messages included: they quote numbers that come from the seed."""
    name = next(iter(WRONG))
    hand.write(tmp_path / f"{name}.ipynb", WRONG[name][2])
    again = grade(find_submissions([tmp_path]), read_keys(SOLUTIONS), SEED)
    assert again == [graded[name]]
