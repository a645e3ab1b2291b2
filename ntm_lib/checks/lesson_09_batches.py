"""What makes a batch of the copy task a right one, whoever drew it: the rule of 9.1.

The first thing that is wrong is told, with a drawing of the batch's first sequence.
"""

from __future__ import annotations

from ntm_lib.checks.exercise import Case, Facts, Mistake, Problem
from ntm_lib.checks.facts import agree, array_of, describe
from ntm_lib.checks.lesson_09_layout import NO_CHANNEL, SIZES, Drawn, layout
from ntm_lib.checks.problems import MISFIT


def legal_batches(case: Case, facts: Facts) -> Problem | None:
    """What is wrong with the batches that were drawn for a case; None for nothing."""
    drawn = []
    for item in facts["items"]:
        problem = _form(case, item)
        if problem:
            return problem
        inputs, targets, mask = (array_of(part) for part in item["items"])
        assert inputs is not None and targets is not None and mask is not None  # `_form` has seen to it
        drawn.append(Drawn(inputs, targets, mask, case.arguments["lengths"], case.arguments["bits"]))
        problem = layout(drawn[-1])
        if problem:
            return problem
    return _lengths_drawn(drawn) or _bits_drawn(drawn) or (_repeats(facts) if case.arguments["twice"] else None)


def _form(case: Case, batch: Facts) -> Problem | None:
    """Type, shape and dtype of one batch."""
    if batch["kind"] != "sequence" or batch["type"] == "list" or batch["length"] != 3:
        says = f"You return {describe(batch)}; `Batch(inputs, targets, mask)` is due."
        return Problem("returns nothing" if batch["kind"] == "nothing" else "wrong type", says, order=MISFIT)
    names = ("inputs", "targets", "mask")
    for name, part in zip(names, batch["items"], strict=True):
        if part["type"] != "Tensor" or part["values"] is None:
            return Problem("wrong type", f"`{name}` is {describe(part)}; a torch tensor is due.", order=MISFIT)
    inputs, targets, _ = batch["items"]
    size, bits = case.arguments["batch_size"], case.arguments["bits"]
    time = inputs["shape"][0] if inputs["shape"] else 0
    if inputs["shape"] == [time, size, bits] and targets["shape"][-1:] == [bits]:
        return NO_CHANNEL
    if time == size != targets["shape"][0] and len(inputs["shape"]) == 3:
        return _BATCH_FIRST
    due = ([time, size, bits + 1], [time, size, bits], [time, size])
    if [part["shape"] for part in batch["items"]] in ([due[1], due[0], due[2]], [due[0], due[2], due[1]]):
        says = "The three parts are there, but not in this order: inputs, targets, mask."
        return Problem("parts in another order", says, "your `return`.", order=MISFIT)
    for name, part, shape in zip(names, batch["items"], due, strict=True):
        if part["shape"] != shape:
            if len(shape) == len(part["shape"]) == 3 and part["shape"][0] == size and part["shape"][1] != size:
                return _BATCH_FIRST
            says = f"`{name}` has shape {tuple(part['shape'])}; {tuple(shape)} is due"
            return Problem("wrong shape", f"{says} for the {time} steps of your `inputs`.", SIZES, order=MISFIT)
    for name, part in (("inputs", inputs), ("targets", targets)):
        if "float" not in part["dtype"]:
            says = f"`{name}` is of dtype {part['dtype']}; floats are due, such as `.float()` makes."
            return Problem("wrong dtype", says, order=MISFIT)
    return None


def _lengths_drawn(drawn: list[Drawn]) -> Problem | None:
    """Every length from the shortest to the longest turns up in enough draws."""
    shortest, longest = drawn[0].lengths
    if len(drawn) < 20 or shortest == longest:
        return None
    seen = {int(step) for batch in drawn for step in batch.inputs[:, :, -1].argmax(axis=0)}
    missing = set(range(shortest, longest + 1)) - seen
    if not missing:
        return None
    asked = f"Out of {len(drawn)} batches with lengths = ({shortest}, {longest})"
    if len(seen) == 1:
        says = f"{asked}, every one had length {min(seen)}. The length is to be drawn anew for each batch."
        return Problem(
            "draws no length",
            says,
            "`torch.randint` with one more than the longest length as its upper end, and at anything that sets the "
            "generator back (`manual_seed`).",
        )
    if missing == {longest}:
        return Problem(EXCLUDES_THE_LONGEST.name, EXCLUDES_THE_LONGEST.says, EXCLUDES_THE_LONGEST.look)
    if missing == {shortest}:
        says = f"{asked}, none had length {shortest}. Both ends are included."
        return Problem(EXCLUDES_THE_SHORTEST.name, says, EXCLUDES_THE_SHORTEST.look)
    listed = ", ".join(map(str, sorted(missing)))
    return Problem("lengths missing", f"{asked}, none had length {listed}.", "the ends of your draw.")


def _bits_drawn(drawn: list[Drawn]) -> Problem | None:
    """The bits are drawn, for each step and sequence anew. Small batches are like each other by chance."""
    batch = drawn[0]
    vectors = batch.inputs[: batch.lengths[0], :, : batch.bits]
    if vectors.shape[0] < 2 or vectors.shape[1] < 2 or vectors[0].size < 8:
        return None
    look = "the shape that you draw: (length, batch_size, bits)."
    if vectors.min() == vectors.max():
        says = "Every bit of your vectors is the same. They are to be random zeros and ones."
        return Problem("bits not random", says, "`torch.randint(0, 2, ...)`: its upper end is never drawn.")
    if (vectors == vectors[:, :1]).all():
        return Problem("one sequence for all", "All sequences of your batch are the same one.", look)
    if (vectors == vectors[:1]).all():
        return Problem("one vector for all steps", "All vectors of a sequence are the same one.", look)
    return None


def _repeats(facts: Facts) -> Problem | None:
    """Two generators that start alike give the same batches, and one generator gives new ones."""
    half = len(facts["items"]) // 2
    first, again = facts["items"][:half], facts["items"][half:]
    if all(agree(a, first[0], 0.0) for a in first):
        says = "Batch after batch is the same one. A generator gives something new at each call, unless it is set back."
        return Problem("always the same batch", says, "any `manual_seed` in your function: it belongs to your caller.")
    if not all(agree(a, b, 0.0) for a, b in zip(first, again, strict=True)):
        return Problem(
            "ignores the generator",
            "Two generators that start alike give different batches: some of your randomness does not come from "
            "`generator`.",
            "every `torch.randint`: give it `generator=generator`. (`random` and NumPy know nothing of it.)",
        )
    return None


def _seen_where_single_lengths_raise(got: list[Facts]) -> set[int]:
    """The lengths drawn from (2, 4) by an answer that raises where a single length leaves nothing to draw from."""
    one_length = [got[0], got[1], got[2]]
    all_raise = all(case["raised"] and case["raised"]["type"] in ("RuntimeError", "ValueError") for case in one_length)
    flags = [array_of(batch["items"][0]) for batch in got[3]["value"]["items"]] if all_raise else []
    return {int(step) for inputs in flags if inputs is not None for step in inputs[:, :, -1].argmax(axis=0)}


EXCLUDES_THE_LONGEST = Mistake(
    "excludes the longest length",
    "The longest length never comes up: the upper end of `torch.randint` is not among the numbers it draws. With "
    "lengths = (3, 3) nothing is left to draw from.",
    "the upper end of your draw: `lengths[1] + 1`.",
    shows=lambda got, due: _seen_where_single_lengths_raise(got) in ({2}, {2, 3}),
)
EXCLUDES_THE_SHORTEST = Mistake(
    "excludes the shortest length",
    "The shortest length never comes up. With lengths = (3, 3) nothing is left to draw from. Both ends are included.",
    "the lower end of your draw: `lengths[0]`. `torch.randint` does draw its lower end, and never its upper one.",
    shows=lambda got, due: _seen_where_single_lengths_raise(got) == {3, 4},
)
_BATCH_FIRST = Problem(
    "batch first",
    "Your tensors begin with the batch. Here time comes first: (time, batch, channels).",
    "the order of the sizes in your tensors.",
    order=MISFIT,
)
