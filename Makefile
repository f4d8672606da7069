# `make demo` reads a report and serves a board; `make test` runs the tests. Both need only Python 3.11.
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := samples/青梧区_2025.txt
REPORT ?= $(SAMPLE)
PLACE ?= 本区
CODE ?= 990001
SHARED ?= ../shared
OUT := build

.PHONY: messages demo test test-postgres test-browser test-faults test-api test-all check score bench bench-short docs clean

# uv where it can be had, else pip: both keep to the pins.
install = $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e $(1) \
  || $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e $(1)

# Reads the report, then serves a board: with the sample a whole year of an invented district, with a report of
# yours its promises waiting to be confirmed. The logins are kept beside the board.
own = $(if $(filter $(SAMPLE),$(REPORT)),,--place "$(PLACE)" --code $(CODE))
demo: export LUOSHI_DATA = $(OUT)/board-$(basename $(notdir $(REPORT)))
demo: $(BIN)/luoshi
	@mkdir -p $(OUT)
	@$(BIN)/luoshi read "$(REPORT)"
	@$(BIN)/luoshi read "$(REPORT)" -o "$(OUT)/$(basename $(notdir $(REPORT))).xlsx" 2>/dev/null \
	  && echo "任务分解表 $(OUT)/$(basename $(notdir $(REPORT))).xlsx"
	@[ -s "$(LUOSHI_DATA)/logins" ] || (umask 077; \
	  $(BIN)/luoshi board demo "$(REPORT)" $(own) > "$(OUT)/logins" && mv "$(OUT)/logins" "$(LUOSHI_DATA)")
	@cat "$(LUOSHI_DATA)/logins"
	@$(BIN)/luoshi board serve

test: $(BIN)/pytest
	@$(BIN)/pytest -n auto

# The database tests once more, on a PostgreSQL of their own.
test-postgres: $(BIN)/pytest
	@tests/with_postgres.sh $(BIN)/pytest -n auto tests/office tests/board tests/web

test-browser: $(BIN)/pytest
	@$(call install,'.[browser]')
	@$(BIN)/pytest tests/browser

# The server killed, two officers at once, a full disk: 200 times each, on both databases; minutes.
test-faults: $(BIN)/pytest
	@FAULT_ROUNDS=200 $(BIN)/pytest tests/faults
	@FAULT_ROUNDS=200 tests/with_postgres.sh $(BIN)/pytest tests/faults

# The faults in a short form, 8 times each.
test-all: test test-postgres test-browser
	@$(BIN)/pytest tests/faults

# The API at length: hundreds of requests of each kind to each route.
test-api: $(BIN)/pytest
	@API_EXAMPLES=$${API_EXAMPLES:-100} $(BIN)/pytest tests/board/test_api_schema.py

check: $(BIN)/pytest
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

score: $(BIN)/luoshi
	@$(BIN)/python bench/score.py $(SHARED)

bench: $(BIN)/luoshi
	@$(call install,'.[bench]')
	@$(call install,'.[postgres]')
	@$(BIN)/python -W ignore bench/speed.py $(SHARED)
	@$(BIN)/python bench/linear.py
	@$(BIN)/python -W ignore bench/geography.py $(SHARED)
	@$(BIN)/python -W ignore bench/maps.py $(SHARED)
	@$(BIN)/python -W ignore bench/board.py

bench-short: $(BIN)/luoshi
	@$(call install,'.[bench]')
	@$(call install,'.[postgres]')
	@$(BIN)/python -W ignore bench/speed.py $(SHARED) --short
	@$(BIN)/python bench/linear.py
	@$(BIN)/python -W ignore bench/geography.py $(SHARED) --short
	@$(BIN)/python -W ignore bench/maps.py $(SHARED) --short
	@$(BIN)/python -W ignore bench/board.py --short

$(BIN)/luoshi: pyproject.toml constraints.txt
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check uv || true
	@$(call install,.)
	@touch $@

$(BIN)/pytest: $(BIN)/luoshi
	@$(call install,'.[dev]')
	@touch $@

# Finds the words of the pages, keeps their English, compiles it.
messages: $(BIN)/pytest
	@$(BIN)/python tools/messages.py

docs: $(BIN)/luoshi
	@$(BIN)/python docs/tables.py

clean:
	rm -rf .venv $(OUT)
