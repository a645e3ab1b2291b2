"""A lesson's source read into cells: what each cell is for, the exercise it belongs to, its id and its line.

Both the builder and the linter stand on this module. jupytext reads the percent format; the lines are counted
here, since jupytext forgets them. Cell ids are made here, since jupytext draws new ones at each run.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import jupytext

from ntm_lib.my_work import REPOSITORY

SOLUTIONS = REPOSITORY / "solutions"
NOTEBOOKS = REPOSITORY / "notebooks"
CARD = re.compile(r"^### Exercise (?P<exercise>\d+\.\d+) · (?P<title>.+)", re.MULTILINE)
BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"


class Cell(NamedTuple):
    """One cell: `role` is card, answer, check, quiz, setup, text or code; `line` is where its `# %%` stands."""

    id: str
    role: str
    exercise: str | None
    source: str
    tags: tuple[str, ...]
    line: int

    @property
    def is_code(self) -> bool:
        """Whether the cell is Python."""
        return self.role in ("answer", "check", "setup", "code")


class Lesson(NamedTuple):
    """One lesson: `number` is "02", `name` is "02_find_by_content"."""

    path: Path
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The stem that the source and both notebooks share."""
        return self.path.stem

    @property
    def number(self) -> str:
        """The two digits that the name starts with."""
        return self.name[:2]


def sources(wanted: Sequence[str] = (), folder: Path = SOLUTIONS) -> list[Path]:
    """The lesson sources, all of them or those named by number ("02", "2") or by name.

    Raises LookupError when a wanted lesson has no source.
    """
    found = sorted(folder.glob("[0-9][0-9]_*.py"))
    if not wanted:
        return found
    chosen = []
    for name in wanted:
        key = name.zfill(2) if name.isdigit() else Path(name).stem
        matches = [path for path in found if key in (path.stem, path.stem[:2])]
        if not matches:
            raise LookupError(f"No lesson {name!r}; there are: {', '.join(path.stem for path in found) or 'none'}.")
        chosen += matches
    return chosen


def read(path: Path) -> Lesson:
    """Read a lesson's source. Raises ValueError where text stands before the first `# %%`."""
    text = path.read_text(encoding="utf-8")
    raw = jupytext.reads(text, fmt="py:percent").cells
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if line.startswith("# %%")]
    if len(raw) != len(lines):
        raise ValueError(f"{path}:1: a lesson must start with a cell; got text before the first '# %%'.")
    cells: list[Cell] = []
    exercise: str | None = None
    for cell, line in zip(raw, lines, strict=True):
        tags = tuple(cell.metadata.get("tags", ()))
        role = _role(cell.cell_type, tags)
        if role == "card" and (card := CARD.search(cell.source)):
            exercise = card["exercise"]
        owner = exercise if role in ("card", "answer", "check") else None
        cells.append(Cell("", role, owner, cell.source, tags, line))
    return Lesson(path, _with_ids(path.stem[:2], cells))


def _role(kind: str, tags: tuple[str, ...]) -> str:
    if kind == "code":
        return {"exercise": "answer", "check": "check", "setup": "setup"}.get(_first(tags), "code")
    return {"exercise": "card", "quiz": "quiz"}.get(_first(tags), "text")


def _first(tags: tuple[str, ...]) -> str:
    return next((tag for tag in tags if tag in ("exercise", "check", "setup", "quiz")), "")


def _with_ids(number: str, cells: list[Cell]) -> tuple[Cell, ...]:
    """Exercise cells are named after their exercise, all others after their content: an insertion renames nothing."""
    seen: Counter[str] = Counter()
    named = []
    for cell in cells:
        if cell.exercise is not None:
            key = f"{number}-{cell.role}-{cell.exercise.replace('.', '-')}"
        else:
            key = f"{number}-{cell.role}-{hashlib.sha256(cell.source.encode()).hexdigest()[:8]}"
        seen[key] += 1
        named.append(cell._replace(id=key if seen[key] == 1 else f"{key}-{seen[key]}"))
    return tuple(named)


def stub(source: str, exercise: str) -> str:
    """The answer cell as the learner gets it: its marked block becomes one `raise NotImplementedError`.

    Raises ValueError unless there is a marked block and each marker has its partner.
    """
    kept: list[str] = []
    inside, blocks = False, 0
    for line in source.splitlines():
        marker = line.strip()
        if marker == (BEGIN if inside else END):
            raise ValueError(f"exercise {exercise} must pair {BEGIN!r} with {END!r}; got {marker!r} out of turn.")
        if marker == BEGIN:
            inside, blocks = True, blocks + 1
            kept.append(f'{line[: line.index("#")]}raise NotImplementedError("Exercise {exercise}")')
        elif marker == END:
            inside = False
        elif not inside:
            kept.append(line)
    if inside or blocks != 1:
        raise ValueError(f"exercise {exercise} must mark one solution, {BEGIN!r} to {END!r}; got {blocks} begun.")
    return "\n".join(kept)
