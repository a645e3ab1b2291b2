"""Check the cell rules of the lessons.

python -m tools.lint             all lessons: one line a fault, file:line: message
python -m tools.lint 02          one lesson
python -m tools.lint --report    medians and word counts for reviewers, no verdict
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence

from tools import cell_rules, lesson_rules
from tools.lesson import Lesson, read, sources, stub


def faults(lesson: Lesson) -> list[str]:
    """Every fault of a lesson as `file:line: message`, from top to bottom."""
    return [f"{lesson.path}:{line}: {message}" for line, message in sorted(set(_faults(lesson)))]


def _faults(lesson: Lesson) -> Iterator[cell_rules.Fault]:
    for rule in lesson_rules.RULES:
        yield from rule(lesson)
    for cell in lesson.cells:
        if cell.is_code:
            for check in cell_rules.RULES:
                yield from check(cell)
        if cell.role == "answer":
            yield from _unmarked(cell.source, cell.line, str(cell.exercise))


def _unmarked(source: str, line: int, exercise: str) -> Iterator[cell_rules.Fault]:
    try:
        stub(source, exercise)
    except ValueError as error:
        yield line, str(error)


def report(lesson: Lesson) -> str:
    """What a reviewer wants to know at a glance."""
    code = [cell_rules.code_lines(cell) for cell in lesson.cells if cell.is_code and cell.role != "check"]
    text = [lesson_rules.words(cell.source) for cell in lesson.cells if not cell.is_code and cell.role != "quiz"]
    wall = max(lesson.cells, key=lambda cell: lesson_rules.words(cell.source) * (cell.role == "text"))
    return (
        f"{lesson.name}: {len(lesson.cells)} cells; code lines median {statistics.median(code):.0f}, most {max(code)}; "
        f"words median {statistics.median(text):.0f}, most {max(text)} (line {wall.line}), all {sum(text)}; "
        f"exercises {sum(cell.role == 'card' for cell in lesson.cells)}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the faults; 1 when there are any."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.lint", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lessons", nargs="*", help="numbers or names; all when none is given")
    parser.add_argument("--report", action="store_true", help="medians and word counts instead of faults")
    chosen = parser.parse_args(arguments)
    try:
        lessons = [read(path) for path in sources(chosen.lessons)]
    except (LookupError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    if chosen.report:
        print("\n".join(report(lesson) for lesson in lessons))
        return 0
    found = [fault for lesson in lessons for fault in faults(lesson)]
    print("\n".join(found) if found else f"{len(lessons)} lessons keep the cell rules.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
