"""Do three NumPy functions compute what the library's torch functions compute?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import ndarray

from ntm_lib.programs.hand_machine import Functions

SIZES = ((5, 3), (3, 5), (4, 4), (128, 9))  # slots and width


def largest_difference(functions: Functions, seed: int = 0) -> float:
    """The largest difference to `ntm_lib.addressing` and `ntm_lib.memory`, on random inputs in double precision.

    Infinite where something of another shape, or that is not a number, comes back.
    """
    rng = np.random.default_rng(seed)
    return max(_difference(functions, rng, slots, width) for slots, width in SIZES)


def _difference(functions: Functions, rng: np.random.Generator, slots: int, width: int) -> float:
    from ntm_lib import addressing, memory  # torch, for those who ask for it

    cells = rng.normal(size=(slots, width))
    dials: tuple[Any, ...] = (
        rng.dirichlet(np.ones(slots)),
        rng.normal(size=width),
        rng.uniform(0, 10),
        rng.uniform(),
        rng.dirichlet(np.ones(3)),
        rng.uniform(1, 5),
    )
    weighting = rng.dirichlet(np.ones(slots))
    write = cells, weighting, rng.uniform(size=width), rng.normal(size=width)
    return max(
        _apart(functions.address(cells, *dials), addressing.address(*_tensors(cells, *dials))),
        _apart(functions.read(cells, weighting), memory.read(*_tensors(cells, weighting))),
        _apart(functions.write(*write), memory.write(*_tensors(*write))),
    )


def _tensors(*values: Any) -> list[Any]:
    import torch

    return [torch.as_tensor(value, dtype=torch.float64) for value in values]


def _apart(got: Any, due: Any) -> float:
    array, right = np.asarray(got, dtype=float), due.numpy()
    if array.shape != right.shape or not np.isfinite(array).all():
        return float("inf")
    return float(np.abs(array - right).max()) if isinstance(got, ndarray) else float("inf")
