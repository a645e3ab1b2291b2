"""The learner's folder: their notebooks, their drawing, their predictions, dated backups.

It is the kernel's current folder when that is the repository's `my_work/`, else a new empty one: building, CI and
grading never see or write a learner's work. Everything is written whole or not at all.
"""

from __future__ import annotations

import functools
import json
import tempfile
from pathlib import Path
from typing import Any

from ntm_lib.whole_files import write_whole

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER_NAME = "my_work"


def folder() -> Path:
    """Where this kernel may keep what the learner makes."""
    here = Path.cwd().resolve()
    return here if here == REPOSITORY / FOLDER_NAME else _scratch()


@functools.cache
def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="ntm_my_work_"))


def load(name: str) -> Any:
    """The JSON value kept under `name`, or None where there is none or it cannot be read."""
    try:
        return json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def save(name: str, value: Any) -> None:
    """Keep a JSON value under `name`. Raises TypeError for a value that JSON does not have, and keeps the old one."""
    write_whole({folder() / f"{name}.json": json.dumps(value, indent=1).encode()})


def fill(shipped: Path | None = None, target: Path | None = None) -> list[str]:
    """Copy the learner's editions that `my_work/` does not have yet; the names of those that were copied.

    A file that exists is left as it is, whatever is in it.
    """
    source, work = shipped or REPOSITORY / "notebooks", target or REPOSITORY / FOLDER_NAME
    work.mkdir(parents=True, exist_ok=True)
    missing = [path for path in sorted(source.glob("*.ipynb")) if not (work / path.name).exists()]
    for path in missing:
        write_whole({work / path.name: path.read_bytes()})
    return [path.name for path in missing]
