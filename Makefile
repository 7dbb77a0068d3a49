# make run, make explore, make test, make dev, make lint: each needs only python3 and make.
PYTHON ?= python3
PORT ?= 3000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run explore explore-speed test dev lint bench faults clean

run: $(READY)
	$(BIN)/python -m pipeline materialize

explore: $(READY)
	$(BIN)/python -m pipeline explore

explore-speed: $(READY)
	$(BIN)/python tests/explore/speed.py

dev: $(READY)
	@$(BIN)/python -m pipeline dev --port $(PORT)

test: $(READY)
	$(BIN)/python -m pytest -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: $(READY)
	$(BIN)/python -m pipeline bench

faults: $(READY)
	$(BIN)/python tests/faults/run.py

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info < (3, 14); sys.exit(0 if ok else "Newsledger needs Python 3.11 to 3.13; %s is %s. Name another: make PYTHON=python3.11 ..." % (sys.executable, sys.version.split()[0]))'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Newsledger and its libraries into $(VENV): Dagster, spaCy with a model of English, Arrow, pandas and"
	@echo "what they need, about $$(grep -c '==' constraints.txt) packages. That takes a few minutes the first time."
	@$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $(READY)

clean:
	rm -rf $(VENV) data/work data/releases data/tables
