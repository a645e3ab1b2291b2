"""Machines side by side: started and stopped, drawn, and told in a table."""

from __future__ import annotations

import asyncio
import dataclasses
import io

import pytest
import torch
from PIL import Image

from acted_runs import acted, moved
from ntm_lib import NTM, figures
from ntm_lib.demos import side_by_side
from ntm_lib.demos.lane import FRESH
from ntm_lib.demos.lane_rows import draw
from ntm_lib.demos.side_by_side import SEQUENCES
from ntm_lib.training import Progress, TrainingPlan, loop, train
from tiny_training import TINY, equal, parameters_of, tiny_model

DRAWING = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 1, 0]])
PLAN = dataclasses.replace(TINY, updates=8)


@pytest.fixture
def plain(monkeypatch):
    """Machines as they are where Numba is not installed."""
    monkeypatch.setattr(NTM, "path", "plain: Numba is not installed")


@pytest.fixture
def fast(monkeypatch):
    """Machines that say that they are on the fast path."""
    monkeypatch.setattr(NTM, "path", "fused")


@pytest.fixture
def watched(monkeypatch):
    """A front end is there."""
    monkeypatch.setattr(figures, "front_end", lambda: True)


def tiny(seeds=(1, 2), **changes):
    return side_by_side(DRAWING, seeds, plan=dataclasses.replace(PLAN, **changes))


def test_lanes_leave_each_other_and_the_learners_draws_alone():
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    together = tiny((1, 2, 3))
    together.finish()
    assert torch.equal(torch.rand(3), expected)
    for lane in together.lanes:
        alone = tiny_model(lane.plan)
        list(train(alone, lane.plan))
        assert equal(parameters_of(lane.model), parameters_of(alone))


def interrupt_at(monkeypatch, call):
    """The notebook's stop button at the n-th update of all."""
    calls, honest = iter(range(1, 1000)), loop.STEPS["norm"]

    def step(*arguments):
        if next(calls) == call:
            raise KeyboardInterrupt
        return honest(*arguments)

    monkeypatch.setitem(loop.STEPS, "norm", step)


def test_an_interrupt_keeps_what_there_is_and_the_rest_can_be_done_later(monkeypatch):
    interrupt_at(monkeypatch, 6)
    together = tiny()
    together.finish()
    assert [lane.updates for lane in together.lanes] == [3, 2]
    together.finish()
    untouched = tiny()
    untouched.finish()
    assert together.done and [step.update for step in together.lanes[1].curve] == list(range(1, 9))
    assert together.lanes[0].curve == untouched.lanes[0].curve  # the batch in the second one's hands is lost


def test_without_a_front_end_all_is_done_before_the_picture_is_drawn():
    together, again = tiny(), tiny()
    data, metadata = together._repr_mimebundle_()
    assert together.done and set(data) == {"text/plain", "image/png"}
    assert data["text/plain"] == repr(together) == metadata["image/png"]["alt"]
    assert data["text/plain"].startswith("The same task from different seeds, 2 machines. Seed 1: ")
    assert again._repr_mimebundle_() == (data, metadata)


def test_the_sentence_and_the_table_are_the_same_on_both_paths(monkeypatch):
    pytest.importorskip("numba")
    said = set()
    for path in ("fused", "plain: Numba is not installed"):
        monkeypatch.setattr(NTM, "path", path)
        together = side_by_side(DRAWING, (1, 2), updates=3, plan=PLAN)
        together.finish()
        assert together.path_words not in repr(together)
        said.add(repr(together) + together.table())
    assert path.startswith("plain") and len(said) == 1


async def clicks(together, *waits):
    """Click, let the training run for some awaits, and so on; what the button says after each."""
    said = []
    for awaits in waits:
        together.button.click()
        for _ in range(awaits):
            await asyncio.sleep(0)
        said.append((together.button.description, sum(lane.updates for lane in together.lanes)))
    return said


def test_a_click_starts_stops_and_goes_on(watched):
    together = tiny()
    data, _ = together._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert together.button.description == "Start" and not together.lanes[0].curve
    first = together.player.frames
    said = asyncio.run(clicks(together, 5, 3, 4, 3, 40))
    assert [words for words, _ in said] == ["Stop", "Go on", "Stop", "Go on", "Done"]
    done = [updates for _, updates in said]
    assert 3 <= done[0] <= done[1] <= done[0] + 1 < done[2] <= done[3] <= done[2] + 1 < done[4] == 16
    assert together.button.disabled and together.player.frames != first
    assert together.player.captions[0].endswith(together.lanes[1].words)


def test_a_click_in_the_middle_of_stopping_goes_on(watched):
    together = tiny()
    together.live()
    said = asyncio.run(clicks(together, 3, 0, 30))
    assert said[-1] == ("Done", 16)


def test_a_cell_does_what_a_click_has_begun(watched):
    together = tiny()
    together.live()

    async def click_then_run_a_cell():
        await clicks(together, 4)
        together.table()
        assert together.done
        for _ in range(5):
            await asyncio.sleep(0)

    asyncio.run(click_then_run_a_cell())
    assert [lane.updates for lane in together.lanes] == [8, 8] and together.button.description == "Done"


def test_a_click_outside_a_loop_does_all_of_it(watched):
    together = tiny()
    together.live()
    together.button.click()
    assert together.done and together.button.description == "Done"


def test_what_goes_wrong_after_a_click_is_said(watched, monkeypatch):
    together = tiny()
    together.live()
    monkeypatch.setitem(loop.STEPS, "norm", lambda *arguments: float("nan"))
    asyncio.run(clicks(together, 6))
    assert together.player.captions[0].endswith("It stopped: loss must be a finite number; got nan for update 1.")
    assert together.button.description == "Start"


def test_the_fast_path_says_that_it_is_made_ready(watched, fast):
    together = tiny()
    together.live()
    assert together.player.captions[0].startswith("On the fast path: one compiled kernel")
    asyncio.run(clicks(together, 0))
    assert together.player.captions[0].endswith(
        "It is made ready; the first time on a computer that takes up to a minute."
    )


def test_the_plain_path_says_why_and_gives_each_machine_fewer_updates(plain):
    plan = dataclasses.replace(PLAN, updates=100_000)
    together = side_by_side(DRAWING, (1,), plan=plan)
    fewer, planned = (SEQUENCES[path] // plan.batch_size for path in ("plain", "fused"))
    assert together.lanes[0].due == fewer < planned == together.lanes[0].plan.updates
    assert together.path_words == (
        "On the plain path (Numba is not installed): each update takes several times as long, "
        f"so that each gets {fewer:,} updates in place of {planned:,}."
    )
    few = side_by_side(DRAWING, (1,), updates=5, plan=plan)
    assert few.lanes[0].due == 5 and "in place of" not in few.path_words


def test_the_default_is_the_default_plan_on_the_fast_path(fast):
    plan = TrainingPlan()
    together = side_by_side(torch.zeros(3, 8))
    assert [lane.plan.seed for lane in together.lanes] == [9, 10, 11, 12]
    updates = together.lanes[0].plan.updates
    assert updates == min(plan.updates, -(-SEQUENCES["fused"] // plan.batch_size))
    assert together.lanes[2].plan == dataclasses.replace(plan, seed=11, updates=updates)


def test_the_table_has_a_line_a_machine_and_one_for_all():
    together = tiny()
    *rows, last = together.table(prediction=2).splitlines()
    assert together.done and len(rows) == 2
    for row, lane in zip(rows, together.lanes, strict=True):
        score = lane.score()
        assert score.sequences == FRESH
        assert row.startswith(f"Seed {lane.plan.seed}: not below 1 bit after 32 sequences; ")
        assert row.endswith(f"{round(score.wrong_bits * FRESH):,} wrong bits in 400 fresh sequences.")
    assert last == "0 of 2 fell; you said 2."


def test_the_table_counts_those_that_fell_and_those_that_walk_up():
    together = tiny((1, 2, 3))
    together.finish()
    for lane, cliff, step in zip(together.lanes, (400, 700, None), (1, -1, 1), strict=True):
        bits = [84.0 if cliff is None or 100 * i < cliff else 0.1 for i in range(1, 9)]
        lane.curve = [Progress(i, 100 * i, 1.0, 84.0, 0.01) for i in range(1, 9)]
        lane.smooth = bits
        walks = moved([step * min(i, 3) for i in range(9)])
        lane._looked = lane.updates, acted(walks, moved([0] * 5 + [step * i for i in range(4)]))
    assert together.fallen == [400, 700]
    rows = together.table().splitlines()
    assert rows[0].startswith(
        "Seed 1: below 1 bit after about 400 sequences; write head walks up, read head waits at slot 0; "
    )
    assert "write head walks down" in rows[1] and rows[2].startswith("Seed 3: not below 1 bit after 32 sequences; ")
    assert rows[3] == (
        "2 of 3 fell; the first at about 400 sequences, the last at about 700 sequences; 1 of them walks up."
    )


def test_the_picture_has_a_row_a_machine_and_what_it_says_is_in_it():
    one, three = tiny((1,)), tiny((1, 2, 3))
    three.finish()
    sizes = [Image.open(io.BytesIO(demo.still())).size for demo in (one, three)]
    assert sizes[0][0] == sizes[1][0] and sizes[1][1] > 2 * sizes[0][1]
    scene = draw(three.lanes)
    assert "Update 8 of 8: 32 sequences each" in scene.svg
    assert all(f">Seed {seed}<" in scene.svg for seed in (1, 2, 3)) and scene.svg.count("● reads: ") == 3


def test_what_it_refuses():
    for seeds in ((), (1, 2, 3, 4, 5, 6, 7)):
        with pytest.raises(ValueError, match="seeds must hold 1 to 6 numbers; got"):
            side_by_side(DRAWING, seeds, plan=PLAN)
    with pytest.raises(ValueError, match="plan must be of a machine with a memory; got 'baseline' for side_by_side"):
        side_by_side(DRAWING, plan=dataclasses.replace(PLAN, controller="baseline"))
    for wrong in ({"updates": 0}, {"updates": 2.5}, {"seeds": (-1,)}, {"seeds": ("a",)}):
        with pytest.raises((TypeError, ValueError), match="must"):
            side_by_side(DRAWING, plan=PLAN, **wrong)
