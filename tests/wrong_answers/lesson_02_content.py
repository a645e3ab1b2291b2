"""2.3 `content_weighting` as learners answer it. See `lesson_00` for the form."""

HEAD = "def content_weighting(memory, key, key_strength):\n"
COSINES = "    cosines = memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e-8)\n"

CONTENT = [
    ("after the softmax", HEAD + "    return key_strength * softmax(cosine_similarity(memory, key))\n"),
    ("after the softmax", HEAD + "    shares = softmax(cosine_similarity(memory, key))\n    return shares * key_strength\n"),
    ("ignores the strength", HEAD + "    w = key_strength * softmax(cosine_similarity(memory, key))\n    return w / w.sum()\n"),
    ("divi", HEAD + "    return softmax(cosine_similarity(memory, key) / key_strength)\n"),
    ("divi", HEAD + "    return softmax(cosine_similarity(memory, key) / (key_strength + 1e-8))\n"),
    ("divi", HEAD + "    temperature = max(key_strength, 1e-8)\n    return softmax(cosine_similarity(memory, key) / temperature)\n"),
    ("dot product", HEAD + "    return softmax(key_strength * (memory @ key))\n"),
    ("dot product", HEAD + "    return softmax(np.dot(memory, key) * key_strength)\n"),
    ("dot product", HEAD + "    scores = [key_strength * sum(slot * key) for slot in memory]\n    return softmax(np.array(scores))\n"),
    ("strength", HEAD + "    return softmax(cosine_similarity(memory, key))\n"),
    ("strength", HEAD + "    return softmax(cosine_similarity(memory, key_strength * key))\n"),
    ("strength", HEAD + "    return softmax(cosine_similarity(key_strength * memory, key))\n"),
    ("strength", HEAD + "    return softmax(key_strength + cosine_similarity(memory, key))\n"),
    ("sum to 1", HEAD + "    return key_strength * cosine_similarity(memory, key)\n"),
    ("the similarities", HEAD + "    return cosine_similarity(memory, key)\n"),
    ("sum to 1", HEAD + "    return softmax(cosine_similarity(memory, key)) ** key_strength\n"),
    ("power of the strength", HEAD + "    return softmax(cosine_similarity(memory, key) ** key_strength)\n"),
    ("minus", HEAD + "    return softmax(-key_strength * cosine_similarity(memory, key))\n"),
    ("softmax twice", HEAD + "    return softmax(softmax(key_strength * cosine_similarity(memory, key)))\n"),
    ("memory must have axes", HEAD + "    return softmax(key_strength * cosine_similarity(key, memory))\n"),
    ("overflow", HEAD + COSINES + "    e = np.exp(key_strength * cosines)\n    return e / e.sum()\n"),
    ("overflow", HEAD + "    e = np.exp(key_strength * cosine_similarity(memory, key))\n    return e / e.sum()\n"),
    ("sum to 1", HEAD + "    similar = key_strength * cosine_similarity(memory, key)\n    return np.exp(similar - similar.max())\n"),
    ("best slot", HEAD + "    weighting = np.zeros(len(memory))\n    weighting[cosine_similarity(memory, key).argmax()] = 1\n    return weighting\n"),
    ("shape", HEAD + "    return softmax(key_strength * cosine_similarity(memory, key)) @ memory\n"),
    ("shape", HEAD + "    return int(cosine_similarity(memory, key).argmax())\n"),
    ("dot product", HEAD + "    memory *= key_strength\n    return softmax(memory @ key)\n"),
    ("changes its input", HEAD + "    result = softmax(key_strength * cosine_similarity(memory, key))\n    key *= key_strength\n    return result\n"),
    ("due is", HEAD + "    return softmax(int(key_strength) * cosine_similarity(memory, key))\n"),
    ("shape", HEAD + "    return softmax(key_strength * cosine_similarity(memory, key))[:, None]\n"),
    ("without an exponential", HEAD + "    c = cosine_similarity(memory, key)\n    return c / c.sum()\n"),
    ("into the memory or the key", HEAD + "    return softmax(cosine_similarity(memory, key * key_strength))\n"),
    ("did you mean `key_strength`?", HEAD + "    return softmax(key_strengh * cosine_similarity(memory, key))\n"),
    ("did you mean `softmax`?", HEAD + "    return sofmax(key_strength * cosine_similarity(memory, key))\n"),
    ("did you mean `cosines`?", HEAD + COSINES + "    return softmax(key_strength * cosine)\n"),
]

CONTENT_RIGHT = [
    HEAD + "    return softmax(key_strength * cosine_similarity(memory, key))\n",
    HEAD + "    return softmax(np.multiply(cosine_similarity(memory=memory, key=key), key_strength))\n",
    HEAD + COSINES + "    cosines = key_strength * cosines\n    e = np.exp(cosines - cosines.max())\n    return e / e.sum()\n",
    "content_weighting = lambda memory, key, key_strength=1.0: softmax(cosine_similarity(memory, key) * key_strength)\n",
    # whatever became of the learner's own softmax and cosine_similarity, here they are the references
    """\
def softmax(values):
    return values

def cosine_similarity(memory, key):
    return memory @ key

def content_weighting(memory, key, key_strength):
    return softmax(key_strength * cosine_similarity(memory, key))
""",
    """\
from ntm_lib.by_hand import cosine_similarity, softmax

def content_weighting(memory, key, key_strength):
    return softmax(key_strength * cosine_similarity(memory, key))
""",
    """\
import numpy as np

class Lookup:
    def __init__(self, memory):
        self.memory = memory

    def __call__(self, key, strength):
        scores = np.array([strength * cosine_similarity(slot[None], key)[0] for slot in self.memory])
        return softmax(scores)

def content_weighting(memory: np.ndarray, key: np.ndarray, key_strength: float) -> np.ndarray:
    return Lookup(memory)(key, key_strength)
""",
    """\
import torch
import warnings

def content_weighting(memory, key, key_strength):
    warnings.warn("on its way")
    print(key_strength)
    m, k = torch.from_numpy(memory).double(), torch.from_numpy(key).double()
    cosines = torch.einsum("nw,w->n", m, k) / (m.norm(dim=1) * k.norm() + 1e-8)
    return torch.nn.functional.softmax(cosines * key_strength, dim=0).numpy()
""",
    """\
def scores(memory, key):
    return cosine_similarity(memory, key)

def content_weighting(memory, key, key_strength):
    unnormalised = [float(np.exp(key_strength * (s - max(scores(memory, key))))) for s in scores(memory, key)]
    return np.asarray(unnormalised) / sum(unnormalised)
""",
    HEAD + "    return softmax(key_strength * cosine_similarity(memory, key)[None])[0].astype(np.float32)\n",
]
