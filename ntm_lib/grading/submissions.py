"""Which notebooks were handed in: the files and folders of the command line, each notebook once, each with a name.

Folders are searched to the bottom; hidden ones and Jupyter's checkpoints are left out, links are named and not
followed. Whatever cannot be graded stays in the list with the reason, so that nobody's work is lost without a word.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ntm_lib.grading.notebook_file import Notebook, UnreadableNotebookError, read_notebook


class Submission(NamedTuple):
    """One notebook that was handed in.

    name      its path relative to the argument it was found under, always with "/"
    path      where it is
    notebook  what is in it, or None
    problem   why it cannot be graded, or ""
    """

    name: str
    path: Path
    notebook: Notebook | None
    problem: str


def find_submissions(arguments: Iterable[str | Path]) -> list[Submission]:
    """Every notebook under the arguments, in the order of their names."""
    found: list[tuple[str, Path, str]] = []
    seen: set[str] = set()
    for argument in arguments:
        for name, path, problem in _under(Path(argument)):
            place = os.path.normpath(path.absolute())
            if place not in seen:
                seen.add(place)
                found.append((name, path, problem))
    return [_read(name, path, problem) for name, path, problem in sorted(_named(found))]


def _under(argument: Path) -> Iterator[tuple[str, Path, str]]:
    if not argument.is_dir():
        yield argument.name or str(argument), argument, ""
        return
    count = 0
    for path, problem in _walk(argument):
        count += 1
        yield path.relative_to(argument).as_posix(), path, problem
    if not count:
        yield argument.name or str(argument), argument, "holds no notebook"


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """The notebooks of a folder, and what looks like one or hides some: each with its problem or ""."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, f"cannot be opened: {error.strerror or type(error).__name__}"
        return
    for entry in entries:
        path = folder / entry.name
        is_notebook = path.suffix.lower() == ".ipynb"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            if is_notebook or path.is_dir():
                yield path, "is a symbolic link, which is not followed"
        elif entry.is_dir():
            if is_notebook:
                yield path, "is a folder, not a notebook"
            yield from _walk(path)
        elif is_notebook:
            yield path, ""


def _named(found: list[tuple[str, Path, str]]) -> Iterator[tuple[str, Path, str]]:
    """Names that two arguments share get their whole path; characters that no table can show become '�'."""
    times = Counter(name for name, _, _ in found)
    for name, path, problem in found:
        yield _printable(path.as_posix() if times[name] > 1 else name), path, problem


def _printable(name: str) -> str:
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "�" for character in text)


def _read(name: str, path: Path, problem: str) -> Submission:
    if problem:
        return Submission(name, path, None, problem)
    try:
        return Submission(name, path, read_notebook(path), "")
    except UnreadableNotebookError as error:
        return Submission(name, path, None, str(error))
