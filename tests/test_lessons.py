"""The lessons themselves: in step with their source, within the rules, true keys, blank editions that do no harm."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from ntm_lib.checks import registry
from tools import build, lint
from tools.lesson import Cell, Lesson, read, sources

LESSONS = [read(path) for path in sources()]
ROOT = Path(__file__).resolve().parent.parent
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


def test_part_one_and_the_training_lesson_are_there_with_both_editions() -> None:
    assert {"00", "01", "02", "03", "04", "05", "09"} <= {lesson.number for lesson in LESSONS}
    for folder in ("solutions", "notebooks"):
        built = {path.stem for path in (ROOT / folder).glob("*.ipynb")}
        assert built == {lesson.name for lesson in LESSONS}, f"{folder} holds notebooks without a source, or lacks some"


@every_lesson
def test_its_notebooks_are_in_step_with_its_source(lesson: Lesson) -> None:
    assert build.drift(lesson, build.targets(lesson)) == []


@every_lesson
def test_it_keeps_the_cell_rules(lesson: Lesson) -> None:
    assert lint.faults(lesson) == []


@every_lesson
def test_its_key_was_executed_completely_and_is_small(lesson: Lesson) -> None:
    path = build.targets(lesson)["solution"]
    key = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    code = [cell for cell in key.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert path.stat().st_size <= build.KEY_BYTES
    text = path.read_text(encoding="utf-8")
    assert "application/vnd.jupyter.widget" not in text and '"output_type": "error"' not in text
    assert '"name": "stderr"' not in text
    assert not re.search(r"0x[0-9a-f]{6,}|/home/|/root/|/tmp/|/work/", text), "an address or a path of this machine"


@every_lesson
def test_each_correct_check_is_one_line_with_its_points(lesson: Lesson) -> None:
    key = nbformat.read(build.targets(lesson)["solution"], as_version=nbformat.NO_CONVERT)
    answers = {cell.id: cell.source for cell in lesson.cells if cell.role == "check"}
    checks = [cell for cell in key.cells if cell.id in answers]
    assert len(checks) == sum(cell.role == "card" for cell in lesson.cells) > 0
    for cell in checks:
        exercise, name = re.search(r'"([\d.]+)", (\w+)\)', cell.source).groups()  # type: ignore[union-attr]
        [output] = cell.outputs
        assert output.name == "stdout" and output.text.count("\n") == 1
        assert output.text.startswith(f"{exercise} {name}: correct. ")


@every_lesson
def test_cards_and_checks_name_exercises_that_exist_with_the_same_points(lesson: Lesson) -> None:
    for cell in lesson.cells:
        if cell.role == "card":
            exercise = registry.find(cell.exercise)
            assert re.search(rf" · {exercise.points} points?$", cell.source.splitlines()[2])
        if cell.role == "answer":
            defined = [
                node.name for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)
            ]
            assert registry.find(cell.exercise).name in defined


@every_lesson
def test_hints_do_not_need_a_cell_and_its_check_ids_are_all_of_the_registry(lesson: Lesson) -> None:
    asked = [cell.exercise for cell in lesson.cells if cell.role == "card"]
    assert asked == [exercise.id for exercise in registry.lesson(int(lesson.number))]


def nbval(path: Path, threads: str = "1") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--nbval"]
    command += ["--nbval-cell-timeout", "120", str(path)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=600, check=False)


@pytest.mark.slow
@every_lesson
def test_its_key_passes_nbval_twice_in_a_row(lesson: Lesson) -> None:
    for _ in range(2):
        done = nbval(build.targets(lesson)["solution"])
        assert done.returncode == 0, done.stdout[-4000:]
        assert int(re.search(r"(\d+) passed", done.stdout)[1]) == sum(cell.is_code for cell in lesson.cells)  # type: ignore[index]


@pytest.mark.slow
def test_lesson_09_passes_nbval_with_two_threads_too() -> None:
    [lesson] = [lesson for lesson in LESSONS if lesson.number == "09"]
    done = nbval(build.targets(lesson)["solution"], threads="2")
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.slow
@every_lesson
def test_run_all_on_the_blank_lesson_ends_without_an_error(lesson: Lesson, tmp_path: Path) -> None:
    book = nbformat.read(build.targets(lesson)["learner"], as_version=nbformat.NO_CONVERT)
    client = NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    for cell in book.cells:
        if cell.cell_type == "code":
            assert not any(output.output_type == "error" for output in cell.outputs), cell.source
        if "check" in cell.metadata.get("tags", ()):
            said = "".join(output.get("text", "") for output in cell.outputs)
            assert "correct. " not in said and "not attempted" in said.lower(), said
    assert list(tmp_path.iterdir()) == [], "a lesson outside my_work/ must leave nothing behind"


@pytest.mark.slow
@every_lesson
def test_the_blank_lesson_is_never_green_under_nbval(lesson: Lesson, tmp_path: Path) -> None:
    path = tmp_path / f"{lesson.name}.ipynb"
    path.write_bytes(build.targets(lesson)["learner"].read_bytes())
    done = nbval(path)
    assert done.returncode == 1
    failed = int(re.search(r"(\d+) failed", done.stdout)[1])  # type: ignore[index]
    assert failed == sum(_is_graded(cell) for cell in lesson.cells), done.stdout[-3000:]


def _is_graded(cell: Cell) -> bool:
    return cell.role == "check" and not registry.is_stretch(cell.exercise)
