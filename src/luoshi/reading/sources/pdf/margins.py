"""Dropping from PDF pages what is printed around the text: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter

from luoshi.reading.sources.pdf.rows import Page, Row, joined

MARGIN = 0.12
"""The share of the page's height, at its top and at its bottom, that may hold heads and feet."""

OUTERMOST = 2
REPEATED = 3
FEW_PAGES = 4

DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"[-—–－―·•.~\s]*(?:"
    r"\d{1,4}|[ivxlc]{1,6}"
    r"|第\s*[\d一二三四五六七八九十百]{1,5}\s*页(?:\s*[,，/／]?\s*共\s*[\d一二三四五六七八九十百]{1,5}\s*页)?"
    r"|(?:page\s*)?\d{1,4}\s*(?:/|／|of)\s*\d{1,4}|page\s*\d{1,4}"
    r")[-—–－―·•.~\s]*",
    re.IGNORECASE,
)


def without_margins(pages: list[Page]) -> list[Page]:
    """The pages without their outermost rows that repeat from page to page or are bare page numbers."""
    counts = Counter(key for page in pages for key in {_key(row) for row in _marginal(page)})
    least = 2 if len(pages) <= FEW_PAGES else REPEATED
    return [_trimmed(page, {key for key, count in counts.items() if count >= least}) for page in pages]


def _trimmed(page: Page, repeated: set[tuple[str, int]]) -> Page:
    dropped = [row for row in _marginal(page) if _key(row) in repeated or _is_page_number(row)]
    return Page(page.height, [row for row in page.rows if not any(row is other for other in dropped)])


def _marginal(page: Page) -> list[Row]:
    """The rows, two at most at either end, that stand in the page's margins."""
    low, high = MARGIN * page.height, (1 - MARGIN) * page.height
    top = [row for row in page.rows[:OUTERMOST] if row[0].base > high]
    return top + [row for row in page.rows[-OUTERMOST:] if row[0].base < low]


def _key(row: Row) -> tuple[str, int]:
    """What a running head has in common from page to page: its words, numbers aside, and its height."""
    return DIGITS.sub("#", "".join(joined(row).split())), round(row[0].base)


def _is_page_number(row: Row) -> bool:
    return all(PAGE_NUMBER.fullmatch(piece.text) for piece in row)
