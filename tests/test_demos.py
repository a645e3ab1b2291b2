"""Demos without a browser: what they say is computed from what they show, and it shows on every page."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
import torch
from nbclient import NotebookClient
from PIL import Image

from ntm_lib import NTM, FeedForwardController, LSTMBaseline, by_hand, demos, figures, my_work
from ntm_lib.demos.bit_pad import BitPad, example
from ntm_lib.demos.cliff import focus_of_writing
from ntm_lib.demos.player import Player
from ntm_lib.demos.run import run_on, spread, step_words
from ntm_lib.demos.scene import Scene
from ntm_lib.tasks import copy_of

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def my_folder(tmp_path, monkeypatch):
    """A learner's folder."""
    folder = tmp_path / my_work.FOLDER_NAME
    folder.mkdir()
    monkeypatch.setattr(my_work, "REPOSITORY", tmp_path.resolve())
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def machine():
    """An untrained machine of the copy task's sizes."""
    torch.manual_seed(0)
    return NTM(9, 8, FeedForwardController(10), num_slots=16, slot_width=6)


class Parrot:
    """Copies perfectly: one write a slot upward from slot 14 of 16, then reads the same slots again."""

    def __init__(self, length: int, spoil: tuple[int, int] | None = None) -> None:
        self.length = length
        self.spoil = spoil  # (answer step, bit) said wrong

    def trace(self, inputs):
        steps = 2 * self.length + 1
        answers = copy_of(inputs[: self.length, 0, :8]).targets
        if self.spoil:
            step, bit = self.spoil
            answers[step, 0, bit] = 1 - answers[step, 0, bit]
        at = lambda positions: torch.eye(16)[torch.tensor(positions) % 16].reshape(steps, 1, 1, 16)  # noqa: E731
        writes = at([14 + min(step, self.length - 1) for step in range(steps)])
        reads = at([14 + max(0, step - self.length - 1) for step in range(steps)])
        trace = SimpleNamespace(read_weightings=reads, write_weightings=writes, memory=torch.zeros(steps, 1, 16, 6))
        return 20 * answers - 10, trace


def picture(png: bytes) -> np.ndarray:
    """A PNG file as an array."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def all_demos(machine):
    """One of each demo that a cell can end in."""
    snapshots = [SimpleNamespace(update=i, sequences=8 * i, bits=9.0 - i, model=machine) for i in range(3)]
    return [
        demos.copy_machine(machine),
        demos.recall(by_hand.content_weighting),
        demos.cliff(snapshots, demos.drawing()),
        demos.BitPad(),
        Player([Scene(20, 10)], ["Nothing."], "Blank"),
    ]


def test_without_a_front_end_there_is_a_sentence_and_a_picture_and_no_view(machine):
    for demo in all_demos(machine):
        data, metadata = demo._repr_mimebundle_()
        assert set(data) == {"text/plain", "image/png"}
        assert data["text/plain"] == repr(demo) == metadata["image/png"]["alt"]
        assert picture(demo.still()).size > 0


def test_with_a_front_end_the_view_comes_on_top(machine, monkeypatch):
    monkeypatch.setattr(figures, "front_end", lambda: True)
    for demo in all_demos(machine):
        data, _ = demo._repr_mimebundle_()
        assert set(data) == {"text/plain", "image/png", VIEW}
        assert data[VIEW]["model_id"]


def test_two_runs_give_one_output(machine):
    for once, again in zip(all_demos(machine), all_demos(machine), strict=True):
        assert repr(once) == repr(again)
        assert once.still() == again.still()


def test_in_a_kernel_without_a_front_end_no_view_is_stored():
    source = "from ntm_lib import by_hand, demos\ndemos.recall(by_hand.content_weighting)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in (source, "demos.BitPad()")])
    NotebookClient(notebook, timeout=60, kernel_name="python3", store_widget_state=False).execute()
    for cell in notebook.cells:
        (output,) = cell.outputs
        assert set(output.data) == {"text/plain", "image/png"}
    assert notebook.cells[1].outputs[0].data["text/plain"].startswith("Bit pad: 12 steps of 8 bits")


def test_drawing_is_the_example_until_something_is_saved(my_folder):
    assert demos.drawing().shape == (12, 8)
    assert demos.drawing().dtype == torch.float32
    assert torch.equal(demos.drawing(), torch.tensor(example(), dtype=torch.float32).T)
    rows = [[0] * 12 for _ in range(8)]
    rows[2][5] = 1
    my_work.save("drawing", rows)
    assert demos.drawing().nonzero().tolist() == [[5, 2]]  # step 5, bit 2


def test_an_empty_drawing_is_legal(my_folder):
    my_work.save("drawing", [[0] * 12] * 8)
    assert demos.drawing().sum() == 0


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "7", '{"bits": 1}']
    + [json.dumps([row] * 8) for row in ([0] * 11, [2] * 12, "0" * 12, [0.5] * 12, [None] * 12)],
)
def test_an_odd_drawing_gives_the_example_and_one_line(my_folder, capsys, text):
    (my_folder / "drawing.json").write_text(text)
    assert torch.equal(demos.drawing(), torch.tensor(example(), dtype=torch.float32).T)
    assert capsys.readouterr().out.count("\n") == 1
    assert (my_folder / "drawing.json").read_text() == text


def test_no_two_steps_of_the_example_are_alike():
    assert len({tuple(step) for step in zip(*example(), strict=True)}) == 12


def test_the_pad_saves_what_is_drawn(my_folder):
    pad = BitPad()
    assert pad.bits == example()
    rows = [[1] * 12 for _ in range(8)]
    pad.bits = rows
    assert json.loads((my_folder / "drawing.json").read_text()) == rows
    assert pad.vectors.sum() == 96
    assert "96 ones" in repr(pad)


def test_spread_counts_the_slots_of_a_weighting():
    assert spread(np.eye(5)[2]) == 1
    assert spread(np.full(20, 1 / 20)) == 20


def test_a_step_in_words():
    run = run_on(Parrot(3, spoil=(5, 2)), torch.ones(3, 8))
    assert step_words(run, 1) == "Step 1: reads slot 14, writes slot 15; vector 1 goes in."
    assert step_words(run, 3) == "Step 3: reads slot 14, writes slot 0; the flag says: now answer."
    assert step_words(run, 4) == "Step 4: reads slot 14, writes slot 0; output matches the drawing so far."
    assert step_words(run, 5) == "Step 5: reads slot 15, writes slot 0; 1 of 16 bits wrong so far."
    assert step_words(run, 6) == "Step 6: reads slot 0, writes slot 0; 1 of 24 bits wrong."
    assert focus_of_writing(run) == "one peak a step, on 3 slots in all"
    assert run.shown.slots == (13, 14, 15, 0, 1)  # across the seam of the ring, with a margin


def test_a_blurred_head_is_called_blurred(machine):
    run = run_on(machine, torch.ones(4, 8))
    run.of_kind("write")[0].weighting[:] = 1 / 16
    assert focus_of_writing(run) == "blurred over about 16 slots"
    assert "writes a blend of about 16 slots" in step_words(run, 2)


def test_copy_machine_says_how_it_went(machine):
    assert "0 of 96 bits wrong. Write head: " in repr(demos.copy_machine(Parrot(12)))
    assert "1 of 96 bits wrong" in repr(demos.copy_machine(Parrot(12, spoil=(14, 0))))
    with pytest.raises(TypeError, match="trace"):
        demos.copy_machine(LSTMBaseline(9, 8, hidden_size=4, num_layers=1))


def test_a_new_drawing_is_copied_at_once(my_folder):
    demo = demos.copy_machine(Parrot(12))
    demo.live()
    frames, said = list(demo.player.frames), repr(demo)
    demo.player.position = 7
    demo.pad.bits = [[0] * 12 for _ in range(8)]
    assert demo.run.inputs[:8].sum() == 0
    assert demo.player.frames != frames and len(demo.player.frames) == 25
    assert demo.player.position == 7
    assert repr(demo) == said  # nothing wrong before or after


def test_outputs_appear_as_they_are_produced():
    demo = demos.copy_machine(Parrot(12))
    demo.live()
    pixels = [scene.pixels(1) for scene in demo.player._scenes]
    purple = [int((np.abs(frame.astype(int) - [0xCC, 0x79, 0xA7]).sum(axis=2) < 6).sum()) for frame in pixels]
    assert purple[:13] == [0] * 13
    assert purple == sorted(purple)
    assert purple[24] > purple[13]


def test_cliff_has_a_caption_a_snapshot_and_a_detail_a_step():
    models = [Parrot(12, spoil=(13, 0)), Parrot(12)]
    snapshots = [SimpleNamespace(update=i, sequences=8 * i, bits=1.0, model=m) for i, m in enumerate(models)]
    demo = demos.cliff(iter(snapshots), demos.drawing())
    player = demo.live()
    assert player.captions[0].startswith("Update 0: 1 of 96 bits wrong; write head, while storing: one peak a step")
    assert player.captions[1].startswith("Update 1: 0 of 96 bits wrong")
    assert [len(details) for details in player.details] == [25, 25]
    assert player.texts == ["update 0", "update 1"] and player.moments[-1] == "step 24 of 24"
    assert player.moment == 24
    assert player.frames[0] != player.frames[1]
    assert all(0 <= part <= 1 for veil in player.veils for part in veil)
    with pytest.raises(ValueError, match="snapshots must"):
        demos.cliff([], demos.drawing())
