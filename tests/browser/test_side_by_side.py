"""Machines side by side in a real JupyterLab: a click starts them, the kernel still answers, a click stops them."""

from __future__ import annotations

from hands import changes, press

SETUP = """
import torch
torch.set_num_threads(1)
from ntm_lib import demos, fused
from ntm_lib.training import TrainingPlan
plan = TrainingPlan(controller="feedforward", hidden_size=8, num_slots=16, slot_width=6)
fused.warm_up()
"""
DEMO = "together = demos.side_by_side(demos.drawing(), (1, 2), updates={updates}, plan=plan)\ntogether"
ASK = """async () => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const done = "sum(lane.updates for lane in together.lanes)";
    const request = kernel.requestExecute({ code: "", user_expressions: { done } });
    return (await request.done).content.user_expressions.done.data["text/plain"];
}"""


def updates_done(page):
    """How many updates the machines have had, all of them together: asked of the kernel."""
    return int(page.evaluate(ASK))


def open_demo(lab, name, updates, *more):
    notebook = lab.open_notebook(lab.write_notebook(name, [SETUP, DEMO.format(updates=updates), *more]))
    assert notebook.run_all(), notebook.errors()
    return notebook


def test_a_click_starts_and_stops_and_the_kernel_answers_in_between(lab):
    notebook = open_demo(lab, "side_by_side", 100_000)
    page, demo = lab.page, notebook.output(1)
    img = demo.locator("img")
    img.wait_for()
    assert updates_done(page) == 0
    assert "not trained yet" in img.get_attribute("alt")
    source = img.get_attribute("src")
    press(page, demo.get_by_role("button", name="Start", exact=True), "Space")
    demo.get_by_role("button", name="Stop", exact=True).wait_for()
    source = changes(page, img, "src", source)
    early = updates_done(page)  # the kernel answers while they learn
    changes(page, img, "src", source)
    assert 0 < early < updates_done(page)
    demo.get_by_role("button", name="Stop", exact=True).click()
    demo.get_by_role("button", name="Go on", exact=True).wait_for()
    stopped = updates_done(page)
    page.wait_for_timeout(300)
    assert updates_done(page) == stopped < 200_000
    notebook.screenshot("side_by_side_stopped", 1)


def test_the_interrupt_button_stops_a_cell_that_does_what_is_left(lab):
    notebook = open_demo(lab, "side_by_side_interrupted", 100_000)
    page, img = lab.page, notebook.output(1).locator("img")
    img.wait_for()
    source = img.get_attribute("src")
    page.evaluate(
        """() => {
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            window.finishing = kernel.requestExecute({ code: "together.finish()" }).done.then((r) => r.content.status);
        }"""
    )
    changes(page, img, "src", source)  # the picture above grows while a cell runs
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
    assert page.evaluate("() => window.finishing") == "ok"
    notebook.output(1).get_by_role("button", name="Go on", exact=True).wait_for()


def test_run_all_does_all_of_it_and_the_next_day_it_is_still_there(lab):
    notebook = open_demo(lab, "side_by_side_done", 30, "print(together.table(2))")
    demo = notebook.output(1)
    button = demo.get_by_role("button", name="Done", exact=True)
    button.wait_for()
    assert button.is_disabled()
    (printed,) = notebook.outputs(2)
    assert printed["text"].splitlines()[-1] == "0 of 2 fell; you said 2."
    notebook.screenshot("side_by_side_done", 1)
    said = demo.locator("img").get_attribute("alt")
    notebook.save()
    lab.page.goto("about:blank")
    lab.server.shut_kernels_down()
    again = lab.open_notebook(notebook.path).output(1)
    again.locator("img").wait_for()
    assert again.locator("img").get_attribute("alt") == said
    assert "Seed 1: " in said and again.get_by_text("Error displaying widget").count() == 0
