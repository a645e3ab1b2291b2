"""`python -m ntm_lib train` on a tiny plan: what it writes, says and refuses, and that it can be done again."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pytest

from ntm_lib.commands import train as command
from ntm_lib.training import load_checkpoint, load_snapshots, save_checkpoint, updates_through_the_cliff
from tiny_training import TINY, equal, parameters_of, run_train, tiny_model, write_plan


@pytest.fixture(autouse=True)
def measured_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntm_lib.training.provenance.MEASURED", (((1, 3), 20), ((5, 5), 10)))


@pytest.fixture
def tiny_plan(tmp_path: Path) -> str:
    return write_plan(tmp_path, updates=60)


def test_the_command_trains_scores_and_writes(tiny_plan: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert run_train(tiny_plan, "--out", str(tmp_path / "out"), "--seed", "7", "--snapshots", "0,20,60") == 0
    printed = capsys.readouterr().out
    assert "length 5, 10 slots: " in printed
    model, record = load_checkpoint(tmp_path / "out" / "copy-feedforward")
    assert printed.startswith(f"copy-feedforward: 60 updates of 4 sequences, seed 7; path {model.path}.\n")
    assert (record["seed"], record["updates"], record["sequences"], len(record["curve_bits"])) == (7, 60, 240, 60)
    assert record["command"].endswith("--seed 7 --snapshots 0,20,60")
    assert record["path"] == model.path
    assert set(record["versions"]) - {"numba"} == {"ntm_lib", "torch", "python"}
    assert record["machine"]["threads"] == 1
    assert [(row["lengths"], row["num_slots"]) for row in record["errors"]] == [([1, 3], 10), ([5, 5], 10)]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "copy-feedforward-snapshots.pt",
        "copy-feedforward.json",
        "copy-feedforward.pt",
    ]


def test_snapshots_are_of_the_run_itself(tiny_plan: str, tmp_path: Path) -> None:
    assert run_train(tiny_plan, "--out", str(tmp_path), "--seed", "7", "--snapshots", "0,20,60") == 0
    model, _ = load_checkpoint(tmp_path / "copy-feedforward")
    snapshots = load_snapshots(tmp_path / "copy-feedforward")
    assert [each.update for each in snapshots] == [0, 20, 60]
    assert [each.sequences for each in snapshots] == [0, 80, 240]
    first = tiny_model(dataclasses.replace(TINY, seed=7))
    assert equal(parameters_of(snapshots[0].model), parameters_of(first.half().float()))
    assert equal(parameters_of(snapshots[-1].model), parameters_of(model.half().float()))
    assert not equal(parameters_of(snapshots[1].model), parameters_of(snapshots[2].model))


@pytest.mark.parametrize(("wanted", "updates"), [("0", [0]), ("1", [1]), ("0,3", [0, 3])])
def test_snapshots_of_single_updates(tiny_plan: str, tmp_path: Path, wanted: str, updates: list[int]) -> None:
    assert run_train(tiny_plan, "--out", str(tmp_path), "--snapshots", wanted) == 0
    assert [each.update for each in load_snapshots(tmp_path / "copy-feedforward")] == updates


def test_auto_leaves_the_choice_to_the_curve(tiny_plan: str, tmp_path: Path) -> None:
    assert run_train(tiny_plan, "--out", str(tmp_path), "--snapshots", "auto") == 0
    _, record = load_checkpoint(tmp_path / "copy-feedforward")
    assert record["command"].endswith("--snapshots auto")
    chosen = updates_through_the_cliff(record["curve_bits"])
    assert len(chosen) >= 5
    assert [each.update for each in load_snapshots(tmp_path / "copy-feedforward")] == chosen


@pytest.mark.parametrize("controller", ["feedforward", "lstm", "baseline"])
def test_a_record_trains_the_same_machine_again(controller: str, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, updates=30, controller=controller)
    assert run_train(plan, "--out", str(tmp_path / "one")) == 0
    assert run_train(str(tmp_path / "one" / f"copy-{controller}.json"), "--out", str(tmp_path / "two")) == 0
    (one, record), (two, again) = (load_checkpoint(tmp_path / out / f"copy-{controller}") for out in ("one", "two"))
    assert equal(parameters_of(one), parameters_of(two))
    assert record["curve_bits"] == again["curve_bits"]
    assert record["path"] == again["path"] == getattr(one, "path", "torch")
    assert record["sha256"] == again["sha256"]


def test_an_interrupt_while_it_measures_costs_no_training(
    tiny_plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(command, "describe_run", interrupted)
        assert run_train(tiny_plan, "--out", str(tmp_path / "out")) == 130
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["copy-feedforward.resume.pt"]
    monkeypatch.setattr("ntm_lib.training.loop._update", None)  # there is none left to do
    assert run_train(tiny_plan, "--out", str(tmp_path / "out")) == 0
    assert "Going on at update 60 of 60" in capsys.readouterr().out


def test_a_wrong_call_says_what_is_wrong(tiny_plan: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert run_train(str(tmp_path / "absent.json"), "--out", str(tmp_path)) == 2
    assert "plan file must exist" in capsys.readouterr().err
    assert run_train(tiny_plan, "--out", str(tmp_path), "--snapshots", "0,61") == 2
    assert "--snapshots must lie between 0 and 60" in capsys.readouterr().err
    assert run_train(tiny_plan, "--out", str(tmp_path), "--snapshots", "all") == 2
    assert '--snapshots must be "auto" or numbers of updates' in capsys.readouterr().err


def test_a_run_that_breaks_leaves_no_checkpoint(
    tiny_plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setitem(command.snapshots.__globals__["train"].__globals__["STEPS"], "norm", lambda *_: math.nan)
    assert run_train(tiny_plan, "--out", str(tmp_path / "out")) == 1
    assert "got nan for update 1" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_failure_at_the_end_keeps_the_run(
    tiny_plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    """A disk that is full when the checkpoint is written costs nothing but the writing."""

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(command, "save_checkpoint", full)
    assert run_train(tiny_plan, "--out", str(tmp_path / "out")) == 1
    assert "No space left" in capsys.readouterr().err
    monkeypatch.setattr(command, "save_checkpoint", save_checkpoint)
    assert run_train(tiny_plan, "--out", str(tmp_path / "out")) == 0
    assert "Going on at update 60 of 60" in capsys.readouterr().out
