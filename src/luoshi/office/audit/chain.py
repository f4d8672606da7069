"""How events are appended, one after the other whoever writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import models, transaction

from luoshi.office import clock
from luoshi.office.audit.digests import BATCH, Salts, digest, hashed, salt
from luoshi.office.audit.heads import append_head
from luoshi.office.models import Event, Head, Place, Trace, User

FIRST = "0" * 64
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Act:
    """A write to be recorded: who did what to which row, and what `also` was written with it."""

    verb: str
    row: models.Model
    by: User | None
    place: Place
    also: Sequence[models.Model] = ()


def record(
    *, verb: str, row: models.Model, by: User | None, place: Place, also: Iterable[models.Model] = ()
) -> Event:
    """Append the event of a write: of its row, and of what `also` was written with it.

    To be called inside the transaction of the write, after all its locks are taken: the chain's head is
    held from here until the transaction ends, so whoever writes next waits.
    """
    return record_all([Act(verb, row, by, place, [*also])])[0]


def record_all(acts: Sequence[Act]) -> list[Event]:
    """Append the events of many writes of one transaction, one each, in their order."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"count": 0, "hash": FIRST})
    rows = stored_all(row for act in acts for row in (act.row, *act.also))
    salts = salt(rows.values())
    events, traces = [], []
    for act in acts:
        event = event_of(act, rows[key_of(act.row)], salts)
        own = [trace(rows[key_of(row)], head.count + 1, event.algorithm, salts) for row in act.also]
        event.traces = hash_of_traces(own, event.algorithm)
        follow(head, event)
        events.append(event)
        traces += own
    Event.objects.bulk_create(events, BATCH)
    Trace.objects.bulk_create(traces, BATCH)
    head.save()
    # Whatever becomes of the file, the write has been made: its owner is not told that it failed.
    transaction.on_commit(partial(append_head, head.count, head.hash), robust=True)
    return events


def event_of(act: Act, row: models.Model, salts: Salts) -> Event:
    """What an event says of a write; `row` is as the database has it."""
    return Event(
        at=clock.now(),
        place_code=act.place.code,
        actor=act.by.get_username() if act.by else "",
        verb=act.verb,
        subject=subject_of(row),
        subject_id=row.pk,
        about=about(act.row),
        algorithm=settings.HASH,
        digest=digest(row, settings.HASH, salts),
    )


def follow(head: Head, event: Event) -> None:
    """Chain an event to the one before, and move the head to it."""
    event.sequence, event.previous = head.count + 1, head.hash
    event.hash = hash_of(event)
    head.count, head.hash = event.sequence, event.hash


def subject_of(row: models.Model) -> str:
    """What kind of row it is: one word."""
    return str(row._meta.model_name)


def trace(row: models.Model, sequence: int, algorithm: str, salts: Salts) -> Trace:
    """The digest of a further row of an event; the row is as the database has it."""
    return Trace(
        sequence=sequence,
        subject=subject_of(row),
        subject_id=row.pk,
        algorithm=algorithm,
        digest=digest(row, algorithm, salts),
    )


def stored_all(rows: Iterable[models.Model]) -> dict[Key, models.Model]:
    """Rows as the database has them, decimals and dates as they are kept; one query a table."""
    keys = defaultdict(list)
    for row in rows:
        keys[type(row)].append(row.pk)
    found = (row for model, own in keys.items() for row in model._base_manager.in_bulk(own).values())
    return {key_of(row): row for row in found}


def key_of(row: models.Model) -> Key:
    """By which a row is found among rows of many tables."""
    return subject_of(row), row.pk


def about(row: models.Model) -> int | None:
    """The commitment that a row belongs to, by its id; None where it belongs to none."""
    if subject_of(row) == "commitment":
        return row.pk
    if hasattr(row, "commitment_id"):
        return row.commitment_id
    if hasattr(row, "progress_id"):
        return row.progress.commitment_id
    if hasattr(row, "request_id"):
        return row.request.commitment_id
    return None


def hash_of(event: Event) -> str:
    """The hash over all that an event says and the hash before it, by the event's own algorithm."""
    said = [
        event.sequence,
        instant(event.at),
        event.place_code,
        event.actor,
        event.verb,
        event.subject,
        event.subject_id,
        event.about,
        event.algorithm,
        event.digest,
        event.traces,
        event.previous,
    ]
    return hashed(said, event.algorithm)


def hash_of_traces(traces: Iterable[Trace], algorithm: str) -> str:
    """One hash over the digests of all further rows of a write; empty where there are none."""
    said = sorted([trace.subject, trace.subject_id, trace.digest] for trace in traces)
    return hashed(said, algorithm) if said else ""


def instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
