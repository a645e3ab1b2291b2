"""The sentences that stand for a picture are computed right, and coarse enough to be equal everywhere."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from figure_data import run_of, some_letters, three_vectors
from ntm_lib import by_hand, figures
from ntm_lib.figures import curves, diagram, grids, recalls, sequences, strengths, words
from ntm_lib.tasks import copy

# --- sequences of bits -----------------------------------------------------------------------------------------


def test_bits_are_counted() -> None:
    assert sequences.bits_words(sequences.one(three_vectors(), 0, "test")) == (
        "One sequence of 7 steps: 2 bits a step are shown at steps 0 to 2; the flag is up at step 3; "
        "the answer is due at steps 4 to 6; 4 ones among its 6 bits."
    )


def test_a_short_sequence_of_a_padded_batch_is_cropped() -> None:
    batch = copy(40, (1, 6), generator=torch.Generator().manual_seed(0))
    short = int(batch.mask.sum(0).argmin())
    assert len(sequences.one(batch, short, "test").mask) == 2 * int(batch.mask[:, short].sum()) + 1


def test_wrong_bits_are_counted_and_named() -> None:
    batch = three_vectors()
    logits = 20 * batch.targets - 10
    assert figures.copied(batch, logits).alt == ("0 of 6 bits wrong. Every bit of the answer is the one that was due.")
    logits[5, 0, 1] *= -1
    logits[0, 0, 0] = 10  # not counted: nothing is due there
    assert figures.copied(batch, logits).alt == "1 of 6 bits wrong. Wrong: bit 1 of answer vector 1."
    assert "6 of 6 bits wrong" in figures.copied(batch, -(20 * batch.targets - 10)).alt


def test_many_wrong_bits_are_not_all_named() -> None:
    batch = copy(1, (10, 10), generator=torch.Generator().manual_seed(0))
    told = figures.copied(batch, 1 - 2 * batch.targets).alt
    assert told.startswith("80 of 80 bits wrong. Wrong: bit 0 of answer vector 0, bit 1 of answer vector 0")
    assert told.endswith("and others.")


# --- memories, letters, curves ---------------------------------------------------------------------------------


def test_a_small_memory_is_told_with_its_numbers() -> None:
    told = figures.slots([[1, 0], [-1, 2]], weighting=[0.25, 0.75]).alt
    assert told == (
        "A memory of 2 slots of 2 numbers. Slot 0: 1 0; slot 1: −1 2. The weighting is largest on slot 1 with 75 %."
    )


def test_a_large_memory_is_told_by_its_size_and_an_even_weighting_as_equal() -> None:
    told = grids.slots_words(np.zeros((8, 20)), [f"slot {slot}" for slot in range(8)], np.full(8, 1 / 8))
    assert told == "A memory of 8 slots of 20 numbers. The weighting is equal: 12 % on each."


def test_lookup_names_the_best_slot() -> None:
    memory, key = np.eye(3), np.array([0.1, 1.0, 0.0])
    similarity, weighting = by_hand.cosine_similarity(memory, key), by_hand.content_weighting(memory, key, 50.0)
    told = figures.lookup(memory, key, similarity, weighting, labels=["A", "B", "C"]).alt
    assert told.startswith("B resembles the key most, with similarity 1.00. The weighting is largest on B with 100 %.")


def test_recall_counts_damage_and_what_came_back() -> None:
    memory = some_letters(3)
    key = memory[1].copy()
    key[:4] = 0
    key[10] *= -1
    told = recalls.recall_words(["A", "B", "C"], np.array([0.1, 0.8, 0.1]), key, memory, memory[1])
    assert told == (
        "B has the largest share, 80 %. Compared with it the key has 4 unknown cells and 1 cell turned over. "
        "25 of 25 cells of what is read have the sign of B."
    )
    told = recalls.recall_words(["A", "B"], np.array([0.0, 1.0]), memory[1], memory[:2], -memory[1])
    assert told == (
        "B has the largest share, 100 %. The key is B itself. 0 of 25 cells of what is read have the sign of B."
    )
    assert figures.letters([key], labels=["B"]).alt == "1 picture of 5 x 5: B. 4 cells of B unknown."


def test_a_curve_is_told_coarsely() -> None:
    told = figures.learning_curve(run_of(*[84.0] * 300, *[0.001] * 200), prediction=20_000).alt
    # the median of 25 is below 1 bit 13 updates after the cost itself: 8 * 313 = 2504 sequences
    assert told.startswith("The cost starts near 80 bits a sequence; it falls below 1 bit after about 2,500 sequences.")
    assert "about 26,000 (LSTM controller) and 45,000 (feed-forward) sequences." in told
    assert told.endswith("You said 20,000 sequences.")


def test_a_curve_that_does_not_fall_says_so() -> None:
    told = figures.learning_curve(run_of(*[84.0] * 50), paper=False).alt
    assert told == "The cost starts near 80 bits a sequence; after 400 sequences it is still near 80 bits."


def test_a_curve_counts_as_below_only_where_it_stays() -> None:
    curve = curves.Curve(np.array([1.0, 2, 3, 4]), np.array([5.0, 0.5, 5.0, 0.5]))
    assert curves.first_below(curve, 1.0) == 4
    assert curves.first_below(curve, 0.1) is None
    assert curves.first_below(curve, 10.0) == 1


def test_the_papers_curves_come_with_the_package() -> None:
    found = curves.paper_curves()
    assert set(found) == {"LSTM", "NTM-FF", "NTM-LSTM"}
    assert all(curve.bits.max() <= 10 and curve.sequences.max() > 900_000 for curve in found.values())


def test_key_strength_words() -> None:
    x, share = np.array([0.1, 1.0, 5.0, 20.0]), np.array([0.2, 0.4, 0.6, 0.95])
    told = strengths.strength_words(x, share, np.array([3.0, 2.0, 1.0, 0.0]), 3.0)
    assert told == (
        "The best slot's share passes half at about 5 and nine tenths at about 20. "
        "Entropy goes from 3.0 to 0.0 bits as key strength goes from 0.1 to 20. You said 3."
    )
    assert "never holds half" in strengths.strength_words(x, share / 10, x, None)


@pytest.mark.parametrize(("value", "told"), [(3241, "3,000"), (0.0137, "0.01"), (96, "100"), (0, "0"), (0.96, "1")])
def test_one_significant_digit(value: float, told: str) -> None:
    assert words.one_digit(value) == told


def test_small_words() -> None:
    assert words.plural(1, "bit") == "1 bit"
    assert words.plural(1200, "bit") == "1,200 bits"
    assert words.span("slot", 3, 3) == "slot 3"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert [words.percent(share) for share in (0.0, 0.004, 0.5, 0.996, 1.0)] == [
        "0 %",
        "under 1 %",
        "50 %",
        "over 99 %",
        "100 %",
    ]


def test_the_machine_names_what_is_lit() -> None:
    assert diagram.machine_words(["shift", "content"]).endswith("Lit in this picture: content and shift.")
    assert "Lit" not in diagram.machine_words([])
    with pytest.raises(ValueError, match=r"^lit must hold only names of input, .*; got 'gates' for machine\.$"):
        figures.machine(["gates"])
