"""Results as tables: for the console, for a gradebook (CSV, one a lesson), for programs (JSON)."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ntm_lib.grading.results import Mark, Result

FORMULA = tuple("=+-@＝＋－＠")  # a spreadsheet takes a cell that begins so for a formula


def by_lesson(results: Sequence[Result]) -> dict[str, list[Result]]:
    """The results of each lesson, lessons in order; those without a lesson are left out."""
    lessons = sorted({result.lesson for result in results if result.lesson is not None})
    return {lesson: [result for result in results if result.lesson == lesson] for lesson in lessons}


def count(notebooks: Sequence[object]) -> str:
    """How many there are, in words for people: `1 notebook`, `12 notebooks`."""
    return f"{len(notebooks)} notebook{'' if len(notebooks) == 1 else 's'}"


def without_lesson(results: Sequence[Result]) -> list[Result]:
    """What was handed in and belongs to no lesson."""
    return [result for result in results if result.lesson is None]


def console(results: Sequence[Result]) -> str:
    """One table a lesson, then what could not be graded and why."""
    blocks = []
    for lesson, rows in by_lesson(results).items():
        ids = exercises_of(rows)
        header = ["submission", *ids, "points", "percent", "status"]
        body = [_console_row(row, ids) for row in rows]
        blocks.append("\n".join([f"Lesson {lesson}", *_aligned([header, *body])]))
    if rest := without_lesson(results):
        lines = _aligned([[row.submission, row.problem] for row in rest])
        blocks.append("\n".join(["Not graded", *lines]))
    return "\n\n".join(blocks)


def exercises_of(rows: Sequence[Result]) -> list[str]:
    """The exercise ids of a lesson, in its order."""
    return next(([mark.exercise for mark in row.marks] for row in rows if row.marks), [])


def _console_row(row: Result, ids: Sequence[str]) -> list[str]:
    if row.problem:
        return [row.submission, *["-"] * (len(ids) + 2), row.status]
    return [row.submission, *(_points(mark, "?") for mark in row.marks), _total(row), f"{row.percent:g}", row.status]


def _points(mark: Mark, unjudged: str) -> str:
    return unjudged if mark.state == "not judged" else str(mark.points)


def _total(row: Result) -> str:
    return f"{row.points}/{row.max_points}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def write_csv(rows: Sequence[Result], path: Path) -> None:
    """One lesson for a gradebook: submission, lesson, points of each exercise, points, max_points, percent, status."""
    ids = exercises_of(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["submission", "lesson", *ids, "points", "max_points", "percent", "status"])
        for row in rows:
            if row.problem:
                cells: list[str] = [""] * (len(ids) + 3)
            else:
                cells = [_points(mark, "") for mark in row.marks]
                cells += [str(row.points), str(row.max_points), f"{row.percent:g}"]
            writer.writerow([_harmless(row.submission), row.lesson, *cells, _harmless(row.status)])


def write_not_graded(rows: Sequence[Result], path: Path) -> None:
    """What belongs to no lesson's table, and why."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["submission", "status"])
        writer.writerows([_harmless(row.submission), _harmless(row.status)] for row in rows)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def write_json(results: Sequence[Result], about: Mapping[str, Any], path: Path) -> None:
    """Everything, for a program."""
    content = {**about, "results": [as_dictionary(result) for result in results]}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def as_dictionary(result: Result) -> dict[str, Any]:
    """One result as JSON holds it."""
    return {
        "submission": result.submission,
        "lesson": result.lesson,
        "points": None if result.problem else result.points,
        "max_points": None if result.problem else result.max_points,
        "percent": None if result.problem else result.percent,
        "status": result.status,
        "complete": result.complete,
        "exercises": [mark._asdict() | {"flags": mark.flags} for mark in result.marks],
    }
