"""Work items: proposed by who takes part, agreed to by the lead, and added up beside the target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from hypothesis import given
from hypothesis import strategies as st
from steps import line_of, taken_on

from luoshi.board import queries
from luoshi.board.actions import propose_item, report_item, revise, settle_item
from luoshi.board.models import Commitment, Part, Progress, Target, WorkItem
from luoshi.board.queries.stories import Sum, items_with_done, sums
from luoshi.office import clock
from luoshi.office.actions import Refused, department_of

JULY = date(2025, 7, 31)


@pytest.fixture
def shared_work(cast: Cast, canteens_2025: Commitment) -> Commitment:
    """The canteens, with the education office supporting."""
    revise(commitment=canteens_2025, by=cast.officer, supporting=["教育局"])
    return canteens_2025


def part(cast: Cast, commitment: Commitment, value: int, **said: object) -> WorkItem:
    """A part that the education office proposes to carry."""
    said = {
        "text": "学校食堂开放给老人",
        "department": cast.colleague.department,
        "due": date(2025, 11, 30),
        **said,
    }
    return propose_item(commitment=commitment, by=cast.colleague, target=1, value=Decimal(value), **said)


def facts_of(commitment: Commitment) -> queries.Facts:
    return queries.gathered(Commitment.objects.filter(pk=commitment.pk), clock.today(), whole=True)[0]


def test_only_agreed_items_add_up_and_the_difference_is_shown(cast: Cast, shared_work: Commitment) -> None:
    """Three and four of eight: one is missing; what is only proposed does not count."""
    for value in (3, 4, 5):
        part(cast, shared_work, value)
    for key in (1, 2):
        settle_item(commitment=shared_work, key=key, approved=True, by=cast.head)
    (total,) = sums(facts_of(shared_work))
    assert (total.total, total.difference) == (7, 1)
    page = at_desk(cast.leader).get(f"/p/990101/commitments/{shared_work.pk}/").content.decode()
    assert "比目标少" in page


@given(values=st.lists(st.integers(0, 10**6), max_size=8), goal=st.integers(1, 10**6))
def test_sum_and_difference_always_make_the_target(values: list[int], goal: int) -> None:
    """Whatever the parts are."""
    total = Sum(Target(value=Decimal(goal)), Decimal(sum(values)))
    assert total.total + total.difference == goal
    assert total.excess == -total.difference


def test_a_department_that_takes_no_part_proposes_nothing(cast: Cast, canteens_2025: Commitment) -> None:
    """The education office was not asked."""
    with pytest.raises(Refused, match="牵头和配合"):
        part(cast, canteens_2025, 3)


def test_the_leader_in_charge_agrees(cast: Cast, shared_work: Commitment) -> None:
    """It waits on their page; a leader of other promises is refused."""
    part(cast, shared_work, 3)
    page = f"/p/990101/commitments/{shared_work.pk}/"
    leader, said = at_desk(cast.leader), {"key": 1, "approved": "yes"}
    assert leader.post(f"{page}items/settle/", said).status_code == 409
    assert "items/settle" not in leader.get(page).content.decode()
    revise(commitment=shared_work, leader=cast.leader, by=cast.officer)
    assert "学校食堂开放给老人" in leader.get("/p/990101/owed/").content.decode()
    assert "学校食堂开放给老人" in leader.get("/p/990101/owed.csv").content.decode()
    assert "items/settle" in leader.get(page).content.decode()
    assert leader.post(f"{page}items/settle/", said).status_code == 302
    assert shared_work.items.last().state == WorkItem.State.APPROVED
    assert "等你同意的工作项" not in leader.get("/p/990101/owed/").content.decode()


def test_only_the_lead_agrees_and_dropping_needs_a_reason(cast: Cast, shared_work: Commitment) -> None:
    """Agreed once is enough; what is dropped stays in the story."""
    part(cast, shared_work, 3)
    with pytest.raises(Refused, match="不由你单位牵头"):
        settle_item(commitment=shared_work, key=1, approved=True, by=cast.colleague)
    settle_item(commitment=shared_work, key=1, approved=True, by=cast.head)
    with pytest.raises(Refused, match="已同意"):
        settle_item(commitment=shared_work, key=1, approved=True, by=cast.head)
    with pytest.raises(Refused, match="理由"):
        settle_item(commitment=shared_work, key=1, approved=False, by=cast.head)
    settle_item(commitment=shared_work, key=1, approved=False, reason="改由社区承担", by=cast.head)
    assert items_with_done(facts_of(shared_work)) == []
    assert shared_work.items.count() == 3


def test_who_carries_an_item_reports_it(cast: Cast, shared_work: Commitment) -> None:
    """Accepted, it shows how much is done; the lead's own figure is not touched by it."""
    part(cast, shared_work, 3)
    with pytest.raises(Refused, match="没有这个工作项"):
        reported(cast, shared_work)
    settle_item(commitment=shared_work, key=1, approved=True, by=cast.head)
    with pytest.raises(Refused, match="不由你单位承担"):
        report_item(commitment=shared_work, key=1, day=JULY, value=Decimal(2), by=cast.head)
    row = reported(cast, shared_work)
    assert row.part == Part.ITEM
    taken_on(Cast(**{**vars(cast), "head": cast.colleague}), row)
    ((_, done),) = items_with_done(facts_of(shared_work))
    assert done == 2
    assert line_of(shared_work, clock.today()).targets[0][1].share == 0


def reported(cast: Cast, commitment: Commitment) -> Progress:
    return report_item(commitment=commitment, key=1, day=JULY, value=Decimal(2), by=cast.colleague)


@pytest.mark.parametrize(
    ("said", "why"),
    [({"text": " "}, "工作内容"), ({"key": 9}, "没有这个工作项"), ({"foreign": True}, "本地")],
)
def test_an_item_of_nothing_is_refused(
    cast: Cast, shared_work: Commitment, said: dict[str, object], why: str
) -> None:
    """It has words, is there, and is carried by somebody of the place."""
    if said.pop("foreign", False):
        said["department"] = department_of(place=cast.stranger.place, name="教育局")
    with pytest.raises(Refused, match=why):
        part(cast, shared_work, 3, **said)


def test_on_the_page(cast: Cast, shared_work: Commitment) -> None:
    """Proposed by the colleague, agreed to by the head; HTML is text."""
    address = f"/p/990101/commitments/{shared_work.pk}/"
    typed = {
        "text": "<script>x</script>",
        "department": cast.colleague.department.pk,
        "target": "1",
        "value": "8",
        "due": "2025-11-30",
    }
    assert at_desk(cast.colleague).post(f"{address}items/", typed).status_code == 302
    assert at_desk(cast.colleague).post(f"{address}items/", {**typed, "due": ""}).status_code == 400
    agreed = {"key": "1", "approved": "yes"}
    assert at_desk(cast.head).post(f"{address}items/settle/", agreed).status_code == 302
    page = at_desk(cast.officer).get(address).content.decode()
    assert "<script>x" not in page
    assert "与目标相符" in page
