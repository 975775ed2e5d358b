# One name for each thing, the same locally and in CI. Everything is installed into .venv, nothing outside of it.
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Two packages of the example's site print banners that have nothing to do with it.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help demo demo-zensical test test-wheel test-slow test-all test-lowest mutants lint format lock docs pages bench clean

help:
	@echo "make demo    build the example site offline, from the answers committed with it"
	@echo "make demo-zensical   the same site with Zensical, in an environment of its own"
	@echo "make test    lint, types, import directions and the tests that do not take long"
	@echo "make test-all   the same and what takes long: whole corpora, many examples, installed wheels"
	@echo "make test-wheel   build the wheel, install it elsewhere, and build sites with it"
	@echo "make mutants    change the rules of a build in many small ways, and list the changes that no test notices"
	@echo "make test-lowest   a part of the tests with the oldest requirements that pyproject.toml allows"
	@echo "make lint    lint, types and import directions alone"
	@echo "make docs    build the documentation of aidoc"
	@echo "make pages   write the generated pages of the documentation anew"
	@echo "make bench NAME=tokens   run one benchmark"
	@echo "make lock    resolve the pinned requirements anew"

demo: .venv/.demo
	@$(BIN)/python example_site/demo.py

# Zensical's newest, whatever is pinned: `make demo-zensical ZENSICAL=newest`.
ZENSICAL := pinned
demo-zensical: .venv/.zensical-$(ZENSICAL)
	@.venv/zensical-$(ZENSICAL)/bin/python example_site/demo.py zensical

test: lint
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-all: test test-slow

# What `make test` left out, and each law once more with many examples.
test-slow: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m "slow or hypothesis" --hypothesis-profile thorough

# Goes on where it was stopped; `rm -r mutants` begins anew.
mutants: .venv/.dev
	$(BIN)/mutmut run $(NAME)
	@$(BIN)/mutmut results

# What people install: the wheel and the source distribution, built and used in environments of their own.
test-wheel: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal tests/test_distribution.py tests/test_environment.py

# In an environment of its own; the sites of these tests need no package beyond the plugin's own requirements.
LOWEST := .venv/lowest
test-lowest: .venv/.dev
	$(BIN)/uv venv -q --clear --python $(BIN)/python $(LOWEST)
	$(BIN)/uv pip install -q --python $(LOWEST)/bin/python --resolution lowest-direct \
		-e ".[mkdocs,sphinx,azure]" --group runner
	$(LOWEST)/bin/python -m pytest -n auto tests/core/test_cli.py tests/core/test_client.py \
		tests/mkdocs/test_promises.py tests/sphinx/test_objects.py

lint: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: .venv/.dev
	$(BIN)/mkdocs build --strict

pages: .venv/.dev
	$(BIN)/python scripts/pages.py

bench: .venv/.dev
	$(BIN)/python -m benchmarks $(NAME)

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "aidoc needs Python 3.11 or newer; none was found on PATH." >&2; exit 2; }
	$(PYTHON) -m venv .venv

# The demo needs little; a later `make test` adds to the same environment.
.venv/.demo: requirements/demo.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install -q --require-hashes -r requirements/demo.txt
	$(BIN)/python -m pip install -q --no-deps -e .
	@touch $@

.venv/.dev: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -q --no-deps -e .
	@touch $@ .venv/.demo

.venv/.zensical-pinned: requirements/zensical.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m venv .venv/zensical-pinned
	.venv/zensical-pinned/bin/python -m pip install -q --require-hashes -r requirements/zensical.txt
	.venv/zensical-pinned/bin/python -m pip install -q --no-deps -e .
	@touch $@

.venv/.zensical-newest: .FORCE | .venv/bin/python
	$(BIN)/python -m venv .venv/zensical-newest
	.venv/zensical-newest/bin/python -m pip install -q --upgrade zensical -e ".[mkdocs]"

.FORCE:

lock: .venv/.dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml \
		--extra mkdocs --extra sphinx --group demo -o requirements/demo.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml \
		--all-extras --group dev -o requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml \
		--extra mkdocs --group zensical -o requirements/zensical.txt

clean:
	rm -rf .venv mutants example_site/site site build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
