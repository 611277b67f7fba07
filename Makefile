# Every command that README and .ci/run speak of. `make` alone lists them.
#
# PYTHON=…  which Python 3.11+ makes .venv (the first of these that will do)
# ARGS=…    what run, test, bench, bench-delivery fit, torture and lock are to be told besides
PYTHON ?= python3 python3.13 python3.12 python3.11
ARGS ?=

# A name on PATH is not yet a Python: a version manager's may answer with an error, Debian's may lack venv.
will_do := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
none := No Python 3.11 or newer with its venv module among: $(PYTHON). Install one, or say PYTHON=/path/to/it
python = $(or $(shell for name in $(PYTHON); do \
	"$$name" -c '$(will_do)' 2>/dev/null >&2 && echo "$$name" && break; done),$(error $(none)))
bin := .venv/bin
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help run test test-browser test-emulator check lint types imports dockerfile record audit licences sbom rules image-steps \
	install install-dev install-audit lock bench bench-delivery bench-updates bench-reload bench-rows own-words ways counts fit fit-wishes sealed mutants torture pictures docker clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: install ## Start the bot: on Telegram with TELEGRAM_BOT_TOKEN, else as a chat in this terminal
	@$(bin)/python -m bot run $(ARGS)

test: install-dev ## Run all tests, several at a time; ARGS=-n0 runs them one after the other
	@$(bin)/python -m pytest -n auto --dist worksteal -m "not torture and not image" $(ARGS)

test-browser: ## Test the preview in Debian's Chromium (apt install chromium) by Playwright, of requirements-browser.lock
	@$(python) .ci/install.py requirements-browser.lock
	@$(bin)/python -m pytest -n0 -rs tests/browser $(ARGS)

test-emulator: install-dev ## Test the bot on the emulator telegram-test-api, of the npm registry (needs node and npm)
	@! command -v npm >/dev/null || npm install --silent --no-audit --no-fund --prefix build/emulator telegram-test-api@4.2.1
	@$(bin)/python -m pytest -n0 -rs tests/e2e/test_emulator.py $(ARGS)

check: lint types imports dockerfile record audit licences test ## Do all that a change must pass

lint: install-dev ## Read the code with ruff
	@$(bin)/ruff check .
	@$(bin)/ruff format --check .

types: install-dev ## Check the types with mypy --strict
	@$(bin)/mypy

imports: install-dev ## Hold the rooms apart with import-linter
	@$(bin)/lint-imports --no-logo

dockerfile: install-dev ## Read the Dockerfile with hadolint
	@$(bin)/hadolint Dockerfile

record: install-dev ## Check the record and ask it the golden questions; SOURCE=… proves the quotes
	@$(bin)/python -m bot check $(if $(SOURCE),--source "$(SOURCE)")
	@$(bin)/python -m bot eval

audit: install-audit ## Look for known vulnerabilities in what is installed, in a saved set where the network is closed
	@$(bin)/python .ci/audit.py requirements-audit.lock

# locate calls itself proprietary in its metadata; the LICENSE that it brings is MIT.
licences: install-audit ## List the licences of what is installed; one that is not allowed fails
	@$(bin)/pip-licenses --from=mixed --format=markdown --packages $(runtime) \
		--ignore-packages locate:1.1.1 --partial-match --allow-only="$(shell paste -sd ';' .ci/licences.txt)"

sbom: install-audit ## Write build/sbom.json, the bill of materials (CycloneDX) of what is installed
	@mkdir -p build
	@$(bin)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --mc-type application \
		--output-reproducible --output-file build/sbom.json

rules: ## Check the alert rules with promtool, if there is one
	@command -v promtool >/dev/null || { echo "skipped: promtool is not installed (Debian: prometheus)"; exit 0; }; \
		promtool check rules deploy/prometheus/alerts.yaml && \
		promtool test rules deploy/prometheus/alerts_test.yaml

image-steps: install-dev ## Do the Dockerfile's steps in a temporary folder, without a container
	@$(bin)/python -m pytest -m image tests/packaging $(ARGS)

pictures: install-dev ## Draw README's pictures of the bot anew, from what it really sends
	@PYTHONPATH=. $(bin)/python docs/make_picture.py

bench: install-dev ## Measure beside the peers; the figures go to docs/
	@$(python) .ci/install.py requirements-bench.lock
	@$(bin)/python -m benchmarks $(ARGS)

fit-wishes: install-dev ## Find how much each word speaks for each wish, from the open sets of benchmarks/frames; a minute
	@$(python) .ci/install.py requirements-bench.lock
	@$(bin)/python -m benchmarks.fit_wishes $(ARGS)

fit: install-dev ## Find the weights of the score on the golden questions; an hour
	@$(bin)/python -m benchmarks.fit

bench-delivery: install-dev ## Measure the daily quote with a million subscribers; the figures go to docs/
	@$(python) .ci/install.py requirements-bench.lock
	@$(bin)/python -m benchmarks.delivery $(ARGS)

bench-updates: install-dev ## Measure the way of an update beside the echoes of two libraries; ARGS=--write for docs/
	@[ -x build/aiogram/bin/python ] || { $(python) -m venv build/aiogram && build/aiogram/bin/pip install -q aiogram==3.31.0; }
	@$(bin)/python -m benchmarks.updates --aiogram build/aiogram/bin/python $(ARGS)

own-words: install-dev ## Measure what each kind of a record's own words brings; ARGS=--write for docs/another-record.md
	@$(bin)/python -m benchmarks.own_words $(ARGS)

ways: install-dev ## Measure how many ways of asking are understood; ARGS=--write for docs/ways-of-asking.md
	@$(bin)/python -m benchmarks.ways_of_asking $(ARGS)

counts: install-dev ## Count statements, phrases and numbers of knowledge at commits; ARGS="before=… now=HEAD"
	@$(bin)/python -m benchmarks.counts $(ARGS)

bench-reload: install-dev ## Measure how much later answers come while a record is read anew; a minute
	@$(bin)/python -m benchmarks.reload $(ARGS)

bench-rows: install-dev ## Measure how soon what Telegram accepted has its row, on both databases; a minute
	@$(bin)/python -m benchmarks.written_down $(ARGS)

sealed: install-dev ## Measure the sealed questions, once, beside the commit BASE=…; the figures go to docs/
	@$(bin)/python -m benchmarks.sealed --base "$(or $(BASE),$(error Name a commit to compare with: make sealed BASE=…))" $(ARGS)

mutants: install-dev ## Change one thing in the code at 80 places, and see whether a test notices; docs/mutants.md tells
	@$(python) .ci/install.py requirements-bench.lock
	@$(bin)/python -m benchmarks.mutants $(ARGS)

torture: install-dev ## Run the crash tests, hundreds of rounds
	@$(bin)/python -m pytest -m torture $(ARGS)

docker: ## Build the image
	docker build --tag anniversary-quotes .

install: ## Make .venv for run, from requirements.lock; every target that needs it does so
	@$(python) .ci/install.py requirements.lock

install-dev: ## The same for test and check, from requirements-dev.lock
	@$(python) .ci/install.py requirements-dev.lock

install-audit: ## The same for audit, licences and sbom, from requirements-audit.lock
	@$(python) .ci/install.py requirements-audit.lock

runtime = $(shell sed -n 's/^\([a-z0-9][a-z0-9._-]*\)==.*/\1/p' requirements.lock)

uv := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links
# yattag is offered without a wheel, and none of what is measured needs it: Cosmic Ray writes HTML with it.
lock: install-dev ## Write the locks anew after a change of requirements*.in; ARGS=--upgrade takes what is newest
	@[ -x $(bin)/uv ] || $(bin)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(bin)/$(uv) $(ARGS) --output-file requirements.lock requirements.in
	@$(bin)/$(uv) $(ARGS) --constraint requirements.lock --output-file requirements-dev.lock requirements-dev.in
	@$(bin)/$(uv) $(ARGS) --constraint requirements-dev.lock --output-file requirements-audit.lock requirements-audit.in
	@$(bin)/$(uv) $(ARGS) --constraint requirements-dev.lock --output-file requirements-browser.lock requirements-browser.in
	@$(bin)/$(uv) $(ARGS) --constraint requirements-dev.lock --no-emit-package yattag \
		--output-file requirements-bench.lock requirements-bench.in

clean: ## Remove .venv and all caches; data/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks build
	@find . -name __pycache__ -prune -exec rm -rf {} +
