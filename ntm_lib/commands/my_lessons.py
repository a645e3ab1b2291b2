"""Which lessons lie in the learner's folder, and what was shipped for each: shared by `status` and `reset`.

A lesson is known by what is in the notebook, never by the file's name, since learners rename files.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ntm_lib.grading.notebook_file import Notebook, UnreadableNotebookError, read_notebook
from ntm_lib.my_work import FOLDER_NAME, REPOSITORY

SHIPPED = REPOSITORY / "notebooks"
MY_WORK = REPOSITORY / FOLDER_NAME


class Found(NamedTuple):
    """One file of the folder: its notebook, or the sentence that says why there is none."""

    path: Path
    notebook: Notebook | None
    problem: str = ""


def notebooks(folder: Path) -> list[Found]:
    """Every notebook file directly in the folder, backups and checkpoints left aside."""
    found = []
    for path in sorted(folder.glob("*.ipynb")):
        try:
            found.append(Found(path, read_notebook(path)))
        except UnreadableNotebookError as error:
            found.append(Found(path, None, str(error)))
    return found


def of_lesson(lesson: str, folder: Path) -> list[Path]:
    """The learner's notebooks of one lesson."""
    return [found.path for found in notebooks(folder) if found.notebook and found.notebook.lesson == lesson]


def shipped(lesson: str, folder: Path = SHIPPED) -> Path | None:
    """The learner's edition of a lesson as it came, or None where the course does not have that lesson."""
    return next((path for path in sorted(folder.glob(f"{lesson}_*.ipynb"))), None)
