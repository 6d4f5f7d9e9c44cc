# `make help` lists what there is. Everything runs in .venv, which is made on demand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
.DEFAULT_GOAL := help
.PHONY: help demo test browser screenshots format golden bench live clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(STAMP): pyproject.toml constraints.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --requirement requirements-dev.txt --editable .
	touch $@

demo: $(STAMP) ## summarise a fixture compilation and show the result
	$(BIN)/summarizer run --format md fixtures/sources/lawgov-reports.txt

test: $(STAMP) browser ## pass every check and every test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

browser: ## install Chromium for the tests of the page, where that can be done
	@command -v chromium chromium-browser >/dev/null || ! command -v apt-get >/dev/null || test "$$(id -u)" != 0 \
		|| { timeout 120 apt-get update --quiet && timeout 600 apt-get install --quiet --yes --no-install-recommends chromium; } \
		|| echo "Chromium cannot be installed here: the tests of the page are skipped"

screenshots: $(STAMP) ## take the pictures of the page in docs/screenshots anew
	$(BIN)/python -m tests.browser.screenshots

format: $(STAMP) ## format the code and fix what can be fixed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

golden: $(STAMP) ## write golden files, tables and outputs in the docs anew, to be read in the diff
	REGENERATE_GOLDEN=1 $(BIN)/pytest tests/golden tests/quality tests/repo/test_docs.py tests/service/test_documents.py

bench: $(STAMP) ## measure speed, calls and tokens as ratios against other tools, in one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt bpe-openai jieba langchain-openai langextract numpy sumy
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python -m benchmarks.calls
	$(BIN)/python -m benchmarks.documents
	$(BIN)/python -m benchmarks.peers
	$(BIN)/python -m benchmarks.service
	$(BIN)/python -m benchmarks.jobs
	$(BIN)/python -m benchmarks.page

live: $(STAMP) ## run a real, small model over a fixture and record it (1.3 GB)
	$(BIN)/python -m tests.live

clean: ## remove what was made
	rm -rf $(VENV) .venv-live .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
