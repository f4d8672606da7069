"""Calendar months and reporting periods. Dates are local; a period is named by its last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from luoshi.delivery.model import Frequency

MONTHS: dict[Frequency, int] = {"month": 1, "quarter": 3, "year": 12}
GRACE = timedelta(days=10)
"""How long after a figure can be there it is not yet missed."""
REMEMBERED = 1024
"""So many answers are kept: the targets of a board begin and end on few different days."""


def month_end(day: date) -> date:
    """The last day of the month that a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


@lru_cache(REMEMBERED)
def period_end(day: date, frequency: Frequency) -> date:
    """The last day of the month, quarter or year that a day lies in."""
    length = MONTHS[frequency]
    month = (day.month + length - 1) // length * length
    return month_end(day.replace(day=1, month=month))


def period_start(day: date, frequency: Frequency) -> date:
    """The first day of the month, quarter or year that a day lies in."""
    length = MONTHS[frequency]
    return day.replace(day=1, month=(day.month - 1) // length * length + 1)


def completed_months(start: date, day: date) -> int:
    """How many calendar months have completed from start to a day; a month completes on its last day.

    The month that start lies in counts as one.
    """
    if day < start:
        return 0
    months = 12 * (day.year - start.year) + day.month - start.month
    return months + (day == month_end(day))


def total_months(start: date, due: date) -> int:
    """How many months lie between start and due; one that due cuts short counts."""
    return completed_months(start, due) + (due != month_end(due))


@lru_cache(REMEMBERED)
def missed(start: date, due: date, frequency: Frequency, lag: int, day: date) -> date | None:
    """The last period whose figure is overdue on a day: its end, the lag and the grace have passed.

    The last period of a target ends on its due date.
    """
    wait = timedelta(days=lag) + GRACE
    if day - due >= wait:
        return due
    if day - start < wait:
        return None
    limit = day - wait
    if limit == period_end(limit, frequency):
        return limit
    first = period_start(limit, frequency)
    return first - timedelta(days=1) if first > start else None
