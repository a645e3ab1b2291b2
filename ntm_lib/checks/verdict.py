"""The verdict: an answer's facts beside the reference's, turned into the one message that helps most.

In this order: not attempted, stopped, does not run, a known mistake, raises, wrong type, shape or dtype, changes its
input, wrong on the smallest example, correct. A known mistake goes before what it looks like from outside, because
"the wrong axis" teaches more than "the wrong shape".
"""

from __future__ import annotations

from ntm_lib.checks import problems, wording
from ntm_lib.checks.exercise import Case, Exercise, Facts, Problem, Verdict
from ntm_lib.checks.mistakes import known_mistake

Example = tuple[Case, Facts, Facts]


def verdict_of(exercise: Exercise, facts: Facts, due: Facts, seed: int) -> Verdict:
    """The verdict on an answer's facts, given the facts of the reference for the same seed."""
    if facts["broken"]:
        return failed(exercise, problems.broken(exercise, facts["broken"]), facts["printed"])
    examples = list(zip(exercise.cases(seed), facts["cases"], due["cases"], strict=True))
    found = {index: problem for index, example in enumerate(examples) if (problem := problems.of(exercise, *example))}
    if not found:
        return Verdict(True, None, exercise.correct_line)
    index = min(found, key=lambda i: (found[i].order, wording.size(examples[i][0])))
    problem = found[index]
    if problem.name == problems.NOT_ATTEMPTED:
        return failed(exercise, problem, facts["printed"])
    if (moved := problems.parameters_moved(exercise, facts.get("parameters", []))) is not None:
        return failed(exercise, moved, facts["printed"])
    wrong = [index for index, one in found.items() if one.name != problems.CHANGES_INPUT]
    mistake = known_mistake(exercise, facts["cases"], due["cases"], wrong, seed) if wrong else None
    if mistake is not None:
        seen = {i: (bool(examples[i][1]["raised"]), _prints_alike(examples[i])) for i in wrong}
        index = min(wrong, key=lambda i: (seen[i], wording.size(examples[i][0])))
        where = found[index].detail if examples[index][1]["raised"] else ""
        problem = Problem(mistake.name, mistake.says, mistake.look, where)
    return failed(exercise, problem, facts["printed"], examples[index])


def _prints_alike(example: Example) -> bool:
    """Only another form is wrong here (a dtype), and nothing of it would be seen."""
    _, got, due = example
    return not got["raised"] and len({value for _, value in wording.show_values(got["value"], due["value"])}) == 1


def failed(exercise: Exercise, problem: Problem, printed: str = "", example: Example | None = None) -> Verdict:
    """The verdict that tells a problem: what it is, the smallest example, what to look at, what the answer printed."""
    begun = "not attempted." if problem.name == problems.NOT_ATTEMPTED else "not correct yet."
    parts = [f"{exercise.title}: {begun}", wording.paragraph(problem.says)]
    if problem.detail:
        parts.append(problem.detail)
    shown = example if exercise.rule is None and problem.name != problems.STRAY else None
    if shown is not None:
        parts += ["  The smallest example that shows it:", _table(*shown)]
    if problem.look:
        parts.append(wording.paragraph(f"Look at {problem.look}"))
    parts += _printed(printed, shown)
    parts.append(f"  For a hint: {exercise.hint_call}")
    return Verdict(False, problem.name, "\n".join(parts))


def _printed(printed: str, shown: Example | None) -> list[str]:
    """What the answer printed, warnings included: on the example that is shown, if there is one."""
    if not printed.strip():
        return []
    here = printed if shown is None else shown[1]["printed"]
    if here.strip():
        return ["  Your code printed:", wording.show_printed(here)]
    return ["  Your code printed nothing on this example, but elsewhere:", wording.show_printed(printed)]


def _table(case: Case, got: Facts, due: Facts) -> str:
    rows = wording.show_call(case, briefly=bool(got["raised"]))
    if got["raised"]:
        return wording.table([*rows, ("you get", got["raised"]["type"])])
    return wording.table([*rows, *wording.show_values(got["value"], due["value"])])
