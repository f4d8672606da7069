"""Figures from records: which rows count on a day, and what they come to."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from luoshi.programmes import Measure, Register, Row, count

START, DAY = date(2025, 1, 1), date(2025, 6, 30)
REGISTER = Register.model_validate(
    {
        "name": "canteens",
        "title_zh": "食堂",
        "title_en": "Canteens",
        "key": "code",
        "field": [
            {"name": "code", "type": "text", "title_zh": "编号", "title_en": "Code", "required": True},
            {"name": "area", "type": "number", "title_zh": "面积", "title_en": "Area", "unit": "平方米"},
            {"name": "kind", "type": "text", "title_zh": "类", "title_en": "Kind"},
            {"name": "month", "type": "date", "title_zh": "月", "title_en": "Month"},
            {"name": "valid", "type": "date", "title_zh": "有效期", "title_en": "Valid until"},
        ],
        "stage": [
            {"name": name, "title_zh": name, "title_en": name}
            for name in ("sited", "opened", "rated", "closed")
        ],
    }
)


def measure(op: str, **said: object) -> Measure:
    """A measure of the canteens that are open."""
    given = {"name": "食堂", "register": "canteens", "op": op, "stage": "opened", "until": "closed"}
    return Measure.model_validate(given | {"unit": "处"} | said)


def row(key: str, **stages: date) -> Row:
    """A canteen of 200 square metres that has come so far."""
    return Row(key, {"code": key, "area": "200", "kind": "社区"}, stages)


def value(asked: Measure, *rows: Row, day: date = DAY) -> Decimal | None:
    return count(asked, REGISTER, rows, START, day).value


def test_only_what_reached_the_stage_in_time_counts() -> None:
    """Sited is not opened; last year's and next month's opening are not this half-year's."""
    rows = [
        row("1", sited=date(2025, 2, 1)),
        row("2", opened=date(2025, 2, 1)),
        row("3", opened=date(2024, 12, 31)),
        row("4", opened=date(2025, 7, 1)),
    ]
    found = count(measure("count"), REGISTER, rows, START, DAY)
    assert (found.value, [one.key for one in found.rows]) == (1, ["2"])


def test_what_is_there_counts_whenever_it_came() -> None:
    """A stock counts last year's openings too."""
    rows = [row("1", opened=date(2020, 2, 1)), row("2", opened=date(2025, 2, 1))]
    assert value(measure("count", period="ever"), *rows) == 2


def test_what_has_ended_does_not_count_from_its_end_on() -> None:
    """A canteen that closed counts until the day before."""
    closed = row("1", opened=date(2025, 2, 1), closed=date(2025, 5, 1))
    assert value(measure("count"), closed, day=date(2025, 4, 30)) == 1
    assert value(measure("count"), closed, day=date(2025, 5, 1)) == 0


def test_what_has_expired_counts_until_its_last_day() -> None:
    """A certificate runs out by itself; one without a date does not."""
    asked = measure("count", period="ever", expires="valid")
    held = Row("1", {"valid": "2025-05-31"}, {"opened": date(2022, 6, 1)})
    assert value(asked, held, day=date(2025, 5, 31)) == 1
    assert value(asked, held, day=date(2025, 6, 1)) == 0
    assert value(asked, Row("2", {}, {"opened": date(2022, 6, 1)})) == 1


def test_a_later_stage_implies_the_earlier_one_but_an_end_does_not() -> None:
    """Rated without a date of opening is open since it was rated; given up after siting never opened."""
    assert value(measure("count"), row("1", rated=date(2025, 3, 1))) == 1
    assert value(measure("count"), row("1", sited=date(2025, 1, 5), closed=date(2025, 3, 1))) == 0


def test_a_sum_stands_in_the_unit_of_its_measure() -> None:
    """600 square metres are 0.06 of ten thousand."""
    rows = [row(key, opened=date(2025, 2, 1)) for key in "123"]
    assert value(measure("sum", field="area", unit="万平方米"), *rows) == Decimal("0.06")


def test_a_share_is_of_what_it_says() -> None:
    """One of the two community canteens is open, whatever other kinds there are."""
    other = Row("3", {"kind": "学校"})
    rows = [row("1", opened=date(2025, 2, 1)), row("2"), other]
    asked = measure("share", unit="%", where={"kind": "社区"}, of={"kind": "社区"}, period="ever")
    assert value(asked, *rows) == 50
    assert value(asked, other) is None


def test_growth_compares_with_the_same_span_a_year_before() -> None:
    """150 from January to June after 100 in the same months; December of last year is not compared."""
    asked = measure("growth", field="area", unit="%", stage=None, until=None, on="month")
    months = [("2024-03-31", "100"), ("2024-12-31", "900"), ("2025-03-31", "150")]
    rows = [Row(day, {"month": day, "area": area}) for day, area in months]
    assert value(asked, *rows) == 50
    assert value(asked, rows[2]) is None


days = some.dates(date(2024, 1, 1), date(2026, 1, 1))
rows = some.lists(
    some.builds(
        Row,
        some.uuids().map(str),
        some.fixed_dictionaries({"area": some.integers(0, 10**6).map(str)}),
        some.dictionaries(some.sampled_from(["sited", "opened", "rated", "closed"]), days),
    )
)


@given(rows, rows, days)
def test_two_lists_come_to_the_sum_of_both(one: list[Row], other: list[Row], day: date) -> None:
    """Splitting a register in two changes nothing: counts and sums add up."""
    for asked in (measure("count"), measure("sum", field="area", unit="平方米")):
        together = count(asked, REGISTER, [*one, *other], START, day)
        apart = [count(asked, REGISTER, part, START, day) for part in (one, other)]
        assert together.value == sum(part.value or 0 for part in apart)
        assert [*together.rows] == [*apart[0].rows, *apart[1].rows]


@given(rows, days)
def test_without_ends_more_time_never_counts_less(found: list[Row], day: date) -> None:
    """What was opened stays opened."""
    asked = measure("count", until=None)
    assert value(asked, *found, day=day) <= value(asked, *found, day=day + timedelta(days=40))
