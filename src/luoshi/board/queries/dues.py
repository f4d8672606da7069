"""What departments owe: which figures, for which months, until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luoshi.board.actions.common import by_key
from luoshi.board.models import (
    Commitment,
    Measure,
    Milestone,
    Move,
    Part,
    Progress,
    Revision,
    Source,
    Stage,
    State,
    Step,
    Target,
    WorkItem,
)
from luoshi.board.models.common import Fact
from luoshi.board.queries.facts import Facts, gathered
from luoshi.delivery.model import Frequency
from luoshi.delivery.windows import is_owed, last_day, months
from luoshi.office.models import Department, Place

CLOSING = timedelta(days=3)
"""How long before its last day a figure is urgent."""
COMING = timedelta(days=7)
"""How long before a month's end its figures are announced."""
SOON = timedelta(days=30)
"""How long before its day a milestone is announced."""


class Urgency(TextChoices):
    """What there is to do about a figure; the most urgent first."""

    OVERDUE = "overdue", _("逾期未报")
    CLOSING = "closing", _("三天内截止")
    OPEN = "open", _("现在可报")
    RETURNED = "returned", _("被退回")
    DRAFT = "draft", _("草稿，等待提交")
    COMING = "coming", _("快到了")


@dataclass(slots=True)
class Thing:
    """What a department gives figures of: a target, a work item, a milestone or a shared measure.

    `start`, `due`, `frequency` and `lag` say when; after `until` nothing is owed any more. Figures are
    kept by the day they are for.
    """

    department: Department
    part: Part
    key: int
    name: str
    start: date
    due: date
    unit: str = ""
    frequency: Frequency = "month"
    lag: int = 0
    until: date | None = None
    facts: Facts | None = None
    measure: Measure | None = None
    figures: dict[date, list[Progress]] = field(default_factory=dict)
    moves: dict[int, Move] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it belongs to: the promise, or the measure itself."""
        return self.facts.revision.title if self.facts else self.name

    @property
    def slug(self) -> str:
        """What tells it from all others of its department."""
        whole = self.facts.commitment.pk if self.facts else self.measure.pk
        return f"{self.part}-{whole}-{self.key}"

    def owes(self, month: date) -> bool:
        """Whether it owes a figure for a month."""
        over = self.until is not None and month > self.until
        return not over and is_owed(month, self.start, self.due, self.frequency)

    def due_for(self, month: date) -> Due:
        """What it owes for a month."""
        last = month if self.part == Part.MILESTONE else last_day(month, self.lag)
        return Due(self, month, last, self.figures.get(month, []))


@dataclass(slots=True)
class Due:
    """A figure of a thing for a month: until when, and what was given so far."""

    thing: Thing
    month: date
    last: date
    rows: list[Progress]

    @property
    def figure(self) -> Progress | None:
        """What was given last."""
        return self.rows[-1] if self.rows else None

    @property
    def step(self) -> Step | None:
        """How far the last figure has come."""
        return Step(self.thing.moves[self.rows[-1].pk].step) if self.rows else None

    @property
    def reason(self) -> str:
        """Why it came back."""
        return self.thing.moves[self.rows[-1].pk].reason if self.rows else ""

    @property
    def is_untrue(self) -> bool:
        """Whether a spot check found the last figure untrue after it was accepted."""
        facts = self.thing.facts
        return facts is not None and self.figure is not None and self.figure.pk in facts.untrue()

    @property
    def best(self) -> Step | None:
        """Accepted if any figure was, else submitted if any was."""
        steps = {self.thing.moves[row.pk].step for row in self.rows}
        return next((step for step in (Step.ACCEPTED, Step.SUBMITTED) if step in steps), None)

    @property
    def is_returned(self) -> bool:
        """Whether the office's last word was a return, which can be answered after the window."""
        said = [self.thing.moves[row.pk] for row in self.rows]
        last = max((one for one in said if one.step != Step.DRAFTED), key=pk, default=None)
        return last is not None and last.step == Step.RETURNED

    @property
    def is_overtaken(self) -> bool:
        """Whether a later figure tells the whole sum, so that this one is not waited for any more."""
        return any(
            row.cumulative and self.thing.moves[row.pk].step in (Step.SUBMITTED, Step.ACCEPTED)
            for day, rows in self.thing.figures.items()
            if day > self.month
            for row in rows
        )

    def urgency(self, today: date) -> Urgency | None:
        """What there is to do on a day; None where there is nothing."""
        if self.step is None:
            return self.missing(today)
        return {Step.DRAFTED: Urgency.DRAFT, Step.RETURNED: Urgency.RETURNED}.get(self.step)

    def missing(self, today: date) -> Urgency | None:
        """How urgent it is to give a figure that nobody has given."""
        if today > self.last:
            return None if self.is_overtaken else Urgency.OVERDUE
        is_near = self.last - today <= CLOSING
        if self.thing.part == Part.MILESTONE:
            near = Urgency.CLOSING if is_near else Urgency.COMING
            return near if self.last - today <= SOON else None
        if is_near:
            return Urgency.CLOSING
        if today > self.month + timedelta(days=self.thing.lag):
            return Urgency.OPEN
        return Urgency.COMING if self.month - today <= COMING else None


def facts_about(place: Place, department: Department, as_of: date) -> list[Facts]:
    """The facts of all commitments that a department leads, carries a part of, or gives a figure for."""
    leads = Revision.objects.filter(lead=department).values("commitment")
    carries = WorkItem.objects.filter(department=department).values("commitment")
    feeds = Target.objects.filter(shared__source=department).values("commitment")
    about = Q(pk__in=leads) | Q(pk__in=carries) | Q(pk__in=feeds)
    return with_items(place.commitments.filter(about), as_of)


def with_items(commitments: QuerySet[Commitment], as_of: date) -> list[Facts]:
    """The facts of commitments with their work items: seven queries."""
    found = gathered(commitments.select_related("place"), as_of)
    by_id = {one.commitment.pk: one for one in found}
    rows = WorkItem.objects.select_related("department").order_by("pk")
    for item in rows.filter(commitment__in=list(by_id)):
        facts = by_id[item.commitment_id]
        item.commitment = facts.commitment
        facts.items.append(item)
    return found


def things(found: Sequence[Facts]) -> list[Thing]:
    """All that figures are given of, in the order of the commitments; shared measures at the end."""
    tracked = [one for one in found if one.revision.state == State.CONFIRMED and not one.revision.untracked]
    own = [thing for one in tracked for thing in (*targets(one), *items(one), *milestones(one))]
    return [*own, *measures(tracked)]


def targets(facts: Facts) -> Iterator[Thing]:
    """The targets that the lead department reports itself: neither another source's nor counted ones."""
    lead = facts.revision.lead
    for row in facts.standing_targets():
        is_counted = row.source_on(date.max) == Source.COUNTED
        if lead is not None and row.shared_id is None and not is_counted:
            thing = Thing(lead, Part.TARGET, row.key, row.measure, row.start, row.due, row.unit)
            thing.frequency, thing.lag = row.frequency, row.lag  # type: ignore[assignment]
            yield filled(thing, facts)


def items(facts: Facts) -> Iterator[Thing]:
    """The agreed work items that have a number, as often as the target that they are a part of."""
    by_target = by_key(facts.targets)
    for row in by_key(facts.items).values():
        if row.state == WorkItem.State.APPROVED and row.value is not None:
            start = date(facts.commitment.year, 1, 1)
            thing = Thing(row.department, Part.ITEM, row.key, row.text, start, row.due)
            target = by_target.get(row.target) if row.target is not None else None
            if target is not None:
                thing.unit = target.unit
                thing.frequency, thing.lag = target.frequency, target.lag  # type: ignore[assignment]
            yield filled(thing, facts)


def milestones(facts: Facts) -> Iterator[Thing]:
    """The steps that are not reached yet."""
    lead = facts.revision.lead
    for row in facts.standing_milestones():
        if lead is not None and not facts.accepted(Part.MILESTONE, row.key):
            yield step_of(facts, lead, row)


def step_of(facts: Facts, lead: Department, row: Milestone) -> Thing:
    """A step, whose figures of whatever day are for the day it is due."""
    thing = filled(Thing(lead, Part.MILESTONE, row.key, row.name, row.due, row.due), facts)
    refuted = facts.refuted(Part.MILESTONE, row.key)
    rows = [one for given in thing.figures.values() for one in given]
    thing.figures = {row.due: sorted((one for one in rows if refuted is None or one.at > refuted), key=pk)}
    return thing


def pk(row: Fact) -> int:
    return row.pk


def filled(thing: Thing, facts: Facts) -> Thing:
    """A thing of a commitment with its figures; what is signed off owes nothing from then on."""
    thing.facts, thing.moves = facts, facts.moves
    if facts.stage == Stage.SIGNED:
        signed = [row.at for row in facts.checks if row.stage == Stage.SIGNED]
        thing.until = timezone.localdate(signed[-1])
    for row in sorted(facts.progress, key=pk):
        if (row.part, row.key) == (thing.part, thing.key) and not row.found and not row.counted:
            thing.figures.setdefault(row.day, []).append(row)
    return thing


def measures(found: Iterable[Facts]) -> list[Thing]:
    """The shared measures that targets use, for as long as one of these runs."""
    made: dict[int, Thing] = {}
    for one in found:
        for target in one.standing_targets():
            if target.shared is not None:
                thing = made.setdefault(target.shared_id, measured(target, one))
                thing.start, thing.due = min(thing.start, target.start), max(thing.due, target.due)
    return [*made.values()]


def measured(target: Target, facts: Facts) -> Thing:
    """The measure that a target uses, with its figures."""
    measure = target.shared
    thing = Thing(measure.source, Part.MEASURE, 0, measure.name, target.start, target.due, measure.unit)
    thing.measure, thing.moves = measure, facts.moves
    thing.frequency, thing.lag = measure.frequency, measure.lag
    for row in sorted(facts.shared, key=pk):
        if row.measure_id == measure.pk:
            thing.figures.setdefault(row.day, []).append(row)
    return thing


def dues(thing: Thing, today: date) -> list[Due]:
    """All that a thing owes up to the present month; of a milestone, its one day."""
    if thing.part == Part.MILESTONE:
        return [] if thing.until is not None else [thing.due_for(thing.due)]
    owed = (month for month in months(thing.start, min(thing.due, today)) if thing.owes(month))
    return [thing.due_for(month) for month in owed]
