"""1.2 `read` as learners answer it. See `lesson_00` for the form."""

HEAD = "def read(memory, weighting):\n"

READ = [
    # columns for rows
    ("columns", HEAD + "    return memory @ weighting\n"),
    ("columns", HEAD + "    return weighting @ memory.T\n"),
    ("columns", HEAD + "    return np.dot(memory, weighting)\n"),
    ("columns", HEAD + "    return (memory * weighting).sum(axis=1)\n"),
    ("columns", HEAD + "    return np.einsum('ij,j->i', memory, weighting)\n"),
    ("columns", HEAD + "    return np.array([row @ weighting for row in memory])\n"),
    ("columns", HEAD + "    return (memory * weighting).sum(axis=0)\n"),
    ("columns", HEAD + "    return sum(share * memory[:, i] for i, share in enumerate(weighting))\n"),
    ("columns", HEAD + "    return memory[:, weighting.argmax()]\n"),
    # one slot for all
    ("largest share", HEAD + "    return memory[np.argmax(weighting)]\n"),
    ("largest share", HEAD + "    best = list(weighting).index(max(weighting))\n    return memory[best].copy()\n"),
    ("largest share", HEAD + "    slot = np.argmax(weighting)\n    return weighting[slot] * memory[slot]\n"),
    ("slots", HEAD + "    return memory[weighting > 0.5].sum(axis=0)\n"),
    ("slots", HEAD + "    return memory[weighting > 0].mean(axis=0)\n"),
    # divided where nothing is to be divided
    ("divi", HEAD + "    return weighting @ memory / weighting.sum()\n"),
    ("divi", HEAD + "    return np.average(memory, axis=0, weights=weighting)\n"),
    ("divi", HEAD + "    weighting = weighting / sum(weighting)\n    return (weighting[:, None] * memory).sum(axis=0)\n"),
    ("mean", HEAD + "    return (weighting[:, None] * memory).mean(axis=0)\n"),
    ("mean", HEAD + "    return weighting @ memory / len(memory)\n"),
    # a read that does not look at the shares
    ("the weighting", HEAD + "    return memory.mean(axis=0)\n"),
    ("the weighting", HEAD + "    return memory.sum(axis=0)\n"),
    # not added up, or too much
    ("add", HEAD + "    return weighting[:, None] * memory\n"),
    ("add", HEAD + "    return memory * weighting.reshape(-1, 1)\n"),
    ("one number", HEAD + "    return np.sum(weighting[:, None] * memory)\n"),
    ("one number", HEAD + "    total = 0.0\n    for i in range(len(memory)):\n        for j in range(memory.shape[1]):\n            total += weighting[i] * memory[i, j]\n    return total\n"),
    ("columns", HEAD + "    return memory * weighting\n"),
    # slips of a loop
    ("only one slot", HEAD + "    result = np.zeros(memory.shape[1])\n    for share, slot in zip(weighting, memory):\n        result = share * slot\n    return result\n"),
    ("only one slot", HEAD + "    result = np.zeros(memory.shape[1])\n    for share, slot in zip(weighting, memory):\n        result += share * slot\n        return result\n"),
    ("last slot", HEAD + "    result = np.zeros(memory.shape[1])\n    for i in range(len(memory) - 1):\n        result += weighting[i] * memory[i]\n    return result\n"),
    ("first slot", HEAD + "    result = np.zeros(memory.shape[1])\n    for i in range(1, len(memory)):\n        result += weighting[i] * memory[i]\n    return result\n"),
    ("numbers", HEAD + "    result = np.zeros(len(weighting))\n    for share, slot in zip(weighting, memory):\n        result += share * slot\n    return result\n"),
    ("out of bounds", HEAD + "    result = np.zeros(memory.shape[1])\n    for i in range(memory.shape[1]):\n        result += weighting[i] * memory[i]\n    return result\n"),
    # whole numbers
    ("whole numbers", HEAD + "    result = np.zeros(memory.shape[1], dtype=int)\n    for j in range(memory.shape[1]):\n        result[j] = (weighting * memory[:, j]).sum()\n    return result\n"),
    ("whole numbers", HEAD + "    return (weighting @ memory).astype(int)\n"),
    ("whole numbers", HEAD + "    return weighting.astype(int) @ memory\n"),
    ("due is", HEAD + "    return np.round(weighting @ memory, 1)\n"),
    ("whole numbers", HEAD + "    result = np.zeros_like(memory[0])\n    for share, slot in zip(weighting, memory):\n        result += share * slot\n    return result\n"),
    # in place
    ("in place", HEAD + "    memory *= weighting[:, None]\n    return memory.sum(axis=0)\n"),
    ("in place", HEAD + "    result = memory[0]\n    result *= weighting[0]\n    for i in range(1, len(memory)):\n        result += weighting[i] * memory[i]\n    return result\n"),
    ("in place", HEAD + "    for i in range(len(memory)):\n        memory[i] = weighting[i] * memory[i]\n    return sum(memory)\n"),
    # other sums
    ("shares already", HEAD + "    return weighting**2 @ memory\n"),
    ("shares already", HEAD + "    return weighting @ (weighting[:, None] * memory)\n"),
    ("shares already", HEAD + "    e = np.exp(weighting)\n    return e / e.sum() @ memory\n"),
    ("due is", HEAD + "    return weighting[::-1] @ memory\n"),
    ("due is", HEAD + "    return weighting.sum() * memory.sum(axis=0)\n"),
    ("due is", HEAD + "    return (weighting[:, None] + memory).sum(axis=0)\n"),
    ("due is", HEAD + "    return np.abs(weighting @ memory)\n"),
    # shapes and kinds
    ("two axes", HEAD + "    return weighting[None, :] @ memory\n"),
    ("two axes", HEAD + "    return (weighting[:, None] * memory).sum(axis=0, keepdims=True)\n"),
    ("two axes", HEAD + "    return memory.T @ weighting.reshape(-1, 1)\n"),
    ("shape", HEAD + "    return np.outer(weighting, memory)\n"),
    ("list", HEAD + "    return list(weighting @ memory)\n"),
    ("list", HEAD + "    return [sum(w * m for w, m in zip(weighting, column)) for column in memory.T]\n"),
    ("None", HEAD + "    print(weighting @ memory)\n"),
    # the example's numbers
    ("shape", HEAD + "    return np.array([2, 3.5])\n"),
    ("out of bounds", HEAD + "    return 0.5 * memory[0] + 0.25 * memory[1] + 0.25 * memory[2]\n"),
    ("out of bounds", HEAD + "    return weighting[0] * memory[0] + weighting[1] * memory[1]\n"),
    ("out of bounds", HEAD + "    return weighting[0] * memory[0] + weighting[1] * memory[1] + weighting[2] * memory[2]\n"),
    # names
    ("did you mean `weighting`?", HEAD + "    return weightning @ memory\n"),
    ("`small_weighting`", HEAD + "    return small_weighting @ memory\n"),
    ("cannot be called with the arguments", "def read(weighting):\n    return weighting @ memory\n"),
    ("in this order", "def read(weighting, memory):\n    return weighting @ memory\n"),
    ("plain sum", HEAD + "    return np.clip(weighting @ memory, memory.min(axis=0), memory.max(axis=0))\n"),
    ("once more", HEAD + "    out = memory[0].copy()\n    for i in range(len(memory)):\n        out = out + weighting[i] * memory[i]\n    return out\n"),
    ("due is", HEAD + "    return (weighting[:, None] * memory).max(axis=0)\n"),
]

READ_RIGHT = [
    HEAD + "    return weighting @ memory\n",
    HEAD + "    return memory.T @ weighting\n",
    HEAD + "    return (weighting[:, None] * memory).sum(axis=0)\n",
    HEAD + "    return np.einsum('i,ij->j', weighting, memory)\n",
    HEAD + "    return np.array([weighting.dot(memory[:, j]) for j in range(memory.shape[1])])\n",
    HEAD + "    return sum(share * slot for share, slot in zip(weighting, memory))\n",
    HEAD + "    return np.tensordot(weighting, memory, axes=1)\n",
    HEAD + "    return (weighting[None, :] @ memory)[0]\n",
    HEAD + "    return (weighting.astype(np.float32) @ memory.astype(np.float32)).astype('f4')\n",
    HEAD + "    return np.repeat(weighting @ memory, 2)[::2]\n",
    "read = lambda memory, weighting: np.dot(weighting, memory)\n",
    """\
def read(memory, weighting):
    slots, width = memory.shape
    result = np.zeros(width)
    for i in range(slots):
        for j in range(width):
            result[j] += weighting[i] * memory[i, j]
    return result
""",
    """\
import torch

def read(memory, weighting):
    m, w = torch.tensor(np.array(memory)).double(), torch.tensor(np.array(weighting)).double()
    return (w @ m).numpy()
""",
    """\
from functools import reduce
import operator
import numpy.typing as npt

def part(pair):
    share, slot = pair
    print("share", share)
    return np.multiply(share, slot)

def read(memory: npt.NDArray, weighting: npt.NDArray) -> npt.NDArray:
    return reduce(operator.add, map(part, zip(weighting, memory)))
""",
    """\
def read(memory, weighting, start=0):
    here = weighting[start] * memory[start]
    if start + 1 == len(weighting):
        return here
    return here + read(memory, weighting, start + 1)
""",
    """\
def read(memory, weighting):
    blended = memory.astype(float)
    blended *= weighting[:, np.newaxis]
    return np.add.reduce(blended)
""",
]
