"""Records as CSV and as an Excel workbook; no text becomes a formula."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.http import HttpResponse

from luoshi.board.tasktable.out_xlsx import OPTIONS
from luoshi.board.views.sheets import sealed_csv
from luoshi.office.audit import head_words
from luoshi.programmes.counting import Value
from luoshi.reading.outputs.writer import printable
from luoshi.registers.tables.out import Table, exact
from luoshi.registers.tables.sheet import MOST_ROWS
from luoshi.registers.values import shown

WIDTH = 16
HEADER = 1
"""The row of the header, from 0: above it stands what the table is, and the head of the audit chain."""


def as_csv(name: str, table: Table) -> HttpResponse:
    """The records as CSV, with the head of the audit chain in each row."""
    return sealed_csv(name, table.titles, ([shown(one) for one in row] for row in table.rows()))


def as_xlsx(title: str, table: Table) -> bytes:
    """The records as a workbook: numbers and days as such, all else as text."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        page = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.set_column(0, len(table.titles) - 1, WIDTH)
        page.freeze_panes(HEADER + 1, 1)
        page.write_string(0, 0, printable(f"{title}　{head_words()}"))
        for index, words in enumerate(table.titles):
            page.write_string(HEADER, index, words, bold)
        kinds = [(table.is_number(one), table.is_day(one)) for one in table.columns]
        for number, row in enumerate(table.rows(), HEADER + 1):
            for index, (value, (is_number, is_day)) in enumerate(zip(row, kinds, strict=True)):
                if value != "":
                    write(page, number, index, value, is_number=is_number, day=day if is_day else None)
        page.autofilter(HEADER, 0, min(HEADER + len(table.records), MOST_ROWS), len(table.titles) - 1)
    return stream.getvalue()


def write(page: Any, row: int, index: int, value: Value, *, is_number: bool, day: Any) -> None:
    """One cell, by what it is."""
    number = exact(value) if is_number else None
    if number is not None:
        page.write_number(row, index, number)
    elif day is not None:
        page.write_datetime(row, index, date.fromisoformat(str(value)), day)
    else:
        page.write_string(row, index, shown(value))
