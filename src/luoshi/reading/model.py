"""What reading yields: a report, its items, and the numerals that are no item."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Span = tuple[int, int]
"""Start and end in the source, Unicode code points, end-exclusive."""

Kind = Literal["commitment", "result", "other"]
Comparator = Literal[">=", ">", "=", "<=", "<", "~"]
Basis = Literal["amount", "level", "growth", "change"]
Direction = Literal["up", "down"]


class UnreadableReport(ValueError):
    """A source that cannot be read; the message is one line: what is wrong, and what to do."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} / {english}")
        self.chinese, self.english = chinese, english


@dataclass(slots=True)
class Document:
    """A source as text: `text` is what every span points into."""

    name: str
    text: str


@dataclass(slots=True)
class Quantity:
    """A number with its unit; `value` is in the base unit, of a range its low end."""

    text: str
    spans: list[Span]
    value: Decimal
    unit: str
    comparator: Comparator = "="
    basis: Basis = "amount"
    direction: Direction = "up"
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(slots=True)
class Item:
    """One number with its measure, or one clause without a number."""

    id: str
    kind: Kind
    section: list[str]
    sentence: str
    text: str
    spans: list[Span]
    quantity: Quantity | None = None
    promise: str = ""
    strength: str | None = None
    each: bool = False
    unsure: bool = False
    why: str | None = None
    measure: str | None = None
    action: str | None = None
    subject: str | None = None
    members: list[str] = field(default_factory=list)
    part_of: str | None = None
    indicator: str | None = None
    period: str | None = None
    type: str | None = None
    source: str = ""
    place: str | None = None
    code: str | None = None
    year: int | None = None


@dataclass(slots=True)
class Leftover:
    """A numeral that is no item, with the class it was put in."""

    text: str
    spans: list[Span]
    reason: str
    section: list[str]
    sentence: str


@dataclass(slots=True)
class SetAside:
    """A stretch of the source that is not the report's own prose: a caption, an advertisement, a glossary."""

    text: str
    spans: list[Span]
    reason: str


@dataclass(slots=True)
class Section:
    """A heading and where it stands; `level` counts from 1, the outermost."""

    title: str
    level: int
    spans: list[Span]
    half: Literal["past", "plan"]


@dataclass(slots=True)
class Promise:
    """The items that describe one undertaking."""

    id: str
    items: list[Item]


@dataclass(slots=True)
class Report:
    """A report that has been read."""

    source: str
    text: str
    place: str | None = None
    code: str | None = None
    year: int | None = None
    items: list[Item] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def promises(self) -> list[Promise]:
        """The commitments, grouped by the undertaking they describe, in the order of the text."""
        found: dict[str, Promise] = {}
        for item in self.items:
            if item.kind == "commitment":
                found.setdefault(item.promise, Promise(item.promise, [])).items.append(item)
        return list(found.values())
