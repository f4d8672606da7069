"""From figures to a value, a share and what is expected."""

from __future__ import annotations

from fractions import Fraction

import pytest
from targets import YEAR_END, added, day, figure, growth, level, target

from luoshi.delivery import Figure, Target
from luoshi.delivery.bounds import bound_of, has_way, is_met
from luoshi.delivery.progress import counted, counts_whole_things, expected_share, share_of, value_of


def value(goal: Target, *figures: Figure, as_of: str = "12-31") -> Fraction | None:
    return value_of(goal, counted(goal, figures, day(as_of)))


def test_increments_add_up() -> None:
    assert value(target(">=", 10), added("01-31", 1), added("02-28", 2), added("02-28", "0.5")) == Fraction(
        7, 2
    )


def test_cumulative_figures_are_never_summed() -> None:
    assert value(target(">=", 10), figure("01-31", 3), figure("02-28", 5), figure("03-31", 9)) == 9


def test_increments_go_on_from_the_last_cumulative_figure() -> None:
    assert (
        value(target(">=", 10), added("01-31", 4), figure("02-28", 3), added("02-28", 9), added("03-31", 2))
        == 5
    )


def test_a_figure_for_an_earlier_period_that_comes_late_replaces_nothing() -> None:
    assert value(target(">=", 10), figure("03-31", 9), figure("01-31", 3, recorded="04-20")) == 9


def test_a_correction_replaces_the_figure_of_its_period() -> None:
    assert (
        value(target(">=", 10), figure("01-31", 9, recorded="02-20"), figure("01-31", 3, recorded="02-03"))
        == 9
    )


def test_of_two_figures_recorded_on_one_day_the_one_given_last_counts() -> None:
    assert value(target(">=", 10), figure("01-31", 9), figure("01-31", 3)) == 3


@pytest.mark.parametrize("goal", [level(">=", 70), growth(">=", 6), growth(">=", 3, basis="change")])
def test_levels_and_rates_take_the_latest_and_never_add_up(goal: Target) -> None:
    assert value(goal, added("01-31", 5), added("02-28", 6)) == 6


def test_sums_are_exact() -> None:
    tiny, huge = added("01-31", "0.000000000000000000000000000001"), added("02-28", "1e30")
    assert value(target(">=", 10), huge, tiny, added("03-31", "-1e30")) == Fraction(1, 10**30)


def test_what_was_recorded_or_is_dated_later_is_not_seen() -> None:
    seen = figure("05-31", 5, recorded="06-10")
    later = [figure("06-30", 6, recorded="06-20"), figure("04-30", 9, recorded="07-01")]
    assert counted(target(">=", 10), [*later, seen], day("06-25")) == [seen]


def test_figures_from_before_the_start_do_not_count() -> None:
    assert value(target(">=", 10), added("2021-12-31", 8), added("01-31", 1)) == 1


def test_an_amount_can_be_reached_late_but_next_year_says_nothing_about_a_rate_or_a_cap() -> None:
    late = added("2023-01-31", 4)
    assert value(target(">=", 10), added("12-31", 8), late, as_of="2023-03-01") == 12
    for goal in (growth(">=", 6), level(">=", 70), target("<=", 10)):
        assert value(goal, added("12-31", 8), late, as_of="2023-03-01") == 8


def test_the_figure_of_the_period_that_the_due_date_cuts_short_counts() -> None:
    assert value(level(">=", 70, due=day("11-15")), figure("11-30", 71)) == 71


@pytest.mark.parametrize(
    ("goal", "bound"),
    [
        (target("=", 10), ">="),
        (target("~", 10), ">="),
        (target("=", 0), "<="),
        (growth("~", 3), ">="),
        (growth("=", "3.2", direction="down"), ">="),
        (level("=", 70), ">="),
        (level("~", 35, direction="down"), "<="),
        (level("=", 35, baseline=40), "<="),
        (level("=", 35, baseline=30, direction="down"), ">="),
        (level("=", 100, baseline=100), ">="),
        (level("<", 35, baseline=30), "<"),
    ],
)
def test_what_is_to_be_reached_is_met_from_the_side_where_one_stands(goal: Target, bound: str) -> None:
    assert bound_of(goal) == bound


@pytest.mark.parametrize(
    ("goal", "way"),
    [
        (target(">=", 10), True),
        (target("<=", 10), False),
        (target(">=", 0), False),
        (target(">=", -5), False),
        (target("<=", 10, baseline=12), False),
        (level(">=", 70), False),
        (level(">=", 70, baseline=68), True),
        (level(">=", 70, baseline=70), False),
        (level(">=", 70, baseline=72), False),
        (level("<=", 35, baseline=40), True),
        (level("<=", 35, baseline=35), False),
        (level("<=", 35, baseline=30), False),
        (level("<=", 2, baseline=-3), False),
        (level(">=", 2, baseline=-3), True),
        (level(">=", 0, baseline=-3), True),
        (growth(">=", 6, baseline=5), False),
        (growth("<=", 3, baseline=5), False),
    ],
)
def test_there_is_a_way_only_from_a_baseline_on_the_other_side(goal: Target, way: bool) -> None:
    assert has_way(goal) is way
    assert (share_of(goal, Fraction(1)) is None) is not way
    assert (expected_share(goal, day("06-30")) is None) is not way


@pytest.mark.parametrize(
    ("goal", "reached", "share"),
    [
        (target(">=", 10), "2.5", Fraction(1, 4)),
        (target(">=", 10), 19, Fraction(19, 10)),
        (target(">=", 10), -1, Fraction(-1, 10)),
        (level(">=", 70, baseline=68), 69, Fraction(1, 2)),
        (level(">=", 70, baseline=68), 67, Fraction(-1, 2)),
        (level("<=", 35, baseline=40), 39, Fraction(1, 5)),
        (level("<=", 0, baseline=4), 1, Fraction(3, 4)),
        (level(">=", 2, baseline=-3), 0, Fraction(3, 5)),
        (level("<=", -2, baseline=2), 0, Fraction(1, 2)),
    ],
)
def test_the_share_is_the_part_of_the_way_from_the_baseline(
    goal: Target, reached: object, share: Fraction
) -> None:
    assert share_of(goal, Fraction(str(reached))) == share


def test_without_a_figure_nothing_of_the_way_is_done() -> None:
    assert share_of(target(">=", 10), None) == share_of(level(">=", 70, baseline=68), None) == 0


@pytest.mark.parametrize("comparator", [">=", ">", "=", "<=", "<", "~"])
def test_without_a_figure_nothing_is_met(comparator: str) -> None:
    assert not is_met(target(comparator, 10), None)


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        (">=", False, True, True),
        (">", False, False, True),
        ("<=", True, True, False),
        ("<", True, False, False),
        ("=", False, True, True),
        ("~", False, True, True),
    ],
)
def test_bounds_are_taken_at_their_word(comparator: str, below: bool, at: bool, above: bool) -> None:
    goal = growth(comparator, 6)
    assert [is_met(goal, Fraction(number)) for number in (5, 6, 7)] == [below, at, above]


@pytest.mark.parametrize(
    ("when", "share"),
    [
        ("01-30", 0),
        ("01-31", Fraction(1, 12)),
        ("11-30", Fraction(11, 12)),
        ("12-30", Fraction(11, 12)),
        ("12-31", 1),
    ],
)
def test_expected_is_the_part_of_the_months_that_completed(when: str, share: Fraction) -> None:
    assert expected_share(target(">=", 10, unit="公里"), day(when)) == share


@pytest.mark.parametrize(
    ("number", "when", "expected"),
    [(1, "11-30", 0), (3, "03-31", 0), (3, "04-30", 1), (7, "06-30", 3), (7, "12-31", 7)],
)
def test_part_of_a_thing_is_not_expected(number: int, when: str, expected: int) -> None:
    assert expected_share(target(">=", number), day(when)) == Fraction(expected, number)


@pytest.mark.parametrize("unit", ["所", "个", "人次", "户", "座", "条"])
def test_things_are_whole(unit: str) -> None:
    assert counts_whole_things(target(">=", 10, unit=unit))


@pytest.mark.parametrize("unit", ["元", "亿元", "万平方米", "公里", "万人", "%", "吨/日", "个/千人", ""])
def test_measures_are_not_whole_things(unit: str) -> None:
    assert not counts_whole_things(target(">=", 10, unit=unit))


def test_levels_and_rates_are_not_whole_things() -> None:
    assert not counts_whole_things(level(">=", 10, unit="所", baseline=0))


@pytest.mark.parametrize(
    ("when", "expected"),
    [("02-28", 0), ("03-31", 2), ("05-31", 2), ("06-30", 5), ("11-30", 5), ("12-31", 10)],
)
def test_a_path_asks_for_its_last_node_and_for_all_at_the_due_date(when: str, expected: int) -> None:
    goal = target(">=", 10, path=[("03-31", 2), ("06-30", 5)])
    assert expected_share(goal, day(when)) == Fraction(expected, 10)


def test_a_path_of_a_level_starts_at_its_baseline() -> None:
    goal = level("<=", 30, baseline=40, path=[("06-30", 38)])
    assert [expected_share(goal, day(when)) for when in ("05-31", "06-30")] == [0, Fraction(1, 5)]


def test_a_path_asks_for_whole_things_too() -> None:
    assert expected_share(target(">=", 10, path=[("06-30", "4.5")]), day("06-30")) == Fraction(4, 10)


def test_all_is_expected_from_the_due_date_on_and_nothing_without_a_reference_date() -> None:
    goal = target(">=", 10)
    assert [expected_share(goal, when) for when in (None, YEAR_END, day("2023-06-30"))] == [0, 1, 1]
