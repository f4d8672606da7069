"""What the calendar does for the board at each tick: windows and reminders."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from luoshi.board.actions import open_windows, remind
from luoshi.board.actions.windows import LAST_DAYS, is_recent
from luoshi.board.models import Target, Window
from luoshi.board.queries.windows import owing
from luoshi.office import clock
from luoshi.office.models import Place
from luoshi.office.ticks import at_each_tick


@at_each_tick
def windows() -> str:
    """The windows of the months that have ended."""
    count = sum(len(open_windows(place=place)) for place in Place.objects.all())
    return f"开放填报窗口 {count} windows opened" if count else ""


@at_each_tick
def reminders() -> str:
    """Whoever has not reported, once in the last days before it is late."""
    count = sum(remind_owing(window) for place in Place.objects.all() for window in ending(place))
    return f"催报 {count} departments reminded" if count else ""


def ending(place: Place) -> list[Window]:
    """The windows that have figures in their last days, of which nobody was reminded yet."""
    today = clock.today()
    lags = {0, *Target.objects.filter(commitment__place=place).values_list("lag", flat=True)}
    lags |= set(place.measures.values_list("lag", flat=True))
    last_days = {today + timedelta(days=ahead - lag) for lag in lags for ahead in range(LAST_DAYS.days + 1)}
    found = place.windows.filter(closes__in=last_days).prefetch_related("reminders")
    return [window for window in found if not any(map(is_recent, window.reminders.all()))]


def remind_owing(window: Window) -> int:
    """Remind who owes figures of a month that are in their last days; how many were reminded."""
    today = clock.today()
    link = reverse("month", args=[window.place.code, f"{window.month:%Y-%m}"])
    count = 0
    for department, dues in owing(window.place, window.month, today).items():
        last = [due for due in dues if today <= due.last <= today + LAST_DAYS]
        if last:
            said = {"window": window, "department": department, "owed": len(last), "link": link}
            count += remind(by=None, **said)
    return count
