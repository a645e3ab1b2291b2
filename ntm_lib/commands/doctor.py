"""Say whether this computer can run the course: one line when all is well, else one fix for each thing that is wrong.

It looks at Python, the packages and their versions, the memory, the widgets' front end, and my_work. A second line says
whether machines take the fast path, which it prepares: compiling takes a while the first time. Without it everything
works, only slower. The exit code is 0 when all is well. `--json` gives the same to a program.

Example:
    python -m ntm_lib doctor
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import NamedTuple

from ntm_lib import my_work

ALL_WELL = "All is well: Python, packages, memory, widgets and my_work."
MINIMUM_PYTHON = (3, 11)
MINIMUM_BYTES = 1_000_000_000
LOADED = ("numpy", "torch", "matplotlib", "ipywidgets", "anywidget")  # an installed package can still be broken
SPARED = ("numba",)  # may be missing: machines then take the plain path, as `path_line` says
LAB_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
SET_UP = "run python3 start.py in the course's folder"
FRESH = f"delete the folder .venv, then {SET_UP}"
GREEN, PLAIN = "\x1b[32m", "\x1b[0m"


class Trouble(NamedTuple):
    """One thing that is wrong: what was looked at, what was found, and what to do about it."""

    subject: str
    found: str
    fix: str


def pins(requirements: Path | None = None) -> dict[str, str]:
    """Package name to pinned version, from requirements.txt. Empty where the file is not there."""
    path = requirements or my_work.REPOSITORY / "requirements.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return dict(re.findall(r"^([\w.-]+)==([^\s#]+)", text, re.MULTILINE))


def python_version(version: Sequence[int] = sys.version_info[:3]) -> Iterator[Trouble]:
    """The course uses what Python 3.11 brought."""
    if tuple(version[:2]) < MINIMUM_PYTHON:
        found = ".".join(map(str, version[:3]))
        yield Trouble("Python", f"{found}; 3.11 or newer is needed", "install a newer Python, then " + SET_UP)


def packages(pinned: dict[str, str] | None = None, loaded: Sequence[str] = LOADED) -> Iterator[Trouble]:
    """Each package is there, in the version that the course was tested with, and can be imported."""
    for name, wanted in (pins() if pinned is None else pinned).items():
        try:
            found = metadata.version(name).partition("+")[0]  # 2.13.0+cpu is 2.13.0
        except metadata.PackageNotFoundError:
            if name not in SPARED:
                yield Trouble(name, f"not installed; {wanted} is needed", SET_UP)
            continue
        if found != wanted:
            yield Trouble(name, f"version {found}; the course is tested with {wanted}", SET_UP)
        elif name in loaded:
            yield from _import(name)


def _import(name: str) -> Iterator[Trouble]:
    try:
        import_module(name)
    except Exception as error:  # a broken binary raises whatever it likes
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        yield Trouble(name, f"cannot be imported ({reason})", FRESH)


def memory(available: int | None = None) -> Iterator[Trouble]:
    """A kernel with torch and a lesson's machine wants about one gigabyte."""
    free = _available() if available is None else available
    if free is not None and free < MINIMUM_BYTES:
        yield Trouble("memory", f"{free / 1e9:.1f} GB free; about 1 GB is needed", "close other programs or notebooks")


def _available() -> int | None:
    try:
        free = int(import_module("psutil").virtual_memory().available)
    except ImportError:
        return None  # `packages` says that psutil is missing
    limit = Path("/sys/fs/cgroup/memory.max")  # in a container the machine's memory is not ours
    text = limit.read_text().strip() if limit.exists() else "max"
    return free if text == "max" else min(free, int(text))


def widgets(folders: Sequence[str] | None = None) -> Iterator[Trouble]:
    """The half of a widget that lives in the browser is installed where JupyterLab looks for it."""
    if folders is None:
        try:
            folders = import_module("jupyter_core.paths").jupyter_path("labextensions")
        except ImportError:
            folders = []
    for extension in LAB_EXTENSIONS:
        if not any((Path(folder) / extension / "package.json").exists() for folder in folders):
            yield Trouble(
                "widgets", f"JupyterLab has no extension {extension}", f"delete the folder .venv, then {SET_UP}"
            )


def work_folder(folder: Path | None = None) -> Iterator[Trouble]:
    """The learner's folder can be written, or can be made."""
    target = folder or my_work.REPOSITORY / my_work.FOLDER_NAME
    try:
        with tempfile.TemporaryFile(dir=target if target.exists() else target.parent):
            pass
    except OSError as error:
        found = f"{target} cannot be written ({error.strerror or error})"
        yield Trouble("my_work", found, "give yourself write permission to that folder, or free some disk space")


LOOKS: tuple[Callable[[], Iterator[Trouble]], ...] = (python_version, packages, memory, widgets, work_folder)


def examine() -> list[Trouble]:
    """Everything that is wrong, in the order in which to mend it."""
    return [trouble for look in LOOKS for trouble in look()]


def summary(troubles: Sequence[Trouble] | None = None) -> str:
    """The doctor's word as text: always the same one line when all is well, else a line for each trouble."""
    found = examine() if troubles is None else troubles
    if not found:
        return ALL_WELL
    return "\n".join(f"{trouble.subject}: {trouble.found}. To mend it: {trouble.fix}." for trouble in found)


def prepare_path() -> str:
    """The path that the course's machines take, "fused" or "plain: <reason>", after compiling the fast one.

    Looked for in the command alone: a lesson's output must be the same on both paths.
    """
    from ntm_lib import fused
    from ntm_lib.training import TrainingPlan, build_model

    path = str(build_model(TrainingPlan()).path)
    if path == "fused":
        try:
            fused.warm_up()
        except Exception as error:  # a compiler fails in its own ways
            first = f"{type(error).__name__}: {error}".splitlines()[0]
            return f"plain: the kernels cannot be compiled ({first})"
    return path


def path_line(path: str) -> str:
    """One line for people about the path; no path is a trouble, both give the same numbers."""
    if path == "fused":
        return "The fast path is on."
    reason = path.removeprefix("plain: ")
    fix = SET_UP if reason == "Numba is not installed" else FRESH
    return f"The fast path is off: {reason}. Everything works without it, only slower. To turn it on: {fix}."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What follows `python -m ntm_lib doctor`."""
    parser.add_argument("--json", action="store_true", help="print JSON for a program")


def run(arguments: argparse.Namespace) -> int:
    """Print the doctor's word. Returns 0 when all is well, else 1."""
    troubles = examine()
    if arguments.json:
        path = None if troubles else prepare_path()
        found = [trouble._asdict() for trouble in troubles]
        print(json.dumps({"well": not troubles, "troubles": found, "path": path}, indent=1))
    elif troubles:
        print(summary(troubles))
    else:
        print(f"{GREEN}{ALL_WELL}{PLAIN}" if sys.stdout.isatty() else ALL_WELL, flush=True)
        print(path_line(prepare_path()))
    return 1 if troubles else 0
