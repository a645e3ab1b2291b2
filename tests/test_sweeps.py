"""Sweeps of seeds: recipes from words, going on from a file, recipes side by side, and what the tables say."""

import dataclasses
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks import learn_copy
from benchmarks.learn_copy_tables import quantile, spread, summary
from benchmarks.one_seed import TEST_EVERY, Job, describe, measure
from benchmarks.recipes import make_plan, read_settings, recipe_name
from benchmarks.sweep_file import find_result, read_sweep, write_sweep
from ntm_lib.training import TrainingPlan
from tiny_training import TINY

PLAN = dataclasses.replace(TINY, updates=3 * TEST_EVERY)
TINY_WORDS = [
    f"--set={name}={value}"
    for name, value in {"hidden_size": 8, "num_slots": 6, "slots_in_use": 10, "slot_width": 5, "bits": 3}.items()
]
HERE = {"machine": {"cores": 2}, "versions": {"torch": "2"}}


def job(**changes) -> Job:
    return Job(**{"plan": PLAN, "path": "plain", "last": 20, **changes})


# Recipes


def test_settings_have_the_type_of_their_field() -> None:
    words = ["batch_size=4", "learning_rate=1", "clip=1e-2", "lengths=1-20", "optimiser=rmsprop"]
    settings = read_settings(words)
    assert settings == {
        "batch_size": 4,
        "learning_rate": 1.0,
        "clip": 0.01,
        "lengths": (1, 20),
        "optimiser": "rmsprop",
    }
    assert isinstance(settings["learning_rate"], float)
    plan = make_plan("feedforward", settings, 7)
    assert (plan.controller, plan.seed, plan.batch_size, plan.lengths) == ("feedforward", 7, 4, (1, 20))
    assert read_settings(["lengths=(2, 3)"]) == {"lengths": (2, 3)}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("batchsize=4", "--set must name a field of TrainingPlan (task, hidden_size, "),
        ("batch_size", "--set must read FIELD=VALUE; got 'batch_size'"),
        ("batch_size=four", "--set batch_size must be of type int; got 'four'"),
        ("batch_size=4.5", "--set batch_size must be of type int; got '4.5'"),
        ("batch_size=True", "--set batch_size must be of type int; got 'True'"),
        ("clip=small", "--set clip must be of type float; got 'small'"),
        ("lengths=20", "--set lengths must be of type tuple; got '20'"),
        ("seed=3", "--set must leave seed to --first-seed; got 'seed=3'"),
        ("controller=lstm", "--set must leave controller to --controller; got 'controller=lstm'"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(words: str, message: str) -> None:
    with pytest.raises((ValueError, TypeError), match=re.escape(message)):
        read_settings([words])


def test_a_recipe_is_named_after_what_sets_it_apart() -> None:
    assert recipe_name(TrainingPlan(seed=5)) == "lstm"
    changed = make_plan("feedforward", {"batch_size": 3, "lengths": (2, 9), "clip": 0.25}, 5)
    assert recipe_name(changed) == "feedforward lengths=2-9 batch_size=3 clip=0.25"


# The file


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "sweep.json"
    assert read_sweep(path, HERE) == []
    results = [measure(job())]
    write_sweep(path, "typed", HERE, results)
    assert read_sweep(path, HERE) == results
    assert json.loads(path.read_text())["command"] == "typed"
    assert [file.name for file in path.parent.iterdir()] == ["sweep.json"]


def test_a_file_of_another_machine_or_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sweep.json"
    write_sweep(path, "typed", HERE, [])
    with pytest.raises(ValueError, match="--json must name a file measured with the same machine and versions"):
        read_sweep(path, HERE | {"versions": {"torch": "3"}})
    path.write_text('{"other": 1}')
    with pytest.raises(ValueError, match="--json must name a new file or one that learn_copy wrote"):
        read_sweep(path, HERE)


def test_a_result_is_found_again_only_for_the_same_job() -> None:
    wanted = describe(job())
    results = [dict(wanted, solved=None)]
    assert find_result(results, wanted) is results[0]
    others = [
        job(plan=dataclasses.replace(PLAN, seed=1)),
        job(plan=dataclasses.replace(PLAN, clip=0.5)),
        job(last=21),
        job(stop_when_solved=True),
    ]
    assert [find_result(results, describe(other)) for other in others] == [None] * 4
    assert find_result(results, wanted | {"path": "fused"}) is None


def test_describing_a_job_leaves_the_random_numbers_alone() -> None:
    torch.manual_seed(3)
    describe(job())
    drawn = torch.rand(3)
    torch.manual_seed(3)
    assert torch.equal(drawn, torch.rand(3))


# The command


def run(monkeypatch: pytest.MonkeyPatch, path: Path, *words: str, only: int | None = None) -> tuple[int, list[Job]]:
    """The command with its seeds measured in this process; an interrupt comes after `only` of them."""
    measured: list[Job] = []

    def here(jobs: list[Job], processes: int):
        for number, each in enumerate(jobs):
            if number == only:
                raise KeyboardInterrupt
            measured.append(each)
            yield measure(each)

    monkeypatch.setattr(learn_copy, "_measured", here)
    usual = ["--path=plain", "--last=20", "--set=updates=25", f"--json={path}", *TINY_WORDS]
    return learn_copy.main([*usual, *words]), measured


def test_an_interrupted_sweep_goes_on_with_the_seeds_that_are_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, words = tmp_path / "sweep.json", ["--controller=feedforward", "--seeds=3", "--first-seed=100"]
    status, first = run(monkeypatch, path, *words, only=1)
    assert status == 130
    assert [each.plan.seed for each in first] == [100]
    assert "The same command goes on" in capsys.readouterr().out
    status, rest = run(monkeypatch, path, *words)
    assert status == 0
    assert [each.plan.seed for each in rest] == [101, 102]
    assert [result["seed"] for result in json.loads(path.read_text())["results"]] == [100, 101, 102]
    assert "Solved at some test: 0 of 3 (not seed 100, 101, 102)." in capsys.readouterr().out
    assert run(monkeypatch, path, *words)[1] == []
    assert len(run(monkeypatch, path, *words, "--again")[1]) == 3


def test_recipes_share_seeds_and_keep_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--controller=feedforward", "--seeds=2", "--recipe=batch_size=2", "--recipe=batch_size=3 clip=0.1"]
    _, measured = run(monkeypatch, tmp_path / "sweep.json", *words, f"--save={tmp_path / 'seeds'}")
    assert [(each.plan.seed, each.plan.batch_size) for each in measured] == [(0, 2), (0, 3), (1, 2), (1, 3)]
    names = sorted(file.relative_to(tmp_path).as_posix() for file in (tmp_path / "seeds").rglob("*.pt"))
    assert names == [f"seeds/recipe-{recipe}/feedforward-{seed}.pt" for recipe in (1, 2) for seed in (0, 1)]
    assert capsys.readouterr().out.count("| feedforward hidden_size=8") == 2
    (tmp_path / names[0]).unlink()
    again = run(monkeypatch, tmp_path / "sweep.json", *words, f"--save={tmp_path / 'seeds'}")[1]
    assert [(each.plan.seed, each.plan.batch_size) for each in again] == [(0, 2)]


def test_a_wrong_word_ends_it_before_anything_is_trained(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(monkeypatch, tmp_path / "sweep.json", "--set=updates=0")
    assert "updates must be at least 1; got 0 for TrainingPlan." in capsys.readouterr().err


@pytest.mark.slow
def test_seeds_run_in_processes_of_their_own(tmp_path: Path) -> None:
    words = ["--controller=feedforward", "--seeds=2", "--set=updates=25", "--path=plain", "--last=20", *TINY_WORDS]
    assert learn_copy.main([*words, f"--json={tmp_path / 'sweep.json'}"]) == 0
    results = json.loads((tmp_path / "sweep.json").read_text())["results"]
    alone = measure(Job(TrainingPlan.from_json(results[0]["plan"]), "plain", 20))
    assert results[0]["curve"] == alone["curve"]
    assert {result["seed"] for result in results} == {0, 1}


# Tables


@pytest.mark.parametrize("share", [0, 0.1, 0.25, 0.5, 0.9, 1])
def test_a_quantile_is_the_one_that_numpy_has(share: float) -> None:
    values = np.random.default_rng(0).random(11).tolist()
    assert quantile(values, share) == pytest.approx(np.quantile(values, share))


def test_a_seed_that_is_never_solved_took_infinitely_much() -> None:
    solved = [{"sequences": count, "cpu": 1.0, "wall": 2.0} for count in (100, 200, 300)]
    results = [{"solved": each} for each in solved] + [{"solved": None}] * 2
    assert spread(results, "sequences") == "300 (200 to never)"
    assert spread(results[3:], "cpu") == "never"
    assert quantile([1.0, math.inf, math.inf], 0.75) == math.inf
    assert quantile([5.0], 0.9) == 5.0


def test_the_summary_counts_both_ways_of_being_solved() -> None:
    reached = {"sequences": 100, "cpu": 1.0, "wall": 2.0}
    common = {"stop_when_solved": False, "error": None}
    results = [
        {"seed": 4, "solved": reached, "end_solved": True, **common},
        {"seed": 5, "solved": reached, "end_solved": False, **common},
        {"seed": 6, "solved": None, "end_solved": False, **common},
    ]
    words = summary(results)
    assert "Solved at some test: 2 of 3 (not seed 6)." in words
    assert "Solved at the end: 1 of 3 (not seed 5, 6)." in words
    assert "100 (100 to never) sequences" in words
