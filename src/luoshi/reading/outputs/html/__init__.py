"""One self-contained page: the report on the left, marked, and the items on the right.

No script and nothing from outside. An item stands beside the paragraph that it comes from; pointing at either
lights the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import BinaryIO

from luoshi.reading.model import Item, Report

from ..tasks import by_kind, numbered
from ..words import KIND_WORDS, report_name
from ..writer import Entry, Writer, printable
from .cards import card
from .rows import Row, Shown, rows
from .style import STYLE
from .text import Section, light_of, lines

_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">跳到正文 Skip to the report</a>
<main id="main">
"""
_FOOT = """</main>
<footer>由落实（luoshi）读出；左为报告原文，右为条目，互为链接。</footer>
</body>
</html>
"""
_UNFIT = re.compile(r"[^\w-]")


class HtmlWriter(Writer):
    """An article for each report, one after another on one page."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._reports = 0

    def add(self, report: Report, entries: Sequence[Entry]) -> None:
        """The whole text of the report, with `entries` marked and listed."""
        self._head(report_name(report))
        self._reports += 1
        names = _Names(self._reports)
        shown = [
            Shown(entry, number, names.of_entry(entry))
            for chosen in by_kind(entries).values()
            for number, entry in numbered(chosen)
        ]
        sections = [
            Section(section, names.of_section(place)) for place, section in enumerate(report.sections)
        ]
        self._write([f"<article>\n<header>\n<h1>{_text(report_name(report))}</h1>\n", *_summary(entries)])
        self._write([*_contents(sections), "</header>\n"])
        self._write(_row(report, row, sections) for row in rows(report.text, shown))
        self._write(["</article>\n"])

    def close(self) -> None:
        """The end of the page; without a report it is an empty one."""
        self._head("政府工作报告")
        self._write([_FOOT])

    def _head(self, title: str) -> None:
        if not self._reports:
            self._write([_HEAD.format(title=_text(title), style=STYLE)])

    def _write(self, parts: Iterable[str]) -> None:
        self.stream.write("".join(parts).encode())


class _Names:
    """Names of places on the page, unique in a report; those of other reports end in its number."""

    def __init__(self, number: int) -> None:
        self._end = f"..{number}" if number > 1 else ""
        self._taken: set[str] = set()

    def of_entry(self, entry: Entry) -> str:
        """The item's id where that is free, so that a link to it lasts."""
        name = _UNFIT.sub("_", entry.id) if isinstance(entry, Item) else ""
        if not name or name in self._taken:
            name = f"n.{len(self._taken)}"
        self._taken.add(name)
        return name + self._end

    def of_section(self, place: int) -> str:
        """The heading's place among the headings."""
        return f"s.{place}{self._end}"


def _row(report: Report, row: Row, sections: Sequence[Section]) -> str:
    cards = "".join(card(shown, light_of(place)) for place, shown in enumerate(row.shown))
    listed = f'<ol class="items">\n{cards}</ol>' if cards else ""
    source = lines(report, row, sections)
    return f'<div class="row">\n<div class="source">\n{source}</div>\n{listed}</div>\n'


def _summary(entries: Sequence[Entry]) -> Iterator[str]:
    """How many there are of each kind; it is the legend of the colours too."""
    numbers = sum(isinstance(entry, Item) and entry.quantity is not None for entry in entries)
    yield '<p class="summary">'
    for kind, chosen in by_kind(entries).items():
        yield f'<span class="key {kind}">{KIND_WORDS[kind]} {len(chosen)}</span> '
    yield f"其中有数字的 {numbers} 项</p>\n"


def _contents(sections: Sequence[Section]) -> Iterator[str]:
    if len(sections) < 2:
        return
    yield '<details><summary>章节</summary>\n<nav aria-label="章节"><ul>\n'
    for section in sections:
        title = _text(section.section.title)
        yield f'<li class="level{min(section.section.level, 3)}"><a href="#{section.name}">{title}</a></li>\n'
    yield "</ul></nav></details>\n"


def _text(text: str) -> str:
    return escape(printable(text))
