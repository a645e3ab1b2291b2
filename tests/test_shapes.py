"""The shapes in the signatures are true: the core's own tests once more, with every annotation checked as it runs.

The checker (jaxtyping's import hook with beartype) has to be there before the library is imported, so these run in a
process of their own. Tests of bad input are left out, since the checker would speak before the library's own errors,
and so are those that take another kind of number on purpose.
"""

from __future__ import annotations

import os
import subprocess
import sys
import typing
from pathlib import Path

import jaxtyping
import pytest
import torch

from ntm_lib import NTM, FeedForwardController, LSTMBaseline, LSTMController
from ntm_lib.tasks import copy

TESTS = Path(__file__).parent
MODULES = ["addressing", "memory", "by_hand", "scoring", "tasks", "heads", "controllers", "baseline", "machine"]
HOOK = f"""
import sys
from jaxtyping import install_import_hook
install_import_hook(["ntm_lib." + name for name in {MODULES}], "beartype.beartype")
"""


def run(source: str, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", HOOK + source, *arguments]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, timeout=300, env=environment)


@pytest.mark.slow
def test_the_cores_tests_pass_with_every_signature_checked():
    files = [str(path) for name in MODULES for path in sorted(TESTS.glob(f"test_{name}*.py"))]
    left_out = "not refuse and not whole_numbers and not ones_and_zeros"
    source = 'import pytest; sys.exit(pytest.main(["-q", "-x", "--tb=short", "-p", "no:cacheprovider", *sys.argv[1:]]))'
    done = run(source, *files, str(TESTS / "test_peers_faults.py"), "-k", left_out)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


WRONG = """
import torch, jaxtyping
from ntm_lib import addressing, machine, memory, scoring
one = torch.ones
for n, call in enumerate([
    lambda: addressing.cosine_similarity(one(4, 3), one(2)),
    lambda: addressing.shift(one(4, dtype=torch.long), one(3)),
    lambda: memory.read(one(2, 4, 3), one(3, 4)),
    lambda: scoring.bits_per_sequence(one(4, 2, 3), one(4, 2, 3), one(4, 2)),
    lambda: machine.write_all(one(2, 4, 3), one(2, 1, 5), None),
]):
    try:
        call()
    except jaxtyping.TypeCheckError:
        print("noticed", n)
"""


def test_the_checker_is_awake():
    """Otherwise the test above could not fail."""
    assert run(WRONG).stdout.splitlines() == [f"noticed {n}" for n in range(5)]


def fields_fit(record) -> bool:
    """Whether every field has its annotation's shape, the same letter the same number throughout."""
    hints = typing.get_type_hints(type(record))
    with jaxtyping.jaxtyped("context"):
        for name, values in record._asdict().items():
            if name == "controller_state" or name.endswith("_controls"):
                continue
            assert isinstance(values, hints[name]), (type(record).__name__, name, tuple(values.shape))
    return True


@pytest.mark.parametrize("controller", [FeedForwardController(5), LSTMController(5)])
@pytest.mark.parametrize("heads", [(1, 1), (2, 3)])
@pytest.mark.parametrize("batch_size", [0, 1, 3])
def test_states_traces_and_batches_have_the_shapes_they_announce(controller, heads, batch_size):
    batch = copy(batch_size, (1, 3), 2)
    machine = NTM(3, 2, controller, 7, 4, *heads)
    _, trace = machine.trace(batch.inputs)
    records = [batch, machine.initial_state(batch_size), machine(batch.inputs)[1], trace]
    records += [trace.read_controls, trace.write_controls, LSTMBaseline(3, 2, 4).initial_state(batch_size)]
    assert all(fields_fit(record) for record in records)
    time = len(batch.inputs)
    assert trace.read_controls.key.shape == (time, batch_size, heads[0], 4)
    assert trace.write_controls.shift_weighting.shape == (time, batch_size, heads[1], 3)


def test_a_field_of_the_wrong_shape_is_noticed():
    state = NTM(3, 2, LSTMController(5), 7, 4).initial_state(2)
    with pytest.raises(AssertionError, match="read_vectors"):
        fields_fit(state._replace(read_vectors=torch.zeros(2, 1, 5)))
