"""The builder, on a sample lesson."""

import json
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from sample_lesson import SAMPLE, change
from tools import build
from tools.lesson import Lesson, sources, stub


@pytest.fixture
def paths(tmp_path: Path) -> dict[str, Path]:
    return {"solution": tmp_path / "77_double.ipynb", "learner": tmp_path / "notebooks" / "77_double.ipynb"}


def test_the_stub_keeps_the_signature_and_the_docstring_and_says_the_exercise(lesson: Callable[..., Lesson]) -> None:
    book = build.notebook(lesson(), "learner")
    answer = next(cell for cell in book.cells if cell.id == "77-answer-77-1")
    assert answer.source == (
        'def double(number):\n    """Twice the number."""\n    raise NotImplementedError("Exercise 77.1")'
    )


def test_no_line_of_the_solution_reaches_the_learner(lesson: Callable[..., Lesson]) -> None:
    text = build.text(build.notebook(lesson(), "learner"))
    assert "number * 2" not in text and "SOLUTION" not in text
    assert "number * 2" in build.text(build.notebook(lesson(), "solution"))


def test_the_learners_edition_was_never_run(lesson: Callable[..., Lesson]) -> None:
    code = [cell for cell in build.notebook(lesson(), "learner").cells if cell.cell_type == "code"]
    assert code and all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_ids_of_exercise_cells_are_their_exercise_and_all_ids_differ(lesson: Callable[..., Lesson]) -> None:
    ids = [cell.id for cell in lesson().cells]
    assert {"77-card-77-1", "77-answer-77-1", "77-check-77-1"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_inserting_a_cell_renames_no_other(lesson: Callable[..., Lesson]) -> None:
    before = {cell.id for cell in lesson().cells}
    more = change("# %% [markdown]\n# ## Stretch", "# %% [markdown]\n# New words.\n\n# %% [markdown]\n# ## Stretch")
    assert before < {cell.id for cell in lesson(more).cells}


def test_equal_cells_get_different_ids(lesson: Callable[..., Lesson]) -> None:
    twice = SAMPLE + "\n# %% [markdown]\n# Same.\n\n# %% [markdown]\n# Same.\n"
    ids = [cell.id for cell in lesson(twice).cells]
    assert len(ids) == len(set(ids))


def test_metadata_says_lesson_and_edition_and_nothing_of_this_machine(lesson: Callable[..., Lesson]) -> None:
    for edition in ("solution", "learner"):
        metadata = build.notebook(lesson(), edition).metadata
        assert metadata["ntm"] == {"lesson": "77", "edition": edition}
        assert set(metadata) == {"ntm", "kernelspec", "language_info"}
        assert "version" not in metadata["language_info"]


def test_a_build_is_the_same_bytes_twice_and_in_step(lesson: Callable[..., Lesson], paths: dict[str, Path]) -> None:
    build.build(lesson(), paths)
    first = {edition: path.read_bytes() for edition, path in paths.items()}
    build.build(lesson(), paths)
    assert {edition: path.read_bytes() for edition, path in paths.items()} == first
    assert build.drift(lesson(), paths) == []
    key = nbformat.read(paths["solution"], as_version=nbformat.NO_CONVERT)
    printed = {cell.id: cell.outputs[0].text for cell in key.cells if cell.id == "77-check-77-1"}
    assert printed == {"77-check-77-1": "77.1: 6\n"}
    assert list(paths["solution"].parent.rglob("*.part")) == []


def test_outputs_may_differ_but_cells_and_metadata_may_not(
    lesson: Callable[..., Lesson], paths: dict[str, Path]
) -> None:
    build.build(lesson(), paths)
    key = json.loads(paths["solution"].read_text(encoding="utf-8"))
    key["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["another machine\n"]}]
    paths["solution"].write_text(json.dumps(key), encoding="utf-8")
    assert build.drift(lesson(), paths) == []
    for spoil in (
        lambda book: book["cells"][0].update(source=["other"]),
        lambda book: book["cells"][0].update(id="other"),
        lambda book: book["cells"][1]["metadata"].update(tags=["setup", "nbval-skip"]),
        lambda book: book["metadata"]["ntm"].update(lesson="78"),
        lambda book: book["cells"].pop(),
    ):
        changed = json.loads(json.dumps(key))
        spoil(changed)
        paths["solution"].write_text(json.dumps(changed), encoding="utf-8")
        assert len(build.drift(lesson(), paths)) == 1


def test_the_learners_edition_may_not_even_have_outputs(lesson: Callable[..., Lesson], paths: dict[str, Path]) -> None:
    build.build(lesson(), paths)
    paths["learner"].write_text(
        paths["learner"].read_text(encoding="utf-8").replace('"execution_count": null', '"execution_count": 1', 1),
        encoding="utf-8",
    )
    assert [line.split(":")[0] for line in build.drift(lesson(), paths)] == [str(paths["learner"])]


def test_a_missing_or_broken_notebook_is_drift(lesson: Callable[..., Lesson], paths: dict[str, Path]) -> None:
    assert len(build.drift(lesson(), paths)) == 2
    paths["solution"].write_text("not JSON", encoding="utf-8")
    assert len(build.drift(lesson(), paths)) == 2


def test_a_solution_that_raises_builds_nothing(lesson: Callable[..., Lesson], paths: dict[str, Path]) -> None:
    broken = lesson(change("double(4)", 'double("four")'))
    with pytest.raises(build.BuildError, match=r"77_double\.py:\d+: the solution does not run"):
        build.build(broken, paths)
    assert not paths["solution"].exists() and not paths["learner"].exists()


def test_prose_can_be_rebuilt_without_running_but_code_cannot(
    lesson: Callable[..., Lesson], paths: dict[str, Path]
) -> None:
    build.build(lesson(), paths)
    new_words = lesson(change("# Triple it.", "# Triple it, then halve it."))
    build.build(new_words, paths, run=False)
    key = nbformat.read(paths["solution"], as_version=nbformat.NO_CONVERT)
    assert key.cells[-1].source.endswith("then halve it.") and any(cell.get("outputs") for cell in key.cells)
    with pytest.raises(build.BuildError, match="code changed"):
        build.build(lesson(change("double(4)", "double(5)")), paths, run=False)


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    return 1",
        "def f():\n    # BEGIN SOLUTION\n    return 1",
        "def f():\n    return 1\n    # END SOLUTION",
        "# BEGIN SOLUTION\nx = 1\n# BEGIN SOLUTION\ny = 1\n# END SOLUTION",
        "# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n# BEGIN SOLUTION\ny = 1\n# END SOLUTION",
    ],
)
def test_an_answer_without_one_marked_solution_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"exercise 77\.1 must"):
        stub(source, "77.1")


def test_lessons_are_found_by_number_and_by_name(tmp_path: Path) -> None:
    for name in ("02_find.py", "10_far.py", "notes.py"):
        (tmp_path / name).touch()
    assert [path.name for path in sources((), tmp_path)] == ["02_find.py", "10_far.py"]
    assert sources(["2"], tmp_path) == sources(["02"], tmp_path) == sources(["02_find"], tmp_path)
    with pytest.raises(LookupError, match="No lesson '3'"):
        sources(["3"], tmp_path)
