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
from openpyxl import load_workbook
from steps import accepted

from luoshi.board.actions import (
    add_measure,
    ask_change,
    check,
    draw,
    find,
    move,
    propose_item,
    report_figure,
    revise,
)
from luoshi.board.actions.windows import open_window
from luoshi.board.models import Commitment, Part, Stage, Step
from luoshi.office import clock
from luoshi.office.audit import append_missing_head, broken, head_words, standing_head
from luoshi.office.models import User

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
