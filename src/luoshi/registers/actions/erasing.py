"""What records say of persons is deleted when its time is over, or when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from luoshi.office.actions import Refused
from luoshi.office.audit import record as record_event
from luoshi.office.models import Place, Salt, User
from luoshi.programmes import Programme, Register
from luoshi.registers.actions.common import locked
from luoshi.registers.models import Erasure, Record, RecordRevision
from luoshi.registers.queries.erasures import overdue

BATCH = 500


@transaction.atomic
def erase_person(
    *, record: Record, programme: Programme, register: Register, reason: str, by: User
) -> Erasure:
    """Delete what a record says of persons before its time, because somebody asked for it."""
    held = locked(record)
    if not reason.strip():
        raise Refused("删除个人信息要写明理由。")
    rows = erased([held], by=by, reason=reason.strip()[:300])
    if not rows:
        raise Refused("这条记录没有个人信息。")
    record_event(verb="erase_person", row=rows[0], by=by, place=held.place)
    return rows[0]


@transaction.atomic
def erase_overdue(*, place: Place, programme: Programme, register: Register, day: date) -> int:
    """Delete what records of a register said of persons whose last revision is older than it may be kept.

    How many records it were, so many at most as one transaction takes.
    """
    keys = [*overdue(place, programme, register, day).order_by("pk").values_list("pk", flat=True)[:BATCH]]
    # Whoever revised one of them meanwhile has begun its time anew.
    held = Record.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    locked_keys = [one.pk for one in held]
    due = overdue(place, programme, register, day).filter(pk__in=locked_keys).order_by("pk")
    rows = erased([*due])
    if rows:
        record_event(verb="erase_overdue", row=rows[0], also=rows[1:], by=None, place=place)
    return len(rows)


def erased(records: Sequence[Record], *, by: User | None = None, reason: str = "") -> list[Erasure]:
    """Empty the personal fields of all revisions, delete the salts of their digests, and leave a word."""
    revisions = RecordRevision.objects.filter(record__in=records).exclude(personal={}).order_by("pk")
    names: dict[int, dict[str, None]] = {}
    keys = []
    for key, record, held in revisions.values_list("pk", "record", "personal"):
        names.setdefault(record, {}).update(dict.fromkeys(held))
        keys.append(key)
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        RecordRevision.objects.filter(pk__in=some).update(personal={})
        Salt.objects.filter(subject="recordrevision", subject_id__in=some).delete()
    rows = [
        Erasure(record=one, names=[*names[one.pk]], reason=reason, by=by)
        for one in records
        if one.pk in names
    ]
    return Erasure.objects.bulk_create(rows)
