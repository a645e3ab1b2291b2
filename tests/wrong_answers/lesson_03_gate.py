"""3.1 `interpolate` as learners answer it. See `lesson_00` for the form."""

HEAD = "import numpy as np\n\ndef interpolate(content, previous, gate):\n"

GATE = [
    ("wrong way round", HEAD + "    return (1 - gate) * content + gate * previous\n"),
    ("wrong way round", HEAD + "    return content + gate * (previous - content)\n"),
    ("wrong way round", HEAD + "    return np.average([content, previous], axis=0, weights=[1 - gate, gate])\n"),
    ("one side", HEAD + "    return gate * content + previous\n"),
    ("one side", HEAD + "    return content + (1 - gate) * previous\n"),
    ("one side", HEAD + "    mixed = previous.copy()\n    mixed += gate * content\n    return mixed\n"),
    ("one side", HEAD + "    blend = gate * content + previous\n    return blend / blend.sum()\n"),
    ("both", HEAD + "    return gate * content + gate * previous\n"),
    ("both", HEAD + "    return gate * (content + previous)\n"),
    ("sum to 1", HEAD + "    return content + previous\n"),
    ("the sign", HEAD + "    return gate * content - (1 - gate) * previous\n"),
    ("multiply the two", HEAD + "    return gate * content * (1 - gate) * previous\n"),
    ("bracket", HEAD + "    return gate * content + 1 - gate * previous\n"),
    ("bracket", HEAD + "    return gate * content + (1 - gate * previous)\n"),
    ("due is", HEAD + "    return gate * (content + (1 - gate) * previous)\n"),
    ("the same at every gate", HEAD + "    return (content + previous) / 2\n"),
    ("the same at every gate", HEAD + "    return np.mean([content, previous], axis=0)\n"),
    ("the same at every gate", HEAD + "    total = content + previous\n    return total / np.sum(total)\n"),
    ("only the content", HEAD + "    return content\n"),
    ("only the previous", HEAD + "    return previous\n"),
    ("only the content", HEAD + "    return gate * content\n"),
    ("only the previous", HEAD + "    return (1 - gate) * previous\n"),
    ("blend", HEAD + "    return content if gate > 0.5 else previous\n"),
    ("blend", HEAD + "    return np.where(gate >= 0.5, content, previous)\n"),
    ("blend", HEAD + "    if gate == 1:\n        return content\n    return previous\n"),
    ("blend", HEAD + "    gate = round(gate)\n    return gate * content + (1 - gate) * previous\n"),
    ("blend", HEAD + "    return int(gate) * content + (1 - int(gate)) * previous\n"),
    ("due is", HEAD + "    w = content**gate * previous ** (1 - gate)\n    return w / w.sum()\n"),
    ("due is", HEAD + "    e = np.exp(gate * content + (1 - gate) * previous)\n    return e / e.sum()\n"),
    ("due is", HEAD + "    return np.round(gate * content + (1 - gate) * previous, 2)\n"),
    ("due is", HEAD + "    return np.maximum(gate * content, (1 - gate) * previous)\n"),
    ("changes its input", HEAD + "    previous *= 1 - gate\n    previous += gate * content\n    return previous\n"),
    ("changes its input", HEAD + "    content *= gate\n    content += (1 - gate) * previous\n    return content\n"),
    ("changes its input", HEAD + "    for i in range(len(content)):\n        previous[i] = gate * content[i] + (1 - gate) * previous[i]\n    return previous\n"),
    ("a list", HEAD + "    return [gate * c + (1 - gate) * p for c, p in zip(content, previous)]\n"),
    ("a list", HEAD + "    return (gate * content + (1 - gate) * previous).tolist()\n"),
    ("a tuple", HEAD + "    return gate * content, (1 - gate) * previous\n"),
    ("shape", HEAD + "    return np.sum(gate * content + (1 - gate) * previous)\n"),
    ("shape", HEAD + "    return gate * content @ ((1 - gate) * previous)\n"),
    ("side by side", HEAD + "    return np.array([gate * content, (1 - gate) * previous])\n"),
    ("side by side", HEAD + "    return np.concatenate([gate * content, (1 - gate) * previous])\n"),
    ("shape", HEAD + "    return (gate * content + (1 - gate) * previous)[:, None]\n"),
    ("shape", HEAD + "    return gate * content[:, None] + (1 - gate) * previous\n"),
    ("shape", HEAD + "    for c, p in zip(content, previous):\n        return gate * c + (1 - gate) * p\n"),
    ("IndexError", HEAD + "    return np.array([gate * content[i] + (1 - gate) * previous[i] for i in range(3)])\n"),
    ("shape", HEAD + "    return np.array([gate * content[i] + (1 - gate) * previous[i] for i in range(len(content) - 1)])\n"),
    ("shape", HEAD + "    return np.array([0.775, 0.2, 0.025])\n"),
    ("dtype", HEAD + "    return (gate * content + (1 - gate) * previous).astype(int)\n"),
    ("None", HEAD + "    print(gate * content + (1 - gate) * previous)\n"),
    ("did you mean `previous`?", HEAD + "    return gate * content + (1 - gate) * previuos\n"),
    ("did you mean `content`?", HEAD + "    return gate * contents + (1 - gate) * previous\n"),
    ("goes through all slots", HEAD + "    out = np.zeros(len(content))\n    for i in range(len(content)):\n        out[i] = gate * content[i] + (1 - gate) * previous[i]\n        return out\n"),
    ("goes through all slots", HEAD + "    out = np.zeros(len(content))\n    for i in range(len(content) - 1):\n        out[i] = gate * content[i] + (1 - gate) * previous[i]\n    return out\n"),
    ("goes through all slots", HEAD + "    out = np.zeros(len(previous))\n    for i in range(1, len(content)):\n        out[i] = gate * content[i] + (1 - gate) * previous[i]\n    return out\n"),
    ("sigmoid", HEAD + "    gate = 1 / (1 + np.exp(-gate))\n    return gate * content + (1 - gate) * previous\n"),
    ("through a softmax", HEAD + "    blend = np.exp(gate * content + (1 - gate) * previous)\n    return blend / blend.sum()\n"),
    ("works twice", HEAD + "    return gate**2 * content + (1 - gate**2) * previous\n"),
    ("works twice", HEAD + "    found = gate * content\n    return gate * found + (1 - gate) * previous\n"),
    ("due is", HEAD + "    if not gate:\n        return content\n    return gate * content + (1 - gate) * previous\n"),
    ("due is", HEAD + "    return np.round(gate * content + (1 - gate) * previous, 3)\n"),
]

GATE_RIGHT = [
    HEAD + "    return gate * content + (1 - gate) * previous\n",
    HEAD + "    return previous + gate * (content - previous)\n",
    HEAD + "    return np.average([content, previous], axis=0, weights=[gate, 1 - gate])\n",
    HEAD + "    return np.array([gate, 1 - gate]) @ np.stack([content, previous])\n",
    HEAD + "    return np.einsum('k,ks->s', np.array([gate, 1.0 - gate]), np.array([content, previous]))\n",
    HEAD + "    return np.array([gate * c + (1 - gate) * p for c, p in zip(content, previous)])\n",
    HEAD + "    both = np.vstack((content, previous)).T\n    return (both * (gate, 1 - gate)).sum(axis=-1)\n",
    HEAD + "    return (gate * content + (1 - gate) * previous).astype(np.float32)\n",
    HEAD + "    out = np.zeros((len(content), 2))\n    out[:, 0] = gate * content + (1 - gate) * previous\n    return out[:, 0]\n",
    "interpolate = lambda content, previous, gate=0.5: content - (1 - gate) * (content - previous)\n",
    """\
import numpy as np

def interpolate(content, previous, gate):
    result = np.empty(len(content))
    i = 0
    while i < len(content):
        result[i] = content[i] * gate
        result[i] += previous[i] * (1.0 - gate)
        i += 1
    print("gate", gate, "->", result)
    return result
""",
    """\
from functools import partial

import numpy as np

def scaled(by: float, weighting: np.ndarray) -> np.ndarray:
    return np.multiply(weighting, by)

def interpolate(content: np.ndarray, previous: np.ndarray, gate: float) -> np.ndarray:
    assert 0 <= gate <= 1, "a gate is a share"
    let_through, keep = partial(scaled, gate), partial(scaled, 1 - gate)
    return np.add(let_through(content), keep(previous))
""",
    """\
import torch

def interpolate(content, previous, gate):
    return torch.lerp(torch.tensor(previous), torch.tensor(content), float(gate)).numpy()
""",
    """\
def interpolate(content, previous, gate):
    content = content.copy()
    content *= gate
    content += (1 - gate) * previous
    return content
""",
    """\
def interpolate(content, previous, gate):
    if gate == 0:
        return previous
    if gate == 1:
        return content
    return gate * content + (1 - gate) * previous
""",
]
