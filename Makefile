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
	mkdir -p benchmarks/results
	$(PYTHON) benchmarks/import_time.py --json benchmarks/results/import_time.json
	$(PYTHON) benchmarks/compile_cache.py --json benchmarks/results/compile_cache.json
	$(PYTHON) benchmarks/lenet5.py --json benchmarks/results/lenet5.json

ci:
	.ci/run
