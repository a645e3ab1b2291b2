"""A notebook's cells as Python: which of them is code, and which lines of it are IPython's own.

Everything that is read here was saved by somebody else's editor and may be broken. What cannot be read is left out.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections import Counter
from typing import Any

PYTHON_CELL_MAGICS = ("time", "capture", "prun")  # the rest of such a cell is run in the notebook's own namespace
MOST_MAGICS = 200  # lines of a cell that are tried as IPython's before it is given up
_NUMBER = re.compile(r"[0-9]{1,2}")
_CHECK = re.compile(r"""\bchecks\.check\(\s*["']([0-9]{1,2}\.[0-9]{1,2})["']""")
_EXERCISE = re.compile(r"([0-9]{1,2})\.[0-9]{1,2}")
_IPYTHON = re.compile(r"\s*[%!?]|\s*\w[\w, =]*=\s*[%!]|.*\?\s*$")


def code_cells(notebook: Any) -> list[str]:
    """The text of the code cells of a notebook that was read as JSON. Empty for anything that is not one."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    found = [_source(cell) for cell in cells if _is_code(cell)] if isinstance(cells, list) else []
    return [source for source in found if source is not None]


def checked_exercises(cell: str) -> list[str]:
    """The ids of the exercises that a cell calls `checks.check("2.1", ...)` for."""
    parsed = parse(cell)
    calls = [node for node in ast.walk(parsed[1]) if isinstance(node, ast.Call) and node.args] if parsed else []
    first = [call.args[0] for call in calls if _last_name(call.func) == "check"]
    return [a.value for a in first if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def lesson_of(notebook: Any) -> str | None:
    """Which lesson a notebook is, "02": what its metadata says, else what most of its checks belong to.

    Never its file's name, and None where nothing tells. Metadata that names no number of at most two digits is not
    taken, and a cell that is not Python counts by its text.
    """
    named = _named_lesson(notebook)
    if named is not None:
        return named
    ids = [found for cell in code_cells(notebook) if "check" in cell for found in _checks_in(cell)]
    matches = [_EXERCISE.fullmatch(found) for found in ids]
    counted = Counter(match[1].zfill(2) for match in matches if match)
    return counted.most_common(1)[0][0] if counted else None


def _named_lesson(notebook: Any) -> str | None:
    metadata = notebook.get("metadata") if isinstance(notebook, dict) else None
    course = metadata.get("ntm") if isinstance(metadata, dict) else None
    named = course.get("lesson") if isinstance(course, dict) else None
    number = str(named) if isinstance(named, str | int) and not isinstance(named, bool) else ""
    return number.zfill(2) if _NUMBER.fullmatch(number) else None


def _checks_in(cell: str) -> list[str]:
    return _CHECK.findall(cell) if parse(cell) is None else checked_exercises(cell)


def parse(cell: str) -> tuple[str, ast.Module] | None:
    """The cell without IPython's lines, and its tree; None where it is not Python."""
    magic = re.match(r"\s*%%(\w+)", cell)
    if magic:
        if magic.group(1) not in PYTHON_CELL_MAGICS:
            return None
        cell = "\n" + cell.partition("\n")[2]
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for _ in range(MOST_MAGICS):
        text = "\n".join(lines)
        found = _try(text)
        if isinstance(found, ast.Module):
            return text, found
        if found is None or not _IPYTHON.match(lines[found]):
            return _dedented(text)
        lines[found] = lines[found][: len(lines[found]) - len(lines[found].lstrip())] + "pass"
    return None


def segment(lines: list[str], statement: ast.stmt) -> str:
    """The text of a statement of the cell that has these lines, its decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = (decorators[0].lineno if decorators else statement.lineno) - 1
    last = (statement.end_lineno or statement.lineno) - 1
    taken = [line.encode() for line in lines[first : last + 1]]
    taken[-1] = taken[-1][: statement.end_col_offset]  # offsets count bytes; `a = 1; b = 2` shares a line
    taken[0] = taken[0][0 if decorators else statement.col_offset :]
    return b"\n".join(taken).decode()


def is_stub(statement: ast.stmt) -> bool:
    """Is this the stub as shipped: nothing but a docstring and `raise NotImplementedError(...)`?

    A class is one while any of its methods is, with the words "Exercise ..." that the shipped stub says.
    """
    if isinstance(statement, ast.ClassDef):
        methods = [s for s in statement.body if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)]
        return _only_raises(statement.body) or any(_only_raises(m.body, "Exercise") for m in methods)
    return isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and _only_raises(statement.body)


def _only_raises(body: list[ast.stmt], saying: str = "") -> bool:
    doing = [s for s in body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    if len(doing) != 1 or not isinstance(doing[0], ast.Raise) or doing[0].exc is None:
        return False
    error = doing[0].exc
    called = error.func if isinstance(error, ast.Call) else error
    words = [a.value for a in error.args if isinstance(a, ast.Constant)] if isinstance(error, ast.Call) else []
    says_so = str(words[0] if words else "").startswith(saying)
    return isinstance(called, ast.Name) and called.id == "NotImplementedError" and says_so


def _last_name(function: ast.expr) -> str | None:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)


def _try(text: str) -> ast.Module | int | None:
    """The tree; else the index of the line that Python stumbles over, or None where there is no saying."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except SyntaxError as error:
            within = error.lineno is not None and 0 < error.lineno <= text.count("\n") + 1
            return error.lineno - 1 if within and error.lineno is not None else None
        except (ValueError, RecursionError, MemoryError):
            return None


def _dedented(text: str) -> tuple[str, ast.Module] | None:
    """IPython runs a cell that is indented as a whole."""
    flat = textwrap.dedent(text)
    tree = _try(flat) if flat != text else None
    return (flat, tree) if isinstance(tree, ast.Module) else None


def _is_code(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") == "code"


def _source(cell: dict[str, Any]) -> str | None:
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None
