"""The course of a target through its time: what was reached and what was expected, period by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from luoshi.delivery.bounds import baseline_of
from luoshi.delivery.model import Figure, Target
from luoshi.delivery.periods import month_end
from luoshi.delivery.progress import counted, expected_share, value_of


@dataclass(frozen=True, slots=True)
class Point:
    """The end of a month: the value by then, None where no figure covers it; what was expected, if any."""

    day: date
    value: Fraction | None
    expected: Fraction | None


def course(target: Target, figures: Sequence[Figure], as_of: date) -> list[Point]:
    """One point a month from the start to the due date; values only up to `as_of`, of figures known then."""
    known = counted(target, figures, as_of)
    # What a spot check counted is for a day within its month.
    covered = {month_end(row.day) for row in known}
    return [
        Point(
            end,
            value_by(target, known, end) if month_end(end) in covered else None,
            expected_value(target, end),
        )
        for end in month_ends(target.start, target.due)
    ]


def value_by(target: Target, known: Sequence[Figure], end: date) -> Fraction | None:
    """The value of the figures up to the end of a month."""
    return value_of(target, [row for row in known if row.day <= month_end(end)])


def expected_value(target: Target, day: date) -> Fraction | None:
    """The value expected on a day; None for what is to be kept and not reached."""
    share = expected_share(target, day)
    if share is None:
        return None
    baseline = Fraction(baseline_of(target) or 0)
    return baseline + share * (Fraction(target.value) - baseline)


def month_ends(start: date, due: date) -> list[date]:
    """The ends of the months from start to due, the last one cut short by the due date."""
    ends, end = [], month_end(start)
    while end < due:
        ends.append(end)
        end = month_end(end + timedelta(days=1))
    return [*ends, due]
