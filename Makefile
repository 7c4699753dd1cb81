# Everything lives in .venv; nothing is installed globally. `make run` and `make test` set up what they need.
# `make test PYTHON=python3.12` makes .venv anew if another Python made it; VENV=.venv-3.12 beside it leaves it as it is.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test fuzz test-crash test-cluster test-postgres bench screenshots lint messages lock clean

help:  ## what can be done here
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/'

run: $(VENV)/run  ## the bot: on Telegram with a token in .env, else on a local page
	$(BIN)/python -m bot

test: $(VENV)/dev  ## the tests, on every core
	$(BIN)/python -m pytest

fuzz: $(VENV)/dev  ## spoilt updates, words and documents, FUZZ_SECONDS (60) for each kind; TARGETS="html pdf" for some
	$(BIN)/python -m tests.fuzz $(TARGETS)

test-crash: $(VENV)/dev  ## the bot killed, stopped and starved of disk again and again, then simulated; some minutes and SIMULATION_SECONDS (600)
	$(BIN)/python -m pytest tests/crash -n 0 -s

test-cluster: $(VENV)/dev  ## three bots over one PostgreSQL, which all die again and again; some ten minutes, shorter with CLUSTER_UPDATES=600
	$(BIN)/python -m pytest tests/cluster -n 0 -s

test-postgres: $(VENV)/dev  ## the same tests over a throw-away PostgreSQL server
	$(BIN)/python -m tests.support.postgres $(BIN)/python -m pytest

bench: $(VENV)/dev  ## every measurement; quality too with DATA=folder (see tests/bench/__main__.py)
	$(BIN)/python -m tests.bench $(DATA)

screenshots: $(VENV)/dev  ## the pictures in docs/, made anew by the bot itself
	$(BIN)/python -m tests.screenshots

lint: $(VENV)/dev  ## style, import rules, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

messages: $(VENV)/dev  ## collect the bot's strings for its translators, after one was added or changed
	$(BIN)/pybabel --quiet extract --keyword Sentence --keyword Plural:1,2 --keyword n:1,2 \
		--add-location=file --sort-by-file --project Verbatim \
		--output-file $(VENV)/verbatim.pot bot/presentation/texts
	$(BIN)/python -m tests.support.lost_translations $(VENV)/verbatim.pot
	$(BIN)/pybabel --quiet update --domain verbatim --input-file $(VENV)/verbatim.pot --output-dir bot/presentation/locales \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 118

lock: $(VENV)/dev  ## pin the dependencies anew after a change of pyproject.toml
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --extra postgres --output-file requirements-postgres.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --group test --group lint --group bench --output-file requirements-dev.lock

clean:  ## remove the environment and caches, never a database
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Who says which Python means it, whatever made the environment that is there.
ifneq ($(origin PYTHON),file)
VERSION = $(shell $(1) -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null)
ifneq ($(wildcard $(BIN)/python),)
ifneq ($(call VERSION,$(BIN)/python),$(call VERSION,$(PYTHON)))
.PHONY: $(BIN)/python $(VENV)/run $(VENV)/dev
endif
endif
endif

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Verbatim needs Python 3.11 or newer; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/run: requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(VENV)/run $@
