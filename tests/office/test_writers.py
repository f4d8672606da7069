"""Several who write at once: the chain stays one chain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from luoshi.office.actions import department_of, place_of
from luoshi.office.audit import broken
from luoshi.office.models import Event, Place

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 4, 15


@pytest.fixture
def on_postgresql(transactional_db: None) -> None:
    """SQLite lets one writer in at a time by itself, and its test database is not shared by connections."""
    if connection.vendor != "postgresql":
        pytest.skip("make test-postgres")


@pytest.fixture
def place(on_postgresql: None) -> Place:
    return place_of(code="990101", name="青梧区")


def write_as(place: Place, writer: int) -> None:
    """One writer's departments, on a connection of its own."""
    try:
        for number in range(EACH):
            department_of(place=place, name=f"单位{writer}-{number}")
    finally:
        connection.close()


def test_no_two_writers_take_the_same_number(place: Place) -> None:
    """Each waits for the one before to have written."""
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write_as, place, writer) for writer in range(WRITERS)]:
            done.result()
    assert [*Event.objects.values_list("sequence", flat=True)] == [*range(1, WRITERS * EACH + 2)]
    assert list(broken()) == []


def test_the_first_event_of_all_may_be_written_by_two_at_once(on_postgresql: None) -> None:
    """There is no head to hold yet; one of them makes it."""
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(first_place, number) for number in range(2)]:
            done.result()
    assert Event.objects.count() == 2
    assert list(broken()) == []


def first_place(number: int) -> None:
    try:
        place_of(code=f"99010{number}", name=f"地方{number}")
    finally:
        connection.close()
