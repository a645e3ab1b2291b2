"""The learner's editions of the lessons in a real JupyterLab, from the first Run All to the day after."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hands import TYPE, cell_with, changes, picture, press, printed, run, type_in
from learner import (
    FRAME,
    assert_maths_is_set,
    assert_not_attempted,
    assert_pictures_have_words,
    draw_a_frame,
    lesson,
    save_and_reopen,
)
from seen import coloured, pixels, shown_bits

from ntm_lib.figures import style

pytestmark = pytest.mark.usefixtures("a_new_learner")

COSINE = """def cosine_similarity(memory, key):
    norms = np.sqrt((memory ** 2).sum(axis=1) * (key ** 2).sum())
    return memory @ key / (norms + 1e-8)
"""
BITS = """def bits_per_sequence(logits, targets, mask):
    nats = binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return (nats.sum(dim=-1) * mask).sum(dim=0) / 0.6931471805599453
"""


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
