"""What is printed: a table a part, row by row as it is measured, and the targets beside the figures.

Times are medians of CPU milliseconds, with the median of the ratios to the floor in brackets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.speed.contestants import MACHINES, NAMES
from benchmarks.speed.parts import Row, exponent

KIB, MIB = 1024, 1024**2
TITLES = {
    "step": "Training step: forward, loss, backward",
    "inference": "Inference: forward alone",
    "memory": "Memory of a training step: KiB kept for the backward a step and sequence, and MiB at the peak",
    "slots": "A training step against the number of slots N, and its peak in MiB",
    "heads": "A training step against the number of heads",
}
COLUMNS = {
    "step": ("controller", "length", "batch"),
    "inference": ("controller", "length", "batch"),
    "memory": ("controller", "length", "batch"),
    "slots": ("num_slots",),
    "heads": ("heads",),
}
TARGET_BATCH, TARGET_LENGTH = 16, 20
TARGETS = (  # part, contestant, field, what it is called, at most, bytes in a KiB or 1
    ("step", "fused", "ratio", "fused, training step, times the floor", 1.3, 1),
    ("memory", "fused", "saved_bytes_each", "fused, KiB kept a step and sequence", 6, KIB),
    ("step", "plain", "ratio", "plain, training step, times the floor", 9, 1),
)


def header(part: str) -> str:
    """The title and the first two lines of a part's table."""
    names = [*COLUMNS[part], *contestants(part)]
    return f"\n## {TITLES[part]}\n\n| {' | '.join(names)} |\n|{'---|' * len(names)}"


def contestants(part: str) -> tuple[str, ...]:
    """Who has a column."""
    return {"slots": MACHINES, "heads": (*MACHINES, "floor")}.get(part, NAMES)


def line(part: str, row: Row) -> str:
    """One row of a part's table. A contestant that did not run has an empty cell."""
    first = [f"{row[name]:,}" if isinstance(row[name], int) else row[name] for name in COLUMNS[part]]
    if part == "heads":
        first = [f"{row['heads']} + {row['heads']}"]
    cells = [_cell(row["results"].get(name)) for name in contestants(part)]
    return f"| {' | '.join([*first, *cells])} |"


def _cell(result: Mapping[str, Any] | None) -> str:
    if result is None:
        return ""
    if "cpu_ms" not in result:
        return f"{result['saved_bytes_each'] / KIB:.1f} KiB, {result['peak_bytes'] / MIB:.1f} MiB"
    if "peak_bytes" in result:
        return f"{result['cpu_ms']:,.2f} ms, {result['peak_bytes'] / MIB:.1f} MiB"
    return f"{result['cpu_ms']:,.2f} ({result['ratio']:.2f}x)"


def growth(rows: Sequence[Row]) -> str:
    """The fitted exponents under the table of slots: over all rows, and over the last two."""
    lines = []
    for name in MACHINES:
        for field, what in (("cpu_ms", "CPU time"), ("peak_bytes", "peak memory")):
            whole, last = exponent(rows, name, field), exponent(rows[-2:], name, field)
            lines.append(f"- {name}, {what}: N^{whole:.2f} over all rows, N^{last:.2f} over the last two")
    return "\n" + "\n".join(lines)


def targets(parts: Mapping[str, Sequence[Row]]) -> list[dict[str, Any]]:
    """What was aimed at and what was measured: LSTM, batch 16, length 20. `measured` is None where it did not run."""
    found = []
    for part, name, field, what, most, unit in TARGETS:
        rows = [row for row in parts.get(part, ()) if _is_target(row)]
        measured = rows[0]["results"][name][field] / unit if rows else None
        met = None if measured is None else measured <= most
        found.append({"target": what, "at_most": most, "measured": measured, "met": met})
    return found


def target_table(found: Sequence[Mapping[str, Any]]) -> str:
    """The targets as a table."""
    place = f"LSTM, batch {TARGET_BATCH}, length {TARGET_LENGTH}"
    lines = [f"\n## Targets: {place}\n", "| | at most | measured | met |", "|---|---|---|---|"]
    for row in found:
        measured = "" if row["measured"] is None else f"{row['measured']:.2f}"
        verdict = {True: "yes", False: "no", None: "not measured"}[row["met"]]
        lines.append(f"| {row['target']} | {row['at_most']:g} | {measured} | {verdict} |")
    return "\n".join(lines)


def _is_target(row: Row) -> bool:
    return (row["controller"], row["batch"], row["length"]) == ("lstm", TARGET_BATCH, TARGET_LENGTH)
