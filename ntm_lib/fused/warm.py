"""Compile the kernels ahead of time, so that no lesson waits for it."""

from __future__ import annotations

import torch

from ntm_lib.controllers import FeedForwardNetwork
from ntm_lib.fused.machine_parts import missing, run
from ntm_lib.heads import Heads


def warm_up() -> str | None:
    """Compile the kernels for single precision, or load what was compiled before. Some twenty seconds, or one.

    Returns None, or the reason why there is nothing to compile. torch's random generator stays as it is.
    """
    reason = missing()
    if reason is None:
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            controller, heads = FeedForwardNetwork(2, 2), Heads(2, 1, 1, 1, 1)
            weighting = torch.ones(1, 1, 1)
            state = torch.ones(1, 1, 1), weighting, weighting, torch.ones(1, 1, 1), ()
            logits, _ = run(controller, heads, torch.nn.Linear(3, 1), torch.ones(1, 1, 1), state)
            logits.sum().backward()
    return reason
