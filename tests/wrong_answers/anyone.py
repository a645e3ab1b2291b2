"""What can go wrong with any exercise: stubs, slips and accidents, made for each from its name and arguments.

Each is (words that the verdict has to hold, source), as in `lesson_00`.
"""

from wrong_answers import lessons

SIGNATURES = {
    "0.1": ("count_ones", "bits"),
    "2.1": ("cosine_similarity", "memory, key"),
    "2.2": ("softmax", "values"),
    "2.3": ("content_weighting", "memory, key, key_strength"),
    "9.1": ("copy_batch", "batch_size, lengths, bits, generator"),
    "9.2": ("bits_per_sequence", "logits, targets, mask"),
    "9.3": ("training_step", "model, batch, optimiser, clip"),
}

ZEROS = {
    "0.1": ("due is", "0"),
    "2.1": ("due is", "np.zeros(len(memory))"),
    "2.2": ("due is", "np.zeros_like(values)"),
    "2.3": ("due is", "np.zeros(len(memory))"),
    "9.1": (
        "no flag",
        "(torch.zeros(2 * lengths[1] + 1, batch_size, bits + 1), torch.zeros(2 * lengths[1] + 1, batch_size, bits), "
        "torch.zeros(2 * lengths[1] + 1, batch_size, dtype=torch.bool))",
    ),
    "9.2": ("due is", "torch.zeros(logits.shape[1])"),
    "9.3": ("due is", "0.0"),
}

for _bank in lessons().values():
    SIGNATURES |= getattr(_bank, "SIGNATURES", {})
    ZEROS |= getattr(_bank, "ZEROS", {})


def accidents(exercise: str, right: str) -> dict[str, tuple[str, str]]:
    """By name: what happens to everybody. `right` is a right answer, as a def."""
    name, arguments = SIGNATURES[exercise]
    first = arguments.split(", ")[0]
    head = f"def {name}({arguments}):\n"
    words, zeros = ZEROS[exercise]
    return {
        "all zeros": (words, f"{head}    return {zeros}\n"),
        "returns None": ("None", f"{head}    answer = {first}\n"),
        "bare return": ("None", f"{head}    return\n"),
        "prints it": ("None", f"{head}    print('my answer is', 42)\n"),
        "Ellipsis": ("None", f"{head}    ...\n"),
        "its own error": ("I am not done", f"{head}    raise RuntimeError('I am not done')\n"),
        "asserts": ("AssertionError", f"{head}    assert {first} is None\n    return {first}\n"),
        "recursion without end": ("RecursionError", f"{head}    return {name}({arguments})\n"),
        "an argument too many": ("cannot be called with the arguments", right.replace("):\n", ", extra):\n", 1)),
        "no arguments": ("cannot be called with the arguments", f"def {name}():\n    return {zeros!r}\n"),
        "a name that is nowhere": ("`nowhere`", f"{head}    return nowhere + {first}\n"),
        "a misspelt argument": (f"`{first}s_`", f"{head}    return {first}s_\n"),
        "a helper that is nowhere": ("`helper`", f"{head}    return helper({arguments})\n"),
        "a module that is nowhere": ("no_such_module", f"import no_such_module\n\n{head}    return no_such_module.f()\n"),
        "a missing colon": ("cannot read", head.replace(":", "") + "    return 0\n"),
        "a bracket left open": ("cannot read", f"{head}    return ({first}\n"),
        "no indent": ("cannot read", f"{head}return {first}\n"),
        "the untouched stub": ("still the empty exercise", f'{head}    """What."""\n    raise NotImplementedError("Exercise {exercise}")\n'),
        "the stub's line left in": ("Take it out", f'{head}    answer = {first}\n    raise NotImplementedError("Exercise {exercise}")\n'),
        "nothing at all": ("still the empty exercise", ""),
        "another name": ("is not there at all", right.replace(name, f"my_{name}")),
        "not a function": ("is not a function", f"{name} = 42\n"),
        "itself": (name, f"{head}    return {name}\n"),
        "stops the program": ("stops the whole program", f"import sys\n\n{head}    sys.exit()\n"),
        "an error while it is defined": ("ZeroDivisionError", f"SCALE = 1 / 0\n\n{head}    return SCALE * {first}\n"),
    }
