"""Every promise of a report is accounted for, whatever was done to it, and no character is lost."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from cast import Cast, at_desk
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.board.actions import Share, confirm_promises, merge, revise, split
from luoshi.board.models import Commitment, Report, State
from luoshi.board.models.commitments import CLOSED
from luoshi.board.queries.fates import counted, fates
from luoshi.board.stretches import positions, shared_out
from luoshi.office import clock
from luoshi.office.actions import Refused

CUTS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=6)


@given(text=st.text("甲乙丙，、 \n", min_size=1, max_size=60), cuts=CUTS, claims=st.data())
def test_the_parts_together_have_the_characters_of_the_whole(
    text: str, cuts: list[tuple[int, int]], claims: st.DataObject
) -> None:
    """Each character once, whoever claims what; and whoever claims one gets it."""
    spans = [[start, start + length] for start, length in cuts]
    own = positions(spans)
    text = text.ljust(80, "丁")
    claimed = claims.draw(st.dictionaries(st.sampled_from(own), st.integers(0, 3))) if own else {}
    shared = shared_out(text, spans, claimed)
    given_out = sorted(place for part in shared.values() for place in positions(part))
    assert given_out == own
    for place, owner in claimed.items():
        assert place in positions(shared[owner])


STEPS = st.lists(
    st.tuples(st.sampled_from(["confirm", "reject", "split", "merge"]), st.integers(0, 9), st.integers(0, 9)),
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_each_promise_has_its_fate(
    cast: Cast, report: Report, steps: list[tuple[str, int, int]]
) -> None:
    """Open, or closed with reason, date and where it went; and the open and rejected ones hold every span."""
    save = transaction.savepoint()
    before = held_by([*report.commitments.all()])
    for verb, one, other in steps:
        rows = [*report.commitments.all()]
        try:
            take(verb, rows[one % len(rows)], rows[other % len(rows)], cast)
        except Refused:
            continue
    found = fates(report.commitments.all(), clock.today())
    assert {fate.commitment.pk for fate in found} == {row.pk for row in report.commitments.all()}
    for fate in found:
        assert bool(fate.reason) == (fate.state in CLOSED)
        assert bool(fate.into) == (fate.state in (State.SPLIT, State.MERGED))
        if fate.state == State.SPLIT:
            assert held_by(fate.into) == held_by([fate.commitment])
    unsplit = [fate.commitment for fate in found if fate.state != State.SPLIT]
    assert held_by(unsplit) == before
    assert sum(count for _state, count in counted(found)) == len(found)
    transaction.savepoint_rollback(save)


def held_by(rows: list[Commitment]) -> list[int]:
    """The characters of some promises; one that two hold is there twice."""
    return sorted(place for row in rows for place in positions(row.spans))


def take(verb: str, row: Commitment, other: Commitment, cast: Cast) -> None:
    """One thing that the office may do."""
    if verb == "split":
        middle = len(positions(row.spans)) // 2
        places = positions(row.spans)
        halves = [places[:middle], places[middle:]]
        shares = [Share(spans=tuple((place, place + 1) for place in half)) for half in halves]
        split(commitment=row, shares=shares, reason="分开", by=cast.officer)
    elif verb == "merge":
        merge(kept=row, others=[other], reason="一件事", by=cast.officer)
    elif verb == "reject":
        revise(commitment=row, by=cast.officer, state=State.REJECTED, reason="往年已办")
    else:
        confirm_promises(commitments=[row], by=cast.officer)


@pytest.fixture
def gone_through(cast: Cast, report: Report) -> Report:
    """One split, one merged, one rejected, on three days of January."""
    harbour, canteens, lanes = (
        report.commitments.get(words__contains=words) for words in ("数字产业港", "社区食堂", "背街小巷")
    )
    with clock.at(date(2027, 1, 10)):
        shares = [Share(words=("启动",)), Share(words=("入驻",))]
        split(commitment=harbour, shares=shares, reason="两家分管", by=cast.officer)
    with clock.at(date(2027, 1, 12)):
        merge(kept=canteens, others=[lanes], reason="=一件事", by=cast.officer)
    with clock.at(date(2027, 1, 14)):
        growth = report.commitments.get(words__contains="地区生产总值")
        revise(commitment=growth, by=cast.officer, state=State.REJECTED, reason="预期性指标")
        revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    with clock.at(date(2027, 1, 20)):
        revise(commitment=canteens, by=cast.officer, title="食堂和小巷")
    return report


def account(cast: Cast, report: Report, query: str) -> str:
    return at_desk(cast.officer).get(f"/p/990101/reports/{report.pk}/account/{query}").content.decode()


def test_the_account_names_reason_date_and_where_it_went(cast: Cast, gone_through: Report) -> None:
    """As of the day that is asked for; a later change of the title does not move the date."""
    page = account(cast, gone_through, "?as_of=2027-01-31")
    for words in ("两家分管", "2027-01-10", "一件事", "2027-01-12", "预期性指标", "2027-01-14", "食堂和小巷"):
        assert words in page
    assert "2027-01-20" not in page
    earlier = account(cast, gone_through, "?as_of=2027-01-11")
    assert "两家分管" in earlier
    assert "一件事" not in earlier
    rejected = account(cast, gone_through, "?as_of=2027-01-31&state=rejected")
    assert "预期性指标" in rejected
    assert "两家分管" not in rejected
    assert account(cast, gone_through, "?state=<b>").count("没有这一类承诺") == 1


def test_the_account_goes_into_a_spreadsheet(cast: Cast, gone_through: Report) -> None:
    """One row a promise; no text becomes a formula."""
    answer = at_desk(cast.officer).get(f"/p/990101/reports/{gone_through.pk}/account.csv?as_of=2027-01-31")
    rows = [*csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))]
    assert len(rows) == gone_through.commitments.count()
    fates = {row["去向"]: row for row in rows}
    assert set(fates) == {"已拆分", "已合并", "不立项", "已确认", "待确认"}
    assert fates["已拆分"]["去向编号"].count("、") == 1
    assert fates["已合并"]["理由"] == "'=一件事"
    assert (fates["不立项"]["理由"], fates["不立项"]["日期"]) == ("预期性指标", "2027-01-14")
    assert fates["已确认"]["进度"]
    assert not fates["待确认"]["进度"]


def test_before_the_report_there_is_nothing_to_account_for(cast: Cast, report: Report) -> None:
    """A page without rows, no fault."""
    assert "没有这一类承诺" in account(cast, report, "?as_of=2020-01-01")
