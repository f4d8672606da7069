"""A target or deadline is changed by a request that somebody else decides; what was promised stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk, person
from django.db import IntegrityError, transaction
from steps import accepted, line_of

from luoshi.board.actions import ask_change, decide_change, set_milestone, set_target
from luoshi.board.models import ChangeRequest, Commitment, Decision, Part
from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.audit import broken

OCTOBER, JUNE_2026 = date(2025, 10, 8), date(2026, 6, 30)


def asked(cast: Cast, commitment: Commitment, **said: object) -> ChangeRequest:
    """The head asks in October for half a year more."""
    with clock.at(OCTOBER):
        said = {"due": JUNE_2026, "reason": "两处选址要重来", **said}
        return ask_change(commitment=commitment, part=Part.TARGET, key=1, by=cast.head, **said)


def decided(cast: Cast, request: ChangeRequest, *, approved: bool = True) -> Decision:
    with clock.at(OCTOBER):
        return decide_change(request=request, approved=approved, reason="情况属实", by=cast.officer)


def test_an_approved_change_counts_from_its_day_and_the_original_beside_it(
    cast: Cast, canteens_2025: Commitment
) -> None:
    """Five of eight at the year's end: behind what was promised, on pace to the later date."""
    accepted(cast, canteens_2025, date(2025, 12, 31), 5)
    decided(cast, asked(cast, canteens_2025))
    line = line_of(canteens_2025, date(2026, 1, 20))
    assert line.standing.status == "on_pace"
    assert line.original is not None
    assert (line.original.status, line.original.row) == ("behind", "missed_at_due")
    assert line_of(canteens_2025, date(2025, 10, 7)).original is None, "the day before nothing was changed"
    assert [row.due for row in canteens_2025.targets.all()] == [date(2025, 12, 31), JUNE_2026]


def test_a_smaller_number_is_told_with_what_stood_before(cast: Cast, canteens_2025: Commitment) -> None:
    """Before and after are kept in the request itself."""
    request = asked(cast, canteens_2025, value=Decimal(6), due=date(2025, 12, 31))
    assert (request.value_before, request.value) == (8, 6)
    decided(cast, request)
    accepted(cast, canteens_2025, date(2025, 12, 31), 6)
    line = line_of(canteens_2025, date(2026, 1, 20))
    assert (line.standing.status, line.original.status) == ("ahead", "behind")


def test_a_refused_change_changes_nothing(cast: Cast, canteens_2025: Commitment) -> None:
    """It stays on the page with its reason."""
    decided(cast, asked(cast, canteens_2025), approved=False)
    assert canteens_2025.targets.count() == 1
    page = at_desk(cast.officer).get(f"/p/990101/commitments/{canteens_2025.pk}/").content.decode()
    assert "不同意" in page
    assert "情况属实" in page
    assert line_of(canteens_2025, date(2026, 1, 20)).original is None


def test_nobody_decides_their_own_request(cast: Cast, canteens_2025: Commitment) -> None:
    """An officer may ask too, but another officer decides."""
    with clock.at(OCTOBER):
        said = {"due": JUNE_2026, "reason": "统一调整"}
        request = ask_change(commitment=canteens_2025, part=Part.TARGET, key=1, by=cast.officer, **said)
        with pytest.raises(Refused, match="自己"):
            decide_change(request=request, approved=True, reason="同意", by=cast.officer)
        second = person("officer", "990101", "督查室")
        decide_change(request=request, approved=True, reason="同意", by=second)


def test_a_request_is_decided_once(cast: Cast, canteens_2025: Commitment) -> None:
    """The second officer is told; the database would not keep two decisions either."""
    request = asked(cast, canteens_2025)
    decided(cast, request)
    with pytest.raises(Refused, match="定过了"):
        decided(cast, request, approved=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(request=request, approved=True, reason="又一次", by=cast.officer)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"reason": " "}, "理由"),
        ({"due": date(2025, 12, 31)}, "与现在"),
        ({"due": date(2024, 12, 31)}, "早于开始"),
    ],
)
def test_a_request_that_asks_for_nothing_sensible_is_refused(
    cast: Cast, canteens_2025: Commitment, said: dict[str, object], why: str
) -> None:
    """Without a reason, without a change, or before the target begins."""
    with pytest.raises(Refused, match=why):
        asked(cast, canteens_2025, **said)


def test_one_request_waits_at_a_time(cast: Cast, canteens_2025: Commitment) -> None:
    """The second has to wait for the decision on the first."""
    asked(cast, canteens_2025)
    with pytest.raises(Refused, match="待定"):
        asked(cast, canteens_2025, due=date(2026, 9, 30))


def test_the_colleague_cannot_ask_for_what_another_department_leads(
    cast: Cast, canteens_2025: Commitment
) -> None:
    """Only the lead, or the office."""
    said = {"due": JUNE_2026, "reason": "代为申请"}
    with pytest.raises(Refused, match="牵头"):
        ask_change(commitment=canteens_2025, part=Part.TARGET, key=1, by=cast.colleague, **said)


def test_a_milestone_moves_in_the_same_way(cast: Cast, canteens_2025: Commitment) -> None:
    """The step was due in September; against the first date it is missed, against the new one it is not."""
    with clock.at(date(2025, 1, 21)):
        step = set_milestone(
            commitment=canteens_2025, name="选址完成", due=date(2025, 9, 30), by=cast.officer
        )
    with clock.at(OCTOBER):
        said = {"due": date(2026, 3, 31), "reason": "规划调整"}
        request = ask_change(
            commitment=canteens_2025, part=Part.MILESTONE, key=step.key, by=cast.head, **said
        )
    accepted(cast, canteens_2025, date(2025, 9, 30), 8)
    assert line_of(canteens_2025, OCTOBER).standing.row == "milestone_missed"
    decided(cast, request)
    line = line_of(canteens_2025, OCTOBER)
    assert line.standing.status == "on_pace"
    assert line.original.row == "milestone_missed"


def test_on_the_page_from_asking_to_deciding(cast: Cast, canteens_2025: Commitment) -> None:
    """Typed by the head, decided by the officer; every step is in the chain and in the story."""
    address = f"/p/990101/commitments/{canteens_2025.pk}/"
    typed = {"about": "target-1", "value": "", "due": "2026-06-30", "reason": "<b>流标</b>"}
    assert at_desk(cast.head).post(f"{address}changes/", typed).status_code == 302
    request = canteens_2025.requests.get()
    decision = {"approved": "yes", "reason": "同意"}
    done = at_desk(cast.officer).post(f"/p/990101/changes/{request.pk}/decide/", decision)
    assert done.status_code == 302
    page = at_desk(cast.leader).get(address).content.decode()
    assert "按最初的目标和期限" in page
    assert "&lt;b&gt;流标" in page
    assert "期限 2025-12-31 → 2026-06-30" in page
    assert list(broken()) == []


@pytest.mark.parametrize("typed", [{}, {"about": "target-9"}, {"about": "target-1", "due": "明年"}])
def test_a_form_that_makes_no_sense_writes_nothing(
    cast: Cast, canteens_2025: Commitment, typed: dict[str, str]
) -> None:
    """400, the fault is named, nothing is kept."""
    address = f"/p/990101/commitments/{canteens_2025.pk}/changes/"
    assert at_desk(cast.head).post(address, typed).status_code == 400
    assert not canteens_2025.requests.exists()


def test_a_correction_after_a_change_keeps_what_was_promised(cast: Cast, canteens_2025: Commitment) -> None:
    """Its measure may be put right; its value and deadline only by another request."""
    decided(cast, asked(cast, canteens_2025))
    last = canteens_2025.targets.last()
    said = {name: getattr(last, name) for name in ("comparator", "value", "unit", "basis", "direction")}
    said |= {"start": last.start, "due": last.due, "measure": "社区食堂（含助餐点）"}
    set_target(commitment=canteens_2025, by=cast.officer, key=1, reason="名称补全", **said)
    assert line_of(canteens_2025, date(2026, 2, 1)).original.row == "missed_at_due"
    late = {**said, "due": date(2027, 6, 30)}
    with pytest.raises(Refused, match="申请调整"):
        set_target(commitment=canteens_2025, by=cast.officer, key=1, reason="再延", **late)
