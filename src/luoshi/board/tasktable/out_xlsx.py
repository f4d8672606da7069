"""The task table as an Excel workbook, to be filled in and printed.

Texts are written as strings, so that none becomes a formula; numbers as numbers where a spreadsheet holds
them exactly.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.board.tasktable.columns import COLUMNS, choices
from luoshi.board.tasktable.rows import LONGEST, Cell, Row, said
from luoshi.office.audit import head_words
from luoshi.office.models import Place
from luoshi.reading.outputs.writer import printable

NAME = "任务分解表"
HINT = "灰底的格子不能改；要加承诺，在下面接着写，编号空着。改好后在“导入任务分解表”里交回。区划代码：{code}"
HEADER = 2
"""The row of the header, from 0: above it stand the title and the hint."""
LINE = 13.5
LEAST, MOST = 2 * LINE + 5, 400.0
"""Height of a row in points."""
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
CELL = {**FONT, "border": 1, "border_color": "#8C8C8C", "text_wrap": True}
FIXED = {"bg_color": "#F2F2F2"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {**FONT, "font_name": "黑体", "font_size": 18, "align": "center"},
    "hint": {**FONT, "font_size": 9, "font_color": "#595959"},
    "header": {**CELL, "font_name": "黑体", "align": "center", "bg_color": "#DCE6F1"},
    "prose": CELL,
    "fact": {**CELL, "align": "center"},
    "small": {**CELL, "font_size": 8},
    "day": {**CELL, "align": "center", "num_format": "yyyy-mm-dd"},
    "fixed": {**CELL, **FIXED, "font_size": 9},
}
SETTABLE = {
    "state": ("confirmed", "rejected"),
    "origin": ("livelihood", "project", "superior", "instruction"),
}
"""Of some lists, what a person may choose: the rest comes about elsewhere."""


def workbook(place: Place, year: int, rows: Iterable[Row]) -> bytes:
    """The task table of a place and year."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        page = book.add_worksheet(NAME)
        set_up(page, place, year, looks)
        last = HEADER
        for last, row in enumerate(rows, HEADER + 1):
            page.set_row(last, height(row))
            for index, column in enumerate(COLUMNS):
                look = "fixed" if column.level == "fixed" else column.look
                write(page, last, index, row.cells.get(column.key, ""), looks, look)
        close(page, last)
    return stream.getvalue()


def set_up(page: Any, place: Place, year: int, looks: dict[str, Any]) -> None:
    """Title, hint, header, and how it prints."""
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&C第 &P 页，共 &N 页")
    page.freeze_panes(HEADER + 1, 1)
    for index, column in enumerate(COLUMNS):
        page.set_column(index, index, column.width)
    page.merge_range(0, 0, 0, len(COLUMNS) - 1, title(place, year), looks["title"])
    hint = f"{HINT.format(code=place.code)}　{head_words()}"
    page.merge_range(1, 0, 1, len(COLUMNS) - 1, hint, looks["hint"])
    for index, column in enumerate(COLUMNS):
        page.write_string(HEADER, index, column.title, looks["header"])


def title(place: Place, year: int) -> str:
    """张店区2022年任务分解表."""
    return printable(f"{place.name}{year}年{NAME}")


def write(page: Any, row: int, index: int, cell: Cell, looks: dict[str, Any], look: str) -> None:
    """One cell, by what it is."""
    if isinstance(cell, Decimal) and is_exact(cell):
        page.write_number(row, index, float(cell), looks[look])
    elif isinstance(cell, date) and cell.year >= 1900:
        page.write_datetime(row, index, cell, looks["day"])
    else:
        page.write_string(row, index, said(cell)[:LONGEST], looks[look])


def is_exact(number: Decimal) -> bool:
    """Whether a spreadsheet holds a number as it is: it keeps 15 digits."""
    digits = number.normalize().as_tuple().digits
    return len(digits) <= 15 and Decimal(repr(float(number))) == number


def close(page: Any, last: int) -> None:
    """The filter and the lists to choose from cover the rows that are there, and some more for new ones."""
    page.autofilter(HEADER, 0, max(last, HEADER + 1), len(COLUMNS) - 1)
    lists = choices()
    for index, column in enumerate(COLUMNS):
        if column.choices:
            settable = SETTABLE.get(column.choices, tuple(lists[column.choices]))
            words = [lists[column.choices][value] for value in settable]
            rule = {"validate": "list", "source": words, "error_message": "请从列表里选。"}
            page.data_validation(HEADER + 1, index, last + 1000, index, rule)


def height(row: Row) -> float:
    """Height of a row in points; spreadsheets other than Excel do not find it themselves."""
    lines = max(lines_of(row.text(column.key), column.width) for column in COLUMNS)
    return min(max(lines * LINE + 5, LEAST), MOST)


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes when it is wrapped; a Chinese character is two Latin ones wide."""
    return sum(
        math.ceil(sum(1 if sign < "\u2000" else 2 for sign in line) / (width - 1)) or 1
        for line in text.split("\n")
    )
