"""Grading: check cells that run in the grader's kernel, where no learner's code ever does.

The grader names a folder in the environment variable NTM_GRADING. It holds `answers.json`, with the seed and the
source of each answer that was handed in; each check adds a line to `records.jsonl`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ntm_lib.checks import registry
from ntm_lib.checks.exercise import Verdict
from ntm_lib.checks.judging import not_attempted
from ntm_lib.checks.runner import judge_apart

FOLDER = "NTM_GRADING"


class Submitted:
    """Stands for an answer that was handed in. It is no function and cannot be called."""

    def __init__(self, exercise_id: str) -> None:
        """Only the id: the source stays in the grader's folder."""
        self.exercise_id = exercise_id

    def __repr__(self) -> str:
        return f"<the answer handed in for {self.exercise_id}>"


def submitted(exercise_id: str) -> Submitted:
    """A handle on the answer that was handed in, for `check`. Raises ValueError where there is no such exercise."""
    return Submitted(registry.find(exercise_id).id)


def grading_folder() -> Path | None:
    """Where this grading keeps its answers and records; None outside of one."""
    folder = os.environ.get(FOLDER)
    return Path(folder) if folder else None


def check_submitted(exercise_id: str, handle: Submitted) -> Verdict:
    """Judge the answer behind the handle in a process of its own, and record the verdict."""
    exercise = registry.find(exercise_id)
    folder = grading_folder()
    given: dict[str, Any] = {}
    if folder is not None:
        given = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    source = given.get("sources", {}).get(exercise.id) if handle.exercise_id == exercise.id else None
    seed = int(given.get("seed", 0))
    verdict = judge_apart(exercise.id, source, seed) if source else not_attempted(exercise)
    if folder is not None:
        _record(folder, exercise.id, verdict)
    return verdict


def _record(folder: Path, exercise_id: str, verdict: Verdict) -> None:
    line = json.dumps({"exercise": exercise_id} | verdict._asdict())
    with (folder / "records.jsonl").open("a", encoding="utf-8") as records:
        records.write(line + "\n")
