"""Runs of a machine that only acts: heads whose weightings a test writes down."""

from __future__ import annotations

import numpy as np

from ntm_lib.demos.run import Run
from ntm_lib.figures.arrays import Head
from ntm_lib.figures.walks import window


def moved(peaks, slots=16, sharp=None):
    """A head's weighting with these peaks; spread out where `sharp` is false."""
    rows = np.eye(slots)[np.array(peaks) % slots]
    return np.where(np.array([True] * len(peaks) if sharp is None else sharp)[:, None], rows, 1 / slots)


def acted(writes, reads):
    """A run of 4 vectors, 9 steps, with these weightings."""
    heads = [Head("write", "Write head", writes), Head("read", "Read head", reads)]
    flat = np.zeros((3, 9))
    return Run(flat, flat, flat, np.arange(9) > 4, np.zeros((9, 16, 2)), heads, window([writes, reads]))
