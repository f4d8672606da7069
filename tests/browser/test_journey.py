"""A year of two promises from the report to the sign-off, as four people work on them and a fifth looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from desk import Desk
from journey import (
    accept,
    approve,
    ask_later,
    bring_in,
    come_in,
    confirm,
    draft,
    draft_milestone,
    draft_month,
    draw_lot,
    drop_milestone,
    find_untrue,
    go_to_owed,
    go_to_setup,
    hand_out,
    look_back,
    look_for,
    release,
    reopen_window,
    send_back,
    set_milestone,
    sign_off_step,
    stands,
    submit,
)
from playwright.sync_api import Browser, expect
from served import CODE, DEPARTMENT, Served, served

REPORT = Path(__file__).parents[2] / "samples" / "青梧区_2025.txt"
PARKING, MEASURE = "新增公共停车泊位", "公共停车泊位"
HOSPITAL = "区人民医院新院区"
OWED = f"/p/{CODE}/owed/"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Served]:
    """A board of its own, on which the year 2025 begins."""
    with served(tmp_path_factory.mktemp("year"), begun=date(2025, 1, 9)) as running:
        yield running


class Year:
    """The days of the board. Who comes on a new day logs in anew."""

    def __init__(self, desk: Callable[[str], Desk], board: Served) -> None:
        self.desk, self.board = desk, board
        self.desks: dict[str, Desk] = {}
        self.present: set[str] = set()

    def comes(self, month: int, day: int, year: int = 2025) -> None:
        """It is nine o'clock of this day."""
        self.board.comes(date(year, month, day))
        self.present.clear()

    def at(self, name: str, address: str = OWED) -> Desk:
        """A person before a page."""
        if name not in self.desks:
            self.desks[name] = self.desk(name)
            self.desks[name].open(address)
        elif name not in self.present:
            come_in(self.desks[name], address, name, self.board.passwords[name])
        else:
            self.desks[name].open(address)
        self.present.add(name)
        return self.desks[name]

    def reported(self, month: int, value: str) -> Desk:
        """A figure is given, submitted and accepted; the officer's page of the promise."""
        page = f"/p/{CODE}/window/2025-{month:02}/"
        draft_month(self.at("reporter", page), MEASURE, value)
        self.at("head", page).press("提交 1 个草稿")
        officer = self.at("officer")
        officer.follow(PARKING)
        accept(officer)
        return officer

    def reached(self, milestone: str, day: date, proof: Path) -> Desk:
        """A step of the hospital is reported and accepted; the officer's page of it."""
        reporter, head, officer = self.at("reporter"), self.at("head"), self.at("officer")
        reporter.follow(HOSPITAL)
        draft_milestone(reporter, milestone, day, [proof])
        head.open(reporter.page.url)
        submit(head)
        go_to_owed(officer, HOSPITAL)
        accept(officer)
        return officer


def test_a_year_from_the_report_to_the_sign_off(
    desk: Callable[[str], Desk], nobody: Desk, board: Served, tmp_path: Path
) -> None:
    """A return, a missed month, a false report, a changed deadline; signed off, and read by everybody."""
    year = Year(desk, board)
    # 9 January: the report comes in, two of its promises are handed out.
    officer = year.at("officer", f"/p/{CODE}/")
    officer.look("board-empty")
    bring_in(officer, REPORT)
    officer.look("report")
    report = officer.page.url
    confirm(officer)
    go_to_setup(officer, PARKING)
    hand_out(officer, DEPARTMENT)
    officer.open(report)
    go_to_setup(officer, HOSPITAL)
    hand_out(officer, DEPARTMENT)
    drop_milestone(officer, "开工", "前年已开工")
    drop_milestone(officer, "进度过半", "主体已封顶")
    set_milestone(officer, "完工", date(2025, 8, 31), "竣工验收备案表", "合同工期")
    set_milestone(officer, "投入使用", date(2025, 10, 31), "开诊公告", "设备进场计划")
    officer.look("setup")

    # February: January is reported, returned and accepted.
    year.comes(2, 6)
    reporter, head, officer = year.at("reporter"), year.at("head"), year.at("officer")
    reporter.look("owed-reporter")
    reporter.follow("去填报")
    draft_month(reporter, MEASURE, "100")
    reporter.look("month")
    head.open(OWED)
    head.follow("去提交")
    head.press("提交 1 个草稿")
    go_to_owed(officer, PARKING)
    send_back(officer, "缺各停车场的清单")
    go_to_owed(head, PARKING)
    head.sees("缺各停车场的清单")
    submit(head)
    officer.follow("待办")
    officer.look("owed-officer")
    officer.follow(PARKING)
    accept(officer)

    # March: February comes with its proof.
    year.comes(3, 6)
    reporter, head, officer = year.at("reporter"), year.at("head"), year.at("officer")
    go_to_owed(reporter, PARKING)
    listed = tmp_path / "停车场清单.txt"
    listed.write_text("东门停车场 120 个\n体育馆停车场 90 个\n", "utf-8")
    draft(reporter, month=date(2025, 2, 28), value="210", sentence="两处停车场已启用", files=[listed])
    reporter.look("commitment-reporter")
    go_to_owed(head, PARKING)
    submit(head)
    go_to_owed(officer, PARKING)
    officer.sees("停车场清单.txt")
    accept(officer)
    officer.look("commitment-officer")

    # April: nobody reports March; the window closes, and is opened again.
    year.comes(4, 14)
    officer = year.at("officer")
    officer.follow("报送窗口")
    officer.look("windows-missed")
    officer.press(f"提醒{DEPARTMENT}")
    officer.sees(f"提醒了：{DEPARTMENT}")
    year.comes(4, 20)
    officer = year.at("officer", f"/p/{CODE}/windows/")
    reopen_window(officer, DEPARTMENT, date(2025, 4, 25), "经办人住院，补报一次")
    stands(look_for(officer, PARKING), "欠进度", "缺报")
    officer.look("board-missed")
    year.comes(4, 22)
    officer = year.reported(3, "320")
    officer.sees("逾期补报")

    # July: June's figure is too good to be true.
    year.comes(5, 6)
    year.reported(4, "410")
    year.comes(6, 5)
    year.reported(5, "510")
    year.comes(7, 4)
    officer = year.reported(6, "1000")
    stands(look_for(officer, PARKING), "超进度")

    # August: a spot check counts on the spot.
    year.comes(8, 8)
    officer = year.at("officer")
    draw_lot(officer, "双色球2025090期", 1)
    officer.look("spot-check-drawn")
    officer.follow(PARKING)
    find_untrue(officer, MEASURE, "430", "三处停车场只画了线，没有启用")
    officer.look("commitment-untrue")
    stands(look_for(officer, PARKING), "欠进度")
    look_back(officer, date(2025, 8, 7))
    stands(officer.page.get_by_role("row", name=PARKING), "超进度")
    year.reported(7, "520")

    # October: the hospital, built in time, opens later; whoever asks does not decide.
    year.comes(8, 29)
    accepted = tmp_path / "竣工验收备案表.txt"
    accepted.write_text("新院区竣工验收备案表", "utf-8")
    year.reached("完工", date(2025, 8, 28), accepted)
    year.comes(9, 5)
    year.reported(8, "700")
    year.comes(10, 9)
    year.reported(9, "900")
    head = year.at("head")
    head.follow(HOSPITAL)
    ask_later(head, "投入使用", date(2025, 12, 20), "设备到货推迟")
    second = year.at("second")
    second.look("owed-second")
    second.follow(HOSPITAL)
    approve(second, "设备合同和到货单看过")
    year.comes(11, 5)
    officer = year.reported(10, "1010")
    row = look_for(officer, HOSPITAL)
    stands(row, "达进度")
    officer.follow(HOSPITAL)
    officer.sees("按最初的目标和期限 欠进度")
    officer.sees("2025-10-31 → 2025-12-20")
    officer.look("commitment-changed")

    # December, and January: all is there, and is signed off by two.
    year.comes(12, 5)
    year.reported(11, "1120")
    year.comes(12, 18)
    opened = tmp_path / "开诊公告.txt"
    opened.write_text("新院区12月16日开诊", "utf-8")
    year.reached("投入使用", date(2025, 12, 16), opened)
    year.comes(1, 6, 2026)
    officer = year.reported(12, "1200")
    parking = officer.page.url
    head = year.at("head", parking)
    sign_off_step(head, "申请销号", "一千二百个泊位的清单和照片")
    officer.open(parking)
    officer.sees("超进度")
    sign_off_step(officer, "核查属实", "逐处点过")
    second = year.at("second", parking)
    second.look("commitment-second")
    sign_off_step(second, "销号", "同意")
    second.sees("已退回 2025-01：100（累计）（缺各停车场的清单）")
    second.look("commitment-done")

    # Everybody may see the last figure and the false one, and reads both without a login.
    release(second, date(2025, 12, 31))
    release(second, date(2025, 6, 30))
    nobody.open(f"/public/{CODE}/")
    nobody.look("public-board")
    nobody.follow(PARKING)
    figures = nobody.part("公开的进展")
    stands(figures.get_by_role("row", name="2025-12-31"), MEASURE, "1200", "累计")
    stands(figures.get_by_role("row", name="2025-06-30"), "1000", "后经抽查不实，不再计入")
    nobody.sees("数量达到并已销号")
    nobody.sees("已销号")
    expect(nobody.page.get_by_text("逐处点过")).to_have_count(0)
    nobody.look("public-commitment")
    nobody.press("English")
    nobody.sees("Source words")
    nobody.look("public-commitment-english")
    nobody.follow("How status is judged")

    # The leader looks back.
    leader = year.at("leader", f"/p/{CODE}/")
    leader.look("board")
    row = look_for(leader, PARKING)
    stands(row, "完成")
    look_back(leader, date(2025, 6, 30))
    stands(leader.page.get_by_role("row", name=PARKING), "达进度")
    leader.look("board-june")
