"""A recipe on the command line: fields of `TrainingPlan` in place of its defaults, checked before anything runs."""

from __future__ import annotations

import ast
import dataclasses
import re
import typing
from collections.abc import Iterable
from typing import Any

from ntm_lib.errors import invalid, wrong_type
from ntm_lib.training import TrainingPlan

ELSEWHERE = {"controller": "--controller", "seed": "--first-seed"}


def read_settings(texts: Iterable[str]) -> dict[str, Any]:
    """`["batch_size=4", "lengths=1-20"]` as fields of a plan, each of the field's own type.

    Raises ValueError or TypeError for a field that no plan has and for a value of another type.
    """
    return dict(_setting(text) for text in texts)


def make_plan(controller: str, settings: dict[str, Any], seed: int) -> TrainingPlan:
    """The default plan with these fields in place of its own. Raises what `TrainingPlan` raises."""
    return TrainingPlan.from_json({**settings, "controller": controller, "seed": seed})


def recipe_name(plan: TrainingPlan) -> str:
    """What sets a plan apart from the default one: "lstm", "lstm batch_size=4 updates=2000"."""
    default = TrainingPlan(controller=plan.controller, seed=plan.seed).to_json()
    changed = [f"{name}={_short(value)}" for name, value in plan.to_json().items() if value != default[name]]
    return " ".join([plan.controller, *changed])


def _setting(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    hints = typing.get_type_hints(TrainingPlan)
    known = [field.name for field in dataclasses.fields(TrainingPlan) if field.name not in ELSEWHERE]
    if not equals:
        raise invalid("--set", "read FIELD=VALUE", repr(text), "a recipe")
    if name in ELSEWHERE:
        raise invalid("--set", f"leave {name} to {ELSEWHERE[name]}", repr(text), "a recipe")
    if name not in known:
        raise invalid("--set", f"name a field of TrainingPlan ({', '.join(known)})", repr(name), "a recipe")
    return name, _typed(name, value, hints[name])


def _typed(name: str, text: str, kind: Any) -> Any:
    """The value of a field as its annotation says. A range of lengths may be written 1-20."""
    if kind is str:
        return text
    pair = re.fullmatch(r"(\d+)\s*-\s*(\d+)", text) if typing.get_origin(kind) is tuple else None
    try:
        value = (int(pair[1]), int(pair[2])) if pair else ast.literal_eval(text)
    except (ValueError, SyntaxError):
        value = text
    if isinstance(value, int) and not isinstance(value, bool) and kind is float:
        return float(value)
    outer = typing.get_origin(kind) or kind
    if isinstance(outer, type) and not (isinstance(value, outer) and isinstance(value, bool) == (outer is bool)):
        raise wrong_type(f"--set {name}", f"be of type {outer.__name__}", repr(text), "a recipe")
    return value


def _short(value: Any) -> str:
    return "-".join(map(str, value)) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else value
