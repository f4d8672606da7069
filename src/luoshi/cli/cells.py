"""What stands in the cells of a table: numbers, days, words. A bad one says what belongs there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TypeVar

LOCAL = timezone(timedelta(hours=8))
"""Where a moment with an offset is turned into a day."""

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\S+))?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONGEST = 10_000
_DIGITS = 30

Value = TypeVar("Value")


class BadCell(ValueError):
    """What is wrong with one cell, and what belongs there."""


def plain(cell: str) -> str:
    """The cell as it was meant: without blanks around it and the `'` that keeps a formula from being one."""
    if len(cell) > _LONGEST:
        raise BadCell(f"太长，上限 {_LONGEST} 字。 over {_LONGEST} characters")
    if _CONTROL.search(cell):
        raise BadCell(f"“{shown(cell)}”含有控制字符，请删去。 control characters")
    return cell.strip().removeprefix("'")


def text(cell: str) -> str:
    """Words that must be there."""
    if not cell:
        raise BadCell("不能为空。 must not be empty")
    return cell


def number(cell: str) -> Decimal:
    """A decimal, with or without commas between thousands."""
    value = Decimal(cell.replace(",", "")) if _NUMBER.fullmatch(cell) else None
    if value is None or abs(value.adjusted()) > _DIGITS:
        raise BadCell(f"“{shown(cell)}”不是数字，请写如 3000000000 或 6.5。 not a number")
    return value


def day(cell: str) -> date:
    """A day, as written here or by a spreadsheet."""
    return moment(cell).date()


def moment(cell: str) -> datetime:
    """A day, or a moment of it in local time."""
    found = _DAY.fullmatch(cell)
    try:
        if not found:
            raise ValueError
        year, month, day_, time = found.groups("00:00")
        when = datetime.fromisoformat(f"{year}-{int(month):02}-{int(day_):02}T{time}")
        return (when.astimezone(LOCAL) if when.tzinfo else when).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise BadCell(f"“{shown(cell)}”不是日期，请写如 2022-06-30。 not a date") from error


def days(cell: str) -> int:
    """How many days; none for an empty cell."""
    if not re.fullmatch(r"\d{0,4}", cell, re.ASCII):
        raise BadCell(f"“{shown(cell)}”不是天数，请写如 20。 not a number of days")
    return int(cell or 0)


def yes_or_no(cell: str) -> bool:
    """Whether a figure is cumulative."""
    if cell.lower() not in ("true", "false"):
        raise BadCell(f"“{shown(cell)}”应为 true（累计数）或 false（本期数）。 not true or false")
    return cell.lower() == "true"


def nodes(cell: str) -> tuple[tuple[date, Decimal], ...]:
    """`2022-03-31:2;2022-06-30:5`: the cumulative value expected at each date, in order."""
    pairs = [node.partition(":") for node in cell.split(";") if node.strip()]
    found = tuple((day(when.strip()), number(value.strip())) for when, _, value in pairs)
    dates = [when for when, _ in found]
    if dates != sorted(set(dates)):
        raise BadCell("节点日期应从早到晚，不得重复。 dates out of order or twice")
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
        allowed = " ".join(map(str, choices))
        raise BadCell(f"“{shown(cell)}”应为 {allowed} 之一。 not one of these")

    return convert


def shown(cell: str) -> str:
    """A cell in a message: short, on one line."""
    return " ".join(cell[:100].split())[:30]
