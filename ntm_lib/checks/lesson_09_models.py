"""Tiny models that keep a diary: what a training step does to them, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from ntm_lib.controllers import FeedForwardController
from ntm_lib.machine import NTM


class _Watched(nn.Module):
    """A model around another one. `events` grows by "forward", "backward", and "parameters" when they are asked for."""

    def __init__(self, inner: nn.Module, events: list[str]) -> None:
        super().__init__()
        self.inner = inner
        self._events = events

    def forward(self, inputs: Tensor, state: Any = None) -> tuple[Tensor, Any]:
        """As the inner model's."""
        self._events.append("forward")
        logits, state = self.inner(inputs, state)
        if logits.requires_grad:
            logits.register_hook(lambda gradient: self._events.append("backward"))
        return logits, state

    def parameters(self, recurse: bool = True) -> Iterator[nn.Parameter]:
        """The inner model's; clipping asks for them."""
        self._events.append("parameters")
        return super().parameters(recurse)


class _Linear(nn.Module):
    """One linear layer over the mean of what was shown so far, so that all its parameters matter; it has no state."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(3, 2)

    def forward(self, inputs: Tensor, state: Any = None) -> tuple[Tensor, None]:
        """Logits of every step."""
        steps = torch.arange(1, len(inputs) + 1).view(-1, 1, 1)
        return self.layer(inputs.cumsum(dim=0) / steps), None


def watched_linear(events: list[str]) -> nn.Module:
    """A linear model for vectors of two bits."""
    return _Watched(_Linear(), events)


def watched_machine(events: list[str]) -> nn.Module:
    """An NTM of 4 slots for vectors of two bits."""
    return _Watched(NTM(3, 2, FeedForwardController(5), num_slots=4, slot_width=3), events)
