"""Tables of data in a page, turned into lines; tables that only lay out the page are left as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.reading.sources.html.blocks import TAB_TAG, blocks, tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST_CELL = 300
MOST_LINKED = 0.6


def flatten_tables(page: HtmlElement) -> None:
    """Put, in place, a paragraph for each row of data, with a tab mark between its cells."""
    innermost = [table for table in page.iter("table") if table.find(".//table") is None]
    for table in innermost:
        rows = [[_cell_text(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        if _is_data(rows) and not _is_menu(table, rows):
            _replace(table, [row for row in rows if any(row)])


def _cell_text(cell: HtmlElement) -> str:
    """A cell on one line: its own paragraphs and line breaks become spaces."""
    return " ".join(line for block in blocks(cell) for line in block.lines)


def _is_data(rows: list[list[str]]) -> bool:
    has_columns = any(sum(map(bool, row)) > 1 for row in rows)
    return has_columns and all(len(cell) <= LONGEST_CELL for row in rows for cell in row)


def _is_menu(table: HtmlElement, rows: list[list[str]]) -> bool:
    linked = sum(len(tidy(link.text_content())) for link in table.iter("a") if link.get("href") is not None)
    return linked > MOST_LINKED * sum(len(cell) for row in rows for cell in row)


def _replace(table: HtmlElement, rows: list[list[str]]) -> None:
    from lxml.etree import SubElement

    tail = table.tail
    caption = " ".join(_cell_text(element) for element in table.iter("caption"))
    table.clear()
    table.tag, table.tail = "div", tail
    for row in [[caption]] * bool(caption) + rows:
        line = SubElement(table, "p")
        line.text = row[0]
        for cell in row[1:]:
            SubElement(line, TAB_TAG).tail = cell
