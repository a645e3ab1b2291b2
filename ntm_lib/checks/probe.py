"""The probe: run an answer on each case of its exercise, and write down plain facts. It judges nothing.

Facts of a run: `cases`, each with the `value` returned, what was `raised`, the arguments that were `changed` and what
was `printed`; `printed` altogether; the names of the answer's `parameters`; and `broken`, where it could not even be
built.
"""

from __future__ import annotations

import copy
import inspect
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from ntm_lib.checks.exercise import Answer, Case, Exercise, Facts
from ntm_lib.checks.facts import agree, encode
from ntm_lib.checks.quiet import TooMuchOutput, quiet
from ntm_lib.checks.rebuild import NoAnswer, learner_error, rebuild

TOO_MUCH_OUTPUT, STOPPED = "too much output", "stopped"


def probe_source(exercise: Exercise, source: str, references: Mapping[str, Answer], seed: int) -> Facts:
    """The facts of an answer rebuilt from its source. Whatever it does short of ending the process is a fact."""
    return probe(exercise, lambda: rebuild(exercise, source, references), seed)


def probe(exercise: Exercise, build: Callable[[], Answer], seed: int) -> Facts:
    """The facts of the answer that `build` gives."""
    facts: Facts = {"broken": None, "cases": [], "printed": ""}
    with quiet(seed) as printed:
        cases = exercise.cases(seed)
        try:
            answer = build()
            printed.take_part()  # what building it printed belongs to no case
            facts["parameters"] = parameters_of(answer)
            facts["cases"] = [_try(case, answer) | {"printed": printed.take_part()} for case in cases]
        except NoAnswer:
            facts["broken"] = {"type": "NoAnswer"}
        except BaseException as error:
            facts["broken"] = _end(error)
    facts["printed"] = printed.text
    return facts


def parameters_of(answer: Answer) -> list[str]:
    """The names of a function's parameters, in order; none for what has no signature."""
    try:
        return list(inspect.signature(answer).parameters)
    except (TypeError, ValueError):
        return []


def _try(case: Case, answer: Answer) -> Facts:
    """One case. An error of the answer's is a fact of the case; only a stop ends the run."""
    arguments = copy.deepcopy(dict(case.arguments))
    facts: Facts = {"value": None, "raised": None, "changed": []}
    try:
        with warnings.catch_warnings():  # each case warns anew: Python tells a warning once a line otherwise
            value = case.run(answer, arguments) if case.run else answer(*arguments.values())
        facts["value"] = encode(value)
    except (TooMuchOutput, KeyboardInterrupt, MemoryError):  # nothing would be different the next time
        raise
    except BaseException as error:
        facts["raised"] = learner_error(error)
    facts["changed"] = [name for name, before in case.arguments.items() if _changed(before, arguments[name])]
    return facts


def _changed(before: Any, after: Any) -> bool:
    """Only what can be compared number by number is compared."""
    try:
        old, new = encode(before), encode(after)
    except Exception:
        return True
    return old["kind"] in ("array", "sequence", "number") and not agree(new, old, 0.0)


def _end(error: BaseException) -> Facts:
    if isinstance(error, TooMuchOutput):
        return {"type": TOO_MUCH_OUTPUT}
    if isinstance(error, KeyboardInterrupt):
        return {"type": STOPPED}
    return learner_error(error)
