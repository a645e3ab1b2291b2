"""A notebook that someone sent: opened with plain JSON and checks of our own, before any library sees it.

A submission is untrusted. It may be huge, nested without end, not text, not JSON, not a notebook, a pipe or a link;
each of these becomes one sentence that says what is wrong, and nothing of the file is quoted in it but numbers and type
names.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ntm_lib.cells import lesson_of

MOST_BYTES = 20_000_000
MOST_CELLS = 5_000


class UnreadableNotebookError(Exception):
    """A file that is no notebook we can read; the message is a status line for people."""


class Notebook(NamedTuple):
    """A notebook whose shape was checked.

    lesson   the lesson it says or shows that it is, "02"; None where nothing tells
    cells    all cells as plain dictionaries, `source` always one string
    content  the whole file as read
    """

    lesson: str | None
    cells: tuple[dict[str, Any], ...]
    content: dict[str, Any]

    @property
    def code(self) -> tuple[str, ...]:
        """The sources of the code cells, from top to bottom."""
        return tuple(cell["source"] for cell in self.cells if cell["cell_type"] == "code")


def read_notebook(path: Path) -> Notebook:
    """Read one notebook. Raises UnreadableNotebookError for everything that is not one."""
    content = _parse(_bytes(path))
    cells = tuple(_checked_cells(content))
    return Notebook(lesson_of(content), cells, content)


def _bytes(path: Path) -> bytes:
    """The file's bytes. Links are not followed, and a pipe is never waited for."""
    try:
        kind = os.lstat(path)
        if problem := _not_a_file(kind):
            raise UnreadableNotebookError(problem)
        if kind.st_size > MOST_BYTES:
            raise UnreadableNotebookError(
                f"is larger than {MOST_BYTES // 1_000_000} MB ({kind.st_size // 1_000_000} MB)"
            )
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            return file.read(MOST_BYTES + 1)[:MOST_BYTES]
    except FileNotFoundError:
        raise UnreadableNotebookError("no such file") from None
    except PermissionError:
        raise UnreadableNotebookError("may not be read: permission denied") from None
    except (OSError, ValueError) as error:
        raise UnreadableNotebookError(
            f"cannot be read: {getattr(error, 'strerror', None) or type(error).__name__}"
        ) from None


def _not_a_file(kind: os.stat_result) -> str:
    if stat.S_ISLNK(kind.st_mode):
        return "is a symbolic link, which is not followed"
    if stat.S_ISDIR(kind.st_mode):
        return "is a folder, not a notebook"
    return "" if stat.S_ISREG(kind.st_mode) else "is not a regular file"


def _parse(raw: bytes) -> dict[str, Any]:
    if not raw.strip():
        raise UnreadableNotebookError("is empty")
    try:
        content = json.loads(raw.decode(json.detect_encoding(raw)).removeprefix("\ufeff"))
    except UnicodeDecodeError:
        raise UnreadableNotebookError("is not UTF-8 text") from None
    except RecursionError:
        raise UnreadableNotebookError("is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise UnreadableNotebookError(
            f"is not JSON (line {error.lineno}, column {error.colno}); was it cut off?"
        ) from None
    except (ValueError, MemoryError) as error:
        raise UnreadableNotebookError(f"is not JSON ({type(error).__name__})") from None
    if not isinstance(content, dict) or ("cells" not in content and "nbformat" not in content):
        raise UnreadableNotebookError("is JSON but not a notebook")
    return content


def _checked_cells(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    version = content.get("nbformat")
    if isinstance(version, bool) or not isinstance(version, int):
        raise UnreadableNotebookError("is JSON but not a notebook: it names no notebook format")
    if version != 4:
        advice = "; open it in JupyterLab, save it and send that file" if version in (1, 2, 3) else ""
        raise UnreadableNotebookError(f"is in notebook format {str(version)[:20]}, and only format 4 is read{advice}")
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise UnreadableNotebookError("has no list of cells")
    if len(cells) > MOST_CELLS:
        raise UnreadableNotebookError(f"has more than {MOST_CELLS} cells ({len(cells)})")
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
            raise UnreadableNotebookError(f"cell {number} is not a notebook cell")
        yield {**cell, "source": _source(cell.get("source"), number)}


def _source(source: object, number: int) -> str:
    """One string, whether the file holds a string or a list of lines; a lone surrogate becomes '?'."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise UnreadableNotebookError(f"cell {number} has a source that is {type(source).__name__}, not text")
    return source.encode("utf-8", "replace").decode("utf-8")
