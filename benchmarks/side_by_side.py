"""Long runs in parallel processes, with a line that says how far they are and how long the rest will take."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import Any

import torch

from benchmarks.long_runs import Job, measure
from ntm_lib.training import load_checkpoint

LOOK_SECONDS = 2  # between two looks at how far the runs are
LINE_SECONDS = 60  # between two lines where there is no terminal
STEP = 1_000  # slots that cost as much as what a step does apart from its slots; for the estimate alone


def measured(jobs: Sequence[Job], folder: Path, processes: int, save_seconds: float) -> Iterator[dict[str, Any]]:
    """The results as they come; unfinished runs are put down in `folder` now and then, and taken up from there.

    Raises KeyboardInterrupt, after the runs under way have put themselves down, when someone presses Ctrl+C.
    """
    if not jobs:
        return
    context = multiprocessing.get_context("spawn")
    shares, stop = context.Queue(), context.Event()
    pool = ProcessPoolExecutor(min(processes, len(jobs)), context, _start, (shares, stop))
    try:
        futures = {pool.submit(run, job, folder, save_seconds): job for job in jobs}
        yield from _collect(futures, shares, Watch(jobs))
    except BaseException:
        stop.set()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def run(job: Job, folder: Path, save_seconds: float) -> dict[str, Any]:
    """One job in a process of its own."""
    torch.set_num_threads(1)
    model, _ = load_checkpoint(Path(job.checkpoint))
    path = getattr(model, "path", "plain: it has no fast path")
    score = measure(job, model, folder, lambda share: _tell(job, share), save_seconds)
    return job._asdict() | score | {"path": path}


_shares: Any = None  # of a child process: where it says how far it is
_stop: Any = None  # and where it hears that it is to stop


def _start(shares: Any, stop: Any) -> None:
    """A child process leaves Ctrl+C to its parent, which asks it to put its run down."""
    global _shares, _stop
    _shares, _stop = shares, stop
    shares.cancel_join_thread()  # what was not heard is lost: only the line that is shown suffers
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _tell(job: Job, share: float) -> None:
    if _shares is not None:
        _shares.put((job, share))
    if _stop is not None and _stop.is_set():
        raise KeyboardInterrupt


def _collect(futures: dict[Future[Any], Job], shares: Any, watch: Watch) -> Iterator[dict[str, Any]]:
    waiting = set(futures)
    while waiting:
        finished, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
        _hear(shares, watch)
        for future in finished:
            watch.finish(futures[future])
            yield future.result()
        watch.show(bool(finished))


def _hear(shares: Any, watch: Watch) -> None:
    while True:
        try:
            watch.hear(*shares.get_nowait())
        except queue.Empty:
            return


class Watch:
    """How far all runs are. A run's cost is taken as its steps times its slots, and a little for the step itself."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.costs = {job: job.sequences * job.steps * (STEP + (job.num_slots or 0)) for job in jobs}
        self.begun: dict[Job, float] = {}  # the share that was done when it was taken up
        self.shares: dict[Job, float] = {}
        self.started = self.shown = time.monotonic()

    def hear(self, job: Job, share: float) -> None:
        """A run is this far."""
        self.begun.setdefault(job, share)
        self.shares[job] = max(share, self.shares.get(job, 0.0))

    def finish(self, job: Job) -> None:
        """A run is over."""
        self.hear(job, 1.0)

    def seconds_left(self, elapsed: float) -> float | None:
        """At the pace so far; None until something is done."""
        done = sum(cost * (self.shares.get(job, 0.0) - self.begun.get(job, 0.0)) for job, cost in self.costs.items())
        left = sum(cost * (1 - self.shares.get(job, 0.0)) for job, cost in self.costs.items())
        return left / done * elapsed if done else None

    def line(self, elapsed: float) -> str:
        """How many runs are over, how far the others are, and the estimate."""
        over = sum(share == 1 for share in self.shares.values())
        under_way = [
            f"; {job.controller}-{job.seed} at {job.length:,}: {share:.0%}"
            for job, share in self.shares.items()
            if share < 1
        ]
        left = self.seconds_left(elapsed)
        estimate = f"; about {_told(left)} left" if left else ""
        return f"{over} of {len(self.costs)} runs done{''.join(under_way)}{estimate}"

    def show(self, news: bool) -> None:
        """One line that is written over on a terminal; elsewhere a line a minute."""
        now = time.monotonic()
        if sys.stdout.isatty():
            print(f"\r\033[K{self.line(now - self.started)}", end="", flush=True)
        elif news or now - self.shown > LINE_SECONDS:
            self.shown = now
            print(self.line(now - self.started), flush=True)


def _told(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
