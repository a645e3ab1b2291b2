"""How fast is the machine, and how much memory does it need, beside a textbook loop and a floor without a memory?

    python -m benchmarks.speed --quick
    python -m benchmarks.speed --only step,slots --rounds 21

One thread. Contestants take turns in one process, round by round; times are CPU time, medians over the rounds, and
ratios are to the floor in the same round. Peak memory is measured in processes of their own. What is known so far is
in the JSON file after each part.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import math
import shlex
import sys
from pathlib import Path
from typing import Any

from benchmarks.speed.contestants import CONTROLLERS, MACHINES, Size, build
from benchmarks.speed.parts import PARTS, QUICK, Row, Setting, exponent
from benchmarks.speed.tables import growth, header, line, target_table, targets
from ntm_lib.training.provenance import machine, versions
from ntm_lib.whole_files import write_whole


def main() -> None:
    """Run the parts in turn, print each row as it comes, and keep the JSON file up to date."""
    arguments = _arguments()
    setting = QUICK if arguments.quick else Setting()
    if arguments.rounds:
        setting = setting._replace(rounds=arguments.rounds, slow_rounds=min(setting.slow_rounds, arguments.rounds))
    paths = paths_taken(setting.size)
    print("\n".join(f"fused, {controller}: {path}" for controller, path in paths.items()))
    parts: dict[str, list[Row]] = {}
    for part in arguments.only:
        parts[part] = []
        print(header(part), flush=True)
        for row in PARTS[part](setting):
            parts[part].append(row)
            print(line(part, row), flush=True)
        if part == "slots":
            print(growth(parts[part]))
        write(arguments.json, report(setting, paths, parts))
    print(target_table(targets(parts)))


def paths_taken(size: Size) -> dict[str, str]:
    """Which path the library's own machine takes, by controller."""
    return {name: build("fused", size._replace(controller=name)).path for name in CONTROLLERS}


def report(setting: Setting, paths: dict[str, str], parts: dict[str, list[Row]]) -> dict[str, Any]:
    """Everything measured so far, with what it was measured on."""
    fitted = {
        name: {field: _or_none(exponent(parts["slots"], name, field)) for field in ("cpu_ms", "peak_bytes")}
        for name in (MACHINES if len(parts.get("slots", ())) > 1 else ())
    }
    return {
        "benchmark": "speed",
        "command": shlex.join(["python", "-m", "benchmarks.speed", *sys.argv[1:]]),
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes"),
        "machine": machine() | {"threads": 1},
        "versions": versions() | _numba(),
        "setting": setting._asdict() | {"size": setting.size._asdict()},
        "paths": paths,
        "parts": parts,
        "exponents": fitted,
        "targets": targets(parts),
    }


def _or_none(number: float) -> float | None:
    """JSON has no word for NaN."""
    return number if math.isfinite(number) else None


def _numba() -> dict[str, str]:
    try:
        return {"numba": importlib.metadata.version("numba")}
    except importlib.metadata.PackageNotFoundError:
        return {}


def write(path: Path, values: dict[str, Any]) -> None:
    """Replace the file as a whole: an interrupt leaves the last complete one."""
    write_whole({path: (json.dumps(values, indent=1) + "\n").encode()})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="smaller settings: under a minute")
    parser.add_argument("--rounds", type=_count, help="turns of each contestant; the textbook loop has at most 3")
    parser.add_argument("--only", type=_parts, default=list(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--json", type=Path, default=Path("build/speed.json"), help="%(default)s")
    return parser.parse_args()


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"--rounds must be a whole number of at least 1; got {text}.")
    return int(text)


def _parts(text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in PARTS:
            raise argparse.ArgumentTypeError(f"--only must name some of {','.join(PARTS)}; got {name}.")
    return names


if __name__ == "__main__":
    main()
