"""The decision tables, row by row, and what they must not be fooled by."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from targets import AFTERWARDS, added, day, figure, growth, level, step, target

from luoshi.delivery import Milestone, Standing, Target, combine, judge, judge_milestones
from luoshi.delivery.status import MILESTONE_ROWS, ROWS
from luoshi.delivery.words import words

ROAD = target(">=", 100, unit="公里")

# row, target, figures, as of, signed off
CASES: list[tuple[str, Target, list[Any], str, bool]] = [
    ("not_begun", ROAD, [], "01-30", True),
    ("not_begun", growth("<=", 3), [], "01-30", True),
    ("not_begun", ROAD, [], "2021-06-30", True),
    ("not_begun", target(">=", 4, frequency="quarter"), [], "03-30", True),
    ("no_figure_yet", growth(">=", 6), [], "02-09", True),
    ("no_figure_yet", target("<=", 6), [], "01-31", True),
    ("no_figure_yet", growth(">=", 6, lag=20), [], "03-01", True),
    ("amount_done", ROAD, [added("02-28", 60), added("03-31", 40)], "03-31", True),
    ("amount_done", target("=", 5), [figure("04-30", 9)], "05-01", True),
    ("amount_done", ROAD, [figure("12-31", 90), figure("2023-02-28", 100)], "2023-03-01", True),
    ("amount_claimed", ROAD, [figure("03-31", 100)], "03-31", False),
    ("met_at_due", growth(">=", 6), [figure("12-31", "6.0", recorded="2023-01-20")], "2023-02-01", True),
    ("met_at_due", level("<=", "5.5"), [figure("12-31", "5.5")], "12-31", True),
    ("met_at_due", level("<=", 35, baseline=40), [figure("12-31", 35)], "12-31", True),
    ("met_at_due", target("<=", 3), [figure("12-31", 2)], "12-31", True),
    ("claimed_at_due", growth(">=", 6), [figure("12-31", 7)], "12-31", False),
    ("missed_at_due", ROAD, [figure("12-31", 99)], "12-31", True),
    ("missed_at_due", ROAD, [figure("11-30", 95)], "2023-01-10", True),
    ("missed_at_due", level("<=", "5.5"), [], "2023-01-10", True),
    ("missed_at_due", growth(">", 6), [figure("12-31", 6)], "12-31", True),
    ("missed_at_due", level(">=", 70), [figure("12-31", 69)], "12-31", True),
    ("well_ahead", ROAD, [figure("06-30", 60)], "06-30", True),
    ("well_ahead", level(">=", 70, baseline=60), [figure("06-30", 70)], "06-30", True),
    ("on_the_way", ROAD, [figure("06-30", "59.999")], "06-30", True),
    ("on_the_way", ROAD, [figure("06-30", 50)], "06-30", True),
    ("on_the_way", ROAD, [], "02-09", True),
    ("on_the_way", level("<=", 35, baseline=40), [figure("06-30", "37.5")], "06-30", True),
    ("on_the_way", level(">=", 70, baseline=68), [figure("11-30", 70)], "2023-01-10", True),
    ("short", ROAD, [figure("06-30", "49.999")], "06-30", True),
    ("short", ROAD, [], "02-10", True),
    ("kept", growth(">=", 6), [figure("03-31", 6)], "04-20", True),
    ("kept", growth(">=", 6), [figure("11-30", 6)], "2023-01-10", True),
    ("kept", level("<=", "5.5"), [figure("03-31", "5.5")], "04-01", True),
    ("kept", target("<=", 3), [figure("03-31", 3)], "04-01", True),
    ("kept", level(">=", 70), [figure("03-31", 71)], "04-01", True),
    ("kept", level(">=", 95, baseline=98), [figure("03-31", 96)], "04-01", True),
    ("level_open", level(">=", 70), [figure("03-31", 69)], "04-01", True),
    ("level_open", level(">=", 70), [], "11-30", True),
    ("level_open", level("=", 70), [figure("03-31", 69)], "04-01", True),
    ("level_open", level(">=", 70, direction="down"), [figure("03-31", 69)], "04-01", True),
    ("not_reported", growth("<=", 3), [], "03-01", True),
    ("not_reported", target("<=", 3), [], "03-01", True),
    ("not_kept", growth(">=", 6), [figure("03-31", "5.9")], "04-01", True),
    ("not_kept", growth(">=", "3.2", direction="down"), [figure("03-31", -1)], "04-01", True),
    ("not_kept", level("<=", "5.5"), [figure("03-31", "5.6")], "04-01", True),
    ("not_kept", level("=", 35, direction="down"), [figure("03-31", 36)], "04-01", True),
    ("not_kept", level(">=", 95, baseline=98), [figure("03-31", 94)], "04-01", True),
]


@pytest.mark.parametrize(("row", "goal", "figures", "as_of", "signed_off"), CASES)
def test_each_row(row: str, goal: Target, figures: list[Any], as_of: str, signed_off: bool) -> None:
    standing = judge(goal, figures, day(as_of), signed_off=signed_off)
    assert standing.row == row
    assert standing.status == {each.name: each.status for each in ROWS}[row]


# row, milestones, signed off, ongoing; all as of 30 June
STEPS: list[tuple[str, list[Milestone], bool, bool]] = [
    ("nothing_to_judge", [], True, False),
    ("milestone_missed", [step("立项", "06-30")], True, False),
    ("milestone_missed", [step("立项", "03-31", "07-01"), step("竣工", "12-31")], True, False),
    ("milestone_missed", [step("立项", "03-31"), step("竣工", "12-31", "05-01")], True, False),
    ("milestones_done", [step("竣工", "12-31", "06-30"), step("立项", "03-31", "05-01")], True, False),
    (
        "milestones_done",
        [step("一季度检查", "03-31", "03-31"), step("二季度检查", "06-30", "06-30")],
        True,
        True,
    ),
    ("milestones_claimed", [step("竣工", "06-30", "06-30")], False, False),
    ("milestone_early", [step("开工", "09-30", "06-30"), step("竣工", "12-31")], True, False),
    ("milestone_early", [step("检查", "12-31", "06-01")], True, True),
    ("milestones_kept", [step("立项", "03-31", "03-31"), step("竣工", "12-31")], True, False),
    ("milestones_kept", [step("竣工", "12-31")], True, False),
    (
        "milestones_kept",
        [step("主体", "09-30", "06-01"), step("管网", "09-30"), step("竣工", "12-31")],
        True,
        False,
    ),
    ("milestones_kept", [step("开工", "09-30"), step("竣工", "12-31", "06-01")], True, False),
]


@pytest.mark.parametrize(("row", "milestones", "signed_off", "ongoing"), STEPS)
def test_each_row_of_milestones(
    row: str, milestones: list[Milestone], signed_off: bool, ongoing: bool
) -> None:
    standing = judge_milestones(milestones, day("06-30"), signed_off=signed_off, ongoing=ongoing)
    assert standing.row == row
    assert standing.status == {each.name: each.status for each in MILESTONE_ROWS}[row]


def test_what_was_found_untrue_is_behind_until_something_new_is_accepted() -> None:
    standing = judge(ROAD, [figure("03-31", 100)], day("04-01"), refuted=True)
    assert (standing.row, standing.status) == ("found_untrue", "behind")
    standing = judge_milestones([step("立项", "12-31")], day("06-30"), refuted=True)
    assert (standing.row, standing.status) == ("milestone_found_untrue", "behind")


def test_a_promise_that_is_openly_not_followed_is_unknown_whatever_its_parts() -> None:
    standing = combine([judge(ROAD, [], day("12-31"))], untracked=True)
    assert (standing.row, standing.status) == ("untracked", "unknown")


def test_a_place_may_publish_another_margin() -> None:
    figures = [figure("06-30", 55)]
    assert judge(ROAD, figures, day("06-30")).status == "on_pace"
    assert judge(ROAD, figures, day("06-30"), margin=Fraction(1, 20)).status == "ahead"


def test_every_row_is_reached_and_has_words() -> None:
    reached = {case[0] for case in (*CASES, *STEPS)} | {"found_untrue", "milestone_found_untrue"}
    for row in (*ROWS, *MILESTONE_ROWS):
        assert row.name in reached
        assert all(words(row.name))


def test_a_missed_milestone_and_an_early_one_are_named() -> None:
    steps = [step("立项", "03-31"), step("开工", "06-30"), step("竣工", "12-31")]
    assert judge_milestones(steps, day("06-30")).part == "立项"
    assert judge_milestones([step("开工", "09-30", "06-01"), *steps[2:]], day("06-30")).part == "开工"


def test_the_reference_date_is_the_last_figures_or_the_last_overdue_one() -> None:
    figures = [figure("03-31", 30)]
    assert judge(ROAD, figures, day("05-09")).reference == day("03-31")
    assert judge(ROAD, figures, day("05-10")).reference == day("04-30")
    assert judge(ROAD, [], day("02-09")).reference is None


def test_figures_that_come_weeks_late_are_judged_at_their_own_period() -> None:
    """Trade data of May is published in June: nobody is behind on 20 June for want of June's."""
    standing = judge(
        target(">=", 120, unit="亿元", lag=25), [figure("04-30", 40, recorded="05-20")], day("06-20")
    )
    assert (standing.status, standing.expected, standing.stale) == ("on_pace", Fraction(1, 3), False)


def test_a_missing_month_is_judged_on_the_last_figure_and_flagged() -> None:
    """Silence is no way to stay on pace."""
    figures = [figure("06-30", 50)]
    kept, missing = judge(ROAD, figures, day("08-09")), judge(ROAD, figures, day("08-10"))
    assert (kept.status, kept.stale) == ("on_pace", False)
    assert (missing.status, missing.stale, missing.share) == ("behind", True, Fraction(1, 2))


def test_a_value_below_the_baseline_in_midyear_is_behind() -> None:
    standing = judge(level(">=", 70, baseline=68), [figure("06-30", 66)], day("06-30"))
    assert (standing.status, standing.share) == ("behind", -1)


def test_two_percent_in_february_is_judged_against_an_implied_path_and_shown_so() -> None:
    standing = judge(ROAD, [figure("02-28", 2)], day("02-28"))
    assert (standing.status, standing.expected, standing.implied) == ("behind", Fraction(2, 12), True)
    nodes = target(">=", 100, unit="公里", path=[("02-28", 2), ("06-30", 30)])
    standing = judge(nodes, [figure("02-28", 2)], day("02-28"))
    assert (standing.status, standing.expected, standing.implied) == ("on_pace", Fraction(2, 100), False)


def test_one_part_at_190_percent_does_not_make_up_for_one_at_10() -> None:
    parts = [
        judge(target(">=", 10, measure=name), [figure("06-30", n)], day("06-30"))
        for name, n in [("多", 19), ("少", 1)]
    ]
    whole = combine(parts)
    assert (whole.status, whole.part, whole.share) == ("behind", "少", Fraction(1, 10))
    assert whole.parts == tuple(parts)


@pytest.mark.parametrize(
    ("goal", "reached", "status"),
    [
        (level("<=", 35, baseline=40), "37.5", "on_pace"),
        (level("<=", 35, baseline=40), 41, "behind"),
        (level("<=", 0, baseline=4), 2, "on_pace"),
        (level("<=", -2, baseline=2), 0, "on_pace"),
        (level(">=", 2, baseline=-2), 0, "on_pace"),
        (level(">=", 0, baseline=-4), -3, "behind"),
        (level(">=", 3, baseline=0), "1.5", "on_pace"),
        (level("=", 70, baseline=70), 70, "on_pace"),
        (level("=", 70, baseline=70), 69, "behind"),
        (target("=", 0, unit="起"), 0, "on_pace"),
        (target("=", 0, unit="起"), 1, "behind"),
        (target("<=", 0, unit="起"), 0, "on_pace"),
        (target(">=", 0), 0, "on_pace"),
        (target(">=", -5), -6, "behind"),
        (growth(">=", 0), "-0.1", "behind"),
        (growth(">=", -2), -1, "on_pace"),
    ],
)
def test_zeros_falls_and_changes_of_sign_are_defined(goal: Target, reached: object, status: str) -> None:
    assert judge(goal, [figure("06-30", reached)], day("06-30")).status == status


def test_a_target_that_falls_is_met_below_it_whatever_it_is_called() -> None:
    """A dropout rate that is to be 1 % and stands at 2 % is not met because 2 is more than 1."""
    goal = level("=", 1, baseline=2)
    assert judge(goal, [figure("12-31", 2)], AFTERWARDS).status == "behind"
    assert judge(goal, [figure("12-31", "0.9")], AFTERWARDS).status == "done"


def test_nothing_but_an_amount_is_done_before_the_years_last_figure_is_there() -> None:
    for goal, reached in [
        (growth(">=", 6), 9),
        (level("<=", "5.5"), 3),
        (level(">=", 70), 80),
        (level(">=", 70, baseline=60), 80),
        (target("<=", 5), 2),
    ]:
        figures = [figure("11-30", reached)]
        for as_of in (day("11-30"), AFTERWARDS):
            assert judge(goal, figures, as_of).status != "done"
        assert judge(goal, [*figures, figure("12-31", reached)], AFTERWARDS).status == "done"


def test_figures_of_the_next_year_do_not_rescue_a_rate() -> None:
    figures = [figure("12-31", 5), figure("2023-01-31", 9)]
    assert judge(growth(">=", 6), figures, day("2023-03-01")).status == "behind"


def test_whole_things_are_on_pace_until_the_first_can_be_expected() -> None:
    goal = target(">=", 2)
    assert judge(goal, [figure("05-31", 0)], day("05-31")).status == "on_pace"
    assert judge(goal, [figure("06-30", 0)], day("06-30")).status == "behind"


def test_a_promise_takes_the_worst_of_its_parts() -> None:
    order = ["behind", "unknown", "on_pace", "ahead", "done"]
    for place, status in enumerate(order):
        parts = [Standing(each, each, part=each) for each in reversed(order[place:])]  # type: ignore[arg-type]
        assert (combine(parts).status, combine(parts).part) == (status, status)


def test_a_missing_figure_of_any_part_is_shown() -> None:
    parts = [Standing("on_pace", "kept", stale=True), Standing("behind", "short")]
    assert combine(parts).stale
    assert combine(parts[:1]) is parts[0]


def test_a_promise_without_parts_cannot_be_judged() -> None:
    assert (combine([]).status, combine([]).row) == ("unknown", "nothing_to_judge")


def test_the_first_and_the_last_day_of_the_calendar_are_no_trouble() -> None:
    for_ever = target(">=", 10, due=day("9999-12-31"), start=day("0001-01-01"))
    for as_of in ("0001-01-01", "2022-06-30", "9999-12-31"):
        judge(for_ever, [figure("06-30", 1)], day(as_of))
