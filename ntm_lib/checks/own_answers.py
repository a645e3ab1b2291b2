"""`mine`: a learner's own answer, wherever in the course it is needed again.

A check that passes is remembered while the kernel lives. Otherwise the lesson as saved in the learner's folder is
read, and its answer taken if it passes. Otherwise it is the library's, with one line that says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ntm_lib import answers, my_work
from ntm_lib.cells import code_cells, lesson_of
from ntm_lib.checks import registry
from ntm_lib.checks.exercise import Answer, Exercise
from ntm_lib.checks.later import LATER, later_reference
from ntm_lib.checks.rebuild import rebuild
from ntm_lib.checks.records import grading_folder
from ntm_lib.checks.runner import judge_apart

MOST_BYTES = 5_000_000  # of a saved notebook that is read
SECONDS = 15.0  # for a saved answer to be judged in

_remembered: dict[str, str] = {}  # sources of passing answers, for the life of this kernel
_refused: set[tuple[str, str]] = set()  # (exercise, source) that did not pass


class Own(NamedTuple):
    """An answer, and whether it is the learner's; `why` says why it is not."""

    answer: Answer
    is_yours: bool
    why: str = ""


def mine(exercise_id: str) -> Answer:
    """Your own answer if it passes its check, else the library's. Prints one line that says which.

    Raises ValueError where there is no such exercise.
    """
    found = own(exercise_id)
    print(f"{exercise_id}: yours." if found.is_yours else f"{exercise_id}: the library's ({found.why}).")
    return found.answer


def own(exercise_id: str) -> Own:
    """As `mine`, without a word. Raises ValueError where there is no such exercise."""
    if exercise_id in LATER and not registry.lesson(registry.lesson_of(exercise_id) or 0):
        return Own(
            later_reference(exercise_id), False, f"lesson {exercise_id.partition('.')[0]:>02} is not in the course yet"
        )
    exercise = registry.find(exercise_id)
    if grading_folder() is not None:
        return Own(exercise.reference, False, "this is a grading")
    source = own_source(exercise_id)
    answer = built(exercise, source, registry.references(exercise)) if source else None
    if answer is None:
        return Own(exercise.reference, False, "no answer of yours that passes its check yet")
    return Own(answer, True)


def own_source(exercise_id: str) -> str | None:
    """The source of your answer, where it passes its check; None where there is none, and in a grading.

    Raises ValueError where there is no such exercise.
    """
    exercise = registry.find(exercise_id)
    if grading_folder() is not None:
        return None
    return _remembered.get(exercise_id) or _saved(exercise)


def remember(exercise_id: str, source: str) -> None:
    """Keep the source of an answer that has just passed its check."""
    _remembered[exercise_id] = source


def built(exercise: Exercise, source: str, around: Mapping[str, Answer]) -> Answer | None:
    """An answer that passed its check, as a function; None should it not be one any more.

    around  what it finds under the names of other exercises
    """
    try:
        return rebuild(exercise, source, around)
    except Exception:  # it passed a moment ago; whatever it is now, the lesson goes on with the library's
        return None


def _saved(exercise: Exercise) -> str | None:
    """The source of a saved answer that passes, from the newest notebook of its lesson that holds one."""
    for path in _notebooks():
        source = _source_in(path, exercise)
        if source is None or (exercise.id, source) in _refused:
            continue
        if judge_apart(exercise.id, source, seconds=SECONDS).correct:
            remember(exercise.id, source)
            return source
        _refused.add((exercise.id, source))
    return None


def _notebooks() -> list[Path]:
    """The learner's saved notebooks, newest first; links are not followed."""
    found = []
    for path in my_work.folder().glob("*.ipynb"):
        try:
            status = path.lstat()
        except OSError:
            continue
        if path.is_file() and not path.is_symlink() and status.st_size <= MOST_BYTES:
            found.append((-status.st_mtime, path.name, path))
    return [path for _, _, path in sorted(found)]


def _source_in(path: Path, exercise: Exercise) -> str | None:
    try:
        notebook: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    number = lesson_of(notebook)
    if number is None or int(number) != registry.lesson_of(exercise.id):
        return None
    return answers.collect(code_cells(notebook)).source_of(exercise.name, registry.leave_out(exercise.id))
