"""Verdicts: right answers pass however they are written, wrong ones are named, and every message teaches."""

import random
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

from answers_to_check import BITS, COSINE, RIGHT, SOFTMAX, WRONG, ZEROS
from ntm_lib.checks import judge, registry
from ntm_lib.checks.exercise import Exercise, Mistake
from ntm_lib.checks.judging import _due
from ntm_lib.checks.probe import probe
from ntm_lib.checks.verdict import verdict_of

EXERCISES = registry.every()
IDS = [exercise.id for exercise in EXERCISES]
MISTAKES = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.mistakes if mistake.mutants]


@pytest.mark.parametrize(("exercise", "source"), [(i, source) for i in IDS for source in RIGHT[i]])
def test_a_right_answer_passes_however_it_is_written(exercise: str, source: str) -> None:
    lines = {judge(exercise, source, seed).message for seed in (0, 1, 12345)}
    assert lines == {registry.find(exercise).correct_line}


def _wrong() -> Iterator[object]:
    """A program of lesson 05 is run for a thousand steps each time it is judged: every day only a few of them."""
    for place, (exercise, source, mistake) in enumerate(WRONG):
        marks = [pytest.mark.slow] if exercise.startswith("5.") and place % 5 else []
        yield pytest.param(exercise, source, mistake, marks=marks)


@pytest.mark.parametrize(("exercise", "source", "mistake"), list(_wrong()))
def test_a_wrong_answer_is_named_and_the_message_ends_with_where_to_get_a_hint(
    exercise: str, source: str, mistake: str
) -> None:
    for seed in (0, 7):
        verdict = judge(exercise, source, seed)
        assert (verdict.correct, verdict.mistake) == (False, mistake), verdict.message
        assert verdict.message.splitlines()[-1].endswith(f'checks.hint("{exercise}")')
        assert "ntm_lib/" not in verdict.message and "Traceback" not in verdict.message
        assert max(map(len, verdict.message.splitlines())) <= 120


@pytest.mark.parametrize("exercise", IDS)
def test_an_all_zeros_answer_and_a_blank_one_fail(exercise: str) -> None:
    name = registry.find(exercise).name
    assert not judge(exercise, ZEROS[exercise]).correct
    for empty in (
        f'def {name}(*a):\n    """Doc."""\n    raise NotImplementedError("Exercise {exercise}")',
        "",
        "x = 1",
    ):
        assert judge(exercise, empty).mistake == "not attempted"
    assert judge(exercise, f"def {name}(*a):\n    pass").mistake in ("returns nothing", "wrong type", "does not step")


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=[f"{e.id} {m.name}" for e, m in MISTAKES])
def test_no_two_mistakes_look_alike(exercise: Exercise, mistake: Mistake) -> None:
    for mutant in mistake.mutants:
        for seed in (0, 7):
            facts = probe(exercise, _always(mutant), seed)
            assert verdict_of(exercise, facts, _due(exercise.id, seed), seed).mistake == mistake.name


def _always(mutant: Callable[..., object]) -> Callable[[], Callable[..., object]]:
    return lambda: mutant


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_mistakes_have_names_of_their_own_and_hints_grow(exercise: Exercise) -> None:
    names = [mistake.name for mistake in exercise.mistakes]
    assert len(set(names)) == len(names)
    assert len({len(hint) for hint in exercise.hints}) == 3 and exercise.points in (0, 1)


def test_the_message_shows_the_smallest_example_with_numbers() -> None:
    assert judge("2.1", COSINE + "return memory @ key").message.splitlines() == [
        "2.1 cosine_similarity: not correct yet.",
        "  You return the dot products alone. They grow with the length of a slot and of the key, so",
        "  a long slot wins over a similar one.",
        "  The smallest example that shows it:",
        "    memory      [[3, 4],",
        "                 [0, 2]]",
        "    key         [3, 4]",
        "    you return  [25, 8]",
        "    due is      [1, 0.8]",
        "  Look at the divisor of Eq. 6: the length of the slot times the length of the key.",
        '  For a hint: checks.hint("2.1")',
    ]


def test_an_error_shows_the_learners_own_lines_and_no_others() -> None:
    source = "def part(v):\n    return np.ones(2) @ np.ones(3)\n" + SOFTMAX + "return part(values)"
    message = judge("2.2", source).message
    assert (
        "    in softmax, line 2: return part(values)\n    in part, line 2: return np.ones(2) @ np.ones(3)\n" in message
    )
    assert "ValueError: matmul" in message and "rebuild" not in message and "probe" not in message


@pytest.mark.parametrize("above", ["", "import math\nSCALE = math.pi\n", "\n\ndef SCALE():\n    pass\n\n\n"])
def test_the_line_of_an_error_counts_from_its_def_wherever_that_stands(above: str) -> None:
    source = above + 'def softmax(values):\n    """Shares."""\n    values.twice()\n    return SCALE\n'
    assert "    in softmax, line 3: values.twice()\n" in judge("2.2", source).message


def test_parameters_in_another_order_are_told_as_that_and_only_where_something_is_wrong() -> None:
    swapped = "def cosine_similarity(key, memory):\n    return memory @ key / np.linalg.norm(memory, axis=1)"
    verdict = judge("2.1", swapped)
    assert verdict.mistake == "parameters in another order"
    assert "takes `key, memory`, in this order. It is called with memory, key." in verdict.message
    right = "def content_weighting(key, memory, key_strength):\n    return by_hand.content_weighting(key, memory, "
    assert judge("2.3", right + "key_strength)").correct


def test_an_error_outside_every_function_has_no_number() -> None:
    assert "\n    in your code: SCALE = 1 / 0\n" in judge("2.2", "SCALE = 1 / 0\n" + SOFTMAX + "return SCALE").message


def test_a_name_like_none_that_is_there_gets_no_suggestion() -> None:
    message = judge("2.2", SOFTMAX + "return nowhere").message
    assert "Did you mean" not in message and "What a loop" in message
    assert judge("2.2", SOFTMAX + "raise NameError('x', name=5)").mistake == "raises NameError"


def test_beside_an_error_many_numbers_are_shapes_alone() -> None:
    source = "def bits_per_sequence(logits, targets, mask):\n    if len(logits) > 3:\n        logits.twice()\n"
    right = "    return F.softplus(logits - 2 * logits * targets).mul(mask[..., None]).sum((0, 2)) / math.log(2)\n"
    message = judge("9.2", source + right).message
    assert "logits   a torch tensor of shape (4, 2, 3)" in message and len(message.splitlines()) < 12


def test_what_an_answer_prints_is_shown_when_it_fails_and_dropped_when_it_passes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    chatty = 'import warnings\ndef count_ones(bits):\n    print("so many")\n    warnings.warn("mind")\n    return '
    right, wrong = judge("0.1", chatty + "int(bits.sum())"), judge("0.1", chatty + "-1")
    assert right.message == "0.1 count_ones: correct. 1 point." and right.remarks == ("prints while it runs",)
    assert "so many" in wrong.message and "mind" in wrong.message
    assert capsys.readouterr() == ("", "")


def test_what_is_printed_stands_under_the_example_that_printed_it() -> None:
    warns = COSINE + "print(memory.shape)\n    return memory @ key / np.linalg.norm(memory, axis=1)"
    here = judge("2.1", warns).message.splitlines()
    assert here[here.index("  Your code printed:") + 1 :] == ["    (2, 2)", '  For a hint: checks.hint("2.1")']
    elsewhere = judge("2.1", warns.replace("print(memory.shape)\n    ", "")).message
    assert "printed nothing on this example, but elsewhere:\n    RuntimeWarning: invalid value" in elsewhere
    blank = judge("2.1", COSINE + "return memory @ key / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key))")
    assert "Your code printed:\n    RuntimeWarning: invalid value encountered in divide\n" in blank.message


def test_the_kernel_around_an_answer_is_as_before() -> None:
    torch.manual_seed(5), np.random.seed(5), random.seed(5)
    due = torch.rand(1).item(), np.random.rand(), random.random()
    torch.manual_seed(5), np.random.seed(5), random.seed(5)
    torch.set_default_dtype(torch.float64)
    try:
        meddling = (
            "import random\nnp.random.seed(1); random.seed(1); torch.manual_seed(1); np.seterr(all='ignore')\n    "
        )
        source = BITS + "import random\n    np.random.seed(1); random.seed(1); torch.manual_seed(1)\n    "
        assert meddling and judge("9.2", source + RIGHT["9.2"][0].partition("\n    ")[2]).correct
        assert torch.get_default_dtype() == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)
    assert (torch.rand(1).item(), np.random.rand(), random.random()) == due


def test_an_answer_that_calls_the_library_is_remarked_on() -> None:
    taken = (
        "from ntm_lib.by_hand import softmax as theirs\nsoftmax = theirs",
        "softmax = by_hand.softmax",
        "import ntm_lib.by_hand as theirs\nsoftmax = theirs.softmax",
        "from ntm_lib import by_hand as theirs\nsoftmax = theirs.softmax",
    )
    for source in taken:
        verdict = judge("2.2", source)
        assert verdict.correct and verdict.remarks == ("uses the library's own softmax",)
    assert judge("2.2", RIGHT["2.2"][0]).remarks == ()


def test_another_exercises_wrong_answer_costs_nothing_here() -> None:
    notebook = "def softmax(v):\n    return v * 0\ndef cosine_similarity(m, k):\n    1 / 0\n" + RIGHT["2.3"][0]
    assert judge("2.3", notebook).correct and not judge("2.2", notebook).correct


@pytest.mark.parametrize("exercise", ["2.9", "21", "", None, 2.1, "7.1"])
def test_an_exercise_that_does_not_exist_is_an_error_of_the_usual_form(exercise: object) -> None:
    with pytest.raises(ValueError, match=r"^exercise must be one of .*2\.1.*; got .* for checks\.$"):
        judge(exercise, "")  # type: ignore[arg-type]
