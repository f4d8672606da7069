"""The lists of the board for a spreadsheet, each row with the head of the audit chain."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import docx
from cast import Cast, at_desk
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from steps import accepted

from luoshi.board.actions import (
    add_measure,
    ask_change,
    check,
    draw,
    enter_promise,
    find,
    move,
    propose_item,
    report_figure,
    report_measure,
    revise,
)
from luoshi.board.actions.windows import open_window
from luoshi.board.models import Commitment, Origin, Part, Stage, Step
from luoshi.office import clock
from luoshi.office.audit import append_missing_head, broken, head_words, standing_head
from luoshi.office.models import Job, User

MAY = date(2025, 5, 6)


def rows_of(person: User, name: str) -> list[dict[str, str]]:
    """A list as its reader's spreadsheet has it; every row ends with the head of the chain."""
    answer = at_desk(person).get(f"/p/990101/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    rows = [*csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))]
    assert {row.pop("审计链") for row in rows} <= {standing_head()}
    return rows


def submitted(cast: Cast, commitment: Commitment, month: date, value: str) -> None:
    row = report_figure(
        commitment=commitment, key=1, day=month, value=Decimal(value), cumulative=True, by=cast.reporter
    )
    move(progress=row, step=Step.SUBMITTED, by=cast.head)


def test_who_has_reported(cast: Cast, canteens_2025: Commitment) -> None:
    """A row for each department and month, the last month first; whoever may not look gets nothing."""
    accepted(cast, canteens_2025, date(2025, 3, 31), 1)
    for month in (date(2025, 3, 31), date(2025, 4, 30)):
        open_window(place=cast.place, month=month)
    with clock.at(date(2025, 5, 20)):
        april, march = rows_of(cast.officer, "windows.csv")
    assert (april["单位"], april["月份"], april["应报"], april["已报"]) == ("民政局", "2025-04", "1", "0")
    assert (april["逾期"], april["情况"]) == ("1", "逾期")
    assert (march["月份"], march["已采纳"], march["情况"]) == ("2025-03", "1", "已采纳")
    assert at_desk(cast.reporter).get("/p/990101/windows.csv").status_code == 403


def test_what_a_department_owes(cast: Cast, canteens_2025: Commitment) -> None:
    """Month by month, with its last day; what it is asked to agree to, and what it leads."""
    said = {"text": "东街食堂", "department": cast.colleague.department, "due": date(2025, 9, 30)}
    with clock.at(MAY):
        revise(commitment=canteens_2025, supporting=["教育局"], by=cast.officer)
        propose_item(commitment=canteens_2025, by=cast.colleague, **said)
        rows = rows_of(cast.head, "owed.csv")
    owed = [row for row in rows if row["事项"] in ("逾期未报", "现在可报", "三天内截止")]
    assert [row["所属期"] for row in owed] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert {row["编号"] for row in owed} == {canteens_2025.code}
    (item,) = [row for row in rows if row["事项"] == "等你同意的工作项"]
    assert (item["内容"], item["单位"], item["最后一天"]) == ("东街食堂", "教育局", "2025-09-30")
    (led,) = [row for row in rows if row["事项"] == "牵头的承诺"]
    assert led["内容"] == "欠进度"


def test_what_waits_for_the_office(cast: Cast, canteens_2025: Commitment) -> None:
    """Figures, requests and sign-offs; a formula stays text."""
    with clock.at(MAY):
        submitted(cast, canteens_2025, date(2025, 4, 30), "3")
        aim = {"part": Part.TARGET, "key": 1, "value": Decimal(6), "due": date(2025, 12, 31)}
        ask_change(commitment=canteens_2025, reason="=1+1", by=cast.head, **aim)
        check(commitment=canteens_2025, stage=Stage.APPLIED, words="材料齐了", by=cast.head)
        figure, request, applied = rows_of(cast.officer, "owed.csv")
    assert (figure["事项"], figure["数值"], figure["所属期"]) == ("等你采纳的数", "3", "2025-04-30")
    assert figure["内容"] == "社区食堂"
    assert (request["内容"], request["说明"]) == ("目标 8 → 6", "'=1+1")
    assert (applied["事项"], applied["说明"]) == ("等你核查或确认的销号", "材料齐了")


def test_what_a_leader_is_in_charge_of(cast: Cast, canteens_2025: Commitment) -> None:
    """As it stands."""
    revise(commitment=canteens_2025, leader=cast.leader, by=cast.officer)
    (row,) = rows_of(cast.leader, "owed.csv")
    assert (row["事项"], row["编号"], row["单位"]) == ("分管的承诺", canteens_2025.code, "民政局")


def test_what_was_drawn_and_found(cast: Cast, canteens_2025: Commitment) -> None:
    """The seed and each finding; of a day before it, that nobody had looked yet."""
    accepted(cast, canteens_2025, date(2025, 4, 30), 3)
    with clock.at(date(2025, 5, 6)):
        lot = draw(place=cast.place, pool=[canteens_2025], seed="2025090", size=1, by=cast.officer)
    with clock.at(date(2025, 5, 8)):
        find(commitment=canteens_2025, true=False, words="一处也没有", drawn=lot, by=cast.officer)
    (row,) = rows_of(cast.leader, "spot-checks.csv")
    assert (row["种子"], row["可抽"], row["编号"]) == ("2025090", "1", canteens_2025.code)
    assert (row["查到了什么"], row["查的日期"], row["谁查的"]) == (
        "一处也没有",
        "2025-05-08",
        str(cast.officer),
    )
    (before,) = rows_of(cast.leader, "spot-checks.csv?as_of=2025-05-07")
    assert before["结论"] == "还没有查"


def test_the_shared_measures(cast: Cast) -> None:
    """Who gives them and how often; a name is no formula."""
    said = {"name": "=CMD()", "unit": "%", "frequency": "quarter", "lag": 20}
    add_measure(place=cast.place, source=cast.head.department, by=cast.officer, **said)
    (row,) = rows_of(cast.reporter, "measures.csv")
    assert (row["指标"], row["报送频次"], row["数据滞后天数"]) == ("'=CMD()", "按季", "20")


def test_many_work_items_ask_no_more(cast: Cast, canteens_2025: Commitment) -> None:
    """Each is told with its promise, which is asked for once."""
    revise(commitment=canteens_2025, supporting=["教育局"], by=cast.officer)
    said = {"text": "食堂", "department": cast.colleague.department, "due": date(2025, 9, 30)}
    counts = []
    for _ in range(2):
        propose_item(commitment=canteens_2025, by=cast.colleague, **said)
        with CaptureQueriesContext(connection) as asked:
            rows_of(cast.head, "owed.csv")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_every_export_shows_the_head_that_is_taken_back(cast: Cast, canteens_2025: Commitment) -> None:
    """The task table as Excel and Word, the board as CSV and JSON: the same head, held against the chain."""
    append_missing_head()
    reader = at_desk(cast.officer)
    workbook = load_workbook(io.BytesIO(reader.get("/p/990101/task-table.xlsx").content))
    document = docx.Document(io.BytesIO(reader.get("/p/990101/task-table.docx").content))
    (row,) = csv.DictReader(io.StringIO(reader.get("/p/990101/board.csv").content.decode("utf-8-sig")))
    head = row["审计链"]
    assert workbook.worksheets[0]["A2"].value.endswith(f"　审计链 {head}")
    assert [line.text for line in document.paragraphs if line.text][-1] == f"审计链 {head}"
    assert reader.get("/p/990101/board.json").json()["head"] == head
    assert [*broken(head)] == []
    assert [*broken(f"{head.partition(':')[0]}:{'0' * 64}")] != []


def test_an_empty_board_has_no_head(db: None) -> None:
    """Nothing happened yet, and an export says so in words."""
    assert standing_head() == ""
    assert head_words() == "审计链还没有事件"


def test_the_figures_of_a_promise_and_of_a_measure(cast: Cast, canteens_2025: Commitment) -> None:
    """Each with its month, its way and who gave it; what a spot check refuted counts no more; of a day."""
    accepted(cast, canteens_2025, date(2025, 3, 31), 1)
    with clock.at(date(2025, 5, 20)):
        submitted(cast, canteens_2025, date(2025, 4, 30), "3")
        find(commitment=canteens_2025, true=False, words="一处也没有", by=cast.officer)
    page = f"commitments/{canteens_2025.pk}/figures.csv"
    march, april = rows_of(cast.reporter, page)
    assert (march["指标或节点"], march["数值"], march["口径"], march["走到哪一步"]) == (
        "社区食堂",
        "1",
        "累计",
        "已采纳",
    )
    assert (march["抽查"], april["抽查"], april["走到哪一步"]) == ("后经抽查不实，不再计入", "", "已提交")
    assert [row["所属期"] for row in rows_of(cast.reporter, f"{page}?as_of=2025-05-01")] == ["2025-03-31"]
    said = {"name": "地区生产总值", "unit": "%", "frequency": "quarter", "lag": 20}
    row = add_measure(place=cast.place, source=cast.head.department, by=cast.officer, **said)
    with clock.at(date(2025, 5, 20)):
        report_measure(
            measure=row, day=date(2025, 3, 31), value=Decimal("5.60"), cumulative=False, by=cast.reporter
        )
    (figure,) = rows_of(cast.leader, f"measures/{row.pk}/figures.csv")
    assert (figure["指标或节点"], figure["数值"], figure["口径"]) == ("地区生产总值", "5.6", "新增")
    assert rows_of(cast.leader, f"measures/{row.pk}/figures.csv?as_of=2025-05-01") == []


def test_reports_and_entries(cast: Cast, canteens_2025: Commitment) -> None:
    """What was brought in, and what was entered beside it, as many as the page shows."""
    (report,) = rows_of(cast.leader, "reports.csv")
    assert (report["年份"], report["承诺"], report["谁"]) == ("2025", "4", str(cast.officer))
    said = {"place": cast.place, "year": 2025, "by": cast.officer}
    enter_promise(origin=Origin.PROJECT, words="建设泵站", **said)
    enter_promise(origin=Origin.LIVELIHOOD, words="=修缮老桥", section="民生〔2025〕1号", **said)
    bridge, _pump = rows_of(cast.leader, "entries.csv")
    assert (bridge["编号"], bridge["来源"], bridge["原文"]) == ("M2025-001", "民生实事", "'=修缮老桥")
    assert (bridge["章节或文号"], bridge["状态"]) == ("民生〔2025〕1号", "待确认")
    assert [row["编号"] for row in rows_of(cast.leader, "entries.csv?origin=project")] == ["X2025-001"]


def test_people_and_jobs(cast: Cast) -> None:
    """For the administrator and for the office, a head sees only their own jobs; a password is nowhere."""
    Job.objects.create(
        place=cast.place, kind="import", title="导入", by=cast.officer, heartbeat=timezone.now()
    )
    (job,) = rows_of(cast.officer, "jobs.csv")
    assert (job["任务"], job["状态"], job["谁"]) == ("导入", "等待处理", str(cast.officer))
    assert rows_of(cast.head, "jobs.csv") == []
    people = rows_of(cast.administrator, "people.csv")
    assert {row["登录名"] for row in people} == {row.username for row in cast.place.people.all()}
    assert {row["账号"] for row in people} == {"启用"}
    assert "argon2" not in str(people)
    assert at_desk(cast.officer).get("/p/990101/people.csv").status_code == 403
