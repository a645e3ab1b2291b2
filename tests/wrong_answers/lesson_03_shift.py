"""3.2 `shift` as learners answer it. See `lesson_00` for the form."""

HEAD = "import numpy as np\n\ndef shift(weighting, shift_weighting):\n"
START = "    reach = len(shift_weighting) // 2\n    moved = np.zeros(len(weighting))\n"
EACH = "    for place, share in enumerate(shift_weighting):\n"
SIZES = "    n, reach = len(weighting), len(shift_weighting) // 2\n    moved = np.zeros(n)\n"
PAIRS = "    for i in range(n):\n        for j in range(n):\n"

SHIFT = [
    ("backwards", HEAD + START + EACH + "        moved += share * np.roll(weighting, reach - place)\n    return moved\n"),
    ("backwards", HEAD + START + "    for place, share in enumerate(shift_weighting[::-1]):\n        moved += share * np.roll(weighting, place - reach)\n    return moved\n"),
    ("backwards", HEAD + SIZES + "    for i in range(n):\n        for step in range(-reach, reach + 1):\n            moved[i] += weighting[(i + step) % n] * shift_weighting[step + reach]\n    return moved\n"),
    ("backwards", HEAD + "    r = len(shift_weighting) // 2\n    return np.correlate(np.pad(weighting, r, mode='wrap'), shift_weighting, 'valid')\n"),
    ("edge", HEAD + "    return np.convolve(weighting, shift_weighting, mode='same')\n"),
    ("edge", HEAD + SIZES + "    for i in range(n):\n        for step in range(-reach, reach + 1):\n            if 0 <= i - step < n:\n                moved[i] += weighting[i - step] * shift_weighting[step + reach]\n    return moved\n"),
    ("edge", HEAD + SIZES + PAIRS + "            if abs(i - j) <= reach:\n                moved[i] += weighting[j] * shift_weighting[i - j + reach]\n    return moved\n"),
    ("edge", HEAD + "    reach = len(shift_weighting) // 2\n    return np.convolve(np.pad(weighting, reach), shift_weighting, mode='valid')\n"),
    ("edge", HEAD + "    w = np.convolve(weighting, shift_weighting, mode='same')\n    return w / w.sum()\n"),
    ("edge", HEAD + SIZES + "    for j in range(n):\n        for step in range(-reach, reach + 1):\n            moved[np.clip(j + step, 0, n - 1)] += weighting[j] * shift_weighting[step + reach]\n    return moved\n"),
    ("edge", HEAD + "    reach = len(shift_weighting) // 2\n    return np.convolve(np.pad(weighting, reach, mode='edge'), shift_weighting, mode='valid')\n"),
    ("middle", HEAD + "    moved = np.zeros(len(weighting))\n" + EACH + "        moved += share * np.roll(weighting, place)\n    return moved\n"),
    ("middle", HEAD + "    return sum(s * np.roll(weighting, k) for k, s in enumerate(shift_weighting))\n"),
    ("middle", HEAD + START + EACH + "        moved += share * np.roll(weighting, place - reach - 1)\n    return moved\n"),
    ("middle", HEAD + START + "    for place, share in enumerate(shift_weighting, start=1):\n        moved += share * np.roll(weighting, place - reach)\n    return moved\n"),
    ("middle", HEAD + "    n = len(weighting)\n    return np.fft.ifft(np.fft.fft(weighting) * np.fft.fft(shift_weighting, n)).real\n"),
    ("last step", HEAD + START + "    for step in range(-reach, reach):\n        moved += shift_weighting[step + reach] * np.roll(weighting, step)\n    return moved\n"),
    ("three", HEAD + "    down, stay, up = shift_weighting[0], shift_weighting[1], shift_weighting[2]\n    return down * np.roll(weighting, -1) + stay * weighting + up * np.roll(weighting, 1)\n"),
    ("three", HEAD + "    down, stay, up = shift_weighting\n    return down * np.roll(weighting, -1) + stay * weighting + up * np.roll(weighting, 1)\n"),
    ("three", HEAD + "    moved = np.zeros(len(weighting))\n    for step in (-1, 0, 1):\n        moved += shift_weighting[step + 1] * np.roll(weighting, step)\n    return moved\n"),
    ("three", HEAD + "    moved = np.zeros(len(weighting))\n    for step, share in zip((-1, 0, 1), shift_weighting):\n        moved += share * np.roll(weighting, step)\n    return moved\n"),
    ("three", HEAD + "    return sum(s * np.roll(weighting, k) for k, s in enumerate(shift_weighting, start=-1))\n"),
    ("three", HEAD + "    ring = np.concatenate([weighting[-1:], weighting, weighting[:1]])\n    return np.convolve(ring, shift_weighting, mode='valid')\n"),
    ("sum to 1", HEAD + "    reach = len(shift_weighting) // 2\n    moved = weighting.copy()\n" + EACH + "        moved += share * np.roll(weighting, place - reach)\n    return moved\n"),
    ("due is", HEAD + START + EACH + "        moved += share + np.roll(weighting, place - reach)\n    return moved\n"),
    ("sum to 1", HEAD + "    reach = len(shift_weighting) // 2\n    return np.mean([s * np.roll(weighting, k - reach) for k, s in enumerate(shift_weighting)], axis=0)\n"),
    ("without their shares", HEAD + START + EACH + "        moved += np.roll(weighting, place - reach)\n    return moved\n"),
    ("due is", HEAD + START + EACH + "        moved += np.roll(weighting, place - reach) / len(shift_weighting)\n    return moved\n"),
    ("one step", HEAD + START + EACH + "        moved = share * np.roll(weighting, place - reach)\n    return moved\n"),
    ("one step", HEAD + START + EACH + "        moved += share * np.roll(weighting, place - reach)\n        return moved\n"),
    ("largest share", HEAD + "    reach = len(shift_weighting) // 2\n    return np.roll(weighting, np.argmax(shift_weighting) - reach)\n"),
    ("average step", HEAD + "    reach = len(shift_weighting) // 2\n    steps = np.arange(-reach, reach + 1)\n    return np.roll(weighting, int(round(steps @ shift_weighting)))\n"),
    ("due is", HEAD + "    return np.roll(weighting, 1)\n"),
    ("due is", HEAD + "    return weighting\n"),
    ("due is", HEAD + START + "    moved += weighting\n" + EACH + "        moved = share * np.roll(moved, place - reach)\n    return moved\n"),
    ("due is", HEAD + "    reach = len(shift_weighting) // 2\n" + EACH + "        weighting = weighting + share * np.roll(weighting, place - reach)\n    return weighting / weighting.sum()\n"),
    ("changes its input", HEAD + "    reach = len(shift_weighting) // 2\n    original = weighting.copy()\n    weighting[:] = 0\n" + EACH + "        weighting += share * np.roll(original, place - reach)\n    return weighting\n"),
    ("sum to 1", HEAD + START + "    moved = weighting\n" + EACH + "        moved += share * np.roll(weighting, place - reach)\n    return moved\n"),
    ("copies", HEAD + "    reach = len(shift_weighting) // 2\n    return np.array([s * np.roll(weighting, k - reach) for k, s in enumerate(shift_weighting)])\n"),
    ("shape", HEAD + "    reach = len(shift_weighting) // 2\n    return np.sum([s * np.roll(weighting, k - reach) for k, s in enumerate(shift_weighting)], axis=1)\n"),
    ("copies", HEAD + "    reach = len(shift_weighting) // 2\n    return np.sum([s * np.roll(weighting, k - reach) for k, s in enumerate(shift_weighting)])\n"),
    ("one share a slot", HEAD + "    return np.convolve(weighting, shift_weighting)\n"),
    ("shape", HEAD + "    return np.outer(weighting, shift_weighting)\n"),
    ("a list", HEAD + SIZES + "    for i in range(n):\n        for step in range(-reach, reach + 1):\n            moved[i] += weighting[(i - step) % n] * shift_weighting[step + reach]\n    return list(moved)\n"),
    ("a list", HEAD + "    reach = len(shift_weighting) // 2\n    return [s * np.roll(weighting, k - reach) for k, s in enumerate(shift_weighting)]\n"),
    ("place d + R", HEAD + SIZES + PAIRS + "            moved[i] += weighting[j] * shift_weighting[i - j]\n    return moved\n"),
    ("place d + R", HEAD + SIZES + PAIRS + "            moved[i] += weighting[j] * shift_weighting[(i - j) % n]\n    return moved\n"),
    ("fewer steps than slots", HEAD + SIZES + PAIRS + "            moved[i] += weighting[j] * shift_weighting[(i - j + reach) % n]\n    return moved\n"),
    ("over and over", HEAD + SIZES + PAIRS + "            moved[i] += weighting[j] * shift_weighting[(i - j + reach) % len(shift_weighting)]\n    return moved\n"),
    ("IndexError", HEAD + SIZES + "    for j in range(n):\n        for step in range(-reach, reach + 1):\n            moved[j + step] += weighting[j] * shift_weighting[step + reach]\n    return moved\n"),
    ("could not be broadcast", HEAD + "    reach = len(shift_weighting) // 2\n    moved = np.zeros(5)\n" + EACH + "        moved += share * np.roll(weighting, place - reach)\n    return moved\n"),
    ("shape", HEAD + "    reach = len(shift_weighting) // 2\n    moved = np.zeros(len(shift_weighting))\n" + EACH + "        moved += share * np.roll(weighting, place - reach)\n    return moved\n"),
    ("due is", HEAD + START + EACH + "        moved += share * np.roll(weighting, place - len(weighting) // 2)\n    return moved\n"),
    ("dtype", HEAD + "    reach = len(shift_weighting) // 2\n    moved = np.zeros(len(weighting), dtype=int)\n" + EACH + "        moved = moved + (share * np.roll(weighting, place - reach)).astype(int)\n    return moved\n"),
    ("complex", HEAD + "    n, reach = len(weighting), len(shift_weighting) // 2\n    kernel = np.zeros(n)\n    for k, s in enumerate(shift_weighting):\n        kernel[(k - reach) % n] += s\n    return np.fft.ifft(np.fft.fft(weighting) * np.fft.fft(kernel))\n"),
    ("None", HEAD + START + EACH + "        moved += share * np.roll(weighting, place - reach)\n    print(moved)\n"),
    ("did you mean `shift_weighting`?", HEAD + "    reach = len(shift_weigting) // 2\n    return np.roll(weighting, reach)\n"),
    ("did you mean `moved`?", HEAD + START + EACH + "        moved += share * np.roll(weighting, place - reach)\n    return mvoed\n"),
    ("never used", HEAD + "    reach = len(shift_weighting) // 2\n    return sum(shift_weighting[d + reach] * np.roll(weighting, d) for d in range(-reach, reach))\n"),
    ("only the steps up", HEAD + "    reach = len(shift_weighting) // 2\n    return sum(shift_weighting[d + reach] * np.roll(weighting, d) for d in range(reach + 1))\n"),
    ("only the steps up", HEAD + START + "    for step in range(-reach, 1):\n        moved += shift_weighting[step + reach] * np.roll(weighting, step)\n    return moved\n"),
    ("same direction", HEAD + START + "    for step in range(-reach, reach + 1):\n        moved += shift_weighting[step + reach] * np.roll(weighting, abs(step))\n    return moved\n"),
    ("still read from", HEAD + "    n, reach = len(weighting), len(shift_weighting) // 2\n    for i in range(n):\n        weighting[i] = sum(weighting[(i - d) % n] * shift_weighting[d + reach] for d in range(-reach, reach + 1))\n    return weighting\n"),
    ("still read from", HEAD + "    n, reach = len(weighting), len(shift_weighting) // 2\n    moved = list(weighting)\n    for i in range(n):\n        moved[i] = sum(moved[(i - d) % n] * shift_weighting[d + reach] for d in range(-reach, reach + 1))\n    return np.array(moved)\n"),
    ("softmax", HEAD + START + "    shares = np.exp(shift_weighting) / np.exp(shift_weighting).sum()\n    for place, share in enumerate(shares):\n        moved += share * np.roll(weighting, place - reach)\n    return moved\n"),
    ("three", HEAD + "    middle = len(shift_weighting) // 2\n    return shift_weighting[0] * np.roll(weighting, -1) + shift_weighting[middle] * weighting + shift_weighting[-1] * np.roll(weighting, 1)\n"),
    ("edge", HEAD + "    reach = len(shift_weighting) // 2\n    return np.convolve(np.pad(weighting, reach, mode='symmetric'), shift_weighting, mode='valid')\n"),
    ("due is", HEAD + SIZES + "    for i in range(n):\n        for step in range(-reach, reach + 1):\n            moved[i] += weighting[(i - step) % (n - 1)] * shift_weighting[step + reach]\n    return moved\n"),
]

SHIFT_RIGHT = [
    HEAD + START + EACH + "        moved += share * np.roll(weighting, place - reach)\n    return moved\n",
    HEAD + SIZES + "    for i in range(n):\n        for step in range(-reach, reach + 1):\n            moved[i] += weighting[(i - step) % n] * shift_weighting[step + reach]\n    return moved\n",
    HEAD + SIZES + "    for j in range(n):\n        for k in range(len(shift_weighting)):\n            moved[(j + k - reach) % n] += weighting[j] * shift_weighting[k]\n    return moved\n",
    HEAD + "    reach = len(shift_weighting) // 2\n    return np.convolve(np.pad(weighting, reach, mode='wrap'), shift_weighting, mode='valid')\n",
    HEAD + "    r = (len(shift_weighting) - 1) // 2\n    return sum(s * np.roll(weighting, k - r) for k, s in enumerate(shift_weighting))\n",
    HEAD + "    reach = len(shift_weighting) // 2\n    moved = np.zeros_like(weighting)\n" + EACH + "        moved += share * np.roll(weighting, place - reach)\n    return moved\n",
    HEAD + "    reach = len(shift_weighting) // 2\n    copies = np.array([np.roll(weighting, step) for step in range(-reach, reach + 1)])\n    return shift_weighting @ copies\n",
    HEAD + "    reach = len(shift_weighting) // 2\n    copies = np.stack([np.roll(weighting, step) for step in range(-reach, reach + 1)], axis=1)\n    return np.einsum('sk,k->s', copies, shift_weighting)\n",
    """\
import numpy as np

def shift(weighting, shift_weighting):
    n, places = len(weighting), len(shift_weighting)
    kernel = np.zeros(n)
    kernel[:places] = shift_weighting
    kernel = np.roll(kernel, -(places // 2))
    return np.fft.irfft(np.fft.rfft(weighting) * np.fft.rfft(kernel), n)
""",
    """\
import numpy as np

def shift(weighting, shift_weighting):
    n, reach = len(weighting), len(shift_weighting) // 2
    slots = np.arange(n)
    sources = (slots[:, None] - np.arange(-reach, reach + 1)) % n
    return weighting[sources] @ shift_weighting
""",
    """\
import numpy as np

def shift(weighting, shift_weighting):
    # the whole convolution, and then the two ends folded back on to the ring
    n, reach = len(weighting), len(shift_weighting) // 2
    ring = np.zeros(n)
    for place, value in enumerate(np.convolve(weighting, shift_weighting)):
        ring[(place - reach) % n] += value
    return ring
""",
    """\
import numpy as np

def circulant(shift_weighting, n):
    reach = len(shift_weighting) // 2
    steps = dict(zip(range(-reach, reach + 1), shift_weighting))
    matrix = np.zeros((n, n), dtype=np.float32)
    for i in range(n):
        for j in range(n):
            for step, share in steps.items():
                if (i - j - step) % n == 0:
                    matrix[i, j] += share
    return matrix

def shift(weighting, shift_weighting):
    return circulant(shift_weighting, len(weighting)) @ weighting
""",
    """\
import torch

def shift(weighting, shift_weighting, reach=None):
    reach = len(shift_weighting) // 2 if reach is None else reach
    w = torch.tensor(weighting, dtype=torch.float64)
    return sum(float(s) * w.roll(k - reach) for k, s in enumerate(shift_weighting)).numpy()
""",
    """\
import numpy as np
from collections import deque

def shift(weighting, shift_weighting):
    reach = len(shift_weighting) // 2
    total = [0.0] * len(weighting)
    ring = deque(weighting)
    ring.rotate(-reach)
    for share in shift_weighting:
        print("share", share, "of", list(ring))
        total = [t + share * r for t, r in zip(total, ring)]
        ring.rotate(1)
    return np.array(total)
""",
    """\
import numpy as np

def shift(weighting, shift_weighting):
    def moved_copies(shares, step):
        if len(shares) == 0:
            return 0 * weighting
        return shares[0] * np.roll(weighting, step) + moved_copies(shares[1:], step + 1)
    return moved_copies(shift_weighting, -(len(shift_weighting) // 2))
""",
    "import numpy as np\n\nshift = lambda weighting, shift_weighting: np.array([sum(s * weighting[(i - k + len(shift_weighting) // 2) % len(weighting)] for k, s in enumerate(shift_weighting)) for i in range(len(weighting))])\n",
    HEAD + "    r = len(shift_weighting) // 2\n    return np.correlate(np.pad(weighting, r, mode='wrap'), shift_weighting[::-1], 'valid')\n",
]
