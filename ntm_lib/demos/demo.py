"""What every demo puts on the page: its sentence and a still picture always, the live widget where a person looks.

nbval compares the sentence alone. A widget view is sent only to a front end: stored without its state it would be
an error message on every page that shows the notebook later.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets

from ntm_lib import figures

FOLDER = Path(__file__).parent
STYLES = FOLDER / "demos.css"


class Demo:
    """A demo: subclasses give `sentence`, `still()` and `live()`."""

    @property
    def sentence(self) -> str:
        """What the demo shows, in words computed from its data; the same at every run."""
        raise NotImplementedError

    def still(self) -> bytes:
        """The film strip, a PNG file."""
        raise NotImplementedError

    def live(self) -> ipywidgets.DOMWidget:
        """The widget that a person moves."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.sentence

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data: dict[str, Any] = {}
        if figures.front_end():
            data |= widget_view(self.live())
        data |= {"text/plain": self.sentence, "image/png": base64.b64encode(self.still()).decode()}
        return data, {"image/png": {"alt": self.sentence}}


class Dial(anywidget.AnyWidget):
    """A control that is part of a demo: subclasses name in `_moves` the trait that a person moves."""

    _moves: str

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever the dial has been moved."""
        self.observe(lambda change: listener(), names=self._moves)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        view = widget_view(self) if figures.front_end() else {}
        return view | {"text/plain": repr(self)}, {}


def widget_view(widget: ipywidgets.DOMWidget) -> dict[str, Any]:
    """The mime data that makes a front end show a widget."""
    return {
        "application/vnd.jupyter.widget-view+json": {
            "version_major": 2,
            "version_minor": 0,
            "model_id": widget.model_id,
        }
    }
