"""What a person sees while a machine trains."""

from __future__ import annotations

import io
import itertools
import sys

import pytest

from ntm_lib.commands import progress_line
from ntm_lib.commands.progress_line import ProgressLine, duration, told
from ntm_lib.training import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def progress(update: int) -> Progress:
    return Progress(update, 8 * update, 0.5, 40.0, 0.01)


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, updates: int) -> str:
    """What is written about a run of which every update took a tenth of a second and cost 40 bits."""
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(progress_line, "SHOW_SECONDS", 0)
    line = ProgressLine(updates)
    for update in range(1, updates + 1):
        line.show(progress(update), [40.0] * update, 0.1 * update)
    line.end()
    return stream.getvalue()


def test_a_line_says_where_the_run_is_and_what_is_left() -> None:
    line = told(progress(500), 1500, [80.0] * 475 + [0.4] * 25, 6.0)
    assert line == "update 500/1500, 4,000 sequences, 0.40 bits a sequence, 12 s left"


def test_without_a_terminal_there_is_a_line_every_hundred_updates_and_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = shown(monkeypatch, io.StringIO(), 250).splitlines()
    assert [line.split(",")[0] for line in lines] == ["update 100/250", "update 200/250", "update 250/250"]
    assert lines[0].endswith("15 s left")
    assert lines[-1].endswith("0 s left")


def test_on_a_terminal_one_line_is_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, Terminal(), 40)
    assert text.endswith("\n")
    assert text.count("\n") == 1
    lines = text.removeprefix("\r").removesuffix("\n").split("\r")
    assert len(lines) == 40
    assert lines[19].startswith("[##########..........] update 20/40, ")
    assert lines[39].startswith("[####################] update 40/40, ")
    assert all(len(later) >= len(earlier.rstrip()) for earlier, later in itertools.pairwise(lines))


def test_a_terminal_is_not_flooded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast the updates are, a drawing waits for its time; the last is always drawn."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(progress_line, "SHOW_SECONDS", 1e9)
    line = ProgressLine(1000)
    for update in range(1, 1001):
        line.show(progress(update), [1.0], 1.0)
    text = sys.stdout.getvalue()
    assert text.count("\r") == 2
    assert "update 1000/1000" in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min 00 s"),
        (125, "2 min 05 s"),
        (3599.7, "1 h 00 min"),
        (4200, "1 h 10 min"),
    ],
)
def test_a_duration_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words
