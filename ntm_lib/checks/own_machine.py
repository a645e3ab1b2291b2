"""`my_machine`: a machine put together from a learner's own parts, the library's where theirs are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ntm_lib.checks.exercise import Answer
from ntm_lib.checks.later import LATER
from ntm_lib.checks.own_answers import Own, own
from ntm_lib.checks.registry import lesson, lesson_of

if TYPE_CHECKING:
    from ntm_lib.machine import NTM
    from ntm_lib.machine.ntm import Controller


def my_machine(controller: Controller, **sizes: Any) -> NTM:
    """An NTM whose squash (6.1), content weighting (6.2), shift (6.3), step (8.1) and run (8.2) are yours.

    controller  a description, e.g. `LSTMController(100)`; a feed-forward one is 7.1
    sizes       as `NTM` takes them: input_size, output_size, num_slots, ...

    Prints one line that says how many of the parts are yours. Raises TypeError or ValueError as `NTM` does.
    """
    from ntm_lib.machine import NTM

    parts = {exercise_id: own(exercise_id) for exercise_id in LATER}
    print(_line(parts))
    return NTM(
        controller=controller,
        address=_address(parts["6.2"], parts["6.3"]),
        squash=parts["6.1"].answer,
        step=parts["8.1"].answer,
        run=parts["8.2"].answer,
        **sizes,
    )


def _address(content_weighting: Own, shift: Own) -> Answer:
    """Content, gate, shift, sharpen (Fig. 2), with the given first and third step."""
    from ntm_lib import addressing

    if not (content_weighting.is_yours or shift.is_yours):
        return addressing.address

    def address(
        memory: Any, previous: Any, key: Any, key_strength: Any, gate: Any, shift_weighting: Any, sharpening: Any
    ) -> Any:
        content = content_weighting.answer(memory, key, key_strength)
        gated = addressing.interpolate(content, previous, gate)
        return addressing.sharpen(shift.answer(gated, shift_weighting), sharpening)

    return address


def _line(parts: dict[str, Own]) -> str:
    yours = sum(part.is_yours for part in parts.values())
    line = f"Parts that are yours: {yours} of {len(parts)}"
    missing = sorted({lesson_of(i) or 0 for i in parts if not lesson(lesson_of(i) or 0)})
    if not missing:
        return f"{line}."
    named = f"lesson {missing[0]:02d} is" if len(missing) == 1 else f"lessons {missing[0]:02d}-{missing[-1]:02d} are"
    return f"{line}. ({named[:1].upper()}{named[1:]} not in the course yet.)"
