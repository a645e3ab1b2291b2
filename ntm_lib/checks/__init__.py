"""What a lesson uses: `check` an answer, open a `hint`, see the `solution`, keep a prediction, use your own answers."""

from ntm_lib.checks.exercise import Exercise, Verdict
from ntm_lib.checks.help import hint, solution
from ntm_lib.checks.judging import judge
from ntm_lib.checks.live import check
from ntm_lib.checks.own_answers import mine
from ntm_lib.checks.own_functions import my_functions
from ntm_lib.checks.own_machine import my_machine
from ntm_lib.checks.predictions import predict, prediction
from ntm_lib.checks.records import submitted

__all__ = [
    "Exercise",
    "Verdict",
    "check",
    "hint",
    "judge",
    "mine",
    "my_functions",
    "my_machine",
    "predict",
    "prediction",
    "solution",
    "submitted",
]
