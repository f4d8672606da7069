"""Carrying out what a table says: all rows in a few statements, one event each, the figures counted once."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.translation import gettext_noop

from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.audit import Act, record_all
from luoshi.office.audit.chain import BATCH
from luoshi.registers.actions.counting import recount
from luoshi.registers.models import Record, RecordRevision
from luoshi.registers.tables.plan import Aim, Change, Plan, mark_of

MOVED = gettext_noop("预览以后名册有了改动，什么也没有导入，请再核对一遍。")


def carry_out(plan: Plan, aim: Aim) -> None:
    """Write all that a faultless plan says. Refused where somebody has written since it was made.

    To be called inside a transaction.
    """
    held = [one.record.pk for one in plan.changes if one.record is not None]
    hold(held)
    if mark_of(aim) != plan.mark:
        raise Refused(MOVED)
    new = [one for one in plan.changes if one.record is None]
    now = clock.now()
    records = [new_record(aim, one) for one in new]
    try:
        Record.objects.bulk_create(records, BATCH)
    except IntegrityError as error:
        raise Refused(MOVED) from error
    for one, record in zip(new, records, strict=True):
        one.revision.record = record
    for one in plan.changes:
        one.revision.at = now
    RecordRevision.objects.bulk_create([one.revision for one in plan.changes], BATCH)
    record_all([act_of(one, aim) for one in plan.changes])
    recount(place=aim.place, programme=aim.programme, register=aim.register, by=aim.by)


def hold(keys: list[int]) -> None:
    """Hold records until the transaction ends."""
    for start in range(0, len(keys), BATCH):
        held = Record.objects.select_for_update(of=("self",)).order_by("pk")
        len(held.filter(pk__in=keys[start : start + BATCH]))


def new_record(aim: Aim, one: Change) -> Record:
    return Record(
        place=aim.place,
        programme=aim.programme.name,
        register=aim.register.name,
        key=one.entry.key,
        by=aim.by,
    )


def act_of(one: Change, aim: Aim) -> Act:
    """The event of a row: of a new record, or of what is said of one anew."""
    is_new = one.record is None
    also = [one.revision.record] if is_new else []
    return Act("add_record" if is_new else "revise_record", one.revision, aim.by, aim.place, also)
