"""The numbers of a promise: corrected, added, and never lost."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from django.utils import timezone

from luoshi.board import queries
from luoshi.board.actions import move, report_figure, revise, set_target
from luoshi.board.models import Commitment, State, Step
from luoshi.office.actions import Refused

SAID = {
    "measure": "社区食堂",
    "comparator": ">=",
    "value": Decimal(9),
    "unit": "处",
    "basis": "amount",
    "direction": "up",
    "start": date(2025, 1, 1),
    "due": date(2025, 12, 31),
}


def typed(**changes: object) -> dict[str, object]:
    """What an officer types into the form."""
    said = {name: str(value) for name, value in SAID.items()}
    return {**said, "reason": "", "frequency": "month", "lag": "0", **changes}


def now(commitment: Commitment) -> queries.Line:
    return queries.lines(Commitment.objects.filter(pk=commitment.pk), timezone.localdate())[0]


def test_a_waiting_promise_is_corrected_and_the_reading_stays(cast: Cast, canteens: Commitment) -> None:
    """The machine said exactly eight, the office at least nine; both rows are there."""
    set_target(commitment=canteens, by=cast.officer, key=1, **SAID)
    ((target, _),) = now(canteens).targets
    assert (target.comparator, target.value) == (">=", 9)
    assert [row.value for row in canteens.targets.all()] == [8, 9]


def test_a_confirmed_target_needs_a_reason_to_change(cast: Cast, canteens: Commitment) -> None:
    """And the reason is part of the story."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    with pytest.raises(Refused, match="理由"):
        set_target(commitment=canteens, by=cast.officer, key=1, reason=" ", **SAID)
    assert canteens.targets.count() == 1
    set_target(commitment=canteens, by=cast.officer, key=1, reason="常委会批准调整", **SAID)
    page = at_desk(cast.leader).get(f"/p/990101/commitments/{canteens.pk}/").content.decode()
    assert "常委会批准调整" in page
    assert "原来的目标：社区食堂 8处" in page


def test_the_story_is_told_in_order(cast: Cast, canteens: Commitment) -> None:
    """Read, corrected, confirmed: as it happened, whatever kind of row says it."""
    set_target(commitment=canteens, by=cast.officer, key=1, **SAID)
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    page = at_desk(cast.officer).get(f"/p/990101/commitments/{canteens.pk}/").content.decode()
    story = page[page.index('class="story"') :]
    places = [story.index(words) for words in ("：待确认", "目标定为 社区食堂 ≥9处", "：已确认")]
    assert places == sorted(places)


def test_a_second_target_is_judged_beside_the_first(cast: Cast, canteens: Commitment) -> None:
    """A number that the reader missed is added."""
    set_target(commitment=canteens, by=cast.officer, **{**SAID, "measure": "服务老人", "unit": "人"})
    assert [target.measure for target, _ in now(canteens).targets] == ["社区食堂", "服务老人"]


def test_a_target_is_due_after_it_starts_and_is_there(cast: Cast, canteens: Commitment) -> None:
    """Neither a deadline before the beginning nor a target that never was."""
    with pytest.raises(Refused, match="早于"):
        set_target(commitment=canteens, by=cast.officer, **{**SAID, "due": date(2024, 12, 31)})
    with pytest.raises(Refused, match="没有这个目标"):
        set_target(commitment=canteens, by=cast.officer, key=7, **SAID)


def test_an_officer_corrects_through_the_page(cast: Cast, canteens: Commitment) -> None:
    """The form shows the target as it stands, and what is typed takes its place."""
    desk, address = at_desk(cast.officer), f"/p/990101/commitments/{canteens.pk}/"
    page = desk.get(f"{address}setup/").content.decode()
    for field, value in (("measure", "社区食堂"), ("value", "8"), ("due", "2025-12-31")):
        assert re.search(rf'<input[^>]*value="{value}"[^>]*id="target-1-{field}"', page), field
    assert desk.post(f"{address}targets/", typed(key="1")).status_code == 302
    ((target, _),) = now(canteens).targets
    assert (target.value, target.by) == (9, cast.officer)


@pytest.mark.parametrize(
    "wrong", [{"comparator": "≈"}, {"value": "NaN"}, {"value": "1e99"}, {"basis": ""}, {"due": "x"}]
)
def test_a_target_that_is_none_is_refused(cast: Cast, canteens: Commitment, wrong: dict[str, object]) -> None:
    """The page comes back with the fault named, and nothing is written."""
    address = f"/p/990101/commitments/{canteens.pk}/targets/"
    assert at_desk(cast.officer).post(address, typed(**wrong)).status_code == 400
    assert canteens.targets.count() == 1


def test_a_share_beyond_all_measure_is_still_shown(cast: Cast, canteens: Commitment) -> None:
    """A tiny target and a huge figure are two typing errors, and no fault of the page or of the exports."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    tiny = {**SAID, "value": Decimal("0.000001"), "unit": "亿元"}
    set_target(commitment=canteens, by=cast.officer, key=1, reason="录入", **tiny)
    accept(canteens, Decimal(10) ** 14, cast)
    desk = at_desk(cast.officer)
    for address in ("", "board.csv", "board.json", f"commitments/{canteens.pk}/"):
        assert desk.get(f"/p/990101/{address}").status_code == 200


def test_only_what_is_complete_is_a_hundred_percent(cast: Cast, canteens: Commitment) -> None:
    """999 of 1,000 is not rounded up to all."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    set_target(commitment=canteens, by=cast.officer, key=1, reason="录入", **{**SAID, "value": Decimal(1000)})
    accept(canteens, Decimal(999), cast)
    page = at_desk(cast.officer).get(f"/p/990101/commitments/{canteens.pk}/").content.decode()
    assert "99.9%" in page


def accept(commitment: Commitment, value: Decimal, cast: Cast) -> None:
    """A figure for the whole year, given and accepted."""
    said = {"day": date(2025, 12, 31), "value": value, "cumulative": True, "sentence": ""}
    row = report_figure(commitment=commitment, key=1, by=cast.head, **said)
    move(progress=row, step=Step.SUBMITTED, by=cast.head)
    move(progress=row, step=Step.ACCEPTED, by=cast.officer)
