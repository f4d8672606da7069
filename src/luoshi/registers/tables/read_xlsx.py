"""The first sheet of an Excel workbook with a table in it.

A workbook is looked into before it is unpacked. Formulas give the values that were last computed; which
cells have formulas, and which are merged, is asked of the sheet's own XML, as the values do not tell.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _

from luoshi.board.tasktable.read_xlsx import check
from luoshi.office.actions import Refused
from luoshi.reading.outputs.words import decimal_words
from luoshi.registers.tables.columns import header_of
from luoshi.registers.tables.sheet import HEADER_WITHIN, MOST_COLUMNS, MOST_ROWS, Line, Sheet

FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
EXACT = 10**15
"""From here on a spreadsheet has lost digits of a number."""


@dataclass(slots=True)
class Marks:
    """What the XML of a sheet says: the cells with formulas, and the merged ranges by their corners."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_xlsx(data: bytes, known: Collection[str]) -> Sheet:
    """The rows of a workbook. Raises Refused for what is none, in one line."""
    check(data)
    from openpyxl import load_workbook

    # What openpyxl warns of (drop-down lists, styles) is nothing that is read here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return first_table(book, data, known)
        except Refused:
            raise
        except Exception as error:
            # A workbook that others wrote can be broken in any way.
            raise Refused("这个 Excel 文件已损坏，请用 Excel 打开，另存为 .xlsx 再交。") from error


def first_table(book: Any, data: bytes, known: Collection[str]) -> Sheet:
    """The first sheet in which something stands."""
    for page in book.worksheets:
        # The size that a file declares may be wrong.
        page.reset_dimensions()
        rows = enumerate(page.iter_rows(max_col=MOST_COLUMNS), 1)
        first = [*islice(rows, HEADER_WITHIN)]
        cells = [[words_of(cell) for cell in row] for _number, row in first]
        head = header_of(cells, known)
        if head is not None:
            sheet = Sheet("xlsx", cells[head])
            while sheet.titles and not sheet.titles[-1]:
                sheet.titles.pop()
            fill(sheet, marks_of(data, page), iter([*first[head + 1 :], *rows]), head + 1)
            return sheet
    raise Refused("表里没有表头，第一行要写各列的名称。")


def marks_of(data: bytes, page: Any) -> Marks:
    """The formulas and merged cells of a sheet."""
    with ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(page._worksheet_path)  # noqa: SLF001 - openpyxl says it nowhere else
    return Marks(
        {(int(row), index_of(letters)) for letters, row in FORMULA.findall(xml)},
        [
            (int(top), index_of(left), int(low), index_of(right))
            for left, top, right, low in MERGED.findall(xml)
        ],
    )


def index_of(letters: bytes) -> int:
    """The number of a column, from 0, by its letters."""
    number = 0
    for sign in letters:
        number = number * 26 + sign - ord("A") + 1
    return number - 1


def fill(sheet: Sheet, marks: Marks, rows: Iterator[tuple[int, Any]], header: int) -> None:
    """Read the rows under the header; empty ones are passed over."""
    width = len(sheet.titles)
    for number, row in rows:
        if not any(
            cell.value is not None or (number, index) in marks.formulas for index, cell in enumerate(row)
        ):
            continue
        cells = []
        for index, cell in enumerate(row[:width]):
            cells.append(words_of(cell))
            notes(sheet, number, index, cell, formula=(number, index) in marks.formulas)
        sheet.lines.append(Line(number, [*cells, *[""] * (width - len(cells))]))
        if len(sheet.lines) > MOST_ROWS:
            raise Refused("行数太多，上限 %(most)s 行，请分成几个文件。", most=MOST_ROWS)
    for top, left, low, right in marks.merged:
        if low > header and left < width and (low, right) != (top, left):
            sheet.bad.append((max(top, header + 1), left, _("是合并单元格，请取消合并，每一格都填上")))


def notes(sheet: Sheet, number: int, index: int, cell: Any, *, formula: bool) -> None:
    """What has to be said of a cell."""
    if cell.data_type == "e":
        sheet.bad.append((number, index, _("是错误值 %(value)s") % {"value": cell.value}))
    elif formula and cell.value is None:
        words = _("是公式，文件里没有算出的值，请在 Excel 里打开、保存再交，或改成值")
        sheet.bad.append((number, index, words))
    elif formula:
        sheet.doubtful.append(
            (number, index, _("是公式，取了上次算出的值 %(value)s") % {"value": words_of(cell)})
        )
    elif cell.data_type == "n" and isinstance(cell.value, int | float) and abs(cell.value) >= EXACT:
        words = _("超过 15 位的数字，Excel 已丢掉末几位，请把这一列设为文本重新填写")
        sheet.bad.append((number, index, words))


def words_of(cell: Any) -> str:
    """A cell as text: days in ISO 8601, numbers without idle zeros."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return decimal_words(Decimal(repr(value)))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return CODED.sub(lambda found: chr(int(found[1], 16)), str(value)).strip()
