"""The report folder: put together beside its place and moved there whole: an interrupt leaves nothing behind."""

from __future__ import annotations

import contextlib
import datetime
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import ntm_lib
from ntm_lib.errors import invalid
from ntm_lib.grading.feedback import index_page, learner_page, page_name
from ntm_lib.grading.results import Result
from ntm_lib.grading.tables import by_lesson, without_lesson, write_csv, write_json, write_not_graded


def check_free(target: Path) -> None:
    """Raise ValueError where something already is: earlier grades are never written over."""
    if target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
        raise invalid("--out", "be a new or an empty folder", str(target), "a report")


@contextlib.contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `target` when the block ends well and is gone when it does not.

    Raises ValueError where `target` holds something, OSError where no folder can be made there.
    """
    check_free(target)
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        yield part
        if target.exists():
            target.rmdir()
        part.replace(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_report(results: Sequence[Result], folder: Path, seed: int, titles: Mapping[str, str]) -> None:
    """Fill a folder with results.json, a CSV a lesson, a page a submission and index.html.

    titles  of the lessons, by number
    """
    made = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    about = {"made": made, "ntm_lib": ntm_lib.__version__, "seed": seed}
    write_json(results, about, folder / "results.json")
    for lesson, rows in by_lesson(results).items():
        write_csv(rows, folder / f"lesson_{lesson}.csv")
    if rest := without_lesson(results):
        write_not_graded(rest, folder / "not_graded.csv")
    (folder / "feedback").mkdir()
    pages = [page_name(place, result) for place, result in enumerate(results, start=1)]
    for page, result in zip(pages, results, strict=True):
        (folder / "feedback" / page).write_text(learner_page(result, titles), encoding="utf-8")
    (folder / "index.html").write_text(index_page(results, pages, seed, titles), encoding="utf-8")
