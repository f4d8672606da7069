"""Bad task tables: what is wrong is said in one line that names file, row, column and cure."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from cast import Cast, at_desk
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.worksheet.worksheet import Worksheet
from task_tables import UPLOAD, add, bring, column, put, read_back, row_of, saved, sheet, taken
from worked import worked_off

from luoshi.board.models import Commitment, Report, TaskTable
from luoshi.board.tasktable import read_xlsx
from luoshi.office.models import Event, Job

CANTEENS = "2025-001.1"


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An inbox of its own for each test."""
    monkeypatch.setattr(settings, "DATA", tmp_path)


def fault(page: Worksheet, code: str, title: str, by: Cast) -> str:
    """The one fault of a table; nothing is written, nor can it be carried out."""
    events = Event.objects.count()
    table = read_back(by.officer, page)
    [found] = table.told["faults"]
    assert found.startswith(f"第 {row_of(page, code)} 行 ")
    assert f" {title}：" in found
    client = at_desk(by.officer)
    assert client.post(f"/p/990101/task-table/{table.pk}/apply/").status_code == 409
    assert Event.objects.count() == events
    return str(found)


@pytest.mark.parametrize(
    ("title", "value", "says"),
    [
        ("编号", "第一项", "不是编号，应如 2025-012"),
        ("编号", "2025-099", "没有编号 2025-099 的承诺"),
        ("来源", "民生实事", "不能改"),
        ("章节", "别处", "不能改"),
        ("原文", "新建社区食堂9处", "不能改"),
        ("承诺", None, "不能为空"),
        ("承诺", "长" * 501, "有 501 个字，最多 500 个"),
        ("决定", "待定", "不在列表里，应是：待确认、已确认"),
        ("决定", "已拆分", "拆分、合并请在页面上做"),
        ("指标", None, "不能为空"),
        ("指标", "长" * 201, "最多 200 个"),
        ("关系", "大约", "不在列表里"),
        ("关系", None, "不能为空"),
        ("目标", None, "不能为空"),
        ("目标", "15万", "“15万”不是数，应如 150000"),
        ("目标", True, "“TRUE”不是数"),
        ("目标", "1,00", "不是数"),
        ("目标", "1" * 25, "最多 24 位"),
        ("目标", "0.1234567", "最多 6 位"),
        ("单位", "长" * 31, "最多 30 个"),
        ("算什么", "别的", "不在列表里"),
        ("方向", 3, "“3”不在列表里"),
        ("基数", "无", "不是数"),
        ("开始", "2026-01-01", "早于开始日期"),
        ("期限", "2025-13-01", "2025-13-01 不是日期，应如 2025-12-31"),
        ("期限", 45992, "45992 不是日期"),
        ("期限", "1025-01-01", "不是日期"),
        ("期限", None, "不能为空"),
        ("二季度", "一半", "不是数"),
        ("其他节点", "2025-05-01", "不是数"),
        ("其他节点", "五月:3", "不是日期"),
        ("其他节点", "2026-05-01:3", "不在承诺期内"),
        ("其他节点", "2025-05-01:3;2025-05-01:4", "同一天"),
        ("报送频次", "每天", "不在列表里"),
        ("滞后天数", "1.5", "0 到 400 的整数"),
        ("滞后天数", 401, "0 到 400 的整数"),
        ("节点", "开业", "应如 2025-06-30 方案批复"),
        ("节点", "2025-06-31 开业", "不是日期"),
        ("节点", "2025-06-30", "没有节点名称"),
        ("节点", "2025-06-30 " + "长" * 121, "最多 120 个"),
        ("牵头单位", 12, "没有叫“12”的单位"),
        ("配合单位", "教育", "是不是“教育局”"),
        ("分管领导", "无此人", "没有叫“无此人”的分管领导"),
        ("责任人", "长" * 61, "最多 60 个"),
        ("算完成的标准", "长" * 201, "最多 200 个"),
        ("以什么为证", "长" * 201, "最多 200 个"),
        ("公开", "到期公开", "不是日期"),
        ("公开", "公开 2025-01-01", "只有“到期公开”后面写日期"),
        ("公开", "机密", "不在列表里"),
        ("理由", "长" * 301, "最多 300 个"),
        ("指标", "=A1", "是公式"),
        ("承诺", "#N/A", "是错误值"),
    ],
)
def test_a_bad_cell_is_named(cast: Cast, report: Report, title: str, value: object, says: str) -> None:
    """Row, column, and what would be right."""
    page = taken(cast.officer)
    number = row_of(page, CANTEENS)
    put(page, CANTEENS, title, value)
    page.cell(number, column(page, title)).number_format = "General"
    code = page.cell(number, 1).value
    place = {"开始": "期限"}.get(title, title)
    assert says in fault(page, code, place, cast)


def test_a_percentage_is_not_taken_for_a_share(cast: Cast, report: Report) -> None:
    """Excel holds 5.5 % as 0.055."""
    page = taken(cast.officer)
    put(page, "2025-003.1", "目标", 0.055)
    page.cell(row_of(page, "2025-003.1"), column(page, "目标")).number_format = "0.0%"
    assert "是百分比格式" in fault(page, "2025-003.1", "目标", cast)


def test_a_department_does_not_support_itself(cast: Cast, report: Report) -> None:
    """The lead is no supporter."""
    page = taken(cast.officer)
    put(page, CANTEENS, "牵头单位", "民政局")
    put(page, CANTEENS, "配合单位", "教育局、民政局")
    assert "不能同时是配合单位" in fault(page, CANTEENS, "配合单位", cast)


def test_all_faults_are_told_at_once_in_order(cast: Cast, report: Report) -> None:
    """By row and column; HTML in them is shown as text."""
    page = taken(cast.officer)
    put(page, "2025-002.1", "期限", "<b>x</b>")
    put(page, CANTEENS, "期限", "x")
    put(page, CANTEENS, "目标", "y")
    table = read_back(cast.officer, page)
    assert [words.split("：")[0] for words in table.told["faults"]] == [
        "第 4 行 I 列 目标",
        "第 4 行 O 列 期限",
        "第 5 行 O 列 期限",
    ]
    shown = at_desk(cast.officer).get(f"/p/990101/task-table/{table.pk}/").content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in shown
    assert "导入这些改动" not in shown


def test_a_number_twice_is_a_fault(cast: Cast, report: Report) -> None:
    """The second row names the first."""
    page = taken(cast.officer)
    row = add(page, 编号=CANTEENS, 承诺="新建社区食堂8处", 指标="社区食堂", 目标=9)
    [words] = read_back(cast.officer, page).told["faults"]
    assert words == f"第 {row} 行 A 列 编号：与第 4 行编号相同"


def test_a_target_without_its_number_is_asked_for_it(cast: Cast, report: Report) -> None:
    """Where the promise has others."""
    page = taken(cast.officer)
    put(page, CANTEENS, "指标", "座位")
    page.cell(row_of(page, CANTEENS), 1).value = "2025-001"
    assert "请写明是哪一个，如 2025-001.1" in fault(page, "2025-001", "编号", cast)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"承诺": "新增车位"}, "新的承诺要写来源：民生实事"),
        ({"来源": "政府工作报告", "承诺": "新增车位"}, "不在列表里"),
        ({"来源": "民生实事", "指标": "车位", "目标": 3}, "新的承诺要写明承诺"),
        ({"来源": "民生实事", "承诺": "新增车位", "指标": "车位"}, "目标：不能为空"),
        ({"来源": "民生实事", "承诺": "新增车位", "章节": "长" * 301}, "最多 300 个"),
    ],
)
def test_a_new_promise_needs_its_source_and_words(
    cast: Cast, report: Report, cells: dict[str, object], says: str
) -> None:
    """And a target its value."""
    page = taken(cast.officer)
    add(page, **cells)
    assert any(says in words for words in read_back(cast.officer, page).told["faults"])


def archive(**parts: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"x", "不是 .xlsx 文件"),
        ("编号,承诺\n".encode(), "不是 .xlsx 文件"),
        (b"%PDF-1.7", "是 PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版的 .xls 或加了密码"),
        (b"MZ\x90\x00", "不是 .xlsx 文件"),
        (b"PK\x03\x04broken", "已损坏"),
        (archive(word__document_xml="<w/>"), "不是 Excel 表格"),
        (archive(xl__workbook_xml="<a/>", xl__media_xml=bytes(300 * 1024**2)), "异常庞大"),
        (archive(xl__workbook_xml='<!DOCTYPE x [<!ENTITY a "b">]><a/>'), "DOCTYPE"),
    ],
    ids=["letter", "csv", "pdf", "xls", "program", "truncated", "docx", "bomb", "entities"],
)
def test_what_is_no_workbook_is_refused_at_once(cast: Cast, content: bytes, says: str) -> None:
    """The bytes decide, not the name; no job is made of it, nothing is kept."""
    response = at_desk(cast.officer).post(
        UPLOAD, {"file": SimpleUploadedFile("表.xlsx", content), "year": 2025}
    )
    assert response.status_code == 400
    assert says in response.content.decode()
    assert not Job.objects.exists()


def test_an_empty_or_too_large_file_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is named; so is a year that is none."""
    client = at_desk(cast.officer)
    assert client.post(UPLOAD, {"file": SimpleUploadedFile("表.xlsx", b""), "year": 2025}).status_code == 400
    assert client.post(UPLOAD, {"year": 2025}).status_code == 400
    good = SimpleUploadedFile("表.xlsx", saved(sheet(["编号", "承诺"])))
    assert client.post(UPLOAD, {"file": good, "year": "x"}).status_code == 400
    monkeypatch.setattr("luoshi.board.tasktable.jobs.LARGEST", 10)
    response = client.post(UPLOAD, {"file": SimpleUploadedFile("表.xlsx", b"PK" * 10), "year": 2025})
    assert "文件太大" in response.content.decode()


def truncated(data: bytes) -> bytes:
    """A workbook whose sheet breaks off."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(held, "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (sheet(["序号", "承诺"], [1, "x"]), "没有找到表头：要有一列叫“编号”"),
        (sheet(["编号", "指标"], ["2025-001", "x"]), "表头缺少：承诺"),
        (sheet(["编号", "承诺", "目标", "目标"], ["2025-001", "x", 1, 2]), "“目标”出现了两次"),
        (sheet(["编号", "承诺"], [" ", ""]), "表里没有一行内容"),
        (sheet(["区划代码：990102"], ["编号", "承诺"], ["2025-001", "x"]), "990102 的任务分解表"),
        (truncated(saved(sheet(["编号", "承诺"], ["2025-001", "x"]))), "已损坏"),
        (archive(xl__workbook_xml="<a/>"), "已损坏"),
    ],
    ids=["no header", "half a header", "a column twice", "no rows", "elsewhere", "broken off", "hollow"],
)
def test_what_is_no_task_table_ends_in_one_line(cast: Cast, page: Worksheet | bytes, says: str) -> None:
    """The job says why; nothing is kept of it."""
    job = bring(cast.officer, page)
    assert job.state == "failed"
    assert says in job.words
    assert not TaskTable.objects.exists()


def test_too_many_rows_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is named; empty rows do not count, however far down the sheet ends."""
    monkeypatch.setattr(read_xlsx, "MOST_ROWS", 2)
    page = sheet(["编号", "承诺"], ["2025-001", "x"], ["2025-002", "x"])
    page.cell(30_000, 1).value = " "
    assert bring(cast.officer, page).state == "done"
    page.cell(30_001, 1).value = "2025-003"
    assert "上限 2 行" in bring(cast.officer, page).words


def test_the_table_of_another_place_is_refused(cast: Cast, report: Report) -> None:
    """Its 编号 may be the same, its promises are not; nor does one see tables of others."""
    page = taken(cast.officer)
    file = SimpleUploadedFile("邻区.xlsx", saved(page))
    response = at_desk(cast.stranger).post("/p/990102/task-table/upload/", {"file": file, "year": 2025})
    job = worked_off(Job.objects.get(pk=int(response.url.rstrip("/").rpartition("/")[2])))
    assert "这是区划代码 990101 的任务分解表" in job.words
    table = read_back(cast.officer, page)
    assert at_desk(cast.stranger).get(f"/p/990102/task-table/{table.pk}/").status_code == 404
    assert at_desk(cast.stranger).post(f"/p/990102/task-table/{table.pk}/apply/").status_code == 404


def test_names_of_files_lead_nowhere(cast: Cast, canteens: Commitment) -> None:
    """A path in a name is no path, HTML is text."""
    page = taken(cast.officer)
    table = read_back(cast.officer, page, name="../../<b>表.xlsx")
    assert table.name == "<b>表.xlsx"
    shown = at_desk(cast.officer).get(f"/p/990101/task-table/{table.pk}/").content.decode()
    assert "&lt;b&gt;表.xlsx" in shown
