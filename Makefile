# Rode Draad: every task with one command. `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
UV_VERSION := 0.13.9
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= auto
PYTEST := $(PY) -m pytest -q -n $(WORKERS)
SOURCES := src tests tools

.PHONY: help install install-demo demo test test-quick test-browser test-postgres lint types contracts messages \
	check-messages migrations-check lock bench clean

help: ## list the tasks
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

$(VENV)/bin/python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@python3 -m venv $(VENV) || { echo "The module venv is missing: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.uv: $(VENV)/bin/python
	@$(PY) -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

$(VENV)/.demo: $(VENV)/.uv requirements.lock pyproject.toml
	@$(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	@$(PY) -m uv pip install --quiet --python $(PY) --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.uv requirements-dev.lock pyproject.toml
	@$(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r requirements-dev.lock
	@$(PY) -m uv pip install --quiet --python $(PY) --no-deps -e .
	@touch $@ $(VENV)/.demo

install: $(VENV)/.dev ## install all for development, from the lock files
	@$(PY) tools/messages.py compile

install-demo: $(VENV)/.demo
	@$(PY) tools/messages.py compile

demo: install-demo ## fill an invented municipality and serve it: make demo PORT=8000
	@$(VENV)/bin/rodedraad demo --host $(HOST) --port $(PORT)

test: install ## all tests on SQLite, with a browser when Chromium is there
	$(PYTEST)

test-quick: install ## the quick suite: no browser, no load
	$(PYTEST) -m "not browser and not load"

test-browser: install ## only the tests in a real browser
	$(PY) -m pytest -q -m browser

test-postgres: install ## the same suite on a temporary PostgreSQL cluster
	$(PY) tools/postgres.py -- $(PYTEST) -m "not browser"

lint: install ## ruff
	$(PY) -m ruff check $(SOURCES)

types: install ## mypy on acts, queries, permissions and kernels
	$(PY) -m mypy

contracts: install ## the floors and the order of apps (import-linter)
	$(VENV)/bin/lint-imports --no-cache

messages: install ## bring the translations up to date (needs GNU gettext)
	$(PY) tools/messages.py extract
	$(PY) tools/messages.py report

check-messages: install ## fail on a missing, fuzzy, stale or contradictory translation
	$(PY) tools/messages.py check

migrations-check: install ## fail when a model has no migration
	$(VENV)/bin/rodedraad makemigrations --check --dry-run

lock: $(VENV)/.uv ## renew the lock files (no registry host in them: ADR 0001)
	$(PY) -m uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate pyproject.toml -o requirements.lock
	$(PY) -m uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --group dev pyproject.toml -o requirements-dev.lock

bench: install ## the figures of docs/benchmarks.md, on this machine
	$(PY) -m benchmarks

clean: ## throw away what was installed and built
	rm -rf $(VENV) var .pytest_cache .ruff_cache .mypy_cache .hypothesis
