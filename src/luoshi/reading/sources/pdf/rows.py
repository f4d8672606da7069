"""A PDF page as rows of text pieces, from where its characters stand.

Lengths are PDF points (1/72 inch), from the lower left corner of the page as it is displayed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import closing
from ctypes import byref, c_double
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

WIDE_GAP = 1.2
"""Ems between two characters from which on they are separate pieces, in two columns perhaps."""

WORD_GAP = 0.2
SPACE_GAP = 0.8
CELL_GAP = 2.0
SAME_BASE = 0.4
BACKWARDS = 0.5
DIAGONAL = 0.2

Transform = Callable[[float, float], tuple[float, float]]


class Char(NamedTuple):
    """One character: its left and right edge, its baseline and its height."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(slots=True)
class Piece:
    """Text on one baseline without a wide gap in it."""

    text: str
    left: float
    right: float
    base: float
    size: float


Row = list[Piece]
"""The pieces on one baseline, from left to right."""


@dataclass(slots=True)
class Page:
    """The rows of a page, from the top down."""

    height: float
    rows: list[Row]


def rows_of(page: Any) -> Page:
    """The rows of a pypdfium2 page; diagonal text (a watermark) and text beyond its edges are left out."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    rotation = page.get_rotation()
    turned = _turned(rotation, width, height)
    with closing(page.get_textpage()) as textpage:
        chars = list(_chars(textpage, lambda x, y: turned(x - left, y - bottom)))
    if rotation in (90, 270):
        width, height = height, width
    shown = [char for char in chars if 0 <= char.left <= width and 0 <= char.base <= height]
    return Page(height, _rows(_pieces(shown)))


def joined(row: Row) -> str:
    """The row as one line: a tab where a table's next cell begins, a space at a smaller gap."""
    text = row[0].text
    for before, after in pairwise(row):
        is_cell = after.left - before.right > CELL_GAP * before.size and len(before.text) > 1 < len(
            after.text
        )
        text += ("\t" if is_cell else " ") + after.text
    return text


def _turned(rotation: int, width: float, height: float) -> Transform:
    """From a point on the page as stored to the point as displayed; rotation is clockwise, in degrees."""
    turns: dict[int, Transform] = {
        90: lambda x, y: (y, width - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (height - y, x),
    }
    return turns.get(rotation, lambda x, y: (x, y))


def _chars(textpage: Any, transform: Transform) -> Iterator[Char]:
    """The characters in the order of the file, without those PDFium makes up between them."""
    from pypdfium2 import raw

    handle = textpage.raw
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in (0, 10, 13, 0xFFFE) or (code == 32 and raw.FPDFText_IsGenerated(handle, index)):
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, index, byref(box)):
            continue
        if not raw.FPDFText_GetCharOrigin(handle, index, byref(x), byref(y)):
            continue
        if abs(math.sin(2 * raw.FPDFText_GetCharAngle(handle, index))) > DIAGONAL:
            continue
        start, end = transform(box.left, box.bottom), transform(box.right, box.top)
        _, base = transform(x.value, y.value)
        size = max(1.0, abs(end[1] - start[1]))
        yield Char(_text_of(code), min(start[0], end[0]), max(start[0], end[0]), base, size)


def _text_of(code: int) -> str:
    """A character by its code; PDFium gives 2 for a hyphen at the end of a line."""
    return "-" if code == 2 else chr(code)


def _pieces(chars: list[Char]) -> Iterator[Piece]:
    run: list[Char] = []
    for char in chars:
        if run and not _continues(run[-1], char):
            yield from _piece(run)
            run = []
        run.append(char)
    yield from _piece(run)


def _continues(before: Char, after: Char) -> bool:
    size = max(before.size, after.size)
    gap = after.left - before.right
    return abs(after.base - before.base) < SAME_BASE * size and -BACKWARDS * size < gap < WIDE_GAP * size


def _piece(run: list[Char]) -> Iterator[Piece]:
    """The run as a piece between its first and last visible character; nothing for a blank run."""
    visible = [char for char in run if not char.text.isspace()]
    if not visible:
        return
    text = run[0].text + "".join(_space(before, after) + after.text for before, after in pairwise(run))
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
    size = max(char.size for char in visible)
    yield Piece(text, visible[0].left, visible[-1].right, visible[0].base, size)


def _space(before: Char, after: Char) -> str:
    gap = (after.left - before.right) / after.size
    is_word_end = gap > WORD_GAP and before.text.isascii() and after.text.isascii()
    blank = before.text.isspace() or after.text.isspace()
    return " " if (is_word_end or gap > SPACE_GAP) and not blank else ""


def _rows(pieces: Iterator[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if rows and abs(rows[-1][0].base - piece.base) < SAME_BASE * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_merged(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _merged(row: Row) -> Row:
    """The row with pieces joined that stand close together, such as a number in another font."""
    merged = row[:1]
    for piece in row[1:]:
        last = merged[-1]
        gap = (piece.left - last.right) / max(last.size, piece.size)
        if gap >= WIDE_GAP:
            merged.append(piece)
            continue
        last.text += (" " if gap > SPACE_GAP else "") + piece.text
        last.right, last.size = max(last.right, piece.right), max(last.size, piece.size)
    return merged
