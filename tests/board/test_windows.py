"""Windows open and close by the calendar; what was not given in time needs an officer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import Cast, at_desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from months import MARCH, day, drafted, handed_out, read_in_january, retargeted, submitted

from luoshi.board import ticks
from luoshi.board.actions import (
    move,
    open_windows,
    reach_milestone,
    remind,
    reopen,
    set_milestone,
)
from luoshi.board.models import Commitment, Reminder, Report, State, Step, Window
from luoshi.delivery.windows import last_day
from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.models import Department, Event, Notice


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report that was read in January."""
    return read_in_january(cast)


def opened(cast: Cast, on: str) -> list[date]:
    """The months whose windows a tick opens on a day."""
    with clock.at(day(on)):
        return [window.month for window in open_windows(place=cast.place)]


def march(cast: Cast) -> Window:
    """The window of March, after a tick on its first day."""
    opened(cast, "04-01")
    return cast.place.windows.get(month=MARCH)


def test_windows_open_once_for_every_month_that_has_ended(cast: Cast, canteens: Commitment) -> None:
    """From the month of the first confirmation; months in which nobody ticked are made up for."""
    handed_out(cast, canteens, "01-15")
    assert opened(cast, "01-31") == []
    assert opened(cast, "02-01") == [date(2025, 1, 31)]
    assert opened(cast, "02-01") == []
    assert opened(cast, "04-20") == [date(2025, 2, 28), MARCH]
    assert Event.objects.filter(verb="open_window").count() == 3


def test_no_window_without_a_promise(cast: Cast, canteens: Commitment) -> None:
    """Not for a place that has confirmed none, nor when its year is long over."""
    assert opened(cast, "05-01") == []
    handed_out(cast, canteens, "11-15")
    assert opened(cast, "2026-06-01") == [day("11-30"), day("12-31")]


def test_after_its_window_a_figure_is_neither_drafted_nor_submitted(cast: Cast, canteens: Commitment) -> None:
    """On the last day it still is."""
    handed_out(cast, canteens)
    march(cast)
    row = drafted(cast, canteens, "03-31", 2, on="04-10")
    with pytest.raises(Refused, match="窗口已关"):
        drafted(cast, canteens, "03-31", 3, on="04-11")
    with clock.at(day("04-11")), pytest.raises(Refused, match="窗口已关"):
        move(progress=row, step=Step.SUBMITTED, by=cast.head)


def test_a_month_without_a_window_is_not_locked(cast: Cast, canteens: Commitment) -> None:
    """A board that begins in summer can take in the spring."""
    handed_out(cast, canteens, "06-10")
    opened(cast, "07-01")
    assert drafted(cast, canteens, "01-31", 1, on="07-30")


def test_a_reopened_window_is_open_for_one_department_until_a_day(cast: Cast, canteens: Commitment) -> None:
    """And shut again afterwards; the reason stays."""
    handed_out(cast, canteens)
    window = march(cast)
    with clock.at(day("04-15")):
        said = {"until": day("04-20"), "reason": "系统升级", "by": cast.officer}
        reopen(window=window, department=cast.colleague.department, **said)
        with pytest.raises(Refused, match="窗口已关"):
            drafted(cast, canteens, "03-31", 3, on="04-16")
        reopen(window=window, department=cast.head.department, **said)
    assert drafted(cast, canteens, "03-31", 3, on="04-20")
    with pytest.raises(Refused, match="窗口已关"):
        drafted(cast, canteens, "03-31", 3, on="04-21")


@pytest.mark.parametrize(
    ("on", "until", "reason", "why"),
    [
        ("04-05", "04-20", "晚了", "还没有关"),
        ("04-15", "04-14", "晚了", "已经过了"),
        ("04-15", "04-20", "  ", "理由"),
    ],
)
def test_what_cannot_be_reopened(
    cast: Cast, canteens: Commitment, on: str, until: str, reason: str, why: str
) -> None:
    """An open window, a day that is over, without a reason."""
    handed_out(cast, canteens)
    window = march(cast)
    said = {"department": cast.head.department, "until": day(until), "reason": reason, "by": cast.officer}
    with clock.at(day(on)), pytest.raises(Refused, match=why):
        reopen(window=window, **said)


def test_a_department_of_another_place_gets_nothing(cast: Cast, canteens: Commitment) -> None:
    """Neither a reopened window nor a reminder."""
    handed_out(cast, canteens)
    window = march(cast)
    foreign = cast.stranger.place.departments.create(name="民政局")
    with clock.at(day("04-15")):
        with pytest.raises(Refused, match="不属于本地"):
            reopen(window=window, department=foreign, until=day("04-20"), reason="x", by=cast.officer)
        with pytest.raises(Refused, match="不属于本地"):
            remind(window=window, department=foreign, owed=1, by=cast.officer, link="")
    Department.objects.filter(pk=foreign.pk).delete()


def test_a_returned_figure_is_answered_after_the_window(cast: Cast, canteens: Commitment) -> None:
    """The office reads after the closing day: what it returns, it wants back, as it was or corrected."""
    handed_out(cast, canteens)
    march(cast)
    row = submitted(cast, canteens, "03-31", 2, on="04-09")
    with clock.at(day("04-14")):
        move(progress=row, step=Step.RETURNED, by=cast.officer, reason="缺照片")
    other = drafted(cast, canteens, "03-31", 3, on="04-15")
    with clock.at(day("04-15")):
        shown = at_desk(cast.head).get("/p/990101/window/2025-03/").content.decode()
        assert "提交 1 个草稿" in shown
        move(progress=other, step=Step.SUBMITTED, by=cast.head)
    with pytest.raises(Refused, match="窗口已关"):
        drafted(cast, canteens, "03-31", 4, on="04-16")


def test_a_correction_of_a_closed_month_needs_a_reopening(cast: Cast, canteens: Commitment) -> None:
    """Whoever finds in May that March was wrong asks the office first."""
    handed_out(cast, canteens)
    window = march(cast)
    row = submitted(cast, canteens, "03-31", 2, on="04-09")
    with clock.at(day("04-12")):
        move(progress=row, step=Step.ACCEPTED, by=cast.officer)
    with pytest.raises(Refused, match="窗口已关"):
        drafted(cast, canteens, "03-31", 3, on="05-05")
    with clock.at(day("05-05")):
        said = {"until": day("05-08"), "reason": "订正", "by": cast.officer}
        reopen(window=window, department=cast.head.department, **said)
    assert drafted(cast, canteens, "03-31", 3, on="05-06")


def test_milestones_are_bound_to_no_window(cast: Cast, canteens: Commitment) -> None:
    """A step is reached when it is reached."""
    handed_out(cast, canteens)
    with clock.at(day("01-20")):
        set_milestone(commitment=canteens, name="开工", due=day("03-31"), by=cast.officer)
    march(cast)
    with clock.at(day("04-20")):
        assert reach_milestone(commitment=canteens, key=1, day=MARCH, by=cast.reporter)


def test_what_came_late_is_shown_so_for_ever(cast: Cast, canteens: Commitment) -> None:
    """A correction of what came in time is not late."""
    handed_out(cast, canteens)
    window = march(cast)
    opened(cast, "05-01")
    submitted(cast, canteens, "04-30", 3, on="05-05")
    with clock.at(day("05-20")):
        for one in (window, cast.place.windows.get(month=day("04-30"))):
            said = {"until": day("05-25"), "reason": "补报", "by": cast.officer}
            reopen(window=one, department=cast.head.department, **said)
    page = f"/p/990101/commitments/{canteens.pk}/"
    drafted(cast, canteens, "04-30", 4, on="05-20")
    assert "逾期补报" not in at_desk(cast.officer).get(page).content.decode()
    drafted(cast, canteens, "03-31", 2, on="05-20")
    assert at_desk(cast.officer).get(page).content.decode().count("逾期补报") == 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lag=st.integers(0, 90), after=st.integers(1, 120), longer=st.none() | st.integers(0, 30))
def test_a_figure_is_taken_exactly_until_its_last_day(
    cast: Cast, canteens: Commitment, lag: int, after: int, longer: int | None
) -> None:
    """Month's end, lag and ten days; and again where it was reopened, until that day."""
    clear(cast, canteens)
    retargeted(cast, canteens, lag=lag)
    window = march(cast)
    moment = MARCH + timedelta(days=after)
    in_time = moment <= last_day(MARCH, lag)
    reopened = longer is not None and moment > window.closes
    if reopened:
        with clock.at(moment):
            said = {"until": moment + timedelta(days=longer), "reason": "补报", "by": cast.officer}
            reopen(window=window, department=cast.head.department, **said)
    if in_time or reopened:
        drafted(cast, canteens, "03-31", 1, on=moment.isoformat())
        return
    with pytest.raises(Refused, match="窗口已关"):
        drafted(cast, canteens, "03-31", 1, on=moment.isoformat())


def clear(cast: Cast, canteens: Commitment) -> None:
    """Handed out, with neither window nor reopening nor figure."""
    for window in cast.place.windows.all():
        window.reopenings.all().delete()
    cast.place.windows.all().delete()
    for row in canteens.progress.all():
        row.moves.all().delete()
    canteens.progress.all().delete()
    if canteens.revisions.last().state != State.CONFIRMED:
        handed_out(cast, canteens)


def ticked(on: str) -> tuple[str, str]:
    """What a tick says that it did on a day."""
    with clock.at(day(on)):
        return ticks.windows(), ticks.reminders()


def test_the_calendar_reminds_once_some_days_before(cast: Cast, canteens: Commitment) -> None:
    """Head and reporter get a line each; who has submitted gets none."""
    handed_out(cast, canteens, "03-15")
    assert ticked("04-01") == ("开放填报窗口 1 windows opened", "")
    assert ticked("04-06") == ("", "")
    assert ticked("04-08") == ("", "催报 1 departments reminded")
    assert ticked("04-08") == ticked("04-09") == ("", "")
    told = {(notice.user_id, str(notice)) for notice in Notice.objects.all()}
    words = "2025-03 还有 1 项没有报，04-10 截止。"
    assert told == {(cast.head.pk, words), (cast.reporter.pk, words)}
    submitted(cast, canteens, "03-31", 2, on="04-09")
    submitted(cast, canteens, "04-30", 3, on="05-02")
    ticked("05-01")
    assert ticked("05-08") == ("", "")


def test_a_lagging_figure_is_reminded_of_in_its_own_last_days(cast: Cast, canteens: Commitment) -> None:
    """Not when nobody can have it yet."""
    handed_out(cast, canteens, "03-15")
    with clock.at(day("03-16")):
        retargeted(cast, canteens, lag=28)
    ticked("04-01")
    assert ticked("04-08") == ("", "")
    assert ticked("05-06")[1] == "催报 1 departments reminded"


def test_an_officer_reminds_once_a_day(cast: Cast, canteens: Commitment) -> None:
    """A second click on the same day tells nobody anything."""
    handed_out(cast, canteens)
    window = march(cast)
    said = {"window": window, "department": cast.head.department, "owed": 1, "link": "/"}
    with clock.at(day("04-05")):
        assert remind(by=cast.officer, **said)
        assert not remind(by=cast.officer, **said)
    with clock.at(day("04-06")):
        assert remind(by=cast.officer, **said)
    assert Reminder.objects.count() == 2
    assert Notice.objects.count() == 4
