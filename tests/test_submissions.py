"""What is handed in is found, named once, and read with care: a malformed file costs itself one line and no more."""

import json
import os
import sys
from pathlib import Path

import pytest

import handed_in as hand
from ntm_lib.grading import notebook_file
from ntm_lib.grading.batch import grade
from ntm_lib.grading.notebook_file import UnreadableNotebookError, read_notebook
from ntm_lib.grading.submissions import find_submissions

EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
CELL = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": "x = 1"}


def book(**changes: object) -> bytes:
    return json.dumps({**EMPTY, **changes}).encode()


MALFORMED = {
    "nothing": (b"", "is empty"),
    "blanks": (b" \n\t", "is empty"),
    "cut off": (book(cells=[CELL])[:60], "is not JSON (line 1, column"),
    "text": (b"# my answers\nx = 1\n", "is not JSON (line 1, column 1)"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x01\xff\xfe", "is not UTF-8 text"),
    "latin-1": ('{"cells": "\u00e9"}'.encode("latin-1"), "is not UTF-8 text"),
    "deep": (b"[" * 200_000 + b"]" * 200_000, "is nested too deeply"),
    "a number": (b"4", "is JSON but not a notebook"),
    "a list": (b"[]", "is JSON but not a notebook"),
    "another object": (b'{"a": 1}', "is JSON but not a notebook"),
    "no format": (b'{"cells": []}', "names no notebook format"),
    "format 3": (b'{"nbformat": 3, "worksheets": []}', "is in notebook format 3, and only format 4 is read; open it"),
    "format 9": (book(nbformat=9), "is in notebook format 9, and only format 4 is read"),
    "format yes": (book(nbformat=True), "names no notebook format"),
    "no cells": (b'{"nbformat": 4}', "has no list of cells"),
    "cells an object": (book(cells={"a": CELL}), "has no list of cells"),
    "a cell that is text": (book(cells=[CELL, "x"]), "cell 2 is not a notebook cell"),
    "a cell of no type": (book(cells=[{"source": ""}]), "cell 1 is not a notebook cell"),
    "a source that is a number": (book(cells=[{**CELL, "source": 3}]), "cell 1 has a source that is int"),
    "a source of numbers": (book(cells=[{**CELL, "source": [3]}]), "cell 1 has a source that is list"),
    "no source": (book(cells=[{"cell_type": "code"}]), "cell 1 has a source that is NoneType"),
    "a long number": (b'{"nbformat": ' + b"4" * 5000 + b"}", "is not JSON"),
    "many cells": (book(cells=[CELL] * 5001), "has more than 5000 cells"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_notebook_is_one_line_that_says_what_is_wrong(tmp_path: Path, name: str) -> None:
    content, problem = MALFORMED[name]
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebookError) as error:
        read_notebook(path)
    assert problem in str(error.value)
    assert "\n" not in str(error.value) and len(str(error.value)) < 120


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_file, "MOST_BYTES", 1_000_000)
    path = tmp_path / "x.ipynb"
    path.write_bytes(b" " * 1_000_001)
    with pytest.raises(UnreadableNotebookError, match=r"is larger than 1 MB \(1 MB\)"):
        read_notebook(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("source", ["x = 'é'\ny = 2", ["x = 'é'\n", "y = 2"]])
def test_text_is_read_however_an_editor_saved_it(tmp_path: Path, encoding: str, source: object) -> None:
    path = tmp_path / "x.ipynb"
    path.write_bytes(json.dumps({**EMPTY, "cells": [{**CELL, "source": source}]}, ensure_ascii=False).encode(encoding))
    assert read_notebook(path).code == ("x = 'é'\ny = 2",)


def test_half_a_character_does_not_stop_anybody(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_bytes(rb'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = \ud800 1\u0000"}]}')
    assert read_notebook(path).code == ("x = ? 1\x00",)


def lesson_of(folder: Path, metadata: object, *sources: str) -> str | None:
    path = folder / "09_training_copy.ipynb"
    path.write_bytes(book(metadata=metadata, cells=[{**CELL, "source": source} for source in sources]))
    return read_notebook(path).lesson


def test_a_lesson_is_known_by_its_metadata_else_by_its_checks_and_never_by_the_files_name(tmp_path: Path) -> None:
    check = 'checks.check("2.1", cosine_similarity)'
    assert lesson_of(tmp_path, {"ntm": {"lesson": "05"}}, check) == "05"
    assert lesson_of(tmp_path, {}, "x = 1", check) == "02"
    assert lesson_of(tmp_path, {"ntm": {"lesson": 5}}, "x = 1", check) == "05"
    assert lesson_of(tmp_path, {"ntm": {"lesson": "five"}}, "checks.check('9.1', f)", check, check) == "02"
    assert lesson_of(tmp_path, [], "x = 1") is None


def find(*paths: Path) -> dict[str, str]:
    return {found.name: found.problem for found in find_submissions(paths)}


def test_folders_are_searched_to_the_bottom_and_hidden_ones_left_out(tmp_path: Path) -> None:
    for name in ("a.ipynb", "ada/x.ipynb", "ada/deep/er/Y.IPYNB", ".ipynb_checkpoints/a.ipynb", ".h/a.ipynb", "b.txt"):
        hand.write(tmp_path / name, EMPTY)
    assert find(tmp_path) == {"a.ipynb": "", "ada/deep/er/Y.IPYNB": "", "ada/x.ipynb": ""}


def test_a_notebook_is_named_after_the_argument_and_counted_once(tmp_path: Path) -> None:
    for name in ("one/x.ipynb", "two/x.ipynb"):
        hand.write(tmp_path / name, EMPTY)
    assert find(tmp_path / "one" / "x.ipynb") == {"x.ipynb": ""}
    assert list(find(tmp_path, tmp_path / "one", tmp_path / "two" / ".." / "two" / "x.ipynb")) == [
        "one/x.ipynb",
        "two/x.ipynb",
    ]
    both = find(tmp_path / "one", tmp_path / "two")
    assert sorted(both) == sorted((tmp_path / name / "x.ipynb").as_posix() for name in ("one", "two"))


def test_what_is_not_there_and_what_holds_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "dir.ipynb").mkdir()
    assert find(tmp_path / "none.ipynb", tmp_path / "empty") == {
        "none.ipynb": "no such file",
        "empty": "holds no notebook",
    }
    assert find(tmp_path) == {"dir.ipynb": "is a folder, not a notebook"}


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")
def test_links_are_not_followed_and_pipes_are_not_waited_for(tmp_path: Path) -> None:
    outside = hand.write(tmp_path / "outside" / "x.ipynb", EMPTY)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.ipynb").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.ipynb")
    link = "is a symbolic link, which is not followed"
    assert find(folder) == {"link.ipynb": link, "loop": link, "pipe.ipynb": "is not a regular file"}
    assert find(folder / "link.ipynb") == {"link.ipynb": link}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\x1b[31m\n.ipynb")
    hand.write(tmp_path / name, EMPTY)
    (found,) = find(tmp_path)
    assert found.isprintable() and found.endswith("[31m�.ipynb")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_notebook_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    hand.write(tmp_path / "x.ipynb", EMPTY).chmod(0)
    assert find(tmp_path) == {"x.ipynb": "may not be read: permission denied"}


def test_a_notebook_of_no_lesson_and_one_of_an_unknown_lesson_say_so(tmp_path: Path) -> None:
    hand.write(tmp_path / "plain.ipynb", EMPTY)
    hand.write(tmp_path / "later.ipynb", {**EMPTY, "metadata": {"ntm": {"lesson": "77"}}})
    hand.write(tmp_path / "path.ipynb", {**EMPTY, "metadata": {"ntm": {"lesson": "../../77"}}})
    hand.write(tmp_path / "keyless.ipynb", {**EMPTY, "metadata": {"ntm": {"lesson": "02"}}})
    results = grade(find_submissions([tmp_path]), {"02": "its key cannot be used: no"}, seed=0)
    assert {result.submission: result.status for result in results} == {
        "keyless.ipynb": "not graded: its key cannot be used: no",
        "later.ipynb": "not graded: says that it is lesson '77', which has no key",
        "path.ipynb": "not graded: is no lesson of the course: it names none and has no check cell",
        "plain.ipynb": "not graded: is no lesson of the course: it names none and has no check cell",
    }
