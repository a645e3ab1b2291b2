"""`pytest --nbval` on a learner's lesson, with the plugin that the package brings: what is green and what is red."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import handed_in as hand

LINE = re.compile(
    r"^(PASSED|FAILED|ERROR|SKIPPED|XPASS|XFAIL) (?:\[\d+\] )?\S*?([\w-]+\.ipynb)(?:::(.+?))?(?: - .*)?$", re.MULTILINE
)
BY_CHECK = {"2.1": "cosine_similarity", "2.2": "softmax", "2.3": "content_weighting"}


def is_needed(cell: hand.Book) -> bool:
    """Setup, answers and checks: what the tests need of a lesson, without its pictures."""
    return any(f"-{role}-" in cell["id"] for role in ("setup", "answer", "check"))


def small(book: hand.Book) -> hand.Book:
    return hand.with_cells(book, lambda cells: [cell for cell in cells if is_needed(cell)])


BLANK = small(hand.shipped("02"))
SOLVED = hand.solved("02")


def retagged(cells: list[hand.Book], tag: str) -> list[hand.Book]:
    """The check cells with a tag that switches nbval off, and a comment that does so."""
    out = []
    for cell in cells:
        if hand.exercise_of(cell, "check"):
            marker = f"# {tag.replace('-', '_').upper()}\n"
            cell = {**cell, "id": f"x{len(out)}", "metadata": {"tags": [tag]}, "source": marker + hand.text(cell)}
        out.append(cell)
    return out


def with_helper(cells: list[hand.Book]) -> list[hand.Book]:
    """The softmax answer with half of its work in a cell of its own."""
    helper = "TOP = -1\ndef shares(values):\n    e = np.exp(values - values.max(axis=TOP, keepdims=True))\n    return e"
    answer = "def softmax(values):\n    e = shares(values)\n    return e / e.sum(axis=TOP, keepdims=True)"
    out = []
    for cell in cells:
        if hand.exercise_of(cell, "answer") == "2.2":
            out.append(hand.code(helper, "helper"))
            cell = {**cell, "source": answer}
        out.append(cell)
    return out


def stale(cells: list[hand.Book]) -> list[hand.Book]:
    """Outputs that were saved long ago, some of them without a count, and a cell whose output always differs."""
    old = [{"output_type": "stream", "name": "stdout", "text": "something else\n"}]
    own = {**hand.code("print(object())", "own"), "outputs": old, "execution_count": 3}
    return [*({**cell, "outputs": old} if cell["cell_type"] == "code" else cell for cell in cells), own]


PLAIN = {
    "cells": [
        {**hand.code("print(1)", "a"), "execution_count": 1, "outputs": hand.code("", "")["outputs"]},
        hand.code("print(2)", "b"),
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}
BOOKS = {
    "blank": BLANK,
    "solved": SOLVED,
    "wrong": small(hand.solved("02", **{"2.1": "def cosine_similarity(memory, key):\n    return memory @ key"})),
    "helper": hand.with_cells(small(SOLVED), with_helper),
    "stale": hand.with_cells(small(SOLVED), stale),
    "skip": hand.with_cells(BLANK, lambda cells: retagged(cells, "nbval-skip")),
    "ignore": hand.with_cells(BLANK, lambda cells: retagged(cells, "nbval-ignore-output")),
    "raises": hand.with_cells(BLANK, lambda cells: retagged(cells, "nbval-raises-exception")),
    "unchecked": hand.with_cells(BLANK, lambda cells: [c for c in cells if not hand.exercise_of(c, "check")]),
    "empty": hand.with_cells(BLANK, lambda cells: []),
    "anonymous": hand.without_metadata(BLANK),
    "unknown": {**BLANK, "metadata": {"ntm": {"lesson": "77"}}},
    "plain": PLAIN,
}


def nbval(*arguments: str | Path, folder: Path) -> dict[str, dict[str, str]]:
    """Run pytest as a learner would; what became of each item, by notebook and item."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "--color=no",
        "-p",
        "no:cacheprovider",
        "--nbval",
        *arguments,
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "COLUMNS": "200"}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode in (0, 1), ran.stdout[-3000:] + ran.stderr[-3000:]
    found: dict[str, dict[str, str]] = {}
    for outcome, notebook, item in LINE.findall(ran.stdout):
        found.setdefault(notebook.removesuffix(".ipynb"), {})[item] = outcome
    return found


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("my_work")
    for name, book in BOOKS.items():
        hand.write(folder / f"{name}.ipynb", book)
    return nbval(*sorted(folder.glob("*.ipynb")), folder=folder)


def red(run: dict[str, str]) -> list[str]:
    return sorted(item for item, outcome in run.items() if outcome != "PASSED")


def checks_of(book: hand.Book) -> list[str]:
    """nbval's names of the check cells."""
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    return sorted(f"Cell {i}" for i, cell in enumerate(cells) if "checks.check(" in hand.text(cell))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["blank", "skip", "ignore", "raises", "anonymous"])
def test_each_exercise_that_is_not_done_is_red_and_nothing_else(runs: dict[str, dict[str, str]], name: str) -> None:
    assert red(runs[name]) == checks_of(BOOKS[name])
    assert len(red(runs[name])) == 3


@pytest.mark.slow
@pytest.mark.parametrize("name", ["solved", "helper", "stale"])
def test_a_solved_lesson_is_green_whatever_outputs_it_holds(runs: dict[str, dict[str, str]], name: str) -> None:
    assert red(runs[name]) == []
    assert len(runs[name]) >= 7


@pytest.mark.slow
def test_a_wrong_answer_is_red_alone(runs: dict[str, dict[str, str]]) -> None:
    assert red(runs["wrong"]) == ["Cell 2"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["unchecked", "empty"])
def test_check_cells_that_are_gone_are_red(runs: dict[str, dict[str, str]], name: str) -> None:
    assert red(runs[name]) == [f"Exercise {exercise}" for exercise in BY_CHECK]


@pytest.mark.slow
def test_a_lesson_without_a_key_is_red(runs: dict[str, dict[str, str]]) -> None:
    assert runs["unknown"] == {"Lesson 77": "FAILED"}


@pytest.mark.slow
def test_another_notebook_is_left_to_nbval(runs: dict[str, dict[str, str]]) -> None:
    """A cell whose stored output differs is red there; one that was never run is not compared."""
    assert runs["plain"] == {"Cell 0": "FAILED", "Cell 1": "PASSED"}


@pytest.mark.slow
def test_a_key_is_compared_whole(tmp_path: Path) -> None:
    """In the solutions' folder nbval compares every cell, and honours its tags."""
    book = small(hand.key("02"))
    noisy = hand.code("print(object())", "noisy")
    noisy |= {"execution_count": 1, "metadata": {"tags": ["nbval-ignore-output"]}}
    changed = hand.code("print(1)", "changed") | {"execution_count": 1}
    book["cells"] += [noisy, changed]
    hand.write(tmp_path / "keys" / "02.ipynb", book)
    run = nbval("--ntm-solutions", tmp_path / "keys", tmp_path / "keys" / "02.ipynb", folder=tmp_path)
    assert red(run["02"]) == [f"Cell {len(book['cells']) - 1}"]


def test_the_plugin_imports_nothing_heavy() -> None:
    """It is loaded by every pytest run in the environment."""
    heavy = "[m for m in ('torch', 'numpy', 'nbval', 'IPython') if m in sys.modules]"
    code = f"import json, sys, ntm_lib.grading.nbval_plugin; print(json.dumps({heavy}))"
    assert json.loads(subprocess.check_output([sys.executable, "-c", code], text=True)) == []


def test_the_package_brings_the_plugin(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.has_plugin("ntm")
