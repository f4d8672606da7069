"""The course of a target, the steps of a verb, and who usually answers for what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from targets import figure, target

from luoshi.delivery.course import course, month_ends
from luoshi.delivery.defaults import COUNTED, DEFAULTS, default_for, gate_day
from luoshi.delivery.duties import DUTIES, suggest


def test_a_course_has_a_point_a_month_and_a_gap_where_nothing_was_reported() -> None:
    points = course(
        target(">=", 12, unit="公里"), [figure("01-31", 2), figure("03-31", 5)], date(2022, 6, 30)
    )
    assert [point.value for point in points[:4]] == [2, None, 5, None]
    assert [point.expected for point in points[:4]] == [1, 2, 3, 4]
    assert len(points) == 12


def test_a_course_knows_nothing_that_came_later() -> None:
    figures = [figure("01-31", 2), figure("03-31", 5, recorded="07-01")]
    points = course(target(">=", 12), figures, date(2022, 6, 30))
    assert [point.value for point in points if point.value is not None] == [2]


def test_what_was_counted_within_a_month_stands_at_that_month() -> None:
    points = course(target(">=", 12), [figure("01-31", 2), figure("03-08", 3)], date(2022, 6, 30))
    assert [point.value for point in points[:4]] == [2, None, 3, None]


@given(start=st.dates(date(2020, 1, 1), date(2024, 1, 1)), days=st.integers(0, 1500))
def test_months_go_from_start_to_due_without_a_gap(start: date, days: int) -> None:
    due = date.fromordinal(start.toordinal() + days)
    ends = month_ends(start, due)
    assert ends[-1] == due
    assert ends == sorted(set(ends))
    assert len(ends) == 12 * (due.year - start.year) + due.month - start.month + 1


@pytest.mark.parametrize(
    ("action", "text", "name"),
    [
        ("启动", "启动建设数字产业港", "started"),
        (None, "确保区人民医院新院区年内投入使用", "in_use"),
        ("建成", "建成区图书馆新馆", "in_use"),
        ("争创", "争创省级文旅消费示范区", "recognised"),
        (None, "实施农村供水保障工程", "carried_out"),
        (None, "做实家庭医生签约服务", "kept_up"),
    ],
)
def test_each_verb_asks_for_its_steps(action: str | None, text: str, name: str) -> None:
    assert default_for(action, text).name == name


def test_a_number_without_a_stage_asks_for_the_number() -> None:
    assert default_for(None, "城镇新增就业8000人以上", counted=True) is COUNTED
    assert default_for("建成", "建成口袋公园8处", counted=True).name == "in_use"


def test_steps_are_in_order_and_never_after_the_promise_is_due() -> None:
    for row in DEFAULTS:
        days = [gate_day(gate, 2025, date(2025, 8, 31)) for gate in row.gates]
        assert days == sorted(days)
        assert days[-1] <= date(2025, 8, 31)
        assert all(gate.proof for gate in row.gates)


def test_a_lead_is_suggested_with_the_word_that_points_to_it() -> None:
    found = suggest(["区教育局", "区民政局"], "新建社区食堂8处")
    assert found is not None
    assert (found.department, found.word) == ("区民政局", "食堂")
    assert suggest(["区教育局"], "新建社区食堂8处") is None
    assert suggest([], "") is None


def test_no_stem_and_no_word_stands_twice() -> None:
    stems = [stem for stems, _ in DUTIES for stem in stems.split()]
    assert len(stems) == len(set(stems))
    for _, words in DUTIES:
        assert len(words.split()) == len(set(words.split()))


def test_the_expected_course_of_whole_things_is_whole() -> None:
    points = course(target(">=", 5, unit="个"), [], date(2022, 6, 30))
    assert all(point.expected is not None and point.expected.denominator == 1 for point in points)
    assert points[-1].expected == Fraction(Decimal(5))
