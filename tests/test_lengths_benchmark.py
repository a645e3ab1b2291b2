"""The benchmark of long sequences: scores as `evaluate` gives them, and a run that was put down loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
from torch import Tensor, nn

from benchmarks import lengths, long_runs
from benchmarks.length_machines import find_machines
from benchmarks.length_results import tables
from benchmarks.long_runs import Job, measure
from benchmarks.side_by_side import Watch
from ntm_lib.training import TrainingPlan, evaluate, save_checkpoint
from tiny_training import TINY, tiny_model

ROOT = Path(__file__).resolve().parent.parent
JOB = Job("tiny.pt", "0" * 64, "feedforward", 0, length=300, num_slots=12, sequences=5, draw=7)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three batches of two, two and one sequence, each in seven pieces."""
    monkeypatch.setattr("ntm_lib.training.evaluation.VECTORS_AT_ONCE", 2 * JOB.length)
    monkeypatch.setattr(long_runs, "STEPS_AT_ONCE", 100)


class Counting(nn.Module):
    """A model that counts the steps it is asked for."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model, self.output_size, self.steps = model, model.output_size, 0

    def initial_state(self, *sizes: int, **slots: int) -> Any:
        return self.model.initial_state(*sizes, **slots)

    def forward(self, inputs: Tensor, state: Any = None) -> tuple[Tensor, Any]:
        self.steps += inputs.shape[0]
        return self.model(inputs, state)


class Stop:
    """A person, or a power cut, that ends a run when it is so far."""

    def __init__(self, share: float, how: type[BaseException]) -> None:
        self.share, self.how = share, how

    def __call__(self, share: float) -> None:
        if share > self.share:
            raise self.how


def without_time(score: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in score.items() if name != "seconds"}


@pytest.mark.usefixtures("small_pieces")
def test_a_run_gives_the_scores_of_evaluate(tmp_path: Path) -> None:
    model = tiny_model()
    score = measure(JOB, model, tmp_path)
    same = evaluate(model, (300, 300), 5, 12, torch.Generator().manual_seed(7))
    assert score["bits"] == pytest.approx(same.bits, rel=1e-6)
    assert score["wrong_bits"] == round(5 * same.wrong_bits) > 0
    assert score["wrong_sequences"] == same.wrong_sequences


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("controller", ["feedforward", "lstm", "baseline"])
@pytest.mark.parametrize("share", [0.05, 0.45, 0.79])
def test_a_run_that_was_interrupted_ends_with_the_same_numbers(tmp_path: Path, controller: str, share: float) -> None:
    plan = TrainingPlan.from_json(TINY.to_json() | {"controller": controller})
    job = JOB._replace(num_slots=None) if controller == "baseline" else JOB
    model = tiny_model(plan)
    whole = measure(job, model, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        measure(job, model, tmp_path, Stop(share, KeyboardInterrupt))
    assert [file.name for file in tmp_path.glob("*.pt")] == [f"{job.name}.run.pt"]
    counting = Counting(model)
    again = measure(job, counting, tmp_path)
    assert without_time(again) == without_time(whole)
    assert 0 < counting.steps < (1 - share) * 5 / 2 * 601 + 601  # of 3 batches: what was left, not the whole
    assert not list(tmp_path.glob("*.pt"))


@pytest.mark.usefixtures("small_pieces")
def test_a_power_cut_costs_no_more_than_what_was_done_since_the_last_save(tmp_path: Path) -> None:
    model = tiny_model()
    with pytest.raises(RuntimeError):
        measure(JOB, model, tmp_path, Stop(0.5, RuntimeError), save_seconds=0)
    again = measure(JOB, Counting(model), tmp_path)
    assert without_time(again) == without_time(measure(JOB, model, tmp_path / "whole"))


def test_nothing_is_saved_before_its_time(tmp_path: Path) -> None:
    measure(JOB, tiny_model(), tmp_path, lambda share: None, save_seconds=1e9)
    assert not list(tmp_path.iterdir())


class Heard(NamedTuple):
    inputs: Tensor  # (batch, time, features) so far


class Parrot(nn.Module):
    """It copies rightly, except for some bits: (sequence, vector from 1) -> how many."""

    output_size = 3

    def __init__(self, length: int, wrong: dict[tuple[int, int], int]) -> None:
        super().__init__()
        self.length, self.wrong = length, wrong

    def initial_state(self, batch_size: int, num_slots: int | None = None) -> Heard:
        return Heard(torch.zeros(batch_size, 0, self.output_size + 1))

    def forward(self, inputs: Tensor, state: Heard) -> tuple[Tensor, Heard]:
        heard = torch.cat([state.inputs, inputs.transpose(0, 1)], dim=1)
        steps = range(state.inputs.shape[1], heard.shape[1])
        return torch.stack([self._answer(heard, step - self.length) for step in steps]), Heard(heard)

    def _answer(self, heard: Tensor, vector: int) -> Tensor:
        logits = 20 * heard[:, max(0, vector - 1), :-1] - 10
        for (sequence, at), bits in self.wrong.items():
            if at == vector:
                logits[sequence, :bits] *= -1
        return logits


def test_the_first_wrong_vector_is_counted_from_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_runs, "STEPS_AT_ONCE", 4)
    job = JOB._replace(length=9, num_slots=12, sequences=3)
    score = measure(job, Parrot(9, {(0, 7): 2, (0, 9): 1, (2, 5): 3, (2, 6): 1}), tmp_path)
    assert (score["wrong_bits"], score["wrong_sequences"], score["first_wrong"]) == (7, 2, 5)
    assert measure(job, Parrot(9, {(1, 1): 1}), tmp_path)["first_wrong"] == 1
    assert measure(job, Parrot(9, {}), tmp_path)["first_wrong"] is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for controller, seed in (("feedforward", 1), ("lstm", 0)):
        plan = TrainingPlan.from_json(TINY.to_json() | {"controller": controller, "seed": seed})
        save_checkpoint(tmp_path / "made" / f"{controller}-{seed}", tiny_model(plan), {"plan": plan.to_json()})
    return tmp_path / "made"


def test_machines_are_found_by_what_they_are(folder: Path) -> None:
    found = find_machines([folder])
    assert [(machine.controller, machine.seed) for machine in found] == [("feedforward", 1), ("lstm", 0)]
    assert [machine.controller for machine in find_machines([folder], ["lstm"])] == ["lstm"]
    assert find_machines([folder / "lstm-0.pt"]) == found[1:]
    with pytest.raises(ValueError, match="machines must name checkpoints"):
        find_machines([folder], ["baseline"])


def test_the_command_measures_once_and_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One process is enough here; the second call finds all but one run done."""
    file = folder.parent / "results.json"
    words = [str(folder), "--processes", "1", "--json", str(file), "--run", "4,6,3"]
    assert lengths.main(words) == 0
    first = json.loads(file.read_text())
    assert [(row["controller"], row["num_slots"], row["sequences"]) for row in first["results"]] == [
        ("feedforward", 6, 3),
        ("lstm", 6, 3),
    ]
    assert "| lstm | 0 | 4 | 6 | 3 |" in capsys.readouterr().out
    assert lengths.main([*words, "--controller", "lstm", "--run", "5,2"]) == 0
    assert "1 machines, 2 runs, 1 of them done before." in capsys.readouterr().out
    again = json.loads(file.read_text())["results"]
    assert again[0] == first["results"][1]
    assert (again[1]["length"], again[1]["num_slots"], again[1]["sequences"]) == (5, 20, 2)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--run", "120,128"], None),
        (["--run", "120"], "LENGTH,SLOTS,SEQUENCES"),
        (["--run", "0,3"], "LENGTH,SLOTS,SEQUENCES"),
        (["--longest", "lstm"], "CONTROLLER=SEED"),
        (["--longest", "lstm=9"], "--longest must name one machine"),
    ],
)
def test_what_is_asked_is_checked(
    folder: Path, words: list[str], says: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if says is None:
        assert lengths._read_run("120,128") == (120, 250, 128)
        return
    with pytest.raises(SystemExit):
        lengths.main([str(folder), *words])
    assert says in capsys.readouterr().err


@pytest.mark.slow
def test_ctrl_c_puts_the_runs_down(folder: Path) -> None:
    """In a process of its own, as a person would do it: two runs under way, then the same command again."""
    file = folder.parent / "results.json"
    words = [str(folder), "--json", str(file), "--run", "20000,200000,1", "--save-every", "0.2"]
    command, where = [sys.executable, "-m", "benchmarks.lengths", *words], os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=where, stdout=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 120
        while len(list(folder.parent.glob("*.run.pt"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=120)
    assert process.returncode == lengths.INTERRUPTED
    assert "Interrupted. The same command goes on from here." in told
    assert len(list(folder.parent.glob("*.run.pt"))) == 2
    assert not file.exists()


def test_time_left_follows_from_the_pace() -> None:
    other = JOB._replace(seed=1)
    watch = Watch([JOB, other])
    watch.hear(JOB, 0.2)  # taken up there
    assert watch.seconds_left(10) is None
    watch.hear(JOB, 0.6)
    assert watch.seconds_left(10) == pytest.approx(10 * 1.4 / 0.4)
    watch.finish(JOB)
    watch.finish(other)
    assert watch.seconds_left(10) == 0
    assert watch.line(10) == "2 of 2 runs done"


def test_the_tables_count_seeds_and_name_failures() -> None:
    row = JOB._asdict() | {"bits": 0.25, "wrong_bits": 0, "wrong_sequences": 0, "first_wrong": None}
    bad = row | {"seed": 3, "wrong_bits": 12, "wrong_sequences": 2, "first_wrong": 288}
    text = tables([bad, row])
    assert "| feedforward | 0 | 300 | 12 | 5 | 0 | 0 |  | 0.25 |\n| feedforward | 3 |" in text
    assert "| 12 | 2 | 288 |" in text
    assert "feedforward, length 300, N = 12: not one wrong bit in 1 of 2 seeds" in text
    assert "seed 3: 2.4 wrong bits a sequence, in 2 of 5 sequences." in text
