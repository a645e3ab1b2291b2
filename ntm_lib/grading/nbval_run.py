"""One run of plain nbval on a copy of a key, in a process of its own: time limit, stop button, nothing left behind.

The folder is the run's whole world: its configuration, IPython's and Jupyter's folders, temporary files. No other
pytest plugin, `conftest.py` or start-up file of the person who grades has a say in the marks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import psutil

from ntm_lib.grading.cell_results import TARGET
from ntm_lib.my_work import REPOSITORY

CELL_SECONDS = 75  # a check stops its child long before; this is for a kernel that died, which nbval waits for
ENDED_BY_ITSELF = (0, 1)  # pytest's codes for a run that got to its end
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "NUMBA_NUM_THREADS")
LEFT_OUT = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "JPY_SESSION_NAME", "NTM_GRADING")


class Outcome(NamedTuple):
    """How a run ended: what each cell id did, and why it says nothing about the others ("" when it ended)."""

    passed: dict[str, bool]
    trouble: str


def run_nbval(notebook: Path, deadline: float, stop: threading.Event) -> Outcome:
    """Run nbval on `notebook`, until `deadline` (of `time.monotonic`) or until `stop` is set."""
    folder = notebook.parent
    lines = folder / "cells.jsonl"
    lines.unlink(missing_ok=True)
    (folder / "nbval.ini").write_text("[pytest]\n", encoding="utf-8")
    with (folder / "nbval.log").open("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(
            _command(notebook),
            cwd=folder,
            env=_environment(folder, lines),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the grader alone, which then stops its runs in order
        )
        try:
            trouble = _wait(process, deadline, stop)
        finally:
            _kill_tree(process)
    passed = _read(lines) if trouble or process.returncode in ENDED_BY_ITSELF else {}
    if not passed and not trouble:
        trouble = f"nbval said: {_last_line(folder / 'nbval.log')}"
    return Outcome(passed, trouble)


def _command(notebook: Path) -> list[str]:
    plugins = ["-p", "nbval.plugin", "-p", "ntm_lib.grading.cell_results", "-p", "no:cacheprovider"]
    alone = ["-c", "nbval.ini", "--rootdir", ".", "--noconftest"]
    compare = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout", str(CELL_SECONDS)]
    return [sys.executable, "-m", "pytest", "-q", *plugins, *alone, *compare, notebook.name]


def _environment(folder: Path, lines: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    paths = [str(REPOSITORY), *filter(None, [inherited.get("PYTHONPATH")])]
    own = {name: str(folder / "scratch") for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "TMPDIR", "TEMP", "TMP")}
    (folder / "scratch").mkdir(exist_ok=True)
    return {
        **inherited,
        **own,
        **dict.fromkeys(THREADS, "1"),
        "NTM_GRADING": str(folder),
        TARGET: str(lines),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _wait(process: subprocess.Popen[bytes], deadline: float, stop: threading.Event) -> str:
    while True:
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if stop.is_set():
                return "grading was stopped"
            if time.monotonic() > deadline:
                return "the whole notebook took too long"
        else:
            return ""


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    """End pytest, the kernel and the check's child: the kernel has a session of its own, so no group reaches all."""
    if process.poll() is not None:
        return
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.kill()
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    process.wait()


def _read(lines: Path) -> dict[str, bool]:
    """A cell passed when every line about it says so."""
    passed: dict[str, bool] = {}
    if lines.exists():
        for line in lines.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            passed[entry["cell"]] = entry["passed"] and passed.get(entry["cell"], True)
    return passed


def _last_line(log: Path) -> str:
    words = [line.strip() for line in log.read_text(encoding="utf-8").splitlines() if line.strip()]
    return words[-1][:200] if words else "nothing"
