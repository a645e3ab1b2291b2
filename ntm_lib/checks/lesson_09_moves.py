"""A training step as its moves, in any order: what the known mistakes of 9.3 are made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils import clip_grad_norm_

from ntm_lib.scoring import bits_per_sequence

RIGHT = "zero run backward clip step"


def loss_of(logits: Tensor, batch: Any) -> Tensor:
    """The right loss: bits an answered bit."""
    bits = bits_per_sequence(logits, batch.targets, batch.mask)
    return bits.sum() / (batch.mask.sum() * batch.targets.shape[-1])


def step_of(
    moves: str,
    loss: Callable[[Tensor, Any], Tensor] = loss_of,
    clip_with: Callable[..., Any] = clip_grad_norm_,
    again: bool = False,
) -> Callable[..., float]:
    """A training step of the named moves, in the named order. `again`: the loss is that of the changed model."""

    def training_step(model: nn.Module, batch: Any, optimiser: torch.optim.Optimizer, clip: float) -> float:
        value = torch.zeros(())
        for move in moves.split():
            if move == "zero":
                optimiser.zero_grad()
            elif move == "run":
                value = loss(model(batch.inputs)[0], batch)
            elif move == "backward":
                value.backward(retain_graph=True)  # for those that go backward twice
            elif move == "climb":
                (-value).backward()
            elif move == "clip":
                clip_with(model.parameters(), clip)
            elif move == "step":
                optimiser.step()
        return (loss(model(batch.inputs)[0], batch) if again else value).item()

    return training_step
