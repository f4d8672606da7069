"""A promise is split into parts: its words, targets and steps go on, and none is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast

from luoshi.board.actions import (
    Share,
    enter_promise,
    propose_item,
    revise,
    set_target,
    split,
)
from luoshi.board.models import Commitment, Origin, Report, State
from luoshi.office.actions import Refused
from luoshi.office.audit import broken
from luoshi.office.models import Event


@pytest.fixture
def harbour(report: Report) -> Commitment:
    """A promise with a step, 启动建设数字产业港, and a number, 入驻企业超过60家."""
    return report.commitments.get(words__contains="数字产业港")


def state(row: Commitment) -> str:
    return row.revisions.last().state


def test_each_part_has_its_words_its_target_and_where_it_came_from(cast: Cast, harbour: Commitment) -> None:
    """The old one is closed with its reason; the parts wait like it, and keep what the machine had read."""
    shares = [Share(words=("启动建设数字产业港",), title="建产业港"), Share(words=("入驻企业",))]
    first, second = split(commitment=harbour, shares=shares, reason="两个单位分管", by=cast.officer)
    assert (first.words, second.words) == ("启动建设数字产业港", "年内入驻企业超过60家")
    assert (state(harbour), harbour.revisions.last().reason) == (State.SPLIT, "两个单位分管")
    assert {row.split_from for row in (first, second)} == {harbour}
    assert {state(first), state(second)} == {State.PROPOSED}
    assert (first.revisions.get().title, second.revisions.get().title) == ("建产业港", "年内入驻企业超过60家")
    target = second.targets.get()
    assert (target.value, target.unit, target.reason) == (Decimal(60), "家", f"拆自 {harbour.code}")
    assert second.machine[target.key - 1]["quantity"]["value"] == "60"
    assert [*first.machine, *second.machine] == harbour.machine
    assert not first.targets.exists()
    assert first.milestones.exists()
    assert list(broken()) == []
    assert Event.objects.filter(verb="split").get().about == harbour.pk


def test_targets_can_be_named_by_key(cast: Cast, harbour: Commitment) -> None:
    """The words of the target go with it; a hand-set one, without words, goes to the part that names it."""
    said = {"measure": "营业收入", "comparator": ">=", "value": Decimal(3), "unit": "亿元"}
    said |= {"basis": "amount", "direction": "up", "start": date(2025, 1, 1), "due": date(2025, 12, 31)}
    added = set_target(commitment=harbour, by=cast.officer, **said)
    read = harbour.targets.order_by("pk").first().key
    shares = [Share(words=("启动建设",), targets=(added.key,)), Share(targets=(read,))]
    first, second = split(commitment=harbour, shares=shares, reason="分开", by=cast.officer)
    assert [row.measure for row in first.targets.all()] == ["营业收入"]
    assert [row.value for row in second.targets.all()] == [Decimal(60)]
    assert "入驻企业" in second.words
    assert first.targets.get().key > len(first.machine)


def test_a_confirmed_promise_has_confirmed_parts(cast: Cast, harbour: Commitment) -> None:
    """What the office had said of the whole is said of each part."""
    revise(commitment=harbour, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    shares = [Share(words=("启动建设",)), Share(words=("入驻",))]
    for part in split(commitment=harbour, shares=shares, reason="分开", by=cast.officer):
        assert (state(part), part.revisions.get().lead) == (State.CONFIRMED, cast.head.department)


def test_a_promise_entered_by_hand_is_split_twice(cast: Cast) -> None:
    """The spans of parts of parts still point into the words that were entered."""
    words = "新建公园6处、厕所3座，更新路灯300盏"
    whole = enter_promise(place=cast.place, origin=Origin.PROJECT, year=2025, words=words, by=cast.officer)
    shares = [Share(words=("新建公园6处、厕所3座",)), Share(words=("路灯300盏",))]
    first, lamps = split(commitment=whole, shares=shares, reason="分开", by=cast.officer)
    shares = [Share(words=("公园6处",)), Share(words=("厕所3座",))]
    parts = split(commitment=first, shares=shares, reason="再分", by=cast.officer)
    assert [row.words for row in (*parts, lamps)] == ["新建公园6处", "厕所3座", "更新路灯300盏"]
    for row in (*parts, lamps):
        assert row.words in "".join(words[a:b] for a, b in row.spans)


@pytest.mark.parametrize(
    ("shares", "reason", "why"),
    [
        ([Share(words=("启动",)), Share(words=("入驻",))], " ", "理由"),
        ([Share(words=("启动",))], "分开", "至少"),
        ([Share(words=("启动",)), Share(words=("启动建设",))], "分开", "不能同时归两份"),
        ([Share(words=("启动",)), Share(words=("社区食堂",))], "分开", "没有“社区食堂”"),
        ([Share(words=("启动",)), Share(words=("业",))], "分开", "不止一处"),
        ([Share(words=("启动",)), Share(words=(" ",))], "分开", "请从原文照抄"),
        ([Share(words=("启动",)), Share(title="空")], "分开", "第 2 份没有原文"),
        ([Share(targets=(2,)), Share(targets=(2,))], "分开", "一个目标不能"),
    ],
)
def test_what_is_no_split_is_refused(
    cast: Cast, harbour: Commitment, shares: list[Share], reason: str, why: str
) -> None:
    """In one line, and nothing is written."""
    before = Commitment.objects.count()
    with pytest.raises(Refused, match=why):
        split(commitment=harbour, shares=shares, reason=reason, by=cast.officer)
    assert Commitment.objects.count() == before
    assert state(harbour) == State.PROPOSED


def test_what_is_closed_or_under_way_is_not_split(cast: Cast, harbour: Commitment) -> None:
    """Rejected, split already, or with work items: the parts could not be told apart any more."""
    shares = [Share(words=("启动建设",)), Share(words=("入驻",))]
    revise(commitment=harbour, by=cast.officer, state=State.REJECTED, reason="重复")
    with pytest.raises(Refused, match="不立项"):
        split(commitment=harbour, shares=shares, reason="分开", by=cast.officer)
    revise(commitment=harbour, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    said = {"department": cast.head.department, "due": date(2025, 6, 30)}
    propose_item(commitment=harbour, text="选址", by=cast.head, **said)
    with pytest.raises(Refused, match="已有进展"):
        split(commitment=harbour, shares=shares, reason="分开", by=cast.officer)


def test_what_was_split_is_decided_on_no_more(cast: Cast, harbour: Commitment) -> None:
    """Nor can a revision say 已拆分 by itself."""
    with pytest.raises(Refused, match="拆成什么"):
        revise(commitment=harbour, by=cast.officer, state=State.SPLIT, reason="拆")
    shares = [Share(words=("启动建设",)), Share(words=("入驻",))]
    split(commitment=harbour, shares=shares, reason="分开", by=cast.officer)
    with pytest.raises(Refused, match="已拆分"):
        revise(commitment=harbour, by=cast.officer, state=State.CONFIRMED)
