"""Filling my_work/, and `reset`: nothing a learner wrote is ever lost."""

import argparse
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from ntm_lib import my_work
from ntm_lib.commands import reset
from sample_lesson import SAMPLE
from tools import build
from tools.lesson import read


@pytest.fixture
def course(tmp_path: Path) -> SimpleNamespace:
    """A course of one sample lesson, and a learner who has solved it."""
    source = tmp_path / "77_double.py"
    source.write_text(SAMPLE, encoding="utf-8")
    shipped, folder = tmp_path / "notebooks", tmp_path / "my_work"
    shipped.mkdir()
    (shipped / "77_double.ipynb").write_text(build.text(build.notebook(read(source), "learner")), encoding="utf-8")
    my_work.fill(shipped, folder)
    made = SimpleNamespace(shipped=shipped, folder=folder, mine=folder / "77_double.ipynb")
    write_answer(made.mine, "def double(number):\n    return 2 * number")
    return made


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def save(path: Path, book: dict) -> None:
    path.write_text(json.dumps(book), encoding="utf-8")


def cell(book: dict, cell_id: str) -> dict:
    return next(one for one in book["cells"] if one.get("id") == cell_id)


def write_answer(path: Path, source: str) -> None:
    book = load(path)
    output = {"output_type": "stream", "name": "stdout", "text": "77.1: 6"}
    cell(book, "77-answer-77-1").update(source=source, execution_count=3)
    cell(book, "77-check-77-1").update(outputs=[output], execution_count=4)
    book["cells"][1]["source"] = ["my_note = 1"]
    save(path, book)


def test_filling_never_touches_a_file_that_is_there(course: SimpleNamespace) -> None:
    before = course.mine.read_bytes()
    (course.shipped / "78_new.ipynb").write_text("new", encoding="utf-8")
    assert my_work.fill(course.shipped, course.folder) == ["78_new.ipynb"]
    assert course.mine.read_bytes() == before
    assert sorted(path.name for path in course.folder.iterdir()) == ["77_double.ipynb", "78_new.ipynb"]


def test_resetting_an_exercise_empties_it_and_keeps_the_rest(course: SimpleNamespace) -> None:
    before = course.mine.read_bytes()
    said = reset.reset("77.1", course.shipped, course.folder)
    assert "File > Reload Notebook from Disk" in said
    book, old = load(course.mine), json.loads(before)
    assert "".join(cell(book, "77-answer-77-1")["source"]).endswith('raise NotImplementedError("Exercise 77.1")')
    assert cell(book, "77-answer-77-1")["execution_count"] is None
    assert cell(book, "77-check-77-1")["outputs"] == []
    for now, then in zip(book["cells"], old["cells"], strict=True):
        if now["id"] not in ("77-answer-77-1", "77-check-77-1"):
            assert now == then
    backups = list((course.folder / "backups").iterdir())
    assert [path.read_bytes() for path in backups] == [before]
    assert backups[0].name in said and len(backups[0].stem) == len("77_double 2026-01-31 12-00-00")


def test_resetting_twice_at_once_keeps_both_backups(course: SimpleNamespace) -> None:
    for answer in ("def double(n): return 1", "def double(n): return 2", "def double(n): return 3"):
        write_answer(course.mine, answer)
        reset.reset("77.1", course.shipped, course.folder)
    kept = [cell(load(path), "77-answer-77-1")["source"][-1] for path in (course.folder / "backups").iterdir()]
    assert sorted(kept) == ["1", "2", "3"]


def test_an_answer_without_its_id_is_found_by_its_name(course: SimpleNamespace) -> None:
    book = load(course.mine)
    answer = cell(book, "77-answer-77-1")
    del answer["id"]
    book["cells"].append(book["cells"].pop(book["cells"].index(answer)))
    save(course.mine, book)
    reset.reset("77.1", course.shipped, course.folder)
    assert "NotImplementedError" in "".join(load(course.mine)["cells"][-1]["source"])


def test_a_second_definition_is_left_alone_and_named(course: SimpleNamespace) -> None:
    book = load(course.mine)
    book["cells"].append({"cell_type": "code", "id": "x", "metadata": {}, "source": "double = abs", "outputs": []})
    save(course.mine, book)
    assert f"also defined in cell {len(book['cells'])}" in reset.reset("77.1", course.shipped, course.folder)
    assert load(course.mine)["cells"][-1]["source"] == "double = abs"


def test_resetting_a_lesson_puts_it_back_and_keeps_mine(course: SimpleNamespace) -> None:
    before = course.mine.read_bytes()
    reset.reset("77", course.shipped, course.folder)
    assert course.mine.read_bytes() == (course.shipped / "77_double.ipynb").read_bytes()
    assert [path.read_bytes() for path in (course.folder / "backups").iterdir()] == [before]


def test_a_renamed_notebook_is_reset_where_it_is(course: SimpleNamespace) -> None:
    renamed = course.mine.rename(course.folder / "my double.ipynb")
    reset.reset("77.1", course.shipped, course.folder)
    reset.reset("77", course.shipped, course.folder)
    assert renamed.read_bytes() == (course.shipped / "77_double.ipynb").read_bytes()
    assert not course.mine.exists()


def test_a_deleted_notebook_comes_back_with_its_lesson(course: SimpleNamespace) -> None:
    course.mine.unlink()
    with pytest.raises(reset.CannotResetError, match="python -m ntm_lib reset 77"):
        reset.reset("77.1", course.shipped, course.folder)
    reset.reset("77", course.shipped, course.folder)
    assert course.mine.exists() and not (course.folder / "backups").exists()


@pytest.mark.parametrize("what", ["banana", "77.1.2", "77.", "../77", "", "78", "78.1", "77.2", "٣"])
def test_what_cannot_be_reset_changes_nothing(what: str, course: SimpleNamespace) -> None:
    before = course.mine.read_bytes()
    with pytest.raises(reset.CannotResetError):
        reset.reset(what, course.shipped, course.folder)
    assert course.mine.read_bytes() == before and not (course.folder / "backups").exists()


def test_a_broken_notebook_is_not_touched_by_an_exercise_but_by_its_lesson(course: SimpleNamespace) -> None:
    course.mine.write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(reset.CannotResetError, match="is not JSON"):
        reset.reset("77.1", course.shipped, course.folder)
    assert course.mine.read_text(encoding="utf-8") == '{"cells": ['
    reset.reset("77", course.shipped, course.folder)
    assert [path.read_text(encoding="utf-8") for path in (course.folder / "backups").iterdir()] == ['{"cells": [']


def test_two_notebooks_of_a_lesson_are_not_guessed_between(course: SimpleNamespace) -> None:
    for name in ("a.ipynb", "b.ipynb"):
        (course.folder / name).write_bytes(course.mine.read_bytes())
    course.mine.unlink()
    for what in ("77", "77.1"):
        with pytest.raises(reset.CannotResetError, match=r"several notebooks of lesson 77: a\.ipynb, b\.ipynb"):
            reset.reset(what, course.shipped, course.folder)


def test_a_failed_reset_is_a_failing_exit(capsys: pytest.CaptureFixture[str]) -> None:
    assert reset.run(argparse.Namespace(what="banana")) == 1
    assert "Nothing was reset: 'banana'" in capsys.readouterr().err
