"""How events are appended, one after the other whoever writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import models, transaction

from luoshi.office import clock
from luoshi.office.audit.digests import digest, hashed
from luoshi.office.audit.heads import append_head
from luoshi.office.models import Event, Head, Place, Trace, User

FIRST = "0" * 64


def record(
    *, verb: str, row: models.Model, by: User | None, place: Place, also: Iterable[models.Model] = ()
) -> Event:
    """Append the event of a write: of its row, and of what `also` was written with it.

    To be called inside the transaction of the write, after all its locks are taken: the chain's head is
    held from here until the transaction ends, so whoever writes next waits.
    """
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"count": 0, "hash": FIRST})
    event = Event(
        sequence=head.count + 1,
        at=clock.now(),
        place_code=place.code,
        actor=by.get_username() if by else "",
        verb=verb,
        subject=subject_of(row),
        subject_id=row.pk,
        about=about(row),
        algorithm=settings.HASH,
        digest=digest(stored(row), settings.HASH),
        previous=head.hash,
    )
    traces = [trace(other, event) for other in stored_all(also)]
    event.traces = hash_of_traces(traces, settings.HASH)
    event.hash = hash_of(event)
    event.save(force_insert=True)
    Trace.objects.bulk_create(traces)
    head.count, head.hash = event.sequence, event.hash
    head.save()
    # Whatever becomes of the file, the write has been made: its owner is not told that it failed.
    transaction.on_commit(partial(append_head, head.count, head.hash), robust=True)
    return event


def subject_of(row: models.Model) -> str:
    """What kind of row it is: one word."""
    return str(row._meta.model_name)


def trace(row: models.Model, event: Event) -> Trace:
    """The digest of a further row of an event."""
    told = digest(row, event.algorithm)
    return Trace(
        sequence=event.sequence,
        subject=subject_of(row),
        subject_id=row.pk,
        algorithm=event.algorithm,
        digest=told,
    )


def stored_all(rows: Iterable[models.Model]) -> Iterator[models.Model]:
    """Many rows as the database has them; one query a table."""
    keys = defaultdict(list)
    for row in rows:
        keys[type(row)].append(row.pk)
    for model, found in keys.items():
        yield from model._base_manager.in_bulk(found).values()


def stored(row: models.Model) -> models.Model:
    """The row as the database has it: decimals and dates as they are kept, not as they were said."""
    return type(row)._base_manager.get(pk=row.pk)


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
