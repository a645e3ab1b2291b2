"""One labelled slider for every live dial: a native range with a name, which ipywidgets' own sliders lack."""

from __future__ import annotations

from collections.abc import Sequence

import traitlets

from ntm_lib.demos.demo import FOLDER, STYLES, Dial
from ntm_lib.errors import invalid


class Slider(Dial):
    """A range over the numbers that a dial can take, evenly spaced or not.

    label   what the dial is called
    values  the numbers, in order from left to right
    value   the number it starts on: the nearest of `values` is taken
    words   how a number is written beside it, a format such as "{:.1f}" or "{:.0f} rows"

    The kernel sees `.value`. Raises ValueError when there are no values.
    """

    _esm = FOLDER / "slider.js"
    _css = STYLES
    _moves = "position"

    label = traitlets.Unicode().tag(sync=True)
    texts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    position = traitlets.Int(0).tag(sync=True)

    def __init__(self, label: str, values: Sequence[float], value: float | None = None, words: str = "{:g}") -> None:
        if len(values) == 0:
            raise invalid("values", "hold at least one number", 0, f'Slider "{label}"')
        self._values = [float(number) for number in values]
        wanted = self._values[0] if value is None else value
        nearest = min(range(len(self._values)), key=lambda position: abs(self._values[position] - wanted))
        super().__init__(label=label, texts=[words.format(number) for number in self._values], position=nearest)

    @property
    def value(self) -> float:
        """The number that the slider stands on."""
        return self._values[self.position]

    def __repr__(self) -> str:
        return f"{self.label}: {self.texts[self.position]}"
