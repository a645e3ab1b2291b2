"""The fast path in processes of its own: as plain Python, with every index checked, without Numba, without a cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from both_paths import needs_numba
from ntm_lib import fused

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SMALL = "test_fused_small.py"
ON_BOTH = [
    f"test_{name}.py" for name in ("machine", "machine_parts", "machine_state", "training", "fused_path", "fused_parts")
]


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the repository with some variables of the environment set."""
    given = {**os.environ, "OMP_NUM_THREADS": "1", **environment}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=600)


def run_tests(*names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    paths = [str(TESTS / name) for name in names]
    return python("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *paths, **environment)


@needs_numba
@pytest.mark.slow
def test_as_plain_python_the_small_tests_pass_and_every_line_of_the_kernels_is_run():
    done = python(str(TESTS / "traced_lines.py"), SMALL)
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["code"] == 0, said["output"]
    assert len(said["never"]) >= 5 and not any(said["never"].values()), said["never"]


@needs_numba
@pytest.mark.slow
def test_with_every_index_checked_the_small_tests_pass(tmp_path: Path):
    """Compiled anew, in a cache of its own: the other one holds code without the checks."""
    done = run_tests(SMALL, NUMBA_BOUNDSCHECK="1", NUMBA_CACHE_DIR=str(tmp_path))
    assert done.returncode == 0, done.stdout


# ---- without Numba


@pytest.fixture(scope="module")
def no_numba(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a computer that has no Numba: a module of that name that cannot be found."""
    folder = tmp_path_factory.mktemp("hidden")
    source = "raise ModuleNotFoundError(\"No module named 'numba'\", name='numba')\n"
    (folder / "numba.py").write_text(source, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


@pytest.mark.slow
def test_without_numba_the_tests_of_the_machine_and_of_training_pass(no_numba):
    done = run_tests(*ON_BOTH, **no_numba)
    assert done.returncode == 0, done.stdout
    assert "skipped" in done.stdout  # those of the fast path


def test_without_numba_a_machine_says_so_and_learns(no_numba, tmp_path: Path):
    code = (
        "import torch, ntm_lib; from ntm_lib import fused\n"
        "machine = ntm_lib.NTM(3, 2, ntm_lib.LSTMController(4)); print(machine.path); print(fused.warm_up())\n"
        "machine(torch.rand(2, 1, 3))[0].sum().backward(); print(machine.output.bias.grad is not None)"
    )
    assert python("-c", code, **no_numba).stdout.splitlines() == [
        "plain: Numba is not installed",
        "Numba is not installed",
        "True",
    ]
    doctor = python("-m", "ntm_lib", "doctor", **no_numba).stdout.splitlines()
    assert doctor[-1].startswith("The fast path is off: Numba is not installed. ")
    plan = {"hidden_size": 4, "num_slots": 4, "slots_in_use": 6, "slot_width": 3, "bits": 2, "updates": 2}
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    done = python("-m", "ntm_lib", "train", str(tmp_path / "plan.json"), "--out", str(tmp_path), **no_numba)
    assert done.returncode == 0 and (tmp_path / "copy-lstm.pt").exists(), done.stderr


def test_a_numba_that_is_broken_is_said_with_its_reason(tmp_path: Path):
    (tmp_path / "numba.py").write_text("raise OSError('libllvmlite.so: file too short')\n", encoding="utf-8")
    code = (
        "import torch, ntm_lib; machine = ntm_lib.NTM(3, 2, ntm_lib.LSTMController(4)); print(machine.path)\n"
        "machine(torch.rand(2, 1, 3))[0].sum().backward()"
    )
    done = python("-c", code, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("plain: ") and "libllvmlite.so: file too short" in done.stdout


# ---- what is compiled, and where it is kept


USE_ONE = (
    "import numpy as np; from ntm_lib.fused import compiled; from ntm_lib.fused.rows import dot, total; import ntm_lib;"
    "ones = np.ones(3, np.float32); assert dot(ones, ones) == 3; print(ntm_lib.__file__); print(dot.stats.cache_misses)"
)


@needs_numba
@pytest.mark.skipif(os.name == "nt", reason="folders that cannot be made are made otherwise on Windows")
def test_where_nothing_can_be_written_it_is_compiled_and_not_kept(tmp_path: Path):
    """There is a file where a folder for the cache would be made, in every place that Numba tries."""
    shutil.copytree(ROOT / "ntm_lib", tmp_path / "ntm_lib", ignore=shutil.ignore_patterns("__pycache__", "checkpoints"))
    (tmp_path / "ntm_lib" / "fused" / "__pycache__").touch()
    (tmp_path / "home").touch()
    home = str(tmp_path / "home")
    environment = {"HOME": home, "XDG_CACHE_HOME": home, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", USE_ONE],
        cwd=tmp_path,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path))
    assert not any(tmp_path.rglob("*.nbc"))


@needs_numba
def test_a_second_process_compiles_nothing():
    code = (
        "from ntm_lib import fused; fused.warm_up(); from ntm_lib.fused.function import forward, backward;"
        "print([sum(kernel.stats.cache_misses.values()) for kernel in (forward, backward)])"
    )
    fused.warm_up()
    done = python("-c", code)
    assert done.stdout.strip() == "[0, 0]", done.stdout + done.stderr


@needs_numba
def test_what_is_kept_is_named_after_every_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Numba looks at one file only: a change in a function that another file calls must be seen too."""
    from ntm_lib.fused import compiled

    before = compiled.fingerprint()
    for path in compiled.HERE.glob("*.py"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(compiled, "HERE", tmp_path)
    assert compiled.fingerprint() == before
    for path in tmp_path.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "# changed\n", encoding="utf-8")
        assert compiled.fingerprint() != before, path.name
        path.write_text(text, encoding="utf-8")


@needs_numba
def test_warming_up_leaves_random_numbers_and_gradients_alone():
    before = torch.get_rng_state()
    with torch.no_grad():
        assert fused.warm_up() is None
        assert not torch.is_grad_enabled()
    assert torch.equal(torch.get_rng_state(), before)
