"""What waits for a person: a department's figures by urgency, an officer's decisions, a leader's charges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from luoshi.board.actions.common import by_key
from luoshi.board.actions.windows import is_open
from luoshi.board.models import (
    ChangeRequest,
    Check,
    Milestone,
    Move,
    Part,
    Revision,
    Stage,
    State,
    Step,
    Target,
    Window,
    WorkItem,
)
from luoshi.board.models.common import Fact
from luoshi.board.queries.dues import Due, Thing, Urgency, dues, facts_about, things
from luoshi.board.queries.facts import Facts
from luoshi.board.queries.lines import Line, by_urgency, confirmed, line, lines
from luoshi.office.models import Department, Place, User


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done about a thing: for its latest month, and for those before it."""

    due: Due
    earlier: list[Due]
    is_locked: bool

    @property
    def thing(self) -> Thing:
        return self.due.thing


Groups = list[tuple[Urgency, list[Task]]]
"""Tasks by urgency, the most urgent first."""


@dataclass(frozen=True, slots=True)
class DepartmentDesk:
    """What a department owes, what it is asked to agree to, and what it leads."""

    groups: Groups
    windows: dict[date, Window]
    proposals: list[WorkItem]
    lines: list[Line]


def department_desk(place: Place, department: Department, today: date) -> DepartmentDesk:
    """A department's desk: nine queries."""
    found = facts_about(place, department, today)
    own = [thing for thing in things(found) if thing.department.pk == department.pk]
    windows = {row.month: row for row in place.windows.prefetch_related("reopenings")}
    led = [one for one in found if one.revision.lead_id == department.pk]
    return DepartmentDesk(
        grouped(own, windows, today),
        windows,
        proposals(led),
        by_urgency(confirmed([line(one, today) for one in led])),
    )


def grouped(own: Iterable[Thing], windows: dict[date, Window], today: date) -> Groups:
    """What is owed by urgency; of one thing its months together, the sooner its last day the further up."""
    groups: dict[Urgency, list[Task]] = {}
    for thing in own:
        by_kind: dict[Urgency, list[Due]] = {}
        for due in dues(thing, today):
            urgency = due.urgency(today)
            if urgency is not None:
                by_kind.setdefault(urgency, []).append(due)
        for urgency, found in by_kind.items():
            *earlier, last = found
            groups.setdefault(urgency, []).append(Task(last, earlier, is_locked(last, windows)))
    ordered = [(urgency, groups[urgency]) for urgency in Urgency if urgency in groups]
    return [(urgency, sorted(tasks, key=lambda task: task.due.last)) for urgency, tasks in ordered]


def is_locked(due: Due, windows: dict[date, Window]) -> bool:
    """Whether an officer must reopen the window first; a returned figure can be answered always."""
    window = windows.get(due.month)
    if due.thing.part == Part.MILESTONE or window is None or due.is_returned:
        return False
    return not is_open(window, due.thing.department.pk, due.thing.lag)


def proposals(led: Iterable[Facts]) -> list[WorkItem]:
    """The work items that wait for the lead's agreement."""
    rows = [row for one in led for row in by_key(one.items).values()]
    return [row for row in rows if row.state == WorkItem.State.PROPOSED]


@dataclass(frozen=True, slots=True)
class OfficerDesk:
    """What waits for the office."""

    figures: QuerySet[Move]
    requests: list[ChangeRequest]
    checks: list[Check]
    unconfirmed: int


def officer_desk(place: Place) -> OfficerDesk:
    """An officer's desk: three queries, and those of the page of figures that is shown."""
    requests = ChangeRequest.objects.filter(commitment__place=place, decision=None)
    later = Check.objects.filter(commitment=OuterRef("commitment"), pk__gt=OuterRef("pk"))
    checks = Check.objects.filter(~Exists(later.exclude(stage=Stage.FOUND_TRUE)), commitment__place=place)
    return OfficerDesk(
        submitted(place),
        [*requests.select_related("commitment", "by__department")],
        [*checks.filter(stage__in=[Stage.APPLIED, Stage.CHECKED]).select_related("commitment", "by")],
        standing(State.PROPOSED).filter(commitment__place=place).count(),
    )


NAMES: tuple[tuple[Part, type[Fact], str], ...] = (
    (Part.TARGET, Target, "measure"),
    (Part.MILESTONE, Milestone, "name"),
    (Part.ITEM, WorkItem, "text"),
)
"""What a figure is about is called by the last row of its key."""


def called() -> Case:
    """What the figure of a submission is about; nothing for a shared measure, which has its name."""
    ways = []
    for part, model, name in NAMES:
        rows = model.objects.filter(
            commitment=OuterRef("progress__commitment"), key=OuterRef("progress__key")
        )
        ways.append(When(progress__part=part, then=Subquery(rows.order_by("-pk").values(name)[:1])))
    return Case(*ways, default=Value(""))


def named(moves: Iterable[Move]) -> list[Move]:
    """Submissions whose figures say what they are about."""
    found = [*moves]
    for move in found:
        move.progress.name = move.about
    return found


def submitted(place: Place) -> QuerySet[Move]:
    """The submissions that wait for the office, the oldest first; see `named`."""
    later = Move.objects.filter(progress=OuterRef("progress"), pk__gt=OuterRef("pk"))
    about = Q(progress__commitment__place=place) | Q(progress__measure__place=place)
    rows = Move.objects.filter(~Exists(later), about, step=Step.SUBMITTED).order_by("pk")
    rows = rows.select_related("progress__commitment", "progress__measure", "progress__department", "by")
    return rows.annotate(about=called())


def standing(state: State) -> QuerySet[Revision]:
    """The revisions that stand, of commitments in this state."""
    later = Revision.objects.filter(commitment=OuterRef("commitment"), pk__gt=OuterRef("pk"))
    return Revision.objects.filter(~Exists(later), state=state)


def charges(place: Place, leader: User, today: date) -> Sequence[Line]:
    """The commitments that are in a leader's charge, the worst first."""
    ever = Revision.objects.filter(leader=leader).values("commitment")
    found = confirmed(lines(place.commitments.filter(pk__in=ever), today))
    return by_urgency([one for one in found if one.revision.leader_id == leader.pk])


def proposed_in(charges: Iterable[Line]) -> list[WorkItem]:
    """The work items of some commitments that wait for agreement: one query."""
    rows = WorkItem.objects.filter(commitment__in=[one.pk for one in charges])
    rows = rows.select_related("commitment", "department").order_by("commitment", "pk")
    last = {(row.commitment_id, row.key): row for row in rows}
    return [row for row in last.values() if row.state == WorkItem.State.PROPOSED]
