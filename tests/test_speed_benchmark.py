"""The speed benchmark: its contestants agree, its counts are right, its parts run. Never how many seconds."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from functools import partial

import numpy as np
import pytest
import torch

from benchmarks.floor import Floor
from benchmarks.speed import __main__ as command
from benchmarks.speed.contestants import MACHINES, NAMES, Size, build, draw, infer_once, train_once
from benchmarks.speed.parts import PARTS, Setting, exponent
from benchmarks.speed.peak import measure, peak_bytes
from benchmarks.speed.rounds import summarise, take_turns
from benchmarks.speed.saved import kept_by
from benchmarks.speed.tables import growth, header, line, target_table, targets
from benchmarks.textbook import TextbookNTM
from ntm_lib.machine.steps import run
from small_machine import build as build_machine
from small_machine import each_controller, sequence

SMALL = Size(num_slots=6, slot_width=4, hidden_size=7, bits=3)
TINY = Setting(
    rounds=2,
    slow_rounds=1,
    batches=(1, 2),
    lengths=(2,),
    slots=(6, 12),
    slots_length=2,
    heads=(1, 2),
    memory_batch=2,
    size=SMALL,
)


# ---- the contestants


@each_controller
@pytest.mark.parametrize(
    ("heads", "max_shift", "slots"), [((1, 1), 1, 6), ((2, 3), 2, 5), ((3, 1), 3, 4), ((1, 2), 0, 4), ((1, 1), 3, 3)]
)
def test_the_textbook_machine_is_the_library_s(controller, heads, max_shift, slots):
    sizes = {"num_read_heads": heads[0], "num_write_heads": heads[1], "max_shift": max_shift, "num_slots": slots}
    machine = build_machine(controller, run=run, **sizes).double()
    textbook = TextbookNTM(machine)
    inputs = sequence(5, 3, dtype=torch.float64)
    ours, state = machine(inputs)
    theirs, memory = textbook(inputs)
    assert torch.allclose(theirs, ours, atol=1e-12)
    assert torch.allclose(memory, state.memory, atol=1e-12)
    for logits in (ours, theirs):
        logits.square().sum().backward()
    for name in ("output.weight", "output.bias", "initial_reads", *_controller_names(machine)):
        assert torch.allclose(textbook.get_parameter(name).grad, machine.get_parameter(name).grad, atol=1e-10), name
    assert torch.allclose(_addressing_rows(textbook), machine.heads.addressing.weight.grad, atol=1e-10)


def _controller_names(machine):
    return [f"controller.{name}" for name, _ in machine.controller.named_parameters()]


def _addressing_rows(textbook):
    """The gradients of the heads' own layers, laid out like the library's joint one, without erase and add."""
    heads = [*textbook.read_heads, *textbook.write_heads]
    return torch.cat([head.layer.weight.grad[: sum(head.sizes[:5])] for head in heads])


def test_the_textbook_machine_refuses_what_it_cannot_be():
    with pytest.raises(ValueError, match=r"memory_init must be \"constant\"; got 'learned'"):
        TextbookNTM(build_machine(memory_init="learned"))
    with pytest.raises(ValueError, match=r"max_shift must be at most 2, the slots; got 3"):
        TextbookNTM(build_machine(num_slots=2, max_shift=3))


@pytest.mark.parametrize("controller", ["lstm", "feedforward"])
def test_the_three_machines_answer_alike(controller):
    inputs = draw(3, 4, SMALL.bits).inputs
    answers = [build(name, SMALL._replace(controller=controller, heads=2))(inputs)[0] for name in NAMES[:3]]
    assert not torch.equal(answers[0][0], answers[0][-1])
    for answer in answers[1:]:
        assert torch.allclose(answer, answers[0], atol=1e-5)


def test_the_floor_is_an_lstm_with_zeros_for_reads():
    floor = Floor(4, 3, 7, reads=5)
    inputs = torch.randn(6, 2, 4)
    logits, (hidden, cell) = floor(inputs)
    layer = torch.nn.LSTM(9, 7)
    layer.load_state_dict({f"{name}_l0": value for name, value in floor.cell.state_dict().items()})
    expected, (last, last_cell) = layer(torch.cat([inputs, torch.zeros(6, 2, 5)], dim=-1))
    assert torch.allclose(logits, floor.output(expected), atol=1e-6)
    assert torch.allclose(hidden, last[0], atol=1e-6) and torch.allclose(cell, last_cell[0], atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_a_training_step_differentiates_and_inference_keeps_nothing(name):
    model, batch = build(name, SMALL), draw(2, 3, SMALL.bits)
    infer_once(model, batch)
    assert all(parameter.grad is None for parameter in model.parameters())
    train_once(model, batch)
    first = model.output.weight.grad.clone()
    assert first.abs().sum() > 0
    train_once(model, batch)
    assert torch.equal(model.output.weight.grad, first)  # a repeat is the same step, not a sum of two


# ---- the clock


@pytest.fixture
def one_run_a_turn(monkeypatch):
    monkeypatch.setattr("benchmarks.speed.rounds.TURN", 0)


def test_a_short_job_is_repeated_until_a_turn_is_long_enough():
    order = []
    take_turns({"a": partial(_spend, order, "a")}, rounds=1)
    assert len(order) > 10  # a turn lasts thousands of these


def test_contestants_take_turns_and_a_slow_one_takes_fewer(one_run_a_turn):
    order = []
    jobs = {name: partial(_spend, order, name) for name in "abc"}
    times = take_turns(jobs, rounds=3, fewer={"b": 1})
    assert {name: len(taken) for name, taken in times.items()} == {"a": 3, "b": 1, "c": 3}
    assert "".join(order[-7:]) == "abccaca"  # each round begins with the next; b is out after its first


def _spend(order, name):
    order.append(name)
    sum(range(1000))


def test_ratios_are_taken_within_a_round():
    times = {"a": [2.0, 30.0, 4.0], "slow": [8.0], "floor": [1.0, 10.0, 2.0]}
    found = summarise(times, "floor")
    assert found["a"] == {"cpu_ms": 4000.0, "ratio": 2.0, "rounds": 3}
    assert found["slow"] == {"cpu_ms": 8000.0, "ratio": 8.0, "rounds": 1}


# ---- memory


class Hiding(torch.autograd.Function):
    """Keeps 400 bytes for autograd, and in places that no hook sees 800 of NumPy's and 1,200 in a closure."""

    @staticmethod
    def forward(ctx, values):
        ctx.save_for_backward(values.new_zeros(100))
        ctx.hidden = {"deep": [np.zeros(100)[:3], (torch.zeros(300)[::2],)]}
        ctx.again = ctx.hidden["deep"][0][1:]  # the same block
        ctx.count = 7
        return values.sum() * torch.ones(1)

    @staticmethod
    def backward(ctx, gradient):
        return gradient.expand(5)


class Hider(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.values = torch.nn.Parameter(torch.ones(5))

    def forward(self, inputs):
        return Hiding.apply(self.values), None


def test_bytes_kept_are_counted_once_wherever_they_hide():
    assert kept_by(Hider(), torch.ones(1)) == (400 + 800 + 1200, 2)  # the Function, and the parameter's own node


def test_parameters_are_not_counted_and_a_shared_block_counts_once():
    model = torch.nn.Linear(10, 10)
    model.forward = lambda inputs: ((torch.nn.functional.linear(inputs, model.weight).square() * inputs[0, :10]), None)
    inputs = torch.ones(2, 10)
    # linear keeps inputs (80) and the weight; square its argument (80); the product a row of inputs (0 more)
    assert kept_by(model, inputs).bytes == 160


def test_a_longer_sequence_keeps_more():
    for name in NAMES:
        short, long = (kept_by(build(name, SMALL), draw(2, length, SMALL.bits).inputs).bytes for length in (5, 10))
        assert 1.5 < long / short < 2.2, name


def test_the_peak_of_a_step_holds_what_it_keeps():
    size = Size(num_slots=2000)
    peak = peak_bytes("plain", size, batch=2, length=4)
    saved = kept_by(build("plain", size), draw(2, 4).inputs).bytes
    assert 0.8 * saved < peak < 4 * saved


def test_a_failing_child_says_why():
    with pytest.raises(RuntimeError, match="KeyError: 'quantum'"):
        peak_bytes("plain", SMALL._replace(controller="quantum"), 1, 2)


# ---- the parts, their tables and the command


@pytest.fixture
def no_children(monkeypatch):
    """Peak memory in this process: the parts' structure does not need seven fresh ones."""
    monkeypatch.setattr(
        "benchmarks.speed.parts.peak_bytes",
        lambda name, size, batch, length: measure(
            {"name": name, "size": size._asdict(), "batch": batch, "length": length}
        ),
    )


@pytest.mark.parametrize("part", PARTS)
def test_a_part_gives_a_row_a_setting_and_a_line_a_row(part, no_children, one_run_a_turn):
    rows = list(PARTS[part](TINY))
    assert len(rows) == {"step": 4, "inference": 4, "memory": 2, "slots": 2, "heads": 2}[part]
    columns = header(part).splitlines()[-2].count("|")
    for row in rows:
        assert line(part, row).count("|") == columns
        for name, result in row["results"].items():
            assert name in NAMES
            assert all(value >= 0 and math.isfinite(value) for value in result.values())
            assert result.get("cpu_ms", 1) > 0 and result.get("saved_bytes", 1) > 0
            assert result.get("rounds", 1) == (1 if name == "textbook" else 2 if "rounds" in result else 1)
    json.dumps(rows)


def test_the_exponent_is_the_slope_of_the_logarithms():
    rows = [
        {"num_slots": n, "results": {name: {"cpu_ms": 3 * n**power, "peak_bytes": 0} for name in MACHINES}}
        for n, power in ((10, 2), (100, 2), (1000, 2))
    ]
    assert math.isclose(exponent(rows, "plain", "cpu_ms"), 2)
    assert math.isnan(exponent(rows, "plain", "peak_bytes"))
    assert "plain, CPU time: N^2.00 over all rows, N^2.00 over the last two" in growth(rows)


def test_the_targets_stand_beside_the_figures():
    place = {"controller": "lstm", "batch": 16, "length": 20}
    step = {**place, "results": {"fused": {"ratio": 1.3}, "plain": {"ratio": 9.5}}}
    other = {**place, "batch": 8, "results": {"fused": {"ratio": 99}, "plain": {"ratio": 99}}}
    found = targets({"step": [other, step]})
    assert [(row["at_most"], row["measured"], row["met"]) for row in found] == [
        (1.3, 1.3, True),
        (6, None, None),
        (9, 9.5, False),
    ]
    assert [text.split(" | ")[-1] for text in target_table(found).splitlines()[-3:]] == [
        "yes |",
        "not measured |",
        "no |",
    ]


def test_the_command_writes_what_it_prints(tmp_path, monkeypatch, capsys, one_run_a_turn):
    path = tmp_path / "new" / "speed.json"
    monkeypatch.setattr(command, "QUICK", TINY)
    monkeypatch.setattr(sys, "argv", ["speed", "--quick", "--rounds", "1", "--only", "step", "--json", str(path)])
    command.main()
    written = json.loads(path.read_text(encoding="utf-8"))
    assert {"machine", "versions", "setting", "paths", "parts", "exponents", "targets"} <= set(written)
    assert written["setting"]["rounds"] == 1 and written["machine"]["threads"] == 1
    assert set(written["paths"]) == {"lstm", "feedforward"}
    printed = capsys.readouterr().out
    for row in written["parts"]["step"]:
        assert line("step", row) in printed
    assert not list(path.parent.glob("*.part"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--rounds", "0"], "--rounds must be a whole number of at least 1; got 0."),
        (["--only", "step,wings"], "--only must name some of step,inference,memory,slots,heads; got wings."),
    ],
)
def test_the_command_refuses_what_it_cannot_do(options, message, repository):
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", *options],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2 and message in " ".join(told.stderr.split())
