"""The keys: the executed solutions, as far as grading needs them.

Of a key only its setup cell and its check cells matter. A check cell without a stored output would pass nbval whatever
happens, so such a key is refused rather than used.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any, NamedTuple

from ntm_lib.cells import checked_exercises
from ntm_lib.checks import registry
from ntm_lib.grading.notebook_file import Notebook, UnreadableNotebookError, read_notebook
from ntm_lib.my_work import REPOSITORY

SOLUTIONS = REPOSITORY / "solutions"


class UnusableKeyError(Exception):
    """A solution that cannot serve as a key; the message says why."""


class CheckCell(NamedTuple):
    """One check cell of the key: the exercise, the name of its answer, and the cell with its stored output."""

    exercise: str
    answer: str
    cell: dict[str, Any]


class Key(NamedTuple):
    """One lesson's key.

    lesson  "02"
    title   "02 · Find by content", its first heading
    setup   its setup cells
    checks  its check cells in the order of the lesson, but for those of stretches, which have no points
    """

    lesson: str
    title: str
    path: Path
    metadata: dict[str, Any]
    setup: tuple[dict[str, Any], ...]
    checks: tuple[CheckCell, ...]

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercise ids in the order of the lesson."""
        return tuple(check.exercise for check in self.checks)


def find_keys(folder: Path = SOLUTIONS) -> dict[str, Path]:
    """Where the key of each lesson is. Files that are no notebooks of a lesson are left out."""
    keys: dict[str, Path] = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            lesson = read_notebook(path).lesson
        except UnreadableNotebookError:
            continue
        if lesson is not None:
            keys.setdefault(lesson, path)
    return keys


def read_key(path: Path) -> Key:
    """Read one key. Raises UnusableKeyError when a learner could not be graded with it."""
    try:
        notebook = read_notebook(path)
    except UnreadableNotebookError as error:
        raise UnusableKeyError(f"{path.name} {error}") from None
    if not isinstance(notebook.content.get("metadata"), dict):
        raise UnusableKeyError(f"{path.name} has no metadata")
    setup = tuple(cell for cell in notebook.cells if cell["cell_type"] == "code" and "setup" in _tags(cell))
    if not setup:
        raise UnusableKeyError(f"{path.name} has no cell tagged setup")
    lesson = notebook.lesson or ""
    return Key(lesson, _title(notebook) or lesson, path, notebook.content["metadata"], setup, _checks(path, notebook))


def _title(notebook: Notebook) -> str:
    text = next((cell["source"] for cell in notebook.cells if cell["cell_type"] == "markdown"), "")
    return next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), "")


def _checks(path: Path, notebook: Notebook) -> tuple[CheckCell, ...]:
    found: dict[str, CheckCell] = {}
    for cell in notebook.cells:
        ids = checked_exercises(cell["source"]) if cell["cell_type"] == "code" and "check" in _tags(cell) else []
        for exercise in ids:
            if registry.is_stretch(exercise):
                continue
            answer = _checked_name(cell["source"])
            if exercise in found or not answer or "#" in cell["source"]:  # a comment may switch nbval off
                raise UnusableKeyError(f"{path.name} must check {exercise} once, in a cell of its own, by a plain name")
            if not _has_one_line(cell):
                raise UnusableKeyError(f"{path.name} holds no stored verdict for {exercise}; build it again")
            found[exercise] = CheckCell(exercise, answer, cell)
    return tuple(found.values())


def _checked_name(source: str) -> str:
    """The name that a cell of one call `checks.check("2.1", name)` hands in; "" for any other cell."""
    match ast.parse(source).body:
        case [ast.Expr(ast.Call(args=[ast.Constant(), ast.Name(id=name)], keywords=[]))]:
            return name
        case _:
            return ""


def _tags(cell: dict[str, Any]) -> list[str]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) else []


def _has_one_line(cell: dict[str, Any]) -> bool:
    outputs = cell.get("outputs") or []
    if cell.get("execution_count") is None or len(outputs) != 1 or outputs[0].get("name") != "stdout":
        return False
    return len("".join(outputs[0].get("text", "")).strip().splitlines()) == 1
