"""How the board stands as of a day. A page asks a fixed number of queries, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from luoshi.board.actions import by_key
from luoshi.board.models import Commitment, Move, Progress, Revision, State, Step, Target
from luoshi.delivery import Figure, Standing, combine, judge
from luoshi.delivery import Target as Goal
from luoshi.office.models import Department, Place


@dataclass(slots=True)
class Line:
    """A commitment as it stood: what the office said of it, its targets, and its status."""

    commitment: Commitment
    revision: Revision
    targets: list[Target]
    standing: Standing
    standings: list[Standing]
    pending: int


def end_of(day: date) -> datetime:
    """The first instant after a local day: what was recorded before it was known by the day's end."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def lines(commitments: QuerySet[Commitment], as_of: date) -> list[Line]:
    """The commitments as they stood by the end of a local day; five queries."""
    until = end_of(as_of)
    rows = list(commitments.filter(at__lt=until))
    of_these = {"commitment__in": [row.pk for row in rows], "at__lt": until}
    revisions: dict[int, Revision] = {}
    for revision in Revision.objects.filter(**of_these).select_related("lead", "by").order_by("pk"):
        revisions[revision.commitment_id] = revision
    targets: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(**of_these):
        targets[target.commitment_id].append(target)
    figures: dict[int, list[Progress]] = defaultdict(list)
    for progress in Progress.objects.filter(**of_these):
        figures[progress.commitment_id].append(progress)
    moves = last_moves([row.pk for row in rows], until)
    return [
        line(row, revisions[row.pk], targets[row.pk], figures[row.pk], moves, as_of)
        for row in rows
        if row.pk in revisions
    ]


def last_moves(commitments: Sequence[int], until: datetime) -> dict[int, Move]:
    """The last move of each figure of these commitments."""
    found = Move.objects.filter(progress__commitment__in=commitments, at__lt=until).order_by("pk")
    return {move.progress_id: move for move in found}


def line(
    commitment: Commitment,
    revision: Revision,
    targets: list[Target],
    progress: list[Progress],
    moves: dict[int, Move],
    as_of: date,
) -> Line:
    """One commitment judged: only accepted figures count, submitted ones are pending."""
    latest = by_key(targets)
    accepted = [row for row in progress if row.pk in moves and moves[row.pk].step == Step.ACCEPTED]
    pending = [row for row in progress if row.pk in moves and moves[row.pk].step == Step.SUBMITTED]
    standings = [
        judge(
            goal(target),
            (figure(row, moves[row.pk]) for row in accepted if row.key == key),
            as_of,
            signed_off=False,
        )
        for key, target in latest.items()
    ]
    return Line(commitment, revision, list(latest.values()), combine(standings), standings, len(pending))


def goal(target: Target) -> Goal:
    """A target as the pure room knows it."""
    return Goal(
        id=str(target.commitment_id),
        measure=target.measure,
        comparator=target.comparator,  # type: ignore[arg-type]
        value=target.value,
        unit=target.unit,
        basis=target.basis,  # type: ignore[arg-type]
        start=target.start,
        due=target.due,
        direction=target.direction,  # type: ignore[arg-type]
        baseline=target.baseline,
    )


def figure(row: Progress, accepted: Move) -> Figure:
    """A figure counts from the day it was accepted."""
    return Figure(row.day, row.value, row.cumulative, timezone.localdate(accepted.at))


def confirmed(found: Sequence[Line]) -> list[Line]:
    return [line for line in found if line.revision.state == State.CONFIRMED]


def led_by(place: Place, department: Department, as_of: date) -> list[Line]:
    """What a department leads, by urgency: behind first."""
    from luoshi.delivery.model import STATUSES

    found = confirmed(lines(place.commitments.all(), as_of))
    own = [line for line in found if line.revision.lead_id == department.pk]
    return sorted(own, key=lambda line: STATUSES.index(line.standing.status))


def waiting(place: Place) -> list[Progress]:
    """The figures that were submitted and wait for the office, the oldest first."""
    rows = Progress.objects.filter(commitment__place=place).select_related("commitment", "department", "by")
    moves = Move.objects.filter(progress__commitment__place=place).order_by("pk")
    steps = {move.progress_id: move.step for move in moves}
    return [row for row in rows.order_by("pk") if steps.get(row.pk) == Step.SUBMITTED]
