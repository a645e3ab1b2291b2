"""Lesson 05 as learners answer it: the program that copies, and the two stretches."""

from wrong_answers.lesson_05_copy import COPY
from wrong_answers.lesson_05_copy_right import COPY_RIGHT
from wrong_answers.lesson_05_stretches import DELAY, DELAY_RIGHT, REVERSE, REVERSE_RIGHT

BLANK = "np.zeros(len(vector) + 1)"

WRONG = {"5.1": COPY, "5.2": REVERSE, "5.3": DELAY}
RIGHT = {"5.1": COPY_RIGHT, "5.2": REVERSE_RIGHT, "5.3": DELAY_RIGHT}
SIGNATURES = {
    "5.1": ("copy_program", "vector, phase, step"),
    "5.2": ("reverse_program", "vector, phase, step"),
    "5.3": ("delay_program", "vector, phase, step"),
}
ZEROS = {exercise: ("adds nothing", f"Controls({BLANK}, 0.0, 0.0, 0, 1.0, {BLANK}, {BLANK})") for exercise in WRONG}
