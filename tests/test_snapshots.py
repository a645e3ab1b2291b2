"""Which updates of a run get a snapshot: on invented curves, whose cliff is known."""

from __future__ import annotations

import itertools
import math

import pytest

from ntm_lib.training import updates_through_the_cliff
from ntm_lib.training.snapshots import FLOOR, SMOOTH


def cliff(start: int = 400, end: int = 460, updates: int = 1500, foot: float = 0.001) -> list[float]:
    """80 bits until `start`, an exponential fall until `end`, `foot` bits from then on."""
    fall = [80 * (foot / 80) ** ((update - start) / (end - start)) for update in range(start, end)]
    return [80.0] * start + fall + [foot] * (updates - end)


def test_they_begin_before_the_first_update_and_end_with_the_last() -> None:
    updates = updates_through_the_cliff(cliff())
    assert (updates[0], updates[-1]) == (0, 1500)
    assert updates == sorted(set(updates))


def test_half_of_them_stand_in_the_cliff_which_is_a_twenty_fifth_of_the_run() -> None:
    updates = updates_through_the_cliff(cliff(), 20)
    assert len(updates) == 20
    assert 8 <= sum(400 - SMOOTH <= update <= 460 + SMOOTH for update in updates) <= 12
    assert sum(460 + SMOOTH < update < 1500 for update in updates) == 0  # nothing to be seen there


def test_steps_before_the_cliff_are_even() -> None:
    before = [update for update in updates_through_the_cliff(cliff(), 20) if update < 400 - SMOOTH]
    steps = {later - earlier for earlier, later in itertools.pairwise(before)}
    assert max(steps) - min(steps) <= 1


def test_a_cliff_elsewhere_moves_them() -> None:
    early, late = (updates_through_the_cliff(cliff(start, start + 60)) for start in (100, 900))
    assert max(early[:-1]) < 200
    assert 900 < max(late[:-1]) < 1000


def test_a_relapse_is_no_second_cliff() -> None:
    """A cost that jumps up and comes back stands where the running minimum is flat."""
    with_relapse = cliff()
    with_relapse[700:720] = [50.0] * 20
    assert updates_through_the_cliff(with_relapse) == updates_through_the_cliff(cliff())


def test_what_happens_under_the_floor_does_not_count() -> None:
    curve = [80.0] * 100 + [FLOOR / 2] * 100
    deeper = curve[:150] + [FLOOR / 50] * 50
    assert updates_through_the_cliff(deeper) == updates_through_the_cliff(curve)


def test_a_run_that_learns_nothing_has_even_snapshots() -> None:
    assert updates_through_the_cliff([80.0] * 100, 5) == [0, 1, 100]
    rising = [80.0 + update for update in range(100)]
    assert updates_through_the_cliff(rising, 5)[-1] == 100
    falling = [80.0 * 0.999**update for update in range(101)]
    assert updates_through_the_cliff(falling, 6) == pytest.approx([0, 25, 50, 75, 101], abs=SMOOTH)


@pytest.mark.parametrize("count", [3, 4, 8, 20, 200])
@pytest.mark.parametrize("updates", [1, 2, 30, 1500])
def test_there_are_never_more_than_asked_for(count: int, updates: int) -> None:
    chosen = updates_through_the_cliff(cliff(updates=1500)[-updates:], count)
    assert 2 <= len(chosen) <= count
    assert (chosen[0], chosen[-1]) == (0, updates)


@pytest.mark.parametrize("curve", [[], [1.0, math.nan], [math.inf]])
def test_a_curve_without_numbers_is_refused(curve: list[float]) -> None:
    with pytest.raises(ValueError, match="curve must hold finite numbers"):
        updates_through_the_cliff(curve)


def test_fewer_than_three_are_refused() -> None:
    with pytest.raises(ValueError, match="count must be at least 3"):
        updates_through_the_cliff([1.0], 2)
