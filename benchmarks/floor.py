"""A yardstick: what a step costs that has no memory at all, only the controller and the output layer.

An `LSTMCell` of the machine's size sees the input and, where a machine has what it read, zeros; a linear layer turns
its hidden vector into logits. No NTM with such a controller, in such a loop, can be cheaper.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import pad


class Floor(nn.Module):
    """`LSTMCell(input_size + reads, hidden_size)` and `Linear(hidden_size, output_size)`, one step at a time."""

    def __init__(self, input_size: int, output_size: int, hidden_size: int, reads: int) -> None:
        super().__init__()
        self.reads = reads
        self.cell = nn.LSTMCell(input_size + reads, hidden_size)
        self.output = nn.Linear(hidden_size, output_size)

    def forward(self, inputs: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """A whole sequence `(time, batch, features)`: the logits of every step, and (hidden, cell) after the last."""
        hidden = inputs.new_zeros(inputs.shape[1], self.cell.hidden_size)
        cell = torch.zeros_like(hidden)
        answers = []
        for x in pad(inputs, (0, self.reads)):
            hidden, cell = self.cell(x, (hidden, cell))
            answers.append(self.output(hidden))
        return torch.stack(answers), (hidden, cell)
