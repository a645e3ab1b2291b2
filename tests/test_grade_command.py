"""`python -m ntm_lib grade` from outside: exit codes, the report folder, its tables and pages, the stop button."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import psutil
import pytest

import handed_in as hand
from ntm_lib.commands.grade import read_keys
from ntm_lib.grading import tables
from ntm_lib.grading.feedback import learner_page, page_name
from ntm_lib.grading.keys import UnusableKeyError, find_keys, read_key
from ntm_lib.grading.report import new_folder, write_report
from ntm_lib.grading.results import Mark, Result

GRADE = [sys.executable, "-m", "ntm_lib", "grade"]
ATTACK = "<script>alert(1)</script>"
RIGHT = Mark("2.1", "cosine_similarity", 1, 1, "correct", "2.1 cosine_similarity: correct. 1 point.")
WRONG = Mark("2.2", "softmax", 0, 1, "wrong", f"2.2 softmax: overflows {ATTACK}.")
EMPTY = Mark("2.3", "content_weighting", 0, 2, "not attempted", "2.3 content_weighting: not attempted.")
LOST = EMPTY._replace(state="not judged", message="the whole notebook took too long")
BORROWED = RIGHT._replace(remarks=("prints while it runs", "uses the library's own cosine_similarity"))
ADA = Result("ada/02.ipynb", "02", (RIGHT, WRONG, EMPTY))
BOB = Result(f"=HYPERLINK(1)/{ATTACK}.ipynb", "02", (BORROWED, WRONG._replace(points=1, state="correct"), LOST))
CY = Result("cy/02.ipynb", "02", (), "the grader failed: OSError: no space")
DEE = Result("@dee.ipynb", None, (), "is empty")
CLASS = [ADA, BOB, CY, DEE]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    with new_folder(tmp_path / "deep" / "report") as folder:
        write_report(CLASS, folder, 7, {"02": "02 · Find by content"})
    return tmp_path / "deep" / "report"


def test_a_result_says_how_it_went() -> None:
    assert [ADA.status, CY.status, DEE.status] == ["graded", "not graded: " + CY.problem, "not graded: is empty"]
    assert BOB.status == "partly graded: 2.3 could not be judged"
    assert (ADA.points, ADA.max_points, ADA.percent) == (1, 4, 25.0)
    assert [result.complete for result in CLASS] == [True, False, False, False]
    flagged = Result("x", "02", (BORROWED,))
    assert flagged.status == "graded; flagged: 2.1 uses the library's own cosine_similarity"


def test_the_gradebook_has_a_row_a_notebook_and_a_column_an_exercise(report: Path) -> None:
    ada, bob, cy = read_csv(report / "lesson_02.csv")
    assert list(ada) == ["submission", "lesson", "2.1", "2.2", "2.3", "points", "max_points", "percent", "status"]
    assert list(ada.values()) == ["ada/02.ipynb", "02", "1", "0", "0", "1", "4", "25", "graded"]
    assert (bob["2.2"], bob["2.3"], bob["points"]) == ("1", "", "2")
    assert list(cy.values())[2:8] == [""] * 6 and cy["status"] == CY.status


def test_no_name_is_a_formula(report: Path) -> None:
    assert read_csv(report / "lesson_02.csv")[1]["submission"] == "'" + BOB.submission
    assert read_csv(report / "not_graded.csv") == [{"submission": "'@dee.ipynb", "status": "not graded: is empty"}]
    assert list(report.glob("lesson_*.csv")) == [report / "lesson_02.csv"]


def test_json_holds_everything_under_the_true_names(report: Path) -> None:
    content = json.loads((report / "results.json").read_text(encoding="utf-8"))
    assert content["seed"] == 7
    assert [entry["submission"] for entry in content["results"]] == [result.submission for result in CLASS]
    assert content["results"][0]["exercises"][1]["message"] == WRONG.message
    assert content["results"][3]["points"] is None and content["results"][3]["complete"] is False


class Page(HTMLParser):
    """What a page is made of, as a browser would see it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_pages_stand_alone_and_can_be_read_aloud(report: Path) -> None:
    for path in [report / "index.html", *sorted((report / "feedback").iterdir())]:
        page = Page(path)
        assert page.all("html") == [{"lang": "en"}]
        assert len(page.all("title")) == len(page.all("h1")) == len(page.all("main")) == 1
        assert not page.all("script") and not page.all("img") and not page.all("link")
        assert len(page.all("caption")) == len(page.all("table"))
        assert all("scope" in header for header in page.all("th"))
        for link in page.all("a"):
            assert (path.parent / str(link["href"])).is_file()
    assert len(list((report / "feedback").iterdir())) == len(CLASS)


def test_a_learner_reads_what_was_said_and_what_to_do_next(report: Path) -> None:
    page = Page(report / "feedback" / page_name(1, ADA))
    assert "Lesson 02 · Find by content" in page.words and "1 of 4 points (25 %)" in page.words
    assert WRONG.message in page.words, "escaped, and so readable"
    assert 'checks.hint("2.2")' in page.words and "Exercise 2.3" in page.words
    assert RIGHT.message not in page.words
    assert "ask for your notebook to be graded again" in Page(report / "feedback" / page_name(2, BOB)).words
    assert "it is empty" in Page(report / "feedback" / page_name(4, DEE)).words


def test_all_right_leads_on() -> None:
    assert "Everything is right." in learner_page(Result("x", "02", (RIGHT,)), {})


def test_page_names_are_plain_and_differ() -> None:
    names = [
        page_name(i, Result(name, None, ())) for i, name in enumerate(["../../x", "..", "a/b.ipynb", "é" * 300], 1)
    ]
    assert names == ["001-x.html", "002.html", "003-a-b.html", "004.html"]


def test_the_console_lines_up() -> None:
    lines = tables.console(CLASS).splitlines()
    assert lines[0] == "Lesson 02" and lines[6] == "Not graded"
    assert lines[2].split() == ["ada/02.ipynb", "1", "0", "0", "1/4", "25", "graded"]
    assert lines[1].index("status") == lines[2].index("graded") == lines[4].index("not graded")
    assert lines[3].split()[-10:-7] == ["?", "2/4", "50"]


def test_a_report_is_never_written_over_another(report: Path) -> None:
    before = sorted(path.name for path in report.iterdir())
    with pytest.raises(ValueError, match="--out must be a new or an empty folder"), new_folder(report) as folder:
        (folder / "x").touch()
    assert sorted(path.name for path in report.iterdir()) == before
    assert [path.name for path in report.parent.iterdir()] == ["report"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_report_that_is_not_finished_is_gone(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        with pytest.raises(error), new_folder(tmp_path / name) as folder:
            (folder / "results.json").touch()
            raise error
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["empty"]


def spoilt(change: str) -> hand.Book:
    book = hand.key("00")
    for cell in book["cells"]:
        if hand.exercise_of(cell, "check"):
            if change == "no output":
                cell["outputs"] = []
            if change == "not run":
                cell["execution_count"] = None
            if change == "two lines":
                cell["outputs"][0]["text"] = ["0.1 count_ones: correct.\n", "Well done.\n"]
            if change == "a comment":
                cell["source"] = "# NBVAL_IGNORE_OUTPUT\n" + hand.text(cell)
            if change == "no name":
                cell["source"] = 'checks.check("0.1", lambda bits: 1)'
        if change == "no setup" and "setup" in cell["metadata"].get("tags", []):
            cell["metadata"] = {}
    return book


@pytest.mark.parametrize("change", ["no output", "not run", "two lines", "a comment", "no name", "no setup"])
def test_a_key_that_would_let_everything_pass_is_refused(tmp_path: Path, change: str) -> None:
    path = hand.write(tmp_path / "00.ipynb", spoilt(change))
    with pytest.raises(UnusableKeyError):
        read_key(path)
    assert "its key cannot be used: 00.ipynb" in str(read_keys(tmp_path)["00"])


def test_the_courses_keys_can_be_used() -> None:
    for lesson, path in find_keys().items():
        key = read_key(path)
        assert key.lesson == lesson and key.title.startswith(lesson)
    assert list(find_keys()) == list(hand.LESSONS)


def grade(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*GRADE, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload]


@pytest.mark.slow
def test_everything_graded_is_0_and_something_not_is_1(tmp_path: Path) -> None:
    hand.write(tmp_path / "in" / "ada.ipynb", hand.solved("00"))
    first = grade(tmp_path / "in", "--out", tmp_path / "out", "--seed", 5)
    assert first.returncode == 0, first.stderr
    assert "1 notebook, seed 5 (" in first.stdout and "[1/1] ada.ipynb: 1 of 1 points, graded" in first.stderr
    assert read_csv(tmp_path / "out" / "lesson_00.csv")[0]["percent"] == "100"
    (tmp_path / "in" / "bad.ipynb").write_text("{", encoding="utf-8")
    second = grade(tmp_path / "in", tmp_path / "none.ipynb", "--seed", 5)
    assert second.returncode == 1
    assert "bad.ipynb" in second.stdout and "none.ipynb  no such file" in second.stdout
    assert "ada.ipynb   1    1/1     100      graded" in second.stdout


@pytest.mark.slow
def test_a_notebook_that_takes_too_long_is_the_graders_fault_and_not_the_learners(tmp_path: Path) -> None:
    hand.write(tmp_path / "ada.ipynb", hand.solved("00"))
    ran = grade(tmp_path, "--limit", 1)
    assert ran.returncode == 1
    assert "partly graded: 0.1 could not be judged" in ran.stdout


@pytest.mark.parametrize("wrong", ["--seed=-1", "--seed=x", "--jobs=0", "--limit=0", "--what"])
def test_what_cannot_be_understood_is_2(wrong: str) -> None:
    assert grade("x.ipynb", wrong).returncode == 2


def test_no_argument_a_full_folder_and_no_keys_are_2(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "grades.csv").touch()
    assert grade().returncode == 2
    full = grade("x.ipynb", "--out", tmp_path / "full")
    assert (full.returncode, "must be a new or an empty folder" in full.stderr) == (2, True)
    keyless = grade("x.ipynb", "--solutions", tmp_path)
    assert (keyless.returncode, "no executed solution" in keyless.stderr) == (2, True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_an_interrupt_leaves_neither_files_nor_processes(tmp_path: Path) -> None:
    for i in range(4):
        hand.write(tmp_path / "in" / f"{i}.ipynb", hand.solved("09"))
    (tmp_path / "tmp").mkdir()
    command = [*GRADE, str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        family = _wait_for_kernels(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
    finally:
        process.kill()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not [member for member in alive if member.status() != psutil.STATUS_ZOMBIE]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "tmp"]
    assert list((tmp_path / "tmp").iterdir()) == []


def _wait_for_kernels(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The grader's descendants once two kernels run."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        family = psutil.Process(process.pid).children(recursive=True)
        if sum("ipykernel" in " ".join(member.cmdline()) for member in family) >= 2:
            return family
        time.sleep(0.2)
    raise AssertionError("no kernels were started")


def test_help_says_what_the_exit_codes_mean() -> None:
    ran = grade("--help")
    assert ran.returncode == 0 and "Exit code: 0" in ran.stdout and "grade submissions/ --out grades/" in ran.stdout
