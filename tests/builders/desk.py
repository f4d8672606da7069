"""A desk: a page of the browser at which somebody works, and whose every fault is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
WIDTHS = (1366, 390)
"""An office's screen, and a phone."""

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.2 A and AA; the best practices add landmarks and headings in order."""

OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
# What is hidden on purpose, for readers' ears only, is one pixel wide; fields scroll by themselves; a map is
# larger than the part that it shows.
CUT_OFF = """() => [
  ...document.querySelectorAll("body *:not(input, select, textarea, .leaflet-container)")
].filter(element =>
  ["hidden", "clip"].includes(getComputedStyle(element).overflowX)
  && element.clientWidth > 1 && element.scrollWidth > element.clientWidth
).map(element => element.outerHTML.slice(0, 160))"""
# A font without Chinese draws every character as the same box.
DRAWS_CHINESE = """() => {
  const drawn = word => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = "24px sans-serif";
    canvas.fillText(word, 2, 30);
    return canvas.getImageData(0, 0, 40, 40).data.join();
  };
  return drawn("落") !== drawn("实");
}"""


class Desk:
    """A page of its own, with its own login. Whatever it opens is checked: console, CSP, axe, width."""

    locale = "zh-CN"

    def __init__(self, browser: Browser, url: str) -> None:
        self.context = browser.new_context(
            base_url=url, locale=self.locale, viewport={"width": WIDTHS[0], "height": 900}
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("response", self._response)

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(path)
        self.check()

    def follow(self, link: str, inside: Locator | None = None) -> None:
        """Follow the first link that says this."""
        self._go((inside or self.page).get_by_role("link", name=link).first)

    def press(self, button: str, inside: Locator | None = None) -> None:
        """Press the button that says exactly this, and wait for the page that it leads to."""
        self._go((inside or self.page).get_by_role("button", name=button, exact=True))

    def press_and_follow(self, button: str, address: str) -> None:
        """Press the button whose page goes on by itself, when it is ready, to an address like this."""
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_url(address)
        self.check()

    def fill(self, label: str, value: str, inside: Locator | None = None) -> None:
        """Write into the field with this label."""
        (inside or self.page).get_by_label(label).fill(value)

    def choose(self, label: str, option: str, inside: Locator | None = None) -> None:
        """Choose from the list with this label."""
        (inside or self.page).get_by_label(label).select_option(label=option)

    def part(self, heading: str) -> Locator:
        """The part of the page under this heading."""
        return self.page.get_by_role("region", name=heading)

    def sees(self, words: str) -> None:
        """The page says this."""
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def look(self, name: str) -> None:
        """Keep a picture of the page at both widths, and check it at both."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for width in reversed(WIDTHS):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
            self.check()

    def check(self) -> None:
        """Fail with all that is wrong with the page as it is shown."""
        width = self.page.evaluate("innerWidth")
        faults = [*self.complaints, *self._too_wide(), *self._cut_off(), *map(told, self._axe())]
        assert not faults, "\n".join([f"{self.page.url} at {width} px:", *faults])

    def leave(self) -> None:
        """Close the page; fail with what it complained of since it was last checked."""
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)

    def _go(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()
        self.check()

    def _console(self, message: ConsoleMessage) -> None:
        # A page that refuses answers 4xx on purpose; what it could not load is told by `_response`.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        refused_page = response.request.is_navigation_request() and response.status < 500
        if response.status >= 400 and not refused_page:
            self.complaints.append(f"{response.status}: {response.url}")

    def _too_wide(self) -> list[str]:
        return ["the page scrolls sideways"] if self.page.evaluate(TOO_WIDE) else []

    def _cut_off(self) -> list[str]:
        return [f"cut off: {element}" for element in self.page.evaluate(CUT_OFF)]

    def _axe(self) -> list[dict[str, Any]]:
        violations: list[dict[str, Any]] = AXE.run(self.page, options=OPTIONS).response["violations"]
        return violations


def told(violation: dict[str, Any]) -> str:
    """What axe found, and on which elements."""
    nodes = "".join(f"\n  {node['target'][0]}: {node['failureSummary']}" for node in violation["nodes"])
    return f"axe {violation['id']}: {violation['help']}{nodes}"


def draws_chinese(browser: Browser) -> bool:
    """Whether the fonts that this browser finds have Chinese."""
    page = browser.new_page()
    drawn = bool(page.evaluate(DRAWS_CHINESE))
    page.close()
    return drawn
