"""What `pytest --nbval my_work/02_find_by_content.ipynb` does to a learner's notebook, as a pytest plugin.

nbval compares a notebook with its own stored outputs, and a cell that was never run always passes: a blank lesson would
be green. So each check cell is compared with the *key's* output for it, stored output or not, every other cell is run
without comparing, and a check cell that the notebook no longer has fails. The keys themselves, and notebooks that are
no lesson, are left to nbval alone.

Every pytest run in the environment loads this module, so it imports nothing until a notebook of the course is met.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--ntm-solutions`, for a course whose executed solutions are kept elsewhere."""
    group = parser.getgroup("ntm", "Neural Turing Machine course")
    group.addoption(
        "--ntm-solutions", metavar="FOLDER", help="the executed solutions that check cells are compared with"
    )


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, Any, Any]:
    """Replace nbval's collector where the notebook is a learner's lesson."""
    collected = yield
    options = parent.config.option
    asked = getattr(options, "nbval", False) or getattr(options, "nbval_lax", False)
    if file_path.suffix != ".ipynb" or not asked:
        return collected
    from ntm_lib.grading import lesson_file  # imports nbval, which only a run with --nbval needs

    return lesson_file.replaced(collected, file_path, parent, options.ntm_solutions)
