"""`my_functions`: the hand machine of lesson 05 out of a learner's own answers to lessons 01 to 04.

Each answer was judged with the library's functions around it; here a learner's functions call each other. Should that
not give what the library gives, the library's stand in, so that no broken notebook breaks a later lesson.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import FunctionType
from typing import Any, NamedTuple

from ntm_lib import by_hand
from ntm_lib.checks import registry, wording
from ntm_lib.checks.exercise import Answer
from ntm_lib.checks.own_answers import built, own_source
from ntm_lib.programs import LIBRARY, Functions, largest_difference

EXERCISES = ("1.2", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3")  # each before what uses it
CLOSE = 1e-3  # as far as answers that passed their checks may be off together; float32 is far closer

_TIED = "\xa0"  # a space at which no line breaks


class Parts(NamedTuple):
    """The functions by name, and the exercises whose answers are the learner's."""

    functions: dict[str, Answer]
    yours: tuple[str, ...]


def my_functions() -> Functions:
    """The hand machine's `read`, `address` and `write`, made of your answers as far as they pass their checks.

    Prints how many of the functions that run in them are yours, and which are the library's.
    """
    parts = put_together(EXERCISES)
    functions = _functions(parts)
    if parts.yours and not _fits(functions):
        together = "Your functions pass their checks one by one, but not together"
        print(wording.paragraph(f"{together}: the library's stand in for all of them.", indent=0))
        return LIBRARY
    print(_line(parts))
    return functions


def put_together(exercise_ids: tuple[str, ...]) -> Parts:
    """Your answer to each exercise, calling your answers to those before it; the library's where there is none."""
    functions: dict[str, Answer] = {}
    yours: list[str] = []
    for exercise_id in exercise_ids:
        exercise, source = registry.find(exercise_id), own_source(exercise_id)
        around = {name: functions.get(name, other) for name, other in registry.references(exercise).items()}
        answer = built(exercise, source, around) if source else None
        _call_yours(answer, functions)
        functions[exercise.name] = answer or _librarys(exercise.reference, functions if yours else {})
        yours += [exercise_id] if answer else []
    return Parts(functions, tuple(yours))


def _call_yours(answer: Answer | None, functions: Mapping[str, Answer]) -> None:
    """Where an answer calls the library's function of an earlier lesson by its name, let it call yours."""
    names = getattr(answer, "__globals__", {})
    for name, yours in functions.items():
        if names.get(name) is getattr(by_hand, name):
            names[name] = yours


def _librarys(reference: Answer, functions: Mapping[str, Answer]) -> Answer:
    """The library's function; where there are some of yours already, with its text calling them."""
    if not functions:
        return reference
    plain: Any = inspect.unwrap(reference)
    return FunctionType(plain.__code__, {**plain.__globals__, **functions}, plain.__name__)


def _functions(parts: Parts) -> Functions:
    return Functions(*(parts.functions[name] for name in Functions._fields))


def _fits(functions: Functions) -> bool:
    try:
        return largest_difference(functions) <= CLOSE
    except Exception:  # whatever the learner's functions do when they meet each other
        return False


def _line(parts: Parts) -> str:
    total = len(EXERCISES)
    line = f"{len(parts.yours)} of the {total} functions in this machine are yours."
    missing = [i for i in EXERCISES if i not in parts.yours]
    if not missing:
        return f"{line} All of it is your code."
    named = ", ".join(f"{registry.find(i).name}{_TIED}({i})" for i in missing)
    stand = "The library's stands in" if len(missing) == 1 else "The library's stand in"
    return wording.paragraph(f"{line} {stand} for {named}.", indent=0).replace(_TIED, " ")
