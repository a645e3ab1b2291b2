"""Which exercises there are. Each `lesson_NN.py` beside this file holds those of its lesson, loaded when needed."""

from __future__ import annotations

import functools
import importlib
import re
from pathlib import Path

from ntm_lib.checks.exercise import Answer, Exercise
from ntm_lib.errors import invalid

_LESSON = re.compile(r"lesson_(\d\d)\.py")


@functools.cache
def lessons() -> tuple[int, ...]:
    """The numbers of the lessons that have exercises."""
    matches = (_LESSON.fullmatch(path.name) for path in Path(__file__).parent.iterdir())
    return tuple(sorted(int(match[1]) for match in matches if match))


@functools.cache
def lesson(number: int) -> tuple[Exercise, ...]:
    """The exercises of a lesson, in order. Empty for a lesson that has none."""
    if number not in lessons():
        return ()
    exercises: tuple[Exercise, ...] = importlib.import_module(f"ntm_lib.checks.lesson_{number:02d}").EXERCISES
    return exercises


def lesson_of(exercise_id: object) -> int | None:
    """The lesson that an exercise's id names: 2 for "2.1"; None for what is not an id."""
    match = re.fullmatch(r"(\d+)\.\d+", exercise_id) if isinstance(exercise_id, str) else None
    return int(match[1]) if match else None


def find(exercise_id: object) -> Exercise:
    """The exercise with this id. Raises ValueError where there is none."""
    number = lesson_of(exercise_id)
    exercises = lesson(number) if number is not None else ()
    for exercise in exercises:
        if exercise.id == exercise_id:
            return exercise
    there = ", ".join(e.id for e in exercises or every())
    raise invalid("exercise", f"be one of {there}", repr(exercise_id), "checks")


def every() -> list[Exercise]:
    """All exercises of the course, in order."""
    return [exercise for number in lessons() for exercise in lesson(number)]


def is_stretch(exercise_id: object) -> bool:
    """Is it an exercise without points, which no grading looks at? False where there is no such exercise."""
    number = lesson_of(exercise_id)
    return any(each.id == exercise_id and not each.points for each in (lesson(number) if number is not None else ()))


def references(exercise: Exercise) -> dict[str, Answer]:
    """The lesson's other answers by name: what an answer that uses one of them gets."""
    number = lesson_of(exercise.id)
    others = lesson(number) if number is not None else ()
    return {other.name: other.reference for other in others if other.name != exercise.name}


def leave_out(exercise_id: str) -> tuple[str, ...]:
    """Names that are never helpers of this exercise's answer: those of the lesson's other answers."""
    return tuple(references(find(exercise_id)))
