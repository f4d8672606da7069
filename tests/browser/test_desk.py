"""The desk itself: each fault that it is there to find is found."""

from __future__ import annotations

import pytest
from desk import Desk

PAGE = """<!doctype html><html lang="zh-Hans"><head><title>试</title></head><body><main>{}</main></body>"""
FAULTS = {
    "scrolls sideways": "<p style='width: 3000px'>宽</p>",
    "cut off": "<p style='width: 3em; overflow: hidden; white-space: nowrap'>这一句话比它的框子长</p>",
    "axe label": "<input>",
    "axe color-contrast": "<p style='color: #ccc; background: #fff'>看不清</p>",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_page_is_told(nobody: Desk, fault: str) -> None:
    """What scrolls sideways, is cut off, has no label or can hardly be read."""
    nobody.page.set_content(PAGE.format(FAULTS[fault]))
    with pytest.raises(AssertionError, match=fault):
        nobody.check()


def test_a_page_without_fault_passes(nobody: Desk) -> None:
    """What is hidden for readers' ears only is not cut off."""
    hidden = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)"
    nobody.page.set_content(PAGE.format(f"<h1>落实</h1><span style='{hidden}'>只给读屏软件</span>"))
    nobody.check()


@pytest.mark.parametrize(
    "script", ["document.body.innerHTML += '<p style=\"color: red\">红</p>'", "console.error('坏')"]
)
def test_a_broken_policy_and_an_error_are_told(nobody: Desk, script: str) -> None:
    """The pages' own policy lets no inline style through; the browser complains, and so does the desk."""
    nobody.open("/login/")
    nobody.page.evaluate(script)
    with pytest.raises(AssertionError, match="console: "):
        nobody.check()
    nobody.complaints.clear()


def test_what_is_missing_is_told(nobody: Desk) -> None:
    """A picture that is not there is a fault; a page that refuses is not."""
    nobody.open("/nowhere/")
    with nobody.page.expect_response("**/gone.png"):
        nobody.page.evaluate("new Image().src = '/static/gone.png'")
    with pytest.raises(AssertionError, match=r"404: .*gone\.png"):
        nobody.check()
    nobody.complaints.clear()
