# Every command of the project. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint unit vm-test bench fuzz pictures flow lock try-bare clean

# Qt and file names with Chinese characters need a UTF-8 locale, whatever the machine has.
export LANG := C.UTF-8
export LC_ALL := C.UTF-8

help: ## list the commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

setup: ## install what is missing; leaves .venv/bin/kiosk and .venv/bin/kiosk-receiver ready
	@scripts/setup

demo: ## the kiosk at work: a window if there is a display, else visits played and photographed
	@scripts/setup --only-run
	@.venv/bin/kiosk demo

test: ## every check and every test, against the built wheel; a skip is a failure
	@scripts/setup
	@scripts/test

lint: ## the checks alone: style, types, dependency rule, screens, translations, scripts
	@scripts/setup
	@scripts/lint

unit: ## the quick tests alone, at every save
	@scripts/setup
	@env -u PYTHONDONTWRITEBYTECODE .venv/bin/pytest -q tests/unit

vm-test: ## the installed appliance in a virtual machine, driven from outside (root; slow, not part of test)
	@scripts/vm-test

bench: ## what our work costs beside the same work of named programs: one table
	@scripts/setup
	@scripts/bench

fuzz: ## make up hostile files for the checker for SECONDS (60); what it finds is kept in build/fuzz
	@scripts/setup
	@.venv/bin/python tests/fuzz/fuzz_check.py $(or $(SECONDS),60) build/fuzz

pictures: ## make the pictures in docs/pictures again
	@scripts/setup --only-run
	@.venv/bin/python scripts/make_pictures.py

flow: ## draw docs/flow.md again from the code
	@scripts/setup --only-run
	@.venv/bin/python scripts/draw_flow.py

lock: ## resolve the dependencies of pyproject.toml again into requirements.lock
	@scripts/lock

try-bare: ## try setup, tests and demo on a bare Debian in a folder (root; SUITE=bookworm|trixie)
	@scripts/try-bare

clean: ## remove everything that the commands above made, the environment too
	@rm -rf .venv build dist ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	    .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find kiosk_app -name '*.qm' -delete
