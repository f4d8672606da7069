"""A page as the blocks a reader sees: paragraphs, headings, list entries, rows of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
TAB_TAG = "luoshi-tab"

# The parser lets no control character through, so these two can stand for what is decided later.
NEW_LINE, NEW_CELL = "\0", "\1"
BREAKS = {"br": NEW_LINE, "hr": NEW_LINE, TAB_TAG: NEW_CELL}

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
SPACE = re.compile(r"[ \t\r\n\f\v]+")
HAN_SIDE = "\u2e80-\u9fff\uff00-\uffef\u2014\u2018-\u201d\u2026"
SOURCE_BREAK = re.compile(rf"(?<=[{HAN_SIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{HAN_SIDE}])")
INDENT = r"(?:[\u3000\u2003]{2,}|\u00a0{4,})"
INDENT_OF_PARAGRAPH = re.compile(rf"(?<=[。！？；：…”’）】])\s*{INDENT}|[\r\n]\s*{INDENT}")
ANY_INDENT = re.compile(INDENT)
LONG = 120
"""A line of this many characters that holds indents is several paragraphs, headings among them."""


@dataclass(slots=True)
class Block:
    """What stands between two block boundaries: its lines, which of it is link text, what holds it."""

    element: HtmlElement
    lines: list[str]
    linked: str = ""

    @property
    def text(self) -> str:
        """All lines, as one."""
        return "\n".join(self.lines)

    def within(self, home: HtmlElement) -> bool:
        """Whether the block stands inside that element."""
        return home is self.element or any(home is ancestor for ancestor in self.element.iterancestors())


def blocks(page: HtmlElement) -> list[Block]:
    """The blocks of a page in reading order, empty ones left out."""
    from lxml.etree import iterwalk

    walk = _Walk(page)
    for event, element in iterwalk(page, events=("start", "end")):
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
    return walk.blocks


def tidy(text: str) -> str:
    """The text with white space as a browser shows it, and none around it."""
    text = SOURCE_BREAK.sub("", INVISIBLE.sub("", text))
    return SPACE.sub(" ", text).strip().replace(NEW_CELL, "\t")


class _Walk:
    """A walk over the page that gathers text until a block boundary comes."""

    def __init__(self, page: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self._holders = [page]
        self._links = self._kept_breaks = 0
        self._pieces: list[str] = []
        self._linked: list[str] = []

    def enter(self, element: HtmlElement) -> None:
        if element.tag in BLOCK_TAGS:
            self._close()
            self._holders.append(element)
        self._links += _is_link(element)
        self._kept_breaks += element.tag == "pre"
        self._pieces.append(BREAKS.get(element.tag, ""))
        self._add(element.text)

    def leave(self, element: HtmlElement) -> None:
        self._links -= _is_link(element)
        self._kept_breaks -= element.tag == "pre"
        if element.tag in BLOCK_TAGS:
            self._close()
            self._holders.pop()
        if len(self._holders) > 1:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._kept_breaks:
            text = text.replace("\n", NEW_LINE)
        self._pieces.append(text)
        if self._links:
            self._linked.append(text)

    def _close(self) -> None:
        lines = [line for piece in "".join(self._pieces).split(NEW_LINE) for line in _paragraphs(piece)]
        if lines:
            self.blocks.append(Block(self._holders[-1], lines, tidy("".join(self._linked))))
        self._pieces, self._linked = [], []


def _is_link(element: HtmlElement) -> bool:
    return element.tag == "a" and element.get("href") is not None


def _paragraphs(line: str) -> list[str]:
    """The paragraphs of one line, if it marks them by nothing but wide indents."""
    indent = ANY_INDENT if len(line) > LONG else INDENT_OF_PARAGRAPH
    return [paragraph for part in indent.split(line) if (paragraph := tidy(part))]
