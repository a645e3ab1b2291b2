"""The measurements that the page is made of: JSON files of the benchmarks, and the records beside the checkpoints."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ntm_lib.errors import invalid
from ntm_lib.training.checkpoints import SHIPPED

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results"
BENCHMARKS = ("learn_copy", "speed", "lengths", "breaks_first")
MODELS = {"lstm": "NTM, LSTM controller", "feedforward": "NTM, feed-forward", "baseline": "LSTM alone"}


class Report(NamedTuple):
    """One JSON file of measurements."""

    name: str  # of the file, without its folder
    values: Mapping[str, Any]

    @property
    def results(self) -> list[dict[str, Any]]:
        """The seeds or runs in it."""
        return list(self.values["results"])


class Measurements(NamedTuple):
    """Everything that is known: reports by benchmark, and a record for each shipped checkpoint by controller."""

    reports: Mapping[str, Sequence[Report]]
    checkpoints: Mapping[str, Mapping[str, Any]]

    def first(self, benchmark: str) -> Report | None:
        """The only report of a benchmark, or None."""
        return next(iter(self.reports[benchmark]), None)


def read_measurements(folder: Path = RESULTS, checkpoints: Path = SHIPPED) -> Measurements:
    """All measurements in a folder, in the order of their names.

    Raises ValueError for a file that no benchmark wrote.
    """
    reports: dict[str, list[Report]] = {name: [] for name in BENCHMARKS}
    for path in sorted(folder.glob("*.json")):
        report = _report(path)
        reports[report.values["benchmark"]].append(report)
    records = {controller: checkpoints / f"copy-{controller}.json" for controller in MODELS}
    return Measurements(
        reports, {name: json.loads(path.read_text("utf-8")) for name, path in records.items() if path.exists()}
    )


def _report(path: Path) -> Report:
    values = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict) or values.get("benchmark") not in BENCHMARKS:
        raise invalid("results", "hold what a benchmark wrote", path, "the results page")
    return Report(path.name, values)


def measured_on(report: Mapping[str, Any]) -> str:
    """The machine and the versions, in words."""
    machine, versions = report["machine"], report["versions"]
    cores, threads = machine["cores"], machine["threads"]
    at_a_time = f", {report['processes']} at a time" if "processes" in report else ""
    return (
        f"{machine['system']}, {machine['processor']} with {machine['vector_instructions']}, {cores} cores, "
        f"{threads} thread{'s' if threads > 1 else ''} a run{at_a_time}; "
        + ", ".join(f"{name} {version}" for name, version in versions.items())
    )


def measured_when(report: Mapping[str, Any]) -> str:
    """The day, or the first and the last: of the report or of the single runs in it."""
    dates = [report.get("date")] + [result.get("date") for result in report.get("results", ())]
    days = sorted({date[:10] for date in dates if date})
    return " to ".join(dict.fromkeys([days[0], days[-1]])) if days else "day not recorded"
