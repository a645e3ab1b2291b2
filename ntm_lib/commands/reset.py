"""Put one exercise or a whole lesson back as it was shipped, and keep a dated copy of yours.

`reset 2.1` empties the answer of exercise 2.1 and keeps everything else in your notebook; `reset 02` puts the whole
lesson back. Your file is copied to my_work/backups/ first, and nothing else is touched.

Example:
    python -m ntm_lib reset 2.1
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from ntm_lib.cells import parse
from ntm_lib.commands import my_lessons
from ntm_lib.grading.notebook_file import UnreadableNotebookError, read_notebook
from ntm_lib.whole_files import write_whole

RELOAD = "If it is open in JupyterLab, choose File > Reload Notebook from Disk."
Cell = dict[str, Any]


class CannotResetError(Exception):
    """Nothing was changed; the message says why, and what to do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What follows `python -m ntm_lib reset`."""
    parser.add_argument("what", metavar="EXERCISE_OR_LESSON", help="an exercise, 2.1, or a lesson, 02")


def run(arguments: argparse.Namespace) -> int:
    """Reset and say what was done. Returns 0, or 1 where nothing was changed."""
    try:
        print(reset(arguments.what))
    except (CannotResetError, OSError) as error:
        print(f"Nothing was reset: {error}", file=sys.stderr)
        return 1
    return 0


def reset(what: str, shipped: Path = my_lessons.SHIPPED, folder: Path = my_lessons.MY_WORK) -> str:
    """Reset an exercise ("2.1") or a lesson ("02"); what to tell the learner.

    Raises CannotResetError before anything is changed.
    """
    if not re.fullmatch(r"\d{1,2}(\.\d{1,2})?", what):
        raise CannotResetError(f"{what!r} is neither an exercise such as 2.1 nor a lesson such as 02.")
    lesson = what.partition(".")[0].zfill(2)
    original = my_lessons.shipped(lesson, shipped)
    if original is None:
        raise CannotResetError(f"the course has no lesson {lesson}.")
    return _reset_exercise(what, original, folder) if "." in what else _reset_lesson(lesson, original, folder)


def _reset_lesson(lesson: str, original: Path, folder: Path) -> str:
    mine = folder / original.name
    others = [path for path in my_lessons.of_lesson(lesson, folder) if path != mine]
    if not mine.exists() and len(others) == 1:
        mine = others[0]  # renamed
    elif not mine.exists() and others:
        raise _several(lesson, others)
    kept = _back_up(mine, folder) if mine.exists() else None
    write_whole({mine: original.read_bytes()})
    yours = f"; yours is kept as {_shown(kept, folder)}" if kept else ""
    return f"{mine.name} is as it was shipped{yours}.\n{RELOAD}"


def _reset_exercise(exercise: str, original: Path, folder: Path) -> str:
    lesson = original.name[:2]
    stub = _by_id(_cells(original), _cell_id(lesson, "answer", exercise))
    if stub is None:
        raise CannotResetError(f"lesson {lesson} has no exercise {exercise}.")
    mine = _the_notebook(lesson, original, folder)
    content: dict[str, Any] = json.loads(mine.read_text(encoding="utf-8-sig"))
    name = _defined(_source(stub))
    place = _answer_place(content["cells"], stub, name)
    if place is None:
        raise CannotResetError(
            f"{mine.name} has no cell with {name}. Reset the whole lesson: python -m ntm_lib reset {lesson}"
        )
    kept = _back_up(mine, folder)
    content["cells"][place].update(source=stub["source"], outputs=[], execution_count=None)
    check = _by_id(content["cells"], _cell_id(lesson, "check", exercise))
    if check is not None and check.get("cell_type") == "code":
        check.update(outputs=[], execution_count=None)
    write_whole({mine: (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()})
    lines = [f"Exercise {exercise} in {mine.name} is empty again; yours is kept as {_shown(kept, folder)}."]
    elsewhere = [n for n, cell in enumerate(content["cells"], 1) if n - 1 != place and _defined(_source(cell), name)]
    if elsewhere:
        cells = ", ".join(f"cell {n}" for n in elsewhere)
        lines.append(f"{name} is also defined in {cells}, which was left alone and still counts.")
    return "\n".join([*lines, RELOAD])


def _the_notebook(lesson: str, original: Path, folder: Path) -> Path:
    """The one notebook in which to reset an exercise."""
    mine = folder / original.name
    found = my_lessons.of_lesson(lesson, folder)
    if mine.exists() and mine not in found:
        raise CannotResetError(f"{mine.name} {_problem(mine)}. {_whole(lesson)}")
    if mine in found or len(found) == 1:
        return mine if mine in found else found[0]
    if found:
        raise _several(lesson, found)
    raise CannotResetError(
        f"there is no notebook of lesson {lesson} in {folder.name}/. To get it: python -m ntm_lib reset {lesson}"
    )


def _problem(path: Path) -> str:
    try:
        read_notebook(path)
    except UnreadableNotebookError as error:
        return str(error)
    return "is not a notebook of that lesson"


def _answer_place(cells: list[Cell], stub: Cell, name: str) -> int | None:
    """Where the answer is: the cell with the shipped id, else the last that defines the name."""
    places = [n for n, cell in enumerate(cells) if cell.get("cell_type") == "code"]
    by_id = [n for n in places if cells[n].get("id") == stub["id"]]
    by_name = [n for n in places if _defined(_source(cells[n]), name)]
    return next(iter([*by_id, *reversed(by_name)]), None)


def _back_up(path: Path, folder: Path) -> Path:
    """A dated copy that overwrites nothing."""
    backups = folder / "backups"
    stamp = f"{path.stem} {datetime.now():%Y-%m-%d %H-%M-%S}"
    names = [f"{stamp}.ipynb", *(f"{stamp} ({n}).ipynb" for n in range(2, 1000))]
    target = next(backups / name for name in names if not (backups / name).exists())
    write_whole({target: path.read_bytes()})
    return target


def _cells(path: Path) -> list[Cell]:
    cells: list[Cell] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def _cell_id(lesson: str, role: str, exercise: str) -> str:
    return f"{lesson}-{role}-{int(lesson)}-{exercise.partition('.')[2]}"


def _by_id(cells: list[Cell], cell_id: str) -> Cell | None:
    return next((cell for cell in cells if cell.get("id") == cell_id), None)


def _source(cell: Cell) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _defined(source: str, wanted: str = "") -> str:
    """The name that a cell defines at its top level (the last one, or `wanted` when it is among them), else ""."""
    parsed = parse(source)
    names = []
    for node in parsed[1].body if parsed else []:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    if wanted:
        return wanted if wanted in names else ""
    return names[-1] if names else ""


def _several(lesson: str, paths: list[Path]) -> CannotResetError:
    names = ", ".join(path.name for path in paths)
    return CannotResetError(f"there are several notebooks of lesson {lesson}: {names}. Move all but one away.")


def _whole(lesson: str) -> str:
    return f"To have the whole lesson back as it was shipped: python -m ntm_lib reset {lesson}"


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder.parent).as_posix()
