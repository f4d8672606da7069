"""The windows in which figures are given: opened by the calendar, reopened by an officer; reminders."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from luoshi.board.actions.common import refuse_far
from luoshi.board.models import Commitment, Reminder, Reopening, Revision, State, Window
from luoshi.delivery.windows import months, window_days
from luoshi.office import clock
from luoshi.office.actions import Refused, notify
from luoshi.office.audit import record
from luoshi.office.models import Department, Place, Role, User


def open_windows(*, place: Place) -> list[Window]:
    """Open the windows of all months that have ended since the place confirmed its first commitment.

    What is open stays as it is; a month in which no commitment ran gets no window.
    """
    first = Revision.objects.filter(commitment__place=place, state=State.CONFIRMED).order_by("pk").first()
    if first is None:
        return []
    known = set(place.windows.values_list("month", flat=True))
    today = clock.today()
    ended = [month for month in months(timezone.localdate(first.at), today) if month < today]
    missing = [month for month in ended if month not in known and running(place, month).exists()]
    return [open_window(place=place, month=month) for month in missing]


def running(place: Place, month: date) -> QuerySet[Commitment]:
    """The confirmed commitments whose time a month lies in."""
    later = Revision.objects.filter(commitment=OuterRef("commitment"), pk__gt=OuterRef("pk"))
    standing = Revision.objects.filter(~Exists(later), commitment__place=place, state=State.CONFIRMED)
    in_time = Q(targets__start__lte=month, targets__due__gte=month.replace(day=1))
    return place.commitments.filter(pk__in=standing.values("commitment")).filter(in_time | Q(year=month.year))


@transaction.atomic
def open_window(*, place: Place, month: date) -> Window:
    """Open the window of a month, unless it is there."""
    opens, closes = window_days(month)
    window, new = Window.objects.get_or_create(
        place=place, month=month, defaults={"opens": opens, "closes": closes}
    )
    if new:
        record(verb="open_window", row=window, by=None, place=place)
    return window


@transaction.atomic
def reopen(*, window: Window, department: Department, until: date, reason: str, by: User) -> Reopening:
    """Let a department give its figures of a closed month until a day, and say why."""
    held = Window.objects.select_for_update().select_related("place").get(pk=window.pk)
    if department.place_id != held.place_id:
        raise Refused("这个单位不属于本地。")
    if clock.today() <= held.closes:
        raise Refused("这个窗口还没有关。")
    refuse_far(until)
    if until < clock.today():
        raise Refused("延长到的日期已经过了。")
    if not reason.strip():
        raise Refused("重新开放要写明理由。")
    row = Reopening(window=held, department=department, until=until, reason=reason.strip()[:300], by=by)
    row.save(force_insert=True)
    record(verb="reopen_window", row=row, by=by, place=held.place)
    return row


def is_open(window: Window, department_id: int, lag: int = 0) -> bool:
    """Whether a department may give a figure now that can be there `lag` days after the month's end."""
    in_time = clock.today() <= window.closes + timedelta(days=lag)
    return in_time or reopened_until(window, department_id) is not None


def reopened_until(window: Window, department_id: int) -> date | None:
    """Until when a window is open again for a department; None where it is not, the last word counts."""
    rows = [row for row in window.reopenings.all() if row.department_id == department_id]
    until = max(rows, key=lambda row: row.pk).until if rows else None
    return until if until is not None and clock.today() <= until else None


def refuse_closed(place: Place, month: date, department_id: int, lag: int) -> None:
    """Refuse a figure for a month whose window is closed; a month without a window is never locked."""
    window = place.windows.filter(month=month).prefetch_related("reopenings").first()
    if window is not None and not is_open(window, department_id, lag):
        raise Refused("%(month)s 的填报窗口已关，请督查室重新开放。", month=f"{month:%Y-%m}")


LAST_DAYS = timedelta(days=3)
"""How long before the last day the calendar reminds."""


def is_recent(row: Reminder) -> bool:
    """Whether the calendar has reminded in these last days."""
    return row.by_id is None and clock.today() - timezone.localdate(row.at) <= LAST_DAYS


@transaction.atomic
def remind(*, window: Window, department: Department, owed: int, by: User | None, link: str) -> bool:
    """Remind a department of what it owes for a month; False where it was reminded today already.

    Without a person it is the calendar that reminds, once in the last days. `link` is where people report.
    """
    held = Window.objects.select_for_update().select_related("place").get(pk=window.pk)
    if department.place_id != held.place_id:
        raise Refused("这个单位不属于本地。")
    rows = held.reminders.filter(department=department)
    today = clock.today()
    if any(timezone.localdate(row.at) == today for row in rows):
        return False
    if by is None and any(is_recent(row) for row in rows):
        return False
    row = Reminder.objects.create(window=held, department=department, owed=owed, by=by)
    words = gettext_noop("%(month)s 还有 %(owed)s 项没有报，%(closes)s 截止。")
    if today > held.closes:
        words = gettext_noop("%(month)s 有 %(owed)s 项超期没有报。")
    said = {"month": f"{held.month:%Y-%m}", "owed": owed, "closes": f"{held.closes:%m-%d}"}
    people = department.people.filter(is_active=True, role__in=[Role.HEAD, Role.REPORTER])
    notify(people=people, words=words, said=said, link=link)
    record(verb="remind", row=row, by=by, place=held.place)
    return True
