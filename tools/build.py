"""Build the notebooks of a lesson from its source: the executed key and the learner's edition.

    python -m tools.build            all lessons
    python -m tools.build 02         one lesson
    python -m tools.build --changed  only lessons whose cells differ from their source
    python -m tools.build --check    build nothing: say which notebooks differ from their source

Cells, ids and metadata are the same bytes at every run; outputs are whatever the kernel gave, and nbval judges them.
A lesson is written when both of its notebooks are ready, each file whole or not at all.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, v4

from ntm_lib.my_work import REPOSITORY
from ntm_lib.whole_files import write_whole
from tools.lesson import NOTEBOOKS, SOLUTIONS, Lesson, read, sources, stub

CELL_SECONDS = 120  # the lessons' own limit is 60 s; twice that keeps a slow machine from failing a build
KEY_BYTES = 500_000
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}
THREADS = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}


class BuildError(Exception):
    """A lesson that cannot be built; the message says which and why."""


def notebook(lesson: Lesson, edition: str) -> NotebookNode:
    """The lesson without outputs; `edition` is "solution" or "learner"."""
    cells = []
    for cell in lesson.cells:
        source = (
            stub(cell.source, cell.exercise or "") if edition == "learner" and cell.role == "answer" else cell.source
        )
        make = v4.new_code_cell if cell.is_code else v4.new_markdown_cell
        cells.append(make(source, id=cell.id, metadata={"tags": list(cell.tags)} if cell.tags else {}))
    return v4.new_notebook(cells=cells, metadata=_metadata(lesson, edition))


def _metadata(lesson: Lesson, edition: str) -> dict[str, object]:
    return {
        "kernelspec": KERNELSPEC,
        "language_info": LANGUAGE,
        "ntm": {"edition": edition, "lesson": lesson.number},
    }


def execute(lesson: Lesson, folder: Path = SOLUTIONS) -> NotebookNode:
    """The key: the solution run from top to bottom on one thread, in the folder where nbval will run it.

    Raises BuildError when a cell raises, hangs or kills its kernel.
    """
    book = notebook(lesson, "solution")
    client = NotebookClient(
        book,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    inherited = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"}
    try:
        client.execute(env={**inherited, **THREADS})
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise BuildError(f"{_failing_line(lesson, book)}: the solution does not run.\n{error}") from error
    book.metadata = nbformat.from_dict(_metadata(lesson, "solution"))
    return book


def _failing_line(lesson: Lesson, book: NotebookNode) -> str:
    ran = [cell.line for cell, made in zip(lesson.cells, book.cells, strict=True) if made.get("execution_count")]
    return f"{lesson.path}:{ran[-1] if ran else 1}"


def with_old_outputs(lesson: Lesson, old: NotebookNode) -> NotebookNode:
    """The key with the outputs it has already: for a lesson in which only prose changed.

    Raises BuildError when its code changed, since cells without outputs would pass nbval unseen.
    """
    book = notebook(lesson, "solution")
    old_code = [cell for cell in old.cells if cell.cell_type == "code"]
    new_code = [cell for cell in book.cells if cell.cell_type == "code"]
    if [cell.source for cell in old_code] != [cell.source for cell in new_code]:
        raise BuildError(f"{lesson.path}:1: code changed since it was executed; build without --no-execute.")
    for new, before in zip(new_code, old_code, strict=True):
        new.outputs, new.execution_count = before.outputs, before.execution_count
    return book


def text(book: NotebookNode) -> str:
    """The notebook as the bytes of its file. Raises nbformat's ValidationError for a notebook that is not one."""
    nbformat.validate(book)
    return nbformat.writes(book) + "\n"


def skeleton(book: NotebookNode) -> str:
    """The notebook's cells, ids and metadata without outputs and counts: what must equal the source."""
    bare = nbformat.from_dict(book)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(bare)


def targets(lesson: Lesson, solutions: Path = SOLUTIONS, notebooks: Path = NOTEBOOKS) -> dict[str, Path]:
    """Where each edition goes."""
    return {"solution": solutions / f"{lesson.name}.ipynb", "learner": notebooks / f"{lesson.name}.ipynb"}


def drift(lesson: Lesson, paths: dict[str, Path]) -> list[str]:
    """One line for each generated notebook that is missing or differs from its source."""
    found = []
    for edition, path in paths.items():
        wanted = notebook(lesson, edition)
        try:
            # The learner's edition is compared whole: it must have no outputs at all.
            present = path.read_text(encoding="utf-8")
            same = present == text(wanted) if edition == "learner" else skeleton(_parse(present)) == skeleton(wanted)
        except (OSError, ValueError, nbformat.ValidationError):
            same = False
        if not same:
            found.append(f"{path}: differs from {lesson.path.name}; run python -m tools.build {lesson.number}")
    return found


def _parse(content: str) -> NotebookNode:
    return nbformat.reads(content, as_version=nbformat.NO_CONVERT)


def build(lesson: Lesson, paths: dict[str, Path], run: bool = True) -> None:
    """Write both notebooks of a lesson. Raises BuildError before anything is written."""
    learner = text(notebook(lesson, "learner"))
    if run:
        key = execute(lesson, paths["solution"].parent)
    elif paths["solution"].exists():
        key = with_old_outputs(lesson, _parse(paths["solution"].read_text(encoding="utf-8")))
    else:
        raise BuildError(f"{lesson.path}:1: was never executed; build without --no-execute.")
    solution = text(key)
    if len(solution.encode()) > KEY_BYTES:
        raise BuildError(f"{paths['solution']}: must have at most {KEY_BYTES} bytes; got {len(solution.encode())}.")
    write_whole({paths["solution"]: solution.encode(), paths["learner"]: learner.encode()})


def main(arguments: Sequence[str] | None = None) -> int:
    """Build or compare; 0 when all went well."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.build", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lessons", nargs="*", help="numbers or names; all when none is given")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a notebook differs")
    parser.add_argument("--changed", action="store_true", help="skip lessons whose notebooks are in step")
    parser.add_argument("--no-execute", action="store_true", help="keep the key's outputs: only prose changed")
    chosen = parser.parse_args(arguments)
    try:
        lessons = [read(path) for path in sources(chosen.lessons)]
        if chosen.check:
            return _report(lessons)
        for lesson in lessons:
            if not chosen.changed or drift(lesson, targets(lesson)):
                _build_one(lesson, run=not chosen.no_execute)
    except (BuildError, LookupError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _report(lessons: list[Lesson]) -> int:
    lines = [line for lesson in lessons for line in drift(lesson, targets(lesson))]
    print("\n".join(lines) if lines else f"{len(lessons)} lessons in step with their sources.")
    return 1 if lines else 0


def _build_one(lesson: Lesson, run: bool) -> None:
    start = time.monotonic()
    build(lesson, targets(lesson), run)
    size = targets(lesson)["solution"].stat().st_size
    print(f"{lesson.name}: {len(lesson.cells)} cells, {size // 1000} kB, {time.monotonic() - start:.1f} s", flush=True)


if __name__ == "__main__":
    os.chdir(REPOSITORY)
    sys.exit(main())
