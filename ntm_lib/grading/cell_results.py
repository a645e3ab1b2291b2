"""A pytest plugin for the grader's own nbval runs: which cells passed, by cell id, one JSON line each.

nbval's numbering of cells changes between its versions, and after a timeout it reports cells as unexpectedly passed,
which JUnit counts as passed. So a cell passes here only if it ran to its end, was compared and was expected to pass.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path

import pytest

TARGET = "NTM_CELL_RESULTS"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write down how a cell's call went, and anything else that went wrong with it."""
    report = yield
    cell = getattr(item, "cell", None)
    if cell is not None and (report.when == "call" or report.outcome != "passed"):
        passed = report.when == "call" and report.outcome == "passed" and not hasattr(report, "wasxfail")
        with Path(os.environ[TARGET]).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"cell": cell.get("id"), "passed": passed, "when": report.when}) + "\n")
    return report
