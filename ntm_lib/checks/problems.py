"""What can be wrong with any answer, whatever the exercise, each with its sentence."""

from __future__ import annotations

import difflib

import numpy as np

from ntm_lib.checks import wording
from ntm_lib.checks.exercise import Case, Exercise, Facts, Problem
from ntm_lib.checks.facts import Misfit, agree, array_of, mismatch
from ntm_lib.checks.probe import STOPPED, TOO_MUCH_OUTPUT, parameters_of
from ntm_lib.checks.quiet import MOST_OUTPUT

NOT_ATTEMPTED, STRAY = "not attempted", "stray global"
TOO_MUCH_MEMORY = "too much memory"
CHANGES_INPUT = "changes its input"
_MEMORY = "Your code asked for more memory than there is for it, and was stopped."
_MEMORY_LOOK = "arrays that are far larger than their inputs, and lists that grow without end."
_WRONG_NUMBERS = "What you return has the right form, but the numbers are wrong."
_WRONG_ANSWER = "What you return has the right form, but it is the wrong answer."
_WRONG_EFFECT = "Your function runs through, but what comes out is not what is due."
NEAR = 0.7  # of two names' letters are the same, in the same order
_OF_SIZES = ("size", "shape", "dimension", "out of bounds")  # words of errors about tensors that do not fit
RAISES, MISFIT, CHANGES, WRONG = 1, 2, 3, 9  # which of several is told: the smallest


def of(exercise: Exercise, case: Case, got: Facts, due: Facts) -> Problem | None:
    """What is wrong with one case, known mistakes aside; None where it is right."""
    if got["raised"]:
        return _raised(exercise, got["raised"])
    rule = exercise.rule
    found = rule(case, got["value"]) if rule else _different(case, got["value"], due["value"])
    if found is None and got["changed"]:
        return _changes(got["changed"])
    return found


def broken(exercise: Exercise, error: Facts) -> Problem:
    """What is wrong with an answer that could not be built, or had to be stopped."""
    if error["type"] == "NoAnswer":
        return not_attempted(exercise)
    if error["type"] == TOO_MUCH_OUTPUT:
        says = f"Your code printed more than {MOST_OUTPUT:,} characters and was stopped."
        return Problem(TOO_MUCH_OUTPUT, says, "any `print` inside a loop that does not end.")
    if error["type"] == STOPPED:
        return Problem(STOPPED, "The check was stopped while your code was running.", "loops that may never end.")
    if error["type"] in ("SyntaxError", "IndentationError", "TabError"):
        return Problem("does not parse", "Python cannot read your code.", detail=wording.show_error(error))
    if error["type"] in ("MemoryError", "_ArrayMemoryError"):
        return Problem(TOO_MUCH_MEMORY, _MEMORY, _MEMORY_LOOK, wording.show_error(error))
    problem = _raised(exercise, error)
    return problem._replace(says=problem.says.replace("Your function stops", "Before it is called, your code stops"))


def not_attempted(exercise: Exercise) -> Problem:
    """There is nothing to judge."""
    return Problem(
        NOT_ATTEMPTED,
        f"`{exercise.name}` is still the empty exercise, or is not there at all. Put your code in place of the line "
        "`raise NotImplementedError(...)`, run that cell, and check again.",
        order=0,
    )


def parameters_moved(exercise: Exercise, names: list[str]) -> Problem | None:
    """A wrong answer whose parameters are the empty exercise's in another order: each gets what another should."""
    due = parameters_of(exercise.reference)
    if names == due or sorted(names) != sorted(due):
        return None
    return Problem(
        "parameters in another order",
        f"Your function takes `{', '.join(names)}`, in this order. It is called with {', '.join(due)}.",
        "the `def` line: the same names in the order of the empty exercise.",
    )


def _raised(exercise: Exercise, error: Facts) -> Problem:
    detail = wording.show_error(error)
    if error["type"] == "NotImplementedError" and error["words"].startswith("Exercise"):
        says = "The line `raise NotImplementedError(...)` is still there. Take it out once your code is in."
        return Problem(NOT_ATTEMPTED, says, order=0)
    if error["type"] == "NameError" and error["name"]:
        return Problem(STRAY, _stray(exercise, error), detail=detail, order=RAISES)
    if error["type"] == "SystemExit":
        says = "Your function stops the whole program (`exit`). It has to return a value."
        return Problem("raises SystemExit", says, detail=detail, order=RAISES)
    if error["type"] == "TypeError" and not error["lines"]:  # it was not even entered
        return _not_callable(exercise, error["words"], detail)
    look = exercise.sizes if _is_of_sizes(error) else ""
    return Problem(f"raises {error['type']}", "Your function stops with an error.", look, detail, RAISES)


def _is_of_sizes(error: Facts) -> bool:
    """Two tensors do not fit together, or an index is beyond the end."""
    is_of_that_type = error["type"] in ("RuntimeError", "IndexError", "ValueError")
    return is_of_that_type and any(word in error["words"].lower() for word in _OF_SIZES)


def _not_callable(exercise: Exercise, words: str, detail: str) -> Problem:
    if "not callable" in words:
        says = f"{exercise.name} is not a function, so that it cannot be called."
        return Problem("not a function", says, "what stands on the right of the last `=`.", detail, RAISES)
    says = "Your function cannot be called with the arguments that it is given."
    look = "the `def` line: as many arguments, in the same order, as in the empty exercise."
    return Problem("wrong arguments", says, look, detail, RAISES)


def _stray(exercise: Exercise, error: Facts) -> str:
    name = error["name"]
    if name in exercise.elsewhere:
        return f"`{name}` is no argument of {exercise.name}, and you do not set it: {exercise.elsewhere[name]}."
    known = [*error.get("within_reach", []), *exercise.given]
    near = difflib.get_close_matches(name, [other for other in known if other != name], 1, NEAR)
    if near:
        return (
            f"Your answer uses `{name}`, which is not defined. Did you mean `{near[0]}`? (If a loop or a `with` "
            f"elsewhere sets `{name}`: an answer has to work on its own, so pass it in or define it.)"
        )
    return (
        f"Your answer uses `{name}`, which is defined neither in it nor by an import, def, class or assignment of your "
        "notebook. What a loop or a `with` elsewhere leaves behind does not count: an answer has to work on its own. "
        "Pass it in, define it, or mend the spelling."
    )


def _changes(names: list[str]) -> Problem:
    listed = ", ".join(f"`{name}`" for name in names[:-1]) + (" and " if names[1:] else "") + f"`{names[-1]}`"
    hold = "hold" if names[1:] else "holds"
    return Problem(
        CHANGES_INPUT,
        f"What you return is right, but your function changes its input: after the call, {listed} {hold} other "
        "numbers than before. Whoever called you still needs them.",
        "assignments into an argument (`x[...] = `) and operators in place (`-=`, `*=`): work on a new array.",
        order=CHANGES,
    )


def _different(case: Case, got: Facts, due: Facts) -> Problem | None:
    found = mismatch(got, due)
    if found:
        return _misfit(found, got)
    if agree(got, due, case.tolerance):
        return None
    numbers, right = array_of(got), array_of(due)
    if numbers is not None and right is not None and np.isnan(numbers).any() and not np.isnan(right).any():
        return Problem(
            "not a number",
            'Somewhere you return nan, "not a number": the mark of 0/0, or of infinity over infinity.',
            "each division (can its divisor be 0?) and each exponential or logarithm (can it overflow?).",
        )
    says = _WRONG_ANSWER if due["type"] == "bool" else _WRONG_NUMBERS
    return Problem(None, _WRONG_EFFECT if case.run else says, order=WRONG)


def _misfit(found: Misfit, facts: Facts) -> Problem:
    what, got, due = found
    if what == "type" and facts["kind"] == "nothing":
        return Problem("returns nothing", "Your function returns None. Is there a `return` at its end?", order=MISFIT)
    says = {
        "type": f"You return {got}; {due} is due.",
        "shape": f"You return an array of shape {got}; shape {due} is due.",
        "dtype": f"Your numbers are of dtype {got}; {due} is due.",
        "length": f"You return {got} values; {due} are due.",
    }
    return Problem(f"wrong {what}", says[what], order=MISFIT)
