# Every target works on a fresh clone with python3, make and git. `make run` and `make test` are all most people need.
VENV := .venv
PYTHON := $(VENV)/bin/python
PYTHON3 ?= python3
STAMP := $(VENV)/.installed

.PHONY: setup run test scripts check bench chaos lock clean

setup: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@rm -rf $(VENV)  # another Python may have made it; the two do not mix
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --python $(PYTHON3) $(VENV) && \
		uv pip install --quiet --python $(PYTHON) --require-hashes -r requirements-dev.lock && \
		uv pip install --quiet --python $(PYTHON) --no-deps --editable .; \
	else \
		$(PYTHON3) -m venv $(VENV) || { echo "python3-venv is needed: apt install python3-venv"; exit 1; }; \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock && \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
	@touch $(STAMP)

run: setup
	@$(VENV)/bin/sangkien run

test: setup check
	@$(PYTHON) -m pytest -n 4 --dist worksteal  # most of a test is waiting: for a process, a disk, a turn

scripts: setup
	@$(PYTHON) -m pytest -n 4 --dist worksteal --every-channel tests/conversations  # each on every channel

check: setup
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache

bench: setup
	@$(PYTHON) -m tests.bench
	@$(PYTHON) -m tests.bench.owed
	@$(PYTHON) -m tests.bench.questions
	@$(PYTHON) -m tests.bench.knowledge
	@$(PYTHON) -m tests.bench.accept

chaos: setup
	@$(PYTHON) -m tests.chaos

# Writes the lock files anew (needs uv). They hold versions and hashes, no addresses.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache *.egg-info
