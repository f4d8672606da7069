"""Promised numbers and reported figures of the year 2022, in few words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.delivery import Figure, Milestone, Target

NEW_YEAR = date(2022, 1, 1)
YEAR_END = date(2022, 12, 31)
AFTERWARDS = date(2023, 2, 1)
"""All figures of the year are there or overdue."""


def day(words: str) -> date:
    """`06-30` is a day of 2022; other years are written out."""
    return date.fromisoformat(words if words.count("-") == 2 else f"2022-{words}")


def target(comparator: str, value: object, **changes: Any) -> Target:
    """An amount of 所 in 2022, unless changed."""
    given: dict[str, Any] = {
        "id": "A1",
        "measure": "新建学校",
        "unit": "所",
        "basis": "amount",
        "start": NEW_YEAR,
        "due": YEAR_END,
        **changes,
    }
    if given.get("baseline") is not None:
        given["baseline"] = Decimal(str(given["baseline"]))
    given["path"] = tuple((day(when), Decimal(str(node))) for when, node in given.get("path", ()))
    return Target(comparator=comparator, value=Decimal(str(value)), **given)  # type: ignore[arg-type]


def level(comparator: str, value: object, **changes: Any) -> Target:
    """A share, a rate of stock, a concentration."""
    return target(comparator, value, **{"measure": "城镇化率", "unit": "%", "basis": "level", **changes})


def growth(comparator: str, value: object, **changes: Any) -> Target:
    """A rate of growth."""
    return target(comparator, value, **{"measure": "地区生产总值", "unit": "%", "basis": "growth", **changes})


def figure(when: str, value: object, *, recorded: str | None = None, cumulative: bool = True) -> Figure:
    """A figure for the period up to a day, recorded on that day unless said."""
    return Figure(day(when), Decimal(str(value)), cumulative, day(recorded or when))


def added(when: str, value: object, *, recorded: str | None = None) -> Figure:
    """An increment."""
    return figure(when, value, recorded=recorded, cumulative=False)


def step(name: str, due: str, accepted: str | None = None) -> Milestone:
    """A milestone."""
    return Milestone(name, day(due), day(accepted) if accepted else None)
