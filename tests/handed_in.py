"""Notebooks as learners hand them in: the shipped lesson with answers put in, then cut, moved, copied or spoilt."""

import ast
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ntm_lib.my_work import REPOSITORY

Book = dict[str, Any]
LESSONS = {path.stem[:2]: path.stem for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb"))}


def shipped(lesson: str) -> Book:
    """The learner's edition, untouched."""
    return _read(REPOSITORY / "notebooks" / f"{LESSONS[lesson]}.ipynb")


def key(lesson: str) -> Book:
    """The executed solution."""
    return _read(REPOSITORY / "solutions" / f"{LESSONS[lesson]}.ipynb")


def solved(lesson: str, **changed: str) -> Book:
    """The learner's edition with the solution's answers, but for those given: solved("02", **{"2.1": source})."""
    return answered(lesson, {**solutions(lesson), **changed})


def answered(lesson: str, sources: dict[str, str]) -> Book:
    """The learner's edition with these answers, by exercise id."""
    book = shipped(lesson)
    for cell in book["cells"]:
        exercise = exercise_of(cell, "answer")
        if exercise in sources:
            cell["source"] = sources[exercise]
    return book


def solutions(lesson: str) -> dict[str, str]:
    """The solution's answers by exercise id."""
    found = {exercise_of(cell, "answer"): text(cell) for cell in key(lesson)["cells"]}
    return {exercise: source for exercise, source in found.items() if exercise}


def exercise_of(cell: Book, role: str) -> str:
    """The exercise whose answer or check cell this is, by the id that the builder gave it, else ""."""
    _, _, rest = cell["id"].partition(f"-{role}-")
    return rest.replace("-", ".")


def text(cell: Book) -> str:
    return "".join(cell["source"])


def code(source: str, name: str) -> Book:
    return {"cell_type": "code", "id": name, "metadata": {}, "execution_count": None, "outputs": [], "source": source}


def with_cells(book: Book, change: Callable[[list[Book]], list[Book]]) -> Book:
    """A copy of the notebook with other cells."""
    return {**copy.deepcopy(book), "cells": change(copy.deepcopy(book["cells"]))}


def split(cells: list[Book]) -> list[Book]:
    """Every code cell cut between its statements."""
    out: list[Book] = []
    for cell in cells:
        lines = text(cell).splitlines()
        body = ast.parse(text(cell)).body if cell["cell_type"] == "code" else []
        starts = [0, *(statement.lineno - 1 for statement in body[1:])]
        pieces = ["\n".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
        out += [{**cell, "id": f"{cell['id']}-{i}", "source": piece} for i, piece in enumerate(pieces)]
    return out


def doubled(cells: list[Book]) -> list[Book]:
    return [{**cell, "id": f"{cell['id']}-{i}"} for cell in cells for i in range(2)]


def untagged(cells: list[Book]) -> list[Book]:
    """Other tags, other ids, as after a copy into a new notebook."""
    return [
        {**cell, "id": f"c{i}", "metadata": {"tags": ["nbval-skip", "raises-exception"]}}
        for i, cell in enumerate(cells)
    ]


def only_answers(cells: list[Book]) -> list[Book]:
    return [cell for cell in cells if exercise_of(cell, "answer")]


def littered(cells: list[Book]) -> list[Book]:
    """Between the answers: a cell that is no Python, magics, a shell line, and names written over."""
    junk = ["def broken(:\n  pass", "%%bash\nls", "!ls\n%time 1", "cosine_similarity", "for softmax in range(3): pass"]
    out: list[Book] = []
    for i, cell in enumerate(cells):
        out += [cell, code(junk[i % len(junk)], f"junk-{i}")]
    return out


def stub_below(cells: list[Book]) -> list[Book]:
    """The shipped stubs pasted again under the answers."""
    return [*cells, *({**cell, "id": f"{cell['id']}-again"} for cell in only_answers(shipped("02")["cells"]))]


def without_metadata(book: Book) -> Book:
    return {**book, "metadata": {}}


def pretended(book: Book) -> Book:
    """A blank lesson that shows the key's outputs, replaces `check`, and prints what a right answer would."""
    lines = {exercise_of(cell, "check"): cell for cell in key("02")["cells"] if exercise_of(cell, "check")}
    fake = "from ntm_lib import checks\nchecks.check = lambda *a: print(LINE)\nchecks.submitted = checks.check"
    cells = [code(fake, "fake")]
    for cell in copy.deepcopy(book["cells"]):
        exercise = exercise_of(cell, "check")
        if exercise:
            line = "".join(lines[exercise]["outputs"][0]["text"]).strip()
            cell = {**lines[exercise], "source": f"print({line!r})"}
        cells.append(cell)
    return {**book, "cells": cells}


def write(path: Path, book: Book) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book), encoding="utf-8")
    return path


def _read(path: Path) -> Book:
    book: Book = json.loads(path.read_text(encoding="utf-8"))
    return book
