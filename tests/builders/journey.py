"""The steps of a promise through the year, as people walk them on the pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desk import Desk
from playwright.sync_api import Locator, expect


def come_in(person: Desk, address: str, name: str, password: str) -> None:
    """Ask for a page, log in through the form that comes instead, and be there."""
    person.open(address)
    person.fill("用户名", name)
    person.fill("密码", password)
    person.press("登录")


def unfold(person: Desk, words: str, inside: Locator | None = None) -> None:
    """Open what is folded under these words."""
    (inside or person.page).locator("summary", has_text=words).click()


def bring_in(officer: Desk, report: Path) -> None:
    """Upload a report; its promises wait on the page that follows."""
    officer.follow("报告")
    officer.page.get_by_label("报告文件").set_input_files(report)
    officer.press_and_follow("导入并读取", "**/reports/*/")


def confirm(officer: Desk) -> None:
    """Confirm the promises that are ticked, as they stand."""
    officer.press("确认勾选的承诺")


def go_to_setup(officer: Desk, promise: str) -> None:
    """Open the page on which a promise of this page is set up."""
    officer.follow(promise, officer.part("承诺"))
    officer.follow("确认与交办")


def hand_out(officer: Desk, department: str) -> None:
    """Give the promise to the department that leads it, for everybody to see."""
    form = officer.part("确认与交办")
    officer.choose("牵头单位", department, form)
    form.get_by_label("公开", exact=True).select_option(label="公开")
    officer.press("记录", form)


def set_milestone(officer: Desk, name: str, due: date, proof: str, reason: str) -> None:
    """Say until when a suggested step is really to be reached, what proves it, and why."""
    unfold(officer, f"{name}（")
    form = officer.part("节点").locator("details[open]")
    officer.fill("期限", due.isoformat(), form)
    officer.fill("以什么为证", proof, form)
    form.get_by_label("理由", exact=True).fill(reason)
    officer.press("记录", form)
    officer.sees(f"{name}（{due}")


def drop_milestone(officer: Desk, name: str, reason: str) -> None:
    """Take a suggested step away."""
    unfold(officer, name)
    form = officer.part("节点").locator("details[open]")
    officer.fill("取消的理由", reason, form)
    officer.press("取消这个节点", form)


def go_to_owed(person: Desk, promise: str) -> None:
    """Open a promise from what one owes."""
    person.follow("待办")
    person.follow(promise)


def draft(reporter: Desk, *, month: date, value: str, sentence: str, files: list[Path]) -> None:
    """Give a figure with its proof on the promise's page."""
    reporter.fill("所属月末", month.isoformat())
    reporter.fill("数值", value)
    form = reporter.page.locator("details[open]", has=reporter.page.get_by_label("所属月末"))
    form.get_by_label("说明").fill(sentence)
    form.get_by_label("附件").set_input_files(files)
    reporter.press("存为草稿", form)


def draft_month(reporter: Desk, measure: str, value: str) -> None:
    """Give a figure on the page of its month."""
    reporter.fill(f"{measure} 数值", value)
    reporter.press("全部存为草稿")


def draft_milestone(reporter: Desk, milestone: str, day: date, files: list[Path]) -> None:
    """Say on the promise's page that a step was reached, with its proof."""
    unfold(reporter, milestone)
    form = reporter.page.locator("details[open]", has_text=milestone)
    form.get_by_label("完成日期").fill(day.isoformat())
    form.get_by_label("附件").set_input_files(files)
    reporter.press("存为草稿", form)


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


def reopen_window(officer: Desk, department: str, until: date, reason: str) -> None:
    """Let a department report the month of the page after all."""
    unfold(officer, "重新开放")
    officer.choose("单位", department)
    officer.fill("延长到", until.isoformat())
    officer.fill("理由", reason)
    officer.press("重新开放")


def draw_lot(officer: Desk, seed: str, size: int) -> None:
    """Draw promises for a spot check."""
    officer.follow("抽查")
    officer.fill("种子", seed)
    officer.fill("抽几项", str(size))
    officer.press("抽")


def find_untrue(officer: Desk, measure: str, counted: str, words: str) -> None:
    """Write down that a figure does not hold, with what was counted on the spot."""
    form = officer.part("抽查")
    officer.choose("哪一项", measure, form)
    officer.choose("结论", "不实", form)
    officer.fill("现场核到的数", counted, form)
    officer.fill("查到了什么", words, form)
    officer.press("记录", form)


def ask_later(head: Desk, milestone: str, due: date, reason: str) -> None:
    """Ask for a later day of a step."""
    unfold(head, "申请调整")
    form = head.part("调整目标或期限")
    head.choose("哪一项", milestone, form)
    head.fill("调整后的期限", due.isoformat(), form)
    head.fill("理由", reason, form)
    head.press("提出申请", form)


def approve(officer: Desk, words: str) -> None:
    """Approve the change that was asked for."""
    form = officer.part("调整目标或期限")
    officer.fill("意见", words, form)
    officer.press("同意", form)


def sign_off_step(person: Desk, step: str, words: str) -> None:
    """Take the sign-off of the promise one step further: apply, check, sign off."""
    # Each step has a field and a button in a form of its own.
    form = person.part("销号").locator("form", has=person.page.get_by_role("button", name=step, exact=True))
    form.get_by_role("textbox").fill(words)
    person.press(step, form)


def release(officer: Desk, day: date) -> None:
    """Let everybody see the figures that were given for a day."""
    row = officer.page.get_by_role("row", name=day.isoformat())
    unfold(officer, "谁能看这个数", row)
    row.get_by_role("combobox").select_option(label="公开")
    officer.press("记录", row)


def look_for(person: Desk, words: str) -> Locator:
    """Find a promise on the board; its row."""
    person.follow("台账")
    person.fill("找", words)
    person.press("筛选")
    return person.page.get_by_role("row", name=words)


def look_back(person: Desk, day: date) -> None:
    """Ask the board how it stood on a day."""
    person.fill("截至", day.isoformat())
    person.press("查看")


def stands(row: Locator, *words: str) -> None:
    """The row says all this."""
    for said in words:
        expect(row).to_contain_text(said)
