"""Made-up measurements in the form that the benchmarks write, for the tests of the results page."""

from typing import Any

from ntm_lib.training import TrainingPlan

HERE = {
    "machine": {"system": "Nix", "processor": "abacus", "vector_instructions": "BEADS", "cores": 3, "threads": 1},
    "versions": {"torch": "9.8.7"},
    "date": "2001-02-03T04:05+00:00",
}


def seed(controller: str, number: int, solved: int | None, curve: list[float], **changes: Any) -> dict[str, Any]:
    """A seed as `learn_copy` writes it, with made-up numbers."""
    took = {"sequences": solved, "cpu": 1.5, "wall": 2.5} if solved else None
    end = {"bits": 0.25, "wrong_bits": 0.5, "wrong_sequences": 7, "sequences": 4000}
    plan = TrainingPlan(controller=controller, seed=number, batch_size=10).to_json()
    result = {"controller": controller, "seed": number, "path": "fused", "plan": plan, "solved": took}
    result |= {"test_every": 25, "curve": curve, "error": None, "end": end, "end_solved": bool(solved)}
    return result | {"stop_when_solved": False, "date": f"2001-02-0{number + 1}T00:00+00:00"} | changes


def sweep(results: list[dict[str, Any]]) -> dict[str, Any]:
    return {"benchmark": "learn_copy", "command": "python -m benchmarks.learn_copy", "results": results, **HERE}


def run(controller: str, number: int, length: int, slots: int, wrong: int) -> dict[str, Any]:
    where = {"controller": controller, "seed": number, "length": length, "num_slots": slots, "sequences": 10}
    return where | {"wrong_bits": wrong, "wrong_sequences": min(wrong, 10), "bits": 0.125, "first_wrong": None}


def speed() -> dict[str, Any]:
    def row(**where: Any) -> dict[str, Any]:
        costs = {"fused": (3.0, 1.5), "plain": (12.0, 6.0), "textbook": (90.0, 45.0), "floor": (2.0, 1.0)}
        results = {name: {"cpu_ms": ms, "ratio": ratio, "peak_bytes": 2**20} for name, (ms, ratio) in costs.items()}
        return {"controller": "lstm", "length": 20, "batch": 16, "results": results, **where}

    step = [row(batch=1), row()]
    for each in step:
        for result in each["results"].values():
            del result["peak_bytes"]
    parts = {"step": step, "slots": [row(num_slots=128), row(num_slots=1000)]}
    targets = [{"target": "fused, made up", "at_most": 1.3, "measured": 1.5, "met": False}]
    return {"benchmark": "speed", "command": "typed", "paths": {"lstm": "fused"}, "parts": parts, **HERE} | {
        "targets": targets
    }


RESULTS = {
    "learn_copy.json": sweep(
        [
            seed("lstm", 0, 1234, [80.0, 20.0, 0.5]),
            seed("lstm", 1, 2345, [84.0, 60.0, 0.25]),
            seed("lstm", 2, None, [82.0, 40.0, 30.0]),
            seed("feedforward", 0, 777, [80.0, 20.0, 0.5]),
            seed("feedforward", 1, 888, [80.0, 20.0, 0.5]),
        ]
    ),
    "lengths.json": {
        "benchmark": "lengths",
        "command": "python -m benchmarks.lengths",
        "results": [run("lstm", 0, 120, 128, 0), run("lstm", 1, 120, 128, 31), run("lstm", 0, 1000, 2010, 0)],
        **HERE,
    },
    "speed.json": speed(),
}
BASELINE = {
    "plan": {"batch_size": 10},
    "curve_bits": [80.0] * 300 + [20.0] * 600,
    "errors": [
        {"lengths": lengths, "num_slots": None, "bits": 3.5, "wrong_bits": wrong, "wrong_sequences": 9, "sequences": 10}
        for lengths, wrong in (([1, 20], 1.5), ([80, 80], 222))
    ],
    "seed": 6,
    "sequences": 6000,
    "parameters": 4321,
    "cpu_seconds": 55.0,
    **HERE,
}
