"""What is shipped loads, does what its record says, and refuses to be anything but tensors."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from ntm_lib import NTM
from ntm_lib.training import (
    TrainingPlan,
    build_model,
    evaluate,
    load_checkpoint,
    load_snapshots,
    read_plan,
    save_checkpoint,
)
from ntm_lib.training.checkpoints import SHIPPED
from ntm_lib.training.files import fingerprint, write_whole

NAMES = ("copy-feedforward", "copy-lstm")
SNAPSHOTS = "copy-feedforward"
SMALL = TrainingPlan(controller="feedforward", hidden_size=4, num_slots=3, slots_in_use=5, slot_width=3, bits=2)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A small checkpoint in a folder of its own."""
    yield save_checkpoint(tmp_path / "small", build_model(SMALL), {"plan": SMALL.to_json()})


def rewrite(weights: Path, data: bytes) -> None:
    """Put other bytes in place of the parameters, with a record that vouches for them."""
    weights.write_bytes(data)
    record = weights.with_suffix(".json")
    record.write_text(json.dumps({**json.loads(record.read_text()), "sha256": fingerprint(data)}))


# --- the shipped ones


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_checkpoint_is_the_papers_machine(name: str) -> None:
    model, record = load_checkpoint(name)
    assert isinstance(model, NTM)
    assert (model.input_size, model.output_size, model.num_slots, model.slot_width) == (9, 8, 128, 20)
    assert (model.num_read_heads, model.num_write_heads, record["plan"]["hidden_size"]) == (1, 1, 100)
    assert (SHIPPED / f"{name}.pt").stat().st_size <= 1_000_000


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_checkpoint_copies_fresh_sequences_without_a_mistake(name: str) -> None:
    model, record = load_checkpoint(name)
    assert record["errors"][0]["wrong_sequences"] == 0
    score = evaluate(model, (1, 20), 200, generator=torch.Generator().manual_seed(77))
    assert score.wrong_sequences == 0
    assert score.bits < 0.1


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_checkpoint_errs_as_its_record_says_beyond_its_training(name: str) -> None:
    model, record = load_checkpoint(name)
    for row in record["errors"][1:]:
        score = evaluate(model, tuple(row["lengths"]), 20, row["num_slots"], torch.Generator().manual_seed(78))
        assert abs(score.wrong_sequences / 20 - row["wrong_sequences"] / row["sequences"]) <= 0.35
        assert score.wrong_bits == pytest.approx(row["wrong_bits"], abs=max(0.5, 2 * row["wrong_bits"]))


@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_complete(name: str) -> None:
    _, record = load_checkpoint(name)
    plan = TrainingPlan.from_json(record["plan"])
    assert record["plan"] == plan.to_json()  # every field written out, so that a new default changes nothing
    assert record["command"].startswith("python -m ntm_lib train ntm_lib/checkpoints/plans/")
    assert record["name"] == plan.name == name
    assert record["seed"] == plan.seed
    assert record["updates"] == plan.updates == len(record["curve_bits"])
    assert record["sequences"] == plan.updates * plan.batch_size
    assert [row["lengths"] for row in record["errors"]] == [[1, 20], [40, 40], [80, 80], [120, 120]]
    assert record["errors"][0]["sequences"] >= 1000
    for row in record["errors"]:
        assert row["num_slots"] == 128
        assert {"bits", "wrong_bits", "wrong_sequences", "sequences"} <= set(row)
    assert set(record["versions"]) == {"ntm_lib", "torch", "python"}
    assert {"processor", "cores", "threads"} <= set(record["machine"])
    assert record["cpu_seconds"] > 0
    assert len(record["date"]) == len("2000-01-01")


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_beside_the_checkpoint_is_the_one_it_was_trained_with(name: str) -> None:
    assert read_plan(SHIPPED / "plans" / f"{name}.json") == read_plan(SHIPPED / f"{name}.json")


def test_the_snapshots_tell_the_run_of_the_checkpoint() -> None:
    snapshots = load_snapshots(SNAPSHOTS)
    model, record = load_checkpoint(SNAPSHOTS)
    updates = [each.update for each in snapshots]
    assert 16 <= len(snapshots) <= 24
    assert updates == sorted(set(updates))
    assert (updates[0], updates[-1]) == (0, record["updates"])
    assert [each.sequences for each in snapshots] == [update * record["plan"]["batch_size"] for update in updates]
    assert snapshots[0].bits > 50 > 0.1 > snapshots[-1].bits
    assert all(each.model.num_slots == 128 for each in snapshots)
    last = snapshots[-1].model.state_dict()
    assert all(torch.equal(tensor, last[key]) for key, tensor in model.state_dict().items())
    assert (SHIPPED / f"{SNAPSHOTS}-snapshots.pt").stat().st_size <= 2_000_000


def test_a_snapshot_costs_what_it_says() -> None:
    for snapshot in load_snapshots(SNAPSHOTS)[::7]:
        score = evaluate(snapshot.model, (1, 20), 200)
        assert score.bits == pytest.approx(snapshot.bits, rel=0.02, abs=0.01)


# --- saving and loading


def test_what_is_loaded_is_what_was_saved(tmp_path: Path) -> None:
    model = build_model(SMALL)
    weights = save_checkpoint(tmp_path / "folder" / "mine.pt", model, {"plan": SMALL.to_json(), "note": "first"})
    state = torch.get_rng_state()
    for path in (weights, str(weights), tmp_path / "folder" / "mine"):
        loaded, record = load_checkpoint(path)
        assert record["note"] == "first"
        assert loaded.num_slots == SMALL.slots_in_use
        assert all(torch.equal(tensor, loaded.state_dict()[key]) for key, tensor in model.state_dict().items())
    assert torch.equal(state, torch.get_rng_state())


@pytest.mark.parametrize("name", ["copy-gru", "nowhere/copy-lstm"])
def test_a_name_that_is_not_there_lists_those_that_are(name: str) -> None:
    with pytest.raises(ValueError, match=r"must name a checkpoint \(shipped: copy-feedforward, .*copy-lstm\)"):
        load_checkpoint(name)


def test_a_changed_file_is_noticed(small: Path) -> None:
    data = bytearray(small.read_bytes())
    data[len(data) // 2] ^= 1
    small.write_bytes(bytes(data))
    with pytest.raises(ValueError, match=r"checkpoint must be the one that small.json was written with"):
        load_checkpoint(small)


def test_a_cut_file_is_noticed(small: Path) -> None:
    rewrite(small, small.read_bytes()[:100])
    with pytest.raises(ValueError, match=r"file must hold tensors and plain data"):
        load_checkpoint(small)


def test_parameters_of_another_machine_are_refused(small: Path, tmp_path: Path) -> None:
    other = TrainingPlan.from_json({**SMALL.to_json(), "hidden_size": 5})
    rewrite(small, save_checkpoint(tmp_path / "other", build_model(other), {"plan": other.to_json()}).read_bytes())
    with pytest.raises(ValueError, match=r"checkpoint must fit its plan and this version of ntm_lib.*size mismatch"):
        load_checkpoint(small)


def test_a_record_of_another_format_is_refused(small: Path) -> None:
    record = small.with_suffix(".json")
    record.write_text(json.dumps({**json.loads(record.read_text()), "format": 0}))
    with pytest.raises(ValueError, match="another format"):
        load_checkpoint(small)
    record.write_text("{")
    with pytest.raises(ValueError, match="provenance must be JSON"):
        load_checkpoint(small)


def test_a_model_that_its_plan_does_not_build_is_not_saved(tmp_path: Path) -> None:
    other = TrainingPlan.from_json({**SMALL.to_json(), "slot_width": 4})
    with pytest.raises(ValueError, match="checkpoint must fit its plan"):
        save_checkpoint(tmp_path / "wrong", build_model(SMALL), {"plan": other.to_json()})
    with pytest.raises(ValueError, match='provenance must have a "plan"'):
        save_checkpoint(tmp_path / "wrong", build_model(SMALL), {})
    assert list(tmp_path.iterdir()) == []


class Trap:
    """Pickled, this makes a file when it is loaded by a careless reader."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple:
        return Path.touch, (self.target,)


@pytest.mark.filterwarnings("ignore:Detected pickle protocol")
@pytest.mark.parametrize("writer", [torch.save, pickle.dump])
def test_a_file_that_holds_code_is_refused_and_not_run(small: Path, tmp_path: Path, writer: object) -> None:
    sprung = tmp_path / "sprung"
    with small.open("wb") as file:
        writer({"parameters": Trap(sprung)}, file)
    rewrite(small, small.read_bytes())
    with pytest.raises(ValueError, match="file must hold tensors and plain data"):
        load_checkpoint(small)
    assert not sprung.exists()
    torch.load(small, weights_only=False) if writer is torch.save else pickle.loads(small.read_bytes())
    assert sprung.exists()  # the trap does work on a careless reader


def test_a_whole_pickled_machine_is_refused(small: Path) -> None:
    torch.save(build_model(SMALL), small)
    rewrite(small, small.read_bytes())
    with pytest.raises(ValueError, match="file must hold tensors and plain data"):
        load_checkpoint(small)


def test_an_interrupted_write_leaves_the_old_files_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_whole({first: b"old", second: b"old"})
    syncs = iter([None, KeyboardInterrupt()])

    def interrupted(handle: int) -> None:
        if (error := next(syncs)) is not None:
            raise error

    monkeypatch.setattr("ntm_lib.training.files.os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole({first: b"new", second: b"new"})
    assert (first.read_bytes(), second.read_bytes()) == (b"old", b"old")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "second"]
