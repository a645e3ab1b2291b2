"""Lesson 00 as learners answer it: wrong in the ways people are wrong, right in the ways people are right.

`WRONG`: exercise -> (words its verdict has to hold, source). `RIGHT`: exercise -> sources.
"""

COUNT_ONES = [
    ("float", "def count_ones(bits):\n    return 0.0\n"),
    ("float", "def count_ones(bits):\n    return float(bits.sum())\n"),
    ("float", "def count_ones(bits):\n    return bits.mean() * bits.size\n"),
    ("float", "def count_ones(bits):\n    return bits.sum() / 1\n"),
    ("float", "def count_ones(bits):\n    count = 0.0\n    for bit in bits.flatten():\n        count += bit\n    return count\n"),
    ("zeros", "def count_ones(bits):\n    return int((bits == 0).sum())\n"),
    ("zeros", "def count_ones(bits):\n    return bits.size - int(bits.sum())\n"),
    ("zeros", "def count_ones(bits):\n    return int((1 - bits).sum())\n"),
    ("rows", "def count_ones(bits):\n    return len(bits)\n"),
    ("rows", "def count_ones(bits):\n    return bits.shape[0]\n"),
    ("columns", "def count_ones(bits):\n    return bits.shape[1]\n"),
    ("every bit", "def count_ones(bits):\n    return bits.size\n"),
    ("several numbers", "def count_ones(bits):\n    return bits.sum(axis=0)\n"),
    ("several numbers", "def count_ones(bits):\n    return sum(bits)\n"),
    ("several numbers", "def count_ones(bits):\n    return bits.sum(axis=1).astype(int)\n"),
    ("first row", "def count_ones(bits):\n    return int(bits[0].sum())\n"),
    ("first row", "def count_ones(bits):\n    for row in bits:\n        return int(sum(row))\n"),
    ("last row", "def count_ones(bits):\n    for row in bits:\n        count = 0\n        for bit in row:\n            count += int(bit)\n    return count\n"),
    ("rows", "def count_ones(bits):\n    return int(bits.any(axis=1).sum())\n"),
    ("due is", "def count_ones(bits):\n    return int(bits.max())\n"),
    ("due is", "def count_ones(bits):\n    return 3\n"),
    ("due is", "def count_ones(bits):\n    return int(bits.sum()) + 1\n"),
    ("str", "def count_ones(bits):\n    return str(int(bits.sum()))\n"),
    ("True", "def count_ones(bits):\n    return bool(bits.sum())\n"),
    ("array", "def count_ones(bits):\n    return bits == 1\n"),
    ("list", "def count_ones(bits):\n    return [int(bits.sum())]\n"),
    ("changes its input", "def count_ones(bits):\n    n = 0\n    while bits.any():\n        bits[tuple(np.argwhere(bits)[0])] = 0\n        n += 1\n    return n\n"),
    ("count", "def count_ones(bits):\n    return bits.count(1)\n"),
    ("did you mean `bits`?", "def count_ones(bits):\n    return int(bit.sum())\n"),
    ("did you mean `np`?", "def count_ones(bits):\n    return int(npp.sum(bits))\n"),
]

COUNT_ONES_RIGHT = [
    "def count_ones(bits):\n    return int(bits.sum())\n",
    "import numpy as np\n\ndef count_ones(bits):\n    return np.count_nonzero(bits)\n",
    "def count_ones(bits):\n    return bits.sum().astype(int)\n",
    "def count_ones(bits: 'np.ndarray') -> int:\n    return int((bits == 1).sum())\n",
    "def count_ones(bits):\n    count = 0\n    for row in bits:\n        for bit in row:\n            if bit == 1:\n                count += 1\n    return count\n",
    "count_ones = lambda bits: int(sum(map(sum, bits.tolist())))\n",
    """\
def count_ones(bits):
    print("bits are", bits.shape)
    import warnings
    warnings.warn("looking")
    return sum(1 for bit in bits.ravel() if bit)
""",
    """\
def count_row(row):
    return 0 if len(row) == 0 else int(row[0]) + count_row(row[1:])

def count_ones(bits):
    return sum(count_row(row) for row in bits)
""",
    """\
from collections import Counter
ONE = 1

def count_ones(bits, which=ONE):
    return Counter(bits.astype(int).flatten().tolist())[which]
""",
    "import numpy as np\n\ndef count_ones(bits):\n    return np.int64(np.einsum('ij->', bits))\n",
    """\
class Count:
    def __call__(self, bits):
        return int(bits.sum())

count_ones = Count()
""",
    """\
def count_ones(bits):
    rows, steps = bits.shape
    total = 0
    for row in range(rows):
        for step in range(steps):
            total = total + int(bits[row, step])
    return total

assert count_ones(__import__("numpy").array([[0, 1, 1], [0, 0, 1]])) == 3
print(count_ones)
""",
]

WRONG = {"0.1": COUNT_ONES}
RIGHT = {"0.1": COUNT_ONES_RIGHT}
