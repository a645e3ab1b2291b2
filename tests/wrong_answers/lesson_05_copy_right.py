"""5.1 `copy_program` in hands that are right."""

from wrong_answers.lesson_05_copy import HEAD, NAMES, RECALLED, STORED, VALUE, recall, store

COPY_RIGHT = [
    HEAD + NAMES + STORED + RECALLED,
    # the other way round the ring
    HEAD + NAMES.replace("else 1\n", "else -1\n") + STORED + RECALLED,
    # memory is blank, so there is nothing to erase
    store(f"nothing, 0.0, 0.0, move, 10.0, nothing, {VALUE}"),
    store(f"nothing, 0.0, 0.0, move, 10.0, {VALUE}, {VALUE}"),
    # just enough
    HEAD + NAMES + STORED.replace("10.0", "2.0") + RECALLED.replace("10.0", "2.0"),
    HEAD + NAMES + STORED.replace("10.0", "100") + RECALLED.replace("10.0", "100").replace("50.0", "1000"),
    recall("mark * 7, 50, first, move, 10, nothing.astype(int), nothing.astype(np.float32)"),
    HEAD + NAMES + STORED.replace("Controls(", "tuple((").replace("0.0))\n", "0.0)))\n") + RECALLED,
    """\
import numpy as np

def copy_program(vector, phase, step):
    width = len(vector) + 1
    key = np.zeros(width)
    key[-1] = 1
    add = np.zeros(width, dtype=int)
    erase = np.zeros(width)
    if phase == "store":
        add[:-1] = vector
        erase[:] = 1
        if step == 0:
            add[-1] = 1
    gate = 0
    if phase == "recall" and step == 0:
        gate = 1
    print(phase, step, "gate", gate)
    return Controls(
        add_vector=add,
        erase_vector=erase,
        gate=gate,
        key=key,
        key_strength=100,
        sharpening=20,
        shift=1 if step > 0 else 0,
    )
""",
    """\
import numpy as np

def _store(vector, step):
    n = len(vector) + 1
    stay = Controls(np.zeros(n), 0.0, 0.0, 0, 5.0, np.ones(n), np.append(vector, 0.0))
    return stay._replace(shift=1) if step else stay._replace(add_vector=np.append(vector, 1.0))

def _recall(vector, step):
    n = len(vector) + 1
    walk = Controls(np.eye(n)[-1], 60.0, 0.0, 1, 5.0, np.zeros(n), np.zeros(n))
    return walk if step else walk._replace(gate=1.0, shift=0)

def copy_program(vector, phase, step):
    return {"store": _store, "recall": _recall}[phase](vector, step)
""",
    """\
from functools import partial
from typing import Any

import numpy as np

SHARP, CHOOSY = 10.0, 50.0

def copy_program(vector: np.ndarray, phase: str, step: int, sharp: float = SHARP) -> Any:
    spare = np.arange(len(vector) + 1) == len(vector)
    dials = partial(Controls, key=spare.astype(float), key_strength=CHOOSY, shift=int(step != 0), sharpening=sharp)
    match phase:
        case "store":
            return dials(gate=0.0, erase_vector=np.ones_like(spare), add_vector=np.r_[vector, float(step == 0)])
        case "recall":
            return dials(gate=float(step == 0), erase_vector=0.0 * spare, add_vector=0.0 * spare)
""",
    "import numpy as np\n\ncopy_program = lambda vector, phase, step: Controls(np.append(0 * vector, 1), 50, phase == 'recall' and step == 0, min(step, 1), 10, np.full(len(vector) + 1, phase == 'store'), np.append(vector, step == 0 and phase == 'store'))\n",
    """\
import torch

def copy_program(vector, phase, step):
    storing, first = phase == "store", step == 0
    mark = torch.zeros(len(vector) + 1)
    mark[-1] = 1
    value = torch.cat([torch.tensor(vector), torch.tensor([1.0 if storing and first else 0.0])])
    erase = torch.ones_like(mark) if storing else torch.zeros_like(mark)
    return Controls(mark.numpy(), 50.0, float(first and not storing), int(not first), 10.0, erase.numpy(), value.numpy())
""",
    """\
import numpy as np

def copy_program(vector, phase, step):
    # the same program, written backwards in memory: arrays that are views with a negative stride
    flipped = np.concatenate([[float(phase == "store" and step == 0)], vector[::-1]])
    mark = np.zeros(len(flipped))
    mark[0] = 1.0
    erase = np.full((len(flipped), 2), float(phase == "store"))[:, 0]
    jump = 1.0 if (phase, step) == ("recall", 0) else 0.0
    return Controls(mark[::-1], 50.0, jump, 1 if step else 0, 10.0, erase, flipped[::-1])
""",
    # the first step is told by a helper that calls the program itself
    HEAD + NAMES + STORED + """\
    if first:
        return copy_program(vector, phase, 1)._replace(gate=1.0, shift=0)
    return Controls(mark, 50.0, 0.0, 1, 10.0, nothing, nothing)
""",
]
