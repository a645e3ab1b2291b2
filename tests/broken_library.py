"""Runs one named test against a copy of the library in which one line is deliberately wrong.

A process of its own, started once and then asked line by line (JSON in, JSON out), so that torch is imported once.
Asked by `test_breaks.py` and `test_fused_breaks*.py`, through `library_to_break`.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
LIBRARY = TESTS.parent / "ntm_lib"
OURS = (
    "ntm_lib",
    "tests",
    "test_",
    "tools",
    "sample_lesson",
    "numpy_machine",
    "small_machine",
    "refusals",
    "draws",
    "conftest",
    "both_paths",
    "tiny_training",
    "broken_library",
)


@contextlib.contextmanager
def library_to_break(path: str) -> Iterator[Callable[..., dict]]:
    """A function that hands a break to the process, and gives back what became of its test.

    path  "plain" hides Numba, "fused" runs the kernels as plain Python; in either case nothing is compiled
    """
    given = {**os.environ, "OMP_NUM_THREADS": "1", "NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, str(TESTS / "broken_library.py"), path]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=given
    ) as process:

        def answer(**asked: str) -> dict:
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield answer
        process.stdin.close()


def full_name(family: str, start: str) -> str:
    """The one test whose name begins so, in the files whose names begin with `family`."""
    found = [
        f"{path.name}::{line[4:].split('(')[0]}"
        for path in sorted(TESTS.glob(f"{family}*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"def {start}")
    ]
    assert len(found) == 1, f"{start} begins {found}"
    return found[0]


def assert_red(ask: Callable[..., dict], family: str, file: str, old: str, new: str, test: str) -> None:
    """The break is where it should be, and the test fails because of it."""
    name = full_name(family, test)
    result = ask(file=file, old=old, new=new, test=name)
    assert result["found"] == 1, f"the text to break stands {result['found']} times in {file}"
    assert result["code"] == 1 and result["failed"], f"{name} did not turn red: {result['output']}"


class Outcomes:
    """A pytest plugin that keeps what became of each test, and why it failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self.passed = 0

    def pytest_runtest_logreport(self, report) -> None:
        """Called by pytest for each phase of each test."""
        if report.when == "call" and report.failed:
            self.failed.append(str(report.longrepr.reprcrash.message).splitlines()[0])
        self.passed += report.when == "call" and report.passed


def forget_ours() -> None:
    """The next import reads the changed copy."""
    for name in [name for name in sys.modules if name.startswith(OURS)]:
        del sys.modules[name]


def run(folder: Path, test: str) -> dict:
    """The named test's outcome, with the library taken from `folder`."""
    forget_ours()
    outcomes = Outcomes()
    options = ["-q", "-x", "-p", "no:cacheprovider", "-o", f"pythonpath={folder} {TESTS} {TESTS.parent}"]
    with contextlib.redirect_stdout(io.StringIO()) as output:
        code = pytest.main([*options, str(TESTS / test)], plugins=[outcomes])
    used = sys.modules["ntm_lib"].__file__ if "ntm_lib" in sys.modules else None
    return {
        "code": int(code),
        "failed": outcomes.failed,
        "passed": outcomes.passed,
        "library": used,
        "output": output.getvalue()[-2000:],
    }


def main() -> None:
    """Answer one break a line until the input ends."""
    sys.dont_write_bytecode = True
    if sys.argv[1] == "plain":
        sys.modules["numba"] = None  # importing it fails as if it were not installed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        not_needed = shutil.ignore_patterns("__pycache__", "checkpoints", "data")
        shutil.copytree(LIBRARY, folder / "ntm_lib", ignore=not_needed)
        for line in sys.stdin:
            asked = json.loads(line)
            path = folder / "ntm_lib" / asked["file"]
            source = path.read_text(encoding="utf-8")
            path.write_text(source.replace(asked["old"], asked["new"]), encoding="utf-8")
            answer = run(folder, asked["test"]) | {"found": source.count(asked["old"])}
            path.write_text(source, encoding="utf-8")
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
