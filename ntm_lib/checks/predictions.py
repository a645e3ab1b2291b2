"""What a learner bet on before they knew: kept in their folder, drawn into the picture later.

Each bet of the lessons has a rule here, so that no picture is ever given a bet that it cannot draw.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from ntm_lib import my_work
from ntm_lib.errors import invalid, wrong_type

_FILE = "predictions"

Prediction = int | float


class Bet(NamedTuple):
    """What may be bet: a rule that completes "must ...", and whether a finite number keeps it."""

    rule: str
    keeps: Callable[[float], bool]


def _is_whole(number: float) -> bool:
    return number == int(number)


BETS = {
    "00.slot": Bet("be a whole number from 0 to 127", lambda slot: _is_whole(slot) and 0 <= slot <= 127),
    "01.slot": Bet("be a whole number from 0 to 4", lambda slot: _is_whole(slot) and 0 <= slot <= 4),
    "02.strength": Bet("be a number above 0", lambda strength: strength > 0),
    "03.peak": Bet("be a number from 0 to 100", lambda percent: 0 <= percent <= 100),
    "04.steps": Bet("be a whole number from 1 to 1000", lambda steps: _is_whole(steps) and 1 <= steps <= 1000),
    "05.first_wrong": Bet("be a whole number from 0 to 99", lambda vector: _is_whole(vector) and 0 <= vector <= 99),
    "09.sequences": Bet("be a whole number of at least 1", lambda count: _is_whole(count) and count >= 1),
    "09.walking_up": Bet("be a whole number from 0 to 4", lambda count: _is_whole(count) and 0 <= count <= 4),
}


def predict(name: str, value: Prediction | None) -> None:
    """Keep your prediction, and say so in one line. None keeps nothing; you can go on all the same.

    name   which bet of the lessons it is: one of `BETS`
    value  a number that the bet allows; anything else is told and not kept
    """
    try:
        bet = _find(name)
        kept = None if value is None else _checked(name, bet, value)
    except (TypeError, ValueError) as error:
        print(f"{error} It is not kept; you can go on all the same.")
        return
    if kept is None:
        print("No prediction, and that is fine. Put one in place of None if you want to bet.")
        return
    try:
        my_work.save(_FILE, _all() | {name: kept})
    except OSError:
        print(f"Your prediction: {kept}. (It could not be saved in {my_work.folder()}.)")
        return
    print(f"Your prediction is kept: {kept}.")


def prediction(name: str) -> Prediction | None:
    """The prediction kept under this name; None where there is none, or one that the bet does not allow."""
    value = _all().get(name)
    try:
        return None if value is None else _checked(name, _find(name), value)
    except (TypeError, ValueError):
        return None


def _all() -> dict[str, Any]:
    kept = my_work.load(_FILE)
    return kept if isinstance(kept, dict) else {}


def _find(name: object) -> Bet:
    """Raises ValueError for a bet that no lesson has."""
    if not isinstance(name, str) or name not in BETS:
        raise invalid("name", f"be one of {', '.join(BETS)}", repr(name)[:60], "predict")
    return BETS[name]


def _checked(name: str, bet: Bet, value: Any) -> Prediction:
    """A plain number. Raises TypeError for anything else, ValueError for a number that the bet does not allow."""
    if hasattr(value, "item") and getattr(value, "size", None) == 1:
        value = value.item()  # NumPy's numbers
    if isinstance(value, bool) or not isinstance(value, int | float):
        shown = repr(value[:40]) if isinstance(value, str) else type(value).__name__
        raise wrong_type("prediction", bet.rule, shown, name)
    number = _float(value)
    if not math.isfinite(number) or not bet.keeps(number):
        raise invalid("prediction", bet.rule, f"{number:g}", name)
    return int(value) if _is_whole(number) else value


def _float(value: Prediction) -> float:
    try:
        return float(value)
    except OverflowError:  # an int beyond every float
        return math.inf
