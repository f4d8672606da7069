"""The steps of a promise through the year, as people walk them on the pages."""

from __future__ import annotations

from pathlib import Path

from desk import Desk


def bring_in(officer: Desk, report: Path) -> None:
    """Upload a report; its promises wait on the page that follows."""
    officer.follow("报告")
    officer.page.get_by_label("报告文件").set_input_files(report)
    officer.press_and_follow("导入并读取", "**/reports/*/")


def confirm(officer: Desk) -> None:
    """Confirm the promises that are ticked, as they stand."""
    officer.press("确认勾选的承诺")


def hand_out(officer: Desk, promise: str, department: str) -> None:
    """Give a promise of the page to the department that leads it."""
    officer.follow(promise, officer.part("承诺"))
    officer.follow("确认与交办")
    officer.choose("牵头单位", department)
    officer.press("记录", officer.part("确认与交办"))
    officer.follow("回到这项承诺")


def go_to_owed(person: Desk, promise: str) -> None:
    """Open a promise from what one owes."""
    person.follow("待办")
    person.follow(promise)


def draft(reporter: Desk, *, month: str, value: str, sentence: str) -> None:
    """Give a figure on the promise's page."""
    reporter.fill("所属月末", month)
    reporter.fill("数值", value)
    reporter.fill("说明", sentence)
    reporter.press("存为草稿")


def submit(head: Desk) -> None:
    """Submit the figure that stands as a draft, or that came back."""
    head.press("提交")


def send_back(officer: Desk, reason: str) -> None:
    """Return the submitted figure."""
    officer.fill("退回理由", reason)
    officer.press("退回")


def accept(officer: Desk) -> None:
    """Accept the submitted figure."""
    officer.press("采纳")


def sign_off_step(person: Desk, step: str, words: str) -> None:
    """Take the sign-off of the promise one step further: apply, check, sign off."""
    # Each step has a field and a button in a form of its own.
    form = person.part("销号").locator("form", has=person.page.get_by_role("button", name=step, exact=True))
    form.get_by_role("textbox").fill(words)
    person.press(step, form)


def look_back(person: Desk, day: str) -> None:
    """Ask the board how it stood on a day."""
    person.follow("台账")
    person.fill("截至", day)
    person.press("查看")
