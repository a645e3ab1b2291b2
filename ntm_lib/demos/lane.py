"""One of several machines that learn side by side: its updates, its curve, and what there is to say of it.

What is said is read off the machine itself: when its cost fell, which way its write head walks, and how its read
head comes to the first vector.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from jaxtyping import Float
from numpy import ndarray
from torch import Tensor

from ntm_lib.demos.run import Run, run_on
from ntm_lib.errors import invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.curves import CHANCE, SMOOTH, SOLVED, Curve, first_below
from ntm_lib.figures.walks import SHARP, ring_step
from ntm_lib.figures.words import plural
from ntm_lib.machine import NTM
from ntm_lib.tasks import copy_of
from ntm_lib.training import Progress, Score, TrainingPlan, begin, build_model, evaluate, train

FRESH = 400  # sequences that a machine has not seen, for its wrong bits: 20 of each length
NO_BETTER = 0.9  # of what a coin pays
HALF = 0.5


class Lane:
    """A machine and its training, from the plan's seed. `vectors` is the drawing that it is looked at with.

    Raises ValueError for a plan of a machine without a memory.
    """

    def __init__(self, plan: TrainingPlan, vectors: Float[Tensor, "length bits"]) -> None:
        self.plan = plan
        with torch.random.fork_rng(devices=[]):  # a learner's own draws are left as they were
            torch.manual_seed(plan.seed)
            model = build_model(plan)
        if not isinstance(model, NTM):
            raise invalid("plan", "be of a machine with a memory", repr(plan.controller), "side_by_side")
        self.model = model
        self.curve: list[Progress] = []
        self.smooth: list[float] = []  # the running median of the curve
        self._state = begin(self.model, plan)
        self._vectors = vectors
        self._looked: tuple[int, Run] | None = None

    @property
    def updates(self) -> int:
        """Updates done."""
        return len(self.curve)

    @property
    def done(self) -> bool:
        """Has it had all its updates?"""
        return self.updates >= self.plan.updates

    def advance(self) -> bool:
        """One update, unless all are done. False when it was interrupted."""
        if self.done:
            return True
        step = next(train(self.model, self.plan, start=self._state), None)
        if step is None:
            return False
        self.curve.append(step)
        self.smooth.append(float(np.median([point.bits for point in self.curve[-SMOOTH:]])))
        return True

    @property
    def sequences(self) -> Float[ndarray, "updates"]:
        """Sequences seen, for each point of the curve."""
        return np.array([point.sequences for point in self.curve], dtype=np.float64)

    @property
    def cliff(self) -> int | None:
        """Sequences until the cost was below 1 bit for good; None as long as it is not."""
        if not self.curve:
            return None
        found = first_below(Curve(self.sequences, np.array(self.smooth)), SOLVED)
        return None if found is None else int(found)

    @property
    def run(self) -> Run:
        """What the machine makes of the drawing now."""
        if self._looked is None or self._looked[0] != self.updates:
            self._looked = self.updates, run_on(self.model, self._vectors)
        return self._looked[1]

    def comes_back(self) -> str:
        """How the read head comes to the first vector of the drawing."""
        with torch.no_grad():
            _, trace = self.model.trace(copy_of(self._vectors).inputs)
        return return_words(self.run, numbers(trace.read_controls.gate)[:, 0, 0], self.plan.max_shift)

    def score(self) -> Score:
        """How it does on fresh sequences, with the slots of the machine in use; the same ones at every call."""
        return evaluate(self.model, self.plan.lengths, FRESH, num_slots=self.plan.slots_in_use)

    @property
    def words(self) -> str:
        """How far it has come: `Seed 3: below 1 bit after about 2,500 sequences; its write head walks up.`"""
        return f"Seed {self.plan.seed}: {self._news}."

    @property
    def _news(self) -> str:
        if not self.curve:
            return "not trained yet"
        if self.cliff is not None:
            return f"below 1 bit after about {about(self.cliff)}; its write head {way_words(self.run)}"
        return "no better than a coin yet" if self.smooth[-1] > NO_BETTER * CHANCE else "better than a coin"


def about(sequences: int) -> str:
    """A number of sequences to the nearest hundred: one batch decides about the rest."""
    return plural(max(100, round(sequences, -2)), "sequence")


def way(run: Run) -> int:
    """Which way the write head walks while it stores: 1 is up, -1 is down, 0 is neither."""
    weighting = run.of_kind("write")[0].weighting[: run.length]
    strides = _strides(weighting)
    for direction in (1, -1):
        if np.sum(strides == direction) > HALF * len(strides):
            return direction
    return 0


def way_words(run: Run) -> str:
    """`walks up`, `walks down`, or that it does neither."""
    return {1: "walks up", -1: "walks down", 0: "keeps to no direction"}[way(run)]


def return_words(run: Run, gate: Float[ndarray, "time"], max_shift: int) -> str:
    """How the read head comes to the first vector: it waits there, or content takes it there.

    gate       of the first read head, a number a step: above one half content has the larger say
    max_shift  slots that a step can shift a head by: what is further away is found by content
    """
    weighting = run.of_kind("read")[0].weighting
    sharp, peaks, slots = weighting.max(axis=1) >= SHARP, weighting.argmax(axis=1), weighting.shape[1]
    before, after = np.flatnonzero(sharp[: run.length]), np.flatnonzero(sharp[run.length :]) + run.length
    if len(after) == 0:
        return "never settles on a slot"
    first = after[0]
    if len(before) == 0:
        how = "by content" if gate[run.length : first + 1].max() > HALF else "without much of content"
        return f"is spread out until the flag, then settles on slot {peaks[first]} {how}"
    last = before[-1]
    if abs(ring_step(peaks[last], peaks[first], slots)) > max_shift * (first - last):
        return f"jumps back by content, from slot {peaks[last]} to slot {peaks[first]}"
    stays = [abs(ring_step(peaks[first], peak, slots)) <= max_shift for peak in peaks[before]]
    return f"waits at slot {peaks[first]}" if np.mean(stays) > HALF else f"walks back to slot {peaks[first]}"


def _strides(weighting: Float[ndarray, "time slots"]) -> Float[ndarray, "moves"]:
    """From each step to the next: how many slots the peak moved; NaN where either is not sharp."""
    sharp, peaks = weighting.max(axis=1) >= SHARP, weighting.argmax(axis=1)
    moved = [ring_step(here, there, weighting.shape[1]) for here, there in pairwise(peaks)]
    return np.where(sharp[:-1] & sharp[1:], np.array(moved, dtype=np.float64), np.nan)
