"""An answer run in a process of its own, with limits, and judged here. For sources that nobody has vouched for.

A process that runs too long, takes too much, dies or answers nonsense is a verdict like any other. Not defended
against: an answer that computes the right facts by calling the library, or that sets out to outlive its parent.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import IO, Any

from ntm_lib.checks import limits, registry
from ntm_lib.checks.exercise import Exercise, Facts, Problem, Verdict
from ntm_lib.checks.judging import conclude
from ntm_lib.checks.problems import TOO_MUCH_MEMORY
from ntm_lib.checks.verdict import failed
from ntm_lib.my_work import REPOSITORY

_LOOK_EVERY = 0.25  # seconds, at the memory of a process on a system without limits of its own


def judge_apart(exercise_id: str, source: str, seed: int = 0, seconds: float = limits.SECONDS) -> Verdict:
    """As `judge`, with the answer run in a child process. Raises ValueError where there is no such exercise."""
    exercise = registry.find(exercise_id)
    facts = run_child(exercise, source, seed, seconds)
    if isinstance(facts, Problem):
        return failed(exercise, facts)
    try:
        return conclude(exercise, source, facts, seed)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):  # facts that the probe did not write
        return failed(exercise, _NONSENSE)


def run_child(exercise: Exercise, source: str, seed: int, seconds: float) -> Facts | Problem:
    """The facts that a child process finds, or what went wrong with it."""
    request = json.dumps({"exercise": exercise.id, "source": source, "seed": seed})
    with (
        tempfile.TemporaryDirectory(prefix="ntm_answer_", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as answered,
    ):
        asked.write(request.encode())
        asked.seek(0)
        return _run(asked, answered, folder, seconds) or _read(answered, exercise)


def _run(asked: IO[bytes], answered: IO[bytes], folder: str, seconds: float) -> Problem | None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ntm_lib.checks.child"],
        stdin=asked,
        stdout=answered,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(),
        start_new_session=True,
    )
    deadline = time.monotonic() + seconds
    try:
        while True:
            try:
                code = process.wait(timeout=min(_LOOK_EVERY, max(0.0, deadline - time.monotonic())))
                return _ended(code) if code else None
            except subprocess.TimeoutExpired:
                if time.monotonic() >= deadline:
                    return _too_long(seconds)
                if _takes_too_much(process.pid):
                    return _TOO_MUCH_MEMORY
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _environment() -> dict[str, str]:
    """The child's: one thread, the library within reach, and no word about the grading that it is part of."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NTM_")}
    path = os.pathsep.join([str(REPOSITORY), *filter(None, [kept.get("PYTHONPATH")])])
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return kept | one_thread | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "Agg"}


def _takes_too_much(pid: int) -> bool:
    """Only where the system keeps no limit, and if psutil is there, as it is wherever ipykernel is."""
    if sys.platform.startswith("linux"):
        return False
    try:
        import psutil

        return bool(psutil.Process(pid).memory_info().rss > limits.MEMORY)
    except Exception:  # no psutil, or the process has just ended
        return False


def _read(answered: IO[bytes], exercise: Exercise) -> Facts | Problem:
    answered.seek(0)
    text = answered.read(limits.FACTS + 1)
    if len(text) > limits.FACTS:
        return Problem("too much output", "What your function returns is too large to look at.")
    if not text:
        return _DIED
    try:
        facts: Any = json.loads(text)
    except (ValueError, RecursionError):
        return _NONSENSE
    cases = facts.get("cases") if isinstance(facts, dict) else None
    is_whole = isinstance(cases, list) and (bool(facts.get("broken")) or len(cases) == len(exercise.cases(0)))
    return facts if is_whole and isinstance(facts.get("printed"), str) else _NONSENSE


def _too_long(seconds: float) -> Problem:
    return Problem(
        "ran too long", f"Your code ran longer than {seconds:g} s and was stopped.", "loops that may never end."
    )


def _ended(code: int) -> Problem:
    if code == -getattr(signal, "SIGXCPU", 0):
        return _too_long(limits.SECONDS)
    return _DIED


_TOO_MUCH_MEMORY = Problem(
    TOO_MUCH_MEMORY, f"Your code took more than {limits.MEMORY // 1024**3} GB of memory and was stopped."
)
_DIED = Problem(
    "ended the process",
    "Your code ended the process that ran it before it returned anything.",
    "calls such as `os._exit`, and recursion or memory use without end.",
)
_NONSENSE = Problem("no facts", "Your code wrote over the result of its own check, so there is nothing to judge.")
