"""The public schema: the names and the order of what one entry says, as `docs` and DESIGN list them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luoshi.reading.model import Item, Leftover, Quantity, Report

from .writer import Entry

QUANTITY_FIELDS = (
    "text",
    "spans",
    "value",
    "low",
    "high",
    "unit",
    "comparator",
    "basis",
    "direction",
)
FIELDS = (
    "id",
    "kind",
    "section",
    "sentence",
    "text",
    "spans",
    "quantity",
    "promise",
    "strength",
    "each",
    "unsure",
    "why",
    "measure",
    "action",
    "subject",
    "members",
    "part_of",
    "source",
    "place",
    "code",
    "year",
    "indicator",
    "period",
    "type",
)


def record(report: Report, entry: Entry) -> dict[str, Any]:
    """One entry as plain values: spans are lists of pairs, decimals are strings without exponent."""
    return _item(report, entry) if isinstance(entry, Item) else _leftover(report, entry)


def _item(report: Report, item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "section": item.section,
        "sentence": item.sentence,
        "text": item.text,
        "spans": item.spans,
        "quantity": None if item.quantity is None else _quantity(item.quantity),
        "promise": item.promise or item.id,
        "strength": item.strength,
        "each": item.each,
        "unsure": item.unsure,
        "why": item.why,
        "measure": item.measure,
        "action": item.action,
        "subject": item.subject,
        "members": item.members,
        "part_of": item.part_of,
        "source": item.source or report.source,
        "place": report.place if item.place is None else item.place,
        "code": report.code if item.code is None else item.code,
        "year": report.year if item.year is None else item.year,
        "indicator": item.indicator,
        "period": item.period,
        "type": item.type,
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "text": quantity.text,
        "spans": quantity.spans,
        "value": format(quantity.value, "f"),
        "low": _decimal(quantity.low),
        "high": _decimal(quantity.high),
        "unit": quantity.unit,
        "comparator": quantity.comparator,
        "basis": quantity.basis,
        "direction": quantity.direction,
    }


def _leftover(report: Report, leftover: Leftover) -> dict[str, Any]:
    return {
        "kind": "leftover",
        "text": leftover.text,
        "spans": leftover.spans,
        "reason": leftover.reason,
        "section": leftover.section,
        "sentence": leftover.sentence,
        "quantity": None,
        "source": report.source,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
