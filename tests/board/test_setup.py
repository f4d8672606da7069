"""How the office sets a promise up: who leads, what counts as done, the nodes of the year, its steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from django.db import IntegrityError, transaction
from steps import accepted, handed_out, line_of, reached

from luoshi.board.actions import drop_milestone, revise, set_milestone, set_target
from luoshi.board.models import Commitment, Report, Revision, State
from luoshi.office import clock
from luoshi.office.actions import Refused

SAID = {
    "measure": "社区食堂",
    "comparator": ">=",
    "value": Decimal(8),
    "unit": "处",
    "basis": "amount",
    "direction": "up",
    "start": date(2025, 1, 1),
    "due": date(2025, 12, 31),
}


def typed(**changes: str) -> dict[str, str]:
    said = {name: str(value) for name, value in SAID.items()}
    return {**said, "key": "1", "frequency": "month", "lag": "0", "reason": "按季推进", **changes}


def test_a_promise_without_a_number_has_the_steps_of_its_verb(cast: Cast, report: Report) -> None:
    """启动建设 is started by the year's end, and has something to show at midyear."""
    harbour = report.commitments.get(words__contains="数字产业港")
    assert not harbour.milestones.exists(), "it has a number"
    text = report.commitments.get(words__contains="背街小巷")
    assert text.revisions.last().criterion == "按方案实施完毕"


def test_supporting_departments_and_a_leader_in_charge(cast: Cast, canteens_2025: Commitment) -> None:
    """One lead, several that support it, each of this place."""
    revise(
        commitment=canteens_2025,
        by=cast.officer,
        supporting=["教育局"],
        leader=cast.leader,
        contact="食堂专班",
    )
    page = at_desk(cast.leader).get(f"/p/990101/commitments/{canteens_2025.pk}/").content.decode()
    assert "教育局" in page
    assert "食堂专班" in page
    for said, why in (
        ({"supporting": ["民政局"]}, "同时"),
        ({"supporting": ["天文局"]}, "没有这个单位"),
        ({"leader": cast.officer}, "分管领导"),
        ({"leader": cast.stranger}, "分管领导"),
        ({"untracked": True}, "理由"),
        ({"visibility": "embargoed"}, "日期"),
    ):
        with pytest.raises(Refused, match=why):
            revise(commitment=canteens_2025, by=cast.officer, **said)


def test_what_is_not_said_stays_as_it_was(cast: Cast, canteens_2025: Commitment) -> None:
    """Another title does not take the lead away."""
    revise(commitment=canteens_2025, by=cast.officer, supporting=["教育局"], contact="食堂专班")
    last = revise(commitment=canteens_2025, by=cast.officer, title="新建八处社区食堂")
    assert (last.lead, last.supporting, last.contact) == (cast.head.department, ["教育局"], "食堂专班")


def test_what_is_openly_not_followed_is_unknown(cast: Cast, canteens_2025: Commitment) -> None:
    """With its reason, which the database asks for too."""
    revise(commitment=canteens_2025, by=cast.officer, untracked=True, reason="并入省级统计")
    assert line_of(canteens_2025, clock.today()).standing.row == "untracked"
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            commitment=canteens_2025, state=State.CONFIRMED, title="食堂", untracked=True, by=cast.officer
        )


def test_quarterly_nodes_decide_what_is_expected(cast: Cast, canteens_2025: Commitment) -> None:
    """Nothing in the first half, all of it in the second: no canteen in May is on pace."""
    accepted(cast, canteens_2025, date(2025, 5, 31), 0)
    day = date(2025, 6, 8)
    assert line_of(canteens_2025, day).standing.status == "behind"
    said = typed(path="2025-06-30:1\n2025-12-31：8")
    address = f"/p/990101/commitments/{canteens_2025.pk}/targets/"
    with clock.at(date(2025, 6, 1)):
        assert at_desk(cast.officer).post(address, said).status_code == 302
    assert line_of(canteens_2025, day).standing.status == "on_pace"
    assert canteens_2025.targets.last().path == [["2025-06-30", "1"], ["2025-12-31", "8"]]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("2025-13-01:5", 400),
        ("半年", 400),
        ("2025-06-30:多", 409),
        ("2026-01-31:5", 409),
        ("2025-06-30:1 2025-06-30:2", 409),
    ],
)
def test_nodes_that_are_none_are_refused(
    cast: Cast, canteens_2025: Commitment, path: str, status: int
) -> None:
    """Not a day, not a number, outside the target's time, or two of one day."""
    address = f"/p/990101/commitments/{canteens_2025.pk}/targets/"
    assert at_desk(cast.officer).post(address, typed(path=path)).status_code == status
    assert canteens_2025.targets.count() == 1


def test_a_quarterly_figure_with_a_lag_is_not_missed_early(cast: Cast, canteens_2025: Commitment) -> None:
    """The first quarter's figure is published in April: nobody is behind in March for want of it."""
    said = {**SAID, "frequency": "quarter", "lag": 25}
    with clock.at(date(2025, 1, 21)):
        set_target(commitment=canteens_2025, by=cast.officer, key=1, reason="按季公布", **said)
    assert line_of(canteens_2025, date(2025, 5, 4)).standing.status == "on_pace"
    late = line_of(canteens_2025, date(2025, 5, 5)).standing
    assert (late.status, late.stale) == ("behind", True)


def test_a_step_that_is_dropped_is_asked_for_no_more(cast: Cast, report: Report) -> None:
    """Dropped with its reason; it stays in the story."""
    alley = report.commitments.get(words__contains="背街小巷")
    set_milestone(commitment=alley, name="立项", due=date(2025, 3, 31), by=cast.officer)
    handed_out(cast, alley)
    drop_milestone(commitment=alley, key=1, reason="并入上一步", by=cast.officer)
    assert line_of(alley, clock.today()).milestones == []
    page = at_desk(cast.officer).get(f"/p/990101/commitments/{alley.pk}/").content.decode()
    assert "取消节点 立项" in page
    with pytest.raises(Refused, match="没有这个节点"):
        drop_milestone(commitment=alley, key=1, reason="再来", by=cast.officer)


def test_ongoing_work_is_not_done_before_the_year_is_over(cast: Cast, canteens_2025: Commitment) -> None:
    """All four checks are accepted early: ahead, not done."""
    canteens_2025.targets.all().delete()
    for month in (3, 6, 9, 12):
        said = {"name": f"{month}月检查", "due": date(2025, month, 28)}
        set_milestone(commitment=canteens_2025, by=cast.officer, **said)
    revise(commitment=canteens_2025, by=cast.officer, ongoing=True)
    for key in (1, 2, 3, 4):
        reached(cast, canteens_2025, key, date(2025, 3, 1))
    assert line_of(canteens_2025, date(2025, 12, 1)).standing.row != "milestones_claimed"


def test_the_suggested_lead_comes_with_its_reason(cast: Cast, canteens: Commitment) -> None:
    """食堂 is civil affairs; once somebody leads, nothing is suggested any more."""
    page = at_desk(cast.officer).get(f"/p/990101/commitments/{canteens.pk}/setup/").content.decode()
    assert "建议由民政局牵头" in page
    assert "食堂" in page
    handed_out(cast, canteens)
    page = at_desk(cast.officer).get(f"/p/990101/commitments/{canteens.pk}/setup/").content.decode()
    assert "建议由" not in page
