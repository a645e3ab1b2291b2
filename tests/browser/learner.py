"""A learner in front of the learner's editions: a lesson opened, answered, looked over, saved and opened again."""

from __future__ import annotations

import re

from hands import SOURCES, cell_with, drawn, press, printed, run, type_in
from harness import OUTPUTS

from ntm_lib.my_work import REPOSITORY

NAMES = {path.stem[:2]: path.stem for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb"))}
FRAME = [[1] * 12, *([0] * 12 for _ in range(6)), [1, *[0] * 10, 1]]  # every edge of the pad has a one


def lesson(lab, number):
    """Open a learner's edition."""
    return lab.open_notebook(f"my_work/{NAMES[number]}.ipynb")


def answer(notebook, exercise, source):
    """Write a function over what stands in its cell, run it and its check; returns what the check says."""
    name = re.findall(r"^def (\w+\()", source, re.MULTILINE)[-1]
    type_in(notebook, f"def {name}", source)
    check = f'checks.check("{exercise}"'
    run(notebook, cell_with(notebook, check))
    return printed(notebook, check)


def draw_a_frame(lab, pad):
    """Clear the pad, drag over bit 0 with the mouse, and set both ends of bit 7 with the keyboard."""
    page = lab.page
    pad.get_by_role("button", name="Clear").click()
    start, end = (pad.get_by_role("button", name=f"bit 0, step {step}", exact=True).bounding_box() for step in (0, 11))
    page.mouse.move(start["x"] + 13, start["y"] + 13)
    page.mouse.down()
    page.mouse.move(end["x"] + 13, end["y"] + 13, steps=4)
    page.mouse.up()
    corner = pad.get_by_role("button", name="bit 0, step 0", exact=True)
    press(page, corner, *["ArrowDown"] * 7, "Space", *["ArrowRight"] * 11, "Space")
    assert drawn(page, lab.root / "my_work" / "drawing.json", FRAME) == FRAME


def assert_not_attempted(notebook, *exercises):
    checks = [source for source in notebook.page.evaluate(SOURCES) if source.startswith("checks.check(")]
    assert [re.findall(r'"(.+?)"', check)[0] for check in checks] == list(exercises)
    for check in checks:
        assert printed(notebook, check).splitlines()[0].endswith(": not attempted.")


def assert_pictures_have_words(notebook):
    """Every picture that a cell gave is on the page, has loaded and has an alternative text."""
    page = notebook.page
    page.locator(".jp-OutputArea .ntm-demo img").first.wait_for()
    given = sum("image/png" in output.get("data", {}) for cell in page.evaluate(OUTPUTS) for output in cell)
    images = page.evaluate(
        "() => Array.from(document.querySelectorAll('.jp-OutputArea img'), (i) => [i.alt, i.naturalWidth])"
    )
    assert len(images) == given >= 5
    assert all(len(alt) > 20 and width > 0 for alt, width in images), images
    assert page.get_by_text("Error displaying widget").count() == 0
    assert page.get_by_text("model not found").count() == 0


def assert_maths_is_set(page, at_least):
    """The formulas of the text are set, none of them with an error, and no dollar sign is left."""
    assert page.locator(".jp-RenderedMarkdown mjx-container").count() >= at_least
    assert page.locator("mjx-merror, .jp-RenderedMarkdown [data-mjx-error]").count() == 0
    assert not any("$" in text for text in page.locator(".jp-RenderedMarkdown").all_inner_texts())


def save_and_reopen(lab, notebook):
    """The next day: nothing runs, and no kernel remembers anything."""
    notebook.save()
    lab.page.goto("about:blank")
    lab.server.shut_kernels_down()
    again = lab.open_notebook(notebook.path)
    counts = "() => Array.from(window.jupyterapp.shell.currentWidget.content.widgets, (w) => w.model.executionCount)"
    assert any(lab.page.evaluate(counts))  # it is the notebook that was run, as it was saved
    return again
