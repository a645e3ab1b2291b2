"""One trained machine on long sequences: piece by piece, put down every minute, taken up where it was left.

The sequences are those of `ntm_lib.training.evaluate`, and so are the scores: a run that was interrupted ends with
the same numbers as one that was not. What is kept on the way is the machine's state and a score for each sequence,
in one file that is either the old one or the new one.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from ntm_lib.scoring import bits_per_sequence
from ntm_lib.tasks import Batch
from ntm_lib.training.evaluation import first_state, fresh
from ntm_lib.training.files import packed, unpacked
from ntm_lib.training.streaming import STEPS_AT_ONCE, Answer, stream
from ntm_lib.whole_files import write_whole

SAVE_SECONDS = 60
SLOT_STEPS = 20_000_000  # slots x sequences x steps in a piece: seconds, not minutes, between two looks at the clock
NEVER = 2**62  # a place in the answer that no sequence reaches


class Job(NamedTuple):
    """Copy `sequences` fresh sequences of one length with N slots."""

    checkpoint: str  # path of the .pt file
    fingerprint: str  # of that file's content: another machine under the same name is another job
    controller: str
    seed: int
    length: int
    num_slots: int | None  # None for the baseline, which has no slots
    sequences: int
    draw: int  # seed of the sequences

    @property
    def name(self) -> str:
        """What its unfinished run is called."""
        slots = "" if self.num_slots is None else f"-n{self.num_slots}"
        return (
            f"{self.controller}-{self.seed}-{self.fingerprint[:8]}-l{self.length}{slots}-{self.sequences}-{self.draw}"
        )

    @property
    def steps(self) -> int:
        """Time steps of a sequence: the vectors, the flag, the answer."""
        return 2 * self.length + 1


@dataclass
class Tally:
    """What is known of each sequence so far, of all batches together. `done` batches are over."""

    done: int = 0
    seconds: float = 0.0
    bits: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    first_wrong: list[int] = field(default_factory=list)  # which vector of the answer, from 1; 0 is none

    def score(self) -> dict[str, Any]:
        """The scores of `evaluate`, as totals where a whole number says more, and where the first mistake was."""
        count = len(self.wrong)
        return {
            "bits": sum(self.bits) / count,
            "wrong_bits": sum(self.wrong),
            "wrong_sequences": sum(wrong > 0 for wrong in self.wrong),
            "first_wrong": min((first for first in self.first_wrong if first), default=None),
            "seconds": round(self.seconds, 1),
        }


class Running(NamedTuple):
    """A batch on its way."""

    step: int  # the next one
    state: Any
    bits: Tensor
    wrong: Tensor
    first_wrong: Tensor


def measure(
    job: Job,
    model: nn.Module,
    folder: Path,
    tell: Callable[[float], None] = lambda share: None,
    save_seconds: float = SAVE_SECONDS,
) -> dict[str, Any]:
    """Run a job to its end, from where an earlier run was put down in `folder`; returns `Tally.score`.

    tell  is called with the share that is done, 0 to 1, at the start and after every piece
    """
    file = folder / f"{job.name}.run.pt"
    tally, running = _taken_up(file, model)
    for batch in _batches(job, model, tally.done):
        running = running or _begin(model, batch.inputs.shape[1], job.num_slots)
        saved = time.monotonic()
        tell(_share(job, tally, running))
        try:
            for now in _advance(job, model, batch, running, tally):
                running = now
                tell(_share(job, tally, running))
                if time.monotonic() - saved >= save_seconds:
                    _put_down(file, tally, running)
                    saved = time.monotonic()
        except KeyboardInterrupt:
            _put_down(file, tally, running)
            raise
        _close(tally, running)
        running = None
    file.unlink(missing_ok=True)
    return tally.score()


def _batches(job: Job, model: nn.Module, done: int) -> Iterator[Batch]:
    """The batches that are not done; the others are drawn as well, since the next ones follow from them."""
    generator = torch.Generator().manual_seed(job.draw)
    yield from itertools.islice(
        fresh(model, (job.length, job.length), job.sequences, job.num_slots, generator), done, None
    )


def _share(job: Job, tally: Tally, running: Running) -> float:
    return (len(tally.wrong) + len(running.wrong) * running.step / job.steps) / job.sequences


def _begin(model: nn.Module, rows: int, num_slots: int | None) -> Running:
    whole = torch.zeros(2, rows, dtype=torch.int64)
    return Running(0, first_state(model, rows, num_slots), torch.zeros(rows, dtype=torch.float64), *whole)


def _advance(job: Job, model: nn.Module, batch: Batch, running: Running, tally: Tally) -> Iterator[Running]:
    """The batch to its end, a `Running` after each piece. Only the machine's own time is counted."""
    slots = 1 if job.num_slots is None else job.num_slots
    pieces = max(1, min(STEPS_AT_ONCE, SLOT_STEPS // (slots * batch.inputs.shape[1])))
    before = time.perf_counter()
    for answer in stream(model, batch.inputs, running.state, running.step, pieces):
        running = _with(running, answer, batch, job.length)
        tally.seconds += time.perf_counter() - before
        yield running
        before = time.perf_counter()


def _with(running: Running, answer: Answer, batch: Batch, length: int) -> Running:
    """The scores with one more piece. Vector 1 of the answer is due two steps after the last of the input."""
    targets, mask = batch.targets[answer.steps], batch.mask[answer.steps]
    wrong = ((answer.logits > 0) != (targets > 0.5)).sum(dim=-1) * mask
    vector = torch.arange(answer.start, answer.end).unsqueeze(1) - length
    first = vector.where(wrong > 0, NEVER).amin(dim=0)
    earlier = running.first_wrong.where(running.first_wrong > 0, NEVER)
    first = torch.minimum(earlier, first)
    return Running(
        answer.end,
        answer.state,
        running.bits + bits_per_sequence(answer.logits, targets, mask),
        running.wrong + wrong.sum(dim=0),
        first.where(first < NEVER, 0),
    )


def _close(tally: Tally, running: Running) -> None:
    tally.bits += running.bits.tolist()
    tally.wrong += running.wrong.tolist()
    tally.first_wrong += running.first_wrong.tolist()
    tally.done += 1


def _put_down(file: Path, tally: Tally, running: Running) -> None:
    """State and scores as plain data and tensors. A state is a named tuple, which the file does not know."""
    state = [_own(part) for part in running.state]
    write_whole({file: packed({"tally": asdict(tally), "running": [running.step, state, *map(_own, running[2:])]})})


def _own(part: Any) -> Any:
    """A tensor by itself: a view would take what it is a view of into the file."""
    return part.clone() if isinstance(part, Tensor) else [each.clone() for each in part]


def _taken_up(file: Path, model: nn.Module) -> tuple[Tally, Running | None]:
    if not file.exists():
        return Tally(), None
    values = unpacked(file.read_bytes(), file)
    step, state, *scores = values["running"]
    made = type(model.initial_state(1))  # type: ignore[operator]
    return Tally(**values["tally"]), Running(step, made._make(map(_as_state, state)), *scores)


def _as_state(part: Any) -> Any:
    return tuple(part) if isinstance(part, list) else part
