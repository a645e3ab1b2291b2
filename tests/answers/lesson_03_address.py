"""3.4 in learners' hands: right answers, wrong ones with the name of the mistake, and all zeros."""

ADDRESS = "def address(memory, previous, key, key_strength, gate, shift_weighting, sharpening):\n    "
CONTENT = "content = content_weighting(memory, key, key_strength)\n    "


RIGHT = {
    "3.4": [
        ADDRESS + CONTENT + "gated = interpolate(content, previous, gate)\n"
        "    return sharpen(shift(gated, shift_weighting), sharpening)",
        ADDRESS + "w = content_weighting(memory, key, key_strength)\n    w = interpolate(w, previous, gate)\n"
        "    w = shift(w, shift_weighting)\n    w = sharpen(w, sharpening)\n    return w",
        ADDRESS + "return sharpen(shift(interpolate(content_weighting(memory, key, key_strength), previous, gate), "
        "shift_weighting), sharpening)",
        ADDRESS + CONTENT + "moved = gate * shift(content, shift_weighting) + (1 - gate) * shift(previous, "
        "shift_weighting)\n    return sharpen(moved, sharpening)",
        "address = lambda m, p, k, b, g, s, c: sharpen(shift(interpolate(content_weighting(m, k, b), p, g), s), c)",
        ADDRESS + "scores = by_hand.cosine_similarity(memory, key) * key_strength\n    content = softmax(scores)\n"
        "    w = shift(interpolate(content, previous, gate), shift_weighting)\n    return sharpen(w, sharpening)",
    ],
}

WRONG = [
    (
        "3.4",
        ADDRESS + CONTENT + "w = sharpen(interpolate(content, previous, gate), sharpening)\n"
        "    return shift(w, shift_weighting)",
        "sharpens before shifting",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "moved = shift(previous, shift_weighting)\n"
        "    return sharpen(interpolate(content, moved, gate), sharpening)",
        "shifts the previous weighting instead of the gated one",
    ),
    (
        "3.4",
        ADDRESS + "return sharpen(shift(previous, shift_weighting), sharpening)",
        "shifts the previous weighting instead of the gated one",
    ),
    ("3.4", ADDRESS + CONTENT + "return sharpen(shift(content, shift_weighting), sharpening)", "ignores the gate"),
    (
        "3.4",
        ADDRESS + CONTENT + "gated = interpolate(content, previous, gate)\n"
        "    return sharpen(shift(content, shift_weighting), sharpening)",
        "ignores the gate",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "content = shift(content, shift_weighting)\n"
        "    return sharpen(interpolate(content, previous, gate), sharpening)",
        "shifts content alone",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "w = sharpen(shift(content, shift_weighting), sharpening)\n"
        "    return interpolate(w, previous, gate)",
        "gates last",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "gated = interpolate(previous, content, gate)\n"
        "    return sharpen(shift(gated, shift_weighting), sharpening)",
        "gate swapped",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "return shift(interpolate(content, previous, gate), shift_weighting)",
        "does not sharpen",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "w = interpolate(content, previous, gate)\n    shift(w, shift_weighting)\n"
        "    return sharpen(w, sharpening)",
        "does not shift",
    ),
    ("3.4", ADDRESS + CONTENT + "return interpolate(content, previous, gate)", "stops at the gate"),
    ("3.4", ADDRESS + "return content_weighting(memory, key, key_strength)", "stops at content"),
    (
        "3.4",
        ADDRESS + CONTENT + "w = shift(sharpen(interpolate(content, previous, gate), sharpening), "
        "shift_weighting)\n    return sharpen(w, sharpening)",
        "sharpens twice",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "w = shift(interpolate(content, previous, gate), shift_weighting)\n"
        "    return sharpen(shift(w, shift_weighting), sharpening)",
        "shifts twice",
    ),
    (
        "3.4",
        ADDRESS + "content = content_weighting(memory, key, sharpening)\n"
        "    w = shift(interpolate(content, previous, gate), shift_weighting)\n    return sharpen(w, key_strength)",
        "key strength and sharpening swapped",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "w = shift(interpolate(content, previous, gate), shift_weighting)\n"
        "    return sharpen(w, sharpening) @ memory",
        "reads at once",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "return sharpen(interpolate(content, previous, gate), sharpening, shift_weighting)",
        "raises TypeError",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "gated = interpolate(content, previous, gate)\n    gated = shift(gated, "
        "shift_weighting)\n    previous[:] = sharpen(gated, sharpening)\n    return previous",
        "changes its input",
    ),
    (
        "3.4",
        ADDRESS
        + CONTENT
        + "w = interpolate(content, previous, gate)\n    return sharpen(shift(w, shift_weighting[::-1]), sharpening)",
        "the shift turned round",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "interpolate(content, previous, gate)\n    shift(content, shift_weighting)\n"
        "    return sharpen(content, sharpening)",
        "results are dropped",
    ),
    (
        "3.4",
        ADDRESS
        + CONTENT
        + "w = shift(interpolate(content, previous, gate), shift_weighting)\n    return w ** sharpening",
        "powers that are no shares",
    ),
    (
        "3.4",
        ADDRESS
        + CONTENT
        + "w = content if gate > 0.5 else previous\n    return sharpen(shift(w, shift_weighting), sharpening)",
        "a switch for a gate",
    ),
    (
        "3.4",
        ADDRESS
        + CONTENT
        + "w = shift(interpolate(content, previous, gate), shift_weighting) ** sharpening\n    return w / w.sum()",
        "underflows",
    ),
    (
        "3.4",
        ADDRESS
        + CONTENT
        + "w = shift(interpolate(content, previous, gate), shift_weighting)\n    return np.eye(len(w))[np.argmax(w)]",
        "the fullest slot alone",
    ),
    (
        "3.4",
        ADDRESS
        + CONTENT.replace("key_strength)", "1.0)")
        + "return sharpen(shift(interpolate(content, previous, gate), shift_weighting), sharpening)",
        "the key strength is left out",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "return sharpen(shift(interpolate(content, previous, 0.5), shift_weighting), sharpening)",
        "a fixed gate",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "return sharpen(shift(interpolate(content, previous, 0.9), shift_weighting), sharpening)",
        "a fixed gate",
    ),
    (
        "3.4",
        ADDRESS
        + CONTENT.replace("key_strength)", "50)")
        + "return sharpen(shift(interpolate(content, previous, gate), shift_weighting), sharpening)",
        "the key strength is left out",
    ),
    (
        "3.4",
        ADDRESS
        + CONTENT.replace("key_strength)", "key_strength * gate)")
        + "return sharpen(shift(interpolate(content, previous, gate), shift_weighting), sharpening)",
        "the gate in the first stage",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "return sharpen(shift(interpolate(content, previous, gate), shift_weighting), 2)",
        "a fixed sharpening",
    ),
    (
        "3.4",
        ADDRESS + CONTENT + "return interpolate(content, sharpen(shift(previous, shift_weighting), sharpening), gate)",
        "shifts the previous weighting instead of the gated one",
    ),
]

ZEROS = {
    "3.4": ADDRESS + "return np.zeros(len(memory))",
}
