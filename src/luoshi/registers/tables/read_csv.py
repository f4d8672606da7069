"""A table of text: commas, tabs or semicolons; UTF-8, GB 18030, or what Excel calls Unicode text."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from django.utils.translation import gettext as _

from luoshi.office.actions import Refused
from luoshi.registers.tables.columns import header_of
from luoshi.registers.tables.sheet import HEADER_WITHIN, MOST_COLUMNS, MOST_ROWS, Line, Sheet


def read_csv(data: bytes, known: Collection[str]) -> Sheet:
    """The rows of a CSV file. Raises Refused for what is none."""
    text = decoded(data)
    if "\0" in text:
        raise Refused("这不是文本表格（CSV），请用 Excel 另存为 CSV UTF-8。")
    rows = rows_of(text)
    cells = [[plain(cell) for cell in row] for _number, row in rows[:HEADER_WITHIN]]
    head = header_of(cells, known)
    if head is None:
        raise Refused("表里没有表头，第一行要写各列的名称。")
    titles = cells[head]
    while titles and not titles[-1]:
        titles.pop()
    if len(titles) > MOST_COLUMNS:
        raise Refused("列数太多，上限 %(most)s 列。", most=MOST_COLUMNS)
    sheet = Sheet("csv", titles)
    for number, row in rows[head + 1 :]:
        add(sheet, number, [plain(cell) for cell in row])
    return sheet


def decoded(data: bytes) -> str:
    """The text of a file, by its byte-order mark or by what it can be."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("文字编码不认识，请用 Excel 另存为 CSV UTF-8。")


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """The rows with cells, each with the number of the line on which it begins."""
    first = text[: text.find("\n")] if "\n" in text else text
    sign = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=False)
    found: list[tuple[int, list[str]]] = []
    number = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((number, row))
            number = reader.line_num + 1
            if len(found) > MOST_ROWS + HEADER_WITHIN:
                raise Refused("行数太多，上限 %(most)s 行，请分成几个文件。", most=MOST_ROWS)
    except csv.Error as error:
        raise Refused("第 %(number)s 行读不懂，请检查引号是否成对。", number=number) from error
    return found


def plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula or a number."""
    words = cell.strip()
    return words[1:].strip() if words.startswith("'") else words


def add(sheet: Sheet, number: int, cells: list[str]) -> None:
    """A row, as long as the header; what stands beyond it is named."""
    width = len(sheet.titles)
    if any(cells[width:]):
        sheet.bad.append((number, None, _("比表头多出几格，请检查逗号和引号")))
    sheet.lines.append(Line(number, [*cells[:width], *[""] * (width - len(cells))]))
