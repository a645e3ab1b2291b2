"""A plan: what it accepts, what it names when it refuses, and what it builds."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import pytest

from ntm_lib.training import (
    TrainingPlan,
    build_model,
    read_plan,
    train,
)
from tiny_training import TINY, tiny_model


def test_a_plan_survives_json() -> None:
    plan = dataclasses.replace(TINY, memory_init="learned", optimiser="rmsprop", clip_by="element", clip=10.0)
    assert TrainingPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_a_plan_is_read_alone_or_inside_a_record(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(TINY.to_json()))
    (tmp_path / "record.json").write_text(json.dumps({"plan": TINY.to_json(), "seed": 5}))
    assert read_plan(tmp_path / "plan.json") == read_plan(tmp_path / "record.json") == TINY


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("task", "juggle", ValueError),
        ("controller", "gru", ValueError),
        ("optimiser", "sgd", ValueError),
        ("clip_by", "value", ValueError),
        ("memory_init", "zeros", ValueError),
        ("hidden_size", 0, ValueError),
        ("num_slots", 2.0, TypeError),
        ("updates", True, TypeError),
        ("seed", -1, ValueError),
        ("learning_rate", 0.0, ValueError),
        ("learning_rate", math.nan, ValueError),
        ("learning_rate", "fast", TypeError),
        ("final_rate", 1.5, ValueError),
        ("blank", -0.1, ValueError),
        ("blank", "some", ValueError),
        ("beta2", 1.0, ValueError),
        ("clip", -1.0, ValueError),
        ("lengths", (5, 2), ValueError),
        ("lengths", 20, TypeError),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"must .*; got .* for TrainingPlan") as caught:
        TrainingPlan.from_json({field: value})
    assert field.removesuffix("s") in str(caught.value)


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(ValueError, match="got 'num_slot' for TrainingPlan"):
        TrainingPlan.from_json({"num_slot": 3})


@pytest.mark.parametrize("text", ["{", "[]", '{"plan": 3}'])
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.json").write_text(text)
    with pytest.raises((TypeError, ValueError), match=r"plan.* must .*; got"):
        read_plan(tmp_path / "plan.json")


def test_the_default_plan_is_the_papers_machine() -> None:
    plan = TrainingPlan()
    assert (plan.slots_in_use, plan.slot_width, plan.hidden_size, plan.bits, plan.lengths) == (128, 20, 100, 8, (1, 20))
    assert build_model(plan).num_slots == plan.num_slots
    assert build_model(plan, num_slots=128).num_slots == 128


def test_a_baseline_can_be_planned_and_trained() -> None:
    plan = dataclasses.replace(TINY, controller="baseline")
    assert len(list(train(tiny_model(plan), plan))) == plan.updates
