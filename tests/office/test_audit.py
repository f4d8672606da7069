"""Whatever is tampered with is named: events, their order, their end, and the rows that they speak of."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from luoshi.office.actions import Refused, add_person, department_of, forget_person, place_of
from luoshi.office.audit import Act, append_missing_head, broken, hash_of, head_words, record, record_all
from luoshi.office.audit.heads import append_head
from luoshi.office.models import Department, Event, Head, Place, Salt, Trace, User

Committed = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def chain(django_capture_on_commit_callbacks: Committed, db: None) -> None:
    """Four events: a place, a department with its head, another person; all committed."""
    with django_capture_on_commit_callbacks(execute=True):
        place_of(code="990101", name="青梧区")
        add_person(
            username="head", password="x", code="990101", role="head", department="民政局", name="李某"
        )
        add_person(username="officer", password="x", code="990101", role="officer")


@pytest.fixture
def officer(chain: None) -> User:
    return User.objects.get(username="officer")


def heads(settings: Any) -> Path:
    return Path(settings.DATA) / "audit-heads.jsonl"


def chained_anew() -> None:
    """What a clever intruder does: every hash computed again, so that the chain hangs together."""
    previous = "0" * 64
    for sequence, event in enumerate(Event.objects.order_by("sequence"), start=1):
        event.sequence, event.previous = sequence, previous
        event.hash = previous = hash_of(event)
        event.save()
    Head.objects.update(count=Event.objects.count(), hash=previous)


def test_an_untouched_chain_is_whole(chain: None) -> None:
    """One event for every write, each following the one before."""
    verbs = ["add_place", "add_department", "add_person", "add_person"]
    assert [event.verb for event in Event.objects.all()] == verbs
    assert list(broken()) == []


FIELDS = "actor verb subject subject_id about digest place_code traces previous at".split()


@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_event_is_named(chain: None, field: str) -> None:
    """Whatever is changed in it."""
    values = {"subject_id": 7, "about": 7, "at": "2020-01-01T00:00:00Z"}
    Event.objects.filter(sequence=2).update(**{field: values.get(field, "7")})
    assert "事件 2 被改过。 event 2 was changed" in list(broken())


def test_a_removed_event_is_named(chain: None) -> None:
    """The gap shows in the number and in the hash."""
    Event.objects.filter(sequence=2).delete()
    assert any("2 不见了" in problem for problem in broken())


def test_events_that_changed_places_are_named(chain: None) -> None:
    """Neither is what it was, nor follows what it followed."""
    Event.objects.filter(sequence=2).update(sequence=99)
    Event.objects.filter(sequence=3).update(sequence=2)
    Event.objects.filter(sequence=99).update(sequence=3)
    found = " ".join(broken())
    assert "事件 2 被改过" in found
    assert "事件 3 被改过" in found
    assert "事件 2 与前一件不相接" in found


def test_an_event_slipped_in_is_named(chain: None) -> None:
    """At the end, where it follows the one before, the head still knows where the chain ended."""
    event = Event.objects.get(sequence=4)
    event.pk, event.sequence, event.previous = None, 5, event.hash
    event.hash = hash_of(event)
    event.save()
    assert "链的末尾不在事件 5。 the chain does not end at event 5" in list(broken())


def test_a_cut_tail_is_named(chain: None) -> None:
    """Even where the head in the database was put back: the file of heads knows better."""
    Event.objects.filter(sequence=4).delete()
    chained_anew()
    User.objects.filter(username="officer").delete()
    assert list(broken()) == ["链在事件 3 之后被截断，原有 4 件。 cut after 3 of 4"]


def test_a_chain_computed_anew_is_named(chain: None) -> None:
    """Who has no key cannot make the heads that were noted."""
    Event.objects.filter(sequence=2).update(actor="nobody")
    chained_anew()
    assert list(broken()) == ["事件 2 或更早的被重写过。 event 2 or one before was rewritten"]


def test_a_missing_file_of_heads_is_named(chain: None, settings: Any) -> None:
    """Nobody gets rid of it unseen."""
    heads(settings).unlink()
    assert list(broken()) == ["audit-heads.jsonl 不见了。 the file of heads is missing"]


def test_a_torn_line_spoils_no_other(chain: None, settings: Any) -> None:
    """A power cut in the middle of a line: the next head begins on its own."""
    with heads(settings).open("a") as file:
        file.write('\n{"at": "2026-')
    append_head(4, Event.objects.get(sequence=4).hash)
    assert heads(settings).read_text().splitlines()[-1].endswith("}")
    assert list(broken()) == []


def test_a_head_that_was_not_noted_is_noted_later(db: None, settings: Any) -> None:
    """As after a full disk; a second time there is nothing to do."""
    place_of(code="990101", name="青梧区")
    assert not heads(settings).exists()
    assert append_missing_head()
    assert not append_missing_head()
    assert list(broken()) == []
    assert heads(settings).stat().st_mode & 0o777 == 0o600
    assert heads(settings).with_name("audit-key").stat().st_mode & 0o777 == 0o600


def test_a_printed_head_is_held_against_the_chain(chain: None, settings: Any) -> None:
    """An export of last month finds out whoever also had the file of heads in hand."""
    printed = head_words().split()[1]
    assert printed.startswith("4:")
    assert list(broken(printed)) == []
    heads(settings).write_text("")
    Event.objects.filter(sequence=2).update(actor="nobody")
    chained_anew()
    assert list(broken(printed)) == ["事件 4 或更早的被重写过。 event 4 or one before was rewritten"]


def test_a_changed_row_is_named(chain: None) -> None:
    """Behind the back of all actions."""
    Department.objects.update(name="教育局")
    [found] = broken()
    assert found.startswith(f"department {Department.objects.get().pk} 与事件 2 不符")


def test_a_row_slipped_in_is_named(chain: None) -> None:
    """No event speaks of it, whatever it says."""
    made = Department.objects.create(place=Place.objects.get(), name="教育局")
    said = f"department {made.pk} 没有事件。 no event speaks of department {made.pk}"
    assert list(broken()) == [said]


def test_a_removed_row_is_named(officer: User) -> None:
    """Its event speaks of what is not there."""
    key = officer.pk
    officer.delete()
    assert list(broken()) == [f"user {key} 不见了。 user {key} is missing"]


def test_a_role_that_somebody_gave_himself_is_named(officer: User) -> None:
    """What is not personal is digested as it stands."""
    User.objects.filter(pk=officer.pk).update(is_superuser=True)
    assert [problem for problem in broken() if problem.startswith(f"user {officer.pk} ")]


def test_logging_in_changes_nothing(officer: User) -> None:
    """The last login and the password's hash are no facts of the office."""
    officer.set_password("other")
    officer.last_login = officer.date_joined
    officer.save()
    assert list(broken()) == []


def test_a_changed_name_is_named(chain: None) -> None:
    """Though the chain knows it only by a salted digest."""
    User.objects.filter(username="head").update(first_name="张某")
    assert [problem for problem in broken() if problem.startswith("user ")]


def test_no_name_stands_in_the_chain_and_none_can_be_tried_out(chain: None) -> None:
    """Two people of one name have different digests."""
    for username in ("one", "two"):
        add_person(username=username, password="x", code="990101", role="leader", name="李某")
    one, two = (
        Event.objects.get(subject="user", subject_id=User.objects.get(username=username).pk)
        for username in ("one", "two")
    )
    assert one.digest.partition(".")[2] != two.digest.partition(".")[2]
    assert not [event for event in Event.objects.values_list() if "李某" in str(event)]


def test_a_person_can_be_forgotten(chain: None, officer: User) -> None:
    """Name, login and salt go; the chain stays whole, and says who did it."""
    head = User.objects.get(username="head")
    forget_person(user=head, by=officer)
    head.refresh_from_db()
    assert (head.first_name, head.is_active, head.has_usable_password()) == ("", False, False)
    assert not Salt.objects.filter(subject="user", subject_id=head.pk).exists()
    assert Event.objects.last().actor == "officer"
    assert list(broken()) == []


def test_personal_values_may_go_with_their_salt_alone(chain: None) -> None:
    """Whoever must delete them at once, by hand, breaks nothing."""
    User.objects.filter(username="head").update(first_name="")
    Salt.objects.all().delete()
    assert list(broken()) == []


def test_a_salt_alone_does_not_hide_a_new_name(chain: None) -> None:
    """The salt deleted and another name in its place is tampering."""
    User.objects.filter(username="head").update(first_name="张某")
    Salt.objects.all().delete()
    assert [problem for problem in broken() if problem.startswith("user ")]


@pytest.fixture
def traced(chain: None) -> Place:
    """A write of one event with two more rows."""
    place = Place.objects.get()
    rows = [Department.objects.create(place=place, name=name) for name in ("水务局", "住建局")]
    record(verb="add_departments", row=place, by=None, place=place, also=rows)
    return place


def test_rows_written_with_another_are_traced(traced: Place) -> None:
    """One event, and a digest of each."""
    assert Trace.objects.count() == 2
    assert list(broken()) == []


def test_a_changed_row_that_is_only_traced_is_named(traced: Place) -> None:
    """As if it had an event of its own."""
    Department.objects.filter(name="水务局").update(name="农业局")
    assert [problem for problem in broken() if problem.startswith("department ")]


def test_changed_and_removed_and_added_traces_are_named(traced: Place) -> None:
    """The event holds the hash of them all."""
    Trace.objects.filter(pk=Trace.objects.first().pk).delete()
    assert "事件 5 的附记被改过。 traces of event 5 were changed" in list(broken())
    Trace.objects.create(sequence=1, subject="place", subject_id=1, algorithm="sha256", digest="0")
    assert "附记 1 没有事件。 traces 1 have no event" in list(broken())


def test_a_chain_may_go_on_with_sm3(chain: None, settings: Any) -> None:
    """Each event is checked by the algorithm that it names."""
    settings.HASH = "sm3"
    department_of(place=Place.objects.get(), name="水务局")
    assert [*Event.objects.values_list("algorithm", flat=True)] == ["sha256"] * 4 + ["sm3"]
    assert list(broken()) == []


def test_a_new_name_for_a_known_code_is_refused(chain: None) -> None:
    """A division code means one place."""
    with pytest.raises(Refused, match="已经是"):
        place_of(code="990101", name="别区")


def test_who_reports_needs_a_department(chain: None) -> None:
    """A head of nothing cannot be added, and leaves nothing behind."""
    with pytest.raises(Refused, match="单位"):
        add_person(username="x", password="x", code="990101", role="head")
    assert Event.objects.count() == 4


def test_the_database_is_the_one_that_was_asked_for() -> None:
    """With DATABASE_URL the tests run on PostgreSQL and on nothing else."""
    assert connection.vendor == ("postgresql" if os.environ.get("DATABASE_URL") else "sqlite")


def test_many_writes_are_recorded_together(
    chain: None, settings: Any, django_capture_on_commit_callbacks: Committed
) -> None:
    """One event each, one after the other; the head is noted once, when all are committed."""
    place, noted = Place.objects.get(), len(heads(settings).read_text().splitlines())
    rows = [Department.objects.create(place=place, name=name) for name in ("水务局", "住建局", "农业局")]
    with django_capture_on_commit_callbacks(execute=True):
        record_all([Act("add", rows[0], None, place, [rows[1]]), Act("add", rows[2], None, place)])
    assert [*Event.objects.values_list("subject_id", flat=True)][4:] == [rows[0].pk, rows[2].pk]
    assert Trace.objects.get().subject_id == rows[1].pk
    assert len(heads(settings).read_text().splitlines()) == noted + 1
    assert list(broken()) == []
