"""What a sweep of seeds has measured so far, as a JSON file: one seed a line, written whole after every seed.

The file is what an interrupted sweep goes on from. A seed counts as done when its plan, path and test are those asked
for; lines of other recipes stay where they are. Times and last digits belong to one machine and one set of versions,
so that a file is never continued on another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ntm_lib.errors import invalid
from ntm_lib.whole_files import write_whole

SAME = ("path", "plan", "last", "stop_when_solved")


def read_sweep(path: Path, measured_on: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The results in a file that was measured on this machine; an empty list where there is no file.

    Raises ValueError for a file that holds something else or was measured on another machine or other versions.
    """
    if not path.exists():
        return []
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        results = report["results"]
    except (ValueError, KeyError, TypeError):
        raise invalid("--json", "name a new file or one that learn_copy wrote", path, "a sweep") from None
    changed = [name for name, value in measured_on.items() if report.get(name) != value]
    if changed:
        rule = "name a file measured with the same machine and versions, or a new one"
        raise invalid("--json", rule, f"{path} with another {' and '.join(changed)}", "a sweep")
    return results


def find_result(results: list[dict[str, Any]], wanted: Mapping[str, Any]) -> dict[str, Any] | None:
    """The result of an earlier run of the same job, if there is one."""
    same = (result for result in results if all(result.get(name) == wanted[name] for name in SAME))
    return next(same, None)


def write_sweep(path: Path, command: str, measured_on: Mapping[str, Any], results: list[dict[str, Any]]) -> None:
    """Write the file, whole or not at all."""
    head = {"benchmark": "learn_copy", "command": command, **measured_on}
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    body = ",\n".join(f"  {json.dumps(result)}" for result in results)
    text = "{\n" + ",\n".join(lines) + f',\n "results": [\n{body}\n ]\n}}\n'
    write_whole({path: text.encode("utf-8")})
