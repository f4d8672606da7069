"""The task table in Excel and Word, opened again by other programs' libraries."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from output_reports import commitments, everything, malicious, report, written

from luoshi.reading.model import Item, Report
from luoshi.reading.outputs import open_writer
from luoshi.reading.outputs import xlsx as xlsx_module

_TITLES = [
    "序号",
    "章节",
    "承诺（报告原文）",
    "指标",
    "目标",
    "单位",
    "完成期限",
    "一季度节点",
    "二季度节点",
    "三季度节点",
    "四季度节点",
    "完成标志",
    "数据来源",
    "分管领导",
    "牵头单位",
    "配合单位",
    "原文位置",
    "编号",
]


def _book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def _values(sheet: Any, first: int) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def _word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_the_workbook_lists_the_commitments_promise_by_promise() -> None:
    source = report()
    sheet = _book(written("xlsx", (source, commitments(source))))["任务分解表"]
    assert sheet["A1"].value == "青梧区2025年政府工作报告任务分解表"
    header, *rows = _values(sheet, 3)
    assert header == _TITLES
    assert [row[0] for row in rows] == ["1.1", "1.2", "1.3", "2", "3"]
    assert [row[-1] for row in rows] == ["b1", "b2", "b3", "c1", "c2"]
    revenue = dict(zip(header, rows[2], strict=True))
    assert revenue["承诺（报告原文）"] == "营业收入达到30亿元以上"
    assert (revenue["指标"], revenue["目标"], revenue["单位"]) == ("营业收入", "30亿元以上", "元")
    assert rows[1][6] == "2025年"
    assert all(not cell for row in rows for cell in row[7:16])
    assert rows[3][16] == ";".join(f"{a}-{b}" for a, b in source.items[4].spans)


def test_the_workbook_is_ready_to_print() -> None:
    source = report()
    sheet = _book(written("xlsx", (source, commitments(source))))["任务分解表"]
    assert sheet.freeze_panes == "A4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert "&P" in sheet.oddFooter.center.text
    assert sheet["C4"].alignment.wrap_text
    assert sheet["C4"].border.left.style == "thin"


def test_what_is_unsure_carries_a_note() -> None:
    source = report()
    sheet = _book(written("xlsx", (source, commitments(source))))["任务分解表"]
    assert "范围" in sheet["C8"].comment.text
    assert sheet["C8"].fill.start_color.rgb != sheet["C7"].fill.start_color.rgb


def test_each_kind_has_a_sheet_of_its_own() -> None:
    source = report()
    assert _book(written("xlsx", (source, commitments(source)))).sheetnames == ["任务分解表"]
    book = _book(written("xlsx", (source, everything(source))))
    assert book.sheetnames == ["任务分解表", "已报结果", "遗留数字"]
    assert _values(book["遗留数字"], 4)[0][:4] == ["1", "二、今年工作", "2+4", "名称"]
    only = _book(written("xlsx", (source, list(source.leftovers))))
    assert only.sheetnames == ["遗留数字"]


def test_several_reports_follow_one_another_under_their_names() -> None:
    source = report()
    sheet = _book(written("xlsx", *[(source, commitments(source))] * 3))["任务分解表"]
    assert sheet["A1"].value == "政府工作报告任务分解表"
    first_column = [row[0] for row in _values(sheet, 4)]
    assert first_column.count("青梧区2025年政府工作报告（青梧区_2025.txt）") == 3
    assert len(first_column) == 3 * 6


def test_a_workbook_of_nothing_can_be_opened() -> None:
    assert _values(_book(written("xlsx"))["任务分解表"], 3) == [_TITLES]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "{=", "http://a.b/"])
def test_no_cell_of_the_workbook_is_a_formula(start: str) -> None:
    source = malicious(start)
    book = _book(written("xlsx", (source, everything(source)), (source, everything(source))))
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        assert not any(cell.hyperlink for cell in cells)
    assert book["任务分解表"]["C5"].value.endswith("1+1")


def test_the_rows_that_excel_cannot_hold_go_to_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_module, "_LAST_ROW", 6)
    source = report()
    book = _book(written("xlsx", (source, commitments(source))))
    assert book.sheetnames == ["任务分解表", "任务分解表2"]
    assert [row[-1] for row in _values(book["任务分解表2"], 4)] == ["c2"]


def test_after_an_error_no_temporary_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = report()

    def fail(name: str) -> None:
        with open_writer(name, io.BytesIO()) as writer:
            writer.add(source, commitments(source))
            writer.add(source, commitments(source))
            assert name != "xlsx" or os.listdir(tmp_path)
            raise InterruptedError

    for name in ("xlsx", "docx"):
        with pytest.raises(InterruptedError):
            fail(name)
    assert os.listdir(tmp_path) == []


def test_the_document_holds_the_same_table() -> None:
    source = report()
    document = _word(written("docx", (source, commitments(source))))
    assert document.paragraphs[0].text == "青梧区2025年政府工作报告任务分解表"
    [table] = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == _TITLES
    assert [row[-1] for row in rows[1:]] == ["b1", "b2", "b3", "c1", "c2"]
    assert rows[3][4] == "30亿元以上"
    assert rows[5][2] == "培育企业3至5家〔存疑：范围〕"


def test_the_document_is_ready_to_print() -> None:
    source = report()
    document = _word(written("docx", (source, commitments(source))))
    page = document.sections[0]
    assert page.orientation == WD_ORIENT.LANDSCAPE
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    header = document.tables[0].rows[0]._tr
    assert header.trPr.find(qn("w:tblHeader")) is not None
    assert "PAGE" in page.footer._element.xml
    for name in ("Normal", "Title", "TableHead", "TableProse", "TableFact", "TableSmall"):
        assert document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) in ("宋体", "黑体")


def test_the_document_has_a_table_for_each_kind_and_report() -> None:
    source = report()
    document = _word(written("docx", (source, everything(source)), (source, commitments(source))))
    assert [len(table.rows) for table in document.tables] == [6, 3, 2, 6]
    assert len(_word(written("docx")).tables) == 1


def test_the_document_names_each_of_its_parts_once() -> None:
    with zipfile.ZipFile(io.BytesIO(written("docx"))) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        assert archive.testzip() is None


@given(st.text(st.characters(), min_size=1, max_size=40))
def test_any_text_makes_files_that_open(text: str) -> None:
    source = Report(text, text, items=[Item("i", "commitment", [text], text, text, [(0, len(text))])])
    entries = commitments(source)
    assert _book(written("xlsx", (source, entries)))["任务分解表"]["R4"].value == "i"
    assert _word(written("docx", (source, entries))).tables[0].rows[1].cells[-1].text == "i"
