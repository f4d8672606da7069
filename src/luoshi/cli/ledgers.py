"""The tables that `luoshi status` reads: commitments, progress, milestones. Every bad cell is named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar, get_args

from luoshi.delivery.model import Basis, Comparator, Direction, Figure, Frequency, Milestone, Target

COMMITMENTS = "id measure comparator value unit basis direction baseline start due path".split()
PROGRESS = ["id", "date", "value", "cumulative"]
MILESTONES = ["id", "milestone", "due", "accepted_at"]
LARGEST = 64 * 1024 * 1024
SHOWN = 20
"""So many bad cells are named; more are counted."""

Value = TypeVar("Value")


class BadTable(Exception):
    """A table that cannot be used; each argument is one line that names file, row, column and cure."""


class BadCell(ValueError):
    """What is wrong with one cell, and what belongs there."""


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
            return convert((self.cells.get(column) or "").strip().removeprefix("'"))
        except BadCell as problem:
            self.problems.append(f"{self.table} 第 {self.number} 行 {column} 列：{problem}")
            return default


def rows(path: Path, needed: Sequence[str]) -> Iterator[Cells]:
    """The rows of a CSV file with a header, numbered as a spreadsheet shows them."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadTable(f"{path.name} 太大，上限 64 MB。 {path.name} is over 64 MB.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadTable(f"{path.name} 读不了：{error.strerror}。 {path.name} cannot be read.") from error
    except UnicodeDecodeError as error:
        raise BadTable(f"{path.name} 不是 UTF-8，请另存为 CSV UTF-8。 {path.name} is not UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    absent = [column for column in needed if column not in (reader.fieldnames or [])]
    if absent:
        names = "、".join(absent)
        raise BadTable(f"{path.name} 缺少列 {names}，请补上表头。 {path.name} lacks the columns {names}.")
    try:
        for cells in reader:
            yield Cells(
                path.name, reader.line_num, {str(k): v or "" for k, v in cells.items() if k is not None}
            )
    except csv.Error as error:
        raise BadTable(f"{path.name} 第 {reader.line_num} 行不是 CSV：{error}。") from error


def read_commitments(path: Path) -> dict[str, list[Target]]:
    """The targets of each commitment, by its id."""
    found: dict[str, list[Target]] = {}
    problems: list[str] = []
    for row in rows(path, COMMITMENTS):
        target = read_target(row)
        problems += row.problems
        if not row.problems:
            found.setdefault(target.id, []).append(target)
    complain(problems)
    if not found:
        raise BadTable(f"{path.name} 没有一行承诺。 {path.name} has no commitment.")
    return found


def read_target(row: Cells) -> Target:
    """One row of commitments.csv."""
    start = row.read("start", day, date.min)
    due = row.read("due", day, date.max)
    if not row.problems and due < start:
        row.problems.append(f"{row.table} 第 {row.number} 行 due 列：到期早于开始。 due before start")
    return Target(
        id=row.read("id", text, ""),
        measure=row.read("measure", str, ""),
        comparator=row.read("comparator", one_of(get_args(Comparator)), "="),
        value=row.read("value", number, Decimal(0)),
        unit=row.read("unit", str, ""),
        basis=row.read("basis", one_of(get_args(Basis)), "amount"),
        direction=row.read("direction", one_of(get_args(Direction), "up"), "up"),
        baseline=row.read("baseline", optional(number), None),
        start=start,
        due=due,
        path=row.read("path", path_of, ()),
        frequency=row.read("frequency", one_of(get_args(Frequency), "month"), "month"),
        lag=row.read("lag", days, 0),
    )


def read_progress(path: Path, commitments: dict[str, list[Target]]) -> dict[str, list[Figure]]:
    """The figures of each commitment; one of an unknown commitment is a problem, not a silence."""
    found: dict[str, list[Figure]] = {}
    problems: list[str] = []
    for row in rows(path, PROGRESS):
        id_ = row.read("id", known_in(commitments), "")
        day_ = row.read("date", day, date.min)
        figure = Figure(
            day_,
            row.read("value", number, Decimal(0)),
            row.read("cumulative", yes_or_no, False),
            row.read("recorded_at", optional(day), None) or day_,
        )
        problems += row.problems
        found.setdefault(id_, []).append(figure)
    complain(problems)
    return found


def read_milestones(path: Path) -> dict[str, list[Milestone]]:
    """The milestones of each commitment; one that is not in the commitments has milestones only."""
    found: dict[str, list[Milestone]] = {}
    problems: list[str] = []
    for row in rows(path, MILESTONES):
        milestone = Milestone(
            row.read("milestone", text, ""),
            row.read("due", day, date.max),
            row.read("accepted_at", optional(day), None),
        )
        found.setdefault(row.read("id", text, ""), []).append(milestone)
        problems += row.problems
    complain(problems)
    return found


def complain(problems: list[str]) -> None:
    """All that is wrong at once, if anything is."""
    if problems:
        more = (
            [f"还有 {len(problems) - SHOWN} 处。 {len(problems) - SHOWN} more."]
            if len(problems) > SHOWN
            else []
        )
        raise BadTable(*problems[:SHOWN], *more)


def text(cell: str) -> str:
    if not cell:
        raise BadCell("不能为空。 must not be empty")
    return cell


def number(cell: str) -> Decimal:
    try:
        value = Decimal(cell.replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value.adjusted()) > 30:
        raise BadCell(f"“{shown(cell)}”不是数字，请写如 3000000000 或 6.5。 not a number")
    return value


def day(cell: str) -> date:
    try:
        return date.fromisoformat(cell[:10])
    except ValueError as error:
        raise BadCell(f"“{shown(cell)}”不是日期，请写如 2022-06-30。 not a date") from error


def days(cell: str) -> int:
    if not cell:
        return 0
    if not cell.isdecimal() or len(cell) > 4:
        raise BadCell(f"“{shown(cell)}”不是天数。 not a number of days")
    return int(cell)


def yes_or_no(cell: str) -> bool:
    if cell.lower() not in ("true", "false"):
        raise BadCell(f"“{shown(cell)}”应为 true（累计数）或 false（本期数）。 true or false")
    return cell.lower() == "true"


def path_of(cell: str) -> tuple[tuple[date, Decimal], ...]:
    """`2022-03-31:2;2022-06-30:5`: the cumulative value expected at each date, in order."""
    nodes = [node.partition(":") for node in cell.split(";") if node.strip()]
    found = tuple((day(when.strip()), number(value.strip())) for when, _, value in nodes)
    if list(found) != sorted(found, key=lambda node: node[0]):
        raise BadCell("节点日期应从早到晚。 dates out of order")
    return found


def optional(convert: Callable[[str], Value]) -> Callable[[str], Value | None]:
    """The same conversion, where the cell may be empty."""
    return lambda cell: convert(cell) if cell else None


def one_of(choices: Sequence[Value], default: Value | None = None) -> Callable[[str], Value]:
    """One of a few words; the default, if there is one, for an empty cell."""

    def convert(cell: str) -> Value:
        if not cell and default is not None:
            return default
        for choice in choices:
            if choice == cell:
                return choice
        raise BadCell(f"“{shown(cell)}”应为 {' '.join(map(str, choices))} 之一。 not one of these")

    return convert


def known_in(commitments: dict[str, list[Target]]) -> Callable[[str], str]:
    def convert(cell: str) -> str:
        if cell not in commitments:
            raise BadCell(f"没有编号为“{shown(cell)}”的承诺。 no such commitment")
        return cell

    return convert


def shown(cell: str) -> str:
    """A cell in a message: short, on one line."""
    return " ".join(cell.split())[:30]
