"""Every demo in a real JupyterLab: it runs, it is named, and a keyboard moves it."""

from __future__ import annotations

from hands import changes, drawn, press

SETUP = """
import torch
torch.set_num_threads(1)
torch.manual_seed(0)
from ntm_lib import NTM, LSTMController, by_hand, demos
from types import SimpleNamespace
"""


def test_kernels_use_the_copy_and_its_my_work(lab):
    path = lab.write_notebook(
        "where", ["import ntm_lib; print(ntm_lib.__file__)", "from ntm_lib import my_work; my_work.folder()"]
    )
    notebook = lab.open_notebook(path)
    assert notebook.run_all(), notebook.errors()
    assert str(lab.root / "ntm_lib") in notebook.outputs(0)[0]["text"]
    assert str(lab.root / "my_work") in notebook.outputs(1)[0]["data"]["text/plain"]


def test_run_all_says_when_a_cell_raised(lab):
    notebook = lab.open_notebook(lab.write_notebook("raises", ["1 / 0"]))
    assert not notebook.run_all()
    assert notebook.errors() == ["ZeroDivisionError: division by zero"]


def test_copy_machine_and_bit_pad(lab):
    saved = lab.root / "my_work" / "drawing.json"
    saved.unlink(missing_ok=True)
    cells = [SETUP, "demo = demos.copy_machine(NTM(9, 8, LSTMController(20)))\ndemo"]
    notebook = lab.open_notebook(lab.write_notebook("copy_machine", cells))
    assert notebook.run_all(), notebook.errors()
    page, demo = lab.page, notebook.output(1)
    img, scrub = demo.locator("img"), demo.get_by_label("Time step", exact=True)
    img.wait_for()
    notebook.screenshot("copy_machine", 1)

    first, said = img.get_attribute("src"), img.get_attribute("alt")
    press(page, scrub, "ArrowRight", "ArrowRight")
    assert changes(page, img, "src", first) and img.get_attribute("alt") != said
    assert scrub.get_attribute("aria-valuetext") == "2 of 24"
    press(page, scrub, "End")
    assert scrub.get_attribute("aria-valuetext") == "24 of 24"
    assert img.get_attribute("alt").startswith("Step 24: reads")
    notebook.screenshot("copy_machine_end", 1)

    demo.get_by_role("button", name="Clear").click()
    assert drawn(page, saved, [[0] * 12] * 8) == [[0] * 12] * 8
    cell = demo.get_by_role("button", name="bit 0, step 0", exact=True)
    press(page, cell, "ArrowDown", "ArrowRight", "Space")
    pressed = demo.get_by_role("button", name="bit 1, step 1", exact=True)
    assert pressed.get_attribute("aria-pressed") == "true"
    assert demo.locator(".ntm-pad button[tabindex='0']").count() == 1
    start, end = (demo.get_by_role("button", name=f"bit 4, step {step}", exact=True).bounding_box() for step in (2, 9))
    page.mouse.move(start["x"] + 13, start["y"] + 13)
    page.mouse.down()
    page.mouse.move(end["x"] + 13, end["y"] + 13, steps=3)
    page.mouse.up()
    expected = [[0] * 12 for _ in range(8)]
    expected[1][1] = 1
    expected[4][2:10] = [1] * 8
    assert drawn(page, saved, expected) == expected
    notebook.screenshot("copy_machine_drawn", 1)


def test_recall_moves_by_keyboard(lab):
    notebook = lab.open_notebook(lab.write_notebook("recall", [SETUP, "demos.recall(by_hand.content_weighting)"]))
    assert notebook.run_all(), notebook.errors()
    page, demo = lab.page, notebook.output(1)
    img = demo.locator("img")
    img.wait_for()
    notebook.screenshot("recall", 1)
    assert demo.get_by_role("button").count() == 0  # one frame: nothing to play
    for name, key in (("Key strength", "End"), ("Flipped pixels", "Home"), ("Erased rows", "ArrowRight")):
        before = img.get_attribute("src")
        press(page, demo.get_by_label(name, exact=True), key)
        changes(page, img, "src", before)
    assert img.get_attribute("alt").startswith(
        "Key: K with 3 rows erased. At key strength 100, K has the largest share"
    )
    before = img.get_attribute("alt")
    press(page, demo.get_by_role("radio", name="K", exact=True), "ArrowRight")
    assert changes(page, img, "alt", before).startswith("Key: N with")
    notebook.screenshot("recall_moved", 1)


def test_cliff_has_two_scrubbers(lab):
    cells = [
        SETUP,
        "machines = [NTM(9, 8, LSTMController(20)) for _ in range(3)]\n"
        "snapshots = [SimpleNamespace(update=50 * i, sequences=400 * i, bits=80 / (1 + i), model=m)"
        " for i, m in enumerate(machines)]\n"
        "demos.cliff(snapshots, demos.drawing())",
    ]
    notebook = lab.open_notebook(lab.write_notebook("cliff", cells))
    assert notebook.run_all(), notebook.errors()
    page, demo = lab.page, notebook.output(1)
    img = demo.locator("img")
    img.wait_for()
    training, time_step = demo.get_by_label("Training", exact=True), demo.get_by_label("Time step", exact=True)
    source = img.get_attribute("src")
    press(page, training, "ArrowRight")
    assert img.get_attribute("src") != source  # at once: nothing waits for the kernel
    assert img.get_attribute("alt").startswith("Update 50:")
    assert training.get_attribute("aria-valuetext") == "update 50"
    before = demo.locator(".ntm-veil").first.get_attribute("style")
    press(page, time_step, *["ArrowLeft"] * 6)
    assert demo.locator(".ntm-veil").first.get_attribute("style") != before
    assert "Step 18: reads" in img.get_attribute("alt")
    notebook.screenshot("cliff", 1)


def test_player_plays_and_the_kernel_sees_where_it_stands(lab):
    cells = [
        SETUP,
        "from ntm_lib.demos import Player, Scene, Slider\n"
        "scenes = [Scene(300, 60) for _ in range(4)]\n"
        "for i, scene in enumerate(scenes): scene.text(10, 30, f'frame {i}')\n"
        "player = Player(scenes, [f'This is {i}.' for i in range(4)], 'Four frames')\nplayer.pause = 50\nplayer",
        "dial = Slider('Strength', [0.1, 1, 10], 1)\ndial",
    ]
    notebook = lab.open_notebook(lab.write_notebook("player", cells))
    assert notebook.run_all(), notebook.errors()
    page, demo = lab.page, notebook.output(1)
    img = demo.locator("img")
    img.wait_for()
    demo.get_by_role("button", name="Play, Step").click()
    demo.get_by_text("3 of 3").wait_for()
    assert img.get_attribute("alt") == "This is 3."
    demo.get_by_role("button", name="Play, Step").wait_for()  # it stopped at the end by itself
    dial = notebook.output(2).get_by_label("Strength", exact=True)
    press(page, dial, "ArrowRight")
    assert dial.get_attribute("aria-valuetext") == "10"
    seen = page.evaluate(
        """async () => {
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const at = "(player.position, dial.value)";
            const request = kernel.requestExecute({ code: "", user_expressions: { at } });
            return (await request.done).content.user_expressions.at.data["text/plain"];
        }"""
    )
    assert seen == "(3, 10.0)"


def test_progress_leaves_one_line_and_a_curve(lab):
    cells = [
        SETUP,
        "import time\n"
        "def run():\n"
        "    for i in range(1, 31):\n"
        "        time.sleep(0.02)\n"
        "        yield SimpleNamespace(update=i, sequences=8 * i, bits=100 / i ** 2)\n"
        "steps = demos.watch(run(), 30)",
    ]
    notebook = lab.open_notebook(lab.write_notebook("progress", cells))
    assert notebook.run_all(), notebook.errors()
    demo = notebook.output(1)
    demo.get_by_text("Update 30 of 30").wait_for()
    assert demo.locator("svg[role=img]").get_attribute("aria-label").startswith("Bits a sequence")
    assert [output["text"] for output in notebook.outputs(1) if output["output_type"] == "stream"] == [
        "30 updates, 240 sequences.\n"
    ]
    notebook.screenshot("progress", 1)
