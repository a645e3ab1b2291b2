"""How far does a machine that was trained on at most 20 vectors copy without a mistake?

    python -m benchmarks.lengths --train 10 --controller lstm --controller feedforward
    python -m benchmarks.lengths build/seeds/recipe-1 --longest lstm=0 --longest feedforward=0

The machines are checkpoint files or folders of them, build/lengths if none is named; `--train 10` first trains those
of the seeds 0 to 9 that are not there, with the default plan and all its updates. Each machine copies fresh sequences
of every LENGTH,SLOTS,SEQUENCES in `--run`; no SLOTS is twice the length and 10 more. `--longest lstm=3` adds one
sequence of 100,000 vectors for the machine with that controller and seed.

A result is in the JSON file as soon as it is there, and every minute what is under way is put down beside it. Press
Ctrl+C to stop: the same command goes on from there, with the same result as a run without a break.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.length_machines import Machine, find_machines, train_missing
from benchmarks.length_results import key, read_results, tables, write_results
from benchmarks.long_runs import SAVE_SECONDS, Job
from benchmarks.side_by_side import measured
from ntm_lib.training.evaluation import SEED

CONTROLLERS = ("lstm", "feedforward", "baseline")
INTERRUPTED = 130  # the exit status of a program that Ctrl+C ended


class Run(NamedTuple):
    """What is asked of every machine."""

    length: int
    num_slots: int
    sequences: int


def room(length: int) -> int:
    """Slots for a machine whose write head walks on while it answers: it does not come round."""
    return 2 * length + 10


RUNS = [Run(120, 128, 1000), Run(1000, room(1000), 100), Run(10_000, room(10_000), 5)]  # the paper's N, then room
LONGEST = Run(100_000, room(100_000), 1)


def main(words: Sequence[str] | None = None) -> int:
    """Train what is missing, measure, print. Returns 0, or 130 after an interrupt."""
    parser = _parser()
    arguments = parser.parse_args(words)
    command = shlex.join(["python", "-m", "benchmarks.lengths", *(sys.argv[1:] if words is None else words)])
    try:
        if arguments.train:
            controllers = arguments.controller or ["lstm", "feedforward"]
            train_missing(arguments.machines[0], controllers, arguments.train, arguments.processes, command)
        machines = find_machines(arguments.machines, arguments.controller)
        jobs = list(_jobs(arguments, machines))
        results = read_results(arguments.json, {machine.fingerprint for machine in machines})
    except (OSError, TypeError, ValueError) as error:
        parser.error(str(error))
    except KeyboardInterrupt:
        print("\nInterrupted. The seeds trained so far are kept; the same command goes on from there.", flush=True)
        return INTERRUPTED
    done = {key(result) for result in results}
    waiting = [job for job in jobs if key(job._asdict()) not in done]
    print(f"{len(machines)} machines, {len(jobs)} runs, {len(jobs) - len(waiting)} of them done before.", flush=True)
    status = 0
    try:
        for result in measured(waiting, arguments.json.parent, arguments.processes, arguments.save_every):
            results.append(result)
            write_results(arguments.json, command, results)
    except KeyboardInterrupt:
        status = INTERRUPTED
        print("\nInterrupted. The same command goes on from here.", flush=True)
    print(tables(results))
    return status


def _jobs(arguments: argparse.Namespace, machines: Sequence[Machine]) -> Iterator[Job]:
    """The short ones of all machines first: what fails there is known early."""
    for run in sorted(arguments.run or RUNS):
        for machine in machines:
            yield _job(machine, run, arguments.draw)
    for controller, seed in arguments.longest:
        named = [machine for machine in machines if (machine.controller, machine.seed) == (controller, seed)]
        if len(named) != 1:
            raise ValueError(f"--longest must name one machine; got {controller}={seed} for {len(named)} machines.")
        yield _job(named[0], LONGEST, arguments.draw)


def _job(machine: Machine, run: Run, draw: int) -> Job:
    slots = None if machine.controller == "baseline" else run.num_slots
    return Job(*machine, run.length, slots, run.sequences, draw)


def _read_run(text: str) -> Run:
    """LENGTH,SLOTS,SEQUENCES or LENGTH,SEQUENCES."""
    numbers = [int(part) for part in text.split(",")]
    if len(numbers) not in (2, 3) or min(numbers) < 1:
        raise ValueError
    return Run(numbers[0], numbers[1] if len(numbers) == 3 else room(numbers[0]), numbers[-1])


def _read_longest(text: str) -> tuple[str, int]:
    controller, _, seed = text.partition("=")
    if controller not in CONTROLLERS:
        raise ValueError
    return controller, int(seed)


_read_run.__name__, _read_longest.__name__ = "LENGTH,SLOTS,SEQUENCES", "CONTROLLER=SEED"  # argparse says so


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("machines", nargs="*", type=Path, default=[Path("build/lengths")], help="checkpoints, or folders of them")
    add("--train", type=int, metavar="SEEDS", help="train these seeds, from 0, where they are missing")
    add("--controller", action="append", choices=CONTROLLERS, help="leave out the others")
    add("--run", action="append", type=_read_run, metavar="LENGTH,SLOTS,SEQUENCES", help="in place of the usual")
    add("--longest", action="append", type=_read_longest, default=[], metavar="CONTROLLER=SEED", help="100,000 vectors")
    add("--draw", type=int, default=SEED, help="seed of the sequences (%(default)s)")
    add("--processes", type=int, default=2, help="machines side by side (%(default)s)")
    add("--save-every", type=float, default=SAVE_SECONDS, metavar="SECONDS", help="put down what is under way (60)")
    add("--json", type=Path, default=Path("build/lengths.json"), help="results, and what is done (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
