"""3.3 `sharpen` as learners answer it. See `lesson_00` for the form."""

HEAD = "import numpy as np\n\ndef sharpen(weighting, sharpening):\n"
POWERS = "    powers = (weighting / weighting.max()) ** sharpening\n"

SHARPEN = [
    ("sum to 1", HEAD + "    return weighting**sharpening\n"),
    ("sum to 1", HEAD + "    return np.power(weighting, sharpening)\n"),
    ("sum to 1", HEAD + "    return (weighting / weighting.sum()) ** sharpening\n"),
    ("sum to 1", HEAD + "    return (weighting / weighting.max()) ** sharpening\n"),
    ("sum to 1", HEAD + "    powers = weighting**sharpening\n    return powers / powers.max()\n"),
    ("sum to 1", HEAD + "    powers = weighting**sharpening\n    return powers / weighting.sum()\n"),
    ("sum to 1", HEAD + POWERS + "    return powers / powers.mean()\n"),
    ("sum to 1", HEAD + POWERS + "    return powers / np.linalg.norm(powers)\n"),
    ("sum to 1", HEAD + POWERS + "    return powers / len(powers)\n"),
    ("multipl", HEAD + "    powers = weighting * sharpening\n    return powers / powers.sum()\n"),
    ("multipl", HEAD + "    return sharpening * weighting / np.sum(sharpening * weighting)\n"),
    ("multipl", HEAD + "    return weighting * sharpening\n"),
    ("0", HEAD + "    powers = weighting**sharpening\n    return powers / powers.sum()\n"),
    ("nan", HEAD + "    return weighting**sharpening / np.sum(weighting**sharpening)\n"),
    ("nan", HEAD + "    powers = np.array([w**sharpening for w in weighting])\n    return powers / sum(powers)\n"),
    ("nan", HEAD + "    powers = np.exp(sharpening * np.log(weighting + 1e-300))\n    return powers / powers.sum()\n"),
    ("nan", HEAD + "    return weighting**sharpening / (weighting**sharpening).sum(keepdims=True)\n"),
    ("less than 1", HEAD + "    powers = weighting**sharpening\n    return powers / (powers.sum() + 1e-8)\n"),
    ("less than 1", HEAD + "    powers = np.power(weighting, sharpening)\n    return powers / (np.sum(powers) + 1e-16)\n"),
    ("less than 1", HEAD + "    p = weighting**sharpening\n    return p / max(p.sum(), 1e-12)\n"),
    ("underflow", HEAD + "    p = weighting**sharpening\n    return p / (p.sum() + np.finfo(float).tiny)\n"),
    ("underflow", HEAD + "    p = weighting**sharpening\n    total = p.sum()\n    return p / total if total > 0 else p\n"),
    ("cover", HEAD + "    powers = weighting**sharpening\n    return np.nan_to_num(powers / powers.sum())\n"),
    ("underflow", HEAD + "    powers = weighting**sharpening\n    if powers.sum() == 0:\n        return weighting\n    return powers / powers.sum()\n"),
    ("underflow", HEAD + "    powers = np.maximum(weighting**sharpening, 1e-300)\n    return powers / powers.sum()\n"),
    ("underflow", HEAD + "    powers = weighting**sharpening + 1e-12\n    return powers / powers.sum()\n"),
    ("root", HEAD + "    powers = weighting ** (1 / sharpening)\n    return powers / powers.sum()\n"),
    ("logarithm", HEAD + "    e = np.exp(sharpening * (weighting - weighting.max()))\n    return e / e.sum()\n"),
    ("logarithm", HEAD + "    e = np.exp(sharpening * weighting)\n    return e / e.sum()\n"),
    ("exponent", HEAD + "    powers = sharpening**weighting\n    return powers / powers.sum()\n"),
    ("fullest slot", HEAD + "    result = np.zeros(len(weighting))\n    result[np.argmax(weighting)] = 1\n    return result\n"),
    ("fraction", HEAD + "    powers = (weighting / weighting.max()) ** int(sharpening)\n    return powers / powers.sum()\n"),
    ("fraction", HEAD + "    w = weighting / weighting.max()\n    powers = np.ones(len(w))\n    for _ in range(int(sharpening)):\n        powers = powers * w\n    return powers / powers.sum()\n"),
    ("square", HEAD + "    powers = (weighting / weighting.max()) ** 2\n    return powers / powers.sum()\n"),
    ("as it came", HEAD + "    return weighting / weighting.sum()\n"),
    ("due is", HEAD + POWERS + "    powers = powers / powers.sum()\n    powers = powers**sharpening\n    return powers / powers.sum()\n"),
    ("due is", HEAD + POWERS + "    return np.round(powers / powers.sum(), 2)\n"),
    ("0", HEAD + "    logs = sharpening * np.log(weighting + 1e-2)\n    e = np.exp(logs - logs.max())\n    return e / e.sum()\n"),
    ("something", HEAD + "    logs = sharpening * np.log(weighting + 1e-6)\n    e = np.exp(logs - logs.max())\n    return e / e.sum()\n"),
    ("due is", HEAD + "    powers = (weighting - weighting.min()) ** sharpening\n    return powers / powers.sum()\n"),
    ("changes its input", HEAD + "    weighting /= weighting.max()\n    powers = weighting**sharpening\n    return powers / powers.sum()\n"),
    ("changes its input", HEAD + "    weighting /= weighting.max()\n    weighting **= sharpening\n    weighting /= weighting.sum()\n    return weighting\n"),
    ("TypeError", HEAD + "    powers = weighting ^ sharpening\n    return powers / powers.sum()\n"),
    ("a list", HEAD + POWERS + "    return [p / powers.sum() for p in powers]\n"),
    ("a list", HEAD + POWERS + "    return (powers / powers.sum()).tolist()\n"),
    ("shape", HEAD + POWERS + "    return powers.sum()\n"),
    ("shape", HEAD + POWERS + "    for p in powers:\n        return p / powers.sum()\n"),
    ("shape", HEAD + POWERS + "    return (powers / powers.sum())[None, :]\n"),
    ("shape", HEAD + "    return np.array([0.9, 0.1])\n"),
    ("shape", HEAD + "    kept = weighting[weighting > 0]\n    powers = (kept / kept.max()) ** sharpening\n    return powers / powers.sum()\n"),
    ("dtype", HEAD + POWERS + "    return (powers / powers.sum()).astype(int)\n"),
    ("None", HEAD + POWERS + "    print(powers / powers.sum())\n"),
    ("did you mean `sharpening`?", HEAD + "    powers = weighting**sharpenning\n    return powers / powers.sum()\n"),
    ("did you mean `powers`?", HEAD + POWERS + "    return power / powers.sum()\n"),
    ("any power of it", HEAD + "    shares = weighting / weighting.max()\n    return shares**sharpening / shares.sum() ** sharpening\n"),
    ("something other than the sum", HEAD + "    shares = weighting / weighting.max()\n    return shares**sharpening / shares.sum()\n"),
    ("something other than the sum", HEAD + POWERS + "    for i in range(len(powers)):\n        powers[i] = powers[i] / powers.sum()\n    return powers\n"),
    ("something other than the sum", HEAD + POWERS + "    return np.array([p / np.sum(p) for p in powers])\n"),
    ("one less", HEAD + "    powers = (weighting / weighting.max()) ** (sharpening - 1)\n    return powers / powers.sum()\n"),
    ("floor", HEAD + "    powers = np.maximum(weighting / weighting.max(), 0.01) ** sharpening\n    return powers / powers.sum()\n"),
    ("floor", HEAD + "    powers = np.clip(weighting, 1e-5, 1) ** sharpening\n    return powers / powers.sum()\n"),
    ("due is", HEAD + "    if sharpening > 10:\n        return np.eye(len(weighting))[weighting.argmax()]\n    powers = weighting**sharpening\n    return powers / powers.sum()\n"),
]

SHARPEN_RIGHT = [
    HEAD + POWERS + "    return powers / powers.sum()\n",
    HEAD + "    with np.errstate(divide='ignore'):\n        logs = sharpening * np.log(weighting)\n    e = np.exp(logs - logs.max())\n    return e / e.sum()\n",
    HEAD + "    logs = sharpening * np.log(weighting)\n    return np.exp(logs - np.logaddexp.reduce(logs))\n",
    HEAD + "    logs = np.log(np.maximum(weighting, 1e-300)) * sharpening\n    logs -= np.max(logs)\n    return np.exp(logs) / np.sum(np.exp(logs))\n",
    HEAD + "    top = max(weighting)\n    powers = [(w / top) ** sharpening for w in weighting]\n    return np.array(powers) / sum(powers)\n",
    HEAD + "    powers = np.power(weighting / np.max(weighting), sharpening, dtype=float)\n    return np.divide(powers, np.einsum('s->', powers))\n",
    HEAD + "    return np.array([1 / np.sum((weighting / w) ** sharpening) if w > 0 else 0.0 for w in weighting])\n",
    HEAD + "    weighting = weighting.copy()\n    weighting /= weighting.max()\n    weighting **= sharpening\n    weighting /= weighting.sum()\n    return weighting\n",
    HEAD + "    tall = np.zeros((len(weighting), 2))\n    tall[:, 1] = (weighting / weighting.max()) ** sharpening\n    return tall[:, 1] / tall[:, 1].sum()\n",
    HEAD + "    relative = (weighting / np.amax(weighting)).astype(np.float64)\n    powers = relative**sharpening\n    return (powers / powers.sum()).astype(np.float32)\n",
    "sharpen = lambda weighting, sharpening=1.0: (weighting / weighting.max()) ** sharpening / ((weighting / weighting.max()) ** sharpening).sum()\n",
    """\
import numpy as np

EPS = 1e-12

def sharpen(weighting: np.ndarray, sharpening: float) -> np.ndarray:
    largest = weighting[weighting.argmax()]
    powers = np.zeros(weighting.shape)
    used = weighting > 0
    powers[used] = np.exp(sharpening * (np.log(weighting[used]) - np.log(largest)))
    return powers / (powers.sum() + EPS)
""",
    """\
import torch

def sharpen(weighting, sharpening):
    logs = torch.log(torch.tensor(weighting, dtype=torch.float64))
    return torch.softmax(float(sharpening) * logs, dim=0).numpy()
""",
    """\
from functools import partial
import math

import numpy as np

def _power(share, exponent, largest):
    return 0.0 if share == 0 else math.exp(exponent * math.log(share / largest))

def sharpen(weighting, sharpening):
    power = partial(_power, exponent=sharpening, largest=weighting.max())
    powers = np.fromiter(map(power, weighting), dtype=float)
    print("largest power:", powers.max())
    return powers / powers.sum()
""",
    """\
import numpy as np

def softmax(values):
    values = values - values.max()
    return np.exp(values) / np.exp(values).sum()

def sharpen(weighting, sharpening):
    return softmax(sharpening * np.log(weighting + 1e-30))
""",
]
