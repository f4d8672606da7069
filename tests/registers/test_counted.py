"""Eight canteens are eight records: the figure follows them, as of any day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from canteens import MEASURE, Canteens
from cast import person
from steps import accepted

from luoshi.board.actions import check, govern, set_target
from luoshi.board.models import Source, Stage
from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.ticks import tick
from luoshi.registers.actions import (
    Said,
    add_record,
    count_target,
    revise_record,
    strike_record,
    take_back_stage,
)
from luoshi.registers.models import Record
from luoshi.registers.queries.stories import counted, wanted

FEBRUARY = date(2025, 2, 10)


def test_a_promise_of_eight_moves_from_nothing_to_signed_off_by_records_alone(opened: Canteens) -> None:
    """Nobody types a number: each opening counts one; the eighth makes it claimed; two sign it off."""
    opened.counts(FEBRUARY)
    assert opened.line(FEBRUARY).standing.share == 0
    for number in range(8):
        day = date(2025, 2 + number, 15)
        opened.opens(day, opened.comes(day, f"S{number}"))
        assert opened.line(day).standing.share == Decimal(number + 1) / 8
    assert opened.line(date(2025, 9, 30)).standing.row == "amount_claimed"
    with clock.at(date(2025, 10, 8)):
        for stage, by in [
            (Stage.APPLIED, opened.cast.head),
            (Stage.CHECKED, opened.cast.officer),
            (Stage.SIGNED, person("officer", "990101", "督查室")),
        ]:
            check(commitment=opened.promise, stage=stage, words="现场看过", by=by)
    assert opened.line(date(2025, 10, 8)).standing.status == "done"
    assert opened.line(date(2025, 6, 20)).standing.share == Decimal(5) / 8


def test_plausible_wrong_records_do_not_count(opened: Canteens) -> None:
    """Sited only; opened last year; struck off as a double: none of them is one of the eight."""
    opened.counts(FEBRUARY)
    opened.comes(FEBRUARY, "sited")
    opened.opens(date(2024, 12, 20), opened.comes(FEBRUARY, "last-year"), said_on=FEBRUARY)
    double = opened.comes(FEBRUARY, "double")
    opened.opens(FEBRUARY, double)
    assert opened.values()[-1] == (FEBRUARY, 1)
    with clock.at(date(2025, 3, 3)):
        strike_record(record=double, reason="与 S1 是同一处", by=opened.cast.officer, **opened.declared)
    assert opened.values()[-1] == (date(2025, 3, 3), 0)
    assert opened.line(date(2025, 3, 2)).standing.share == Decimal(1) / 8


def test_a_stage_that_is_taken_back_counts_no_more(opened: Canteens) -> None:
    """With its reason; how it stood before is still known."""
    opened.counts(FEBRUARY)
    record = opened.comes(FEBRUARY, "S1")
    opened.opens(FEBRUARY, record)
    with clock.at(date(2025, 3, 3)):
        take_back_stage(
            record=record, stage="opened", reason="许可证尚未下发", by=opened.cast.head, **opened.declared
        )
    (one,) = counted(opened.line(date(2025, 3, 3)), date(2025, 3, 3))
    assert (one.value, one.records) == (0, [])
    (one,) = counted(opened.line(date(2025, 3, 2)), date(2025, 3, 2))
    assert [row.record.key for row in one.records] == ["S1"]


def test_what_departments_report_stands_beside_and_a_difference_is_a_finding(opened: Canteens) -> None:
    """Three reported, one in the register: the records govern, the page says that the two differ."""
    opened.opens(FEBRUARY, opened.comes(FEBRUARY, "S1"))
    accepted(opened.cast, opened.promise, date(2025, 2, 28), 3)
    day = date(2025, 3, 10)
    assert opened.line(day).standing.share == Decimal(3) / 8
    opened.counts(day)
    assert opened.line(day).standing.share == Decimal(1) / 8
    (one,) = counted(opened.line(day), day)
    assert one.differs
    assert (one.reported, one.then) == ((date(2025, 2, 28), 3), 1)


def test_which_figures_govern_is_decided_from_a_day_on(opened: Canteens) -> None:
    """Counted until June, reported from July on; each decision stays, and the days go forward."""
    opened.counts(FEBRUARY)
    opened.opens(FEBRUARY, opened.comes(FEBRUARY, "S1"))
    accepted(opened.cast, opened.promise, date(2025, 7, 31), 6)
    said = {"commitment": opened.promise, "key": 1, "by": opened.cast.officer}
    with clock.at(date(2025, 8, 20)):
        assert opened.line(date(2025, 8, 20)).standing.share == Decimal(1) / 8
        govern(source=Source.REPORTED, since=date(2025, 7, 1), reason="名册停用", **said)
        assert opened.line(date(2025, 8, 20)).standing.share == Decimal(6) / 8
        with pytest.raises(Refused, match="要晚于"):
            govern(source=Source.COUNTED, since=date(2025, 7, 1), reason="又用", **said)
        with pytest.raises(Refused, match="现在就是"):
            govern(source=Source.REPORTED, since=date(2025, 8, 1), reason="再说", **said)


def test_records_do_not_govern_what_they_do_not_count(opened: Canteens) -> None:
    """Neither without a measure, nor with one that is not there, nor in a unit that does not fit."""
    said = {"commitment": opened.promise, "key": 1, "by": opened.cast.officer, "reason": "试"}
    with pytest.raises(Refused, match="还没有对应"):
        govern(source=Source.COUNTED, since=FEBRUARY, **said)
    with pytest.raises(Refused, match="没有这个名册指标"):
        count_target(counted_by="elder_meals/没有", **said)
    target = opened.line(clock.today()).targets[0][0]
    fields = ("measure", "comparator", "value", "basis", "direction", "start", "due")
    as_it_was = {name: getattr(target, name) for name in fields}
    set_target(**said, **as_it_was, unit="万元")
    with pytest.raises(Refused, match="单位对不上"):
        count_target(counted_by=MEASURE, **said)


def test_a_correction_of_the_target_keeps_what_counts_it(opened: Canteens) -> None:
    """Its name is put right; the records go on counting it."""
    target = opened.counts(FEBRUARY)
    fields = ("comparator", "value", "unit", "basis", "direction", "start", "due")
    said = {name: getattr(target, name) for name in fields}
    by = opened.cast.officer
    set_target(commitment=opened.promise, key=1, measure="长者食堂", reason="改名", by=by, **said)
    opened.opens(date(2025, 3, 1), opened.comes(date(2025, 3, 1), "S1"))
    assert opened.line(date(2025, 3, 1)).standing.share == Decimal(1) / 8


def test_a_month_without_changes_has_its_figure_too(opened: Canteens) -> None:
    """At the first tick of a month the records are counted as of the end of the last; once."""
    opened.counts(FEBRUARY)
    opened.opens(FEBRUARY, opened.comes(FEBRUARY, "S1"))
    for _ in range(2):
        with clock.at(date(2025, 5, 1)):
            tick()
    assert opened.values() == [(FEBRUARY, 0), (FEBRUARY, 1), (date(2025, 4, 30), 1)]
    standing = opened.line(date(2025, 5, 1)).standing
    assert (standing.reference, standing.stale) == (date(2025, 4, 30), False)


def test_an_edit_that_changes_nothing_counted_adds_no_figure(opened: Canteens) -> None:
    """Seats are not canteens."""
    opened.counts(FEBRUARY)
    record = opened.comes(FEBRUARY, "S1")
    before = opened.values()
    with clock.at(FEBRUARY + timedelta(days=1)):
        said = Said({"code": "S1", "name": "S1号食堂", "seats": "40"}, reason="量过")
        revise_record(record=record, said=said, by=opened.cast.reporter, **opened.declared)
    assert opened.values() == before


def test_the_likeliest_measure_is_proposed_until_one_is_confirmed(opened: Canteens) -> None:
    """The officer finds the measure by the words of the promise; another's target finds none."""
    (one,) = wanted(opened.line(FEBRUARY))
    assert one.likely == one.measures[0][0] == MEASURE
    opened.counts(FEBRUARY)
    assert wanted(opened.line(FEBRUARY)) == []


def test_a_record_of_another_place_counts_nothing_here(opened: Canteens) -> None:
    """Two districts keep a register of the same name."""
    opened.counts(FEBRUARY)
    other = Canteens(opened.cast, opened.promise)
    neighbour = opened.cast.stranger.place
    with clock.at(FEBRUARY):
        add_record(
            place=neighbour,
            said=Said({"code": "N1", "name": "邻"}),
            by=opened.cast.stranger,
            **other.declared,
        )
    assert Record.objects.count() == 1
    assert opened.values() == [(FEBRUARY, 0)]
