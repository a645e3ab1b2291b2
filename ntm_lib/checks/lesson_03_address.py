"""Known mistakes of 3.4: the four stages in another order, or one of them left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import address, content_weighting, interpolate, sharpen, shift, softmax
from ntm_lib.checks import lesson_03_moves as moves
from ntm_lib.checks.exercise import Mistake

Address = Callable[..., ndarray]


def _with_strength(strength: float) -> Address:
    return lambda m, p, k, b, g, s, c: address(m, p, k, strength, g, s, c)


def _with_gate(gate: float) -> Address:
    return lambda m, p, k, b, g, s, c: address(m, p, k, b, gate, s, c)


def _with_sharpening(sharpening: float) -> Address:
    return lambda m, p, k, b, g, s, c: address(m, p, k, b, g, s, sharpening)


ADDRESS = (
    Mistake(
        "sharpens before shifting",
        "You sharpen first and shift afterwards. It is the shift that blurs, and the smear of this step would be used "
        "for reading and writing before anything takes it away.",
        "the order of the last two: first `shift`, then `sharpen`.",
        mutants=(
            lambda m, p, k, b, g, s, c: shift(sharpen(interpolate(content_weighting(m, k, b), p, g), c), s),
            lambda m, p, k, b, g, s, c: shift(interpolate(sharpen(content_weighting(m, k, b), c), p, g), s),
        ),
    ),
    Mistake(
        "shifts the previous weighting instead of the gated one",
        "You shift where the head was, and what the gate let through from content is not moved, or gets lost. The "
        "shift moves the mixture, so that a head can look up an item and step to the one after it.",
        "what goes into `shift`: what `interpolate` returned.",
        mutants=(
            lambda m, p, k, b, g, s, c: sharpen(interpolate(content_weighting(m, k, b), shift(p, s), g), c),
            lambda m, p, k, b, g, s, c: sharpen(shift(p, s), c),
            lambda m, p, k, b, g, s, c: interpolate(content_weighting(m, k, b), sharpen(shift(p, s), c), g),
            lambda m, p, k, b, g, s, c: interpolate(content_weighting(m, k, b), shift(p, s), g),
        ),
    ),
    Mistake(
        "ignores the gate",
        "The gate and the previous weighting make no difference to what you return: your head always follows content "
        "and cannot walk on from where it was.",
        "what goes into `shift`: `interpolate(content, previous, gate)`, and not content by itself.",
        mutants=(lambda m, p, k, b, g, s, c: sharpen(shift(content_weighting(m, k, b), s), c),),
    ),
    Mistake(
        "shifts content alone",
        "You shift what content found before the gate mixes in the old focus, so that the old focus never moves.",
        "the order: content, gate, shift, sharpen. The shift comes after `interpolate`.",
        mutants=(lambda m, p, k, b, g, s, c: sharpen(interpolate(shift(content_weighting(m, k, b), s), p, g), c),),
    ),
    Mistake(
        "gates last",
        "You shift and sharpen what content found, and mix in the old focus at the very end.",
        "the order: the gate is the second stage, right after content.",
        mutants=(lambda m, p, k, b, g, s, c: interpolate(sharpen(shift(content_weighting(m, k, b), s), c), p, g),),
    ),
    Mistake(
        "gate swapped",
        "Content and the previous weighting have changed places: at gate 1 your head stays where it was.",
        "the order of the arguments: `interpolate(content, previous, gate)`.",
        mutants=(lambda m, p, k, b, g, s, c: sharpen(shift(interpolate(p, content_weighting(m, k, b), g), s), c),),
    ),
    Mistake(
        "does not sharpen",
        "You return what the shift left, without sharpening it.",
        "the last stage: `sharpen`, of what `shift` returned.",
        mutants=(lambda m, p, k, b, g, s, c: shift(interpolate(content_weighting(m, k, b), p, g), s),),
    ),
    Mistake(
        "does not shift",
        "The shift weighting makes no difference to what you return.",
        "whether what `shift` returned is handed on to `sharpen`, or dropped.",
        mutants=(lambda m, p, k, b, g, s, c: sharpen(interpolate(content_weighting(m, k, b), p, g), c),),
    ),
    Mistake(
        "the shift turned round",
        "Your head walks backwards, the wrong way: the shift weighting goes in with its places turned round.",
        "what goes into `shift`: the shift weighting as it is.",
        mutants=(lambda m, p, k, b, g, s, c: address(m, p, k, b, g, s[::-1], c),),
    ),
    Mistake(
        "results are dropped",
        "What a stage returns is not handed on to the next one: you sharpen what content found.",
        "each call: it returns a new weighting and leaves its arguments as they are, so keep what it returns.",
        mutants=(lambda m, p, k, b, g, s, c: sharpen(content_weighting(m, k, b), c),),
    ),
    Mistake(
        "powers that are no shares",
        "You raise to the power yourself and do not make shares of the powers: they do not sum to 1.",
        "the last stage: `sharpen` does both.",
        mutants=(
            lambda m, p, k, b, g, s, c: shift(interpolate(content_weighting(m, k, b), p, g), s) ** c,
            lambda m, p, k, b, g, s, c: shift(interpolate(content_weighting(m, k, b), p, g), s) * c,
        ),
    ),
    Mistake(
        "a switch for a gate",
        "You use either content or the previous weighting. The gate blends the two.",
        "any `if` on the gate: `interpolate` takes its place.",
        mutants=(
            lambda m, p, k, b, g, s, c: sharpen(shift(content_weighting(m, k, b) if g > 0.5 else p, s), c),
            lambda m, p, k, b, g, s, c: sharpen(shift(content_weighting(m, k, b) if g >= 0.5 else p, s), c),
        ),
    ),
    Mistake(
        "stops at the gate",
        "You return the gated weighting: shift and sharpen are still to come.",
        "what you return: the result of the last stage, `sharpen`.",
        mutants=(lambda m, p, k, b, g, s, c: interpolate(content_weighting(m, k, b), p, g),),
    ),
    Mistake(
        "stops at content",
        "You return what content found: gate, shift and sharpen are still to come.",
        "what you return: the result of the last stage, `sharpen`.",
        mutants=(lambda m, p, k, b, g, s, c: content_weighting(m, k, b),),
    ),
    Mistake(
        "underflows",
        "You raise to the power yourself. When all powers are too small for a float they become 0, and 0 / 0 is nan.",
        "the last stage: `sharpen` of 3.3 is safe; use it instead of writing it anew.",
        mutants=(
            lambda m, p, k, b, g, s, c: (lambda w: w**c / (w**c).sum())(
                shift(interpolate(content_weighting(m, k, b), p, g), s)
            ),
        ),
    ),
    Mistake(
        "the fullest slot alone",
        "You give everything to one slot, the one with the largest share. A weighting has to stay soft, so that a "
        "small change of a dial makes a small change of the result.",
        "any `argmax`: `sharpen` takes its place.",
        mutants=(
            lambda m, p, k, b, g, s, c: np.eye(len(p))[
                shift(interpolate(content_weighting(m, k, b), p, g), s).argmax()
            ],
        ),
    ),
    Mistake(
        "sharpens twice",
        "You sharpen more than once: only what comes out at the end is to be sharpened.",
        "how often `sharpen` is called: once, last.",
        mutants=(
            lambda m, p, k, b, g, s, c: sharpen(address(m, p, k, b, g, s, c), c),
            lambda m, p, k, b, g, s, c: address(m, sharpen(p, c), k, b, g, s, c),
            lambda m, p, k, b, g, s, c: sharpen(shift(interpolate(sharpen(content_weighting(m, k, b), c), p, g), s), c),
            lambda m, p, k, b, g, s, c: sharpen(shift(sharpen(interpolate(content_weighting(m, k, b), p, g), c), s), c),
        ),
    ),
    Mistake(
        "shifts twice",
        "You shift more than once, so that the head goes too far.",
        "how often `shift` is called: once, between the gate and the sharpening.",
        mutants=(
            lambda m, p, k, b, g, s, c: sharpen(shift(shift(interpolate(content_weighting(m, k, b), p, g), s), s), c),
            lambda m, p, k, b, g, s, c: address(m, shift(p, s), k, b, g, s, c),
            lambda m, p, k, b, g, s, c: shift(address(m, p, k, b, g, s, c), s),
        ),
    ),
    Mistake(
        "key strength and sharpening swapped",
        "The key strength and the sharpening have changed places, or one of them does the work of both.",
        "which number goes where: `key_strength` into `content_weighting`, `sharpening` into `sharpen`.",
        mutants=(
            lambda m, p, k, b, g, s, c: address(m, p, k, c, g, s, b),
            lambda m, p, k, b, g, s, c: address(m, p, k, b, g, s, b),
            lambda m, p, k, b, g, s, c: address(m, p, k, c, g, s, c),
        ),
    ),
    Mistake(
        "the key strength is left out",
        "The key strength makes no difference to what you return.",
        "the first stage: `content_weighting(memory, key, key_strength)` takes the dial, not a number of your own.",
        mutants=tuple(_with_strength(strength) for strength in (1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0)),
    ),
    Mistake(
        "the gate in the first stage",
        "The gate turns the key strength down, or up. How choosily the key looks is one thing, and how much of what it "
        "finds is let through another.",
        "the first stage: `content_weighting(memory, key, key_strength)` knows nothing of the gate.",
        mutants=(
            lambda m, p, k, b, g, s, c: address(m, p, k, b * g, g, s, c),
            lambda m, p, k, b, g, s, c: address(m, p, k, b + g, g, s, c),
            lambda m, p, k, b, g, s, c: sharpen(shift(content_weighting(m, k, b * g), s), c),
        ),
    ),
    Mistake(
        "a fixed gate",
        "The gate makes no difference to what you return: you always mix the two in the same way.",
        "the second stage: `interpolate(content, previous, gate)` takes the dial, not a number of your own.",
        mutants=tuple(_with_gate(gate) for gate in (0.1, 0.2, 0.25, 0.5, 0.75, 0.8, 0.9)),
    ),
    Mistake(
        "a fixed sharpening",
        "The sharpening makes no difference to what you return: you always raise to the same power.",
        "the last stage: `sharpen` takes the dial, not a number of your own.",
        mutants=tuple(_with_sharpening(power) for power in (2.0, 3.0, 5.0, 10.0)),
    ),
    Mistake(
        "reads at once",
        "You return what is read at the weighting, one number a column of memory. `address` returns the weighting "
        "itself, of shape (slots,): a head writes with it too.",
        "what you return: no memory is needed after the first stage.",
        mutants=(lambda m, p, k, b, g, s, c: address(m, p, k, b, g, s, c) @ m,),
    ),
    Mistake(
        "a softmax at the end",
        "You put the weighting through one more softmax. It sums to 1 already, and a softmax of shares makes them more "
        "alike, however sharp they were.",
        "what you return: what `sharpen` returned, as it is.",
        mutants=(lambda m, p, k, b, g, s, c: softmax(address(m, p, k, b, g, s, c)),),
    ),
    Mistake(
        "content by the dot product",
        "What your head finds by content depends on how long a slot and the key are: that is a dot product, and not "
        "the cosine.",
        "the first stage: `content_weighting(memory, key, key_strength)` does it; use it instead of writing it anew.",
        mutants=(lambda m, p, k, b, g, s, c: sharpen(shift(interpolate(softmax(b * (m @ k)), p, g), s), c),),
    ),
    Mistake(
        "a shift of your own",
        "Your shift is not that of 3.2: it knows three steps only, or takes the likeliest step alone.",
        "the third stage: `shift` of 3.2 takes any odd number of steps; use it instead of writing it anew.",
        mutants=(
            lambda m, p, k, b, g, s, c: sharpen(moves.first_three(interpolate(content_weighting(m, k, b), p, g), s), c),
            lambda m, p, k, b, g, s, c: address(m, p, k, b, g, np.eye(len(s))[s.argmax()], c),
        ),
    ),
)
