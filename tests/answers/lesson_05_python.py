"""Programs of lesson 05 that keep something in Python, or do not fill their `Controls`, each with its name."""

from answers.lesson_05 import COPY, DELAY, FIRST, JUMP, REVERSE, WALK, instead

RIGHT: dict[str, list[str]] = {}

ON_THE_FUNCTION = instead(COPY, "    nothing =", "    copy_program.last = vector\n    nothing =")
IN_A_DEFAULT = instead(COPY, "step):", "step, *, kept=[]):\n    kept.append(vector)")
IN_A_CLOSURE = """
def made():
    calls = 0
    def program(vector, phase, step):
        nonlocal calls
        calls += 1
        return reverse_program(vector, "store", step)
    return program
delay_program = made()
"""

WRONG = [
    ("5.1", ON_THE_FUNCTION, "remembers by itself"),
    ("5.1", IN_A_DEFAULT, "remembers by itself"),
    ("5.3", IN_A_CLOSURE, "remembers by itself"),
    ("5.1", instead(COPY, JUMP, "marker, 50.0, 1.0, 0, 10.0, nothing"), "a field is missing"),
    ("5.2", instead(REVERSE, "0.0, 0.0, -move", "0.0, -move"), "a field is missing"),
    ("5.1", instead(COPY, WALK, f"{WALK}, gated=0.0"), "a field that is not there"),
    ("5.1", instead(COPY, WALK, f"{WALK}, gate=0.0"), "a field given twice"),
    (
        "5.3",
        instead(DELAY, "np.ones(len(vector) + 1), np.append(vector, 0.0)", "nothing, nothing, step"),
        "too many fields",
    ),
    ("5.1", instead(COPY, FIRST, FIRST.replace("vector, 1.0", "vector, 0.01")), "a faint marker"),
    (
        "5.1",
        instead(COPY, 'phase == "store" and', "vector.any() and", 'phase == "store":', "vector.any():"),
        "takes a blank vector for the recall",
    ),
]

ZEROS: dict[str, str] = {}
