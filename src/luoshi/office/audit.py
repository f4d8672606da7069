"""The audit chain: one event for every write, each with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from django.core.serializers import serialize
from django.db import models
from django.utils import timezone

from luoshi.office.models import Event, Place, User

FIRST = "0" * 64


def record(*, verb: str, row: models.Model, by: User | None, place: Place) -> Event:
    """Append the event of a write. To be called inside the transaction of the write itself."""
    last = Event.objects.order_by("-sequence").first()
    event = Event(
        sequence=last.sequence + 1 if last else 1,
        at=timezone.now(),
        place_code=place.code,
        actor=by.get_username() if by else "",
        verb=verb,
        subject=type(row).__name__.lower(),
        subject_id=row.pk,
        digest=digest(row),
        previous=last.hash if last else FIRST,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    return event


def digest(row: models.Model) -> str:
    """SHA-256 of a row's fields as they stand in the database."""
    row.refresh_from_db()
    return hashlib.sha256(serialize("json", [row], ensure_ascii=False).encode()).hexdigest()


def hash_of(event: Event) -> str:
    """SHA-256 over all that an event says and the hash before it."""
    said = [
        event.sequence,
        instant(event.at),
        event.place_code,
        event.actor,
        event.verb,
        event.subject,
        event.subject_id,
        event.digest,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def broken() -> Iterator[str]:
    """What is wrong with the chain, event by event; nothing if it is whole."""
    previous, expected = FIRST, 1
    for event in Event.objects.order_by("sequence").iterator():
        if event.sequence != expected:
            yield f"事件 {expected} 不见了。 event {expected} is missing"
        if event.previous != previous:
            yield f"事件 {event.sequence} 与前一件不相接。 event {event.sequence} does not follow"
        if event.hash != hash_of(event):
            yield f"事件 {event.sequence} 被改过。 event {event.sequence} was changed"
        previous, expected = event.hash, event.sequence + 1
