"""Pages that the journey does not pass: refusals, wrong passwords, the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desk import Desk
from playwright.sync_api import expect
from served import CODE, PLACE, Served


def test_a_wrong_password_is_refused_in_words(nobody: Desk) -> None:
    """The login page says what is wrong."""
    nobody.open("/")
    nobody.fill("用户名", "officer")
    nobody.fill("密码", "不对")
    nobody.press("登录")
    nobody.sees("用户名或密码不对")
    nobody.look("login-refused")


def test_five_wrong_passwords_are_explained(nobody: Desk) -> None:
    """The page says how long to wait, and whom to ask."""
    for _ in range(5):
        nobody.open("/")
        nobody.fill("用户名", "stranger")
        nobody.fill("密码", "不对")
        nobody.press("登录")
    nobody.sees("请等一刻钟再登录")
    nobody.look("login-locked")


def test_refusals_are_pages_too(desk: Callable[[str], Desk]) -> None:
    """No such page, not one's own place, a day that is none."""
    leader = desk("leader")
    leader.open("/nowhere/")
    leader.sees("没有这一页")
    leader.look("not-found")
    leader.open(f"/p/{CODE}/?as_of=2025-02-30")
    leader.sees("没有这一页")


def test_a_file_that_is_no_report_is_refused_beside_its_field(
    desk: Callable[[str], Desk], tmp_path: Path
) -> None:
    """One line says what is wrong; the page stays whole."""
    picture = tmp_path / "照片.docx"
    picture.write_bytes(b"\x89PNG\r\n")
    officer = desk("officer")
    officer.follow("报告")
    officer.page.get_by_label("报告文件").set_input_files(picture)
    officer.press("导入并读取")
    expect(officer.page.get_by_role("alert")).to_be_visible()
    officer.look("reports-refused")


def test_one_comes_in_by_keyboard(nobody: Desk, board: Served) -> None:
    """Name, Tab, password, Enter; on the board the first Tab offers to skip to the text."""
    nobody.open("/")
    keyboard = nobody.page.keyboard
    keyboard.type("leader")
    keyboard.press("Tab")
    keyboard.type(board.passwords["leader"])
    with nobody.page.expect_navigation():
        keyboard.press("Enter")
    nobody.sees(f"{PLACE}承诺台账")
    keyboard.press("Tab")
    expect(nobody.page.get_by_role("link", name="跳到正文")).to_be_focused()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(nobody.page.get_by_role("main").get_by_label("截至")).to_be_focused()
    nobody.check()
