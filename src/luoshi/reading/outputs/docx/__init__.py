"""The task table as a Word document, A4 landscape, ready to print.

python-docx makes the frame (styles, page, footer); the tables are streamed into it, because a table of
python-docx takes minutes for a few thousand rows and holds them all.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO, ClassVar

from luoshi.reading.model import Report

from ..tasks import TASKS, Form, Row, tables
from ..words import report_name
from ..writer import Entry, Writer, printable
from .frame import MARGIN, MARK, PAGE, frame

_BODY = "word/document.xml"
_STYLES = {"prose": "TableProse", "fact": "TableFact", "small": "TableSmall"}
_HINT = "浅黄底的行请人工核对，原因写在原文之后；“原文位置”是在报告文本中的起止字符。"
_WIDTH = PAGE[0] - 2 * MARGIN
"""Twentieths of a point: A4 landscape without its margins."""


class DocxWriter(Writer):
    """A title and a table for each report and each kind of entry."""

    binary: ClassVar[bool] = True

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._body = TemporaryFile()  # noqa: SIM115 - closed in release
        self._empty = True

    def add(self, report: Report, entries: Sequence[Entry]) -> None:
        """The report's tables, each on a page of its own."""
        for form, rows in tables(entries):
            self.table(report_name(report), form, rows)

    def table(self, name: str, form: Form, rows: Iterable[Row], hint: str = _HINT) -> None:
        """A title, a hint, and a table of rows, on a page of its own."""
        parts = [_paragraph("Title", name + form.title, new_page=not self._empty), _paragraph("Hint", hint)]
        parts += [_table_start(form), _header(form)]
        parts += [_row(form, row) for row in rows]
        self._body.write("".join([*parts, "</w:tbl>", _paragraph("Hint", "")]).encode())
        self._empty = False

    def note(self, words: str) -> None:
        """A line after the last table."""
        self._body.write(_paragraph("Hint", words).encode())

    def close(self) -> None:
        """Join the frame and the tables."""
        if self._empty:
            self.table("政府工作报告", TASKS, [])
        made = zipfile.ZipFile(BytesIO(frame()))
        with zipfile.ZipFile(self.stream, "w", zipfile.ZIP_DEFLATED) as document:
            for part in made.namelist():
                if part != _BODY:
                    document.writestr(part, made.read(part))
            with document.open(_BODY, "w", force_zip64=True) as body:
                before, after = _around_mark(made.read(_BODY))
                body.write(before)
                self._body.seek(0)
                shutil.copyfileobj(self._body, body)
                body.write(after)

    def release(self) -> None:
        """Remove the tables that waited on disk."""
        self._body.close()


def _around_mark(body: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the paragraph that holds the mark."""
    at = body.index(MARK.encode())
    end = body.index(b"</w:p>", at) + len(b"</w:p>")
    return body[: body.rindex(b"<w:p>", 0, at)], body[end:]


def _paragraph(style: str, text: str, new_page: bool = False) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' + ("<w:pageBreakBefore/>" if new_page else "")
    words = escape(printable(text), quote=False)
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _table_start(form: Form) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rooms = (("top", 20), ("left", 40), ("bottom", 20), ("right", 40))
    margins = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in rooms)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(form))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _widths(form: Form) -> list[int]:
    total = sum(column.width for column in form.columns)
    return [int(_WIDTH * column.width / total) for column in form.columns]


def _header(form: Form) -> str:
    """The row that is repeated on each page."""
    cells = "".join(_cell("TableHead", column.title, "DCE6F1") for column in form.columns)
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(form: Form, row: Row) -> str:
    fill = "FFF6D6" if row.note else ""
    styled = zip((_STYLES[column.look] for column in form.columns), _with_note(row), strict=True)
    cells = "".join(_cell(style, text, fill) for style, text in styled)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(style: str, text: str, fill: str) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr>{shade}<w:vAlign w:val="center"/></w:tcPr>{_paragraph(style, text)}</w:tc>'


def _with_note(row: Row) -> list[str]:
    """Paper shows no comments: the note follows the words of the report."""
    if row.note is None:
        return row.cells
    return [*row.cells[:2], f"{row.cells[2]}〔{row.note}〕", *row.cells[3:]]
