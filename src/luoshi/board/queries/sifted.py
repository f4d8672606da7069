"""What decides how a whole board stands: five queries, and only the figures that can matter.

`facts` gathers all that is recorded of a few commitments; here the database leaves out what is overtaken.
The facts are judged by the same `lines.line`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from luoshi.board.models import Check, Milestone, Move, Part, Progress, Revision, Stage, Step, Target
from luoshi.board.models.common import Fact
from luoshi.board.queries.facts import Facts, shared_by
from luoshi.office.clock import end_of
from luoshi.office.models import Place

EVER = date(1, 1, 1)
EVERY = Q()


class Given(NamedTuple):
    """An accepted figure, without what no judgement asks for."""

    commitment_id: int | None
    measure_id: int | None
    part: str
    key: int
    pk: int
    day: date
    value: Decimal
    cumulative: bool
    found: bool
    counted: bool
    at: datetime


@dataclass(slots=True)
class Sifted(Facts):
    """What decides how a commitment stands: the last revision, and the accepted figures that can matter."""

    parts: dict[tuple[str, int], list[Given]] = field(default_factory=dict)
    measures: dict[int, list[Given]] = field(default_factory=dict)

    def given(self, part: Part, key: int) -> list[Given]:
        return self.parts.get((part, key), [])

    def given_for(self, measure: int) -> list[Given]:
        return self.measures.get(measure, [])

    def accepted_at(self, row: Given) -> datetime:
        return row.at


def sifted(place: Place, as_of: date, among: Q = EVERY) -> list[Sifted]:
    """What decides how a place's commitments stood by the end of a local day, in the report's order.

    `among` says which, as asked of rows that belong to a commitment. Of revisions, only the last one is
    there; of figures, those that were accepted and not overtaken.
    """
    until = end_of(as_of)
    among &= Q(commitment__place=place, at__lt=until)
    facts: dict[int, Sifted] = {}
    for revision in last_revisions(among, until):
        revision.commitment.place = place
        facts[revision.commitment_id] = Sifted(revision.commitment, [revision])
    tables: dict[str, type[Fact]] = {"targets": Target, "milestones": Milestone, "checks": Check}
    for name, model in tables.items():
        columns = [column.attname for column in model._meta.concrete_fields]
        for row in model.objects.filter(among).order_by("pk").values_list("pk", *columns, named=True):
            getattr(facts[row.commitment_id], name).append(row)
    add_given(facts, among, as_of)
    return [*facts.values()]


def last_revisions(among: Q, until: datetime) -> QuerySet[Revision]:
    """The last that was said of each commitment, with it and its lead."""
    later = Revision.objects.filter(
        commitment=OuterRef("commitment"), pk__gt=OuterRef("pk"), at__lt=until
    ).order_by()
    rows = Revision.objects.filter(among, ~Exists(later)).select_related("commitment", "lead")
    rows = rows.defer("commitment__machine", "commitment__spans")
    return rows.order_by("commitment__year", "commitment__origin", "commitment__number")


def add_given(facts: dict[int, Sifted], among: Q, as_of: date) -> None:
    """Add the accepted figures that can matter: one query."""
    users = shared_by(facts.values())
    rows = of_targets(among, as_of).union(of_steps(among, as_of), of_measures(users, as_of), all=True)
    found = {row[4]: row for row in rows}
    measures: dict[int, list[Given]] = {}
    for pk in sorted(found):
        row = Given._make(found[pk])
        if row.measure_id is not None:
            measures.setdefault(row.measure_id, []).append(row)
        else:
            facts[row.commitment_id].parts.setdefault((row.part, row.key), []).append(row)
    for measure, those in users.items():
        for one in those:
            one.measures[measure] = measures.get(measure, [])


GIVEN = (*Given._fields[:-1], "moves__at")


def of_targets(among: Q, as_of: date) -> QuerySet:
    """The accepted figures of targets from the day of the last cumulative one on: it replaces those before.

    That day lies within the target's time, since later figures may not count. What a spot check refuted
    falls back on what was before it, and of what is counted from records as well as reported one source
    governs: so there all are wanted.
    """
    until = end_of(as_of)
    accepted = Move.objects.filter(progress=OuterRef("pk"), step=Step.ACCEPTED, at__lt=until)
    refuted = Check.objects.filter(commitment=OuterRef("commitment"), stage=Stage.FOUND_UNTRUE, at__lt=until)
    last = (
        Progress.objects.filter(Exists(accepted), ~Exists(refuted), cumulative=True)
        .filter(commitment=OuterRef("commitment"), part=Part.TARGET, key=OuterRef("key"))
        .filter(day__lte=OuterRef("due"))
        .filter(day__lte=as_of)
        .order_by("-commitment_id", "-part", "-key", "-day")
    )
    from_last = Coalesce(Subquery(last.values("day")[:1]), EVER)
    since = Case(When(counted_by="", then=from_last), default=EVER, output_field=DateField())
    targets = Target.objects.alias(since=since)
    return figures_of(targets.filter(among), Part.TARGET, as_of, commitment__progress__day__gte=F("since"))


def of_steps(among: Q, as_of: date) -> QuerySet:
    """The accepted reports that steps were reached."""
    return figures_of(Milestone.objects.filter(among), Part.MILESTONE, as_of)


def figures_of(parts: QuerySet, part: Part, as_of: date, **since: F) -> QuerySet:
    """The accepted figures of targets or steps; one of a part with several rows comes several times."""
    figure = "commitment__progress"
    about = {f"{figure}__part": part, f"{figure}__key": F("key"), f"{figure}__day__lte": as_of}
    accepted = {f"{figure}__moves__step": Step.ACCEPTED, f"{figure}__moves__at__lt": end_of(as_of)}
    rows = parts.filter(**about, **accepted, **since)
    return rows.order_by().values_list(*(f"{figure}__{name}" for name in GIVEN))


def of_measures(measures: Collection[int | None], as_of: date) -> QuerySet:
    """The accepted figures of measures that targets share."""
    rows = Progress.objects.filter(measure__in=[*measures], day__lte=as_of)
    return rows.filter(moves__step=Step.ACCEPTED, moves__at__lt=end_of(as_of)).order_by().values_list(*GIVEN)
