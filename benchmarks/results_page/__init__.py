"""The results page: `RESULTS.md` and its figures, made from the measurements in `benchmarks/results/`.

    python -m benchmarks.results_page           write the page and its figures
    python -m benchmarks.results_page --check   are they in step with the measurements?

`measurements` reads the JSON files, `learning`, `speed` and `lengths` make a section each, `figures` says when a
drawing is still the one that its data give, `page` puts all together. No number is typed by hand.
"""
