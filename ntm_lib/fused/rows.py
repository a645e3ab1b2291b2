"""Arithmetic on rows of numbers: what the equations are made of, in loops that become vector instructions.

All work in place or into an argument, so that a step allocates nothing. Constants take the row's own type: a bare
`1.0` would turn single precision into double, at half the speed.

The exponential and the logarithm of single precision are polynomials, five times as fast as the library's: Cody and
Waite's reduction of the argument, then the minimax coefficients of Moshier's Cephes library (expf, logf).
"""

from __future__ import annotations

import numpy as np

from ntm_lib.fused.compiled import exact_kernel, kernel

F32 = np.float32
LOG2_E, LN2_HIGH, LN2_LOW = F32(1.44269504), F32(0.693359375), F32(-2.12194440e-4)
LOWEST, HIGHEST = F32(-87.3), F32(88.0)  # beyond, the result has no single-precision number
SHIFTER = F32(12582912.0)  # 1.5 * 2^23: a whole number added to it stands in its last bits
LARGEST = F32(3.4028235e38)
ROOT_HALF = np.int32(0x3F3504F3)  # the bits of sqrt(1/2)


@kernel
def dot(left, right):
    """Σ_i left_i right_i"""
    total = left.dtype.type(0)
    for i in range(left.shape[0]):
        total += left[i] * right[i]
    return total


@kernel
def total(values):
    """Σ_i values_i"""
    result = values.dtype.type(0)
    for i in range(values.shape[0]):
        result += values[i]
    return result


@kernel
def add_scaled(out, values, factor):
    """out += factor * values"""
    for i in range(out.shape[0]):
        out[i] += factor * values[i]


@kernel
def scale(values, factor):
    """values *= factor"""
    for i in range(values.shape[0]):
        values[i] *= factor


def _largest(values):
    """The largest of a row. With a NaN among them, any of them: the exponentials that follow pass the NaN on."""
    result = values[0]
    for i in range(values.shape[0]):
        result = values[i] if values[i] > result else result
    return result


largest = kernel(_largest, {"nnan", "nsz", "reassoc"})  # only so does a maximum become vector instructions


@exact_kernel
def exponential_single(values):
    """values = exp(values), to 1e-7; 0 below -87.3, where single precision ends, and 1.7e38 above 88.

    The zero matters: `sharpen_backward` divides what comes of it by a number as small as the smallest there is.
    """
    for i in range(values.shape[0]):
        x = F32(values[i])
        vanishes = x < LOWEST
        x = LOWEST if vanishes else x
        x = HIGHEST if x > HIGHEST else x
        power = np.floor(x * LOG2_E + F32(0.5))
        rest = (x - power * LN2_HIGH) - power * LN2_LOW
        y = F32(1.9875691500e-4)
        y = y * rest + F32(1.3981999507e-3)
        y = y * rest + F32(8.3334519073e-3)
        y = y * rest + F32(4.1665795894e-2)
        y = y * rest + F32(1.6666665459e-1)
        y = y * rest + F32(5.0000001201e-1)
        y = y * (rest * rest) + rest + F32(1)
        bits = F32(power + SHIFTER).view(np.int32)
        y = y * np.int32((bits + np.int32(127)) << np.int32(23)).view(np.float32)
        values[i] = F32(0) if vanishes else y


@exact_kernel
def logarithm_single(values):
    """values = log(values), to 1e-7; NaN for what is not a positive, finite number."""
    for i in range(values.shape[0]):
        x = F32(values[i])
        bits = x.view(np.int32)
        power = np.int32((bits - ROOT_HALF) >> np.int32(23))
        rest = np.int32(bits - np.int32(power << np.int32(23))).view(np.float32) - F32(1)
        y = F32(7.0376836292e-2)
        y = y * rest - F32(1.1514610310e-1)
        y = y * rest + F32(1.1676998740e-1)
        y = y * rest - F32(1.2420140846e-1)
        y = y * rest + F32(1.4249322787e-1)
        y = y * rest - F32(1.6668057665e-1)
        y = y * rest + F32(2.0000714765e-1)
        y = y * rest - F32(2.4999993993e-1)
        y = y * rest + F32(3.3333331174e-1)
        square = rest * rest
        y = y * (rest * square) + F32(power) * LN2_LOW - F32(0.5) * square
        y = y + rest + F32(power) * LN2_HIGH
        values[i] = y if (x > F32(0)) & (x <= LARGEST) else F32(np.nan)


@kernel
def exponential(values):
    """values = exp(values)"""
    if values.itemsize == 4:
        exponential_single(values)
    else:
        for i in range(values.shape[0]):
            values[i] = np.exp(values[i])


@kernel
def logarithm(values):
    """values = log(values)"""
    if values.itemsize == 4:
        logarithm_single(values)
    else:
        for i in range(values.shape[0]):
            values[i] = np.log(values[i])


@kernel
def softmax(values):
    """values = exp(values) / Σ_i exp(values_i)"""
    top = largest(values)
    for i in range(values.shape[0]):
        values[i] -= top
    exponential(values)
    scale(values, values.dtype.type(1) / total(values))


@kernel
def sigmoid(values):
    """values = 1 / (1 + exp(-values))"""
    one = values.dtype.type(1)
    scale(values, -one)
    exponential(values)
    for i in range(values.shape[0]):
        values[i] = one / (one + values[i])


@kernel
def tanh(values):
    """values = 2 / (1 + exp(-2 values)) - 1"""
    one, two = values.dtype.type(1), values.dtype.type(2)
    scale(values, -two)
    exponential(values)
    for i in range(values.shape[0]):
        values[i] = two / (one + values[i]) - one
