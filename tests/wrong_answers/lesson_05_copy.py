"""5.1 `copy_program` as learners answer it. See `lesson_00` for the form."""

HEAD = "import numpy as np\n\ndef copy_program(vector, phase, step):\n"
NAMES = """\
    n = len(vector) + 1
    nothing, everything = np.zeros(n), np.ones(n)
    mark = np.append(np.zeros(len(vector)), 1.0)
    first = step == 0
    move = 0 if first else 1
"""
STORED = """\
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 1.0 if first else 0.0))
"""
RECALLED = "    return Controls(mark, 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing)\n"


def store(controls: str) -> str:
    """A program whose storing steps return these controls, and whose recall is right."""
    return f'{HEAD}{NAMES}    if phase == "store":\n        return Controls({controls})\n{RECALLED}'


def recall(controls: str) -> str:
    """A program that stores rightly, and whose recalling steps return these controls."""
    return f"{HEAD}{NAMES}{STORED}    return Controls({controls})\n"


VALUE = "np.append(vector, 1.0 if first else 0.0)"

COPY = [
    ("before the first", store(f"nothing, 0.0, 0.0, 1, 10.0, everything, {VALUE}")),
    ("before the first", store(f"nothing, 0.0, 0.0, +1, 10.0, nothing, {VALUE}")),
    ("before the first", store(f"nothing, 0.0, 0.0, -1 if first else 1, 10.0, everything, {VALUE}")),
    ("jump", recall("mark, 50.0, 0.0, move, 10.0, nothing, nothing")),
    ("jump", recall("nothing, 0.0, 0.0, 1, 10.0, nothing, nothing")),
    ("jump", recall("mark, 50.0, 0.0, -1 if first else 1, 10.0, nothing, nothing")),
    ("jump", recall("mark, 50.0, 1.0 if step == 1 else 0.0, move, 10.0, nothing, nothing")),
    ("every step", recall("mark, 50.0, 1.0, move, 10.0, nothing, nothing")),
    ("every step", recall("mark, 50.0, 1.0, 0, 10.0, nothing, nothing")),
    ("key", recall("np.append(vector, 0.0), 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("key", recall("nothing, 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("key", recall("everything, 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("key", recall("np.append(np.ones(len(vector)), 0.0), 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("key", recall("np.append(1.0, np.zeros(len(vector))), 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("key", recall("-mark, 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("strength", recall("mark, 1.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("strength", recall("mark, 0.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("strength", recall("mark, 2.0 * first, 1.0 * first, move, 2.0, nothing, nothing")),
    ("half", recall("mark, 50.0, 0.5 if first else 0.0, move, 10.0, nothing, nothing")),
    ("blur", HEAD + NAMES + STORED.replace("10.0", "1.0") + RECALLED.replace("10.0", "1.0")),
    ("blur", HEAD + NAMES + STORED.replace("10.0", "1") + RECALLED.replace("10.0", "1.1")),
    ("blur", HEAD + NAMES + STORED.replace("10.0", "1.05") + RECALLED.replace("10.0", "1.05")),
    ("blur", store(f"nothing, 0.0, 0.0, move, 1.0, everything, {VALUE}")),
    ("blur", recall("mark, 50.0, 1.0 if first else 0.0, move, 1.0, nothing, nothing")),
    ("recall", recall("mark, 50.0, 1.0 if first else 0.0, move, 10.0, everything, np.append(vector, 0.0)")),
    ("recall", recall(f"mark, 50.0, 1.0 if first else 0.0, move, 10.0, everything, {VALUE}")),
    ("recall", recall("mark, 50.0, 1.0 if first else 0.0, move, 10.0, nothing, mark")),
    ("recall", recall("mark, 50.0, 1.0 if first else 0.0, move, 10.0, everything, nothing")),
    ("recall", recall("mark, 50.0, 1.0 if first else 0.0, move, 10.0, mark, nothing")),
    ("several slots hold a marker", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 1.0)")),
    ("mark", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0)")),
    ("mark", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0 if first else 1.0)")),
    ("mark", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 1.0 if step == 1 else 0.0)")),
    ("first vector", store("nothing, 0.0, 0.0, move, 10.0, everything, mark if first else np.append(vector, 0.0)")),
    ("mark", store("nothing, 0.0, 0.0, move, 10.0, everything - mark, np.append(vector, step)")),
    ("spare", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(1.0 if first else 0.0, vector)")),
    ("in the same step", recall("mark, 50.0, 1.0 if first else 0.0, 1, 10.0, nothing, nothing")),
    ("against the direction", recall("mark, 50.0, 1.0 if first else 0.0, -move, 10.0, nothing, nothing")),
    ("never moves", store(f"nothing, 0.0, 0.0, 0, 10.0, everything, {VALUE}")),
    ("stay", recall("mark, 50.0, 1.0 if first else 0.0, 0, 10.0, nothing, nothing")),
    ("gate", store(f"mark, 50.0, 1.0, move, 10.0, everything, {VALUE}")),
    ("gate", store(f"mark, 50.0, 1.0 if first else 0.0, move, 10.0, everything, {VALUE}")),
    ("gate", store(f"nothing, 0.0, move, 0, 10.0, everything, {VALUE}")),
    ("last of the Controls", store(f"nothing, 0.0, 0.0, move, 10.0, {VALUE}, everything")),
    ("bit", store(f"nothing, 0.0, 0.0, move, 10.0, everything, 0.4 * {VALUE}")),
    ("bit", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(1 - vector, 1.0 if first else 0.0)")),
    ("adds nothing", store("nothing, 0.0, 0.0, move, 10.0, everything, nothing")),
    ("phase", HEAD + NAMES + STORED.replace('"store"', '"Store"') + RECALLED),
    ("phase", HEAD + NAMES + STORED.replace('"store"', '"write"') + RECALLED),
    ("phase", HEAD + NAMES + STORED.replace('phase == "store"', 'phase == "store" or "first"') + RECALLED),
    ("None", HEAD + NAMES + STORED),
    ("None", HEAD + NAMES + STORED + '    if phase == "Recall":\n    ' + RECALLED),
    ("seven", HEAD + NAMES + STORED.replace("Controls(", "list((").replace("0.0))\n", "0.0)))\n") + RECALLED),
    ("key", HEAD + NAMES.replace("len(vector) + 1\n", "len(vector)\n") + STORED + RECALLED),
    ("add_vector", store("nothing, 0.0, 0.0, move, 10.0, everything, vector")),
    ("add_vector", store("nothing, 0.0, 0.0, move, 10.0, everything, vector + [1.0 if first else 0.0]")),
    ("erase_vector", store(f"nothing, 0.0, 0.0, move, 10.0, 1.0, {VALUE}")),
    ("shift must", store(f"nothing, 0.0, 0.0, np.array([0, 0, 1.0]), 10.0, everything, {VALUE}")),
    ("shift must", store(f"nothing, 0.0, 0.0, step, 10.0, everything, {VALUE}")),
    ("shift must", recall("mark, 50.0, 0.0, -99 if first else 1, 10.0, nothing, nothing")),
    ("sharpening must", store(f"nothing, 0.0, 0.0, move, 0.0, everything, {VALUE}")),
    ("gate must", recall("mark, 50.0, 10.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("key_strength must", recall("mark, -50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing")),
    ("erase_vector", store(f"nothing, 0.0, 0.0, move, 10.0, -everything, {VALUE}")),
    ("shape", HEAD + NAMES.replace("len(vector) + 1\n", "4\n").replace("np.zeros(len(vector))", "np.zeros(3)") + STORED + RECALLED),
    ("bit", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(np.resize([1.0, 0.0, 1.0], len(vector)), 1.0 if first else 0.0)")),
    (
        "keep",
        """\
import numpy as np

first_vector = []

def copy_program(vector, phase, step):
    nothing = np.zeros(len(vector) + 1)
    if phase == "store":
        first_vector.append(vector)
        return Controls(nothing, 0.0, 0.0, int(step > 0), 10.0, nothing + 1, np.append(vector, 0.0))
    key = np.append(first_vector[0], 0.0)
    return Controls(key, 500.0, float(step == 0), int(step > 0), 10.0, nothing, nothing)
""",
    ),
    (
        "keep",
        """\
import numpy as np

calls = 0

def copy_program(vector, phase, step):
    global calls
    nothing, mark = np.zeros(len(vector) + 1), np.append(np.zeros(len(vector)), 1.0)
    calls += 1
    value = np.append(vector, float(calls == 1))
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, int(calls > 1), 10.0, nothing + 1, value)
    return Controls(mark, 50.0, float(step == 0), int(step > 0), 10.0, nothing, nothing)
""",
    ),
    ("None", HEAD + NAMES + "    print(Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 1.0)))\n"),
    ("did you mean `Controls`?", HEAD + NAMES + STORED.replace("Controls", "Control") + RECALLED),
    ("did you mean `vector`?", HEAD + NAMES.replace("len(vector)", "len(vektor)") + STORED + RECALLED),
    ("changes `copy_program.first`", HEAD + NAMES + "    if phase == 'store' and first:\n        copy_program.first = np.append(vector, 1.0)\n" + STORED + RECALLED.replace("mark", "copy_program.first")),
    ("changes `seen`", HEAD.replace("step)", "step, seen=[])") + NAMES + "    if phase == 'store':\n        seen[:] = [vector] if first else seen + [vector]\n" + STORED + RECALLED),
    ("changes `Past.first`", HEAD.replace("def ", "class Past:\n    first = None\n\ndef ") + NAMES + "    if phase == 'store' and first:\n        Past.first = vector\n" + STORED + RECALLED),
    ("gives other controls", HEAD.replace("def ", "from collections import deque\n\nfirst_key = deque([0.0], maxlen=1)\n\ndef ") + NAMES + "    if phase == 'store' and first:\n        first_key.append(np.append(vector, 1.0))\n" + STORED + RECALLED.replace("mark", "first_key[0]")),
    ("you give only 6", store(f"nothing, 0.0, 0.0, move, everything, {VALUE}")),
    ("`shift`, which got nothing", store(f"key=nothing, key_strength=0.0, gate=0.0, sharpening=10.0, erase_vector=everything, add_vector={VALUE}")),
    ("you give only 3", recall("mark, 50.0, 1.0 if first else 0.0")),
    ("no field `strength`", recall("key=mark, strength=50.0, gate=1.0 * first, shift=move, sharpening=10.0, erase_vector=nothing, add_vector=nothing")),
    ("no field `strength`", HEAD + NAMES + STORED + RECALLED.replace("nothing)\n", "nothing)._replace(strength=50.0)\n")),
    ("`key` twice", recall("mark, 50.0, 1.0 * first, move, 10.0, nothing, nothing, key=mark")),
    ("more than its seven", recall("mark, 50.0, 1.0 if first else 0.0, move, 10.0, nothing, nothing, step")),
    ("faint", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.01 if first else 0.0)")),
    ("faint", store("nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.1 / len(vector) if first else 0.0)")),
    ("share of the marker's slot beside", recall("mark, 5.0, 1.0 if first else 0.0, move, 1.5, nothing, nothing")),
    ("a blank vector is a vector too", HEAD + NAMES + STORED.replace('phase == "store"', "vector.any()") + RECALLED),
    ("a blank vector is a vector too", HEAD + NAMES + STORED.replace('phase == "store"', "vector.sum() > 0") + RECALLED),
    ("a blank vector is a vector too", HEAD + NAMES + STORED.replace('phase == "store"', "not all(bit == 0 for bit in vector)") + RECALLED),
]
