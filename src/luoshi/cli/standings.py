"""How commitments stand, as a table for the screen, JSON lines or a sheet."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import BinaryIO

from luoshi.delivery.model import Standing
from luoshi.delivery.words import STATUS_WORDS, decimal, percent, reason

HEAD = ("编号", "状态", "完成", "应有", "依据", "基准日", "数据")
WIDTHS = (16, 8, 8, 8, 60, 12, 6)
_A4 = 9

Lines = Sequence[tuple[str, Standing]]


def write_jsonl(lines: Lines, _as_of: date, stream: BinaryIO) -> None:
    """One object a line; shares are decimal strings, null where no share can be told."""
    for id_, standing in lines:
        record = {
            "id": id_,
            "status": standing.status,
            "share": decimal(standing.share),
            "expected": decimal(standing.expected),
            "reason": " / ".join(reason(standing)),
            "stale": standing.stale,
            "reference_date": standing.reference.isoformat() if standing.reference else None,
        }
        stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def write_table(lines: Lines, as_of: date, stream: BinaryIO) -> None:
    """A table for the screen; nothing in it is taken for markup, nothing is cut off."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"截至 {as_of}", title_justify="left")
    for title in HEAD:
        table.add_column(title, overflow="fold")
    for id_, standing in lines:
        table.add_row(*(Text(cell) for cell in cells(id_, standing)))
    drawn = io.StringIO()
    is_screen = stream.isatty()
    Console(file=drawn, force_terminal=is_screen, width=None if is_screen else 110).print(table)
    stream.write(drawn.getvalue().encode())


def write_xlsx(lines: Lines, as_of: date, stream: BinaryIO) -> None:
    """A sheet; every cell is text, so that nothing can become a formula."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(f"截至{as_of}")
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, (title, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, width)
        for row, (id_, standing) in enumerate(lines, start=1):
            for column, cell in enumerate(cells(id_, standing)):
                sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
    stream.write(buffer.getvalue())


FORMATS: dict[str, Callable[[Lines, date, BinaryIO], None]] = {
    "table": write_table,
    "jsonl": write_jsonl,
    "xlsx": write_xlsx,
}


def cells(id_: str, standing: Standing) -> list[str]:
    """A row for people."""
    return [
        id_,
        STATUS_WORDS[standing.status],
        percent(standing.share),
        percent(standing.expected),
        " / ".join(reason(standing)),
        standing.reference.isoformat() if standing.reference else "",
        "缺报" if standing.stale else "",
    ]
