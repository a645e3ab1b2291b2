"""Ways of moving a weighting along the slots that are not Eq. 8: the wrong implementations behind 3.2's mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy import ndarray

from ntm_lib.by_hand import shift

Move = Callable[[ndarray, int], ndarray]


def mixture(weighting: ndarray, steps: Iterable[int], shares: Iterable[float], move: Move = np.roll) -> ndarray:
    """The copies of a weighting, each moved and multiplied by its share, added up."""
    moved = (share * move(weighting, step) for step, share in zip(steps, shares, strict=True))
    return np.sum(list(moved), axis=0)


def steps(shares: ndarray) -> range:
    """The steps -R ... R that a shift weighting is about."""
    reach = len(shares) // 2
    return range(-reach, reach + 1)


def counted_from(start: Callable[[int], int], direction: int = 1) -> Callable[[ndarray, ndarray], ndarray]:
    """The first place of the shift weighting stands for the step `start(R)` and not for -R."""

    def shifted(weighting: ndarray, shares: ndarray) -> ndarray:
        first = start(len(shares) // 2)
        return mixture(weighting, [direction * (first + place) for place in range(len(shares))], shares)

    return shifted


def by(move: Move, sign: int = 1) -> Callable[[ndarray, ndarray], ndarray]:
    """The right mixture of copies that are moved in another way than round the ring."""
    return lambda weighting, shares: mixture(weighting, [sign * step for step in steps(shares)], shares, move)


def off_the_ends(weighting: ndarray, step: int) -> ndarray:
    """Moved along a line: what leaves it is lost."""
    moved = np.zeros_like(weighting)
    for slot, share in enumerate(weighting):
        if 0 <= slot + step < len(weighting):
            moved[slot + step] = share
    return moved


def off_the_top(weighting: ndarray, step: int) -> ndarray:
    """A negative index wraps by itself, one that is too large is left out."""
    moved = np.zeros_like(weighting)
    for slot, share in enumerate(weighting):
        if slot + step < len(weighting):
            moved[slot + step] = share
    return moved


def off_the_bottom(weighting: ndarray, step: int) -> ndarray:
    """The same for who gathers: slot i takes from i - step, which may be too large when the step is down."""
    moved = np.zeros_like(weighting)
    for slot in range(len(weighting)):
        if slot - step < len(weighting):
            moved[slot] = weighting[slot - step]
    return moved


def against_the_ends(weighting: ndarray, step: int) -> ndarray:
    """Moved along a line: what would leave it is heaped up at its end."""
    moved = np.zeros_like(weighting)
    for slot, share in enumerate(weighting):
        moved[min(max(slot + step, 0), len(weighting) - 1)] += share
    return moved


def clamped(weighting: ndarray, step: int) -> ndarray:
    """Moved along a line: what comes from beyond is what stands at the end."""
    return weighting[np.clip(np.arange(len(weighting)) - step, 0, len(weighting) - 1)]


def mirrored(weighting: ndarray, step: int) -> ndarray:
    """Moved along a line: what comes from beyond is what stands as far before the end."""
    return np.pad(weighting, abs(step), mode="symmetric")[abs(step) - step :][: len(weighting)]


def as_shares(values: ndarray) -> ndarray:
    """Divided by their sum."""
    return values / values.sum()


def from_here(weighting: ndarray, shares: ndarray) -> ndarray:
    """Place 0 of the shift weighting is the step 0; steps down are counted from its end, as Python's indices are."""
    return mixture(weighting, steps(shares), [float(shares[step]) for step in steps(shares)])


def overwritten(weighting: ndarray, shares: ndarray) -> ndarray:
    """Each slot hands its parts on, and what was handed to a slot before is replaced."""
    moved = np.zeros_like(weighting)
    for slot, here in enumerate(weighting):
        for step, share in zip(steps(shares), shares, strict=True):
            moved[(slot + step) % len(weighting)] = here * share
    return moved


def onto_itself(weighting: ndarray, shares: ndarray) -> ndarray:
    """The sum grows in the array that the copies are made of."""
    moved = weighting.copy()
    for step, share in zip(steps(shares), shares, strict=True):
        moved += share * np.roll(moved, step)
    return moved


def padded_by_one(weighting: ndarray, shares: ndarray) -> ndarray:
    """The ring is closed by one slot at either end, enough for steps of one."""
    return np.convolve(np.concatenate([weighting[-1:], weighting, weighting[:1]]), shares, "valid")


def rolled_on(weighting: ndarray, shares: ndarray) -> ndarray:
    """Each copy is made of the one before it."""
    total = np.zeros_like(weighting)
    for step, share in zip(steps(shares), shares, strict=True):
        weighting = np.roll(weighting, step)
        total = total + share * weighting
    return total


def one_after_another(weighting: ndarray, shares: ndarray) -> ndarray:
    """Every step is taken, shares and all, on what the step before it left."""
    for step, share in zip(steps(shares), shares, strict=True):
        weighting = share * np.roll(weighting, step)
    return weighting


def in_turn(weighting: ndarray, shares: ndarray) -> ndarray:
    """Step after step a part of all that there is by then is moved, and the rest stays."""
    for step, share in zip(steps(shares), shares, strict=True):
        weighting = share * np.roll(weighting, step) + (1 - share) * weighting
    return weighting


def repeated(first: Callable[[int], int]) -> Callable[[ndarray, ndarray], ndarray]:
    """Every slot gives to every other, by a shift weighting that is used round and round."""

    def shifted(weighting: ndarray, shares: ndarray) -> ndarray:
        slots = np.arange(len(weighting))
        places = slots[:, None] - slots + first(len(shares) // 2)
        return shares[places % len(shares)] @ weighting

    return shifted


def first_three(weighting: ndarray, shares: ndarray) -> ndarray:
    """Written for exactly three shifts, by their places."""
    return shares[0] * np.roll(weighting, -1) + shares[1] * weighting + shares[2] * np.roll(weighting, 1)


def last_of_three(weighting: ndarray, shares: ndarray) -> ndarray:
    """The same, with the last place counted from the end."""
    return shares[0] * np.roll(weighting, -1) + shares[1] * weighting + shares[-1] * np.roll(weighting, 1)


def middle_three(weighting: ndarray, shares: ndarray) -> ndarray:
    """The same, counted from the middle."""
    here = len(shares) // 2
    kept = shares[here - 1] * np.roll(weighting, -1) + shares[here] * weighting
    return kept + shares[here + 1] * np.roll(weighting, 1)


def ends_and_middle(weighting: ndarray, shares: ndarray) -> ndarray:
    """The same, by the first place, the middle one and the last, however many there are."""
    stays = shares[len(shares) // 2] * weighting
    return shares[0] * np.roll(weighting, -1) + stays + shares[-1] * np.roll(weighting, 1)


def up_to_three(weighting: ndarray, shares: ndarray) -> ndarray:
    """The steps -1, 0, 1 beside the first places, as many as there are."""
    return np.sum([share * np.roll(weighting, step) for share, step in zip(shares, (-1, 0, 1), strict=False)], axis=0)


def among(taken: Callable[[int], bool]) -> Callable[[ndarray, ndarray], ndarray]:
    """Only these steps, each with its own share."""

    def shifted(weighting: ndarray, shares: ndarray) -> ndarray:
        return shift(weighting, np.array([share * taken(d) for d, share in zip(steps(shares), shares, strict=True)]))

    return shifted


def without_the_last(weighting: ndarray, shares: ndarray) -> ndarray:
    """As a bare `sum` over the other steps: nothing but the number 0 where there is one step."""
    return sum(share * np.roll(weighting, d) for d, share in zip(steps(shares)[:-1], shares[:-1], strict=True))


def wave(weighting: ndarray, shares: ndarray) -> ndarray:
    """Slot by slot, in place: a slot is overwritten before the others have read it."""
    moved = weighting.copy()
    for slot in range(len(moved)):
        moved[slot] = sum(moved[(slot - d) % len(moved)] * s for d, s in zip(steps(shares), shares, strict=True))
    return moved


def mean_step(shares: ndarray) -> float:
    """How far the steps go on average."""
    return float(np.dot(list(steps(shares)), shares))
