"""Lesson 04 as learners answer it, an exercise a file."""

from wrong_answers.lesson_04_add import ADD, ADD_RIGHT
from wrong_answers.lesson_04_erase import ERASE, ERASE_RIGHT
from wrong_answers.lesson_04_overwrite import OVERWRITE, OVERWRITE_RIGHT
from wrong_answers.lesson_04_write import WRITE, WRITE_RIGHT

WRONG = {"4.1": ERASE, "4.2": ADD, "4.3": WRITE, "4.4": OVERWRITE}
RIGHT = {"4.1": ERASE_RIGHT, "4.2": ADD_RIGHT, "4.3": WRITE_RIGHT, "4.4": OVERWRITE_RIGHT}

SIGNATURES = {
    "4.1": ("erase", "memory, weighting, erase_vector"),
    "4.2": ("add", "memory, weighting, add_vector"),
    "4.3": ("write", "memory, weighting, erase_vector, add_vector"),
    "4.4": ("overwrite", "value"),
}
ZEROS = {
    "4.1": ("due is", "np.zeros_like(memory)"),
    "4.2": ("due is", "np.zeros_like(memory)"),
    "4.3": ("due is", "np.zeros_like(memory)"),
    # an erase of 0 is the mistake to name, whatever is added
    "4.4": ("erase", "(np.zeros(len(value)), np.zeros(len(value)))"),
}
