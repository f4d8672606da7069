"""What was tampered with: the chain against itself, and every row against its last digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.apps import apps
from django.db import models

from luoshi.office.audit.chain import FIRST, hash_of, hash_of_traces
from luoshi.office.audit.digests import same
from luoshi.office.audit.heads import broken_heads
from luoshi.office.models import Event, Head, Trace

Thing = TypeVar("Thing")
BATCH = 500


def broken(printed: str | None = None) -> Iterator[str]:
    """What is wrong, in lines; nothing if all is whole. `printed` is a head that an export shows."""
    yield from broken_chain()
    yield from broken_heads(printed)
    yield from broken_traces()
    for model in audited():
        yield from changed_rows(model)
        yield from removed_rows(model)


def broken_chain() -> Iterator[str]:
    """Events that were changed, removed or reordered, and an end that is not where it was."""
    previous, expected = FIRST, 1
    for event in Event.objects.order_by("sequence").iterator():
        if event.sequence != expected:
            yield f"事件 {expected} 不见了。 event {expected} is missing"
        if event.previous != previous:
            yield f"事件 {event.sequence} 与前一件不相接。 event {event.sequence} does not follow"
        if event.hash != hash_of(event):
            yield f"事件 {event.sequence} 被改过。 event {event.sequence} was changed"
        previous, expected = event.hash, event.sequence + 1
    head = Head.objects.first()
    if (head.count, head.hash) != (expected - 1, previous) if head else expected > 1:
        yield f"链的末尾不在事件 {expected - 1}。 the chain does not end at event {expected - 1}"


def broken_traces() -> Iterator[str]:
    """Events whose further digests are not those that they were written with."""
    tracing = Event.objects.exclude(traces="").order_by("sequence")
    for events in batches(tracing.iterator()):
        own = defaultdict(list)
        for trace in Trace.objects.filter(sequence__in=[event.sequence for event in events]):
            own[trace.sequence].append(trace)
        for event in events:
            if hash_of_traces(own[event.sequence], event.algorithm) != event.traces:
                yield f"事件 {event.sequence} 的附记被改过。 traces of event {event.sequence} were changed"
    strays = Trace.objects.exclude(sequence__in=tracing.order_by().values("sequence"))
    for sequence in strays.values_list("sequence", flat=True).distinct():
        yield f"附记 {sequence} 没有事件。 traces {sequence} have no event"


def audited() -> list[type[models.Model]]:
    """The models whose every row has an event: all of ours but those that say that they have none."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("luoshi.")]
    return [model for model in ours if not getattr(model, "UNAUDITED", False)]


def changed_rows(model: type[models.Model]) -> Iterator[str]:
    """Rows that are not what the last event about them says, or that no event speaks of."""
    name = model._meta.model_name
    for rows in batches(model._base_manager.order_by("pk").iterator()):
        told: dict[int, tuple[int, str, str]] = {}
        for kind in (Event, Trace):
            known = kind.objects.filter(subject=name, subject_id__in=[row.pk for row in rows])
            for key, *last in known.values_list("subject_id", "sequence", "digest", "algorithm"):
                told[key] = max(told.get(key, (0, "", "")), tuple(last))
        for row in rows:
            if row.pk not in told:
                yield f"{name} {row.pk} 没有事件。 no event speaks of {name} {row.pk}"
                continue
            sequence, digest, algorithm = told[row.pk]
            if not same(row, digest, algorithm):
                yield f"{name} {row.pk} 与事件 {sequence} 不符。 it is not as event {sequence} says"


def removed_rows(model: type[models.Model]) -> Iterator[str]:
    """Rows that events speak of and that are not there."""
    name = model._meta.model_name
    gone: set[int] = set()
    for kind in (Event, Trace):
        spoken = kind.objects.filter(subject=name).exclude(subject_id__in=model._base_manager.values("pk"))
        gone.update(spoken.values_list("subject_id", flat=True))
    for key in sorted(gone):
        yield f"{name} {key} 不见了。 {name} {key} is missing"


def batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """The things in lists short enough to ask the database about."""
    found = iter(things)
    while batch := list(islice(found, BATCH)):
        yield batch
