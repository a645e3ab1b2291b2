"""How many sequences, and how many seconds, until a machine copies without a mistake?

    python benchmarks/learn_copy.py --seeds 5 --controller lstm --processes 2

Each seed is trained as in lesson 09: `training_step` on a `copy_batch` at a time, with the default plan. Every 25
updates the machine is tried with 128 slots on fresh sequences of lengths 1 to 20. "Solved" is the first such test
with not one wrong bit in 1,000 sequences and less than 0.1 bit of cross-entropy a sequence. Times are those of
training alone, without the tests. What is known so far is in the JSON file after every seed.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import multiprocessing
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ntm_lib.tasks import copy_batch
from ntm_lib.training import Score, TrainingPlan, build_model, evaluate, solved, train, training_step
from ntm_lib.training.provenance import machine, versions

TEST_EVERY = 25
SEQUENCES = 1000
FIRST_LOOK = 100  # a test that fails on these needs no more


def main() -> None:
    """Run every controller in turn, its seeds side by side, and print a table for each."""
    arguments = _arguments()
    results: list[dict[str, Any]] = []
    for controller in arguments.controller or ["feedforward", "lstm"]:
        plans = [TrainingPlan(controller=controller, seed=seed) for seed in range(arguments.seeds)]
        task = f"{controller}, {plans[0].updates} updates of {plans[0].batch_size} sequences"
        print(f"\n{task}\n\n{HEADER.format(arguments.last)}", flush=True)
        with ProcessPoolExecutor(arguments.processes, multiprocessing.get_context("spawn")) as pool:
            for finished in as_completed([pool.submit(measure, plan, arguments.last) for plan in plans]):
                results.append(finished.result())
                print(row(results[-1]), flush=True)
                _write(arguments.json, results)
        print(summary([result for result in results if result["controller"] == controller]), flush=True)


def measure(plan: TrainingPlan, last: int = SEQUENCES) -> dict[str, Any]:
    """Train one seed; say when it was solved, what that took, and how it ended on `last` sequences."""
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    model = build_model(plan)
    solved_at: dict[str, float] | None = None
    cpu = wall = 0.0
    run = train(model, plan, draw_batch=copy_batch, training_step=training_step)
    while True:
        before = time.process_time(), time.perf_counter()
        progress = next(run, None)
        cpu, wall = cpu + time.process_time() - before[0], wall + time.perf_counter() - before[1]
        if progress is None:
            break
        if solved_at is None and progress.update % TEST_EVERY == 0 and _is_solved(model, plan):
            solved_at = {"sequences": progress.sequences, "cpu": round(cpu, 2), "wall": round(wall, 2)}
    end = _score(model, plan, last)
    return {
        "controller": plan.controller,
        "seed": plan.seed,
        "solved": solved_at,
        "cpu": round(cpu, 2),
        "wall": round(wall, 2),
        "end": end._asdict(),
        "end_solved": solved(end),
        "plan": dataclasses.asdict(plan),
    }


def _is_solved(model: nn.Module, plan: TrainingPlan) -> bool:
    return evaluate(model, plan.lengths, FIRST_LOOK, plan.slots_in_use).wrong_sequences == 0 and solved(
        _score(model, plan)
    )


def _score(model: nn.Module, plan: TrainingPlan, sequences: int = SEQUENCES) -> Score:
    return evaluate(model, plan.lengths, sequences, plan.slots_in_use)


HEADER = (
    "| seed | sequences to solve | CPU s | wall s | all updates: CPU s | bits | wrong bits | wrong of {:,} |\n"
    "|---|---|---|---|---|---|---|---|"
)


def row(result: dict[str, Any]) -> str:
    """One line of the table."""
    first, end = result["solved"], result["end"]
    reached = f"{first['sequences']:,} | {first['cpu']:.1f} | {first['wall']:.1f}" if first else "never | | "
    scores = f"{end['bits']:.4f} | {end['wrong_bits']:.4f} | {end['wrong_sequences']}"
    return f"| {result['seed']} | {reached} | {result['cpu']:.1f} | {scores} |"


def summary(results: Sequence[dict[str, Any]]) -> str:
    """The line under a table: how many were solved, and what the one in the middle needed."""
    reached = [result["solved"] for result in results if result["solved"]]
    ended = sum(result["end_solved"] for result in results)
    line = (
        f"\nSolved at some test: {len(reached)} of {len(results)}; solved after all updates: {ended} of {len(results)}."
    )
    if reached:
        median = {name: statistics.median(each[name] for each in reached) for name in reached[0]}
        line += (
            f" Median: {median['sequences']:,.0f} sequences, {median['cpu']:.1f} CPU s, {median['wall']:.1f} wall s."
        )
    return line


def _write(path: Path, results: Sequence[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    report = {"machine": machine() | {"threads": 1}, "versions": versions(), "results": list(results)}
    part = path.with_name(f"{path.name}.part")
    part.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    part.replace(path)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="how many, from 0 (%(default)s)")
    parser.add_argument("--controller", action="append", choices=["lstm", "feedforward"], help="both if left out")
    parser.add_argument("--processes", type=int, default=2, help="seeds trained side by side (%(default)s)")
    parser.add_argument("--last", type=int, default=SEQUENCES, help="sequences of the last test (%(default)s)")
    parser.add_argument("--json", type=Path, default=Path("build/learn_copy.json"), help="%(default)s")
    return parser.parse_args()


if __name__ == "__main__":
    main()
