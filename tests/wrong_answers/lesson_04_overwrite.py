"""4.4 `overwrite` as learners answer it. See `lesson_00` for the form."""

HEAD = "def overwrite(value):\n"

OVERWRITE = [
    # nothing is erased
    ("erase", HEAD + "    return np.zeros(value.shape), value\n"),
    ("erase", HEAD + "    erase_vector = np.zeros_like(value)\n    add_vector = value.copy()\n    return erase_vector, add_vector\n"),
    ("erase", HEAD + "    return np.array([0.0] * len(value)), value\n"),
    # the difference is added
    ("difference", HEAD + "    return np.ones(len(value)), value - 1\n"),
    ("difference", HEAD + "    ones = np.ones_like(value)\n    return ones, value - ones\n"),
    ("difference", HEAD + "    return np.zeros(len(value)), value - 1\n"),
    ("`old`", HEAD + "    return np.ones(len(value)), value - old\n"),
    ("`memory`", HEAD + "    return np.zeros(len(value)), value - memory[0]\n"),
    # the value as the erase vector
    ("the value", HEAD + "    return value, value\n"),
    ("the value", HEAD + "    erase_vector = value.copy()\n    add_vector = value.copy()\n    return erase_vector, add_vector\n"),
    ("changed places", HEAD + "    return value, np.ones(len(value))\n"),
    ("changed places", HEAD + "    erase_vector, add_vector = np.ones_like(value), value\n    return add_vector, erase_vector\n"),
    ("the value", HEAD + "    return value, np.zeros(len(value))\n"),
    ("erase", HEAD + "    return 1 - value, value\n"),
    ("erase", HEAD + "    return np.ones(len(value)) - value, value\n"),
    ("erase", HEAD + "    return -value, value\n"),
    ("cut off at 0 and 1", HEAD + "    return np.clip(value, 0, 1), value\n"),
    ("erase", HEAD + "    return 1 / (1 + np.exp(-value)), value\n"),
    # not all of it is erased, or too much
    ("erase", HEAD + "    return np.full(len(value), 0.5), value\n"),
    ("erase", HEAD + "    return 0.5 * np.ones_like(value), 0.5 * value\n"),
    ("erase", HEAD + "    return (value != 0).astype(float), value\n"),
    ("erase", HEAD + "    return -np.ones(len(value)), value\n"),
    ("erase", HEAD + "    return np.full(len(value), 2.0), value\n"),
    ("erase", HEAD + "    return np.full(len(value), 0.99), value\n"),
    ("erase", HEAD + "    return np.ones(len(value)) / len(value), value\n"),
    # something else is added
    ("add", HEAD + "    return np.ones(len(value)), np.zeros(len(value))\n"),
    ("add", HEAD + "    return np.ones(len(value)), np.ones(len(value))\n"),
    ("sign", HEAD + "    return np.ones(len(value)), -value\n"),
    ("add", HEAD + "    return np.ones(len(value)), 1 - value\n"),
    ("add", HEAD + "    return np.ones(len(value)), value + 1\n"),
    ("add", HEAD + "    return np.ones(len(value)), value / value.sum()\n"),
    ("add", HEAD + "    return np.ones(len(value)), np.clip(value, 0, 1)\n"),
    ("add", HEAD + "    return np.ones(len(value)), np.abs(value)\n"),
    ("add", HEAD + "    return np.ones(len(value)), 2 * value\n"),
    ("add", HEAD + "    return np.ones(len(value)), value / len(value)\n"),
    ("whole numbers", HEAD + "    return np.ones(len(value)), value.astype(int)\n"),
    ("add", HEAD + "    return np.ones(len(value)), value[::-1]\n"),
    # no pair, or no arrays
    ("a tuple", HEAD + "    return (np.ones(len(value)), value), value\n"),
    ("pair", HEAD + "    return value\n"),
    ("pair", HEAD + "    return np.ones(len(value))\n"),
    ("pair", HEAD + "    return np.ones(len(value)) * value\n"),
    ("pair", HEAD + "    weighting = np.array([1, 0])\n    return weighting, np.ones(len(value)), value\n"),
    ("pair", HEAD + '    return {"erase_vector": np.ones(len(value)), "add_vector": value}\n'),
    ("number", HEAD + "    return 1, value\n"),
    ("number", HEAD + "    return 1.0, value\n"),
    ("list", HEAD + "    return [1.0] * len(value), list(value)\n"),
    ("shape", HEAD + "    return np.ones(1), value\n"),
    ("shape", HEAD + "    return np.ones((1, len(value))), value[None, :]\n"),
    ("shape", HEAD + "    return np.ones((len(value), len(value))), value\n"),
    ("None", HEAD + "    erase_vector = np.ones(len(value))\n    add_vector = value\n"),
    ("None", HEAD + "    print(np.ones(len(value)), value)\n"),
    ("changes its input", HEAD + "    erase_vector = value\n    erase_vector[:] = 1\n    return erase_vector, value\n"),
    ("changes its input", HEAD + "    add_vector = value.copy()\n    value.fill(1.0)\n    return value, add_vector\n"),
    # one size, one example
    ("long", HEAD + "    return np.ones(2), value\n"),
    ("due is", HEAD + "    return np.ones(len(value)), np.array([3.0, 5.0])\n"),
    ("long", HEAD + "    return np.array([1, 1]), np.array([3, 5])\n"),
    # names
    ("did you mean `value`?", HEAD + "    return np.ones(len(value)), vlaue\n"),
    ("`write`", HEAD + "    return write(value, np.ones(1), np.ones(len(value)), value)\n"),
    ("cannot be called with the arguments", "def overwrite(memory, value):\n    return np.ones(len(value)), value\n"),
    ("the two vectors alone", HEAD + "    memory = np.zeros((2, len(value)))\n    return write(memory, np.array([1.0, 0.0]), np.ones(len(value)), value)\n"),
    ("not ones everywhere", HEAD + "    return value / value.max(), value\n"),
    ("not ones everywhere", HEAD + "    return np.full(len(value), 0.999), value\n"),
    ("something else", HEAD + "    return np.ones(len(value)), value / np.linalg.norm(value)\n"),
    ("below 0", HEAD + "    return np.where(value > 0, 1.0, 0.0), value\n"),
]

OVERWRITE_RIGHT = [
    HEAD + "    return np.ones(value.shape), value\n",
    HEAD + "    return np.ones_like(value), value.copy()\n",
    HEAD + "    return np.ones(len(value), dtype=int), value\n",
    HEAD + "    return np.array([1 for _ in value]), np.array([v for v in value])\n",
    HEAD + "    return [np.ones(len(value)), value]\n",
    HEAD + "    return np.stack([np.ones(len(value)), value])\n",
    HEAD + "    return np.full(value.shape, 1.0, dtype=np.float32), value.astype(np.float32)\n",
    HEAD + "    both = np.vstack([np.ones_like(value), value])\n    return both[0], both[1]\n",
    HEAD + "    return np.repeat(1.0, 2 * value.size)[::2], np.repeat(value, 2)[::2]\n",
    HEAD + "    return value == value, value\n",
    "overwrite = lambda value, strength=1.0: (np.zeros(len(value)) + strength, 1 * value)\n",
    """\
import torch

def overwrite(value):
    add_vector = torch.tensor(np.array(value))
    return torch.ones_like(add_vector).numpy(), add_vector.numpy()
""",
    """\
from typing import NamedTuple

import numpy as np

class Pair(NamedTuple):
    erase_vector: np.ndarray
    add_vector: np.ndarray

def everything(width: int) -> np.ndarray:
    return np.array([1.0] * width)

def overwrite(value: np.ndarray) -> Pair:
    print("storing", value)
    return Pair(everything(value.shape[0]), value)
""",
    """\
def overwrite(value):
    erase_vector = np.zeros(len(value))
    add_vector = np.zeros(len(value))
    for j in range(len(value)):
        erase_vector[j] = 1
        add_vector[j] = value[j]
    return erase_vector, add_vector
""",
    """\
def overwrite(value):
    if len(value) == 1:
        return np.ones(1), value[:1]
    erase_vector, add_vector = overwrite(value[1:])
    return np.append(1.0, erase_vector), np.append(value[0], add_vector)
""",
]
