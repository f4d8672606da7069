"""A real browser before a real server. Where there is none, these tests say what to install."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from desk import Desk, draws_chinese
from journey import come_in
from playwright.sync_api import Browser, sync_playwright
from served import Served, served

NEEDS = "no browser that draws Chinese: apt-get install --no-install-recommends chromium fonts-noto-cjk"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    " --disable-background-networking --disable-component-update"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests may speak with this machine, and with no other."""
    for item in items:
        item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once, not once a test, what is missing."""
    if "skipped" in terminalreporter.stats:
        terminalreporter.write_line(NEEDS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium that can draw Chinese."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip(NEEDS)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS.split())
        if not draws_chinese(started):
            pytest.skip(NEEDS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def board(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Served]:
    """The board, served; nothing is started where there is no browser to look at it."""
    with served(tmp_path_factory.mktemp("board")) as running:
        yield running


@pytest.fixture
def nobody(browser: Browser, board: Served) -> Iterator[Desk]:
    """A page of somebody who has not logged in."""
    page = Desk(browser, board.url)
    yield page
    page.leave()


@pytest.fixture
def desk(browser: Browser, board: Served) -> Iterator[Callable[[str], Desk]]:
    """The page of a person of the place, who has come in through the login form."""
    desks: list[Desk] = []

    def seat(name: str) -> Desk:
        page = Desk(browser, board.url)
        desks.append(page)
        come_in(page, "/", name, board.passwords[name])
        return page

    yield seat
    for page in desks:
        page.leave()
