"""From the controller's hidden vector to every head's controls, each squashed into its legal range (Sec. 3.3).

The paper leaves the activations of key and add vector open. Both are linear here: tanh on the add vector was
measured to need two to three times the updates on the copy task.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import softplus


class Controls(NamedTuple):
    """What a controller says to its heads in one step. A read head has no erase and no add vector."""

    key: Float[Tensor, "*batch width"]  # k_t, real
    key_strength: Float[Tensor, "*batch"]  # β_t > 0
    gate: Float[Tensor, "*batch"]  # g_t in (0, 1)
    shift_weighting: Float[Tensor, "*batch shifts"]  # s_t, simplex over -R ... +R
    sharpening: Float[Tensor, "*batch"]  # γ_t ≥ 1
    erase_vector: Float[Tensor, "*batch width"] | None = None  # e_t in (0, 1)
    add_vector: Float[Tensor, "*batch width"] | None = None  # a_t, real


def squash(raw: Controls) -> Controls:
    """Bring a network's raw numbers into each control's legal range (Sec. 3.3).

    key and add vector  as they are
    key_strength        softplus      > 0
    gate, erase vector  sigmoid       (0, 1)
    shift_weighting     softmax       simplex, over its last axis
    sharpening          1 + softplus  ≥ 1
    """
    return Controls(
        key=raw.key,
        key_strength=softplus(raw.key_strength),
        gate=torch.sigmoid(raw.gate),
        shift_weighting=torch.softmax(raw.shift_weighting, dim=-1),
        sharpening=1 + softplus(raw.sharpening),
        erase_vector=None if raw.erase_vector is None else torch.sigmoid(raw.erase_vector),
        add_vector=raw.add_vector,
    )


def read_part(controls: Controls, num_read_heads: int) -> Controls:
    """The read heads' controls out of `Heads`' joint ones."""
    key, key_strength, gate, shift_weighting, sharpening = (field[:, :num_read_heads] for field in controls[:5])
    return Controls(key, key_strength, gate, shift_weighting, sharpening)


def write_part(controls: Controls, num_read_heads: int) -> Controls:
    """The write heads' controls out of `Heads`' joint ones, erase and add vectors included."""
    key, key_strength, gate, shift_weighting, sharpening = (field[:, num_read_heads:] for field in controls[:5])
    erase_vector, add_vector = controls.erase_vector, controls.add_vector
    return Controls(key, key_strength, gate, shift_weighting, sharpening, erase_vector, add_vector)


class Heads(nn.Module):
    """All heads of a machine, read heads first: two linear layers, split into fields, then squashed.

    One layer gives what every head needs to address the memory, one what the write heads put there.
    """

    def __init__(
        self,
        hidden_size: int,
        slot_width: int,
        num_read_heads: int,
        num_write_heads: int,
        max_shift: int,
        squash: Callable[[Controls], Controls] = squash,
    ) -> None:
        super().__init__()
        self.num_heads = num_read_heads + num_write_heads
        self.num_write_heads = num_write_heads
        self.address_sizes = [slot_width, 1, 1, 2 * max_shift + 1, 1]
        self.write_sizes = [slot_width, slot_width]
        self.addressing = nn.Linear(hidden_size, self.num_heads * sum(self.address_sizes))
        self.writing = nn.Linear(hidden_size, num_write_heads * sum(self.write_sizes))
        self._squash = squash

    def forward(self, hidden: Float[Tensor, "batch hidden"]) -> Controls:
        """Joint controls, squashed.

        The first five fields are `(batch, read + write heads, …)`, the last two `(batch, write heads, width)`.
        """
        fields = self.addressing(hidden).unflatten(-1, (self.num_heads, -1)).split(self.address_sizes, dim=-1)
        writes = self.writing(hidden).unflatten(-1, (self.num_write_heads, -1)).split(self.write_sizes, dim=-1)
        key, key_strength, gate, shift_weighting, sharpening = fields
        raw = Controls(
            key, key_strength.squeeze(-1), gate.squeeze(-1), shift_weighting, sharpening.squeeze(-1), *writes
        )
        return self._squash(raw)
