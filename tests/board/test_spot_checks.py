"""Spot checks: a lot that anyone can draw again, and findings that outrank the report."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from hypothesis import given
from hypothesis import strategies as st
from months import retargeted, statistics
from steps import accepted, handed_out, line_of, reached

from luoshi.board.actions import check, draw, find, move, report_measure, set_milestone
from luoshi.board.actions.signoff import lot
from luoshi.board.models import Commitment, Part, Report, Stage, Step
from luoshi.office import clock
from luoshi.office.actions import Refused

CHECKED = date(2025, 8, 20)
CODES = st.lists(st.from_regex(r"2025-[0-9]{3}", fullmatch=True), unique=True, max_size=30)


@given(codes=CODES, seed=st.text(min_size=1, max_size=20))
def test_the_lot_is_the_same_for_everybody(codes: list[str], seed: str) -> None:
    """Whatever order the list comes in, and by hand too: SHA-256 of seed, colon, code."""
    by_hand = sorted(codes, key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).hexdigest())
    assert lot(seed, codes) == lot(seed, reversed(codes)) == by_hand


def test_a_lot_keeps_its_list_and_its_seed(cast: Cast, report: Report) -> None:
    """What could be drawn and what was drawn are kept, so that it can be told again."""
    pool = [*report.commitments.all()]
    row = draw(place=cast.place, pool=pool, seed=" 2025095 ", size=2, by=cast.officer)
    assert row.seed == "2025095"
    assert row.drawn == lot(row.seed, row.pool)[:2]
    with pytest.raises(Refused, match="可抽的有 4 项"):
        draw(place=cast.place, pool=pool, seed="1", size=5, by=cast.officer)
    with pytest.raises(Refused, match="种子"):
        draw(place=cast.place, pool=pool, seed=" ", size=1, by=cast.officer)


def test_what_is_found_untrue_outranks_the_report_from_its_day(cast: Cast, canteens_2025: Commitment) -> None:
    """All eight were reported; on the spot nothing of it is there until something new is accepted."""
    accepted(cast, canteens_2025, date(2025, 7, 31), 8)
    with clock.at(CHECKED):
        find(commitment=canteens_2025, true=False, words="只有三处在供餐", by=cast.officer)
    assert line_of(canteens_2025, date(2025, 8, 19)).standing.status == "ahead"
    found = line_of(canteens_2025, CHECKED)
    assert (found.standing.status, found.standing.row) == ("behind", "found_untrue")
    accepted(cast, canteens_2025, date(2025, 8, 31), 6)
    assert line_of(canteens_2025, date(2025, 9, 30)).standing.status == "ahead"


def test_what_was_counted_on_the_spot_counts_instead(cast: Cast, canteens_2025: Commitment) -> None:
    """Three of eight in August."""
    accepted(cast, canteens_2025, date(2025, 7, 31), 8)
    with clock.at(CHECKED):
        said = {"part": Part.TARGET, "key": 1, "value": Decimal(3), "words": "清点得三处"}
        find(commitment=canteens_2025, true=False, by=cast.officer, **said)
    ((_, standing),) = line_of(canteens_2025, CHECKED).targets
    assert (standing.share, standing.row) == (Decimal(3) / 8, "short")
    page = at_desk(cast.leader).get(f"/p/990101/commitments/{canteens_2025.pk}/").content.decode()
    assert "核查" in page
    assert "8（累计）" in page, "what had been reported stays visible"


def test_a_figure_that_was_found_untrue_says_so_wherever_it_is_told(
    cast: Cast, canteens_2025: Commitment
) -> None:
    """On the promise's page, on the month's and to programs, from that day on; not what came after."""
    accepted(cast, canteens_2025, date(2025, 7, 31), 8)
    address, mark = f"/p/990101/commitments/{canteens_2025.pk}/", "后经抽查不实，不再计入"
    with clock.at(CHECKED):
        said = {"part": Part.TARGET, "key": 1, "value": Decimal(3), "words": "清点得三处"}
        find(commitment=canteens_2025, true=False, by=cast.officer, **said)
    accepted(cast, canteens_2025, date(2025, 8, 31), 4)
    reader = at_desk(cast.reporter)
    assert reader.get(address).content.decode().count(mark) == 1
    assert mark not in reader.get(f"{address}?as_of=2025-08-19").content.decode()
    with clock.at(date(2025, 9, 8)):
        assert mark in reader.get("/p/990101/window/2025-07/").content.decode()
        assert mark not in reader.get("/p/990101/window/2025-08/").content.decode()
    told = reader.get(f"/api/v1/places/990101/commitments/{canteens_2025.pk}").json()["figures"]
    assert [(row["value"], row["refuted"]) for row in told] == [("8", True), ("3", False), ("4", False)]


def test_another_source_s_figure_that_was_found_untrue_says_so(cast: Cast, canteens_2025: Commitment) -> None:
    """On the page of the promise for which it was checked."""
    with clock.at(date(2025, 5, 6)):
        measure = statistics(cast)
        retargeted(cast, canteens_2025, shared=measure)
        said = {"day": date(2025, 4, 30), "value": Decimal(8), "cumulative": True}
        row = report_measure(measure=measure, by=cast.colleague, **said)
        move(progress=row, step=Step.SUBMITTED, by=cast.colleague)
        move(progress=row, step=Step.ACCEPTED, by=cast.officer)
    page = f"/p/990101/commitments/{canteens_2025.pk}/"
    assert "后经抽查不实" not in at_desk(cast.leader).get(page).content.decode()
    with clock.at(CHECKED):
        find(commitment=canteens_2025, true=False, words="没有这么多", by=cast.officer)
    assert "后经抽查不实" in at_desk(cast.leader).get(page).content.decode()


def test_a_step_found_untrue_is_behind_before_its_date(cast: Cast, canteens_2025: Commitment) -> None:
    """It was said to be reached early."""
    with clock.at(date(2025, 1, 21)):
        step = set_milestone(
            commitment=canteens_2025, name="装修完成", due=date(2025, 11, 30), by=cast.officer
        )
    accepted(cast, canteens_2025, date(2025, 7, 31), 8)
    reached(cast, canteens_2025, step.key, date(2025, 8, 1))
    with clock.at(CHECKED):
        said = {"part": Part.MILESTONE, "key": step.key, "words": "还在装修"}
        find(commitment=canteens_2025, true=False, by=cast.officer, **said)
    assert line_of(canteens_2025, CHECKED).standing.row == "milestone_found_untrue"
    reached(cast, canteens_2025, step.key, date(2025, 9, 1))
    assert line_of(canteens_2025, date(2025, 9, 1)).standing.row != "milestone_found_untrue"


def test_a_finding_true_changes_nothing(cast: Cast, canteens_2025: Commitment) -> None:
    """Neither the status nor the sign-off that is under way."""
    accepted(cast, canteens_2025, date(2025, 7, 31), 8)
    with clock.at(CHECKED):
        check(commitment=canteens_2025, stage=Stage.APPLIED, words="已全部开业", by=cast.head)
        find(commitment=canteens_2025, true=True, words="八处都在供餐", by=cast.officer)
    line = line_of(canteens_2025, CHECKED)
    assert (line.standing.status, line.facts.stage) == ("ahead", Stage.APPLIED)


def test_what_was_signed_off_and_is_found_untrue_is_done_no_more(
    cast: Cast, canteens_2025: Commitment
) -> None:
    """It has to be applied for anew."""
    accepted(cast, canteens_2025, date(2025, 7, 31), 8)
    with clock.at(CHECKED):
        check(commitment=canteens_2025, stage=Stage.APPLIED, words="已全部开业", by=cast.head)
        check(commitment=canteens_2025, stage=Stage.CHECKED, words="看过", by=cast.officer)
        check(commitment=canteens_2025, stage=Stage.SIGNED, words="同意", by=cast.leader)
    assert line_of(canteens_2025, CHECKED).standing.status == "done"
    with clock.at(date(2025, 9, 1)):
        find(commitment=canteens_2025, true=False, words="两处没有开业", by=cast.officer)
        with pytest.raises(Refused, match="抽查不实"):
            check(commitment=canteens_2025, stage=Stage.SIGNED, words="同意", by=cast.leader)
        check(commitment=canteens_2025, stage=Stage.APPLIED, words="整改完毕", by=cast.head)
    assert line_of(canteens_2025, date(2025, 9, 1)).standing.status == "behind"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"words": " "}, "查到"),
        ({"part": Part.TARGET, "key": 9}, "没有这个目标"),
        ({"part": Part.MILESTONE, "key": 9}, "没有这个节点"),
        ({"value": Decimal(3)}, "核查数"),
    ],
)
def test_a_finding_about_nothing_is_refused(
    cast: Cast, canteens_2025: Commitment, said: dict[str, object], why: str
) -> None:
    """In words, about a part that is there; a number belongs to a target."""
    with pytest.raises(Refused, match=why):
        find(commitment=canteens_2025, true=False, by=cast.officer, **{"words": "不实", **said})


def test_on_the_pages_from_the_lot_to_the_finding(cast: Cast, canteens_2025: Commitment) -> None:
    """The officer draws, writes down what was found; the leader reads it with the seed."""
    accepted(cast, canteens_2025, date(2025, 7, 31), 8)
    officer = at_desk(cast.officer)
    assert officer.post("/p/990101/spot-checks/draw/", {"seed": "95", "size": "2"}).status_code == 409
    assert officer.post("/p/990101/spot-checks/draw/", {"seed": "95", "size": "x"}).status_code == 400
    assert officer.post("/p/990101/spot-checks/draw/", {"seed": "95", "size": "1"}).status_code == 302
    lot_row = cast.place.draws.get()
    assert lot_row.drawn == [canteens_2025.code]
    typed = {"about": "target-1", "true": "no", "value": "3", "words": "<i>三处</i>", "drawn": lot_row.pk}
    address = f"/p/990101/commitments/{canteens_2025.pk}/"
    assert officer.post(f"{address}found/", typed).status_code == 302
    page = at_desk(cast.leader).get("/p/990101/spot-checks/").content.decode()
    assert "95" in page
    assert "抽查不实" in page
    assert "&lt;i&gt;三处" in page


def test_only_what_has_been_reported_is_drawn(cast: Cast, report: Report, canteens: Commitment) -> None:
    """A promise without any accepted figure says nothing that could be untrue."""
    handed_out(cast, canteens)
    desk = at_desk(cast.officer)
    assert desk.post("/p/990101/spot-checks/draw/", {"seed": "95", "size": "1"}).status_code == 409
