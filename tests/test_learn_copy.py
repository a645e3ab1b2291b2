"""One seed of a sweep: independent of its neighbours, solved at the first success, timed by its training alone."""

import dataclasses
import json
import math
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from benchmarks import one_seed
from benchmarks.learn_copy_tables import failures
from benchmarks.one_seed import CURVE_SEQUENCES, TEST_EVERY, Job, checkpoint, measure
from ntm_lib.tasks import copy_batch
from ntm_lib.training import Score, TrainingPlan, build_model, load_checkpoint, train
from tiny_training import TINY, equal, parameters_of

PLAN = dataclasses.replace(TINY, updates=3 * TEST_EVERY)
PERFECT, FAILED = Score(0.01, 0.0, 0, 1), Score(3.0, 1.0, 1, 1)


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
    broken = job(plan=dataclasses.replace(PLAN, learning_rate=1e30), folder=tmp_path)
    result = measure(broken)
    assert "finite" in result["error"]
    assert (result["solved"], result["end"], result["end_solved"]) == (None, None, False)
    assert not checkpoint(broken).exists()
    assert "stopped with an error" in failures([result])
    json.dumps(result)
