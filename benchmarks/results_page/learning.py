"""How soon it learns to copy: sweeps of seeds, in a table and as curves beside the paper's."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from benchmarks.learn_copy_tables import failures, quantile, spread
from benchmarks.recipes import recipe_name
from benchmarks.results_page.figures import Figure
from benchmarks.results_page.learning_figure import draw_curves
from benchmarks.results_page.measurements import MODELS, Measurements, Report
from ntm_lib.figures.curves import SOLVED, Curve, first_below, paper_curves
from ntm_lib.training import TrainingPlan

PAPER = {"lstm": "NTM-LSTM", "feedforward": "NTM-FF", "baseline": "LSTM"}
MEAN_OVER = 500  # batches of the baseline's run, which has no tests of its own
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)  # of the seeds; the middle one is the line, the others bound the bands
POINTS = 200  # of the baseline's curve: as many as can be told apart
COMMAND = "python -m benchmarks.learn_copy --seeds 20 --last 4000 --json benchmarks/results/learn_copy.json"

Group = list[dict[str, Any]]


def learning_section(measurements: Measurements) -> Iterator[str | Figure]:
    """The sweeps of seeds."""
    reports = measurements.reports["learn_copy"]
    yield "## How soon it learns to copy"
    if not reports:
        yield f"Not measured yet. `{COMMAND}` does it."
        return
    yield (
        "Each seed has parameters and batches of its own. Every 25 updates the machine is tried with the slots that it "
        "is used with. *Solved* is the first such test with not one wrong bit in 1,000 fresh sequences of lengths 1 to "
        "20 and less than 0.1 bit of cross-entropy a sequence; a seed that is never solved counts as infinitely slow "
        "in every median. Times are of training alone."
    )
    for report in reports:
        yield from _sweep(report)
    groups = _groups(reports[0])
    yield _curves(groups, measurements.checkpoints.get("baseline"))
    yield (
        "Ours is the cost of the same 200 fresh sequences at every test, and of the baseline the running mean of "
        f"{MEAN_OVER} batches; the paper's is our reading of its Figure 3 (one run a model, nothing known above 10 "
        "bits)."
    )


def _sweep(report: Report) -> Iterator[str]:
    yield f"`{report.values['command']}`"
    lines = [
        "| recipe | path | seeds | solved | solved after all updates | sequences to solve, median (quartiles) "
        "| most | CPU s | wall s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    yield "\n".join([*lines, *map(_row, _groups(report))])
    missed = [words for group in _groups(report) if (words := failures(group))]
    if missed:
        yield "\n".join(f"- {words}" for words in missed)


def _groups(report: Report) -> list[Group]:
    """The seeds of each recipe on each path, in the order of the file's first seeds."""
    found: dict[tuple[str, str], Group] = {}
    for result in sorted(report.results, key=lambda result: (result["seed"], result["controller"] != "lstm")):
        found.setdefault((_recipe(result), result["path"]), []).append(result)
    return list(found.values())


def _recipe(result: Mapping[str, Any]) -> str:
    return recipe_name(TrainingPlan.from_json(result["plan"]))


def _row(group: Group) -> str:
    plan = group[0]["plan"]
    size = f"{plan['updates']:,} updates of {plan['batch_size']}"
    solved, ended = (sum(bool(result[name]) for result in group) for name in ("solved", "end_solved"))
    most = max(result["solved"]["sequences"] if result["solved"] else math.inf for result in group)
    counts = f"{solved} of {len(group)} | {ended} of {len(group)}"
    took = [spread(group, "sequences"), f"{most:,.0f}" if math.isfinite(most) else "never"]
    took += [spread(group, name) for name in ("cpu", "wall")]
    return f"| {_recipe(group[0])}, {size} | {group[0]['path']} | {len(group)} | {counts} | {' | '.join(took)} |"


def _curves(groups: Sequence[Group], baseline: Mapping[str, Any] | None) -> Figure:
    panels = [_panel(group) for group in groups if not group[0]["stop_when_solved"]]
    panels += [_baseline_panel(baseline)] if baseline else []
    alt = " ".join(map(_words, panels))
    return Figure("learning-curves", alt, panels, draw_curves)


def _panel(group: Group) -> dict[str, Any]:
    """The quantiles over seeds at every test. A seed that was stopped by an error costs infinitely much after it."""
    first = group[0]
    every = first["test_every"] * first["plan"]["batch_size"]
    tests = list(zip_longest(*(result["curve"] for result in group), fillvalue=math.inf))
    return {
        "title": MODELS[first["controller"]],
        "controller": first["controller"],
        "paper": PAPER[first["controller"]],
        "seeds": len(group),
        "sequences": [every * (test + 1) for test in range(len(tests))],
        "quantiles": [[float(f"{quantile(costs, share):.4g}") for costs in tests] for share in SHARES],
    }


def _baseline_panel(record: Mapping[str, Any]) -> dict[str, Any]:
    """One run, as smoothed as the paper's looks, thinned to points that can be told apart on a logarithmic axis."""
    bits = np.array(record["curve_bits"], dtype=float)
    sequences = np.arange(1, len(bits) + 1) * record["plan"]["batch_size"]
    window = min(MEAN_OVER, len(bits))
    smooth = np.convolve(bits, np.full(window, 1 / window), mode="valid")  # a mean: a batch has one length
    sequences = sequences[len(sequences) - len(smooth) :]
    places = np.unique(np.geomspace(1, len(smooth), POINTS).astype(int)) - 1
    costs = [float(f"{smooth[place]:.4g}") for place in places]
    return {
        "title": MODELS["baseline"],
        "controller": "baseline",
        "paper": PAPER["baseline"],
        "seeds": 1,
        "sequences": [int(sequences[place]) for place in places],
        "quantiles": [costs] * len(SHARES),
    }


def _words(panel: Mapping[str, Any]) -> str:
    """A panel as a sentence: when the cost is below 1 bit for good, in the median and in the paper."""
    middle = Curve(np.array(panel["sequences"]), np.array(panel["quantiles"][len(SHARES) // 2]))
    whose = f"the median cost of {panel['seeds']} seeds" if panel["seeds"] > 1 else "the cost of one run"
    ours, theirs = first_below(middle, SOLVED), first_below(paper_curves()[panel["paper"]], SOLVED)
    last = f"is {middle.bits[-1]:.2g} bits after {middle.sequences[-1]:,} sequences"
    told = last if ours is None else f"stays below 1 bit from {ours:,.0f} sequences on"
    paper = f"from about {round(theirs, -3):,.0f} on" if theirs else "never"
    return f"{panel['title']}: {whose} {told}; the paper's stays there {paper}."
