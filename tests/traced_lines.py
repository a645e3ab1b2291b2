"""Run a test file without a compiler and say which lines of the kernels were never run. Asked by `test_fused_apart`.

Prints JSON: the exit code of the tests, and for each file of kernels the lines that were not run.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from types import CodeType, FrameType

os.environ["NUMBA_DISABLE_JIT"] = "1"
TESTS = Path(__file__).resolve().parent
FUSED = TESTS.parent / "ntm_lib" / "fused"
KERNELS = ("addressing", "controllers", "heads", "memory", "products", "rows", "sequence")


def lines_of(code: CodeType) -> set[int]:
    """The lines that a compiled file has instructions for, those of its functions included."""
    found = {line for _, _, line in code.co_lines() if line}
    return found.union(*(lines_of(inner) for inner in code.co_consts if isinstance(inner, CodeType)))


def main() -> None:
    """Trace the named test file."""
    paths = {str(FUSED / f"{name}.py"): name for name in KERNELS if (FUSED / f"{name}.py").exists()}
    seen: dict[str, set[int]] = {path: set() for path in paths}

    def line(frame: FrameType, event: str, argument: object) -> object:
        seen[frame.f_code.co_filename].add(frame.f_lineno)
        return line

    def call(frame: FrameType, event: str, argument: object) -> object:
        return line(frame, event, argument) if frame.f_code.co_filename in seen else None

    import pytest

    sys.settrace(call)
    with contextlib.redirect_stdout(io.StringIO()) as output:
        code = int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", str(TESTS / sys.argv[1])]))
    sys.settrace(None)
    never = {}
    for path, name in paths.items():
        source = Path(path).read_text(encoding="utf-8")
        never[name] = sorted(lines_of(compile(source, path, "exec")) - seen[path])
    print(json.dumps({"code": code, "never": never, "output": output.getvalue()[-3000:]}))


if __name__ == "__main__":
    main()
