"""`check` in a learner's notebook: find the source behind the answer, judge it, say so.

The source is read from the cells that this kernel has run, in the order in which they were run, so that a check
judges what grading will judge. Nothing of the notebook around it helps or harms.
"""

from __future__ import annotations

import builtins
import difflib
import inspect
import sys
import textwrap
from typing import Any

from ntm_lib import answers
from ntm_lib.checks import registry
from ntm_lib.checks.exercise import Exercise, Problem, Verdict
from ntm_lib.checks.judging import judge, not_attempted
from ntm_lib.checks.own_answers import remember
from ntm_lib.checks.problems import NEAR, NOT_ATTEMPTED, STRAY
from ntm_lib.checks.records import Submitted, check_submitted, grading_folder
from ntm_lib.checks.verdict import failed
from ntm_lib.checks.wording import paragraph


def check(exercise_id: str, answer: Any) -> None:
    """Print what there is to say about your answer to an exercise: one line if it is correct.

    answer  the function or class itself, not what it returns
    """
    try:
        exercise = registry.find(exercise_id)
    except ValueError as error:
        print(error)
        return
    try:
        print(_verdict(exercise, answer).message)
    except KeyboardInterrupt:
        says = "The check was stopped while your code was running."
        print(failed(exercise, Problem("stopped", says, "loops that may never end.")).message)


def executed_cells() -> list[str]:
    """The text of every cell that this kernel has run, in that order. Empty in plain Python."""
    if "IPython" not in sys.modules:
        return []
    shell = sys.modules["IPython"].get_ipython()
    history = getattr(getattr(shell, "history_manager", None), "input_hist_raw", None)
    return [cell for cell in history or [] if isinstance(cell, str)]


def _verdict(exercise: Exercise, answer: Any) -> Verdict:
    if isinstance(answer, Submitted):
        return check_submitted(exercise.id, answer)
    if grading_folder() is not None:
        return failed(exercise, Problem("not handed in", "In a grading only what was handed in is checked."))
    problem = _not_an_answer(exercise, answer)
    if problem:
        return failed(exercise, problem)
    read = answers.collect(_cells(exercise, answer))
    left_out = registry.leave_out(exercise.id)
    source = None if _is_stub(exercise, answer) else read.source_of(exercise.name, left_out)
    if source is None:
        return not_attempted(exercise)
    verdict = judge(exercise.id, source)
    if verdict.correct:
        remember(exercise.id, source)
        return verdict
    if verdict.mistake == STRAY:
        return _with_a_near_helper(verdict, exercise, source, getattr(answer, "__globals__", {}))
    return _with_strays(verdict, read.strays_of(exercise.name, left_out))


def _not_an_answer(exercise: Exercise, answer: Any) -> Problem | None:
    """What was handed to `check` in place of the learner's own function."""
    name = exercise.name
    if str(getattr(answer, "__module__", "")).partition(".")[0] == "ntm_lib":
        return Problem(
            "the library's",
            f"`{name}` is the library's function here, imported after the check. Run your own cell again, then "
            "this one.",
        )
    if not callable(answer):
        return Problem(
            "no function", f"Hand in the function itself, by its name and without calling it: {_call(exercise)}."
        )
    other = getattr(answer, "__name__", name)
    if other != name and other in registry.leave_out(exercise.id):
        return Problem("another exercise's", f"You handed in `{other}`. This check is for `{name}`: {_call(exercise)}.")
    return None


def _call(exercise: Exercise) -> str:
    return f'`checks.check("{exercise.id}", {exercise.name})`'


def _cells(exercise: Exercise, answer: Any) -> list[str]:
    """What was run, or in plain Python the answer's file. The answer's own text comes last, and counts."""
    cells = executed_cells() or [_file(answer)]
    own = _own_text(answer)
    return [*cells, own] if answers.collect([own]).defines(exercise.name) else cells


def _is_stub(exercise: Exercise, answer: Any) -> bool:
    """Is the very function that was handed in the empty exercise, whatever stood there before?"""
    own = answers.collect([_own_text(answer)])
    return own.defines(exercise.name) and own.source_of(exercise.name) is None


def _own_text(answer: Any) -> str:
    """The text of the definition, without unwrapping it; empty where Python no longer knows it."""
    try:
        return textwrap.dedent(inspect.getsource(getattr(answer, "__code__", answer)))
    except (OSError, TypeError, IndentationError, SyntaxError):
        return ""


def _file(answer: Any) -> str:
    """The whole text of the file that defines the answer."""
    try:
        return "".join(inspect.findsource(getattr(answer, "__code__", answer))[0])
    except (OSError, TypeError, IndentationError, SyntaxError):
        return ""


def _with_a_near_helper(verdict: Verdict, exercise: Exercise, source: str, notebook: dict[str, Any]) -> Verdict:
    """A misspelt helper: its definition is in the notebook and, unused, not among what was judged."""
    explained = {*exercise.given, *exercise.elsewhere, *registry.leave_out(exercise.id), *dir(builtins)}
    helpers = [name for name, value in notebook.items() if name[0] != "_" and inspect.isfunction(value)]
    for name in sorted(answers.names_used(source) - explained - set(helpers)):
        near = difflib.get_close_matches(name, helpers, 1, NEAR)
        if near and f"mean `{near[0]}`?" not in verdict.message:
            return _with_note(verdict, f"Your notebook has no `{name}`, but it has `{near[0]}`. Did you mean that?")
    return verdict


def _with_strays(verdict: Verdict, strays: tuple[str, ...]) -> Verdict:
    if not strays or verdict.mistake == NOT_ATTEMPTED:
        return verdict
    listed = ", ".join(f"`{name}`" for name in strays)
    says = f"Mind: {listed} is also set by a loop or the like elsewhere; the check uses your assignment of it alone."
    return _with_note(verdict, says)


def _with_note(verdict: Verdict, says: str) -> Verdict:
    head, _, hint = verdict.message.rpartition("\n")
    return verdict._replace(message=f"{head}\n{paragraph(says)}\n{hint}")
