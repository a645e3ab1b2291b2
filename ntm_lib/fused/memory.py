"""Reading and writing one memory (width, slots) with all heads, and the way back (Eq. 2 to 4).

Several write heads: all erase, then all add. `writes` is the part of a squashed row of controls that holds the erase
and the add vector of each write head in turn, see `ntm_lib.fused.heads`.
"""

from __future__ import annotations

from ntm_lib.fused.compiled import kernel
from ntm_lib.fused.products import add_outer, add_row_product, row_dots


@kernel
def read(memory, weighting, read_vector):
    """r = Σ_i w(i) M(i)"""
    row_dots(memory, weighting, read_vector)


@kernel
def read_backward(memory, weighting, d_read_vector, d_weighting, d_memory):
    """dw(i) += dr · M(i);  dM(i) += w(i) dr"""
    add_row_product(d_read_vector, memory, d_weighting)
    add_outer(d_memory, d_read_vector, weighting)


@kernel
def write(memory, weightings, writes):
    """M' = M Π_j (1 - e_j w_j) + Σ_j a_j w_j, in place"""
    width = memory.shape[0]
    for head in range(weightings.shape[0]):
        erase(memory, weightings[head], erase_vector(writes, head, width))
    for head in range(weightings.shape[0]):
        add_outer(memory, add_vector(writes, head, width), weightings[head])


@kernel
def erase_vector(writes, head, width):
    """e_j, a view"""
    return writes[2 * head * width : (2 * head + 1) * width]


@kernel
def add_vector(writes, head, width):
    """a_j, a view"""
    return writes[(2 * head + 1) * width : (2 * head + 2) * width]


@kernel
def erase(memory, weighting, vector):
    """M(i) [1 - w(i) e], in place"""
    one = memory.dtype.type(1)
    for place in range(memory.shape[0]):
        e = vector[place]
        for i in range(memory.shape[1]):
            memory[place, i] *= one - e * weighting[i]


@kernel
def write_backward(memory, weightings, writes, d_memory, d_weightings, d_writes, before):
    """The way back through `write`: d_memory becomes the gradient of the memory before.

    da_j = Σ dM' w_j;  dw_j += a_j · dM'; then the erasing, last head first. The other heads' factors are multiplied,
    not divided out: 1 - e w may be zero. `before` is room for the memory as each head but the first found it.
    """
    width, heads = memory.shape[0], weightings.shape[0]
    for head in range(heads):
        row_dots(d_memory, weightings[head], add_vector(d_writes, head, width))
        add_row_product(add_vector(writes, head, width), d_memory, d_weightings[head])
    for head in range(heads - 1):
        before[head] = memory if head == 0 else before[head - 1]
        erase(before[head], weightings[head], erase_vector(writes, head, width))
    for head in range(heads - 1, -1, -1):
        found = memory if head == 0 else before[head - 1]
        vector, d_vector = erase_vector(writes, head, width), erase_vector(d_writes, head, width)
        erase_backward(found, weightings[head], vector, d_memory, d_weightings[head], d_vector)


@kernel
def erase_backward(memory, weighting, vector, d_memory, d_weighting, d_vector):
    """With Q = dM' M:  dw(i) -= e · Q(i);  de = -Σ_i Q(i) w(i);  d_memory *= 1 - e w"""
    one = memory.dtype.type(1)
    for place in range(memory.shape[0]):
        e, d_e = vector[place], memory.dtype.type(0)
        for i in range(memory.shape[1]):
            q = d_memory[place, i] * memory[place, i]
            d_weighting[i] -= e * q
            d_e -= q * weighting[i]
            d_memory[place, i] *= one - e * weighting[i]
        d_vector[place] = d_e
