"""2.2 `softmax` as learners answer it. See `lesson_00` for the form."""

HEAD = "import numpy as np\n\ndef softmax(values):\n"

MAX, SHARES = "values.max(axis=-1, keepdims=True)", "e / e.sum(axis=-1, keepdims=True)"

SOFTMAX = [
    ("overflow", HEAD + "    return np.exp(values) / np.exp(values).sum(axis=-1, keepdims=True)\n"),
    ("overflow", HEAD + "    e = np.exp(values)\n    return e / np.sum(e, axis=-1, keepdims=True)\n"),
    ("overflow", HEAD + "    return (np.exp(values).T / np.exp(values).T.sum(axis=0)).T\n"),
    ("overflow", HEAD + "    e = np.e ** values\n    return e / e.sum(axis=-1, keepdims=True)\n"),
    ("overflow", "import math\nimport numpy as np\n\ndef softmax(values):\n    e = np.vectorize(math.exp)(values)\n    return e / e.sum(axis=-1, keepdims=True)\n"),
    ("overflow", HEAD + f"    e = np.exp(values) / np.exp({MAX})\n    return {SHARES}\n"),
    ("axis", HEAD + "    e = np.exp(values - values.max(axis=0))\n    return e / e.sum(axis=0)\n"),
    ("axis", HEAD + "    e = np.exp(values - np.max(values, axis=0, keepdims=True))\n    return e / e.sum(axis=0, keepdims=True)\n"),
    ("rows", HEAD + "    e = np.exp(values - values.max())\n    return e / e.sum()\n"),
    ("rows", HEAD + "    e = np.exp(values - np.max(values, axis=-1, keepdims=True))\n    return e / e.sum()\n"),
    ("largest value of the whole array", HEAD + f"    e = np.exp(values - values.max())\n    return {SHARES}\n"),
    ("mean", HEAD + f"    e = np.exp(values - values.mean(axis=-1, keepdims=True))\n    return {SHARES}\n"),
    ("mean", HEAD + "    e = np.exp(values - np.mean(values, -1, keepdims=True))\n    return e / e.sum(-1, keepdims=True)\n"),
    ("mean", HEAD + "    e = np.exp(values - values.mean())\n    return e / e.sum(axis=-1, keepdims=True)\n"),
    ("overflow", HEAD + f"    e = np.exp(values - values.min(axis=-1, keepdims=True))\n    return {SHARES}\n"),
    ("sum to 1", HEAD + "    return np.exp(values - values.max(axis=-1, keepdims=True))\n"),
    ("np.exp", HEAD + "    return values / values.sum(axis=-1, keepdims=True)\n"),
    ("changes its input", HEAD + f"    values -= {MAX}\n    e = np.exp(values)\n    return {SHARES}\n"),
    ("changes its input", HEAD + f"    np.subtract(values, {MAX}, out=values)\n    np.exp(values, out=values)\n    values /= values.sum(axis=-1, keepdims=True)\n    return values\n"),
    ("cut values off", HEAD + "    e = np.exp(np.clip(values, -700, 700))\n    return e / e.sum(axis=-1, keepdims=True)\n"),
    ("keepdims", HEAD + "    e = np.exp(values - values.max(axis=-1))\n    return e / e.sum(axis=-1)\n"),
    ("keepdims", HEAD + "    e = np.exp(values - values.max(axis=-1, keepdims=True))\n    return e / e.sum(axis=-1)\n"),
    ("single row", HEAD + "    e = np.exp(values - values.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1, keepdims=True)\n"),
    ("logarithms", HEAD + f"    shifted = values - {MAX}\n    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))\n"),
    ("by itself", HEAD + "    return 1 / (1 + np.exp(-values))\n"),
    ("powers of 2", HEAD + f"    e = 2.0 ** (values - {MAX})\n    return {SHARES}\n"),
    ("1 to the largest", HEAD + "    return (values == values.max(axis=-1, keepdims=True)) * 1.0\n"),
    ("due is", HEAD + f"    e = np.exp(values - {MAX})\n    return np.round({SHARES}, 2)\n"),
    ("cover up", HEAD + "    e = np.exp(values)\n    return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))\n"),
    ("turned round", HEAD + f"    e = np.exp({MAX} - values)\n    return {SHARES}\n"),
    ("nan", HEAD + f"    v = values / np.abs(values).max(axis=-1, keepdims=True)\n    e = np.exp(v)\n    return {SHARES}\n"),
    ("shape", HEAD + "    e = np.exp(values - values.max())\n    return (e / e.sum()).ravel()\n"),
    ("a list", HEAD + f"    v = values - {MAX}\n    e = np.exp(v)\n    return ({SHARES}).tolist()\n"),
    ("largest *absolute* value", HEAD + f"    e = np.exp(values - np.abs(values).max(axis=-1, keepdims=True))\n    return {SHARES}\n"),
    ("largest *absolute* value", HEAD + f"    e = np.exp(values - abs(values).max())\n    return {SHARES}\n"),
    ("values.max(axis=-1, keepdims=True)", HEAD + "    e = np.exp(values - max(values))\n    return e / sum(e)\n"),
    ("Python's own max", HEAD + f"    e = np.exp(values - max(values))\n    return {SHARES}\n"),
    ("numbers one by one", HEAD + "    result = np.zeros_like(values)\n    for i, row in enumerate(values):\n        e = np.exp(row - row.max())\n        result[i] = e / e.sum()\n    return result\n"),
    ("numbers one by one", HEAD + "    return np.array([np.exp(row) / np.sum(np.exp(row)) for row in values])\n"),
    ("numbers one by one", HEAD + "    rows = []\n    for row in values:\n        e = np.exp(row - max(row))\n        rows.append(e / sum(e))\n    return np.array(rows)\n"),
    ("numbers one by one", HEAD + "    result = np.zeros_like(values)\n    for i in range(len(values)):\n        e = np.exp(values[i, :] - values[i, :].max())\n        result[i] = e / e.sum()\n    return result\n"),
    ("one axis only", HEAD + f"    rows, slots = values.shape\n    e = np.exp(values - {MAX})\n    return e / e.sum(axis=-1).reshape(rows, 1)\n"),
    ("the sum below the bar", HEAD + f"    e = np.exp(values - {MAX})\n    return e / np.exp(values).sum(axis=-1, keepdims=True)\n"),
    ("the exponentials above the bar", HEAD + f"    e = np.exp(values - {MAX})\n    return np.exp(values) / e.sum(axis=-1, keepdims=True)\n"),
    ("divided by the largest", HEAD + f"    e = np.exp(values - {MAX})\n    return e / e.max(axis=-1, keepdims=True)\n"),
    ("divided by the largest", HEAD + "    e = np.exp(values)\n    return e / e.max(axis=-1, keepdims=True)\n"),
    ("stops with an error", HEAD + f"    if values.ndim == 1:\n        return np.ones(2) @ np.ones(3)\n    e = np.exp(values - {MAX})\n    return {SHARES}\n"),
    ("numbers one by one", HEAD + "    return np.stack([np.exp(row - row.max(axis=-1)) / np.exp(row - row.max(axis=-1)).sum() for row in values])\n"),
]

SOFTMAX_RIGHT = [
    HEAD + "    e = np.exp(values - np.max(values, axis=-1, keepdims=True))\n    return e / e.sum(axis=-1, keepdims=True)\n",
    HEAD + "    v = values - values.max(axis=-1)[..., None]\n    return np.exp(v) / np.exp(v).sum(-1)[..., None]\n",
    HEAD + "    return np.exp(values - np.logaddexp.reduce(values, axis=-1, keepdims=True))\n",
    HEAD + "    v = (values - values.max(-1, keepdims=True)).astype('float32')\n    e = np.exp(v)\n    return e / e.sum(-1, keepdims=True)\n",
    HEAD + "    e = np.exp(values.T - values.T.max(axis=0))\n    return (e / e.sum(axis=0)).T\n",
    """\
def softmax(values):
    if values.ndim == 1:
        exponentials = np.exp(values - max(values))
        return exponentials / sum(exponentials)
    return np.array([softmax(row) for row in values])
""",
    """\
import math

def shares(row):
    largest = max(row)
    exponentials = [math.exp(v - largest) for v in row]
    total = sum(exponentials)
    return [e / total for e in exponentials]

def softmax(values):
    print("softmax of", values)
    rows = np.atleast_2d(values)
    return np.array([shares(row) for row in rows]).reshape(values.shape)
""",
    """\
import torch

def softmax(values):
    return torch.softmax(torch.as_tensor(values, dtype=torch.float64), dim=-1).numpy()
""",
    "softmax = lambda values: np.apply_along_axis(lambda row: np.exp(row - row.max()) / np.exp(row - row.max()).sum(), -1, values)\n",
    """\
import numpy as np

AXIS = -1

def stable_exp(values: np.ndarray, axis: int = AXIS) -> np.ndarray:
    return np.exp(np.subtract(values, np.amax(values, axis=axis, keepdims=True)))

def softmax(values: np.ndarray, axis: int = AXIS) -> np.ndarray:
    e = stable_exp(values, axis)
    return np.divide(e, np.expand_dims(np.einsum("...i->...", e), axis))
""",
    """\
def softmax(values):
    values = values.copy()
    values -= values.max(axis=-1, keepdims=True)
    with np.errstate(under="ignore"):
        values = np.exp(values)
    values /= values.sum(axis=-1, keepdims=True)
    return values
""",
    # the sum with a pinch against division by zero, as people are taught to write it
    HEAD + "    e = np.exp(values - values.max(axis=-1, keepdims=True))\n    return e / (e.sum(axis=-1, keepdims=True) + 1e-12)\n",
]
