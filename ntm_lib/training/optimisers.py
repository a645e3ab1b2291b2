"""What turns a gradient into a change of the parameters: Adam, or the optimiser of the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from ntm_lib.training.plan import TrainingPlan


class GravesRMSProp(Optimizer):
    """RMSProp "in the form described in (Graves, 2013)", which is centred and has momentum (Sec. 4.7).

        n ← 0.95 n + 0.05 g²      ḡ ← 0.95 ḡ + 0.05 g
        Δ ← 0.9 Δ - rate · g / √(n - ḡ² + 0.0001)      w ← w + Δ

    The 0.0001 stands inside the root. `torch.optim.RMSprop` adds its own outside: where the gradient hardly varies,
    the same number there makes steps a hundred times larger.
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float = 1e-4,
        decay: float = 0.95,
        momentum: float = 0.9,
        epsilon: float = 1e-4,
    ) -> None:
        super().__init__(parameters, {"lr": lr, "decay": decay, "momentum": momentum, "epsilon": epsilon})

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> None:  # type: ignore[override]
        """Change every parameter that has a gradient. `closure` is there for torch's sake and not used."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    parameter.add_(self._change(parameter, group))

    def _change(self, parameter: Tensor, group: dict[str, Any]) -> Tensor:
        """Δ for one parameter, from its running means of g² and g and its last Δ."""
        gradient, kept = parameter.grad, self.state[parameter]
        assert gradient is not None
        if not kept:
            kept.update({name: torch.zeros_like(parameter) for name in ("mean_square", "mean", "change")})
        share = 1 - group["decay"]
        kept["mean_square"].lerp_(gradient.square(), share)
        kept["mean"].lerp_(gradient, share)
        spread = (kept["mean_square"] - kept["mean"].square() + group["epsilon"]).sqrt()
        kept["change"].mul_(group["momentum"]).sub_(group["lr"] * gradient / spread)
        return kept["change"]


def build_optimiser(plan: TrainingPlan, model: nn.Module) -> Optimizer:
    """The plan's optimiser for the model's parameters: Adam, or the paper's RMSProp."""
    if plan.optimiser == "adam":
        return torch.optim.Adam(model.parameters(), lr=plan.learning_rate, betas=(0.9, plan.beta2))
    return GravesRMSProp(model.parameters(), lr=plan.learning_rate)
