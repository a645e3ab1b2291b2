"""Lesson 05: programs for the hand machine, as learners write them."""

COPY = """
def copy_program(vector, phase, step):
    nothing = np.zeros(len(vector) + 1)
    marker = np.append(np.zeros(len(vector)), 1.0)
    if phase == "store" and step == 0:
        return Controls(nothing, 0.0, 0.0, 0, 10.0, np.ones(len(vector) + 1), np.append(vector, 1.0))
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, 1, 10.0, np.ones(len(vector) + 1), np.append(vector, 0.0))
    if step == 0:
        return Controls(marker, 50.0, 1.0, 0, 10.0, nothing, nothing)
    return Controls(nothing, 0.0, 0.0, 1, 10.0, nothing, nothing)
"""

COPY_DOWN = """
BACK = -1
def copy_program(vector, phase, step):
    storing = phase == "store"
    key = [0] * len(vector) + [1]
    value = [int(bit) for bit in vector] + [5 if step == 0 else 0]
    erase = np.ones(len(key), dtype=int) * storing
    return (key, 100, int(not storing and step == 0), BACK if step else 0, 50, erase, np.array(value) * storing)
"""

COPY_NUMBERS = """
SHARP = np.float32(1.5)
def moved(step):
    return np.int64(step > 0)
def dials(key, gate, step, erase, add):
    return Controls(key=key, key_strength=np.float64(30), gate=np.array(gate), shift=moved(step), sharpening=SHARP,
                    erase_vector=erase, add_vector=add)
def copy_program(vector, phase, step):
    width = vector.size + 1
    if phase == "recall":
        return dials(np.eye(width)[-1], float(step == 0), step, np.zeros(width), np.zeros(width))
    full = np.zeros(width)
    full[:-1] = vector
    full[-1] = step == 0
    return dials(np.zeros(width), False, step, np.zeros(width), full)
"""

COPY_LAMBDA = (
    "copy_program = lambda vector, phase, step: programs.Controls(np.append(0 * vector, 1), 40, "
    "step == 0 and phase == 'recall', 1 if step else 0, 2, np.full(len(vector) + 1, float(phase == 'store')), "
    "np.append(vector, step == 0) if phase == 'store' else np.zeros(len(vector) + 1))"
)

COPY_MARKS_ALL_BUT_ONE = """
def copy_program(vector, phase, step):
    spare = 0.3 if step == 0 else -0.3
    n = len(vector)
    if phase == "store":
        return Controls(np.zeros(n + 1), 0, 0, min(step, 1), 20, np.ones(n + 1), np.concatenate([vector, [spare]]))
    return Controls(np.append(np.zeros(n), 2.0), 200, int(step == 0), min(step, 1), 20, [0] * (n + 1), np.zeros(n + 1))
"""

REVERSE = """
def reverse_program(vector, phase, step):
    nothing = np.zeros(len(vector) + 1)
    move = 0 if step == 0 else 1
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, move, 10.0, np.ones(len(vector) + 1), np.append(vector, 0.0))
    return Controls(nothing, 0.0, 0.0, -move, 10.0, nothing, nothing)
"""

REVERSE_FROM_COPY = """
def reverse_program(vector, phase, step):
    controls = copy_program(vector, phase, step)
    if phase == "recall":
        controls = controls._replace(gate=0, shift=-1 if step > 0 else 0)
    return controls
"""

REVERSE_UP = """
def reverse_program(vector, phase, step):
    width = len(vector) + 1
    value = np.zeros(width) if phase == "recall" else np.r_[vector, 7]
    direction = {"store": -1, "recall": +1}[phase] * np.sign(step)
    return (np.ones(width), 3, 0, direction, 1.5, (phase == "store") * np.ones(width), value)
"""

REVERSE_FROM_NUMBERS = """
def reverse_program(vector, phase, step):
    n = len(vector)
    if phase == "store":
        return Controls(np.zeros(n + 1), 0, 0, int(step != 0), 30, np.zeros(n + 1), np.append(vector, 0))
    return Controls(np.zeros(n + 1), 0, 0, 0 if not step else -1, 30, np.zeros(n + 1), np.zeros(n + 1))
"""

DELAY = """
def delay_program(vector, phase, step):
    nothing = np.zeros(len(vector) + 1)
    move = 1 if step > 0 else 0
    return Controls(nothing, 0.0, 0.0, move, 10.0, np.ones(len(vector) + 1), np.append(vector, 0.0))
"""

DELAY_DOWN = """
def delay_program(vector, phase, step):
    n = len(vector)
    return tuple([np.zeros(n + 1), 0, 0, -1 if step > 0 else 0, 2, [1] * (n + 1), list(vector) + [0]])
"""

DELAY_FROM_COPY = """
def delay_program(vector, phase, step):
    return copy_program(vector, "store", step)
"""

DELAY_BY_PHASE = """
def ring(vector, step):
    return Controls(np.ones(vector.size + 1), 9.0, 0.0, int(step != 0), 25.0, np.ones(vector.size + 1),
                    np.concatenate((vector, np.zeros(1))))
def delay_program(vector, phase, step):
    if phase == "delay":
        return ring(vector, step)
    raise ValueError(phase)
"""

RIGHT = {
    "5.1": [COPY, COPY_DOWN, COPY_NUMBERS, COPY_LAMBDA, COPY_MARKS_ALL_BUT_ONE],
    "5.2": [REVERSE, REVERSE_FROM_COPY, REVERSE_UP, REVERSE_FROM_NUMBERS],
    "5.3": [DELAY, DELAY_DOWN, DELAY_FROM_COPY, DELAY_BY_PHASE],
}


def instead(text: str, *pairs: str) -> str:
    """A source with some parts for others: old, new, old, new."""
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text, old
        text = text.replace(old, new)
    return text


FIRST = "nothing, 0.0, 0.0, 0, 10.0, np.ones(len(vector) + 1), np.append(vector, 1.0)"
LATER = "nothing, 0.0, 0.0, 1, 10.0, np.ones(len(vector) + 1), np.append(vector, 0.0)"
JUMP = "marker, 50.0, 1.0, 0, 10.0, nothing, nothing"
WALK = "nothing, 0.0, 0.0, 1, 10.0, nothing, nothing"

KEEPS_VECTORS = """
kept = []
def copy_program(vector, phase, step):
    nothing = np.zeros(len(vector) + 1)
    if phase == "store":
        if step == 0:
            kept.clear()
        value = np.append(vector, step + 1.0)
        kept.append(value)
        return Controls(nothing, 0, 0, min(step, 1), 10, np.ones(len(value)), value)
    return Controls(kept[step], 5000, 1, 0, 10, nothing, nothing)
"""

COUNTS = """
steps_so_far = 0
def copy_program(vector, phase, step):
    global steps_so_far
    steps_so_far += 1
    nothing = np.zeros(len(vector) + 1)
    if phase == "store":
        return Controls(nothing, 0, 0, min(step, 1), 10, np.ones(len(nothing)), np.append(vector, 0))
    return Controls(nothing, 0, 0, -1 if steps_so_far % 2 else 1, 10, nothing, nothing)
"""

ONE_STEP_COUNT = """
def copy_program(vector, phase, step):
    nothing = np.zeros(len(vector) + 1)
    if step == 0:
        return Controls(nothing, 0.0, 0.0, 0, 10.0, np.ones(len(vector) + 1), np.append(vector, 1.0))
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, 1, 10.0, np.ones(len(vector) + 1), np.append(vector, 0.0))
    return Controls(nothing, 0.0, 0.0, 1, 10.0, nothing, nothing)
"""

WRONG = [
    ("5.1", instead(COPY, FIRST, FIRST.replace("0.0, 0, 10", "0.0, 1, 10")), "moves before the first write"),
    ("5.1", instead(COPY, FIRST, FIRST.replace("0.0, 0, 10", "0.0, -1, 10")), "moves before the first write"),
    ("5.1", instead(COPY, JUMP, WALK), "no jump back at recall"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("1.0, 0", "0.0, 0")), "no jump back at recall"),
    ("5.1", ONE_STEP_COUNT, "no jump back at recall"),
    ("5.1", instead(COPY, "    if step == 0:", "    if step == 1:"), "jumps at the wrong step"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("1.0, 0", "0.5, 0")), "the gate is half open"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("marker", "np.append(vector, 0.0)")), "key of zeros"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("marker", "nothing")), "key of zeros"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("marker", "nothing + 1")), "key points at the bits instead of the marker"),
    (
        "5.1",
        instead(COPY, JUMP, JUMP.replace("marker", "np.append(vector + 1, 0)")),
        "key points at the bits instead of the marker",
    ),
    ("5.1", instead(COPY, "10.0", "1.0"), "sharpening too low"),
    ("5.1", instead(COPY, "10.0", "1.1"), "sharpening too low"),
    ("5.1", instead(COPY, WALK, WALK.replace("10.0", "1")), "sharpening too low"),
    ("5.1", instead(COPY, LATER, LATER.replace("10.0", "1")), "sharpening too low"),
    (
        "5.1",
        instead(COPY, JUMP, "marker, 50.0, 1.0, 0, 10.0, np.ones(len(vector) + 1), nothing"),
        "goes on writing during recall",
    ),
    ("5.1", instead(COPY, WALK, LATER), "goes on writing during recall"),
    (
        "5.1",
        instead(COPY, WALK, WALK.replace("nothing, nothing", "nothing, nothing + 1")),
        "goes on writing during recall",
    ),
    ("5.1", instead(COPY, FIRST, FIRST.replace("1.0)", "0.0)")), "no marker written"),
    ("5.1", instead(COPY, LATER, LATER.replace("vector, 0.0)", "vector, 1.0)")), "a marker in every slot"),
    (
        "5.1",
        instead(COPY, FIRST, FIRST.replace("vector, 1.0)", "np.append(1.0, vector[1:]), 0.0)")),
        "marker in a bit's place",
    ),
    (
        "5.1",
        instead(COPY, FIRST, FIRST.replace("np.append(vector, 1.0)", "np.append(0.4 * vector, 1.0)")),
        "stores other bits",
    ),
    ("5.1", instead(COPY, "np.append(vector, ", "np.append(vector[::-1], "), "turns the bits round"),
    (
        "5.1",
        instead(COPY, FIRST, LATER.replace("1, 10", "0, 10"), "step == 1", "step == 2")
        if False
        else instead(
            COPY,
            FIRST,
            FIRST.replace("1.0)", "0.0)"),
            "np.append(vector, 0.0))\n    if step",
            "np.append(vector, float(step == 1)))\n    if step",
        ),
        "marker beside another vector",
    ),
    ("5.1", instead(COPY, FIRST, FIRST.replace("1.0)", "-1.0)")), "key points away from the marker"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("1.0, 0", "1.0, 1")), "jumps and moves in one step"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("1.0, 0", "1.0, -1")), "jumps and moves in one step"),
    (
        "5.1",
        instead(COPY, WALK, WALK.replace("nothing, 0.0, 0.0, 1", "marker, 50.0, 1.0, 1")),
        "gate left open at later steps",
    ),
    (
        "5.1",
        instead(COPY, WALK, WALK.replace("nothing, 0.0, 0.0, 1", "marker, 50.0, 0.5, 1")),
        "gate left open at later steps",
    ),
    ("5.1", instead(COPY, JUMP, JUMP.replace("50.0", "1.0")), "key strength too low"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("50.0", "0")), "key strength too low"),
    ("5.1", instead(COPY, WALK, WALK.replace("1, 10", "0, 10")), "does not move in recall"),
    ("5.1", instead(COPY, WALK, WALK.replace("1, 10", "-1, 10")), "walks the wrong way in recall"),
    ("5.1", instead(COPY, LATER, LATER.replace("1, 10", "0, 10")), "does not move while storing"),
    ("5.1", instead(COPY, LATER, LATER.replace("1, 10", "(-1) ** step, 10")), "two vectors in one slot"),
    ("5.1", instead(COPY, LATER, LATER.replace("1, 10", "step % 2, 10")), "two vectors in one slot"),
    ("5.1", instead(COPY, FIRST, FIRST.replace("0.0, 0.0, 0", "50.0, 1.0, 0")), "gate open while storing"),
    ("5.1", instead(COPY, LATER, LATER.replace("0.0, 0.0, 1", "50.0, 1.0, 1")), "gate open while storing"),
    ("5.1", instead(COPY, "np.append(vector, ", "np.append(0 * vector, "), "does not store the bits"),
    (
        "5.1",
        instead(COPY, "np.ones(len(vector) + 1), np.append(vector, 0.0)", "np.append(vector, 0.0), nothing"),
        "stores other bits",
    ),
    (
        "5.1",
        instead(COPY, "np.ones(len(vector) + 1), np.append(vector, ", "np.append(vector, 0.0), np.append(0 * vector, "),
        "does not store the bits",
    ),
    ("5.1", KEEPS_VECTORS, "remembers by itself"),
    ("5.1", COUNTS, "remembers by itself"),
    ("5.1", instead(COPY, "return Controls(nothing", "Controls(nothing"), "returns nothing"),
    ("5.1", instead(COPY, FIRST, FIRST.replace("np.append(vector, 1.0)", "vector")), "an impossible add_vector"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("marker", "vector")), "an impossible key"),
    ("5.1", instead(COPY, WALK, WALK.replace("1, 10", "2, 10")), "an impossible shift"),
    ("5.1", instead(COPY, WALK, WALK.replace("1, 10", "[0.0, 0.0, 1.0], 10")), "an impossible shift"),
    ("5.1", instead(COPY, WALK, WALK.replace("10.0", "0.5")), "an impossible sharpening"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("1.0, 0", "2, 0")), "an impossible gate"),
    (
        "5.1",
        instead(COPY, FIRST, FIRST.replace("np.ones(len(vector) + 1)", "2 * np.ones(len(vector) + 1)")),
        "an impossible erase_vector",
    ),
    ("5.1", instead(COPY, JUMP, JUMP.replace("50.0", "-50.0")), "an impossible key_strength"),
    ("5.1", "def copy_program(vector, phase, step):\n    return vector", "wrong type"),
    (
        "5.1",
        instead(
            COPY,
            "Controls(nothing, 0.0, 0.0, 1, 10.0, nothing, nothing)",
            "[nothing, 0.0, 0.0, 1, 10.0, nothing, nothing]",
        ),
        "wrong type",
    ),
    ("5.1", instead(COPY, WALK, WALK.replace("1, 10", "step % 2, 10")), "takes another way in recall"),
    (
        "5.1",
        instead(
            COPY, "np.append(vector, 1.0)", "np.append(1.0, vector)", "np.append(vector, 0.0)", "np.append(0.0, vector)"
        ),
        "spare place in front of the bits",
    ),
    ("5.1", instead(COPY, WALK, WALK.replace("1, 10", "step, 10")), "an impossible shift"),
    ("5.1", instead(COPY, JUMP, JUMP.replace("50.0, 1.0", "1.0, 50.0")), "an impossible gate"),
    (
        "5.1",
        instead(COPY, WALK, WALK.replace("nothing, 0.0, 0.0", "marker, 50.0, 1.0")),
        "gate left open at later steps",
    ),
    ("5.1", instead(COPY, "nothing, 0.0, 0.0", "marker, 50.0, 1.0"), "gate open while storing"),
    ("5.2", instead(REVERSE, "0.0, move, 10", "0.0, 1, 10"), "moves before the first write"),
    ("5.2", instead(REVERSE, "-move, 10", "-1, 10"), "moves before the first answer"),
    ("5.2", instead(REVERSE, "-move, 10", "move, 10"), "walks on in recall"),
    ("5.2", instead(REVERSE, "-move, 10", "-(step % 2), 10"), "takes another way in recall"),
    ("5.2", instead(REVERSE, "np.append(vector, 0.0)", "np.append(0.0, vector)"), "spare place in front of the bits"),
    ("5.2", instead(REVERSE, "-move, 10", "0, 10"), "does not move in recall"),
    ("5.2", instead(COPY, "copy_program", "reverse_program"), "jumps instead of staying"),
    (
        "5.2",
        instead(REVERSE, "nothing, 0.0, 0.0, -move", "nothing + 1, 50.0, float(step > 0), -move"),
        "gate left open at later steps",
    ),
    ("5.2", instead(REVERSE, "np.append(vector, ", "np.append(vector[::-1], "), "turns the bits round"),
    ("5.2", instead(REVERSE, "nothing, nothing", "np.ones(len(vector) + 1), nothing"), "goes on writing during recall"),
    ("5.2", instead(REVERSE, "0.0, move, 10", "0.0, 0, 10"), "does not move while storing"),
    ("5.2", instead(REVERSE, "10.0", "1.0"), "sharpening too low"),
    ("5.3", instead(DELAY, "0.0, move, 10", "0.0, 1, 10"), "moves before the first write"),
    ("5.2", instead(REVERSE, '"store"', '"save"'), "the same in both phases"),
    ("5.1", instead(COPY, '"store" and', '"write" and', '"store":', '"write":'), "the same in both phases"),
    (
        "5.1",
        instead(
            COPY,
            'if phase == "store":',
            'if phase == "store" or step > 0:',
            'if phase == "store" and step == 0',
            "if step == 0",
        ),
        "the same in both phases",
    ),
    ("5.1", instead(COPY, "np.append(vector, 1.0)", "marker"), "the first vector is not stored"),
    ("5.3", instead(DELAY, "0.0, move, 10", "0.0, 0, 10"), "does not move"),
    ("5.3", instead(DELAY, "0.0, move, 10", "0.0, step % 2, 10"), "does not move at every step"),
    ("5.3", instead(DELAY, "0.0, move, 10", "0.0, (step > 0) * (-1) ** step, 10"), "does not move at every step"),
    ("5.3", instead(DELAY, "np.ones(len(vector) + 1)", "nothing"), "does not erase"),
    ("5.3", instead(DELAY, "nothing, 0.0, 0.0, move", "nothing + 1, 50.0, 1.0, move"), "gate open in the delay"),
    ("5.3", instead(DELAY, "10.0", "1.0"), "sharpening too low"),
    ("5.3", instead(DELAY, "np.append(vector, 0.0)", "nothing"), "does not store the bits"),
    ("5.3", instead(REVERSE, "reverse_program", "delay_program"), "does not store the bits"),
    (
        "5.3",
        instead(DELAY_BY_PHASE, "raise ValueError(phase)", "return None", 'phase == "delay"', 'phase == "store"'),
        "returns nothing",
    ),
]

ZEROS = {
    "5.1": "def copy_program(vector, phase, step):\n    nothing = np.zeros(len(vector) + 1)\n"
    "    return Controls(nothing, 0.0, 0.0, 0, 1.0, nothing, nothing)",
}
for _id, _name in (("5.2", "reverse_program"), ("5.3", "delay_program")):
    ZEROS[_id] = ZEROS["5.1"].replace("copy_program", _name)
