"""In a learner's kernel and in plain Python: `check`, hints, the solution, and `mine`."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import nbclient
import nbformat
import numpy as np
import pytest
import torch

from answers_to_check import RIGHT
from ntm_lib import FeedForwardController, addressing, by_hand, checks, heads, machine, my_work
from ntm_lib.checks import help as help_calls
from ntm_lib.checks import own_answers, registry

BLANK = 'def softmax(values):\n    """Shares."""\n    raise NotImplementedError("Exercise 2.2")\n'
RIGHT_SOFTMAX = RIGHT["2.2"][0]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A learner's folder of the test's own, and a kernel that remembers nothing."""
    monkeypatch.setattr(my_work, "folder", lambda: tmp_path)
    monkeypatch.setattr(own_answers, "_remembered", {})
    monkeypatch.setattr(own_answers, "_refused", set())
    monkeypatch.setattr(help_calls, "_opened", type(help_calls._opened)())
    yield tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> object:
    return lambda: capsys.readouterr().out


def outputs(cells: list[str]) -> list[str]:
    """What each cell printed when run by nbclient, in one kernel."""
    setup = "import numpy as np\nfrom ntm_lib import checks\n"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in [setup, *cells]])
    nbclient.NotebookClient(book, timeout=60, kernel_name="python3").execute()
    return ["".join(output.text for output in cell.outputs) for cell in book.cells[1:]]


def test_in_a_kernel_the_cells_that_were_run_are_judged() -> None:
    check = 'checks.check("2.2", softmax)'
    right = "2.2 softmax: correct. 1 point.\n"
    cells = [
        BLANK,
        check,
        "%time SCALE = 2\n!true\nSCALE = 1.0",
        "def powers(values):\n    return SCALE * np.exp(values - values.max(-1, keepdims=True))",
        "def softmax(values):\n    print('hello')\n    return powers(values) / powers(values).sum(-1, keepdims=True)",
        "np.random.seed(0); before = np.random.rand(); np.random.seed(0)\n"
        + check
        + "\nassert before == np.random.rand()",
        "from ntm_lib.by_hand import softmax",
        check,
        "softmax = lambda values: values",
        check,
        "for SCALE in range(2): pass\ndef softmax(values):\n    return values * SCALE",
        check,
        "softmax = type('Softmax', (), {'__call__': lambda self, v: v})()",  # no source in sight but its cell's
        check,
        'checks.check("2.2", softmax(np.ones(2)))\nchecks.check("2.2", None)\nchecks.check("9.9", softmax)',
        "assert checks.mine('2.2')(np.ones(2)).tolist() == [0.5, 0.5]",
        BLANK,
        check,
        "def softmax(values):\n    return powrs(values)",
        check,
    ]
    found = dict(enumerate(outputs(cells)))
    assert found[1].startswith("2.2 softmax: not attempted.")
    assert found[5] == right
    assert "is the library's function here" in found[7]
    assert "[5]" in found[9] and "not correct yet" in found[9]
    assert "`SCALE` is also set by a loop" in found[11]
    assert "you return  [5]" in found[13]
    assert found[14].count("Hand in the function itself") == 2 and "exercise must be one of" in found[14]
    assert found[15].startswith("2.2: yours.\n")
    assert found[17].startswith("2.2 softmax: not attempted.")  # what the learner sees is the stub
    assert "no `powrs`, but it has `powers`" in found[19]


def softmax(values: np.ndarray) -> np.ndarray:
    return _powers(values) / _powers(values).sum(axis=-1, keepdims=True)


def _powers(values: np.ndarray) -> np.ndarray:
    return np.exp(values - values.max(axis=-1, keepdims=True))


def test_in_plain_python_the_answers_file_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    checks.check("2.2", softmax)
    assert capsys.readouterr() == ("2.2 softmax: correct. 1 point.\n", "")
    space: dict[str, object] = {}
    exec("def softmax(values):\n    return values", space)
    checks.check("2.2", space["softmax"])
    assert "not attempted" in capsys.readouterr().out  # no text to be found
    checks.check("2.3", softmax)
    assert "You handed in `softmax`." in capsys.readouterr().out


def test_hints_open_one_by_one_and_then_point_to_the_solution(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(4):
        checks.hint("2.1")
        said.append(capsys.readouterr().out)
    assert [text.count("Hint ") for text in said] == [1, 1, 1, 3]
    assert [f"Hint {n} of 3 for 2.1" in said[n - 1] for n in (1, 2, 3)] == [True] * 3
    assert ["solution" in text for text in said] == [False, False, True, True]
    checks.hint("2.7")
    assert "exercise must be one of" in capsys.readouterr().out


@pytest.mark.parametrize("exercise", [exercise.id for exercise in registry.every()])
def test_the_solution_is_shown_without_its_marks_and_is_right(
    exercise: str, capsys: pytest.CaptureFixture[str]
) -> None:
    checks.solution(exercise)
    shown = capsys.readouterr().out
    assert "SOLUTION" not in shown and checks.judge(exercise, shown).correct


def test_a_solution_that_is_not_there_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(help_calls, "REPOSITORY", tmp_path)
    checks.solution("2.1")
    checks.solution("x")
    assert "solutions/02_*.py is missing." in capsys.readouterr().out


def save(path: Path, *sources: str, lesson: object = None) -> None:
    cells = [{"cell_type": "code", "source": source.splitlines(keepends=True)} for source in sources]
    metadata = {} if lesson is None else {"ntm": {"lesson": lesson}}
    path.write_text(json.dumps({"cells": cells, "metadata": metadata}))


def test_mine_is_the_saved_answer_if_it_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.mine("2.2") is by_hand.softmax
    save(folder / "any name.ipynb", BLANK, RIGHT_SOFTMAX + "  # mine", lesson="02")
    mine = checks.mine("2.2")
    assert mine is not by_hand.softmax and mine(np.zeros(2)).tolist() == [0.5, 0.5]
    assert capsys.readouterr().out.splitlines() == [
        "2.2: the library's (no answer of yours that passes its check yet).",
        "2.2: yours.",
    ]


@pytest.mark.parametrize(
    ("lesson", "cells", "is_yours"),
    [
        (None, (RIGHT_SOFTMAX, 'checks.check("2.2", softmax)'), True),  # known by its checks
        (None, (RIGHT_SOFTMAX,), False),
        ("09", (RIGHT_SOFTMAX, 'checks.check("2.2", softmax)'), False),  # another lesson's
        ("02", ("def softmax(values):\n    return values",), False),
        ("02", ("import os\ndef softmax(values):\n    os._exit(1)",), False),
        ("02", (BLANK,), False),
        (["02"], (RIGHT_SOFTMAX,), False),
    ],
)
def test_mine_takes_only_a_passing_answer_of_the_right_lesson(
    lesson: object, cells: tuple[str, ...], is_yours: bool, folder: Path
) -> None:
    save(folder / "02_x.ipynb", *cells, lesson=lesson)
    assert own_answers.own("2.2").is_yours == is_yours


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"cells": 1}', '{"cells": [null], "metadata": 4}', "[" * 100_000]
)
def test_a_broken_notebook_is_passed_over(text: str, folder: Path) -> None:
    (folder / "broken.ipynb").write_text(text)
    (folder / "folder.ipynb").mkdir()
    if hasattr(os, "symlink"):
        (folder / "link.ipynb").symlink_to("/dev/zero")
    assert own_answers.own("2.2").answer is by_hand.softmax
    save(folder / "whole.ipynb", RIGHT_SOFTMAX, lesson="2")
    assert own_answers.own("2.2").is_yours


def test_mine_of_lessons_to_come_is_the_librarys(capsys: pytest.CaptureFixture[str]) -> None:
    library = {"6.1": heads.squash, "6.2": addressing.content_weighting, "6.3": addressing.shift}
    library |= {"8.1": machine.step, "8.2": machine.run}
    assert {number: checks.mine(number) for number in library} == library
    assert "6.1: the library's (lesson 06 is not in the course yet).\n" in capsys.readouterr().out
    with pytest.raises(ValueError, match="exercise must be one of"):
        checks.mine("5.5")


def test_my_machine_says_in_one_line_whose_parts_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    sizes = {"input_size": 3, "output_size": 2, "num_slots": 4, "slot_width": 3}
    torch.manual_seed(1)
    mine = checks.my_machine(FeedForwardController(5), **sizes)
    assert capsys.readouterr().out == ("Parts that are yours: 0 of 6. (Lessons 06-08 are not in the course yet.)\n")
    torch.manual_seed(1)
    plain = machine.NTM(controller=FeedForwardController(5), **sizes)  # type: ignore[arg-type]
    assert torch.allclose(mine(torch.ones(3, 2, 3))[0], plain(torch.ones(3, 2, 3))[0], atol=1e-6)


def test_my_machine_uses_each_part_that_is_yours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ntm_lib.checks import own_machine

    used = []

    def watched(number: str) -> own_answers.Own:
        library = own_answers.own(number).answer

        def part(*arguments: object) -> object:
            used.append(number)
            return library(*arguments)

        return own_answers.Own(part, True)

    monkeypatch.setattr(own_machine, "own", watched)
    sizes = {"input_size": 3, "output_size": 2, "num_slots": 4, "slot_width": 3}
    torch.manual_seed(1)
    mine = checks.my_machine(FeedForwardController(5), **sizes)
    assert "are yours: 6 of 6." in capsys.readouterr().out
    torch.manual_seed(1)
    plain = machine.NTM(controller=FeedForwardController(5), **sizes)  # type: ignore[arg-type]
    assert torch.allclose(mine(torch.ones(3, 2, 3))[0], plain(torch.ones(3, 2, 3))[0])
    assert set(used) == {"6.1", "6.2", "6.3", "8.1", "8.2"}
