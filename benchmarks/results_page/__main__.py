"""Write `RESULTS.md` and its figures from the measurements in `benchmarks/results/`, or say whether they are in step.

python -m benchmarks.results_page
python -m benchmarks.results_page --check
python -m benchmarks.results_page --results build/results --out build/page    a page of other measurements
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.results_page.measurements import RESULTS, ROOT, read_measurements
from benchmarks.results_page.page import make_page, out_of_step, write_page


def main(words: Sequence[str] | None = None) -> int:
    """Write or check. Returns 0, or 1 when something is not in step."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.results_page",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FOLDER", help="of the measurements")
    parser.add_argument("--out", type=Path, default=ROOT, metavar="FOLDER", help="of the page")
    arguments = parser.parse_args(words)
    try:
        page = make_page(read_measurements(arguments.results))
    except ValueError as error:
        parser.error(str(error))
    if not arguments.check:
        write_page(page, arguments.out)
    wrong = out_of_step(page, arguments.out)
    for path in wrong:
        print(f"{path} is not in step with the measurements: run python -m benchmarks.results_page")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
