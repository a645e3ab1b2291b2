"""What a training run is made of, as plain data: a plan can be read, kept beside its result and run again.

The defaults are the paper's copy machine and task (Sec. 4.1, Tables 1 and 2), with two differences: the optimiser is
Adam with a small clip and a falling rate, and training uses fewer slots than use. A machine's parameters do not
depend on the number of slots, and a step costs in proportion to it.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor, nn

from ntm_lib.baseline import LSTMBaseline
from ntm_lib.controllers import FeedForwardController, LSTMController
from ntm_lib.errors import check_count, check_lengths, invalid, wrong_type
from ntm_lib.machine import NTM, NTMState
from ntm_lib.tasks import Batch, copy_batch

DrawBatch = Callable[..., Batch]
TASKS: dict[str, DrawBatch] = {"copy": copy_batch}
CONTROLLERS = ("lstm", "feedforward", "baseline")
MEMORY_INITS = ("constant", "small_random", "learned")
OPTIMISERS = ("adam", "rmsprop")
CLIPS = ("norm", "element")
COUNTS = (
    *("hidden_size", "num_slots", "slots_in_use", "slot_width", "num_read_heads", "num_write_heads"),
    *("bits", "batch_size", "updates"),
)


@dataclass(frozen=True)
class TrainingPlan:
    """Everything that decides a run, its seed included.

    task             "copy"
    controller       "lstm", "feedforward", or "baseline": the stacked LSTM without a memory
    num_slots        N while training; slots_in_use is the N of the machine that `load_checkpoint` gives
    slot_width, num_read_heads, num_write_heads, max_shift, memory_init   as in `NTM`
    bits, lengths    of the task; lengths is (shortest, longest), both included
    blank            share of the training vectors that are made zeros, see `ntm_lib.tasks.copy_batch`
    batch_size       sequences an update
    optimiser        "adam" or "rmsprop", the paper's
    beta2            how long Adam remembers the size of gradients. torch's own 0.999 forgets so slowly that after a
                     quiet time one surprising batch moves every parameter by several steps; the paper's RMSProp
                     has 0.95
    learning_rate    at update 1; it falls to final_rate times that at the last update
    rate_power       how it falls: 1 along a straight line, 2 along a parabola, quickly at first
    clip, clip_by    the largest "norm" of the whole gradient, or the largest size of an "element"

    Raises TypeError or ValueError for a field out of range.
    """

    task: str = "copy"
    controller: str = "lstm"
    hidden_size: int = 100
    num_slots: int = 24
    slots_in_use: int = 128
    slot_width: int = 20
    num_read_heads: int = 1
    num_write_heads: int = 1
    max_shift: int = 1
    memory_init: str = "constant"
    bits: int = 8
    lengths: tuple[int, int] = (1, 20)
    blank: float = 0.1
    batch_size: int = 4
    updates: int = 2000
    optimiser: str = "adam"
    beta2: float = 0.95
    learning_rate: float = 1e-2
    final_rate: float = 0.02
    rate_power: float = 2.0
    clip: float = 0.01
    clip_by: str = "norm"
    seed: int = 0

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            _check_choice(name, getattr(self, name), choices)
        for name in COUNTS:
            check_count(name, getattr(self, name), "TrainingPlan")
        for name in ("max_shift", "seed"):
            check_count(name, getattr(self, name), "TrainingPlan", minimum=0)
        for name in ("learning_rate", "final_rate", "rate_power", "clip"):
            _check_positive(name, getattr(self, name))
        for name in ("blank", "beta2"):
            _check_share(name, getattr(self, name))
        if self.final_rate > 1:
            raise invalid("final_rate", "be at most 1, a share of learning_rate", self.final_rate, "TrainingPlan")
        object.__setattr__(self, "lengths", check_lengths(self.lengths, "TrainingPlan"))

    @property
    def name(self) -> str:
        """What its checkpoint is called: `<task>-<controller>`."""
        return f"{self.task}-{self.controller}"

    def to_json(self) -> dict[str, Any]:
        """The plan as a JSON object, every field written out."""
        return dataclasses.asdict(self) | {"lengths": list(self.lengths)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> TrainingPlan:
        """The plan that `to_json` gave. A field that is left out has its default.

        Raises ValueError for a field that no plan has, and what a plan raises for a field out of range.
        """
        if not isinstance(values, Mapping):
            raise wrong_type("plan", "be a JSON object", repr(values), "TrainingPlan")
        known = [field.name for field in dataclasses.fields(cls)]
        for name in values:
            if name not in known:
                raise invalid("plan", f"have only the fields {', '.join(known)}", repr(name), "TrainingPlan")
        return cls(**values)


_CHOICES: dict[str, tuple[str, ...]] = {
    "task": tuple(TASKS),
    "controller": CONTROLLERS,
    "memory_init": MEMORY_INITS,
    "optimiser": OPTIMISERS,
    "clip_by": CLIPS,
}


def read_plan(path: str | Path) -> TrainingPlan:
    """The plan in a JSON file: a plan itself, or the provenance that lies beside a checkpoint.

    Raises ValueError for a file that is missing or not JSON, and what `TrainingPlan.from_json` raises.
    """
    try:
        values = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise invalid("plan file", "exist and be readable", f"{path} ({error.strerror})", "read_plan") from None
    except ValueError as error:
        raise invalid("plan file", "hold JSON", f"{path} ({error})", "read_plan") from None
    inside = isinstance(values, Mapping) and "plan" in values
    return TrainingPlan.from_json(values["plan"] if inside else values)


def build_model(
    plan: TrainingPlan, num_slots: int | None = None, run: Callable[..., tuple[Tensor, NTMState]] | None = None
) -> nn.Module:
    """The untrained model of a plan. Its initial parameters follow torch's own random generator.

    num_slots  in place of the plan's number of slots in training; the baseline has no slots
    run        a way of one's own to step through a sequence; `ntm_lib.machine.run` is the plain path

    Raises TypeError or ValueError unless it is a whole number of at least 1.
    """
    inputs, outputs = plan.bits + 1, plan.bits
    if plan.controller == "baseline":
        return LSTMBaseline(inputs, outputs, hidden_size=plan.hidden_size)
    describe = LSTMController if plan.controller == "lstm" else FeedForwardController
    return NTM(
        inputs,
        outputs,
        describe(plan.hidden_size),
        num_slots=plan.num_slots if num_slots is None else num_slots,
        slot_width=plan.slot_width,
        num_read_heads=plan.num_read_heads,
        num_write_heads=plan.num_write_heads,
        max_shift=plan.max_shift,
        memory_init=plan.memory_init,
        run=run,
    )


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise invalid(name, f"be one of {', '.join(choices)}", repr(value), "TrainingPlan")


def _check_share(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1:
        raise invalid(name, "be a number of at least 0 and below 1", repr(value), "TrainingPlan")


def _check_positive(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_type(name, "be a number", repr(value), "TrainingPlan")
    if not (math.isfinite(value) and value > 0):
        raise invalid(name, "be finite and above 0", value, "TrainingPlan")
