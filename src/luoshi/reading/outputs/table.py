"""A table to read on the screen, as wide as the terminal; plain text where there is no terminal."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from luoshi.reading.model import Item, Leftover, Report

from .tasks import by_kind, kind_of, numbered
from .words import KIND_WORDS, doubt_words, period_words, reason_words, report_name, target_signs
from .writer import Entry, Writer, printable, span_words

if TYPE_CHECKING:
    from rich.console import Console

# ESC is gone already: `printable` takes what XML cannot hold.
_CONTROL = re.compile("[\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_PLAIN_WIDTH = 120
"""Columns of a table that goes to a file or a pipe, unless the environment says otherwise."""


class _Column(NamedTuple):
    """`share` is its part of the room; columns with `least` above the terminal's width are left out."""

    title: str
    share: int
    least: int = 0


_SHARED = (
    _Column("指标", 17),
    _Column("目标", 15),
    _Column("期限", 10, 72),
    _Column("位置", 11, 88),
    _Column("备注", 16, 100),
)
_COLUMNS = {
    "commitment": (_Column("序号", 5), _Column("承诺", 34), *_SHARED),
    "result": (_Column("序号", 5), _Column("结果", 34), *_SHARED),
    "other": (_Column("序号", 5), _Column("其他", 34), *_SHARED),
    "leftover": (
        _Column("序号", 5),
        _Column("遗留数字", 14),
        _Column("归类", 14),
        _Column("所在句", 60),
        _Column("位置", 11, 60),
    ),
}


class TableWriter(Writer):
    """Items under the headings of the report, then leftovers under theirs."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._text = io.TextIOWrapper(stream, encoding="utf-8")
        self._console = _console(self._text)

    def add(self, report: Report, entries: Sequence[Entry]) -> None:
        """A title line, then a table for each kind of entry."""
        with self._console.capture() as drawn:
            self._line(_shown(f"{report_name(report)}  {report.source}"), "bold")
            for kind, chosen in by_kind(entries).items():
                columns = [column for column in _COLUMNS[kind] if column.least <= self._console.width]
                self._table(columns, chosen)
        # rich would end the program on a broken pipe: the caller decides that.
        self.stream.write(drawn.get().encode(errors="replace"))

    def release(self) -> None:
        """The stream stays open; what wraps it does not own it."""
        self._text.detach()

    def _table(self, columns: Sequence[_Column], entries: Sequence[Entry]) -> None:
        width = self._console.width
        self._line(_count(entries), "")
        self._line(_grid(columns, [[column.title for column in columns]], width), "bold")
        self._line("─" * width, "dim")
        for section, group in groupby(numbered(entries), key=lambda pair: pair[1].section):
            if section:
                self._line(_shown(" / ".join(section)), "bold cyan")
            rows = [_row(columns, number, entry) for number, entry in group]
            self._line(_grid(columns, rows, width), "")
        self._line("", "")

    def _line(self, text: str, style: str) -> None:
        self._console.out(text, style=style or None, highlight=False)


def _console(text: io.TextIOWrapper) -> Console:
    """Colours and width of the terminal, if it is one. `text` may be a pipe or a file."""
    from rich.console import Console

    if text.isatty():
        return Console(file=text)
    width = os.environ.get("COLUMNS", "")
    return Console(file=text, width=int(width) if width.isdecimal() and int(width) > 0 else _PLAIN_WIDTH)


def _grid(columns: Sequence[_Column], rows: Sequence[Sequence[str]], width: int) -> str:
    """Rows under one another; every grid of a report has the same widths, so that they form one table.

    Drawn here, not by rich: its tables take five times as long, and reports come by the thousand.
    """
    from rich.cells import cell_len, set_cell_size

    rooms = _rooms(columns, width)
    lines: list[str] = []
    for row in rows:
        wrapped = [_wrapped(_shown(cell), room) for cell, room in zip(row, rooms, strict=True)]
        wrapped[0] = [" " * (rooms[0] - cell_len(line)) + line for line in wrapped[0]]
        for pieces in zip_longest(*wrapped, fillvalue=""):
            padded = (set_cell_size(piece, room) for piece, room in zip(pieces, rooms, strict=True))
            lines.append(" ".join(padded).rstrip())
    return "\n".join(lines)


def _wrapped(text: str, room: int) -> list[str]:
    from rich.cells import cell_len, chop_cells

    return [text] if cell_len(text) <= room else chop_cells(text, room)


def _rooms(columns: Sequence[_Column], width: int) -> list[int]:
    """Width of each column; the number's is fixed, the others share what is left."""
    left = max(width - columns[0].share - len(columns), len(columns) * 2)
    shares = sum(column.share for column in columns[1:])
    return [columns[0].share, *(max(2, left * column.share // shares) for column in columns[1:])]


def _row(columns: Sequence[_Column], number: str, entry: Entry) -> list[str]:
    """Cells in the order of the columns; a note that has no column follows the words."""
    cells = _leftover_cells(entry) if isinstance(entry, Leftover) else _item_cells(entry)
    titles = [column.title for column in columns]
    cells["序号"], cells[titles[1]] = number, entry.text
    if cells.get("备注") and "备注" not in titles:
        cells[titles[1]] += f"（{cells['备注']}）"
    return [cells[title] for title in titles]


def _item_cells(item: Item) -> dict[str, str]:
    return {
        "指标": item.measure or "",
        "目标": target_signs(item.quantity) if item.quantity else "",
        "期限": period_words(item.period),
        "位置": span_words(item.spans),
        "备注": f"不确定：{doubt_words(item)}" if item.unsure else "",
    }


def _leftover_cells(leftover: Leftover) -> dict[str, str]:
    return {
        "归类": reason_words(leftover.reason),
        "所在句": leftover.sentence,
        "位置": span_words(leftover.spans),
    }


def _count(entries: Sequence[Entry]) -> str:
    """`承诺 145 项，其中有数字的 32 项`."""
    kind, count = kind_of(entries[0]), len(entries)
    if kind == "leftover":
        return f"{KIND_WORDS[kind]} {count} 个"
    numbers = sum(isinstance(entry, Item) and entry.quantity is not None for entry in entries)
    return f"{KIND_WORDS[kind]} {count} 项，其中有数字的 {numbers} 项"


def _shown(text: str) -> str:
    """Tabs and line breaks would tear the table; controls of C1 and of direction, the terminal."""
    return " ".join(_CONTROL.sub("\ufffd", printable(text)).split())
