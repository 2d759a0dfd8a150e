# Everything a newcomer needs: `make run`, `make lab`, `make test`. `make help` lists the rest.
#
#   PYTHON=python3.12   sets up with this Python         (default: python3, or the newest that fits)
#   NEWER=python3.14    the Python of `make test-newer`  (default: the newest here; NEWER=none skips it)
#   WORKERS=4           processes of the tests           (default: 2)
#   PYTEST="-k trust"   more options for pytest

SHELL := /bin/sh
.DEFAULT_GOAL := help

BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --fork-strategy fewest \
    --python-version 3.11 --custom-compile-command "make lock"
WORKERS ?= 2
PYTEST ?=

.PHONY: help run setup lab test lint types test-quick test-newer test-long format docs docs-quick bench lock clean

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile
	@awk '/^#   [A-Z]/ { sub("#   ", ""); printf "  %s\n", $$0 }' Makefile

run: setup ## Set up, then compare the reforms of a Dukcapil in trouble
	@$(BIN)/loket compare dukcapil-bermasalah-reformasi --doubt

setup: ## Make or mend the environment in .venv (does nothing where it is up to date)
	@sh tools/set-up.sh .venv $(if $(PYTHON),"$(PYTHON)")

lab: setup ## Open the notebooks in JupyterLab
	@$(BIN)/loket lab

test: lint ## Everything that must hold before a change is shared
	@$(MAKE) --no-print-directory -j 2 types test-newer
	@$(MAKE) --no-print-directory test-quick

lint: setup ## Style of code and notebooks
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: setup ## Type annotations
	@$(BIN)/mypy

test-quick: setup ## The quick tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(PYTEST)

test-newer: setup ## The tests marked `newer`, on a newer Python where the machine has one
	@newer="$(NEWER)"; \
	[ "$$newer" ] || newer=$$(sh tools/find-python.sh newer-than $(BIN)/python); \
	if [ "$${newer:-none}" = none ]; then \
	    echo "No newer Python here: the tests ran on this one only."; \
	else \
	    sh tools/set-up.sh .venv-newer "$$newer" && .venv-newer/bin/python -m pytest -m "newer and not long" $(PYTEST) $$(grep -rl --include="test_*.py" "mark\.newer" tests); \
	fi

test-long: setup ## The tests that take long
	@$(BIN)/python -m pytest -m long $(PYTEST)

format: setup ## Put code and notebooks into the project's style
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

docs: setup ## Draw the pages and pictures of docs/ that come from the code anew (minutes)
	@$(BIN)/python docs/drawing

docs-quick: setup ## The same without pictures and figures that take many runs
	@$(BIN)/python docs/drawing --quick

bench: setup ## Measure the engines against each other and against other libraries
	@$(BIN)/python -m benchmarks

lock: setup ## Write both locks anew (newest versions: make lock UPGRADE=--upgrade)
	@$(LOCK) --all-extras $(UPGRADE) --output-file requirements.lock pyproject.toml
	@$(LOCK) --no-annotate --constraints requirements.lock --output-file requirements-run.lock pyproject.toml

clean: ## Remove what make made: environments and caches (results stay)
	rm -rf .venv .venv-newer .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
