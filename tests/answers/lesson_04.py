"""4.1 and 4.2 in learners' hands: right answers, wrong ones with the name of the mistake, and all zeros."""

ERASE = "def erase(memory, weighting, erase_vector):\n    "
ADD = "def add(memory, weighting, add_vector):\n    "

RIGHT = {
    "4.1": [
        ERASE + "return memory * (1 - np.outer(weighting, erase_vector))",
        ERASE + "return memory - memory * weighting[:, None] * erase_vector",
        ERASE
        + "out = np.zeros(memory.shape)\n    for i in range(len(memory)):\n        for j in range(len(erase_vector)):\n"
        "            out[i, j] = memory[i, j] * (1 - weighting[i] * erase_vector[j])\n    return out",
        ERASE + "return np.array([slot * (1 - share * erase_vector) for slot, share in zip(memory, weighting)])",
        ERASE
        + "memory = memory.copy()\n    memory *= 1 - np.einsum('s,w->sw', weighting, erase_vector)\n    return memory",
        "erase = lambda memory, w, e: (memory.T * (1 - np.outer(e, w))).T.astype(np.float32)",
        ERASE + "w = weighting.reshape(-1, 1)\n    e = erase_vector.reshape(1, -1)\n    return (1 - w @ e) * memory",
    ],
    "4.2": [
        ADD + "return memory + np.outer(weighting, add_vector)",
        ADD + "return weighting[:, np.newaxis] * add_vector + memory",
        ADD + "new = memory.copy()\n    for i, share in enumerate(weighting):\n        new[i] += share * add_vector\n"
        "    return new",
        ADD + "return np.array([[m + w * a for m, a in zip(row, add_vector)] for row, w in zip(memory, weighting)])",
        ADD + "return np.einsum('s,w->sw', weighting, add_vector) + memory",
        "def spread(w, v):\n    return np.multiply.outer(w, v)\nadd = lambda m, w, a: np.add(m, spread(w, a))",
    ],
}

WRONG = [
    ("4.1", ERASE + "return memory * (1 - weighting * erase_vector)", "no outer product"),
    ("4.1", ERASE + "return memory * (1 - weighting @ erase_vector)", "a dot product"),
    (
        "4.1",
        ERASE + "for w, e in zip(weighting, erase_vector):\n        memory = memory * (1 - w * e)\n    return memory",
        "pairs slots with columns",
    ),
    (
        "4.1",
        ERASE + "w = weighting / weighting.max()\n    return memory * (1 - np.outer(w, erase_vector))",
        "shares scaled up",
    ),
    ("4.1", ERASE + "return memory * (1 - np.outer(weighting.round(), erase_vector))", "all or nothing"),
    (
        "4.1",
        ERASE + "largest = weighting == weighting.max()\n    return memory * (1 - np.outer(largest, erase_vector))",
        "the largest slot alone",
    ),
    (
        "4.1",
        ERASE + "left = memory.copy()\n    left[:, erase_vector == 1] = 0\n    return left",
        "erases in every slot",
    ),
    ("4.1", ERASE + "return memory * (1 - np.outer(erase_vector, weighting))", "transposed outer product"),
    ("4.1", ERASE + "return memory * (1 - weighting * erase_vector[:, None])", "transposed outer product"),
    ("4.1", ERASE + "return memory.T * (1 - np.outer(erase_vector, weighting))", "returns the transpose"),
    ("4.1", ERASE + "memory *= 1 - np.outer(weighting, erase_vector)", "in place"),
    ("4.1", ERASE + "memory *= 1 - np.outer(weighting, erase_vector)\n    return memory", "changes its input"),
    (
        "4.1",
        ERASE
        + "new = memory\n    for i in range(len(new)):\n        new[i] = new[i] * (1 - weighting[i] * erase_vector)\n"
        "    return new",
        "changes its input",
    ),
    ("4.1", ERASE + "return memory * (1 - erase_vector)", "erases in every slot"),
    ("4.1", ERASE + "return (1 - weighting)[:, None] * memory", "ignores the erase vector"),
    ("4.1", ERASE + "return np.outer(weighting, erase_vector) * memory", "returns what goes"),
    ("4.1", ERASE + "return memory - np.outer(weighting, erase_vector)", "subtracts"),
    ("4.1", ERASE + "return memory * 1 - np.outer(weighting, erase_vector)", "subtracts"),
    ("4.1", ERASE + "return memory * np.outer(1 - weighting, 1 - erase_vector)", "1 minus each by itself"),
    ("4.1", ERASE + "return 1 - np.outer(weighting, erase_vector)", "without the memory"),
    ("4.1", ERASE + "return memory + memory * np.outer(weighting, erase_vector)", "a plus for the minus"),
    (
        "4.1",
        ERASE
        + "new = memory.copy()\n    slot = np.argmax(weighting)\n    new[slot] *= 1 - erase_vector\n    return new",
        "the largest slot alone",
    ),
    (
        "4.1",
        ERASE + "new = memory.copy()\n    for i in range(len(memory)):\n"
        "        new[i] *= 1 - weighting[i] * erase_vector\n        return new",
        "the first slot alone",
    ),
    ("4.1", ERASE + "return memory @ (1 - np.outer(weighting, erase_vector))", "a matrix product"),
    (
        "4.1",
        ERASE + "new = memory.copy()\n    new[weighting > 0] = new[weighting > 0] * (1 - erase_vector)\n    return new",
        "all or nothing",
    ),
    ("4.1", ERASE + "return (memory * (1 - np.outer(weighting, erase_vector))).tolist()", "wrong type"),
    ("4.1", ERASE + "return np.round(memory * (1 - np.outer(weighting, erase_vector))).astype(int)", "whole numbers"),
    ("4.1", ERASE + "print(memory * (1 - np.outer(weighting, erase_vector)))", "returns nothing"),
    ("4.1", ERASE + "return memory.copy()", "nothing changes"),
    ("4.1", ERASE + "return memory * (np.outer(weighting, erase_vector) - 1)", "a sign turned round"),
    ("4.1", ERASE + "return memory * (1 - np.outer(weighting, 1 - erase_vector))", "keep and erase changed round"),
    (
        "4.1",
        ERASE + "new = memory.copy()\n    for i, share in enumerate(weighting):\n"
        "        new[:, i] = memory[:, i] * (1 - share * erase_vector)\n    return new",
        "slots as columns",
    ),
    ("4.1", ERASE + "return np.maximum(0, memory * (1 - np.outer(weighting, erase_vector)))", "cuts off below 0"),
    ("4.1", ERASE + "return memory * (1 - np.outer(weighting, erase))", "the function in place of the vector"),
    ("4.1", ERASE + "return memory * (1 - (weighting[:, None] + erase_vector))", "share plus strength"),
    (
        "4.1",
        ERASE + "new = memory.copy()\n    for i in range(len(memory) - 1):\n"
        "        new[i] *= 1 - weighting[i] * erase_vector\n    return new",
        "leaves a slot out",
    ),
    ("4.2", ADD + "add_vector = add_vector * weighting[:, None]\n    return memory", "nothing changes"),
    ("4.2", ADD + "return (memory + np.outer(weighting, add_vector)) / 2", "an average"),
    (
        "4.2",
        ADD + "memory = memory + np.outer(weighting, add_vector)\n    return memory + np.outer(weighting, add_vector)",
        "adds twice",
    ),
    ("4.2", ADD + "return np.maximum(memory, np.outer(weighting, add_vector))", "the larger of the two"),
    ("4.2", ADD + "return memory.T + np.outer(weighting, add_vector)", "slots as columns"),
    ("4.2", ADD + "return memory + np.outer(1 - weighting, add_vector)", "1 minus the share"),
    ("4.2", ADD + "return memory + abs(np.outer(weighting, add_vector))", "cuts numbers off"),
    ("4.2", ADD + "return (memory + np.outer(weighting, add_vector)).astype(int)", "whole numbers"),
    (
        "4.2",
        ADD + "new = memory.copy()\n    for i in range(1, len(memory)):\n        new[i] += weighting[i] * add_vector\n"
        "    return new",
        "leaves a slot out",
    ),
    ("4.2", ADD + "return memory + add_vector", "adds to every slot"),
    ("4.2", ADD + "for i in range(len(memory)):\n        memory[i] += weighting[i] * add_vector", "in place"),
    ("4.2", ADD + "memory += np.outer(weighting, add_vector)\n    return memory", "changes its input"),
    ("4.2", ADD + "return memory * np.outer(weighting, add_vector)", "multiplies"),
    ("4.2", ADD + "return memory + memory * np.outer(weighting, add_vector)", "multiplies"),
    ("4.2", ADD + "return memory + weighting * add_vector", "no outer product"),
    ("4.2", ADD + "return memory + np.dot(weighting, add_vector)", "a dot product"),
    (
        "4.2",
        ADD + "for w, a in zip(weighting, add_vector):\n        memory = memory + w * a\n    return memory",
        "a dot product",
    ),
    ("4.2", ADD + "return memory + np.outer(weighting / max(weighting), add_vector)", "shares scaled up"),
    ("4.2", ADD + "return memory + np.outer(weighting > 0.5, add_vector)", "all or nothing"),
    ("4.2", ADD + "return np.clip(memory + np.outer(weighting, add_vector), 0, None)", "cuts numbers off"),
    ("4.2", ADD + "return memory + np.outer(add_vector, weighting)", "transposed outer product"),
    ("4.2", ADD + "return memory.T + np.outer(add_vector, weighting)", "returns the transpose"),
    ("4.2", ADD + "return np.outer(weighting, add_vector)", "without the memory"),
    ("4.2", ADD + "return memory + weighting[:, None]", "ignores the add vector"),
    ("4.2", ADD + "return memory - np.outer(weighting, add_vector)", "subtracts"),
    ("4.2", ADD + "w = weighting[:, None]\n    return (1 - w) * memory + w * add_vector", "fades what was there"),
    ("4.2", ADD + "return weighting[:, None] * (memory + add_vector)", "multiplies by the weighting last"),
    (
        "4.2",
        ADD + "new = np.array(memory)\n    new[weighting.argmax()] += add_vector\n    return new",
        "the largest slot alone",
    ),
    (
        "4.2",
        ADD + "new = memory * 1.0\n    for i, share in enumerate(weighting):\n        new[i] += share * add_vector\n"
        "        return new",
        "the first slot alone",
    ),
    ("4.2", ADD + "return memory + np.outer(weighting > 0, add_vector)", "all or nothing"),
    ("4.2", ADD + "return np.append(memory, [add_vector], axis=0)", "appends a slot"),
    ("4.2", ADD + "return memory + (weighting.reshape(-1, 1) + add_vector)", "the shares added to the vector"),
]

ZEROS = {
    "4.1": ERASE + "return np.zeros(memory.shape)",
    "4.2": ADD + "return np.zeros(memory.shape)",
}
