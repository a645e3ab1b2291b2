"""How fast a step is: the tables of `benchmarks.speed`, a sentence computed from them, and a figure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.results_page.figures import Figure
from benchmarks.results_page.measurements import Measurements
from benchmarks.results_page.speed_figure import draw_speed
from benchmarks.speed.tables import TARGET_BATCH, TARGET_LENGTH, growth, header, line, target_table

COMMAND = "python -m benchmarks.speed --json benchmarks/results/speed.json"
CONTESTANTS = ("fused", "plain", "textbook")


def speed_section(measurements: Measurements) -> Iterator[str | Figure]:
    """Time and memory of a step beside the two yardsticks."""
    yield "## How fast a step is"
    report = measurements.first("speed")
    if report is None:
        yield f"Not measured yet. `{COMMAND}` does it."
        return
    parts = report.values["parts"]
    yield f"`{report.values.get('command', COMMAND)}`"
    paths = ", ".join(f"{path} ({controller})" for controller, path in report.values["paths"].items())
    yield (
        "*floor* is an LSTM cell and an output layer of the same size, without a memory; *textbook* the machine as it "
        "is usually written: one sequence, one head and one slot shift at a time. All take turns in one process on one "
        "thread. Times are CPU time, medians over the rounds; in brackets the median of the ratios to the floor in the "
        f"same round. The path of *fused*: {paths}."
    )
    if "step" in parts:
        yield _claim(parts["step"])
    yield _own_heading(target_table(report.values["targets"]))
    if {"step", "slots"} <= set(parts):
        yield _figure(parts)
    for part, rows in parts.items():
        table = _own_heading("\n".join([header(part), *(line(part, row) for row in rows)]))
        yield f"{table}\n{growth(rows)}" if part == "slots" else table


def _own_heading(table: str) -> str:
    """One level further down than where it is printed by itself."""
    return table.strip().replace("## ", "### ", 1)


def _claim(rows: Sequence[Mapping[str, Any]]) -> str:
    """What a training step costs, for the batch and length of the targets."""
    found = [row["results"] for row in rows if _key(row) == ("lstm", TARGET_BATCH, TARGET_LENGTH)]
    if not found:
        return ""
    times = {name: found[0][name]["cpu_ms"] for name in CONTESTANTS}
    ratios = ", ".join(f"{found[0][name]['ratio']:.2f} ({name})" for name in CONTESTANTS)
    return (
        f"A training step of {TARGET_BATCH} sequences of {TARGET_LENGTH} vectors (LSTM controller) costs this many "
        f"times the floor: {ratios}. The fast path takes {times['fused']:,.1f} ms, "
        f"{times['plain'] / times['fused']:.1f} times less than the plain one and "
        f"{times['textbook'] / times['fused']:,.0f} times less than the textbook loop."
    )


def _figure(parts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Figure:
    steps = [row for row in parts["step"] if row["controller"] == "lstm" and row["length"] == TARGET_LENGTH]
    data = {
        "length": TARGET_LENGTH,
        "batches": [row["batch"] for row in steps],
        "ratios": {name: [_short(row["results"][name]["ratio"]) for row in steps] for name in CONTESTANTS},
        "slots": [row["num_slots"] for row in parts["slots"]],
        "ms": {name: [_short(row["results"][name]["cpu_ms"]) for row in parts["slots"]] for name in CONTESTANTS[:2]},
    }
    return Figure("speed", _words(data), data, draw_speed)


def _words(data: Mapping[str, Any]) -> str:
    """Both panels in words."""
    ranges = [f"{name} {min(ratios):.2g} to {max(ratios):.2g}" for name, ratios in data["ratios"].items()]
    batches, slots = data["batches"], data["slots"]
    told = (
        f"A training step of length {data['length']} in multiples of the floor, batch {batches[0]} to {batches[-1]}: "
    )
    told += f"{', '.join(ranges)}. From {slots[0]:,} to {slots[-1]:,} slots the time of a step grows "
    grown = [f"{times[-1] / times[0]:,.0f} times ({name})" for name, times in data["ms"].items()]
    return f"{told}{' and '.join(grown)}; the slots grow {slots[-1] / slots[0]:,.0f} times."


def _key(row: Mapping[str, Any]) -> tuple[str, int, int]:
    return row["controller"], row["batch"], row["length"]


def _short(value: float) -> float:
    return float(f"{value:.4g}") if math.isfinite(value) else value
