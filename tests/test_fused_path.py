"""Which path a machine takes, on which device and in which precision, and that nothing imports Numba too early."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from both_paths import needs_numba, twin
from ntm_lib.machine import run
from ntm_lib.training import TrainingPlan, build_model
from small_machine import build, each_controller, each_memory, sequence

# ---- devices and precisions


@needs_numba
@each_controller
@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda machine: machine.to("meta"), "meta"),
        (lambda machine: machine.to(torch.bfloat16), "bfloat16"),
        (lambda machine: machine.to(torch.float16), "float16"),
    ],
)
def test_other_devices_and_precisions_take_the_plain_path(controller, change, word):
    machine = change(build(controller))
    assert re.fullmatch(rf"plain: .*\b{word}\b.*[^.\s]", machine.path), machine.path
    inputs = sequence().to(machine.output.weight)
    logits, after = machine(inputs)
    assert logits.dtype == inputs.dtype and logits.device == inputs.device and after.memory.dtype == inputs.dtype


@needs_numba
def test_a_machine_that_is_partly_elsewhere_takes_the_plain_path():
    """Whose error then is torch's own, which names what does not fit."""
    machine = build()
    machine.heads.double()
    assert machine.path.startswith("plain: ")
    with pytest.raises(RuntimeError, match="dtype"):
        machine(sequence())


# ---- the library's own machines


@needs_numba
@each_controller
@each_memory
def test_the_librarys_machines_are_fast(controller, memory_init):
    assert build(controller, memory_init=memory_init).path == "fused"
    assert build(controller, memory_init=memory_init).double().path == "fused"


@needs_numba
@each_controller
def test_a_plans_machine_is_fast_and_its_path_can_be_chosen(controller):
    plan = TrainingPlan(controller=controller)
    assert build_model(plan).path == "fused"
    assert build_model(plan, run=run).path.startswith("plain: ")


@needs_numba
@each_controller
def test_forward_takes_the_fast_path_and_step_and_trace_the_plain_one(controller, monkeypatch):
    """Counted at the controller, which the fast path never calls."""
    machine, calls = build(controller), []
    kind = type(machine.controller)
    original = kind.forward
    monkeypatch.setattr(kind, "forward", lambda *given: calls.append("controller") or original(*given))
    machine(sequence())
    assert calls == []
    machine.step(sequence()[0], machine.initial_state(3))
    assert len(calls) == 1
    machine.trace(sequence())
    assert len(calls) == 5
    twin(machine)(sequence())
    assert len(calls) == 9


def test_the_path_is_read_and_not_set():
    with pytest.raises(AttributeError):
        build().path = "fused"


def test_every_file_of_the_fast_path_is_short(repository: Path):
    for path in (repository / "ntm_lib" / "fused").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 250, path


def test_numba_is_imported_only_when_a_sequence_is_run():
    code = (
        "import sys, ntm_lib, ntm_lib.training, ntm_lib.fused; assert 'numba' not in sys.modules, 'imported too early';"
        "ntm_lib.NTM(3, 2, ntm_lib.LSTMController(4)); assert 'numba' not in sys.modules, 'imported by a constructor'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
