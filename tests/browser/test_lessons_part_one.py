"""The learner's editions of lessons 01, 03, 04 and 05 in a real JupyterLab, from a blank Run All to the day after."""

from __future__ import annotations

import json

import pytest
from hands import cell_with, changes, picture, press, printed, run, slide, type_in
from learner import (
    FRAME,
    answer,
    assert_maths_is_set,
    assert_not_attempted,
    assert_pictures_have_words,
    lesson,
    save_and_reopen,
)
from seen import coloured, pixels, shown_bits

from handed_in import LESSONS, solutions, solved, write
from ntm_lib.figures import style

pytestmark = pytest.mark.usefixtures("a_new_learner")

READS_COLUMNS = """def read(memory, weighting):
    return memory @ weighting
"""
WALKS_BACKWARDS = """def shift(weighting, shift_weighting):
    reach = len(shift_weighting) // 2
    steps = range(reach, -reach - 1, -1)
    return sum(share * np.roll(weighting, step) for share, step in zip(shift_weighting, steps))
"""
ADDS_FIRST = """def write(memory, weighting, erase_vector, add_vector):
    return erase(add(memory, weighting, add_vector), weighting, erase_vector)
"""
NEVER_JUMPS = """def copy_program(vector, phase, step):
    nothing, everything = np.zeros(len(vector) + 1), np.ones(len(vector) + 1)
    move = 0 if step == 0 else 1
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0))
    return Controls(nothing, 0.0, 0.0, move, 10.0, nothing, nothing)
"""


def assert_blank_run(lab, number, exercises, formulas):
    """Open a lesson and run it as it was shipped; returns it."""
    notebook = lesson(lab, number)
    assert notebook.run_all(), notebook.errors()
    assert_not_attempted(notebook, *exercises)
    assert_pictures_have_words(notebook)
    assert_maths_is_set(lab.page, formulas)
    return notebook


def demo_of(notebook, text):
    """The outputs of the one cell with this text, and the demo's picture."""
    demo = notebook.output(cell_with(notebook, text))
    img = demo.locator("img")
    img.wait_for()
    return demo, img


def assert_bet_is_drawn(notebook, bet, figure, said, name):
    """Without a bet the figure has no orange; typed in, the bet is in the picture and in its words."""
    blank = picture(notebook, figure)
    assert said not in blank.get_attribute("alt")
    assert not coloured(pixels(blank), style.PREDICTION).any()
    variable, value, key = bet
    type_in(notebook, f"{variable} = None", f'{variable} = {value}\nchecks.predict("{key}", {variable})')
    run(notebook, cell_with(notebook, figure))
    drawn = picture(notebook, figure)
    assert said in drawn.get_attribute("alt")
    assert coloured(pixels(drawn), style.PREDICTION).any()
    notebook.screenshot(name, cell_with(notebook, figure))


def assert_answers_are_judged(notebook, exercise, wrong, message):
    """A wrong answer is told what is wrong; the solution's answers are right, in that cell and in all others."""
    told = answer(notebook, exercise, wrong)
    assert ": not correct yet." in told.splitlines()[0]
    assert message in " ".join(told.split())
    number = exercise[0]
    for other, source in solutions(f"0{number}").items():
        assert ": correct." in answer(notebook, other, source)


def test_lesson_01(lab):
    notebook = assert_blank_run(lab, "01", ("1.1", "1.2", "1.3"), formulas=4)
    page = lab.page
    demo, img = demo_of(notebook, "demos.pointer(")
    before, first, second = (
        img.get_attribute("alt"),
        *(demo.get_by_label(f"Share of slot {slot}", exact=True) for slot in (1, 2)),
    )
    press(page, first, "End")
    before = changes(page, img, "alt", before)
    assert before.startswith("Shares 0, 100, 0, 0, 0 %.")
    assert second.get_attribute("aria-valuetext") == "0 %"
    slide(page, second, 0.5)
    before = changes(page, img, "alt", before)
    assert "Soft pointer:" in before and first.get_attribute("aria-valuetext") == "50 %"
    press(page, demo.get_by_role("radio", name="hard: take the largest share", exact=True), "Space")
    before = changes(page, img, "alt", before)
    assert "Hard pointer: it reads slot" in before and demo.locator(".ntm-caption").inner_text() == before

    bet = ("my_slot", 3, "01.slot")
    assert_bet_is_drawn(notebook, bet, 'checks.prediction("01.slot")', "You said slot 3", "lesson_01_bet")
    assert_answers_are_judged(notebook, "1.2", READS_COLUMNS, "You blend the columns of the memory")
    run(notebook, cell_with(notebook, "my_read, my_nudge ="), "notebook:run-all-below")
    assert printed(notebook, "my_read, my_nudge =").startswith("1.2: yours.\n1.3: yours.\n")

    again = save_and_reopen(lab, notebook)
    assert_pictures_have_words(again)
    assert "You said slot 3" in picture(again, 'checks.prediction("01.slot")').get_attribute("alt")


def test_lesson_03(lab):
    notebook = assert_blank_run(lab, "03", ("3.1", "3.2", "3.3", "3.4"), formulas=8)
    page = lab.page
    demo, img = demo_of(notebook, "demos.drive(")
    before = img.get_attribute("alt")
    press(page, demo.get_by_label("Gate", exact=True), "Home")
    before = changes(page, img, "alt", before)
    assert before.startswith("A move would give 100 % on slot 0: on target.")
    slide(page, demo.get_by_label("Shift", exact=True), 1)
    before = changes(page, img, "alt", before)
    demo.get_by_role("button", name="Move", exact=True).click()
    assert changes(page, img, "alt", before).startswith("Move 1. ")

    bet = ("my_percent", 60, "03.peak")
    assert_bet_is_drawn(notebook, bet, 'checks.prediction("03.peak")', "You said 60 %", "lesson_03_bet")
    assert_answers_are_judged(notebook, "3.2", WALKS_BACKWARDS, "Your head walks backwards")

    again = save_and_reopen(lab, notebook)
    assert_pictures_have_words(again)
    assert demo_of(again, "demos.drive(")[1].get_attribute("alt").startswith("Move 1. ")


def test_lesson_04(lab):
    notebook = assert_blank_run(lab, "04", ("4.1", "4.2", "4.3", "4.4"), formulas=6)
    page = lab.page
    demo, img = demo_of(notebook, "demos.painter(")
    before = img.get_attribute("alt")
    assert before.startswith("Press Step")
    press(page, demo.get_by_label("A: slot", exact=True), "Home")
    before = changes(page, img, "alt", before)
    pad = demo.locator(".ntm-draw-on")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.click(box["x"] + 2.5 * box["width"] / 16, box["y"] + 13.5 * box["height"] / 16)
    before = changes(page, img, "alt", before)
    assert demo.get_by_label("A: slot", exact=True).get_attribute("aria-valuetext") == "13"
    press(page, demo.get_by_role("button", name="Step", exact=True), "Enter")
    before = changes(page, img, "alt", before)
    assert before.startswith("Step 1:")
    demo.get_by_role("button", name="Unwrite all", exact=True).click()
    assert "blank again" in changes(page, img, "alt", before)

    bet = ("my_steps", 12, "04.steps")
    assert_bet_is_drawn(notebook, bet, 'checks.prediction("04.steps")', "You said 12", "lesson_04_bet")
    assert_answers_are_judged(notebook, "4.3", ADDS_FIRST, "You add first and erase afterwards")
    run(notebook, cell_with(notebook, 'checks.mine("4.3")'))
    assert printed(notebook, 'checks.mine("4.3")').startswith("4.3: yours.")

    again = save_and_reopen(lab, notebook)
    assert_pictures_have_words(again)
    demo, img = demo_of(again, "demos.painter(")
    before = img.get_attribute("alt")
    press(page, demo.get_by_label("Steps done", exact=True), "Home")  # the scrubber needs no kernel
    assert changes(page, img, "alt", before).startswith("A blank memory")


def test_lesson_05(lab):
    notebook = assert_blank_run(lab, "05", ("5.1", "5.2", "5.3"), formulas=4)
    page = lab.page
    assert printed(notebook, "functions = checks.my_functions()").startswith("0 of the 11 functions")
    demo, img = demo_of(notebook, "demos.debugger(")
    press(page, demo.get_by_role("button", name="Step", exact=True), "Enter")
    assert img.get_attribute("alt").startswith("Store, step 1:")
    slide(page, demo.get_by_label("Breakpoint", exact=True), 0)
    press(page, demo.get_by_label("Breakpoint", exact=True), "ArrowRight", "ArrowRight")
    demo.get_by_role("button", name="Run to breakpoint", exact=True).click()
    assert img.get_attribute("alt").startswith("Recall, step 0: JUMP")

    bet = ("my_vector", 8, "05.first_wrong")
    assert_bet_is_drawn(notebook, bet, 'checks.prediction("05.first_wrong")', "You said vector 8", "lesson_05_bet")
    assert_answers_are_judged(notebook, "5.1", NEVER_JUMPS, "Your program does not jump back")
    run(notebook, cell_with(notebook, 'checks.mine("5.1")'))
    assert printed(notebook, 'checks.mine("5.1")').startswith("5.1: yours.")

    again = save_and_reopen(lab, notebook)
    assert_pictures_have_words(again)
    demo, img = demo_of(again, "demos.debugger(")
    press(page, demo.get_by_role("button", name="Start over", exact=True), "Enter")
    assert img.get_attribute("alt").startswith("Store, step 0:")  # nothing waits for a kernel


MINE = "functions = checks.my_functions()"


def on_own_answers(lab, **broken):
    """Lesson 05 run to its end, with 01 to 04 solved and saved but for some answers, and a drawing of lesson 00."""
    work = lab.root / "my_work"
    for number in ("01", "02", "03", "04"):
        changed = {exercise: source for exercise, source in broken.items() if exercise[0] == number[1]}
        write(work / f"{LESSONS[number]}.ipynb", solved(number, **changed))
    (work / "drawing.json").write_text(json.dumps(FRAME), encoding="utf-8")
    notebook = lesson(lab, "05")
    assert notebook.run_all(), notebook.errors()
    assert printed(notebook, 'print("agree to 1e-6:"') == "agree to 1e-6: True\n"
    return notebook


def test_lesson_05_runs_on_a_machine_of_ones_own(lab):
    notebook = on_own_answers(lab)
    assert printed(notebook, MINE) == "11 of the 11 functions in this machine are yours. All of it is your code.\n"
    finished = picture(notebook, "programs.copy_program, drawing))")
    assert shown_bits(finished) == shown_bits(finished, style.OUTPUT) == FRAME  # the learner's drawing is copied
    demo, img = demo_of(notebook, "demos.debugger(")
    press(lab.page, demo.get_by_label("All steps", exact=True), "End")
    assert img.get_attribute("alt").endswith("0 of 96 bits wrong.")


def test_lesson_05_runs_without_an_answer_that_is_broken(lab):
    notebook = on_own_answers(lab, **{"3.2": WALKS_BACKWARDS})
    stands_in = "The library's stands in for shift (3.2)."
    assert printed(notebook, MINE) == f"10 of the 11 functions in this machine are yours. {stands_in}\n"
    assert printed(notebook, "run = machine.run(program, vectors)") == "0 of 800 bits wrong\n"
