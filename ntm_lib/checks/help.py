"""Help that a learner asks for: three hints, one more at each call, and the solution."""

from __future__ import annotations

import re
from collections import Counter

from ntm_lib.checks import registry
from ntm_lib.checks.exercise import Exercise
from ntm_lib.checks.wording import paragraph
from ntm_lib.my_work import REPOSITORY

_opened: Counter[str] = Counter()  # hints so far, for the life of this kernel
_CELL = re.compile(r"^# %%.*$", re.MULTILINE)


def hint(exercise_id: str) -> None:
    """Print one hint more than last time; after the last, all three again."""
    exercise = _find(exercise_id)
    if exercise is None:
        return
    total = len(exercise.hints)
    opened = _opened[exercise.id] + 1
    _opened[exercise.id] = min(opened, total)
    shown = [opened - 1] if opened <= total else range(total)
    for index in shown:
        print(f"Hint {index + 1} of {total} for {exercise.title}:\n{paragraph(exercise.hints[index])}")
    if opened >= total:
        print(f'That was the last one. checks.solution("{exercise.id}") shows our answer.')


def solution(exercise_id: str) -> None:
    """Print our answer to an exercise."""
    exercise = _find(exercise_id)
    if exercise is None:
        return
    print(_solution(exercise) or f"The solution of {exercise.title} is not here: {_where(exercise)} is missing.")


def _find(exercise_id: str) -> Exercise | None:
    try:
        return registry.find(exercise_id)
    except ValueError as error:
        print(error)
        return None


def _solution(exercise: Exercise) -> str | None:
    """The cell of the lesson's source that defines the answer between its marks."""
    for path in sorted((REPOSITORY / "solutions").glob(f"{registry.lesson_of(exercise.id):02d}_*.py")):
        for cell in _CELL.split(path.read_text(encoding="utf-8")):
            defined = re.search(rf"^(def|class) {exercise.name}\b|^{exercise.name}\s*=", cell, re.MULTILINE)
            if defined and "# BEGIN SOLUTION" in cell:
                lines = [
                    line for line in cell.splitlines() if line.strip() not in ("# BEGIN SOLUTION", "# END SOLUTION")
                ]
                return "\n".join(lines).strip()
    return None


def _where(exercise: Exercise) -> str:
    return f"solutions/{registry.lesson_of(exercise.id):02d}_*.py"
