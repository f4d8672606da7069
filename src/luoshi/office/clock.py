"""The present moment. Facts take their time from here, so that a story of a year can be told in a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present instant in UTC; one that was told by `at`, if any."""
    return _told.get() or timezone.now()


def today() -> date:
    """The present local day."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Within it, the present is this moment; of a day, its noon."""
    if not isinstance(moment, datetime):
        moment = timezone.make_aware(datetime.combine(moment, time(12)))
    token = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)


def end_of(day: date) -> datetime:
    """The first instant after a local day: what was recorded before it was known by the day's end."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def day_of(moment: datetime) -> date:
    """The local day of an instant."""
    return moment.astimezone(timezone.get_default_timezone()).date()
