"""For every test: one thread, repeatable properties and draws. (`test_shapes` checks the shapes in signatures.)"""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from hypothesis import settings

from sample_lesson import SAMPLE
from tools.lesson import Lesson, read

REPOSITORY = Path(__file__).resolve().parent.parent

torch.set_num_threads(1)
settings.register_profile("course", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("course")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies in tests/browser needs a browser; `make check` leaves it out."""
    for item in items:
        if REPOSITORY / "tests" / "browser" in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def _same_draws() -> None:
    """No test depends on which ran before it."""
    torch.manual_seed(0)


@pytest.fixture
def repository() -> Path:
    """The repository's root."""
    return REPOSITORY


@pytest.fixture
def lesson(tmp_path: Path) -> Callable[..., Lesson]:
    """Reads the sample lesson, or a changed text of it."""

    def made(text: str = SAMPLE) -> Lesson:
        path = tmp_path / "77_double.py"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return made
