"""4.3 and 4.4 in learners' hands: right answers, wrong ones with the name of the mistake, and all zeros."""

WRITE = "def write(memory, weighting, erase_vector, add_vector):\n    "
OVERWRITE = "def overwrite(value):\n    "

RIGHT = {
    "4.3": [
        WRITE + "return add(erase(memory, weighting, erase_vector), weighting, add_vector)",
        WRITE + "erased = erase(memory, weighting, erase_vector)\n    print(erased)\n"
        "    return add(erased, weighting, add_vector)",
        WRITE + "w = weighting[:, None]\n    return memory * (1 - w * erase_vector) + w * add_vector",
        WRITE + "w = weighting[:, None]\n    return memory + w * (add_vector - erase_vector * memory)",
        WRITE + "blank = add(np.zeros_like(memory), weighting, add_vector)\n"
        "    return erase(memory, weighting, erase_vector) + blank",
        "def erase(m, w, e):\n    return m * 0  # replaced by the reference\n"
        + WRITE
        + "memory = erase(memory, weighting, erase_vector)\n"
        "    memory += np.outer(weighting, add_vector)\n    return memory",
    ],
    "4.4": [
        OVERWRITE + "return np.ones_like(value), value",
        OVERWRITE + "return [np.ones(len(value)), value.copy()]",
        OVERWRITE + "return np.stack([np.ones(value.shape), value])",
        "overwrite = lambda value: (value * 0 + 1, value)",
        OVERWRITE
        + "erase_vector = np.array([1.0 for _ in value])\n    add_vector = np.array([float(v) for v in value])\n"
        "    return erase_vector, add_vector",
        OVERWRITE + "return np.full(value.size, 1), np.asarray(value, dtype=np.float32)",
    ],
}

WRONG = [
    ("4.3", WRITE + "return erase(add(memory, weighting, add_vector), weighting, erase_vector)", "adds first"),
    (
        "4.3",
        WRITE + "memory = erase(memory, weighting, erase_vector)\n    memory = add(memory, weighting, add_vector)\n"
        "    return erase(memory, weighting, erase_vector)",
        "erases twice",
    ),
    (
        "4.3",
        WRITE + "erase(memory, weighting, erase_vector)\n    return add(memory, weighting, add_vector)",
        "forgets to erase",
    ),
    (
        "4.3",
        WRITE + "memory = erase(memory, weighting, erase_vector)\n    add(memory, weighting, add_vector)\n"
        "    return memory",
        "forgets to add",
    ),
    ("4.3", WRITE + "return np.outer(weighting, add_vector)", "without the memory"),
    ("4.3", WRITE + "return memory * (1 - weighting * erase_vector) + weighting * add_vector", "no outer product"),
    ("4.3", WRITE + "return erase(memory, weighting, erase_vector) + weighting * add_vector", "no outer product"),
    ("4.3", WRITE + "return add(erase(memory, weighting, add_vector), weighting, erase_vector)", "vectors swapped"),
    (
        "4.3",
        WRITE + "return add(erase(memory, weighting, erase_vector), weighting, erase_vector)",
        "one vector for both",
    ),
    (
        "4.3",
        WRITE + "return erase(memory, weighting, erase_vector) + add(memory, weighting, add_vector)",
        "adds two memories",
    ),
    (
        "4.3",
        WRITE + "new = add(memory, weighting, add_vector)\n    new = erase(memory, weighting, erase_vector)\n"
        "    new = add(new, weighting, add_vector)\n    return add(new, weighting, add_vector)",
        "adds twice",
    ),
    (
        "4.3",
        WRITE + "return erase(memory, weighting, erase_vector), add(memory, weighting, add_vector)",
        "two memories",
    ),
    (
        "4.3",
        WRITE + "memory *= 1 - np.outer(weighting, erase_vector)\n    memory += np.outer(weighting, add_vector)",
        "in place",
    ),
    (
        "4.3",
        WRITE + "memory *= 1 - np.outer(weighting, erase_vector)\n    return add(memory, weighting, add_vector)",
        "changes its input",
    ),
    ("4.3", WRITE + "w = weighting[:, None]\n    return (1 - w) * memory + w * add_vector", "ignores the erase vector"),
    ("4.3", WRITE + "return memory * (1 - erase_vector) + np.outer(weighting, add_vector)", "no weighting"),
    (
        "4.3",
        WRITE + "w = weighting[:, None]\n    return memory * (1 - w * erase_vector + w * add_vector)",
        "added inside the brackets",
    ),
    (
        "4.3",
        WRITE + "return add(erase(memory, weighting, 1 - erase_vector), weighting, add_vector)",
        "erase turned round",
    ),
    ("4.3", WRITE + "return memory + np.outer(weighting, add_vector - erase_vector)", "subtracts what is erased"),
    (
        "4.3",
        WRITE + "w = weighting[:, None]\n    return erase(memory, weighting, erase_vector) + w * (add_vector - memory)",
        "moves only by what is missing",
    ),
    (
        "4.3",
        WRITE + "add(erase(memory, weighting, erase_vector), weighting, add_vector)\n    return memory",
        "nothing changes",
    ),
    (
        "4.3",
        WRITE + "return add(erase(memory, weighting, erase_vector), weighting, -add_vector)",
        "a sign turned round",
    ),
    (
        "4.3",
        WRITE + "return memory.erase(weighting, erase_vector).add(weighting, add_vector)",
        "the memory has no such method",
    ),
    (
        "4.3",
        WRITE + "return memory * (1 - np.outer(erase_vector, weighting)) + np.outer(add_vector, weighting)",
        "slots as columns",
    ),
    (
        "4.3",
        WRITE + "return add(erase(memory, weighting, erase_vector), weighting, erase_vector * add_vector)",
        "the erase vector in the add",
    ),
    (
        "4.3",
        WRITE + "return erase(memory, weighting, erase_vector) * add(memory, weighting, add_vector)",
        "multiplies the two",
    ),
    (
        "4.3",
        WRITE + "return write_it(memory, weighting, erase_vector, add_vector).astype(int)\n"
        "def write_it(m, w, e, a):\n    return m * (1 - np.outer(w, e)) + np.outer(w, a)",
        "whole numbers",
    ),
    (
        "4.3",
        WRITE + "new, slot = memory.copy(), weighting.argmax()\n"
        "    new[slot] = new[slot] * (1 - erase_vector) + add_vector\n    return new",
        "the largest slot alone",
    ),
    ("4.4", OVERWRITE + "return np.ones(2), value", "a fixed length"),
    ("4.4", OVERWRITE + "return write(value, np.ones(1), np.ones_like(value), value)", "writes"),
    ("4.4", OVERWRITE + "return np.ones_like(value), value + 1", "adds something else"),
    ("4.4", OVERWRITE + "value[:] = 1\n    return value, value", "changes the value"),
    ("4.4", OVERWRITE + "return {'erase': np.ones_like(value), 'add': value}", "no pair"),
    ("4.4", OVERWRITE + "return np.ones_like(value), value.astype(int)", "whole numbers"),
    ("4.4", OVERWRITE + "return 1.0, value", "a single number to erase"),
    ("4.4", OVERWRITE + "return np.array([1.0]), value", "a single number to erase"),
    ("4.4", OVERWRITE + "return [1] * len(value), list(value)", "lists"),
    ("4.4", OVERWRITE + "return np.zeros_like(value), value", "erase 0"),
    ("4.4", OVERWRITE + "return np.ones_like(value), value - np.ones_like(value)", "add the difference"),
    ("4.4", OVERWRITE + "return value, value", "erase = value"),
    ("4.4", OVERWRITE + "return value, np.zeros_like(value)", "the value, then nothing"),
    ("4.4", OVERWRITE + "return (np.ones(len(value)), value), value", "a pair in the pair"),
    ("4.4", OVERWRITE + "return np.clip(value, 0, 1), value", "erase = clipped value"),
    ("4.4", OVERWRITE + "return 1 - value, value", "erases 1 minus the value"),
    ("4.4", OVERWRITE + "return value, np.ones_like(value)", "swapped pair"),
    ("4.4", OVERWRITE + "return np.where(value != 0, 1.0, 0.0), value", "erases only where the value is not 0"),
    ("4.4", OVERWRITE + "return np.ones_like(value), np.zeros_like(value)", "erases, adds nothing"),
    ("4.4", OVERWRITE + "return np.ones_like(value), np.ones_like(value)", "ones twice"),
    ("4.4", OVERWRITE + "return value", "one vector alone"),
    ("4.4", OVERWRITE + "return np.full(value.shape, 0.99), value", "erases a part"),
    ("4.4", OVERWRITE + "return -np.ones_like(value), value", "a sign turned round"),
    ("4.4", OVERWRITE + "return np.ones_like(value), value - memory[0]", "stray global"),
]

ZEROS = {
    "4.3": WRITE + "return np.zeros(memory.shape)",
    "4.4": OVERWRITE + "return np.zeros(value.shape), np.zeros(value.shape)",
}
