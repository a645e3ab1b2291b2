"""The most memory that one training step holds at a time, measured in a process of its own.

    python -m benchmarks.speed.peak '{"name": "plain", "size": {"num_slots": 1000}, "batch": 1, "length": 20}'

A process that has done other work has memory to spare and would hide what a step needs. The child takes a step on a
tiny batch first, so that libraries are loaded and kernels compiled; then the mark of its highest memory is set back,
and the step that counts raises it again. Where the mark cannot be set back (anywhere but on Linux) the peak of the
whole process before the step is subtracted, which may hide a small step: a lower bound.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil

from benchmarks.speed.contestants import Size, build, draw, train_once

STATUS, MARK = Path("/proc/self/status"), Path("/proc/self/clear_refs")
ROOT = Path(__file__).resolve().parents[2]


def peak_bytes(name: str, size: Size, batch: int, length: int) -> int:
    """Bytes that a training step adds to a fresh process at its highest.

    Raises RuntimeError with the child's last words if it fails.
    """
    order = json.dumps({"name": name, "size": size._asdict(), "batch": batch, "length": length})
    command = [sys.executable, "-m", "benchmarks.speed.peak", order]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    child = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if child.returncode:
        raise RuntimeError(child.stderr.strip()[-2000:])
    return int(child.stdout)


def measure(order: dict[str, Any]) -> int:
    """In the child: the peak of the step that `order` describes, less what was there before it."""
    size = Size(**order["size"])
    model = build(order["name"], size)
    batch = draw(order["batch"], order["length"], size.bits)
    train_once(build(order["name"], size._replace(num_slots=size.heads + 2)), draw(1, 2, size.bits))
    gc.collect()
    before = _set_back()
    train_once(model, batch)
    return max(0, _highest() - before)


def _set_back() -> int:
    """Memory in use now, in bytes, with the mark of the highest set back to it where the system lets us."""
    try:
        MARK.write_text("5", encoding="ascii")
    except OSError:
        return _highest()
    return int(psutil.Process().memory_info().rss)


def _highest() -> int:
    """The most memory this process has had since the mark was set back, in bytes."""
    if STATUS.exists():
        line = next(line for line in STATUS.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return 1024 * int(line.split()[1])
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource  # macOS counts bytes

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(measure(json.loads(sys.argv[1])))
