"""One run of a machine on the drawing, in plain arrays, and what happened at a step in words."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from jaxtyping import Bool, Float
from numpy import ndarray
from torch import Tensor

from ntm_lib.errors import wrong_type
from ntm_lib.figures.arrays import Head, heads, numbers
from ntm_lib.figures.walks import SHARP, Window, window
from ntm_lib.figures.words import listed, plural
from ntm_lib.tasks import copy_of


class Traceable(Protocol):
    """A machine that can say what it did: `NTM`."""

    def trace(self, inputs: Tensor) -> tuple[Tensor, Any]:
        """Logits and a `Trace`."""


class Run(NamedTuple):
    """What went in, what was due, what came out, and what the heads and the memory did."""

    inputs: Float[ndarray, "features steps"]
    targets: Float[ndarray, "bits steps"]
    answers: Float[ndarray, "bits steps"]  # probabilities
    due: Bool[ndarray, "steps"]
    memory: Float[ndarray, "steps slots width"]  # after each step
    heads: list[Head]  # write heads first
    shown: Window  # the slots in use

    @property
    def steps(self) -> int:
        """Time steps: all vectors, the flag, all answers."""
        return len(self.due)

    @property
    def length(self) -> int:
        """Vectors in the drawing, which is also the step of the flag."""
        return self.steps // 2

    @property
    def wrong(self) -> Bool[ndarray, "bits steps"]:
        """Bits that come out wrong when they are due, rounded at one half."""
        return ((self.answers > 0.5) != (self.targets > 0.5)) & self.due

    def of_kind(self, kind: str) -> list[Head]:
        """The heads that "read", or those that "write"."""
        return [head for head in self.heads if head.kind == kind]


def run_on(model: Traceable, vectors: Float[Tensor, "length bits"]) -> Run:
    """Let a machine copy the vectors and keep everything. Raises TypeError for a model without `trace`."""
    if not hasattr(model, "trace"):
        raise wrong_type("model", "have a memory to look into (a `trace` method)", type(model).__name__, "a demo")
    batch = copy_of(vectors)
    with torch.no_grad():
        logits, trace = model.trace(batch.inputs)
    found = heads(trace, 0, "a demo")
    return Run(
        inputs=numbers(batch.inputs)[:, 0].T,
        targets=numbers(batch.targets)[:, 0].T,
        answers=numbers(torch.sigmoid(logits))[:, 0].T,
        due=numbers(batch.mask)[:, 0] > 0.5,
        memory=numbers(trace.memory)[:, 0],
        heads=found,
        shown=window([head.weighting for head in found]),
    )


def spread(weighting: Float[ndarray, "slots"]) -> int:
    """Over how many slots a weighting is spread: 1 for one peak, N for a uniform one (2 to the entropy in bits)."""
    positive = weighting[weighting > 0]
    return max(1, round(float(2 ** -np.sum(positive * np.log2(positive)))))


def focus_words(weightings: list[Float[ndarray, "slots"]]) -> str:
    """Where heads look: `slot 3`, `a blend of about 7 slots`, or several of them."""
    return listed([_one_focus(weighting) for weighting in weightings])


def _one_focus(weighting: Float[ndarray, "slots"]) -> str:
    if weighting.max() >= SHARP:
        return f"slot {int(weighting.argmax())}"
    return f"a blend of about {plural(spread(weighting), 'slot')}"


def step_words(run: Run, step: int) -> str:
    """One step in words: `Step 14: reads slot 3, writes slot 15; output matches the drawing so far.`"""
    reads = focus_words([head.weighting[step] for head in run.of_kind("read")])
    writes = focus_words([head.weighting[step] for head in run.of_kind("write")])
    return f"Step {step}: reads {reads}, writes {writes}; {_phase(run, step)}."


def _phase(run: Run, step: int) -> str:
    if step < run.length:
        return f"vector {step} goes in"
    if step == run.length:
        return "the flag says: now answer"
    wrong = int(run.wrong[:, : step + 1].sum())
    said = int(run.due[: step + 1].sum()) * len(run.targets)
    so_far = "" if step == run.steps - 1 else " so far"
    return f"output matches the drawing{so_far}" if wrong == 0 else f"{wrong} of {said} bits wrong{so_far}"


def total_words(run: Run) -> str:
    """How much of the answer is right: `0 of 96 bits wrong`."""
    return f"{int(run.wrong.sum())} of {plural(int(run.due.sum()) * len(run.targets), 'bit')} wrong"
