"""4.1 `erase` as learners answer it. See `lesson_00` for the form."""

HEAD = "def erase(memory, weighting, erase_vector):\n"

OUTER = "np.outer(weighting, erase_vector)"

ERASE = [
    # number by number where every slot has to meet every column
    ("outer", HEAD + "    return memory * (1 - weighting * erase_vector)\n"),
    ("outer", HEAD + "    return memory - memory * weighting * erase_vector\n"),
    ("outer", HEAD + "    return memory * (1 - weighting.T * erase_vector)\n"),
    ("outer", HEAD + "    return memory * (np.ones(len(erase_vector)) - np.multiply(weighting, erase_vector))\n"),
    ("outer", HEAD + "    return memory * (1 - np.dot(weighting, erase_vector))\n"),
    ("outer", HEAD + "    return memory * (1 - weighting @ erase_vector)\n"),
    ("outer", HEAD + "    return memory * (1 - np.inner(weighting, erase_vector))\n"),
    ("outer", HEAD + "    return memory * (1 - np.array([w * e for w, e in zip(weighting, erase_vector)]))\n"),
    # the outer product turned round
    ("columns", HEAD + "    return memory * (1 - np.outer(erase_vector, weighting))\n"),
    ("columns", HEAD + "    return memory * (1 - erase_vector[:, None] * weighting)\n"),
    ("columns", HEAD + f"    return memory * (1 - {OUTER}.T)\n"),
    ("columns", HEAD + f"    return memory.T * (1 - {OUTER})\n"),
    ("columns", HEAD + "    left = memory.copy()\n    for i, share in enumerate(weighting):\n        left[:, i] = memory[:, i] * (1 - share * erase_vector)\n    return left\n"),
    ("side", HEAD + f"    return (memory * (1 - {OUTER})).T\n"),
    # the caller's memory
    ("changes its input", HEAD + f"    memory *= 1 - {OUTER}\n    return memory\n"),
    ("changes its input", HEAD + "    for i in range(len(memory)):\n        memory[i] = memory[i] * (1 - weighting[i] * erase_vector)\n    return memory\n"),
    ("changes its input", HEAD + f"    new = memory\n    new -= new * {OUTER}\n    return new\n"),
    ("changes its input", HEAD + f"    new = memory[:]\n    new *= 1 - {OUTER}\n    return new\n"),
    ("changes its input", HEAD + f"    np.multiply(memory, 1 - {OUTER}, out=memory)\n    return memory.copy()\n"),
    # one of the two left out
    ("the weighting", HEAD + "    return memory * (1 - erase_vector)\n"),
    ("the weighting", HEAD + "    return memory * (1 - np.outer(np.ones(len(weighting)), erase_vector))\n"),
    ("the erase vector", HEAD + "    return memory * (1 - weighting[:, None])\n"),
    ("the erase vector", HEAD + "    return memory * (1 - np.outer(weighting, np.ones(len(erase_vector))))\n"),
    ("largest share", HEAD + "    left = memory.copy()\n    left[np.argmax(weighting)] *= 1 - erase_vector\n    return left\n"),
    ("share", HEAD + "    left = memory.copy()\n    left[weighting > 0] *= 1 - erase_vector\n    return left\n"),
    ("strength", HEAD + "    left = memory.copy()\n    for i, w in enumerate(weighting):\n        left[i, erase_vector > 0] *= 1 - w\n    return left\n"),
    # other arithmetic
    ("what goes", HEAD + f"    return memory * {OUTER}\n"),
    ("what goes", HEAD + "    return weighting[:, None] * memory * erase_vector\n"),
    ("multipl", HEAD + f"    return memory - {OUTER}\n"),
    ("multipl", HEAD + "    return memory - weighting[:, None] * erase_vector[None, :]\n"),
    ("due is", HEAD + "    return memory * np.outer(1 - weighting, 1 - erase_vector)\n"),
    ("due is", HEAD + "    return memory * (1 - weighting)[:, None] * (1 - erase_vector)\n"),
    ("due is", HEAD + "    return memory * (1 - np.outer(weighting, 1 - erase_vector))\n"),
    ("due is", HEAD + "    return memory * (1 - np.outer(1 - weighting, erase_vector))\n"),
    ("sign", HEAD + f"    return memory * (1 + {OUTER})\n"),
    ("sign", HEAD + f"    return memory * ({OUTER} - 1)\n"),
    ("the memory", HEAD + f"    return 1 - {OUTER}\n"),
    ("due is", HEAD + "    return memory * (1 - (weighting[:, None] + erase_vector))\n"),
    ("brackets", HEAD + f"    return memory * 1 - {OUTER}\n"),
    ("due is", HEAD + f"    return memory * (1 - {OUTER}) ** 2\n"),
    ("due is", HEAD + "    return memory * (1 - np.outer(weighting ** 2, erase_vector))\n"),
    ("below 0", HEAD + f"    return np.maximum(memory * (1 - {OUTER}), 0)\n"),
    ("due is", HEAD + f"    return np.round(memory * (1 - {OUTER}), 1)\n"),
    # slips of a loop
    ("first slot", HEAD + "    left = memory.copy()\n    for i in range(len(memory)):\n        left[i] = memory[i] * (1 - weighting[i] * erase_vector)\n        return left\n"),
    ("last slot", HEAD + "    left = memory.copy()\n    for i in range(len(memory) - 1):\n        left[i] = memory[i] * (1 - weighting[i] * erase_vector)\n    return left\n"),
    ("shape", HEAD + "    for i in range(len(memory)):\n        left = memory[i] * (1 - weighting[i] * erase_vector)\n    return left\n"),
    ("shape", HEAD + "    left = []\n    for i in range(memory.shape[0]):\n        for j in range(memory.shape[1]):\n            left.append(memory[i, j] * (1 - weighting[i] * erase_vector[j]))\n    return np.array(left)\n"),
    # kinds
    ("whole numbers", HEAD + "    left = np.zeros(memory.shape, dtype=int)\n    for i in range(len(memory)):\n        left[i] = memory[i] * (1 - weighting[i] * erase_vector)\n    return left\n"),
    ("whole numbers", HEAD + f"    return (memory * (1 - {OUTER})).astype(int)\n"),
    ("list", HEAD + "    return [slot * (1 - share * erase_vector) for slot, share in zip(memory, weighting)]\n"),
    ("list", HEAD + f"    return (memory * (1 - {OUTER})).tolist()\n"),
    ("None", HEAD + f"    memory * (1 - {OUTER})\n"),
    ("None", HEAD + f"    print(memory * (1 - {OUTER}))\n"),
    ("shape", HEAD + f"    return (memory * (1 - {OUTER})).sum(axis=0)\n"),
    ("due is", HEAD + "    return np.array([[4, 4], [1, 6]])\n"),
    ("due is", HEAD + "    return memory.copy()\n"),
    ("share", HEAD + "    w = weighting / weighting.max()\n    return memory * (1 - np.outer(w, erase_vector))\n"),
    ("one quarter", HEAD + "    return memory * (1 - np.outer(np.round(weighting), erase_vector))\n"),
    ("largest share", HEAD + "    w = (weighting == weighting.max()).astype(float)\n    return memory * (1 - np.outer(w, erase_vector))\n"),
    ("every slot", HEAD + "    left = memory.copy()\n    left[:, erase_vector == 1] = 0\n    return left\n"),
    ("outer", HEAD + "    for w, e in zip(weighting, erase_vector):\n        memory = memory * (1 - w * e)\n    return memory\n"),
    # names
    ("in this order", f"def erase(weighting, memory, erase_vector):\n    return memory * (1 - {OUTER})\n"),
    ("did you mean `erase_vector`?", HEAD + "    return memory * (1 - np.outer(weighting, erase_vektor))\n"),
    ("`erase`", HEAD + "    return memory * (1 - np.outer(weighting, erase))\n"),
    ("cannot be called with the arguments", "def erase(memory, weighting):\n    return memory * (1 - weighting[:, None])\n"),
    ("reshape", HEAD + "    return memory * (1 - np.outer(erase_vector, weighting).reshape(memory.shape))\n"),
    ("by its own share alone", HEAD + "    out = memory.copy()\n    for share in weighting:\n        out = out * (1 - share * erase_vector)\n    return out\n"),
    ("come out above it", HEAD + "    return abs(memory) * (1 - np.outer(weighting, erase_vector))\n"),
    ("or 1 minus the erase vector", HEAD + "    return memory * np.outer(1 - weighting, erase_vector)\n"),
    ("fully or not at all", HEAD + "    return np.where(np.outer(weighting, erase_vector) > 0.5, 0.0, memory)\n"),
]

ERASE_RIGHT = [
    HEAD + f"    return memory * (1 - {OUTER})\n",
    HEAD + f"    return memory - memory * {OUTER}\n",
    HEAD + "    return memory * (1 - weighting[:, None] * erase_vector)\n",
    HEAD + "    return memory * (1 - weighting.reshape(-1, 1) @ erase_vector.reshape(1, -1))\n",
    HEAD + "    return memory - np.einsum('ij,i,j->ij', memory, weighting, erase_vector)\n",
    HEAD + "    return np.array([slot * (1 - share * erase_vector) for slot, share in zip(memory, weighting)])\n",
    HEAD + "    return (memory.T * (1 - np.outer(erase_vector, weighting))).T\n",
    HEAD + "    return memory.astype(np.float32) * (1 - np.tensordot(weighting, erase_vector, axes=0).astype(np.float32))\n",
    HEAD + "    return np.asfortranarray(memory * (1 - np.multiply.outer(weighting, erase_vector)))\n",
    "erase = lambda memory, weighting, erase_vector: memory * (1 - np.kron(weighting[:, None], erase_vector))\n",
    """\
def erase(memory, weighting, erase_vector):
    left = np.empty_like(memory, dtype=float)
    for i in range(memory.shape[0]):
        for j in range(memory.shape[1]):
            left[i, j] = memory[i, j] * (1 - weighting[i] * erase_vector[j])
    return left
""",
    """\
import torch

def erase(memory, weighting, erase_vector):
    m, w, e = (torch.as_tensor(np.ascontiguousarray(x)).double() for x in (memory, weighting, erase_vector))
    return (m * (1 - torch.outer(w, e))).numpy()
""",
    """\
from functools import partial
import numpy.typing as npt

def _kept(share, strength):
    return 1 - share * strength

def erase(memory: npt.NDArray, weighting: npt.NDArray, erase_vector: npt.NDArray, most: float = 1.0) -> npt.NDArray:
    print("erasing", memory.shape)
    kept = partial(_kept, strength=most * erase_vector)
    return np.stack([kept(share) for share in weighting]) * memory
""",
    """\
def erase(memory, weighting, erase_vector):
    left = memory.copy().astype(float)
    left *= 1 - np.outer(weighting, erase_vector)
    return left
""",
    """\
def erase(memory, weighting, erase_vector):
    if len(memory) == 1:
        return memory * (1 - weighting[0] * erase_vector)
    half = len(memory) // 2
    upper = erase(memory[:half], weighting[:half], erase_vector)
    return np.vstack([upper, erase(memory[half:], weighting[half:], erase_vector)])
""",
]
