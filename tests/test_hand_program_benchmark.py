"""The benchmark of the program by hand: its command prints one line a setting, and keeps the same numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import hand_program
from benchmarks.hand_program import SETTINGS, Setting, measure, table


def test_the_command_prints_and_keeps_every_setting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "hand_program.json"
    assert hand_program.main(["--sequences", "1", "--json", str(file)]) == 0
    printed = capsys.readouterr().out
    report = json.loads(file.read_text())
    assert report["benchmark"] == "hand_program" and report["command"].endswith(f"--json {file}")
    assert [Setting(*(row[name] for name in Setting._fields)) for row in report["settings"]] == list(SETTINGS)
    assert table(report["settings"]) in printed


def test_a_sequence_fails_as_a_whole() -> None:
    row = measure(Setting(1.0), count=4)
    assert row["sequences"] == 4 and row["failed"] == len(row["lengths_failed"])
    assert 0 < row["failed"] <= 4 <= row["wrong_bits"] < row["bits"]


def test_the_table_names_the_shortest_and_the_longest_that_failed() -> None:
    row = measure(Setting(10.0), count=2)
    lines = table([row, row | {"failed": 3, "lengths_failed": [4, 9, 70], "wrong_bits": 12}]).splitlines()
    assert lines[1].split() == ["10", "0.05", "0", "0", "-", "0", "1.00"]
    assert lines[2].split() == ["10", "0.05", "0", "3", "4", "to", "70", "12", "1.00"]
