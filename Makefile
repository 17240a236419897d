# `make run` and `make test` do everything on a fresh machine; each can be run twice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-deps
CODE := bot knowledge flows storage tests

.PHONY: install run test browser lint fix lock evaluate benchmark peers

install: $(VENV)/.installed
run: install
	@$(BIN)/lotsen demo
test: $(VENV)/.installed-dev lint browser
	@echo "== tests" && $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --durations=5
lint: $(VENV)/.installed-dev
	@echo "== ruff" && $(BIN)/ruff check $(CODE) && $(BIN)/ruff format --check $(CODE)
	@echo "== mypy" && $(BIN)/mypy $(CODE)
	@echo "== import contracts" && $(BIN)/lint-imports
# The tests that look at pages need Chromium; where it can't be installed they say that they skip.
browser:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "== Chromium"; (apt-get update -qq && apt-get install -y -qq chromium) >/dev/null || true; \
	  fi; command -v chromium >/dev/null || echo "== no Chromium: tests in a browser are skipped"; }
fix: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix $(CODE) && $(BIN)/ruff format $(CODE)

$(VENV)/bin/python:
	@echo "== environment in $(VENV)" && $(PYTHON) -m venv $(VENV)
$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "== packages from requirements.lock"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation --quiet -e .
	@touch $@
$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "== packages from requirements-dev.lock"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# Pins every package with its hashes, for Python 3.11 and later, without addresses.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --extra peers -c requirements.lock pyproject.toml -o requirements-peers.lock

# Figures on questions that no one tuned on, for the bundled sources and the deck.
evaluate: $(VENV)/.installed
	@$(BIN)/python tests/evaluation/report.py held_out

# Ratios against baselines of the same run; not part of the tests.
benchmark: $(VENV)/.installed-dev
	@for name in question cold_start add scale sending dispatch slack slack_kills slack_muddle; do $(BIN)/python -m tests.benchmarks.$$name; done
# Other open search on the same questions, in an environment of its own.
peers: requirements-peers.lock
	@test -d .venv-peers || $(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements-peers.lock
	@.venv-peers/bin/python -m tests.benchmarks.peers
