"""What the numbers of `breaks_first` say, as sentences: the figure's alternative text, and its caption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.break_causes import CAUSES, PARTS
from ntm_lib.figures.words import listed, percent, plural

NAMES = {"lstm": "LSTM", "feedforward": "Feed-forward"}
LAST = PARTS // 4  # parts of the answer in its last quarter
TOLD = {"overwritten": "overwritten before it was read", "elsewhere": "read from elsewhere", "other": "neither"}


def words(report: Mapping[str, Any]) -> list[str]:
    """Sentence by sentence: how far each controller gets with few slots and with room, what breaks first, and how."""
    told = [_reach(report, controller, roomy) for controller in controllers(report) for roomy in (False, True)]
    told += [line for controller in controllers(report) for line in _why(report, controller)]
    return [*told, _example(report["example"]), _sharp(report)]


def controllers(report: Mapping[str, Any]) -> list[str]:
    """Those that the report has machines of."""
    return [name for name in NAMES if machines(report, name)]


def machines(report: Mapping[str, Any], controller: str) -> list[Mapping[str, Any]]:
    """The machines with this controller."""
    return [each for each in report["machines"] if each["controller"] == controller]


def runs(report: Mapping[str, Any], controller: str, roomy: bool) -> list[Mapping[str, Any]]:
    """All runs of a controller's machines, with the paper's N or with room."""
    paper = report["paper_slots"]
    return [
        run for each in machines(report, controller) for run in each["runs"] if (run["num_slots"] != paper) == roomy
    ]


def failed(some: Sequence[Mapping[str, Any]], causes: Sequence[str] = CAUSES) -> int:
    """How many sequences of these runs have a wrong bit, and one of these causes behind the first."""
    return sum(run["first"][cause] for run in some for cause in causes)


def wrong_bits(some: Sequence[Mapping[str, Any]], causes: Sequence[str] = CAUSES) -> np.ndarray:
    """Wrong bits of these runs together, in each part of the answer."""
    return np.sum([run["wrong_bits"][cause] for run in some for cause in causes], axis=0)


def example_name(example: Mapping[str, Any]) -> str:
    """Which machine it is."""
    return f"{NAMES[example['controller']]}, seed {example['seed']}, {example['length']} vectors"


def _reach(report: Mapping[str, Any], controller: str, roomy: bool) -> str:
    found = runs(report, controller, roomy)
    lengths = sorted({run["length"] for run in found})
    bad = {length: failed([run for run in found if run["length"] == length]) for length in lengths}
    asked = len(machines(report, controller)) * report["sequences"]
    slots = "two slots a vector and 10 more" if roomy else f"{report['paper_slots']} slots"
    who = f"{NAMES[controller]}, {plural(len(machines(report, controller)), 'machine')}, {slots}"
    failing = [length for length in lengths if bad[length]]
    if not failing:
        span = f"{len(lengths)} lengths from {lengths[0]} to {lengths[-1]}"
        return f"{who}: not one wrong bit at {span}, {asked:,} sequences each."
    some = listed([f"{bad[length]:,} at {length}" for length in failing])
    others = "" if len(failing) == len(lengths) else f"; none at the others from {lengths[0]} on"
    return f"{who}: sequences that fail, of {asked:,} at each length: {some}{others}."


def _why(report: Mapping[str, Any], controller: str) -> list[str]:
    """What was behind the first wrong vector, while a slot was still free, and where the overwritten vectors lie."""
    found = [run for run in runs(report, controller, roomy=False) if run["length"] < run["num_slots"]]
    count = failed(found)
    if not count:
        return []
    causes = listed([f"{TOLD[cause]} in {failed(found, [cause]):,}" for cause in TOLD if failed(found, [cause])])
    told = f"{NAMES[controller]}, fewer vectors than slots: of {plural(count, 'sequence')} that fail,"
    told += f" the first wrong vector was {causes}"
    lost = wrong_bits(found, ["overwritten"])
    if lost.any():
        share = percent(lost[-LAST:].sum() / lost.sum())
        told += f"; {share} of the overwritten bits lie in the last quarter of the answer"
    return [f"{told}."]


def _example(example: Mapping[str, Any]) -> str:
    """How many of the slots that hold vectors the write head looks at again while the machine answers."""
    held = set(example["written_in"])
    again = {slot for step, slot, _ in example["write"] if step > example["length"]} & held
    lost = plural(len(example["overwritten"]), "vector")
    return (
        f"{example_name(example)}: {len(held)} slots hold vectors; while the machine answers, its write head goes on"
        f" and puts at least a twentieth of its weighting on {len(again)} of them; lost: {lost}."
    )


def _sharp(report: Mapping[str, Any]) -> str:
    told = []
    for controller in controllers(report):
        focus = [each["focus"] for each in machines(report, controller)]
        ends = {name: np.median([_ends(run[name]) for run in focus], axis=0) for name in ("write", "read")}
        write, read = (f"{first:.2f} and {last:.2f}" for first, last in ends.values())
        told.append(f"{NAMES[controller]} write {write}, read {read}")
    length = report["machines"][0]["focus"]["length"]
    head = f"Smallest peak while {length:,} vectors are copied with room, in the first and in the last tenth"
    return f"{head}, median of the machines: {'; '.join(told)}."


def _ends(peaks: Sequence[float]) -> tuple[float, float]:
    tenth = max(1, len(peaks) // 10)
    return min(peaks[:tenth]), min(peaks[-tenth:])
