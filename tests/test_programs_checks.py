"""The checks of lesson 05: what a program does decides, and the message says where the head was when it went wrong."""

from __future__ import annotations

import re

import numpy as np
import pytest

from answers.lesson_05 import COPY, DELAY, JUMP, KEEPS_VECTORS, REVERSE, WALK, instead
from ntm_lib import by_hand
from ntm_lib.checks import judge

SEEDS = range(4)


@pytest.mark.parametrize("sharpening", ["1.5", "2", "50"])
@pytest.mark.parametrize(("exercise", "source"), [("5.1", COPY), ("5.2", REVERSE), ("5.3", DELAY)])
def test_any_sharpening_from_one_and_a_half_on_is_right(exercise, source, sharpening):
    assert judge(exercise, source.replace("10.0", sharpening)).correct


@pytest.mark.parametrize("sharpening", ["1.0", "1.15", "1.2"])
def test_a_low_sharpening_is_named_for_every_seed_and_its_blur_is_drawn(sharpening):
    verdicts = [judge("5.1", COPY.replace("10.0", sharpening), seed) for seed in SEEDS]
    assert {verdict.mistake for verdict in verdicts} == {"sharpening too low"}
    bars = [line.count("█") for line in verdicts[0].message.splitlines() if "moves" in line and "█" in line]
    assert len(bars) >= 3 and bars == sorted(bars, reverse=True) and bars[0] > bars[-1]


def test_a_hardly_choosy_key_fails_for_every_seed_because_the_hardest_vector_is_always_tried():
    weak = instead(COPY, "marker, 50.0", "marker, 3.0", "10.0", "1.5")
    assert {judge("5.1", weak, seed).mistake for seed in SEEDS} == {"key strength too low"}
    assert all(judge("5.1", instead(COPY, "marker, 50.0", "marker, 20.0"), seed).correct for seed in SEEDS)


def test_the_first_wrong_bit_is_told_with_the_heads_position():
    source = instead(COPY, WALK, WALK.replace("1, 10", "-1, 10"))
    lines = [line.strip() for line in judge("5.1", source).message.splitlines()]
    start = lines.index("2 vectors of 3 bits, 6 slots")
    assert lines[start + 1 : start + 5] == [
        "first wrong bit: recall step 1, bit 1",
        "0.00 comes out, 1 is due",
        "the head is on slot 5 (share 1.00)",
        "when it was shown vector 1, it was on slot 1 (share 1.00)",
    ]


def test_a_head_on_two_slots_and_one_on_none_are_told_as_that():
    half = judge("5.1", instead(COPY, JUMP, JUMP.replace("1.0, 0", "0.5, 0"))).message
    assert "the head is on slots 0 (0.50) and 1 (0.50)" in half
    nowhere = judge("5.1", instead(COPY, JUMP, JUMP.replace("marker", "nothing"))).message
    assert "the head is on no slot in particular: its largest share is 0.17" in nowhere


def test_what_is_kept_in_python_shows_when_the_same_is_asked_again_even_if_every_bit_is_right():
    """A deque is not looked into, so that the name outside is not told."""
    verdict = judge("5.1", KEEPS_VECTORS.replace("kept = []", "from collections import deque\nkept = deque()"))
    assert verdict.mistake == "remembers by itself" and "the program gives other controls" in verdict.message


@pytest.mark.parametrize("name", ["kept", "count"])
def test_a_name_outside_that_a_program_changes_is_told_even_if_every_bit_is_right(name):
    counts = "count = 0\n" + instead(COPY, "    nothing =", "    global count\n    count += 1\n    nothing =")
    verdict = judge("5.1", {"kept": KEEPS_VECTORS, "count": counts}[name])
    assert verdict.mistake == "remembers by itself" and f"changes `{name}`" in verdict.message


def test_right_bits_are_not_enough_if_recall_spoils_the_memory():
    """The last vector is wiped after it was read, which no later answer shows."""
    wipes = instead(REVERSE, "10.0, nothing, nothing", "10.0, np.ones(len(vector) + 1), nothing")
    verdict = judge("5.2", wipes)
    assert verdict.mistake == "goes on writing during recall"
    assert "recall changes numbers of the memory, one of them by 1.00" in verdict.message


def test_a_blank_first_vector_without_an_erase_is_no_missing_write():
    assert judge("5.1", instead(COPY, "10.0, np.ones(len(vector) + 1)", "10.0, nothing")).correct


def test_the_programs_own_errors_are_shown_as_its_own():
    message = judge("5.1", instead(COPY, "marker, 50.0", "marker[5], 50.0")).message
    assert "IndexError" in message and "in copy_program, line 9" in message
    own = judge("5.1", "def copy_program(vector, phase, step):\n    raise ValueError('gate must be mine')")
    assert own.mistake == "raises ValueError" and "in copy_program, line 2" in own.message


def test_another_exercises_answer_is_its_reference():
    source = (
        "def copy_program(*a):\n    return None\n\ndef delay_program(v, p, s):\n    return copy_program(v, 'store', s)"
    )
    assert judge("5.3", source).correct
    assert judge("5.3", source).message == "5.3 delay_program: correct. A stretch, no points."


@pytest.mark.parametrize(("strength", "sharpening"), [("5.0", "1.5"), ("1.0", "10.0")])
def test_a_weak_key_is_told_with_the_numbers_of_its_own_example(strength, sharpening):
    weak = instead(COPY, "marker, 50.0", f"marker, {strength}", "10.0", sharpening)
    message = judge("5.1", weak).message
    bits, slots = map(int, re.search(r"of (\d+) bits, (\d+) slots; recall", message).groups())
    ones = int(_number("ones beside the marker (1)", message))
    cosine = 1 / (ones + 1) ** 0.5
    exponent, share = float(strength) * cosine, 1 / (1 + (slots - 1) * np.exp(-float(strength) * cosine))
    assert 0 < ones <= bits and _number("cosine of their slot and the key", message) == round(cosine, 2)
    assert _number(f"times the key strength, {float(strength):g}", message) == round(exponent, 2)
    assert _number(f"share of the marker's slot beside {slots - 1} others", message) == round(share, 2)


def _number(words, message):
    return float(re.search(rf"{re.escape(words)}: ([\d.]+\d|\d)", message).group(1))


def test_fifty_with_sharpening_ten_finds_a_marker_beside_a_hundred_ones_and_alone_it_does_not():
    """What the message of a weak key says is enough."""
    slot = np.ones((128, 101))
    slot[1:, -1] = 0
    shares = by_hand.content_weighting(slot, np.eye(101)[-1], 50.0)
    assert shares[0] < 0.6 and by_hand.sharpen(shares, 10.0)[0] > 0.99
