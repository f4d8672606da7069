"""The calendar of reporting: leap years, month ends, lag, and working across the year's end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.delivery.model import Frequency
from luoshi.delivery.periods import missed, month_end
from luoshi.delivery.windows import is_owed, last_day, months, next_month, window_days

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
FREQUENCIES: st.SearchStrategy[Frequency] = st.sampled_from(["month", "quarter", "year"])


@pytest.mark.parametrize(
    ("month", "opens", "closes"),
    [
        (date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 10)),
        (date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 10)),
        (date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 10)),
        (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 10)),
    ],
)
def test_a_window_is_the_first_ten_days_of_the_next_month(month: date, opens: date, closes: date) -> None:
    """In leap years too, and across the year's end."""
    assert window_days(month) == (opens, closes)


def test_a_lag_moves_the_last_day() -> None:
    """Trade data of May come by the end of June, and are late after 8 July."""
    assert last_day(date(2022, 5, 31), 28) == date(2022, 7, 8)
    assert last_day(date(2024, 1, 31), 29) == date(2024, 3, 10), "through a leap day"


def owed_months(start: date, due: date, frequency: Frequency, until: date) -> list[date]:
    """The months for which a target owes a figure, of those that have ended by a day."""
    found = months(start, min(due, until))
    return [month for month in found if month <= until and is_owed(month, start, due, frequency)]


def test_a_quarterly_target_owes_four_figures_a_year() -> None:
    """One that is due in October owes its last one then."""
    whole = owed_months(date(2025, 1, 1), date(2025, 12, 31), "quarter", date(2026, 6, 1))
    assert [month.month for month in whole] == [3, 6, 9, 12]
    short = owed_months(date(2025, 1, 1), date(2025, 10, 15), "quarter", date(2026, 6, 1))
    assert [month.month for month in short] == [3, 6, 9, 10]


def test_nothing_is_owed_before_the_first_month_has_ended() -> None:
    """Not on 30 January."""
    assert owed_months(date(2025, 1, 1), date(2025, 12, 31), "month", date(2025, 1, 30)) == []
    assert owed_months(date(2025, 1, 1), date(2025, 12, 31), "month", date(2025, 1, 31)) == [
        date(2025, 1, 31)
    ]


@given(DAYS)
def test_windows_follow_each_other_without_overlap(day: date) -> None:
    """Each opens after the one before has closed, and is some ten days long."""
    opens, closes = window_days(day)
    assert opens == month_end(day) + timedelta(days=1)
    assert (closes - opens).days == 9
    assert closes < window_days(next_month(day))[0]


@given(DAYS, st.integers(0, 60))
def test_months_are_told_once_and_in_order(first: date, number: int) -> None:
    """Each is the last day of its month, and the day after it is a first."""
    last = first
    for _ in range(number):
        last = next_month(last)
    found = [*months(first, last)]
    assert len(found) == number + 1
    assert all((month + timedelta(days=1)).day == 1 for month in found)
    assert found == sorted(set(found))


@given(DAYS, st.integers(0, 900), FREQUENCIES, st.integers(0, 100), st.integers(0, 1200))
def test_what_is_past_its_last_day_is_what_the_status_calls_overdue(
    start: date, length: int, frequency: Frequency, lag: int, gone: int
) -> None:
    """The windows and the decision table keep one calendar."""
    due = month_end(start + timedelta(days=length))
    day = start + timedelta(days=gone)
    late = [month for month in owed_months(start, due, frequency, day) if last_day(month, lag) <= day]
    assert missed(start, due, frequency, lag, day) == (late[-1] if late else None)


@given(DAYS, st.integers(0, 900), FREQUENCIES, DAYS)
def test_what_is_owed_lies_in_the_time_of_the_target(
    start: date, length: int, frequency: Frequency, until: date
) -> None:
    """Nothing for a month that has not ended, and the month of the deadline always."""
    due = start + timedelta(days=length)
    found = owed_months(start, due, frequency, until)
    assert all(start <= month <= min(month_end(due), until) for month in found)
    if month_end(due) <= until:
        assert found[-1] == month_end(due)
    assert all(is_owed(month, start, due, "month") for month in found)
