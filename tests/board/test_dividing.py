"""The pages on which promises are split, merged, and entered by hand."""

from __future__ import annotations

import pytest
from cast import Cast, at_desk

from luoshi.board.actions import merge
from luoshi.board.models import Commitment, Report, State


@pytest.fixture
def harbour(report: Report) -> Commitment:
    """A promise of two clauses."""
    return report.commitments.get(words__contains="数字产业港")


def said_for(clauses: dict[str, str], **said: str) -> dict[str, str]:
    return {"size": "2", "reason": "两家分管", **clauses, **said}


def test_a_promise_is_split_by_its_clauses(cast: Cast, report: Report, harbour: Commitment) -> None:
    """Each clause is given to a part; the page of the report shows both, and the old one says into what."""
    desk, address = at_desk(cast.officer), f"/p/990101/commitments/{harbour.pk}/"
    page = desk.get(f"{address}splitting/").content.decode()
    assert "启动建设数字产业港</label>" in page
    assert "年内入驻企业超过60家</label>" in page
    said = said_for({"clause-0": "1", "clause-1": "2", "target-2": "", "title-1": "建港"})
    said |= {f"milestone-{row.key}": "1" for row in harbour.milestones.all()}
    shown = desk.post(f"{address}split/", said, follow=True)
    first, second = harbour.splits.order_by("pk")
    assert (first.revisions.get().title, second.words) == ("建港", "年内入驻企业超过60家")
    assert f"{first.code}、{second.code}" in shown.content.decode()
    assert f'<a href="#p-{second.pk}">{second.code}</a>' in shown.content.decode()


def test_words_inside_a_clause_go_to_another_part(cast: Cast, harbour: Commitment) -> None:
    """What is copied into a part's box goes there, the rest of the clause stays."""
    clauses = {"clause-0": "1", "clause-1": "1"}
    said = said_for(clauses, **{"words-2": "超过60家\n\n"})
    at_desk(cast.officer).post(f"/p/990101/commitments/{harbour.pk}/split/", said)
    first, second = harbour.splits.order_by("pk")
    assert (first.words, second.words) == ("启动建设数字产业港，年内入驻企业", "超过60家")


@pytest.mark.parametrize(
    ("wrong", "status", "why"),
    [
        ({"reason": ""}, 400, "为什么拆"),
        ({"clause-0": "7"}, 400, "启动建设数字产业港"),
        ({"clause-1": "1"}, 409, "第 2 份没有原文"),
        ({"words-2": "<b>不在</b>"}, 409, "没有“&lt;b&gt;不在"),
    ],
)
def test_a_split_that_is_none_comes_back(
    cast: Cast, harbour: Commitment, wrong: dict[str, str], status: int, why: str
) -> None:
    """With what was filled in, and what is wrong."""
    said = said_for({"clause-0": "1", "clause-1": "2", "title-2": "留着"}) | wrong
    answer = at_desk(cast.officer).post(f"/p/990101/commitments/{harbour.pk}/split/", said)
    assert answer.status_code == status
    assert why in answer.content.decode()
    assert "留着" in answer.content.decode()
    assert not harbour.splits.exists()


def test_more_parts_can_be_asked_for_up_to_nine(cast: Cast, harbour: Commitment) -> None:
    """Whatever stands in the address."""
    desk, address = at_desk(cast.officer), f"/p/990101/commitments/{harbour.pk}/splitting/"
    for said, parts in (("", 2), ("3", 3), ("99", 9), ("x", 2), ("9" * 30, 2), ("-4", 2)):
        assert desk.get(address, {"parts": said}).content.decode().count('name="title-') == parts


def test_ticked_promises_are_merged(cast: Cast, report: Report, canteens: Commitment) -> None:
    """One is chosen to be kept; the others go into it with the reason."""
    lanes = report.commitments.get(words__contains="背街小巷")
    desk, ticks = at_desk(cast.officer), {"commitment": [str(canteens.pk), str(lanes.pk)]}
    assert "保留哪一项" in desk.get("/p/990101/merging/", ticks).content.decode()
    shown = desk.post("/p/990101/merge/", {**ticks, "kept": str(lanes.pk), "reason": "一件事"}, follow=True)
    assert f"已并入 {lanes.code}" in shown.content.decode()
    assert canteens.revisions.last().state == State.MERGED
    assert f'<a href="#p-{lanes.pk}">{lanes.code}</a>' in shown.content.decode()
    again = desk.post("/p/990101/merge/", {**ticks, "kept": str(lanes.pk), "reason": "再来"})
    assert again.status_code == 409
    for wrong in ({}, {"kept": "x"}, {"kept": str(10**30)}):
        assert desk.post("/p/990101/merge/", {**ticks, "reason": "一件事", **wrong}).status_code == 400
    for few in ({}, {"commitment": str(lanes.pk)}, {"commitment": ["x", "9" * 40]}):
        assert "至少勾上两项" in desk.get("/p/990101/merging/", few).content.decode()


def test_a_merger_is_undone_where_it_is_shown(cast: Cast, report: Report, canteens: Commitment) -> None:
    """The office alone finds the form on the merged promise, says why, and sees the promise wait again."""
    lanes = report.commitments.get(words__contains="背街小巷")
    merge(kept=canteens, others=[lanes], reason="一件事", by=cast.officer)
    address, desk = f"/p/990101/commitments/{lanes.pk}/unmerge/", at_desk(cast.officer)
    assert address in desk.get(f"/p/990101/reports/{report.pk}/").content.decode()
    assert address not in at_desk(cast.leader).get(f"/p/990101/reports/{report.pk}/").content.decode()
    assert at_desk(cast.leader).post(address, {"reason": "两件事"}).status_code == 403
    shown = desk.post(address, {"reason": ""}, follow=True).content.decode()
    assert "撤销合并要写明理由" in shown
    shown = desk.post(address, {"reason": "<b>两件事"}, follow=True).content.decode()
    assert f"已撤销合并，{lanes.code} 又等待确认" in shown
    assert "&lt;b&gt;两件事" in shown
    assert lanes.revisions.last().state == State.PROPOSED
    assert "没有并入别的承诺" in desk.post(address, {"reason": "再来"}, follow=True).content.decode()


def test_a_promise_is_entered_by_hand(cast: Cast) -> None:
    """It waits on its page among the others, and is confirmed there."""
    desk = at_desk(cast.officer)
    said = {"origin": "livelihood", "year": "2025", "section": "宜居", "words": "更新路灯300盏"}
    shown = desk.post("/p/990101/entries/enter/", said, follow=True).content.decode()
    row = cast.place.commitments.get()
    assert "M2025-001" in shown
    assert "更新路灯300盏" in shown
    assert "300盏</b>" in shown
    answer = desk.post(f"/p/990101/commitments/{row.pk}/judge/", {"act": "confirm"})
    assert answer.url == f"/p/990101/entries/?at={row.pk}#p-{row.pk}"
    assert row.revisions.last().state == State.CONFIRMED
    for wrong, status in (
        ({}, 409),
        ({"words": "<b>"}, 302),
        ({"origin": "report"}, 400),
        ({"year": "1"}, 400),
        ({"words": "长" * 3000}, 400),
    ):
        assert desk.post("/p/990101/entries/enter/", said | wrong).status_code == status
    assert "<b><" not in desk.get("/p/990101/entries/").content.decode()
