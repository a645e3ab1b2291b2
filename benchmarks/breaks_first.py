"""What breaks first when a machine copies longer sequences than it has room for, or than it ever saw?

    python -m benchmarks.breaks_first build/seeds/recipe-1

Every machine copies sequences of 64 to 128 vectors twice: with the paper's 128 slots, and with two slots for each
vector and 10 more. Each wrong vector is told apart by its cause (see `break_causes`): overwritten before it was read,
or read from elsewhere. Then one sequence of 1,000 vectors, with room, for how sharp the focus stays. All of it goes
into a JSON file, and from there into a figure whose sentences are computed from it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import multiprocessing
import shlex
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from benchmarks.break_causes import Walk, first_causes, walk, wrong_by_part
from benchmarks.breaks_figure import breaks_first
from benchmarks.length_machines import Machine, find_machines
from benchmarks.lengths import room
from ntm_lib.tasks import copy
from ntm_lib.training import load_checkpoint
from ntm_lib.training.evaluation import SEED
from ntm_lib.training.provenance import machine, versions
from ntm_lib.whole_files import write_whole

LENGTHS = tuple(range(64, 129, 8))
PAPER_SLOTS = 128
LONG = 1_000  # vectors
POINTS = 50  # of the curve of a peak
FAINT = 0.05  # of a weighting on one slot; what is below is left out of the example


def main(words: Sequence[str] | None = None) -> int:
    """Look at every machine, write the JSON file and the figure, print the sentences."""
    parser = _parser()
    arguments = parser.parse_args(words)
    command = shlex.join(["python", "-m", "benchmarks.breaks_first", *(sys.argv[1:] if words is None else words)])
    try:
        found = find_machines(arguments.machines, ("lstm", "feedforward"))
    except (TypeError, ValueError) as error:
        parser.error(str(error))
    report: dict[str, Any] = {
        "benchmark": "breaks_first",
        "command": command,
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes"),
        "machine": machine() | {"threads": 1},
        "versions": versions(),
    }
    report |= {"draw": arguments.draw, "sequences": arguments.sequences, "paper_slots": PAPER_SLOTS}
    report["machines"] = list(_looks(found, arguments))
    report["example"] = _example(report, found, arguments)
    picture = breaks_first(report)
    report["words"] = picture.alt
    write_whole({arguments.json: _text(report).encode(), arguments.figure: picture.png})
    print(f"{picture.alt}\n\nWritten: {arguments.json} and {arguments.figure}.")
    return 0


def _looks(machines: Sequence[Machine], arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Every machine's numbers, in order, and a line when they are there."""
    with ProcessPoolExecutor(arguments.processes, multiprocessing.get_context("spawn")) as pool:
        tasks = [
            pool.submit(look, each, arguments.lengths, arguments.sequences, arguments.long, arguments.draw)
            for each in machines
        ]
        for number, task in enumerate(tasks, 1):
            result = task.result()
            print(f"{number}/{len(tasks)} {result['controller']}-{result['seed']}", flush=True)
            yield result


def look(machine: Machine, lengths: Sequence[int], sequences: int, long: int, draw: int) -> dict[str, Any]:
    """One machine: wrong bits by length, N, cause and eighth of the answer; and how sharp it is over a long run."""
    torch.set_num_threads(1)
    model, _ = load_checkpoint(Path(machine.checkpoint))
    runs = []
    for length in lengths:
        for num_slots in (PAPER_SLOTS, room(length)):
            found = walk(model, length, num_slots, sequences, draw)
            why = {"first": first_causes(found), "wrong_bits": wrong_by_part(found)}
            runs.append({"length": length, "num_slots": num_slots, **why})
    return machine._asdict() | {"runs": runs, "focus": _focus(walk(model, long, room(long), 1, draw), long)}


def _focus(found: Walk, length: int) -> dict[str, Any]:
    """The heads' peaks where they matter: the write head's while vectors are shown, the read head's in the answer.

    Each as the smallest in every stretch of steps: a mean would hide a slip.
    """
    write, read = found.write_peaks[:length, 0], found.read_peaks[length + 1 :, 0]
    stretch = max(1, length // POINTS)
    return {
        "length": length,
        "num_slots": room(length),
        "stretch": stretch,
        "wrong_bits": int(found.wrong.sum()),
        "write": [round(float(part.min()), 4) for part in write.split(stretch)],
        "read": [round(float(part.min()), 4) for part in read.split(stretch)],
    }


def _example(report: dict[str, Any], machines: Sequence[Machine], arguments: argparse.Namespace) -> dict[str, Any]:
    """Both heads' weightings in the sequence that lost most to overwriting, at the longest length with a slot free."""
    length = max((length for length in arguments.lengths if length < PAPER_SLOTS), default=min(arguments.lengths))
    losses = [_overwritten(each, length) for each in report["machines"]]
    most = machines[losses.index(max(losses))]
    model, _ = load_checkpoint(Path(most.checkpoint))
    lost = walk(model, length, PAPER_SLOTS, arguments.sequences, arguments.draw).causes["overwritten"]
    sequence = int(lost.sum(dim=0).argmax())
    write, read = _weightings(model, length, sequence, arguments)
    return {
        "controller": most.controller,
        "seed": most.seed,
        "length": length,
        "written_in": write[:length].argmax(dim=1).tolist(),
        "overwritten": (lost[:, sequence].nonzero().flatten() + 1).tolist(),
        "write": _points(write),
        "read": _points(read),
    }


def _weightings(model: Any, length: int, sequence: int, arguments: argparse.Namespace) -> tuple[Tensor, Tensor]:
    """(time, slots) of the first write head and of the first read head, in one of the sequences that `walk` draws."""
    generator = torch.Generator().manual_seed(arguments.draw)
    inputs = copy(arguments.sequences, (length, length), model.output_size, generator).inputs[
        :, sequence : sequence + 1
    ]
    with torch.no_grad():
        _, trace = model.trace(inputs, model.initial_state(1, PAPER_SLOTS))
    return trace.write_weightings[:, 0, 0], trace.read_weightings[:, 0, 0]


def _points(weighting: Tensor) -> list[list[int]]:
    """[step, slot, percent] wherever a slot has a share of the weighting that can be seen."""
    return [
        [step, slot, round(100 * weighting[step, slot].item())]
        for step, slot in (weighting >= FAINT).nonzero().tolist()
    ]


def _overwritten(result: dict[str, Any], length: int) -> int:
    runs = [run for run in result["runs"] if (run["length"], run["num_slots"]) == (length, PAPER_SLOTS)]
    return sum(sum(run["wrong_bits"]["overwritten"]) for run in runs)


def _text(report: dict[str, Any]) -> str:
    """JSON with a machine a line."""
    head = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in report.items() if name != "machines"]
    body = ",\n".join(f"  {json.dumps(result)}" for result in report["machines"])
    return "{\n" + ",\n".join(head) + f',\n "machines": [\n{body}\n ]\n}}\n'


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("machines", nargs="*", type=Path, default=[Path("build/lengths")], help="checkpoints, or folders of them")
    add("--lengths", type=int, nargs="+", default=list(LENGTHS), help="(64 to 128 in eights)")
    add("--sequences", type=int, default=20, help="of each length (%(default)s)")
    add("--long", type=int, default=LONG, help="length of the run that the focus is watched in (%(default)s)")
    add("--draw", type=int, default=SEED, help="seed of the sequences (%(default)s)")
    add("--processes", type=int, default=2, help="machines side by side (%(default)s)")
    add("--json", type=Path, default=Path("build/breaks_first.json"), help="%(default)s")
    add("--figure", type=Path, default=Path("build/breaks_first.png"), help="%(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(main())
