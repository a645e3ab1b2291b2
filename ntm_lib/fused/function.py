"""The kernels as one differentiable operation on tensors.

What is one product for all steps is done here, by torch: the inputs' share of the controller's sums, the output
layer, and every parameter's gradient.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import linear

from ntm_lib.errors import invalid
from ntm_lib.fused.backward import Gradients, backward
from ntm_lib.fused.sequence import EVERY, History, Weights, forward


class Sequence(torch.autograd.Function):
    """A machine run through a sequence. Gradients flow to inputs, parameters and state, and no further.

    inputs   (time, batch, features)
    sizes    read heads, places of a shift weighting
    keep     whether a gradient will be asked for
    tensors  eight parameters: the controller's weights for the inputs (sums, features) and for what it sees besides
             (sums, seen), its bias; the heads' weights (controls, hidden) and bias; the output's for the reads
             (outputs, read heads * width) and for the hidden vector (outputs, hidden), its bias.
             Four of the state: memory (batch, slots, width), weightings (batch, heads, slots), seen (batch, read heads
             * width + hidden), cells (batch, hidden); `seen` and `cells` are those of `History`

    Returns the logits (time, batch, outputs) and the four tensors of the last state.
    """

    @staticmethod
    def forward(ctx: Any, inputs: Tensor, sizes: tuple[int, int], keep: bool, *tensors: Tensor) -> Any:
        """Run; with `keep`, save what the way back needs."""
        from_inputs, from_seen, bias, to_heads, heads_bias, from_reads, from_hidden, output_bias, *state = tensors
        memory = state[0].mT.clone(memory_format=torch.contiguous_format)
        history = _history(linear(inputs, from_inputs, bias), len(heads_bias), memory, state, keep)
        weights = Weights(_array(from_seen.t()), _array(to_heads.t()))
        forward(weights, _array(heads_bias), _arrays(history), memory.numpy(), *sizes, int(keep))
        logits = linear(history.seen[1:], torch.cat([from_reads, from_hidden], dim=1), output_bias)
        if keep:
            ctx.save_for_backward(inputs, *tensors[:8], *history)
            ctx.sizes = sizes
        return logits, memory.mT, history.weightings[-1].clone(), history.seen[-1].clone(), history.cells[-1].clone()

    @staticmethod
    def backward(ctx: Any, d_logits: Tensor, d_memory: Tensor, *d_state: Tensor) -> Any:
        """From the gradients of logits and last state to those of everything that came in.

        Raises ValueError under `create_graph=True`: what comes out has no history, and would pass for a constant.
        """
        if torch.is_grad_enabled():
            rule = "be False on the fast path (build the NTM with run=ntm_lib.machine.run for gradients of gradients)"
            raise invalid("create_graph", rule, True, "this machine")
        inputs, from_inputs, from_seen, _, to_heads, _, from_reads, from_hidden, _, *kept = ctx.saved_tensors
        history = History(*kept)
        d_outputs = d_logits @ torch.cat([from_reads, from_hidden], dim=1)
        d_weightings, d_seen, d_cells = (grad.clone(memory_format=torch.contiguous_format) for grad in d_state)
        d_memory = d_memory.mT.clone(memory_format=torch.contiguous_format)
        d_sums, d_controls = torch.empty_like(history.sums), torch.empty_like(history.controls)
        grads = Gradients(d_outputs, d_seen, d_cells, d_weightings, d_memory, d_sums, d_controls)
        backward(Weights(_array(from_seen), _array(to_heads)), _arrays(history), _arrays(grads), *ctx.sizes)
        reads, before, after = from_reads.shape[1], history.seen[:-1], history.seen[1:]
        d_input = d_sums @ from_inputs if ctx.needs_input_grad[0] else None
        d_controller = _products(d_sums, inputs), _products(d_sums, before)[:, : from_seen.shape[1]], _sum(d_sums)
        d_heads = _products(d_controls, after)[:, reads:], _sum(d_controls)
        d_output = _products(d_logits, after)
        d_parameters = *d_controller, *d_heads, d_output[:, :reads], d_output[:, reads:], _sum(d_logits)
        return d_input, None, None, *d_parameters, d_memory.mT, d_weightings, d_seen, d_cells


def _history(sums: Tensor, controls: int, memory: Tensor, state: list[Tensor], keep: bool) -> History:
    """Room for a sequence, with the state that it starts from in its first places."""
    _, weightings, seen, cells = state
    time, batch, _ = sums.shape
    steps = time if keep else 0
    history = History(
        sums,
        sums.new_empty(time + 1, *seen.shape),
        sums.new_empty(steps + 1, *cells.shape),
        sums.new_empty(max(1, steps), batch, controls),
        sums.new_empty(steps + 1, *weightings.shape),
        sums.new_empty(-(-steps // EVERY), *memory.shape),
    )
    history.seen[0], history.cells[0], history.weightings[0] = seen, cells, weightings
    return history


def _products(left: Tensor, right: Tensor) -> Tensor:
    """Σ over steps and sequences of left × right: the gradient of a weight matrix."""
    return left.flatten(end_dim=1).t() @ right.flatten(end_dim=1)


def _sum(values: Tensor) -> Tensor:
    return values.sum(dim=(0, 1))


def _array(values: Tensor) -> Any:
    return values.detach().contiguous().numpy()


def _arrays(fields: Any) -> Any:
    return type(fields)(*map(_array, fields))
