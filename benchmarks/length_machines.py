"""The trained machines whose reach is measured: found on disk, or trained first with the default plan."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

import torch

from ntm_lib.errors import invalid
from ntm_lib.training import TrainingPlan, build_model, describe_run, load_checkpoint, save_checkpoint, train
from ntm_lib.training.checkpoints import SNAPSHOTS


class Machine(NamedTuple):
    """A checkpoint and whose it is."""

    checkpoint: str  # path of the .pt file
    fingerprint: str  # SHA-256 of that file
    controller: str
    seed: int


def find_machines(paths: Sequence[Path], controllers: Collection[str] | None = None) -> list[Machine]:
    """The checkpoints at these paths, files or folders, by controller and seed; None takes every controller.

    Raises ValueError for a file that is no checkpoint, and when there is none.
    """
    files = [file for path in paths for file in (sorted(path.glob("*.pt")) if path.is_dir() else [path])]
    found = [_machine(file) for file in files if not file.stem.endswith((SNAPSHOTS, ".resume"))]
    found = [machine for machine in found if controllers is None or machine.controller in controllers]
    if not found:
        raise invalid("machines", "name checkpoints", ", ".join(map(str, paths)), "lengths (--train 10 makes them)")
    return sorted(found, key=lambda machine: (machine.controller, machine.seed))


def _machine(file: Path) -> Machine:
    _, provenance = load_checkpoint(file)
    plan = provenance["plan"]
    return Machine(str(file.with_suffix(".pt")), provenance["sha256"], plan["controller"], plan["seed"])


def train_missing(folder: Path, controllers: Sequence[str], seeds: int, processes: int, command: str) -> None:
    """Train the seeds 0 ... seeds - 1 of each controller that are not in the folder, a line for each that is done."""
    plans = [TrainingPlan(controller=controller, seed=seed) for seed in range(seeds) for controller in controllers]
    missing = [plan for plan in plans if not (folder / f"{_name(plan)}.pt").exists()]
    if not missing:
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(processes, len(missing)), context, initializer=_end_at_once)
    try:
        for number, done in enumerate(as_completed([pool.submit(_train, p, folder, command) for p in missing]), 1):
            print(f"{number}/{len(missing)} {done.result()}", flush=True)
    finally:
        pool.shutdown(cancel_futures=True)


def _end_at_once() -> None:
    """Ctrl+C reaches every process: a seed under way ends without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _name(plan: TrainingPlan) -> str:
    return f"{plan.controller}-{plan.seed}"


def _train(plan: TrainingPlan, folder: Path, command: str) -> str:
    """As `python -m ntm_lib train` does it; returns a line about it."""
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    model = build_model(plan)
    before = time.process_time(), time.perf_counter()
    curve = [progress.bits for progress in train(model, plan)]
    seconds = time.process_time() - before[0], time.perf_counter() - before[1]
    record = describe_run(plan, model, command, curve, *seconds)
    save_checkpoint(folder / _name(plan), model, record | {"name": _name(plan)})
    first = record["errors"][0]
    return f"{_name(plan)} trained, {seconds[0]:.0f} CPU s; {first['wrong_sequences']} of {first['sequences']} wrong"
