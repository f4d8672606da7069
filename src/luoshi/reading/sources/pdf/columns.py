"""The reading order of PDF pages that are set in one or two columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.reading.sources.pdf.rows import Page, Piece, Row, joined

CENTRE = (0.3, 0.7)
STEPS = 80
LEAST_LINES = 3
MOST_CROSSING = 0.5
LEAST_OVERLAP = 0.5
FULL_LINE = 0.75
LEAST_FULL = 0.5


@dataclass(slots=True)
class Line:
    """A line of one column."""

    text: str
    left: float
    right: float
    base: float
    size: float


Flow = list[Line]
"""Lines that follow each other in one column of one page."""


def flows(pages: list[Page]) -> list[Flow]:
    """The columns of all pages in reading order; lines that span both columns are flows between them."""
    found: list[Flow] = []
    gutter: float | None = None
    for page in pages:
        gutter = _gutter(page.rows) or _inherited(page.rows, gutter)
        found += [_lines(page.rows)] if gutter is None else _bands(page.rows, gutter)
    return [flow for flow in found if flow]


def _lines(rows: list[Row]) -> Flow:
    return [Line(joined(row), row[0].left, row[-1].right, row[0].base, row[0].size) for row in rows if row]


def _bands(rows: list[Row], gutter: float) -> Iterator[Flow]:
    """Left column, then right column, between one full-width line and the next."""
    left: list[Row] = []
    right: list[Row] = []
    full: list[Row] = []
    for row in rows:
        if any(_crosses(piece, gutter) for piece in row):
            yield from (_lines(left), _lines(right))
            left, right = [], []
            full.append(row)
            continue
        yield _lines(full)
        full = []
        left.append([piece for piece in row if piece.right <= gutter])
        right.append([piece for piece in row if piece.left >= gutter])
    yield from (_lines(left), _lines(right), _lines(full))


def _crosses(piece: Piece, x: float) -> bool:
    return piece.left < x < piece.right


def _gutter(rows: list[Row]) -> float | None:
    """Where the gap between two columns of prose runs, or None: a table's gap does not count."""
    pieces = [piece for row in rows for piece in row]
    if len(pieces) < 2 * LEAST_LINES:
        return None
    x = _least_crossed(pieces)
    left, right = _sides(pieces, x)
    crossing = len(pieces) - len(left) - len(right)
    if min(len(left), len(right)) < LEAST_LINES or crossing > MOST_CROSSING * len(pieces):
        return None
    return x if _side_by_side(left, right) and _is_prose(left) and _is_prose(right) else None


def _inherited(rows: list[Row], gutter: float | None) -> float | None:
    """The gutter of the page before, for a page too short to show one of its own."""
    if gutter is None:
        return None
    pieces = [piece for row in rows for piece in row]
    left, right = _sides(pieces, gutter)
    short = min(len(left), len(right)) < LEAST_LINES
    return gutter if short and len(left) + len(right) == len(pieces) else None


def _least_crossed(pieces: list[Piece]) -> float:
    """The middle of the widest stretch, near the centre, that the fewest pieces cross."""
    start = min(piece.left for piece in pieces)
    width = max(piece.right for piece in pieces) - start
    step = (CENTRE[1] - CENTRE[0]) / STEPS
    places = [start + (CENTRE[0] + step * number) * width for number in range(STEPS + 1)]
    crossed = [sum(_crosses(piece, x) for piece in pieces) for x in places]
    least = min(crossed)
    stretches = _stretches([count == least for count in crossed])
    first, last = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (places[first] + places[last]) / 2


def _stretches(flags: list[bool]) -> list[tuple[int, int]]:
    """First and last index of each unbroken run of true flags."""
    found: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if flag and found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        elif flag:
            found.append((index, index))
    return found


def _sides(pieces: list[Piece], x: float) -> tuple[list[Piece], list[Piece]]:
    return [p for p in pieces if p.right <= x], [p for p in pieces if p.left >= x]


def _side_by_side(left: list[Piece], right: list[Piece]) -> bool:
    """Whether the two stand next to each other rather than one above the other."""
    top = min(max(p.base for p in left), max(p.base for p in right))
    bottom = max(min(p.base for p in left), min(p.base for p in right))
    shorter = min(_height(left), _height(right))
    return top - bottom >= LEAST_OVERLAP * shorter


def _height(pieces: list[Piece]) -> float:
    bases = [piece.base for piece in pieces]
    return max(bases) - min(bases)


def _is_prose(pieces: list[Piece]) -> bool:
    """Whether most lines fill their column, as prose does and the cells of a table do not."""
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    full = sum(piece.right - piece.left >= FULL_LINE * width for piece in pieces)
    return full >= LEAST_FULL * len(pieces)
