"""One promise from the report to its sign-off, as four people work on it and a fifth looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desk import Desk
from journey import (
    accept,
    bring_in,
    confirm,
    draft,
    go_to_owed,
    hand_out,
    look_back,
    send_back,
    sign_off_step,
    submit,
)
from served import DEPARTMENT

REPORT = Path(__file__).parents[2] / "samples" / "青梧区_2025.txt"
PROMISE = "建设人才公寓"


def test_a_promise_from_the_report_to_its_sign_off(desk: Callable[[str], Desk]) -> None:
    """Brought in, confirmed, handed out, reported, returned, accepted, checked and signed off by two."""
    officer, reporter, head = desk("officer"), desk("reporter"), desk("head")
    officer.look("board-empty")
    bring_in(officer, REPORT)
    officer.look("report")
    confirm(officer)
    hand_out(officer, PROMISE, DEPARTMENT)
    officer.look("commitment-officer")

    go_to_owed(reporter, PROMISE)
    draft(reporter, month="2025-12-31", value="200", sentence="二百套均已交付")
    reporter.look("commitment-reporter")
    go_to_owed(head, PROMISE)
    submit(head)
    go_to_owed(officer, PROMISE)
    send_back(officer, "缺竣工验收备案")
    head.open(head.page.url)
    head.sees("缺竣工验收备案")
    submit(head)
    officer.follow("待办")
    officer.look("owed-officer")
    officer.follow(PROMISE)
    accept(officer)

    sign_off_step(head, "申请销号", "验收备案和交付清单")
    go_to_owed(head, PROMISE)
    officer.open(officer.page.url)
    sign_off_step(officer, "核查属实", "现场看过")
    second = desk("second")
    second.open(officer.page.url)
    second.look("commitment-second")
    sign_off_step(second, "销号", "同意")
    second.look("commitment-done")

    leader = desk("leader")
    leader.look("board")
    leader.sees("完成")
    look_back(leader, "2025-06-30")
    leader.sees("截至这一天还没有确认过的承诺")
