"""A report is uploaded: the page of its job goes on by itself, or says why there is nothing to go to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desk import Desk
from playwright.sync_api import expect
from served import CODE

REPORT = (
    "一、2024年工作回顾\n过去一年，建成公园2座。\n二、2025年主要任务\n新建公厕{count}座，改造背街小巷12条。"
)
PAST = "一、2024年工作回顾\n过去一年，圆满完成各项任务，荣获省级园林城市称号。"


def choose(officer: Desk, file: Path, text: str) -> None:
    """Choose a file with this text on the page of reports."""
    file.write_text(text, "utf-8")
    officer.open(f"/p/{CODE}/reports/")
    officer.page.get_by_label("报告文件").set_input_files(file)


def test_an_upload_leads_to_its_report_by_itself(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    """A second time it leads to the same one, and says so; the list of jobs has both."""
    officer = desk("officer")
    choose(officer, tmp_path / "报告.txt", REPORT.format(count=5))
    officer.press_and_follow("导入并读取", "**/reports/*/")
    officer.sees("读出 2 项承诺")
    first = officer.page.url
    choose(officer, tmp_path / "副本.txt", REPORT.format(count=5))
    officer.press_and_follow("导入并读取", "**/reports/*/")
    officer.sees("已经导入过")
    assert officer.page.url == first
    officer.open(f"/p/{CODE}/jobs/")
    officer.sees("导入报告：副本.txt")
    officer.look("jobs")


def test_a_report_without_promises_stays_on_its_page(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    """The line that says why comes without reloading."""
    officer = desk("officer")
    choose(officer, tmp_path / "往年.txt", PAST)
    officer.page.get_by_role("button", name="导入并读取").click()
    expect(officer.page.get_by_role("alert")).to_contain_text("没有作出承诺")
    officer.look("job-failed")


def test_one_who_has_no_scripts_refreshes(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    """The link on the page of a job shows how it stands, and then leads to the report."""
    officer = desk("officer")
    officer.page.route(
        "**/htmx-2.min.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    choose(officer, tmp_path / "静.txt", REPORT.format(count=6))
    officer.page.get_by_role("button", name="导入并读取").click()
    officer.page.wait_for_url("**/jobs/*/")
    officer.look("job-waiting")
    refresh = officer.page.get_by_role("link", name="刷新")
    while refresh.is_visible():
        refresh.click()
    officer.follow("打开结果")
    officer.sees("项待确认")
