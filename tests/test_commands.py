"""The commands a learner types: doctor, status, reset, and the one entry to all of them."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ntm_lib import __main__ as entry
from ntm_lib import fused
from ntm_lib.commands import doctor, my_lessons, status


def run(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ntm_lib", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=120, check=False)


# --- the entry


@pytest.mark.parametrize("command", entry.COMMANDS)
def test_help_says_what_a_command_does_with_one_example(command: str) -> None:
    text = entry.help_of(command)
    assert text.splitlines()[0].endswith((".", ":")) and f"python -m ntm_lib {command}" in text
    done = run(command, "--help")
    assert done.returncode == 0 and text.splitlines()[0] in done.stdout


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main([]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {command}" in shown for command in entry.COMMANDS)


def test_an_unknown_command_gets_the_form_of_every_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main(["dokter"]) == 2
    assert "command must be one of doctor, " in capsys.readouterr().err


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(arguments: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "run", stopped)
    assert entry.main(["doctor"]) == 130
    assert "Interrupted" in capsys.readouterr().err


def test_a_broken_torch_stops_the_others_and_not_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise OSError('libtorch.so: file too short')\n")

    def asked(*words: str) -> subprocess.CompletedProcess[str]:
        first = f"import sys; sys.path.insert(0, {str(tmp_path)!r})"
        code = f"{first}; from ntm_lib.__main__ import main; sys.exit(main({list(words)}))"
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    doctored = asked("doctor")
    assert doctored.returncode == 1
    assert doctored.stdout.count("\n") == 1
    assert "torch: cannot be imported (OSError: libtorch.so: file too short). To mend it: " in doctored.stdout
    training = asked("train", "x.json")
    assert training.returncode == 1 and "Try: python -m ntm_lib doctor" in training.stderr


# --- doctor


def test_all_is_well_here_in_one_line_that_never_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.examine() == []
    assert doctor.summary() == doctor.ALL_WELL
    assert doctor.run(argparse.Namespace(json=False)) == 0
    well, path, *rest = capsys.readouterr().out.splitlines()
    assert well == doctor.ALL_WELL and path.startswith("The fast path is o") and not rest


def test_it_looks_at_every_pinned_package() -> None:
    pinned = doctor.pins()
    assert {"torch", "numpy", "jupyterlab", "ipykernel", "anywidget"} <= set(pinned)
    assert set(doctor.LOADED) <= set(pinned)


@pytest.mark.parametrize(
    ("troubles", "subject", "words"),
    [
        (doctor.python_version((3, 10, 4)), "Python", "3.10.4; 3.11 or newer is needed"),
        (doctor.packages({"no-such-package": "1.0"}), "no-such-package", "not installed; 1.0 is needed"),
        (doctor.packages({"numpy": "0.1"}), "numpy", "tested with 0.1"),
        (doctor.memory(200_000_000), "memory", "0.2 GB free; about 1 GB is needed"),
        (doctor.widgets(["/nowhere"]), "widgets", "no extension"),
        (doctor.work_folder(Path("/proc/no/such")), "my_work", "cannot be written"),
    ],
)
def test_each_thing_that_is_wrong_is_one_line_with_its_fix(troubles, subject: str, words: str) -> None:
    found = list(troubles)
    assert found and all(trouble.subject == subject for trouble in found)
    line = doctor.summary(found[:1])
    assert words in line and "To mend it: " in line and "\n" not in line


def test_the_command_says_which_path_a_machine_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the lesson's line does not: a stored output must be the same on both paths."""
    warmed: list[str] = []
    monkeypatch.setattr(fused, "warm_up", lambda: warmed.append("warmed"))
    for reason, line in (
        (None, "The fast path is on."),
        ("Numba is not installed", "The fast path is off: Numba is not installed. Everything works without it, only"),
        ("Numba cannot be used (ImportError: llvmlite)", "To turn it on: delete the folder .venv, then run python3"),
    ):
        monkeypatch.setattr(fused, "why_not", lambda *given, reason=reason: reason)
        assert doctor.summary() == doctor.ALL_WELL
        assert doctor.run(argparse.Namespace(json=False)) == 0
        assert line in capsys.readouterr().out.splitlines()[1]
        assert doctor.run(argparse.Namespace(json=True)) == 0
        assert json.loads(capsys.readouterr().out)["path"] == ("fused" if reason is None else f"plain: {reason}")
    assert warmed == ["warmed", "warmed"]


def test_a_compiler_that_fails_is_said_and_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("no locator available\nfor file")

    monkeypatch.setattr(fused, "why_not", lambda *given: None)
    monkeypatch.setattr(fused, "warm_up", broken)
    assert doctor.run(argparse.Namespace(json=False)) == 0
    well, path = capsys.readouterr().out.splitlines()
    assert well == doctor.ALL_WELL
    assert path.startswith("The fast path is off: the kernels cannot be compiled (RuntimeError: no locator available)")


def test_numba_may_be_missing_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise doctor.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "version", absent)
    assert list(doctor.packages({"numba": "0.68.1"})) == []
    assert len(list(doctor.packages({"numba": "0.68.1", "torch": "2.13.0"}))) == 1
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "0.1")
    assert [trouble.subject for trouble in doctor.packages({"numba": "0.68.1"})] == ["numba"]


def test_a_local_build_of_a_pinned_version_is_that_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "2.13.0+cpu")
    assert list(doctor.packages({"torch": "2.13.0"}, loaded=())) == []


def test_the_doctor_speaks_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "LOOKS", (lambda: doctor.memory(1),))
    assert doctor.run(argparse.Namespace(json=True)) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["well"] is False and said["troubles"][0]["subject"] == "memory"


def test_the_doctor_makes_no_folder(tmp_path: Path) -> None:
    assert list(doctor.work_folder(tmp_path / "my_work")) == []
    assert list(tmp_path.iterdir()) == []


# --- status, on the real lesson 02


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def save(path: Path, book: dict) -> None:
    path.write_text(json.dumps(book), encoding="utf-8")


def cell(book: dict, cell_id: str) -> dict:
    return next(one for one in book["cells"] if one.get("id") == cell_id)


@pytest.fixture
def learner(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A my_work with lesson 02: 2.1 right, 2.2 wrong, 2.3 not attempted."""
    folder = tmp_path / "my_work"
    folder.mkdir()
    book = load(my_lessons.shipped("02") or repository)
    right = "def cosine_similarity(memory, key):\n    lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key)\n"
    cell(book, "02-answer-2-1")["source"] = right + "    return memory @ key / (lengths + 1e-8)"
    cell(book, "02-answer-2-2")["source"] = "def softmax(values):\n    return np.exp(values) / np.exp(values).sum()"
    save(folder / "02_find_by_content.ipynb", book)
    monkeypatch.setattr(my_lessons, "MY_WORK", folder)
    return folder


def test_status_judges_each_exercise_afresh(learner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in learner.iterdir()}
    assert status.run(argparse.Namespace(json=True)) == 0
    rows = json.loads(capsys.readouterr().out)["exercises"]
    assert [(row["exercise"], row["status"], row["points"]) for row in rows] == [
        ("2.1", "correct", 1),
        ("2.2", "wrong", 0),
        ("2.3", "not attempted", 0),
    ]
    assert rows[1]["message"] and {path: path.read_bytes() for path in learner.iterdir()} == before


def test_status_says_it_for_people(learner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (learner / "03_broken.ipynb").write_text("{", encoding="utf-8")
    assert status.run(argparse.Namespace(json=False)) == 1
    shown = capsys.readouterr().out
    assert "03_broken.ipynb: is not JSON" in shown
    assert "1 of 3 points in the lessons of my_work/." in shown


def test_status_of_an_empty_folder_says_how_to_fill_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(my_lessons, "MY_WORK", tmp_path)
    assert status.run(argparse.Namespace(json=False)) == 0
    assert "python3 start.py" in capsys.readouterr().out
