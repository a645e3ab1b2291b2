"""What the game says: where a head is, what a move would do, and the shortest way to one target."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from ntm_lib.demos.drive.column import Column
from ntm_lib.demos.drive.game import Game, total_par
from ntm_lib.demos.drive.ring import RING, TARGETS, TOLERANCE, Dials, Target
from ntm_lib.figures.words import listed, percent

NAME = "Drive the head"
WORTH_SAYING = 0.1  # a share; less is left out


def focus_words(weighting: Float[ndarray, "slots"]) -> str:
    """`50 % on slot 2 and 50 % on slot 3`: the three largest shares at most, in the order of the slots."""
    largest = np.argsort(-weighting, kind="stable")[:3]
    worth = sorted(int(slot) for slot in largest if weighting[slot] >= WORTH_SAYING)
    if not worth:
        return f"under {100 * WORTH_SAYING:.0f} % on every slot"
    return listed([f"{percent(float(weighting[slot]))} on slot {slot}" for slot in worth])


def title(place: int) -> str:
    """`Target 3 of 6: walk back over the edge of the ring`."""
    return f"Target {place + 1} of {len(TARGETS)}: {TARGETS[place].name}"


def about_target(place: int) -> list[str]:
    """What stands beside the first frame of the film strip: which target it is, and what the letters are."""
    letters = listed(sorted(set(filter(None, RING))))
    return [
        f"Target {place + 1} of {len(TARGETS)}, par {TARGETS[place].par}",
        f"{letters}: letters that",
        "are stored there",
    ]


def dial_lines(dials: Dials) -> list[str]:
    """The dials of a move, one a line; half a step says what becomes of the other half."""
    return [f"{line}: half stays" if "½" in line else line for line in dials.words.split(", ")]


def caption(game: Game, column: Column) -> str:
    """What the last button did, where the head is, and what a move with these dials would do."""
    said = f"{game.said} " if game.said else ""
    where = f"The head has {focus_words(game.now)}. {title(game.place)}; {game.score}."
    return f"{said}{_outlook(game, column)} {where}"


def _outlook(game: Game, column: Column) -> str:
    """What a move would do."""
    if column.final is None:
        return f"{column.trouble}. So no move can be taken with these dials."
    if game.reached:
        return "Go on, or take the next target."
    miss = f"{game.target.misses(column.final):.2f} from the target"
    near = "on target" if game.target.reached(column.final) else miss
    total = float(column.final.sum())
    odd = f" These numbers sum to {total:.2f}, not to 1." if abs(total - 1) > 0.005 else ""
    return f"A move would give {focus_words(column.final)}: {near}.{odd}"


def shortest_words(place: int, way: Sequence[Column], target: Target) -> str:
    """The game, and one target's shortest way with the functions that are given."""
    head = f"{NAME}: {len(TARGETS)} targets, par {total_par()} in all. {title(place)}, par {target.par}."
    told = [f"at the start, {focus_words(target.start)}"]
    for number, column in enumerate(way, start=1):
        if column.final is None:
            told.append(f"at move {number}, {column.trouble}")
        else:
            told.append(f"after move {number}, {focus_words(column.final)}")
    return f"{head} The shortest way: {'; '.join(told)}. {_ending(way[-1], target)}".rstrip()


def _ending(column: Column, target: Target) -> str:
    if column.final is None:
        return ""
    if target.reached(column.final):
        return f"It is reached: no slot is more than {TOLERANCE:g} away."
    return f"It is missed by {target.misses(column.final):.1f}."
