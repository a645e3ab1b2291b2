"""The figure of `breaks_first`: how often, why, where, and how sharp, with sentences computed from the same numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from ntm_lib.figures import Picture, picture
from ntm_lib.figures.canvas import chart, say, sheet
from ntm_lib.figures.style import INK, MEMORY, PAPER, QUIET, READ, SMALL, THIN, WRITE
from ntm_lib.figures.words import percent, plural

NAMES = {"lstm": "LSTM", "feedforward": "feed-forward"}
LOOKS = {"lstm": (MEMORY, "o"), "feedforward": (WRITE, "s")}
CAUSES = {
    "overwritten": ("overwritten", WRITE, ""),
    "elsewhere": ("read elsewhere", READ, "///"),
    "other": ("other", PAPER, "..."),
}
BITS = 8
SEEN = 0.2  # of a weighting on one slot; a head without is not drawn


def breaks_first(report: Mapping[str, Any]) -> Picture:
    """Four charts of the report that `breaks_first` writes, and what they say."""
    figure, page = sheet(8.4, 6.6)
    _by_length(chart(figure, 0.75, 3.95, 3.1, 2.1), report)
    _by_part(chart(figure, 4.95, 3.95, 3.1, 2.1), report)
    _walks(chart(figure, 0.75, 0.6, 3.1, 2.1), report["example"])
    _focus(chart(figure, 4.95, 0.6, 3.1, 2.1), report)
    paper = report["paper_slots"]
    for x, y, title, below in (
        (0.4, 6.3, "How often: wrong bits of all bits", "vectors in a sequence"),
        (4.6, 6.3, f"Where and why: wrong bits with {paper} slots", "tenth of the answer"),
        (0.4, 2.95, f"How: {_example_name(report['example'])}, {paper} slots", "step"),
        (4.6, 2.95, "How sharp: the smallest peak, with room", "vector"),
    ):
        say(page, x, y, title, 9, INK, weight="bold")
        say(page, x + 1.9, y - 2.9, below, SMALL, QUIET, ha="center")
    return picture(figure, " ".join(words(report)))


def words(report: Mapping[str, Any]) -> list[str]:
    """What the numbers say, sentence by sentence."""
    told = [_rate_words(report, controller, roomy) for controller in _controllers(report) for roomy in (False, True)]
    told += [_cause_words(report, controller) for controller in _controllers(report)]
    return [*told, _example_words(report["example"]), _focus_words(report)]


def _controllers(report: Mapping[str, Any]) -> list[str]:
    return [name for name in NAMES if any(each["controller"] == name for each in report["machines"])]


def _runs(report: Mapping[str, Any], controller: str, roomy: bool) -> list[Mapping[str, Any]]:
    """All runs of a controller's machines, with the paper's N or with room."""
    paper = report["paper_slots"]
    machines = [each for each in report["machines"] if each["controller"] == controller]
    return [run for each in machines for run in each["runs"] if (run["num_slots"] != paper) == roomy]


def _wrong(run: Mapping[str, Any], causes: Sequence[str] = tuple(CAUSES)) -> int:
    return sum(sum(run[cause]) for cause in causes)


def _rate_words(report: Mapping[str, Any], controller: str, roomy: bool) -> str:
    runs = _runs(report, controller, roomy)
    bits = sum(run["length"] for run in runs) * BITS * report["sequences"]
    wrong = sum(map(_wrong, runs))
    sequences, failed = len(runs) * report["sequences"], sum(run["wrong_sequences"] for run in runs)
    lengths = sorted({run["length"] for run in runs})
    clean = [length for length in lengths if not any(_wrong(run) for run in runs if run["length"] <= length)]
    upto = f"the first mistake is beyond length {clean[-1]}" if clean else f"mistakes begin at length {lengths[0]}"
    slots = "two slots a vector and 10 more" if roomy else f"{report['paper_slots']} slots"
    told = f"{wrong:,} of {bits:,} bits are wrong, in {failed:,} of {sequences:,} sequences; {upto}"
    return f"{NAMES[controller]}, lengths {lengths[0]} to {lengths[-1]}, {slots}: " + (
        f"{told}." if wrong else f"not one of {bits:,} bits is wrong."
    )


def _cause_words(report: Mapping[str, Any], controller: str) -> str:
    runs = _runs(report, controller, roomy=False)
    wrong = sum(map(_wrong, runs))
    if not wrong:
        return f"{NAMES[controller]}: nothing to explain."
    shares = {cause: sum(_wrong(run, [cause]) for run in runs) / wrong for cause in CAUSES}
    parts = np.sum([run["overwritten"] for run in runs], axis=0)
    told = f"{percent(shares['overwritten'])} of the wrong bits with {report['paper_slots']} slots were overwritten"
    told += f" before they were read, {percent(shares['elsewhere'])} read from elsewhere"
    if parts.sum():
        told += f"; {percent(parts[-len(parts) // 4 :].sum() / parts.sum())} of the overwritten ones lie in the last quarter"
    return f"{NAMES[controller]}: {told}."


def _example_name(example: Mapping[str, Any]) -> str:
    return f"{NAMES[example['controller']]}, seed {example['seed']}"


def _example_words(example: Mapping[str, Any]) -> str:
    lost = plural(len(example["overwritten"]), "vector")
    held = len(set(example["write_slots"][: example["length"]]))
    answering = set(example["write_slots"][example["length"] + 1 :])
    again = len(answering & set(example["write_slots"][: example["length"]]))
    return (
        f"Example, {_example_name(example)}, length {example['length']}: {held} slots hold vectors when the answer begins;"
        f" while it answers, the write head's peak stands on {again} of them again, and {lost} are lost."
    )


def _focus_words(report: Mapping[str, Any]) -> str:
    told = []
    for controller in _controllers(report):
        runs = [each["focus"] for each in report["machines"] if each["controller"] == controller]
        ends = {
            name: [np.median([_ends(run[name])[end] for run in runs]) for end in (0, 1)] for name in ("write", "read")
        }
        write, read = (f"{first:.2f} at first and {last:.2f} at the end" for first, last in ends.values())
        told.append(f"{NAMES[controller]}: write {write}, read {read}")
    length = report["machines"][0]["focus"]["length"]
    return f"The smallest peak in {length:,} vectors with room, median of the machines, in the first and the last tenth: {'; '.join(told)}."


def _ends(peaks: Sequence[float]) -> tuple[float, float]:
    tenth = max(1, len(peaks) // 10)
    return min(peaks[:tenth]), min(peaks[-tenth:])


def _by_length(axes: Axes, report: Mapping[str, Any]) -> None:
    for controller in _controllers(report):
        color, marker = LOOKS[controller]
        for roomy, line in ((False, "-"), (True, "--")):
            runs = _runs(report, controller, roomy)
            lengths = sorted({run["length"] for run in runs})
            shares = []
            for length in lengths:
                here = [run for run in runs if run["length"] == length]
                shares.append(sum(map(_wrong, here)) / (BITS * length * report["sequences"] * len(here)))
            name = f"{NAMES[controller]}, {'room' if roomy else report['paper_slots']}"
            axes.plot(lengths, shares, line, color=color, marker=marker, markersize=3.5, label=name, linewidth=1.4)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=SMALL - 1, frameon=False, loc="upper left")


def _by_part(axes: Axes, report: Mapping[str, Any]) -> None:
    controllers = _controllers(report)
    width = 0.8 / len(controllers)
    for place, controller in enumerate(controllers):
        runs = _runs(report, controller, roomy=False)
        below = np.zeros(len(runs[0]["other"]))
        for cause, (name, color, hatch) in CAUSES.items():
            counts = np.sum([run[cause] for run in runs], axis=0)
            x = np.arange(1, len(counts) + 1) + (place - (len(controllers) - 1) / 2) * width
            label = name if place == 0 else None
            look = {"color": color, "hatch": hatch, "edgecolor": "white", "linewidth": 0.4, "label": label}
            axes.bar(x, counts, width * 0.92, bottom=below, **look)
            below += counts
    axes.set_xticks(range(1, len(below) + 1))
    axes.legend(fontsize=SMALL - 1, frameon=False, loc="upper left")


def _walks(axes: Axes, example: Mapping[str, Any]) -> None:
    for name, color, marker in (("write", WRITE, "s"), ("read", READ, "o")):
        slots, peaks = np.array(example[f"{name}_slots"]), np.array(example[f"{name}_peaks"])
        steps = np.flatnonzero(peaks >= SEEN)
        axes.plot(steps, slots[steps], marker, color=color, markersize=1.8, linewidth=0, label=f"{name} head")
    length = example["length"]
    axes.axvline(length, color=THIN, linewidth=0.9)
    lost = [length + vector for vector in example["overwritten"]]
    slots = [example["write_slots"][vector - 1] for vector in example["overwritten"]]
    axes.plot(lost, slots, "x", color=INK, markersize=5, linewidth=0, label="overwritten")
    axes.legend(fontsize=SMALL - 1, frameon=True, loc="center left", markerscale=1.6)


def _focus(axes: Axes, report: Mapping[str, Any]) -> None:
    for controller in _controllers(report):
        color, _ = LOOKS[controller]
        runs = [each["focus"] for each in report["machines"] if each["controller"] == controller]
        for name, line in (("write", "-"), ("read", ":")):
            curve = np.median([run[name] for run in runs], axis=0)
            x = np.arange(1, len(curve) + 1) * runs[0]["stretch"]
            axes.plot(x, curve, line, color=color, linewidth=1.2, label=f"{NAMES[controller]}, {name}")
    axes.set_ylim(0, 1.05)
    axes.legend(fontsize=SMALL - 1, frameon=False, loc="lower left")
