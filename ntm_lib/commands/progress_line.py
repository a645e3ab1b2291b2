"""How far a training run is: one line that is written over on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from ntm_lib.training import Progress

SHOW_EVERY = 100  # updates between two lines where there is no terminal
SHOW_SECONDS = 0.1  # between two drawings on a terminal: an eye needs no more
RECENT = 25  # updates in the mean of the cost: one batch has one length, so that a single cost jumps
BAR = 20  # characters


class ProgressLine:
    """Shows a run on standard output.

    updates  that the run will take
    """

    def __init__(self, updates: int) -> None:
        self._updates = updates
        self._terminal = sys.stdout.isatty()
        self._width = 0
        self._shown = -float("inf")

    def show(self, progress: Progress, curve: Sequence[float], seconds: float) -> None:
        """Tell where the run is, if it is time to.

        curve    cost of every update until now, in bits a sequence
        seconds  that those updates took
        """
        last = progress.update == self._updates
        if self._terminal and (last or time.monotonic() - self._shown >= SHOW_SECONDS):
            self._rewrite(self._bar(progress) + told(progress, self._updates, curve, seconds))
            self._shown = time.monotonic()
        elif not self._terminal and (last or progress.update % SHOW_EVERY == 0):
            print(told(progress, self._updates, curve, seconds), flush=True)

    def end(self) -> None:
        """Leave the line that is written over."""
        if self._terminal and self._width:
            print()
        self._width = 0

    def _bar(self, progress: Progress) -> str:
        filled = BAR * progress.update // self._updates
        return f"[{'#' * filled}{'.' * (BAR - filled)}] "

    def _rewrite(self, line: str) -> None:
        """Over the last line, whose longer end is blanked."""
        print(f"\r{line:{self._width}}", end="", flush=True)
        self._width = len(line)


def told(progress: Progress, updates: int, curve: Sequence[float], seconds: float) -> str:
    """`update 500/1500, 4,000 sequences, 0.21 bits a sequence, 12 s left`."""
    recent = curve[-RECENT:]
    bits = sum(recent) / len(recent)
    left = seconds / progress.update * (updates - progress.update)
    done = f"update {progress.update}/{updates}, {progress.sequences:,} sequences"
    return f"{done}, {bits:.2f} bits a sequence, {duration(left)} left"


def duration(seconds: float) -> str:
    """`9 s`, `2 min 05 s` or `1 h 10 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
