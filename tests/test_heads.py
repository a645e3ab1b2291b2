"""From the hidden vector to controls in range: which numbers go where, and what squashing does to them."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_lib.heads import Controls, Heads, read_part, squash, write_part

WIDTH, READERS, WRITERS = 3, 2, 3


def heads(max_shift=1, **parts):
    torch.manual_seed(0)
    return Heads(7, WIDTH, READERS, WRITERS, max_shift, **parts)


def raw_controls(value, lead=(2, 4)):
    one, wide = torch.full(lead, value), torch.full((*lead, WIDTH), value)
    return Controls(wide, one, one, torch.full((*lead, 5), value), one, wide, wide)


def test_squash_by_hand():
    """Zeros come out as: ln 2, one half, even shares, 1 + ln 2, one half; key and add vector are untouched."""
    got = squash(raw_controls(0.0))
    assert torch.equal(got.key, torch.zeros(2, 4, WIDTH)) and torch.equal(got.add_vector, torch.zeros(2, 4, WIDTH))
    assert torch.allclose(got.key_strength, torch.full((2, 4), math.log(2)))
    assert torch.allclose(got.gate, torch.full((2, 4), 0.5))
    assert torch.allclose(got.shift_weighting, torch.full((2, 4, 5), 0.2))
    assert torch.allclose(got.sharpening, torch.full((2, 4), 1 + math.log(2)))
    assert torch.allclose(got.erase_vector, torch.full((2, 4, WIDTH), 0.5))


def test_key_and_add_vector_are_linear():
    got = squash(raw_controls(-7.5))
    assert torch.equal(got.key, torch.full((2, 4, WIDTH), -7.5))
    assert torch.equal(got.add_vector, torch.full((2, 4, WIDTH), -7.5))


@settings(max_examples=30, deadline=None)
@given(st.floats(-80, 80, width=32))
def test_squash_brings_any_number_into_range(value):
    got = squash(raw_controls(value))
    assert (got.key_strength >= 0).all() and (got.sharpening >= 1).all()
    assert ((got.gate >= 0) & (got.gate <= 1)).all() and ((got.erase_vector >= 0) & (got.erase_vector <= 1)).all()
    assert torch.allclose(got.shift_weighting.sum(dim=-1), torch.ones(2, 4))


def test_squash_leaves_a_read_head_without_erase_and_add():
    raw = raw_controls(0.0)._replace(erase_vector=None, add_vector=None)
    assert squash(raw).erase_vector is None and squash(raw).add_vector is None


@pytest.mark.parametrize("batch", [0, 1, 4])
@pytest.mark.parametrize("max_shift", [0, 1, 3])
def test_every_control_has_its_shape(batch, max_shift):
    got = heads(max_shift)(torch.randn(batch, 7))
    both = (batch, READERS + WRITERS)
    assert [tuple(field.shape) for field in got] == [
        (*both, WIDTH),
        both,
        both,
        (*both, 2 * max_shift + 1),
        both,
        (batch, WRITERS, WIDTH),
        (batch, WRITERS, WIDTH),
    ]


def test_every_output_of_the_two_layers_is_one_control_of_one_head():
    """Head by head: key, key strength, gate, shifts, sharpening; then erase and add vector of each write head."""
    layer = heads(squash=lambda raw: raw)
    with torch.no_grad():
        for linear in (layer.addressing, layer.writing):
            linear.weight.zero_()
            linear.bias.copy_(torch.arange(linear.out_features))
    got = layer(torch.zeros(1, 7))
    size = WIDTH + 3 + 3
    for head in range(READERS + WRITERS):
        numbers = [*got.key[0, head], got.key_strength[0, head], got.gate[0, head]]
        numbers += [*got.shift_weighting[0, head], got.sharpening[0, head]]
        assert [int(number) for number in numbers] == list(range(head * size, (head + 1) * size))
    for head in range(WRITERS):
        numbers = [*got.erase_vector[0, head], *got.add_vector[0, head]]
        assert [int(number) for number in numbers] == list(range(head * 2 * WIDTH, (head + 1) * 2 * WIDTH))


def test_every_number_of_the_hidden_vector_reaches_every_control():
    hidden = torch.randn(1, 7)
    layer = heads()
    before = layer(hidden)
    for n in range(7):
        after = layer(hidden + torch.eye(7)[n])
        assert all(bool((now != then).all()) for now, then in zip(after, before, strict=True))


def test_the_parts_of_read_and_write_heads():
    joint = heads()(torch.randn(4, 7))
    reading, writing = read_part(joint, READERS), write_part(joint, READERS)
    for n in range(5):
        assert torch.equal(torch.cat([reading[n], writing[n]], dim=1), joint[n])
        assert reading[n].shape[1] == READERS and writing[n].shape[1] == WRITERS
    assert reading.erase_vector is None and reading.add_vector is None
    assert writing.erase_vector is joint.erase_vector and writing.add_vector is joint.add_vector


def test_a_squash_of_your_own_is_used():
    def tanh_keys(raw):
        return squash(raw._replace(key=torch.tanh(raw.key)))

    hidden = 10 * torch.randn(2, 7)
    assert torch.equal(heads(squash=tanh_keys)(hidden).key, torch.tanh(heads()(hidden).key))
