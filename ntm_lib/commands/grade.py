"""Grade learners' notebooks with nbval: a table here, and a report folder for gradebook and learners.

Give notebooks or folders, which are searched to the bottom. A lesson is known by what is in a notebook, not by its
name. No learner's code runs in this process or in the kernel that nbval drives.

    python -m ntm_lib grade submissions/ --out grades/

The report holds index.html, a feedback page for each notebook, lesson_02.csv and the like, and results.json. It is
written whole or not at all, and never over an earlier one.

Exit code: 0 all were graded, 1 some could not be, 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import contextlib
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from ntm_lib.errors import invalid
from ntm_lib.grading import tables
from ntm_lib.grading.batch import grade
from ntm_lib.grading.keys import SOLUTIONS, Key, UnusableKeyError, find_keys, read_key
from ntm_lib.grading.report import new_folder, write_report
from ntm_lib.grading.results import Result
from ntm_lib.grading.submissions import find_submissions

MOST_SEED = 2**31
GRADED, NOT_ALL, USAGE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What follows `python -m ntm_lib grade`."""
    parser.add_argument("submissions", nargs="+", metavar="NOTEBOOK_OR_FOLDER", help="what was handed in")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write the report there: a new or an empty folder")
    parser.add_argument(
        "--seed", type=_whole(0, MOST_SEED - 1), help="repeat an earlier grading, which printed its seed"
    )
    parser.add_argument("--jobs", type=_whole(1, 64), default=2, help="notebooks graded at a time (default: 2)")
    parser.add_argument(
        "--limit", type=_whole(1, 86_400), default=300, metavar="SECONDS", help="for each notebook (default: 300)"
    )
    parser.add_argument(
        "--solutions", type=Path, default=SOLUTIONS, metavar="FOLDER", help="the executed keys (default: the course's)"
    )


def _whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers in a range, for argparse."""

    def number(text: str) -> int:
        value = int(text) if text.strip().removeprefix("-").isdigit() else None
        if value is None or not least <= value <= most:
            raise argparse.ArgumentTypeError(str(invalid("it", f"be a whole number {least}-{most}", text, "grading")))
        return value

    return number


def run(arguments: argparse.Namespace) -> int:
    """Grade, print the table and write the report. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")  # names may hold what a console cannot show
    keys = read_keys(arguments.solutions)
    if not any(isinstance(key, Key) for key in keys.values()):
        problem = next(iter(keys.values()), f"no executed solution in {arguments.solutions}")
        print(f"There is no key to grade with: {problem}.", file=sys.stderr)
        return USAGE
    try:
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(new_folder(arguments.out)) if arguments.out else None
            results = _grade(arguments, keys, folder)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return USAGE
    if arguments.out:
        print(f"\nReport: {arguments.out / 'index.html'}")
    return GRADED if results and all(result.complete for result in results) else NOT_ALL


def read_keys(folder: Path) -> dict[str, Key | str]:
    """The key of each lesson, or what is wrong with it."""
    keys: dict[str, Key | str] = {}
    for lesson, path in find_keys(folder).items():
        try:
            keys[lesson] = read_key(path)
        except UnusableKeyError as error:
            keys[lesson] = f"its key cannot be used: {error}"
    return keys


def _grade(arguments: argparse.Namespace, keys: dict[str, Key | str], folder: Path | None) -> list[Result]:
    seed = secrets.randbelow(MOST_SEED) if arguments.seed is None else arguments.seed
    found = find_submissions(arguments.submissions)
    print(f"{tables.count(found)}, seed {seed} (--seed {seed} repeats this grading)", flush=True)

    def progress(done: int, result: Result) -> None:
        earned = "" if result.problem else f"{result.points} of {result.max_points} points, "
        print(f"[{done}/{len(found)}] {result.submission}: {earned}{result.status}", file=sys.stderr, flush=True)

    results = grade(found, keys, seed, arguments.jobs, float(arguments.limit), progress)
    print("\n" + tables.console(results))
    if folder is not None:
        titles = {lesson: key.title for lesson, key in keys.items() if isinstance(key, Key)}
        write_report(results, folder, seed, titles)
    return results
