"""4.2 `add` as learners answer it. See `lesson_00` for the form."""

HEAD = "def add(memory, weighting, add_vector):\n"

OUTER = "np.outer(weighting, add_vector)"

ADD = [
    # everybody gets all of it
    ("every slot", HEAD + "    return memory + add_vector\n"),
    ("every slot", HEAD + "    return np.add(memory, add_vector[None, :])\n"),
    ("every slot", HEAD + "    return np.array([slot + add_vector for slot in memory])\n"),
    ("every slot", HEAD + "    return memory + weighting.sum() * add_vector\n"),
    # the caller's memory
    ("changes its input", HEAD + f"    memory += {OUTER}\n    return memory\n"),
    ("changes its input", HEAD + "    for i in range(len(memory)):\n        memory[i] += weighting[i] * add_vector\n    return memory\n"),
    ("changes its input", HEAD + f"    new = memory\n    new += {OUTER}\n    return new\n"),
    ("changes its input", HEAD + "    rows = []\n    for slot, share in zip(memory, weighting):\n        slot += share * add_vector\n        rows.append(slot)\n    return np.array(rows)\n"),
    ("changes its input", HEAD + f"    return np.add(memory, {OUTER}, out=memory)\n"),
    # multiplied
    ("multipl", HEAD + f"    return memory * {OUTER}\n"),
    ("multipl", HEAD + f"    return memory * (1 + {OUTER})\n"),
    ("multipl", HEAD + "    return memory + memory * weighting[:, None] * add_vector\n"),
    ("multipl", HEAD + f"    return memory * (1 - {OUTER})\n"),
    # number by number, or the wrong way round
    ("outer", HEAD + "    return memory + weighting * add_vector\n"),
    ("outer", HEAD + "    return memory + np.multiply(weighting, add_vector)\n"),
    ("outer", HEAD + "    return memory + weighting @ add_vector\n"),
    ("outer", HEAD + "    return memory + np.dot(weighting.T, add_vector)\n"),
    ("columns", HEAD + "    return memory + np.outer(add_vector, weighting)\n"),
    ("columns", HEAD + f"    return memory + {OUTER}.T\n"),
    ("columns", HEAD + "    new = memory.copy()\n    for i in range(len(weighting)):\n        new[:, i] += weighting[i] * add_vector\n    return new\n"),
    ("columns", HEAD + "    return memory + add_vector[:, None] * weighting[None, :]\n"),
    # not by its share
    ("largest share", HEAD + "    new = memory.copy()\n    new[np.argmax(weighting)] += add_vector\n    return new\n"),
    ("share", HEAD + "    new = memory.copy()\n    new[weighting > 0] += add_vector\n    return new\n"),
    ("share", HEAD + "    return memory + add_vector / len(memory)\n"),
    ("scale the shares up", HEAD + "    return memory + np.outer(weighting / weighting.max(), add_vector)\n"),
    ("one quarter", HEAD + "    return memory + np.outer(weighting > 0.5, add_vector)\n"),
    ("cut", HEAD + "    return np.clip(memory + np.outer(weighting, add_vector), 0, None)\n"),
    ("share", HEAD + "    return memory + np.outer(1 - weighting, add_vector)\n"),
    ("the add vector", HEAD + "    return memory + weighting[:, None]\n"),
    # other arithmetic
    ("sign", HEAD + f"    return memory - {OUTER}\n"),
    ("sign", HEAD + "    return memory - weighting[:, None] * add_vector\n"),
    ("what it held", HEAD + f"    return {OUTER}\n"),
    ("what it held", HEAD + "    return weighting[:, None] * add_vector\n"),
    ("erase", HEAD + f"    return memory * (1 - weighting[:, None]) + {OUTER}\n"),
    ("erase", HEAD + "    new = memory.copy()\n    for i, w in enumerate(weighting):\n        new[i] = (1 - w) * memory[i] + w * add_vector\n    return new\n"),
    ("due is", HEAD + "    return weighting[:, None] * (memory + add_vector)\n"),
    ("due is", HEAD + f"    return np.clip(memory + {OUTER}, 0, 1)\n"),
    ("due is", HEAD + "    return memory + np.abs(np.outer(weighting, add_vector))\n"),
    ("due is", HEAD + f"    return memory + 2 * {OUTER}\n"),
    ("due is", HEAD + f"    return (memory + {OUTER}) / 2\n"),
    ("due is", HEAD + "    return memory + weighting[:, None] + add_vector\n"),
    ("due is", HEAD + f"    return np.maximum(memory, {OUTER})\n"),
    ("due is", HEAD + "    return memory + np.outer(weighting ** 2, add_vector)\n"),
    ("due is", HEAD + f"    return np.round(memory + {OUTER}, 1)\n"),
    ("due is", HEAD + "    return memory.copy()\n"),
    # slips of a loop, shapes, kinds
    ("first slot", HEAD + "    new = memory.copy()\n    for i in range(len(memory)):\n        new[i] = memory[i] + weighting[i] * add_vector\n        return new\n"),
    ("last slot", HEAD + "    new = memory.copy()\n    for i in range(len(memory) - 1):\n        new[i] = memory[i] + weighting[i] * add_vector\n    return new\n"),
    ("first slot", HEAD + "    new = memory.copy()\n    for i in range(1, len(memory)):\n        new[i] = memory[i] + weighting[i] * add_vector\n    return new\n"),
    ("append", HEAD + "    return np.vstack([memory, add_vector])\n"),
    ("shape", HEAD + "    for slot, share in zip(memory, weighting):\n        new = slot + share * add_vector\n    return new\n"),
    ("shape", HEAD + "    return weighting @ memory + add_vector\n"),
    ("list", HEAD + "    return [slot + share * add_vector for slot, share in zip(memory, weighting)]\n"),
    ("whole numbers", HEAD + f"    return memory.astype(int) + {OUTER}.astype(int)\n"),
    ("whole numbers", HEAD + "    new = np.zeros(memory.shape, dtype=int)\n    for i, share in enumerate(weighting):\n        new[i] = memory[i] + share * add_vector\n    return new\n"),
    ("None", HEAD + f"    new = memory + {OUTER}\n"),
    ("None", HEAD + f"    print(memory + {OUTER})\n"),
    ("due is", HEAD + "    return np.array([[9, 4], [3, 6]])\n"),
    # names
    ("in this order", f"def add(memory, add_vector, weighting):\n    return memory + {OUTER}\n"),
    ("did you mean `add_vector`?", HEAD + "    return memory + np.outer(weighting, add_vectr)\n"),
    ("`small_add`", HEAD + "    return memory + np.outer(weighting, small_add)\n"),
    ("cannot be called with the arguments", "def add(memory, add_vector):\n    return memory + add_vector\n"),
    ("reshape", HEAD + "    return memory + np.outer(add_vector, weighting).reshape(memory.shape)\n"),
    ("what the memory held before by the share", HEAD + "    return weighting[:, None] * memory + add_vector\n"),
]

ADD_RIGHT = [
    HEAD + f"    return memory + {OUTER}\n",
    HEAD + "    return weighting[:, None] * add_vector + memory\n",
    HEAD + "    return memory + weighting.reshape(-1, 1) @ add_vector.reshape(1, -1)\n",
    HEAD + "    return memory + np.einsum('i,j->ij', weighting, add_vector)\n",
    HEAD + "    return np.array([slot + share * add_vector for slot, share in zip(memory, weighting)])\n",
    HEAD + "    return (memory.T + np.outer(add_vector, weighting)).T\n",
    HEAD + "    return memory - np.outer(-weighting, add_vector)\n",
    HEAD + "    return (memory + np.tensordot(weighting, add_vector, axes=0)).astype(np.float32)\n",
    HEAD + "    new = memory.astype(float)\n    new += np.outer(weighting, add_vector)\n    return new\n",
    "add = lambda memory, weighting, add_vector: np.add(memory, np.multiply.outer(weighting, add_vector))\n",
    """\
def add(memory, weighting, add_vector):
    new = [[0.0] * len(add_vector) for _ in weighting]
    for i, slot in enumerate(memory):
        for j, number in enumerate(slot):
            new[i][j] = number + weighting[i] * add_vector[j]
    return np.array(new)
""",
    """\
import torch

def add(memory, weighting, add_vector):
    m, w, a = (torch.from_numpy(np.array(x, dtype=np.float64)) for x in (memory, weighting, add_vector))
    return torch.addr(m, w, a).numpy()
""",
    """\
from functools import partial
import numpy as np

def parts(share: float, vector: np.ndarray) -> np.ndarray:
    print("a share of", share)
    return share * vector

def add(memory: np.ndarray, weighting: np.ndarray, add_vector: np.ndarray, factor: float = 1.0) -> np.ndarray:
    return memory + factor * np.vstack(list(map(partial(parts, vector=add_vector), weighting)))
""",
    """\
def add(memory, weighting, add_vector, slot=0):
    if slot == len(memory):
        return memory
    new = memory.astype(np.float64)
    new[slot] = new[slot] + weighting[slot] * add_vector
    return add(new, weighting, add_vector, slot + 1)
""",
]
