"""What waits for whom: a department's figures by urgency, a month on one page, who has not reported."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from months import (
    MARCH,
    day,
    drafted,
    handed_out,
    read_in_january,
    retargeted,
    statistics,
    submitted,
)
from steps import reached

from luoshi.board.actions import (
    ask_change,
    check,
    enter_promise,
    import_report,
    move,
    open_windows,
    propose_item,
    reach_milestone,
    reopen,
    report_measure,
    revise,
    set_milestone,
    settle_item,
)
from luoshi.board.models import Commitment, Origin, Part, Report, Stage, Step
from luoshi.board.queries.desks import department_desk
from luoshi.office import clock
from luoshi.office.actions import add_person
from luoshi.office.models import Notice, User
from luoshi.reading import Document

MOST_QUERIES = 12


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report that was read in January."""
    return read_in_january(cast)


def owed(cast: Cast, on: str) -> dict[str, list[tuple[str, int]]]:
    """By urgency, the months that civil affairs is asked for, and how many are due before each."""
    with clock.at(day(on)):
        desk = department_desk(cast.place, cast.head.department, day(on))
    return {
        urgency.value: [(f"{task.due.month:%m-%d}", len(task.earlier)) for task in tasks]
        for urgency, tasks in desk.groups
    }


def page(user: User, path: str, on: str) -> str:
    """What a person sees on a day."""
    with clock.at(day(on)):
        response = at_desk(user).get(f"/p/990101/{path}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_month_comes_opens_closes_and_is_overdue(cast: Cast, canteens: Commitment) -> None:
    """From a week before its end until ten days after it; then it is late."""
    handed_out(cast, canteens)
    assert owed(cast, "01-20") == {}
    assert owed(cast, "01-25") == {"coming": [("01-31", 0)]}
    assert owed(cast, "02-01") == {"open": [("01-31", 0)]}
    assert owed(cast, "02-07") == owed(cast, "02-10") == {"closing": [("01-31", 0)]}
    assert owed(cast, "02-11") == {"overdue": [("01-31", 0)]}
    assert owed(cast, "04-02") == {"overdue": [("02-28", 1)], "open": [("03-31", 0)]}


def test_what_is_given_is_not_asked_for(cast: Cast, canteens: Commitment) -> None:
    """A draft waits for the head; submitted, the department is done; a sum makes up for months before."""
    handed_out(cast, canteens)
    row = drafted(cast, canteens, "03-31", 2, on="04-02")
    assert owed(cast, "04-03") == {"overdue": [("02-28", 1)], "draft": [("03-31", 0)]}
    with clock.at(day("04-03")):
        move(progress=row, step=Step.SUBMITTED, by=cast.head)
    assert owed(cast, "04-03") == {}
    with clock.at(day("04-04")):
        move(progress=row, step=Step.RETURNED, by=cast.officer, reason="缺照片")
    assert owed(cast, "04-04")["returned"] == [("03-31", 0)]
    assert "缺照片" in page(cast.reporter, "owed/", "04-04")


def test_frequency_and_lag_decide_when(cast: Cast, canteens: Commitment) -> None:
    """A quarterly figure that takes twenty days."""
    handed_out(cast, canteens)
    with clock.at(day("01-16")):
        retargeted(cast, canteens, frequency="quarter", lag=20)
    assert owed(cast, "03-02") == {}
    assert owed(cast, "04-20") == {"coming": [("03-31", 0)]}
    assert owed(cast, "04-21") == {"open": [("03-31", 0)]}
    assert owed(cast, "05-01") == {"overdue": [("03-31", 0)]}


def test_a_milestone_is_announced_and_then_missed(cast: Cast, report: Report) -> None:
    """A month before, three days before, and after."""
    harbour = handed_out(cast, report.commitments.get(words__contains="数字产业港"))
    with clock.at(day("01-16")):
        retargeted(cast, harbour, frequency="year")
        set_milestone(commitment=harbour, name="开园", due=day("06-30"), by=cast.officer)
    assert "06-30" not in str(owed(cast, "05-30"))
    assert owed(cast, "06-01") == {"coming": [("06-30", 0)]}
    assert owed(cast, "06-28") == {"closing": [("06-30", 0)]}
    assert owed(cast, "07-01") == {"overdue": [("06-30", 0)]}


def test_nothing_is_owed_of_what_is_untracked_or_signed_off(cast: Cast, canteens: Commitment) -> None:
    """From the day on which it was."""
    handed_out(cast, canteens)
    row = submitted(cast, canteens, "03-31", 8, on="04-02")
    with clock.at(day("04-05")):
        move(progress=row, step=Step.ACCEPTED, by=cast.officer)
        check(commitment=canteens, stage=Stage.APPLIED, words="八处", by=cast.head)
        check(commitment=canteens, stage=Stage.CHECKED, words="看过", by=cast.officer)
        second = add_person(username="second", password="x", code="990101", role="officer")
        check(commitment=canteens, stage=Stage.SIGNED, words="同意", by=second)
    assert owed(cast, "06-15") == {}
    with clock.at(day("06-15")):
        revise(commitment=canteens, by=cast.officer, untracked=True, reason="并入省级任务")
    assert owed(cast, "07-15") == {}


def test_a_work_item_is_owed_by_whoever_carries_it(cast: Cast, canteens: Commitment) -> None:
    """The education office builds three of the eight."""
    handed_out(cast, canteens)
    with clock.at(day("01-20")):
        said = {"text": "城西三处", "value": Decimal(3), "target": 1, "due": day("12-31")}
        propose_item(commitment=canteens, department=cast.colleague.department, by=cast.head, **said)
        assert "城西三处" in page(cast.head, "owed/", "01-20")
        settle_item(commitment=canteens, key=1, approved=True, by=cast.head)
    assert "城西三处" in page(cast.colleague, "owed/", "02-03")
    assert "现在没有要报的" in page(cast.colleague, "owed/", "01-22")


def test_an_officer_sees_what_is_to_be_decided(cast: Cast, canteens: Commitment) -> None:
    """Figures, change requests, sign-offs, and promises that wait to be confirmed."""
    handed_out(cast, canteens)
    submitted(cast, canteens, "03-31", 2, on="04-02")
    with clock.at(day("04-03")):
        said = {"part": Part.TARGET, "key": 1, "due": day("2026-03-31"), "reason": "选址变更"}
        ask_change(commitment=canteens, by=cast.head, **said)
        check(commitment=canteens, stage=Stage.APPLIED, words="八处均已开业", by=cast.head)
    shown = page(cast.officer, "owed/", "04-04")
    for words in ("2（累计）", "选址变更", "八处均已开业", "3 项承诺等待确认"):
        assert words in shown
    assert "选址变更" not in page(cast.leader, "owed/", "04-04")


def test_an_officer_reads_which_step_was_reached(cast: Cast, canteens: Commitment) -> None:
    """By the name that it has today, not by its number."""
    handed_out(cast, canteens)
    with clock.at(day("02-01")):
        set_milestone(commitment=canteens, name="开门", due=day("03-31"), by=cast.officer)
        row = reach_milestone(commitment=canteens, key=1, day=day("01-31"), by=cast.reporter)
        move(progress=row, step=Step.SUBMITTED, by=cast.head)
        said = {"name": "开业", "due": day("03-31"), "reason": "说法统一"}
        set_milestone(commitment=canteens, key=1, by=cast.officer, **said)
    assert "“开业”完成" in page(cast.officer, "owed/", "02-02")


def test_a_leader_sees_what_is_in_their_charge(cast: Cast, report: Report, canteens: Commitment) -> None:
    """And nothing else."""
    handed_out(cast, canteens)
    other = handed_out(cast, report.commitments.get(words__contains="背街小巷"))
    with clock.at(day("01-20")):
        revise(commitment=canteens, by=cast.officer, leader=cast.leader)
    shown = page(cast.leader, "owed/", "05-20")
    assert "社区食堂" in shown
    assert other.words[:6] not in shown


def test_a_promise_without_a_number_shows_its_next_milestone(cast: Cast) -> None:
    """With its date; once all are reached, that they are."""
    said = {"origin": Origin.PROJECT, "section": "", "words": "建成投用区体育馆"}
    with clock.at(day("01-15")):
        stadium = enter_promise(place=cast.place, year=2025, by=cast.officer, **said)
        revise(commitment=stadium, leader=cast.leader, by=cast.officer)
    handed_out(cast, stadium, "01-16")
    first, second, *others = stadium.milestones.order_by("due")
    with clock.at(day("01-17")):
        for step in (first, second, *others):
            said = {"key": step.key, "name": step.name, "due": step.due, "proof": ""}
            set_milestone(commitment=stadium, by=cast.officer, **said)
    assert f'{first.name} <time datetime="{first.due}">' in page(cast.leader, "owed/", "01-20")
    reached(cast, stadium, first.key, day("01-21"))
    assert f'{second.name} <time datetime="{second.due}">' in page(cast.leader, "owed/", "01-25")
    for step in (second, *others):
        reached(cast, stadium, step.key, day("01-26"))
    assert "节点都已完成" in page(cast.leader, "owed/", "01-27")


def month_post(user: User, act: str, on: str, said: dict[str, str]) -> tuple[int, str]:
    """What a post to March's page answers on a day."""
    with clock.at(day(on)):
        response = at_desk(user).post(f"/p/990101/window/2025-03/{act}/", said)
    return response.status_code, response.content.decode()


def test_a_month_is_drafted_and_submitted_at_once(cast: Cast, report: Report, canteens: Commitment) -> None:
    """Rows left empty are left out; what is unchanged is not written again."""
    lanes = report.commitments.get(words__contains="背街小巷")
    for one in (canteens, lanes):
        handed_out(cast, one)
    row, other = f"target-{canteens.pk}-1", f"target-{lanes.pk}-1"
    said = {f"{row}-value": "2", f"{row}-cumulative": "true", f"{row}-sentence": "两处开业"}
    said |= {f"{other}-value": "", f"{other}-cumulative": "true"}
    assert month_post(cast.reporter, "save", "04-03", said)[0] == 302
    assert month_post(cast.reporter, "save", "04-03", said)[0] == 302
    figure = canteens.progress.get()
    assert (figure.value, figure.day, figure.sentence) == (2, MARCH, "两处开业")
    assert not lanes.progress.exists()
    assert "提交 1 个草稿" in page(cast.head, "window/2025-03/", "04-03")
    assert month_post(cast.reporter, "submit", "04-04", {})[0] == 403
    assert month_post(cast.head, "submit", "04-04", {})[0] == 302
    assert figure.moves.last().step == Step.SUBMITTED


@pytest.mark.parametrize("wrong", ["两处", "1e400", "NaN", "=1+1"])
def test_one_wrong_row_keeps_all_from_being_saved(
    cast: Cast, report: Report, canteens: Commitment, wrong: str
) -> None:
    """The fault stands at its row, and what was typed is still there."""
    lanes = report.commitments.get(words__contains="背街小巷")
    for one in (canteens, lanes):
        handed_out(cast, one)
    said = {f"target-{canteens.pk}-1-value": "2", f"target-{lanes.pk}-1-value": wrong}
    status, shown = month_post(cast.reporter, "save", "04-03", said)
    assert status == 400
    assert "1 行没有通过" in shown
    assert f'value="{wrong}"' in shown
    assert not canteens.progress.exists()


def test_a_row_that_is_refused_takes_the_others_with_it(
    cast: Cast, report: Report, canteens: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window closed for one of them between looking and saving."""
    lanes = report.commitments.get(words__contains="背街小巷")
    for one in (canteens, lanes):
        handed_out(cast, one)
    with clock.at(day("04-01")):
        open_windows(place=cast.place)
    monkeypatch.setattr("luoshi.board.queries.windows.is_locked", lambda _due, _windows: False)
    with clock.at(day("03-20")):
        retargeted(cast, canteens, lag=30)
    said = {f"target-{one.pk}-1-value": "2" for one in (canteens, lanes)}
    status, shown = month_post(cast.reporter, "save", "04-12", said)
    assert status == 409
    assert shown.count("填报窗口已关") == 1
    assert not canteens.progress.exists()


def test_a_closed_month_has_no_fields(cast: Cast, canteens: Commitment) -> None:
    """Until it is reopened."""
    handed_out(cast, canteens)
    with clock.at(day("04-01")):
        open_windows(place=cast.place)
    assert "全部存为草稿" in page(cast.reporter, "window/2025-03/", "04-10")
    assert "全部存为草稿" not in page(cast.reporter, "window/2025-03/", "04-11")
    assert "窗口已关" in page(cast.reporter, "owed/", "04-11")
    with clock.at(day("04-12")):
        window = cast.place.windows.get(month=MARCH)
        said = {"until": day("04-15"), "reason": "系统升级", "by": cast.officer}
        reopen(window=window, department=cast.head.department, **said)
    assert "全部存为草稿" in page(cast.reporter, "window/2025-03/", "04-12")


@pytest.mark.parametrize("month", ["2025-13", "2025-3", "x", "9999-01", "2025-03-31", "２０２５-03"])
def test_a_month_that_is_none_is_not_there(cast: Cast, month: str) -> None:
    """404, never a fault."""
    assert at_desk(cast.head).get(f"/p/990101/window/{month}/").status_code == 404
    assert at_desk(cast.officer).get("/p/990101/windows/", {"month": month}).status_code == 404


def test_who_has_not_reported_is_reminded_in_one_click(cast: Cast, canteens: Commitment) -> None:
    """The department's people find it on their desk, and read it away."""
    handed_out(cast, canteens)
    with clock.at(day("04-01")):
        open_windows(place=cast.place)
    window = cast.place.windows.get(month=MARCH)
    shown = page(cast.officer, "windows/", "04-05")
    assert "未报齐<b>0/1" in shown
    assert "提醒全部没有报的单位（1）" in shown
    officer = at_desk(cast.officer)
    with clock.at(day("04-05")):
        for _click in range(2):
            assert officer.post(f"/p/990101/windows/{window.pk}/remind/").status_code == 302
    assert window.reminders.count() == 1
    assert Notice.objects.filter(read=None).count() == 2
    assert "2025-03 还有 1 项没有报" in page(cast.reporter, "owed/", "04-05")
    at_desk(cast.reporter).post("/p/990101/owed/read/")
    assert "2025-03 还有 1 项没有报" not in page(cast.reporter, "owed/", "04-05")
    assert "2025-03 还有 1 项没有报" in page(cast.head, "owed/", "04-05")


def test_the_table_says_how_far_each_month_is(cast: Cast, canteens: Commitment) -> None:
    """Overdue, waiting for the office, accepted."""
    handed_out(cast, canteens)
    for month in ("02-01", "03-01", "04-01"):
        with clock.at(day(month)):
            open_windows(place=cast.place)
    row = submitted(cast, canteens, "02-28", 2, on="03-03")
    submitted(cast, canteens, "03-31", 3, on="04-03")
    with clock.at(day("04-04")):
        move(progress=row, step=Step.ACCEPTED, by=cast.officer)
    shown = page(cast.officer, "windows/?month=2025-01", "04-05")
    for words in ("逾期<b>0/1", "已采纳<b>1/1", "待采纳<b>1/1"):
        assert words in shown


def test_a_window_is_reopened_through_the_page(cast: Cast, canteens: Commitment) -> None:
    """A reason is asked for, and a wrong department refused."""
    handed_out(cast, canteens)
    with clock.at(day("04-01")):
        open_windows(place=cast.place)
    window = cast.place.windows.get(month=MARCH)
    url = f"/p/990101/windows/{window.pk}/reopen/"
    said = {"department": str(cast.head.department_id), "until": "2025-04-20", "reason": "系统<b>升级"}
    officer = at_desk(cast.officer)
    with clock.at(day("04-15")):
        assert officer.post(url, said | {"reason": ""}).status_code == 400
        assert officer.post(url, said | {"department": "99999"}).status_code == 400
        assert officer.post(url, said | {"until": "2025-04-01"}).status_code == 409
        assert officer.post(url, said).status_code == 302
        assert at_desk(cast.stranger).post(url, said).status_code == 403
    assert "系统&lt;b&gt;升级" in page(cast.officer, "windows/", "04-15")


def test_a_shared_measure_is_given_once_for_all(cast: Cast, report: Report) -> None:
    """Its source drafts and submits, the office accepts; the lead can neither give nor change it."""
    growth = report.commitments.get(words__contains="生产总值")
    handed_out(cast, growth)
    officer, source = at_desk(cast.officer), at_desk(cast.colleague)
    with clock.at(day("01-20")):
        said = {"name": "地区生产总值", "unit": "%", "source": cast.colleague.department_id}
        said |= {"frequency": "quarter", "lag": "18"}
        assert officer.post("/p/990101/measures/add/", said).status_code == 302
        assert officer.post("/p/990101/measures/add/", said).status_code == 409
        assert officer.post("/p/990101/measures/add/", {}).status_code == 400
        measure = cast.place.measures.get()
        retargeted(cast, growth, shared=measure, frequency="quarter")
    base = f"/p/990101/measures/{measure.pk}/"
    assert "地区生产总值" in page(cast.colleague, "owed/", "04-19")
    assert "地区生产总值" not in page(cast.head, "window/2025-03/", "04-19")
    given = {"day": "2025-03-31", "value": "5.6", "cumulative": "true", "sentence": "初步核算"}
    with clock.at(day("04-20")):
        assert at_desk(cast.head).post(f"{base}figures/", given).status_code == 409
        assert source.post(f"{base}figures/", given | {"value": "x"}).status_code == 400
        assert source.post(f"{base}figures/", given).status_code == 302
        figure = measure.progress.get()
        assert source.post(f"/p/990101/figures/{figure.pk}/submit/").url == base
        assert "地区生产总值" in page(cast.officer, "owed/", "04-20")
        assert officer.post(f"/p/990101/figures/{figure.pk}/return/").status_code == 400
        assert officer.post(f"/p/990101/figures/{figure.pk}/accept/").url == base
    shown = page(cast.head, f"commitments/{growth.pk}/", "2026-11-01")
    assert "别的单位统一提供的数" in shown
    assert "5.6" in shown
    assert growth.words[:6] in page(cast.head, f"measures/{measure.pk}/", "04-21")


def test_a_late_figure_of_a_measure_is_shown_so(cast: Cast, report: Report) -> None:
    """By the measure's own lag."""
    growth = handed_out(cast, report.commitments.get(words__contains="生产总值"))
    with clock.at(day("01-20")):
        measure = statistics(cast, lag=18)
        retargeted(cast, growth, shared=measure)
    with clock.at(day("04-01")):
        open_windows(place=cast.place)
    said = {"measure": measure, "value": Decimal("5.6"), "cumulative": True, "by": cast.colleague}
    with clock.at(day("04-28")):
        report_measure(day=MARCH, **said)
    assert "逾期补报" not in page(cast.officer, f"measures/{measure.pk}/", "05-20")
    with clock.at(day("05-20")):
        window = cast.place.windows.get(month=day("02-28"))
        again = {"until": day("05-25"), "reason": "补报", "by": cast.officer}
        reopen(window=window, department=cast.colleague.department, **again)
        report_measure(day=day("02-28"), **said)
    assert page(cast.officer, f"measures/{measure.pk}/", "05-20").count("逾期补报") == 1


def many(cast: Cast, number: int) -> None:
    """More promises that civil affairs leads, some with a figure that waits, some with a shared measure."""
    text = "二、2025年主要任务\n" + "".join(f"新建第{i}片区公园{i}座。" for i in range(2, number + 2))
    with clock.at(day("01-12")):
        report = import_report(
            place=cast.place, document=Document(f"{number}.txt", text), year=2025, by=cast.officer
        )
        measure = statistics(cast, f"指标{number}")
    for one in report.commitments.all():
        handed_out(cast, one)
        submitted(cast, one, "03-31", 1, on="04-03")
        if one.number % 5 == 0:
            with clock.at(day("04-03")):
                revise(commitment=one, by=cast.officer, leader=cast.leader)
                set_milestone(commitment=one, name="开工", due=day("04-30"), by=cast.officer)
                retargeted(cast, one, shared=measure)
    with clock.at(day("04-05")):
        open_windows(place=cast.place)


ADDRESSES: list[tuple[str, Callable[[Cast], User]]] = [
    ("owed/", lambda cast: cast.officer),
    ("owed/", lambda cast: cast.head),
    ("owed/", lambda cast: cast.colleague),
    ("owed/", lambda cast: cast.leader),
    ("windows/", lambda cast: cast.officer),
    ("window/2025-03/", lambda cast: cast.head),
    ("window/2025-03/", lambda cast: cast.colleague),
    ("measures/", lambda cast: cast.officer),
    ("measures/{measure}/", lambda cast: cast.officer),
    ("commitments/{one}/", lambda cast: cast.head),
]


def test_no_page_asks_more_for_fifty_than_for_five(cast: Cast, report: Report) -> None:
    """At most twelve queries each."""
    many(cast, 5)
    few = [asked(cast, *address) for address in ADDRESSES]
    many(cast, 45)
    assert [asked(cast, *address) for address in ADDRESSES] == few
    assert max(few) <= MOST_QUERIES, few


def asked(cast: Cast, address: str, whose: Callable[[Cast], User]) -> int:
    """How many queries a page takes once its person has come in."""
    client: Client = at_desk(whose(cast))
    one = cast.place.commitments.filter(words__contains="公园").first()
    path = address.format(measure=cast.place.measures.first().pk, one=one.pk)
    with clock.at(day("04-06")), CaptureQueriesContext(connection) as queries:
        assert client.get(f"/p/990101/{path}").status_code == 200
    return len(queries)
