"""Several machines that learn the same task from different seeds, one curve under the other, growing together.

A click starts and stops the training, which then runs between the kernel's messages, an update at a time: whatever
the learner does next is served in between. Without a front end all of it is done before the picture is drawn.
"""

from __future__ import annotations

import asyncio
import dataclasses
import math
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import ipywidgets
from jaxtyping import Float
from torch import Tensor

from ntm_lib import figures
from ntm_lib.demos.demo import Demo
from ntm_lib.demos.lane import FRESH, Lane, about, way, way_words
from ntm_lib.demos.lane_rows import draw
from ntm_lib.demos.player import Player
from ntm_lib.demos.scene import strip
from ntm_lib.errors import check_count, invalid
from ntm_lib.figures.words import plural, sentence
from ntm_lib.training import TrainingPlan

SEEDS = (9, 10, 11, 12)
MOST_SEEDS = 6
FAST = "fused"  # what `NTM.path` says of it
SEQUENCES = {FAST: 4800, "plain": 2400}  # for each machine, unless the plan has fewer
SECONDS = 0.5  # between two pictures
NAME = "The same task from different seeds"


class SideBySide(Demo):
    """Several `Lane`s that are trained in turn. `.finish()` does what is left, `.table()` tells what came of it."""

    def __init__(self, lanes: Sequence[Lane]) -> None:
        self.lanes = list(lanes)
        self.player: Player | None = None
        self.button = ipywidgets.Button(description="Start")
        self.button.on_click(self._clicked)
        self._goes = False
        self._task: asyncio.Task[None] | None = None
        self._turn = threading.Lock()  # some kernels serve a click in another thread than a cell
        self._drawn = -math.inf
        self._trouble = ""

    @property
    def done(self) -> bool:
        """Have all machines had all their updates?"""
        return all(lane.done for lane in self.lanes)

    @property
    def fallen(self) -> list[int]:
        """Of each machine whose cost is below 1 bit, the sequences that it had seen by then."""
        return [lane.cliff for lane in self.lanes if lane.cliff is not None]

    @property
    def sentence(self) -> str:
        """How far each machine has come."""
        return f"{NAME}, {plural(len(self.lanes), 'machine')}. {' '.join(lane.words for lane in self.lanes)}"

    @property
    def path_words(self) -> str:
        """Which path the machines run on, and what that means for the wait."""
        lane = self.lanes[0]
        if lane.model.path == FAST:
            return "On the fast path: one compiled kernel runs a whole sequence, forward and backward."
        reason = lane.model.path.partition(": ")[2].rstrip(".")
        planned = lane.plan.updates
        fewer = f", so that each gets {lane.due:,} updates in place of {planned:,}" if lane.due < planned else ""
        return f"On the plain path ({reason}): each update takes several times as long{fewer}."

    def finish(self) -> None:
        """Train what is left; an interrupt ends it early and keeps what there is."""
        self._goes = False
        try:
            for went_on in self._turns():
                self._show(now=False)
                if not went_on:
                    break
        except KeyboardInterrupt:
            pass  # the notebook's stop button, between two updates
        self._show()

    def table(self, prediction: float | None = None) -> str:
        """A line a machine and one for all, after what is left has been trained.

        prediction  how many of them the learner said would walk up
        """
        self.finish()
        told = [f"{len(self.fallen)} of {len(self.lanes)} fell"]
        if self.fallen:
            up = [way(lane.run) for lane in self.lanes if lane.cliff is not None].count(1)
            told.append(f"the first at about {about(min(self.fallen))}, the last at about {about(max(self.fallen))}")
            told.append(f"{up} of them {'walks' if up == 1 else 'walk'} up")
        if prediction is not None:
            told.append(f"you said {prediction:g}")
        return "\n".join([*map(_row, self.lanes), sentence("; ".join(told))])

    def still(self) -> bytes:
        """The picture as it is now."""
        return strip([draw(self.lanes)])

    def live(self) -> ipywidgets.DOMWidget:
        """The button over the picture."""
        if self.player is None:
            self.player = Player([draw(self.lanes)], [self._caption], label=NAME)
        return ipywidgets.VBox([self.button, self.player])

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        if not figures.front_end():
            self.finish()  # nobody is there to press the button
        return super()._repr_mimebundle_(**options)

    @property
    def _caption(self) -> str:
        """Changes when something has happened, not at each update: it is read aloud."""
        starting = self._goes and not self.lanes[0].updates
        if starting and self.lanes[0].model.path == FAST:
            return f"{self.path_words} It is made ready; the first time on a computer that takes up to a minute."
        return f"{self.path_words} {' '.join(lane.words for lane in self.lanes)}{self._trouble}"

    def _turns(self) -> Iterator[bool]:
        """One update of one machine after the other, each in turn. False: it was interrupted."""
        while not self.done:
            for lane in self.lanes:
                with self._turn:
                    went_on = lane.advance()
                yield went_on

    def _clicked(self, button: ipywidgets.Button) -> None:
        self._goes = not self._goes and not self.done
        self._show()
        if self._goes and (self._task is None or self._task.done()):
            try:
                self._task = asyncio.get_running_loop().create_task(self._train())
            except RuntimeError:  # a front end whose clicks come outside the kernel's loop
                self.finish()

    async def _train(self) -> None:
        try:
            for went_on in self._turns():
                self._goes = self._goes and went_on
                self._show(now=False)
                await asyncio.sleep(0)  # the kernel's other messages, a click on Stop among them
                if not self._goes:
                    break
        except ValueError as problem:  # a loss that is no number: raised here, nobody would see it
            self._trouble = f" It stopped: {problem}"
        self._goes = False
        self._show()

    def _show(self, now: bool = True) -> None:
        """Draw the present state, at most twice a second unless it must be now."""
        if self.player is None or not (now or time.monotonic() - self._drawn >= SECONDS):
            return
        begun = any(lane.updates for lane in self.lanes)
        self.button.description = "Done" if self.done else "Stop" if self._goes else "Go on" if begun else "Start"
        self.button.disabled = self.done
        self.player.show([draw(self.lanes)], [self._caption])
        self._drawn = time.monotonic()


def _row(lane: Lane) -> str:
    """What came of one machine."""
    score = lane.score()
    wrong = f"{plural(round(score.wrong_bits * score.sequences), 'wrong bit')} in {FRESH} fresh sequences"
    if lane.cliff is None:
        seen = plural(lane.updates * lane.plan.batch_size, "sequence")
        return f"Seed {lane.plan.seed}: not below 1 bit after {seen}; {wrong}."
    heads = f"write head {way_words(lane.run)}, read head {lane.comes_back()}"
    return f"Seed {lane.plan.seed}: below 1 bit after about {about(lane.cliff)}; {heads}; {wrong}."


def side_by_side(
    vectors: Float[Tensor, "length bits"],
    seeds: Sequence[int] = SEEDS,
    updates: int | None = None,
    plan: TrainingPlan | None = None,
) -> SideBySide:
    """Train a machine from each seed, all of them in turn, and watch their curves and heads.

    vectors  the drawing that the machines are looked at with, from `drawing()`; they are not trained on it
    seeds    one a machine: of its first parameters and of its batches
    updates  for each machine; None is a few seconds' worth on the fast path; the plain one stops sooner
    plan     what is trained; None is the library's default

    Raises TypeError or ValueError for seeds or updates that are no such numbers, and for a plan without a memory.
    """
    plan = TrainingPlan() if plan is None else plan
    if not 1 <= len(seeds) <= MOST_SEEDS:
        raise invalid("seeds", f"hold 1 to {MOST_SEEDS} numbers", len(seeds), "side_by_side")
    planned, fewer = (min(plan.updates, math.ceil(SEQUENCES[path] / plan.batch_size)) for path in (FAST, "plain"))
    if updates is not None:
        planned = fewer = check_count("updates", updates, "side_by_side")
    lanes = [Lane(dataclasses.replace(plan, seed=seed, updates=planned), vectors, planned) for seed in seeds]
    for lane in lanes:
        lane.due = planned if lane.model.path == FAST else fewer
    return SideBySide(lanes)
