"""Run the checks of your own notebooks again, and say what is solved, what is wrong and what is still to do.

It reads the notebooks in my_work/ as they were last saved, and changes nothing. The exit code is 0 when every
notebook could be read. `--json` gives the same to a program.

Example:
    python -m ntm_lib status
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import NamedTuple

from ntm_lib import answers
from ntm_lib.checks import registry, runner
from ntm_lib.checks.exercise import Exercise
from ntm_lib.commands import my_lessons
from ntm_lib.grading.notebook_file import Notebook

CORRECT, WRONG, NOT_ATTEMPTED = "correct", "wrong", "not attempted"


class Row(NamedTuple):
    """One exercise in one notebook."""

    notebook: str
    exercise: str
    name: str
    status: str
    points: int
    max_points: int
    message: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What follows `python -m ntm_lib status`."""
    parser.add_argument("--json", action="store_true", help="print JSON for a program")


def run(arguments: argparse.Namespace) -> int:
    """Print where the learner stands. Returns 0, or 1 where a notebook could not be read."""
    found = my_lessons.notebooks(my_lessons.MY_WORK)
    rows: list[Row] = []
    for one in found:
        if not arguments.json:
            print(_heading(one), flush=True)
        for row in exercises(one.path.name, one.notebook) if one.notebook else ():
            rows.append(row)
            if not arguments.json:
                print(_line(row), flush=True)
    if arguments.json:
        unread = [{"notebook": one.path.name, "problem": one.problem} for one in found if not one.notebook]
        print(json.dumps({"exercises": [row._asdict() for row in rows], "unreadable": unread}, indent=1))
    else:
        print(_total(rows) if found else "my_work/ holds no notebooks yet. python3 start.py fills it.")
    return 0 if all(one.notebook for one in found) else 1


def exercises(name: str, notebook: Notebook) -> Iterator[Row]:
    """A row for each exercise of the notebook's lesson, each judged afresh in a process of its own."""
    definitions = answers.collect(notebook.code)
    for exercise in _of_lesson(notebook.lesson):
        source = definitions.source_of(exercise.name, registry.leave_out(exercise.id))
        status, message = _judged(exercise, source) if source else (NOT_ATTEMPTED, "")
        earned = exercise.points if status == CORRECT else 0
        yield Row(name, exercise.id, exercise.name, status, earned, exercise.points, message)


def _of_lesson(lesson: str | None) -> tuple[Exercise, ...]:
    return registry.lesson(int(lesson)) if lesson and lesson.isdigit() else ()


def _judged(exercise: Exercise, source: str) -> tuple[str, str]:
    verdict = runner.judge_apart(exercise.id, source)
    return (CORRECT, "") if verdict.correct else (WRONG, verdict.message)


def _heading(found: my_lessons.Found) -> str:
    if found.notebook is None:
        return f"{found.path.name}: {found.problem}"
    return found.path.name if _of_lesson(found.notebook.lesson) else f"{found.path.name}: no exercises of the course"


def _line(row: Row) -> str:
    worth = f"{row.points}/{row.max_points}" if row.max_points else "stretch"
    line = f"  {row.exercise:5} {row.name:24} {row.status:14} {worth}"
    indented = "\n".join(f"        {text}" for text in row.message.splitlines())
    return f"{line}\n{indented}" if indented else line


def _total(rows: list[Row]) -> str:
    """The best of each exercise counts, should a lesson lie there twice."""
    earned: dict[str, int] = {}
    possible: dict[str, int] = {}
    for row in rows:
        earned[row.exercise] = max(row.points, earned.get(row.exercise, 0))
        possible[row.exercise] = row.max_points
    return f"{sum(earned.values())} of {sum(possible.values())} points in the lessons of my_work/."
