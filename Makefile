PYTHON ?= python

.PHONY: test lint format golden golden-update bench ci

test:
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

format:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

golden:
	$(PYTHON) -m autograph golden

golden-update:
	$(PYTHON) -m autograph golden --update

bench:
	$(PYTHON) -m autograph bench import-time --json benchmarks/results/import_time.json
	$(PYTHON) -m autograph bench compile-cache --json benchmarks/results/compile_cache.json
	$(PYTHON) -m autograph bench usual more --json benchmarks/results/works.json --plot benchmarks/results/works.svg
	$(PYTHON) benchmarks/python_overhead.py --json benchmarks/results/python_overhead.json

ci:
	.ci/run
