"""All sections in one page, and where its numbers come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.results_page.figures import Figure, draw_png, is_current
from benchmarks.results_page.learning import learning_section
from benchmarks.results_page.lengths import lengths_section
from benchmarks.results_page.measurements import Measurements, measured_on, measured_when
from benchmarks.results_page.speed import speed_section
from ntm_lib.whole_files import write_whole

PAGE = "RESULTS.md"
HEAD = (
    "# Results",
    "Every number and figure here is made from measurements by `python -m benchmarks.results_page`; the command above "
    "a table measures it again. Another computer, or another seed, gives other numbers: the last section says what "
    "these were measured on.",
)


class Page(NamedTuple):
    """The page's text and the figures that it shows."""

    text: str
    figures: list[Figure]


def make_page(measurements: Measurements) -> Page:
    """The page for these measurements; a section whose measurements are missing says so. Nothing is drawn yet."""
    blocks: list[str | Figure] = [
        *HEAD,
        *learning_section(measurements),
        *lengths_section(measurements),
        *speed_section(measurements),
        *_sources(measurements),
    ]
    texts = [block.markdown if isinstance(block, Figure) else block for block in blocks]
    return Page("\n\n".join(text for text in texts if text) + "\n", [b for b in blocks if isinstance(b, Figure)])


def write_page(page: Page, folder: Path) -> None:
    """Write the page and its figures into a folder, each file whole or not at all; current figures stay as they are."""
    old = [figure for figure in page.figures if not is_current(figure, folder / figure.path)]
    write_whole({folder / figure.path: draw_png(figure) for figure in old} | {folder / PAGE: page.text.encode("utf-8")})


def out_of_step(page: Page, folder: Path) -> list[str]:
    """The files in a folder that are not what `write_page` would leave there."""
    file = folder / PAGE
    wrong = [] if file.exists() and file.read_text(encoding="utf-8") == page.text else [PAGE]
    return wrong + [figure.path for figure in page.figures if not is_current(figure, folder / figure.path)]


def _sources(measurements: Measurements) -> Iterator[str]:
    yield "## Where the numbers come from"
    rows = ["| measurements | when | on what |", "|---|---|---|"]
    for reports in measurements.reports.values():
        for report in reports:
            name = f"`benchmarks/results/{report.name}`"
            rows.append(f"| {name} | {measured_when(report.values)} | {measured_on(report.values)} |")
    for controller, record in measurements.checkpoints.items():
        name = f"`ntm_lib/checkpoints/copy-{controller}.json`"
        rows.append(f"| {name} | {measured_when(record)} | {measured_on(record)} |")
    yield "\n".join(rows)
