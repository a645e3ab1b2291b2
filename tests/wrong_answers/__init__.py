"""What learners hand in: the bank that judges the checks. Written apart from them.

Each `lesson_NN.py` gives `WRONG`: exercise -> (words its verdict has to hold, source), and `RIGHT`: exercise ->
sources; those from lesson 01 on may bring `SIGNATURES` and `ZEROS` for the accidents of `anyone`.
"""

import importlib
import pkgutil
import re
from types import ModuleType


def lessons() -> dict[str, ModuleType]:
    """The banks by the number of their lesson: "02" -> wrong_answers.lesson_02."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    whole = [name for name in names if re.fullmatch(r"lesson_\d\d", name)]
    return {name[-2:]: importlib.import_module(f"{__name__}.{name}") for name in whole}
