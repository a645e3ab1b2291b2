"""`python -m ntm_lib train` on a tiny plan."""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import math
from pathlib import Path

import pytest

from ntm_lib.commands import train as command
from ntm_lib.training import (
    load_checkpoint,
    load_snapshots,
)
from tiny_training import TINY, equal, parameters_of, tiny_model


def run_command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


@pytest.fixture
def tiny_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("ntm_lib.training.provenance.MEASURED", (((1, 3), 20), ((5, 5), 10)))
    (tmp_path / "plan.json").write_text(json.dumps(dataclasses.replace(TINY, updates=60).to_json()))
    return str(tmp_path / "plan.json")


def test_the_command_trains_scores_and_writes(tiny_plan: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert run_command(tiny_plan, "--out", str(tmp_path / "out"), "--seed", "7", "--snapshots", "0,20,60") == 0
    assert "length 5, 10 slots: " in capsys.readouterr().out
    model, record = load_checkpoint(tmp_path / "out" / "copy-feedforward")
    assert (record["seed"], record["updates"], record["sequences"], len(record["curve_bits"])) == (7, 60, 240, 60)
    assert record["command"].endswith("--seed 7 --snapshots 0,20,60")
    assert set(record["versions"]) == {"ntm_lib", "torch", "python"}
    assert record["machine"]["threads"] == 1
    assert [(row["lengths"], row["num_slots"]) for row in record["errors"]] == [([1, 3], 10), ([5, 5], 10)]
    snapshots = load_snapshots(tmp_path / "out" / "copy-feedforward")
    assert [each.update for each in snapshots] == [0, 20, 60]
    assert [each.sequences for each in snapshots] == [0, 80, 240]
    assert equal(parameters_of(snapshots[-1].model), parameters_of(model))
    assert equal(parameters_of(snapshots[0].model), parameters_of(tiny_model(dataclasses.replace(TINY, seed=7))))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "copy-feedforward-snapshots.pt",
        "copy-feedforward.json",
        "copy-feedforward.pt",
    ]


def test_a_record_trains_the_same_machine_again(tiny_plan: str, tmp_path: Path) -> None:
    assert run_command(tiny_plan, "--out", str(tmp_path / "one")) == 0
    assert run_command(str(tmp_path / "one" / "copy-feedforward.json"), "--out", str(tmp_path / "two")) == 0
    one, two = (load_checkpoint(tmp_path / out / "copy-feedforward")[0] for out in ("one", "two"))
    assert equal(parameters_of(one), parameters_of(two))


def test_an_interrupted_command_goes_on(
    tiny_plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    words = (tiny_plan, "--snapshots", "0,10,60", "--out")
    assert run_command(*words, str(tmp_path / "whole")) == 0

    show, stop = command._show, itertools.count(1)

    def interrupted_show(*arguments: object) -> None:
        show(*arguments)
        if next(stop) == 33:
            raise KeyboardInterrupt

    monkeypatch.setattr(command, "_show", interrupted_show)
    assert run_command(*words, str(tmp_path / "broken")) == 130
    assert [path.name for path in (tmp_path / "broken").iterdir()] == ["copy-feedforward.resume.pt"]
    assert run_command(*words, str(tmp_path / "broken")) == 0
    assert "Going on at update 25 of 60" in capsys.readouterr().out

    results = [load_checkpoint(tmp_path / out / "copy-feedforward") for out in ("whole", "broken")]
    assert equal(parameters_of(results[0][0]), parameters_of(results[1][0]))
    assert results[0][1]["curve_bits"] == results[1][1]["curve_bits"]
    assert [each.update for each in load_snapshots(tmp_path / "broken" / "copy-feedforward")] == [0, 10, 60]


def test_a_wrong_call_says_what_is_wrong(tiny_plan: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert run_command(str(tmp_path / "absent.json"), "--out", str(tmp_path)) == 2
    assert "plan file must exist" in capsys.readouterr().err
    assert run_command(tiny_plan, "--out", str(tmp_path), "--snapshots", "0,61") == 2
    assert "--snapshots must lie between 0 and 60" in capsys.readouterr().err
    assert run_command(tiny_plan, "--out", str(tmp_path), "--snapshots", "all") == 2
    assert "--snapshots must be numbers of updates" in capsys.readouterr().err


def test_a_run_that_breaks_leaves_no_checkpoint(
    tiny_plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setitem(command.train.__globals__["STEPS"], "norm", lambda *_: math.nan)
    assert run_command(tiny_plan, "--out", str(tmp_path / "out")) == 1
    assert "got nan for update 1" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
