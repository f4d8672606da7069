"""A task table that comes back: an Excel workbook as rows of text. Every bad cell is named.

Columns are found by their headers, in whatever order; a workbook is looked into before it is unpacked.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from luoshi.board.tasktable.columns import BY_KEY, COLUMNS, REQUIRED
from luoshi.board.tasktable.parse import BadCell
from luoshi.board.tasktable.rows import KINDS
from luoshi.office.actions import Refused
from luoshi.reading.outputs.words import decimal_words

LARGEST = 32 * 1024**2
"""Bytes of a workbook."""
UNPACKED = 256 * 1024**2
RATIO, RATIO_MATTERS = 200, 16 * 1024**2
MOST_ROWS = 20_000
MOST_COLUMNS = 100
HEADER_WITHIN = 20
"""The header stands in one of the first rows."""
KEYS = {column.title: column.key for column in COLUMNS}
PLACE = re.compile(r"区划代码：\s*(\w+)")
SIGNATURES = {
    b"\xd0\xcf\x11\xe0": _lazy("这个文件是旧版的 .xls 或加了密码，请去掉密码，另存为 .xlsx。"),
    b"%PDF": _lazy("这个文件是 PDF，请交 .xlsx。"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, by the row and column that a spreadsheet shows."""

    row: int
    letter: str
    title: str
    words: str

    def __str__(self) -> str:
        at = {"row": self.row, "letter": self.letter, "title": self.title, "words": self.words}
        if not self.letter:
            return _("第 %(row)s 行：%(words)s") % at
        return _("第 %(row)s 行 %(letter)s 列 %(title)s：%(words)s") % at


@dataclass(slots=True)
class Line:
    """A row of the file: its number, its cells as text by the keys of their columns, and the bad ones."""

    number: int
    cells: dict[str, str]
    bad: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """A task table as it was read. `letters` are those of its columns, `code` that of its place."""

    letters: dict[str, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    code: str = ""
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: int, key: str, words: str) -> Fault:
        """What is wrong with a cell."""
        return Fault(row, self.letters.get(key, ""), BY_KEY[key].title, words)


def read(data: bytes) -> Sheet:
    """The rows of a task table. Raises Refused for what is none, in one line."""
    check(data)
    from openpyxl import load_workbook

    # What openpyxl warns of (drop-down lists, styles) is nothing that is read here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return first_table(book)
        except Refused:
            raise
        except Exception as error:
            # A workbook that others wrote can be broken in any way.
            raise Refused("这个 Excel 文件已损坏，请用 Excel 打开，另存为 .xlsx 再交。") from error


def check(data: bytes) -> None:
    """Raise Refused unless the file is a workbook of a sane size, by its zip directory."""
    if not data:
        raise Refused("文件是空的。")
    for start, words in SIGNATURES.items():
        if data.startswith(start):
            raise Refused(words)
    if not data.startswith(b"PK"):
        raise Refused("这不是 .xlsx 文件，请用导出的任务分解表。")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            check_parts(archive)
    except Refused:
        raise
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused("这个文件已损坏（压缩结构不完整），请重新保存。") from error


def check_parts(archive: ZipFile) -> None:
    """Raise Refused where a workbook is none, unpacks to too much, or hides an entity in its XML."""
    entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if unpacked > UNPACKED or (unpacked > RATIO_MATTERS and unpacked > RATIO * max(packed, 1)):
        raise Refused("这个文件解压后异常庞大，拒绝读取。")
    if "xl/workbook.xml" not in archive.namelist():
        raise Refused("这不是 Excel 表格，请交 .xlsx。")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(entry).read(4096):
            raise Refused("这个文件里有不该有的内容（DOCTYPE），拒绝读取。")


def first_table(book: Any) -> Sheet:
    """The first sheet with the header of a task table."""
    for page in book.worksheets:
        # The size that a file declares may be wrong.
        page.reset_dimensions()
        rows = enumerate(page.iter_rows(max_col=MOST_COLUMNS), 1)
        sheet = Sheet()
        keys = find_header(sheet, rows)
        if keys:
            fill(sheet, keys, rows)
            return sheet
    raise Refused("没有找到表头：要有一列叫“编号”，一列叫“承诺”。")


def find_header(sheet: Sheet, rows: Iterator[tuple[int, Any]]) -> dict[int, str]:
    """Which column of the sheet holds what, by the row that has a cell called 编号; nothing if none has."""
    for _number, cells in islice(rows, HEADER_WITHIN):
        titles = {index: title_of(cell.value) for index, cell in enumerate(cells) if cell.value is not None}
        if BY_KEY["code"].title in titles.values():
            return header(sheet, titles)
        for cell in cells:
            if isinstance(cell.value, str) and (found := PLACE.search(cell.value)):
                sheet.code = found[1]
    return {}


def header(sheet: Sheet, titles: dict[int, str]) -> dict[int, str]:
    """The columns by their titles; refused where one stands twice or a needed one is missing."""
    twice = [title for title, count in Counter(titles.values()).items() if count > 1 and title in KEYS]
    if twice:
        raise Refused("表头里“%(title)s”出现了两次，请删去一列。", title=twice[0])
    keys = {index: KEYS[title] for index, title in titles.items() if title in KEYS}
    missing = [BY_KEY[key].title for key in REQUIRED if key not in keys.values()]
    if missing:
        raise Refused("表头缺少：%(titles)s。", titles="、".join(missing))
    sheet.letters = {key: letter(index) for index, key in keys.items()}
    sheet.unused = [title for title in titles.values() if title and title not in KEYS]
    return keys


def title_of(value: object) -> str:
    """A header without blanks, line breaks and full-width forms."""
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def letter(index: int) -> str:
    """The letters by which a spreadsheet calls a column, from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def fill(sheet: Sheet, keys: dict[int, str], rows: Iterator[tuple[int, Any]]) -> None:
    """Read the rows under the header; empty ones are passed over."""
    for number, cells in rows:
        line = Line(number, {})
        for index, key in keys.items():
            if index < len(cells) and cells[index].value is not None:
                try:
                    line.cells[key] = text_of(key, cells[index])
                except BadCell as bad:
                    sheet.faults.append(sheet.fault(number, key, str(bad)))
                    line.bad.append(key)
        if line.bad or any(text.strip() for text in line.cells.values()):
            sheet.lines.append(line)
        if len(sheet.lines) > MOST_ROWS:
            raise Refused("行数太多，上限 %(most)s 行，请分成几个文件。", most=MOST_ROWS)


def text_of(key: str, cell: Any) -> str:
    """A cell as text. Raises BadCell for one that cannot be told."""
    if cell.data_type == "f":
        raise BadCell(_("是公式，请改成值（复制后选择性粘贴为数值）"))
    if cell.data_type == "e":
        raise BadCell(_("是错误值 %(value)s") % {"value": cell.value})
    if KINDS[key] == "number" and cell.data_type == "n" and "%" in str(cell.number_format):
        raise BadCell(_("是百分比格式，请改成常规数字，单位写在“单位”列"))
    return plain(cell.value)


def plain(value: object) -> str:
    """A value as text: days in ISO 8601, numbers without idle zeros."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return decimal_words(Decimal(repr(value)))
    if isinstance(value, datetime):
        return value.date().isoformat()
    # What looks like a coded character is itself coded in the file.
    return value.isoformat() if isinstance(value, date) else str(value).replace("_x005F_", "_")
