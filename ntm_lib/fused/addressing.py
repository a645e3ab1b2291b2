"""Where one head looks, and the way back: each equation of `ntm_lib.addressing` beside its derivative.

Memory is held as (width, slots), so that the slots, of which there are many, lie beside each other. `d_x` is the
gradient of the loss in `x`. The derivative of `address` finds the four intermediate weightings anew from the memory and
the controls: that costs less than to keep them.
"""

from __future__ import annotations

import numpy as np

from ntm_lib.fused.compiled import kernel
from ntm_lib.fused.products import add_outer, add_row_product, row_dots
from ntm_lib.fused.rows import add_scaled, dot, logarithm, scale, softmax

EPSILON = 1e-8  # as in ntm_lib.addressing
SMALLEST_SINGLE, SMALLEST = float(np.finfo(np.float32).tiny), float(np.finfo(np.float64).tiny)
SIMILARITY, CONTENT, GATED, MOVED = 0, 1, 2, 3  # the rows of a head's scratch, `looks`


@kernel
def slot_lengths(memory, lengths):
    """|M(i)| of every slot."""
    for i in range(lengths.shape[0]):
        lengths[i] = 0
    for place in range(memory.shape[0]):
        for i in range(memory.shape[1]):
            lengths[i] += memory[place, i] * memory[place, i]
    for i in range(lengths.shape[0]):
        lengths[i] = np.sqrt(lengths[i])


@kernel
def address(memory, lengths, previous, controls, looks, weighting):
    """One head's new weighting (Fig. 2). `previous` and `weighting` may be the same row."""
    look(memory, lengths, previous, controls, looks)
    sharpen(looks[MOVED], controls[-1], weighting)


@kernel
def look(memory, lengths, previous, controls, looks):
    """The four rows before the weighting: similarity, and what content, gate and shift make of it."""
    width = memory.shape[0]
    cosine_similarity(memory, lengths, controls[:width], looks[SIMILARITY])
    content_weighting(looks[SIMILARITY], controls[width], looks[CONTENT])
    interpolate(looks[CONTENT], previous, controls[width + 1], looks[GATED])
    shift(looks[GATED], controls[width + 2 : -1], looks[MOVED])


@kernel
def cosine_similarity(memory, lengths, key, similarity):
    """Eq. 6: K = u · v / (|u| |v| + ε)"""
    epsilon, length = key.dtype.type(EPSILON), np.sqrt(dot(key, key))
    for i in range(similarity.shape[0]):
        similarity[i] = 0
    add_row_product(key, memory, similarity)
    for i in range(similarity.shape[0]):
        similarity[i] /= lengths[i] * length + epsilon


@kernel
def content_weighting(similarity, key_strength, content):
    """Eq. 5: the softmax of β K"""
    for i in range(content.shape[0]):
        content[i] = key_strength * similarity[i]
    softmax(content)


@kernel
def interpolate(content, previous, gate, gated):
    """Eq. 7: g c + (1 - g) w_{t-1}"""
    rest = content.dtype.type(1) - gate
    for i in range(gated.shape[0]):
        gated[i] = gate * content[i] + rest * previous[i]


@kernel
def shift(gated, shift_weighting, moved):
    """Eq. 8: moved(i) = Σ_o s(o) gated(i - o), on the ring of slots"""
    slots, reach = gated.shape[0], shift_weighting.shape[0] // 2
    for i in range(slots):
        moved[i] = 0
    for place in range(shift_weighting.shape[0]):
        by, share = (place - reach) % slots, shift_weighting[place]
        above, below, start, end = moved[by:], moved[:by], gated[: slots - by], gated[slots - by :]
        for i in range(slots - by):
            above[i] += share * start[i]
        for i in range(by):
            below[i] += share * end[i]


@kernel
def logs(moved, out):
    """log(moved + tiny): a number for an exact zero too"""
    tiny = moved.dtype.type(SMALLEST_SINGLE if moved.itemsize == 4 else SMALLEST)
    for i in range(out.shape[0]):
        out[i] = moved[i] + tiny
    logarithm(out)


@kernel
def sharpen(moved, sharpening, weighting):
    """Eq. 9: the softmax of γ log(moved)"""
    logs(moved, weighting)
    scale(weighting, sharpening)
    softmax(weighting)


@kernel
def sharpen_backward(moved, sharpening, weighting, d_weighting, logarithms, d_moved):
    """With u = w (dw - <w, dw>): dγ = <u, log moved>, d_moved = γ u / moved. Returns dγ."""
    tiny = moved.dtype.type(SMALLEST_SINGLE if moved.itemsize == 4 else SMALLEST)
    logs(moved, logarithms)
    mean = dot(weighting, d_weighting)
    for i in range(d_moved.shape[0]):
        d_moved[i] = weighting[i] * (d_weighting[i] - mean)
    d_sharpening = dot(d_moved, logarithms)
    for i in range(d_moved.shape[0]):
        d_moved[i] *= sharpening / (moved[i] + tiny)
    return d_sharpening


@kernel
def shift_backward(gated, shift_weighting, d_moved, d_gated, d_shift_weighting):
    """d_gated(i) = Σ_o s(o) d_moved(i + o);  ds(o) = Σ_i d_moved(i) gated(i - o)"""
    slots, reach = gated.shape[0], shift_weighting.shape[0] // 2
    for i in range(slots):
        d_gated[i] = 0
    for place in range(shift_weighting.shape[0]):
        by, share, d_share = (place - reach) % slots, shift_weighting[place], gated.dtype.type(0)
        above, below, start, end = d_moved[by:], d_moved[:by], gated[: slots - by], gated[slots - by :]
        d_start, d_end = d_gated[: slots - by], d_gated[slots - by :]
        for i in range(slots - by):
            d_start[i] += share * above[i]
            d_share += start[i] * above[i]
        for i in range(by):
            d_end[i] += share * below[i]
            d_share += end[i] * below[i]
        d_shift_weighting[place] = d_share


@kernel
def interpolate_backward(content, previous, gate, d_gated, d_previous):
    """d_previous = (1 - g) d_gated; d_gated becomes d_content = g d_gated. Returns dg = <d_gated, c - w_{t-1}>."""
    rest = content.dtype.type(1) - gate
    d_gate = dot(d_gated, content) - dot(d_gated, previous)
    for i in range(d_gated.shape[0]):
        d_previous[i] = rest * d_gated[i]
        d_gated[i] *= gate
    return d_gate


@kernel
def content_weighting_backward(similarity, key_strength, content, d_content):
    """With y = c (dc - <c, dc>): d_content becomes d_similarity = β y. Returns dβ = <y, K>."""
    mean = dot(content, d_content)
    for i in range(d_content.shape[0]):
        d_content[i] = content[i] * (d_content[i] - mean)
    d_strength = dot(d_content, similarity)
    scale(d_content, key_strength)
    return d_strength


@kernel
def cosine_similarity_backward(memory, lengths, key, similarity, d_similarity, d_key, d_memory, d_lengths):
    """With x_i = d_similarity_i / (|M_i| |k| + ε), which d_similarity becomes:

    dk = Σ_i x_i (M_i - K_i |M_i| k/|k|);  dM_i += x_i k;  d|M_i| -= x_i K_i |k|
    """
    epsilon, length = key.dtype.type(EPSILON), np.sqrt(dot(key, key))
    d_length = key.dtype.type(0)
    for i in range(d_similarity.shape[0]):
        d_similarity[i] /= lengths[i] * length + epsilon
        d_lengths[i] -= d_similarity[i] * similarity[i] * length
        d_length -= d_similarity[i] * similarity[i] * lengths[i]
    along = d_length / length if length > 0 else length
    row_dots(memory, d_similarity, d_key)
    add_scaled(d_key, key, along)
    add_outer(d_memory, key, d_similarity)


@kernel
def slot_lengths_backward(memory, lengths, d_lengths, d_memory):
    """dM_i += d|M_i| M_i / |M_i|; nothing for a slot of zeros. `d_lengths` is used up."""
    zero = lengths.dtype.type(0)
    for i in range(lengths.shape[0]):
        d_lengths[i] = zero if lengths[i] == zero else d_lengths[i] / lengths[i]
    for place in range(memory.shape[0]):
        for i in range(memory.shape[1]):
            d_memory[place, i] += d_lengths[i] * memory[place, i]


@kernel
def address_backward(memory, lengths, previous, controls, weighting, d_weighting, d_controls, d_memory, rows):
    """The way back through one head. d_weighting becomes d_previous; d_memory is added to.

    rows  seven rows of scratch; the first, d|M_i|, is added to as well: see `slot_lengths_backward`
    """
    width = memory.shape[0]
    d_lengths, first, second, looks = rows[0], rows[1], rows[2], rows[3:7]
    look(memory, lengths, previous, controls, looks)
    shifts = controls[width + 2 : -1]
    d_controls[-1] = sharpen_backward(looks[MOVED], controls[-1], weighting, d_weighting, second, first)
    shift_backward(looks[GATED], shifts, first, second, d_controls[width + 2 : -1])
    d_controls[width + 1] = interpolate_backward(looks[CONTENT], previous, controls[width + 1], second, d_weighting)
    d_controls[width] = content_weighting_backward(looks[SIMILARITY], controls[width], looks[CONTENT], second)
    cosine_similarity_backward(
        memory, lengths, controls[:width], looks[SIMILARITY], second, d_controls[:width], d_memory, d_lengths
    )
