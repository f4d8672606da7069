"""When figures are given: the window of a month, which months a target owes, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from luoshi.delivery.model import Frequency
from luoshi.delivery.periods import GRACE, month_end, period_end


def window_days(month: date) -> tuple[date, date]:
    """The first and the last day on which the figures of a month are given.

    Of a figure that was not given by the end of the last day, `periods.missed` says that it is overdue.
    """
    end = month_end(month)
    return end + timedelta(days=1), last_day(end)


def last_day(month: date, lag: int = 0) -> date:
    """The last day for a figure that can be there `lag` days after its month's end."""
    return month_end(month) + timedelta(days=lag) + GRACE


def next_month(month: date) -> date:
    """The last day of the month after the one that a day lies in."""
    return month_end(month_end(month) + timedelta(days=1))


def months(first: date, last: date) -> Iterator[date]:
    """The last days of the months from one that has a day in it to another."""
    month = month_end(first)
    while month <= month_end(last):
        yield month
        month = next_month(month)


def is_owed(month: date, start: date, due: date, frequency: Frequency) -> bool:
    """Whether a target owes a figure for the month that ends on this day.

    Its periods end with a month; the last one in the month that it is due in, whatever the frequency.
    """
    end = month_end(due)
    return start <= month <= end and month in (period_end(month, frequency), end)
