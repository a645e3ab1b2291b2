"""Numbers to draw, out of tensors, arrays or lists; and the one sequence of a trace that a picture is about."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.errors import check_count, invalid


@runtime_checkable
class HasWeightings(Protocol):
    """A `Trace`, of the machine or of a hand program: what figures read of it."""

    @property
    def read_weightings(self) -> Any:
        """`(time, batch, read_heads, slots)`."""

    @property
    def write_weightings(self) -> Any:
        """`(time, batch, write_heads, slots)`."""


class Head(NamedTuple):
    """One head's weighting through a sequence."""

    kind: str  # "read" or "write"
    name: str  # "Read head", or "Read head 2" where there are several
    weighting: Float[ndarray, "time slots"]


def numbers(values: Any) -> Float[ndarray, "..."]:
    """A tensor (with or without gradient), an array or nested lists as a float64 array."""
    if hasattr(values, "detach"):
        values = values.detach().cpu().numpy()
    return np.asarray(values, dtype=np.float64)


def one_sequence(values: Any, sequence: int, context: str) -> Float[ndarray, "time ..."]:
    """One sequence of time-major values `(time, batch, …)`. Raises ValueError when the batch has no such sequence."""
    array = numbers(values)
    check_count("sequence", sequence, context, minimum=0)
    if sequence >= array.shape[1]:
        raise invalid("sequence", f"be below {array.shape[1]}, the batch size", sequence, context)
    return array[:, sequence]


def heads(trace: HasWeightings, sequence: int, context: str) -> list[Head]:
    """All heads of one sequence, write heads first, as the paper's Figure 6 has them."""
    found = []
    for kind, weightings in (("write", trace.write_weightings), ("read", trace.read_weightings)):
        array = one_sequence(weightings, sequence, context)
        for number in range(array.shape[1]):
            name = f"{kind.capitalize()} head" + (f" {number + 1}" if array.shape[1] > 1 else "")
            found.append(Head(kind, name, array[:, number]))
    return found
