"""3.4 `address` as learners answer it. See `lesson_00` for the form."""

HEAD = "def address(memory, previous, key, key_strength, gate, shift_weighting, sharpening):\n"
CONTENT = "    content = content_weighting(memory, key, key_strength)\n"
GATED = CONTENT + "    gated = interpolate(content, previous, gate)\n"

ADDRESS = [
    ("before shifting", HEAD + GATED + "    return shift(sharpen(gated, sharpening), shift_weighting)\n"),
    ("before anything takes it away", HEAD + GATED + "    sharp = sharpen(gated, sharpening)\n    moved = shift(sharp, shift_weighting)\n    return moved\n"),
    ("previous", HEAD + GATED + "    return sharpen(shift(previous, shift_weighting), sharpening)\n"),
    ("previous", HEAD + CONTENT + "    moved = shift(previous, shift_weighting)\n    return sharpen(interpolate(content, moved, gate), sharpening)\n"),
    ("is not moved", HEAD + CONTENT + "    return interpolate(content, sharpen(shift(previous, shift_weighting), sharpening), gate)\n"),
    ("gate", HEAD + CONTENT + "    return sharpen(shift(content, shift_weighting), sharpening)\n"),
    ("gate", HEAD + GATED + "    shifted = shift(content, shift_weighting)\n    return sharpen(shifted, sharpening)\n"),
    ("mix the two in the same way", HEAD + CONTENT + "    gated = interpolate(content, previous, 0.5)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("gate", HEAD + CONTENT + "    gated = interpolate(content, previous, 1)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("gate", HEAD + CONTENT + "    gated = content if gate > 0.5 else previous\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("gate", HEAD + CONTENT + "    moved = shift(content, shift_weighting)\n    return sharpen(interpolate(moved, previous, gate), sharpening)\n"),
    ("gate", HEAD + CONTENT + "    return interpolate(sharpen(shift(content, shift_weighting), sharpening), previous, gate)\n"),
    ("gate", HEAD + CONTENT + "    gated = interpolate(previous, content, gate)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("gate", HEAD + CONTENT + "    gated = interpolate(content, previous, 1 - gate)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("due is", HEAD + CONTENT + "    gated = gate * content + previous\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("sharpen", HEAD + GATED + "    return shift(gated, shift_weighting)\n"),
    ("sharpen", HEAD + GATED + "    moved = shift(gated, shift_weighting)\n    sharpen(moved, sharpening)\n    return moved\n"),
    ("shift", HEAD + GATED + "    return sharpen(gated, sharpening)\n"),
    ("shift", HEAD + GATED + "    shift(gated, shift_weighting)\n    return sharpen(gated, sharpening)\n"),
    ("gate", HEAD + GATED + "    return gated\n"),
    ("content", HEAD + CONTENT + "    return content\n"),
    ("twice", HEAD + GATED + "    w = shift(sharpen(gated, sharpening), shift_weighting)\n    return sharpen(w, sharpening)\n"),
    ("twice", HEAD + GATED + "    w = sharpen(shift(gated, shift_weighting), sharpening)\n    return sharpen(w, sharpening)\n"),
    ("backwards", HEAD + GATED + "    return sharpen(shift(gated, shift_weighting[::-1]), sharpening)\n"),
    ("twice", HEAD + GATED + "    moved = shift(shift(gated, shift_weighting), shift_weighting)\n    return sharpen(moved, sharpening)\n"),
    ("key strength makes no difference", HEAD + "    content = content_weighting(memory, key, 1.0)\n    gated = interpolate(content, previous, gate)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("strength", HEAD + "    content = content_weighting(memory, key, sharpening)\n    gated = interpolate(content, previous, gate)\n    return sharpen(shift(gated, shift_weighting), key_strength)\n"),
    ("shares of the powers", HEAD + GATED + "    return shift(gated, shift_weighting) ** sharpening\n"),
    ("due is", HEAD + CONTENT + "    content = sharpen(content, sharpening)\n    gated = interpolate(content, previous, gate)\n    return shift(gated, shift_weighting)\n"),
    ("nan", HEAD + GATED + "    powers = shift(gated, shift_weighting) ** sharpening\n    return powers / powers.sum()\n"),
    ("memory must have axes", HEAD + "    content = content_weighting(key, memory, key_strength)\n    gated = interpolate(content, previous, gate)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("shift", HEAD + GATED + "    return sharpen(shift(shift_weighting, gated), sharpening)\n"),
    ("sharpening must", HEAD + GATED + "    return sharpen(sharpening, shift(gated, shift_weighting))\n"),
    ("previous must", HEAD + CONTENT + "    gated = interpolate(content, gate, previous)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("changes its input", HEAD + GATED + "    previous[:] = sharpen(shift(gated, shift_weighting), sharpening)\n    return previous\n"),
    ("changes its input", HEAD + CONTENT + "    previous *= 1 - gate\n    previous += gate * content\n    return sharpen(shift(previous, shift_weighting), sharpening)\n"),
    ("a list", HEAD + GATED + "    return list(sharpen(shift(gated, shift_weighting), sharpening))\n"),
    ("a tuple", HEAD + GATED + "    moved = shift(gated, shift_weighting)\n    return content, gated, moved, sharpen(moved, sharpening)\n"),
    ("what is read", HEAD + GATED + "    return sharpen(shift(gated, shift_weighting), sharpening) @ memory\n"),
    ("shape", HEAD + GATED + "    return sharpen(shift(gated, shift_weighting), sharpening).argmax()\n"),
    ("shape", HEAD + GATED + "    return sharpen(shift(gated, shift_weighting), sharpening)[:3]\n"),
    ("due is", HEAD + GATED + "    w = shift(gated, shift_weighting)\n    hard = np.zeros(len(w))\n    hard[w.argmax()] = 1\n    return hard\n"),
    ("shape", HEAD + "    return np.array([0.0, 0.0, 1.0])\n"),
    ("None", HEAD + GATED + "    print(sharpen(shift(gated, shift_weighting), sharpening))\n"),
    ("None", HEAD + GATED + "    weighting = sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("did you mean `content_weighting`?", HEAD + "    content = content_weigthing(memory, key, key_strength)\n    return content\n"),
    ("did you mean `interpolate`?", HEAD + CONTENT + "    gated = interpolat(content, previous, gate)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("did you mean `sharpen`?", HEAD + GATED + "    return sharpn(shift(gated, shift_weighting), sharpening)\n"),
    ("argument", HEAD + "    content = content_weighting(memory, key)\n    gated = interpolate(content, previous, gate)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("TypeError", HEAD + GATED + "    return sharpening(shift(gated, shift_weighting), sharpening)\n"),
    ("softmax", HEAD + GATED + "    w = sharpen(shift(gated, shift_weighting), sharpening)\n    return np.exp(w) / np.exp(w).sum()\n"),
    ("dot product", HEAD + "    scores = np.exp(key_strength * (memory @ key))\n    gated = interpolate(scores / scores.sum(), previous, gate)\n    return sharpen(shift(gated, shift_weighting), sharpening)\n"),
    ("shift is not that of 3.2", HEAD + GATED + "    moved = np.roll(gated, np.argmax(shift_weighting) - len(shift_weighting) // 2)\n    return sharpen(moved, sharpening)\n"),
    ("shift is not that of 3.2", HEAD + GATED + "    down, stay, up = shift_weighting[0], shift_weighting[1], shift_weighting[2]\n    moved = down * np.roll(gated, -1) + stay * gated + up * np.roll(gated, 1)\n    return sharpen(moved, sharpening)\n"),
    ("due is", HEAD + CONTENT + "    return interpolate(sharpen(content, sharpening), shift(previous, shift_weighting), gate)\n"),
]

ADDRESS_RIGHT = [
    HEAD + GATED + "    return sharpen(shift(gated, shift_weighting), sharpening)\n",
    HEAD + "    return sharpen(shift(interpolate(content_weighting(memory, key, key_strength), previous, gate), shift_weighting), sharpening)\n",
    HEAD + GATED + "    moved = shift(weighting=gated, shift_weighting=shift_weighting)\n    print('moved', moved)\n    return sharpen(weighting=moved, sharpening=sharpening)\n",
    HEAD + CONTENT + "    gated = gate * content + (1 - gate) * previous\n    return sharpen(shift(gated, shift_weighting), sharpening)\n",
    HEAD + GATED + "    logs = sharpening * np.log(shift(gated, shift_weighting) + 1e-30)\n    e = np.exp(logs - logs.max())\n    return e / e.sum()\n",
    HEAD + GATED + "    powers = (shift(gated, shift_weighting) / shift(gated, shift_weighting).max()) ** sharpening\n    return powers / powers.sum()\n",
    # a shift is linear, so the two parts may be moved one by one
    HEAD + CONTENT + "    moved = interpolate(shift(content, shift_weighting), shift(previous, shift_weighting), gate)\n    return sharpen(moved, sharpening)\n",
    HEAD + "    w = previous.copy()\n    if gate > 0:\n        w = interpolate(content_weighting(memory, key, key_strength), w, gate)\n    w = shift(w, shift_weighting)\n    return sharpen(w, sharpening) if sharpening != 1 else w\n",
    "address = lambda memory, previous, key, key_strength=1.0, gate=1.0, shift_weighting=(0, 1, 0), sharpening=1.0: sharpen(shift(interpolate(content_weighting(memory, key, key_strength), previous, gate), shift_weighting), sharpening)\n",
    """\
from functools import partial, reduce

def address(memory, previous, key, key_strength, gate, shift_weighting, sharpening):
    stages = [
        partial(interpolate, previous=previous, gate=gate),
        partial(shift, shift_weighting=shift_weighting),
        partial(sharpen, sharpening=sharpening),
    ]
    return reduce(lambda weighting, stage: stage(weighting), stages, content_weighting(memory, key, key_strength))
""",
    """\
import numpy as np

def address(memory, previous, key, key_strength, gate, shift_weighting, sharpening):
    norms = np.linalg.norm(memory, axis=1) * np.linalg.norm(key) + 1e-8
    scores = key_strength * (memory @ key) / norms
    content = np.exp(scores - scores.max())
    content /= content.sum()
    gated = gate * content + (1 - gate) * previous
    reach = len(shift_weighting) // 2
    moved = np.zeros(len(gated))
    for place, share in enumerate(shift_weighting):
        moved += share * np.roll(gated, place - reach)
    moved /= moved.max()
    moved **= sharpening
    return moved / moved.sum()
""",
    """\
import torch

from ntm_lib import addressing

def address(memory, previous, key, key_strength, gate, shift_weighting, sharpening):
    dials = memory, previous, key, key_strength, gate, shift_weighting, sharpening
    return addressing.address(*(torch.tensor(dial, dtype=torch.float64) for dial in dials)).numpy()
""",
    # whatever became of the learner's own functions, here they are the references
    """\
def interpolate(content, previous, gate):
    return content

def shift(weighting, shift_weighting):
    return weighting

def sharpen(weighting, sharpening):
    return weighting**sharpening

def address(memory, previous, key, key_strength, gate, shift_weighting, sharpening):
    content = content_weighting(memory, key, key_strength)
    return sharpen(shift(interpolate(content, previous, gate), shift_weighting), sharpening)
""",
]
