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

from ntm_lib.addressing import address
from ntm_lib.demos.run import Run, run_on
from ntm_lib.errors import invalid
from ntm_lib.figures.arrays import numbers
from ntm_lib.figures.curves import CHANCE, SMOOTH, SOLVED, Curve, first_below
from ntm_lib.figures.walks import SHARP, ring_step
from ntm_lib.figures.words import plural
from ntm_lib.machine import NTM, Trace
from ntm_lib.tasks import copy_of
from ntm_lib.training import Progress, Score, TrainingPlan, begin, build_model, evaluate, train

FRESH = 400  # sequences that a machine has not seen, for its wrong bits: 20 of each length
NO_BETTER = 0.9  # of what a coin pays
HALF = 0.5


class Lane:
    """A machine and its training, from the plan's seed.

    vectors  the drawing that it is looked at with
    due      updates that it gets; fewer than the plan's leave the rate where it is by then

    Raises ValueError for a plan of a machine without a memory.
    """

    def __init__(self, plan: TrainingPlan, vectors: Float[Tensor, "length bits"], due: int) -> None:
        self.plan = plan
        self.due = due
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
        return self.updates >= self.due

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
        return return_words(self.run, gate_shut(trace, self.run.length), self.plan.max_shift)

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


def return_words(run: Run, shut: Float[ndarray, "slots"], max_shift: int) -> str:
    """How the read head comes to the first vector by the first answer: it waits there, or walks, or content takes it.

    shut       its weighting at the first answer if its gate had been 0 since the flag: no content at all
    max_shift  slots that a step can shift a head by
    """
    weighting, answer = run.of_kind("read")[0].weighting, run.length + 1
    if weighting[answer].max() < SHARP:
        return "is still spread out when it has to answer"
    peaks, there, slots = weighting.argmax(axis=1), int(weighting[answer].argmax()), weighting.shape[1]
    needs_content = shut[there] < SHARP
    before = np.flatnonzero(weighting[: run.length].max(axis=1) >= SHARP)
    if len(before) == 0:
        how = "by content" if needs_content else "with no need of content"
        return f"is spread out until the flag, then on slot {there}, {how}"
    away = np.array([abs(ring_step(peaks[step], there, slots)) for step in before])
    if np.mean(away <= max_shift) > HALF:
        return f"waits at slot {np.bincount(peaks[before]).argmax()}"
    return f"jumps back to slot {there}, by content" if needs_content else f"walks back to slot {there}"


def gate_shut(trace: Trace, flag: int) -> Float[ndarray, "slots"]:
    """The first read head's weighting one step after the flag, had its gate been 0 from the flag on."""
    controls, weighting = trace.read_controls, trace.read_weightings[flag - 1, 0, 0]
    for step in (flag, flag + 1):
        key, key_strength, gate, shift_weighting, sharpening = (part[step, 0, 0] for part in controls[:5])
        memory = trace.memory[step - 1, 0]
        weighting = address(memory, weighting, key, key_strength, torch.zeros_like(gate), shift_weighting, sharpening)
    return numbers(weighting)


def _strides(weighting: Float[ndarray, "time slots"]) -> Float[ndarray, "moves"]:
    """From each step to the next: how many slots the peak moved; NaN where either is not sharp."""
    sharp, peaks = weighting.max(axis=1) >= SHARP, weighting.argmax(axis=1)
    moved = [ring_step(here, there, weighting.shape[1]) for here, there in pairwise(peaks)]
    return np.where(sharp[:-1] & sharp[1:], np.array(moved, dtype=np.float64), np.nan)
