"""A commitment's past as one readable story, and its words in the source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from luoshi.board.actions.common import by_key
from luoshi.board.models import Commitment, Part, Step, Target, WorkItem
from luoshi.board.models.common import Fact
from luoshi.board.queries.facts import Facts

Story = list[tuple[datetime, Fact]]


def story(facts: Facts) -> Story:
    """All that was decided and reported about a commitment, in the order in which it happened.

    What the reading of the report set has nobody's name, and is told by the first revision. What is counted
    is accepted by that.
    """
    rows: list[Fact] = [*facts.revisions, *facts.checks, *facts.requests, *facts.items]
    rows += [*facts.evidence, *facts.releases]
    rows += [row for row in (*facts.targets, *facts.milestones) if row.by_id is not None]
    rows += [row.decision for row in facts.requests if hasattr(row, "decision")]
    rows += facts.progress
    moves = [row for row in facts.steps.values() if row.step != Step.DRAFTED]
    rows += [row for row in moves if not row.progress.counted]
    return sorted(((row.at, row) for row in rows), key=lambda entry: entry[0])


def earlier(targets: list[Target]) -> list[Target]:
    """What targets were before: rows that say otherwise than the one after them, in the order of writing."""
    current = by_key(targets)
    later: dict[int, Target] = {}
    found = []
    for row in sorted(targets, key=lambda row: row.pk, reverse=True):
        after = later.setdefault(row.key, row)
        if aim(row) != aim(after) and not current[row.key].dropped:
            found.append(row)
        later[row.key] = row
    return found[::-1]


def aim(target: Target) -> tuple[object, ...]:
    """What is promised, and until when."""
    return target.measure, target.comparator, target.value, target.unit, target.basis, target.due


def items_with_done(facts: Facts) -> list[tuple[WorkItem, Decimal | None]]:
    """The work items with how much of each is done by its last accepted figure; dropped ones are left out."""
    rows = [row for row in by_key(facts.items).values() if row.state != WorkItem.State.DROPPED]
    return [(row, last_value(facts, row)) for row in rows]


def last_value(facts: Facts, item: WorkItem) -> Decimal | None:
    rows = facts.accepted(Part.ITEM, item.key)
    return max(rows, key=lambda row: (row.day, row.pk)).value if rows else None


@dataclass(frozen=True, slots=True)
class Sum:
    """What the agreed work items of a target add up to, beside the target itself."""

    target: Target
    total: Decimal

    @property
    def difference(self) -> Decimal:
        """How much the items lack; negative where they go beyond the target."""
        return self.target.value - self.total

    @property
    def excess(self) -> Decimal:
        """How much the items go beyond the target."""
        return -self.difference


def sums(facts: Facts) -> list[Sum]:
    """For each target that work items are parts of, what they add up to."""
    agreed = [
        row
        for row in by_key(facts.items).values()
        if row.state == WorkItem.State.APPROVED and row.value is not None
    ]
    totals: dict[int, Decimal] = {}
    for row in agreed:
        if row.target is not None:
            totals[row.target] = totals.get(row.target, Decimal(0)) + row.value
    return [Sum(row, totals[row.key]) for row in facts.standing_targets() if row.key in totals]


def around(row: Commitment) -> list[tuple[str, bool]]:
    """The source around a commitment's words, cut into stretches that are its words or not."""
    if row.report is None or not row.spans:
        return [(row.words, True)]
    text, spans = row.report.text, sorted((start, end) for start, end in row.spans)
    start = max(text.rfind("\n", 0, spans[0][0]) + 1, spans[0][0] - 200)
    stop = text.find("\n", spans[-1][1])
    end = min(stop if stop >= 0 else len(text), spans[-1][1] + 200)
    pieces: list[tuple[str, bool]] = []
    for a, b in spans:
        if a >= start:
            pieces += [(text[start:a], False), (text[a:b], True)]
            start = b
    return [piece for piece in [*pieces, (text[start:end], False)] if piece[0]]
