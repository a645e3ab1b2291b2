"""A `Controls(...)` of lesson 05 that Python refuses to make: which of the seven fields is the trouble, in words."""

from __future__ import annotations

import re

from ntm_lib.checks.exercise import Problem
from ntm_lib.checks.problems import RAISES
from ntm_lib.programs import Controls

_SEVEN = ", ".join(Controls._fields)
_LOOK = f"the call: `Controls({_SEVEN})`, all seven, in this order where you give no names."
_QUOTED = re.compile(r"'(\w+)'")
_NEW = "Controls.__new__() "  # how Python's words begin


def is_of_fields(error: BaseException) -> bool:
    """Did Python stop at making controls, or at `_replace`?"""
    words = str(error)
    is_call = isinstance(error, TypeError) and words.startswith(_NEW)
    return is_call or (isinstance(error, TypeError | ValueError) and words.startswith("Got unexpected field names"))


def misfilled(words: str, detail: str) -> Problem:
    """The problem of a call that `is_of_fields`: Python's words, and the learner's lines with them."""
    fields = [f"`{name}`" for name in _QUOTED.findall(words)]
    if "missing" in words:
        return Problem("a field is missing", _missing(fields), _LOOK, detail, RAISES)
    if "unexpected" in words:
        says = f"`Controls` has no field {' or '.join(fields)}. Its seven are {_SEVEN}."
        return Problem("a field that is not there", says, "how the names are spelt.", detail, RAISES)
    if "multiple values" in words:
        says = f"You give {' and '.join(fields)} twice, once by its place and once by its name."
        return Problem("a field given twice", says, _LOOK, detail, RAISES)
    return Problem("too many fields", "You give `Controls` more than its seven fields.", _LOOK, detail, RAISES)


def _missing(fields: list[str]) -> str:
    count = len(Controls._fields) - len(fields)
    says = f"`Controls` needs seven fields, and you give {f'only {count}' if count else 'none'}."
    if len(fields) > 1:
        return says
    return (
        f"{says} Python names {fields[0]}, which got nothing. Without names the fields are taken in order, so that it "
        "may be an earlier one that you left out."
    )
