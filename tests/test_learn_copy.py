"""Sweeps of seeds: recipes from words, independent seeds, what is measured and when, and going on from a file."""

import dataclasses
import json
import math
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from benchmarks import learn_copy, one_seed
from benchmarks.learn_copy_tables import failures, quantile, spread, summary
from benchmarks.one_seed import CURVE_SEQUENCES, TEST_EVERY, Job, checkpoint, describe, measure
from benchmarks.recipes import make_plan, read_settings, recipe_name
from benchmarks.sweep_file import find_result, read_sweep, write_sweep
from ntm_lib.tasks import copy_batch
from ntm_lib.training import Score, TrainingPlan, build_model, load_checkpoint, train
from tiny_training import TINY, equal, parameters_of

PLAN = dataclasses.replace(TINY, updates=3 * TEST_EVERY)
TINY_WORDS = [
    f"--set={name}={value}"
    for name, value in {"hidden_size": 8, "num_slots": 6, "slots_in_use": 10, "slot_width": 5, "bits": 3}.items()
]
PERFECT, FAILED = Score(0.01, 0.0, 0, 1), Score(3.0, 1.0, 1, 1)
HERE = {"machine": {"cores": 2}, "versions": {"torch": "2"}}


def job(**changes) -> Job:
    return Job(**{"plan": PLAN, "path": "plain", "last": 20, **changes})


def tried(monkeypatch: pytest.MonkeyPatch, scores: dict[int, list[Score]]) -> list[int]:
    """Let the tests of a run end as written, by the number of sequences asked for; returns what is asked."""
    asked: list[int] = []

    def evaluate(model: torch.nn.Module, lengths: tuple[int, int], sequences: int, num_slots: int | None) -> Score:
        assert (lengths, num_slots) == (PLAN.lengths, PLAN.slots_in_use)
        asked.append(sequences)
        return scores[sequences].pop(0) if scores.get(sequences) else FAILED

    monkeypatch.setattr(one_seed, "evaluate", evaluate)
    return asked


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


# Independent seeds


def test_neighbouring_seeds_are_no_more_alike_than_chance() -> None:
    """Largest correlation between two of twenty seeds, and between a seed's two streams, in standard deviations."""
    parameters, batches = [], []
    for seed in range(20):
        torch.manual_seed(seed)
        parameters.append(build_model(TrainingPlan(seed=seed)).controller.cell.weight_ih.detach().flatten())
        generator = torch.Generator().manual_seed(seed)
        batches.append(torch.cat([copy_batch(9, (20, 20), 8, generator).targets[21:].flatten() for _ in range(9)]))
    for streams in (torch.stack(parameters), torch.stack(batches)):
        assert largest_correlation(streams) < 4.5
    size = min(parameters[0].numel(), batches[0].numel())
    for pair in zip(parameters, batches, strict=True):
        assert largest_correlation(torch.stack([stream[:size] for stream in pair])) < 4.5


def test_alike_streams_would_be_found() -> None:
    first, second = torch.randn(2, 10_000, generator=torch.Generator().manual_seed(0))
    assert largest_correlation(torch.stack([first, second + 0.1 * first])) > 4.5


def largest_correlation(streams: torch.Tensor) -> float:
    table = torch.corrcoef(streams) - torch.eye(len(streams))
    return float(table.abs().max()) * math.sqrt(streams.shape[1])


# One seed


def test_measuring_does_not_change_what_is_trained(tmp_path: Path) -> None:
    result = measure(job(folder=tmp_path, command="typed"))
    torch.manual_seed(PLAN.seed)
    model = one_seed.build(PLAN, "plain")
    for _ in train(model, PLAN):
        pass
    kept, provenance = load_checkpoint(checkpoint(job(folder=tmp_path)))
    assert equal(parameters_of(model), parameters_of(kept))
    assert checkpoint(job(folder=tmp_path)) == tmp_path / "feedforward-0.pt"
    assert (provenance["command"], provenance["end"]) == ("typed", result["end"])
    assert result["updates"] == PLAN.updates
    assert result["path"].startswith("plain")


def test_the_curve_has_a_point_for_each_test_and_the_end_its_own_test() -> None:
    result = measure(job())
    assert len(result["curve"]) == 3
    assert all(0 < bits < 30 for bits in result["curve"])
    assert result["test_every"] == TEST_EVERY
    assert result["end"]["sequences"] == 20
    json.dumps(result)


def test_the_first_success_counts_and_needs_a_thousand_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tried(monkeypatch, {CURVE_SEQUENCES: [PERFECT, PERFECT, PERFECT], 1000: [FAILED, PERFECT], 20: [PERFECT]})
    result = measure(job())
    assert asked == [CURVE_SEQUENCES, 1000, CURVE_SEQUENCES, 1000, CURVE_SEQUENCES, 20]
    assert result["solved"]["sequences"] == 2 * TEST_EVERY * PLAN.batch_size
    assert result["end_solved"]


def test_a_seed_that_is_never_solved_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tried(monkeypatch, {})
    result = measure(job())
    assert asked == [CURVE_SEQUENCES] * 3 + [20]
    assert (result["solved"], result["end_solved"]) == (None, False)


def test_it_can_stop_when_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    tried(monkeypatch, {CURVE_SEQUENCES: [FAILED, PERFECT], 1000: [PERFECT]})
    result = measure(job(stop_when_solved=True))
    assert result["updates"] == 2 * TEST_EVERY


def test_tests_and_compilation_take_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a clock that only tests and the thrown-away update move forward."""
    now = [0.0]

    def slow(work):
        def done(*arguments):
            now[0] += 1000
            return work(*arguments)

        return done

    clock = SimpleNamespace(process_time=lambda: now[0], perf_counter=lambda: now[0])
    monkeypatch.setattr(one_seed, "time", clock)
    monkeypatch.setattr(one_seed, "evaluate", slow(one_seed.evaluate))
    monkeypatch.setattr(one_seed, "_compile", slow(one_seed._compile))
    result = measure(job())
    assert now[0] >= 5000
    assert (result["cpu"], result["wall"]) == (0.0, 0.0)


def test_training_takes_all_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def slow_train(model: torch.nn.Module, plan: TrainingPlan):
        for progress in train(model, plan):
            now[0] += 1.0
            yield progress

    monkeypatch.setattr(one_seed, "time", SimpleNamespace(process_time=lambda: now[0], perf_counter=lambda: 2 * now[0]))
    monkeypatch.setattr(one_seed, "train", slow_train)
    result = measure(job())
    assert (result["cpu"], result["wall"]) == (PLAN.updates, 2 * PLAN.updates)


def test_a_seed_cut_short_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(model: torch.nn.Module, plan: TrainingPlan):
        yield from list(train(model, plan))[:-1]

    monkeypatch.setattr(one_seed, "train", interrupted)
    with pytest.raises(KeyboardInterrupt):
        measure(job())


def test_numbers_that_are_no_longer_finite_are_a_failure_with_a_reason(tmp_path: Path) -> None:
    broken = job(plan=dataclasses.replace(PLAN, learning_rate=1e39), folder=tmp_path)
    result = measure(broken)
    assert "finite" in result["error"]
    assert (result["solved"], result["end"], result["end_solved"]) == (None, None, False)
    assert not checkpoint(broken).exists()
    assert "stopped with an error" in failures([result])
    json.dumps(result)


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
