"""Bets: kept if a picture can draw them, told what is allowed if not, and never in the way."""

import re
from pathlib import Path

import numpy as np
import pytest

from ntm_lib import checks, my_work
from ntm_lib.checks import predictions


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder of the test's own."""
    monkeypatch.setattr(my_work, "folder", lambda: tmp_path)
    return tmp_path


def test_predictions_are_kept_and_never_in_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    checks.predict("02.strength", None)
    assert checks.prediction("02.strength") is None
    for value in (12, 0.5, 30.0, np.int64(3)):
        checks.predict("02.strength", value)
        assert checks.prediction("02.strength") == value and checks.prediction("00.slot") is None
    for value in ([1], float("nan"), "", "x" * 500, True, object(), np.zeros(3), 0, -1, 10**400):
        checks.predict("02.strength", value)  # type: ignore[arg-type]
        assert checks.prediction("02.strength") == 3
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 15 and lines[1] == "Your prediction is kept: 12."
    assert all(line.startswith("prediction must be a number above 0; got ") for line in lines[5:])


@pytest.mark.parametrize(
    ("name", "fits", "value", "said"),
    [
        ("00.slot", 127, 200, "prediction must be a whole number from 0 to 127; got 200 for 00.slot."),
        ("00.slot", 0, "seven", "prediction must be a whole number from 0 to 127; got 'seven' for 00.slot."),
        ("00.slot", 8.0, 7.5, "prediction must be a whole number from 0 to 127; got 7.5 for 00.slot."),
        ("00.slot", 20, -1, "prediction must be a whole number from 0 to 127; got -1 for 00.slot."),
        ("02.strength", 4, "ten", "prediction must be a number above 0; got 'ten' for 02.strength."),
        ("01.slot", 4, 5, "prediction must be a whole number from 0 to 4; got 5 for 01.slot."),
        ("03.peak", 100, 101, "prediction must be a number from 0 to 100; got 101 for 03.peak."),
        ("04.steps", 1, 0, "prediction must be a whole number from 1 to 1000; got 0 for 04.steps."),
        ("05.first_wrong", 99, 100, "prediction must be a whole number from 0 to 99; got 100 for 05.first_wrong."),
        ("09.sequences", 25_000, 0, "prediction must be a whole number of at least 1; got 0 for 09.sequences."),
        ("09.walking_up", 0, 5, "prediction must be a whole number from 0 to 4; got 5 for 09.walking_up."),
    ],
)
def test_a_bet_that_cannot_be_drawn_is_told_what_is_allowed_and_not_kept(
    name: str, fits: float, value: object, said: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    checks.predict(name, value)  # type: ignore[arg-type]
    assert capsys.readouterr().out == f"{said} It is not kept; you can go on all the same.\n"
    assert list(folder.iterdir()) == []
    checks.predict(name, fits)
    kept = checks.prediction(name)
    assert kept == fits and isinstance(kept, int)


def test_a_bet_that_no_lesson_has_is_told_the_names_there_are(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for value in (4, None):
        checks.predict("02.strenght", value)
        said = capsys.readouterr().out
        assert said.startswith(
            "name must be one of 00.slot, 01.slot, 02.strength, 03.peak, 04.steps, 05.first_wrong, 09.sequences, "
            "09.walking_up; got '02.strenght' for predict."
        )
    assert checks.prediction("02.strenght") is None and list(folder.iterdir()) == []


def test_the_bets_of_the_lessons_are_those_that_are_known() -> None:
    lessons = [path.read_text(encoding="utf-8") for path in (my_work.REPOSITORY / "solutions").glob("*.py")]
    used = [re.findall(r'checks\.(?:predict|prediction)\("([^"]+)"', lesson) for lesson in lessons]
    assert {name for names in used for name in names} == set(predictions.BETS)


@pytest.mark.parametrize(
    "kept", ["{", "[]", '{"00.slot": {"a": 1}}', '{"00.slot": null}', '{"00.slot": "ten"}', '{"00.slot": 200}']
)
def test_a_broken_file_of_predictions_is_none(kept: str, folder: Path) -> None:
    (folder / "predictions.json").write_text(kept)
    assert checks.prediction("00.slot") is None
    checks.predict("00.slot", 1)
    assert checks.prediction("00.slot") == 1
