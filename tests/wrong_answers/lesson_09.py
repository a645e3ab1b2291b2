"""Lesson 09 as learners answer it, an exercise a file."""

from wrong_answers.lesson_09_batches import BATCH, BATCH_RIGHT
from wrong_answers.lesson_09_scoring import SCORING, SCORING_RIGHT
from wrong_answers.lesson_09_steps import STEPS, STEPS_RIGHT

WRONG = {"9.1": BATCH, "9.2": SCORING, "9.3": STEPS}
RIGHT = {"9.1": BATCH_RIGHT, "9.2": SCORING_RIGHT, "9.3": STEPS_RIGHT}
