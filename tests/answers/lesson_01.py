"""Lesson 01: right answers written differently, wrong ones in a learner's hand, and all zeros."""

IS = "def is_weighting(weighting, tolerance=1e-6):\n    "
READ = "def read(memory, weighting):\n    "
NUDGE = "def nudge(f, weighting, slot, step=1e-4):\n    "
PAIR = "up, down = weighting.copy(), weighting.copy()\n    up[slot] += step\n    down[slot] -= step\n    "

RIGHT = {
    "1.1": [
        IS + "return bool(abs(weighting.sum() - 1) <= tolerance and (weighting >= 0).all())",
        IS + "return np.isclose(weighting.sum(), 1, rtol=0, atol=tolerance) and np.all(weighting >= 0)",
        IS + "if len(weighting) == 0:\n        return False\n    total = 0\n    for share in weighting:\n"
        "        if not 0 <= share <= 1 + tolerance:\n            return False\n        total += float(share)\n"
        "    return abs(total - 1) <= tolerance",
        IS + "total = sum(weighting)\n    in_range = all(0 <= w <= 1 for w in weighting)\n"
        "    return bool(in_range and 1 - tolerance <= total <= 1 + tolerance)",
        "is_weighting = lambda w, tolerance=1e-6: w.size > 0 and w.min() >= 0 and "
        "math.isclose(w.sum(), 1, abs_tol=tolerance)",
        IS + "if np.isnan(weighting).any() or (weighting < 0).any():\n        return False\n"
        "    return not abs(weighting.sum() - 1) > tolerance",
    ],
    "1.2": [
        READ + "return weighting @ memory",
        READ + "return (memory * weighting[:, None]).sum(axis=0)",
        READ + "total = np.zeros(memory.shape[1])\n    for share, slot in zip(weighting, memory):\n"
        "        total += share * slot\n    return total",
        READ + "return np.array([sum(w * row[j] for w, row in zip(weighting, memory)) for j in range(len(memory[0]))])",
        READ + "return np.einsum('s,sw->w', weighting, memory).astype(np.float32)",
        "read = lambda memory, weighting: memory.T @ weighting",
        READ + "return np.array(sum(weighting[i] * memory[i] for i in range(len(memory))), dtype=float)",
        READ + "result = 0\n    for i in range(len(weighting)):\n        result = result + weighting[i] * memory[i]\n"
        "    return np.asarray(result, float)",
    ],
    "1.3": [
        NUDGE + PAIR + "return (f(up) - f(down)) / (2 * step)",
        NUDGE + PAIR + "return np.array((f(up) - f(down)) / (2 * step))",
        NUDGE + "one = np.zeros(len(weighting))\n    one[slot] = step\n"
        "    return (f(weighting + one) - f(weighting - one)) / step / 2",
        NUDGE + "direction = np.eye(len(weighting))[slot]\n"
        "    return float(0.5 / step * (f(weighting + step * direction) - f(weighting - step * direction)))",
        "def at(f, shares, slot, by):\n    moved = list(shares)\n    moved[slot] = moved[slot] + by\n"
        "    return f(np.array(moved))\n\n"
        "nudge = lambda f, w, slot, step=1e-4: (at(f, w, slot, step) - at(f, w, slot, -step)) / (2 * step)",
        NUDGE + "old = weighting[slot]\n    weighting[slot] = old + step\n    high = f(weighting)\n"
        "    weighting[slot] = old - step\n    low = f(weighting)\n    weighting[slot] = old\n"
        "    return (high - low) / (2 * step)",
    ],
}


def _by(change: str, divisor: str = "(2 * step)") -> str:
    """A central difference whose two weightings are made by `change` of a signed step `s`."""
    return (
        f"def moved(w, slot, s):\n    w = np.array(w, dtype=float)\n    {change}\n    return w\n\n"
        + NUDGE
        + f"return (f(moved(weighting, slot, step)) - f(moved(weighting, slot, -step))) / {divisor}"
    )


WRONG = [
    ("1.1", IS + "return weighting.min() >= 0 and abs(weighting.sum() - 1) <= tolerance",
     "stops when there is nothing"),
    ("1.1", IS + "return weighting.min() >= 0 and weighting.sum() == 1", "raises ValueError"),  # two slips at once
    ("1.1", IS + "return abs(weighting.sum() - 1) <= tolerance", "accepts negatives"),
    ("1.1", IS + "return bool((weighting <= 1).all()) and abs(sum(weighting) - 1) <= tolerance", "accepts negatives"),
    ("1.1", IS + "for share in weighting:\n        if not 0 <= share <= 1:\n            return False\n    return True",
     "forgets the sum"),
    ("1.1", IS + "w = weighting / weighting.sum()\n    return bool((w >= 0).all() and abs(w.sum() - 1) <= tolerance)",
     "divides by the sum first"),
    ("1.1", IS + "return bool((weighting >= 0).all() and weighting.sum() == 1)", "exact equality of floats"),
    ("1.1", IS + "return all(w >= 0 for w in weighting) and sum(weighting) == 1.0", "exact equality of floats"),
    ("1.1", IS + "return bool((weighting >= 0).all() and np.isclose(weighting.sum(), 1))", "ignores the tolerance"),
    ("1.1", IS + "return bool((weighting >= 0).all() and abs(weighting.sum() - 1) <= 1e-6)", "ignores the tolerance"),
    ("1.1", IS + "return bool((weighting >= 0).all() and round(weighting.sum(), 6) == 1)", "ignores the tolerance"),
    ("1.1", IS + "return bool((weighting >= 0).all() and weighting.sum() - 1 <= tolerance)", "a sum below 1 passes"),
    ("1.1", IS + "return bool((weighting >= 0).all() and 1 - weighting.sum() <= tolerance)", "a sum above 1 passes"),
    ("1.1", IS + "return bool((weighting > 0).all() and abs(weighting.sum() - 1) <= tolerance)",
     "turns a share of 0 away"),
    ("1.1", IS + "ok = [0 < w < 1 for w in weighting]\n    return all(ok) and abs(sum(weighting) - 1) <= tolerance",
     "turns shares of 0 and 1 away"),
    ("1.1", IS + "ok = [0 <= w < 1 for w in weighting]\n    return all(ok) and abs(sum(weighting) - 1) <= tolerance",
     "turns a share of 1 away"),
    ("1.1", IS + "return bool((weighting >= 0).any() and abs(weighting.sum() - 1) <= tolerance)", "accepts negatives"),
    ("1.1", IS + "fits = abs(weighting.sum() - 1) <= tolerance\n    for share in weighting:\n"
     "        return bool(share >= 0 and fits)\n    return False", "one good share is enough"),
    ("1.1", IS + "return bool(abs(np.abs(weighting).sum() - 1) <= tolerance)", "sums absolute values"),
    ("1.1", IS + "if (weighting < 0).any():\n        return False\n    if abs(weighting.sum() - 1) > tolerance:\n"
     "        return False\n    return True", "accepts nan"),
    ("1.1", IS + "return not ((weighting >= 0).all() and abs(weighting.sum() - 1) <= tolerance)",
     "the answer turned round"),
    ("1.1", IS + "return True", "always the same answer"),
    ("1.1", IS + "return weighting >= 0", "one answer a share"),
    ("1.1", IS + "return abs(weighting.sum() - 1) <= tolerance and weighting >= 0", "one answer a share"),
    ("1.1", IS + "return weighting >= 0 and abs(weighting.sum() - 1) <= tolerance", "one answer a share"),
    ("1.1", IS + "return bool(abs(weighting[weighting >= 0].sum() - 1) <= tolerance)", "leaves negatives out"),
    ("1.1", IS + "return bool(abs(np.maximum(weighting, 0).sum() - 1) <= tolerance)", "leaves negatives out"),
    ("1.1", IS + "return bool(abs(weighting.sum() - 1) <= tolerance and (weighting >= -tolerance).all())",
     "the tolerance is for the sum"),
    ("1.1", IS + "close = np.isclose(weighting.sum(), 1, atol=tolerance)\n"
     "    return bool(close and (weighting >= 0).all())",
     "a second tolerance"),
    ("1.1", IS + "return bool(abs(weighting.sum() - 1) <= tolerance or (weighting >= 0).all())",
     "one of the two is enough"),
    ("1.1", IS + "if not len(weighting):\n        return True\n"
     "    return bool((weighting >= 0).all() and abs(weighting.sum() - 1) <= tolerance)", "yes to no numbers"),
    ("1.1", IS + "weighting[weighting < 0] = 0\n    return bool(abs(weighting.sum() - 1) <= tolerance)",
     "mends the array first"),
    ("1.1", IS + "weighting /= weighting.sum()\n    return bool((weighting >= 0).all())", "mends the array first"),
    ("1.1", IS + "for share in weighting:\n        if share < 0:\n            return False\n    return True",
     "forgets the sum"),
    ("1.2", READ + "out = np.zeros_like(memory)\n    for i in range(len(memory)):\n"
     "        out[0] = out[0] + weighting[i] * memory[i]\n    return out[0]", "whole numbers cut off"),
    ("1.2", READ + "out = np.zeros_like(memory[0])\n    for w, row in zip(weighting, memory):\n        out += w * row\n"
     "    return out", "whole numbers cut off"),
    ("1.2", READ + "for i, share in enumerate(weighting):\n        memory[i] = share * memory[i]\n"
     "    return memory.sum(axis=0) * 1.0", "multiplies into the memory"),
    ("1.2", READ + "return memory @ weighting", "reads columns"),
    ("1.2", READ + "return weighting @ memory.T", "reads columns"),
    ("1.2", READ + "return (memory * weighting).sum(axis=1)", "reads columns"),
    ("1.2", READ + "return sum(weighting[i] * memory[:, i] for i in range(len(weighting)))", "reads columns"),
    ("1.2", READ + "return (memory * weighting).sum(axis=0)", "a share a column"),
    ("1.2", READ + "return (weighting @ memory).astype(int)", "cut to whole numbers"),
    ("1.2", READ + "return memory.sum(axis=0)", "ignores the weighting"),
    ("1.2", READ + "return memory[weighting > 0.5].sum(axis=0)", "every slot with a share counts alike"),
    ("1.2", READ + "return memory[np.argmax(weighting)]", "the largest share alone"),
    ("1.2", READ + "return np.average(memory, axis=0, weights=weighting)", "divides by the sum"),
    ("1.2", READ + "return (memory * weighting[:, None]).mean(axis=0)", "divides by the number of slots"),
    ("1.2", READ + "return memory.mean(axis=0)", "ignores the weighting"),
    ("1.2", READ + "return memory[weighting > 0].mean(axis=0)", "every slot with a share counts alike"),
    ("1.2", READ + "place = sum(i * w for i, w in enumerate(weighting))\n"
     "    return memory[min(round(place), len(memory) - 1)] * 1.0", "reads at the average position"),
    ("1.2", READ + "return memory * weighting[:, None]", "not added up"),
    ("1.2", READ + "return (memory * weighting[:, None]).sum(axis=1)", "adds up along each slot"),
    ("1.2", READ + "return np.sum(memory * weighting[:, None])", "one number"),
    ("1.2", READ + "return weighting.reshape(1, -1) @ memory", "an axis too many"),
    ("1.2", READ + "out = 0\n    for i in range(len(memory) - 1):\n        out = out + weighting[i] * memory[i]\n"
     "    return np.zeros(memory.shape[1]) + out", "leaves the last slot out"),
    ("1.2", READ + "out = np.zeros(memory.shape[1])\n    for i in range(1, len(memory)):\n"
     "        out += weighting[i] * memory[i]\n    return out", "leaves slot 0 out"),
    ("1.2", READ + "for w, row in zip(weighting, memory):\n        return w * row", "one slot of the loop"),
    ("1.2", READ + "for w, row in zip(weighting, memory):\n        out = w * row\n    return out",
     "one slot of the loop"),
    ("1.2", READ + "return weighting[::-1] @ memory", "turns the slots round"),
    ("1.2", READ + "e = np.exp(weighting)\n    return e / e.sum() @ memory", "shares of shares"),
    ("1.3", NUDGE + "return (f(weighting[slot] + step) - f(weighting[slot] - step)) / (2 * step)",
     "f is not given an array"),
    ("1.3", NUDGE + PAIR.replace("weighting.copy()", "list(weighting)") + "return (f(up) - f(down)) / (2 * step)",
     "f is not given an array"),
    ("1.3", NUDGE + "up = weighting\n    up[slot] += step\n    high = f(up)\n    down = weighting\n"
     "    down[slot] -= step\n    return (high - f(down)) / (2 * step)", "changes the caller's array"),
    ("1.3", NUDGE + "weighting[slot] += step\n    high = f(weighting)\n    weighting[slot] -= step\n"
     "    return (high - f(weighting)) / step", "changes the caller's array"),
    ("1.3", NUDGE + "up = weighting.copy()\n    down = up\n    up[slot] += step\n    down[slot] -= step\n"
     "    return (f(up) - f(down)) / (2 * step)", "no difference at all"),
    ("1.3", NUDGE + PAIR + "return (f(up) - f(weighting)) / step", "one-sided"),
    ("1.3", NUDGE + PAIR + "return (f(weighting) - f(down)) / step", "one-sided"),
    ("1.3", NUDGE + PAIR + "return (f(up) - f(weighting)) / (2 * step)", "one side, half the size"),
    ("1.3", NUDGE + PAIR + "return f(up) - f(down)", "forgets to divide"),
    ("1.3", NUDGE + PAIR + "return (f(up) - f(down)) / step", "divides by one step"),
    ("1.3", NUDGE + PAIR + "return (f(up) - f(down)) / 2 * step", "brackets are missing"),
    ("1.3", NUDGE + PAIR + "return f(up) - f(down) / (2 * step)", "brackets are missing"),
    ("1.3", NUDGE + PAIR + "return f(up) - f(down) / 2 * step", "brackets are missing"),
    ("1.3", NUDGE + PAIR + "return f(up) - f(down) / step", "brackets are missing"),
    ("1.3", NUDGE + "step = step / 2\n    " + PAIR + "return (f(up) - f(down)) / (2 * step)",
     "half a step to each side"),
    ("1.3", NUDGE + "up, down = weighting, weighting\n    up[slot] += step\n    down[slot] -= step\n"
     "    return (f(up) - f(down)) / (2 * step)", "no difference at all"),
    ("1.3", NUDGE + PAIR + "return (up[slot] - down[slot]) / (2 * step)", "nudges the value of f"),
    ("1.3", NUDGE + PAIR + "return (f(down) - f(up)) / (2 * step)", "turned round"),
    ("1.3", _by("w[slot] += s; w /= w.sum()"), "divides the nudged weighting by its sum"),
    ("1.3", _by("w[slot] += s; w = np.clip(w, 0, 1)"), "cuts the nudged share off"),
    ("1.3", NUDGE + "return (f(weighting + step) - f(weighting - step)) / (2 * step)", "nudges every slot"),
    ("1.3", _by("w[slot - 1] += s"), "nudges another slot"),
    ("1.3", _by("w[0] += s"), "nudges another slot"),
    ("1.3", _by("w[slot] *= 1 + s"), "nudges in proportion"),
    ("1.3", _by("w[slot] = s"), "replaces the share"),
    ("1.3", _by("w = w[slot] * np.eye(len(w))[slot]; w[slot] += s"), "empties the other slots"),
    ("1.3", NUDGE + "h = 1e-5\n    " + PAIR.replace("step", "h") + "return (f(up) - f(down)) / (2 * h)",
     "ignores the step"),
    ("1.3", NUDGE + "out = []\n    for slot in range(len(weighting)):\n"
     "        e = step * np.eye(len(weighting))[slot]\n"
     "        out.append((f(weighting + e) - f(weighting - e)) / (2 * step))\n    return np.array(out)",
     "every slot at once"),
    ("1.3", NUDGE + PAIR + "return up", "returns the nudged weighting"),
    ("1.3", NUDGE + "return ((f(weighting) + step) - (f(weighting) - step)) / (2 * step)", "nudges the value of f"),
    ("1.3", NUDGE + PAIR + "return f(up)", "the value of f"),
]  # fmt: skip

ZEROS = {
    "1.1": IS + "return np.zeros_like(weighting)",
    "1.2": READ + "return np.zeros(memory.shape[1])",
    "1.3": NUDGE + "return 0.0",
}
