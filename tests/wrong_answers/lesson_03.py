"""Lesson 03 as learners answer it, an exercise a file."""

from wrong_answers.lesson_03_address import ADDRESS, ADDRESS_RIGHT
from wrong_answers.lesson_03_gate import GATE, GATE_RIGHT
from wrong_answers.lesson_03_sharpen import SHARPEN, SHARPEN_RIGHT
from wrong_answers.lesson_03_shift import SHIFT, SHIFT_RIGHT

WRONG = {"3.1": GATE, "3.2": SHIFT, "3.3": SHARPEN, "3.4": ADDRESS}
RIGHT = {"3.1": GATE_RIGHT, "3.2": SHIFT_RIGHT, "3.3": SHARPEN_RIGHT, "3.4": ADDRESS_RIGHT}
SIGNATURES = {
    "3.1": ("interpolate", "content, previous, gate"),
    "3.2": ("shift", "weighting, shift_weighting"),
    "3.3": ("sharpen", "weighting, sharpening"),
    "3.4": ("address", "memory, previous, key, key_strength, gate, shift_weighting, sharpening"),
}
ZEROS = {
    "3.1": ("due is", "np.zeros(len(content))"),
    "3.2": ("due is", "np.zeros_like(weighting)"),
    "3.3": ("due is", "np.zeros_like(weighting)"),
    "3.4": ("due is", "np.zeros(len(memory))"),
}
