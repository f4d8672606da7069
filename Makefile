# `make demo` reads a report; `make test` runs the tests. Both need only Python 3.11.
PYTHON ?= python3
BIN := .venv/bin
REPORT ?= samples/青梧区_2025.txt
SHARED ?= ../shared
OUT := build

.PHONY: demo test check score bench clean

demo: $(BIN)/luoshi
	@mkdir -p $(OUT)
	@$(BIN)/luoshi read "$(REPORT)"
	@$(BIN)/luoshi read "$(REPORT)" -o "$(OUT)/$(basename $(notdir $(REPORT))).xlsx"

test: $(BIN)/pytest
	@$(BIN)/pytest

check: $(BIN)/pytest
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

score: $(BIN)/luoshi
	@$(BIN)/python bench/score.py $(SHARED)

bench: $(BIN)/luoshi
	@$(BIN)/python bench/speed.py $(SHARED)

$(BIN)/luoshi: pyproject.toml constraints.txt
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check uv \
	  && $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e . \
	  || $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(BIN)/pytest: $(BIN)/luoshi
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]' \
	  || $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf .venv $(OUT)
