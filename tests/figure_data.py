"""Small sequences, weightings and runs that the tests of figures draw and describe."""

from types import SimpleNamespace

import numpy as np
import torch

from ntm_lib.tasks import Batch, copy_of

SLOTS = 16


def walk(*peaks: int | None, share: float = 0.9, num_slots: int = SLOTS) -> np.ndarray:
    """A weighting with `share` on each peak, the rest spread evenly; None is an even step."""
    weighting = np.full((len(peaks), num_slots), 1 / num_slots)
    for step, peak in enumerate(peaks):
        if peak is not None:
            weighting[step] = (1 - share) / (num_slots - 1)
            weighting[step, peak % num_slots] = share
    return weighting


def trace_of(write: np.ndarray, read: np.ndarray) -> SimpleNamespace:
    """A trace of one sequence with one head of each kind."""
    return SimpleNamespace(
        write_weightings=torch.tensor(write)[:, None, None], read_weightings=torch.tensor(read)[:, None, None]
    )


def three_vectors() -> Batch:
    return copy_of(torch.tensor([[1.0, 0], [0, 1], [1, 1]]))


def some_letters(count: int = 8) -> np.ndarray:
    return np.sign(np.random.default_rng(3).normal(size=(count, 25)))


def run_of(*bits: float) -> list[SimpleNamespace]:
    return [SimpleNamespace(update=n + 1, sequences=8 * (n + 1), bits=cost) for n, cost in enumerate(bits)]
