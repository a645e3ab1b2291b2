"""The one form of every error: ``<argument> must <rule>; got <value> for <context>.``

The checks here look at plain Python facts only (a count, a shape), so that the equations stay cheap and
the same lines serve NumPy and torch.
"""

from __future__ import annotations

from collections.abc import Sequence


def _sentence(argument: str, rule: str, value: object, context: str) -> str:
    return f"{argument} must {rule}; got {value} for {context}."


def invalid(argument: str, rule: str, value: object, context: str) -> ValueError:
    """A value that breaks a rule. The caller raises what this returns."""
    return ValueError(_sentence(argument, rule, value, context))


def wrong_type(argument: str, rule: str, value: object, context: str) -> TypeError:
    """A value of the wrong kind. The caller raises what this returns."""
    return TypeError(_sentence(argument, rule, value, context))


def check_count(argument: str, value: object, context: str, minimum: int = 1) -> int:
    """Return `value` if it is a whole number of at least `minimum`.

    Raises TypeError for anything but an int (a bool included), ValueError for a number that is too small.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_type(argument, "be an int", repr(value), context)
    if value < minimum:
        raise invalid(argument, f"be at least {minimum}", value, context)
    return value


def check_lengths(lengths: object, context: str) -> tuple[int, int]:
    """Return (shortest, longest) if `lengths` is such a pair, in order, both at least 1.

    Raises TypeError for anything but a pair of ints, ValueError for lengths below 1 or out of order.
    """
    if not isinstance(lengths, tuple | list) or len(lengths) != 2:
        raise wrong_type("lengths", "be a pair (shortest, longest)", repr(lengths), context)
    shortest = check_count("shortest length", lengths[0], context)
    longest = check_count("longest length", lengths[1], context)
    if longest < shortest:
        raise invalid("lengths", "be in order (shortest, longest)", (shortest, longest), context)
    return shortest, longest


def check_shape(argument: str, got: Sequence[int], expected: Sequence[int], context: str) -> None:
    """Raise ValueError unless the two shapes are equal: an equation never broadcasts by accident."""
    if tuple(got) != tuple(expected):
        raise invalid(argument, f"have shape {tuple(expected)}", tuple(got), context)


def check_axes(argument: str, got: Sequence[int], axes: str, context: str) -> None:
    """Raise ValueError unless there is one axis for each of `axes`, such as "(time, batch, features)"."""
    if len(got) != len(axes.strip("(,)").split(",")):
        raise invalid(argument, f"have axes {axes}", tuple(got), context)


def check_leading(argument: str, got: Sequence[int], expected: Sequence[int], context: str) -> None:
    """Raise ValueError unless the leading axes are `expected`, or absent (one value shared by all)."""
    if tuple(got) not in ((), tuple(expected)):
        raise invalid(argument, f"have leading axes {tuple(expected)} or none", tuple(got), context)


def check_beside(argument: str, got: Sequence[int], expected: Sequence[int], context: str) -> None:
    """Raise ValueError unless the leading axes pair off with `expected`: each equal, or one of them 1; or one has none.

    As many axes on both sides: a batch of heads `(batch, heads)` beside a batch of memories `(batch,)` would run where
    the numbers happen to be equal, and pair the second head with the second memory.
    """
    same_count = len(got) == len(expected)
    if got and expected and not (same_count and all(a == b or 1 in (a, b) for a, b in zip(got, expected, strict=True))):
        raise invalid(argument, f"have leading axes that pair off with {tuple(expected)}", tuple(got), context)


def check_width(argument: str, got: int, expected: int, context: str) -> None:
    """Raise ValueError unless the last axis has `expected` numbers."""
    if got != expected:
        raise invalid(argument, f"have {expected} numbers in its last axis", got, context)


def check_shifts(shifts: int, context: str) -> int:
    """Return R for a shift weighting over -R ... +R. Raises ValueError for an even number of shifts."""
    if shifts % 2 == 0:
        raise invalid("shift_weighting", "have an odd number of shifts, -R ... +R", shifts, context)
    return shifts // 2
