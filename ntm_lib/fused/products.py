"""Products of a few rows with a matrix: as fast here as the processor can multiply.

Four rows of `left` and four of `right` are taken together, so that a number loaded from memory is used four times.
"""

from __future__ import annotations

from ntm_lib.fused.compiled import kernel


@kernel
def add_product(left, right, out):
    """out += left @ right: `(rows, k) @ (k, columns)`. Columns that `left` and `out` have beyond are not used."""
    rows = left.shape[0]
    for i in range(0, rows - 3, 4):
        _four_rows(left[i : i + 4], right, out[i], out[i + 1], out[i + 2], out[i + 3])
    for i in range(rows - rows % 4, rows):
        add_row_product(left[i], right, out[i])


@kernel
def add_row_product(left, right, out):
    """out += left @ right for one row."""
    inner, columns = right.shape
    for k in range(0, inner - 3, 4):
        a, b, c, d = left[k], left[k + 1], left[k + 2], left[k + 3]
        first, second, third, fourth = right[k], right[k + 1], right[k + 2], right[k + 3]
        for j in range(columns):
            out[j] += a * first[j] + b * second[j] + c * third[j] + d * fourth[j]
    for k in range(inner - inner % 4, inner):
        a, first = left[k], right[k]
        for j in range(columns):
            out[j] += a * first[j]


@kernel
def _four_rows(left, right, out_a, out_b, out_c, out_d):
    inner, columns = right.shape
    for k in range(0, inner - 3, 4):
        first, second, third, fourth = right[k], right[k + 1], right[k + 2], right[k + 3]
        a0, a1, a2, a3 = left[0, k], left[0, k + 1], left[0, k + 2], left[0, k + 3]
        b0, b1, b2, b3 = left[1, k], left[1, k + 1], left[1, k + 2], left[1, k + 3]
        c0, c1, c2, c3 = left[2, k], left[2, k + 1], left[2, k + 2], left[2, k + 3]
        d0, d1, d2, d3 = left[3, k], left[3, k + 1], left[3, k + 2], left[3, k + 3]
        for j in range(columns):
            out_a[j] += a0 * first[j] + a1 * second[j] + a2 * third[j] + a3 * fourth[j]
            out_b[j] += b0 * first[j] + b1 * second[j] + b2 * third[j] + b3 * fourth[j]
            out_c[j] += c0 * first[j] + c1 * second[j] + c2 * third[j] + c3 * fourth[j]
            out_d[j] += d0 * first[j] + d1 * second[j] + d2 * third[j] + d3 * fourth[j]
    for k in range(inner - inner % 4, inner):
        a, b, c, d, row = left[0, k], left[1, k], left[2, k], left[3, k], right[k]
        for j in range(columns):
            out_a[j] += a * row[j]
            out_b[j] += b * row[j]
            out_c[j] += c * row[j]
            out_d[j] += d * row[j]


@kernel
def row_dots(matrix, row, out):
    """out_p = Σ_i matrix_pi row_i"""
    for p in range(matrix.shape[0]):
        result = matrix.dtype.type(0)
        for i in range(matrix.shape[1]):
            result += matrix[p, i] * row[i]
        out[p] = result


@kernel
def add_outer(matrix, column, row):
    """matrix_pi += column_p row_i"""
    for p in range(matrix.shape[0]):
        factor = column[p]
        for i in range(matrix.shape[1]):
            matrix[p, i] += factor * row[i]
