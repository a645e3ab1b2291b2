"""How far it copies without a mistake: seeds by length and number of slots, and the shipped machines beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean, median
from typing import Any

from benchmarks.breaks_figure import breaks_first
from benchmarks.breaks_words import words
from benchmarks.results_page.figures import Figure
from benchmarks.results_page.lengths_figure import draw_errors
from benchmarks.results_page.measurements import MODELS, Measurements, Report

COMMAND = "python -m benchmarks.lengths --train 10 --json benchmarks/results/lengths.json"
TRAIN = "python -m ntm_lib train ntm_lib/checkpoints/copy-{}.json --out build/again"

Group = list[dict[str, Any]]


def lengths_section(measurements: Measurements) -> Iterator[str | Figure]:
    """Errors by length and N, of the seeds and of the shipped machines."""
    yield "## How far it copies without a mistake"
    yield "All machines were trained on lengths 1 to 20 only. N is the number of slots while copying."
    reports = measurements.reports["lengths"]
    for report in reports:
        yield from _seeds(report)
    if not reports:
        yield f"The seeds are not measured yet. `{COMMAND}` does it."
    if measurements.checkpoints:
        yield from _shipped(measurements.checkpoints)
    lines = [*(_line(group) for report in reports for group in _groups(report)), *_points(measurements.checkpoints)]
    if lines:
        yield Figure("errors-by-length", _words(lines), lines, draw_errors)
    for report in measurements.reports["breaks_first"]:
        yield from _breaks(report)


def _breaks(report: Report) -> Iterator[str | Figure]:
    """What goes wrong where something does, in the benchmark's own words and figure."""
    told = words(report.values)
    yield "### What breaks first"
    yield f"`{report.values['command']}`"
    yield "\n".join(f"- {line}" for line in told)
    yield Figure("breaks-first", " ".join(told), report.values, breaks_first)


def _seeds(report: Report) -> Iterator[str]:
    yield f"`{report.values['command']}`"
    rows = [
        "| model | length | N | sequences a seed | seeds without a wrong bit "
        "| wrong bits a sequence: median seed | worst seed | most bits a sequence |",
        "|---|---|---|---|---|---|---|---|",
    ]
    yield "\n".join([*rows, *map(_row, _groups(report))])
    yield "\n".join(f"- {_failure(result)}" for group in _groups(report) for result in group if result["wrong_bits"])


def _groups(report: Report) -> list[Group]:
    """The seeds of each model, length and N."""
    order = list(MODELS)
    found: dict[tuple[Any, ...], Group] = {}
    for result in sorted(report.results, key=lambda r: (order.index(r["controller"]), r["length"], r["seed"])):
        found.setdefault((result["controller"], result["length"], result["num_slots"]), []).append(result)
    return list(found.values())


def _row(group: Group) -> str:
    first, wrong = group[0], [result["wrong_bits"] / result["sequences"] for result in group]
    clean = f"{sum(not result['wrong_bits'] for result in group)} of {len(group)}"
    cells = [MODELS[first["controller"]], f"{first['length']:,}", _slots(first["num_slots"]), f"{first['sequences']:,}"]
    cells += [clean, _short(median(wrong)), _short(max(wrong)), f"{max(result['bits'] for result in group):.3g}"]
    return f"| {' | '.join(cells)} |"


def _failure(result: Mapping[str, Any]) -> str:
    """A seed that made a mistake, and how often."""
    where = f"{MODELS[result['controller']]}, length {result['length']:,}, N = {_slots(result['num_slots'])}"
    rate = f"{_short(result['wrong_bits'] / result['sequences'])} wrong bits a sequence"
    return f"{where}: seed {result['seed']}, {rate}, in {result['wrong_sequences']:,} of {result['sequences']:,}."


def _shipped(checkpoints: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "### The machines that come with the course"
    rows = ["| model | lengths | N | sequences | wrong sequences | wrong bits a sequence | bits a sequence |"]
    rows += ["|---|---|---|---|---|---|---|"]
    for controller, record in checkpoints.items():
        for row in record["errors"]:
            lengths = " to ".join(map(str, dict.fromkeys(row["lengths"])))
            cells = [MODELS[controller], lengths, _slots(row["num_slots"]), f"{row['sequences']:,}"]
            cells += [f"{row['wrong_sequences']:,}", _short(row["wrong_bits"]), f"{row['bits']:.3g}"]
            rows.append(f"| {' | '.join(cells)} |")
    yield "\n".join(rows)
    yield "\n".join(f"- {_history(controller, record)}" for controller, record in checkpoints.items())


def _history(controller: str, record: Mapping[str, Any]) -> str:
    """How a shipped machine came about."""
    return (
        f"{MODELS[controller]}: seed {record['seed']}, {record['sequences']:,} sequences, {record['parameters']:,} "
        f"parameters, {record['cpu_seconds']:,.0f} CPU s, trained on {record['date']}; "
        f"`{TRAIN.format(controller)}` repeats it."
    )


def _line(group: Group) -> dict[str, Any]:
    """A point of the figure, with the range over its seeds."""
    wrong = [result["wrong_bits"] / result["sequences"] for result in group]
    first = group[0]
    point = {"length": first["length"], "num_slots": first["num_slots"], "seeds": len(group)}
    spread = {"mean": mean(wrong), "least": min(wrong), "most": max(wrong)}
    return {"controller": first["controller"], **point, **{name: float(f"{v:.4g}") for name, v in spread.items()}}


def _points(checkpoints: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The shipped machines at single lengths."""
    for controller, record in checkpoints.items():
        for row in record["errors"]:
            if row["lengths"][0] == row["lengths"][1]:
                wrong = float(f"{row['wrong_bits']:.4g}")
                spread = {"mean": wrong, "least": wrong, "most": wrong}
                where = {"length": row["lengths"][0], "num_slots": row["num_slots"], "seeds": 1}
                yield {"controller": controller, **where, **spread}


def _words(lines: Sequence[Mapping[str, Any]]) -> str:
    """The longest length without a wrong bit, and the first with some, for each model and way to choose N."""
    told = []
    for key in dict.fromkeys(map(kind, lines)):
        found = [line for line in lines if kind(line) == key]
        clean = max((line["length"] for line in found if line["most"] == 0), default=None)
        failing = [line for line in found if line["most"] > 0]
        words = f"no wrong bit up to length {clean:,}" if clean and not failing else ""
        if failing:
            worst = max(failing, key=lambda line: line["mean"])
            words = f"up to {_short(worst['mean'])} wrong bits a sequence, at length {worst['length']:,}"
        told.append(f"{MODELS[key[0]]}, {key[1]}: {words}.")
    return f"Wrong bits a sequence against its length. {' '.join(told)}"


def kind(line: Mapping[str, Any]) -> tuple[str, str]:
    """Whose line of the figure a point belongs to: the model, and how N was chosen."""
    slots = line["num_slots"]
    if slots is not None and slots > 2 * line["length"]:
        return line["controller"], "N above twice the length"
    return line["controller"], "no memory" if slots is None else f"N = {slots}"


def _short(value: float) -> str:
    """Three digits, and all of them before the point."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _slots(num_slots: int | None) -> str:
    return "none" if num_slots is None else f"{num_slots:,}"
