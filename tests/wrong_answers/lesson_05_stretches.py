"""5.2 `reverse_program` and 5.3 `delay_program` as learners answer them. See `lesson_00` for the form."""

NAMES = """\
    n = len(vector) + 1
    nothing, everything = np.zeros(n), np.ones(n)
    mark = np.append(np.zeros(len(vector)), 1.0)
    first = step == 0
    move = 0 if first else 1
"""
REVERSE_HEAD = "import numpy as np\n\ndef reverse_program(vector, phase, step):\n" + NAMES
STORED = """\
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0))
"""
BACK = "    return Controls(nothing, 0.0, 0.0, -move, 10.0, nothing, nothing)\n"
DELAY_HEAD = "import numpy as np\n\ndef delay_program(vector, phase, step):\n" + NAMES


def recall(controls: str) -> str:
    """A reverse program that stores rightly, and whose recalling steps return these controls."""
    return f"{REVERSE_HEAD}{STORED}    return Controls({controls})\n"


def delay(controls: str) -> str:
    """A delay program that returns these controls at each step."""
    return f"{DELAY_HEAD}    return Controls({controls})\n"


REVERSE = [
    ("direction", recall("nothing, 0.0, 0.0, move, 10.0, nothing, nothing")),
    ("direction", recall("nothing, 0.0, 0.0, 0 if first else +1, 10.0, nothing, nothing")),
    ("before it reads", recall("nothing, 0.0, 0.0, -1, 10.0, nothing, nothing")),
    ("before it reads", REVERSE_HEAD + STORED + BACK.replace("-move", "-1 if step >= 0 else 0")),
    ("stay", recall("nothing, 0.0, 0.0, 0, 10.0, nothing, nothing")),
    ("opens the gate", REVERSE_HEAD + STORED.replace("0.0))", "1.0 if first else 0.0))") + "    return Controls(mark, 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing)\n"),
    ("jump", REVERSE_HEAD + STORED.replace("0.0))", "1.0 if first else 0.0))") + "    return Controls(mark, 50.0, 1.0 if first else 0.0, -move, 10.0, nothing, nothing)\n"),
    ("gate", recall("mark, 50.0, 1.0 if first else 0.0, -move, 10.0, nothing, nothing")),
    ("recall", recall("nothing, 0.0, 0.0, -move, 10.0, everything, np.append(vector, 0.0)")),
    ("recall", recall("nothing, 0.0, 0.0, -move, 10.0, everything, nothing")),
    ("blur", REVERSE_HEAD + STORED.replace("10.0", "1.0") + BACK.replace("10.0", "1.0")),
    ("blur", REVERSE_HEAD + STORED + BACK.replace("10.0", "1.0")),
    ("before the first", REVERSE_HEAD + STORED.replace("move", "1") + BACK),
    ("never moves", REVERSE_HEAD + STORED.replace("move", "0") + BACK),
    ("erase_vector", REVERSE_HEAD + STORED.replace("everything,", "2 * everything,") + BACK),
    ("add_vector", REVERSE_HEAD + STORED.replace("np.append(vector, 0.0)", "vector[::-1]") + BACK),
    ("bit", REVERSE_HEAD + STORED.replace("np.append(vector, 0.0)", "np.append(vector[::-1], 0.0)") + BACK),
    ("None", REVERSE_HEAD + STORED),
    ("phase", REVERSE_HEAD + STORED.replace('"store"', '"save"') + BACK),
    (
        "keep",
        """\
import numpy as np

length = 0

def reverse_program(vector, phase, step):
    global length
    nothing = np.zeros(len(vector) + 1)
    if phase == "store":
        length = step + 1
        return Controls(nothing, 0.0, 0.0, int(step > 0), 10.0, nothing + 1, np.append(vector, 0.0))
    move = -1 if 0 < step < length else 0
    return Controls(nothing, 0.0, 0.0, move, 10.0, nothing, nothing)
""",
    ),
    ("did you mean `nothing`?", REVERSE_HEAD + STORED + BACK.replace("(nothing", "(noting")),
]

REVERSE_RIGHT = [
    REVERSE_HEAD + STORED + BACK,
    REVERSE_HEAD + STORED.replace("move", "-move") + BACK.replace("-move", "move"),
    REVERSE_HEAD + STORED.replace("everything", "nothing").replace("0.0))", "1.0 if first else 0.0))") + BACK,
    REVERSE_HEAD + STORED.replace("10.0", "2") + BACK.replace("10.0", "3"),
    """\
import numpy as np
from ntm_lib.programs import copy_program

def reverse_program(vector, phase, step):
    if phase == "store":
        return copy_program(vector, phase, step)
    return copy_program(vector, phase, step)._replace(gate=0.0, shift=-1 if step else 0)
""",
    """\
import numpy as np

def reverse_program(vector, phase, step):
    is_storing = float(phase == "store")
    width = len(vector) + 1
    direction = {"store": 1, "recall": -1}[phase]
    return Controls(
        key=[0.0] * width,
        key_strength=0,
        gate=0,
        shift=direction * min(step, 1),
        sharpening=25,
        erase_vector=is_storing * np.ones(width),
        add_vector=is_storing * np.concatenate([vector, [0]]),
    )
""",
    "import numpy as np\n\nreverse_program = lambda vector, phase, step: Controls(np.zeros(len(vector) + 1), 0, 0, (step > 0) * (1 if phase == 'store' else -1), 10, np.full(len(vector) + 1, phase == 'store') * 1.0, np.append(vector, 0))\n",
]

VALUE = "np.append(vector, 0.0)"

DELAY = [
    ("erase", delay(f"nothing, 0.0, 0.0, move, 10.0, nothing, {VALUE}")),
    ("erase", delay(f"nothing, 0.0, 0.0, move, 10.0, {VALUE}, {VALUE}")),
    ("erase", delay(f"nothing, 0.0, 0.0, move, 10.0, 0.5 * everything, {VALUE}")),
    ("before the first", delay(f"nothing, 0.0, 0.0, 1, 10.0, everything, {VALUE}")),
    ("before the first", delay(f"nothing, 0.0, 0.0, -1, 10.0, everything, {VALUE}")),
    ("never moves", delay(f"nothing, 0.0, 0.0, 0, 10.0, everything, {VALUE}")),
    ("blur", delay(f"nothing, 0.0, 0.0, move, 1.0, everything, {VALUE}")),
    ("blur", delay(f"nothing, 0.0, 0.0, move, 1, everything, {VALUE}")),
    ("gate", delay(f"nothing, 0.0, 1.0, move, 10.0, everything, {VALUE}")),
    ("gate", delay(f"mark, 50.0, 1.0 if step % 3 == 0 else 0.0, move, 10.0, everything, {VALUE}")),
    ("adds nothing", delay("nothing, 0.0, 0.0, move, 10.0, nothing, nothing")),
    ("gate", DELAY_HEAD + '    if phase == "store":\n        return Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0))\n    return Controls(mark, 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing)\n'),
    ("adds nothing", delay("nothing, 0.0, 0.0, move, 10.0, everything, nothing")),
    ("None", DELAY_HEAD + '    if phase == "store":\n        return Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0))\n'),
    ("same move", DELAY_HEAD.replace("0 if first else 1", "1 if step < 3 else 0") + f"    return Controls(nothing, 0.0, 0.0, move, 10.0, everything, {VALUE})\n"),
    ("shift must", delay(f"nothing, 0.0, 0.0, step % 3, 10.0, everything, {VALUE}")),
    ("shift must", delay(f"nothing, 0.0, 0.0, -2 if step and step % 3 == 0 else move, 10.0, everything, {VALUE}")),
    ("add_vector", delay("nothing, 0.0, 0.0, move, 10.0, everything, vector")),
    (
        "keep",
        """\
import numpy as np

seen = []

def delay_program(vector, phase, step):
    seen.append(vector)
    nothing = np.zeros(len(vector) + 1)
    return Controls(nothing, 0.0, 0.0, int(len(seen) > 1), 10.0, nothing + 1, np.append(seen[-1], 0.0))
""",
    ),
    ("did you mean `everything`?", delay(f"nothing, 0.0, 0.0, move, 10.0, everthing, {VALUE}")),
    ('it is "delay" at every step', DELAY_HEAD + '    if phase == "store":\n        return Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0))\n    return Controls(nothing, 0.0, 0.0, move, 10.0, nothing, nothing)\n'),
    ("you give only 6", delay(f"nothing, 0.0, 0.0, move, everything, {VALUE}")),
]

DELAY_RIGHT = [
    delay(f"nothing, 0.0, 0.0, move, 10.0, everything, {VALUE}"),
    delay(f"nothing, 0.0, 0.0, -move, 10.0, everything, {VALUE}"),
    delay(f"mark, 50.0, 0.0, move, 20, everything, {VALUE}"),
    """\
import numpy as np
from ntm_lib.programs import reverse_program

def delay_program(vector, phase, step):
    return reverse_program(vector, "store", step)
""",
    "import numpy as np\n\ndelay_program = lambda vector, phase, step: Controls(np.zeros(len(vector) + 1), 0, 0, int(step > 0), 15, np.ones(len(vector) + 1), np.pad(vector, (0, 1)))\n",
    """\
import numpy as np

def delay_program(vector, phase, step):
    width = vector.size + 1
    value = np.empty((width, 2))
    value[:-1, 0], value[-1, 0] = vector, 0
    start = Controls(
        key=np.zeros(width),
        key_strength=0.0,
        gate=0.0,
        shift=0,
        sharpening=10.0,
        erase_vector=np.ones(width, dtype=bool),
        add_vector=value[:, 0],
    )
    return start if step == 0 else start._replace(shift=1)
""",
]
