"""Many notebooks at once: each gets its result, whatever the others do; an interrupt stops them all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from ntm_lib.grading.keys import Key
from ntm_lib.grading.marker import mark
from ntm_lib.grading.results import Result
from ntm_lib.grading.submissions import Submission


def grade(
    submissions: Sequence[Submission],
    keys: Mapping[str, Key | str],
    seed: int,
    jobs: int = 2,
    seconds: float = 300.0,
    progress: Callable[[int, Result], None] = lambda done, result: None,
) -> list[Result]:
    """The results in the order of the submissions.

    keys      of each lesson, or the sentence that says why it cannot be used
    jobs      how many notebooks are graded at a time, each in a process of its own
    seconds   for each notebook
    progress  called with the number done so far after each
    """
    stop = threading.Event()
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running: dict[Future[Result], int] = {}
        try:
            for place, one in enumerate(submissions):
                running[pool.submit(_grade_one, one, keys, seed, seconds, stop)] = place
            for done, future in enumerate(as_completed(running), start=1):
                progress(done, future.result())
        except BaseException:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return [future.result() for future, _ in sorted(running.items(), key=lambda pair: pair[1])]


def _grade_one(
    one: Submission, keys: Mapping[str, Key | str], seed: int, seconds: float, stop: threading.Event
) -> Result:
    if one.notebook is None:
        return Result(one.name, None, (), one.problem)
    lesson = one.notebook.lesson
    if lesson is None:
        return Result(one.name, None, (), "is no lesson of the course: it names none and has no check cell")
    key = keys.get(lesson, "unknown")
    if key == "unknown":
        return Result(one.name, None, (), f"says that it is lesson {lesson[:20]!r}, which has no key")
    if isinstance(key, str):
        return Result(one.name, lesson, (), key)
    try:
        return Result(one.name, lesson, mark(one.notebook, key, seed, seconds, stop))
    except Exception as error:  # one notebook must not cost the others theirs, even by a fault of the grader
        return Result(one.name, lesson, (), f"the grader failed: {type(error).__name__}: {str(error)[:200]}")
