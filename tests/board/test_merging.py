"""Promises are merged into one that is kept; the others say where they went."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast

from luoshi.board.actions import (
    Share,
    confirm_promises,
    enter_promise,
    merge,
    propose_item,
    revise,
    set_milestone,
    set_target,
    split,
    unmerge,
)
from luoshi.board.actions.common import standing_targets
from luoshi.board.models import Commitment, Origin, Report, State
from luoshi.board.queries import lines
from luoshi.board.queries.stories import earlier
from luoshi.office.actions import Refused, place_of
from luoshi.office.audit import broken
from luoshi.office.clock import today
from luoshi.office.models import Event

AIM = ("measure", "comparator", "value", "unit", "basis", "direction", "start", "due")


@pytest.fixture
def lanes(report: Report) -> Commitment:
    """The promise of twelve lanes."""
    return report.commitments.get(words__contains="背街小巷")


def test_the_kept_one_gets_the_targets(cast: Cast, canteens: Commitment, lanes: Commitment) -> None:
    """With new keys, and where they came from; the other says where it went, and why."""
    merge(kept=canteens, others=[lanes], reason="一个项目", by=cast.officer)
    assert [(row.key, row.value) for row in canteens.targets.all()] == [(1, Decimal(8)), (2, Decimal(12))]
    assert canteens.targets.last().reason == f"并自 {lanes.code}"
    last = lanes.revisions.last()
    assert (last.state, last.merged_into, last.reason) == (State.MERGED, canteens, "一个项目")
    assert canteens.revisions.last().state == State.PROPOSED
    assert lanes.code in canteens.revisions.last().reason
    assert Event.objects.filter(verb="merge").get().about == canteens.pk
    assert list(broken()) == []


def test_the_same_target_is_not_doubled(cast: Cast, canteens: Commitment) -> None:
    """A promise that stands in the 民生实事 list too; a step that the office set goes along."""
    words = canteens.words
    twin = enter_promise(place=cast.place, origin=Origin.LIVELIHOOD, year=2025, words=words, by=cast.officer)
    set_milestone(commitment=twin, name="选址公示", due=date(2025, 3, 31), by=cast.officer)
    merge(kept=canteens, others=[twin], reason="同一件事", by=cast.officer)
    assert canteens.targets.count() == 1
    assert [row.name for row in canteens.milestones.all()] == ["选址公示"]


def test_parts_of_a_split_find_together_again(cast: Cast, report: Report) -> None:
    """So a wrong split is undone: all targets are under one promise, the words in its parts."""
    harbour = report.commitments.get(words__contains="数字产业港")
    shares = [Share(words=("启动",)), Share(words=("入驻",))]
    first, second = split(commitment=harbour, shares=shares, reason="分开", by=cast.officer)
    merge(kept=first, others=[second], reason="还是一件事", by=cast.officer)
    assert [row.value for row in first.targets.all()] == [Decimal(60)]


def test_what_is_no_merger_is_refused(cast: Cast, canteens: Commitment, lanes: Commitment) -> None:
    """Without a reason, with itself, with another place's, into or from what is closed or under way."""
    said = {"kept": canteens, "reason": "一个项目", "by": cast.officer}
    elsewhere = enter_promise(
        place=place_of(code="990102", name="邻区"), origin="project", year=2025, words="修路", by=None
    )
    revise(commitment=lanes, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    propose_item(
        commitment=lanes, text="一标段", department=cast.head.department, due=date(2025, 6, 30), by=cast.head
    )
    for wrong, why in (
        ({"others": [lanes], "reason": " "}, "理由"),
        ({"others": [canteens]}, "至少选两项"),
        ({"others": [elsewhere]}, "本地"),
        ({"others": [lanes]}, "已有进展"),
    ):
        with pytest.raises(Refused, match=why):
            merge(**said | wrong)
    revise(commitment=canteens, by=cast.officer, state=State.REJECTED, reason="重复")
    with pytest.raises(Refused, match="不能并入"):
        merge(**said, others=[lanes])


def test_a_merged_promise_is_decided_on_no_more(cast: Cast, canteens: Commitment, lanes: Commitment) -> None:
    """Nor merged a second time, nor confirmed with a page of ticks that is out of date."""
    merge(kept=canteens, others=[lanes], reason="一个项目", by=cast.officer)
    with pytest.raises(Refused, match="已合并"):
        revise(commitment=lanes, by=cast.officer, state=State.CONFIRMED)
    with pytest.raises(Refused, match="已合并"):
        merge(kept=canteens, others=[lanes], reason="再来", by=cast.officer)
    assert confirm_promises(commitments=[canteens, lanes], by=cast.officer) == 1


def test_who_was_quicker_wins_and_the_other_is_told(cast: Cast, canteens: Commitment) -> None:
    """A decision names the revision that its page had shown; a wrong rejection is undone."""
    seen = canteens.revisions.last().pk
    revise(commitment=canteens, by=cast.officer, state=State.REJECTED, reason="往年已办", seen=seen)
    with pytest.raises(Refused, match="刚被别人改过"):
        revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, seen=seen)
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    assert canteens.revisions.last().state == State.CONFIRMED


def test_a_wrong_merger_is_undone(cast: Cast, canteens: Commitment, lanes: Commitment) -> None:
    """The merged one waits again with what it had; the kept one keeps what was its own; nothing is hidden."""
    set_milestone(commitment=lanes, name="选址公示", due=date(2025, 3, 31), by=cast.officer)
    merge(kept=canteens, others=[lanes], reason="一个项目", by=cast.officer)
    again = unmerge(commitment=lanes, reason="两个项目", by=cast.officer)
    assert (again.state, again.merged_into, again.reason) == (State.PROPOSED, None, "两个项目")
    [line] = lines(Commitment.objects.filter(pk=canteens.pk), today())
    assert [target.value for target, _standing in line.targets] == [Decimal(8)]
    assert line.milestones == []
    assert canteens.targets.last().dropped
    assert earlier([*canteens.targets.all()]) == []
    assert (
        canteens.targets.last().reason
        == canteens.revisions.last().reason
        == f"撤销并入 {lanes.code}：两个项目"
    )
    assert [row.value for row in standing_targets(lanes).values()] == [Decimal(12)]
    assert Event.objects.filter(verb="unmerge").get().about == lanes.pk
    revise(commitment=lanes, by=cast.officer, state=State.CONFIRMED)
    assert list(broken()) == []


def test_what_was_undone_is_merged_once_more(cast: Cast, canteens: Commitment, lanes: Commitment) -> None:
    """The target comes under a new key, the dropped one stays dropped."""
    for _time in range(2):
        merge(kept=canteens, others=[lanes], reason="一个项目", by=cast.officer)
        assert [row.value for row in standing_targets(canteens).values()] == [Decimal(8), Decimal(12)]
        unmerge(commitment=lanes, reason="两个项目", by=cast.officer)
    assert [*standing_targets(canteens)] == [1]
    said = {name: getattr(canteens.targets.first(), name) for name in AIM}
    with pytest.raises(Refused, match="没有这个目标"):
        set_target(commitment=canteens, key=2, by=cast.officer, reason="改", **said)
    assert set_target(commitment=canteens, by=cast.officer, **said).key == 4


def test_others_that_stay_merged_lose_nothing(cast: Cast, canteens: Commitment, lanes: Commitment) -> None:
    """Two twins go into a promise and share a target there; when one leaves, the other's stays."""
    said = {"place": cast.place, "year": 2025, "words": lanes.words, "by": cast.officer}
    twin = enter_promise(origin=Origin.LIVELIHOOD, **said)
    merge(kept=canteens, others=[lanes, twin], reason="一个项目", by=cast.officer)
    assert canteens.targets.count() == 2
    unmerge(commitment=lanes, reason="两个项目", by=cast.officer)
    assert [row.value for row in standing_targets(canteens).values()] == [Decimal(8), Decimal(12)]
    assert canteens.targets.last().reason == f"并自 {twin.code}"


def test_what_cannot_be_undone_is_refused(cast: Cast, canteens: Commitment, lanes: Commitment) -> None:
    """Without a reason, where nothing was merged, and once the kept one is closed or worked on."""
    with pytest.raises(Refused, match="没有并入"):
        unmerge(commitment=lanes, reason="两个项目", by=cast.officer)
    merge(kept=canteens, others=[lanes], reason="一个项目", by=cast.officer)
    with pytest.raises(Refused, match="理由"):
        unmerge(commitment=lanes, reason=" ", by=cast.officer)
    revise(commitment=canteens, by=cast.officer, state=State.REJECTED, reason="重复")
    with pytest.raises(Refused, match="不能撤销合并"):
        unmerge(commitment=lanes, reason="两个项目", by=cast.officer)
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    said = {"department": cast.head.department, "due": date(2025, 6, 30), "by": cast.head}
    propose_item(commitment=canteens, text="一标段", **said)
    with pytest.raises(Refused, match="已有进展"):
        unmerge(commitment=lanes, reason="两个项目", by=cast.officer)
    assert lanes.revisions.last().state == State.MERGED
