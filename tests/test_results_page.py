"""The results page: made of the measurements and nothing else, in step with them, and honest about what is missing."""

import importlib.util
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.results_page.__main__ import main
from benchmarks.results_page.figures import KEY, is_current
from benchmarks.results_page.learning import _panel
from benchmarks.results_page.lengths import kind
from benchmarks.results_page.measurements import measured_when, read_measurements
from benchmarks.results_page.page import PAGE, make_page, out_of_step, write_page
from made_up_results import BASELINE, RESULTS, seed, sweep


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Made-up measurements on disk, in `results` and `checkpoints`."""
    (tmp_path / "results").mkdir()
    (tmp_path / "checkpoints").mkdir()
    for name, values in RESULTS.items():
        (tmp_path / "results" / name).write_text(json.dumps(values))
    (tmp_path / "checkpoints" / "copy-baseline.json").write_text(json.dumps(BASELINE))
    return tmp_path


def page_of(folder: Path):
    return make_page(read_measurements(folder / "results", folder / "checkpoints"))


def test_the_page_in_the_repository_is_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_every_number_of_a_sweep_is_on_the_page(folder: Path) -> None:
    text = page_of(folder).text
    lstm = next(line for line in text.splitlines() if line.startswith("| lstm"))
    cells = [cell.strip() for cell in lstm.strip("|").split("|")]
    assert cells[2:6] == ["3", "2 of 3", "2 of 3", "2,345 (1,790 to never)"]
    assert cells[6] == "never"
    assert "seed 2 was never solved and ends with 7 of 4,000 sequences wrong and 0.25 bits" in text
    assert "| 777" not in text
    assert "832 (805 to 860) | 888 | 1.5 (1.5 to 1.5) | 2.5 (2.5 to 2.5) |" in text


def test_lengths_and_baseline_are_on_the_page(folder: Path) -> None:
    text = page_of(folder).text
    assert "| NTM, LSTM controller | 120 | 128 | 10 | 1 of 2 | 1.55 | 3.1 | 0.125 |" in text
    assert "length 120, N = 128: seed 1, 3.1 wrong bits a sequence, in 10 of 10" in text
    assert "| NTM, LSTM controller | 1,000 | 2,010 | 10 | 1 of 1 | 0 | 0 | 0.125 |" in text
    assert "| LSTM alone | 1 to 20 | none | 10 | 9 | 1.5 | 3.5 |" in text
    assert "LSTM alone: seed 6, 6,000 sequences, 4,321 parameters, 55 CPU s" in text


def test_speed_is_on_the_page(folder: Path) -> None:
    text = page_of(folder).text
    assert "costs this many times the floor: 1.50 (fused), 6.00 (plain), 45.00 (textbook)" in text
    assert "takes 3.0 ms, 4.0 times less than the plain one and 30 times less than the textbook loop" in text
    assert "| fused, made up | 1.3 | 1.50 | no |" in text


def test_it_says_when_and_on_what_everything_was_measured(folder: Path) -> None:
    text = page_of(folder).text
    sources = text.split("## Where the numbers come from")[1]
    assert sources.count("Nix, abacus with BEADS, 3 cores, 1 thread a run; torch 9.8.7") == 4
    assert "| `benchmarks/results/learn_copy.json` | 2001-02-01 to 2001-02-03 |" in sources
    assert measured_when({}) == "day not recorded"


def test_a_command_stands_beside_every_table_and_exists(folder: Path) -> None:
    text = page_of(folder).text
    for section in text.split("\n## ")[1:4]:
        assert "`python -m benchmarks." in section or "`typed`" in section
    for module in set(re.findall(r"python -m ([\w.]+)", text)):
        assert importlib.util.find_spec(module), module


def test_what_is_missing_says_so_and_names_the_command(tmp_path: Path) -> None:
    text = page_of(tmp_path).text
    assert text.count("ot measured yet. `python -m benchmarks.") == 3
    for module in re.findall(r"measured yet. `python -m ([\w.]+)", text):
        assert importlib.util.find_spec(module), module
    assert page_of(tmp_path).figures == []


def test_the_bands_are_quantiles_over_seeds_at_each_test(folder: Path) -> None:
    seeds = [result for result in RESULTS["learn_copy.json"]["results"] if result["controller"] == "lstm"]
    panel = _panel(seeds)
    assert panel["sequences"] == [250, 500, 750]
    costs = np.array([result["curve"] for result in seeds])
    wanted = np.quantile(costs, [0.1, 0.25, 0.5, 0.75, 0.9], axis=0)
    assert np.allclose(panel["quantiles"], wanted, rtol=1e-3)


def test_a_seed_that_stopped_early_is_not_left_out_of_the_bands() -> None:
    seeds = [seed("lstm", number, 100, curve) for number, curve in enumerate([[9.0, 1.0], [7.0], [8.0, 2.0]])]
    panel = _panel(seeds)
    assert panel["quantiles"][2] == [8.0, 2.0]
    assert panel["quantiles"][4][1] == math.inf


def test_a_sweep_that_stops_when_solved_has_a_row_and_no_curve(folder: Path) -> None:
    seeds = [seed("lstm", number, 100, [9.0, 1.0], stop_when_solved=True) for number in range(2)]
    (folder / "results" / "learn_copy.json").write_text(json.dumps(sweep(seeds)))
    page = page_of(folder)
    assert "| 2 | 2 of 2 |" in page.text
    assert next(figure for figure in page.figures if figure.name == "learning-curves").data[0]["seeds"] == 1


def test_figures_are_drawn_with_words_and_a_light_ground(folder: Path) -> None:
    page = page_of(folder)
    write_page(page, folder / "out")
    assert [figure.name for figure in page.figures] == ["learning-curves", "errors-by-length", "speed"]
    for figure in page.figures:
        assert len(figure.alt.split()) > 15
        assert f"![{figure.alt}](docs/results/{figure.name}.png)" in page.text
        with Image.open(folder / "out" / figure.path) as image:
            assert image.width > 1000
            assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
            assert image.info[KEY] == figure.fingerprint


def test_the_words_of_the_figures_follow_the_data(folder: Path) -> None:
    curves, errors, _ = (figure.alt for figure in page_of(folder).figures)
    assert "the median cost of 3 seeds stays below 1 bit from 750 sequences on; the paper's" in curves
    assert "LSTM alone: the cost of one run is 20 bits after 9,000 sequences" in curves
    assert "NTM, LSTM controller, N = 128: up to 1.55 wrong bits a sequence, at length 120." in errors
    assert "N above twice the length: no wrong bit up to length 1,000." in errors
    assert "LSTM alone, no memory: up to 222 wrong bits a sequence, at length 80." in errors


def test_another_number_puts_page_and_figure_out_of_step(folder: Path) -> None:
    write_page(page_of(folder), folder / "out")
    assert out_of_step(page_of(folder), folder / "out") == []
    file = folder / "results" / "learn_copy.json"
    file.write_text(file.read_text().replace('"sequences": 2345', '"sequences": 2346'))
    assert out_of_step(page_of(folder), folder / "out") == [PAGE]
    file.write_text(file.read_text().replace("[82.0, 40.0, 30.0]", "[82.0, 41.0, 30.0]"))
    assert out_of_step(page_of(folder), folder / "out") == [PAGE, "docs/results/learning-curves.png"]


def test_a_figure_from_elsewhere_or_of_other_code_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(folder)
    write_page(page, folder / "out")
    file = folder / "out" / page.figures[0].path
    assert is_current(page.figures[0], file)
    assert not is_current(page.figures[0]._replace(alt="other words"), file)
    monkeypatch.setattr("inspect.getsource", lambda module: "other code")
    assert not is_current(page.figures[0], file)
    monkeypatch.undo()
    Image.new("RGB", (9, 9)).save(file)
    assert out_of_step(page, folder / "out") == [page.figures[0].path]
    file.unlink()
    assert out_of_step(page, folder / "out") == [page.figures[0].path]


def test_current_figures_are_not_drawn_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_page(page_of(folder), folder / "out")
    drawn: list[str] = []
    monkeypatch.setattr("benchmarks.results_page.page.draw_png", lambda figure: drawn.append(figure.name) or b"")
    write_page(page_of(folder), folder / "out")
    assert drawn == []
    (folder / "out" / page_of(folder).figures[1].path).unlink()
    write_page(page_of(folder), folder / "out")
    assert drawn == ["errors-by-length"]


def test_the_command_writes_and_checks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--results", str(folder / "results"), "--out", str(folder / "out")]
    assert main([*words, "--check"]) == 1
    assert "RESULTS.md is not in step with the measurements" in capsys.readouterr().out
    assert not (folder / "out").exists()
    assert main(words) == 0
    assert main([*words, "--check"]) == 0
    (folder / "results" / "stray.json").write_text('{"results": []}')
    with pytest.raises(SystemExit):
        main(words)
    assert "results must hold what a benchmark wrote" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("slots", "length", "name"),
    [(128, 120, "N = 128"), (250, 120, "N above twice the length"), (240, 120, "N = 240"), (None, 20, "no memory")],
)
def test_how_n_was_chosen(slots: int | None, length: int, name: str) -> None:
    assert kind({"controller": "lstm", "num_slots": slots, "length": length}) == ("lstm", name)
