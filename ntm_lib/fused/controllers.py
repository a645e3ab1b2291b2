"""The two controllers on one row: from raw sums to a hidden vector, and the way back."""

from __future__ import annotations

from ntm_lib.fused.compiled import kernel
from ntm_lib.fused.rows import sigmoid, tanh


@kernel
def lstm(gates, previous, cell, hidden):
    """The four raw sums (input, forget, new, output), made gates in place, to a cell and a hidden vector.

    c = f c_{t-1} + i n;  h = o tanh(c)
    """
    size = hidden.shape[0]
    sigmoid(gates[: 2 * size])
    tanh(gates[2 * size : 3 * size])
    sigmoid(gates[3 * size :])
    enter, keep, new, show = gates[:size], gates[size : 2 * size], gates[2 * size : 3 * size], gates[3 * size :]
    for i in range(size):
        cell[i] = keep[i] * previous[i] + enter[i] * new[i]
        hidden[i] = cell[i]
    tanh(hidden)
    for i in range(size):
        hidden[i] *= show[i]


@kernel
def lstm_backward(gates, previous, cell, d_hidden, d_cell, d_sums, squashed):
    """From dL/dh and dL/dc to the gradient of the raw sums; d_cell becomes dL/dc_{t-1}.

    squashed  scratch, as long as the cell
    """
    size, one = cell.shape[0], cell.dtype.type(1)
    enter, keep, new, show = gates[:size], gates[size : 2 * size], gates[2 * size : 3 * size], gates[3 * size :]
    d_enter, d_keep = d_sums[:size], d_sums[size : 2 * size]
    d_new, d_show = d_sums[2 * size : 3 * size], d_sums[3 * size :]
    for i in range(size):
        squashed[i] = cell[i]
    tanh(squashed)
    for i in range(size):
        d_show[i] = d_hidden[i] * squashed[i] * show[i] * (one - show[i])
        d_cell[i] += d_hidden[i] * show[i] * (one - squashed[i] * squashed[i])
        d_enter[i] = d_cell[i] * new[i] * enter[i] * (one - enter[i])
        d_keep[i] = d_cell[i] * previous[i] * keep[i] * (one - keep[i])
        d_new[i] = d_cell[i] * enter[i] * (one - new[i] * new[i])
        d_cell[i] *= keep[i]


@kernel
def feedforward(sums, hidden):
    """h = tanh(sums)"""
    for i in range(hidden.shape[0]):
        hidden[i] = sums[i]
    tanh(hidden)


@kernel
def feedforward_backward(hidden, d_hidden, d_sums):
    """d_sums = d_hidden (1 - h²)"""
    one = hidden.dtype.type(1)
    for i in range(hidden.shape[0]):
        d_sums[i] = d_hidden[i] * (one - hidden[i] * hidden[i])
