"""The linter, on a sample lesson that is broken in one place at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sample_lesson import SAMPLE, change
from tools import lint
from tools.lesson import Lesson

LONG = "\n".join(f"x{n} = {n}" for n in range(26))
WALL = " ".join(["word"] * 121)
CARD_LINE = "### Exercise 77.1 · Double"
BAD = {
    "26 code lines": (change("double(4)", LONG), "at most 25 code lines; got 26"),
    "11 setup lines": (change("figures = Simple", LONG[:73] + "\nfigures = Simple"), "at most 10 code lines"),
    "a long line": (change("double(4)", f"double({'4' * 99})"), "at most 106 characters; got 107"),
    "an untagged machine of one's own": (change("double(4)", "checks.my_functions()"), "tagged nbval-ignore-output"),
    "magic": (change("double(4)", "# %matplotlib inline"), "must not use ! or % lines"),
    "shell": (change("double(4)", "# !ls"), "must not use ! or % lines"),
    "not Python": (change("double(4)", "double(4"), "does not parse"),
    "two definitions": (change("double(4)", "def a(): pass\ndef b(): pass"), "b is another"),
    "two figures": (change("double(4)", "figures.one()\nfigures.two()"), "figures.two is another"),
    "sys.path": (change("double(4)", 'sys.path.append("x")'), "must not use sys.path"),
    "try": (change("double(4)", "try:\n    double(4)\nfinally:\n    pass"), "must not use try/except"),
    "warning filter": (change("double(4)", 'warnings.filterwarnings("ignore")'), "a warning filter"),
    "plotting": (change("double(4)", "plt.plot([1])"), "plotting code"),
    "plotting by method": (change("double(4)", "axes.imshow([1])"), "plotting code"),
    "network": (change("from types", "import urllib.request\nfrom types"), "the network"),
    "absolute path": (change("double(4)", 'open("/home/me/data.csv")'), "an absolute path"),
    "absolute path on Windows": (change("double(4)", r'open("C:\\data.csv")'), "an absolute path"),
    "untagged mine": (change("double(4)", 'checks.mine("77.1")'), "must be tagged nbval-ignore-output"),
    "untagged training": (change("double(4)", "training.train(1, 2)"), "must be tagged nbval-ignore-output"),
    "no prose": (change("# %% [markdown]\n# The library's gives the number itself.\n\n", ""), "must have prose before"),
    "code first": ("# %%\nx = 1\n\n" + SAMPLE, "must have prose before"),
    "a wall of text": (change("# Triple it.", f"# {WALL}"), "at most 120 words; got 1"),
    "a late import": (change("double(4)", "import math"), "imports must stand in the setup cell"),
    "an import inside a function": (change("double(4)", "def f():\n    import math"), "imports must stand"),
    "more than the import": (change("index as double", "index as double\ndouble(1)"), "imports must stand"),
    "two setups": (change("# %%\ndouble(4)", '# %% tags=["setup"]\ndouble(4)'), "one setup cell"),
    "no difficulty": (change("difficulty ●○○○○ · ", ""), "a card must say"),
    "six dots": (change("difficulty ●○○○○", "difficulty ●○○○○○"), "a card must say"),
    "no minutes": (change(" · 5 min", ""), "a card must say"),
    "no points": (change(" · 1 point", ""), "a card must say"),
    "a wrong number": (change(CARD_LINE, CARD_LINE.replace("77.1", "77.2")), "must be numbered"),
    "no check": (change('# %% tags=["check"]', "# %%"), "followed by its answer and its check"),
    "a check of another exercise": (change('check("77.1"', 'check("77.2"'), "a check cell must be"),
    "a check with more": (change('checks.check("77.1"', 'x = double(1)\nchecks.check("77.1"'), "alone"),
    "a check of another name": (change('check("77.1", double)', 'check("77.1", print)'), "a check cell must be"),
    "no docstring": (change('    """Twice the number."""\n', ""), "double has none"),
    "no solution marked": (change("    # BEGIN SOLUTION\n", ""), "must pair"),
    "answer used": (change("from operator import index as double", "double(2)"), "only a check may use"),
    "no title": (change("# # 77 · Double\n", ""), "a title"),
    "no objectives": (change("**Objectives.**", "Aims."), "**Objectives.**"),
    "no minutes at the top": (change("**Minutes:** 5", "**Minutes:** few"), "**Minutes:**"),
    "no prerequisites": (change("**Prerequisites:** none", ""), "**Prerequisites:**"),
    "no diagram": (change("figures.machine()\n", ""), "the diagram of the machine"),
    "no prediction": (change('checks.predict("77.bet", None)\n', ""), "a prediction"),
    "no stretch": (change("## Stretch", "## End"), "end with one '## Stretch'"),
    "three questions": (change('# %% [markdown] tags=["quiz"]\n# **4', "# %% [markdown]\n# **4"), "4 quiz questions"),
    "no question": (change("**3. Three?**", "Three?"), "must ask one question"),
    "one choice": (
        change("# **4. Four?**\n#\n# <details><summary>A. Yes.</summary>Right, it is.</details>\n", "# **4. Four?**\n"),
        "two choices or more",
    ),
    "no reason": (SAMPLE.replace("Right, it is.", ""), "a letter and a reason"),
}


def test_the_sample_keeps_every_rule(lesson: Callable[..., Lesson]) -> None:
    assert lint.faults(lesson()) == []


@pytest.mark.parametrize("name", BAD)
def test_each_rule_is_noticed_with_its_line(name: str, lesson: Callable[..., Lesson]) -> None:
    text, message = BAD[name]
    found = lint.faults(lesson(text))
    assert any(message in fault for fault in found), found
    for fault in found:
        file, line, _ = fault.split(":", 2)
        assert Path(file).name == "77_double.py" and 1 <= int(line) <= len(text.splitlines())


def test_the_line_is_the_line_of_the_fault(lesson: Callable[..., Lesson]) -> None:
    text = change("double(4)", "x = 1\nplt.show()")
    wanted = text.splitlines().index("plt.show()") + 1
    assert [int(fault.split(":")[1]) for fault in lint.faults(lesson(text))] == [wanted]


@pytest.mark.parametrize(
    "code",
    [
        'text = "import numpy, sys.path, plt.show() and 1/2"',
        "figures.row(figures.one(), figures.two())",
        'print(f"{1}/2", "a / b", "/")',
        '"""Try it: nothing here is forbidden."""',
    ],
)
def test_what_only_looks_forbidden_is_allowed(code: str, lesson: Callable[..., Lesson]) -> None:
    assert lint.faults(lesson(change("double(4)", code))) == []


def test_text_before_the_first_cell_is_refused(lesson: Callable[..., Lesson]) -> None:
    with pytest.raises(ValueError, match=r"77_double\.py:1: a lesson must start with a cell"):
        lesson("import numpy\n" + SAMPLE)


def test_the_report_counts_words_and_lines(lesson: Callable[..., Lesson]) -> None:
    assert "exercises 1" in lint.report(lesson()) and "code lines median" in lint.report(lesson())
