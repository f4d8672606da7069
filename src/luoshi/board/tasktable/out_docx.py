"""The task table as a Word document to print and sign: the columns that paper has room for."""

from __future__ import annotations

import io
from collections.abc import Iterable

from luoshi.board.tasktable.columns import COLUMNS
from luoshi.board.tasktable.out_xlsx import NAME
from luoshi.board.tasktable.rows import Row
from luoshi.office.audit import head_words
from luoshi.office.models import Place
from luoshi.reading.outputs.docx import DocxWriter
from luoshi.reading.outputs.tasks import Column, Form
from luoshi.reading.outputs.tasks import Row as Line

PRINTED = tuple(column for column in COLUMNS if column.printed)
HINT = "印发用；要改的，在 Excel 的任务分解表里改，再导入。"


def document(place: Place, year: int, rows: Iterable[Row]) -> bytes:
    """The task table of a place and year."""
    stream = io.BytesIO()
    writer = DocxWriter(stream)
    try:
        writer.table(f"{place.name}{year}年", form(), map(line, rows), HINT)
        writer.note(head_words())
        writer.close()
    finally:
        writer.release()
    return stream.getvalue()


def form() -> Form:
    """The columns as the Word document has them."""
    columns = (Column(c.title, c.width, lambda number, entry: "", c.look) for c in PRINTED)
    return Form(NAME, NAME, tuple(columns))


def line(row: Row) -> Line:
    """A row; lines of a cell follow one another."""
    return Line(["；".join(row.text(column.key).splitlines()) for column in PRINTED], None)
