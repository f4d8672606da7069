"""Stretches of a source: where words stand in it, and how those of a promise are shared out. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

Span = list[int]
"""Start and end in the source, Unicode code points, end-exclusive; a list, as JSON keeps it."""

EDGES = "，、；。：, ;"
"""What the words of a part do not begin or end with."""


def matches(text: str, words: str) -> list[re.Match[str]]:
    """Where words stand in a text, whatever blanks and broken lines lie between."""
    pattern = r"\s*".join(re.escape(c) for c in words if not c.isspace())
    return [*re.finditer(pattern, text)] if pattern else []


def unbroken(text: str, start: int, end: int) -> list[Span]:
    """The spans of a stretch without its blanks."""
    return [[start + m.start(), start + m.end()] for m in re.finditer(r"\S+", text[start:end])]


def positions(spans: Iterable[Sequence[int]]) -> list[int]:
    """Each character of some spans, in the order of the text."""
    return sorted({place for start, end in spans for place in range(start, end)})


def runs(places: Iterable[int]) -> list[Span]:
    """Characters as spans, in the order of the text."""
    found: list[Span] = []
    for place in sorted(places):
        if found and found[-1][1] == place:
            found[-1][1] = place + 1
        else:
            found.append([place, place + 1])
    return found


def phrases(text: str, spans: Iterable[Sequence[int]]) -> list[list[int]]:
    """The characters of a promise cut behind its commas, and where other words lie between its spans."""
    found: list[list[int]] = []
    last = None
    for place in positions(spans):
        if last is None or text[last] in EDGES or text[last + 1 : place].strip():
            found.append([])
        found[-1].append(place)
        last = place
    return found


def shared_out(text: str, spans: Iterable[Sequence[int]], claims: dict[int, int]) -> dict[int, list[Span]]:
    """The spans of each claimant: every character goes to exactly one.

    `claims` says by character who claims it. Within a phrase the rest goes along; a phrase that nobody claims
    goes with the one before it.
    """
    owners: dict[int, int] = {}
    current = 0
    for phrase in phrases(text, spans):
        current = next((claims[place] for place in phrase if place in claims), current)
        for place in phrase:
            current = owners[place] = claims.get(place, current)
    return {owner: runs(p for p in owners if owners[p] == owner) for owner in {*owners.values()}}


def words_of(text: str, spans: Sequence[Sequence[int]]) -> str:
    """The words of some spans: joined where only blanks lie between, else with a comma."""
    said = ""
    for index, (start, end) in enumerate(spans):
        between = text[spans[index - 1][1] : start].strip() if index else ""
        said = f"{said.rstrip(EDGES)}，{text[start:end]}" if between else said + text[start:end]
    return said.strip(EDGES) or said


def clauses(text: str, spans: Iterable[Sequence[int]]) -> list[list[Span]]:
    """The phrases of a promise as spans, without those that are only marks."""
    return [runs(phrase) for phrase in phrases(text, spans) if any(text[p] not in EDGES for p in phrase)]


def lines(text: str) -> list[tuple[int, int]]:
    """The lines of a text that are not blank, as starts and ends."""
    return [m.span() for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]


Stroke = tuple[int, int, int, int]
"""A start, an end, a kind, and which of its kind."""


def apart(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes in the order of the text, none across another: the lower kind stays whole, then the earlier."""
    found: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: (stroke[2], stroke[0], stroke[1])):
        at = bisect_left(found, stroke)
        free = (at == 0 or found[at - 1][1] <= stroke[0]) and (at == len(found) or stroke[1] <= found[at][0])
        if free and stroke[0] < stroke[1]:
            found.insert(at, stroke)
    return found


def cut(start: int, end: int, strokes: Iterable[Stroke]) -> list[tuple[int, int, Stroke | None]]:
    """A line cut into stretches, each with the stroke that it lies under."""
    found: list[tuple[int, int, Stroke | None]] = []
    at = start
    for stroke in strokes:
        first, last = max(stroke[0], start), min(stroke[1], end)
        if first >= end:
            break
        if at < first:
            found.append((at, first, None))
        if first < last:
            found.append((first, last, stroke))
            at = last
    return [*found, (at, end, None)] if at < end else found
