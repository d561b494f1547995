# One stamp sets everything up: a virtual environment in .venv with the locked tools.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCH_STAMP := $(VENV)/.installed-bench
DOCS_STAMP := $(VENV)/.installed-docs
NODE_CLIENTS := tests/real/node
NODE_STAMP := $(NODE_CLIENTS)/node_modules/.package-lock.json
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Without cached bytecode every test worker would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup verify test check format mutants bench docs specs lock clean

help:
	@echo "make verify   check the documents against the simulator and print who gets in"
	@echo "make test     run all tests"
	@echo "make check    format, lint, types, import rules, generated features, examples of README and guide"
	@echo "make specs    regenerate features/ from docs/"
	@echo "make mutants  change one thing at a time in the simulator, and print who notices (ARGS=--help)"
	@echo "make docs     build the guide for users into guide/_build"
	@echo "make bench    run the benchmarks and print a table"
	@echo "make lock     renew requirements/ (needs uv)"
	@echo "make clean    remove what make made"

setup: $(STAMP)

$(STAMP): requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "failmode needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "python cannot make a virtual environment (on Debian: apt-get install python3-venv)" >&2; exit 2; }
	$(PIP) install --require-hashes -r requirements/dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(BENCH_STAMP): requirements/bench.lock $(STAMP)
	$(PIP) install --require-hashes -r requirements/bench.lock
	@touch $@

$(DOCS_STAMP): requirements/docs.lock $(STAMP)
	$(PIP) install --require-hashes -r requirements/docs.lock
	@touch $@

$(NODE_STAMP): $(NODE_CLIENTS)/package-lock.json
	@if command -v npm >/dev/null; \
	then npm ci --prefix $(NODE_CLIENTS) --ignore-scripts --no-audit --no-fund --silent && touch $@; \
	else echo "npm is missing: the tests that run clients for Node.js skip"; fi

verify: $(STAMP)
	$(BIN)/failmode verify

test: $(STAMP) $(NODE_STAMP)
	$(BIN)/pytest -n auto --dist worksteal -q --no-header

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/failmode specs --check
	$(BIN)/pytest tests/test_readme.py tests/test_guide.py -q --no-header

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

specs: $(STAMP)
	$(BIN)/failmode specs

mutants: $(STAMP)
	$(BIN)/python -m tests.mutants $(ARGS)

bench: $(BENCH_STAMP)
	@command -v npm >/dev/null && npm ci --prefix bench/peers --ignore-scripts --no-audit --no-fund --silent || \
	  echo "npm is missing or failed: no Prism, no mountebank"
	$(BIN)/python -m bench

docs: $(DOCS_STAMP)
	$(BIN)/sphinx-build --fail-on-warning --keep-going --quiet -b html guide guide/_build
	@echo "guide/_build/index.html"

lock:
	@command -v uv >/dev/null || { echo "uv is missing; install it with: pip install uv" >&2; exit 2; }
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/dev.lock
	uv pip compile pyproject.toml --group bench --constraint requirements/dev.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/bench.lock
	uv pip compile pyproject.toml --group docs --constraint requirements/dev.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/docs.lock

clean:
	rm -rf $(VENV) $(NODE_CLIENTS)/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .failmode guide/_build guide/reference
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
