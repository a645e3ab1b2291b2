"""The rules that one code cell of a lesson keeps by itself: length, definitions, figures, imports, forbidden things.

Each rule takes a cell and yields `(line, message)`. They read the code with ast, so a word in a docstring is no fault.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.lesson import BEGIN, END, Cell

CODE_LINES = 25
SETUP_LINES = 10
COLUMNS = 106  # what JupyterLab shows of a line on a screen of 1280 pixels, beside its list of files
FORBIDDEN_NAMES = {
    "plt": "plotting code",
    "matplotlib": "plotting code",
    "pyplot": "plotting code",
    "warnings": "a warning filter",
    "requests": "the network",
    "urllib": "the network",
    "socket": "the network",
    "http": "the network",
    "urlopen": "the network",
    "subprocess": "a shell",
}
PLOTTING_METHODS = {"imshow", "plot", "subplots", "savefig", "scatter", "hist"}
ABSOLUTE_PATH = re.compile(r"^(/[A-Za-z_][\w.-]*(/|$)|~/|[A-Za-z]:[\\/])")
TRAINED_OR_MINE = {"mine", "my_functions", "my_machine", "side_by_side", "train"}
Fault = tuple[int, str]


def parse(cell: Cell) -> ast.Module | None:
    """The cell's tree, or None where it is not Python."""
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return None


def code_lines(cell: Cell) -> int:
    """Lines of code: neither blank, nor a docstring, nor a solution marker."""
    tree = parse(cell)
    documented: set[int] = set()
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            text = node.body[0]
            documented |= set(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    lines = enumerate(cell.source.splitlines(), start=1)
    return sum(bool(line.strip()) and line.strip() not in (BEGIN, END) and n not in documented for n, line in lines)


def columns(cell: Cell) -> Iterator[Fault]:
    """Nobody has to scroll sideways for the end of a line."""
    for number, line in enumerate(cell.source.splitlines()):
        if len(line) > COLUMNS:
            yield cell.line + number + 1, f"a code line must have at most {COLUMNS} characters; got {len(line)}."


def length(cell: Cell) -> Iterator[Fault]:
    """A cell fits a screen."""
    limit = SETUP_LINES if cell.role == "setup" else CODE_LINES
    if (count := code_lines(cell)) > limit:
        yield cell.line, f"a cell must have at most {limit} code lines; got {count}."


def shell_and_magic(cell: Cell) -> Iterator[Fault]:
    """Lessons run anywhere Python runs."""
    for offset, line in enumerate(cell.source.splitlines(), start=1):
        if parse(cell) is None and line.lstrip().startswith(("!", "%")):
            yield cell.line + offset, f"a lesson must not use ! or % lines; got {line.strip()!r}."


def is_python(cell: Cell) -> Iterator[Fault]:
    """A cell that does not parse cannot be read by any other rule."""
    if parse(cell) is None and not any(shell_and_magic(cell)):
        yield cell.line, "a code cell must be Python; this one does not parse."


def one_definition(cell: Cell) -> Iterator[Fault]:
    """One idea a cell."""
    tree = parse(cell)
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)] if tree else []
    for node in found[1:]:
        yield cell.line + node.lineno, f"a cell must hold one definition; {node.name} is another."


def one_figure(cell: Cell) -> Iterator[Fault]:
    """One picture a cell: its sentence is the cell's output. A picture made of pictures is one."""
    calls = _outer_calls(parse(cell), "figures")
    for node in calls[1:]:
        yield cell.line + node.lineno, f"a cell must make one figure; {ast.unparse(node.func)} is another."


def _outer_calls(tree: ast.AST | None, module: str) -> list[ast.Call]:
    if tree is None:
        return []
    found: list[ast.Call] = []
    for node in ast.iter_child_nodes(tree):
        inner = _outer_calls(node, module)
        found += [node] if isinstance(node, ast.Call) and _owner(node.func) == module else inner
    return found


def _owner(node: ast.expr) -> str | None:
    return node.value.id if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) else None


def forbidden(cell: Cell) -> Iterator[Fault]:
    """What a lesson must never need."""
    for node in ast.walk(parse(cell) or ast.Module([], [])):
        if reason := _forbidden(node):
            yield cell.line + getattr(node, "lineno", 0), f"a lesson must not use {reason}."


def _forbidden(node: ast.AST) -> str | None:
    if isinstance(node, ast.Try):
        return "try/except"
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and ABSOLUTE_PATH.match(node.value):
        return f"an absolute path ({node.value!r})"
    if isinstance(node, ast.Attribute):
        if _owner(node) == "sys" and node.attr == "path":
            return "sys.path"
        return "plotting code" if node.attr in PLOTTING_METHODS else None
    if isinstance(node, ast.Name):
        return FORBIDDEN_NAMES.get(node.id)
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
    names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
    return next((FORBIDDEN_NAMES[part] for name in names for part in name.split(".") if part in FORBIDDEN_NAMES), None)


def ignores_training(cell: Cell) -> Iterator[Fault]:
    """What trains or takes the learner's own answers differs between machines and people."""
    for node in ast.walk(parse(cell) or ast.Module([], [])):
        name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
        if name in TRAINED_OR_MINE and "nbval-ignore-output" not in cell.tags:
            yield cell.line + node.lineno, f"a cell that calls {name} must be tagged nbval-ignore-output."  # type: ignore[attr-defined]


RULES = (length, columns, shell_and_magic, is_python, one_definition, one_figure, forbidden, ignores_training)
