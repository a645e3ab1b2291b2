"""The hand machine out of a learner's own functions: whose they are, that they call each other, that none breaks it."""

from __future__ import annotations

import builtins
import inspect
import json
import re
from pathlib import Path

import numpy as np
import pytest

import handed_in as hand
from ntm_lib import by_hand, checks, my_work, programs
from ntm_lib.checks import own_answers, own_functions, registry
from ntm_lib.checks.runner import judge_apart

LESSONS = ("01", "02", "03", "04")
ALL = own_functions.EXERCISES


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder and a kernel that remembers nothing."""
    monkeypatch.setattr(my_work, "folder", lambda: tmp_path)
    monkeypatch.setattr(own_answers, "_remembered", {})
    monkeypatch.setattr(own_answers, "_refused", set())
    monkeypatch.setattr(own_answers, "judge_apart", judge_here)
    return tmp_path


def judge_here(exercise: str, source: str, seconds: float) -> checks.Verdict:
    """Without a process of its own, which the answers that are judged here do not need: a third of a second each."""
    return judge_apart(exercise, source, seconds=seconds) if "_exit" in source else checks.judge(exercise, source)


def save(folder: Path, **changed: str) -> None:
    """Lessons 01 to 04 solved and saved, but for the answers given: save(folder, **{"3.2": source})."""
    for lesson in LESSONS:
        mine = {exercise: source for exercise, source in changed.items() if exercise.startswith(f"{int(lesson)}.")}
        (folder / f"{lesson}.ipynb").write_text(json.dumps(hand.solved(lesson, **mine)))


def test_every_function_of_the_hand_machine_is_an_exercise_before_lesson_05() -> None:
    names = [registry.find(exercise).name for exercise in ALL]
    assert set(programs.Functions._fields) <= set(names)
    for exercise, name in zip(ALL, names, strict=True):
        body = inspect.getsource(getattr(by_hand, name)).partition(":\n")[2]
        uses = [other for other in names if re.search(rf"\b{other}\(", body)]
        assert all(names.index(other) < names.index(name) for other in uses if other != name), exercise


def test_nothing_solved_is_the_librarys(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.my_functions() == programs.LIBRARY
    assert capsys.readouterr().out == (
        "0 of the 11 functions in this machine are yours. The library's stand in for read (1.2),\n"
        "cosine_similarity (2.1), softmax (2.2), content_weighting (2.3), interpolate (3.1),\n"
        "shift (3.2), sharpen (3.3), address (3.4), erase (4.1), add (4.2), write (4.3).\n"
    )


def test_all_solved_is_all_yours_and_agrees_with_the_library(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(folder)
    functions = checks.my_functions()
    assert capsys.readouterr().out == "11 of the 11 functions in this machine are yours. All of it is your code.\n"
    assert all(mine is not ours for mine, ours in zip(functions, programs.LIBRARY, strict=True))
    assert programs.largest_difference(functions) < 1e-6
    vectors = np.random.default_rng(0).integers(0, 2, (100, 8)).astype(float)
    run = programs.HandMachine(functions=functions).run(programs.copy_program, vectors)
    assert not programs.wrong_bits(run.outputs(), vectors).any()


MARKED = {  # answers that note that they ran
    "2.1": ("memory, key", "memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e-8)"),
    "2.3": ("memory, key, key_strength", "softmax(key_strength * cosine_similarity(memory, key))"),
    "3.1": ("content, previous, gate", "gate * content + (1 - gate) * previous"),
    "3.4": (
        "memory, previous, key, key_strength, gate, shift_weighting, sharpening",
        "sharpen(shift(interpolate(content_weighting(memory, key, key_strength), previous, gate), shift_weighting), "
        "sharpening)",
    ),
    "4.1": ("memory, weighting, erase_vector", "memory * (1 - np.outer(weighting, erase_vector))"),
}


def marked(exercise: str) -> str:
    arguments, value = MARKED[exercise]
    noted = f'import builtins\n    getattr(builtins, "SEEN", set()).add("{exercise}")\n'
    return f"def {registry.find(exercise).name}({arguments}):\n    {noted}    return {value}\n"


def test_your_functions_call_each_other_within_a_lesson_and_across(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(folder, **{exercise: marked(exercise) for exercise in MARKED})
    functions, seen = checks.my_functions(), set[str]()
    monkeypatch.setattr(builtins, "SEEN", seen, raising=False)
    programs.largest_difference(functions)
    assert seen == set(MARKED)


@pytest.mark.parametrize("missing", ["2.3", "3.4"])
def test_they_run_under_the_librarys_text_too_where_one_between_is_missing(
    missing: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(folder, **({exercise: marked(exercise) for exercise in MARKED} | {missing: BROKEN["raises"]}))
    functions, seen = checks.my_functions(), set[str]()
    monkeypatch.setattr(builtins, "SEEN", seen, raising=False)
    assert programs.largest_difference(functions) < 1e-6
    assert seen == set(MARKED) - {missing}


BROKEN = {
    "wrong": "def shift(weighting, shift_weighting):\n    return np.roll(weighting, -1)",
    "raises": "def shift(weighting, shift_weighting):\n    1 / 0",
    "ends the process": "import os\ndef shift(weighting, shift_weighting):\n    os._exit(3)",
    "does not parse": "def shift(weighting, shift_weighting:\n    return",
}


@pytest.mark.parametrize("way", BROKEN)
def test_one_broken_answer_is_replaced_and_named(way: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(folder, **{"3.2": BROKEN[way]})
    functions = checks.my_functions()
    assert capsys.readouterr().out == (
        "10 of the 11 functions in this machine are yours. The library's stands in for shift (3.2).\n"
    )
    assert programs.largest_difference(functions) < 1e-6


def test_a_broken_notebook_costs_its_own_lesson(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(folder)
    (folder / "04.ipynb").write_text("{")
    functions = checks.my_functions()
    assert "8 of the 11 functions" in capsys.readouterr().out
    assert functions.read is not by_hand.read
    assert functions.write.__code__ is inspect.unwrap(by_hand.write).__code__


def test_functions_that_fail_only_together_give_way_to_the_librarys(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save(folder)
    monkeypatch.setattr(own_functions, "largest_difference", lambda functions: 1 / 0)
    assert checks.my_functions() is programs.LIBRARY
    assert "one by one, but not together" in capsys.readouterr().out


def test_a_helper_of_yours_that_has_an_exercises_name_stays_yours(folder: Path) -> None:
    """`read` is the exercise of another lesson; here it is a helper that does something else."""
    helped = (
        "def read(memory):\n    return memory\ndef add(memory, weighting, add_vector):\n"
        "    return read(memory) + np.outer(weighting, add_vector)"
    )
    save(folder, **{"4.2": helped})
    assert programs.largest_difference(checks.my_functions()) < 1e-6


def test_in_a_grading_they_are_the_librarys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(folder)
    monkeypatch.setattr(own_answers, "grading_folder", lambda: folder)
    assert checks.my_functions() == programs.LIBRARY
