"""A row of raw controls squashed into range, and the way back (Sec. 3.3); the layout is that of `ntm_lib.heads.Heads`.

First every head's address, one after the other: key (width), key strength, gate, shift weighting (shifts), sharpening.
Then every write head's erase vector and add vector. A derivative is found from the squashed number alone, so that the
raw one need not be kept.
"""

from __future__ import annotations

import math

import numpy as np

from ntm_lib.fused.compiled import kernel
from ntm_lib.fused.rows import dot, largest, sigmoid


@kernel
def squash(controls, heads, write_heads, width, shifts):
    """Raw numbers to controls, in place."""
    size, one = width + shifts + 3, controls.dtype.type(1)
    for head in range(heads):
        one_head = controls[head * size : (head + 1) * size]
        one_head[width] = _softplus(one_head[width])
        one_head[width + 1] = one / (one + np.exp(-one_head[width + 1]))
        _shares(one_head[width + 2 : width + 2 + shifts])
        one_head[size - 1] = one + _softplus(one_head[size - 1])
    for head in range(write_heads):
        start = heads * size + head * 2 * width
        sigmoid(controls[start : start + width])


@kernel
def squash_backward(controls, d_controls, heads, write_heads, width, shifts):
    """The gradient of the controls to that of the raw numbers, in place."""
    size, one = width + shifts + 3, controls.dtype.type(1)
    for head in range(heads):
        value, grad = controls[head * size : (head + 1) * size], d_controls[head * size : (head + 1) * size]
        grad[width] *= _softplus_slope(value[width])
        grad[width + 1] *= value[width + 1] * (one - value[width + 1])
        _softmax_backward(value[width + 2 : width + 2 + shifts], grad[width + 2 : width + 2 + shifts])
        grad[size - 1] *= _softplus_slope(value[size - 1] - one)
    for head in range(write_heads):
        start = heads * size + head * 2 * width
        _sigmoid_backward(controls[start : start + width], d_controls[start : start + width])


@kernel
def _shares(values):
    """softmax, of so few numbers that vector instructions would not help"""
    top, whole = largest(values), values.dtype.type(0)
    for i in range(values.shape[0]):
        values[i] = np.exp(values[i] - top)
        whole += values[i]
    for i in range(values.shape[0]):
        values[i] /= whole


@kernel
def _softplus(raw):
    """log(1 + exp(raw)), and `raw` itself above 20, as in torch."""
    return raw if raw > 20 else math.log1p(math.exp(raw))


@kernel
def _softplus_slope(value):
    """1 - exp(-value), the sigmoid of what softplus made `value` of; above 20 it is 1, as in torch."""
    slope = -math.expm1(-value)
    return slope / slope if value > 20 else slope


@kernel
def _sigmoid_backward(values, grads):
    one = values.dtype.type(1)
    for i in range(values.shape[0]):
        grads[i] *= values[i] * (one - values[i])


@kernel
def _softmax_backward(values, grads):
    mean = dot(values, grads)
    for i in range(values.shape[0]):
        grads[i] = values[i] * (grads[i] - mean)
