"""Lesson 01 as learners answer it, an exercise a file."""

from wrong_answers.lesson_01_nudge import NUDGE, NUDGE_RIGHT
from wrong_answers.lesson_01_read import READ, READ_RIGHT
from wrong_answers.lesson_01_weighting import WEIGHTING, WEIGHTING_RIGHT

WRONG = {"1.1": WEIGHTING, "1.2": READ, "1.3": NUDGE}
RIGHT = {"1.1": WEIGHTING_RIGHT, "1.2": READ_RIGHT, "1.3": NUDGE_RIGHT}

# With their defaults: what a stub's line says, and a call that goes through as it stands.
SIGNATURES = {
    "1.1": ("is_weighting", "weighting, tolerance=1e-6"),
    "1.2": ("read", "memory, weighting"),
    "1.3": ("nudge", "f, weighting, slot, step=1e-4"),
}
ZEROS = {
    "1.1": ("False", "False"),
    "1.2": ("due is", "np.zeros(memory.shape[1])"),
    "1.3": ("due is", "0.0"),
}
