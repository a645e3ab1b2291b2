"""A sequence run piece by piece, the state handed on: what is held does not grow with the length.

A machine that ran 100,000 vectors in one go would hold 200,001 steps of logits. Here each piece's answer is handed
out as it comes, and whoever asked keeps what they need of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn

STEPS_AT_ONCE = 512  # the lengths that a lesson looks at run in one piece, and 512 steps of answers are small


class Answer(NamedTuple):
    """What a model said in some steps in a row."""

    start: int  # the first of them, counted from 0 at the beginning of the sequence
    logits: Float[Tensor, "time batch bits"]
    state: Any  # after the last of them: where the next piece goes on

    @property
    def steps(self) -> slice:
        """Where the piece lies in the sequence: `batch.targets[answer.steps]` is what was due."""
        return slice(self.start, self.end)

    @property
    def end(self) -> int:
        """The step after the last."""
        return self.start + self.logits.shape[0]


def stream(
    model: nn.Module,
    inputs: Float[Tensor, "time batch features"],
    state: Any = None,
    start: int = 0,
    steps_at_once: int = STEPS_AT_ONCE,
) -> Iterator[Answer]:
    """Run a model over a sequence without gradients, at most `steps_at_once` steps in a piece.

    model   called as `model(inputs)` or `model(inputs, state)`, returns (logits, state): an NTM, the baseline
    inputs  x_t of the whole sequence
    state   before step `start`; None is the model's own first one

    Going on from an earlier answer, `stream(model, inputs, answer.state, answer.end)`, gives what the first run
    would have given, to the last bit, when the pieces are as large.
    """
    for first in range(start, inputs.shape[0], steps_at_once):
        logits, state = _piece(model, inputs[first : first + steps_at_once], state)
        yield Answer(first, logits, state)


def _piece(model: nn.Module, inputs: Tensor, state: Any) -> tuple[Tensor, Any]:
    """Gradients are off in here only, not while the caller works on the answer."""
    with torch.no_grad():
        logits, state = model(inputs) if state is None else model(inputs, state)
    return logits, state
