"""3.2 in learners' hands: right answers, wrong ones with the name of the mistake, and all zeros."""

SHIFT = "def shift(weighting, shift_weighting):\n    "
COUNT = "n, R = len(weighting), len(shift_weighting) // 2\n    out = np.zeros(n)\n    "
LOOP = "for k in range(len(shift_weighting)):\n        "
SLOTS = "for i in range(n):\n        for k in range(len(shift_weighting)):\n            "


def _shift(body: str) -> str:
    """A mixture of moved copies, but for one line of the loop."""
    return f"{SHIFT}{COUNT}{LOOP}{body}\n    return out"


def _slots(body: str) -> str:
    """The same slot by slot."""
    return f"{SHIFT}{COUNT}{SLOTS}{body}\n    return out"


RIGHT = {
    "3.2": [
        SHIFT + "R = len(shift_weighting) // 2\n    return sum(s * np.roll(weighting, k - R) for k, s in "
        "enumerate(shift_weighting))",
        _slots("out[i] += weighting[(i - (k - R)) % n] * shift_weighting[k]"),
        _slots("out[(i + k - R) % n] += weighting[i] * shift_weighting[k]"),
        SHIFT + "n, R = len(weighting), len(shift_weighting) // 2\n    padded = np.pad(weighting, R, mode='wrap')\n"
        "    return np.convolve(padded, shift_weighting, 'valid')",
        SHIFT + "n, R = len(weighting), len(shift_weighting) // 2\n    kernel = np.zeros(n)\n"
        "    for k, s in enumerate(shift_weighting):\n        kernel[(k - R) % n] += s\n"
        "    return np.fft.ifft(np.fft.fft(weighting) * np.fft.fft(kernel)).real",
        SHIFT + "n, R = len(weighting), len(shift_weighting) // 2\n"
        "    steps = np.arange(n)[:, None] - np.arange(-R, R + 1)\n"
        "    return np.einsum('ik,k->i', weighting[steps % n], shift_weighting)",
        "def turn(w, step):\n    return np.concatenate([w[-step:], w[:-step]]) if step else w\n"
        "def shift(weighting, shift_weighting):\n    half = (len(shift_weighting) - 1) // 2\n    moved = "
        "[s * turn(weighting, k - half) for k, s in enumerate(shift_weighting)]\n    return np.array(moved).sum(0)",
        SHIFT + "n = len(weighting)\n    full = np.convolve(weighting, shift_weighting)\n    out = np.zeros(n)\n"
        "    for i, v in enumerate(full):\n        out[(i - len(shift_weighting) // 2) % n] += v\n    return out",
    ],
}

WRONG = [
    ("3.2", _shift("out += shift_weighting[k] * np.roll(weighting, R - k)"), "walks backwards"),
    ("3.2", _slots("out[i] += weighting[(i + k - R) % n] * shift_weighting[k]"), "walks backwards"),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    wide = np.pad(weighting, R, mode='wrap')\n"
        "    return np.correlate(wide, shift_weighting, 'valid')",
        "walks backwards",
    ),
    ("3.2", SHIFT + "return np.convolve(weighting, shift_weighting, 'same')", "no wrap"),
    ("3.2", SHIFT + "w = np.convolve(weighting, shift_weighting, mode='same')\n    return w / w.sum()", "no wrap"),
    (
        "3.2",
        _slots("if 0 <= i - (k - R) < n:\n                out[i] += weighting[i - (k - R)] * shift_weighting[k]"),
        "no wrap",
    ),
    ("3.2", SHIFT + "return np.correlate(weighting, shift_weighting, 'same')", "backwards and no wrap"),
    ("3.2", _slots("out[i] += weighting[i - (k - R)] * shift_weighting[k]"), "wraps at one end only"),
    ("3.2", _slots("out[i + k - R] += weighting[i] * shift_weighting[k]"), "wraps at one end only"),
    (
        "3.2",
        _slots("if i + k - R < n:\n                out[i + k - R] += weighting[i] * shift_weighting[k]"),
        "wraps at one end only",
    ),
    ("3.2", _slots("out[min(max(i + k - R, 0), n - 1)] += weighting[i] * shift_weighting[k]"), "stops at the ends"),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    wide = np.pad(weighting, R, mode='edge')\n"
        "    return np.convolve(wide, shift_weighting, 'valid')",
        "stops at the ends",
    ),
    ("3.2", _shift("out += shift_weighting[k] * np.roll(weighting, k)"), "centre off by one"),
    ("3.2", _shift("out += shift_weighting[k] * np.roll(weighting, k - R + 1)"), "centre off by one"),
    ("3.2", _slots("out[i] += weighting[(i - k) % n] * shift_weighting[k]"), "centre off by one"),
    ("3.2", _slots("out[i] += weighting[(i - k - R) % n] * shift_weighting[k]"), "centre off by one"),
    (
        "3.2",
        SHIFT + "down, stay, up = shift_weighting\n    return down * np.roll(weighting, -1) + stay * weighting + "
        "up * np.roll(weighting, 1)",
        "only steps of one",
    ),
    (
        "3.2",
        SHIFT + "s = shift_weighting\n    return s[0] * np.roll(weighting, -1) + s[1] * weighting + "
        "s[2] * np.roll(weighting, 1)",
        "only steps of one",
    ),
    (
        "3.2",
        SHIFT + "return sum(s * np.roll(weighting, step) for s, step in zip(shift_weighting, (-1, 0, 1)))",
        "only steps of one",
    ),
    (
        "3.2",
        SHIFT + "return np.roll(weighting, shift_weighting.argmax() - len(shift_weighting) // 2)",
        "takes the likeliest step alone",
    ),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    step = round(float(np.arange(-R, R + 1) @ shift_weighting))\n"
        "    return np.roll(weighting, step)",
        "takes the average step",
    ),
    ("3.2", SHIFT + "return weighting * shift_weighting", "multiplies number by number"),
    ("3.2", SHIFT + "return np.dot(weighting, shift_weighting)", "multiplies number by number"),
    ("3.2", SHIFT + "return np.convolve(weighting, shift_weighting)", "longer or shorter than the ring"),
    ("3.2", SHIFT + "return np.convolve(weighting, shift_weighting, 'valid')", "longer or shorter than the ring"),
    (
        "3.2",
        _shift("weighting = np.roll(weighting, k - R)\n        out += shift_weighting[k] * weighting"),
        "moves what was moved already",
    ),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    " + LOOP + "weighting = shift_weighting[k] * "
        "np.roll(weighting, k - R)\n    return weighting",
        "moves what was moved already",
    ),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    " + LOOP + "s = shift_weighting[k]\n        weighting = "
        "s * np.roll(weighting, k - R) + (1 - s) * weighting\n    return weighting",
        "moves what was moved already",
    ),
    (
        "3.2",
        SHIFT + COUNT + "for i in range(n):\n        for j in range(n):\n            "
        "out[i] += weighting[j] * shift_weighting[(i - j + R) % len(shift_weighting)]\n    return out",
        "the shift weighting comes round",
    ),
    (
        "3.2",
        SHIFT + "n, s = len(weighting), shift_weighting\n    return np.array([sum(weighting[j] * s[(i - j) % len(s)] "
        "for j in range(n)) for i in range(n)])",
        "the shift weighting comes round",
    ),
    ("3.2", _shift("out += np.roll(weighting, k - R)"), "the shares are left out"),
    ("3.2", _shift("out = shift_weighting[k] * np.roll(weighting, k - R)"), "only one step is kept"),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    " + LOOP + "return shift_weighting[k] * np.roll(weighting, k - R)",
        "only one step is kept",
    ),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    return np.mean([s * np.roll(weighting, k - R) for k, s in "
        "enumerate(shift_weighting)], axis=0)",
        "averages over the shifts",
    ),
    (
        "3.2",
        _shift("if k != R:\n            out += shift_weighting[k] * np.roll(weighting, k - R)"),
        "staying is left out",
    ),
    (
        "3.2",
        SHIFT + COUNT + "for step in range(-R, R):\n        out += shift_weighting[step + R] * "
        "np.roll(weighting, step)\n    return out",
        "the last step is left out",
    ),
    (
        "3.2",
        SHIFT + COUNT + "for k in range(1, len(shift_weighting)):\n        out += shift_weighting[k] * "
        "np.roll(weighting, k - R)\n    return out",
        "the last step is left out",
    ),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    rolled = sum(s * np.roll(weighting, k - R) for k, s in "
        "enumerate(shift_weighting))\n    weighting[:] = rolled\n    return rolled",
        "changes its input",
    ),
    ("3.2", _shift("out += shift_weighting[k - R] * np.roll(weighting, k - R)"), "centre off by one"),
    ("3.2", _slots("out[(i + k - R) % n] = weighting[i] * shift_weighting[k]"), "only one step is kept"),
    ("3.2", _shift("np.roll(weighting, k - R)\n        out += shift_weighting[k] * weighting"), "nothing moves"),
    (
        "3.2",
        _shift("out += shift_weighting[k] * np.roll(weighting, k - R)").replace("np.zeros(n)", "weighting.copy()"),
        "starts from the weighting",
    ),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    return np.stack([s * np.roll(weighting, k - R) "
        "for k, s in enumerate(shift_weighting)])",
        "the copies are not added up",
    ),
    (
        "3.2",
        SHIFT + "R = len(shift_weighting) // 2\n    return np.sum([s * np.roll(weighting, k - R) "
        "for k, s in enumerate(shift_weighting)])",
        "the copies are not added up",
    ),
    ("3.2", _slots("out[i] += weighting[k] * shift_weighting[i - k]"), "raises IndexError"),
    (
        "3.2",
        SHIFT + "return sum(s * np.roll(weighting, k) for k, s in enumerate(shift_weighting, start=-1))",
        "only steps of one",
    ),
    (
        "3.2",
        SHIFT + "ring = np.concatenate([weighting[-1:], weighting, weighting[:1]])\n"
        "    return np.convolve(ring, shift_weighting, 'valid')",
        "only steps of one",
    ),
    ("3.2", SHIFT + "return np.roll(weighting, 1)", "always the same step"),
    ("3.2", _shift("out += shift_weighting[k] + np.roll(weighting, k - R)"), "adds the shares"),
    (
        "3.2",
        _shift("out += shift_weighting[k] * np.roll(weighting, k - R)").replace("np.zeros(n)", "weighting"),
        "starts from the weighting",
    ),
    (
        "3.2",
        SHIFT + COUNT + "for i in range(n):\n        for j in range(n):\n            out[i] += "
        "weighting[j] * shift_weighting[(i - j + R) % n]\n"
        "    return out",
        "raises IndexError",
    ),
]

ZEROS = {
    "3.2": SHIFT + "return np.zeros(len(weighting))",
}
