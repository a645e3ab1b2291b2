"""The clock. Contestants take turns, round by round, so that a busy moment of the computer strikes all of them.

What counts is CPU time of this process, and the ratio to another contestant in the same round: both are far steadier
than seconds. A short job is repeated within its turn until the clock has something to measure.
"""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

Job = Callable[[], object]
TURN = 0.03  # seconds of CPU that a turn should last at least


def take_turns(jobs: Mapping[str, Job], rounds: int, fewer: Mapping[str, int] | None = None) -> dict[str, list[float]]:
    """CPU seconds of each job in each of its rounds. Who begins changes from round to round.

    fewer  the most rounds that a slow job takes part in: the first ones

    A job is run twice before the first round: once to warm it up, and once to see how often a turn repeats it.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    limits = {name: min(rounds, (fewer or {}).get(name, rounds)) for name in jobs}
    gc.collect()
    gc.freeze()  # what is there already need not be searched for garbage before every turn
    repeats = {name: _repeats(job) for name, job in jobs.items()}
    for this_round in range(rounds):
        for name in _rotated(list(jobs), this_round):
            if this_round < limits[name]:
                times[name].append(_turn(jobs[name], repeats[name]))
    gc.unfreeze()
    return times


def summarise(times: Mapping[str, list[float]], yardstick: str) -> dict[str, dict[str, Any]]:
    """For each job: median milliseconds, median of the ratios to the yardstick in the same round, and the rounds."""
    return {
        name: {
            "cpu_ms": round(1000 * statistics.median(taken), 3),
            "ratio": round(statistics.median(a / b for a, b in zip(taken, times[yardstick], strict=False)), 3),
            "rounds": len(taken),
        }
        for name, taken in times.items()
    }


def _repeats(job: Job) -> int:
    """How many runs fill a turn. The first run, which compiles and allocates, is not looked at."""
    job()
    return max(1, math.ceil(TURN / max(1e-6, _turn(job, 1))))


def _turn(job: Job, repeats: int) -> float:
    """CPU seconds of one run, over `repeats` of them. Garbage is collected before, not during."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        for _ in range(repeats):
            job()
        return (time.process_time() - begun) / repeats
    finally:
        gc.enable()


def _rotated(names: list[str], by: int) -> list[str]:
    by %= len(names)
    return names[by:] + names[:by]
