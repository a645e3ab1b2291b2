"""Trained machines as files: the parameters, and beside them a provenance that says how they came about.

`<name>.pt` holds a plain state dict; `<name>.json` the plan to build the machine from, the command, seed, curve,
machine and measured errors; `<name>-snapshots.pt` the parameters at several updates of one run, in half precision:
they are there to be looked at, and look the same. The shipped ones lie in `ntm_lib/checkpoints/` and are called
`<task>-<controller>`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

import ntm_lib
from ntm_lib.errors import invalid
from ntm_lib.training.files import fingerprint, packed, unpacked
from ntm_lib.training.plan import TrainingPlan, build_model
from ntm_lib.whole_files import write_whole

SHIPPED = Path(ntm_lib.__file__).parent / "checkpoints"
FORMAT = 1
SNAPSHOTS_FORMAT = 2  # 1 held single precision
SNAPSHOTS = "-snapshots"


class Snapshot(NamedTuple):
    """A model as it was at one moment of its training."""

    update: int  # 0 is before the first
    sequences: int  # seen until then
    bits: float  # mean cross-entropy of a fresh sequence, lengths 1 to 20, slots as in use
    model: nn.Module


def save_checkpoint(path: str | Path, model: nn.Module, provenance: Mapping[str, Any]) -> Path:
    """Write the model's parameters to `<path>.pt` and the provenance to `<path>.json`; returns the first path.

    provenance  a JSON object; its "plan" builds the machine again, the rest is for people

    Raises ValueError when the provenance has no plan, or one that the model's parameters do not fit.
    """
    weights = _weights_file(path)
    if "plan" not in provenance:
        raise invalid("provenance", 'have a "plan"', sorted(provenance), "save_checkpoint")
    plan = TrainingPlan.from_json(provenance["plan"])
    parameters = {name: tensor.detach().cpu().clone() for name, tensor in model.state_dict().items()}
    _filled(plan, parameters, weights)
    data = packed(parameters)
    record = {**provenance, "format": FORMAT, "plan": plan.to_json(), "sha256": fingerprint(data)}
    write_whole({weights: data, weights.with_suffix(".json"): _one_line_a_field(record).encode()})
    return weights


def load_checkpoint(name_or_path: str | Path) -> tuple[nn.Module, dict[str, Any]]:
    """A trained model with the number of slots it is used with, and its provenance.

    name_or_path  of a shipped one, "copy-lstm", or where `save_checkpoint` wrote, with or without .pt

    Raises ValueError for a file that is missing, was changed after it was written, holds anything but tensors, or
    does not fit this version of the library.
    """
    weights = _weights_file(name_or_path)
    provenance = _provenance(weights)
    data = _bytes(weights)
    if fingerprint(data) != provenance.get("sha256"):
        rule = f"be the one that {weights.stem}.json was written with"
        raise invalid("checkpoint", rule, f"{weights} with another fingerprint", "load_checkpoint")
    return _filled(TrainingPlan.from_json(provenance["plan"]), unpacked(data, weights), weights), provenance


def save_snapshots(path: str | Path, plan: TrainingPlan, snapshots: Sequence[Snapshot]) -> Path:
    """Write the parameters of all snapshots to `<path>-snapshots.pt`, in one file, each number stacked over time.

    Numbers are rounded to half precision, 11 bits: a trained copier costs the same to within 1 %.
    """
    file = _snapshots_file(path)
    states = [snapshot.model.state_dict() for snapshot in snapshots]
    values = {
        "format": SNAPSHOTS_FORMAT,
        "plan": plan.to_json(),
        "updates": [snapshot.update for snapshot in snapshots],
        "sequences": [snapshot.sequences for snapshot in snapshots],
        "bits": [snapshot.bits for snapshot in snapshots],
        "parameters": {name: torch.stack([_halved(state[name]) for state in states]) for name in states[0]},
    }
    write_whole({file: packed(values)})
    return file


def load_snapshots(name_or_path: str | Path) -> list[Snapshot]:
    """The snapshots of the run that made a checkpoint, in order of time, each with the slots it is used with.

    Their parameters have single precision again, and hold what half precision kept.

    Raises ValueError as `load_checkpoint` does.
    """
    file = _snapshots_file(name_or_path)
    values = unpacked(_bytes(file), file)
    if values.get("format") != SNAPSHOTS_FORMAT or not {"plan", "updates", "sequences", "bits", "parameters"} <= set(
        values
    ):
        raise _stale(file, "another format")
    plan = TrainingPlan.from_json(values["plan"])
    return [
        Snapshot(update, sequences, bits, _filled(plan, _at(values["parameters"], i), file))
        for i, (update, sequences, bits) in enumerate(
            zip(values["updates"], values["sequences"], values["bits"], strict=True)
        )
    ]


def _halved(tensor: Tensor) -> Tensor:
    tensor = tensor.detach().cpu()
    return tensor.half() if tensor.is_floating_point() else tensor


def _at(parameters: Mapping[str, Tensor], index: int) -> dict[str, Tensor]:
    """The parameters of one snapshot; `load_state_dict` gives them the machine's own precision."""
    return {name: stacked[index] for name, stacked in parameters.items()}


def _filled(plan: TrainingPlan, parameters: Mapping[str, Tensor], file: Path) -> nn.Module:
    """The plan's model as it is used, with these parameters. torch's random generator stays as it is."""
    with torch.random.fork_rng(devices=[]):
        model = build_model(plan, num_slots=plan.slots_in_use)
    try:
        model.load_state_dict(dict(parameters))
    except (RuntimeError, TypeError, AttributeError) as error:
        raise _stale(file, " ".join(str(error).split())) from None
    return model


def _provenance(weights: Path) -> dict[str, Any]:
    file = weights.with_suffix(".json")
    try:
        provenance = json.loads(_bytes(file))
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
            raise invalid("provenance", "be JSON", f"{file} ({error})", "load_checkpoint") from None
        raise
    if not isinstance(provenance, dict) or provenance.get("format") != FORMAT or "plan" not in provenance:
        raise _stale(file, "another format")
    return provenance


def _weights_file(name_or_path: str | Path) -> Path:
    """A bare name is a shipped checkpoint; anything with a folder or a suffix is a path."""
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and path.name == name_or_path and not path.suffix:
        path = SHIPPED / path
    return path if path.suffix == ".pt" else path.with_name(f"{path.name}.pt")


def _snapshots_file(name_or_path: str | Path) -> Path:
    weights = _weights_file(name_or_path)
    return weights if weights.stem.endswith(SNAPSHOTS) else weights.with_name(f"{weights.stem}{SNAPSHOTS}.pt")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        shipped = ", ".join(sorted(path.stem for path in SHIPPED.glob("*.pt") if not path.stem.endswith(SNAPSHOTS)))
        raise invalid("name_or_path", f"name a checkpoint (shipped: {shipped})", file, "loading") from None


def _stale(file: Path, why: str) -> ValueError:
    return invalid("checkpoint", "fit its plan and this version of ntm_lib", f"{file}: {why}", "loading")


def _one_line_a_field(record: Mapping[str, Any]) -> str:
    """JSON that a person can skim: a curve of a thousand numbers stays on its line."""
    lines = [f" {json.dumps(name)}: {json.dumps(value, allow_nan=False)}" for name, value in record.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"
