# `make demo` reads a report; `make test` runs the tests. Both need only Python 3.11.
PYTHON ?= python3
BIN := .venv/bin
REPORT ?= samples/青梧区_2025.txt
SHARED ?= ../shared
OUT := build

.PHONY: demo board test test-postgres test-browser test-all check score bench bench-short docs clean

# uv where it can be had, else pip: both keep to the pins.
install = $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e $(1) \
  || $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e $(1)

demo: $(BIN)/luoshi
	@mkdir -p $(OUT)
	@$(BIN)/luoshi read "$(REPORT)"
	@$(BIN)/luoshi read "$(REPORT)" -o "$(OUT)/$(basename $(notdir $(REPORT))).xlsx" 2>/dev/null \
	  && echo "任务分解表 $(OUT)/$(basename $(notdir $(REPORT))).xlsx"

# The board so far: the report's promises wait to be confirmed; one login per role is printed once.
board: export LUOSHI_DATA = $(OUT)/board
board: $(BIN)/luoshi
	@[ -d "$(LUOSHI_DATA)" ] || { \
	  $(BIN)/luoshi board import "$(REPORT)" --place 青梧区 --code 990101 \
	  && $(BIN)/luoshi board person officer --code 990101 --role officer \
	  && $(BIN)/luoshi board person head --code 990101 --role head --department 民政局 \
	  && $(BIN)/luoshi board person reporter --code 990101 --role reporter --department 民政局 \
	  && $(BIN)/luoshi board person leader --code 990101 --role leader; }
	@$(BIN)/luoshi board serve

test: $(BIN)/pytest
	@$(BIN)/pytest

# The database tests once more, on a PostgreSQL of their own.
test-postgres: $(BIN)/pytest
	@tests/with_postgres.sh $(BIN)/pytest tests/office tests/board tests/web

test-browser: $(BIN)/pytest
	@$(call install,'.[browser]')
	@$(BIN)/pytest tests/browser

test-all: test test-postgres test-browser

check: $(BIN)/pytest
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

score: $(BIN)/luoshi
	@$(BIN)/python bench/score.py $(SHARED)

bench: $(BIN)/luoshi
	@$(call install,'.[bench]')
	@$(BIN)/python -W ignore bench/speed.py $(SHARED)

bench-short: $(BIN)/luoshi
	@$(call install,'.[bench]')
	@$(BIN)/python -W ignore bench/speed.py $(SHARED) --short

$(BIN)/luoshi: pyproject.toml constraints.txt
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check uv || true
	@$(call install,.)
	@touch $@

$(BIN)/pytest: $(BIN)/luoshi
	@$(call install,'.[dev]')
	@touch $@

docs: $(BIN)/luoshi
	@$(BIN)/python docs/tables.py

clean:
	rm -rf .venv $(OUT)
