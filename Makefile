# `make run` and `make test` need Python 3.11 and make, nothing else.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
BASE := .venv/base-installed
DEV := .venv/dev-installed

.PHONY: help run reset smoke test verify races check format pictures bench-%
.DELETE_ON_ERROR:

help:
	@echo "make run      start the site on this machine (PORT=8000, DATA_DIR=.data)"
	@echo "make reset    forget all its data"
	@echo "make smoke    walk the whole way once, over real HTTP and WebSocket"
	@echo "make test     the quick tests, at most 3 minutes"
	@echo "make check    style, types, who imports whom, migrations, deployment settings"
	@echo "make verify   all other tests, at most 25 minutes"
	@echo "make races    400 rounds of each race for consent and credits, and as many with the locks taken out"
	@echo "make format   let ruff lay out the code"
	@echo "make pictures take docs/pictures/ anew, of the demo world (needs Chromium)"
	@echo "make bench-X  measure a claim; the names are in bench/"

run: $(BASE)
	@exec $(BIN)/python -m sora_site.run

reset: $(BASE)
	@exec $(BIN)/python -m sora_site.run reset

smoke: $(DEV)
	@exec $(BIN)/python -m sora_site.smoke

# Without those of the architecture, which are a part of `make check`.
test: $(DEV)
	$(BIN)/python -m pytest -n 2 --ignore tests/architecture

verify: $(DEV)
	$(BIN)/python -m pytest -n 2 -m verify

races: export RACE_ROUNDS ?= 400
races: $(DEV)
	$(BIN)/python -m pytest -q -s -n 0 -m verify tests/races

pictures: $(DEV)
	@exec $(BIN)/python -m tests.browser.pictures

bench-%: $(DEV)
	@exec $(BIN)/python -m bench.$*

check: export DEBUG = 1
check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m pytest tests/architecture -q
	DEBUG=0 ALLOWED_HOSTS=example.org SITE_URL=https://example.org SECRET_KEY=$$(head -c 60 /dev/urandom | base64 -w 0) \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "assent: Python 3.11 or newer is needed (make PYTHON=/path/to/python3.11)." >&2; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null \
		|| { rm -rf .venv; echo "assent: Python cannot make .venv here (on Debian: apt install python3-venv)." >&2; exit 1; }

# The log keeps pip's own words; what is printed when it fails is one line.
define install
	@echo "Installing $(1) (some minutes the first time) …"
	@$(BIN)/python -m pip install --disable-pip-version-check --requirement $(1) >.venv/install.log 2>&1 || { \
		echo "assent: installing failed: $$(grep ERROR .venv/install.log | tail -1). Is the network there? See .venv/install.log" >&2; exit 1; }
	@touch $@
endef

$(BASE): requirements/base.txt requirements/lock.txt | .venv/bin/python
	$(call install,requirements/base.txt)

$(DEV): requirements/base.txt requirements/render.txt requirements/dev.txt requirements/lock.txt | .venv/bin/python
	$(call install,requirements/dev.txt)
	@touch $(BASE)
