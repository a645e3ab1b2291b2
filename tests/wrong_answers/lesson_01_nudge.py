"""1.3 `nudge` as learners answer it. See `lesson_00` for the form."""

HEAD = "def nudge(f, weighting, slot, step=1e-4):\n"

BOTH = "    up, down = weighting.copy(), weighting.copy()\n    up[slot] += step\n    down[slot] -= step\n"

NUDGE = [
    # one side
    ("one-sided", HEAD + "    up = weighting.copy()\n    up[slot] += step\n    return (f(up) - f(weighting)) / step\n"),
    ("one-sided", HEAD + "    down = weighting.copy()\n    down[slot] -= step\n    return (f(weighting) - f(down)) / step\n"),
    ("one-sided", HEAD + "    before = f(weighting)\n    e = np.zeros(len(weighting))\n    e[slot] = step\n    return float((f(weighting + e) - before) / step)\n"),
    ("one side", HEAD + "    up = weighting.copy()\n    up[slot] += step\n    return (f(up) - f(weighting)) / (2 * step)\n"),
    ("one side", HEAD + "    w = weighting.copy()\n    w[slot] += step\n    up = f(w)\n    w[slot] -= step\n    down = f(w)\n    return (up - down) / (2 * step)\n"),
    # the bar below
    ("divide", HEAD + BOTH + "    return f(up) - f(down)\n"),
    ("divide", HEAD + "    e = step * np.eye(len(weighting))[slot]\n    return float(f(weighting + e) - f(weighting - e))\n"),
    ("twice what is due", HEAD + BOTH + "    return (f(up) - f(down)) / step\n"),
    ("2 * step", HEAD + BOTH + "    return (f(up) - f(down)) / 2 * step\n"),
    ("step", HEAD + BOTH + "    return (f(up) - f(down)) / 2\n"),
    ("brackets", HEAD + BOTH + "    return f(up) - f(down) / (2 * step)\n"),
    ("brackets", HEAD + BOTH + "    return f(up) - f(down) / 2 * step\n"),
    ("divide", HEAD + BOTH + "    return (f(up) - f(down)) * 2 * step\n"),
    ("due is", HEAD + BOTH + "    return (f(up) - f(down)) / step ** 2\n"),
    ("due is", HEAD + BOTH + "    return (f(up) - 2 * f(weighting) + f(down)) / step ** 2\n"),
    # the caller's array
    ("changes its input", HEAD + "    weighting[slot] += step\n    up = f(weighting)\n    weighting[slot] -= 2 * step\n    down = f(weighting)\n    return (up - down) / (2 * step)\n"),
    ("changes its input", HEAD + "    up = weighting.copy()\n    down = weighting\n    up[slot] += step\n    down[slot] -= step\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("copy", HEAD + "    up = weighting\n    down = weighting\n    up[slot] += step\n    down[slot] -= step\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("copy", HEAD + "    up, down = weighting[:], weighting[:]\n    up[slot] += step\n    down[slot] -= step\n    return float(f(up) - f(down)) / (2 * step)\n"),
    ("the array that you were given", HEAD + "    up = weighting\n    up[slot] += step\n    high = f(up)\n    down = weighting\n    down[slot] -= step\n    low = f(down)\n    return (high - low) / (2 * step)\n"),
    ("changes its input", HEAD + "    up = np.asarray(weighting)\n    up[slot] += step\n    high = f(up)\n    up[slot] -= 2 * step\n    return (high - f(up)) / (2 * step)\n"),
    ("copy", HEAD + "    up = down = weighting.copy()\n    up[slot] += step\n    down[slot] -= step\n    return (f(up) - f(down)) / (2 * step)\n"),
    # put back by adding, which leaves the last digits changed
    ("changes its input", HEAD + "    weighting[slot] += step\n    up = f(weighting)\n    weighting[slot] -= 2 * step\n    down = f(weighting)\n    weighting[slot] += step\n    return (up - down) / (2 * step)\n"),
    # the sign
    ("sign", HEAD + BOTH + "    return (f(down) - f(up)) / (2 * step)\n"),
    ("sign", HEAD + BOTH + "    return -float(f(up) - f(down)) / (2 * step)\n"),
    ("due is", HEAD + BOTH + "    return abs(f(up) - f(down)) / (2 * step)\n"),
    ("due is", HEAD + BOTH + "    return (f(up) + f(down)) / (2 * step)\n"),
    # which share
    ("all shares", HEAD + "    return (f(weighting + step) - f(weighting - step)) / (2 * step)\n"),
    ("all shares", HEAD + "    up, down = weighting.copy(), weighting.copy()\n    up += step\n    down -= step\n    return float((f(up) - f(down)) / (2 * step))\n"),
    ("slot", HEAD + "    up, down = weighting.copy(), weighting.copy()\n    up[0] += step\n    down[0] -= step\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("slot", HEAD + "    up, down = weighting.copy(), weighting.copy()\n    up[slot - 1] += step\n    down[slot - 1] -= step\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("slot", HEAD + "    up, down = weighting.copy(), weighting.copy()\n    up[slot + 1] += step\n    down[slot + 1] -= step\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("slot", HEAD + "    return np.array([nudge_one(f, weighting, s, step) for s in range(len(weighting))])\n\ndef nudge_one(f, weighting, slot, step):\n" + BOTH + "    return (f(up) - f(down)) / (2 * step)\n"),
    ("other", HEAD + "    n = len(weighting)\n    e = np.full(n, -step / (n - 1))\n    e[slot] = step\n    return (f(weighting + e) - f(weighting - e)) / (2 * step)\n"),
    # the nudged array as it is
    ("by its sum", HEAD + BOTH + "    return (f(up / up.sum()) - f(down / down.sum())) / (2 * step)\n"),
    ("by its sum", HEAD + BOTH + "    up /= sum(up)\n    down /= sum(down)\n    return float((f(up) - f(down)) / (2 * step))\n"),
    ("between 0 and 1", HEAD + BOTH + "    up, down = np.clip(up, 0, 1), np.clip(down, 0, 1)\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("between 0 and 1", HEAD + BOTH + "    down[slot] = max(down[slot], 0)\n    return (f(up) - f(down)) / (2 * step)\n"),
    # how far
    ("step", HEAD + "    up, down = weighting.copy(), weighting.copy()\n    up[slot] += 1e-4\n    down[slot] -= 1e-4\n    return (f(up) - f(down)) / 2e-4\n"),
    ("step", HEAD + "    step = 1e-6\n" + BOTH + "    return (f(up) - f(down)) / (2 * step)\n"),
    ("half a step", HEAD + "    step = step / 2\n" + BOTH + "    return (f(up) - f(down)) / (2 * step)\n"),
    ("in proportion", HEAD + "    up, down = weighting.copy(), weighting.copy()\n    up[slot] *= 1 + step\n    down[slot] *= 1 - step\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("due is", HEAD + "    up, down = weighting.copy(), weighting.copy()\n    up[slot] = step\n    down[slot] = -step\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("whole numbers", HEAD + "    e = np.zeros(len(weighting), dtype=int)\n    e[slot] = step\n    return (f(weighting + e) - f(weighting - e)) / (2 * step)\n"),
    # f is given something else
    ("array", HEAD + "    return (f(weighting[slot] + step) - f(weighting[slot] - step)) / (2 * step)\n"),
    ("place", HEAD + "    return (f(weighting[slot + step]) - f(weighting[slot - step])) / (2 * step)\n"),
    ("array", HEAD + "    up, down = list(weighting), list(weighting)\n    up[slot] += step\n    down[slot] -= step\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("due is", HEAD + BOTH + "    return f(up - down) / (2 * step)\n"),
    ("a float is due", HEAD + BOTH + "    return (up - down) / (2 * step)\n"),
    ("never call", HEAD + BOTH + "    return (up[slot] - down[slot]) / (2 * step)\n"),
    # answers of another kind
    ("a float is due", HEAD + BOTH + "    return f(up), f(down)\n"),
    ("a float is due", HEAD + BOTH + "    return np.array([(f(up) - f(down)) / (2 * step)])\n"),
    ("a float is due", HEAD + BOTH + "    weighting = weighting.copy()\n    weighting[slot] = (f(up) - f(down)) / (2 * step)\n    return weighting\n"),
    ("due is", HEAD + BOTH + "    return f(up)\n"),
    ("None", HEAD + BOTH + "    print((f(up) - f(down)) / (2 * step))\n"),
    ("due is", HEAD + BOTH + "    return round((f(up) - f(down)) / (2 * step))\n"),
    ("due is", HEAD + BOTH + "    return int((f(up) - f(down)) / (2 * step))\n"),
    ("due is", HEAD + "    return 3.0\n"),
    ("due is", HEAD + BOTH + "    return (f(up) - f(down)) // (2 * step)\n"),
    # names and arguments
    ("`small_distance`", HEAD + BOTH + "    return (small_distance(up) - small_distance(down)) / (2 * step)\n"),
    ("did you mean `weighting`?", HEAD + "    up, down = weigthing.copy(), weighting.copy()\n    return (f(up) - f(down)) / (2 * step)\n"),
    ("cannot be called with the arguments", "def nudge(f, weighting, slot, step):\n" + BOTH + "    return (f(up) - f(down)) / (2 * step)\n"),
    ("the divisor", HEAD + "    e = np.zeros(len(weighting))\n    e[slot] = step\n    return (f(weighting + e) - f(weighting - e)) / 2e-4\n"),
    ("a minus", HEAD + "    e = np.zeros(len(weighting))\n    e[slot] = step\n    return (f(weighting + e) + f(weighting - e)) / (2 * step)\n"),
    ("drop the sign", HEAD + "    e = np.zeros(len(weighting))\n    e[slot] = step\n    return abs(f(weighting + e) - f(weighting - e)) / (2 * step)\n"),
    ("half a step", HEAD + "    e = np.zeros(len(weighting))\n    e[slot] = step\n    return (f(weighting + e / 2) - f(weighting - e / 2)) / (2 * step)\n"),
    ("to one side", HEAD + "    a, b = weighting.copy(), weighting.copy()\n    a[slot] = min(1, a[slot] + step)\n    b[slot] = max(0, b[slot] - step)\n    return (f(a) - f(b)) / (a[slot] - b[slot])\n"),
    ("in proportion", HEAD + "    a, b = weighting.copy(), weighting.copy()\n    a[slot] *= 1 + step\n    b[slot] *= 1 - step\n    return (f(a) - f(b)) / (a[slot] - b[slot])\n"),
    ("the numbers are wrong", HEAD + "    e = np.zeros(len(weighting))\n    e[slot] = step\n    return (8 * (f(weighting + e) - f(weighting - e)) - f(weighting + 2 * e) + f(weighting - 2 * e)) / (12 * step)\n"),
]

NUDGE_RIGHT = [
    # with an argument by name alone behind the default: `anyone` writes one more behind the last
    "def nudge(f, weighting, slot, step=1e-4, *, sides=2):\n" + BOTH + "    return (f(up) - f(down)) / (sides * step)\n",
    HEAD + BOTH + "    return (f(up) - f(down)) / (2 * step)\n",
    HEAD + BOTH + "    return float(f(up) - f(down)) / step / 2\n",
    HEAD + "    e = np.zeros_like(weighting)\n    e[slot] = step\n    return (f(weighting + e) - f(weighting - e)) / (2 * step)\n",
    HEAD + "    e = step * np.eye(len(weighting))[slot]\n    return np.float64(f(weighting + e) - f(weighting - e)) * 0.5 / step\n",
    HEAD + "    kept = weighting[slot]\n    weighting[slot] = kept + step\n    up = f(weighting)\n    weighting[slot] = kept - step\n    down = f(weighting)\n    weighting[slot] = kept\n    return (up - down) / (2 * step)\n",
    HEAD + "    w = weighting.copy()\n    w[slot] += step\n    up = f(w)\n    w[slot] -= 2 * step\n    return (up - f(w)) / (2 * step)\n",
    "nudge = lambda f, weighting, slot, step=1e-4: (f(weighting + step * (np.arange(len(weighting)) == slot)) - f(weighting - step * (np.arange(len(weighting)) == slot))) / (2 * step)\n",
    HEAD + "    up, down = np.array(weighting), np.array(weighting)\n    up[slot] += step\n    down[slot] -= step\n    return np.array((f(up) - f(down)) / (up[slot] - down[slot]))\n",
    """\
import copy

def moved(weighting, slot, by):
    other = copy.deepcopy(weighting)
    other[slot] = other[slot] + by
    return other

def nudge(f, weighting, slot, step=1e-4):
    print("nudging", slot)
    return (f(moved(weighting, slot, step)) - f(moved(weighting, slot, -step))) / (2 * step)
""",
    """\
from collections.abc import Callable

def nudge(f: Callable, weighting: np.ndarray, slot: int, step: float = 1e-4, sides: tuple = (1, -1)) -> float:
    total = 0.0
    for side in sides:
        nudged = np.array([w + side * step if i == slot else w for i, w in enumerate(weighting)])
        total += side * f(nudged)
    return float(total) / (2 * step)
""",
    """\
def nudge(f, weighting, slot, step=1e-4):
    here = f(weighting)
    up, down = weighting.copy(), weighting.copy()
    up[slot], down[slot] = weighting[slot] + step, weighting[slot] - step
    forward, backward = (f(up) - here) / step, (here - f(down)) / step
    return (forward + backward) / 2
""",
    """\
from functools import partial

def _at(f, weighting, slot, by):
    return f(np.concatenate([weighting[:slot], [weighting[slot] + by], weighting[slot + 1 :]]))

def nudge(f, weighting, slot, step=1e-4):
    at = partial(_at, f, weighting, slot)
    return (at(step) - at(-step)) / (2 * step)
""",
    """\
class Nudged:
    def __init__(self, weighting, slot):
        self.weighting, self.slot = weighting, slot

    def by(self, amount):
        nudged = np.copy(self.weighting)
        np.add.at(nudged, self.slot, amount)
        return nudged

def nudge(f, weighting, slot, step=1e-4):
    nudged = Nudged(weighting, slot)
    values = [f(nudged.by(amount)) for amount in (-step, step)]
    return np.diff(values)[0] / (2 * step)
""",
]
