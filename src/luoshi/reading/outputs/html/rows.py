"""The rows of the page: stretches of the source, each with the entries that begin in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..writer import Entry, start_of

_BREAK = re.compile(r"\n+|[。！？!?]+[”’」』）)]*")
_MANY = 12
_LONG = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry, its number (that of the task table) and its name on the page."""

    entry: Entry
    number: str
    name: str


@dataclass(slots=True)
class Row:
    """Source from `start` to `end`, and what begins in it."""

    start: int
    end: int
    shown: list[Shown] = field(default_factory=list)


def rows(text: str, shown: Sequence[Shown]) -> Iterator[Row]:
    """The source, cut after paragraphs, and within long ones after sentences, but never within an entry."""
    waiting = sorted(shown, key=lambda each: start_of(each.entry))[::-1]
    row, reach = Row(0, 0), 0
    for cut, is_paragraph in _cuts(text):
        while waiting and start_of(waiting[-1].entry) < cut:
            row.shown.append(waiting.pop())
            reach = max(reach, _end_of(row.shown[-1].entry))
        if reach <= cut and (is_paragraph or _is_full(row, cut)) and text[row.start : cut].strip():
            row.end = cut
            yield row
            row = Row(cut, cut)
    row.shown += reversed(waiting)
    if row.shown or row.start < len(text):
        row.end = len(text)
        yield row


def _cuts(text: str) -> Iterator[tuple[int, bool]]:
    """Each place where a row may end, and whether it is the end of a paragraph."""
    for found in _BREAK.finditer(text):
        yield found.end(), found.group().startswith("\n")


def _is_full(row: Row, cut: int) -> bool:
    return len(row.shown) >= _MANY or cut - row.start >= _LONG


def _end_of(entry: Entry) -> int:
    return max((end for _, end in entry.spans), default=0)
