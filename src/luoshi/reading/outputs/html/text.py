"""The source of one row as HTML: paragraphs, headings, marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import NamedTuple

from luoshi.reading import model
from luoshi.reading.model import Item, Leftover, Report, Span

from ..tasks import kind_of
from ..words import reason_words
from ..writer import Entry, printable
from .rows import Row
from .style import LIGHTS


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the report and its name on the page."""

    section: model.Section
    name: str


class _Stroke(NamedTuple):
    """Something drawn on a span: a mark (of the entry called `name`), a quantity, an aside, a leftover."""

    start: int
    end: int
    what: str
    title: str = ""
    name: str = ""
    light: int = 0
    begins: bool = True


def lines(report: Report, row: Row, sections: Sequence[Section]) -> str:
    """Each line of the source as a paragraph or a heading; class `on` goes on from the row before."""
    strokes = sorted([*_of_entries(row), *_of_report(report, row)], key=lambda stroke: stroke[:2])
    parts, start = [], row.start
    for line in _without_last_break(report.text[row.start : row.end]).split("\n"):
        end = start + len(line)
        heading = _heading(report.text, sections, (start, end))
        inner = "".join(_segments(report.text, (start, end), strokes))
        parts.append(_block(inner, heading, _goes_on(report.text, start)))
        start = end + 1
    return "".join(parts)


def light_of(place: int) -> int:
    """Which of the page's lights the entry at this place in its row shares."""
    return place % LIGHTS + 1


def _of_entries(row: Row) -> Iterator[_Stroke]:
    for place, shown in enumerate(row.shown):
        entry, light = shown.entry, light_of(place)
        for index, (start, end) in enumerate(entry.spans):
            yield _Stroke(start, end, kind_of(entry), _title(entry), shown.name, light, index == 0)
        if isinstance(entry, Item) and entry.quantity:
            for start, end in entry.quantity.spans:
                yield _Stroke(start, end, "quantity")


def _of_report(report: Report, row: Row) -> Iterator[_Stroke]:
    """What is drawn whether asked for or not: stretches set aside, and numerals that are no item."""
    listed = {id(shown.entry) for shown in row.shown}
    for aside in report.set_aside:
        yield from (
            _Stroke(a, b, "aside", f"未读：{reason_words(aside.reason)}")
            for a, b in _within(aside.spans, row)
        )
    for leftover in report.leftovers:
        if id(leftover) not in listed:
            yield from (
                _Stroke(a, b, "plain-leftover", _title(leftover)) for a, b in _within(leftover.spans, row)
            )


def _within(spans: Sequence[Span], row: Row) -> Iterator[Span]:
    return ((start, end) for start, end in spans if start < row.end and end > row.start)


def _segments(text: str, line: Span, strokes: Sequence[_Stroke]) -> Iterator[str]:
    """The line in pieces, each under the same strokes from end to end: marks that cross cannot be nested."""
    here = [stroke for stroke in strokes if stroke.start < line[1] and stroke.end > line[0]]
    places = sorted({*line, *(max(line[0], s.start) for s in here), *(min(line[1], s.end) for s in here)})
    active: list[_Stroke] = []
    waiting = here[::-1]
    for start, end in pairwise(places):
        active = [stroke for stroke in active if stroke.end > start]
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        yield _drawn(escape(printable(text[start:end])).replace("\r", "&#13;"), start, active)


def _drawn(inner: str, start: int, active: Sequence[_Stroke]) -> str:
    """One piece of text under all its strokes; the shortest mark gives colour and link."""
    if any(stroke.what == "quantity" for stroke in active):
        inner = f"<b>{inner}</b>"
    marks = sorted(
        (stroke for stroke in active if stroke.light), key=lambda stroke: stroke.end - stroke.start
    )
    if marks:
        inner = _marked(inner, start, marks)
    for stroke in active:
        if stroke.what in ("aside", "plain-leftover"):
            inner = f'<span class="{stroke.what}" title="{escape(printable(stroke.title))}">{inner}</span>'
    return inner


def _marked(inner: str, start: int, marks: Sequence[_Stroke]) -> str:
    """Marks that begin here get their names; only there is the link a stop for the keyboard."""
    beginning = [mark for mark in marks if mark.begins and mark.start == start]
    first, lights = marks[0], " ".join(str(mark.light) for mark in marks)
    anchors = "".join(
        f'<span id="m-{m.name}" data-k="{m.light}"></span>' for m in beginning if m is not first
    )
    name = f' id="m-{first.name}"' if first in beginning else ""
    stop = "" if first in beginning else ' tabindex="-1"'
    title = f' title="{escape(printable(first.title))}"' if first.title else ""
    link = f'<a href="#i-{first.name}"{stop}>{inner}</a>'
    return f'{anchors}<mark{name} class="{first.what}" data-k="{lights}"{title}>{link}</mark>'


def _block(inner: str, heading: Section | None, goes_on: bool) -> str:
    if heading:
        level = min(heading.section.level + 1, 6)
        return f'<h{level} id="{heading.name}">{inner}</h{level}>\n'
    return f'<p class="on">{inner}</p>\n' if goes_on else f"<p>{inner}</p>\n"


def _heading(text: str, sections: Sequence[Section], line: Span) -> Section | None:
    """The section whose heading is the whole of this line."""
    for section in sections:
        for start, end in section.section.spans[:1]:
            if line[0] <= start < line[1] and not (text[line[0] : start] + text[end : line[1]]).strip():
                return section
    return None


def _goes_on(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] != "\n"


def _without_last_break(text: str) -> str:
    return text[:-1] if text.endswith("\n") else text


def _title(entry: Entry) -> str:
    return f"遗留数字：{reason_words(entry.reason)}" if isinstance(entry, Leftover) else ""
