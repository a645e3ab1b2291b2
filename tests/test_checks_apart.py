"""Answers in a process of their own: whatever one does there is a verdict, and grading reads and records it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from answers_to_check import RIGHT, SOFTMAX, WRONG
from ntm_lib import checks
from ntm_lib.checks import limits, registry
from ntm_lib.checks.judging import judge
from ntm_lib.checks.runner import judge_apart

RIGHT_BODY = RIGHT["2.2"][0].partition("\n")[2].lstrip() + "\n"


def _every_exercise() -> list[object]:
    """Every day one of each lesson: a process takes a third of a second, and with torch two."""
    ids = [exercise.id for exercise in registry.every()]
    return [pytest.param(i, marks=[] if i.endswith(".1") else [pytest.mark.slow]) for i in ids]


@pytest.mark.parametrize("exercise", _every_exercise())
def test_a_process_apart_comes_to_the_same_verdict(exercise: str) -> None:
    wrong = next(source for number, source, _ in WRONG if number == exercise)
    for source in (RIGHT[exercise][0], wrong):
        assert judge_apart(exercise, source, seed=3) == judge(exercise, source, seed=3)


@pytest.mark.parametrize(
    ("body", "mistake"),
    [
        ("import sys; sys.exit(0)", "raises SystemExit"),
        ("import os; os._exit(0)", "ended the process"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended the process"),
        ("return np.zeros((100_000, 100_000))", "too much memory"),
        ("while True:\n        print('x' * 100_000)", "too much output"),
        ("import os\n    os.write(1, b'{}'); os.write(2, b'{}')\n    return values", None),
        ("import os\n    [os.write(n, b'{}') for n in range(3, 9)]\n    return values", "no facts"),
        ("return softmax(values)", "raises RecursionError"),
        ("raise type('Bad', (Exception,), {'__str__': lambda self: 1 / 0})", "raises Bad"),
        ("return np.zeros(10_000_000)", "wrong shape"),
        ("import ctypes; ctypes.string_at(0)", "ended the process"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
def test_what_an_answer_does_to_its_process_is_a_verdict(body: str, mistake: str | None) -> None:
    verdict = judge_apart("2.2", SOFTMAX + body)
    assert (verdict.correct, verdict.mistake) == (False, mistake), verdict.message
    assert verdict.message.endswith('checks.hint("2.2")')


@pytest.mark.parametrize("body", ["while True:\n        pass", "import time; time.sleep(60)"])
def test_an_answer_that_does_not_end_is_stopped(body: str) -> None:
    begun = time.monotonic()
    verdict = judge_apart("2.2", SOFTMAX + body, seconds=1.5)
    assert verdict.mistake == "ran too long" and "longer than 1.5 s" in verdict.message
    assert time.monotonic() - begun < 10


def test_a_right_answer_with_a_thread_that_never_ends_is_right() -> None:
    thread = "import threading, time\n    threading.Thread(target=time.sleep, args=(60,)).start()\n    "
    assert judge_apart("2.2", SOFTMAX + thread + RIGHT_BODY, seconds=10).correct


@pytest.mark.skipif(sys.platform == "win32", reason="process groups of POSIX")
def test_processes_that_an_answer_started_end_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    start = "import subprocess\n    started = subprocess.Popen(['sleep', '60'])\n    "
    start += f"open({str(note)!r}, 'w').write(str(started.pid))\n    "
    assert judge_apart("2.2", SOFTMAX + start + RIGHT_BODY).correct
    for _ in range(50):
        if not _runs(int(note.read_text())):
            return
        time.sleep(0.1)
    pytest.fail("the answer's process outlived it")


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_the_child_knows_nothing_of_the_grading_or_of_the_folder_it_is_called_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTM_GRADING", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    peek = (
        "import os\n    assert 'NTM_GRADING' not in os.environ and os.listdir() == []\n    open('mine', 'w').close()\n"
    )
    once = (
        SOFTMAX
        + "import os\n    assert 'NTM_GRADING' not in os.environ\n    open('mine', 'w').close()\n    "
        + RIGHT_BODY
    )
    assert "raises AssertionError" in str(judge_apart("2.2", SOFTMAX + peek).mistake)  # the second case finds the file
    assert judge_apart("2.2", once).correct
    assert list(tmp_path.iterdir()) == []


def test_the_child_by_hand() -> None:
    request = json.dumps(
        {"exercise": "0.1", "source": "def count_ones(bits):\n    print('hi')\n    return 7", "seed": 0}
    )
    command = [sys.executable, "-m", "ntm_lib.checks.child"]
    done = subprocess.run(command, input=request, capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout)
    assert facts["broken"] is None and facts["printed"].startswith("hi\n")
    assert facts["cases"][0] == {
        "value": {"kind": "number", "type": "int", "shape": [], "values": [7]},
        "raised": None,
        "changed": [],
        "printed": "hi\n",
    }


def test_an_exercise_in_numpy_does_not_wait_for_torch() -> None:
    asked = "import sys\n" + SOFTMAX + "assert 'torch' not in sys.modules\n    " + RIGHT_BODY
    assert judge_apart("2.2", asked).correct


@pytest.fixture
def grading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sources = {"2.1": "def cosine_similarity(memory, key):\n    return memory @ key", "2.2": RIGHT["2.2"][1]}
    (tmp_path / "answers.json").write_text(json.dumps({"seed": 77, "sources": sources}))
    monkeypatch.setenv("NTM_GRADING", str(tmp_path))
    return tmp_path


def test_a_grading_judges_what_was_handed_in_and_records_it(grading: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for exercise in ("2.1", "2.2", "2.3"):
        handle = checks.submitted(exercise)
        assert not callable(handle) and exercise in repr(handle)
        checks.check(exercise, handle)
    printed = capsys.readouterr().out
    assert "2.1 cosine_similarity: not correct yet.\n" in printed and "2.3 content_weighting: not attempted." in printed
    assert "\n2.2 softmax: correct. 1 point.\n" in printed
    records = [json.loads(line) for line in (grading / "records.jsonl").read_text().splitlines()]
    assert [(r["exercise"], r["correct"], r["mistake"]) for r in records] == [
        ("2.1", False, "dot product without norms"),
        ("2.2", True, None),
        ("2.3", False, "not attempted"),
    ]
    assert all(set(r) == {"exercise", "correct", "mistake", "message", "remarks"} for r in records)
    assert records[0]["message"] in printed


def test_a_grading_never_runs_what_is_in_its_kernel(grading: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def softmax(values: object) -> None:
        raise AssertionError("never called")

    checks.check("2.2", softmax)
    checks.check("2.3", checks.submitted("2.2"))  # another exercise's handle is no answer to this one
    printed = capsys.readouterr().out
    assert "only what was handed in is checked" in printed and "2.3 content_weighting: not attempted." in printed
    checks.mine("2.2")
    assert capsys.readouterr().out == "2.2: the library's (this is a grading).\n"


def test_limits_leave_room_for_what_lessons_do() -> None:
    assert limits.SECONDS >= 20 and limits.MEMORY >= 1024**3 and os.cpu_count()
