# `make help` lists what can be made. Needed: Python 3.11 or later, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Arguments for pytest, for example `make test ARGS="tests/plan -x"`, or `ARGS="-n0 --pdb"`.
ARGS ?=

# How long `make fuzz` takes.
SECONDS ?= 1200

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run docs site tutorial test lint black ruff mypy pyright current bench fuzz canary clean

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-9s%s\n", $$1, $$2 }' Makefile

run: $(VENV)/.installed  ## compile specs/ into generated/, with tests of the modules
	$(BIN)/arazzo-codegen specs/ -o generated/ --tests tests/workflows

docs: $(VENV)/.installed  ## write the parts of docs/ that come from the code
	$(BIN)/python -m arazzo_codegen.diagnostics.page docs/diagnostics.md
	$(BIN)/python -m arazzo_codegen.cli.reference docs/reference/*.md

site: $(VENV)/.installed-site  ## build docs/ as a site, in build/site
	$(BIN)/zensical build --strict --clean

tutorial: $(VENV)/.installed-dev  ## follow docs/tutorial.md as a new user, installing included
	$(BIN)/python -m tests.docs.follow docs/tutorial.md

test: $(VENV)/.installed-dev  ## run the tests
	$(BIN)/python -m pytest -n auto $(ARGS)

lint: black ruff mypy pyright current  ## check form, style, types, and that generated/ and its tests are current

black: $(VENV)/.installed-dev
	$(BIN)/black --check .

ruff: $(VENV)/.installed-dev
	$(BIN)/ruff check .

# Tests import `generator` and `templates` by their package names: links lead mypy there.
mypy: $(VENV)/.installed-dev
	$(BIN)/mypy --strict
	@mkdir -p build/packages
	@ln -sfn ../../generator build/packages/arazzo_codegen
	@ln -sfn ../../templates build/packages/arazzo_codegen_templates
	MYPYPATH=build/packages $(BIN)/mypy --strict --package tests --exclude /expected/

pyright: $(VENV)/.installed-dev
	$(BIN)/pyright --pythonpath $(BIN)/python

current: $(VENV)/.installed-dev
	$(BIN)/arazzo-codegen specs/ -o generated/ --tests tests/workflows --check

bench: $(VENV)/.installed-dev  ## measure the modules and the compiler
	$(BIN)/python -m tests.bench.workflow
	$(BIN)/python -m tests.bench.polling
	$(BIN)/python -m tests.bench.asynchronous
	$(BIN)/python -m tests.bench.compiler

fuzz: $(VENV)/.installed-dev  ## try hostile documents: make fuzz SECONDS=1200
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]' || \
		echo 'atheris cannot be installed here: what needs it is left out' >&2
	$(BIN)/python -m tests.fuzz.run $(SECONDS)

canary: $(VENV)/.installed-dev  ## try every hostile text everywhere, for hours
	$(BIN)/python -m tests.fuzz.every build/canary

clean:  ## remove the environment and what tools left behind
	rm -rf $(VENV) build dist *.egg-info .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Setting up: once, and again when pyproject.toml changes.

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Python 3.11 or later is needed, for example: make PYTHON=python3.13' >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.installed-site: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[site]'
	@touch $@
