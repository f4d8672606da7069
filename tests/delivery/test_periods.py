"""Months and periods: a month completes on its last day; a figure is overdue after its lag and ten days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from targets import NEW_YEAR, YEAR_END, day

from luoshi.delivery.model import Frequency
from luoshi.delivery.periods import (
    GRACE,
    completed_months,
    missed,
    month_end,
    period_end,
    period_start,
    total_months,
)

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
FREQUENCIES: list[Frequency] = ["month", "quarter", "year"]


@pytest.mark.parametrize(
    ("when", "end"),
    [("02-01", "02-28"), ("2024-02-01", "2024-02-29"), ("04-30", "04-30"), ("12-31", "12-31")],
)
def test_a_month_ends_on_its_last_day(when: str, end: str) -> None:
    assert month_end(day(when)) == day(end)


@pytest.mark.parametrize(
    ("frequency", "start", "end"),
    [("month", "05-01", "05-31"), ("quarter", "04-01", "06-30"), ("year", "01-01", "12-31")],
)
def test_a_day_lies_in_a_month_a_quarter_and_a_year(frequency: Frequency, start: str, end: str) -> None:
    assert (period_start(day("05-17"), frequency), period_end(day("05-17"), frequency)) == (
        day(start),
        day(end),
    )


@given(DAYS, st.sampled_from(FREQUENCIES))
def test_every_day_lies_in_its_period(when: date, frequency: Frequency) -> None:
    start, end = period_start(when, frequency), period_end(when, frequency)
    assert start <= when <= end
    assert (period_start(end, frequency), period_end(start, frequency)) == (start, end)


@pytest.mark.parametrize(
    ("start", "when", "months"),
    [
        ("01-01", "01-30", 0),
        ("01-01", "01-31", 1),
        ("01-01", "02-27", 1),
        ("01-01", "02-28", 2),
        ("01-01", "06-30", 6),
        ("01-01", "12-31", 12),
        ("03-15", "03-31", 1),
        ("2021-07-01", "06-30", 12),
        ("03-01", "02-28", 0),
    ],
)
def test_a_month_completes_on_its_last_day(start: str, when: str, months: int) -> None:
    assert completed_months(day(start), day(when)) == months


@pytest.mark.parametrize(
    ("start", "due", "months"),
    [("01-01", "12-31", 12), ("01-01", "11-15", 11), ("03-15", "12-31", 10), ("05-05", "05-05", 1)],
)
def test_a_month_that_start_or_due_cuts_short_counts(start: str, due: str, months: int) -> None:
    assert total_months(day(start), day(due)) == months


@pytest.mark.parametrize(
    ("frequency", "lag", "when", "period"),
    [
        ("month", 0, "01-31", None),
        ("month", 0, "02-09", None),
        ("month", 0, "02-10", "01-31"),
        ("month", 0, "03-09", "01-31"),
        ("month", 0, "03-10", "02-28"),
        ("month", 20, "03-01", None),
        ("month", 20, "03-02", "01-31"),
        ("quarter", 0, "04-09", None),
        ("quarter", 0, "04-10", "03-31"),
        ("quarter", 30, "08-09", "06-30"),
        ("year", 0, "2023-01-09", None),
        ("year", 0, "2023-01-10", "12-31"),
        ("month", 0, "2030-01-01", "12-31"),
    ],
)
def test_a_figure_is_overdue_after_its_lag_and_ten_days(
    frequency: Frequency, lag: int, when: str, period: str | None
) -> None:
    assert missed(NEW_YEAR, YEAR_END, frequency, lag, day(when)) == (day(period) if period else None)


def test_the_last_period_ends_on_the_due_date() -> None:
    assert missed(NEW_YEAR, day("11-15"), "month", 0, day("11-24")) == day("10-31")
    assert missed(NEW_YEAR, day("11-15"), "month", 0, day("11-25")) == day("11-15")


def test_the_period_before_the_start_is_never_overdue() -> None:
    assert missed(day("03-20"), YEAR_END, "month", 0, day("04-09")) is None
    assert missed(day("03-20"), YEAR_END, "month", 0, day("04-10")) == day("03-31")


@given(DAYS, DAYS, st.sampled_from(FREQUENCIES), st.integers(0, 9999), DAYS)
def test_what_is_overdue_is_a_period_of_the_target(
    start: date, due: date, frequency: Frequency, lag: int, when: date
) -> None:
    start, due = sorted((start, due))
    found = missed(start, due, frequency, lag, when)
    if found is not None:
        assert start <= found <= due
        assert found == due or found == period_end(found, frequency)
        assert when - found >= timedelta(days=lag) + GRACE
