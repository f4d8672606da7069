"""Which language a page is in: what was chosen, else what the browser asks for, else Chinese."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def browser(db: None) -> Client:
    return Client(headers={"host": "127.0.0.1"})


def login(browser: Client, asked: str = "") -> str:
    """The login page as a browser with these languages gets it."""
    headers = {"accept-language": asked} if asked else {}
    return browser.get("/login/", headers=headers).content.decode()


@pytest.mark.parametrize("asked", ["", "zh-CN,zh;q=0.9", "zh-TW", "fr-FR,de;q=0.5", "*", "x" * 600])
def test_a_page_is_chinese(browser: Client, asked: str) -> None:
    """For whoever asks for it, and for whoever asks for nothing that there is."""
    page = login(browser, asked)
    assert '<html lang="zh-Hans">' in page
    assert "用户名" in page


@pytest.mark.parametrize("asked", ["en", "en-GB,en;q=0.9,zh;q=0.5"])
def test_a_page_is_english_for_whoever_asks_for_it(browser: Client, asked: str) -> None:
    """The browser's languages count where nothing was chosen."""
    page = login(browser, asked)
    assert '<html lang="en">' in page
    assert "User name" in page
    assert "用户名" not in page


def test_what_was_chosen_is_remembered(browser: Client) -> None:
    """A press on the switch, and every later page is in that language, whatever the browser says."""
    chosen = browser.post("/language/", {"language": "en", "next": "/login/"})
    assert (chosen.status_code, chosen.url) == (302, "/login/")
    assert "User name" in login(browser, "zh-CN")
    browser.post("/language/", {"language": "zh-hans", "next": "/login/"})
    assert "用户名" in login(browser, "en")


@pytest.mark.parametrize("language", ["", "fr", "../en", "<b>"])
def test_a_language_that_there_is_not_changes_nothing(browser: Client, language: str) -> None:
    """The switch knows two."""
    browser.post("/language/", {"language": language, "next": "/login/"})
    assert "用户名" in login(browser)


def test_the_switch_leads_nowhere_else(browser: Client) -> None:
    """An address of another server is not followed."""
    assert browser.post("/language/", {"language": "en", "next": "https://example.com/"}).url == "/"


def test_the_switch_needs_the_token(db: None) -> None:
    """A form from elsewhere is refused."""
    strict = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    assert strict.post("/language/", {"language": "en"}).status_code == 403
