"""One seed, from untrained to the end of its plan: when it first copies without a mistake, and what that took.

A seed decides two streams of random numbers: torch's own generator, seeded with it, gives the first parameters, and
a second generator with the same seed the batches, as in `python -m ntm_lib train`. Neither the streams of two seeds
nor the two streams of one seed go together more than chance allows (tests/test_learn_copy.py measures it), so that
neighbouring seeds are independent trials.

Every 25 updates the machine is tried with the slots that it is used with. The tests draw from generators of their
own and their time is left out, so that they change neither the run nor its times; nor does compiling, which happens
on a machine that is thrown away.
"""

from __future__ import annotations

import dataclasses
import datetime
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import nn

from ntm_lib.machine.steps import run as plain_run
from ntm_lib.training import Progress, Score, TrainingPlan, build_model, evaluate, save_checkpoint, solved, train
from ntm_lib.training.provenance import machine, versions

TEST_EVERY = 25  # updates
CURVE_SEQUENCES = 200  # a point of the learning curve: 10 of each length, the same ones at every point
SEQUENCES = 1000  # that "solved" is asked of, once those 200 are perfect


class Job(NamedTuple):
    """One seed of one recipe, and what is asked of it."""

    plan: TrainingPlan
    path: str = "fast"  # "fast": as the library runs it; "plain": one step after another in torch
    last: int = SEQUENCES  # sequences of the test at the end
    stop_when_solved: bool = False
    folder: Path | None = None  # where the trained machine is kept
    command: str = ""  # that measures it


def measure(job: Job) -> dict[str, Any]:
    """Train one seed; when it was solved, its curve and how it ended, as a JSON object.

    A run that the library stops (a number that is no longer finite) has the reason under "error".
    """
    torch.set_num_threads(1)
    result = describe(job) | {"solved": None, "test_every": TEST_EVERY, "curve": [], "error": None}
    result |= {"updates": 0, "cpu": 0.0, "wall": 0.0}
    torch.manual_seed(job.plan.seed)
    model = build(job.plan, job.path)
    try:
        _compile(job)
        _train(model, job, result)
    except ValueError as error:
        result["error"] = str(error)
    end = _score(model, job.plan, job.last) if result["error"] is None else None
    result |= {"end": end and end._asdict(), "end_solved": end is not None and solved(end)}
    result["date"] = datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes")
    if job.folder is not None and end is not None:
        save_checkpoint(checkpoint(job), model, _provenance(job, result))
    return result


def build(plan: TrainingPlan, path: str = "fast") -> nn.Module:
    """The plan's model: as the library has it, or with a `run` of its own, which keeps it on the plain path."""
    return build_model(plan, run=plain_run) if path == "plain" and plan.controller != "baseline" else build_model(plan)


def describe(job: Job) -> dict[str, Any]:
    """What is known before training: the plan, the way it is run and what is asked. Equal for a repeated job."""
    with torch.random.fork_rng(devices=[]):
        path = getattr(build(job.plan, job.path), "path", "plain: it has no fast path")
    return {
        "controller": job.plan.controller,
        "seed": job.plan.seed,
        "path": path,
        "plan": job.plan.to_json(),
        "last": job.last,
        "stop_when_solved": job.stop_when_solved,
    }


def checkpoint(job: Job) -> Path:
    """Where the trained machine goes, `<controller>-<seed>.pt`; only for a job with a folder."""
    assert job.folder is not None
    return job.folder / f"{job.plan.controller}-{job.plan.seed}.pt"


def _compile(job: Job) -> None:
    """One update of a machine like this one: whatever is compiled or read from disk at first use is there after it."""
    plan = dataclasses.replace(job.plan, updates=1)
    with torch.random.fork_rng(devices=[]):
        for _ in train(build(plan, job.path), plan):
            pass


def _train(model: nn.Module, job: Job, result: dict[str, Any]) -> None:
    """Train to the end of the plan, or until solved; fill in the result on the way."""
    for progress, cpu, wall in _timed(model, job.plan):
        result |= {"updates": progress.update, "cpu": round(cpu, 3), "wall": round(wall, 3)}
        if progress.update % TEST_EVERY:
            continue
        first_look = _score(model, job.plan, CURVE_SEQUENCES)
        result["curve"].append(float(f"{first_look.bits:.4g}"))
        if result["solved"] is None and first_look.wrong_sequences == 0 and solved(_score(model, job.plan)):
            result["solved"] = {"sequences": progress.sequences, "cpu": result["cpu"], "wall": result["wall"]}
            if job.stop_when_solved:
                return


def _timed(model: nn.Module, plan: TrainingPlan) -> Iterator[tuple[Progress, float, float]]:
    """`train`, with the processor's and the clock's seconds that the updates alone have taken."""
    progresses, cpu, wall, update = train(model, plan), 0.0, 0.0, 0
    while True:
        before = time.process_time(), time.perf_counter()
        progress = next(progresses, None)
        cpu, wall = cpu + time.process_time() - before[0], wall + time.perf_counter() - before[1]
        if progress is None:
            break
        update = progress.update
        yield progress, cpu, wall
    if update < plan.updates:  # `train` takes Ctrl+C for an end; a seed cut short is no result
        raise KeyboardInterrupt


def _score(model: nn.Module, plan: TrainingPlan, sequences: int = SEQUENCES) -> Score:
    return evaluate(model, plan.lengths, sequences, None if plan.controller == "baseline" else plan.slots_in_use)


def _provenance(job: Job, result: dict[str, Any]) -> dict[str, Any]:
    kept = ("seed", "path", "plan", "updates", "solved", "cpu", "wall", "end", "date")
    return {
        "name": f"{job.plan.controller}-{job.plan.seed}",
        "command": job.command,
        **{name: result[name] for name in kept},
        "machine": machine(),
        "versions": versions(),
    }
