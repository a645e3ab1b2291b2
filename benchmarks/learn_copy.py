"""How many sequences, and how many seconds, until a machine copies without a mistake?

    python -m benchmarks.learn_copy --seeds 20 --controller lstm

Each seed is trained as in lesson 09, with the default plan. Every 25 updates the machine is tried with the slots that
it is used with on fresh sequences of lengths 1 to 20. "Solved" is the first such test with not one wrong bit in 1,000
sequences and less than 0.1 bit of cross-entropy a sequence. Times are those of training alone, without tests and
compilation. Press Ctrl+C to stop; the same command goes on from the JSON file, which is written after every seed.

Other recipes are the default plan with some fields changed. Several run side by side, on the same seeds:

    python -m benchmarks.learn_copy --first-seed 100 --set updates=2000 \\
        --recipe "batch_size=4" --recipe "batch_size=2 clip=0.1" --stop-when-solved
"""

from __future__ import annotations

import argparse
import multiprocessing
import shlex
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from benchmarks.learn_copy_tables import one_line, overview, table
from benchmarks.one_seed import SEQUENCES, Job, checkpoint, describe, measure
from benchmarks.recipes import make_plan, read_settings, recipe_name
from benchmarks.sweep_file import find_result, read_sweep, write_sweep
from ntm_lib.training.plan import CONTROLLERS
from ntm_lib.training.provenance import machine, versions

INTERRUPTED = 130  # the exit status of a program that Ctrl+C ended


def main(words: Sequence[str] | None = None) -> int:
    """Run every recipe's seeds side by side and print a table for each. Returns 0, or 130 after an interrupt."""
    parser = _parser()
    arguments = parser.parse_args(words)
    command = shlex.join(["python", "-m", "benchmarks.learn_copy", *(sys.argv[1:] if words is None else words)])
    measured_on = {"machine": machine() | {"threads": 1}, "versions": versions()}
    try:
        jobs = list(_jobs(arguments, command))
        kept = [] if arguments.again else read_sweep(arguments.json, measured_on)
    except (TypeError, ValueError) as error:
        parser.error(str(error))
    results, interrupted = kept, False
    wanted = [describe(job) for job in jobs]
    waiting = [job for job, want in zip(jobs, wanted, strict=True) if not _is_done(job, find_result(results, want))]
    print(f"{len(jobs)} seeds to train, {len(jobs) - len(waiting)} of them done before.", flush=True)
    try:
        for number, result in enumerate(_measured(waiting, arguments.processes), len(jobs) - len(waiting) + 1):
            results = [other for other in results if find_result([other], result) is None] + [result]
            write_sweep(arguments.json, command, measured_on | {"processes": arguments.processes}, results)
            print(f"{number}/{len(jobs)} {one_line(result)}", flush=True)
    except KeyboardInterrupt:
        interrupted = True
        print("\nInterrupted. The same command goes on from here.", flush=True)
    _print_tables(jobs, [found for want in wanted if (found := find_result(results, want))])
    return INTERRUPTED if interrupted else 0


def _jobs(arguments: argparse.Namespace, command: str) -> Iterator[Job]:
    """Seed after seed, every recipe in turn: a sweep that is stopped early has the same seeds of each."""
    recipes = [read_settings([*arguments.set, *shlex.split(recipe)]) for recipe in arguments.recipe or [""]]
    for seed in range(arguments.first_seed, arguments.first_seed + arguments.seeds):
        for number, settings in enumerate(recipes, 1):
            folder = arguments.save and (arguments.save / f"recipe-{number}" if len(recipes) > 1 else arguments.save)
            for controller in arguments.controller or ["feedforward", "lstm"]:
                plan = make_plan(controller, settings, seed)
                yield Job(plan, arguments.path, arguments.last, arguments.stop_when_solved, folder, command)


def _is_done(job: Job, result: dict[str, Any] | None) -> bool:
    return result is not None and (job.folder is None or result["error"] is not None or checkpoint(job).exists())


def _measured(jobs: Sequence[Job], processes: int) -> Iterator[dict[str, Any]]:
    """The results as they come, from one pool of processes for all recipes."""
    if not jobs:
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(processes, len(jobs)), context, initializer=_end_at_once)
    try:
        for finished in as_completed([pool.submit(measure, job) for job in jobs]):
            yield finished.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _end_at_once() -> None:
    """Ctrl+C reaches every process: the seeds under way end without a word, and the sweep tells what is kept."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _print_tables(jobs: Sequence[Job], results: Sequence[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(recipe_name(job.plan) for job in jobs))
    by_name = {name: [each for each in results if recipe_name(_plan(each)) == name] for name in names}
    for name, found in by_name.items():
        print(f"\n### {name}\n\n{table(found)}")
    if len(names) > 1:
        print(f"\n{overview(by_name)}")


def _plan(result: dict[str, Any]) -> Any:
    return make_plan(result["controller"], _settings(result), result["seed"])


def _settings(result: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result["plan"].items() if name not in ("controller", "seed")}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--seeds", type=int, default=20, help="how many (%(default)s)")
    add("--first-seed", type=int, default=0, help="the first of them (%(default)s)")
    add("--controller", action="append", choices=CONTROLLERS, help="lstm and feedforward if left out")
    add("--set", action="append", default=[], metavar="FIELD=VALUE", help="a field of the plan, for all recipes")
    add("--recipe", action="append", metavar='"FIELD=VALUE ..."', help="one more recipe, on the same seeds")
    add("--path", choices=["fast", "plain"], default="fast", help="plain: without the fused kernel (%(default)s)")
    add("--processes", type=int, default=2, help="seeds trained side by side (%(default)s)")
    add("--stop-when-solved", action="store_true", help="leave out the rest of the updates")
    add("--last", type=int, default=SEQUENCES, help="sequences of the last test (%(default)s)")
    add("--save", type=Path, metavar="FOLDER", help="keep each trained machine there")
    add("--json", type=Path, default=Path("build/learn_copy.json"), help="results, and what is done (%(default)s)")
    add("--again", action="store_true", help="do not go on from the JSON file: begin a new one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
