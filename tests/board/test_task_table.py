"""The task table goes out, is changed in a spreadsheet, comes back, is looked at, and is carried out."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from cast import Cast, at_desk
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl.utils import get_column_letter
from task_tables import (
    HEADER,
    XLSX,
    add,
    brought_in,
    carried_out,
    cell,
    changes,
    column,
    put,
    read_back,
    row_of,
    sheet,
    taken,
)

from luoshi.board import queries
from luoshi.board.actions import add_measure, revise, set_milestone, set_target
from luoshi.board.models import Commitment, Milestone, Origin, Report, Revision, State, TaskTable
from luoshi.board.tasktable.columns import COLUMNS
from luoshi.office.actions import add_person
from luoshi.office.audit import broken
from luoshi.office.clock import today
from luoshi.office.models import Department, Event

CANTEENS = "2025-001.1"
STARTED = "2025-004.2"


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An inbox of its own for each test."""
    monkeypatch.setattr(settings, "DATA", tmp_path)


def facts(commitment: Commitment) -> queries.Facts:
    [found] = queries.gathered(Commitment.objects.filter(pk=commitment.pk), today())
    return found


def test_each_target_has_its_row(cast: Cast, report: Report) -> None:
    """With its 编号, its number as a number and its days as days."""
    page = taken(cast.officer)
    assert [c.value for c in page[HEADER]] == [c.title for c in COLUMNS]
    assert [c.value for c in page["A"]][HEADER:] == [CANTEENS, "2025-002.1", "2025-003.1", STARTED]
    assert cell(page, CANTEENS, "目标") == 8
    assert cell(page, CANTEENS, "期限") == datetime(2025, 12, 31)
    assert cell(page, CANTEENS, "来源") == "政府工作报告"
    assert cell(page, CANTEENS, "决定") == "待确认"
    assert cell(page, "2025-003.1", "目标") == 5.5
    assert cell(page, "2025-003.1", "关系") == "左右"
    assert page.freeze_panes == "B4"
    assert page.auto_filter.ref
    assert page.page_setup.orientation == "landscape"


def test_a_promise_without_a_number_has_its_milestones(cast: Cast, canteens: Commitment) -> None:
    """One a line, with what proves it."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    set_milestone(commitment=canteens, name="选址（全部）", due=date(2025, 6, 30), by=cast.officer)
    set_milestone(commitment=canteens, name="开业", due=date(2025, 9, 1), proof="照片", by=cast.officer)
    page = taken(cast.officer)
    assert cell(page, CANTEENS, "节点") == "2025-06-30 选址（全部）（）\n2025-09-01 开业（照片）"
    assert cell(page, CANTEENS, "牵头单位") == "民政局"


def test_quarters_have_columns_and_other_days_one_for_all(cast: Cast, canteens: Commitment) -> None:
    """Both come back as one path."""
    said = queries.gathered(Commitment.objects.filter(pk=canteens.pk), today())[0].targets[0]
    path = [("2025-06-30", "3"), ("2025-10-31", "6.5")]
    fields = {"measure": said.measure, "comparator": "=", "value": Decimal(8), "unit": "处"}
    fields |= {"basis": "amount", "direction": "up", "start": said.start, "due": said.due}
    set_target(commitment=canteens, key=1, by=cast.officer, path=path, **fields)
    page = taken(cast.officer)
    assert cell(page, CANTEENS, "二季度") == 3
    assert cell(page, CANTEENS, "其他节点") == "2025-10-31:6.5"
    put(page, CANTEENS, "三季度", "5")
    put(page, CANTEENS, "其他节点", "2025-10-31：6.5\n2025-11-30：7")
    brought_in(cast.officer, page)
    assert facts(canteens).standing_targets()[0].path == [
        ["2025-06-30", "3"],
        ["2025-09-30", "5"],
        ["2025-10-31", "6.5"],
        ["2025-11-30", "7"],
    ]


def test_the_table_to_print_is_a_word_document(cast: Cast, canteens: Commitment) -> None:
    """Its header comes again on each page; texts are texts."""
    revise(commitment=canteens, by=cast.officer, title="<b>食堂</b>\n=1+1")
    response = at_desk(cast.reporter).get("/p/990101/task-table.docx?year=2025")
    assert response.headers["Content-Disposition"].startswith("attachment")
    [table] = docx.Document(io.BytesIO(response.content)).tables
    assert [c.text for c in table.rows[0].cells] == [c.title for c in COLUMNS if c.printed]
    assert table.rows[1].cells[1].text == "<b>食堂</b>；=1+1"


def test_the_table_is_that_of_a_day(cast: Cast, canteens: Commitment) -> None:
    """Before the report there was nothing; a year that is none is not there."""
    assert taken(cast.officer, "?as_of=2020-01-01").max_row == HEADER
    for bad in ("?year=x", "?year=1999", "?year=99999999999", "?as_of=x"):
        assert at_desk(cast.officer).get(XLSX + bad).status_code == 404


def test_what_goes_out_comes_back_without_a_change(cast: Cast, report: Report) -> None:
    """Nothing is to be carried out, and the page says so."""
    table = read_back(cast.officer, taken(cast.officer))
    assert (table.told["rows"], table.told["faults"], table.told["lines"]) == ([], [], 4)
    shown = at_desk(cast.officer).get(f"/p/990101/task-table/{table.pk}/").content.decode()
    assert "没有要导入的" in shown
    assert at_desk(cast.officer).post(f"/p/990101/task-table/{table.pk}/apply/").status_code == 409


def test_changes_are_looked_at_before_they_are_carried_out(cast: Cast, canteens: Commitment) -> None:
    """The page shows before and after; nothing is written until somebody says so."""
    page = taken(cast.officer)
    put(page, CANTEENS, "决定", "已确认")
    put(page, CANTEENS, "牵头单位", " 民政局 ")
    put(page, CANTEENS, "配合单位", "教育局")
    put(page, CANTEENS, "分管领导", str(cast.leader))
    put(page, CANTEENS, "责任人", "<i>李</i>")
    put(page, CANTEENS, "目标", 10)
    put(page, CANTEENS, "期限", "2025年11月30日")
    put(page, CANTEENS, "公开", "到期公开 2026-01-31")
    put(page, CANTEENS, "节点", "2025/6/30 选址(批复)\n2025-09-30 开业")
    events = Event.objects.count()
    table = read_back(cast.officer, page)
    assert Event.objects.count() == events
    assert (CANTEENS, "目标", "8", "10") in changes(table)
    assert (CANTEENS, "期限", "2025-12-31", "2025年11月30日") in changes(table)
    shown = at_desk(cast.officer).get(f"/p/990101/task-table/{table.pk}/").content.decode()
    assert "&lt;i&gt;李&lt;/i&gt;" in shown
    assert "导入这些改动" in shown
    job = carried_out(cast.officer, table)
    assert (job.state, job.words) == ("done", "已导入：改动 1 项，新增 0 项。")
    found = facts(canteens)
    assert (found.revision.state, found.revision.lead) == (State.CONFIRMED, cast.head.department)
    assert (found.revision.supporting, found.revision.leader) == (["教育局"], cast.leader)
    assert (found.revision.visibility, found.revision.until) == ("embargoed", date(2026, 1, 31))
    assert [(t.value, t.due) for t in found.standing_targets()] == [(10, date(2025, 11, 30))]
    steps = [(m.due, m.name, m.proof) for m in found.standing_milestones()]
    assert steps == [(date(2025, 6, 30), "选址", "批复"), (date(2025, 9, 30), "开业", "")]
    assert Event.objects.count() == events + 4
    assert found.revision.reason == "任务分解表 改.xlsx"


def test_the_same_file_twice_changes_nothing(cast: Cast, canteens: Commitment) -> None:
    """Neither what is there, nor what it brought anew."""
    page = taken(cast.officer)
    put(page, CANTEENS, "决定", "不立项")
    put(page, STARTED, "节点", "2025-06-30 选址\n2025-12-31 投用（照片）")
    add(
        page,
        来源="民生实事",
        承诺="新增停车位500个",
        指标="新增停车位",
        目标=500,
        单位="个",
        节点="2025-06-30 选址",
    )
    add(page, 来源="领导批示", 承诺="谋划老城更新", 牵头单位="民政局", 决定="已确认")
    brought_in(cast.officer, page)
    assert Commitment.objects.count() == 6
    table = read_back(cast.officer, page)
    assert (table.told["rows"], table.told["faults"]) == ([], [])


def test_a_promise_without_a_number_of_its_own_is_new(cast: Cast, canteens: Commitment) -> None:
    """It gets the next 编号 of its source; its targets are those of the table, and it waits."""
    page = taken(cast.officer)
    add(page, 来源="民生实事", 章节="交通", 承诺="新增停车位", 指标="停车位", 目标="1,500", 单位="个")
    add(page, 来源="民生实事", 承诺="新增停车位", 指标="充电桩", 目标=20.5)
    add(page, 来源="重点项目", 承诺="启动建设西站")
    table = read_back(cast.officer, page)
    assert [row["kind"] for row in table.told["rows"]] == ["new"] * 3
    assert [row["origin"] for row in table.told["rows"]] == ["民生实事", "民生实事", "重点项目"]
    assert carried_out(cast.officer, table).words == "已导入：改动 0 项，新增 2 项。"
    parking = Commitment.objects.get(origin=Origin.LIVELIHOOD)
    assert (parking.code, parking.section, parking.words) == ("M2025-001", "交通", "新增停车位")
    targets = [(t.measure, t.value, t.comparator, t.frequency) for t in facts(parking).standing_targets()]
    assert targets == [("停车位", Decimal(1500), "=", "month"), ("充电桩", Decimal("20.5"), "=", "month")]
    assert facts(parking).revision.state == State.PROPOSED
    station = Commitment.objects.get(origin=Origin.PROJECT)
    assert facts(station).standing_milestones()


def test_a_target_more_has_the_next_number(cast: Cast, canteens: Commitment) -> None:
    """Any other number is refused, and the right one named."""
    page = taken(cast.officer)
    row = add(page, 编号="2025-001.5", 承诺=cell(page, CANTEENS, "承诺"), 指标="座位", 目标=400)
    table = read_back(cast.officer, page)
    assert table.told["faults"] == [f"第 {row} 行 A 列 编号：没有这个目标；要加一个，编号写 2025-001.2"]
    page.cell(row, 1).value = "2025-001.2"
    brought_in(cast.officer, page)
    assert [t.measure for t in facts(canteens).standing_targets()] == ["社区食堂", "座位"]
    assert read_back(cast.officer, page).told["rows"] == []


def test_lines_of_milestones_are_recognised(cast: Cast, canteens: Commitment) -> None:
    """By name or by day: what is gone is dropped with its reason, what is moved keeps its place."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    for name, month in (("选址", 3), ("装修", 6), ("开业", 9)):
        set_milestone(commitment=canteens, name=name, due=date(2025, month, 1), by=cast.officer)
    page = taken(cast.officer)
    put(page, CANTEENS, "节点", "2025-03-01 选址批复\n2025-10-01 开业\n2025-12-01 验收")
    put(page, CANTEENS, "理由", "进度调整")
    brought_in(cast.officer, page)
    found = {m.key: (m.name, m.due.month) for m in facts(canteens).standing_milestones()}
    assert found == {1: ("选址批复", 3), 3: ("开业", 10), 4: ("验收", 12)}
    assert Milestone.objects.get(dropped=True).reason == "进度调整"


def test_columns_may_be_moved_hidden_added_and_left_out(cast: Cast, canteens: Commitment) -> None:
    """They are found by their headers; what is not known is named, what is absent stays."""
    page = sheet(
        ["说明", "责 任\n人", "承诺", "编号"],
        ["x", "李", "新建社区食堂8处", "２０２５－００１．１"],
    )
    page.column_dimensions["B"].hidden = True
    page.row_dimensions[2].hidden = True
    table = read_back(cast.officer, page)
    assert changes(table) == [("２０２５－００１．１", "责任人", "", "李")]
    assert table.told["unused"] == ["说明"]
    carried_out(cast.officer, table)
    assert facts(canteens).revision.contact == "李"


def test_a_merged_cell_speaks_for_all_rows_of_a_promise(cast: Cast, canteens: Commitment) -> None:
    """Only its first row holds it; a second row that says something else is a fault."""
    page = taken(cast.officer)
    add(page, 编号="2025-001.2", 承诺=cell(page, CANTEENS, "承诺"), 指标="座位", 目标=400)
    brought_in(cast.officer, page)
    page = taken(cast.officer)
    put(page, CANTEENS, "牵头单位", "民政局")
    put(page, "2025-001.2", "牵头单位", None)
    brought_in(cast.officer, page)
    assert facts(canteens).revision.lead == cast.head.department
    put(page, CANTEENS, "责任人", "张")
    put(page, "2025-001.2", "责任人", "李")
    letter = get_column_letter(column(page, "责任人"))
    assert read_back(cast.officer, page).told["faults"] == [
        f"第 {row_of(page, '2025-001.2')} 行 {letter} 列 责任人：与第 4 行不一致，同一项承诺只能有一种说法"
    ]


def test_a_table_sorted_otherwise_drops_no_milestones(cast: Cast, canteens: Commitment) -> None:
    """The milestones stand in the first target's row, wherever that has gone."""
    page = taken(cast.officer)
    add(page, 编号="2025-001.2", 承诺=cell(page, CANTEENS, "承诺"), 指标="座位", 目标=400)
    put(page, CANTEENS, "节点", "2025-06-30 选址")
    brought_in(cast.officer, page)
    page = taken(cast.officer)
    page.move_range("A4:AE4", rows=20)
    assert read_back(cast.officer, page).told["rows"] == []


def test_an_unknown_department_is_named_with_the_nearest(cast: Cast, canteens: Commitment) -> None:
    """Made only where that is asked for."""
    page = taken(cast.officer)
    put(page, CANTEENS, "牵头单位", "区民政局")
    put(page, STARTED, "配合单位", "文旅局、教育局")
    [first, second] = read_back(cast.officer, page).told["faults"]
    assert first.endswith("牵头单位：没有叫“区民政局”的单位，是不是“民政局”？")
    assert second.endswith("没有叫“文旅局”的单位")
    table = read_back(cast.officer, page, create="on")
    assert table.told["departments"] == ["区民政局", "文旅局"]
    assert not Department.objects.filter(name="文旅局").exists()
    carried_out(cast.officer, table)
    assert facts(canteens).revision.lead == Department.objects.get(name="区民政局")


def test_two_leaders_of_one_name_are_told_apart(cast: Cast, canteens: Commitment) -> None:
    """By their user names."""
    for name in ("a1", "a2"):
        add_person(username=name, password="x", code="990101", role="leader", name="王伟")
    page = taken(cast.officer)
    put(page, CANTEENS, "分管领导", "王伟")
    assert "不止一位" in read_back(cast.officer, page).told["faults"][0]
    put(page, CANTEENS, "分管领导", "a2")
    brought_in(cast.officer, page)
    assert facts(canteens).revision.leader.username == "a2"
    assert read_back(cast.officer, taken(cast.officer)).told["rows"] == []


def test_what_has_changed_meanwhile_is_looked_at_again(cast: Cast, canteens: Commitment) -> None:
    """Of two who decide at once the second is told; nothing of the table is written."""
    page = taken(cast.officer)
    put(page, CANTEENS, "责任人", "李")
    table = read_back(cast.officer, page)
    revise(commitment=canteens, by=cast.officer, contact="张")
    job = carried_out(cast.officer, table)
    assert (job.state, facts(canteens).revision.contact) == ("failed", "张")
    assert "重新上传" in job.words


def test_a_table_is_carried_out_once(cast: Cast, canteens: Commitment) -> None:
    """Its page then says when; a second click is refused."""
    page = taken(cast.officer)
    put(page, CANTEENS, "责任人", "李")
    table = read_back(cast.officer, page)
    carried_out(cast.officer, table)
    response = at_desk(cast.officer).post(f"/p/990101/task-table/{table.pk}/apply/")
    assert response.status_code == 409
    assert "已经导入过" in response.content.decode()
    assert TaskTable.objects.get().sheet == {}
    assert Revision.objects.filter(commitment=canteens).count() == 2


def test_all_or_nothing(cast: Cast, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last row is refused, the first is not written either."""
    from luoshi.board.tasktable import apply
    from luoshi.office.actions import Refused

    page = taken(cast.officer)
    put(page, CANTEENS, "责任人", "李")
    put(page, STARTED, "责任人", "李")
    table = read_back(cast.officer, page)
    calls = []

    def refused(*args: object) -> object:
        calls.append(args)
        if len(calls) == 2:
            raise Refused("不行")
        return acts_of(*args)

    acts_of = apply.acts_of
    monkeypatch.setattr(apply, "acts_of", refused)
    job = carried_out(cast.officer, table)
    assert (job.state, job.words) == ("failed", f"第 {row_of(page, STARTED)} 行：不行")
    assert not Revision.objects.filter(contact="李").exists()
    assert not Department.objects.filter(name="x").exists()


def new_rows(count: int) -> list[list[object]]:
    """Key projects with a target, two milestones and departments."""
    steps = "2025-06-30 批复（批复文件）\n2025-11-30 验收"
    return [
        ["", "重点项目", f"新建{n}号泵站", "已确认", "泵站", 1, "座", steps, "民政局", "教育局"]
        for n in range(count)
    ]


def test_carrying_out_asks_no_more_for_more_rows(cast: Cast) -> None:
    """Rows are read, written and recorded together: nobody waits long for the lock of a large table."""
    asked = []
    for rows, new in ((3, 3), (33, 30)):
        page = sheet("编号 来源 承诺 决定 指标 目标 单位 节点 牵头单位 配合单位".split(), *new_rows(rows))
        events, table = Event.objects.count(), read_back(cast.officer, page)
        with CaptureQueriesContext(connection) as found:
            assert carried_out(cast.officer, table).state == "done"
        asked.append(len(found))
        assert Event.objects.count() == events + 4 * new
    # The job says twice a row how far it is; the writing itself asks the same.
    assert asked[1] - asked[0] < 3 * 30
    assert list(broken()) == []


def test_who_follows_it_how_and_by_whose_figures(cast: Cast, canteens: Commitment) -> None:
    """常年工作, 不跟踪 and a shared measure are set, stand in the next table, are taken back."""
    said = {"place": cast.place, "by": cast.officer, "source": cast.colleague.department}
    shared = add_measure(name="食堂数", **said)
    page = taken(cast.officer)
    for title, value in (
        ("常年工作", "是"),
        ("不跟踪", "是"),
        ("共用指标", "食堂数"),
        ("理由", "并入省级统计"),
    ):
        put(page, CANTEENS, title, value)
    brought_in(cast.officer, page)
    found = facts(canteens)
    assert (found.revision.ongoing, found.revision.untracked) == (True, True)
    assert found.revision.reason == "并入省级统计"
    assert found.standing_targets()[0].shared == shared
    page = taken(cast.officer)
    assert read_back(cast.officer, page).told["rows"] == []
    for title, value in (("常年工作", "否"), ("不跟踪", ""), ("共用指标", "")):
        put(page, CANTEENS, title, value)
    brought_in(cast.officer, page)
    found = facts(canteens)
    assert (found.revision.ongoing, found.revision.untracked) == (False, False)
    assert found.standing_targets()[0].shared is None
    assert read_back(cast.officer, page).told["rows"] == []
    put(page, CANTEENS, "共用指标", "食堂个数")
    put(page, CANTEENS, "不跟踪", "也许")
    faults = read_back(cast.officer, page).told["faults"]
    assert [fault.partition("：")[2] for fault in faults] == [
        "没有叫“食堂个数”的共用指标，是不是“食堂数”？",
        "“也许”不在列表里，应是：是、否",
    ]


def test_a_closed_promise_keeps_its_reason(cast: Cast, canteens: Commitment) -> None:
    """It stands in the table, and may be put in other words."""
    revise(commitment=canteens, by=cast.officer, state=State.REJECTED, reason="与上年重复")
    page = taken(cast.officer)
    assert cell(page, CANTEENS, "理由") == "与上年重复"
    put(page, CANTEENS, "理由", "与上年第三项重复")
    brought_in(cast.officer, page)
    assert facts(canteens).revision.reason == "与上年第三项重复"
    assert read_back(cast.officer, taken(cast.officer)).told["rows"] == []


def test_pages_ask_few_questions(cast: Cast, report: Report, django_assert_max_num_queries) -> None:
    """At most twelve, whatever the size."""
    table = read_back(cast.officer, taken(cast.officer))
    client = at_desk(cast.officer)
    for url in ("task-table/", f"task-table/{table.pk}/", "task-table.xlsx", "task-table.docx"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/p/990101/{url}").status_code == 200


def test_the_board_and_the_report_lead_to_the_table(cast: Cast, canteens: Commitment) -> None:
    """Everybody may take it; the office brings it back."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    for url in ("", f"reports/{canteens.report_id}/"):
        seen = at_desk(cast.officer).get(f"/p/990101/{url}").content.decode()
        assert "task-table.xlsx?" in seen
        assert "导入任务分解表" in seen
        assert "导入任务分解表" not in at_desk(cast.leader).get(f"/p/990101/{url}").content.decode()
