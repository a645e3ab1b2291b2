"""Bad input gets a sentence in the one form, never a broadcast, a NaN or a stack trace out of torch.

Each line names the argument that the sentence must begin with. Run without a type checker, as a learner does: it would
speak first.
"""

from __future__ import annotations

import pytest

from ntm_lib import addressing, by_hand, memory
from ntm_lib.errors import check_beside, check_count, invalid, wrong_type
from refusals import n, refused, t


def test_the_sentence_by_hand():
    assert str(invalid("gate", "be at most 1", 3, "interpolate")) == "gate must be at most 1; got 3 for interpolate."
    assert isinstance(invalid("a", "b", "c", "d"), ValueError) and isinstance(wrong_type("a", "b", "c", "d"), TypeError)


def test_a_count_is_handed_back():
    assert check_count("n", 0, "a test", minimum=0) == 0 and check_count("n", 7, "a test") == 7


@pytest.mark.parametrize(
    ("got", "expected"),
    [((), (2, 3)), ((2, 3), ()), ((2, 3), (2, 3)), ((2, 3), (2, 1)), ((1, 3), (2, 3)), ((0,), (1,)), ((0,), (0,))],
)
def test_leading_axes_that_pair_off(got, expected):
    check_beside("key", got, expected, "a test")


@pytest.mark.parametrize(("got", "expected"), [((2,), (3,)), ((3, 3), (3,)), ((3,), (3, 3)), ((2, 3), (3, 2))])
def test_refuses_leading_axes_that_do_not(got, expected):
    refused("key", lambda: check_beside("key", got, expected, "a test"))


EQUATIONS = [
    ("key", lambda: addressing.cosine_similarity(t(4, 3), t(2))),
    ("key", lambda: addressing.cosine_similarity(t(4, 3), t(1))),
    ("key", lambda: addressing.cosine_similarity(t(2, 4, 3), t(5, 3))),
    ("key", lambda: addressing.cosine_similarity(t(2, 4, 3), t(2, 2, 3))),
    ("key", lambda: addressing.content_weighting(t(4, 3), t(4), 1.0)),
    ("key_strength", lambda: addressing.content_weighting(t(4, 3), t(3), t(4))),
    ("key_strength", lambda: addressing.content_weighting(t(4, 3), t(3), t(1))),
    ("key_strength", lambda: addressing.content_weighting(t(2, 4, 3), t(2, 3), t(2, 1))),
    ("key_strength", lambda: addressing.content_weighting(t(2, 1, 4, 3), t(2, 5, 3), t(2))),
    ("previous", lambda: addressing.interpolate(t(4), t(1), 0.5)),
    ("previous", lambda: addressing.interpolate(t(2, 4), t(4), 0.5)),
    ("gate", lambda: addressing.interpolate(t(2, 4), t(2, 4), t(4))),
    ("gate", lambda: addressing.interpolate(t(2, 4), t(2, 4), t(2, 1))),
    ("shift_weighting", lambda: addressing.shift(t(4), t(2))),
    ("shift_weighting", lambda: addressing.shift(t(4), t(0))),
    ("shift_weighting", lambda: addressing.shift(t(2, 4), t(3, 3))),
    ("shift_weighting", lambda: addressing.shift(t(4), t(2, 3))),
    ("sharpening", lambda: addressing.sharpen(t(2, 4), t(4))),
    ("sharpening", lambda: addressing.sharpen(t(4), t(4))),
    ("previous", lambda: addressing.address(t(4, 3), t(5), t(3), 1.0, 0.5, t(3), 2.0)),
    ("shift_weighting", lambda: addressing.address(t(4, 3), t(4), t(3), 1.0, 0.5, t(4), 2.0)),
    ("weighting", lambda: memory.read(t(4, 3), t(3))),
    ("weighting", lambda: memory.read(t(2, 4, 3), t(3, 4))),
    ("weighting", lambda: memory.read(t(2, 4, 3), t(2, 2, 4))),
    ("weighting", lambda: memory.erase(t(4, 3), t(1), t(3))),
    ("weighting", lambda: memory.erase(t(2, 4, 3), t(3, 4), t(3, 3))),
    ("erase_vector", lambda: memory.erase(t(4, 3), t(4), t(1))),
    ("erase_vector", lambda: memory.erase(t(2, 4, 3), t(2, 4), t(1, 3))),
    ("weighting", lambda: memory.add(t(4, 3), t(5), t(3))),
    ("add_vector", lambda: memory.add(t(4, 3), t(4), t(4))),
    ("add_vector", lambda: memory.write(t(4, 3), t(4), t(3), t(1))),
    ("key", lambda: by_hand.cosine_similarity(n(4, 2), n(2, 2))),
    ("key", lambda: by_hand.content_weighting(n(4, 3), n(4), 1.0)),
    ("key_strength", lambda: by_hand.content_weighting(n(4, 3), n(3), n(4))),
    ("previous", lambda: by_hand.interpolate(n(4), n(1), 0.5)),
    ("gate", lambda: by_hand.interpolate(n(4), n(4), n(4))),
    ("weighting", lambda: by_hand.shift(n(2, 4), n(3))),
    ("shift_weighting", lambda: by_hand.shift(n(4), n(2))),
    ("shift_weighting", lambda: by_hand.shift(n(4), n(1, 3))),
    ("sharpening", lambda: by_hand.sharpen(n(4), n(4))),
    ("weighting", lambda: by_hand.read(n(4, 3), n(3))),
    ("weighting", lambda: by_hand.erase(n(4, 3), n(1), n(3))),
    ("erase_vector", lambda: by_hand.erase(n(4, 1), n(4), n(2))),
    ("add_vector", lambda: by_hand.add(n(4, 3), n(4), n(1))),
    ("add_vector", lambda: by_hand.write(n(4, 3), n(4), n(3), n(2))),
]


@pytest.mark.parametrize(("argument", "call"), EQUATIONS)
def test_equations_refuse_sizes_that_do_not_fit(argument, call):
    refused(argument, call)
