"""What the writes of the registers share: who may make them, and what stands of a record."""

from __future__ import annotations

from luoshi.office.actions import Refused
from luoshi.office.models import Role, User
from luoshi.programmes import Programme
from luoshi.registers.models import Record, RecordRevision


def keeps(user: User, programme: Programme) -> bool:
    """Whether a person keeps the records of a programme: the office, and the departments that it names."""
    if user.role == Role.OFFICER:
        return True
    if user.role not in (Role.HEAD, Role.REPORTER) or user.department is None:
        return False
    named = programme.about.departments
    return not named or any(words in user.department.name for words in named)


def refuse_stranger(user: User, programme: Programme) -> None:
    """Refuse whoever does not keep the records of a programme."""
    if not keeps(user, programme):
        raise Refused("这份名册不由你单位维护。")


def locked(record: Record) -> Record:
    """The record, held until the transaction ends."""
    return Record.objects.select_for_update(of=("self",)).select_related("place").get(pk=record.pk)


def standing(record: Record) -> RecordRevision:
    """What is said of a record now; refused where it was struck off."""
    revision = record.revisions.order_by("pk").last()
    if revision is None or revision.struck:
        raise Refused("这条记录已移出名册。")
    return revision
