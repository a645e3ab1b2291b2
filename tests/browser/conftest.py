"""A real JupyterLab and a real browser for the tests in this folder.

    def test_it(lab):
        notebook = lab.open_notebook(lab.write_notebook("demo", ["1 + 1"]))
        assert notebook.run_all(), notebook.errors()
        notebook.screenshot("demo")

The server runs in a copy of the repository, so that `my_work/` is a learner's folder that nobody owns. Without a
Chromium the tests are skipped; with NTM_REQUIRE_BROWSER=1 in the environment they fail instead. Screenshots go to
NTM_SCREENSHOTS, or to a temporary folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import Lab, Server

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    """Where a Chromium is, or None."""
    named = os.environ.get("NTM_BROWSER")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One headless Chromium for all tests."""
    path = find_browser()
    if path is None:
        _do_without("no Chromium was found; set NTM_BROWSER to its path")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _do_without("playwright is not installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield running
        running.close()


def _do_without(reason: str) -> None:
    if os.environ.get("NTM_REQUIRE_BROWSER") == "1":
        pytest.fail(f"NTM_REQUIRE_BROWSER=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def server(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One JupyterLab for all tests, in a copy of the repository."""
    running = Server(tmp_path_factory.mktemp("lab"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures of a run go."""
    folder = Path(os.environ.get("NTM_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def lab(browser: Any, server: Server, screenshots: Path) -> Iterator[Lab]:
    """A fresh page on the running JupyterLab; its kernels are shut down after the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    try:
        yield Lab(server, context.new_page(), screenshots)
    finally:
        context.close()
        server.shut_kernels_down()


@pytest.fixture
def a_new_learner(lab: Lab) -> None:
    """my_work/ as `start.py` fills it: the shipped lessons, nothing drawn, nothing predicted."""
    work = lab.root / "my_work"
    for file in [*work.glob("*.ipynb"), *work.glob("*.json")]:
        file.unlink()
    for shipped in (lab.root / "notebooks").glob("*.ipynb"):
        shutil.copy(shipped, work)
