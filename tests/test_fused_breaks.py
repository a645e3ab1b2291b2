"""Each formula of the kernels is broken on purpose, forward and backward, and a named small test must turn red.

As `test_breaks`, whose lines these are: file, the text that is replaced, what takes its place, the test. The broken
copies run as plain Python, so that nothing is compiled.
"""

from __future__ import annotations

import pytest

from both_paths import needs_numba
from broken_library import TESTS, assert_red, library_to_break

pytestmark = [needs_numba, pytest.mark.slow]
FAMILY = "test_fused_small"
OUTPUTS, GRADIENTS = "test_outputs_and_the_last_state", "test_every_gradient("
LARGE, BLANK = "test_controls_that_are_large", "test_blank_memories_and_blank_keys"
EXPONENTIAL, LOGARITHM = "test_the_exponential_of_single", "test_the_logarithm_of_single"
FOCUSED = "test_focused_weightings"

ADDRESSING = [
    ("lengths[i] += memory[place, i] * memory[place, i]", "lengths[i] += memory[place, i]", OUTPUTS),
    ("lengths[i] = np.sqrt(lengths[i])", "lengths[i] = lengths[i]", OUTPUTS),
    ("        lengths[i] = 0\n", "        lengths[i] *= 0\n", "test_what_is_not_a_number"),
    ("        similarity[i] /= lengths[i] * length + epsilon\n", "        similarity[i] /= lengths[i]\n", OUTPUTS),
    (
        "        similarity[i] /= lengths[i] * length + epsilon\n",
        "        similarity[i] /= lengths[i] * length\n",
        BLANK,
    ),
    ("EPSILON = 1e-8", "EPSILON = 1e-6", OUTPUTS),
    ("content[i] = key_strength * similarity[i]", "content[i] = similarity[i]", OUTPUTS),
    ("    softmax(content)\n", "", OUTPUTS),
    ("gate * content[i] + rest * previous[i]", "rest * content[i] + gate * previous[i]", OUTPUTS),
    ("gate * content[i] + rest * previous[i]", "gate * content[i] + previous[i]", OUTPUTS),
    ("out[i] = moved[i] + tiny", "out[i] = moved[i]", FOCUSED),
    ("    logarithm(out)\n", "", OUTPUTS),
    ("    scale(weighting, sharpening)\n", "", OUTPUTS),
    ("    softmax(weighting)\n", "", OUTPUTS),
    ("d_moved[i] = weighting[i] * (d_weighting[i] - mean)", "d_moved[i] = weighting[i] * d_weighting[i]", GRADIENTS),
    ("d_sharpening = dot(d_moved, logarithms)", "d_sharpening = dot(d_moved, moved)", GRADIENTS),
    ("d_moved[i] *= sharpening / (moved[i] + tiny)", "d_moved[i] *= sharpening / moved[i]", FOCUSED),
    ("d_moved[i] *= sharpening / (moved[i] + tiny)", "d_moved[i] /= moved[i] + tiny", GRADIENTS),
    ("dot(d_gated, content) - dot(d_gated, previous)", "dot(d_gated, content) + dot(d_gated, previous)", GRADIENTS),
    ("d_previous[i] = rest * d_gated[i]", "d_previous[i] = d_gated[i]", GRADIENTS),
    ("        d_gated[i] *= gate\n", "", GRADIENTS),
    ("d_content[i] = content[i] * (d_content[i] - mean)", "d_content[i] = content[i] * d_content[i]", GRADIENTS),
    ("d_strength = dot(d_content, similarity)", "d_strength = dot(d_content, content)", GRADIENTS),
    ("    scale(d_content, key_strength)\n", "", GRADIENTS),
    ("        d_similarity[i] /= lengths[i] * length + epsilon\n", "", GRADIENTS),
    ("d_lengths[i] -= d_similarity[i] * similarity[i] * length", "d_lengths[i] += d_similarity[i]", GRADIENTS),
    ("d_length -= d_similarity[i] * similarity[i] * lengths[i]", "d_length -= d_similarity[i]", GRADIENTS),
    ("along = d_length / length if length > 0 else length", "along = d_length / length", BLANK),
    ("    row_dots(memory, d_similarity, d_key)\n", "    d_key[:] = 0\n", GRADIENTS),
    ("    add_scaled(d_key, key, along)\n", "", GRADIENTS),
    ("    add_outer(d_memory, key, d_similarity)\n", "", GRADIENTS),
    ("zero if lengths[i] == zero else d_lengths[i] / lengths[i]", "d_lengths[i] / lengths[i]", BLANK),
    ("d_memory[place, i] += d_lengths[i] * memory[place, i]", "d_memory[place, i] += d_lengths[i]", GRADIENTS),
]
ADDRESSING += [
    ("by, share = (place - reach) % slots", "by, share = (reach - place) % slots", OUTPUTS),
    ("above[i] += share * start[i]", "above[i] += start[i]", OUTPUTS),
    ("below[i] += share * end[i]", "below[i] += share * start[i]", OUTPUTS),
    ("by, share, d_share = (place - reach) % slots", "by, share, d_share = (reach - place) % slots", GRADIENTS),
    ("d_start[i] += share * above[i]", "d_start[i] += above[i]", GRADIENTS),
    ("d_share += start[i] * above[i]", "d_share += above[i]", GRADIENTS),
    ("d_end[i] += share * below[i]", "d_end[i] += share * above[i]", GRADIENTS),
    ("d_share += end[i] * below[i]", "d_share += below[i]", GRADIENTS),
]
MEMORY = [
    ("    row_dots(memory, weighting, read_vector)\n", "    row_dots(memory, memory[0], read_vector)\n", OUTPUTS),
    ("    add_row_product(d_read_vector, memory, d_weighting)\n", "", GRADIENTS),
    ("    add_outer(d_memory, d_read_vector, weighting)\n", "", GRADIENTS),
    ("        erase(memory, weightings[head], erase_vector(writes, head, width))\n", "        pass\n", OUTPUTS),
    ("        add_outer(memory, add_vector(writes, head, width), weightings[head])\n", "        pass\n", OUTPUTS),
    ("    for head in range(weightings.shape[0]):\n        add_outer", "        add_outer", OUTPUTS),
    (
        "            memory[place, i] *= one - e * weighting[i]",
        "            memory[place, i] -= e * weighting[i]",
        OUTPUTS,
    ),
    (
        "return writes[(2 * head + 1) * width : (2 * head + 2) * width]",
        "return erase_vector(writes, head, width)",
        OUTPUTS,
    ),
    ("row_dots(d_memory, weightings[head],", "row_dots(d_memory, d_weightings[head],", GRADIENTS),
    ("        add_row_product(add_vector(writes, head, width), d_memory, d_weightings[head])\n", "", GRADIENTS),
    ("        erase(before[head], weightings[head], erase_vector(writes, head, width))\n", "", GRADIENTS),
    ("found = memory if head == 0 else before[head - 1]", "found = memory", GRADIENTS),
    ("for head in range(heads - 1, -1, -1):", "for head in range(heads):", GRADIENTS),
    ("d_weighting[i] -= e * q", "d_weighting[i] += e * q", GRADIENTS),
    ("d_e -= q * weighting[i]", "d_e -= q", GRADIENTS),
    ("            d_memory[place, i] *= one - e * weighting[i]\n", "            pass\n", GRADIENTS),
]
HEADS = [
    ("one / (one + np.exp(-one_head[width + 1]))", "one_head[width + 1]", OUTPUTS),
    ("        _shares(one_head[width + 2 : width + 2 + shifts])\n", "", OUTPUTS),
    ("np.exp(values[i] - top)", "np.exp(values[i])", LARGE),
    ("return raw if raw > 20 else math.log1p(math.exp(raw))", "return math.log1p(math.exp(raw))", LARGE),
    ("grad[width + 1] *= value[width + 1] * (one - value[width + 1])", "pass", GRADIENTS),
    ("slope / slope if value > 20 else slope", "value if value > 20 else slope", LARGE),
    ("slope = -math.expm1(-value)", "slope = math.exp(-value)", GRADIENTS),
    ("grads[i] = values[i] * (grads[i] - mean)", "grads[i] = grads[i] - mean", GRADIENTS),  # its mean is always 0
    ("one_head[width] = _softplus(one_head[width])", "one_head[width] = one_head[width]", OUTPUTS),
    ("one_head[size - 1] = one + _softplus(", "one_head[size - 1] = _softplus(", OUTPUTS),
    ("        sigmoid(controls[start : start + width])\n", "        pass\n", OUTPUTS),
    ("math.log1p(math.exp(raw))", "math.exp(raw)", OUTPUTS),
    ("        grad[width] *= _softplus_slope(value[width])\n", "", GRADIENTS),
    ("        _softmax_backward(value[width + 2 : width + 2 + shifts], grad[width + 2 : width + 2 + shifts])\n", "",
     GRADIENTS),
    ("_softplus_slope(value[size - 1] - one)", "_softplus_slope(value[size - 1])", GRADIENTS),
    ("_sigmoid_backward(controls[start : start + width], d_controls[start : start + width])", "pass", GRADIENTS),
    ("grads[i] *= values[i] * (one - values[i])", "grads[i] *= values[i]", GRADIENTS),
]  # fmt: skip
CONTROLLERS = [
    ("keep[i] * previous[i] + enter[i] * new[i]", "enter[i] * previous[i] + keep[i] * new[i]", OUTPUTS),
    ("    sigmoid(gates[: 2 * size])\n", "    sigmoid(gates[:size])\n", OUTPUTS),
    ("    tanh(gates[2 * size : 3 * size])\n", "    sigmoid(gates[2 * size : 3 * size])\n", OUTPUTS),
    ("    sigmoid(gates[3 * size :])\n", "", OUTPUTS),
    ("        hidden[i] = cell[i]\n    tanh(hidden)\n", "        hidden[i] = cell[i]\n", OUTPUTS),
    ("        hidden[i] *= show[i]\n", "        pass\n", OUTPUTS),
    ("d_hidden[i] * squashed[i] * show[i] * (one - show[i])", "d_hidden[i] * show[i] * (one - show[i])", GRADIENTS),
    ("d_hidden[i] * show[i] * (one - squashed[i] * squashed[i])", "d_hidden[i] * show[i]", GRADIENTS),
    ("d_cell[i] += d_hidden[i]", "d_cell[i] = d_hidden[i]", GRADIENTS),
    ("d_cell[i] * new[i] * enter[i] * (one - enter[i])", "d_cell[i] * new[i] * enter[i]", GRADIENTS),
    ("d_cell[i] * previous[i] * keep[i] * (one - keep[i])", "d_cell[i] * keep[i] * (one - keep[i])", GRADIENTS),
    ("d_cell[i] * enter[i] * (one - new[i] * new[i])", "d_cell[i] * enter[i] * (one - new[i])", GRADIENTS),
    ("        d_cell[i] *= keep[i]\n", "", GRADIENTS),
    ("        hidden[i] = sums[i]\n    tanh(hidden)\n", "        hidden[i] = sums[i]\n", OUTPUTS),
    ("d_hidden[i] * (one - hidden[i] * hidden[i])", "d_hidden[i] * (one - hidden[i])", GRADIENTS),
]
ROWS = [
    ("out[i] += factor * values[i]", "out[i] = factor * values[i]", GRADIENTS),
    ("        values[i] -= top\n", "        pass\n", LARGE),
    ("result = values[i] if values[i] > result else result", "result = values[i]", LARGE),
    ("F32(1.9875691500e-4)", "F32(1.9875691500e-3)", EXPONENTIAL),
    ("total += left[i] * right[i]", "total += left[i]", OUTPUTS),
    ("result += values[i]", "result = values[i]", OUTPUTS),
    ("        values[i] *= factor\n", "        pass\n", OUTPUTS),
    ("F32(0.693359375)", "F32(0.69)", EXPONENTIAL),
    ("F32(1.44269504)", "F32(1.0)", EXPONENTIAL),
    ("F32(-2.12194440e-4)", "F32(0.0)", EXPONENTIAL),
    ("F32(0) if vanishes else y", "y", FOCUSED),
    ("HIGHEST if x > HIGHEST else x", "x", EXPONENTIAL),
    ("power = np.floor(x * LOG2_E + F32(0.5))", "power = np.floor(x * LOG2_E) - F32(1)", EXPONENTIAL),
    ("y * rest + F32(1.3981999507e-3)", "y * rest", EXPONENTIAL),
    ("y * rest + F32(8.3334519073e-3)", "y * rest", EXPONENTIAL),
    ("y * rest + F32(4.1665795894e-2)", "y * rest", EXPONENTIAL),
    ("y * rest + F32(1.6666665459e-1)", "y * rest", EXPONENTIAL),
    ("y * rest + F32(5.0000001201e-1)", "y * rest", EXPONENTIAL),
    ("y * (rest * rest) + rest + F32(1)", "y * (rest * rest) + F32(1)", EXPONENTIAL),
    ("bits + np.int32(127)", "bits + np.int32(126)", EXPONENTIAL),
    ("np.int32(0x3F3504F3)", "np.int32(0x3F000000)", LOGARITHM),
    ("F32(7.0376836292e-2)", "F32(0)", LOGARITHM),
    ("y * rest - F32(1.1514610310e-1)", "y * rest", LOGARITHM),
    ("y * rest + F32(1.1676998740e-1)", "y * rest", LOGARITHM),
    ("y * rest - F32(1.2420140846e-1)", "y * rest", LOGARITHM),
    ("y * rest + F32(1.4249322787e-1)", "y * rest", LOGARITHM),
    ("y * rest - F32(1.6668057665e-1)", "y * rest", LOGARITHM),
    ("y * rest + F32(2.0000714765e-1)", "y * rest", LOGARITHM),
    ("y * rest - F32(2.4999993993e-1)", "y * rest", LOGARITHM),
    ("y * rest + F32(3.3333331174e-1)", "y * rest", LOGARITHM),
    (" + F32(power) * LN2_LOW - F32(0.5) * square", " - F32(0.5) * square", LOGARITHM),
    (" - F32(0.5) * square", "", LOGARITHM),
    ("y + rest + F32(power) * LN2_HIGH", "y + rest", LOGARITHM),
    ("y if (x > F32(0)) & (x <= LARGEST) else F32(np.nan)", "y", LOGARITHM),
    ("            values[i] = np.exp(values[i])", "            values[i] = values[i]", OUTPUTS),
    ("            values[i] = np.log(values[i])", "            values[i] = values[i]", OUTPUTS),
    ("scale(values, values.dtype.type(1) / total(values))", "scale(values, values.dtype.type(1))", OUTPUTS),
    ("    scale(values, -one)\n", "", OUTPUTS),
    ("values[i] = one / (one + values[i])", "values[i] = one / values[i]", OUTPUTS),
    ("    scale(values, -two)\n", "    scale(values, -one)\n", OUTPUTS),
    ("values[i] = two / (one + values[i]) - one", "values[i] = two / (one + values[i])", OUTPUTS),
]

GROUPS = {"addressing": ADDRESSING, "memory": MEMORY, "heads": HEADS, "controllers": CONTROLLERS, "rows": ROWS}
BREAKS = [(f"fused/{name}.py", *line) for name, lines in GROUPS.items() for line in lines]


@pytest.fixture(scope="module")
def ask():
    with library_to_break("fused") as process:
        yield process


@pytest.mark.parametrize(("file", "old", "new", "test"), BREAKS)
def test_a_broken_formula_turns_its_test_red(ask, file, old, new, test):
    assert_red(ask, FAMILY, file, old, new, test)


def test_an_unbroken_copy_stays_green(ask):
    """What turns red does so because of the break, and it is the copy that is tested."""
    result = ask(file="errors.py", old="def invalid", new="def invalid", test=f"{FAMILY}.py")
    assert result["code"] == 0 and result["passed"] > 0, result["output"]
    assert str(TESTS.parent) not in result["library"]
