"""One of a few, by name: native radio buttons, which JupyterLab's shortcuts leave alone."""

from __future__ import annotations

from collections.abc import Sequence

import traitlets

from ntm_lib.demos.demo import FOLDER, STYLES, Dial


class Choice(Dial):
    """Radio buttons in a row.

    label    the question
    options  the answers; the first is chosen at the start

    The kernel sees `.value`, the chosen answer.
    """

    _esm = FOLDER / "choice.js"
    _css = STYLES
    _moves = "value"

    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode(), minlen=1).tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, options: Sequence[str]) -> None:
        super().__init__(label=label, options=list(options), value=options[0])

    def __repr__(self) -> str:
        return f"{self.label}: {self.value}"
