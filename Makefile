# Two commands matter: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: help run install test lint bench
.DEFAULT_GOAL := help

help: ## these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/vinhdanh: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[postgres]'
	@touch $@

install: $(BIN)/vinhdanh ## the virtual environment and the `vinhdanh` command

run: install ## install, create the database, load the demonstration province, serve on 127.0.0.1:$(PORT)
	@PORT=$(PORT) $(BIN)/vinhdanh serve --demonstration

.venv/.test-tools: $(BIN)/vinhdanh
	tests/install-tools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

test: .venv/.test-tools ## everything: both databases, a real browser, documents
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: .venv/.test-tools ## style, types, import rules, law files, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict workflow/law
	$(BIN)/djlint --lint --quiet templates

bench: .venv/.test-tools ## benchmarks, as ratios within one run; writes bench/results.json
	$(BIN)/python -m bench
