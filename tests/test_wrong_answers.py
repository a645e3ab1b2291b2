"""The bank against the checks: what learners hand in gets the message that it deserves, whatever the seed.

`wrong_answers/` was written apart from the checks, by someone who had read the lessons and not the mistakes that
the checks know.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import pytest

from ntm_lib import answers, checks
from ntm_lib.checks import Verdict, registry
from wrong_answers import lessons
from wrong_answers.anyone import accidents

BANKS = list(lessons().values())
WRONG = {exercise: bank for lesson in BANKS for exercise, bank in lesson.WRONG.items()}
RIGHT = {exercise: bank for lesson in BANKS for exercise, bank in lesson.RIGHT.items()}
LESSONS = [tuple(lesson.WRONG) for lesson in BANKS]
OURS = ("Traceback", "site-packages", "ntm_lib/checks", "<your answer", "mutant", "probe", "judge", "lambda)")

_judge = functools.lru_cache(maxsize=None)(checks.judge)


def judge(exercise: str, source: str, seed: int = 0) -> Verdict:
    """The verdict, found once for all tests of this file."""
    return _judge(exercise, source, seed)


def _marks(exercise: str, place: int) -> list[pytest.MarkDecorator]:
    """A program of lesson 05 is run for a thousand steps each time it is judged: every day only a few of them."""
    return [pytest.mark.slow] if exercise.startswith("5.") and place % 8 else []


def _wrong() -> Iterator[object]:
    for exercise, bank in WRONG.items():
        for place, (words, source) in enumerate(bank):
            marks = _marks(exercise, place)
            yield pytest.param(exercise, place, words, source, id=f"{exercise}-{place}", marks=marks)


def _accidents() -> Iterator[object]:
    for exercise in RIGHT:
        for name, (words, source) in accidents(exercise, RIGHT[exercise][0]).items():
            yield pytest.param(exercise, words, source, id=f"{exercise}-{name}")


def _right() -> Iterator[object]:
    for exercise, bank in RIGHT.items():
        for place, source in enumerate(bank):
            yield pytest.param(exercise, source, id=f"{exercise}-{place}", marks=_marks(exercise, place))


def _plain(text: str) -> str:
    """Without line breaks and capitals, which are layout."""
    return " ".join(text.lower().split())


def _says(verdict: Verdict, words: str) -> bool:
    return _plain(words) in _plain(f"{verdict.mistake} {verdict.message}")


@pytest.mark.parametrize(("exercise", "place", "words", "source"), list(_wrong()))
def test_a_wrong_answer_is_named(exercise: str, place: int, words: str, source: str) -> None:
    verdict = judge(exercise, source)
    assert not verdict.correct
    assert _says(verdict, words), verdict.message


@pytest.mark.slow
@pytest.mark.parametrize(("exercise", "place", "words", "source"), list(_wrong()))
def test_the_seed_changes_nothing_about_a_wrong_answer(exercise: str, place: int, words: str, source: str) -> None:
    verdicts = [judge(exercise, source, seed) for seed in (0, 1 + place % 4, 11)]
    assert not any(verdict.correct for verdict in verdicts)
    assert all(_says(verdict, words) for verdict in verdicts), verdicts[-1].message
    assert len({verdict.mistake for verdict in verdicts}) == 1


@pytest.mark.parametrize(("exercise", "words", "source"), list(_accidents()))
def test_what_happens_to_everybody_is_told_as_what_it_is(exercise: str, words: str, source: str) -> None:
    verdict = judge(exercise, source)
    assert not verdict.correct
    assert _says(verdict, words), verdict.message


@pytest.mark.parametrize(("exercise", "source"), list(_right()))
def test_a_right_answer_is_right_in_one_line_and_the_seed_changes_nothing(exercise: str, source: str) -> None:
    for seed in range(5):
        verdict = judge(exercise, source, seed=seed)
        assert verdict.correct, verdict.message
        assert verdict.message == registry.find(exercise).correct_line
        assert verdict.mistake is None


def _every_wrong_source() -> Iterator[object]:
    for exercise, bank in WRONG.items():
        for place, (_, source) in enumerate(bank):
            yield pytest.param(exercise, source, id=f"{exercise}-{place}", marks=_marks(exercise, place))


@pytest.mark.parametrize(("exercise", "source"), list(_every_wrong_source()))
def test_a_message_is_laid_out_to_be_read_and_shows_nothing_of_ours(exercise: str, source: str) -> None:
    lines = judge(exercise, source).message.splitlines()
    assert re.fullmatch(rf"{re.escape(exercise)} \w+: not (correct yet|attempted)\.", lines[0])
    assert lines[-1] == f'  For a hint: checks.hint("{exercise}")'
    assert all(line.strip() and len(line) <= 92 for line in lines if not line.startswith("    ")), "prose has its width"
    assert len(lines) <= 32, "more than a screen"
    assert not any(word in line for line in lines for word in OURS)


@pytest.mark.parametrize("exercise", [pytest.param(exercise, marks=_marks(exercise, 1)) for exercise in WRONG])
def test_two_answers_in_three_get_a_name_and_each_says_what_to_look_at(exercise: str) -> None:
    verdicts = [judge(exercise, source) for _, source in WRONG[exercise]]
    named = [verdict for verdict in verdicts if verdict.mistake]
    assert 3 * len(named) >= 2 * len(verdicts)
    known = {mistake.name for mistake in registry.find(exercise).mistakes}
    assert all("Look at " in verdict.message for verdict in named if verdict.mistake in known)


def _scores(lesson: tuple[str, ...], cells: list[str]) -> dict[str, bool]:
    """Which exercises a notebook of these cells has right."""
    book = answers.collect(cells)
    found = {e: book.source_of(registry.find(e).name, leave_out=registry.leave_out(e)) for e in lesson}
    return {e: source is not None and judge(e, source).correct for e, source in found.items()}


@pytest.mark.parametrize(
    "lesson",
    [pytest.param(lesson, id=lesson[0].partition(".")[0], marks=_marks(lesson[0], 1)) for lesson in LESSONS],
)
def test_in_a_whole_notebook_a_wrong_answer_costs_its_own_exercise_and_no_other(lesson: tuple[str, ...]) -> None:
    assert all(_scores(lesson, [RIGHT[e][0] for e in lesson]).values())
    for exercise in lesson:
        happens = list(accidents(exercise, RIGHT[exercise][0]).values())
        for _, source in WRONG[exercise] + happens:
            cells = [source if e == exercise else RIGHT[e][0] for e in lesson]
            assert _scores(lesson, cells) == {e: e != exercise for e in lesson}, source


def test_the_bank_is_large_enough() -> None:
    for exercise in (each.id for each in registry.every()):
        assert len(WRONG[exercise]) >= 6 and len(RIGHT[exercise]) >= 4
        assert len({source for _, source in WRONG[exercise]}) == len(WRONG[exercise])
