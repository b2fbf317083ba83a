# Rode Draad: every task is one command. `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
UV := $(PY) -m uv
PIP := $(wildcard tools/bootstrap/pip-*.whl)/pip
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= auto
ARGS ?=
PYTEST := $(PY) -m pytest -q
SQLITE := env -u DATABASE_URL
SPREAD := -n $(WORKERS) --dist loadgroup
CHECKED := $(wildcard src/rodedraad tools tests benchmarks conftest.py manage.py)
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

.PHONY: help install install-demo demo test test-quick test-browser test-postgres lint format types contracts \
	messages check-messages migrations-check lock bench bench-themes clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /|/' \
		| while IFS='|' read -r name text; do printf '  make %-18s %s\n' "$$name" "$$text"; done

# Debian's python3 comes without pip and ensurepip; the pip in tools/bootstrap needs neither (ADR 0001).
$(VENV)/bin/python:
	@for python in $(PYTHON) python3 python3.11 python3.12 python3.13; do \
		command -v $$python >/dev/null 2>&1 || continue; \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue; \
		$$python -m venv --without-pip $(VENV) && exit 0; \
		rm -rf $(VENV); echo "The module venv is missing: apt-get install python3-venv"; exit 1; \
	done; echo "Python 3.11 or newer is needed: apt-get install python3"; exit 1

$(VENV)/.uv: requirements-uv.lock | $(VENV)/bin/python
	@echo "Installing uv"
	@$(PY) $(PIP) --disable-pip-version-check install --quiet --require-hashes -r requirements-uv.lock
	@touch $@

$(VENV)/.demo: requirements.lock pyproject.toml $(VENV)/.uv
	@echo "Installing the libraries"
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(PY) --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml $(VENV)/.uv
	@echo "Installing the libraries, for development too"
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements-dev.lock
	@$(UV) pip install --quiet --python $(PY) --no-deps --editable .
	@touch $@ $(VENV)/.demo

install: $(VENV)/.dev ## install everything for development, from the lock files
	@$(PY) tools/messages.py compile

install-demo: $(VENV)/.demo ## install what the site itself needs, no more
	@$(PY) tools/messages.py compile

demo: install-demo ## fill an invented municipality and serve it: make demo PORT=8000
	@$(VENV)/bin/rodedraad demo --host $(HOST) --port $(PORT)

test: install ## all tests on SQLite, in a browser too when Chromium is there
	$(SQLITE) $(PYTEST) $(SPREAD) $(ARGS)

test-quick: install ## the quick tests: no browser, no load
	$(SQLITE) $(PYTEST) $(SPREAD) -m "not browser and not load" $(ARGS)

test-browser: install ## only the tests in a real browser
	$(SQLITE) $(PYTEST) -m browser $(ARGS)

test-postgres: install ## the same tests on a temporary PostgreSQL, browser left out
	$(PY) tools/postgres.py -- $(PYTEST) $(SPREAD) -m "not browser" $(ARGS)

lint: install ## ruff, all rules
	$(PY) -m ruff check $(CHECKED)

format: install ## let ruff mend what it can
	$(PY) -m ruff check --fix $(CHECKED)

types: install ## mypy on acts, queries, permissions and kernels
	$(PY) -m mypy

contracts: install ## the floors and the order of the apps (import-linter)
	$(VENV)/bin/lint-imports --no-cache

messages: install ## bring the translations up to date: make messages APP=base/ui
	$(PY) tools/messages.py extract $(APP)

check-messages: install ## fail on a missing, fuzzy, stale or contradictory translation
	$(PY) tools/messages.py check

migrations-check: install ## fail when a model lacks its migration
	$(VENV)/bin/rodedraad makemigrations --check --dry-run

lock: $(VENV)/.uv ## write the lock files anew; UPGRADE=1 takes newer versions
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

bench: install ## the figures of benchmarks/, on this machine
	$(PY) -m benchmarks $(ARGS)

bench-themes: install ## how right and how fast the themes are (fetches umap-learn, to compare with)
	@$(UV) pip install --quiet --python $(PY) --group bench
	$(PY) -m benchmarks.themes_quality
	$(PY) -m benchmarks.themes_speed

clean: ## throw away what was installed and built (var/, with its database, stays)
	rm -rf $(VENV) var/cache .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
	find src -name '*.mo' -delete
	find src tools tests -name __pycache__ -type d -prune -exec rm -rf {} +
