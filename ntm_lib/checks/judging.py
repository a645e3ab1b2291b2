"""From an answer's source to a verdict, with no notebook around: what the kernel, the grader and the tests share."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator

from ntm_lib import answers
from ntm_lib.cells import parse
from ntm_lib.checks import problems, registry
from ntm_lib.checks.exercise import Exercise, Facts, Verdict
from ntm_lib.checks.probe import probe, probe_source
from ntm_lib.checks.verdict import failed, verdict_of

_MODULES = {"ntm_lib", "by_hand", "addressing", "scoring", "tasks", "training"}  # as a setup cell may bring them in


def judge(exercise_id: str, source: str, seed: int = 0) -> Verdict:
    """The verdict on a source, run in this process: for sources that you trust to end. See `runner` for others.

    Raises ValueError where there is no such exercise.
    """
    exercise = registry.find(exercise_id)
    return conclude(exercise, source, facts_of(exercise, source, seed), seed)


def facts_of(exercise: Exercise, source: str, seed: int) -> Facts:
    """Run the probe on a source."""
    return probe_source(exercise, source, registry.references(exercise), seed)


def conclude(exercise: Exercise, source: str, facts: Facts, seed: int) -> Verdict:
    """The verdict on facts that the probe found, here or in a child process."""
    verdict = verdict_of(exercise, facts, _due(exercise.id, seed), seed)
    return verdict._replace(remarks=tuple(_remarks(exercise, source, facts)))


def not_attempted(exercise: Exercise) -> Verdict:
    """The verdict where there is no source at all."""
    return failed(exercise, problems.not_attempted(exercise))


@functools.lru_cache(maxsize=64)
def _due(exercise_id: str, seed: int) -> Facts:
    """The reference's facts. They are computed on the machine that judges, so that only the answer can differ."""
    exercise = registry.find(exercise_id)
    facts = probe(exercise, lambda: exercise.reference, seed)
    assert facts["broken"] is None, facts["broken"]
    return facts


def _remarks(exercise: Exercise, source: str, facts: Facts) -> Iterator[str]:
    text = answers.collect([source]).source_of(exercise.name, registry.leave_out(exercise.id)) or ""
    for name in sorted(_library_names(text) & {exercise.name, *exercise.library}):
        yield f"uses the library's own {name}"
    if facts["printed"].strip():
        yield "prints while it runs"


def _library_names(text: str) -> set[str]:
    """Names that a source takes from ntm_lib: imported by name, or looked up in something imported from it."""
    parsed = parse(text)
    nodes = list(ast.walk(parsed[1])) if parsed else []
    imported = [
        alias
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).partition(".")[0] == "ntm_lib"
    ]
    here = {alias.asname or alias.name for alias in imported} | _MODULES
    looked_up = {node.attr for node in nodes if isinstance(node, ast.Attribute) and _root(node) in here}
    return {alias.name for alias in imported} | looked_up


def _root(node: ast.expr) -> str | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
