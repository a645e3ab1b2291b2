"""What the long runs gave: a JSON file with one run a line, and tables for people."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ntm_lib.errors import invalid
from ntm_lib.training.provenance import machine, versions
from ntm_lib.whole_files import write_whole

WHAT = ("fingerprint", "length", "num_slots", "sequences", "draw")  # two runs with these alike are the same run


def key(result: Mapping[str, Any]) -> tuple[Any, ...]:
    """By which a run is known, whatever its checkpoint is called."""
    return tuple(result[name] for name in WHAT)


def read_results(path: Path, fingerprints: Collection[str]) -> list[dict[str, Any]]:
    """The results of these machines in a file; an empty list where there is no file.

    Raises ValueError for a file that holds something else.
    """
    if not path.exists():
        return []
    try:
        results = json.loads(path.read_text(encoding="utf-8"))["results"]
        return [result for result in results if key(result)[0] in fingerprints]
    except (ValueError, KeyError, TypeError):
        raise invalid("--json", "name a new file or one that lengths wrote", path, "results") from None


def write_results(path: Path, command: str, results: Sequence[dict[str, Any]]) -> None:
    """Write the file, whole or not at all; in the order of the tables, whichever run was over first."""
    date = datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes")
    head = {
        "benchmark": "lengths",
        "command": command,
        "date": date,
        "machine": machine() | {"threads": 1},
        "versions": versions(),
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    body = ",\n".join(f"  {json.dumps(result)}" for result in _ordered(results))
    text = "{\n" + ",\n".join(lines) + f',\n "results": [\n{body}\n ]\n}}\n'
    write_whole({path: text.encode()})


def tables(results: Sequence[Mapping[str, Any]]) -> str:
    """Every run as a line, and how many seeds made no mistake, by controller, length and N."""
    ordered = _ordered(results)
    return "\n".join(["", *_rows(ordered), "", *_rates(ordered)])


def _ordered(results: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(results, key=lambda result: (*_group(result), result["seed"]))


def _rows(results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "| controller | seed | length | N | sequences | wrong bits | wrong sequences | first wrong vector | bits |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for result in results:
        first = "" if result["first_wrong"] is None else f"{result['first_wrong']:,}"
        cells = [f"{result[name]:,}" for name in ("sequences", "wrong_bits", "wrong_sequences")]
        head = f"{result['controller']} | {result['seed']} | {result['length']:,} | {_slots(result)}"
        yield f"| {head} | {' | '.join(cells)} | {first} | {result['bits']:.4g} |"


def _rates(results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for group in dict.fromkeys(map(_group, results)):
        found = [result for result in results if _group(result) == group]
        failed = [result for result in found if result["wrong_bits"]]
        controller, length, _ = group
        line = f"{controller}, length {length:,}, N = {_slots(found[0])}: not one wrong bit in"
        line += f" {len(found) - len(failed)} of {len(found)} seeds"
        yield f"{line}{''.join(map(_failure, failed))}."


def _failure(result: Mapping[str, Any]) -> str:
    rate = result["wrong_bits"] / result["sequences"]
    wrong = f"{result['wrong_sequences']:,} of {result['sequences']:,} sequences"
    return f"; seed {result['seed']}: {rate:.3g} wrong bits a sequence, in {wrong}"


def _group(result: Mapping[str, Any]) -> tuple[str, int, int]:
    return result["controller"], result["length"], result["num_slots"] or 0


def _slots(result: Mapping[str, Any]) -> str:
    return "none" if result["num_slots"] is None else f"{result['num_slots']:,}"
