"""Small reports made for one test: a line that looks back, a line that looks ahead."""

from __future__ import annotations

from decimal import Decimal

from luoshi.reading import Item, Report, read

REVIEW = "一、2024年工作回顾"
TASKS = "二、2025年主要任务"


def report_of(past: str = "", plan: str = "") -> Report:
    """A report of 2025 with these words in its two halves."""
    return read(f"{REVIEW}\n{past}\n{TASKS}\n{plan}\n", name="青梧区_2025.txt")


def planned(words: str) -> list[Item]:
    """The items of a paragraph in the plan."""
    return report_of(plan=words).items


def figures(words: str) -> list[Item]:
    """The items with a number of a paragraph in the plan."""
    return [item for item in planned(words) if item.quantity]


def only(words: str) -> Item:
    """The one item with a number of a paragraph in the plan."""
    (item,) = figures(words)
    return item


def value(item: Item) -> Decimal:
    """The value of an item with a number."""
    assert item.quantity is not None
    return item.quantity.value


def said(item: Item) -> tuple[str, str]:
    """Number and unit of an item, as 30亿元 → ("3000000000", "元")."""
    assert item.quantity is not None
    return format(item.quantity.value, "f"), item.quantity.unit


def slices(text: str, spans: list[tuple[int, int]]) -> str:
    """The source's characters in these spans."""
    return "".join(text[a:b] for a, b in spans)
