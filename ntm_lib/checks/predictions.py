"""What a learner bet on before they knew: kept in their folder, drawn into the picture later."""

from __future__ import annotations

import math
from typing import Any

from ntm_lib import my_work
from ntm_lib.errors import invalid, wrong_type

_FILE = "predictions"
_MOST_CHARACTERS = 200

Prediction = int | float | str


def predict(name: str, value: Prediction | None) -> None:
    """Keep your prediction, and say so in one line. None keeps nothing; you can go on all the same.

    value  a number, or a few words
    """
    if value is None:
        print("No prediction, and that is fine. Put one in place of None if you want to bet.")
        return
    try:
        kept = _checked(value)
    except (TypeError, ValueError) as error:
        print(error)
        return
    try:
        my_work.save(_FILE, _all() | {name: kept})
    except OSError:
        print(f"Your prediction: {kept}. (It could not be saved in {my_work.folder()}.)")
        return
    print(f"Your prediction is kept: {kept}.")


def prediction(name: str) -> Prediction | None:
    """The prediction kept under this name, or None."""
    value = _all().get(name)
    try:
        return None if value is None else _checked(value)
    except (TypeError, ValueError):
        return None


def _all() -> dict[str, Any]:
    kept = my_work.load(_FILE)
    return kept if isinstance(kept, dict) else {}


def _checked(value: Any) -> Prediction:
    """A plain number or string. Raises TypeError or ValueError for anything else."""
    if hasattr(value, "item") and getattr(value, "size", None) == 1:
        value = value.item()  # NumPy's numbers
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise wrong_type("prediction", "be a number or a few words", type(value).__name__, "predict")
    if isinstance(value, str) and not 0 < len(value.strip()) <= _MOST_CHARACTERS:
        raise invalid("prediction", f"have 1 to {_MOST_CHARACTERS} characters", len(value), "predict")
    if isinstance(value, float) and not math.isfinite(value):
        raise invalid("prediction", "be finite", value, "predict")
    return value
