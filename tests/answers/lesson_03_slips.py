"""Slips in the loops of lesson 03, and shares that are put through a softmax once more, each with its name."""

GATE = "def interpolate(content, previous, gate):\n    "
SHIFT = "def shift(weighting, shift_weighting):\n    n, R = len(weighting), len(shift_weighting) // 2\n    "
SHARPEN = "def sharpen(weighting, sharpening):\n    p = (weighting / weighting.max()) ** sharpening\n    "
ADDRESS = "def address(memory, previous, key, key_strength, gate, shift_weighting, sharpening):\n    "
BLEND = "w = interpolate(content_weighting(memory, key, key_strength), previous, gate)\n    "
SUM = "return sum(shift_weighting[d + R] * np.roll(weighting, {}) for d in range({}))"

RIGHT: dict[str, list[str]] = {}

WRONG = [
    (
        "3.1",
        GATE + "out = np.zeros(len(content))\n    for i in range(len(content)):\n"
        "        out[i] = gate * content[i] + (1 - gate) * previous[i]\n        return out",
        "only some of the slots",
    ),
    ("3.1", GATE + "g = 1 / (1 + np.exp(-gate))\n    return g * content + (1 - g) * previous", "squashes the gate"),
    ("3.1", GATE + "return softmax(gate * content + (1 - gate) * previous)", "a softmax at the end"),
    ("3.1", GATE + "return gate * gate * content + (1 - gate) * previous", "the gate twice"),
    ("3.2", SHIFT + SUM.format("d", "-R, R"), "the last step is left out"),
    ("3.2", SHIFT + SUM.format("d", "R + 1"), "half of the steps"),
    ("3.2", SHIFT + SUM.format("abs(d)", "-R, R + 1"), "up and down alike"),
    (
        "3.2",
        SHIFT + "out = weighting.copy()\n    for i in range(n):\n        out[i] = sum(out[(i - d) % n] * "
        "shift_weighting[d + R] for d in range(-R, R + 1))\n    return out",
        "reads what it has written",
    ),
    (
        "3.2",
        SHIFT + "return sum(s * np.roll(weighting, k - R) for k, s in enumerate(softmax(shift_weighting)))",
        "a softmax of the shares",
    ),
    ("3.3", SHARPEN + "return p / (weighting / weighting.max()).sum()", "not divided by the sum of the powers"),
    ("3.3", SHARPEN.replace("sharpening\n", "(sharpening - 1)\n") + "return p / p.sum()", "one power too many"),
    ("3.3", SHARPEN.replace("(weighting /", "np.maximum(0.01, weighting /") + "return p / p.sum()", "a large epsilon"),
    ("3.4", ADDRESS + BLEND + "return softmax(sharpen(shift(w, shift_weighting), sharpening))", "a softmax at the end"),
    (
        "3.4",
        ADDRESS + "w = interpolate(softmax(key_strength * memory @ key), previous, gate)\n"
        "    return sharpen(shift(w, shift_weighting), sharpening)",
        "content by the dot product",
    ),
    (
        "3.4",
        ADDRESS + BLEND + "w = np.roll(w, np.argmax(shift_weighting) - len(shift_weighting) // 2)\n"
        "    return sharpen(w, sharpening)",
        "a shift of your own",
    ),
]

ZEROS: dict[str, str] = {}
