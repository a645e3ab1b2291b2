"""A file is the old one or the new one, whatever happens while it is written; every writer of the course sees to it."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ntm_lib import my_work, whole_files
from ntm_lib.whole_files import write_whole

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions are another matter there")


@pytest.fixture
def interrupt(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes the n-th file that reaches the disk from now on the moment of a Ctrl+C."""

    def at(file: int) -> None:
        handles: list[int] = []

        def interrupted(handle: int) -> None:
            handles.append(handle)
            if len(handles) == file:
                raise KeyboardInterrupt

        monkeypatch.setattr(whole_files.os, "fsync", interrupted)

    return at


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_there_and_nothing_else(tmp_path: Path) -> None:
    write_whole({tmp_path / "one": b"1\r\n", tmp_path / "two": b""})
    assert (tmp_path / "one").read_bytes() == b"1\r\n"
    assert (tmp_path / "two").read_bytes() == b""
    assert names(tmp_path) == ["one", "two"]


@pytest.mark.parametrize("file", [1, 2])
def test_an_interrupt_leaves_the_old_files_and_no_litter(
    tmp_path: Path, interrupt: Callable[[int], None], file: int
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_whole({first: b"old", second: b"old"})
    interrupt(file)
    with pytest.raises(KeyboardInterrupt):
        write_whole({first: b"new", second: b"new"})
    assert (first.read_bytes(), second.read_bytes()) == (b"old", b"old")
    assert names(tmp_path) == ["first", "second"]


def test_an_interrupt_leaves_no_new_file(tmp_path: Path, interrupt: Callable[[int], None]) -> None:
    interrupt(1)
    with pytest.raises(KeyboardInterrupt):
        write_whole({tmp_path / "first": b"new"})
    assert names(tmp_path) == []


def test_a_place_that_cannot_be_taken_leaves_no_litter(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").touch()
    with pytest.raises(OSError):
        write_whole({tmp_path / "taken": b"new"})
    assert names(tmp_path) == ["taken"]


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    write_whole({tmp_path / "a" / "b" / "file": b"new"})
    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"new"


@POSIX
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    write_whole({tmp_path / "new": b""})
    assert permissions(tmp_path / "new") == permissions(tmp_path / "any")


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o755, 0o444])
def test_a_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "kept"
    path.touch()
    path.chmod(mode)
    write_whole({path: b"new"})
    assert path.read_bytes() == b"new"
    assert permissions(path) == mode


def test_a_learners_work_survives_an_interrupt_while_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interrupt: Callable[[int], None]
) -> None:
    monkeypatch.setattr(my_work, "folder", lambda: tmp_path)
    my_work.save("predictions", {"0": "it forgets"})
    interrupt(1)
    with pytest.raises(KeyboardInterrupt):
        my_work.save("predictions", {"0": "it copies"})
    assert my_work.load("predictions") == {"0": "it forgets"}
    assert names(tmp_path) == ["predictions.json"]


def test_a_value_that_json_does_not_have_keeps_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(my_work, "folder", lambda: tmp_path)
    my_work.save("drawing", [[1, 0]])
    with pytest.raises(TypeError):
        my_work.save("drawing", object())
    assert my_work.load("drawing") == [[1, 0]]
    assert names(tmp_path) == ["drawing.json"]


def test_nothing_else_puts_a_file_in_place_by_itself(repository: Path) -> None:
    """A second way to write whole files would have bugs of its own. A report is a folder, and has its own way."""
    folders = [repository / name for name in ("ntm_lib", "tools", "benchmarks")]
    found = [path.name for folder in folders for path in folder.rglob("*.py") if "part.replace(" in path.read_text()]
    assert sorted(found) == ["report.py", "whole_files.py"]
