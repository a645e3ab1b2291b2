"""How much an answer may use when it runs in a process of its own. All limits stand here."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

SECONDS = 30.0  # of wall time, the start of the process included
MEMORY = 2 * 1024**3  # bytes beyond what the imports of the lesson take
FACTS = 16 * 1024**2  # bytes of facts that are read back
FILES = 32 * 1024**2  # bytes of any file that it writes


def limit_this_process() -> None:
    """Set the limits that the operating system keeps, where it keeps any (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    bounds = [
        (resource.RLIMIT_AS, _in_use() + MEMORY),
        (resource.RLIMIT_FSIZE, FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, int(SECONDS) + 10),  # should nobody be there any more to stop it
    ]
    for kind, most in bounds:
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(kind, (most, most))


def _in_use() -> int:
    """Bytes of address space that this process takes now; a generous guess where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 4 * 1024**3
    return pages * os.sysconf("SC_PAGE_SIZE")
