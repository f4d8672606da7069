"""Which figures came after their window had closed (逾期补报)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils import timezone

from luoshi.board.actions.common import by_key
from luoshi.board.models import Part, Progress
from luoshi.board.queries.facts import Facts


def late(figures: Iterable[Progress], closes: Mapping[int, date | None], lag: int) -> set[int]:
    """The figures of one thing that were given late, by id; a correction is not late.

    `closes` tells by figure when its window closed; without a window nothing is late.
    """
    first: dict[date, Progress] = {}
    for row in sorted(figures, key=lambda row: row.pk):
        first.setdefault(row.day, row)
    return {row.pk for row in first.values() if is_after(row, closes[row.pk], lag)}


def is_after(row: Progress, closes: date | None, lag: int) -> bool:
    """Whether a figure was given after its last day."""
    return closes is not None and timezone.localdate(row.at) > closes + timedelta(days=lag)


def late_in(facts: Facts) -> set[int]:
    """The late figures of a commitment that was gathered whole; milestones are bound to no window."""
    closes = {pk: move.closes for pk, move in facts.moves.items()}
    lags = {(Part.TARGET, row.key): row.lag for row in facts.standing_targets()}
    for item in by_key(facts.items).values():
        lags[Part.ITEM, item.key] = lags.get((Part.TARGET, item.target), 0)
    found: set[int] = set()
    for (part, key), lag in lags.items():
        given = [row for row in facts.progress if not (row.found or row.counted)]
        own = [row for row in given if (row.part, row.key) == (part, key)]
        found |= late(own, closes, lag)
    return found
