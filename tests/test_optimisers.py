"""The optimiser's equations worked out by hand."""

from __future__ import annotations

import dataclasses
import math

import pytest
import torch

from ntm_lib.training import (
    GravesRMSProp,
    build_optimiser,
)
from tiny_training import TINY, tiny_model


def test_rmsprop_by_hand() -> None:
    """Two steps on one number, gradients 2 and -1, against Graves 2013 worked out with plain floats."""
    weight = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
    optimiser = GravesRMSProp([weight], lr=0.1)
    n = mean = change = 0.0
    expected = 1.0
    for gradient in (2.0, -1.0):
        weight.grad = torch.tensor([gradient], dtype=torch.float64)
        optimiser.step()
        n = 0.95 * n + 0.05 * gradient**2
        mean = 0.95 * mean + 0.05 * gradient
        change = 0.9 * change - 0.1 * gradient / math.sqrt(n - mean**2 + 1e-4)
        expected += change
        assert weight.item() == pytest.approx(expected, abs=1e-12)


def test_rmsprop_keeps_its_epsilon_inside_the_root() -> None:
    """A tiny gradient: inside, the divisor is sqrt(1e-4) = 0.01; outside it would be 1e-4 and the step 100 times."""
    weight = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    weight.grad = torch.full((1,), 1e-8, dtype=torch.float64)
    GravesRMSProp([weight], lr=1.0).step()
    assert weight.item() == pytest.approx(-1e-8 / 0.01, rel=1e-6)


def test_the_plan_picks_the_optimiser() -> None:
    model = tiny_model()
    adam = build_optimiser(TINY, model)
    assert isinstance(adam, torch.optim.Adam)
    assert adam.defaults["betas"] == (0.9, TINY.beta2)
    assert isinstance(build_optimiser(dataclasses.replace(TINY, optimiser="rmsprop"), model), GravesRMSProp)
