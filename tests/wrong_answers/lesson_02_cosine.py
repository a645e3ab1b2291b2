"""2.1 `cosine_similarity` as learners answer it. See `lesson_00` for the form."""

HEAD = "import numpy as np\n\ndef cosine_similarity(memory, key):\n"

SLOTS, KEY = "np.linalg.norm(memory, axis=1)", "np.linalg.norm(key)"

COSINE = [
    ("dot product", HEAD + "    return memory @ key\n"),
    ("dot product", HEAD + "    return np.dot(memory, key)\n"),
    ("dot product", HEAD + "    return np.einsum('nw,w->n', memory, key)\n"),
    ("dot product", HEAD + "    return (memory * key).sum(axis=1)\n"),
    ("dot product", HEAD + "    return np.array([sum(m * k for m, k in zip(slot, key)) for slot in memory])\n"),
    ("the key's length", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) + 1e-8)\n"),
    ("the slots' lengths", HEAD + "    return memory @ key / (np.linalg.norm(key) + 1e-8)\n"),
    ("whole memory", HEAD + "    return memory @ key / (np.linalg.norm(memory) * np.linalg.norm(key) + 1e-8)\n"),
    ("square", HEAD + "    return memory @ key / ((memory**2).sum(axis=1) * (key**2).sum() + 1e-8)\n"),
    ("1e-8", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key + 1e-8))\n"),
    ("1e-8", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) * (np.linalg.norm(key) + 1e-8))\n"),
    ("1e-8", HEAD + f"    key = key + 1e-8\n    return memory @ key / ({SLOTS} * {KEY})\n"),
    ("blank", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key))\n"),
    ("blank", HEAD + "    return memory @ key / np.linalg.norm(memory, axis=1) / np.linalg.norm(key)\n"),
    ("blank", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key)) + 1e-8\n"),
    (
        "blank",
        HEAD
        + """\
    def length(v):
        return np.sqrt((v**2).sum())
    return np.array([slot @ key / (length(slot) * length(key)) for slot in memory])
""",
    ),
    ("axis", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=0) * np.linalg.norm(key) + 1e-8)\n"),
    ("axis", HEAD + "    return memory.T @ key / (np.linalg.norm(memory, axis=0) * np.linalg.norm(key) + 1e-8)\n"),
    ("axis", HEAD + f"    return (memory * key).sum(axis=0) / (np.sqrt((memory**2).sum(axis=0)) * {KEY} + 1e-8)\n"),
    ("shape", HEAD + f"    lengths = np.linalg.norm(memory, axis=1, keepdims=True)\n    return memory @ key / (lengths * {KEY} + 1e-8)\n"),
    ("shape", HEAD + f"    return (memory @ key[:, None]) / (np.linalg.norm(memory, axis=1, keepdims=True) * {KEY} + 1e-8)\n"),
    ("shape", HEAD + f"    return np.sum(memory @ key / ({SLOTS} * {KEY} + 1e-8))\n"),
    ("the sign", HEAD + f"    return np.abs(memory @ key) / ({SLOTS} * {KEY} + 1e-8)\n"),
    ("distance", HEAD + "    return 1 - memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e-8)\n"),
    ("so large", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e-3)\n"),
    ("so large", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e8)\n"),
    ("so large", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 0.1)\n"),
    ("sum of the two lengths", HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) + np.linalg.norm(key) + 1e-8)\n"),
    ("absolute numbers", HEAD + "    return memory @ key / (np.abs(memory).sum(axis=1) * np.abs(key).sum() + 1e-8)\n"),
    ("brackets", HEAD + "    return memory @ key / np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e-8\n"),
    ("due is", HEAD + "    return -np.linalg.norm(memory - key, axis=1)\n"),
    ("shape", HEAD + f"    for slot in memory:\n        return slot @ key / (np.linalg.norm(slot) * {KEY} + 1e-8)\n"),
    ("changes its input", HEAD + f"    memory /= np.linalg.norm(memory, axis=1, keepdims=True) + 1e-8\n    return memory @ key / ({KEY} + 1e-8)\n"),
    ("changes its input", HEAD + f"    key /= {KEY} + 1e-8\n    return memory @ key / ({SLOTS} + 1e-8)\n"),
    ("list", HEAD + f"    return [slot @ key / (np.linalg.norm(slot) * {KEY} + 1e-8) for slot in memory]\n"),
    ("due is", HEAD + f"    return np.round(memory @ key / ({SLOTS} * {KEY} + 1e-8), 2)\n"),
    ("dtype", HEAD + f"    return (memory @ key / ({SLOTS} * {KEY} + 1e-8)).astype(int)\n"),
    ("`memory` and `key` hold other numbers", HEAD + f"    memory /= np.linalg.norm(memory, axis=1, keepdims=True) + 1e-8\n    key /= {KEY} + 1e-8\n    return memory @ key\n"),
    ("multiplies and sums", HEAD + f"    return memory * key / ({SLOTS} * {KEY} + 1e-8)\n"),
    ("multiplies and sums", HEAD + f"    return key * memory / (np.linalg.norm(memory, axis=1, keepdims=True) * {KEY} + 1e-8)\n"),
    ("multiplies and sums", HEAD + "    return memory * key\n"),
]

COSINE_RIGHT = [
    HEAD + "    return memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e-8)\n",
    HEAD + "    return np.einsum('ij,j->i', memory, key) / (np.sqrt((memory**2).sum(1)) * np.sqrt(key @ key) + 1e-8)\n",
    # the two epsilons of many a library differ from the product's by less than anyone can see
    HEAD + "    return memory @ key / ((np.linalg.norm(memory, axis=1) + 1e-8) * (np.linalg.norm(key) + 1e-8))\n",
    HEAD + "    return memory @ key / np.maximum(np.linalg.norm(memory, axis=1) * np.linalg.norm(key), 1e-8)\n",
    HEAD + "    return np.nan_to_num(memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key)))\n",
    """\
import math

EPSILON = 1e-8

def length(vector):
    return math.sqrt(sum(x * x for x in vector))

def cosine_similarity(memory, key):
    result = []
    for slot in memory:
        dot = 0.0
        for a, b in zip(slot, key):
            dot += a * b
        result.append(dot / (length(slot) * length(key) + EPSILON))
    return np.array(result)
""",
    """\
from numpy import linalg as la
norm = la.norm
cosine_similarity = lambda memory, key, epsilon=1e-8: memory.dot(key) / (norm(memory, axis=-1) * norm(key) + epsilon)
""",
    """\
import numpy as np
import numpy.typing as npt

def cosine_similarity(memory: npt.NDArray[np.float64], key: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    memory, key = memory.astype(np.float32), key.astype(np.float32)
    print("memory", memory.shape)
    return np.inner(memory, key) / (np.hypot.reduce(memory, axis=1) * np.linalg.norm(key) + 1e-8)
""",
    """\
def cosine_similarity(memory, key):
    out = np.zeros(memory.shape[0])
    for i in range(memory.shape[0]):
        out[i] = np.vdot(memory[i], key) / (np.linalg.norm(memory[i]) * np.linalg.norm(key) + 1e-8)
    return out
""",
    """\
import warnings

def unit(vectors):
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    warnings.warn("dividing")
    return np.divide(vectors, lengths, out=np.zeros_like(vectors, dtype=float), where=lengths > 0)

def cosine_similarity(memory, key):
    return np.matmul(unit(memory), unit(key))
""",
    """\
def cosine_similarity(memory, key):
    if len(memory) == 0:
        return np.zeros(0)
    first = memory[0] @ key / (np.linalg.norm(memory[0]) * np.linalg.norm(key) + 1e-8)
    return np.concatenate([[first], cosine_similarity(memory[1:], key)])
""",
    """\
import torch

def cosine_similarity(memory, key):
    return torch.cosine_similarity(torch.tensor(memory), torch.tensor(key)[None], dim=1).numpy()
""",
    """\
from functools import partial

def _cosine(slot, key):
    return np.divide(slot @ key, np.linalg.norm(slot) * np.linalg.norm(key) + 1e-8)

def cosine_similarity(memory, key):
    return np.apply_along_axis(partial(_cosine, key=key), 1, memory)
""",
]
