"""As `test_fused_breaks`, for what holds the formulas together: products, steps, the replayed memory, autograd."""

import pytest

from both_paths import needs_numba
from broken_library import assert_red, library_to_break

pytestmark = [needs_numba, pytest.mark.slow]
FAMILY = "test_fused_small"
OUTPUTS, GRADIENTS = "test_outputs_and_the_last_state", "test_every_gradient("
AGAIN = "test_every_gradient_through_memories"
LARGER = "test_every_gradient_of_a_batch_that_is_larger"
PRODUCTS, UNCHANGED = "test_products_of_matrices", "test_nothing_that_goes_in_is_changed"

PRODUCTS_OF = [
    ("for i in range(rows - rows % 4, rows):", "for i in range(rows - rows % 4, rows - 1):", PRODUCTS),
    ("for i in range(0, rows - 3, 4):", "for i in range(0, rows - 7, 4):", PRODUCTS),
    ("        a, first = left[k], right[k]\n", "        a, first = left[k], right[k - 1]\n", PRODUCTS),
    ("out[j] += a * first[j] + b * second[j] + c * third[j] + d * fourth[j]", "out[j] += a * first[j]", PRODUCTS),
    ("out_a[j] += a0 * first[j]", "out_a[j] = a0 * first[j]", PRODUCTS),
    ("out_d[j] += d0 * first[j] + d1 * second[j]", "out_d[j] += d0 * first[j] + d0 * second[j]", PRODUCTS),
    ("            out_c[j] += c * row[j]\n", "", PRODUCTS),
    ("result += matrix[p, i] * row[i]", "result = matrix[p, i] * row[i]", OUTPUTS),
    ("matrix[p, i] += factor * row[i]", "matrix[p, i] += factor", OUTPUTS),
]
SEQUENCE = [
    ("last = min(first + TOGETHER, batch)", "last = batch", LARGER),
    ("for first in range(0, batch, TOGETHER):", "for first in range(0, min(batch, TOGETHER), TOGETHER):", LARGER),
    ("if keep == 1 and time % EVERY == 0:", "if keep == 1 and time == 0:", AGAIN),
    ("    add_product(history.seen[time, first:last], weights.controller, sums)\n", "", OUTPUTS),
    ("history.cells[time * keep], history.cells[(time + 1) * keep]",
     "history.cells[0], history.cells[(time + 1) * keep]", OUTPUTS),
    ("        controls[row] = bias\n", "        controls[row] = 0\n", OUTPUTS),
    ("    add_product(history.seen[time + 1, first:last, reads:], weights.heads, controls[first:last])\n", "", OUTPUTS),
    ("history.weightings[time * keep, row], history", "history.weightings[0, row], history", OUTPUTS),
    ("    squash(controls, heads, heads - read_heads, width, shifts)\n", "", OUTPUTS),
    ("    slot_lengths(memory, rows[4])\n", "    rows[4] = 1\n", OUTPUTS),
    ("address(memory, rows[4], before[head], controls", "address(memory, rows[4], before[0], controls", OUTPUTS),
    ("read(memory, after[head], seen", "read(memory, before[head], seen", OUTPUTS),
    ("    write(memory, after[read_heads:], controls[heads * size :])\n", "", OUTPUTS),
    ("write(memory, after[read_heads:],", "write(memory, after[: heads - read_heads],", OUTPUTS),
]  # fmt: skip
BACKWARD = [
    ("last = min(first + TOGETHER, batch)", "last = min(first + TOGETHER - 1, batch)", LARGER),
    ("for time in range(history.sums.shape[0] - 1, -1, -1):", "for time in range(history.sums.shape[0] - 1, 0, -1):",
     GRADIENTS),
    ("time == history.sums.shape[0] - 1 or time % EVERY == EVERY - 1", "time == history.sums.shape[0] - 1", AGAIN),
    ("time == history.sums.shape[0] - 1 or time % EVERY == EVERY - 1", "time % EVERY == EVERY - 1", GRADIENTS),
    ("memory = again[time % EVERY, row - first]", "memory = again[0, row - first]", GRADIENTS),
    ("start, width = time - time % EVERY,", "start, width = max(0, time - EVERY),", AGAIN),
    ("again[done + 1, row] = again[done, row]", "again[done + 1, row] = again[0, row]", GRADIENTS),
    ("history.memories[start // EVERY, first + row]", "history.memories[0, first + row]", AGAIN),
    ("history.weightings[start + done + 1, first", "history.weightings[start + done, first", GRADIENTS),
    ("history.controls[start + done, first", "history.controls[start, first", GRADIENTS),
    ("    d_seen += grads.outputs[time, row]\n", "", GRADIENTS),
    ("        *(d_memory, d_weightings[read_heads:], d_controls[writes:], before),\n",
     "        *(d_memory.copy(), d_weightings[read_heads:], d_controls[writes:], before),\n", GRADIENTS),
    ("        read_backward(memory, weightings[head],", "        read_backward(memory, previous[head],", GRADIENTS),
    ("    rows[1] = 0\n", "", GRADIENTS),
    ("    slot_lengths(memory, rows[0])\n", "    rows[0] = 1\n", GRADIENTS),
    ("    slot_lengths_backward(memory, rows[0], rows[1], d_memory)\n", "", GRADIENTS),
    ("    squash_backward(controls, d_controls, heads, heads - read_heads, width, shifts)\n", "", GRADIENTS),
    ("    add_product(grads.controls[time, first:last], weights.heads, grads.seen[first:last, reads:])\n", "",
     GRADIENTS),
    ("    grads.seen[first:last] = 0\n", "", GRADIENTS),
    ("    add_product(d_sums[first:last], weights.controller, grads.seen[first:last])\n", "", GRADIENTS),
    ("history.cells[time, row], history.cells[time + 1, row]", "history.cells[time, row], history.cells[time, row]",
     GRADIENTS),
]  # fmt: skip
FUNCTION = [
    ("state[0].mT.clone(memory_format=torch.contiguous_format)", "state[0].mT.contiguous()", UNCHANGED),
    ("linear(history.seen[1:],", "linear(history.seen[:-1],", OUTPUTS),
    ("memory.mT, history.weightings[-1].clone()", "memory.mT, history.weightings[0].clone()", OUTPUTS),
    ("_history(linear(inputs, from_inputs, bias)", "_history(linear(inputs, from_inputs)", OUTPUTS),
    ("(grad.clone(memory_format=torch.contiguous_format) for grad in d_state)", "d_state", UNCHANGED),
    ("d_sums @ from_inputs if", "d_sums @ from_inputs * 0 if", GRADIENTS),
    ("_products(d_sums, inputs)", "_products(d_sums, inputs) * 0", GRADIENTS),
    ("_products(d_sums, before)", "_products(d_sums, after)", GRADIENTS),
    (", _sum(d_sums)\n", ", 2 * _sum(d_sums)\n", GRADIENTS),
    ("_products(d_controls, after)[:, reads:]", "_products(d_controls, before)[:, reads:]", GRADIENTS),
    (", _sum(d_controls)\n", ", 2 * _sum(d_controls)\n", GRADIENTS),
    ("d_output = _products(d_logits, after)", "d_output = _products(d_logits, before)", GRADIENTS),
    (", _sum(d_logits)\n", ", 2 * _sum(d_logits)\n", GRADIENTS),
    ("return d_input, None, None, *d_parameters, d_memory.mT,", "return d_input, None, None, *d_parameters, None,",
     GRADIENTS),
    ("history.seen[0], history.cells[0], history.weightings[0] = seen, cells, weightings",
     "history.seen[0], history.cells[0], history.weightings[0] = seen, 0 * cells, weightings", OUTPUTS),
    ("        if torch.is_grad_enabled():\n", "        if False:\n", "test_a_second_derivative"),
]  # fmt: skip
GROUPS = {"products": PRODUCTS_OF, "sequence": SEQUENCE, "backward": BACKWARD, "function": FUNCTION}
BREAKS = [(f"fused/{name}.py", *line) for name, lines in GROUPS.items() for line in lines]


@pytest.fixture(scope="module")
def ask():
    with library_to_break("fused") as process:
        yield process


@pytest.mark.parametrize(("file", "old", "new", "test"), BREAKS)
def test_a_broken_step_turns_its_test_red(ask, file, old, new, test):
    family = "test_fused_gradients" if test == "test_a_second_derivative" else FAMILY
    assert_red(ask, family, file, old, new, test)
