"""Dated steps of a promise without a number, and how a promise is signed off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import Cast, at_desk
from django.utils import timezone

from luoshi.board import queries
from luoshi.board.actions import (
    check,
    drop_milestone,
    move,
    reach_milestone,
    report_figure,
    revise,
    set_milestone,
)
from luoshi.board.models import Commitment, Report, Stage, State, Step
from luoshi.delivery import Standing
from luoshi.office.actions import Refused, add_person
from luoshi.office.models import User


@pytest.fixture
def second(cast: Cast) -> User:
    """A second officer of the same place."""
    return add_person(username="second", password="x", code="990101", role="officer")


@pytest.fixture
def harbour(cast: Cast, report: Report) -> Commitment:
    """The promise of a digital harbour, without its number, led by the civil affairs office."""
    commitment = report.commitments.get(words__contains="数字产业港")
    commitment.targets.all().delete()
    revise(
        commitment=commitment,
        by=cast.officer,
        state=State.CONFIRMED,
        lead=cast.head.department,
    )
    return commitment


def standing(commitment: Commitment) -> Standing:
    return queries.lines(Commitment.objects.filter(pk=commitment.pk), timezone.localdate())[0].standing


def reached(commitment: Commitment, cast: Cast, key: int = 1) -> None:
    figure = reach_milestone(
        commitment=commitment, key=key, day=timezone.localdate(), sentence="已开工", by=cast.reporter
    )
    move(progress=figure, step=Step.SUBMITTED, by=cast.head)
    move(progress=figure, step=Step.ACCEPTED, by=cast.officer)


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_without_number_and_milestone_nothing_is_judged(harbour: Commitment) -> None:
    """Words alone are unknown, and the reason is said."""
    assert standing(harbour).status == "unknown"


def test_a_milestone_that_passed_unreached_is_behind(cast: Cast, harbour: Commitment) -> None:
    """Accepted later it no longer is."""
    set_milestone(commitment=harbour, name="开工", due=days(-1), by=cast.officer)
    set_milestone(commitment=harbour, name="入驻", due=days(100), by=cast.officer)
    assert standing(harbour).status == "behind"
    reached(harbour, cast)
    assert standing(harbour).status == "on_pace"


def test_a_milestone_may_get_another_date_and_keeps_the_old_one(cast: Cast, harbour: Commitment) -> None:
    """The later row counts, the earlier stays; a confirmed one is not moved without a reason."""
    first = set_milestone(commitment=harbour, name="开工", due=days(-1), by=cast.officer)
    with pytest.raises(Refused, match="理由"):
        set_milestone(commitment=harbour, name="开工", due=days(9), by=cast.officer, key=first.key)
    later = {"due": days(9), "reason": "批复晚了"}
    set_milestone(commitment=harbour, name="开工", by=cast.officer, key=first.key, **later)
    assert standing(harbour).status == "on_pace"
    assert harbour.milestones.count() == 2
    with pytest.raises(Refused, match="没有这个节点"):
        set_milestone(commitment=harbour, name="开工", due=days(9), by=cast.officer, key=77)


def test_what_nobody_has_said_yet_is_said_without_a_reason(cast: Cast, harbour: Commitment) -> None:
    """The day that the verb proposed is the machine's; the office's own is changed with a reason."""
    proposed = set_milestone(commitment=harbour, name="开工", due=days(5), by=None)
    said = {"commitment": harbour, "name": "开工", "key": proposed.key, "by": cast.officer}
    set_milestone(due=days(9), **said)
    assert harbour.milestones.count() == 2
    with pytest.raises(Refused, match="理由"):
        set_milestone(due=days(20), **said)
    with pytest.raises(Refused, match="理由"):
        drop_milestone(commitment=harbour, key=proposed.key, reason=" ", by=cast.officer)


def test_a_claim_that_is_not_accepted_moves_nothing(cast: Cast, harbour: Commitment) -> None:
    """A drafted milestone is no milestone reached."""
    set_milestone(commitment=harbour, name="开工", due=days(-1), by=cast.officer)
    reach_milestone(commitment=harbour, key=1, day=timezone.localdate(), sentence="", by=cast.reporter)
    assert standing(harbour).status == "behind"


@pytest.mark.parametrize(
    ("key", "day", "why"), [(9, 0, "没有这个节点"), (1, 1, "还没有到")], ids=["no such", "tomorrow"]
)
def test_a_milestone_is_reached_where_it_is_and_when_it_was(
    cast: Cast, harbour: Commitment, key: int, day: int, why: str
) -> None:
    """No milestone that was never set, no day that has not come."""
    set_milestone(commitment=harbour, name="开工", due=days(9), by=cast.officer)
    with pytest.raises(Refused, match=why):
        reach_milestone(commitment=harbour, key=key, day=days(day), sentence="", by=cast.reporter)


def test_done_takes_two_people_of_the_office(cast: Cast, harbour: Commitment, second: User) -> None:
    """Applied for, checked by one, signed off by another; reopened it is done no more."""
    set_milestone(commitment=harbour, name="开工", due=timezone.localdate(), by=cast.officer)
    reached(harbour, cast)
    assert standing(harbour).status != "done"
    check(commitment=harbour, stage=Stage.APPLIED, words="开园仪式", by=cast.head)
    check(commitment=harbour, stage=Stage.CHECKED, words="现场看过", by=cast.officer)
    with pytest.raises(Refused, match="第二个人"):
        check(commitment=harbour, stage=Stage.SIGNED, words="同意", by=cast.officer)
    check(commitment=harbour, stage=Stage.SIGNED, words="同意", by=second)
    assert standing(harbour).status == "done"
    check(commitment=harbour, stage=Stage.REOPENED, words="群众反映未开门", by=cast.officer)
    assert standing(harbour).status != "done"


def test_an_amount_that_was_reached_is_done_when_signed_off(
    cast: Cast, canteens: Commitment, second: User
) -> None:
    """The figure says eight of eight, the sign-off says so too."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    figure = report_figure(
        commitment=canteens,
        key=1,
        day=date(2025, 12, 31),
        value=canteens.targets.get().value,
        cumulative=True,
        sentence="八处均已开业",
        by=cast.reporter,
    )
    move(progress=figure, step=Step.SUBMITTED, by=cast.head)
    move(progress=figure, step=Step.ACCEPTED, by=cast.officer)
    check(commitment=canteens, stage=Stage.APPLIED, words="均已开业", by=cast.head)
    check(commitment=canteens, stage=Stage.CHECKED, words="抽查三处", by=cast.officer)
    check(commitment=canteens, stage=Stage.SIGNED, words="同意", by=second)
    assert standing(canteens).status == "done"


@pytest.mark.parametrize("stage", [Stage.CHECKED, Stage.SIGNED, Stage.REFUSED, Stage.REOPENED])
def test_nothing_is_checked_that_was_not_applied_for(cast: Cast, harbour: Commitment, stage: Stage) -> None:
    """Every step follows the one before."""
    with pytest.raises(Refused, match="未申请"):
        check(commitment=harbour, stage=stage, words="同意", by=cast.officer)
    assert not harbour.checks.exists()


def test_only_the_lead_applies(cast: Cast, harbour: Commitment) -> None:
    """The colleague's department does not lead this promise."""
    with pytest.raises(Refused, match="不由你单位牵头"):
        check(commitment=harbour, stage=Stage.APPLIED, words="完成", by=cast.colleague)


def test_the_sign_off_through_the_pages(cast: Cast, harbour: Commitment, second: User) -> None:
    """Set a milestone, reach it, apply, check, sign off: as five people would."""
    officer, head = at_desk(cast.officer), at_desk(cast.head)
    base = f"/p/990101/commitments/{harbour.pk}"
    today = str(timezone.localdate())
    assert officer.post(f"{base}/milestones/", {"name": "开园", "due": today}).status_code == 302
    said = {"key": 1, "day": today, "sentence": "今日开园"}
    assert at_desk(cast.reporter).post(f"{base}/reached/", said).status_code == 302
    figure = harbour.progress.get()
    head.post(f"/p/990101/figures/{figure.pk}/submit/")
    officer.post(f"/p/990101/figures/{figure.pk}/accept/")
    assert head.post(f"{base}/apply/", {"stage": "applied", "words": "已开园"}).status_code == 302
    assert officer.post(f"{base}/check/", {"stage": "checked", "words": "看过"}).status_code == 302
    assert officer.post(f"{base}/check/", {"stage": "signed", "words": "同意"}).status_code == 409
    assert at_desk(second).post(f"{base}/check/", {"stage": "signed", "words": "同意"}).status_code == 302
    page = officer.get(f"{base}/").content.decode()
    assert "已完成" in page
    assert "看过" in page


def test_a_sign_off_cannot_be_smuggled_through_the_application(cast: Cast, harbour: Commitment) -> None:
    """The department's address takes an application only, the office's takes none."""
    base = f"/p/990101/commitments/{harbour.pk}"
    head = at_desk(cast.head)
    assert head.post(f"{base}/apply/", {"stage": "signed", "words": "完成"}).status_code == 400
    office = at_desk(cast.officer)
    assert office.post(f"{base}/check/", {"stage": "applied", "words": "完成"}).status_code == 400
    assert not harbour.checks.exists()
