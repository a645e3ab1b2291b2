"""A run that is stopped goes on to the parameters that it would have had: after Ctrl+C, and after it was killed.

The process stops itself with a real signal in the middle of its 33rd update, so that no test waits for the right time.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from ntm_lib.commands import training_run
from ntm_lib.training import load_checkpoint, load_resume
from tiny_training import TINY, equal, parameters_of, run_train, tiny_model, write_plan

STOP_AT = 33
PROGRAM = """
import os, sys
import torch
from ntm_lib.__main__ import main
from ntm_lib.commands import training_run

done = 0
step = torch.optim.Adam.step

def stopped(self, *arguments):
    global done
    done += 1
    step(self, *arguments)
    if done == {stop_at}:
        os.kill(os.getpid(), {signal})

torch.optim.Adam.step = stopped
training_run.SAVE_SECONDS = 0
sys.exit(main(sys.argv[1:]))
"""
ENDS = {"SIGINT": 130, "SIGKILL": -9}


@pytest.fixture(autouse=True)
def measured_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntm_lib.training.provenance.MEASURED", (((1, 3), 20),))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no such signals")
@pytest.mark.parametrize("controller", ["feedforward", "lstm", "baseline"])
@pytest.mark.parametrize("name", ENDS)
def test_a_stopped_run_goes_on_to_the_same_parameters(
    name: str, controller: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    words = (write_plan(tmp_path, updates=60, controller=controller), "--out")
    assert run_train(*words, str(tmp_path / "whole")) == 0

    program = PROGRAM.format(stop_at=STOP_AT, signal=int(signal.Signals[name]))
    broken = str(tmp_path / "broken")
    ended = subprocess.run(
        [sys.executable, "-c", program, "train", *words, broken], capture_output=True, text=True, timeout=300
    )
    assert ended.returncode == ENDS[name], ended.stderr
    assert ("The same command goes on." in ended.stderr) == (name == "SIGINT")
    assert [path.name for path in Path(broken).iterdir()] == [f"copy-{controller}.resume.pt"]

    assert run_train(*words, broken) == 0
    assert f"Going on at update {STOP_AT - 1} of 60" in capsys.readouterr().out
    (whole, record), (resumed, again) = (
        load_checkpoint(tmp_path / n / f"copy-{controller}") for n in ("whole", "broken")
    )
    assert equal(parameters_of(whole), parameters_of(resumed))
    assert record["curve_bits"] == again["curve_bits"]
    assert record["path"] == again["path"] == getattr(whole, "path", "torch")


def test_points_are_saved_at_once_then_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first update is kept, so that even an early stop costs little; then it waits; the end is always kept."""
    clock = iter(range(1000))
    monkeypatch.setattr(training_run.time, "monotonic", lambda: next(clock) / 10)
    saved: list[int] = []
    save = training_run.TrainingRun._save

    def noted(run: training_run.TrainingRun) -> None:
        saved.append(run.state.updates)
        save(run)

    monkeypatch.setattr(training_run.TrainingRun, "_save", noted)
    run = training_run.pick_up(TINY, tmp_path)
    assert len(list(run.advance())) == TINY.updates
    assert saved == [1, TINY.updates]
    saved.clear()
    monkeypatch.setattr(training_run, "SAVE_SECONDS", 0.15)
    assert len(list(training_run.pick_up(TINY, tmp_path / "again").advance())) == TINY.updates == 6
    assert saved == [1, 3, 5, 6]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "copy-feedforward.resume.pt.0badf00d.part").touch()
    assert run_train(write_plan(tmp_path, updates=3), "--out", str(tmp_path)) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "copy-feedforward.json",
        "copy-feedforward.pt",
        "plan.json",
    ]


def test_a_run_that_changed_its_path_in_the_middle_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Resumed on another computer, or without Numba, the last digits are of both."""
    plan = write_plan(tmp_path, updates=6)
    run = training_run.pick_up(TINY, tmp_path / "out")
    updates = run.advance()
    next(updates), next(updates)
    updates.close()
    point, log = load_resume(run.resume_file, TINY, tiny_model())
    assert point.updates == 1
    assert log["paths"] == [run.model.path]
    monkeypatch.setattr(training_run, "path_of", lambda _: "plain: for this test")
    assert run_train(plan, "--out", str(tmp_path / "out")) == 0
    record = load_checkpoint(tmp_path / "out" / "copy-feedforward")[1]
    assert record["path"] == f"{run.model.path}, then plain: for this test"


def test_one_thread_is_used(tmp_path: Path) -> None:
    torch.set_num_threads(2)
    training_run.pick_up(TINY, tmp_path)
    assert torch.get_num_threads() == 1
