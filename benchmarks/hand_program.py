"""How reliably does the copy program of lesson 05 copy, and what of its dials and of the machine does that need?

    python -m benchmarks.hand_program

Random sequences of 1 to 100 vectors, the same ones for every setting, go through the hand machine with 128 slots. A
sequence fails when any bit of it comes out wrong. Nothing is learned or timed here, so that every computer gives the
same table.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy import ndarray

from ntm_lib.programs import Controls, HandMachine, Program, copy_program, wrong_bits
from ntm_lib.training.provenance import machine, versions
from ntm_lib.whole_files import write_whole

BITS, SLOTS, LONGEST = 8, 128, 100


class Setting(NamedTuple):
    """A dial that the program sets, and what the machine leaves of each shift."""

    sharpening: float
    play: float = 0.05
    play_when_staying: float = 0.0


SETTINGS = (
    *(Setting(sharpening) for sharpening in (1.0, 1.1, 1.2, 1.3, 1.5, 2.0, 5.0, 10.0)),
    Setting(1.0, play=0.0),
    *(Setting(sharpening, play_when_staying=0.05) for sharpening in (1.5, 2.0, 10.0)),
)


def sharpened(sharpening: float) -> Program:
    """The copy program with another sharpening at every step."""

    def program(vector: ndarray, phase: str, step: int) -> Controls:
        return copy_program(vector, phase, step)._replace(sharpening=sharpening)

    return program


def sequences(count: int, seed: int) -> Iterator[ndarray]:
    """`count` random sequences, all lengths from 1 to 100 equally likely."""
    rng = np.random.default_rng(seed)
    for length in rng.integers(1, LONGEST + 1, count):
        yield rng.integers(0, 2, (length, BITS)).astype(float)


def measure(setting: Setting, count: int, seed: int = 0) -> dict[str, Any]:
    """How many of `count` sequences fail, how long those are, and how far the head spreads out in any of them."""
    hand = HandMachine(BITS, SLOTS, play=setting.play, play_when_staying=setting.play_when_staying)
    failed, wrong, bits, peak = [], 0, 0, 1.0
    for vectors in sequences(count, seed):
        run = hand.run(sharpened(setting.sharpening), vectors)
        errors = int(wrong_bits(run.outputs(), vectors).sum())
        wrong, bits, peak = wrong + errors, bits + vectors.size, min(peak, float(run.peak.min()))
        failed += [len(vectors)] if errors else []
    found = {"sequences": count, "failed": len(failed), "lengths_failed": sorted(failed), "wrong_bits": wrong}
    return setting._asdict() | found | {"bits": bits, "lowest_peak": peak}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """One line a setting."""
    lines = [
        "sharpening  play moving  play staying  failed  their lengths  wrong bits  lowest share of the head's slot"
    ]
    for row in rows:
        lengths = row["lengths_failed"]
        told = f"{lengths[0]} to {lengths[-1]}" if lengths else "-"
        lines.append(
            f"{row['sharpening']:>10g}  {row['play']:>11g}  {row['play_when_staying']:>12g}  {row['failed']:>6}"
            f"  {told:>13}  {row['wrong_bits']:>10}  {row['lowest_peak']:>31.2f}"
        )
    return "\n".join(lines)


def main(words: Sequence[str] | None = None) -> int:
    """Measure every setting, print the table, and keep the numbers if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hand_program", description=__doc__.split("\n")[0])
    parser.add_argument("--sequences", type=int, default=500, help="for each setting (default: 500)")
    parser.add_argument("--json", type=Path, help="also write the numbers there")
    arguments = parser.parse_args(words)
    rows = [measure(setting, arguments.sequences) for setting in SETTINGS]
    print(f"{arguments.sequences} sequences of 1 to {LONGEST} vectors of {BITS} bits, {SLOTS} slots\n\n{table(rows)}")
    if arguments.json:
        command = shlex.join(["python", "-m", "benchmarks.hand_program", *(sys.argv[1:] if words is None else words)])
        report = {"benchmark": "hand_program", "command": command, "machine": machine(), "versions": versions()}
        report |= {"date": datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes"), "settings": rows}
        write_whole({arguments.json: (json.dumps(report, indent=1) + "\n").encode()})
        print(f"\nWritten: {arguments.json}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
