"""Lesson 02 as learners answer it, an exercise a file."""

from wrong_answers.lesson_02_content import CONTENT, CONTENT_RIGHT
from wrong_answers.lesson_02_cosine import COSINE, COSINE_RIGHT
from wrong_answers.lesson_02_softmax import SOFTMAX, SOFTMAX_RIGHT

WRONG = {"2.1": COSINE, "2.2": SOFTMAX, "2.3": CONTENT}
RIGHT = {"2.1": COSINE_RIGHT, "2.2": SOFTMAX_RIGHT, "2.3": CONTENT_RIGHT}
