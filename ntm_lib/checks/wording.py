"""How a verdict prints numbers, calls and errors: short enough to take in, exact enough to check by hand."""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np

from ntm_lib.checks.exercise import Case, Facts
from ntm_lib.checks.facts import agree, array_of, describe, encode

WIDTH = 92
MOST_SHOWN = 48  # numbers of an array that are printed; of a larger one, the corners
_MOST_WITH_ERROR = 24  # numbers that are printed beside an error
_LARGE = 1e7
_NOTHING = 1e-100  # what keeps a logarithm of 0 away leaves numbers below this; they read as 0
_DUST = 1e-15  # a share of the largest number of an array: rounding leaves less than this where 0 is due


def show(facts: Facts | None, digits: int = 4) -> str:
    """A value's facts in a line or a small block."""
    if facts is None:
        return "nothing"
    numbers = array_of(facts)
    if facts["type"] in ("bool", "bool_") and numbers is not None:
        return str(bool(numbers))
    if facts["kind"] == "number" and numbers is not None:
        text = show_number(float(numbers), digits)
        return f"{text}.0" if facts["type"].startswith("float") and text.lstrip("-").isdigit() else text
    if numbers is not None:
        text = show_array(numbers, digits)
        return text if facts["type"] == "ndarray" else f"tensor({text})".replace("\n", "\n" + " " * len("tensor("))
    if facts["kind"] == "text":
        return repr(facts["value"])
    if facts["kind"] == "sequence":
        items = ", ".join(show(item, digits) for item in facts["items"][:6])
        return f"[{items}]" if facts["type"] == "list" else f"({items},)" if facts["length"] == 1 else f"({items})"
    if facts["kind"] == "mapping":
        return "; ".join(f"{key} {show(item, digits)}" for key, item in facts["items"].items() if key[0] != "_")
    return describe(facts)


def show_array(numbers: np.ndarray, digits: int = 4) -> str:
    """An array as one would write it by hand."""
    if numbers.ndim == 0:
        return show_number(float(numbers), digits)
    form: Any = {"float_kind": lambda number: show_number(float(number), digits)}
    largest = np.max(np.abs(numbers), where=np.isfinite(numbers), initial=0.0)
    numbers = np.where(np.abs(numbers) < _DUST * min(float(largest), 1.0), 0.0, numbers)
    with np.printoptions(threshold=MOST_SHOWN, edgeitems=2):
        text = np.array2string(numbers, separator=", ", max_line_width=WIDTH, formatter=form)
    return "\n".join(line for line in text.splitlines() if line.strip())  # NumPy parts blocks by blank lines


def show_number(number: float, digits: int = 4) -> str:
    """Without digits that say nothing: 3, 0.7071, nan."""
    if abs(number) < _NOTHING:
        return "0"
    if math.isfinite(number) and number == int(number) and abs(number) < _LARGE:
        return str(int(number))
    return f"{number:.{digits}g}"


def show_both(got: Facts | None, due: Facts | None) -> tuple[str, str]:
    """The two values, with as many digits as it takes to see that they differ."""
    for digits in (4, 8, 16):
        texts = show(got, digits), show(due, digits)
        if texts[0] != texts[1] or _alike(got, due):
            return texts
    return show(got), show(due)


def _alike(got: Facts | None, due: Facts | None) -> bool:
    """Nothing but rounding tells them apart: what is wrong is not the number."""
    return got is not None and due is not None and agree(got, due, 1e-7)


def show_values(got: Facts, due: Facts) -> list[tuple[str, str]]:
    """What was returned beside what is due; of several named values those that differ, the short ones first."""
    if got["kind"] == due["kind"] == "mapping":
        rows: list[tuple[str, str]] = []
        for name, right in due["items"].items():
            yours, expected = show_both(got["items"].get(name), right)
            is_long = len(expected) > WIDTH // 2 and bool(rows)
            if name[0] != "_" and yours != expected and not is_long:
                rows += [(f"your {name}", yours), ("due is", expected)]
        return rows
    yours, expected = show_both(got, due)
    return [("you return", yours), ("due is", expected)]


def show_printed(printed: str, most: int = 12) -> str:
    """What an answer printed, each line once with how often it came in a row."""
    rows = [(line, len(list(same))) for line, same in itertools.groupby(printed.strip().splitlines())]
    shown = [f"    {line[:WIDTH]}" + (f"   ({count} times)" if count > 1 else "") for line, count in rows[:most]]
    return "\n".join(shown + ["    ..."] * (len(rows) > most))


def show_call(case: Case, briefly: bool = False) -> list[tuple[str, str]]:
    """The arguments of a case, (name, value) each, or the words that describe the case.

    briefly  of many numbers show the shapes alone: an error seldom comes from the numbers
    """
    if case.call:
        return [("tried on", case.call)]
    put = describe if briefly and size(case) > _MOST_WITH_ERROR else show
    return [(name, put(encode(value))) for name, value in case.arguments.items()]


def table(rows: list[tuple[str, str]], indent: int = 4) -> str:
    """Names in one column, values in the next; further lines of a value stay in its column."""
    width = max(len(name) for name, _ in rows)
    lines = []
    for name, value in rows:
        first, *rest = value.splitlines() or [""]
        lines.append(f"{' ' * indent}{name:<{width}}  {first}")
        lines += [f"{' ' * (indent + width + 2)}{line}" for line in rest]
    return "\n".join(lines)


def paragraph(text: str, indent: int = 2) -> str:
    """Prose, broken at the width of a verdict."""
    return textwrap.fill(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


def show_error(error: Mapping[str, Any]) -> str:
    """An error with the learner's own lines and no others."""
    lines = [
        f"in {function.replace('<module>', 'your code')}{f', line {number}' if number else ''}: {text}"
        for function, number, text in error["lines"]
        if text
    ]
    words = f"{error['type']}: {error['words']}" if error["words"] else str(error["type"])
    return textwrap.indent("\n".join([*lines, words]), " " * 4)


def size(case: Case) -> int:
    """How many numbers there are to read in a case's arguments; an empty one is no plain example and counts as many."""
    return sum(_count(value) for value in case.arguments.values())


def _count(value: Any) -> int:
    return int(np.prod(np.shape(value))) or _MOST_WITH_ERROR if hasattr(value, "shape") else 1
