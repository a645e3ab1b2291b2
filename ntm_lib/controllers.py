"""The network between input, heads and output (Sec. 3.4): feed-forward, or an LSTM with a memory of its own.

`FeedForwardController(100)` and `LSTMController(100)` are descriptions. The machine builds the network for its own
sizes, so that one description may be given to several machines. A description of your own needs the same two
things: `hidden_size`, and `build(input_size)` that returns a module with `forward(inputs, read_vectors, state)
-> (hidden, state)` and `initial_state(batch_size)`.

The paper leaves the non-linearity of the feed-forward controller open; here it is tanh.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from ntm_lib.errors import check_count

ControllerState = tuple[Tensor, ...]


class FeedForwardNetwork(nn.Module):
    """One tanh layer over the input and what was read: it remembers nothing but what is in the memory."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.layer = nn.Linear(input_size, hidden_size)

    def initial_state(self, batch_size: int) -> ControllerState:
        """No state: an empty tuple."""
        return ()

    def forward(
        self,
        inputs: Float[Tensor, "batch features"],
        read_vectors: Float[Tensor, "batch heads width"],
        state: ControllerState = (),
    ) -> tuple[Float[Tensor, "batch hidden"], ControllerState]:
        """The hidden vector of this step, and the unchanged empty state."""
        return torch.tanh(self.layer(_beside(inputs, read_vectors))), state


class LSTMNetwork(nn.Module):
    """One LSTM cell over the input and what was read. Its first hidden and cell vectors are learned biases."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.cell = nn.LSTMCell(input_size, hidden_size)
        self.initial_hidden = nn.Parameter(torch.zeros(hidden_size))
        self.initial_cell = nn.Parameter(torch.zeros(hidden_size))

    def initial_state(self, batch_size: int) -> ControllerState:
        """(hidden, cell), each `(batch, hidden)`: the learned biases that a sequence starts from (Sec. 4)."""
        return self.initial_hidden.expand(batch_size, -1), self.initial_cell.expand(batch_size, -1)

    def forward(
        self,
        inputs: Float[Tensor, "batch features"],
        read_vectors: Float[Tensor, "batch heads width"],
        state: ControllerState,
    ) -> tuple[Float[Tensor, "batch hidden"], ControllerState]:
        """The hidden vector of this step (the LSTM's output, not its cell), and (hidden, cell)."""
        hidden, cell = self.cell(_beside(inputs, read_vectors), (state[0], state[1]))
        return hidden, (hidden, cell)


@dataclass(frozen=True)
class FeedForwardController:
    """Describes a feed-forward controller of `hidden_size` tanh units."""

    hidden_size: int

    def __post_init__(self) -> None:
        check_count("hidden_size", self.hidden_size, "FeedForwardController")

    def build(self, input_size: int) -> FeedForwardNetwork:
        """The network for inputs and read vectors of `input_size` numbers together."""
        return FeedForwardNetwork(input_size, self.hidden_size)


@dataclass(frozen=True)
class LSTMController:
    """Describes an LSTM controller of `hidden_size` units."""

    hidden_size: int

    def __post_init__(self) -> None:
        check_count("hidden_size", self.hidden_size, "LSTMController")

    def build(self, input_size: int) -> LSTMNetwork:
        """The network for inputs and read vectors of `input_size` numbers together."""
        return LSTMNetwork(input_size, self.hidden_size)


def _beside(inputs: Tensor, read_vectors: Tensor) -> Tensor:
    """What a controller sees: the input with every head's last read laid beside it."""
    return torch.cat([inputs, read_vectors.flatten(start_dim=1)], dim=-1)
