"""A promise that the reader missed is added by its words in the report."""

from __future__ import annotations

import pytest
from cast import Cast, at_desk

from luoshi.board.actions import add_promise, import_report
from luoshi.board.models import Report, State
from luoshi.office.actions import Refused
from luoshi.reading import Document

TEXT = """青梧区政府工作报告
一、2024年工作回顾
过去一年，建成公园3座，城镇新增就业8000人。
二、2025年主要任务
新建社区食堂8处。民生无小
事，枝叶总关情。为民，为民。
"""


@pytest.fixture
def text(cast: Cast) -> Report:
    """A report with a sentence that the reader takes for no promise, broken by its column."""
    return import_report(place=cast.place, document=Document("报告.txt", TEXT), year=2025, by=None)


def test_its_exact_words_are_kept_across_the_break(cast: Cast, text: Report) -> None:
    """Two spans, the section of its neighbour, and it waits to be confirmed."""
    before = text.commitments.count()
    added = add_promise(report=text, words="民生无小事，枝叶总关情", by=cast.officer)
    assert ["".join(TEXT[a:b]) for a, b in added.spans] == ["民生无小", "事，枝叶总关情"]
    assert added.words == "民生无小事，枝叶总关情"
    assert (added.section, added.number) == ("2025年主要任务", before + 1)
    assert added.revisions.get().state == State.PROPOSED


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("新建机场一座", "没有这句话"),
        (" \n", "没有这句话"),
        (".*", "没有这句话"),
        ("为民", "不止一处"),
        ("社区食堂8处", "已在第 1 项"),
    ],
)
def test_words_that_name_no_new_promise_are_refused(cast: Cast, text: Report, words: str, why: str) -> None:
    """Not in the report, there twice, or taken already: and nothing is written."""
    before = text.commitments.count()
    with pytest.raises(Refused, match=why):
        add_promise(report=text, words=words, by=cast.officer)
    assert text.commitments.count() == before


def test_an_officer_adds_it_through_the_page(cast: Cast, text: Report) -> None:
    """The report's page comes back with the new promise marked; a fault comes back with what was typed."""
    desk, address = at_desk(cast.officer), f"/p/990101/reports/{text.pk}/add/"
    wrong = desk.post(address, {"words": "新建机场一座"})
    assert wrong.status_code == 409
    assert "新建机场一座" in wrong.content.decode()
    right = desk.post(address, {"words": "民生无小事，枝叶总关情"})
    assert ">民生无小</a></mark>" in desk.get(right.url).content.decode()
