"""Who has reported: departments by months, and the figures of one department for one month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from luoshi.board.actions.windows import is_open, reopened_until
from luoshi.board.models import Part, Reminder, Reopening, Step, Window
from luoshi.board.queries.desks import is_locked
from luoshi.board.queries.dues import Due, Thing, facts_about, things, with_items
from luoshi.office.clock import end_of
from luoshi.office.models import Department, Place

SHOWN = 12
"""How many months a table shows: the last ones."""


class CellState(TextChoices):
    """One word for the figures of a month."""

    OVERDUE = "overdue", _("逾期")
    OPEN = "open", _("未报齐")
    PENDING = "pending", _("待采纳")
    ACCEPTED = "accepted", _("已采纳")


@dataclass(slots=True)
class Cell:
    """How many figures are owed for a month, and how many of them have come how far."""

    owed: int = 0
    accepted: int = 0
    submitted: int = 0
    overdue: int = 0

    @property
    def given(self) -> int:
        """How many have left the department."""
        return self.accepted + self.submitted

    @property
    def missing(self) -> int:
        """How many have not."""
        return self.owed - self.given

    @property
    def state(self) -> CellState:
        """One word for all of them; the worst that is true."""
        if self.overdue:
            return CellState.OVERDUE
        if self.missing:
            return CellState.OPEN
        return CellState.PENDING if self.submitted else CellState.ACCEPTED

    def add(self, due: Due, today: date) -> None:
        """Count one figure."""
        self.owed += 1
        self.accepted += due.best == Step.ACCEPTED
        self.submitted += due.best == Step.SUBMITTED
        self.overdue += due.best is None and today > due.last


@dataclass(slots=True)
class Row:
    """A department: its cells by month, what it can be reminded of, and when it was."""

    department: Department
    cells: dict[date, Cell]
    owing: int = 0
    reminders: list[Reminder] = field(default_factory=list)
    reopenings: list[Reopening] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WindowTable:
    """The windows of a place, the chosen one, a row for each department that owes, and all together."""

    windows: list[Window]
    chosen: Window | None
    rows: list[Row]
    totals: dict[date, Cell]

    @property
    def owing(self) -> int:
        """How many departments can be reminded."""
        return sum(row.owing > 0 for row in self.rows)

    @property
    def is_noted(self) -> bool:
        """Whether any of them can be reminded, or was, or had the window reopened."""
        return any(row.owing or row.reminders or row.reopenings for row in self.rows)


def all_things(place: Place, today: date) -> list[Thing]:
    """All that figures are given of in a place: seven queries."""
    return things(with_items(place.commitments.all(), today))


def window_table(place: Place, as_of: date, month: date | None = None) -> WindowTable:
    """Who had reported by a day for the last months; `month` is chosen, else the last: ten queries."""
    windows = [*place.windows.filter(opens__lte=as_of).order_by("-month")[:SHOWN]][::-1]
    chosen = next((row for row in windows if row.month == month), windows[-1] if windows else None)
    rows: dict[int, Row] = {}
    totals = {window.month: Cell() for window in windows}
    for thing in all_things(place, as_of) if windows else []:
        for due in owed_in(thing, windows):
            row = rows.setdefault(thing.department.pk, Row(thing.department, {}))
            row.cells.setdefault(due.month, Cell()).add(due, as_of)
            totals[due.month].add(due, as_of)
            row.owing += due.month == chosen.month and can_be_asked_for(due, as_of)
    if chosen is not None:
        add_history(chosen, rows, as_of)
    return WindowTable(windows, chosen, sorted(rows.values(), key=lambda row: row.department.name), totals)


def owed_in(thing: Thing, windows: Iterable[Window]) -> list[Due]:
    """What a thing owes in these windows; milestones are bound to none."""
    if thing.part == Part.MILESTONE:
        return []
    return [thing.due_for(window.month) for window in windows if thing.owes(window.month)]


def can_be_asked_for(due: Due, today: date) -> bool:
    """Whether a figure could be there, and is not."""
    is_there = today > due.month + timedelta(days=due.thing.lag)
    return is_there and due.best is None and not due.is_overtaken


def add_history(window: Window, rows: dict[int, Row], as_of: date) -> None:
    """Add who was reminded, and for whom the window was reopened: two queries."""
    until = end_of(as_of)
    for reminder in window.reminders.filter(at__lt=until).select_related("by"):
        if reminder.department_id in rows:
            rows[reminder.department_id].reminders.append(reminder)
    for reopening in window.reopenings.filter(at__lt=until).select_related("by"):
        if reopening.department_id in rows:
            rows[reopening.department_id].reopenings.append(reopening)


def owing(place: Place, month: date, today: date) -> dict[Department, list[Due]]:
    """The figures of a month that could be there and are not, by department."""
    found: dict[Department, list[Due]] = {}
    for thing in all_things(place, today):
        if thing.part != Part.MILESTONE and thing.owes(month):
            due = thing.due_for(month)
            if can_be_asked_for(due, today):
                found.setdefault(thing.department, []).append(due)
    return found


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A figure of a department for a month, and whether it can be given now."""

    due: Due
    is_locked: bool

    @property
    def is_given(self) -> bool:
        """Whether it has left the department."""
        return self.due.step in (Step.SUBMITTED, Step.ACCEPTED)

    @property
    def is_item(self) -> bool:
        """Whether it is a work item's: always the sum so far."""
        return self.due.thing.part == Part.ITEM


@dataclass(frozen=True, slots=True)
class MonthPage:
    """What a department gives for a month, and the window it gives it in, if any; reopened `until`."""

    window: Window | None
    is_open: bool
    until: date | None
    rows: list[MonthRow]


def month_page(place: Place, department: Department, month: date, today: date) -> MonthPage:
    """The figures of a department for a month: nine queries."""
    found = things(facts_about(place, department, today))
    own = [thing for thing in found if thing.department.pk == department.pk and thing.part != Part.MILESTONE]
    window = place.windows.filter(month=month).prefetch_related("reopenings").first()
    windows = {month: window} if window else {}
    dues = [thing.due_for(month) for thing in own if thing.owes(month)]
    return MonthPage(
        window,
        window is None or is_open(window, department.pk),
        reopened_until(window, department.pk) if window else None,
        [MonthRow(due, is_locked(due, windows)) for due in dues],
    )
