"""The way of one promise from the report to an accepted figure, as its people walk it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from django.utils import timezone

from luoshi.board import queries
from luoshi.board.actions import import_report, move, report_figure, revise
from luoshi.board.models import Commitment, Progress, Report, State, Step
from luoshi.office.actions import Refused, department_of
from luoshi.office.models import Department, User
from luoshi.reading import Document


def civil(cast: Cast) -> Department:
    return cast.head.department  # type: ignore[return-value]


def confirmed(cast: Cast, commitment: Commitment) -> Commitment:
    revise(commitment=commitment, by=cast.officer, state=State.CONFIRMED, lead=civil(cast))
    return commitment


def standing(commitment: Commitment, as_of: date) -> queries.Line:
    return queries.lines(Commitment.objects.filter(pk=commitment.pk), as_of)[0]


def reported(commitment: Commitment, day: date, value: int, *, by: User) -> Progress:
    """A drafted figure, since the beginning of the year."""
    said = {"day": day, "value": Decimal(value), "cumulative": True, "sentence": "均已开业"}
    return report_figure(commitment=commitment, key=1, by=by, **said)


def test_a_report_becomes_promises_that_wait(report: Report) -> None:
    """Each promise keeps its exact words, its place in the text, and what the machine said of it."""
    assert report.commitments.count() == 4
    for commitment in report.commitments.all():
        for item in commitment.machine:
            assert item["text"] == "".join(report.text[a:b] for a, b in item["spans"])
        assert commitment.revisions.get().state == State.PROPOSED


def test_a_promise_of_several_clauses_has_one_line_and_its_target(report: Report) -> None:
    """启动建设数字产业港，年内入驻企业超过60家 is one commitment with one target."""
    commitment = report.commitments.get(words__contains="数字产业港")
    target = commitment.targets.get()
    assert (target.comparator, target.value, target.unit) == (">", 60, "家")


def test_the_same_report_is_recognised(cast: Cast, report: Report) -> None:
    """Brought in a second time, under another name, it is refused and nothing is written."""
    with pytest.raises(Refused, match="导入过"):
        import_report(
            place=cast.place, document=Document("副本.txt", report.text), year=2025, by=cast.officer
        )
    assert Report.objects.count() == 1


def test_a_text_without_promises_is_refused(cast: Cast) -> None:
    """A review of the past only is no report for the board."""
    past = "一、2024年工作回顾\n过去一年，建成公园3座，荣获省级园林城市称号，圆满完成各项任务。"
    with pytest.raises(Refused, match="没有作出承诺"):
        import_report(place=cast.place, document=Document("旧.txt", past), year=2025, by=None)


def test_a_correction_loses_neither_the_words_nor_the_machine(cast: Cast, canteens: Commitment) -> None:
    """The office may say it in its own words; the source's stay."""
    before = (canteens.words, canteens.machine)
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, title="建8处食堂")
    canteens.refresh_from_db()
    assert (canteens.words, canteens.machine) == before
    assert [revision.title for revision in canteens.revisions.all()] == [canteens.words, "建8处食堂"]


def test_a_rejection_needs_its_reason(cast: Cast, canteens: Commitment) -> None:
    """Nothing that was promised is dropped without a word."""
    with pytest.raises(Refused, match="理由"):
        revise(commitment=canteens, by=cast.officer, state=State.REJECTED, reason=" ")
    revise(commitment=canteens, by=cast.officer, state=State.REJECTED, reason="与省级任务重复")
    assert canteens.revisions.last().state == State.REJECTED


def test_a_department_of_another_place_cannot_lead(cast: Cast, canteens: Commitment) -> None:
    """Every row belongs to a place."""
    foreign = department_of(place=cast.stranger.place, name="民政局")
    with pytest.raises(Refused, match="不属于本地"):
        revise(commitment=canteens, by=cast.officer, lead=foreign)


def test_only_an_accepted_figure_counts(cast: Cast, canteens: Commitment) -> None:
    """Drafted and submitted it is pending; accepted it moves the status; returned it does not."""
    confirmed(cast, canteens)
    figure = reported(canteens, date(2025, 12, 31), 8, by=cast.reporter)
    today = timezone.localdate()
    assert standing(canteens, today).standing.status == "behind"
    move(progress=figure, step=Step.SUBMITTED, by=cast.head)
    assert standing(canteens, today).pending == 1
    move(progress=figure, step=Step.RETURNED, by=cast.officer, reason="缺开业照片")
    assert standing(canteens, today).standing.status == "behind"
    move(progress=figure, step=Step.SUBMITTED, by=cast.head)
    move(progress=figure, step=Step.ACCEPTED, by=cast.officer)
    now = standing(canteens, today).standing
    assert (now.status, now.row) == ("ahead", "amount_claimed"), "reached, but nobody has signed it off"


def test_a_figure_cannot_skip_a_step_or_be_decided_twice(cast: Cast, canteens: Commitment) -> None:
    """A draft is not accepted; of two officers who decide, the second is told."""
    confirmed(cast, canteens)
    figure = reported(canteens, date(2025, 6, 30), 3, by=cast.head)
    with pytest.raises(Refused, match="草稿"):
        move(progress=figure, step=Step.ACCEPTED, by=cast.officer)
    move(progress=figure, step=Step.SUBMITTED, by=cast.head)
    move(progress=figure, step=Step.ACCEPTED, by=cast.officer)
    with pytest.raises(Refused, match="已采纳"):
        move(progress=figure, step=Step.RETURNED, by=cast.officer, reason="改主意")


@pytest.mark.parametrize(
    ("day", "why"),
    [(date(2025, 6, 29), "月末"), (date(2024, 12, 31), "承诺期"), (date(2026, 1, 31), "承诺期")],
)
def test_a_figure_is_for_a_month_of_the_promise(
    cast: Cast, canteens: Commitment, day: date, why: str
) -> None:
    """Figures are given for whole months, between start and due."""
    confirmed(cast, canteens)
    with pytest.raises(Refused, match=why):
        reported(canteens, day, 1, by=cast.head)


def test_another_department_cannot_report(cast: Cast, canteens: Commitment) -> None:
    """The colleague of the education office leads no canteen."""
    confirmed(cast, canteens)
    with pytest.raises(Refused, match="不由你单位牵头"):
        reported(canteens, date(2025, 6, 30), 8, by=cast.colleague)


def test_as_of_a_day_sees_nothing_that_came_later(cast: Cast, canteens: Commitment) -> None:
    """Yesterday the commitment was not there yet."""
    confirmed(cast, canteens)
    yesterday = timezone.localdate().fromordinal(timezone.localdate().toordinal() - 1)
    assert queries.lines(cast.place.commitments.all(), yesterday) == []
    page = at_desk(cast.officer).get(f"/p/990101/?as_of={yesterday}").content.decode()
    assert "还没有确认过的承诺" in page


def test_the_whole_way_in_the_browser(cast: Cast, report: Report, canteens: Commitment) -> None:
    """Confirm, hand out, report, submit, return, submit, accept: as four people, through the pages."""
    officer, head = at_desk(cast.officer), at_desk(cast.head)
    ticked = [row.pk for row in report.commitments.all()]
    officer.post(f"/p/990101/reports/{report.pk}/confirm/", {"commitment": ticked})
    said = {"state": "confirmed", "title": "新建社区食堂8处", "lead": civil(cast).pk}
    said["visibility"] = "internal"
    assert officer.post(f"/p/990101/commitments/{canteens.pk}/revise/", said).status_code == 302
    given = {"key": 1, "day": "2025-06-30", "value": "4", "cumulative": "true", "sentence": "四处开业"}
    drafted = at_desk(cast.reporter).post(f"/p/990101/commitments/{canteens.pk}/figures/", given)
    assert drafted.status_code == 302
    figure = canteens.progress.get()
    head.post(f"/p/990101/figures/{figure.pk}/submit/")
    assert "新建社区食堂8处" in officer.get("/p/990101/owed/").content.decode()
    officer.post(f"/p/990101/figures/{figure.pk}/return/", {"reason": "缺照片"})
    assert "缺照片" in head.get(f"/p/990101/commitments/{canteens.pk}/").content.decode()
    head.post(f"/p/990101/figures/{figure.pk}/submit/")
    officer.post(f"/p/990101/figures/{figure.pk}/accept/")
    page = officer.get(f"/p/990101/commitments/{canteens.pk}/").content.decode()
    assert "50.0%" in page
    assert "已采纳" in page


def test_the_story_keeps_a_return_that_was_answered(cast: Cast, canteens: Commitment) -> None:
    """Submitted, returned with its reason, submitted again, accepted: all of it is told."""
    row = reported(confirmed(cast, canteens), date(2025, 1, 31), 1, by=cast.head)
    move(progress=row, step=Step.SUBMITTED, by=cast.head)
    move(progress=row, step=Step.RETURNED, by=cast.officer, reason="缺验收单")
    move(progress=row, step=Step.SUBMITTED, by=cast.head)
    move(progress=row, step=Step.ACCEPTED, by=cast.officer)
    page = at_desk(cast.leader).get(f"/p/990101/commitments/{canteens.pk}/").content.decode()
    story = page[page.index('class="story"') :]
    assert story.count("已提交 2025-01") == 2
    assert "已退回 2025-01：1（累计）（缺验收单）" in story
