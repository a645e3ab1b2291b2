"""What breaks first: each wrong vector has the cause that was built into the run, and the words follow the numbers."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from benchmarks import breaks_first
from benchmarks.break_causes import PARTS, first_causes, walk, wrong_by_part
from benchmarks.breaks_words import words
from ntm_lib import NTMState
from ntm_lib.training import TrainingPlan, save_checkpoint
from tiny_training import TINY, tiny_model

LENGTH, SLOTS = 16, 20
KEPT, OVERWRITTEN, ELSEWHERE, LATE = range(4)  # what happens to vector 3 of each sequence


class Scripted(nn.Module):
    """A machine that writes vector p into slot p - 1 and reads it there, with an accident in each sequence.

    Every answer bit is wrong for vector 3, and right else.
    """

    output_size = 2

    def initial_state(self, batch_size: int, num_slots: int) -> NTMState:
        focus, reads = torch.zeros(batch_size, 1, num_slots), torch.zeros(batch_size, 1, 4)
        return NTMState(torch.ones(batch_size, num_slots, 4), focus, focus, reads, (torch.zeros(1),))

    def step(self, inputs: Tensor, state: NTMState) -> tuple[Tensor, NTMState]:
        step, memory = int(state.controller_state[0]), state.memory.clone()
        read, write = torch.zeros(2, *state.read_weightings.shape)
        write[:, 0, step % SLOTS] = 1
        vector = step - LENGTH
        read[:, 0, max(0, vector - 1)] = 1
        if step < LENGTH:
            memory[:, step] = 2.0 + step
        if step == LENGTH:
            memory[OVERWRITTEN, 2] *= 0.4
        if vector == 3:
            read[ELSEWHERE, 0] = torch.eye(SLOTS)[9]
            read[LATE, 0] = torch.eye(SLOTS)[3]  # it was there a step ago
        if vector == 2:
            read[LATE, 0] = torch.eye(SLOTS)[2]
        return self._answer(inputs, vector), NTMState(
            memory, read, write, state.read_vectors, (torch.tensor([step + 1.0]),)
        )

    def _answer(self, inputs: Tensor, vector: int) -> Tensor:
        if vector < 1:
            self.heard = [*(self.heard if vector > -LENGTH else []), inputs[:, :-1]]
            return torch.zeros(inputs.shape[0], 2)
        right = 20 * self.heard[vector - 1] - 10
        return -right if vector == 3 else right


def test_every_wrong_vector_has_the_cause_that_was_built_in() -> None:
    found = walk(Scripted(), LENGTH, SLOTS, 4, draw=1)
    assert (found.wrong > 0).nonzero().tolist() == [[2, sequence] for sequence in range(4)]
    where = {cause: here.nonzero()[:, 1].tolist() for cause, here in found.causes.items()}
    assert where == {"elsewhere": [ELSEWHERE], "overwritten": [OVERWRITTEN], "other": [KEPT, LATE]}
    assert first_causes(found) == {"elsewhere": 1, "overwritten": 1, "other": 2}
    parts = wrong_by_part(found)
    assert parts["overwritten"] == [0, 2] + [0] * (PARTS - 2)  # vector 3 of 16 lies in the second eighth; two bits
    assert parts["other"] == [0, 4] + [0] * (PARTS - 2)


def test_causes_add_up_to_what_is_wrong() -> None:
    found = walk(tiny_model(), 12, 6, 5, draw=3)
    assert found.wrong.sum() > 0
    assert sum(sum(counts) for counts in wrong_by_part(found).values()) == found.wrong.sum()
    assert sum(first_causes(found).values()) == (found.wrong > 0).any(dim=0).sum()
    assert found.read_peaks.shape == found.write_slots.shape == (25, 5)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, bytes]:
    """The command on two untrained machines, small."""
    folder = tmp_path_factory.mktemp("breaks")
    for controller in ("lstm", "feedforward"):
        plan = TrainingPlan.from_json(TINY.to_json() | {"controller": controller})
        save_checkpoint(folder / f"{controller}-0", tiny_model(plan), {"plan": plan.to_json()})
    out = ["--json", str(folder / "out.json"), "--figure", str(folder / "out.png")]
    few = ["--sequences", "2", "--lengths", "8", "16", "--long", "30", "--processes", "1"]
    assert breaks_first.main([str(folder), *few, *out]) == 0
    return json.loads((folder / "out.json").read_text()), Path(folder / "out.png").read_bytes()


def test_the_report_holds_every_length_with_and_without_room(report: tuple[dict, bytes]) -> None:
    found, png = report
    assert [machine["controller"] for machine in found["machines"]] == ["feedforward", "lstm"]
    for machine in found["machines"]:
        asked = [(run["length"], run["num_slots"]) for run in machine["runs"]]
        assert asked == [(8, 128), (8, 26), (16, 128), (16, 42)]
        assert len(machine["focus"]["read"]) == 30
    assert found["example"]["length"] == 16
    assert len(found["example"]["written_in"]) == 16
    assert found["words"] == " ".join(words(found))
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width > 1000


def test_the_words_follow_the_numbers(report: tuple[dict, bytes]) -> None:
    found = json.loads(json.dumps(report[0]))
    nothing = {"elsewhere": 0, "overwritten": 0, "other": 0}
    for machine in found["machines"]:
        for run in machine["runs"]:
            run["first"], run["wrong_bits"] = dict(nothing), {cause: [0] * PARTS for cause in nothing}
    told = " ".join(words(found))
    assert "LSTM, 1 machine, 128 slots: not one wrong bit at 2 lengths from 8 to 16, 2 sequences each." in told
    assert "overwritten before it was read" not in told
    lstm = next(machine for machine in found["machines"] if machine["controller"] == "lstm")
    lstm["runs"][2]["first"] |= {"overwritten": 1, "elsewhere": 1}
    lstm["runs"][2]["wrong_bits"]["overwritten"] = [1, 0, 0, 0, 0, 0, 1, 2]
    told = " ".join(words(found))
    assert "LSTM, 1 machine, 128 slots: sequences that fail, of 2 at each length: 2 at 16; none at the others" in told
    assert "the first wrong vector was overwritten before it was read in 1 and read from elsewhere in 1; 75 %" in told
