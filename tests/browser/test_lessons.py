"""The learner's editions of the lessons in a real JupyterLab, from the first Run All to the day after."""

from __future__ import annotations

import re
import shutil

import numpy as np
import pytest
from hands import SOURCES, TYPE, cell_with, changes, drawn, picture, press, printed, run, type_in
from harness import OUTPUTS
from seen import coloured, pixels, shown_bits

from ntm_lib.figures import style

NAMES = {"00": "00_the_machine_first", "02": "02_find_by_content", "09": "09_training_copy"}
FRAME = [[1] * 12, *([0] * 12 for _ in range(6)), [1, *[0] * 10, 1]]  # every edge of the pad has a one
COSINE = """def cosine_similarity(memory, key):
    norms = np.sqrt((memory ** 2).sum(axis=1) * (key ** 2).sum())
    return memory @ key / (norms + 1e-8)
"""
BITS = """def bits_per_sequence(logits, targets, mask):
    nats = binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return (nats.sum(dim=-1) * mask).sum(dim=0) / 0.6931471805599453
"""


@pytest.fixture(autouse=True)
def _a_new_learner(lab):
    """my_work/ as `start.py` fills it: the shipped lessons, nothing drawn, nothing predicted."""
    work = lab.root / "my_work"
    for file in [*work.glob("*.ipynb"), *work.glob("*.json")]:
        file.unlink()
    for name in NAMES.values():
        shutil.copy(lab.root / "notebooks" / f"{name}.ipynb", work)


def lesson(lab, number):
    """Open a learner's edition."""
    return lab.open_notebook(f"my_work/{NAMES[number]}.ipynb")


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


def test_lesson_00(lab):
    notebook = lesson(lab, "00")
    assert notebook.run_all(), notebook.errors()
    page = lab.page
    assert printed(notebook, "doctor.summary()").startswith("All is well")
    assert_not_attempted(notebook, "0.1")
    assert_pictures_have_words(notebook)

    demo = notebook.output(cell_with(notebook, "demos.copy_machine("))
    film, caption = demo.locator(".ntm-film img"), demo.locator(".ntm-caption")
    source, said = film.get_attribute("src"), caption.inner_text()
    assert said.startswith("Step 0:")
    press(page, demo.get_by_label("Time step", exact=True), "End")
    assert changes(page, film, "src", source)
    assert caption.inner_text().startswith("Step 24:") and film.get_attribute("alt").startswith("Step 24:")

    fish = pixels(picture(notebook, "figures.copied("))
    draw_a_frame(lab, demo)
    run(notebook, cell_with(notebook, "figures.copied("), "notebook:run-all-below")
    copied = picture(notebook, "figures.copied(")
    assert not np.array_equal(pixels(copied), fish)
    assert shown_bits(copied) == FRAME
    assert re.match(r"\d+ of 96 bits wrong", copied.get_attribute("alt"))
    assert_quiz_opens_by_keyboard(page)


def assert_quiz_opens_by_keyboard(page):
    """Tab reaches every choice; Enter or Space opens it and shows its reason."""
    choices = page.locator(".jp-RenderedMarkdown details")
    assert choices.count() >= 8
    for place, key in ((0, "Enter"), (4, "Space")):
        choice = choices.nth(place)
        choice.scroll_into_view_if_needed()
        reason = choice.evaluate("(d) => d.lastChild.textContent.trim()")
        press(page, choice.locator("summary"), key)
        assert choice.get_attribute("open") is not None
        assert len(reason) > 20 and choice.get_by_text(reason).is_visible()
    press(page, choices.nth(0).locator("summary"), "Tab")
    assert choices.nth(1).locator("summary").evaluate("(summary) => summary === document.activeElement")


def test_lesson_00_on_the_next_day(lab):
    notebook = lesson(lab, "00")
    assert notebook.run_all(), notebook.errors()
    draw_a_frame(lab, notebook.output(cell_with(notebook, "demos.copy_machine(")))
    again = save_and_reopen(lab, notebook)
    assert_pictures_have_words(again)
    demo = again.output(cell_with(again, "demos.copy_machine("))
    film = demo.locator(".ntm-film img")
    source = film.get_attribute("src")
    press(lab.page, demo.get_by_label("Time step", exact=True), "ArrowRight", "ArrowRight")
    assert changes(lab.page, film, "src", source)  # and there is no kernel that could help
    assert demo.locator(".ntm-caption").inner_text().startswith("Step 2:")
    assert demo.locator(".ntm-pad button[aria-pressed='true']").count() == 14


def test_lesson_02(lab):
    notebook = lesson(lab, "02")
    assert notebook.run_all(), notebook.errors()
    page = lab.page
    assert_not_attempted(notebook, "2.1", "2.2", "2.3")
    assert_pictures_have_words(notebook)
    assert_maths_is_set(page, 8)

    demo = notebook.output(cell_with(notebook, "demos.recall("))
    img, caption = demo.locator("img"), demo.locator(".ntm-caption")
    for name, key, words in (
        ("Key strength", "Home", "At key strength 0.1,"),
        ("Flipped pixels", "Home", "Key: K with 2 rows erased."),
        ("Erased rows", "Home", "Key: K, undamaged."),
    ):
        before = img.get_attribute("src")
        press(page, demo.get_by_label(name, exact=True), key)
        assert changes(page, img, "src", before)
        assert words in caption.inner_text() and words in img.get_attribute("alt")

    type_in(notebook, 'NotImplementedError("Exercise 2.1")', COSINE)
    run(notebook, cell_with(notebook, 'checks.check("2.1"'))
    assert printed(notebook, 'checks.check("2.1"') == "2.1 cosine_similarity: correct. 1 point.\n"

    curve = picture(notebook, "figures.shares_by_strength(")
    assert "You said" not in curve.get_attribute("alt")
    assert not coloured(pixels(curve), style.PREDICTION).any()
    type_in(notebook, "my_strength = None", 'my_strength = 30\nchecks.predict("02.strength", my_strength)')
    run(notebook, cell_with(notebook, "figures.shares_by_strength("))
    curve = picture(notebook, "figures.shares_by_strength(")
    assert curve.get_attribute("alt").endswith("You said 30.")
    assert coloured(pixels(curve), style.PREDICTION).any()
    notebook.screenshot("lesson_02_bet", cell_with(notebook, "figures.shares_by_strength("))


def test_lesson_09_trains_on_the_drawing_of_00(lab):
    first = lesson(lab, "00")
    for text in ("from ntm_lib.commands import doctor", "demos.copy_machine("):
        run(first, cell_with(first, text))
    draw_a_frame(lab, first.output(cell_with(first, "demos.copy_machine(")))
    first.save()

    notebook = lesson(lab, "09")
    page = lab.page
    page.evaluate(TYPE, [cell_with(notebook, 'NotImplementedError("Exercise 9.2")'), BITS])
    assert notebook.run_all(), notebook.errors()
    assert printed(notebook, 'checks.check("9.2"') == "9.2 bits_per_sequence: correct. 1 point.\n"
    assert printed(notebook, 'checks.mine("9.2")').startswith("9.2: yours.\n")
    assert printed(notebook, 'checks.mine("9.3")').startswith("9.1: the library's (")
    for exercise in ("9.1", "9.3"):
        assert printed(notebook, f'checks.check("{exercise}"').splitlines()[0].endswith(": not attempted.")
    assert printed(notebook, 'print("solved:"') == "solved: True\n"
    assert_pictures_have_words(notebook)

    copied = picture(notebook, "figures.copied(")
    assert shown_bits(copied) == FRAME
    assert coloured(pixels(copied), style.OUTPUT).any()  # it answers with ones

    demo = notebook.output(cell_with(notebook, "demos.cliff("))
    img, caption = demo.locator("img"), demo.locator(".ntm-caption")
    source, said = img.get_attribute("src"), caption.inner_text()
    press(page, demo.get_by_label("Training", exact=True), "End")
    assert changes(page, img, "src", source)
    assert said.startswith("Update 0:") and not caption.inner_text().startswith("Update 0:")
    veil = demo.locator(".ntm-veil").first
    covered = veil.get_attribute("style")
    press(page, demo.get_by_label("Time step", exact=True), "Home")
    assert changes(page, veil, "style", covered)
    assert "Step 0:" in caption.inner_text()

    again = save_and_reopen(lab, notebook)
    assert_pictures_have_words(again)
    assert shown_bits(picture(again, "figures.copied(")) == FRAME
    assert again.output(cell_with(again, "demos.watch(")).get_by_text("Update 2,000 of 2,000").is_visible()
