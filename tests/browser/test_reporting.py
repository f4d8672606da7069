"""The months of a place as its people work through them: what is owed, one page a month, who is missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import neighbour
import pytest
from desk import Desk
from served import Served


@pytest.fixture(scope="module")
def months(board: Served) -> str:
    """A place whose windows have opened; where its pages are."""
    env = board.env | {"DJANGO_SETTINGS_MODULE": "luoshi.web.settings"}
    told = subprocess.run(  # noqa: S603
        [sys.executable, neighbour.__file__], env=env, check=True, capture_output=True, text=True
    )
    board.passwords.update(line.split() for line in told.stdout.splitlines() if line.startswith("neighbour-"))
    return f"/p/{neighbour.CODE}"


def test_the_months_of_a_department(desk: Callable[[str], Desk], months: str) -> None:
    """The officer reminds, the reporter drafts a month on one page, the head submits it."""
    officer = desk("neighbour-officer")
    officer.follow("待办")
    officer.follow("报送窗口")
    officer.look("windows")
    officer.press("提醒民政局")
    officer.sees("提醒了：民政局")
    officer.open(f"{months}/owed/")
    officer.follow("共用指标")
    officer.look("measures")
    officer.follow("城镇化率")
    officer.look("measure")

    reporter = desk("neighbour-reporter")
    reporter.follow("待办")
    reporter.follow("没有报")
    reporter.look("month")
    reporter.fill("社区食堂 数值", "4")
    reporter.fill("公园 数值", "五座")
    reporter.press("全部存为草稿")
    reporter.sees("1 行没有通过，都没有存。")
    reporter.look("month-refused")
    reporter.fill("公园 数值", "5")
    reporter.press("全部存为草稿")
    reporter.sees("存了 2 个数")

    head = desk("neighbour-head")
    head.follow("待办")
    head.look("owed-department")
    head.follow("去提交")
    head.press("提交 2 个草稿")
    head.sees("提交了 2 个数")
    head.follow("待办")
    head.follow("背街小巷")
    head.look("commitment-returned")

    officer.open(f"{months}/owed/")
    officer.look("owed-office")
