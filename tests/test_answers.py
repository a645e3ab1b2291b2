"""Answers read from cells: what is taken along, what is left out, and what makes no difference."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_lib import answers, cells
from ntm_lib.answers import collect

STUB = 'def softmax(values):\n    """Shares."""\n    raise NotImplementedError("Exercise 2.2")\n'
SETUP = "import numpy as np, os\nfrom math import sqrt, pi\n"
HELPERS = "EPSILON = 1e-8\n\ndef length(vector):\n    return sqrt((vector * vector).sum()) + EPSILON\n"
ANSWER = "def cosine_similarity(memory, key):\n    return np.array([length(row) for row in memory])\n"


def source(name: str, *notebook: str, leave_out: tuple[str, ...] = ()) -> str:
    found = collect(notebook).source_of(name, leave_out)
    assert found is not None
    return found


def run(text: str) -> dict[str, object]:
    space: dict[str, object] = {}
    exec(text, space)
    return space


def test_an_answer_takes_along_what_it_uses_and_nothing_else() -> None:
    found = source("cosine_similarity", SETUP, HELPERS, "unused = 1\n", ANSWER)
    assert found.splitlines()[:3] == ["import numpy as np", "from math import sqrt", "EPSILON = 1e-8"]
    assert "unused" not in found and "import os" not in found and "pi" not in found
    assert found.endswith(ANSWER)
    assert run(found)


@pytest.mark.parametrize(
    "notebook",
    [
        (SETUP + HELPERS + ANSWER,),  # all in one cell
        (*SETUP.splitlines(), *HELPERS.split("\n\n"), ANSWER),  # split between statements
        (ANSWER, HELPERS, SETUP),  # moved
        (SETUP, HELPERS, ANSWER, ANSWER, HELPERS, SETUP),  # copied
        (SETUP, "print('in between')", HELPERS, "for i in range(3): pass", STUB, ANSWER),
        (SETUP, HELPERS, ANSWER, "def cosine_similarity(memory, key):\n    raise NotImplementedError('Exercise')"),
        (SETUP, HELPERS, ANSWER, "from ntm_lib.by_hand import cosine_similarity"),
        (SETUP, "this is no Python", HELPERS, ANSWER, "def broken(:"),
        (SETUP.replace("\n", "\r\n"), HELPERS, ANSWER),
        ("    " + SETUP.replace("\n", "\n    ").rstrip(" "), HELPERS, ANSWER),  # IPython runs an indented cell
    ],
)
def test_where_the_cells_are_changes_nothing(notebook: tuple[str, ...]) -> None:
    assert source("cosine_similarity", *notebook) == source("cosine_similarity", SETUP, HELPERS, ANSWER)


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\n" + ANSWER,
        "!pip list\n" + ANSWER,
        "files = !ls\n" + ANSWER,
        "%%time\n" + ANSWER,
        "np.array?\n" + ANSWER,
        "?np.array\n" + ANSWER,
        "if True:\n    %time 1\n" + ANSWER,
        ANSWER + "x = (7\n% 2)\n",  # a remainder, and no magic
    ],
)
def test_lines_of_ipython_are_skipped(cell: str) -> None:
    assert source("cosine_similarity", SETUP, HELPERS, cell).endswith(ANSWER)


@pytest.mark.parametrize(
    "cell", ["%%bash\nsoftmax=1", "%%writefile a.py\nsoftmax = 1", "softmax = (", "\0", "x" * 10 + "("]
)
def test_a_cell_that_is_not_python_defines_nothing(cell: str) -> None:
    assert collect([cell]).source_of("softmax") is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("def f(v):\n    return v + 1", 3),
        ("f = lambda v: v + 1", 3),
        ("f: object = lambda v: v + 1", 3),
        ("f, g = (lambda v: v + 1), None", 3),
        ("g = f = lambda v: v + 1", 3),
        ("def g(v):\n    return v + 1\nf = g", 3),
        ("import functools\ndef g(a, v):\n    return v + a\nf = functools.partial(g, 1)", 3),
        ("def wrap(g):\n    return lambda v: g(v) + 1\n@wrap\ndef f(v):\n    return v", 3),
        ("def wrap(g):\n    return lambda v: g(v) + 1\ndef f(v):\n    return v\nf = wrap(f)", 3),
        ("class f(int):\n    pass", 2),
        ("STEP = 1\ndef f(v, step=STEP):\n    return v + step", 3),
        ("STEP = 0\nSTEP += 1\ndef f(v):\n    return v + STEP", 3),
        ("TABLE = {}\nTABLE['a'] = 1\ndef f(v):\n    return v + TABLE['a']", 3),
        ("def f(v):\n    return 0 if v == 0 else 1 + f(v - 1)", 2),
        (
            "def even(n):\n    return n == 0 or odd(n - 1)\ndef odd(n):\n    return n > 0 and even(n - 1)\nf = even",
            True,
        ),
        ("import os.path\ndef f(v):\n    return len(os.path.join('a', 'b')) - 1", 2),
        ("import xml\nimport xml.dom\ndef f(v):\n    return xml.dom.Node and v", 2),
        ("from math import *\ndef f(v):\n    return sqrt(v * v)", 2.0),
        (
            "try:\n    from nowhere import r\nexcept ImportError:\n    from math import sqrt as r\n"
            "def f(v):\n    return r(v * v)",
            2.0,
        ),
        ("a = 1; f = lambda v: v + a; b = 2", 3),
        ("é = 'é'; a = 1; f = lambda v: v + a", 3),  # offsets count bytes
        ("def f(v):\n    def g():\n        return h()\n    return g()\ndef h():\n    return 5", 5),
        ("def f(v):\n    i = [i for i in range(v)]\n    return len(i)\nfor i in range(9): pass", 2),
        ("def f(v):\n    import math\n    return math.sqrt(v * v)", 2.0),
    ],
)
def test_every_form_of_answer_stands_alone(cell: str, value: object) -> None:
    for notebook in ([cell], [*cell.split("\n")] if "\n " not in cell else [cell]):
        assert run(source("f", *notebook))["f"](2) == value  # type: ignore[operator]


def test_an_async_def_is_a_definition() -> None:
    assert source("f", "async def f():\n    return await g()", "async def g():\n    return 1").count("async def") == 2


def test_other_exercises_answers_are_never_helpers() -> None:
    notebook = "def softmax(v):\n    return v\ndef content_weighting(v):\n    return softmax(v)"
    assert "def softmax" in source("content_weighting", notebook)
    assert "def softmax" not in source("content_weighting", notebook, leave_out=("softmax", "content_weighting"))
    imported = source("content_weighting", notebook, "from ntm_lib.by_hand import softmax", leave_out=("softmax",))
    assert "import" not in imported


def test_the_untouched_stub_is_no_answer() -> None:
    assert collect([STUB]).source_of("softmax") is None and collect([STUB]).defines("softmax")
    assert not collect(["x = 1"]).defines("softmax")
    begun = STUB.replace("    raise", "    values = values + 1\n    raise")
    assert source("softmax", begun, STUB) == begun
    assert source("softmax", "def softmax(v):\n    return v\n", STUB) == "def softmax(v):\n    return v\n"


def test_a_class_is_a_stub_while_one_of_its_methods_is() -> None:
    body = "class Net:\n    def __init__(self):\n        self.a = 1\n    def forward(self):\n        "
    assert collect([body + 'raise NotImplementedError("Exercise 7.1")']).source_of("Net") is None
    assert collect([body + "raise NotImplementedError"]).source_of("Net") is not None
    assert collect([body + "return self.a"]).source_of("Net") is not None


@pytest.mark.parametrize(
    "setter",
    [
        "for scale in range(3):\n    pass",
        "with open(a) as scale:\n    pass",
        "print(scale := 3)",
        "while False:\n    scale = 1",
    ],
)
def test_a_name_that_only_a_loop_or_the_like_sets_is_a_stray(setter: str) -> None:
    read = collect([setter, "def f(v):\n    return v * scale"])
    assert read.strays_of("f") == ("scale",)
    assert setter not in (read.source_of("f") or "")
    assert collect([setter, "def f(v):\n    scale = 2\n    return v * scale"]).strays_of("f") == ()


def test_names_used_are_global_and_not_bound_by_the_source_itself() -> None:
    assert answers.names_used("import os\na = 1\ndef f(v):\n    return os, a, v, np, [w for w in v]") == {"np"}
    assert answers.names_used("def f(:") == frozenset()


@pytest.mark.parametrize(
    "notebook", [None, 3, [], {}, {"cells": 3}, {"cells": [3, {}, {"cell_type": "code", "source": 4}]}]
)
def test_what_is_no_notebook_has_no_code_cells(notebook: object) -> None:
    assert cells.code_cells(notebook) == []


def test_code_cells_are_read_from_text_and_from_lines() -> None:
    notebook = {
        "cells": [
            {"cell_type": "code", "source": ["a = 1\n", "b = 2"]},
            {"cell_type": "markdown", "source": "c = 3"},
            {"cell_type": "code", "source": "d = 4"},
        ]
    }
    assert cells.code_cells(json.loads(json.dumps(notebook))) == ["a = 1\nb = 2", "d = 4"]


def test_checked_exercises_are_read_from_calls_and_not_from_comments() -> None:
    assert cells.checked_exercises('checks.check("2.1", f)\n# checks.check("2.2", g)\n"checks.check(2)"') == ["2.1"]
    assert cells.checked_exercises("check(2)\ncheck()\nf.check('9.1', a)") == ["9.1"]


@pytest.mark.parametrize(
    "cell", ["(" * 5000, "a" + ".b" * 50_000, "-" * 100_000 + "1", "def f():\n" * 300, "x = '\udcff'"]
)
def test_hostile_cells_cost_only_themselves(cell: str) -> None:
    assert source("f", cell, "f = 1") == "f = 1\n"
    assert cells.checked_exercises(cell) == []


@given(st.lists(st.text(), max_size=4))
def test_any_text_at_all_is_read_without_an_error(notebook: list[str]) -> None:
    read = collect([*notebook, "answer_of_mine = 1"])
    assert read.source_of("answer_of_mine") == "answer_of_mine = 1\n"
