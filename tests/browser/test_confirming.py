"""A report is gone through by keyboard, with its text beside the promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk
from journey import bring_in
from playwright.sync_api import Locator, expect

REPORT = """青梧区政府工作报告
一、2024年工作回顾
过去一年，建成公园3座。
二、2025年主要任务
新建社区食堂8处，改造背街小巷12条。城镇新增就业5000人。民生无小事，枝叶总关情。\
启动建设数字产业港，年内入驻企业超过60家。整治河道7公里。{0}
"""
SELECT = """words => {
  const found = [...document.querySelectorAll("#text p")].flatMap(line => [...line.childNodes])
    .find(node => node.nodeType === 3 && node.data.includes(words));
  const range = document.createRange();
  range.setStart(found, found.data.indexOf(words));
  range.setEnd(found, found.data.indexOf(words) + words.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def officer(desk: Callable[[str], Desk], tmp_path: Path, request: pytest.FixtureRequest) -> Desk:
    """An officer before a report of her own, just brought in."""
    file = tmp_path / "报告.txt"
    # The same text twice is recognised: each test has a word of its own.
    file.write_text(REPORT.format(request.node.name), "utf-8")
    page = desk("officer")
    bring_in(page, file)
    page.page.wait_for_url("**/reports/*/")
    return page


def card(officer: Desk, words: str) -> Locator:
    return officer.page.locator(".promise", has=officer.page.locator(".title", has_text=words))


def test_a_promise_is_confirmed_rejected_and_corrected_by_keyboard(officer: Desk) -> None:
    """Each key does what the page says, and the next promise that waits is chosen."""
    keyboard = officer.page.keyboard
    expect(card(officer, "食堂")).to_have_class("promise proposed chosen")
    keyboard.press("j")
    expect(card(officer, "小巷")).to_be_focused()
    keyboard.press("k")
    keyboard.press("y")
    expect(card(officer, "食堂")).to_have_attribute("data-state", "confirmed")
    expect(card(officer, "小巷")).to_be_focused()
    keyboard.press("x")
    keyboard.type("jykm?：往年已办")
    keyboard.press("Enter")
    expect(card(officer, "小巷")).to_have_attribute("data-state", "rejected")
    expect(card(officer, "小巷")).to_contain_text("jykm?：往年已办")
    expect(card(officer, "就业")).to_be_focused()
    keyboard.press("e")
    keyboard.press("Control+a")
    keyboard.type("新增就业")
    keyboard.press("Enter")
    expect(card(officer, "新增就业")).to_contain_text("原文：城镇新增就业5000人")
    keyboard.press("Enter")
    expect(card(officer, "新增就业")).to_have_attribute("data-state", "confirmed")
    officer.look("report-by-keyboard")


def test_when_all_is_decided_the_next_step_is_told(officer: Desk) -> None:
    """At once, without another look at the page; until then there is something to confirm."""
    waiting, button = officer.page.locator("#waiting"), officer.page.locator("#confirm-ticked")
    left = int(waiting.inner_text())
    expect(button).to_be_visible()
    while left:
        officer.page.keyboard.press("y")
        left -= 1
        expect(waiting).to_have_text(str(left))
    expect(button).not_to_be_visible()
    expect(officer.page.locator("#next-step")).to_be_visible()
    officer.look("report-decided")


def test_both_sides_show_what_is_chosen(officer: Desk) -> None:
    """A click in the text chooses the promise; the promise lights its words."""
    officer.page.locator("mark", has_text="背街小巷").locator("a").click()
    expect(card(officer, "小巷")).to_be_focused()
    expect(officer.page.locator("mark.chosen")).to_have_text("改造背街小巷12条")
    officer.page.keyboard.press("ArrowUp")
    expect(officer.page.locator("mark.chosen")).to_have_text("新建社区食堂8处")
    officer.check()


def test_the_keys_are_written_on_the_page(officer: Desk) -> None:
    """? opens the table, and closes it."""
    officer.page.keyboard.press("?")
    expect(officer.page.get_by_text("勾上，准备合并")).to_be_visible()
    officer.check()
    officer.page.keyboard.press("?")
    expect(officer.page.get_by_text("勾上，准备合并")).not_to_be_visible()


def test_selected_words_become_a_promise(officer: Desk) -> None:
    """The words are taken into the form; the new promise stands at its place in the text."""
    officer.page.evaluate(SELECT, "民生无小事")
    officer.page.keyboard.press("a")
    expect(officer.page.get_by_label("报告里的原话")).to_have_value("民生无小事")
    officer.press("补上")
    expect(card(officer, "民生无小事")).to_have_attribute("data-state", "proposed")
    expect(officer.page.locator("mark", has_text="民生无小事")).to_be_visible()


def test_a_promise_is_split_and_two_are_merged(officer: Desk) -> None:
    """By the pages that s and m lead to."""
    keyboard = officer.page.keyboard
    officer.page.locator("mark", has_text="数字产业港").locator("a").first.click()
    expect(card(officer, "数字产业港")).to_be_focused()
    with officer.page.expect_navigation():
        keyboard.press("s")
    officer.look("split")
    officer.fill("为什么拆", "两家分管")
    officer.press("拆分")
    officer.sees("拆成了")
    for words in ("食堂", "小巷"):
        officer.page.locator("mark", has_text=words).locator("a").click()
        keyboard.press("m")
    officer.press("合并勾选的承诺")
    officer.look("merge")
    officer.fill("为什么合并", "一个项目")
    officer.press("合并")
    officer.sees("已并入")
    officer.look("report-divided")
    officer.follow("逐项交代")
    officer.sees("两家分管")
    officer.look("account")


def test_without_a_script_the_forms_do_it(officer: Desk) -> None:
    """Links choose a promise, its form decides; Enter in a field confirms nothing by chance."""
    bare = officer.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, locale=Desk.locale, storage_state=officer.context.storage_state()
    ).new_page()
    bare.goto(officer.page.url)
    lanes = bare.locator(".promise", has=bare.locator(".title", has_text="小巷"))
    lanes.get_by_role("link", name="处理").click()
    bare.get_by_label("理由").fill("往年已办")
    bare.get_by_label("理由").press("Enter")
    expect(lanes).to_have_attribute("data-state", "proposed")
    bare.get_by_role("button", name="不立项").click()
    expect(lanes).to_have_attribute("data-state", "rejected")
    bare.context.close()
