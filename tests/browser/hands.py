"""What a learner's hands do on a page and in a notebook, and waiting for what comes of it."""

from __future__ import annotations

import json

import pytest

SOURCES = """() => {
    const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
    return Array.from({ length: cells.length }, (_, i) => cells.get(i).sharedModel.getSource());
}"""
TYPE = """([i, source]) =>
    window.jupyterapp.shell.currentWidget.content.model.cells.get(i).sharedModel.setSource(source)"""
RUN = """async ([i, command]) => {
    const content = window.jupyterapp.shell.currentWidget.content;
    content.deselectAll();
    content.activeCellIndex = i;
    return await window.jupyterapp.commands.execute(command);
}"""


def press(page, place, *keys):
    """Focus an element and press keys on it."""
    place.focus()
    for key in keys:
        page.keyboard.press(key)


def slide(page, dial, part):
    """Click on a dial's line with the mouse: part 0 is its left end, 1 its right end."""
    dial.scroll_into_view_if_needed()
    box, end = dial.bounding_box(), 8  # a range's thumb is 16 px wide, and stops half of it before the end
    page.mouse.click(box["x"] + end + part * (box["width"] - 2 * end), box["y"] + box["height"] / 2)


def changes(page, place, attribute, before):
    """Wait until an attribute is another one than before, and return it."""
    for _ in range(100):
        now = place.get_attribute(attribute)
        if now != before:
            return now
        page.wait_for_timeout(50)
    pytest.fail(f"{attribute} stayed {str(before)[:80]!r}")


def drawn(page, file, expected):
    """What the saved drawing is, once it is what is expected or two seconds have passed."""
    rows = None
    for _ in range(40):
        rows = json.loads(file.read_text()) if file.exists() else None
        if rows == expected:
            break
        page.wait_for_timeout(50)
    return rows


def cell_with(notebook, text):
    """The place of the one cell that holds this text."""
    found = [place for place, source in enumerate(notebook.page.evaluate(SOURCES)) if text in source]
    assert len(found) == 1, f"{text!r} is in cells {found}"
    return found[0]


def type_in(notebook, text, new):
    """Write a new source into the cell that holds this text, and run that cell."""
    place = cell_with(notebook, text)
    notebook.page.evaluate(TYPE, [place, new])
    run(notebook, place)


def run(notebook, place, command="notebook:run-cell"):
    """Run a cell, or with "notebook:run-all-below" the rest of the notebook as well."""
    assert notebook.page.evaluate(RUN, [place, command]), notebook.errors()


def printed(notebook, text):
    """What the one cell with this text has printed."""
    outputs = notebook.outputs(cell_with(notebook, text))
    return "".join(output["text"] for output in outputs if output["output_type"] == "stream")


def picture(notebook, text):
    """The picture under the one cell with this text."""
    img = notebook.output(cell_with(notebook, text)).locator("img")
    img.wait_for()
    return img
