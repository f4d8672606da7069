"""CSV files with a header: their rows, numbered as a spreadsheet numbers them. Every bad cell is named."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from .cells import BadCell, plain
from .job import words_of

LARGEST = 64 * 1024 * 1024
SHOWN = 20
"""So many bad cells are named; more are counted."""

Value = TypeVar("Value")


class BadTable(Exception):
    """A table that cannot be used; each argument is one line that names file, row, column and cure."""


@dataclass(slots=True)
class Cells:
    """One row of a table; what is wrong with its cells is kept, so that all of it can be said at once."""

    table: str
    number: int
    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def read(self, column: str, convert: Callable[[str], Value], default: Value) -> Value:
        """The cell, converted; the default where it is bad, and the problem is kept."""
        try:
            return convert(plain(self.cells.get(column, "")))
        except BadCell as problem:
            self.blame(column, str(problem))
            return default

    def blame(self, column: str, problem: str) -> None:
        """Keep what is wrong with a cell."""
        self.problems.append(f"{self.table} 第 {self.number} 行 {column} 列：{problem}")


def rows(path: Path, needed: Sequence[str]) -> Iterator[Cells]:
    """The rows under the header, without empty ones."""
    records = _records(path)
    _, header = next(records, (1, []))
    names = [name.strip() for name in header]
    _check_header(path.name, names, needed)
    for number, cells in records:
        if any(cell.strip() for cell in cells):
            row = Cells(path.name, number, dict(zip(names, cells, strict=False)))
            if any(cell.strip() for cell in cells[len(names) :]):
                row.blame(str(len(names) + 1), "比表头多出一格，数字中的逗号请加引号。 one cell too many")
            yield row


def complain(problems: Sequence[str]) -> None:
    """All that is wrong at once, if anything is."""
    if problems:
        more = len(problems) - SHOWN
        raise BadTable(*problems[:SHOWN], *([f"还有 {more} 处。 {more} more."] if more > 0 else []))


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number += 1
    except csv.Error as error:
        raise BadTable(f"{path.name} 第 {number} 行不是 CSV：{error}。 not CSV.") from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise BadTable(words_of(error)) from error
    if len(content) > LARGEST:
        raise BadTable(f"{path.name} 太大，上限 64 MB。 {path.name} is over 64 MB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable(f"{path.name} 不是 UTF-8，请另存为 CSV UTF-8。 {path.name} is not UTF-8.") from error


def _check_header(table: str, names: Sequence[str], needed: Sequence[str]) -> None:
    absent = "、".join(column for column in needed if column not in names)
    if absent:
        raise BadTable(f"{table} 缺少列 {absent}，请补上表头。 {table} lacks the columns {absent}.")
    twice = "、".join(name for name, count in Counter(names).items() if name and count > 1)
    if twice:
        raise BadTable(f"{table} 的列 {twice} 出现两次，请删去一列。 {table} has the columns {twice} twice.")
