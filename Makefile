# Two commands: `make run` and `make test`. Only python3 (3.11 or later, with venv) and make are needed.

PYTHON ?= python3
BIN := .venv/bin
DEV := .venv-dev/bin
LIBRARIES := $(PYTHON) src/satuatap/config/libraries.py

.PHONY: run test bench check lock clean

## Start SatuAtap at http://localhost:8000 (PORT, SATUATAP_HOME and DATABASE_URL choose otherwise).
run:
	@$(LIBRARIES) .venv requirements.txt
	@$(BIN)/satuatap up

## Every check and every test, from nothing.
test:
	@PYTHON="$(PYTHON)" bash tests/run

## Measure every promise of speed on a loaded copy of its own; WRITE=yes puts the table into docs/benchmarks.md.
bench:
	@$(LIBRARIES) .venv-dev requirements-dev.txt
	@$(DEV)/satuatap translations compile
	@PYTHONPATH=src $(DEV)/python -m tests.bench.run

## Format, lint, types, import contracts, missing migrations, translations.
check:
	@$(LIBRARIES) .venv-dev requirements-dev.txt
	$(DEV)/ruff format --check src tests manage.py
	$(DEV)/ruff check src tests manage.py
	$(DEV)/mypy
	$(DEV)/lint-imports
	$(DEV)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(DEV)/satuatap translations check

## Write the hashed locks anew from pyproject.toml, keeping versions that still fit.
lock:
	@$(LIBRARIES) .venv requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --group setup pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --group setup --group dev --constraint requirements.txt pyproject.toml \
	  --output-file requirements-dev.txt

clean:
	rm -rf .venv .venv-dev .venv.lock .venv-dev.lock
