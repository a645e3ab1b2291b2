"""4.3 `write` as learners answer it. See `lesson_00` for the form."""

HEAD = "def write(memory, weighting, erase_vector, add_vector):\n"

KEEP, GIVE = "(1 - np.outer(weighting, erase_vector))", "np.outer(weighting, add_vector)"

WRITE = [
    # the add goes first
    ("first", HEAD + "    return erase(add(memory, weighting, add_vector), weighting, erase_vector)\n"),
    ("first", HEAD + "    memory = add(memory, weighting, add_vector)\n    memory = erase(memory, weighting, erase_vector)\n    return memory\n"),
    ("first", HEAD + f"    return (memory + {GIVE}) * {KEEP}\n"),
    # erased twice
    ("twice", HEAD + "    left = erase(memory, weighting, erase_vector)\n    left = erase(left, weighting, erase_vector)\n    return add(left, weighting, add_vector)\n"),
    ("twice", HEAD + f"    return add(erase(memory, weighting, erase_vector) * {KEEP}, weighting, add_vector)\n"),
    ("due is", HEAD + "    written = add(erase(memory, weighting, erase_vector), weighting, add_vector)\n    return erase(written, weighting, erase_vector)\n"),
    # the erase is left out
    ("never erase", HEAD + "    return add(memory, weighting, add_vector)\n"),
    ("never erase", HEAD + "    erase(memory, weighting, erase_vector)\n    return add(memory, weighting, add_vector)\n"),
    ("never erase", HEAD + f"    return memory + {GIVE}\n"),
    ("never erase", HEAD + "    left = erase(memory, weighting, erase_vector)\n    return add(memory, weighting, add_vector)\n"),
    # the add is left out
    ("never add", HEAD + "    return erase(memory, weighting, erase_vector)\n"),
    ("never add", HEAD + "    memory = erase(memory, weighting, erase_vector)\n    add(memory, weighting, add_vector)\n    return memory\n"),
    ("twice", HEAD + "    left = erase(memory, weighting, erase_vector)\n    return add(add(left, weighting, add_vector), weighting, add_vector)\n"),
    # arguments that changed places
    ("changed places", HEAD + "    return add(erase(memory, weighting, add_vector), weighting, erase_vector)\n"),
    ("changed places", HEAD + f"    return memory * (1 - {GIVE}) + np.outer(weighting, erase_vector)\n"),
    ("arguments", HEAD + "    return add(erase(memory, erase_vector, weighting), add_vector, weighting)\n"),
    ("arguments", HEAD + "    return add(erase(weighting, memory, erase_vector), weighting, add_vector)\n"),
    ("missing", HEAD + "    return add(erase(memory, weighting, erase_vector), add_vector)\n"),
    ("add_vector", HEAD + "    return add(erase(memory, weighting, erase_vector), weighting)\n"),
    ("arguments", HEAD + "    return erase(memory, weighting, add(memory, weighting, add_vector))\n"),
    # both, but not one after the other
    ("the old memory", HEAD + "    return erase(memory, weighting, erase_vector) + add(memory, weighting, add_vector)\n"),
    ("the old memory", HEAD + f"    return memory * {KEEP} + memory + {GIVE}\n"),
    ("due is", HEAD + "    return erase(memory, weighting, erase_vector) * add(memory, weighting, add_vector)\n"),
    ("tuple", HEAD + "    return erase(memory, weighting, erase_vector), add(memory, weighting, add_vector)\n"),
    ("added alone", HEAD + f"    return {GIVE}\n"),
    # one of the three is not used, or used for something else
    ("erase", HEAD + f"    return memory * (1 - weighting[:, None]) + {GIVE}\n"),
    ("erase", HEAD + "    return add(erase(memory, weighting, np.ones_like(erase_vector)), weighting, add_vector)\n"),
    ("every slot", HEAD + "    return erase(memory, weighting, erase_vector) + add_vector\n"),
    ("weighting", HEAD + f"    return memory * (1 - erase_vector) + {GIVE}\n"),
    ("erase", HEAD + "    return add(erase(memory, weighting, 1 - erase_vector), weighting, add_vector)\n"),
    ("due is", HEAD + "    return memory + np.outer(weighting, erase_vector) * (add_vector - memory)\n"),
    ("due is", HEAD + "    return add(erase(memory, weighting, erase_vector), weighting, add_vector * erase_vector)\n"),
    ("due is", HEAD + "    return add(erase(memory, weighting, erase_vector), weighting, add_vector * (1 - erase_vector))\n"),
    ("due is", HEAD + "    return add(memory, weighting, add_vector - erase_vector)\n"),
    ("sign", HEAD + "    return add(erase(memory, weighting, erase_vector), weighting, -add_vector)\n"),
    ("sign", HEAD + f"    return memory * {KEEP} - {GIVE}\n"),
    ("due is", HEAD + f"    return memory * {KEEP} * {GIVE}\n"),
    ("due is", HEAD + "    slot = np.argmax(weighting)\n    new = memory.copy()\n    new[slot] = new[slot] * (1 - erase_vector) + add_vector\n    return new\n"),
    # the caller's memory
    ("changes its input", HEAD + f"    memory *= {KEEP}\n    memory += {GIVE}\n    return memory\n"),
    ("changes its input", HEAD + "    memory[:] = erase(memory, weighting, erase_vector)\n    return add(memory, weighting, add_vector)\n"),
    ("changes its input", HEAD + "    for i, w in enumerate(weighting):\n        memory[i] = memory[i] * (1 - w * erase_vector) + w * add_vector\n    return memory\n"),
    # number by number, or the wrong way round
    ("outer", HEAD + "    return memory * (1 - weighting * erase_vector) + weighting * add_vector\n"),
    ("columns", HEAD + "    return memory * (1 - np.outer(erase_vector, weighting)) + np.outer(add_vector, weighting)\n"),
    ("list", HEAD + "    return list(add(erase(memory, weighting, erase_vector), weighting, add_vector))\n"),
    ("whole numbers", HEAD + "    return add(erase(memory, weighting, erase_vector), weighting, add_vector).astype(int)\n"),
    ("None", HEAD + "    add(erase(memory, weighting, erase_vector), weighting, add_vector)\n"),
    ("None", HEAD + "    print(add(erase(memory, weighting, erase_vector), weighting, add_vector))\n"),
    ("due is", HEAD + "    return memory\n"),
    ("due is", HEAD + "    return np.array([[5.0, 4.0], [2.0, 6.0]])\n"),
    # names
    ("did you mean `erase`?", HEAD + "    return add(ersae(memory, weighting, erase_vector), weighting, add_vector)\n"),
    ("did you mean `add_vector`?", HEAD + "    return add(erase(memory, weighting, erase_vector), weighting, add_vecotr)\n"),
    ("`memory`", HEAD + "    return memory.erase(weighting, erase_vector).add(weighting, add_vector)\n"),
    ("cannot be called with the arguments", "def write(memory, weighting, add_vector):\n    return add(memory, weighting, add_vector)\n"),
    ("several times over", HEAD + "    for _ in weighting:\n        memory = add(erase(memory, weighting, erase_vector), weighting, add_vector)\n    return memory\n"),
    ("on their side", HEAD + "    return add(erase(memory, weighting, erase_vector), weighting, add_vector).T\n"),
    ("or average", HEAD + "    return (erase(memory, weighting, erase_vector) + add(memory, weighting, add_vector)) / 2\n"),
]

WRITE_RIGHT = [
    HEAD + "    return add(erase(memory, weighting, erase_vector), weighting, add_vector)\n",
    HEAD + "    erased = erase(memory, weighting, erase_vector)\n    return add(erased, weighting=weighting, add_vector=add_vector)\n",
    HEAD + f"    return memory * {KEEP} + {GIVE}\n",
    HEAD + "    return erase(memory, weighting, erase_vector) + add(memory, weighting, add_vector) - memory\n",
    HEAD + "    return memory + weighting[:, None] * (add_vector - erase_vector * memory)\n",
    HEAD + "    return add(erase(memory.copy(), weighting, erase_vector), weighting, add_vector).astype(np.float32)\n",
    HEAD + "    return np.array([s * (1 - w * erase_vector) + w * add_vector for s, w in zip(memory, weighting)])\n",
    HEAD + "    return (erase(memory, weighting, erase_vector).T + np.einsum('j,i->ji', add_vector, weighting)).T\n",
    "write = lambda memory, weighting, erase_vector, add_vector: add(erase(memory, weighting, erase_vector), weighting, add_vector)\n",
    # whatever became of the learner's own erase and add, here they are the references
    """\
def erase(memory, weighting, erase_vector):
    return memory

def add(memory, weighting, add_vector):
    return memory + add_vector

def write(memory, weighting, erase_vector, add_vector):
    return add(erase(memory, weighting, erase_vector), weighting, add_vector)
""",
    """\
from ntm_lib.by_hand import add, erase

def write(memory, weighting, erase_vector, add_vector):
    return add(erase(memory, weighting, erase_vector), weighting, add_vector)
""",
    """\
from functools import partial, reduce

def write(memory: np.ndarray, weighting: np.ndarray, erase_vector: np.ndarray, add_vector: np.ndarray) -> np.ndarray:
    print("writing", memory.shape)
    halves = (partial(erase, erase_vector=erase_vector), partial(add, add_vector=add_vector))
    return reduce(lambda before, half: half(before, weighting), halves, memory)
""",
    """\
import torch

def write(memory, weighting, erase_vector, add_vector):
    m, w, e, a = (torch.as_tensor(np.array(x)).double() for x in (memory, weighting, erase_vector, add_vector))
    return (m * (1 - torch.outer(w, e)) + torch.outer(w, a)).numpy()
""",
    """\
def one(number, share, strength, added):
    kept = number - number * share * strength
    return kept + share * added

def write(memory, weighting, erase_vector, add_vector, clean=True):
    rows, columns = memory.shape
    result = np.zeros((rows, columns))
    for j in range(columns):
        for i in range(rows):
            result[i, j] = one(memory[i, j], weighting[i], erase_vector[j], add_vector[j])
    return result
""",
]
