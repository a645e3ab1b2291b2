"""One run of the train command on its way: begun or picked up, advanced, put down, and repeated for its snapshots."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

from ntm_lib import fused
from ntm_lib.training import (
    Progress,
    Snapshot,
    TrainingPlan,
    TrainingState,
    begin,
    build_model,
    evaluate,
    load_resume,
    save_resume,
    train,
)
from ntm_lib.training.provenance import path_of

SAVE_SECONDS = 2.0  # between two saved points: the most work that an interrupt costs
SNAPSHOT_SEQUENCES = 200  # that score a snapshot


@dataclass
class TrainingRun:
    """A run and everything of it that is saved when it is put down."""

    plan: TrainingPlan
    model: nn.Module
    state: TrainingState
    folder: Path
    curve: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=lambda: [0.0, 0.0])  # processor, wall
    paths: list[str] = field(default_factory=list)  # how the model computed; more than one after a change of computer

    @property
    def resume_file(self) -> Path:
        """Where the unfinished run lies."""
        return self.folder / f"{self.plan.name}.resume.pt"

    @property
    def path(self) -> str:
        """The model's path; after a change in the middle, all in their order."""
        return ", then ".join(self.paths)

    def advance(self) -> Iterator[Progress]:
        """Train to the end, saving as it goes. Raises KeyboardInterrupt when someone stops it."""
        saved = -float("inf")
        for progress in self._timed():
            self.curve.append(progress.bits)
            yield progress
            if time.monotonic() - saved >= SAVE_SECONDS or self.state.updates == self.plan.updates:
                self._save()
                saved = time.monotonic()
        if self.state.updates < self.plan.updates:
            raise KeyboardInterrupt

    def _timed(self) -> Iterator[Progress]:
        """`train`, with the time that it takes and nothing else added to `seconds`."""
        progresses = train(self.model, self.plan, start=self.state)
        while True:
            processor, wall = time.process_time(), time.perf_counter()
            progress = next(progresses, None)
            self.seconds[0] += time.process_time() - processor
            self.seconds[1] += time.perf_counter() - wall
            if progress is None:
                return
            yield progress

    def _save(self) -> None:
        log = {"curve": self.curve, "seconds": self.seconds, "paths": self.paths}
        save_resume(self.resume_file, self.plan, self.model, self.state, log)

    def clear(self) -> None:
        """Drop the saved point, and what a process that was killed while saving may have left."""
        for file in self.folder.glob(f"{self.resume_file.name}*"):
            file.unlink(missing_ok=True)


def pick_up(plan: TrainingPlan, folder: Path) -> TrainingRun:
    """The unfinished run of this plan that lies in the folder, else a new one.

    Raises ValueError for a file there that belongs to another plan.
    """
    run = _begun(plan, folder)
    if run.resume_file.exists():
        run.state, log = load_resume(run.resume_file, plan, run.model)
        run.curve, run.seconds, run.paths = log["curve"], log["seconds"], log.get("paths", [])
    path = path_of(run.model)
    if run.paths[-1:] != [path]:
        run.paths.append(path)
    if path == "fused":
        fused.warm_up()  # compiling is no training, and is not timed as such
    return run


def _begun(plan: TrainingPlan, folder: Path) -> TrainingRun:
    torch.set_num_threads(1)  # so small a machine is slower with more
    torch.manual_seed(plan.seed)
    model = build_model(plan)
    return TrainingRun(plan, model, begin(model, plan), folder)


def snapshots(plan: TrainingPlan, wanted: Collection[int]) -> list[Snapshot]:
    """The run once more, stopped after each wanted update to score and keep the model.

    The same plan gives the same parameters, so that nothing needs to be kept before one knows what is worth keeping.
    """
    run = _begun(plan, Path())
    kept = [_snapshot(run)] if 0 in wanted else []
    if any(wanted):
        for progress in train(run.model, plan, start=run.state):
            if progress.update in wanted:
                kept.append(_snapshot(run))
            if progress.update == max(wanted):
                return kept
        raise KeyboardInterrupt  # `train` ends early, and quietly, when someone stops it
    return kept


def _snapshot(run: TrainingRun) -> Snapshot:
    """The model as it is now; the run goes on with its own."""
    plan = run.plan
    with torch.random.fork_rng(devices=[]):
        model = build_model(plan)
    model.load_state_dict(run.model.state_dict())
    slots = None if plan.controller == "baseline" else plan.slots_in_use
    score = evaluate(model, plan.lengths, SNAPSHOT_SEQUENCES, slots)
    return Snapshot(run.state.updates, run.state.updates * plan.batch_size, score.bits, model)
