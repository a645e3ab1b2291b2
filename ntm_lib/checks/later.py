"""Answers of lessons that are not in the course yet, which the machine of lesson 09 is made of: the library's own."""

from __future__ import annotations

from ntm_lib.checks.exercise import Answer
from ntm_lib.errors import invalid

LATER = ("6.1", "6.2", "6.3", "7.1", "8.1", "8.2")


def later_reference(exercise_id: str) -> Answer:
    """The library's function for an exercise to come. Raises ValueError for any other."""
    from ntm_lib import addressing, controllers, heads, machine

    library: dict[str, Answer] = {
        "6.1": heads.squash,
        "6.2": addressing.content_weighting,
        "6.3": addressing.shift,
        "7.1": controllers.FeedForwardNetwork,
        "8.1": machine.step,
        "8.2": machine.run,
    }
    if exercise_id not in library:
        raise invalid("exercise", f"be one of {', '.join(LATER)}", repr(exercise_id), "a later lesson")
    return library[exercise_id]
