"""A learner's lesson as nbval sees it: check cells compared with the key, other cells run, missing checks failing.

Check cells are known by what they call, not by tag, id or position, so that moving or retagging them changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

from ntm_lib.cells import checked_exercises
from ntm_lib.grading.keys import SOLUTIONS, CheckCell, UnusableKeyError, find_keys, read_key
from ntm_lib.grading.notebook_file import UnreadableNotebookError, read_notebook


def replaced(collected: list[Any], path: Path, parent: pytest.Collector, solutions: str | None) -> list[Any]:
    """nbval's collectors, with ours in the place of its own where `path` is a learner's lesson."""
    folder = Path(solutions) if solutions else SOLUTIONS
    if path.resolve().parent == folder.resolve():
        return collected
    try:
        lesson = read_notebook(path.resolve()).lesson
    except UnreadableNotebookError:
        return collected  # nbval says what is wrong with it
    if lesson is None:
        return collected
    ours = [LessonFile.from_parent(parent, path=path, lesson=lesson, solutions=folder)]
    return [node for node in collected if not isinstance(node, IPyNbFile)] + ours


class LessonFile(IPyNbFile):
    """nbval's collector of one notebook, told which key to compare with."""

    def __init__(self, *, lesson: str, solutions: Path, **rest: Any) -> None:
        super().__init__(**rest)
        self.lesson = lesson
        self.solutions = solutions
        self.has_cells = False

    def setup(self) -> None:
        """Start the kernel, where there is something to run.

        It keeps the cells it runs, since `check` looks there for an answer's helpers.
        """
        if not self.has_cells:
            return
        super().setup()
        self.kernel.execute_cell_input = self._execute

    def _execute(self, source: str, allow_stdin: bool = False) -> str:
        client = self.kernel.kc
        message: str = client.execute(source, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)
        return message

    def collect(self) -> Iterator[pytest.Item]:
        """The cells of the notebook, then one failing item for each check of the key that is not there."""
        try:
            checks = {check.exercise: check for check in _key_checks(self.lesson, self.solutions)}
        except UnusableKeyError as error:
            yield MissingCheck.from_parent(self, name=f"Lesson {self.lesson}", problem=f"{error}.")
            return
        seen: set[str] = set()
        for cell in super().collect():
            ids = checked_exercises(cell.cell.source)
            seen.update(ids)
            self.has_cells = True
            _compare(cell, [checks[exercise] for exercise in ids if exercise in checks])
            yield cell
        for exercise in checks:
            if exercise not in seen:
                yield MissingCheck.from_parent(self, name=f"Exercise {exercise}", problem=_missing(exercise, checks))


def _key_checks(lesson: str, solutions: Path) -> tuple[CheckCell, ...]:
    keys = find_keys(solutions)
    if lesson not in keys:
        known = ", ".join(sorted(keys)) or "none"
        raise UnusableKeyError(f"there is no key for lesson {lesson!r}; keys found: {known}")
    return read_key(keys[lesson]).checks


def _missing(exercise: str, checks: dict[str, CheckCell]) -> str:
    call = f'checks.check("{exercise}", {checks[exercise].answer})'
    return f"The cell `{call}` is not in this notebook, so exercise {exercise} was not checked."


def _compare(item: IPyNbCell, checks: list[CheckCell]) -> None:
    """Set what nbval expects of a cell: the key's outputs for a check cell, nothing for any other."""
    item.options["check"] = bool(checks)
    item.cell.outputs = [nbformat.from_dict(output) for check in checks for output in check.cell["outputs"]]
    item.cell.execution_count = 1 if checks else None  # nbval compares nothing where this is None
    if checks:
        item.options["skip"] = item.options["check_exception"] = False
    for output in item.cell.outputs:
        if isinstance(output.get("text"), list):
            output["text"] = "".join(output["text"])


class MissingCheck(pytest.Item):
    """A check of the key that the learner's notebook does not have: red, so that deleting it is no way to green."""

    def __init__(self, *, problem: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.problem = problem

    def runtest(self) -> None:
        """Fail with the reason."""
        pytest.fail(self.problem, pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest says that the failure is."""
        return self.path, 0, f"{self.path.name}::{self.name}"
