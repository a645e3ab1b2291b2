"""Train a machine from a plan, and keep it with a record of how it came about.

CONFIG is a JSON file: a plan, or the record beside a checkpoint, whose run is then repeated. FOLDER gets the trained
parameters (<task>-<controller>.pt) and the record (.json): plan, seed, path, curve, versions and measured errors. The
same plan gives the same parameters on the same computer and path; elsewhere the last digits differ, and a run follows
them.

Press Ctrl+C to stop. The same command goes on from there, by itself, with the same result as a run without a break:
the unfinished run lies in FOLDER as <task>-<controller>.resume.pt until it is done; delete that to start again.

Example:
    python -m ntm_lib train ntm_lib/checkpoints/copy-feedforward.json --out my_work/trained
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from ntm_lib.commands.progress_line import ProgressLine
from ntm_lib.commands.training_run import TrainingRun, pick_up, snapshots
from ntm_lib.training import (
    TrainingPlan,
    describe_run,
    read_plan,
    save_checkpoint,
    save_snapshots,
    updates_through_the_cliff,
)

INTERRUPTED = 130  # the exit status of a program that Ctrl+C ended
AUTO = "auto"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What follows `python -m ntm_lib train`."""
    parser.add_argument("config", metavar="CONFIG", help="a JSON plan, or the record beside a checkpoint")
    parser.add_argument("--out", metavar="FOLDER", default="my_work/trained", help="where to write (%(default)s)")
    parser.add_argument("--seed", metavar="N", type=int, help="in place of the plan's seed")
    parser.add_argument(
        "--snapshots",
        metavar="UPDATES",
        help="also keep the parameters after these updates, e.g. 0,100,200,1000, in <task>-<controller>-snapshots.pt; "
        'with "auto", after those at which the curve moves. The run is done twice for it',
    )


def run(arguments: argparse.Namespace) -> int:
    """Train, score, write. Returns 0, 1 for a run that failed, 2 for a wrong plan, 130 after an interrupt."""
    try:
        plan = read_plan(arguments.config)
        plan = plan if arguments.seed is None else dataclasses.replace(plan, seed=arguments.seed)
        wanted = _snapshot_updates(arguments.snapshots, plan)
        work = pick_up(plan, Path(arguments.out))
    except (TypeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        _advance(work)
        _finish(work, wanted, _command(arguments))
    except KeyboardInterrupt:
        saved = work.resume_file.exists()
        print(f"\nInterrupted. The same command {'goes on' if saved else 'starts again'}.", file=sys.stderr)
        return INTERRUPTED
    except (OSError, ValueError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def _advance(work: TrainingRun) -> None:
    plan = work.plan
    print(f"{plan.name}: {plan.updates:,} updates of {plan.batch_size} sequences, seed {plan.seed}; path {work.path}.")
    if work.state.updates:
        print(f"Going on at update {work.state.updates} of {plan.updates}, from {work.resume_file}.")
    line = ProgressLine(plan.updates)
    try:
        for progress in work.advance():
            line.show(progress, work.curve, work.seconds[1])
    finally:
        line.end()


def _finish(work: TrainingRun, wanted: Collection[int] | None, command: str) -> None:
    """Score and write what is to stay; only then drop the saved point."""
    print("Measuring the errors ...", flush=True)
    record = describe_run(work.plan, work.model, command, work.curve, *work.seconds) | {"path": work.path}
    for row in record["errors"]:
        print(_errors_line(row))
    wanted = updates_through_the_cliff(work.curve) if wanted is None else wanted
    if wanted:
        print(f"Once more for {len(wanted)} snapshots ...", flush=True)
        save_snapshots(work.folder / work.plan.name, work.plan, snapshots(work.plan, wanted))
    weights = save_checkpoint(work.folder / work.plan.name, work.model, record)
    work.clear()
    print(f"Written: {weights} and {weights.with_suffix('.json').name}.")


def _errors_line(row: dict[str, Any]) -> str:
    shortest, longest = row["lengths"]
    lengths = f"length {shortest}" if shortest == longest else f"lengths {shortest}-{longest}"
    slots = "" if row["num_slots"] is None else f", {row['num_slots']} slots"
    wrong = f"{row['wrong_bits']:.3f} wrong bits and {row['bits']:.3f} bits of cross-entropy a sequence"
    return f"{lengths}{slots}: {wrong}; {row['wrong_sequences']} of {row['sequences']} sequences not perfect"


def _snapshot_updates(text: str | None, plan: TrainingPlan) -> frozenset[int] | None:
    """The updates that were asked for; None leaves the choice to the curve."""
    if text == AUTO:
        return None
    if text is None:
        return frozenset()
    try:
        updates = frozenset(int(part) for part in text.split(","))
    except ValueError:
        rule = f'be "{AUTO}" or numbers of updates, 0,100,200'
        raise ValueError(f"--snapshots must {rule}; got {text!r} for train.") from None
    if min(updates) < 0 or max(updates) > plan.updates:
        raise ValueError(f"--snapshots must lie between 0 and {plan.updates}; got {text!r} for train.")
    return updates


def _command(arguments: argparse.Namespace) -> str:
    """The command as one would type it again."""
    words = ["python -m ntm_lib train", Path(arguments.config).as_posix(), "--out", Path(arguments.out).as_posix()]
    words += [] if arguments.seed is None else ["--seed", str(arguments.seed)]
    words += [] if arguments.snapshots is None else ["--snapshots", arguments.snapshots]
    return " ".join(words)
