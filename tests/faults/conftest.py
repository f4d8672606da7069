"""What goes wrong around the board: `FAULT_ROUNDS` says how often it does; 200 in full."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from killable import Board, served_board

COUNTS: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was counted, whether or not all went well."""
    for line in COUNTS:
        terminalreporter.write_line(line)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests may speak with this machine, and with no other."""
    for item in items:
        item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session")
def rounds() -> int:
    """How often a fault is tried."""
    return int(os.environ.get("FAULT_ROUNDS", "8"))


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """A board with twenty promises that are handed out, served; one a file of tests."""
    with served_board(tmp_path_factory.mktemp("board") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def tell() -> Callable[[str], None]:
    """Keeps a line of counts for the end."""
    return COUNTS.append
