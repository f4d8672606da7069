"""The public schema as a flat table that Excel opens.

Nested names are dotted (`quantity.value`), spans are `a-b;c-d`, lists are joined by `；`, true and false are
`true` and `false`, what is null is empty. UTF-8 with byte-order mark, lines end in CRLF.

A cell of text that a spreadsheet would take for a formula (it begins with = + - @, also full-width, with tab,
CR or LF) gets an apostrophe before it; so does one that begins with an apostrophe. To read such a cell back,
drop one leading apostrophe. Comparators (`=`, `>=`) and decimals (`-5`) are not the report's words and stay
as they are: none of them can become a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, BinaryIO

from luoshi.reading.model import Report

from .schema import FIELDS, QUANTITY_FIELDS, record
from .writer import Entry, Writer, span_words

_DANGEROUS = frozenset("=+-@＝＋－＠\t\r\n'")
_SAFE = frozenset(f"quantity.{name}" for name in ("comparator", "value", "low", "high"))


def _columns() -> list[str]:
    names: list[str] = []
    for name in FIELDS:
        names += [f"quantity.{part}" for part in QUANTITY_FIELDS] if name == "quantity" else [name]
    return [*names, "reason"]


COLUMNS = _columns()


class CsvWriter(Writer):
    """One row an entry; the last column, `reason`, is filled for leftovers only."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._bare = True

    def add(self, report: Report, entries: Sequence[Entry]) -> None:
        """One row an entry."""
        self._write([_row(report, entry) for entry in entries])

    def close(self) -> None:
        """A table without rows still has its header."""
        self._write([])

    def _write(self, rows: Sequence[Sequence[str]]) -> None:
        lines = io.StringIO(newline="")
        if self._bare:
            lines.write("\ufeff")
            csv.writer(lines).writerow(COLUMNS)
            self._bare = False
        csv.writer(lines).writerows(rows)
        self.stream.write(lines.getvalue().encode(errors="replace"))


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _DANGEROUS and text else text


def _row(report: Report, entry: Entry) -> list[str]:
    flat = record(report, entry)
    quantity = flat.pop("quantity") or {}
    flat |= {f"quantity.{name}": value for name, value in quantity.items()}
    return [_cell(name, flat.get(name)) for name in COLUMNS]


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name.endswith("spans"):
        return span_words(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return guarded("；".join(value))
    return str(value) if name in _SAFE else guarded(str(value))
