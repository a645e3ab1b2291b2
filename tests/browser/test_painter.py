"""The memory painter in a real JupyterLab: dials, buttons and the scrubber by keyboard, each with a name."""

from __future__ import annotations

from hands import changes, press

CELLS = ["from ntm_lib import by_hand, demos", "demos.painter(by_hand.write)"]
DIALS = ("slot", "spread", "erase", "add", "from column", "to column")
BUTTONS = ("Step", "Undo", "Redo", "Unwrite", "Unwrite all", "Clear", "Paint a heart", "Paint your drawing")


def test_painter_moves_by_keyboard(lab):
    notebook = lab.open_notebook(lab.write_notebook("painter", CELLS))
    assert notebook.run_all(), notebook.errors()
    page, demo = lab.page, notebook.output(1)
    img = demo.locator("img")
    img.wait_for()
    assert img.get_attribute("alt").startswith("Press Step, and slots 0 to 10")
    notebook.screenshot("painter", 1)

    def pressed(name, key="Enter"):
        before = img.get_attribute("src"), img.get_attribute("alt")
        press(page, demo.get_by_role("button", name=name, exact=True), key)
        changes(page, img, "alt", before[1])
        return img.get_attribute("alt")

    for name in BUTTONS:
        assert demo.get_by_role("button", name=name, exact=True).count() == 1
    for head in "AB":
        for dial in DIALS:
            before = img.get_attribute("src")
            place = demo.get_by_label(f"{head}: {dial}", exact=True)
            press(page, place, "ArrowRight" if f"{head} {dial}" != "A add" else "ArrowLeft")  # it starts at its end
            changes(page, img, "src", before)
    notebook.screenshot("painter_dials", 1)
    assert pressed("Step").startswith("Step 1: slots")
    assert pressed("Undo", "Space").startswith("Press Step")
    assert pressed("Redo").startswith("Step 1: slots")
    notebook.screenshot("painter_step", 1)

    assert pressed("Paint a heart").startswith("Step 9: slots 0 to 15")
    notebook.screenshot("painter_heart", 1)
    scrub = demo.get_by_label("Steps done", exact=True)
    before = img.get_attribute("src")
    press(page, scrub, "ArrowLeft", "ArrowLeft")
    assert img.get_attribute("src") != before  # at once: nothing waits for the kernel
    assert scrub.get_attribute("aria-valuetext") == "7"
    assert img.get_attribute("alt").startswith("Step 7: slot 13")
    page.wait_for_timeout(300)  # the kernel hears where the range stands, and steps from there
    assert "blank again" in pressed("Unwrite all")
    assert scrub.get_attribute("aria-valuetext") == "14"
    assert pressed("Unwrite") == "There is no write left to take back."
    press(page, scrub, "Home")
    assert img.get_attribute("alt").startswith("A blank memory")
    assert pressed("Clear") == "The memory is blank: nothing to clear."


def test_a_pointer_on_the_memory_places_the_head_that_is_chosen(lab):
    notebook = lab.open_notebook(lab.write_notebook("painter_pointer", CELLS))
    assert notebook.run_all(), notebook.errors()
    page, demo = lab.page, notebook.output(1)
    img, pad = demo.locator("img"), demo.locator(".ntm-draw-on")
    img.wait_for()
    press(page, demo.get_by_role("radio", name="B", exact=True), "Space")
    box, source = pad.bounding_box(), img.get_attribute("src")
    cell = box["width"] / 16
    page.mouse.move(box["x"] + 2.5 * cell, box["y"] + 13.5 * cell)
    page.mouse.down()
    page.mouse.move(box["x"] + 8.5 * cell, box["y"] + 14.5 * cell, steps=4)
    page.mouse.up()
    changes(page, img, "src", source)
    page.wait_for_timeout(300)
    said = {dial: demo.get_by_label(f"B: {dial}", exact=True).get_attribute("aria-valuetext") for dial in DIALS}
    assert (said["slot"], said["from column"], said["to column"]) == ("14", "2", "8")
    assert demo.get_by_label("A: slot", exact=True).get_attribute("aria-valuetext") == "4"
    notebook.screenshot("painter_pointer", 1)


def test_painter_fits_a_laptop_and_shows_where_the_focus_is(lab):
    notebook = lab.open_notebook(lab.write_notebook("painter_laptop", CELLS))
    assert notebook.run_all(), notebook.errors()
    page, demo = lab.page, notebook.output(1)
    page.set_viewport_size({"width": 1280, "height": 800})
    img, step = demo.locator("img"), demo.get_by_role("button", name="Step", exact=True)
    img.wait_for()
    before = img.get_attribute("alt")
    press(page, step, "Enter")
    changes(page, img, "alt", before)  # the scrubber is there now
    room = page.locator(".jp-WindowedPanel-outer:visible").first.bounding_box()
    assert demo.locator(".jp-OutputArea").bounding_box()["height"] <= room["height"]
    for button in (step, demo.get_by_role("button", name="Play, Steps done", exact=True)):
        press(page, button, "Shift+Tab", "Tab")
        assert button.evaluate("(b) => getComputedStyle(b).outline") == "rgb(230, 159, 0) solid 3px"

    page.set_viewport_size({"width": 1000, "height": 800})
    page.wait_for_timeout(300)
    fits = "(areas) => areas.length > 0 && areas.every((area) => area.scrollWidth <= area.clientWidth)"
    assert demo.locator(".jp-OutputArea-output").evaluate_all(fits)
    notebook.screenshot("painter_narrow", 1)
