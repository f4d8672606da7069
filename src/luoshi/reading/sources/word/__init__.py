"""Word documents (.docx): paragraphs and tables in the order of the text, as the final version shows them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from luoshi.reading.sources.word.markup import W, children, holds, is_on
from luoshi.reading.sources.word.numbering import Numbering
from luoshi.reading.sources.word.package import check_docx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

WRAPPERS = frozenset(W + tag for tag in (
    "sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "ruby",
    "rubyBase", "dir", "bdo",
))  # fmt: skip
"""What a paragraph, run, row or cell may be wrapped in; deletions and text boxes are not among them."""

MARKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
LONGEST_CELL = 300
"""A table with a longer cell lays out the page; its cells are then read as lines of their own."""


def read(data: bytes) -> str:
    """The body: a line for each paragraph and row; tracked insertions are in it, deletions are not.

    Headers, footers, footnotes and text boxes are left out. Raises SourceError for what is no sound .docx.
    """
    check_docx(data)
    import docx

    document = docx.Document(io.BytesIO(data))
    numbering = Numbering.of(document)
    return "\n".join(_body_lines(document.element.body, numbering))


def _body_lines(container: Element, numbering: Numbering) -> Iterator[str]:
    """The lines of a body or a cell; a paragraph whose end was deleted runs on into the next."""
    pending = ""
    for element in _in_order(container):
        if element.tag == W + "tbl":
            yield from filter(None, [pending])
            pending = ""
            yield from _table_lines(element, numbering)
            continue
        pending += numbering.label(element) + _paragraph_text(element)
        if not holds(element, "pPr", "rPr", "del"):
            yield pending
            pending = ""
    yield from filter(None, [pending])


def _in_order(container: Element) -> Iterator[Element]:
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in WRAPPERS:
            yield from _in_order(child)


def _paragraph_text(paragraph: Element) -> str:
    return "".join(_run_text(run) for run in _runs(paragraph))


def _runs(container: Element) -> Iterator[Element]:
    for child in container:
        if child.tag == W + "r":
            yield child
        elif child.tag in WRAPPERS:
            yield from _runs(child)


def _run_text(run: Element) -> str:
    if is_on(run, "rPr", "vanish"):
        return ""
    return "".join(_piece(child) for child in run)


def _piece(child: Element) -> str:
    if child.tag == W + "t":
        return child.text or ""
    if child.tag == W + "ruby":
        return _paragraph_text(child)
    if child.tag == W + "br" and child.get(W + "type", "textWrapping") != "textWrapping":
        return ""
    return MARKS.get(child.tag, "")


def _table_lines(table: Element, numbering: Numbering) -> Iterator[str]:
    rows = [[list(_body_lines(cell, numbering)) for cell in _cells(row)] for row in _rows(table)]
    is_layout = any(sum(map(len, cell)) > LONGEST_CELL for row in rows for cell in row)
    for row in rows:
        if is_layout or len(row) == 1:
            yield from (line for cell in row for line in cell)
        elif any(map(any, row)):
            yield "\t".join(_one_line(cell) for cell in row)


def _one_line(cell: list[str]) -> str:
    return " ".join(" ".join(cell).split())


def _rows(table: Element) -> Iterator[Element]:
    for row in children(table, "tr", WRAPPERS):
        if not holds(row, "trPr", "del"):
            yield row


def _cells(row: Element) -> Iterator[Element]:
    return children(row, "tc", WRAPPERS)
