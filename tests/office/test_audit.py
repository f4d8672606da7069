"""The audit chain names what was changed, removed or reordered."""

from __future__ import annotations

import pytest

from luoshi.office.actions import Refused, add_person, place_of
from luoshi.office.audit import broken
from luoshi.office.models import Event


@pytest.fixture
def chain(db: None) -> None:
    """Three events: a place, a department with its head, another person."""
    place_of(code="990101", name="青梧区")
    add_person(username="head", password="x", code="990101", role="head", department="民政局")
    add_person(username="officer", password="x", code="990101", role="officer")


def test_an_untouched_chain_is_whole(chain: None) -> None:
    """One event for every write, each following the one before."""
    assert [event.verb for event in Event.objects.all()] == [
        "add_place",
        "add_department",
        "add_person",
        "add_person",
    ]
    assert list(broken()) == []


@pytest.mark.parametrize("field", ["actor", "verb", "subject_id", "digest", "place_code"])
def test_a_changed_event_is_named(chain: None, field: str) -> None:
    """Whatever is changed in it."""
    event = Event.objects.get(sequence=2)
    setattr(event, field, 7 if field == "subject_id" else "7")
    event.save()
    assert [problem for problem in broken() if "2" in problem]


def test_a_removed_event_is_named(chain: None) -> None:
    """The gap shows in the number and in the hash."""
    Event.objects.filter(sequence=2).delete()
    assert any("2 不见了" in problem for problem in broken())


def test_a_new_name_for_a_known_code_is_refused(chain: None) -> None:
    """A division code means one place."""
    with pytest.raises(Refused, match="已经是"):
        place_of(code="990101", name="别区")


def test_who_reports_needs_a_department(chain: None) -> None:
    """A head of nothing cannot be added, and leaves nothing behind."""
    with pytest.raises(Refused, match="单位"):
        add_person(username="x", password="x", code="990101", role="head")
    assert Event.objects.count() == 4
