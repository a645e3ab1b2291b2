"""Known mistakes of 2.3, as small wrong implementations that an answer is compared with."""

from __future__ import annotations

import numpy as np

from ntm_lib.by_hand import cosine_similarity, softmax
from ntm_lib.checks.exercise import Mistake

CONTENT_WEIGHTING = (
    Mistake(
        "strength multiplies after the softmax",
        "You multiply the shares by the strength. They then sum to the strength instead of 1, and the largest is no "
        "larger beside the others than before.",
        "where the strength stands in Eq. 5: inside the exponential, with the similarities.",
        mutants=(lambda memory, key, strength: strength * softmax(cosine_similarity(memory, key)),),
    ),
    Mistake(
        "strength as a divisor",
        "You divide by the strength, so that a stronger key is less choosy. A strength of 0, which should look "
        "everywhere, then gives nan or all to one slot.",
        "Eq. 5: the strength multiplies the similarities. (A temperature divides; this is its inverse.)",
        mutants=(
            lambda memory, key, strength: softmax(cosine_similarity(memory, key) / np.float64(strength)),
            lambda memory, key, strength: softmax(cosine_similarity(memory, key) / (strength + 1e-8)),
        ),
    ),
    Mistake(
        "uses the dot product",
        "You compare by dot product: a long slot, or a long key, then counts for more than a similar one.",
        "how you compare: `cosine_similarity(memory, key)` divides the lengths out.",
        mutants=(lambda memory, key, strength: softmax(strength * (memory @ key)),),
    ),
    Mistake(
        "ignores the strength",
        "The strength makes no difference to what you return: 0 should look everywhere, a large one at the best match.",
        "whether `key_strength` is used at all, and that it multiplies the similarities. Added to all of them, "
        "multiplied into the memory or the key, or divided out again afterwards, it cancels out.",
        mutants=(
            lambda memory, key, strength: softmax(cosine_similarity(memory, key)),
            lambda memory, key, strength: softmax(cosine_similarity(strength * memory, key)),
            lambda memory, key, strength: (lambda w: w / w.sum())(strength * softmax(cosine_similarity(memory, key))),
        ),
    ),
    Mistake(
        "the strength turned round",
        "Your largest share goes to the slot that is least like the key: a sign is turned round.",
        "the sign in front of the strength: Eq. 5 has no minus.",
        mutants=(lambda memory, key, strength: softmax(-strength * cosine_similarity(memory, key)),),
    ),
    Mistake(
        "the similarities themselves",
        "You return the similarities. They are no shares yet: they do not sum to 1, and some may be below 0.",
        "what is still to be done with them: times the strength, then `softmax`.",
        mutants=(lambda memory, key, strength: cosine_similarity(memory, key),),
    ),
    Mistake(
        "softmax twice",
        "You take the softmax of shares, which makes them nearly equal.",
        "how often `softmax` is called: once.",
        mutants=(lambda memory, key, strength: softmax(softmax(strength * cosine_similarity(memory, key))),),
    ),
    Mistake(
        "the best slot alone",
        "You give everything to the best slot, whatever the strength. Content addressing shares, so that a small "
        "change of the key makes a small change of the result.",
        "any `argmax` or `max`: `softmax` takes its place.",
        mutants=(lambda memory, key, strength: np.eye(len(memory))[cosine_similarity(memory, key).argmax()],),
    ),
    Mistake(
        "does not sum to 1",
        "You return numbers that are not shares: they do not sum to 1.",
        "the last step: `softmax` turns the strengthened similarities into shares.",
        mutants=(
            lambda memory, key, strength: strength * cosine_similarity(memory, key),
            lambda memory, key, strength: np.exp(strength * cosine_similarity(memory, key)),
            lambda memory, key, strength: (lambda s: np.exp(s - s.max()))(strength * cosine_similarity(memory, key)),
            lambda memory, key, strength: softmax(cosine_similarity(memory, key)) ** strength,
        ),
    ),
    Mistake(
        "divides by the sum",
        "You divide the similarities by their sum, without an exponential. The strength then cancels out, and a "
        "similarity below 0 makes a share below 0.",
        "the last step: `softmax` makes shares of any numbers.",
        mutants=(
            lambda memory, key, strength: (lambda s: s / s.sum())(strength * cosine_similarity(memory, key)),
            lambda memory, key, strength: (lambda s: s / s.sum())(cosine_similarity(memory, key)),
        ),
    ),
    Mistake(
        "overflows",
        "A large strength overflows in your exponential, and inf / inf is nan.",
        "`softmax` of 2.2, which takes the largest value off first: use it instead of writing it anew.",
        mutants=(
            lambda memory, key, strength: (lambda e: e / e.sum())(np.exp(strength * cosine_similarity(memory, key))),
        ),
    ),
    Mistake(
        "0/0 for a blank slot",
        "A slot of zeros has length 0, and you divide by it: one nan spoils every share.",
        "`cosine_similarity` of 2.1, which adds 1e-8 to the divisor: use it instead of writing it anew.",
        mutants=(
            lambda memory, key, strength: softmax(
                strength * (memory @ key) / (np.linalg.norm(memory, axis=1) * np.linalg.norm(key))
            ),
        ),
    ),
    Mistake(
        "the strength is an exponent of the similarity",
        "You raise the similarities to the power of the strength. Eq. 5 multiplies: exp(strength · similarity).",
        "`*` and not `**` between the strength and the similarities.",
        mutants=(lambda memory, key, strength: softmax(cosine_similarity(memory, key) ** strength),),
    ),
)
