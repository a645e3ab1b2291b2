"""The film strip of the debugger: what it prints of a step when nothing can be pressed."""

from __future__ import annotations

import re

import numpy as np

from ntm_lib import demos
from ntm_lib.demos.debugger.moment import draw_moment
from ntm_lib.programs import copy_program

VECTORS = np.array([[0, 1, 1, 0], [1, 0, 0, 1], [1, 1, 1, 1]], dtype=float)


def numbers_of(step: int) -> list[str]:
    """The cells printed last: what was read, and what was due."""
    demo = demos.debugger(copy_program, VECTORS, num_slots=16)
    return re.findall(r">([01])</text>", draw_moment(demo.recording, step).svg)


def test_zeros_that_were_read_are_printed():
    """An empty strip would not say whether zeros were read or nothing."""
    assert numbers_of(1)[-4:] == ["0"] * 4


def test_what_is_read_stands_beside_what_is_due():
    assert numbers_of(4)[-8:] == 2 * ["1", "0", "0", "1"]


def test_long_vectors_have_no_room_for_numbers():
    demo = demos.debugger(copy_program, np.ones((2, 20)), num_slots=16)
    scene = draw_moment(demo.recording, 2)
    assert len(re.findall(r'font-size="9"', scene.svg)) == 0
