"""What is measured: a training step, inference, memory, cost against slots, cost against heads.

Every part gives rows, plain dictionaries. In a row, `results` holds for each contestant `cpu_ms`, `ratio` (to the
floor in the same round) and `rounds`, or bytes; the other fields say what was run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from benchmarks.speed.contestants import MACHINES, NAMES, PAPER, Size, build, draw, infer_once, train_once
from benchmarks.speed.peak import peak_bytes
from benchmarks.speed.rounds import summarise, take_turns
from benchmarks.speed.saved import kept_by

Row = dict[str, Any]


class Setting(NamedTuple):
    """How much is run. `slow_rounds` is for the textbook loop, in seconds a step the slowest by far."""

    rounds: int = 11
    slow_rounds: int = 3
    batches: tuple[int, ...] = (1, 8, 16, 32)
    lengths: tuple[int, ...] = (20, 120)
    slots: tuple[int, ...] = (128, 1_000, 10_000, 100_000)
    slots_length: int = 4
    heads: tuple[int, ...] = (1, 2, 4, 8)
    memory_batch: int = 16
    controllers: tuple[str, ...] = ("lstm", "feedforward")
    size: Size = PAPER


QUICK = Setting(
    rounds=3,
    slow_rounds=1,
    batches=(1, 16),
    lengths=(20,),
    slots=(1_000, 10_000),
    heads=(1, 2),
    controllers=("lstm",),
)


def step(setting: Setting) -> Iterator[Row]:
    """Forward, loss and backward, for both controllers."""
    return _timed(setting, train_once)


def inference(setting: Setting) -> Iterator[Row]:
    """Forward alone, nothing kept."""
    return _timed(setting, infer_once)


def _timed(setting: Setting, work: Callable[..., None]) -> Iterator[Row]:
    for controller in setting.controllers:
        size = setting.size._replace(controller=controller)
        names = NAMES if controller == "lstm" else (*MACHINES, "floor")
        for length in setting.lengths:
            for batch in setting.batches:
                results = _race(names, size, batch, length, setting, work)
                yield {"controller": controller, "length": length, "batch": batch, "results": results}


def _race(
    names: Sequence[str], size: Size, batch: int, length: int, setting: Setting, work: Callable[..., None] = train_once
) -> dict[str, dict[str, Any]]:
    sequences = draw(batch, length, size.bits)
    jobs = {name: partial(work, build(name, size), sequences) for name in names}
    return summarise(take_turns(jobs, setting.rounds, {"textbook": setting.slow_rounds}), names[-1])


def memory(setting: Setting) -> Iterator[Row]:
    """Bytes kept for the backward, and the peak of a training step; both also a step and sequence."""
    batch = setting.memory_batch
    for length in setting.lengths:
        each = batch * (2 * length + 1)
        for controller in setting.controllers:
            size = setting.size._replace(controller=controller)
            results = {}
            for name in NAMES if controller == "lstm" else MACHINES:
                saved, nodes = kept_by(build(name, size), draw(batch, length, size.bits).inputs)
                peak = peak_bytes(name, size, batch, length)
                results[name] = {
                    "saved_bytes": saved,
                    "peak_bytes": peak,
                    "graph_nodes": nodes,
                    "saved_bytes_each": round(saved / each),
                    "peak_bytes_each": round(peak / each),
                }
            yield {"controller": controller, "length": length, "batch": batch, "results": results}


def slots(setting: Setting) -> Iterator[Row]:
    """Time and peak memory of a training step against N, batch 1. An N x N buffer would show as an exponent of 2."""
    rows: list[Row] = []
    for count in setting.slots:
        size = setting.size._replace(num_slots=count)
        results = _race(MACHINES, size, 1, setting.slots_length, setting)
        for name in MACHINES:
            results[name]["peak_bytes"] = peak_bytes(name, size, 1, setting.slots_length)
        rows.append({"num_slots": count, "length": setting.slots_length, "batch": 1, "results": results})
        yield rows[-1]


def exponent(rows: Sequence[Row], name: str, field: str) -> float:
    """The b of cost = a N^b, fitted by least squares to the logarithms of all rows. 1 is linear.

    NaN if fewer than two rows have a cost above 0.
    """
    pairs = [(row["num_slots"], row["results"][name][field]) for row in rows]
    points = [(math.log(slots), math.log(cost)) for slots, cost in pairs if cost > 0]
    if len(points) < 2:
        return math.nan
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    rise = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return rise / sum((x - middle_x) ** 2 for x, _ in points)


def heads(setting: Setting) -> Iterator[Row]:
    """A training step against the number of heads, length of the first setting, batch of the memory part."""
    for count in setting.heads:
        size = setting.size._replace(heads=count)
        batch, length = setting.memory_batch, setting.lengths[0]
        results = _race((*MACHINES, "floor"), size, batch, length, setting)
        yield {"heads": count, "length": length, "batch": batch, "results": results}


PARTS: dict[str, Callable[[Setting], Iterator[Row]]] = {
    "step": step,
    "inference": inference,
    "memory": memory,
    "slots": slots,
    "heads": heads,
}
