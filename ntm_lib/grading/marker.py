"""Marks for one notebook: its answers go into a copy of the key, and nbval says which check cells come out right.

The copy holds the key's setup cell and, for each exercise, `shift = checks.submitted("3.2")` and the check cell with
the key's id and stored output. The learner's code is read with ast here and run by `check` in a process of its own:
neither the grader nor the kernel that nbval drives ever runs it.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ntm_lib import answers
from ntm_lib.checks import registry
from ntm_lib.grading.keys import CheckCell, Key
from ntm_lib.grading.nbval_run import run_nbval
from ntm_lib.grading.notebook_file import Notebook
from ntm_lib.grading.results import Mark, State


class Judged(NamedTuple):
    """What nbval and the check said of one exercise; `passed` is None where the run did not get to it."""

    passed: bool | None
    record: dict[str, Any]
    trouble: str


def mark(notebook: Notebook, key: Key, seed: int, seconds: float, stop: threading.Event) -> tuple[Mark, ...]:
    """The marks of one notebook, an entry for each exercise of the key.

    seed     of the checks' inputs: the same seed gives the same marks
    seconds  for the whole notebook; exercises that were not reached are "not judged"
    """
    sources = answers_of(notebook, key)
    deadline = time.monotonic() + seconds
    judged = _judge(key, key.checks, sources, seed, deadline, stop)
    for check in key.checks:  # a kernel that died took the rest with it: each of them gets a run of its own
        if judged[check.exercise].passed is None and len(key.checks) > 1 and not stop.is_set():
            judged |= _judge(key, [check], sources, seed, deadline, stop)
    return tuple(_mark(check, sources, judged[check.exercise]) for check in key.checks)


def answers_of(notebook: Notebook, key: Key) -> dict[str, str]:
    """The source of each answer by exercise id. An exercise without one was not attempted."""
    read = answers.collect(notebook.code)
    found = {check.exercise: read.source_of(check.answer, registry.leave_out(check.exercise)) for check in key.checks}
    return {exercise: source for exercise, source in found.items() if source}


def _judge(
    key: Key, checks: Sequence[CheckCell], sources: dict[str, str], seed: int, deadline: float, stop: threading.Event
) -> dict[str, Judged]:
    with tempfile.TemporaryDirectory(prefix="ntm_grading_", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        handed_in = json.dumps({"seed": seed, "sources": sources})
        (folder / "answers.json").write_text(handed_in, encoding="utf-8")
        (folder / "lesson.ipynb").write_text(json.dumps(copy_of(key, checks)), encoding="utf-8")
        outcome = run_nbval(folder / "lesson.ipynb", deadline, stop)
        records = _records(folder / "records.jsonl")
    judged = {}
    for check in checks:
        passed, record = outcome.passed.get(check.cell["id"]), records.get(check.exercise, {})
        reached = passed or (passed is False and bool(record))
        judged[check.exercise] = Judged(passed if reached else None, record, outcome.trouble)
    return judged


def copy_of(key: Key, checks: Sequence[CheckCell]) -> dict[str, Any]:
    """The notebook that nbval runs: the key's setup, then a handle and the key's own check cell for each exercise."""
    cells = [_code(cell["id"], cell["source"]) for cell in key.setup]
    for check in checks:
        handle = f'{check.answer} = checks.submitted("{check.exercise}")'
        compared = {**check.cell, "metadata": {}}  # no tag switches the comparison off
        cells += [_code(f"submitted-{check.exercise.replace('.', '-')}", handle), compared]
    return {"cells": cells, "metadata": key.metadata, "nbformat": 4, "nbformat_minor": 5}


def _code(name: str, source: str) -> dict[str, Any]:
    return {"cell_type": "code", "id": name, "metadata": {}, "execution_count": None, "outputs": [], "source": source}


def _records(path: Path) -> dict[str, dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {record["exercise"]: record for record in map(json.loads, lines)}


def _mark(check: CheckCell, sources: dict[str, str], judged: Judged) -> Mark:
    exercise, most = check.exercise, registry.find(check.exercise).points
    said, remarks = str(judged.record.get("message", "")), tuple(judged.record.get("remarks", ()))
    if judged.passed:
        return Mark(exercise, check.answer, most, most, "correct", said, remarks)
    if judged.passed is None:
        return Mark(exercise, check.answer, 0, most, "not judged", judged.trouble or "the check did not end")
    state: State = "wrong" if exercise in sources else "not attempted"
    return Mark(exercise, check.answer, 0, most, state, said, remarks)
