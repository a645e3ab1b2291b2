"""The debugger in a real JupyterLab: stepped by keyboard, stopped at breakpoints, without the kernel."""

from __future__ import annotations

from hands import changes, press

SETUP = """
import numpy as np
from ntm_lib import demos, programs
def fails(vector, phase, step):
    controls = programs.copy_program(vector, phase, step)
    return controls._replace(gate=3) if (phase, step) == ("recall", 2) else controls
"""
ASK = """async () => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const at = "(demo.player.position, demo.stepper.position, demo.stepper.breakpoint)";
    const request = kernel.requestExecute({ code: "", user_expressions: { at } });
    return (await request.done).content.user_expressions.at.data["text/plain"];
}"""


def opened(lab, name, cell):
    """A notebook with one debugger, its output and its picture."""
    notebook = lab.open_notebook(lab.write_notebook(name, [SETUP, f"demo = {cell}\ndemo"]))
    assert notebook.run_all(), notebook.errors()
    demo = notebook.output(1)
    img = demo.locator("img")
    img.wait_for()
    return notebook, demo, img


def button(demo, name):
    return demo.get_by_role("button", name=name, exact=True)


def said(demo):
    """What came of the last button."""
    return demo.locator("p[role=status]").inner_text()


def test_buttons_step_and_run_to_a_breakpoint(lab):
    notebook, demo, img = opened(lab, "debugger", "demos.debugger(programs.copy_program)")
    page = lab.page
    notebook.screenshot("debugger", 1)
    press(page, button(demo, "Step"), "Space")
    press(page, button(demo, "Step"), "Enter")
    assert img.get_attribute("alt").startswith("Store, step 2: STEP +1, WRITE.")  # at once, without the kernel
    press(page, button(demo, "Back"), "Enter")
    assert img.get_attribute("alt").startswith("Store, step 1:")

    dial = demo.get_by_label("Breakpoint", exact=True)
    assert dial.get_attribute("aria-valuetext") == "none"
    press(page, dial, *["ArrowRight"] * 5)
    assert dial.get_attribute("aria-valuetext") == "slot 3, 2 stops"
    press(page, button(demo, "Run to breakpoint"), "Enter")
    assert img.get_attribute("alt").startswith("Store, step 3:")
    assert said(demo) == "Stopped at the breakpoint: the head is on slot 3."
    press(page, button(demo, "Run to breakpoint"), "Enter")
    assert img.get_attribute("alt").startswith("Recall, step 3: STEP +1, READ. The head goes from slot 2 to slot 3")
    notebook.screenshot("debugger_breakpoint", 1)
    press(page, button(demo, "Run to breakpoint"), "Enter")
    assert img.get_attribute("alt").startswith("Recall, step 11:")
    assert said(demo) == "The head does not come to slot 3 any more: it ran to the end."
    assert page.evaluate(ASK) == "(23, 23, 5)"  # the kernel knows where all of it stands

    press(page, button(demo, "Start over"), "Enter")
    assert img.get_attribute("alt").startswith("Store, step 0:")
    assert said(demo) == ""
    press(page, dial, "Home")
    press(page, button(demo, "Run to breakpoint"), "Enter")
    assert said(demo) == "No breakpoint is set: it ran to the end."


def test_the_scrubber_and_the_buttons_stand_at_one_step(lab):
    _, demo, img = opened(lab, "debugger_scrubbed", "demos.debugger(programs.copy_program)")
    scrub = demo.get_by_label("All steps", exact=True)
    press(lab.page, scrub, *["ArrowRight"] * 12)
    assert scrub.get_attribute("aria-valuetext") == "recall step 0"
    press(lab.page, button(demo, "Step"), "Enter")
    assert scrub.get_attribute("aria-valuetext") == "recall step 1"
    press(lab.page, scrub, "End")
    before = img.get_attribute("alt")
    press(lab.page, button(demo, "Step"), "Enter")  # there is no further step
    assert img.get_attribute("alt") == before
    press(lab.page, button(demo, "Play, All steps"), "Enter")
    assert changes(lab.page, img, "alt", before).startswith("Store, step")
    press(lab.page, button(demo, "Pause, All steps"), "Enter")


def test_a_program_that_fails_is_stepped_to_where_it_stops(lab):
    notebook, demo, img = opened(lab, "debugger_fails", "demos.debugger(fails)")
    press(lab.page, button(demo, "Run to breakpoint"), "Enter")
    told = "Stopped at recall, step 2. ValueError: gate must be a number from 0 to 1; got 3 for recall step 2."
    assert img.get_attribute("alt") == told
    assert said(demo) == "No breakpoint is set: it ran to where it fails."
    notebook.screenshot("debugger_fails", 1)
    press(lab.page, button(demo, "Back"), "Enter")
    assert img.get_attribute("alt").startswith("Recall, step 1:")


def test_two_hundred_steps_come_through_and_are_there_the_next_day(lab):
    vectors = "np.random.default_rng(0).integers(0, 2, (100, 8))"
    notebook, demo, img = opened(lab, "debugger_long", f"demos.debugger(programs.copy_program, {vectors})")
    press(lab.page, demo.get_by_label("All steps", exact=True), "End")
    assert img.get_attribute("alt").endswith("0 of 800 bits wrong.")
    notebook.screenshot("debugger_long", 1)
    notebook.save()
    lab.page.goto("about:blank")
    lab.server.shut_kernels_down()
    again = lab.open_notebook(notebook.path).output(1)
    img = again.locator("img")
    img.wait_for()
    press(lab.page, button(again, "Start over"), "Enter")
    assert img.get_attribute("alt").startswith("Store, step 0:")
    assert again.get_by_text("Error displaying widget").count() == 0


def test_it_fits_a_small_screen(lab):
    notebook, demo, _ = opened(lab, "debugger_small", "demos.debugger(programs.copy_program)")
    lab.page.set_viewport_size({"width": 1280, "height": 800})
    height = demo.locator(".jp-OutputArea").bounding_box()["height"]
    room = lab.page.locator(".jp-NotebookPanel .jp-WindowedPanel-outer").first.bounding_box()["height"]
    assert height <= room
    notebook.output(1)
    lab.page.screenshot(path=str(notebook.screenshot("debugger_small", 1)))  # the page over the cell
