"""What must hold for every target and every list of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import get_args

from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.delivery import Figure, Milestone, Standing, Target, combine, judge, judge_milestones
from luoshi.delivery.bounds import bound_of
from luoshi.delivery.model import STATUSES, Basis, Comparator, Direction, Frequency, Status

DAYS = st.dates(date(2021, 10, 1), date(2023, 6, 30))
NUMBERS = st.decimals(-50, 50, places=2) | st.integers(-9, 9).map(Decimal)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    start, due = sorted((draw(DAYS), draw(DAYS)))
    return Target(
        id="A1",
        measure="指标",
        comparator=draw(st.sampled_from(get_args(Comparator))),
        value=draw(NUMBERS),
        unit=draw(st.sampled_from(["所", "亿元"])),
        basis=draw(st.sampled_from(get_args(Basis))),
        start=start,
        due=due,
        direction=draw(st.sampled_from(get_args(Direction))),
        baseline=draw(st.none() | NUMBERS),
        path=tuple((day, draw(NUMBERS)) for day in sorted(draw(st.sets(DAYS, max_size=3)))),
        frequency=draw(st.sampled_from(get_args(Frequency))),
        lag=draw(st.integers(0, 40)),
    )


FIGURES = st.lists(st.builds(Figure, DAYS, NUMBERS, st.booleans(), DAYS), max_size=6)
ADDED = st.lists(st.builds(Figure, DAYS, NUMBERS, st.just(False), DAYS), max_size=6)
MILESTONES = st.lists(st.builds(Milestone, st.sampled_from("甲乙丙"), DAYS, st.none() | DAYS), max_size=5)


def rank(standing: Standing) -> int:
    return STATUSES.index(standing.status)


@given(targets(), FIGURES, DAYS, st.booleans())
def test_every_case_is_decided_and_done_needs_a_figure(
    target: Target, rows: list[Figure], as_of: date, signed_off: bool
) -> None:
    standing = judge(target, rows, as_of, signed_off=signed_off)
    assert standing.status in STATUSES
    if standing.status == "done":
        assert signed_off
        assert any(row.day <= as_of and row.recorded <= as_of for row in rows)


@given(targets(), FIGURES, DAYS, st.data(), st.decimals(0, 100, places=1))
def test_more_progress_never_lowers_a_status(
    target: Target, rows: list[Figure], as_of: date, data: st.DataObject, more: Decimal
) -> None:
    assume(rows)
    place = data.draw(st.integers(0, len(rows) - 1))
    sense = more if bound_of(target) in (">=", ">") else -more
    better = replace(rows[place], value=rows[place].value + sense)
    before = judge(target, rows, as_of)
    after = judge(target, [*rows[:place], better, *rows[place + 1 :]], as_of)
    assert rank(after) >= rank(before)


@given(targets(), ADDED, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_increments_changes_nothing(
    target: Target,
    rows: list[Figure],
    as_of: date,
    random: Random,
) -> None:
    target = replace(target, basis="amount")
    shuffled = random.sample(rows, len(rows))
    assert judge(target, shuffled, as_of) == judge(target, rows, as_of)


@given(targets(), FIGURES, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_where_each_has_its_day_of_recording(
    target: Target,
    rows: list[Figure],
    as_of: date,
    random: Random,
) -> None:
    rows = list({row.recorded: row for row in rows}.values())
    shuffled = random.sample(rows, len(rows))
    assert judge(target, shuffled, as_of) == judge(target, rows, as_of)


@given(targets(), FIGURES, DAYS, st.data(), NUMBERS)
def test_splitting_an_increment_changes_nothing(
    target: Target, rows: list[Figure], as_of: date, data: st.DataObject, part: Decimal
) -> None:
    places = [place for place, row in enumerate(rows) if not row.cumulative]
    assume(places)
    target = replace(target, basis="amount")
    place = data.draw(st.sampled_from(places))
    row = rows[place]
    halves = [replace(row, value=part), replace(row, value=row.value - part)]
    assert judge(target, [*rows[:place], *halves, *rows[place + 1 :]], as_of) == judge(target, rows, as_of)


@given(targets(), FIGURES, FIGURES, DAYS)
def test_as_of_never_sees_later_rows(
    target: Target, rows: list[Figure], later: list[Figure], as_of: date
) -> None:
    later = [row for row in later if row.recorded > as_of or row.day > as_of]
    assert judge(target, [*later, *rows], as_of) == judge(target, rows, as_of)


@given(MILESTONES, DAYS, st.booleans())
def test_as_of_never_sees_what_is_accepted_later(steps: list[Milestone], as_of: date, ongoing: bool) -> None:
    then = [
        step if step.accepted is None or step.accepted <= as_of else replace(step, accepted=None)
        for step in steps
    ]
    standing = judge_milestones(steps, as_of, ongoing=ongoing)
    assert judge_milestones(then, as_of, ongoing=ongoing) == standing
    assert judge_milestones(steps[::-1], as_of, ongoing=ongoing) == standing


@given(MILESTONES, DAYS, st.booleans(), st.data())
def test_one_more_accepted_milestone_never_lowers_a_status(
    steps: list[Milestone], as_of: date, ongoing: bool, data: st.DataObject
) -> None:
    assume(steps)
    place = data.draw(st.integers(0, len(steps) - 1))
    accepted = [*steps[:place], replace(steps[place], accepted=as_of - timedelta(1)), *steps[place + 1 :]]
    before, after = (judge_milestones(each, as_of, ongoing=ongoing) for each in (steps, accepted))
    assert rank(after) >= rank(before)


STANDINGS = st.builds(
    Standing, st.sampled_from(get_args(Status)), st.just("kept"), stale=st.booleans(), part=st.text()
)


@given(st.lists(STANDINGS, min_size=1), st.randoms(use_true_random=False))
def test_a_promise_is_as_good_as_its_worst_part(
    parts: Sequence[Standing],
    random: Random,
) -> None:
    whole = combine(parts)
    assert rank(whole) == min(rank(part) for part in parts)
    assert (whole.status == "done") == all(part.status == "done" for part in parts)
    assert combine(random.sample(parts, len(parts))).status == whole.status


@given(targets(), FIGURES, DAYS)
def test_shares_are_exact_fractions_or_none_together(target: Target, rows: list[Figure], as_of: date) -> None:
    standing = judge(target, rows, as_of)
    assert (standing.share is None) == (standing.expected is None)
    assert standing.share is None or isinstance(standing.share, Fraction)
