"""Promises that no report made are entered: 民生实事, key projects, tasks from above, instructions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from cast import Cast

from luoshi.board.actions import enter_promise
from luoshi.board.models import Origin, Report, State
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
