"""9.1 `copy_batch` as learners answer it: one right answer, and what people change in it. See `lesson_00`."""

RIGHT_BATCH = """\
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


def changed(*changes: tuple[str, str]) -> str:
    """The right answer with each first text replaced by the second."""
    source = RIGHT_BATCH
    for old, new in changes:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return source


LENGTH = "    length = int(torch.randint(lengths[0], lengths[1] + 1, (), generator=generator))\n"
SHOW = "    inputs[:length, :, :bits] = vectors\n"
FLAG = "    inputs[length, :, bits] = 1\n"
INPUTS = "    inputs = torch.zeros(2 * length + 1, batch_size, bits + 1)\n"
TARGETS = "    targets = torch.zeros(2 * length + 1, batch_size, bits)\n"
ANSWER = "    targets[length + 1 :] = vectors\n"
MASK = "    mask = torch.zeros(2 * length + 1, batch_size, dtype=torch.bool)\n"
DUE = "    mask[length + 1 :] = True\n"
VECTORS = "torch.randint(0, 2, (length, batch_size, bits), generator=generator).float()"
RETURN = "    return Batch(inputs, targets, mask)\n"

BATCH = [
    ("answer", changed((SHOW, SHOW + "    inputs[length + 1 :, :, :bits] = vectors\n"))),
    ("answer", changed((FLAG, FLAG + "    inputs[length + 1 :, :, :bits] = vectors\n"))),
    ("answer", changed((SHOW, "    inputs[:, :, :bits] = torch.cat([vectors, vectors, vectors[:1]])\n"))),
    ("step", changed((ANSWER, "    targets[length : 2 * length] = vectors\n"))),
    ("step", changed((ANSWER, "    targets[length : 2 * length] = vectors\n"), (DUE, "    mask[length : 2 * length] = True\n"))),
    ("step", changed((ANSWER, "    targets[length + 2 :] = vectors[:-1]\n"))),
    ("step", changed((ANSWER, "    targets[length + 1 : -1] = vectors[1:]\n"))),
    ("flag", changed((FLAG, ""))),
    ("flag", changed((FLAG, "    inputs[length, :, bits] = 0\n"))),
    ("channel 0", changed((FLAG, "    inputs[length, :, 0] = 1\n"))),
    ("channel 0", changed((SHOW, "    inputs[:length, :, 1:] = vectors\n"), (FLAG, "    inputs[length, :, 0] = 1\n"))),
    ("belongs on the last", changed((FLAG, "    inputs[length, :, bits - 1] = 1\n"))),
    ("to every channel", changed((FLAG, "    inputs[length] = 1\n"))),
    ("to every channel", changed((FLAG, "    inputs[length, :, :] = 1\n"))),
    ("flag", changed((FLAG, "    inputs[length - 1, :, bits] = 1\n"))),
    ("flag", changed((FLAG, "    inputs[length + 1, :, bits] = 1\n"))),
    ("flag", changed((FLAG, "    inputs[length:, :, bits] = 1\n"))),
    ("flag", changed((FLAG, "    inputs[length, 0, bits] = 1\n"))),
    ("flag", changed((FLAG, FLAG + "    inputs[-1, :, bits] = 1\n"))),
    ("longest", changed(("lengths[1] + 1, ()", "lengths[1], ()"))),
    ("longest", changed(("torch.randint(lengths[0], lengths[1] + 1,", "torch.randint(*lengths,"))),
    ("longest", changed((LENGTH, "    length = lengths[0] + int(torch.randint(0, lengths[1] - lengths[0], (1,), generator=generator))\n"))),
    ("out of range", changed(("lengths[1] + 1, ()", "lengths[1] + 2, ()"))),
    ("out of range", changed(("torch.randint(lengths[0],", "torch.randint(1,"))),
    ("shortest", changed(("torch.randint(lengths[0],", "torch.randint(lengths[0] + 1,"))),
    ("length", changed((LENGTH, "    length = lengths[1]\n"))),
    ("length", changed((LENGTH, "    length = lengths[0]\n"))),
    ("length", changed((LENGTH, "    length = (lengths[0] + lengths[1]) // 2\n"))),
    ("mask", changed((DUE, "    mask[:] = True\n"))),
    ("mask", changed((MASK, "    mask = torch.ones(2 * length + 1, batch_size, dtype=torch.bool)\n"))),
    ("mask", changed((DUE, "    mask[:length] = True\n"))),
    ("mask", changed((DUE, "    mask[: length + 1] = True\n"))),
    ("mask", changed((DUE, "    mask[length:] = True\n"))),
    ("mask", changed((DUE, ""))),
    ("mask", changed((DUE, "    mask[length + 2 :] = True\n"))),
    ("mask", changed((DUE, "    mask[length + 1] = True\n"))),
    ("NotImplementedError", changed((RETURN, '    raise NotImplementedError("Exercise 9.1")\n'))),
    ("list", changed((RETURN, "    return [inputs, targets, mask]\n"))),
    ("mask", changed(("batch_size, dtype=torch.bool", "batch_size, bits, dtype=torch.bool"))),
    ("mask", changed(("1, batch_size, dtype=torch.bool", "1, dtype=torch.bool"))),
    ("(time, batch", changed((RETURN, "    return Batch(inputs.transpose(0, 1), targets.transpose(0, 1), mask.T)\n"))),
    ("zeros and ones", changed((VECTORS, "torch.rand(length, batch_size, bits, generator=generator)"))),
    ("zeros and ones", changed((VECTORS, "torch.randn(length, batch_size, bits, generator=generator)"))),
    ("zeros and ones", changed((".float()", ".float() * 2 - 1"))),
    ("ones", changed(("torch.randint(0, 2,", "torch.randint(0, 1,"))),
    ("same", changed(("(length, batch_size, bits), generator=generator).float()", "(length, 1, bits), generator=generator).float().expand(-1, batch_size, -1)"))),
    ("same", changed(("(length, batch_size, bits), generator=generator).float()", "(1, batch_size, bits), generator=generator).float().expand(length, -1, -1)"))),
    ("generator", changed(("(length, batch_size, bits), generator=generator)", "(length, batch_size, bits))"))),
    ("generator", changed(("lengths[1] + 1, (), generator=generator)", "lengths[1] + 1, ())"))),
    ("generator", changed((LENGTH, "    import random\n    length = random.randint(lengths[0], lengths[1])\n"))),
    ("generator", changed((VECTORS, "torch.bernoulli(torch.full((length, batch_size, bits), 0.5))"))),
    ("generator", changed((LENGTH, "    generator.manual_seed(0)\n" + LENGTH))),
    ("generator", changed((LENGTH, "    generator = torch.Generator().manual_seed(0)\n" + LENGTH))),
    ("bits + 1", changed((INPUTS, "    inputs = torch.zeros(2 * length + 1, batch_size, bits)\n"), (FLAG, "    inputs[length] = 1\n"))),
    ("shape", changed((TARGETS, "    targets = torch.zeros(2 * length + 1, batch_size, bits + 1)\n"), (ANSWER, "    targets[length + 1 :, :, :bits] = vectors\n"))),
    ("revers", changed((ANSWER, "    targets[length + 1 :] = vectors.flip(0)\n"))),
    ("targets", changed((ANSWER, ANSWER + "    targets[:length] = vectors\n"))),
    ("targets", changed((ANSWER, ""))),
    ("targets", changed((ANSWER, ANSWER.replace("vectors", VECTORS)))),
    ("order", changed((RETURN, "    return targets, inputs, mask\n"))),
    ("float", changed((".float()", ""), ("bits + 1)\n", "bits + 1, dtype=torch.long)\n"), (TARGETS, TARGETS.replace("bits)", "bits, dtype=torch.long)")))),
    ("steps", changed((INPUTS, INPUTS.replace("+ 1,", "+ 2,")), (TARGETS, TARGETS.replace("+ 1,", "+ 2,")), (MASK, MASK.replace("+ 1,", "+ 2,")), (ANSWER, "    targets[length + 1 : -1] = vectors\n"), (DUE, "    mask[length + 1 : -1] = True\n"))),
    ("inputs", changed((RETURN, "    return inputs\n"))),
    ("mask", changed((RETURN, "    return inputs, targets\n"))),
    ("vectors", changed((SHOW, ""))),
    ("NameError", changed((INPUTS, ""))),
    ("vector beside the flag", changed((SHOW, "    inputs[1 : length + 1, :, :bits] = vectors\n"))),
    ("zeros and ones", changed((VECTORS, "torch.randint(0, 3, (length, batch_size, bits), generator=generator).float()"))),
    ("out of range", changed((LENGTH, LENGTH.replace("lengths[0], lengths[1] + 1", "1, 21")))),
    ("bits + 1 channels", changed((SHOW, "    inputs[:length] = vectors\n"))),
    ("2 L + 1 steps", RIGHT_BATCH.replace("2 * length + 1", "2 * length")),
    ("2 L + 1 steps", changed((MASK, MASK.replace("2 * length + 1", "2 * length")))),
    ("2 L + 1 steps", changed((INPUTS, INPUTS.replace("2 * length + 1", "2 * length")))),
    ("bits + 1 channels", changed((INPUTS, INPUTS.replace("bits + 1", "bits")))),
]

BATCH_RIGHT = [
    RIGHT_BATCH,
    "import torch\nfrom ntm_lib.tasks import Batch\n\n" + RIGHT_BATCH.replace("(batch_size", "(batch_size=8").replace(
        "lengths, bits, generator)", "lengths=(1, 20), bits=8, generator=None)"
    ),
    changed((RETURN, "    return inputs, targets, mask\n")),
    changed((RETURN, "    return Batch(inputs=inputs, mask=mask, targets=targets)\n")),
    changed((LENGTH, "    shortest, longest = lengths\n    length = torch.randint(shortest, longest + 1, (1,), generator=generator).item()\n")),
    changed((VECTORS, "torch.bernoulli(torch.full((length, batch_size, bits), 0.5), generator=generator)")),
    changed((VECTORS, "torch.round(torch.rand(length, batch_size, bits, generator=generator))")),
    """\
def copy_batch(batch_size, lengths, bits, generator):
    length = int(torch.randint(lengths[0], lengths[1] + 1, (1,), generator=generator)[0])
    vectors = (torch.rand(length, batch_size, bits, generator=generator) < 0.5).to(torch.float32)
    silence = torch.zeros_like(vectors)
    flag_step = torch.zeros(1, batch_size, bits)
    targets = torch.cat([silence, flag_step, vectors], dim=0)
    flags = (torch.arange(2 * length + 1) == length).float()[:, None, None].expand(-1, batch_size, 1)
    inputs = torch.cat([torch.cat([vectors, flag_step, silence]), flags], dim=2)
    mask = torch.tensor([step > length for step in range(2 * length + 1)])[:, None].repeat(1, batch_size)
    print("made a batch of length", length)
    return inputs, targets, mask
""",
    """\
def one_sequence(length, bits, generator):
    vectors = torch.randint(2, (length, bits), generator=generator)
    inputs = torch.zeros(2 * length + 1, bits + 1)
    targets = torch.zeros(2 * length + 1, bits)
    for t in range(length):
        for b in range(bits):
            inputs[t, b] = vectors[t, b]
            targets[length + 1 + t, b] = vectors[t, b]
    inputs[length, -1] = 1.0
    return inputs, targets

def copy_batch(batch_size, lengths, bits, generator):
    length = torch.randint(lengths[0], lengths[1] + 1, [1], generator=generator).item()
    rows = [one_sequence(length, bits, generator) for _ in range(batch_size)]
    mask = torch.arange(2 * length + 1)[:, None].expand(2 * length + 1, batch_size) > length
    return Batch(torch.stack([r[0] for r in rows], dim=1), torch.stack([r[1] for r in rows], 1), mask)
""",
    """\
from ntm_lib import tasks

def copy_batch(batch_size: int, lengths: tuple[int, int], bits: int, generator: torch.Generator) -> Batch:
    return tasks.copy(batch_size, lengths, bits, generator)
""",
    """\
import torch.nn.functional as F

copy_batch = lambda batch_size, lengths, bits, generator: make(
    torch.randint(2, (int(torch.randint(lengths[0], lengths[1] + 1, (1,), generator=generator)), batch_size, bits),
                  generator=generator).float())

def make(v):
    n = len(v)
    inputs = F.pad(v, (0, 1, 0, 0, 0, n + 1))
    inputs[n, :, -1].fill_(1)
    return inputs, F.pad(v, (0, 0, 0, 0, n + 1, 0)), F.pad(torch.ones(v.shape[:2]), (0, 0, n + 1, 0)).bool()
""",
    """\
from typing import NamedTuple

class MyBatch(NamedTuple):
    inputs: torch.Tensor
    targets: torch.Tensor
    mask: torch.Tensor

def copy_batch(batch_size, lengths, bits, generator):
    choices = torch.arange(lengths[0], lengths[1] + 1)
    length = int(choices[torch.randperm(len(choices), generator=generator)[0]])
    time = 2 * length + 1
    inputs = torch.empty((time, batch_size, bits + 1)).zero_()
    targets = torch.empty((time, batch_size, bits)).zero_()
    mask = torch.full((time, batch_size), False)
    for i in range(length):
        vector = torch.randint(high=2, size=(batch_size, bits), generator=generator, dtype=torch.float32)
        inputs[i, ..., :-1] = vector
        targets[length + 1 + i] = vector
        mask[length + 1 + i] = True
    inputs[length, ..., -1] = 1
    return MyBatch(inputs, targets, mask)
""",
]
