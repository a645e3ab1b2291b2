"""The game "Drive the head" in a real JupyterLab: played to the end of a target by keyboard alone."""

from __future__ import annotations

from hands import changes, press

CELLS = [
    "from ntm_lib import by_hand, demos",
    "demos.drive(by_hand.interpolate, by_hand.shift, by_hand.sharpen)",
    "def fails(*arguments):\n    raise NotImplementedError('Exercise 3.2')\n"
    "demos.drive(by_hand.interpolate, fails, by_hand.sharpen)",
]
DIALS = ("Key strength", "Gate", "Shift", "Sharpening")
BUTTONS = ("Move", "Undo", "Start over", "Previous target", "Next target")


def open_game(lab, name):
    notebook = lab.open_notebook(lab.write_notebook(name, CELLS))
    assert notebook.run_all(), notebook.errors()
    demo = notebook.output(1)
    demo.locator("img").wait_for()
    return notebook, demo


def test_a_target_is_reached_by_keyboard(lab):
    notebook, demo = open_game(lab, "drive")
    page, img = lab.page, demo.locator("img")
    notebook.screenshot("drive", 1)
    before = img.get_attribute("alt")
    press(page, demo.get_by_label("Gate", exact=True), "Home")
    before = changes(page, img, "alt", before)
    assert before.startswith("A move would give 100 % on slot 0: on target.")
    press(page, demo.get_by_role("button", name="Move", exact=True), "Space")
    before = changes(page, img, "alt", before)
    assert before.startswith("Move 1: target reached! That is par; 1 of 6 targets reached.")
    assert demo.locator("[aria-live=polite]").inner_text().strip() == before
    notebook.screenshot("drive_reached", 1)

    press(page, demo.get_by_role("button", name="Previous target", exact=True), "Enter")
    before = changes(page, img, "alt", before)
    assert "Target 6 of 6: sharpen a blurred focus; 0 moves, par 1." in before
    press(page, demo.get_by_label("Sharpening", exact=True), "End")
    before = changes(page, img, "alt", before)
    press(page, demo.get_by_role("button", name="Move", exact=True), "Enter")
    before = changes(page, img, "alt", before)
    assert before.startswith("Move 1: target reached! That is par; 2 of 6 targets reached.")
    notebook.screenshot("drive_sharpened", 1)
    press(page, demo.get_by_role("button", name="Undo", exact=True), "Space")
    assert changes(page, img, "alt", before).startswith("One move taken back.")


def test_every_control_has_a_name_and_moves_the_picture(lab):
    _, demo = open_game(lab, "drive_controls")
    page, img = lab.page, demo.locator("img")
    assert [button.inner_text() for button in demo.get_by_role("button").all()] == list(BUTTONS)
    for name in DIALS:
        before, dial = img.get_attribute("src"), demo.get_by_label(name, exact=True)
        press(page, dial, "ArrowRight" if name == "Sharpening" else "ArrowLeft")
        changes(page, img, "src", before)
        assert dial.get_attribute("aria-valuetext")
    assert demo.get_by_label("Shift", exact=True).get_attribute("aria-valuetext") == "−½"
    before = img.get_attribute("src")
    press(page, demo.get_by_role("radio", name="K", exact=True), "ArrowRight")
    changes(page, img, "src", before)
    assert demo.get_by_role("radio", name="T", exact=True).is_checked()


def test_dials_buttons_and_picture_fit_on_a_laptop(lab):
    lab.page.set_viewport_size({"width": 1280, "height": 800})
    notebook, demo = open_game(lab, "drive_size")
    place = demo.bounding_box()
    room = lab.page.locator(".jp-WindowedPanel-outer:visible").first.bounding_box()
    assert place["height"] <= room["height"], (place, room)
    assert demo.locator("img").bounding_box()["width"] > 700
    notebook.screenshot("drive_laptop")


def test_a_function_that_fails_is_told_on_the_page(lab):
    notebook, _ = open_game(lab, "drive_fails")
    page, demo = lab.page, notebook.output(2)
    img = demo.locator("img")
    img.wait_for()
    said = img.get_attribute("alt")
    assert said.startswith("shift fails: NotImplementedError: Exercise 3.2. So no move can be taken")
    press(page, demo.get_by_label("Gate", exact=True), "Home")
    press(page, demo.get_by_role("button", name="Next target", exact=True), "Space")
    assert "Target 2 of 6" in changes(page, img, "alt", said)
    notebook.screenshot("drive_fails", 2)
