"""The one form that every error has, and arguments of any shape to provoke them with."""

from __future__ import annotations

import re

import numpy as np
import pytest
import torch

FORM = re.compile(r"^(?P<argument>[\w. ]+?) must (?P<rule>.+); got (?P<value>.+) for (?P<context>.+)\.$", re.DOTALL)


def refused(argument, call, kind=ValueError):
    with pytest.raises(kind) as caught:
        call()
    assert type(caught.value) is kind
    found = FORM.match(str(caught.value))
    assert found, f"not in the one form: {caught.value}"
    assert found["argument"] == argument, str(caught.value)


def t(*shape):
    return torch.rand(shape) + 0.1


def n(*shape):
    return np.random.default_rng(0).uniform(0.1, 1, size=shape)
