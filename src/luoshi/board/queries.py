"""How the board stands as of a day. A page asks a fixed number of queries, whatever its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from luoshi.board.actions import by_key
from luoshi.board.models import (
    Check,
    Commitment,
    Milestone,
    Move,
    Progress,
    Revision,
    Stage,
    State,
    Step,
    Target,
)
from luoshi.delivery import Figure, Standing, combine, judge, judge_milestones
from luoshi.delivery import Milestone as Gate
from luoshi.delivery import Target as Goal
from luoshi.delivery.model import STATUSES
from luoshi.office.models import Department, Place


@dataclass(slots=True)
class Facts:
    """What is recorded of a commitment by a day; `moves` has the last step of each figure."""

    commitment: Commitment
    revisions: list[Revision] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    moves: dict[int, Move] = field(default_factory=dict)

    @property
    def stage(self) -> Stage | None:
        """How far the sign-off has come."""
        return Stage(self.checks[-1].stage) if self.checks else None

    def at_step(self, step: Step) -> list[Progress]:
        """The figures that have come so far and no further."""
        return [row for row in self.progress if row.pk in self.moves and self.moves[row.pk].step == step]


@dataclass(slots=True)
class Line:
    """A commitment as it stood: what the office said of it, its parts, and its status."""

    facts: Facts
    standing: Standing
    targets: list[tuple[Target, Standing]]
    milestones: list[tuple[Milestone, date | None]]

    @property
    def commitment(self) -> Commitment:
        return self.facts.commitment

    @property
    def revision(self) -> Revision:
        return self.facts.revisions[-1]

    @property
    def pending(self) -> int:
        """How many figures wait for the office."""
        return len(self.facts.at_step(Step.SUBMITTED))


def end_of(day: date) -> datetime:
    """The first instant after a local day: what was recorded before it was known by the day's end."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def lines(commitments: QuerySet[Commitment], as_of: date) -> list[Line]:
    """The commitments as they stood by the end of a local day; seven queries."""
    until = end_of(as_of)
    facts = {row.pk: Facts(row) for row in commitments.filter(at__lt=until)}
    known = {"commitment__in": list(facts), "at__lt": until}
    for name, rows in (
        ("revisions", Revision.objects.select_related("lead", "by")),
        ("targets", Target.objects.select_related("by")),
        ("milestones", Milestone.objects.all()),
        ("progress", Progress.objects.select_related("department", "by")),
        ("checks", Check.objects.select_related("by")),
    ):
        for fact in rows.filter(**known).order_by("pk"):
            getattr(facts[fact.commitment_id], name).append(fact)
    moves = Move.objects.filter(progress__commitment__in=list(facts), at__lt=until)
    for move in moves.select_related("progress").order_by("pk"):
        facts[move.progress.commitment_id].moves[move.progress_id] = move
    return [line(one, as_of) for one in facts.values() if one.revisions]


def line(facts: Facts, as_of: date) -> Line:
    """One commitment judged: only accepted figures count, submitted ones are pending."""
    signed_off = facts.stage == Stage.SIGNED
    accepted = facts.at_step(Step.ACCEPTED)
    targets = []
    for key, target in by_key(facts.targets).items():
        own = [row for row in accepted if row.key == key and not row.of_milestone]
        figures = [figure(row, facts.moves[row.pk]) for row in own]
        targets.append((target, judge(goal(target), figures, as_of, signed_off=signed_off)))
    reached = {row.key: timezone.localdate(facts.moves[row.pk].at) for row in accepted if row.of_milestone}
    milestones = [(row, reached.get(key)) for key, row in by_key(facts.milestones).items()]
    parts = [standing for _, standing in targets]
    if milestones:
        gates = [Gate(row.name, row.due, accepted_on) for row, accepted_on in milestones]
        parts.append(judge_milestones(gates, as_of, signed_off=signed_off))
    return Line(facts, combine(parts), targets, milestones)


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
    """Those that the office has confirmed."""
    return [line for line in found if line.revision.state == State.CONFIRMED]


def by_urgency(found: Sequence[Line]) -> list[Line]:
    """Behind first, done last; in the report's order among equals."""
    return sorted(found, key=lambda line: STATUSES.index(line.standing.status))


def led_by(place: Place, department: Department, as_of: date) -> list[Line]:
    """What a department leads, by urgency."""
    found = confirmed(lines(place.commitments.all(), as_of))
    return by_urgency([line for line in found if line.revision.lead_id == department.pk])


def waiting(place: Place) -> list[Progress]:
    """The figures that were submitted and wait for the office, the oldest first."""
    rows = Progress.objects.filter(commitment__place=place).select_related("commitment", "department", "by")
    moves = Move.objects.filter(progress__commitment__place=place).order_by("pk")
    steps = {move.progress_id: move.step for move in moves}
    return [row for row in rows.order_by("pk") if steps.get(row.pk) == Step.SUBMITTED]
