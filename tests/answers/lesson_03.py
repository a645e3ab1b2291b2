"""3.1 and 3.3 in learners' hands: right answers, wrong ones with the name of the mistake, and all zeros."""

GATE = "def interpolate(content, previous, gate):\n    return "
SHARPEN = "def sharpen(weighting, sharpening):\n    "


RIGHT = {
    "3.1": [
        GATE + "gate * content + (1 - gate) * previous",
        GATE + "previous + gate * (content - previous)",
        GATE + "np.array([gate * c + (1 - gate) * p for c, p in zip(content, previous)])",
        GATE + "np.array([gate, 1 - gate]) @ np.stack([content, previous])",
        "interpolate = lambda c, p, g: np.average([c, p], axis=0, weights=[g, 1 - g])",
        "def interpolate(content, previous, gate):\n    out = np.empty(len(content))\n    for i in range(len(out)):\n"
        "        out[i] = content[i] * gate + previous[i] * (1.0 - gate)\n    return out.astype(np.float32)",
    ],
    "3.3": [
        SHARPEN + "p = (weighting / weighting.max()) ** sharpening\n    return p / p.sum()",
        SHARPEN + "return softmax(sharpening * np.log(weighting + 1e-300))",
        SHARPEN + "return softmax(sharpening * np.log(weighting + 1e-12))",
        SHARPEN + "p = (weighting / weighting.max()) ** sharpening\n    return p / (p.sum() + 1e-6)",
        SHARPEN + "logs = sharpening * np.log(np.maximum(weighting, 1e-30))\n    e = np.exp(logs - logs.max())\n"
        "    return e / np.sum(e)",
        SHARPEN + "with np.errstate(divide='ignore'):\n        return softmax(sharpening * np.log(weighting))",
        SHARPEN + "top = max(weighting)\n    powers = [(w / top) ** sharpening for w in weighting]\n"
        "    return np.array([p / sum(powers) for p in powers])",
        "sharpen = lambda w, gamma: (lambda v: v / v.sum())(np.power(w / np.max(w), gamma))",
    ],
}

WRONG = [
    ("3.1", GATE + "gate * previous + (1 - gate) * content", "gate swapped"),
    ("3.1", GATE + "(1 - gate) * content + gate * previous", "gate swapped"),
    ("3.1", GATE + "content + gate * (previous - content)", "gate swapped"),
    ("3.1", GATE + "gate * content + previous", "gate on one side only"),
    ("3.1", GATE + "content + (1 - gate) * previous", "gate on one side only"),
    ("3.1", GATE + "np.add(content * gate, previous) / (1 + gate)", "gate on one side only"),
    ("3.1", GATE + "gate * content", "only the content"),
    ("3.1", GATE + "previous - gate * previous", "only the previous weighting"),
    ("3.1", GATE + "gate * content + gate * previous", "both by the same factor"),
    ("3.1", GATE + "gate * (content + previous)", "both by the same factor"),
    ("3.1", GATE + "0.5 * (content + previous)", "ignores the gate"),
    ("3.1", GATE + "content + previous", "not summing to 1"),
    (
        "3.1",
        "def interpolate(content, previous, gate):\n    both = gate * content + gate * previous\n"
        "    return both / both.sum()",
        "ignores the gate",
    ),
    ("3.1", GATE + "content if gate > 0.5 else previous", "a switch"),
    ("3.1", GATE + "np.where(gate >= 0.5, content, previous)", "a switch"),
    ("3.1", GATE + "round(gate) * content + (1 - round(gate)) * previous", "a switch"),
    ("3.1", GATE + "gate * (content + (1 - gate) * previous)", "a bracket too wide"),
    ("3.1", GATE + "content", "only the content"),
    ("3.1", GATE + "gate * content + 1 - gate * previous", "a bracket is missing"),
    ("3.1", GATE + "gate * content - (1 - gate) * previous", "the wrong sign"),
    ("3.1", GATE + "gate * content * (1 - gate) * previous", "multiplies the two weightings"),
    ("3.1", GATE + "content ** gate * previous ** (1 - gate)", "multiplies the two weightings"),
    ("3.1", GATE + "np.maximum(gate * content, (1 - gate) * previous)", "the larger of the two"),
    (
        "3.1",
        GATE + "np.array([gate * c for c in content] + [(1 - gate) * p for p in previous])",
        "the two side by side",
    ),
    ("3.1", GATE + "np.stack([gate * content, (1 - gate) * previous])", "the two side by side"),
    ("3.1", GATE + "[gate * c + (1 - gate) * p for c, p in zip(content, previous)]", "wrong type"),
    (
        "3.1",
        "def interpolate(content, previous, gate):\n    content *= gate\n    return content + (1 - gate) * previous",
        "changes its input",
    ),
    (
        "3.1",
        "def interpolate(content, previous, gate):\n    print(gate * content + (1 - gate) * previous)",
        "returns nothing",
    ),
    ("3.3", SHARPEN + "return weighting ** sharpening", "not renormalised"),
    ("3.3", SHARPEN + "return weighting ** sharpening / weighting.sum()", "not renormalised"),
    (
        "3.3",
        SHARPEN + "p = (weighting / weighting.max()) ** sharpening\n    return p",
        "not divided by the sum of the powers",
    ),
    ("3.3", SHARPEN + "p = weighting * sharpening\n    return p / p.sum()", "multiplies instead of raising"),
    ("3.3", SHARPEN + "return sharpening * weighting", "multiplies instead of raising"),
    ("3.3", SHARPEN + "p = weighting ** sharpening\n    return p / (p.sum() + 1e-8)", "sums to less than 1"),
    ("3.3", SHARPEN + "p = weighting ** sharpening\n    return p / (p.sum() + 1e-16)", "sums to less than 1"),
    ("3.3", SHARPEN + "p = weighting ** sharpening\n    return p / max(p.sum(), 1e-12)", "sums to less than 1"),
    ("3.3", SHARPEN + "p = weighting ** sharpening\n    return p / p.sum()", "underflows"),
    ("3.3", SHARPEN + "p = np.array([w ** sharpening for w in weighting])\n    return p / np.sum(p)", "underflows"),
    ("3.3", SHARPEN + "p = weighting ** sharpening\n    return np.nan_to_num(p / p.sum())", "hides the underflow"),
    (
        "3.3",
        SHARPEN + "p = weighting ** sharpening\n    return p / p.sum() if p.sum() > 0 else p",
        "hides the underflow",
    ),
    ("3.3", SHARPEN + "p = weighting ** sharpening + 1e-12\n    return p / p.sum()", "hides the underflow"),
    (
        "3.3",
        SHARPEN + "p = weighting ** sharpening\n    return weighting if p.sum() == 0 else p / p.sum()",
        "hides the underflow",
    ),
    (
        "3.3",
        SHARPEN + "p = (weighting / weighting.max()) ** sharpening\n    return p / p.mean()",
        "not divided by the sum of the powers",
    ),
    ("3.3", SHARPEN + "p = weighting ** (1 / sharpening)\n    return p / p.sum()", "a root instead of a power"),
    ("3.3", SHARPEN + "p = sharpening ** weighting\n    return p / p.sum()", "base and exponent swapped"),
    ("3.3", SHARPEN + "return softmax(sharpening * weighting)", "no logarithm"),
    ("3.3", SHARPEN + "e = np.exp(sharpening * weighting)\n    return e / e.sum()", "no logarithm"),
    (
        "3.3",
        SHARPEN + "out = np.zeros(len(weighting))\n    out[np.argmax(weighting)] = 1\n    return out",
        "the fullest slot alone",
    ),
    ("3.3", SHARPEN + "p = (weighting / weighting.max()) ** 2\n    return p / p.sum()", "always the same power"),
    (
        "3.3",
        SHARPEN + "p = (weighting / weighting.max()) ** int(sharpening)\n    return p / p.sum()",
        "whole powers only",
    ),
    (
        "3.3",
        SHARPEN + "v = weighting / weighting.max()\n    p = v\n    for _ in range(int(sharpening) - 1):\n"
        "        p = p * v\n    return p / p.sum()",
        "whole powers only",
    ),
    ("3.3", SHARPEN + "return softmax(sharpening * np.log(weighting + 0.01))", "a large epsilon"),
    ("3.3", SHARPEN + "return softmax(sharpening * np.log(weighting + 1e-6))", "a large epsilon"),
    ("3.3", SHARPEN + "p = (weighting + 1e-8) ** sharpening\n    return p / p.sum()", "a large epsilon"),
    ("3.3", SHARPEN + "return softmax(sharpening * np.log(np.maximum(weighting, 3e-8)))", "a large epsilon"),
    (
        "3.3",
        SHARPEN + "p = (weighting / weighting.max()) ** (sharpening + 1)\n    return p / p.sum()",
        "one power too many",
    ),
    ("3.3", SHARPEN + "return sharpening * np.log(weighting)", "logarithms of the shares"),
    ("3.3", SHARPEN + "weighting **= sharpening\n    return weighting / weighting.sum()", "underflows"),
    (
        "3.3",
        SHARPEN + "weighting /= weighting.max()\n    weighting **= sharpening\n    return weighting / weighting.sum()",
        "changes its input",
    ),
    ("3.1", GATE + "gate * content + (1 - content) * previous", "1 less the shares"),
    (
        "3.3",
        SHARPEN + "p = (weighting / np.mean(weighting)) ** sharpening\n    return p / p.sum()",
        "divides by another share than the largest",
    ),
    (
        "3.3",
        SHARPEN + "p = (len(weighting) * weighting) ** sharpening\n    return p / p.sum()",
        "divides by another share than the largest",
    ),
    (
        "3.3",
        SHARPEN + "p = weighting ** sharpening\n    return p / np.sqrt((p ** 2).sum())",
        "not divided by the sum of the powers",
    ),
]

ZEROS = {
    "3.1": GATE + "np.zeros(len(content))",
    "3.3": SHARPEN + "return np.zeros(len(weighting))",
}
