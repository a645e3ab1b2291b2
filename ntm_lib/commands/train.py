"""Train a machine from a plan, and keep it with a record of how it came about.

CONFIG is a JSON file: a plan, or the record beside a checkpoint, whose run is then repeated. FOLDER gets the trained
parameters (<task>-<controller>.pt) and the record (.json): plan, seed, curve, versions and measured errors.

Press Ctrl+C to stop. The same command goes on from there, by itself, with the same result as a run without a break:
the unfinished run lies in FOLDER as <task>-<controller>.resume.pt until it is done; delete that to start again.

Example:
    python -m ntm_lib train ntm_lib/checkpoints/copy-feedforward.json --out my_work/trained
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ntm_lib.training import (
    Progress,
    Score,
    Snapshot,
    TrainingPlan,
    TrainingState,
    begin,
    build_model,
    describe_run,
    evaluate,
    load_resume,
    read_plan,
    save_checkpoint,
    save_resume,
    save_snapshots,
    train,
)

SAVE_EVERY = 100  # temporary
SHOW_EVERY = 100  # updates between two lines where there is no terminal
INTERRUPTED = 130  # the exit status of a program that Ctrl+C ended


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What follows `python -m ntm_lib train`."""
    parser.add_argument("config", metavar="CONFIG", help="a JSON plan, or the record beside a checkpoint")
    parser.add_argument("--out", metavar="FOLDER", default="my_work/trained", help="where to write (%(default)s)")
    parser.add_argument("--seed", metavar="N", type=int, help="in place of the plan's seed")
    parser.add_argument(
        "--snapshots",
        metavar="UPDATES",
        help="also keep the parameters after these updates, e.g. 0,100,200,1000, in <task>-<controller>-snapshots.pt",
    )


def run(arguments: argparse.Namespace) -> int:
    """Train, score, write. Returns 0, 1 for a run that failed, 2 for a wrong plan, 130 after an interrupt."""
    try:
        plan = read_plan(arguments.config)
        plan = plan if arguments.seed is None else dataclasses.replace(plan, seed=arguments.seed)
        wanted = _snapshot_updates(arguments.snapshots, plan)
        work = _pick_up(plan, Path(arguments.out))
    except (TypeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        _advance(work, wanted)
        _finish(work, wanted, _command(arguments))
    except KeyboardInterrupt:
        saved = work.resume_file.exists()
        print(f"\nInterrupted. The same command {'goes on' if saved else 'starts again'}.", file=sys.stderr)
        return INTERRUPTED
    except (OSError, ValueError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


@dataclass
class _Work:
    """A run on its way: everything that is saved when it is put down."""

    plan: TrainingPlan
    model: nn.Module
    state: TrainingState
    folder: Path
    curve: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=lambda: [0.0, 0.0])  # processor, wall
    kept: dict[int, dict[str, Tensor]] = field(default_factory=dict)  # parameters by update

    @property
    def resume_file(self) -> Path:
        return self.folder / f"{self.plan.name}.resume.pt"

    def log(self) -> dict[str, Any]:
        return {"curve": self.curve, "seconds": self.seconds, "kept": self.kept}


def _pick_up(plan: TrainingPlan, folder: Path) -> _Work:
    """The unfinished run that lies in the folder, else a new one."""
    torch.set_num_threads(1)  # so small a machine is slower with more
    torch.manual_seed(plan.seed)
    model = build_model(plan)
    work = _Work(plan, model, begin(model, plan), folder)
    if work.resume_file.exists():
        work.state, log = load_resume(work.resume_file, plan, model)
        work.curve, work.seconds, work.kept = log["curve"], log["seconds"], log["kept"]
        print(f"Going on at update {work.state.updates} of {plan.updates}, from {work.resume_file}.")
    return work


def _advance(work: _Work, wanted: Collection[int]) -> None:
    """Train to the end, saving as it goes. Raises KeyboardInterrupt when someone stops it."""
    _keep(work, wanted)
    for progress in _timed(work):
        work.curve.append(progress.bits)
        _keep(work, wanted)
        _show(progress, work)
        if progress.update % SAVE_EVERY == 0:
            save_resume(work.resume_file, work.plan, work.model, work.state, work.log())
    if work.state.updates < work.plan.updates:
        raise KeyboardInterrupt


def _timed(work: _Work) -> Iterator[Progress]:
    """`train`, with the time that it takes and nothing else added to `work.seconds`."""
    progresses = train(work.model, work.plan, start=work.state)
    while True:
        processor, wall = time.process_time(), time.perf_counter()
        progress = next(progresses, None)
        work.seconds[0] += time.process_time() - processor
        work.seconds[1] += time.perf_counter() - wall
        if progress is None:
            return
        yield progress


def _keep(work: _Work, wanted: Collection[int]) -> None:
    update = work.state.updates
    if update in wanted:
        work.kept[update] = {name: tensor.clone() for name, tensor in work.model.state_dict().items()}


def _show(progress: Progress, work: _Work) -> None:
    """One line that is written over on a terminal; elsewhere a line now and then."""
    updates = work.plan.updates
    line = f"update {progress.update}/{updates}  {progress.bits:7.2f} bits a sequence  {work.seconds[1]:5.1f} s"
    if sys.stdout.isatty():
        filled = 20 * progress.update // updates
        print(f"\r[{'#' * filled}{'.' * (20 - filled)}] {line}", end="", flush=True)
    elif progress.update % SHOW_EVERY == 0 or progress.update == updates:
        print(line, flush=True)


def _finish(work: _Work, wanted: Collection[int], command: str) -> None:
    """Score and write what is to stay; only then drop the saved point."""
    if sys.stdout.isatty():
        print()
    print("Measuring the errors ...", flush=True)
    record = describe_run(work.plan, work.model, command, work.curve, *work.seconds)
    for row in record["errors"]:
        print(_errors_line(row))
    if wanted:
        save_snapshots(work.folder / work.plan.name, work.plan, _snapshots(work))
    weights = save_checkpoint(work.folder / work.plan.name, work.model, record)
    work.resume_file.unlink(missing_ok=True)
    print(f"Written: {weights} and {weights.with_suffix('.json').name}.")


def _snapshots(work: _Work) -> list[Snapshot]:
    snapshots = []
    for update, parameters in sorted(work.kept.items()):
        model = build_model(work.plan)
        model.load_state_dict(parameters)
        slots = None if work.plan.controller == "baseline" else work.plan.slots_in_use
        score: Score = evaluate(model, work.plan.lengths, 200, slots)
        snapshots.append(Snapshot(update, update * work.plan.batch_size, score.bits, model))
    return snapshots


def _errors_line(row: dict[str, Any]) -> str:
    shortest, longest = row["lengths"]
    lengths = f"length {shortest}" if shortest == longest else f"lengths {shortest}-{longest}"
    slots = "" if row["num_slots"] is None else f", {row['num_slots']} slots"
    wrong = f"{row['wrong_bits']:.3f} wrong bits and {row['bits']:.3f} bits of cross-entropy a sequence"
    return f"{lengths}{slots}: {wrong}; {row['wrong_sequences']} of {row['sequences']} sequences not perfect"


def _snapshot_updates(text: str | None, plan: TrainingPlan) -> frozenset[int]:
    if text is None:
        return frozenset()
    try:
        updates = frozenset(int(part) for part in text.split(","))
    except ValueError:
        raise ValueError(f"--snapshots must be numbers of updates, 0,100,200; got {text!r} for train.") from None
    if min(updates) < 0 or max(updates) > plan.updates:
        raise ValueError(f"--snapshots must lie between 0 and {plan.updates}; got {text!r} for train.")
    return updates


def _command(arguments: argparse.Namespace) -> str:
    """The command as one would type it again."""
    words = ["python -m ntm_lib train", Path(arguments.config).as_posix(), "--out", Path(arguments.out).as_posix()]
    words += [] if arguments.seed is None else ["--seed", str(arguments.seed)]
    words += [] if arguments.snapshots is None else ["--snapshots", arguments.snapshots]
    return " ".join(words)
