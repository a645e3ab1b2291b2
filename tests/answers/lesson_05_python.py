"""Programs of lesson 05 that keep something in Python, or do not fill their `Controls`, each with its name."""

from answers.lesson_05 import COPY, DELAY, FIRST, JUMP, REVERSE, WALK, instead

RIGHT: dict[str, list[str]] = {}

ON_THE_FUNCTION = instead(COPY, "    nothing =", "    copy_program.last = vector\n    nothing =")
IN_A_DEFAULT = instead(COPY, "step):", "step, *, kept=[]):\n    kept.append(vector)")
IN_A_CLOSURE = instead(COPY, "def copy", "def made():\n    calls = 0\n    def copy", "\n    ", "\n        ") + (
    "    return copy_program\ncopy_program = made()\n"
)

WRONG = [
    ("5.1", ON_THE_FUNCTION, "remembers by itself"),
    ("5.1", IN_A_DEFAULT, "remembers by itself"),
    (
        "5.1",
        instead(IN_A_CLOSURE, "step):", "step):\n        nonlocal calls\n        calls += 1"),
        "remembers by itself",
    ),
    ("5.1", instead(COPY, JUMP, "marker, 50.0, 1.0, 0, 10.0, nothing"), "a field is missing"),
    ("5.2", instead(REVERSE, "0.0, 0.0, -move", "0.0, -move"), "a field is missing"),
    ("5.1", instead(COPY, "marker, 50.0, 1.0,", "marker, 50.0, gated=1.0, shift="), "a field that is not there"),
    ("5.1", instead(COPY, WALK, f"{WALK}, gate=0.0"), "a field given twice"),
    ("5.3", instead(DELAY, "vector, 0.0)", "vector, 0.0), step"), "too many fields"),
    ("5.1", instead(COPY, FIRST, FIRST.replace("vector, 1.0", "vector, 0.05")), "a faint marker"),
    (
        "5.1",
        instead(COPY, 'phase == "store" and', "vector.any() and", 'phase == "store":', "vector.any():"),
        "takes a blank vector for the recall",
    ),
]

ZEROS: dict[str, str] = {}
