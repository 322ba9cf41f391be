# `make` alone lists what can be done. Nothing here asks a question, needs root or writes outside this folder.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check browser embedders readers bench lock vendor messages clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PORT ?= 8000
DEMO_DIR ?= var/demo

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## create .venv from the hashed lock and install the command `depeche` in it

$(VENV)/.installed: requirements/run.txt requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Depeche needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=python3.11 (or newer).")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## set up an invented relay on SQLite and serve it on 127.0.0.1:$(PORT) (RESET=1 starts over)
	@exec $(BIN)/depeche demo --dir $(DEMO_DIR) --port $(PORT) $(if $(RESET),--reset)

test: setup ## run the tests (SQLite; those that need a service skip and say so)
	$(BIN)/pytest tests --ignore=tests/browser -n auto

check: setup ## lock, style, types, imports, migrations, translations, sizes
	$(BIN)/python tools/check.py

browser: setup ## journeys and accessibility in headless Chromium
	$(BIN)/pytest tests/browser

embedders: setup ## install the optional embedders (1.5 GB) and load each on a tiny model
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 5 -r requirements/embedders.txt
	DEPECHE_REQUIRE=embedders $(BIN)/pytest tests/embedding

readers: setup ## put other libraries for REFI-QDA into build/readers and have them read what we write (100 MB)
	rm -rf build/readers
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 5 --no-deps --require-hashes --target build/readers -r requirements/readers.txt
	DEPECHE_REQUIRE=readers $(BIN)/pytest tests/readers

bench: setup ## measure speed and quality; each file prints a table
	$(BIN)/python benchmarks/run.py

lock: ## resolve pyproject.toml anew into requirements/*.txt
	$(BIN)/python tools/lock.py

vendor: ## fetch Det Fælles Designsystem by npm, check its hash and rewrite it into the static files
	$(BIN)/python tools/vendor_dkfds.py

messages: ## collect and compile the translations
	$(BIN)/python tools/messages.py

clean: ## remove what the targets above have made
	rm -rf $(VENV) var build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache src/*.egg-info
