"""Records: added, corrected, struck off; what was said before stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models, transaction

from luoshi.office.actions import Refused
from luoshi.office.audit import record as record_event
from luoshi.office.models import Place, User
from luoshi.programmes import Programme, Register
from luoshi.programmes.counting import Value
from luoshi.registers.actions.common import locked, refuse_stranger, standing
from luoshi.registers.actions.counting import recount
from luoshi.registers.models import Record, RecordRevision
from luoshi.registers.queries.shapes import Geometry, point_in

Stages = dict[str, dict[str, object]]
"""By the names of stages, the day on which each was reached (ISO), and what proves it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a record: its fields, its stages, where it is (GeoJSON, WGS-84), from which file."""

    values: dict[str, Value]
    geometry: Geometry | None = None
    stages: Stages = field(default_factory=dict)
    source: str = ""
    reason: str = ""

    @classmethod
    def of(cls, last: RecordRevision, *, stages: Stages, reason: str = "") -> Said:
        """What was said last, with other stages."""
        return cls({**last.values, **last.personal}, last.geometry, stages, reason=reason)


@transaction.atomic
def add_record(*, place: Place, programme: Programme, register: Register, said: Said, by: User) -> Record:
    """A record more. Refused where its key is there already, also of one that was struck off."""
    refuse_stranger(by, programme)
    key = str(said.values.get(register.key, ""))
    about = {"programme": programme.name, "register": register.name, "key": key}
    if place.records.filter(**about).exists():
        raise Refused("编号 %(key)s 已经有了。", key=key)
    row = Record.objects.create(place=place, by=by, **about)
    said_anew(row, programme, register, said, by, "add_record", also=[row])
    return row


@transaction.atomic
def revise_record(
    *, record: Record, programme: Programme, register: Register, said: Said, by: User
) -> RecordRevision:
    """Say anew what a record is; its key and its stages stay."""
    refuse_stranger(by, programme)
    held = locked(record)
    last = standing(held)
    if said.values.get(register.key) != held.key:
        raise Refused("编号不能改：另立一条记录，把这一条移出名册。")
    whole = Said(said.values, said.geometry, last.stages, said.source, said.reason)
    if same(last, revision_of(held, programme, register, whole, by)):
        raise Refused("与现在的一样，没有改动。")
    return said_anew(held, programme, register, whole, by, "revise_record")


@transaction.atomic
def strike_record(
    *, record: Record, programme: Programme, register: Register, reason: str, by: User
) -> RecordRevision:
    """Take a record off the register, with the reason; it stays in the story, and counts no more."""
    refuse_stranger(by, programme)
    held = locked(record)
    last = standing(held)
    if not reason.strip():
        raise Refused("移出名册要写明理由。")
    said = Said.of(last, stages=last.stages, reason=reason)
    return said_anew(held, programme, register, said, by, "strike_record", struck=True)


def said_anew(
    record: Record,
    programme: Programme,
    register: Register,
    said: Said,
    by: User,
    verb: str,
    *,
    also: Iterable[models.Model] = (),
    struck: bool = False,
) -> RecordRevision:
    """Append what is said of a record, with its event, and count anew what it feeds."""
    row = revision_of(record, programme, register, said, by)
    row.struck = struck
    row.save(force_insert=True)
    record_event(verb=verb, row=row, by=by, place=record.place, also=also)
    recount(place=record.place, programme=programme, register=register, by=by)
    return row


def revision_of(
    record: Record, programme: Programme, register: Register, said: Said, by: User
) -> RecordRevision:
    """The row that says it; what speaks of persons is kept apart."""
    personal = {one.name for one in register.fields if one.personal}
    row = RecordRevision(record=record, version=programme.about.version, geometry=said.geometry, by=by)
    row.values = {name: value for name, value in said.values.items() if name not in personal}
    row.personal = {name: value for name, value in said.values.items() if name in personal}
    row.stages = said.stages
    if said.geometry is not None:
        row.lon, row.lat = point_in(said.geometry, register.geometry)
    row.source, row.reason = said.source[:200], said.reason.strip()[:300]
    return row


def same(one: RecordRevision, other: RecordRevision) -> bool:
    """Whether two rows say the same of a record."""
    parts = ("values", "personal", "stages", "geometry", "struck")
    return all(getattr(one, part) == getattr(other, part) for part in parts)
