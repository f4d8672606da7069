"""A report on its way through confirmation: its text with the promises marked, and the promises beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db.models import QuerySet

from luoshi.board.models import Commitment, Milestone, Report, Revision, State, Target
from luoshi.board.queries.facts import Facts, gathered
from luoshi.board.queries.machine import doubts, items_of, readings
from luoshi.board.stretches import Stroke, apart, cut, lines
from luoshi.board.words import class_words
from luoshi.reading.outputs.words import REASON_WORDS
from luoshi.reading.page import HEADING_LENGTH, NUMBERED

AROUND = 18
"""How many characters of the text are shown on each side of a leftover."""


@dataclass(slots=True)
class Card:
    """A promise as the office goes through it; `parts` are what it was split into."""

    facts: Facts
    parts: list[Commitment] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)

    @property
    def commitment(self) -> Commitment:
        return self.facts.commitment

    @property
    def revision(self) -> Revision:
        return self.facts.revision

    @property
    def is_open(self) -> bool:
        """Whether it can be split, or merged into another."""
        return self.revision.state in (State.PROPOSED, State.CONFIRMED)

    @property
    def is_corrected(self) -> bool:
        """Whether people have changed what the machine had said, or the words that stand as its title."""
        targets = any(row.by_id is not None for row in self.facts.targets)
        return targets or self.revision.title != self.commitment.words[:500]


def cards(commitments: QuerySet[Commitment], as_of: date) -> list[Card]:
    """Promises in the order of the text, the parts of one that was split behind it; five queries."""
    found = {facts.commitment.pk: card(facts) for facts in gathered(commitments, as_of, figures=False)}
    for one in found.values():
        whole = found.get(one.commitment.split_from_id)
        if whole is not None:
            whole.parts.append(one.commitment)
    return sorted(found.values(), key=lambda one: (start(one.commitment), one.commitment.number))


def card(facts: Facts) -> Card:
    """One promise, with what the machine had read."""
    items = items_of(facts.commitment)
    return Card(
        facts,
        readings=readings(items),
        doubts=doubts(items),
        targets=facts.standing_targets(),
        milestones=facts.standing_milestones(),
    )


def start(commitment: Commitment) -> int:
    """Where a promise begins in its source."""
    return min((span[0] for span in commitment.spans), default=0)


@dataclass(frozen=True, slots=True)
class Remnant:
    """A numeral of the report that is no promise: what class it was put in, and where it stands."""

    index: int
    text: str
    reason: str
    before: str
    after: str
    sentence: str
    start: int
    end: int


def remnants(report: Report) -> list[Remnant]:
    """The leftovers of a report, in the order of the text."""
    found = [remnant(report.text, index, row) for index, row in enumerate(report.leftovers)]
    return sorted(found, key=lambda one: one.start)


def remnant(text: str, index: int, row: dict) -> Remnant:
    """One leftover, with the words around it."""
    first, end = row["spans"][0][0], row["spans"][-1][1]
    return Remnant(
        index,
        row["text"],
        class_words(row["reason"]),
        text[max(0, first - AROUND) : first],
        text[end : end + AROUND],
        row["sentence"] or row["text"],
        first,
        end,
    )


def by_class(found: Iterable[Remnant]) -> list[tuple[str, list[Remnant]]]:
    """Leftovers by their class, in the order of the table of classes."""
    groups: dict[str, list[Remnant]] = {class_words(reason): [] for reason in REASON_WORDS}
    for one in found:
        groups.setdefault(one.reason, []).append(one)
    return [(name, rows) for name, rows in groups.items() if rows]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: of a promise, of a leftover, or of neither; `first` where the promise begins."""

    text: str
    card: Card | None = None
    remnant: Remnant | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the source in its pieces."""

    pieces: list[Piece]
    heading: bool


def marked(text: str, found: Sequence[Card], left: Sequence[Remnant]) -> list[TextLine]:
    """The whole text line by line, each promise marked; one that was split is marked by its parts."""
    own = [one for one in found if one.revision.state != State.SPLIT]
    strokes = [(a, b, 0, n) for n, one in enumerate(own) for a, b in one.commitment.spans]
    strokes += [(one.start, one.end, 1, n) for n, one in enumerate(left)]
    taken = apart(strokes)
    ends = [stroke[1] for stroke in taken]
    titles = {title for one in found for title in one.commitment.section.split(" / ")}
    begun: set[int] = set()
    shown = []
    for first, end in lines(text):
        cuts = cut(first, end, islice(taken, bisect_right(ends, first), None))
        pieces = [piece(text[a:b], stroke, own, left, begun) for a, b, stroke in cuts]
        plain = not any(one.card for one in pieces)
        shown.append(TextLine(pieces, plain and is_heading(text[first:end].strip(), titles)))
    return shown


def piece(
    words: str, stroke: Stroke | None, own: Sequence[Card], left: Sequence[Remnant], begun: set[int]
) -> Piece:
    """A stretch under its stroke; `begun` are the promises that have begun before."""
    if stroke is None:
        return Piece(words)
    _start, _end, kind, which = stroke
    if kind:
        return Piece(words, remnant=left[which])
    first = which not in begun
    begun.add(which)
    return Piece(words, card=own[which], first=first)


def is_heading(line: str, titles: set[str]) -> bool:
    """Whether a line without a promise is a heading: short, and numbered or known from the sections."""
    if len(line) > HEADING_LENGTH or line.endswith(tuple("。；，、")):
        return False
    return bool(NUMBERED.match(line)) or any(title and line.endswith(title) for title in titles)
