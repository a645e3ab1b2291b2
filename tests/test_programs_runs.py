"""What a hand run leaves behind: outputs, where the head was, the listing, and the trace of a machine."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ntm_lib import addressing, memory, programs
from ntm_lib.machine import Trace
from ntm_lib.programs import HandMachine, Line, Op

COPY_LISTING = """\
store    step  0        STAY             WRITE
         steps 1 to 11  STEP +1          WRITE
recall   step  0        JUMP by content  READ
         steps 1 to 11  STEP +1          READ"""


def drawn(length: int, bits: int = 3) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 2, (length, bits)).astype(float)


@pytest.fixture
def run():
    return HandMachine(bits=3, num_slots=16).run(programs.copy_program, drawn(12))


def test_a_run_knows_its_steps_and_what_came_out(run):
    assert run.steps[0] == ("store", 0) and run.steps[12] == ("recall", 0) and len(run.steps) == 24
    assert run.times("recall") == list(range(12, 24))
    assert run.outputs().shape == (12, 3) and np.allclose(run.outputs(), run.vectors)
    assert np.allclose(run.outputs("store"), 0)  # it reads before it writes
    assert run.memory.shape == (24, 16, 4) and run.weightings.shape == (24, 16) and run.read_vectors.shape == (24, 4)
    assert run.focus.tolist() == [*range(12), *range(12)] and run.peak.min() > 0.99


def test_wrong_bits_by_hand():
    outputs = np.array([[0.6, 0.4], [0.5, 0.51], [np.nan, np.nan]])
    due = np.array([[1.0, 1.0], [0.0, 0.0], [0.0, 1.0]])
    assert programs.wrong_bits(outputs, due).tolist() == [[False, True], [False, True], [True, True]]
    with pytest.raises(ValueError, match="outputs must have shape"):
        programs.wrong_bits(outputs, due[:2])


def test_the_listing_of_the_copy_program(run):
    assert programs.listing(run) == COPY_LISTING


def test_the_listings_of_the_other_two():
    reverse = HandMachine(3, 16).run(programs.reverse_program, drawn(2))
    assert programs.listing(reverse).splitlines() == [
        "store    step  0  STAY             WRITE",
        "         step  1  STEP +1          WRITE",
        "recall   step  0  STAY             READ",
        "         step  1  STEP -1          READ",
    ]
    delay = HandMachine(3, 4).run(programs.delay_program, drawn(9), ("delay",))
    assert programs.listing(delay).splitlines() == [
        "delay    step  0       STAY             WRITE",
        "         steps 1 to 8  STEP +1          WRITE",
    ]


def test_a_listing_is_made_of_ops_and_steps_alone(run):
    ops = [Op("STAY", True), Op("STEP +1", True), Op("STEP +1", True), Op("STEP +1", True)]
    steps = [("store", 0), ("store", 1), ("store", 2), ("recall", 0)]
    lines = programs.lines_of(ops, steps)
    assert lines == [Line("store", 0, 0, ops[0]), Line("store", 1, 2, ops[1]), Line("recall", 0, 0, ops[1])]
    assert programs.as_text(programs.lines_of(programs.ops_of(run), run.steps)) == COPY_LISTING
    assert programs.as_text([]) == ""


def test_a_jump_that_also_moves_says_both():
    def program(vector, phase, step):
        return programs.copy_program(vector, "recall", 0)._replace(shift=-1)

    run = HandMachine(3, 5).run(program, drawn(1), ("recall",))
    assert programs.ops_of(run) == [Op("JUMP by content, STEP -1", False)]


def test_a_blank_vector_in_a_blank_slot_does_not_tear_the_listing():
    def program(vector, phase, step):
        controls = programs.copy_program(vector, phase, step)
        return controls._replace(erase_vector=np.zeros(4))

    vectors = drawn(6)
    vectors[[3, 4]] = 0
    lines = programs.listing(HandMachine(3, 16).run(program, vectors)).splitlines()
    assert len(lines) == 4 and lines[1].split() == ["steps", "1", "to", "5", "STEP", "+1", "WRITE"]
    assert lines[3].endswith("READ")


def test_the_trace_has_the_shapes_of_a_machines(run):
    trace = run.trace
    assert isinstance(trace, Trace)
    assert trace.memory.shape == (24, 1, 16, 4)
    for weightings in (trace.read_weightings, trace.write_weightings):
        assert weightings.shape == (24, 1, 1, 16)
    assert trace.read_vectors.shape == (24, 1, 1, 4)
    assert [tuple(field.shape[3:]) for field in trace.write_controls] == [(4,), (), (), (3,), (), (4,), (4,)]
    assert all(field.shape[:3] == (24, 1, 1) for field in trace.write_controls)
    assert trace.read_controls[5:] == (None, None)
    assert {trace.memory.dtype, trace.write_controls.gate.dtype} == {torch.get_default_dtype()}


def test_the_trace_is_what_torch_makes_of_its_own_controls(run):
    """Each step of the trace, computed anew from its controls and the step before it."""
    trace = run.trace
    cells, head = torch.zeros(1, 1, 16, 4), torch.eye(16)[0].reshape(1, 1, 16)
    for time in range(24):
        dials = [field[time] for field in trace.write_controls]
        head = addressing.address(cells, head, *dials[:5])
        assert torch.allclose(head, trace.write_weightings[time], atol=1e-5)
        assert torch.allclose(memory.read(cells, head), trace.read_vectors[time], atol=1e-5)
        cells = memory.write(cells, head, *dials[5:])
        assert torch.allclose(cells[:, 0], trace.memory[time], atol=1e-5)
