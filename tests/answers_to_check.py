"""Answers to the exercises for the tests of the checks: right ones, wrong ones with their names, and all zeros.

Those of lessons 01, 03, 04 and 05 stand in `answers/`, a file a lesson.
"""

import importlib
import pkgutil

import answers

COPY = """
def copy_batch(batch_size, lengths, bits, generator):
    length = int(torch.randint(lengths[0], lengths[1] + 1, (), generator=generator))
    vectors = torch.randint(0, 2, (length, batch_size, bits), generator=generator).float()
    inputs = torch.zeros(2 * length + 1, batch_size, bits + 1)
    inputs[:length, :, :bits] = vectors
    inputs[length, :, bits] = 1
    targets = torch.zeros(2 * length + 1, batch_size, bits)
    targets[length + 1 :] = vectors
    mask = torch.zeros(2 * length + 1, batch_size, dtype=torch.bool)
    mask[length + 1 :] = True
    return Batch(inputs, targets, mask)
"""

STEP = """
def training_step(model, batch, optimiser, clip):
    optimiser.zero_grad()
    logits, _ = model(batch.inputs)
    loss = bits_per_sequence(logits, batch.targets, batch.mask).sum() / (batch.mask.sum() * batch.targets.shape[-1])
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimiser.step()
    return loss.item()
"""

STEP_BY_HAND = """
def training_step(model, batch, optimiser, clip):
    logits = model(batch.inputs)[0]
    keep = batch.mask.bool()
    loss = binary_cross_entropy_with_logits(logits[keep], batch.targets[keep]) / math.log(2)
    optimiser.zero_grad(set_to_none=False)
    loss.backward()
    norm = float(sum((p.grad ** 2).sum() for p in model.parameters() if p.grad is not None)) ** 0.5
    for p in model.parameters():
        if p.grad is not None:
            p.grad *= min(1.0, clip / (norm + 1e-6))
    optimiser.step()
    return float(loss)
"""

COSINE = "def cosine_similarity(memory, key):\n    "
SOFTMAX = "def softmax(values):\n    "
CONTENT = "def content_weighting(memory, key, key_strength):\n    "
BITS = "def bits_per_sequence(logits, targets, mask):\n    "
NATS = 'nats = binary_cross_entropy_with_logits(logits, targets, reduction="none")\n    '

RIGHT = {
    "0.1": [
        "def count_ones(bits):\n    return int(bits.sum())",
        "def count_ones(bits):\n    return bits.sum()",
        "count_ones = np.count_nonzero",
        "def count_ones(bits):\n    n = 0\n    for bit in bits.flatten():\n        n += int(bit)\n    return n",
    ],
    "2.1": [
        COSINE
        + "lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key)\n    return memory @ key / (lengths + 1e-8)",
        COSINE + "return np.array([r @ key / ((r @ r) ** 0.5 * (key @ key) ** 0.5 + 1e-8) for r in memory])",
        COSINE + "m, k = memory.astype(np.float32), key.astype(np.float32)\n"
        "    lengths = np.sqrt((m**2).sum(-1) * (k**2).sum())\n"
        "    return np.einsum('sw,w->s', m, k) / np.maximum(lengths, 1e-8)",
        "norm = lambda v: np.sqrt(np.sum(v * v, axis=-1))\ncosine_similarity = lambda memory, key: "
        "memory @ key / (norm(memory) * norm(key) + 1e-8)",
    ],
    "2.2": [
        SOFTMAX + "e = np.exp(values - values.max(-1, keepdims=True))\n    return e / e.sum(-1, keepdims=True)",
        SOFTMAX + "e = np.exp((values.T - np.max(values, -1)).T)\n    return (e.T / e.T.sum(0)).T",
        SOFTMAX + "rows = np.atleast_2d(values)\n    out = np.zeros(rows.shape)\n    for i, row in enumerate(rows):\n"
        "        e = [math.exp(v - max(row)) for v in row]\n        out[i] = np.array(e) / sum(e)\n"
        "    return out.reshape(values.shape)",
        SOFTMAX + "if values.ndim == 2:\n        return np.stack([softmax(row) for row in values])\n"
        "    e = np.exp(values.astype(np.float32) - values.max())\n    return e / e.sum()",
    ],
    "2.3": [
        CONTENT + "return softmax(key_strength * cosine_similarity(memory, key))",
        CONTENT + "c = memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e-8)\n"
        "    e = np.exp(key_strength * (c - c.max()))\n    return e / e.sum()",
        "def softmax(v):\n    return v * 0  # replaced by the reference\n"
        + CONTENT
        + "return softmax(cosine_similarity(memory, key) * key_strength)",
    ],
    "9.1": [
        COPY,
        COPY.replace("Batch(inputs, targets, mask)", "inputs, targets, mask.float()"),
        "from ntm_lib.tasks import copy\ndef copy_batch(n, lengths, bits, generator):\n"
        "    return copy(n, lengths, bits, generator)",
        """
def copy_batch(batch_size, lengths, bits, generator):
    length = torch.randint(lengths[0], lengths[1] + 1, (1,), generator=generator).item()
    vectors = (torch.rand(length, batch_size, bits, generator=generator) < 0.5).float()
    silence = torch.zeros(length + 1, batch_size, bits)
    flag = torch.eye(2 * length + 1)[length].reshape(-1, 1, 1).expand(-1, batch_size, 1)
    inputs = torch.cat([torch.cat([vectors, silence]), flag], dim=2)
    mask = torch.cat([torch.zeros(length + 1, batch_size), torch.ones(length, batch_size)]) > 0
    return Batch(inputs, torch.cat([silence, vectors]), mask)
""",
    ],
    "9.2": [
        BITS + NATS + "return (nats / math.log(2) * mask.unsqueeze(-1)).sum(dim=(0, 2))",
        BITS + "p = F.logsigmoid\n    bits = -(targets * p(logits) + (1 - targets) * p(-logits)) / np.log(2)\n"
        "    return torch.where(mask, bits.sum(-1), torch.zeros(())).sum(0)",
        BITS + NATS + "return torch.stack([nats[:, b][mask[:, b]].sum() for b in range(nats.shape[1])]) / math.log(2)",
    ],
    "9.3": [STEP, STEP_BY_HAND, STEP.replace("optimiser.zero_grad()", "model.zero_grad()")],
}


def without(text: str, *parts: str) -> str:
    """A source that lacks some of its parts."""
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return text


def instead(text: str, old: str, new: str) -> str:
    """A source with one part for another."""
    assert old in text
    return text.replace(old, new)


ZERO, BACKWARD, MOVE = "    optimiser.zero_grad()\n", "    loss.backward()\n", "    optimiser.step()\n"
CLIP = "    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)\n"
FLAG = "    inputs[length, :, bits] = 1\n"
LENGTHS = "np.linalg.norm(memory, axis=1) * "

WRONG = [
    ("0.1", "def count_ones(bits):\n    return float(bits.sum())", "a float"),
    ("0.1", "def count_ones(bits):\n    return int((bits == 0).sum())", "counts zeros"),
    ("0.1", "def count_ones(bits):\n    return len(bits)", "counts rows"),
    ("0.1", "def count_ones(bits):\n    bits.sum()", "returns nothing"),
    ("0.1", "def count_ones(bits):\n    return str(bits.sum())", "wrong type"),
    ("0.1", "def count_ones(bits):\n    bits += 1\n    return int(bits.sum() - bits.size)", "changes its input"),
    ("2.1", COSINE + "return memory @ key", "dot product without norms"),
    ("2.1", COSINE + f"return memory @ key / ({LENGTHS} np.linalg.norm(key))", "0/0 for a blank slot"),
    ("2.1", COSINE + f"return memory @ key / ({LENGTHS} (np.linalg.norm(key) + 1e-8))", "epsilon added to the key"),
    ("2.1", COSINE + f"return memory @ key / ({LENGTHS.replace('1', '0')} np.linalg.norm(key) + 1e-8)", "wrong axis"),
    ("2.1", COSINE + "return list(memory @ key)", "wrong type"),
    ("2.1", COSINE + "return (memory @ key)[:, None]", "wrong shape"),
    ("2.1", COSINE + "return (memory @ key).astype(int)", "wrong dtype"),
    ("2.1", COSINE + "return memory @ nobody", "stray global"),
    ("2.2", SOFTMAX + "e = np.exp(values)\n    return e / e.sum(axis=-1, keepdims=True)", "overflows"),
    ("2.2", SOFTMAX + "e = np.exp(values - values.max(axis=0))\n    return e / e.sum(axis=0)", "wrong axis"),
    ("2.2", instead(RIGHT["2.2"][0], "values.max", "values.mean"), "subtracts the mean"),
    ("2.2", instead(RIGHT["2.2"][0], "    e = ", "    values += 1\n    e = "), "changes its input"),
    ("2.2", "import sys\n" + SOFTMAX + "sys.exit()", "raises SystemExit"),
    ("2.2", SOFTMAX + "while True:\n        print('x' * 10_000)", "too much output"),
    ("2.2", SOFTMAX + "raise KeyboardInterrupt", "stopped"),
    ("2.2", SOFTMAX + "raise MemoryError", "too much memory"),
    ("2.2", SOFTMAX + "raise NotImplementedError('Exercise 2.2')", "not attempted"),
    ("2.2", SOFTMAX + "values = 1\n    raise NotImplementedError('Exercise 2.2')", "not attempted"),
    ("2.2", "def softmax(values:", "does not parse"),
    ("2.2", "import nowhere_at_all\nsoftmax = nowhere_at_all.softmax", "raises ModuleNotFoundError"),
    (
        "2.3",
        CONTENT + "return key_strength * softmax(cosine_similarity(memory, key))",
        "strength multiplies after the softmax",
    ),
    ("2.3", CONTENT + "return softmax(cosine_similarity(memory, key) / key_strength)", "strength as a divisor"),
    ("2.3", CONTENT + "return softmax(key_strength * (memory @ key))", "uses the dot product"),
    (
        "9.1",
        instead(COPY, "    return", "    inputs[length, :, :bits] = vectors[-1]\n    return"),
        "a vector beside the flag",
    ),
    (
        "9.1",
        instead(COPY, "    return", "    inputs[length + 1 :, :, :bits] = vectors\n    return"),
        "input leaks into the answer phase",
    ),
    ("9.1", instead(COPY, "targets[length + 1 :] = vectors", "targets[length:-1] = vectors"), "target one step off"),
    ("9.1", instead(COPY, "[length + 1 :] = vectors", "[length + 2 :] = vectors[:-1]"), "target one step off"),
    ("9.1", without(COPY, FLAG), "no delimiter"),
    ("9.1", without(instead(COPY, "bits + 1)", "bits)"), FLAG), "no delimiter"),
    ("9.1", instead(COPY, "lengths[1] + 1", "lengths[1]"), "excludes the longest length"),
    ("9.1", instead(COPY, "lengths[1] + 1", "max(lengths[0] + 1, lengths[1])"), "excludes the longest length"),
    ("9.1", instead(COPY, "mask[length + 1 :]", "mask[:]"), "mask covers the input phase"),
    ("9.1", instead(COPY, "mask[length + 1 :]", "mask[length:]"), "mask one step off"),
    ("9.1", instead(COPY, "bits), generator=generator)", "bits))"), "ignores the generator"),
    ("9.1", instead(COPY, "    length =", "    generator.manual_seed(0)\n    length ="), "draws no length"),
    ("9.1", instead(COPY, "inputs[length, :, bits]", "inputs[length:, :, bits]"), "the flag stays on"),
    ("9.1", instead(COPY, "(length, batch_size, bits), gen", "(length, 1, bits), gen"), "one sequence for all"),
    ("9.2", BITS + NATS + "return (nats * mask.unsqueeze(-1)).sum(dim=(0, 2))", "nats"),
    ("9.2", BITS + NATS + "return (nats / math.log(2) * mask[..., None]).mean(dim=(0, 2))", "mean over padded steps"),
    ("9.2", instead(RIGHT["9.2"][0], "logits(logits,", "logits(logits.sigmoid(),"), "sigmoid twice"),
    ("9.2", BITS + NATS + "return (nats / math.log(2) * mask[..., None]).sum()", "sum over the batch"),
    (
        "9.2",
        BITS + "p = torch.sigmoid(logits)\n    bits = -(targets * torch.log2(p) + (1 - targets) * torch.log2(1 - p))\n"
        "    return (bits * mask[..., None]).sum((0, 2))",
        "loses sure answers",
    ),
    ("9.2", instead(RIGHT["9.2"][0], "sum(dim=(0, 2))", "sum(dim=(0, 2)).detach()"), "cuts the graph"),
    ("9.3", without(STEP, ZERO), "gradients not zeroed"),
    ("9.3", instead(STEP, CLIP + MOVE, MOVE + CLIP), "clips after the step"),
    ("9.3", instead(STEP, BACKWARD + CLIP, CLIP + BACKWARD), "clips before backward"),
    ("9.3", without(STEP, CLIP), "does not clip"),
    ("9.3", instead(STEP, "clip_grad_norm_", "clip_grad_value_"), "clips each number by itself"),
    ("9.3", without(STEP, ".item()"), "returns a tensor that keeps the graph"),
    ("9.3", without(STEP, MOVE), "does not step"),
]

ZEROS = {
    "0.1": "count_ones = lambda bits: 0",
    "2.1": COSINE + "return np.zeros(len(memory))",
    "2.2": SOFTMAX + "return np.zeros(values.shape)",
    "2.3": CONTENT + "return np.zeros(len(memory))",
    "9.1": instead(instead(instead(COPY, "= vectors", "= 0"), "= 1", "= 0"), "True", "False"),
    "9.2": BITS + "return torch.zeros(logits.shape[1])",
    "9.3": "training_step = lambda model, batch, optimiser, clip: 0.0",
}

for _module in pkgutil.iter_modules(answers.__path__, "answers."):
    _lesson = importlib.import_module(_module.name)
    RIGHT |= _lesson.RIGHT
    WRONG += _lesson.WRONG
    ZEROS |= _lesson.ZEROS
