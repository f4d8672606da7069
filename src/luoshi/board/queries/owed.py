"""What a department owes, one row a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from luoshi.board.models import Window
from luoshi.board.queries.desks import Groups, grouped, is_locked
from luoshi.board.queries.dues import Due, Urgency, facts_about, things
from luoshi.office.models import Department, Place


@dataclass(frozen=True, slots=True)
class Owing:
    """A figure that is owed, how urgently, and whether an officer must reopen its window first."""

    due: Due
    urgency: Urgency
    is_locked: bool


def owed_by(place: Place, department: Department, today: date) -> list[Owing]:
    """All that a department owes, the most urgent first, the months of one thing in order: nine queries."""
    found = things(facts_about(place, department, today))
    own = [thing for thing in found if thing.department.pk == department.pk]
    windows = {row.month: row for row in place.windows.prefetch_related("reopenings")}
    return by_month(grouped(own, windows, today), windows)


def by_month(groups: Groups, windows: dict[date, Window]) -> list[Owing]:
    """Each month of what is owed by urgency."""
    return [
        Owing(due, urgency, is_locked(due, windows))
        for urgency, tasks in groups
        for task in tasks
        for due in (*task.earlier, task.due)
    ]
