# From a fresh clone to a running atlas. Needs make and Python 3.11 or newer; every
# other thing is brought by the steps below, which run again only when the files they
# depend on have changed.

PYTHON ?= python3
PORT ?= 8000
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)

step := @sh scripts/step.sh
prepare := $(PYTHON) scripts/prepare.py
lock := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock"

run := .venv/run.stamp
dev := .venv/dev.stamp
node := node_modules/.stamp
layers := build/.stamp
sources := $(shell find geodata layers app -type f -not -path '*/__pycache__/*')
javascript_tests := $(shell find tests/js -name '*.test.js' 2>/dev/null)

.PHONY: help setup serve build check format test browser bench \
	conformance lock clean
.DELETE_ON_ERROR:

help:
	@echo "make serve       build the atlas and serve it at http://127.0.0.1:$(PORT) (PORT= changes it)"
	@echo "make test        install what the tests need, then run every check and every test"
	@echo "make check       style, types, import direction and records, without the tests"
	@echo "make build       compile the records into the layers under build/"
	@echo "make setup       install everything, development tools included"
	@echo "make format      put Python into the house style"
	@echo "make bench       measure the served API and the weight of the page"
	@echo "make conformance run the official OGC suite against the atlas that serve runs"
	@echo "make lock        resolve the locks in requirements/ again (needs uv)"
	@echo "make clean       remove what the other commands made"

setup: $(dev) $(node)

$(run): requirements/run.txt pyproject.toml
	@$(prepare) python --lock requirements/run.txt
	@touch $@

$(dev): requirements/dev.txt $(run)
	@$(prepare) python --lock requirements/dev.txt
	@touch $@

$(node): package.json package-lock.json | $(run)
	@$(prepare) node
	@touch $@

browser: $(dev)
	@$(prepare) browser

build: $(layers)

$(layers): $(sources) $(node) $(run)
	$(step) "Building the layers from the records" \
	    "The lines above name each fault and what would do." atlas build
	@touch $@

serve: $(layers)
	@atlas serve --port $(PORT)

check: $(dev) $(node)
	$(step) "Style" "'make format' mends most of it." ruff check .
	$(step) "Format" "Run 'make format'." ruff format --check .
	$(step) "Types of Python" "Each line above names file and type." mypy
	$(step) "Direction of imports" \
	    "app may import layers and geodata, layers may import geodata." \
	    lint-imports --no-cache
	$(step) "Types of JavaScript" "Each line above names file and type." tsc --noEmit
	$(step) "Records" "Each line above says what would do." atlas check

format: $(dev)
	ruff check --fix .
	ruff format .

test: check browser $(layers)
	$(step) "JavaScript tests" "One file alone: node --test FILE" \
	    node --test --test-reporter=spec $(javascript_tests)
	$(step) "Python and browser tests" \
	    "One test alone: .venv/bin/pytest -k 'words of its name'" \
	    pytest --numprocesses 2 --dist loadfile

bench: $(layers)
	$(step) "Measuring" "tests/bench says what each measurement needs." \
	    python -m tests.bench

conformance: $(dev) $(layers)
	$(step) "Official conformance suite" "scripts/conformance.py says what it needs." \
	    python scripts/conformance.py http://127.0.0.1:$(PORT)/api

lock:
	$(lock) pyproject.toml --group build -o requirements/run.txt
	$(lock) pyproject.toml --group build --group dev -c requirements/run.txt \
	    -o requirements/dev.txt
	$(lock) --group node -o requirements/node.txt
	npm install --package-lock-only --no-audit --no-fund

clean:
	rm -rf .venv node_modules build
