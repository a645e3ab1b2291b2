"""Which lesson a notebook is: one answer for the grader and for a learner's own saved work."""

from __future__ import annotations

import pytest

from ntm_lib.cells import lesson_of

CHECK = 'checks.check("2.1", cosine_similarity)'
BROKEN = "def half(:\n    pass\n\n"  # not Python


def book(*sources, lesson=None):
    """A notebook of code cells, which says in its metadata what lesson it is unless that is None."""
    metadata = {} if lesson is None else {"ntm": {"lesson": lesson}}
    return {"metadata": metadata, "cells": [{"cell_type": "code", "source": source} for source in sources]}


@pytest.mark.parametrize(("named", "number"), [("05", "05"), ("5", "05"), (5, "05"), (0, "00"), ("20", "20")])
def test_the_metadata_decides_where_it_names_a_number(named, number):
    assert lesson_of(book(CHECK, CHECK, lesson=named)) == number


@pytest.mark.parametrize(
    "named", ["", "five", "5a", " 5", "-5", "5.0", 5.0, "123", 123, -5, "٥", "²", True, ["05"], {}]
)
def test_metadata_that_names_no_number_is_not_taken(named):
    assert lesson_of(book(CHECK, lesson=named)) == "02"
    assert lesson_of(book("x = 1", lesson=named)) is None


def test_most_checks_decide_and_the_first_of_as_many():
    assert lesson_of(book("checks.check('9.1', f)", CHECK, CHECK)) == "02"
    assert lesson_of(book("checks.check('9.1', f)", CHECK)) == "09"
    assert lesson_of(book("checks.check('9.1', f)\nchecks.check('9.2', f)", CHECK)) == "09"


def test_a_comment_and_a_string_are_no_check():
    assert lesson_of(book("# checks.check('9.1', f)", "'''checks.check('9.1', f)'''", CHECK)) == "02"


def test_a_cell_that_does_not_parse_counts_by_its_text():
    assert lesson_of(book(BROKEN + CHECK)) == "02"
    assert lesson_of(book(BROKEN + "checks.check(\n  '9.1', f)", "%%html\nchecks.check('9.2', f)", CHECK)) == "09"
    assert lesson_of(book("!ls\n" + CHECK)) == "02"  # IPython's lines are no fault


@pytest.mark.parametrize("exercise", ["2", "2.x", "x.1", "2.1.1", "123.1", "2.1 ", ""])
def test_what_is_not_an_exercises_id_does_not_count(exercise):
    assert lesson_of(book(f"checks.check({exercise!r}, f)")) is None
    assert lesson_of(book(BROKEN + f"checks.check({exercise!r}, f)")) is None


@pytest.mark.parametrize(
    "odd",
    [None, 4, [], {}, {"cells": 3}, {"metadata": [], "cells": [None, 3, {"cell_type": "code"}]},
     {"metadata": {"ntm": "05"}, "cells": [{"cell_type": "markdown", "source": CHECK}]}],
)  # fmt: skip
def test_what_is_no_notebook_is_no_lesson(odd):
    assert lesson_of(odd) is None
