"""Sweeps of seeds in words and tables: one line a seed, and what a recipe comes to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.recipes import recipe_name
from ntm_lib.training import TrainingPlan

HEADER = (
    "| seed | sequences to solve | CPU s | wall s | all updates: CPU s | wall s | bits | wrong bits | wrong of {:,} |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
MEASURES = {"sequences": ",.0f", "cpu": ".1f", "wall": ".1f"}
UNITS = {"sequences": "sequences", "cpu": "CPU s", "wall": "wall s"}


def one_line(result: Mapping[str, Any]) -> str:
    """A seed that has just ended."""
    name = recipe_name(TrainingPlan.from_json(result["plan"]))
    if result["error"]:
        return f"{name}, seed {result['seed']}: stopped: {result['error']}"
    first, end = result["solved"], result["end"]
    reached = f"solved after {first['sequences']:,} sequences, {first['cpu']:.1f} CPU s" if first else "never solved"
    wrong = f"{end['wrong_sequences']} of {end['sequences']:,} wrong at the end, {end['bits']:.4f} bits"
    return f"{name}, seed {result['seed']}: {reached}; {wrong} ({result['wall']:.1f} s, {result['path']})"


def table(results: Sequence[Mapping[str, Any]]) -> str:
    """All seeds of a recipe, in order, and the summary under them."""
    if not results:
        return "No seed is done yet."
    rows = [_row(result) for result in sorted(results, key=lambda result: result["seed"])]
    return "\n".join([HEADER.format(results[0]["last"]), *rows, "", summary(results)])


def summary(results: Sequence[Mapping[str, Any]]) -> str:
    """How many seeds were solved, the median and quartiles of what that took, and which seeds failed."""
    reached = sum(bool(result["solved"]) for result in results)
    lines = [f"Solved at some test: {reached} of {len(results)}{_seeds_without(results, 'solved')}."]
    if not any(result["stop_when_solved"] for result in results):
        ended = sum(result["end_solved"] for result in results)
        lines.append(f"Solved at the end: {ended} of {len(results)}{_seeds_without(results, 'end_solved')}.")
    took = ", ".join(f"{spread(results, name)} {unit}" for name, unit in UNITS.items())
    lines.append(f"To solve, median of all seeds (quartiles): {took}.")
    return "\n".join(lines)


def failures(results: Sequence[Mapping[str, Any]]) -> str:
    """Which seeds of a recipe were never solved, and which were not at the end, with their scores; empty if none."""
    told = []
    for result in sorted(results, key=lambda result: result["seed"]):
        if not (result["solved"] and result["end_solved"]):
            told.append(f"seed {result['seed']} {'' if result['solved'] else 'was never solved and '}{_ending(result)}")
    name = recipe_name(TrainingPlan.from_json(results[0]["plan"])) if results else ""
    return f"{name}: {'; '.join(told)}." if told else ""


def _ending(result: Mapping[str, Any]) -> str:
    end = result["end"]
    if end is None:
        return f"stopped with an error: {result['error']}"
    return f"ends with {end['wrong_sequences']:,} of {end['sequences']:,} sequences wrong and {end['bits']:.2g} bits"


def overview(by_name: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Recipes side by side, one a line."""
    lines = ["| recipe | solved | at the end | sequences to solve | CPU s | wall s |", "|---|---|---|---|---|---|"]
    for name, results in by_name.items():
        reached = sum(bool(result["solved"]) for result in results)
        counts = f"{reached} of {len(results)} | {sum(result['end_solved'] for result in results)}"
        spreads = " | ".join(spread(results, measure) if results else "" for measure in MEASURES)
        lines.append(f"| {name} | {counts} | {spreads} |")
    return "\n".join(lines)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all values lie below, between two of them in proportion. Infinity is a value."""
    ordered, place = sorted(values), share * (len(values) - 1)
    below, part = ordered[math.floor(place)], place - math.floor(place)
    return below if part == 0 else (1 - part) * below + part * ordered[math.floor(place) + 1]


def spread(results: Sequence[Mapping[str, Any]], name: str) -> str:
    """What solving took: the median over all seeds, and the quartiles. A seed that never did took infinitely much."""
    values = [result["solved"][name] if result["solved"] else math.inf for result in results]
    middle, lower, upper = (_number(quantile(values, share), MEASURES[name]) for share in (0.5, 0.25, 0.75))
    return f"{middle} ({lower} to {upper})" if lower != "never" else "never"


def _number(value: float, how: str) -> str:
    return format(value, how) if math.isfinite(value) else "never"


def _seeds_without(results: Sequence[Mapping[str, Any]], name: str) -> str:
    failed = sorted(result["seed"] for result in results if not result[name])
    return f" (not seed {', '.join(map(str, failed))})" if failed else ""


def _row(result: Mapping[str, Any]) -> str:
    first, end = result["solved"], result["end"]
    reached = f"{first['sequences']:,} | {first['cpu']:.1f} | {first['wall']:.1f}" if first else "never | | "
    if end is None:
        return f"| {result['seed']} | {reached} | {result['error']} | | | | |"
    scores = f"{end['bits']:.4f} | {end['wrong_bits']:.4f} | {end['wrong_sequences']}"
    return f"| {result['seed']} | {reached} | {result['cpu']:.1f} | {result['wall']:.1f} | {scores} |"
