"""A notebook's functions by name, read from its text and never by running it.

`collect` takes cells in the order in which they count; `Answers.source_of` gives an answer back as the shortest text
that stands alone: the imports, helpers and constants that it uses, then the answer. Where a cell was split, moved,
copied, tagged or surrounded by others leaves no trace in that text, so that the same answer is judged alike in the
learner's kernel and in grading.

Only statements whose effect is known before they run are taken: def, class, import and assignment, and an `if` or
`try` around nothing but those. What a loop or a `with` leaves behind is a *stray*: it is named, not guessed at.
"""

from __future__ import annotations

import ast
import builtins
import symtable
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ntm_lib.cells import is_stub, parse, segment

_RUN_AT_ONCE = ("listcomp", "setcomp", "dictcomp", "genexpr")
DEFINITION, IMPORT, STAR, CHANGE, STRAY = "definition", "import", "star import", "change", "stray"


@dataclass(frozen=True)
class Binding:
    """One statement of a notebook, and what it has to do with names."""

    kind: str
    names: frozenset[str]  # that it binds (or, for a change, alters)
    text: str
    uses: frozenset[str] = frozenset()  # global names, anywhere in it
    at_once: frozenset[str] = frozenset()  # those of them that are needed when it is run, not when it is called
    is_stub: bool = False


class Answers:
    """What the cells of a notebook define, in order."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        """The statements of a notebook, first to last."""
        self._bindings = tuple(bindings)

    def source_of(self, name: str, leave_out: Iterable[str] = ()) -> str | None:
        """The self-contained source of the answer called `name`, or None where there is none but the stub.

        leave_out  names of other exercises' answers: never taken as helpers, whoever defines them
        """
        needed = self._needed(name, frozenset(leave_out) - {name})
        return _text(needed) if needed else None

    def strays_of(self, name: str, leave_out: Iterable[str] = ()) -> tuple[str, ...]:
        """Names the answer uses that a loop, a `with` or another such statement sets, wherever else they are set."""
        needed = self._needed(name, frozenset(leave_out) - {name})
        used = frozenset[str]().union(*(binding.uses for binding in needed)) - frozenset(leave_out)
        loose = frozenset[str]().union(*(b.names for b in self._bindings if b.kind == STRAY))
        return tuple(sorted((used & loose) - set(dir(builtins))))

    def defines(self, name: str) -> bool:
        """Is there a definition of `name`, be it the untouched stub?"""
        return any(b.kind == DEFINITION and name in b.names for b in self._bindings)

    def _needed(self, name: str, leave_out: frozenset[str]) -> list[Binding]:
        """The bindings of the answer and of all that it uses, each after those it uses."""
        found: dict[int, Binding] = {}
        seen: set[int] = set()

        def take(index: int, wanted: str) -> None:
            if index in seen:
                return
            seen.add(index)
            binding = self._bindings[index]
            if binding.kind == CHANGE or wanted in binding.at_once:  # `f = wrapped(f)` needs the f before it
                take_last(wanted, index)
            for used in sorted(binding.uses - leave_out - {wanted}):
                itself = used in binding.names and used in binding.at_once  # `a, b = b, a`
                take_last(used, index if itself else len(self._bindings))
            found[index] = binding

        def take_last(wanted: str, before: int) -> None:
            for index in self._last(wanted, before, wanted == name):
                take(index, wanted)

        take_last(name, len(self._bindings))
        if found and any(self._is_open(used, leave_out) for b in found.values() for used in b.uses):
            found |= {i: b for i, b in enumerate(self._bindings) if b.kind == STAR}
        return _imports_first(found)

    def _last(self, name: str, before: int, is_answer: bool) -> list[int]:
        """Where `name` gets the value it has before statement `before`: its last binding, then later changes of it."""
        kinds = (DEFINITION,) if is_answer else (DEFINITION, IMPORT)
        places = [i for i, b in enumerate(self._bindings[:before]) if name in b.names and not b.is_stub]
        bound = [i for i in places if self._bindings[i].kind in kinds]
        if not bound:
            return []
        last = self._bindings[bound[-1]]
        if last.kind == IMPORT:  # `import torch` and `import torch.nn` both say torch: keep both
            return [i for i in bound if self._bindings[i].kind == IMPORT and _adds_to(self._bindings[i], last)]
        return [bound[-1], *(i for i in places if i > bound[-1] and self._bindings[i].kind == CHANGE)]

    def _is_open(self, name: str, leave_out: frozenset[str]) -> bool:
        return name not in leave_out and not self._last(name, len(self._bindings), False)


def collect(cells: Iterable[str]) -> Answers:
    """Read the cells of a notebook. One that is not Python costs only what it defines; lines of IPython are skipped."""
    return Answers(binding for cell in cells for binding in _bindings(cell))


def names_used(source: str) -> frozenset[str]:
    """The global names that a piece of source uses and does not bind itself. Empty where it does not parse."""
    try:
        uses, _, binds = _names(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return uses - binds


def _bindings(cell: str) -> Iterator[Binding]:
    parsed = parse(cell)
    if parsed is None:
        return
    text, tree = parsed
    lines = text.split("\n")
    for statement in tree.body:
        try:
            yield from _bindings_of(statement, segment(lines, statement))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # such as a `return` outside a function: it parses, and can never run


def _bindings_of(statement: ast.stmt, text: str) -> Iterator[Binding]:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        yield from _imports(statement)
        return
    uses, at_once, binds = _names(text)
    if isinstance(statement, ast.Assign | ast.AugAssign):
        changed = _changed(statement)
        if changed:
            yield Binding(CHANGE, changed, text, uses, at_once)
            binds -= changed
        if binds and not changed:
            yield Binding(DEFINITION, binds, text, uses, at_once)
    elif _defines_only(statement):
        yield Binding(DEFINITION, binds, text, uses, at_once, is_stub(statement))
    elif binds:
        yield Binding(STRAY, binds, text)


def _imports(statement: ast.Import | ast.ImportFrom) -> Iterator[Binding]:
    """One binding an imported name, so that an answer takes along only those that it uses."""
    for alias in statement.names:
        one: ast.stmt = ast.Import([alias])
        if isinstance(statement, ast.ImportFrom):
            one = ast.ImportFrom(statement.module, [alias], statement.level)
        name = alias.asname or alias.name.partition(".")[0]
        kind = STAR if alias.name == "*" else IMPORT
        yield Binding(kind, frozenset() if kind == STAR else frozenset({name}), ast.unparse(one))


def _changed(statement: ast.Assign | ast.AugAssign) -> frozenset[str]:
    """Names whose value is altered in place: `table[0] = 1`, `table.size = 2`, `table += 1`."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    changed = set()
    for target in targets:
        base: ast.expr = target
        while isinstance(base, ast.Subscript | ast.Attribute):
            base = base.value
        if isinstance(base, ast.Name) and (base is not target or isinstance(statement, ast.AugAssign)):
            changed.add(base.id)
    return frozenset(changed)


def _defines_only(statement: ast.stmt) -> bool:
    """A def, a class, an assignment; or an `if` or `try` around such statements and imports alone."""
    if isinstance(statement, ast.If):
        blocks = statement.body + statement.orelse
    elif isinstance(statement, ast.Try):
        handled = [s for handler in statement.handlers for s in handler.body]
        blocks = statement.body + handled + statement.orelse + statement.finalbody
    else:
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
        alias = getattr(ast, "TypeAlias", None)  # `type X = ...`, from Python 3.12 on
        return isinstance(statement, kinds) or (alias is not None and isinstance(statement, alias))
    return all(isinstance(s, ast.Import | ast.ImportFrom | ast.Pass) or _defines_only(s) for s in blocks)


def _names(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(global names used anywhere, those used at once, names bound), by the interpreter's own rules of scope."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        top = symtable.symtable(text, "<cell>", "exec")
    bound = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported()}
    uses = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    at_once = set(uses)
    for table, lazy in _nested(top, False):
        inner = {s.get_name() for s in table.get_symbols() if s.is_global()}
        uses |= inner
        if not lazy:
            at_once |= inner
    return frozenset(uses), frozenset(at_once), frozenset(bound)


def _nested(table: symtable.SymbolTable, lazy: bool) -> Iterator[tuple[symtable.SymbolTable, bool]]:
    """Every inner scope, and whether it runs only when something is called."""
    for child in table.get_children():
        runs_later = lazy or (str(child.get_type()) == "function" and child.get_name() not in _RUN_AT_ONCE)
        yield child, runs_later
        yield from _nested(child, runs_later)


def _adds_to(binding: Binding, last: Binding) -> bool:
    """Does it bind the same name to the same thing as the last import of it?"""
    plain = all(text.startswith("import ") and " as " not in text for text in (binding.text, last.text))
    return plain or binding.text == last.text


def _imports_first(found: dict[int, Binding]) -> list[Binding]:
    imports = list({b.text: b for _, b in sorted(found.items()) if b.kind in (IMPORT, STAR)}.values())
    future = [b for b in imports if b.text.startswith("from __future__")]
    rest = [b for b in found.values() if b.kind not in (IMPORT, STAR)]
    return [*future, *(b for b in imports if b not in future), *rest]


def _text(bindings: list[Binding]) -> str:
    return "\n".join(binding.text for binding in bindings) + "\n"
