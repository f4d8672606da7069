"""The task table as an Excel workbook, ready to print on A4 and to fill in.

Every cell is written as a string, so that no text of a report can become a formula. Rows go to disk at once:
memory stays flat over any number of reports.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, ClassVar

from luoshi.reading.model import Report

from .tasks import TASKS, Column, Form, Row, tables
from .words import report_name
from .writer import Entry, Writer, printable

_HINT = "浅黄底的行请人工核对，原因见批注；“原文位置”是在报告文本中的起止字符。"
_HEADER_ROW = 2
_LAST_ROW = 1_048_575
_LONGEST = 32_767
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_CELL = {**_FONT, "border": 1, "border_color": "#8C8C8C", "text_wrap": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {**_FONT, "font_name": "黑体", "font_size": 18, "align": "center"},
    "hint": {**_FONT, "font_size": 9, "font_color": "#595959"},
    "header": {**_CELL, "font_name": "黑体", "align": "center", "bg_color": "#DCE6F1"},
    "group": {**_CELL, "bold": True, "bg_color": "#F2F2F2"},
    "prose": _CELL,
    "fact": {**_CELL, "align": "center"},
    "small": {**_CELL, "font_size": 8},
    "unsure": {**_CELL, "bg_color": "#FFF6D6"},
}
_LINE = 13.5
"""Height of a line of text, in points."""
_ROW = 2 * _LINE + 5
"""Height of a row that says nothing else: xlsxwriter keeps each height that is set in memory."""


class XlsxWriter(Writer):
    """One sheet for each kind of entry; the tasks, if any, come first.

    The first report waits for the second, or for the end: only then is the title known.
    """

    binary: ClassVar[bool] = True

    def __init__(self, stream: BinaryIO) -> None:
        import xlsxwriter

        super().__init__(stream)
        self._folder = TemporaryDirectory(prefix="luoshi-")
        self._book = xlsxwriter.Workbook(stream, {**_OPTIONS, "tmpdir": self._folder.name})
        self._looks = {name: self._book.add_format(look) for name, look in _LOOKS.items()}
        self._sheets: dict[str, _Sheet] = {}
        self._waiting: tuple[Report, Sequence[Entry]] | None = None
        self._several = False

    def add(self, report: Report, entries: Sequence[Entry]) -> None:
        """The report's rows, under a row with its name if it is one of several."""
        if self._waiting:
            self._several = True
            self._write(*self._waiting)
        self._waiting = (report, entries)

    def close(self) -> None:
        """A workbook needs a sheet, even if it has no rows."""
        if self._waiting:
            self._write(*self._waiting)
        if not self._sheets:
            self._sheet(TASKS, report_name(self._waiting[0]) if self._waiting else "政府工作报告")
        for sheet in self._sheets.values():
            sheet.close()
        self._save()

    def release(self) -> None:
        """Remove the rows that waited on disk."""
        try:
            for sheet in self._book.worksheets():
                if sheet.row_data_fh is not None and not sheet.row_data_fh.closed:
                    sheet.row_data_fh.close()
        finally:
            self._folder.cleanup()

    def _save(self) -> None:
        """xlsxwriter wraps OSErrors (disk full, pipe closed) in an error of its own."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise (error.args[0] if error.args else OSError("xlsx")) from None

    def _write(self, report: Report, entries: Sequence[Entry]) -> None:
        name = report_name(report)
        for form, rows in tables(entries):
            sheet = self._sheet(form, "政府工作报告" if self._several else name)
            if self._several:
                sheet = self._room(sheet, name)
                sheet.group(f"{name}（{report.source}）")
            for row in rows:
                sheet = self._room(sheet, name)
                sheet.row(row)

    def _sheet(self, form: Form, name: str) -> _Sheet:
        if form.name not in self._sheets:
            page = self._book.add_worksheet(form.name)
            self._sheets[form.name] = _Sheet(page, form, self._looks)
            self._sheets[form.name].open(name)
        return self._sheets[form.name]

    def _room(self, sheet: _Sheet, name: str) -> _Sheet:
        """The sheet, or its continuation once it holds all the rows that Excel can."""
        if sheet.next <= _LAST_ROW:
            return sheet
        sheet.close()
        pages = [page for page in self._book.worksheets() if page.get_name().startswith(sheet.form.name)]
        page = self._book.add_worksheet(f"{sheet.form.name}{len(pages) + 1}")
        self._sheets[sheet.form.name] = _Sheet(page, sheet.form, self._looks)
        self._sheets[sheet.form.name].open("政府工作报告" if self._several else name)
        return self._sheets[sheet.form.name]


class _Sheet:
    """A sheet that is written from top to bottom; `next` is the row that comes next, from 0."""

    def __init__(self, page: Any, form: Form, looks: dict[str, Any]) -> None:
        self.page, self.form, self.looks = page, form, looks
        self.next = 0

    def open(self, name: str) -> None:
        """Title, hint, header, and how it prints."""
        last = len(self.form.columns) - 1
        self._set_up_print()
        for index, column in enumerate(self.form.columns):
            self.page.set_column(index, index, column.width)
        self.page.set_default_row(_ROW)
        self.page.set_row(1, _LINE)
        self.page.merge_range(
            0, 0, 0, last, printable(name + self.form.title)[:_LONGEST], self.looks["title"]
        )
        self.page.merge_range(1, 0, 1, last, _HINT, self.looks["hint"])
        for index, column in enumerate(self.form.columns):
            self.page.write_string(_HEADER_ROW, index, column.title, self.looks["header"])
        self.next = _HEADER_ROW + 1

    def group(self, name: str) -> None:
        """A row over all columns with the name of a report."""
        last = len(self.form.columns) - 1
        self.page.merge_range(self.next, 0, self.next, last, printable(name), self.looks["group"])
        self.next += 1

    def row(self, row: Row) -> None:
        """One entry."""
        height = _height(self.form, row)
        if height > _ROW:
            self.page.set_row(self.next, height)
        for index, (column, cell) in enumerate(zip(self.form.columns, row.cells, strict=True)):
            look = "unsure" if row.note and column.look == "prose" else column.look
            self.page.write_string(self.next, index, cell[:_LONGEST], self.looks[look])
        if row.note:
            self.page.write_comment(self.next, 2, row.note, {"x_scale": 1.6})
        self.next += 1

    def close(self) -> None:
        """The filter covers the rows that are there now."""
        last = len(self.form.columns) - 1
        self.page.autofilter(_HEADER_ROW, 0, max(self.next - 1, _HEADER_ROW), last)
        self.page.ignore_errors({"number_stored_as_text": f"A1:A{self.next + 1}"})

    def _set_up_print(self) -> None:
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(_HEADER_ROW)
        self.page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.page.set_footer("&C第 &P 页，共 &N 页")
        self.page.freeze_panes(_HEADER_ROW + 1, 0)


def _height(form: Form, row: Row) -> float:
    """Height of the row in points; spreadsheets other than Excel do not find it themselves."""
    lines = max(_lines(cell, column) for cell, column in zip(row.cells, form.columns, strict=True))
    return min(lines * _LINE + 5, 400.0)


def _lines(text: str, column: Column) -> int:
    """Lines that the text takes when it is wrapped; a Chinese character is two Latin ones wide."""
    width = sum(1 if character < "\u2000" else 2 for character in text)
    room = column.width * (1.2 if column.look == "small" else 1.0) - 1
    return math.ceil(width / room)
