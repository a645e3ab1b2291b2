"""How the kernels are compiled: by Numba, once, and kept on disk.

Numba compiles a function when it meets its first arguments and keeps the machine code beside the source. It watches
the one file that the function stands in, but not the files of the functions that it calls: after a change in
`rows.py` an old `sequence.py` would be used again. So the code is kept in a folder named after all sources together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from numba.core.errors import NumbaError

HERE = Path(__file__).parent
# Sums may be reordered (or no loop over slots could use vector instructions) and products fused into sums; what is
# NaN or infinite stays so.
FAST_SUMS = {"reassoc", "contract", "nsz"}
EXACT_ORDER = {"contract", "nsz"}
Kernel = Callable[..., Any]
settings: Any = numba.config


def fingerprint() -> str:
    """Names this state of the package's sources."""
    sources = sorted(HERE.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


SOURCES = fingerprint()  # read once: some sixty kernels are kept under it


def kernel(function: Kernel, fastmath: set[str] = FAST_SUMS) -> Kernel:
    """Compile a function on its first call, or load what an earlier process compiled.

    Kernels are compiled into their callers: calls between them cost more than what they do, and a process that
    compiles would link other code than one that loads, with other last digits. Where nothing can be written, they are
    compiled anew in every process.
    """
    options: Any = {"fastmath": fastmath, "nogil": True, "error_model": "numpy", "forceinline": True}
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(Path(before or HERE / "__pycache__") / SOURCES)
    try:
        return numba.njit(cache=True, **options)(function)
    except (RuntimeError, OSError, NumbaError):
        return numba.njit(**options)(function)
    finally:
        settings.CACHE_DIR = before


def exact_kernel(function: Kernel) -> Kernel:
    """As `kernel`, for formulas whose order of operations carries their precision."""
    return kernel(function, EXACT_ORDER)
