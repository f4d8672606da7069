"""The year of the invented district, as the demo shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from luoshi.board import queries
from luoshi.board.models import ChangeRequest, Check, Move, Stage, State, Step
from luoshi.demo.people import open_with
from luoshi.demo.year import tell_year
from luoshi.office import clock
from luoshi.office.audit import broken
from luoshi.office.models import Place, User

SAMPLE = Path(__file__).parents[2] / "samples" / "青梧区_2025.txt"


@pytest.mark.django_db
def test_a_whole_year_is_told() -> None:
    """Few are unknown at a quarter's end, most are done at the year's, registers count, turns are taken."""
    passwords = tell_year(SAMPLE, told=lambda day: None)
    assert set(passwords) <= set(User.objects.values_list("username", flat=True))
    place = Place.objects.get()
    for day in (date(2025, 4, 30), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)):
        found = queries.confirmed(queries.lines(place.commitments.all(), day))
        stands = Counter(line.standing.status for line in found)
        assert stands["unknown"] * 10 < len(found), day
        assert stands["behind"], day
    final = queries.lines(place.commitments.all(), date(2026, 2, 28))
    stands = Counter(line.standing.status for line in queries.confirmed(final))
    assert stands["done"] > stands.total() / 2
    assert any(line.original for line in final), "a deadline was changed"
    merged = [line.revision for line in final if line.revision.state == State.MERGED]
    assert all(revision.reason and revision.merged_into for revision in merged)
    assert merged
    assert Move.objects.filter(step=Step.RETURNED).exists()
    assert Check.objects.filter(stage=Stage.FOUND_UNTRUE).exists()
    assert ChangeRequest.objects.filter(decision__approved=True).exists()
    assert list(broken()) == []
    assert dict(counted_shares(place, date(2026, 1, 10))) == dict.fromkeys(
        ["片区", "背街小巷", "老旧小区", "学校", "学位", "社区食堂", "口袋公园"], 1
    )


def counted_shares(place: Place, day: date) -> Iterator[tuple[str, Fraction | None]]:
    """The targets that records count, and how much of each is reached."""
    for line in queries.confirmed(queries.lines(place.commitments.all(), day)):
        for target, standing in line.targets:
            if target.counted_by:
                yield target.measure, standing.share


@pytest.mark.django_db
def test_a_report_of_ones_own_waits_on_a_fresh_board() -> None:
    """Its promises are proposed, its departments are there to be chosen, and one login a role works."""
    passwords = open_with(SAMPLE, name="本区", code="990001")
    place = Place.objects.get()
    found = queries.lines(place.commitments.all(), clock.today())
    assert {line.revision.state for line in found} == {State.PROPOSED}
    assert place.departments.count() > 20
    assert User.objects.get(username="officer").check_password(passwords["officer"])
    assert list(broken()) == []
