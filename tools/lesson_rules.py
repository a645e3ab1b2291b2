"""The rules that hold between the cells of a lesson: order, prose, imports, exercises, quiz, head and tail.

Each rule takes a lesson and yields `(line, message)`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from tools.cell_rules import Fault, parse
from tools.lesson import CARD, Cell, Lesson

WORDS = 120
QUESTIONS = 4
FULL_CARD = re.compile(
    r"### Exercise \d+\.\d+ · \S.*\n\n(\((Eq|Eqs|Sec)\. [\d–\-.,and ]+\) · )?"
    r"difficulty [●○]{5} · importance [●○]{5} · \d+ min · \d+ points?"
)
CHOICE = re.compile(r"<details>\s*<summary>(?P<choice>.*?)</summary>(?P<reason>.*?)</details>", re.DOTALL)
HEAD = {
    "a title '# NN · Title'": r"^# \d\d · \S",
    "**Objectives.**": r"\*\*Objectives",
    "**Minutes:** and a number": r"\*\*Minutes:\*\* \d",
    "**Prerequisites:**": r"\*\*Prerequisites:\*\* \S",
}
IMPORTS = ast.Import | ast.ImportFrom


def words(markdown: str) -> int:
    """Words of prose: formulas, code blocks, tags and punctuation are none."""
    prose = re.sub(r"\$\$.*?\$\$|```.*?```|<[^>]+>", " ", markdown, flags=re.DOTALL)
    prose = re.sub(r"\$[^$]+\$", " x ", prose)
    return sum(any(letter.isalnum() for letter in word) for word in prose.split())


def prose(lesson: Lesson) -> Iterator[Fault]:
    """Text stands before each code cell, and no text is a wall."""
    for before, cell in pairwise(lesson.cells):
        if cell.is_code and cell.role != "check" and before.is_code:
            yield cell.line, "a code cell must have prose before it."
    if lesson.cells[0].is_code:
        yield lesson.cells[0].line, "a code cell must have prose before it."
    for cell in lesson.cells:
        if not cell.is_code and cell.role != "quiz" and (count := words(cell.source)) > WORDS:
            yield cell.line, f"a text cell must have at most {WORDS} words; got {count}."


def imports(lesson: Lesson) -> Iterator[Fault]:
    """One setup cell imports; after a check one line brings the library's function."""
    code = [cell for cell in lesson.cells if cell.is_code]
    for extra in [cell for cell in code if cell.role == "setup"][1:]:
        yield extra.line, "a lesson must have one setup cell; this is another."
    for before, cell in zip([None, *code], code, strict=False):
        tree = parse(cell)
        if tree is None or cell.role == "setup" or not any(isinstance(node, IMPORTS) for node in ast.walk(tree)):
            continue
        if before is None or before.role != "check" or not _one_import(cell, tree):
            yield cell.line, "imports must stand in the setup cell, or as one line by itself after a check."


def _one_import(cell: Cell, tree: ast.Module) -> bool:
    return len(tree.body) == 1 and isinstance(tree.body[0], IMPORTS) and len(cell.source.splitlines()) == 1


def cards(lesson: Lesson) -> Iterator[Fault]:
    """Every card is complete, numbered in order, and followed by its answer and its check."""
    numbers = [cell.exercise for cell in lesson.cells if cell.role == "card"]
    wanted = [f"{int(lesson.number)}.{n}" for n in range(1, len(numbers) + 1)]
    for place, cell in enumerate(lesson.cells):
        if cell.role != "card":
            continue
        first = "\n".join(cell.source.splitlines()[:3])  # the title, a blank line, what it asks
        if not CARD.match(first) or not FULL_CARD.fullmatch(first):
            yield (
                cell.line + 1,
                f"a card must say title, difficulty, importance, minutes and points; got {first!r}.",
            )
        if [after.role for after in lesson.cells[place + 1 : place + 3]] != ["answer", "check"]:
            yield cell.line, "an exercise card must be followed by its answer and its check."
    if numbers != wanted:
        yield (
            lesson.cells[0].line,
            f"exercises must be numbered {', '.join(wanted)}; got {', '.join(map(str, numbers))}.",
        )


def answers(lesson: Lesson) -> Iterator[Fault]:
    """An answer is one documented definition; its check names it and nothing else."""
    defined: str | None = None
    for cell in lesson.cells:
        if cell.role == "answer":
            defined = _defined(cell)
            yield from _undocumented(cell)
        elif cell.role == "check":
            expected = f'checks.check("{cell.exercise}", {defined})'
            if defined is None or cell.source.strip() != expected:
                yield cell.line, f"a check cell must be {expected} alone; got {cell.source.strip()!r}."


def _defined(cell: Cell) -> str | None:
    tree = parse(cell)
    for node in reversed(tree.body if tree else []):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return node.name
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            return node.targets[0].id
    return None


def _undocumented(cell: Cell) -> Iterator[Fault]:
    for node in (parse(cell) or ast.Module([], [])).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is None:
            yield cell.line + node.lineno, f"an answer must have a docstring; {node.name} has none."


def only_checks_call_answers(lesson: Lesson) -> Iterator[Fault]:
    """Run All on the blank lesson must not fail: after an answer the library's function takes over."""
    waiting: set[str] = set()
    for cell in lesson.cells:
        tree = parse(cell) if cell.is_code else None
        if tree is None or cell.role == "check":
            continue
        if cell.role == "answer":
            waiting |= {name for name in (_defined(cell),) if name}
            continue
        # An import or an assignment brings the name anew; then it is not the learner's any more.
        for node in ast.walk(tree):
            if isinstance(node, IMPORTS):
                waiting -= {alias.asname or alias.name for alias in node.names}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in waiting:
                yield (
                    cell.line + node.lineno,
                    f"only a check may use the learner's {node.id}; import the library's.",
                )


def head_and_tail(lesson: Lesson) -> Iterator[Fault]:
    """A lesson says what it is for, heads with the machine, asks for a bet, and ends with a stretch."""
    first = lesson.cells[0]
    for what, pattern in HEAD.items():
        if not re.search(pattern, first.source, re.MULTILINE):
            yield first.line, f"a lesson's first cell must have {what}."
    code = "\n".join(cell.source for cell in lesson.cells if cell.is_code)
    for what, call in {"the diagram of the machine": "figures.machine(", "a prediction": "checks.predict("}.items():
        if call not in code:
            yield first.line, f"a lesson must have {what}; no cell calls {call}...)."
    stretches = [cell for cell in lesson.cells if re.search(r"^(## Stretch|\*\*Stretch\.)", cell.source, re.MULTILINE)]
    if len(stretches) != 1:
        yield lesson.cells[-1].line, f"a lesson must end with one '## Stretch'; got {len(stretches)}."


def quiz(lesson: Lesson) -> Iterator[Fault]:
    """Four questions, one a cell, with a reason for each choice that reads as plain text."""
    cells = [cell for cell in lesson.cells if cell.role == "quiz"]
    if len(cells) != QUESTIONS:
        yield lesson.cells[-1].line, f"a lesson must ask {QUESTIONS} quiz questions, one a cell; got {len(cells)}."
    for cell in cells:
        asked = re.findall(r"^\*\*\d\. .+\*\*", cell.source, re.MULTILINE)
        if len(asked) != 1:
            yield cell.line, f"a quiz cell must ask one question, '**1. ...**'; got {len(asked)}."
        choices = list(CHOICE.finditer(cell.source))
        if len(choices) < 2 or len(choices) != cell.source.count("<details"):
            yield cell.line, f"a question must have two choices or more, each in <details>; got {len(choices)}."
        for choice in choices:
            if not re.match(r"[A-Z]\. \S", choice["choice"]) or words(choice["reason"]) < 2:
                yield cell.line, f"each choice must have a letter and a reason; got {choice['choice']!r}."


RULES = (prose, imports, cards, answers, only_checks_call_answers, head_and_tail, quiz)
