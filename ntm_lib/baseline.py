"""The network that the paper compares the NTM with: three stacked LSTM layers and no external memory (Sec. 4.6).

The wiring is read off the paper's Table 3: with the input wired to every layer, every layer wired to the output,
one bias a gate and learned initial states, the number of parameters is 20 H² + 12 H I + 18 H + O (3 H + 1). For the
copy task of the paper (10 inputs, 9 outputs, H = 256) that is 1,352,969, as printed. The paper does not draw it.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn

from ntm_lib.errors import check_axes, check_count, check_shape, check_width, invalid, wrong_type


class LSTMState(NamedTuple):
    """What the baseline carries from one step to the next."""

    hidden: Float[Tensor, "layers batch hidden"]
    cell: Float[Tensor, "layers batch hidden"]


class LSTMBaseline(nn.Module):
    """Stacked LSTM layers, called as an NTM is: `logits, state = baseline(inputs, state=None)`.

    input_size, output_size  numbers a step takes in; logits a step gives out
    hidden_size, num_layers  256 and 3 for the paper's copy task

    Raises TypeError or ValueError for sizes that are not whole numbers of at least 1.
    """

    def __init__(self, input_size: int, output_size: int, hidden_size: int = 256, num_layers: int = 3) -> None:
        super().__init__()
        self.input_size = check_count("input_size", input_size, "LSTMBaseline")
        self.output_size = check_count("output_size", output_size, "LSTMBaseline")
        self.hidden_size = check_count("hidden_size", hidden_size, "LSTMBaseline")
        self.num_layers = check_count("num_layers", num_layers, "LSTMBaseline")
        below = [0] + [hidden_size] * (num_layers - 1)
        sizes = [input_size + hidden_size + size for size in below]
        self.layers = nn.ModuleList(nn.Linear(size, 4 * hidden_size) for size in sizes)
        self.output = nn.Linear(num_layers * hidden_size, output_size)
        self.initial_hidden = nn.Parameter(torch.zeros(num_layers, hidden_size))
        self.initial_cell = nn.Parameter(torch.zeros(num_layers, hidden_size))

    def initial_state(self, batch_size: int) -> LSTMState:
        """The learned state before the first step."""
        check_count("batch_size", batch_size, "initial_state", minimum=0)
        hidden, cell = self.initial_hidden.unsqueeze(1), self.initial_cell.unsqueeze(1)
        return LSTMState(hidden.expand(-1, batch_size, -1), cell.expand(-1, batch_size, -1))

    def step(
        self, inputs: Float[Tensor, "batch features"], state: LSTMState
    ) -> tuple[Float[Tensor, "batch bits"], LSTMState]:
        """One time step, layer by layer, each seeing the input, itself a step ago and the layer below.

        Raises TypeError or ValueError for inputs or a state that do not fit.
        """
        self._check_inputs("(batch, features)", inputs)
        self._check_state(inputs.shape[0], state)
        return self._step(inputs, state)

    def _step(self, inputs: Tensor, state: LSTMState) -> tuple[Tensor, LSTMState]:
        hidden, cells = [], []
        below: list[Tensor] = []
        for layer, last_hidden, last_cell in zip(self.layers, state.hidden, state.cell, strict=True):
            gates = layer(torch.cat([inputs, last_hidden, *below], dim=-1))
            now, cell = lstm_cell(gates, last_cell)
            hidden.append(now)
            cells.append(cell)
            below = [now]
        return self.output(torch.cat(hidden, dim=-1)), LSTMState(torch.stack(hidden), torch.stack(cells))

    def forward(
        self, inputs: Float[Tensor, "time batch features"], state: LSTMState | None = None
    ) -> tuple[Float[Tensor, "time batch bits"], LSTMState]:
        """A whole sequence, from `state` or from the learned one.

        Raises TypeError or ValueError for inputs or a state that do not fit.
        """
        self._check_inputs("(time, batch, features)", inputs)
        if inputs.shape[0] == 0:
            raise invalid("inputs", "have at least one time step", tuple(inputs.shape), "a sequence")
        state = self.initial_state(inputs.shape[1]) if state is None else state
        self._check_state(inputs.shape[1], state)
        hidden, cells = [], []
        below: list[Tensor] = []
        for layer, first_hidden, first_cell in zip(self.layers, state.hidden, state.cell, strict=True):
            seen = torch.cat([inputs, *below], dim=-1)
            now, cell = self._whole_layer(layer, seen, first_hidden, first_cell)
            hidden.append(now)
            cells.append(cell)
            below = [now]
        last = torch.stack([layer[-1] for layer in hidden])
        return self.output(torch.cat(hidden, dim=-1)), LSTMState(last, torch.stack(cells))

    def _whole_layer(self, layer: nn.Module, seen: Tensor, hidden: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
        """One layer over all steps, as torch's own LSTM: (hidden of every step, last cell).

        No layer sees a layer above, so that they can be run one after the other, each over the whole sequence: the
        numbers of `_step` in a third of its time. The columns of the weight are inputs, hidden, below, as in `_step`;
        `seen` is inputs and below.
        """
        weight, bias = layer.get_parameter("weight"), layer.get_parameter("bias")
        own = slice(self.input_size, self.input_size + self.hidden_size)
        from_hidden = weight[:, own]
        from_inputs = torch.cat([weight[:, : own.start], weight[:, own.stop :]], dim=1)
        parameters = (from_inputs, from_hidden.contiguous(), bias, torch.zeros_like(bias))
        state = (hidden.unsqueeze(0).contiguous(), cell.unsqueeze(0).contiguous())
        outputs, _, last_cell = torch.lstm(seen, state, parameters, True, 1, 0.0, torch.is_grad_enabled(), False, False)
        return outputs, last_cell.squeeze(0)

    def _check_inputs(self, axes: str, inputs: Tensor) -> None:
        if not isinstance(inputs, Tensor):
            raise wrong_type("inputs", "be a torch tensor", type(inputs).__name__, "LSTMBaseline")
        check_axes("inputs", inputs.shape, axes, "LSTMBaseline")
        check_width("inputs", inputs.shape[-1], self.input_size, "LSTMBaseline's input_size")
        if inputs.dtype != self.initial_hidden.dtype:
            raise wrong_type("inputs", f"have dtype {self.initial_hidden.dtype}", inputs.dtype, "LSTMBaseline")

    def _check_state(self, batch_size: int, state: LSTMState) -> None:
        if not isinstance(state, LSTMState):
            raise wrong_type("state", "be an LSTMState", type(state).__name__, "LSTMBaseline")
        expected = (self.num_layers, batch_size, self.hidden_size)
        for name, values in zip(state._fields, state, strict=True):
            check_shape(f"state.{name}", values.shape, expected, "this baseline and these inputs")
            if values.dtype != self.initial_hidden.dtype:
                raise wrong_type(
                    f"state.{name}", f"have dtype {self.initial_hidden.dtype}", values.dtype, "LSTMBaseline"
                )


def lstm_cell(
    gates: Float[Tensor, "batch four_hidden"], cell: Float[Tensor, "batch hidden"]
) -> tuple[Float[Tensor, "batch hidden"], Float[Tensor, "batch hidden"]]:
    """The cell without peepholes: from four raw gates (input, forget, new, output) to (hidden, cell)."""
    enter, keep, new, show = gates.chunk(4, dim=-1)
    cell = torch.sigmoid(keep) * cell + torch.sigmoid(enter) * torch.tanh(new)
    return torch.sigmoid(show) * torch.tanh(cell), cell
