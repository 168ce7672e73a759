# Everything from nothing but Python 3.11–3.13 and this clone.
PYTHON ?= $(shell for p in python3.12 python3.11 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info < (3,14))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export OMP_NUM_THREADS ?= 1

.PHONY: run test lint bench golden lock clean

run: .venv/ready
	$(BIN)/detente read --examples

test: .venv/ready
	$(BIN)/python -m pytest

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready
	$(BIN)/python -m benchmarks.speed

golden: .venv/ready
	$(BIN)/python -m tests.golden.rewrite

.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Detente needs Python 3.11, 3.12 or 3.13 on the PATH (or make PYTHON=…)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# Pins every package, with hashes, for all supported Pythons.
lock:
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 -o requirements.lock

clean:
	rm -rf .venv
