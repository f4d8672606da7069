"""The same pages for whoever reads English: no Chinese but what people wrote and what the report says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk
from playwright.sync_api import Browser
from served import CODE, DEPARTMENT, Served

# Text that is drawn outside data, and what is said aloud or shown by hand; the switch says 中文.
CHINESE = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const chinese = /[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]/;
  const isData = element => element.closest("[lang]").lang.startsWith("zh") || element.matches("textarea");
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (chinese.test(text.data) && !isData(text.parentElement)) found.push(text.data.trim());
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "data-label"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (chinese.test(element.getAttribute(name)) && !isData(element)) found.push(element.outerHTML);
  return found;
}"""


class EnglishDesk(Desk):
    """A desk whose pages have to be English."""

    locale = "en-GB"

    def check(self) -> None:
        super().check()
        assert not self.page.evaluate(CHINESE), self.page.url


@pytest.fixture
def reader(browser: Browser, board: Served) -> Iterator[EnglishDesk]:
    """A browser that asks for English."""
    page = EnglishDesk(browser, board.url)
    yield page
    page.leave()


def come_in(page: Desk, board: Served, name: str) -> None:
    page.open("/")
    page.fill("User name", name)
    page.fill("Password", board.passwords[name])
    page.press("Log in")


def test_the_office_in_english(reader: EnglishDesk, board: Served) -> None:
    """A promise is confirmed and handed out, and all the office's pages are looked at."""
    reader.open("/")
    reader.look("english-login")
    come_in(reader, board, "officer")
    reader.follow("Reports")
    reader.look("english-reports")
    reader.follow("去年")
    reader.look("english-confirm")
    reader.follow("新建社区食堂8处", reader.part("Commitment"))
    reader.follow("Confirm and hand out")
    reader.look("english-setup")
    form = reader.part("Confirm and hand out")
    reader.choose("Decision", "Confirmed", form)
    reader.choose("Lead department", DEPARTMENT)
    form.get_by_label("Public", exact=True).select_option(label="Public")
    reader.press("Record", form)
    reader.follow("Back to the commitment")
    reader.look("english-commitment")
    for path in (
        "",
        "?by=lead",
        "owed/",
        "windows/",
        "measures/",
        "spot-checks/",
        "task-table/",
        "jobs/",
        "reports/",
    ):
        reader.open(f"/p/{CODE}/{path}")
        reader.look(f"english-{path.strip('/?=').replace('=', '-') or 'board'}")
    for path in ("public/status/", f"public/{CODE}/"):
        reader.open(f"/{path}")
        reader.look(f"english-{path.strip('/').replace('/', '-')}")
    reader.follow("新建社区食堂8处")
    reader.look("english-public-commitment")
    reader.open("/nowhere/")
    reader.sees("No such page")


def test_a_department_in_english(reader: EnglishDesk, board: Served) -> None:
    """What it owes, and a refusal in its own language."""
    come_in(reader, board, "head")
    reader.follow("To do")
    reader.look("english-owed-department")
    reader.open(f"/p/{CODE}/window/2024-01/")
    reader.look("english-month")


def test_the_switch(desk, board: Served) -> None:
    """One press and back; the page stays the same."""
    leader = desk("leader")
    leader.press("English")
    leader.sees("Board of commitments")
    leader.press("中文")
    leader.sees("承诺台账")
