"""One place with its people, a report that waits, and one of its promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from cast import TEXT, Cast, person
from steps import handed_out

from luoshi.board.actions import import_report, revise
from luoshi.board.models import Commitment, Report, State, Visibility
from luoshi.board.queries.remembered import forget
from luoshi.office import clock
from luoshi.office.actions import place_of
from luoshi.office.audit.proof import audited, changed_rows
from luoshi.reading import Document
from luoshi.registers.queries import areas


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Each test judges for itself."""
    forget()
    areas.forget()


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """One place with its people, and an officer of another place."""
    place = place_of(code="990101", name="青梧区")
    place_of(code="990102", name="邻区")
    yield Cast(
        place,
        officer=person("officer", "990101"),
        head=person("head", "990101", "民政局"),
        reporter=person("reporter", "990101", "民政局"),
        colleague=person("head", "990101", "教育局"),
        leader=person("leader", "990101"),
        administrator=person("administrator", "990101"),
        stranger=person("officer", "990102"),
    )
    # Whatever was written in the test has its event: pass what was written with a row to record(…, also=…).
    assert [line for model in audited() for line in changed_rows(model)] == []


def brought_in(cast: Cast) -> Report:
    return import_report(
        place=cast.place, document=Document("青梧区_2025.txt", TEXT), year=2025, by=cast.officer
    )


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report that waits to be confirmed."""
    return brought_in(cast)


@pytest.fixture
def canteens(report: Report) -> Commitment:
    """The promise of eight canteens."""
    return report.commitments.get(words__contains="社区食堂")


@pytest.fixture
def canteens_2025(cast: Cast) -> Commitment:
    """The same promise, brought in and handed out to the civil affairs office in January 2025."""
    with clock.at(date(2025, 1, 9)):
        report = brought_in(cast)
    return handed_out(cast, report.commitments.get(words__contains="社区食堂"))


@pytest.fixture
def published(cast: Cast, canteens: Commitment) -> Commitment:
    """The promise of eight canteens, public, led by the civil affairs office."""
    said = {"state": State.CONFIRMED, "lead": cast.head.department, "visibility": Visibility.PUBLIC}
    revise(commitment=canteens, by=cast.officer, title="新建社区食堂八处", **said)
    return canteens
