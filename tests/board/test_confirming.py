"""The page on which a report is gone through: its text, its promises, and what is done to each."""

from __future__ import annotations

import re

import pytest
from cast import Cast, at_desk
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.board.actions import import_report, revise
from luoshi.board.models import Commitment, Report, State
from luoshi.reading import Document

TAGS = re.compile(r"<[^>]*>")


def page_of(cast: Cast, report: Report, query: str = "") -> str:
    return at_desk(cast.officer).get(f"/p/990101/reports/{report.pk}/{query}").content.decode()


def text_of(page: str) -> str:
    """What the left side says, without its marks."""
    return TAGS.sub("", page.partition('id="text"')[2].partition("</details>")[0].partition(">")[2])


def test_the_whole_text_is_there_and_each_promise_is_marked(cast: Cast, report: Report) -> None:
    """A mark leads to its promise, and the promise back to its mark; headings are headings."""
    page = page_of(cast, report)
    assert text_of(page).split() == report.text.split()
    for row in report.commitments.all():
        assert f'id="t-{row.pk}"><a href="#p-{row.pk}">' in page
        assert f'id="p-{row.pk}"' in page
        assert f'<a href="#t-{row.pk}" class="code"' in page
    assert "二、2025年主要任务" in [TAGS.sub("", line) for line in re.findall("<h3>.*?</h3>", page)]


@pytest.mark.parametrize("line", ["", "\r\n", "\u2028", "x" * 30_000, "<script>alert(1)</script>&amp;"])
def test_any_text_is_shown_as_it_is(cast: Cast, line: str) -> None:
    """Blank lines, a line of thirty thousand characters, HTML: nothing is lost, nothing becomes a tag."""
    text = f"二、2025年主要任务\n{line}\n新建公园5座，改造小巷12条。{line}"
    report = import_report(place=cast.place, document=Document("报告", text), year=2025, by=None)
    page = page_of(cast, report)
    assert "<script>alert" not in page
    escaped = text_of(page).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "".join(TAGS.sub("", escaped).split()) == "".join(TAGS.sub("", text).split())


def test_a_promise_is_confirmed_corrected_rejected_and_taken_back(
    cast: Cast, report: Report, canteens: Commitment
) -> None:
    """Each decision is one revision; the words and what the machine had read stay on the page."""
    desk, address = at_desk(cast.officer), f"/p/990101/commitments/{canteens.pk}/judge/"
    for said, state in (
        ({"act": "correct", "title": "办社区食堂"}, State.PROPOSED),
        ({"act": "confirm", "title": "办社区食堂8处"}, State.CONFIRMED),
        ({"act": "reject", "reason": "上年已办"}, State.REJECTED),
        ({"act": "confirm"}, State.CONFIRMED),
    ):
        answer = desk.post(address, said)
        assert answer.url == f"/p/990101/reports/{report.pk}/?at={canteens.pk}#p-{canteens.pk}"
        assert canteens.revisions.last().state == state
    assert canteens.revisions.last().title == "办社区食堂8处"
    page = page_of(cast, report)
    assert "原文：新建社区食堂8处" in page
    assert "机器读成：社区食堂 8处" in page
    assert "机器读成：社区食堂 8处" in desk.get(f"/p/990101/commitments/{canteens.pk}/").content.decode()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 400),
        ({"act": "burn"}, 400),
        ({"act": "reject", "reason": " "}, 400),
        ({"act": "correct", "title": ""}, 400),
        ({"act": "confirm", "seen": "x"}, 400),
        ({"act": "confirm", "seen": "1" * 30}, 409),
        ({"act": "confirm", "seen": "0"}, 409),
    ],
)
def test_a_decision_that_is_none_is_refused(
    cast: Cast, canteens: Commitment, said: dict[str, str], status: int
) -> None:
    """A script gets the card with the fault and the status; a browser its page with the fault."""
    desk, address = at_desk(cast.officer), f"/p/990101/commitments/{canteens.pk}/judge/"
    by_script = desk.post(address, said, headers={"HX-Request": "true"})
    assert by_script.status_code == status
    assert 'role="alert"' in by_script.content.decode()
    assert "message error" in desk.post(address, said, follow=True).content.decode()
    assert canteens.revisions.count() == 1


def test_a_script_gets_the_promise_as_it_stands(cast: Cast, canteens: Commitment) -> None:
    """One card, not the page."""
    said = {"act": "confirm", "seen": str(canteens.revisions.last().pk)}
    answer = at_desk(cast.officer).post(
        f"/p/990101/commitments/{canteens.pk}/judge/", said, headers={"HX-Request": "true"}
    )
    assert 'data-state="confirmed"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_the_ticked_ones_are_confirmed_at_once(cast: Cast, report: Report, canteens: Commitment) -> None:
    """Those that still wait; a colleague's rejection stays, foreign and senseless numbers are passed over."""
    revise(commitment=canteens, by=cast.officer, state=State.REJECTED, reason="重复")
    ticked = [str(row.pk) for row in report.commitments.all()]
    said = {"commitment": [*ticked, "x", "9" * 40, "-1"]}
    answer = at_desk(cast.officer).post("/p/990101/confirm/", said, follow=True)
    assert f"确认了 {len(ticked) - 1} 项" in answer.content.decode()
    assert canteens.revisions.last().state == State.REJECTED
    assert at_desk(cast.stranger).post("/p/990102/confirm/", said).url == "/p/990102/reports/"


def test_where_nothing_waits_the_next_step_is_told(cast: Cast, report: Report) -> None:
    """And nothing is left to confirm."""
    page = at_desk(cast.officer).get(f"/p/990101/reports/{report.pk}/").content.decode()
    assert 'id="confirm-ticked">' in page
    assert 'id="next-step" hidden>' in page
    for row in report.commitments.all():
        revise(commitment=row, by=cast.officer, state=State.CONFIRMED)
    page = at_desk(cast.officer).get(f"/p/990101/reports/{report.pk}/").content.decode()
    assert 'id="confirm-ticked" hidden>' in page
    assert 'id="next-step">都看过了' in page
    assert 'href="/p/990101/task-table/"' in page


def test_only_those_that_wait_can_be_asked_for(cast: Cast, report: Report, canteens: Commitment) -> None:
    """The text stays whole."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    page = page_of(cast, report, "?open=1")
    assert f'id="p-{canteens.pk}"' not in page
    assert text_of(page).split() == report.text.split()


def test_who_may_only_look_gets_no_forms(cast: Cast, report: Report) -> None:
    """The text and the promises, without ticks and buttons."""
    page = at_desk(cast.leader).get(f"/p/990101/reports/{report.pk}/").content.decode()
    assert "checkbox" not in page
    assert 'id="judge"' not in page


def test_the_machines_doubt_is_shown_and_not_ticked(cast: Cast) -> None:
    """What the reader was unsure of is for a person to tick."""
    text = "二、2025年主要任务\n新建公园5座。谋划城市更新等领域项目，积极争取专项债券和超长期特别国债支持。"
    report = import_report(place=cast.place, document=Document("报告", text), year=2025, by=None)
    sure, *_others, doubtful = page_of(cast, report).split('<li class="promise')[1:]
    assert "机器拿不准：是否承诺，把握不大" in doubtful
    assert (" checked" in doubtful, " checked" in sure) == (False, True)


def test_leftovers_are_listed_by_class_and_can_become_promises(cast: Cast, report: Report) -> None:
    """Every numeral that is no promise; its sentence goes into the form."""
    page = page_of(cast, report)
    assert report.leftovers
    assert f"报告里还有 {len(report.leftovers)} 个数字" in page
    assert all(f'href="?add={index}#missed"' in page for index in range(len(report.leftovers)))
    index = next(i for i, row in enumerate(report.leftovers) if row["sentence"])
    filled = page_of(cast, report, f"?add={index}").partition("<textarea")[2]
    assert report.leftovers[index]["sentence"] in filled
    for wrong in ("x", "-1", "99999", "9" * 30):
        assert page_of(cast, report, f"?add={wrong}")


def test_a_long_report_asks_as_few_queries_as_a_short_one(cast: Cast, report: Report) -> None:
    """Twenty thousand characters, a thousand promises: the same twelve at most."""
    text = "二、2026年主要任务\n" + "".join(f"新建第{i}片区公园{i}座。" for i in range(2, 1000))
    long = import_report(place=cast.place, document=Document("长.txt", text), year=2026, by=None)
    desk, counts = at_desk(cast.officer), []
    for row in (report, long):
        with CaptureQueriesContext(connection) as queries:
            desk.get(f"/p/990101/reports/{row.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
