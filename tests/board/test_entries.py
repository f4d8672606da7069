"""Promises that no report made are entered: 民生实事, key projects, tasks from above, instructions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from cast import Cast, at_desk
from pytest_django import DjangoAssertNumQueries

from luoshi.board.actions import Share, enter_promise, revise, split
from luoshi.board.models import Commitment, Origin, Report, State
from luoshi.office.actions import Refused
from luoshi.office.audit import broken
from luoshi.office.models import Event

WORDS = "新建口袋公园6处，更新路灯300盏。"


def test_its_numbers_become_targets(cast: Cast) -> None:
    """The words stand as typed, what the reader made of them points into them, and it waits."""
    row = enter_promise(
        place=cast.place,
        origin=Origin.LIVELIHOOD,
        year=2025,
        words=f" {WORDS}\n",
        section="宜居",
        by=cast.officer,
    )
    assert (row.code, row.words, row.section, row.report) == ("M2025-001", WORDS, "宜居", None)
    assert row.spans == [[0, len(WORDS)]]
    assert [(target.value, target.unit) for target in row.targets.all()] == [
        (Decimal(6), "处"),
        (Decimal(300), "盏"),
    ]
    for item in row.machine:
        assert item["text"] == "".join(WORDS[a:b] for a, b in item["spans"])
        assert item["quantity"]["text"] == "".join(WORDS[a:b] for a, b in item["quantity"]["spans"])
    assert row.revisions.get().state == State.PROPOSED
    assert list(broken()) == []
    assert Event.objects.get(verb="enter_promise").about == row.pk


@pytest.mark.parametrize("words", ["更新路灯300盏", "完成300个路灯更新", "更新路灯300盏；"])
def test_a_single_line_is_read_as_a_promise(cast: Cast, words: str) -> None:
    """As it stands in a table, without a full stop."""
    row = enter_promise(place=cast.place, origin=Origin.PROJECT, year=2025, words=words, by=cast.officer)
    assert row.targets.get().value == Decimal(300)
    for item in row.machine:
        assert item["text"] == "".join(words[a:b] for a, b in item["spans"])


def test_words_without_a_number_get_the_steps_of_their_verb(cast: Cast) -> None:
    """As a report's promises do; each origin counts its own numbers."""
    said = {"place": cast.place, "year": 2025, "by": cast.officer}
    enter_promise(origin=Origin.PROJECT, words="建设数字产业港二期", **said)
    row = enter_promise(
        origin=Origin.INSTRUCTION, words="尽快启动西山路积水点改造", title="西山路积水", **said
    )
    assert row.code == "P2025-001"
    assert row.revisions.get().title == "西山路积水"
    assert row.milestones.exists()
    assert not row.targets.exists()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"words": " \n"}, "不能为空"),
        ({"origin": Origin.REPORT}, "从报告导入"),
        ({"origin": "rumour"}, "从报告导入"),
        ({"year": 1899}, "年份不对"),
    ],
)
def test_what_is_no_such_promise_is_refused(cast: Cast, wrong: dict[str, object], why: str) -> None:
    """And nothing is written."""
    said = {"place": cast.place, "origin": Origin.PROJECT, "year": 2025, "words": WORDS, "by": cast.officer}
    with pytest.raises(Refused, match=why):
        enter_promise(**said | wrong)
    assert not cast.place.commitments.exists()


def test_the_same_words_twice_are_recognised(cast: Cast, report: Report) -> None:
    """Within one origin and year; the report's own promise of the same words is another matter."""
    words = report.commitments.first().words
    said = {"place": cast.place, "words": words, "by": cast.officer}
    enter_promise(origin=Origin.LIVELIHOOD, year=2025, **said)
    with pytest.raises(Refused, match="M2025-001"):
        enter_promise(origin=Origin.LIVELIHOOD, year=2025, **said)
    enter_promise(origin=Origin.LIVELIHOOD, year=2026, **said)
    enter_promise(origin=Origin.SUPERIOR, year=2025, **said)


@pytest.fixture
def five(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[Commitment]:
    """Five entries of two years, two on a page: those of the later year come first."""
    monkeypatch.setattr("luoshi.board.views.entries.PER_PAGE", 2)
    said = {"place": cast.place, "by": cast.officer}
    old = [
        enter_promise(origin=Origin.PROJECT, year=2024, words=f"建设第{n}泵站", **said) for n in range(1, 4)
    ]
    new = [
        enter_promise(origin=Origin.LIVELIHOOD, year=2025, words=f"修缮第{n}桥", **said) for n in range(1, 3)
    ]
    return new + old


def entries(cast: Cast, query: str = "") -> str:
    return at_desk(cast.officer).get(f"/p/990101/entries/{query}").content.decode()


def test_entries_come_in_pages(cast: Cast, five: list[Commitment]) -> None:
    """The counts are of all; a promise that is asked for is found on its page."""
    first, last = entries(cast), entries(cast, f"?at={five[4].pk}")
    assert "修缮第1桥" in first
    assert "泵站" not in first
    assert "第 1 页，共 3 页" in first
    assert '<b id="waiting">5</b>' in first
    assert "建设第3泵站" in last
    assert "第 3 页，共 3 页" in last
    assert "建设第1泵站" in entries(cast, "?page=2")
    for wrong in ("?page=99", "?page=x", "?at=0", "?at=%F0", "?origin=<b>", "?words=<b>"):
        assert "<b><" not in entries(cast, wrong)


def test_entries_are_found_by_words_and_origin(cast: Cast, five: list[Commitment]) -> None:
    """By their code or words, their source, or as those that still wait."""
    found = entries(cast, "?words=第2")
    assert ("修缮第2桥" in found, "建设第2泵站" in found, "修缮第1桥" in found) == (True, True, False)
    assert "建设第3泵站" in entries(cast, "?words=X2024-003")
    assert "修缮第1桥" not in entries(cast, "?origin=project")
    revise(commitment=five[0], by=cast.officer, state=State.REJECTED, reason="重复")
    waiting = entries(cast, "?open=1")
    assert "修缮第1桥" not in waiting
    assert '<b id="waiting">4</b>' in waiting
    assert "没有这一类承诺" in entries(cast, "?words=隧道")


def test_a_page_of_entries_asks_few_queries(
    cast: Cast, five: list[Commitment], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """However many there are."""
    desk = at_desk(cast.officer)
    with django_assert_max_num_queries(12):
        desk.get(f"/p/990101/entries/?at={five[4].pk}")


def test_after_confirming_one_comes_back_to_the_page(cast: Cast, five: list[Commitment]) -> None:
    """Those that were ticked on a later page lead back to it."""
    answer = at_desk(cast.officer).post("/p/990101/confirm/", {"commitment": [five[3].pk]})
    assert answer.url == f"/p/990101/entries/?at={five[3].pk}#p-{five[3].pk}"


def test_the_parts_of_an_entry_are_named_on_whatever_page_they_are(
    cast: Cast, five: list[Commitment]
) -> None:
    """Each by a link that leads to its page."""
    parts = split(
        commitment=five[0],
        shares=[Share(words=("修缮",)), Share(words=("桥",))],
        reason="两家",
        by=cast.officer,
    )
    shown = entries(cast)
    for part in parts:
        assert f'href="?at={part.pk}#p-{part.pk}"' in shown
