# One line a target. `make check` is the everyday one.
PYTHON := $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)
export OMP_NUM_THREADS = 1

.PHONY: start lessons lint check test benchmark results picture clean
start:      ; python3 start.py
lessons:    ; $(PYTHON) -m tools.build
lint:       ; $(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && $(PYTHON) -m tools.lint
check: lint ; $(PYTHON) -m mypy && $(PYTHON) -m tools.build --check && $(PYTHON) -m pytest -q -n auto --dist loadfile -m "not slow and not browser"
test:       ; python3 start.py --test
benchmark:  ; $(PYTHON) -m benchmarks.learn_copy
results:    ; $(PYTHON) -m benchmarks.results_page
picture:    ; $(PYTHON) -m tools.readme_picture
clean:      ; rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info && find ntm_lib tools tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
